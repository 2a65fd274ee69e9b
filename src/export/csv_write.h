/*
 * CSV as RFC 4180 has it: commas, CRLF behind each row, cells quoted that need it. An empty
 * cell says that there is nothing. Line breaks within a cell stay.
 */
#ifndef DMR_EXPORT_CSV_WRITE_H
#define DMR_EXPORT_CSV_WRITE_H

#include "base/json.h"

typedef struct dmr_csv {
    dmr_json *j;
    bool within; /* a cell of this row is written */
} dmr_csv;

void dmr_csv_str(dmr_csv *c, demarche_str s);
void dmr_csv_c(dmr_csv *c, const char *s);
void dmr_csv_uint(dmr_csv *c, uint64_t v);
void dmr_csv_double(dmr_csv *c, double v); /* empty where it is not finite */
void dmr_csv_end(dmr_csv *c);              /* of the row */

#endif
