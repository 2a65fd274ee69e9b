#include "mention/edtf.h"

#include <stdio.h>

#include "mention/day.h"

/* ---------------------------------------------------------------------- writing */

size_t dmr_edtf_write(const dmr_date *date, char *out)
{
    int year = date->year < 0 ? -date->year : date->year;
    int n = snprintf(out, DMR_EDTF_MAX, "%s%s%04d", year > DMR_YEAR_MAX ? "Y" : "",
                     date->year < 0 ? "-" : "", year);
    for (int k = 0; k < date->unknown && k < 4 && year <= DMR_YEAR_MAX; k++)
        out[n - 1 - k] = 'X';
    if (date->month)
        n += snprintf(out + n, DMR_EDTF_MAX - (size_t)n, "-%02d", date->month);
    if (date->month && date->day)
        n += snprintf(out + n, DMR_EDTF_MAX - (size_t)n, "-%02d", date->day);
    if (date->uncertain || date->approximate)
        n += snprintf(out + n, DMR_EDTF_MAX - (size_t)n, "%c",
                      !date->uncertain    ? '~'
                      : date->approximate ? '%'
                                          : '?');
    return (size_t)n;
}

dmr_date dmr_date_of_day(dmr_day day)
{
    dmr_date d = {0};
    dmr_day_to_civil(day, &d.year, &d.month, &d.day);
    return d;
}

/* ---------------------------------------------------------------------- reading */

/* n digits at p, some of the last of which may be X; -1 if not. */
static int digits(const char *p, size_t n, int *unknown)
{
    int value = 0;
    *unknown = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == 'X') {
            value *= 10;
            ++*unknown;
        } else if (dmr_is_digit(p[i]) && !*unknown) {
            value = value * 10 + (p[i] - '0');
        } else {
            return -1;
        }
    }
    return value;
}

/* Take a trailing qualifier off. */
static void qualifier(demarche_str *s, dmr_date *out)
{
    if (!s->len)
        return;
    char c = s->ptr[s->len - 1];
    out->uncertain = c == '?' || c == '%';
    out->approximate = c == '~' || c == '%';
    if (out->uncertain || out->approximate)
        s->len--;
}

/* "Y17000000", "Y-17E7": a year of more than four digits. */
static bool long_year(demarche_str s, dmr_date *out)
{
    bool negative = s.len > 1 && s.ptr[1] == '-';
    size_t from = 1 + negative, e = dmr_str_find(s, DMR_STR("E"), from);
    uint64_t year, exponent = 0;
    size_t to = e == SIZE_MAX ? s.len : e;
    if (to <= from ||
        !dmr_str_to_uint(dmr_str(s.ptr + from, to - from), INT32_MAX, &year))
        return false;
    if (e != SIZE_MAX &&
        !dmr_str_to_uint(dmr_str(s.ptr + e + 1, s.len - e - 1), 9, &exponent))
        return false;
    for (; exponent; exponent--)
        if ((year *= 10) > INT32_MAX)
            return false;
    out->year = negative ? -(int)year : (int)year;
    return year > DMR_YEAR_MAX; /* "Y1985" is none: four digits need no Y */
}

static bool two_digits_to(demarche_str s, size_t at, int max)
{
    int x;
    if (at + 2 > s.len)
        return false;
    int value = digits(s.ptr + at, 2, &x);
    return value >= 0 && value <= max && !x;
}

/* "12:30:15", "12:30" with nothing, "Z", "+09" or "-04:30" behind. */
static bool is_clock(demarche_str s)
{
    if (!two_digits_to(s, 0, 24) || s.len < 5 || s.ptr[2] != ':' ||
        !two_digits_to(s, 3, 59))
        return false;
    size_t at = 5;
    if (at < s.len && s.ptr[at] == ':') {
        if (!two_digits_to(s, at + 1, 60))
            return false;
        at += 3;
    }
    if (at == s.len || (s.ptr[at] == 'Z' && at + 1 == s.len))
        return true;
    if ((s.ptr[at] != '+' && s.ptr[at] != '-') || !two_digits_to(s, at + 1, 14))
        return false;
    return at + 3 == s.len ||
           (at + 6 == s.len && s.ptr[at + 3] == ':' && two_digits_to(s, at + 4, 59));
}

