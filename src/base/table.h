/*
 * Lexicon tables: TSV that people edit. The first line that is neither blank nor a comment
 * names the columns; each later one is a row with as many cells. A line that begins with
 * '#' is a comment; blank lines are skipped. Cells are trimmed; there is no quoting. A
 * loader names the columns it knows and gets each row's cells in that order:
 *
 *     static const char *const columns[] = {"code", "name", "?note", NULL};
 *     enum { CODE, NAME, NOTE };
 *     dmr_table t;
 *     DMR_TRY(dmr_table_load(&t, path, columns, arena, err));
 *     for (size_t i = 0; i < t.n_rows; i++) {
 *         const dmr_table_row *row = &t.rows[i];
 *         if (row->cells[CODE].len != 3)
 *             return dmr_table_refuse(&t, row, err, "code '%.*s' has not three letters; "
 *                                     "write an ISO 3166-1 alpha-3 code",
 *                                     DMR_STR_ARG(row->cells[CODE]));
 *
 * A missing column, an unknown or doubled one, a wrong number of cells and invalid UTF-8
 * are refused with E_LEXICON, "FILE:LINE: what; what to do"; the error's offset is the
 * line.
 */
#ifndef DMR_BASE_TABLE_H
#define DMR_BASE_TABLE_H

#include "base/str.h"

/* For "%.*s". */
#define DMR_STR_ARG(s) (int)((s).len > 4096 ? 4096 : (s).len), (s).ptr ? (s).ptr : ""

typedef struct dmr_table_row {
    size_t line;               /* from 1 */
    const demarche_str *cells; /* (n_columns) in the order of the loader's list */
} dmr_table_row;

typedef struct dmr_table {
    const char *path;
    const dmr_table_row *rows; /* (n_rows) */
    size_t n_rows;
    size_t n_columns;
    uint64_t hash; /* of the file's bytes */
} dmr_table;

/*
 * Read the table at `path`. `columns` is a list ended by NULL of the names the loader
 * knows; "?name" is one that may be missing (its cells are then empty). Everything in
 * *out lies in the arena, the cells too. E_IO, E_LEXICON, E_MEMORY.
 */
demarche_status dmr_table_load(dmr_table *out, const char *path,
                               const char *const *columns, dmr_arena *arena,
                               demarche_error *err);

/* As dmr_table_load, from bytes that outlive the table; `path` names them in messages. */
demarche_status dmr_table_parse(dmr_table *out, const char *path, demarche_str bytes,
                                const char *const *columns, dmr_arena *arena,
                                demarche_error *err);

/* Fill *err for that row: "FILE:LINE: " and the message. Gives E_LEXICON. */
demarche_status dmr_table_refuse(const dmr_table *table, const dmr_table_row *row,
                                 demarche_error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
