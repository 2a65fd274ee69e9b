/*
 * Rows of cells, as CSV (RFC 4180) and TSV have them, out of a stream: a row at a time, so
 * that a table of any size takes the memory of its largest row.
 *
 *     dmr_cells_row row;
 *     while (!(status = dmr_cells_next(cells, &row, &got, arena, err)) && got) {
 *         ... dmr_cells_value(&cells->how, dmr_cells_raw(&row, i), arena) ...
 *         dmr_cells_take(cells, &row);
 *     }
 */
#ifndef DMR_READ_CELLS_H
#define DMR_READ_CELLS_H

#include "base/str.h"
#include "base/vec.h"
#include "read/origin.h"
#include "read/stream.h"

typedef struct dmr_cells_how {
    char sep;
    bool quotes;  /* a cell that begins with one is quoted: "a ""b"", c" */
    bool escapes; /* \t, \n, \r, \\ and \N stand for what they name */
} dmr_cells_how;

typedef struct dmr_cells_cell {
    size_t start, end; /* bytes of the row, quotes and all */
} dmr_cells_cell;

typedef struct dmr_cells_row {
    demarche_str bytes; /* without its line break; good until the stream is used again */
    DMR_VEC(dmr_cells_cell) cells;
    uint64_t at;  /* its first byte in the input */
    size_t line;  /* its first line, from 1 */
    size_t took;  /* bytes to take */
    size_t lines; /* line breaks in them */
    bool loose;   /* a quote in a quoted cell was not doubled */
} dmr_cells_row;

typedef struct dmr_cells {
    dmr_stream *stream;
    dmr_cells_how how;
    size_t max;  /* bytes of a row */
    size_t line; /* of the next row, from 1 */
} dmr_cells;

/*
 * The next row; *got is false at the end. It is not taken. E_FORMAT for a quoted cell that
 * does not end, or in which a quote stands undoubled behind a line break (then a quote was
 * left open); E_LIMIT for a row of over `max` bytes. After either dmr_cells_skip goes on.
 */
demarche_status dmr_cells_next(dmr_cells *cells, dmr_cells_row *row, bool *got,
                               dmr_arena *arena, demarche_error *err);
void dmr_cells_take(dmr_cells *cells, const dmr_cells_row *row);

/* Move behind the next line break, whatever stands before it. */
demarche_status dmr_cells_skip(dmr_cells *cells, demarche_error *err);

/* A cell as it stands in the row. */
demarche_str dmr_cells_raw(const dmr_cells_row *row, size_t i);

/*
 * What a cell says, without its quotes and escapes. `origin`, where it is not NULL, leads
 * back into `raw`; it stays empty where the value is `raw` itself. {NULL, 0} for want of
 * memory.
 */
demarche_str dmr_cells_value(const dmr_cells_how *how, demarche_str raw,
                             dmr_origin *origin, dmr_arena *arena);

#endif
