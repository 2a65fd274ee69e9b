#include "base/table.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { COLUMNS_MAX = 64 };

typedef struct reading {
    const char *path;
    const char *const *columns; /* (n_columns) the loader's */
    size_t n_columns;
    int place[COLUMNS_MAX]; /* (n_file) column of the file -> the loader's */
    size_t n_file;
    dmr_arena *arena;
    demarche_error *err;
} reading;

static demarche_status refuse_line(const reading *r, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static demarche_status refuse_line(const reading *r, size_t line, const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return dmr_error_set(r->err, DEMARCHE_E_LEXICON, line, "%s:%zu: %s", r->path, line,
                         what);
}

/* The loader's name without the '?' of a column that may be missing. */
static const char *plain_name(const char *column)
{
    return column[0] == '?' ? column + 1 : column;
}

static int loader_column(const reading *r, demarche_str name)
{
    for (size_t i = 0; i < r->n_columns; i++) {
        if (dmr_str_is(name, plain_name(r->columns[i])))
            return (int)i;
    }
    return -1;
}

static demarche_status read_header(reading *r, demarche_str line, size_t number)
{
    bool seen[COLUMNS_MAX] = {false};
    demarche_str rest = line, name;
    while (dmr_str_split(&rest, '\t', &name)) {
        name = dmr_str_trim(name);
        int at = loader_column(r, name);
        if (at < 0)
            return refuse_line(r, number, "no column '%.*s' is known here; rename it",
                               DMR_STR_ARG(name));
        if (seen[at])
            return refuse_line(r, number, "column '%.*s' twice; remove one",
                               DMR_STR_ARG(name));
        seen[at] = true;
        r->place[r->n_file++] = at; /* each once: n_file stays within n_columns */
    }
    for (size_t i = 0; i < r->n_columns; i++) {
        if (!seen[i] && r->columns[i][0] != '?')
            return refuse_line(r, number, "column '%s' is missing; add it to this line",
                               r->columns[i]);
    }
    return DEMARCHE_OK;
}

static demarche_status read_row(const reading *r, dmr_table_row *row, demarche_str line,
                                size_t number)
{
    demarche_str *cells = DMR_NEW_ARRAY(r->arena, demarche_str, r->n_columns);
    if (!cells)
        return dmr_error_memory(r->err);
    size_t n = 0;
    demarche_str rest = line, cell;
    for (; dmr_str_split(&rest, '\t', &cell); n++) {
        if (n < r->n_file)
            cells[r->place[n]] = dmr_str_trim(cell);
    }
    if (n != r->n_file)
        return refuse_line(r, number,
                           "%zu cells where the header has %zu; put one tab between "
                           "cells, also between empty ones",
                           n, r->n_file);
    *row = (dmr_table_row){number, cells};
    return DEMARCHE_OK;
}

demarche_status dmr_table_parse(dmr_table *out, const char *path, demarche_str bytes,
                                const char *const *columns, dmr_arena *arena,
                                demarche_error *err)
{
    *out = (dmr_table){0};
    reading r = {.columns = columns, .arena = arena, .err = err};
    while (columns[r.n_columns])
        r.n_columns++;
    if (r.n_columns == 0 || r.n_columns > COLUMNS_MAX)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s: 1 to %d columns", path,
                             COLUMNS_MAX);
    r.path = dmr_str_copy(arena, dmr_str_c(path)).ptr;
    if (!r.path)
        return dmr_error_memory(err);
    if (dmr_str_starts(bytes, DMR_STR("\xEF\xBB\xBF")))
        bytes = dmr_str(bytes.ptr + 3, bytes.len - 3);

    DMR_VEC(dmr_table_row) rows = {0};
    demarche_str rest = bytes, line;
    for (size_t number = 1; dmr_str_split(&rest, '\n', &line); number++) {
        if (line.len && line.ptr[0] == '#')
            continue;
        if (line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (dmr_str_trim(line).len == 0)
            continue;
        if (dmr_utf8_invalid(line, 0) != SIZE_MAX ||
            memchr(line.ptr, '\0', line.len) != NULL)
            return refuse_line(&r, number, "not UTF-8; save the file as UTF-8");
        if (!r.n_file) {
            DMR_TRY(read_header(&r, line, number));
            continue;
        }
        dmr_table_row *row = DMR_PUSH(arena, rows);
        if (!row)
            return dmr_error_memory(err);
        DMR_TRY(read_row(&r, row, line, number));
    }
    if (!r.n_file)
        return refuse_line(&r, 1, "no header line; begin with the names of the columns");
    *out = (dmr_table){r.path, rows.at, rows.n, r.n_columns,
                       dmr_hash(DMR_HASH_SEED, bytes.ptr, bytes.len)};
    return DEMARCHE_OK;
}

demarche_status dmr_table_load(dmr_table *out, const char *path,
                               const char *const *columns, dmr_arena *arena,
                               demarche_error *err)
{
    enum { LARGEST = 256 * 1024 * 1024 };
    *out = (dmr_table){0};
    dmr_file file;
    DMR_TRY(dmr_file_read(&file, path, LARGEST, err));
    demarche_str bytes = dmr_str_copy(arena, file.bytes);
    dmr_file_close(&file);
    if (!bytes.ptr)
        return dmr_error_memory(err);
    return dmr_table_parse(out, path, bytes, columns, arena, err);
}

demarche_status dmr_table_refuse(const dmr_table *table, const dmr_table_row *row,
                                 demarche_error *err, const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return dmr_error_set(err, DEMARCHE_E_LEXICON, row->line, "%s:%zu: %s", table->path,
                         row->line, what);
}
