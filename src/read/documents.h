/*
 * The documents of one input, one after the other, each into an arena of its own.
 */
#ifndef DMR_READ_DOCUMENTS_H
#define DMR_READ_DOCUMENTS_H

#include "read/petrarch.h"
#include "read/source.h"

typedef struct dmr_documents {
    demarche_str bytes; /* of the whole input; not copied */
    demarche_read_options opts;
    demarche_format format;
    size_t offset; /* first byte not yet read */
    size_t line;   /* lines before it (JSONL) */
    size_t n;      /* documents and bad lines so far */
    bool done;
    dmr_petrarch *petrarch; /* NULL before the first of its documents */
} dmr_documents;

/* opts may be NULL; its strings must outlive *out. E_ARGUMENT, E_FORMAT. Close with
 * dmr_documents_close, also after an error. */
demarche_status dmr_documents_open(dmr_documents *out, demarche_str bytes,
                                   const demarche_read_options *opts,
                                   demarche_error *err);

/*
 * The next document into *source, all of it in the arena; *got is false at the end. After
 * an error whose cause lies in one line of JSONL, or one sentence of PETRARCH's XML, the next
 * call goes on behind it; after any other the input is at its end.
 */
demarche_status dmr_documents_next(dmr_documents *documents, dmr_source *source,
                                   bool *got, dmr_arena *arena, demarche_error *err);

void dmr_documents_close(dmr_documents *documents);

#endif