/* "1989", "1989-06", "1989-06-02" with X for what is not known; no sign before it. */
static bool read_date(demarche_str s, bool negative, dmr_date *out)
{
    if (s.len != 4 && s.len != 7 && s.len != 10)
        return false;
    out->year = digits(s.ptr, 4, &out->unknown);
    if (out->year < 0 || (s.len > 4 && s.ptr[4] != '-') || (negative && !out->year))
        return false;
    if (negative)
        out->year = -out->year;
    if (s.len == 4)
        return true;
    int x;
    out->month = digits(s.ptr + 5, 2, &x);
    if (x == 2) { /* 2004-XX, 2004-XX-XX: all that is known is the year */
        out->month = 0;
        return s.len == 7 || (s.ptr[7] == '-' && s.ptr[8] == 'X' && s.ptr[9] == 'X');
    }
    bool season = out->month >= 21 && out->month <= 41;
    if (x || out->unknown || (!dmr_day_month_length(out->year, out->month) && !season))
        return false;
    if (s.len == 7)
        return true;
    out->day = digits(s.ptr + 8, 2, &x);
    if (x == 2) { /* 2004-06-XX */
        out->day = 0;
        return s.ptr[7] == '-' && !season;
    }
    return !x && s.ptr[7] == '-' && dmr_day_valid(out->year, out->month, out->day);
}

bool dmr_edtf_read(demarche_str s, dmr_date *out)
{
    *out = (dmr_date){0};
    size_t t = dmr_str_find(s, DMR_STR("T"), 0);
    if (t != SIZE_MAX) { /* a time of day: of the date, the day counts */
        if (!is_clock(dmr_str(s.ptr + t + 1, s.len - t - 1)))
            return false;
        s.len = t;
        bool sign = s.len && s.ptr[0] == '-';
        return read_date(dmr_str(s.ptr + sign, s.len - sign), sign, out) && out->day;
    }
    qualifier(&s, out);
    if (s.len && s.ptr[0] == 'Y')
        return long_year(s, out);
    bool negative = s.len && s.ptr[0] == '-';
    return read_date(dmr_str(s.ptr + negative, s.len - negative), negative, out);
}

/* ----------------------------------------------------------------------- bounds */

/* Months of a season, quarter, third or half: the first, from January of the year of the
 * date, and how many. */
static void season_months(int code, int *first, int *count)
{
    static const struct {
        signed char first, count;
    } table[] = {
        {3, 3}, {6, 3},  {9, 3}, {12, 3},         /* 21..24 */
        {3, 3}, {6, 3},  {9, 3}, {12, 3},         /* 25..28 northern */
        {9, 3}, {12, 3}, {3, 3}, {6, 3},          /* 29..32 southern */
        {1, 3}, {4, 3},  {7, 3}, {10, 3},         /* 33..36 quarters */
        {1, 4}, {5, 4},  {9, 4}, {1, 6},  {7, 6}, /* 37..39 thirds, 40, 41 halves */
    };
    *first = table[code - 21].first;
    *count = table[code - 21].count;
}

/* The day, or the first or last one that there are numbers for. */
static dmr_day day_within(int64_t year, int month, int day)
{
    enum { FURTHEST = 5800000 }; /* years whose days fit in 32 bits */
    if (year > FURTHEST)
        return DMR_DAY_OPEN - 1;
    if (year < -FURTHEST)
        return DMR_DAY_NONE + 1;
    return dmr_day_from_civil((int)year, month, day);
}

void dmr_date_bounds(const dmr_date *date, dmr_day *first, dmr_day *last)
{
    if (date->day) {
        *first = *last = dmr_day_from_civil(date->year, date->month, date->day);
    } else if (date->month) {
        int month = date->month, count = 1;
        if (month >= 21)
            season_months(date->month, &month, &count);
        *first = dmr_day_from_civil(date->year, month, 1);
        *last = dmr_day_add_months(*first, count) - 1;
    } else {
        static const int width[] = {1, 10, 100, 1000, 10000};
        int k = date->unknown < 0 || date->unknown > 4 ? 0 : date->unknown;
        bool back = date->year < 0; /* -04XX ends with -0400 */
        *first = day_within((int64_t)date->year - (back ? width[k] - 1 : 0), 1, 1);
        *last = day_within((int64_t)date->year + (back ? 0 : width[k] - 1), 12, 31);
    }
}

