#include "export/csv_write.h"

#include <stdio.h>

static void next_cell(dmr_csv *c)
{
    dmr_json_raw(c->j, ",", c->within);
    c->within = true;
}

static bool needs_quotes(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (strchr("\",\r\n", s.ptr[i])) /* and NUL, which no text has */
            return true;
    }
    return s.len && (dmr_is_blank(s.ptr[0]) || dmr_is_blank(s.ptr[s.len - 1]));
}

void dmr_csv_str(dmr_csv *c, demarche_str s)
{
    next_cell(c);
    if (!needs_quotes(s)) {
        if (s.len)
            dmr_json_raw(c->j, s.ptr, s.len);
        return;
    }
    dmr_json_raw(c->j, "\"", 1);
    for (size_t i = 0, from = 0; i <= s.len; i++) {
        if (i < s.len && s.ptr[i] != '"')
            continue;
        dmr_json_raw(c->j, s.ptr + from, i - from);
        dmr_json_raw(c->j, "\"\"", i < s.len ? 2 : 1);
        from = i + 1;
    }
}

void dmr_csv_c(dmr_csv *c, const char *s)
{
    dmr_csv_str(c, dmr_str_c(s));
}

void dmr_csv_uint(dmr_csv *c, uint64_t v)
{
    char text[32];
    next_cell(c);
    dmr_json_raw(c->j, text,
                 (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)v));
}

void dmr_csv_double(dmr_csv *c, double v)
{
    char text[DMR_NUMBER_ROOM];
    next_cell(c);
    dmr_json_raw(c->j, text, dmr_number_text(v, text));
}

void dmr_csv_end(dmr_csv *c)
{
    dmr_json_raw(c->j, "\r\n", 2);
    c->within = false;
}
