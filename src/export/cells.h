/* Rows of tables: one cell after the other, several values in a cell. */
#ifndef DMR_EXPORT_CELLS_H
#define DMR_EXPORT_CELLS_H

#include "base/json.h"

typedef enum dmr_row_form {
    DMR_ROW_TSV,     /* tabs and line breaks within become blanks */
    DMR_ROW_FOREIGN, /* the same, and '"' becomes "'": readers of others' files (R's
                        read.delim) take it for the begin of a quoted cell */
    DMR_ROW_CSV,     /* RFC 4180: text is quoted, numbers and empty cells are not */
} dmr_row_form;

/* On the stack. `parts` parts the values of one cell. */
typedef struct dmr_row {
    dmr_json *j;
    dmr_row_form form;
    char parts;
    size_t cells, values;
    bool quoted;
} dmr_row;

void dmr_row_begin(dmr_row *row, dmr_json *j, dmr_row_form form, char parts);
void dmr_row_end(dmr_row *row); /* and its line */

/* Begin a cell, to which values are put; without any it is empty. */
void dmr_row_next(dmr_row *row);
void dmr_row_value(dmr_row *row, demarche_str s);
/* More of the value that was put last, or the first. */
void dmr_row_more(dmr_row *row, demarche_str s);

/* A cell of one value. A number that is not finite is an empty cell. */
void dmr_row_cell(dmr_row *row, demarche_str s);
void dmr_row_cell_c(dmr_row *row, const char *s);
void dmr_row_cell_int(dmr_row *row, int64_t v);
void dmr_row_cell_double(dmr_row *row, double v);
void dmr_row_empty(dmr_row *row, size_t n);

/* A whole line of names. */
void dmr_row_header(dmr_json *j, dmr_row_form form, const char *const *names, size_t n);

#endif
