#include "base/str.h"

#include <stdint.h>
#include <stdio.h>

int dmr_str_compare(demarche_str a, demarche_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int c = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (c)
        return c < 0 ? -1 : 1;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool dmr_str_eq_nocase(demarche_str a, demarche_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (dmr_to_lower(a.ptr[i]) != dmr_to_lower(b.ptr[i]))
            return false;
    }
    return true;
}

bool dmr_str_starts(demarche_str s, demarche_str prefix)
{
    return s.len >= prefix.len && dmr_str_eq(dmr_str(s.ptr, prefix.len), prefix);
}

bool dmr_str_ends(demarche_str s, demarche_str suffix)
{
    return s.len >= suffix.len &&
           dmr_str_eq(dmr_str(s.ptr + s.len - suffix.len, suffix.len), suffix);
}

size_t dmr_str_find(demarche_str s, demarche_str what, size_t from)
{
    if (from > s.len)
        return SIZE_MAX;
    if (what.len == 0)
        return from;
    while (s.len - from >= what.len) {
        const char *p = memchr(s.ptr + from, what.ptr[0], s.len - from - what.len + 1);
        if (!p)
            return SIZE_MAX;
        from = (size_t)(p - s.ptr);
        if (memcmp(p, what.ptr, what.len) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

demarche_str dmr_str_trim(demarche_str s)
{
    while (s.len && dmr_is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && dmr_is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool dmr_str_split(demarche_str *rest, char sep, demarche_str *part)
{
    if (!rest->ptr)
        return false;
    const char *p = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    if (!p) {
        *part = *rest;
        *rest = (demarche_str){NULL, 0};
        return true;
    }
    size_t n = (size_t)(p - rest->ptr);
    *part = dmr_str(rest->ptr, n);
    *rest = dmr_str(p + 1, rest->len - n - 1);
    return true;
}

bool dmr_str_to_uint(demarche_str s, uint64_t max, uint64_t *out)
{
    uint64_t v = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_digit(s.ptr[i]))
            return false;
        uint64_t d = (uint64_t)(s.ptr[i] - '0');
        if (v > (UINT64_MAX - d) / 10)
            return false;
        v = v * 10 + d;
    }
    if (v > max)
        return false;
    *out = v;
    return true;
}

bool dmr_str_to_double(demarche_str s, double *out)
{
    double v = 0, unit = 1;
    bool minus = s.len && s.ptr[0] == '-', digits = false, point = false;
    for (size_t i = minus; i < s.len; i++) {
        if (s.ptr[i] == '.' && !point) {
            point = true;
        } else if (dmr_is_digit(s.ptr[i])) {
            digits = true;
            v = v * 10 + (s.ptr[i] - '0');
            if (point)
                unit *= 10;
        } else {
            return false;
        }
    }
    if (!digits)
        return false;
    *out = (minus ? -v : v) / unit;
    return true;
}

demarche_str dmr_str_copy(dmr_arena *arena, demarche_str s)
{
    char *p = dmr_arena_copy(arena, s.ptr, s.len);
    return p ? dmr_str(p, s.len) : dmr_str(NULL, 0);
}

demarche_str dmr_str_lower(dmr_arena *arena, demarche_str s)
{
    size_t i = 0;
    while (i < s.len && !dmr_is_upper(s.ptr[i]))
        i++;
    if (i == s.len)
        return s;
    char *p = dmr_arena_copy(arena, s.ptr, s.len);
    if (!p)
        return dmr_str(NULL, 0);
    for (; i < s.len; i++)
        p[i] = dmr_to_lower(p[i]);
    return dmr_str(p, s.len);
}

demarche_str dmr_str_format(dmr_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = n < 0 ? NULL : dmr_arena_alloc(arena, (size_t)n + 1);
    if (p)
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p ? dmr_str(p, (size_t)n) : dmr_str(NULL, 0);
}
