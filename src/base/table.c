#include "base/table.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"

enum { COLUMNS_MAX = 64 };

typedef struct reading {
    const dmr_table_file *file;
    const char *const *columns; /* (n_columns) the loader's */
    size_t n_columns;
    int place[COLUMNS_MAX]; /* (n_file) column of the file -> the loader's */
    size_t n_file;
    int source_column;   /* the loader's, -1: none */
    demarche_str source; /* of "# source:" */
    DMR_VEC(dmr_table_row) rows;
    dmr_complaints *complaints; /* NULL: the first bad line ends the reading */
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
    return dmr_error_set(r->err, DEMARCHE_E_LEXICON, line, "%s:%zu: %s", r->file->path,
                         line, what);
}

demarche_status dmr_complaints_take(dmr_complaints *complaints, demarche_status status,
                                    const char *path, demarche_error *err)
{
    if (!complaints || status != DEMARCHE_E_LEXICON || !err)
        return status;
    dmr_complaint *c = DMR_PUSH(complaints->arena, complaints->list);
    demarche_str message = dmr_str_copy(complaints->arena, dmr_str_c(err->message));
    if (!c || !message.ptr)
        return dmr_error_memory(err);
    *c = (dmr_complaint){path, message.ptr, err->offset};
    return DEMARCHE_OK;
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

static demarche_status read_row(reading *r, demarche_str line, size_t number)
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
    if (r->source_column >= 0 && !cells[r->source_column].len)
        cells[r->source_column] = r->source;
    dmr_table_row *row = DMR_PUSH(r->arena, r->rows);
    if (!row)
        return dmr_error_memory(r->err);
    *row = (dmr_table_row){r->file->path, (uint32_t)number, r->file->layer, cells};
    return DEMARCHE_OK;
}

static bool is_sound(demarche_str bytes)
{
    return dmr_utf8_invalid(bytes, 0) == SIZE_MAX &&
           (!bytes.len || memchr(bytes.ptr, '\0', bytes.len) == NULL);
}

/* "# source: geonames" above the header. */
static void read_comment(reading *r, demarche_str line)
{
    if (!r->n_file && dmr_str_starts(line, DMR_STR("# source:")) && is_sound(line))
        r->source = dmr_str_trim(dmr_str(line.ptr + 9, line.len - 9));
}

static demarche_status read_file(reading *r)
{
    demarche_str bytes = r->file->bytes;
    if (dmr_str_starts(bytes, DMR_STR("\xEF\xBB\xBF")))
        bytes = dmr_str(bytes.ptr + 3, bytes.len - 3);
    bool sound =
        is_sound(bytes); /* of the whole at once: lines are looked at where not */
    demarche_str rest = bytes, line;
    r->n_file = 0;
    r->source = (demarche_str){0};
    for (size_t number = 1; dmr_str_split(&rest, '\n', &line); number++) {
        if (line.len && line.ptr[0] == '#') {
            read_comment(r, line);
            continue;
        }
        if (line.len && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (dmr_str_trim(line).len == 0)
            continue;
        demarche_status status = DEMARCHE_OK;
        if (!sound && !is_sound(line))
            status = refuse_line(r, number, "not UTF-8; save the file as UTF-8");
        else if (r->n_file)
            status = read_row(r, line, number);
        else
            status = read_header(r, line, number);
        DMR_TRY(dmr_complaints_take(r->complaints, status, r->file->path, r->err));
        if (!r->n_file)
            return DEMARCHE_OK; /* no row can be read without the names of the columns */
    }
    if (r->n_file)
        return DEMARCHE_OK;
    return dmr_complaints_take(
        r->complaints,
        refuse_line(r, 1, "no header line; begin with the names of the columns"),
        r->file->path, r->err);
}

demarche_status dmr_table_parse_files(dmr_table *out, const dmr_table_file *files,
                                      size_t n, const char *const *columns,
                                      dmr_complaints *complaints, dmr_arena *arena,
                                      demarche_error *err)
{
    *out = (dmr_table){0};
    demarche_error own; /* complaints are read from it */
    reading r = {.columns = columns,
                 .complaints = complaints,
                 .source_column = -1,
                 .arena = arena,
                 .err = err ? err : &own};
    while (columns[r.n_columns]) {
        if (strcmp(plain_name(columns[r.n_columns]), "source") == 0)
            r.source_column = (int)r.n_columns;
        r.n_columns++;
    }
    if (r.n_columns == 0 || r.n_columns > COLUMNS_MAX)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s: 1 to %d columns",
                             n ? files->path : "table", COLUMNS_MAX);
    for (size_t i = 0; i < n; i++) {
        r.file = &files[i];
        DMR_TRY(read_file(&r));
    }
    *out = (dmr_table){r.rows.at, r.rows.n, r.n_columns};
    return DEMARCHE_OK;
}

demarche_status dmr_table_parse(dmr_table *out, const char *path, demarche_str bytes,
                                const char *const *columns, dmr_arena *arena,
                                demarche_error *err)
{
    *out = (dmr_table){0};
    demarche_str kept = dmr_str_copy(arena, dmr_str_c(path));
    if (!kept.ptr)
        return dmr_error_memory(err);
    const dmr_table_file file = {kept.ptr, bytes, 0};
    return dmr_table_parse_files(out, &file, 1, columns, NULL, arena, err);
}

demarche_status dmr_table_load(dmr_table *out, const char *path,
                               const char *const *columns, dmr_arena *arena,
                               demarche_error *err)
{
    *out = (dmr_table){0};
    dmr_file file;
    DMR_TRY(dmr_file_read(&file, path, DMR_TABLE_BYTES_MAX, err));
    demarche_str bytes = dmr_str_copy(arena, file.bytes);
    dmr_file_close(&file);
    if (!bytes.ptr)
        return dmr_error_memory(err);
    return dmr_table_parse(out, path, bytes, columns, arena, err);
}

demarche_status dmr_table_refuse(const dmr_table_row *row, demarche_error *err,
                                 const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return dmr_error_set(err, DEMARCHE_E_LEXICON, row->line, "%s:%u: %s", row->path,
                         row->line, what);
}
