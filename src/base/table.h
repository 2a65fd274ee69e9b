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
 *             return dmr_table_refuse(row, err, "code '%.*s' has not three letters; "
 *                                     "write an ISO 3166-1 alpha-3 code",
 *                                     DMR_STR_ARG(row->cells[CODE]));
 *
 * A missing column, an unknown or doubled one, a wrong number of cells and invalid UTF-8
 * are refused with E_LEXICON, "FILE:LINE: what; what to do"; the error's offset is the
 * line.
 *
 * A table may lie in several files, one over the other (base/tables.h): their rows follow
 * one another, and each knows its file.
 *
 * A comment of the form "# source: KEY" above the header fills the empty cells of the
 * column "source", where the loader knows one: where all of the file comes from.
 */
#ifndef DMR_BASE_TABLE_H
#define DMR_BASE_TABLE_H

#include "base/str.h"
#include "base/vec.h"

/* For "%.*s". */
#define DMR_STR_ARG(s) (int)((s).len > 4096 ? 4096 : (s).len), (s).ptr ? (s).ptr : ""

typedef struct dmr_table_row {
    const char *path;          /* of its file, for messages */
    uint32_t line;             /* from 1 */
    uint32_t layer;            /* of its file: 0 the base, above it what was added */
    const demarche_str *cells; /* (n_columns) in the order of the loader's list */
} dmr_table_row;

typedef struct dmr_table {
    const dmr_table_row *rows; /* (n_rows) */
    size_t n_rows;
    size_t n_columns;
} dmr_table;

/* The largest file that is taken as a table. */
#define DMR_TABLE_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* The bytes of one file of a table; they outlive it. */
typedef struct dmr_table_file {
    const char *path; /* names it in messages; outlives the table */
    demarche_str bytes;
    uint32_t layer;
} dmr_table_file;

/* Bad rows, where all are wanted and not only the first. */
typedef struct dmr_complaint {
    const char *path, *message; /* the message begins with "FILE:LINE: " */
    size_t line;
} dmr_complaint;

typedef struct dmr_complaints {
    dmr_arena *arena;
    DMR_VEC(dmr_complaint) list;
} dmr_complaints;

/*
 * What becomes of a row that a loader refused: with `complaints` it is kept there and the
 * loading goes on behind the row (OK); without (NULL) the status is passed up, as is any
 * other than E_LEXICON. `err` is where the refusal was written.
 */
demarche_status dmr_complaints_take(dmr_complaints *complaints, demarche_status status,
                                    const char *path, demarche_error *err);

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

/* As dmr_table_parse, the rows of `n` files in their order. Bad lines go to `complaints`
 * where that is not NULL; a file without a sound header then gives no row. */
demarche_status dmr_table_parse_files(dmr_table *out, const dmr_table_file *files,
                                      size_t n, const char *const *columns,
                                      dmr_complaints *complaints, dmr_arena *arena,
                                      demarche_error *err);

/* Fill *err for that row: "FILE:LINE: " and the message. Gives E_LEXICON. */
demarche_status dmr_table_refuse(const dmr_table_row *row, demarche_error *err,
                                 const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
