/* The days of a code: "[USAGOV 010120-050120]", "[RHO <790606]", "[EGYGOV > 140608]". */
#include <stdio.h>

#include "lexicon/import.h"
#include "mention/day.h"

/* Six digits are a year of two: up to 30 of this century, from 31 of the last (TABARI). */
enum { PIVOT = 30 };
/* TABARI counts days from here: what is earlier cannot be meant. */
enum { FIRST_YEAR = 1601 };

static demarche_str take_digits(demarche_str *rest)
{
    demarche_str s = dmr_str_trim(*rest);
    size_t n = 0;
    while (n < s.len && dmr_is_digit(s.ptr[n]))
        n++;
    *rest = dmr_str_trim(dmr_str(s.ptr + n, s.len - n));
    return dmr_str(s.ptr, n);
}

static const char *read_day(demarche_str digits, dmr_day *out, char why[256])
{
    uint64_t n = 0;
    if ((digits.len != 6 && digits.len != 8) || !dmr_str_to_uint(digits, 99999999, &n)) {
        snprintf(why, 256, "date '%.*s' has %zu digits; write YYYYMMDD or YYMMDD",
                 DMR_STR_ARG(digits), digits.len);
        return why;
    }
    int year = (int)(n / 10000), month = (int)(n / 100 % 100), day = (int)(n % 100);
    if (digits.len == 6)
        year += year <= PIVOT ? 2000 : 1900;
    if (year < FIRST_YEAR) {
        snprintf(why, 256, "date '%.*s' is before 1601, where TABARI's days begin",
                 DMR_STR_ARG(digits));
        return why;
    }
    if (!dmr_day_valid(year, month, day)) {
        snprintf(why, 256, "date '%.*s' does not exist; write YYYYMMDD or YYMMDD",
                 DMR_STR_ARG(digits));
        return why;
    }
    *out = dmr_day_from_civil(year, month, day);
    return NULL;
}

static const char *bad_days(demarche_str days, char why[256])
{
    snprintf(why, 256,
             "'%.*s' behind the code is no time; write <DATE, >DATE or DATE-DATE",
             DMR_STR_ARG(days));
    return why;
}

static const char *read_range(dmr_import_dated *out, demarche_str days, char why[256])
{
    demarche_str rest = days, first = take_digits(&rest);
    if (first.len == 0 || rest.len == 0 || rest.ptr[0] != '-')
        return bad_days(days, why);
    rest = dmr_str(rest.ptr + 1, rest.len - 1);
    demarche_str last = take_digits(&rest);
    if (last.len == 0 || rest.len)
        return bad_days(days, why);
    const char *wrong = read_day(first, &out->from, why);
    if (!wrong)
        wrong = read_day(last, &out->until, why);
    if (!wrong && out->from > out->until) {
        snprintf(why, 256, "'%.*s' ends before it begins%s", DMR_STR_ARG(days),
                 first.len == 6 || last.len == 6
                     ? " (years 00 to 30 are 2000 to 2030; write all four digits)"
                     : "");
        return why;
    }
    return wrong;
}

const char *dmr_import_dated_read(dmr_import_dated *out, demarche_str inside,
                                  char why[256])
{
    *out = (dmr_import_dated){.from = DMR_DAY_NONE, .until = DMR_DAY_OPEN};
    size_t n = 0;
    while (n < inside.len && !dmr_is_blank(inside.ptr[n]) && inside.ptr[n] != '<' &&
           inside.ptr[n] != '>')
        n++;
    out->code = dmr_str(inside.ptr, n);
    demarche_str days = dmr_str_trim(dmr_str(inside.ptr + n, inside.len - n));
    if (days.len == 0)
        return NULL;
    out->dated = true;
    if (days.ptr[0] != '<' && days.ptr[0] != '>')
        return read_range(out, days, why);
    demarche_str rest = dmr_str(days.ptr + 1, days.len - 1), digits = take_digits(&rest);
    if (digits.len == 0 || rest.len)
        return bad_days(days, why);
    dmr_day day = 0;
    const char *wrong = read_day(digits, &day, why);
    if (wrong)
        return wrong;
    /* PETRARCH: "<" is before that day, ">" from that day on. */
    if (days.ptr[0] == '<')
        out->until = day - 1;
    else
        out->from = day;
    return NULL;
}
