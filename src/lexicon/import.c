/* What an import tells, and the rows that it makes. */
#include "lexicon/import.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"
#include "base/utf8.h"

/* ------------------------------------------------------------------------- reports */

static void tell(dmr_import_file *f, size_t line, demarche_str what, bool taken,
                 const char *format, va_list args)
{
    enum { SHOWN = 120 };
    char why[320];
    vsnprintf(why, sizeof why, format, args);
    if (taken)
        f->import->counts.remarks++;
    else
        f->import->counts.refused++;
    if (what.len > SHOWN)
        what.len = SHOWN;
    demarche_import_report report = {line, what, why, taken};
    if (f->report)
        f->report(f->user, &report);
}

void dmr_import_refuse(dmr_import_file *f, size_t line, demarche_str what,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(f, line, what, false, format, args);
    va_end(args);
}

void dmr_import_remark(dmr_import_file *f, size_t line, demarche_str what,
                       const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell(f, line, what, true, format, args);
    va_end(args);
}

/* ---------------------------------------------------------------------------- rows */

/* Tabs and what else would break a row become blanks; what is no UTF-8 "?". */
static void put_clean(char *out, size_t *n, demarche_str cell)
{
    size_t bad = dmr_utf8_invalid(cell, 0);
    for (size_t i = 0; i < cell.len; i++) {
        unsigned char c = (unsigned char)cell.ptr[i];
        bool odd = c < 0x20 || c == 0x7F;
        out[(*n)++] = odd ? ' ' : bad != SIZE_MAX && c >= 0x80 ? '?' : (char)c;
    }
}

demarche_status dmr_import_row(dmr_import_file *f, int table, const demarche_str *cells,
                               size_t n, demarche_str note, size_t line)
{
    demarche_import *im = f->import;
    demarche_str where =
        dmr_str_format(im->scratch, "%s:%zu%s", f->name, line, note.len ? "; " : "");
    const demarche_str source = DMR_STR("\timport"); /* a key of sources.tsv */
    size_t room = where.len + note.len + source.len + 2, at = 0;
    for (size_t i = 0; i < n; i++)
        room += cells[i].len + 1;
    char *row = where.ptr ? dmr_arena_alloc(im->arena, room) : NULL;
    if (!row)
        return dmr_error_memory(f->err);
    for (size_t i = 0; i < n; i++) {
        if (i)
            row[at++] = '\t';
        put_clean(row, &at, cells[i]);
    }
    demarche_str key = dmr_str(row, at);
    if (dmr_map_get(im->tables[table].seen, key, UINT32_MAX) != UINT32_MAX) {
        im->counts.repeated++;
        return DEMARCHE_OK;
    }
    demarche_str *place = DMR_PUSH(im->arena, im->tables[table].rows);
    if (!place || !dmr_map_set(im->tables[table].seen, key, 1))
        return dmr_error_memory(f->err);
    row[at++] = '\t';
    put_clean(row, &at, where);
    put_clean(row, &at, note);
    memcpy(row + at, source.ptr, source.len);
    *place = dmr_str(row, at + source.len);
    im->counts.rows++;
    return DEMARCHE_OK;
}
