/*
 * Strings as pointer and length: slices of texts, never copies. ASCII case only; what
 * needs Unicode is in utf8.h. All functions are pure.
 */
#ifndef DMR_BASE_STR_H
#define DMR_BASE_STR_H

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "demarche.h"

#define DMR_STR(literal) ((demarche_str){(literal), sizeof(literal) - 1})

static inline demarche_str dmr_str(const char *p, size_t n)
{
    return (demarche_str){p, n};
}

/* Of a C string; NULL gives the empty string. */
static inline demarche_str dmr_str_c(const char *s)
{
    return (demarche_str){s, s ? strlen(s) : 0};
}

static inline bool dmr_str_eq(demarche_str a, demarche_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool dmr_str_is(demarche_str a, const char *s)
{
    return dmr_str_eq(a, dmr_str_c(s));
}

/* Bytewise order, shorter first where one begins the other: -1, 0, 1. */
int dmr_str_compare(demarche_str a, demarche_str b);

bool dmr_str_eq_nocase(demarche_str a, demarche_str b); /* ASCII letters folded */
bool dmr_str_starts(demarche_str s, demarche_str prefix);
bool dmr_str_ends(demarche_str s, demarche_str suffix);

/* First place of `what` in s at or behind `from`; SIZE_MAX if there is none. */
size_t dmr_str_find(demarche_str s, demarche_str what, size_t from);

/* Without ASCII blanks at both ends. */
demarche_str dmr_str_trim(demarche_str s);

/*
 * Take the part up to the next `sep` off *rest into *part. False when *rest was used
 * up. "a||b" gives "a", "", "b"; "" gives one empty part.
 *
 *     demarche_str rest = s, part;
 *     while (dmr_str_split(&rest, '|', &part)) ...
 *
 * A used-up rest has ptr NULL.
 */
bool dmr_str_split(demarche_str *rest, char sep, demarche_str *part);

/* Decimal digits only, no sign, no more than max; false for anything else. */
bool dmr_str_to_uint(demarche_str s, uint64_t max, uint64_t *out);

/* A decimal number with point, independent of the locale; false for anything else. */
bool dmr_str_to_double(demarche_str s, double *out);

/* A copy in the arena with a NUL behind it; {NULL, 0} for want of memory. */
demarche_str dmr_str_copy(dmr_arena *arena, demarche_str s);

/* ASCII lower case, in the arena; s itself where nothing changes. */
demarche_str dmr_str_lower(dmr_arena *arena, demarche_str s);

/* As printf, in the arena; {NULL, 0} for want of memory. */
demarche_str dmr_str_format(dmr_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline bool dmr_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool dmr_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool dmr_is_alpha(char c)
{
    return dmr_is_upper(c) || dmr_is_lower(c);
}
static inline bool dmr_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool dmr_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char dmr_to_lower(char c)
{
    return dmr_is_upper(c) ? (char)(c + 32) : c;
}

#endif
