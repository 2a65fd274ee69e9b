/*
 * A table as CSV (RFC 4180): lines end in CR LF, cells with quotes, commas or line ends stand in
 * quotes. A text that a spreadsheet would take for a formula has a ' before it.
 */
#ifndef DEMARCHE_SERVE_ROOM_CSV_H
#define DEMARCHE_SERVE_ROOM_CSV_H

#include <jansson.h>

#include "room_text.h"

/* Rows are objects. Columns are what any of them has that is no list and no object, in the order
 * in which they are met first; of an empty table those that `columns` names (strings; NULL: not
 * known, and nothing is put). `left_out` says which are not put (NULL: none is so). What a row does not have, and null, is an empty cell. */
void room_csv_put(room_text *out, const json_t *rows, const json_t *columns,
                  bool (*left_out)(const char *column));

#endif
