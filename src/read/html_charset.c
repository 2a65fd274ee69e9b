#include "read/html_charset.h"

#include "base/error.h"
#include "read/charset.h"

static size_t find_nocase(demarche_str s, demarche_str what, size_t from)
{
    for (size_t i = from; i + what.len <= s.len; i++) {
        if (dmr_str_eq_nocase(dmr_str(s.ptr + i, what.len), what))
            return i;
    }
    return SIZE_MAX;
}

/* The name behind "charset=" in a <meta> near the head of the page; empty: none. */
static demarche_str said(demarche_str bytes)
{
    enum { NEAR = 4096 };
    demarche_str head = dmr_str(bytes.ptr, bytes.len > NEAR ? NEAR : bytes.len);
    demarche_str mark = DMR_STR("charset");
    for (size_t i = 0; (i = find_nocase(head, DMR_STR("<meta"), i)) != SIZE_MAX; i++) {
        const char *close = memchr(head.ptr + i, '>', head.len - i);
        size_t end = close ? (size_t)(close - head.ptr) : head.len;
        size_t at = find_nocase(dmr_str(head.ptr, end), mark, i);
        if (at == SIZE_MAX)
            continue;
        at += mark.len;
        while (at < end && (dmr_is_blank(head.ptr[at]) || strchr("=\"'", head.ptr[at])))
            at++;
        size_t from = at;
        while (at < end && head.ptr[at] && !dmr_is_blank(head.ptr[at]) &&
               !strchr("\"'/;>", head.ptr[at]))
            at++;
        demarche_str name = dmr_str(head.ptr + from, at - from);
        /* A page whose <meta> can be read is not in UTF-16, whatever it says. */
        if (name.len > 5 && dmr_str_eq_nocase(dmr_str(name.ptr, 5), DMR_STR("utf-1")))
            return DMR_STR("UTF-8");
        if (dmr_charset_is_known(name))
            return name;
    }
    return dmr_str(NULL, 0);
}

static bool has_mark(demarche_str bytes)
{
    return dmr_str_starts(bytes, DMR_STR("\xEF\xBB\xBF")) ||
           dmr_str_starts(bytes, DMR_STR("\xFF\xFE")) ||
           dmr_str_starts(bytes, DMR_STR("\xFE\xFF"));
}

demarche_status dmr_html_decode(demarche_str *out, dmr_origin *origin, demarche_str *used,
                                demarche_str bytes, demarche_str asked,
                                demarche_counts *counts, dmr_arena *arena,
                                demarche_error *err)
{
    *used = has_mark(bytes) ? dmr_str(NULL, 0) : asked;
    if (!used->len && !has_mark(bytes))
        *used = said(bytes);
    if (!used->len)
        DMR_TRY(dmr_charset_tell(used, bytes, arena, err));
    return dmr_charset_decode(out, origin, bytes, *used, counts, arena, err);
}