static bool open_or_date(demarche_str s, bool is_end, dmr_day *first, dmr_day *last)
{
    if (s.len == 0 || dmr_str_is(s, "..")) {
        *first = DMR_DAY_NONE;
        *last = is_end ? DMR_DAY_OPEN : DMR_DAY_NONE;
        return true;
    }
    dmr_date date;
    if (!dmr_edtf_read(s, &date))
        return false;
    dmr_date_bounds(&date, first, last);
    return true;
}

static bool interval_bounds(demarche_str a, demarche_str b, dmr_day *first, dmr_day *last)
{
    dmr_day ignored;
    if (!open_or_date(a, false, first, &ignored) ||
        !open_or_date(b, true, &ignored, last))
        return false;
    return *first <= *last;
}

/* One date or interval. */
static bool part_bounds(demarche_str s, dmr_day *first, dmr_day *last)
{
    size_t slash = dmr_str_find(s, DMR_STR("/"), 0);
    if (slash != SIZE_MAX)
        return interval_bounds(dmr_str(s.ptr, slash),
                               dmr_str(s.ptr + slash + 1, s.len - slash - 1), first,
                               last);
    dmr_date date;
    if (!dmr_edtf_read(s, &date))
        return false;
    dmr_date_bounds(&date, first, last);
    return true;
}

/* A member of a set: also "a..b", "..b" and "a..". */
static bool member_bounds(demarche_str s, dmr_day *first, dmr_day *last)
{
    s = dmr_str_trim(s);
    size_t dots = dmr_str_find(s, DMR_STR(".."), 0);
    if (dots != SIZE_MAX)
        return s.len > 2 &&
               interval_bounds(dmr_str(s.ptr, dots),
                               dmr_str(s.ptr + dots + 2, s.len - dots - 2), first, last);
    return part_bounds(s, first, last);
}

bool dmr_edtf_bounds(demarche_str edtf, dmr_day *first, dmr_day *last)
{
    if (edtf.len < 4 || edtf.len > DMR_EDTF_MAX)
        return false;
    char open = edtf.ptr[0], close = edtf.ptr[edtf.len - 1];
    if (open != '{' && open != '[')
        return part_bounds(edtf, first, last);
    if (close != (open == '{' ? '}' : ']'))
        return false;
    demarche_str rest = dmr_str(edtf.ptr + 1, edtf.len - 2), part;
    dmr_day lo = DMR_DAY_OPEN, hi = DMR_DAY_NONE;
    while (dmr_str_split(&rest, ',', &part)) {
        dmr_day a, b;
        if (!member_bounds(part, &a, &b))
            return false;
        lo = a < lo ? a : lo;
        hi = b > hi ? b : hi;
    }
    *first = lo;
    *last = hi;
    return true;
}

/* -------------------------------------------------------------------- composing */

static bool is_set(demarche_str s)
{
    return s.len && (s.ptr[0] == '{' || s.ptr[0] == '[');
}

demarche_str dmr_edtf_open_end(demarche_str edtf, dmr_arena *arena)
{
    size_t slash = dmr_str_find(edtf, DMR_STR("/"), 0);
    size_t n = slash == SIZE_MAX ? edtf.len : slash;
    if (!n || is_set(edtf) || dmr_str_starts(edtf, DMR_STR("..")))
        return edtf; /* "/1985" too: its begin is unknown */
    return dmr_str_format(arena, "%.*s/..", (int)n, edtf.ptr);
}

demarche_str dmr_edtf_open_start(demarche_str edtf, dmr_arena *arena)
{
    size_t slash = dmr_str_find(edtf, DMR_STR("/"), 0);
    size_t from = slash == SIZE_MAX ? 0 : slash + 1;
    if (from == edtf.len || is_set(edtf) || dmr_str_ends(edtf, DMR_STR("..")))
        return edtf;
    return dmr_str_format(arena, "../%.*s", (int)(edtf.len - from), edtf.ptr + from);
}

demarche_str dmr_edtf_set(demarche_str a, demarche_str b, dmr_arena *arena)
{
    if (!a.len || dmr_str_eq(a, b))
        return b;
    if (!b.len)
        return a;
    if (a.ptr[0] == '{')
        a = dmr_str(a.ptr + 1, a.len - 2);
    if (b.ptr[0] == '{')
        b = dmr_str(b.ptr + 1, b.len - 2);
    return dmr_str_format(arena, "{%.*s,%.*s}", (int)a.len, a.ptr, (int)b.len, b.ptr);
}
