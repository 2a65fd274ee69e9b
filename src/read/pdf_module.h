/*
 * What demarche-pdf.so gives: the text of a PDF's pages. It is a module of its own, loaded
 * when a PDF is met, so that the program itself neither links nor loads poppler.
 */
#ifndef DMR_READ_PDF_MODULE_H
#define DMR_READ_PDF_MODULE_H

#include "base/str.h"

#define DMR_PDF_MODULE "demarche-pdf.so"
#define DMR_PDF_SYMBOL "demarche_pdf_read_1" /* changes with the interface */

typedef enum dmr_pdf_result {
    DMR_PDF_OK = 0,
    DMR_PDF_ENCRYPTED,
    DMR_PDF_DAMAGED,
    DMR_PDF_STOPPED, /* a callback said so */
} dmr_pdf_result;

/* What comes out. Strings are UTF-8, good during the call, not NULL; non-zero stops. */
typedef struct dmr_pdf_out {
    void *user;
    /* The title, and when it was made: seconds since 1970, -1: not said. Called first. */
    int (*info)(void *user, const char *title, int64_t made);
    /* Lines of a page, with a blank one where the page leaves room or sets in. */
    int (*page)(void *user, const char *text, size_t n);
} dmr_pdf_out;

typedef dmr_pdf_result (*dmr_pdf_read_fn)(const char *bytes, size_t n,
                                          const dmr_pdf_out *out);

/* Load the module: beside the running program or the library, or where it was installed.
 * *out is NULL where there is none. It stays loaded. */
void dmr_pdf_module_load(dmr_pdf_read_fn *out);

#endif
