#include "export/cells.h"

#include <stdio.h>

void dmr_row_begin(dmr_row *row, dmr_json *j, dmr_row_form form, char parts)
{
    *row = (dmr_row){.j = j, .form = form, .parts = parts};
}

static void put_c(dmr_row *row, const char *s)
{
    dmr_json_raw(row->j, s, strlen(s));
}

static void close_cell(dmr_row *row)
{
    if (row->quoted)
        put_c(row, "\"");
    row->quoted = false;
}

void dmr_row_end(dmr_row *row)
{
    close_cell(row);
    put_c(row, row->form == DMR_ROW_CSV ? "\r\n" : "\n");
}

void dmr_row_next(dmr_row *row)
{
    close_cell(row);
    if (row->cells > 0)
        put_c(row, row->form == DMR_ROW_CSV ? "," : "\t");
    row->cells++;
    row->values = 0;
}

/* What stands for the byte within a cell; NULL: itself. */
static const char *instead(const dmr_row *row, char c)
{
    if (row->form == DMR_ROW_CSV)
        return c == '"' ? "\"\"" : NULL;
    if (c == '\t' || c == '\n' || c == '\r')
        return " ";
    return row->form == DMR_ROW_FOREIGN && c == '"' ? "'" : NULL;
}

void dmr_row_more(dmr_row *row, demarche_str s)
{
    if (s.len && row->form == DMR_ROW_CSV && !row->quoted) {
        put_c(row, "\"");
        row->quoted = true;
    }
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        const char *other = NULL;
        while (i < s.len && !(other = instead(row, s.ptr[i])))
            i++;
        dmr_json_raw(row->j, s.ptr + from, i - from);
        if (other) {
            put_c(row, other);
            i++;
        }
    }
}

void dmr_row_value(dmr_row *row, demarche_str s)
{
    if (row->values++)
        dmr_row_more(row, dmr_str(&row->parts, 1));
    dmr_row_more(row, s);
}

void dmr_row_cell(dmr_row *row, demarche_str s)
{
    dmr_row_next(row);
    dmr_row_value(row, s);
}

void dmr_row_cell_c(dmr_row *row, const char *s)
{
    dmr_row_cell(row, dmr_str_c(s));
}

void dmr_row_cell_int(dmr_row *row, int64_t v)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)v);
    dmr_row_next(row);
    put_c(row, text);
}

void dmr_row_cell_double(dmr_row *row, double v)
{
    char text[DMR_NUMBER_ROOM];
    dmr_number_text(v, text);
    dmr_row_next(row);
    put_c(row, text);
}

void dmr_row_empty(dmr_row *row, size_t n)
{
    for (size_t i = 0; i < n; i++)
        dmr_row_next(row);
}

void dmr_row_header(dmr_json *j, dmr_row_form form, const char *const *names, size_t n)
{
    dmr_row row;
    dmr_row_begin(&row, j, form, '|');
    for (size_t i = 0; i < n; i++)
        dmr_row_cell_c(&row, names[i]);
    dmr_row_end(&row);
}
