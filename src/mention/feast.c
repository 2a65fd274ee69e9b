#include "mention/feast.h"

#include "mention/day.h"

static bool two_digits(demarche_str s, size_t at, uint64_t max, int8_t *out)
{
    uint64_t value;
    if (at + 2 > s.len || !dmr_str_to_uint(dmr_str(s.ptr + at, 2), max, &value))
        return false;
    *out = (int8_t)value;
    return value > 0;
}

/* "--12-25", "--11-W4-4". */
static bool in_month(demarche_str s, dmr_feast *out)
{
    if (!two_digits(s, 2, 12, &out->month) || s.len < 7 || s.ptr[4] != '-')
        return false;
    if (s.ptr[5] != 'W') {
        out->kind = DMR_FEAST_FIXED;
        return s.len == 7 && two_digits(s, 5, 31, &out->day) &&
               dmr_day_valid(2000, out->month, out->day);
    }
    out->kind = DMR_FEAST_WEEKDAY;
    if (s.len != 9 || s.ptr[7] != '-')
        return false;
    out->nth = (int8_t)(s.ptr[6] - '0');
    out->day = (int8_t)(s.ptr[8] - '0');
    return out->nth >= 1 && out->nth <= 5 && out->day >= 1 && out->day <= 7;
}

bool dmr_feast_read(demarche_str s, dmr_feast *out)
{
    static const char easter[] = "easter", hijri[] = "hijri-";
    *out = (dmr_feast){0};
    if (dmr_str_starts(s, DMR_STR("--")))
        return in_month(s, out);
    if (dmr_str_starts(s, DMR_STR("hijri-"))) {
        size_t at = sizeof hijri - 1;
        out->kind = DMR_FEAST_HIJRI;
        if (!two_digits(s, at, 12, &out->month))
            return false;
        return s.len == at + 2 || (s.len == at + 5 && s.ptr[at + 2] == '-' &&
                                   two_digits(s, at + 3, 30, &out->day));
    }
    if (!dmr_str_starts(s, DMR_STR("easter")))
        return false;
    size_t at = sizeof easter - 1;
    uint64_t days = 0;
    out->kind = DMR_FEAST_EASTER;
    if (s.len == at)
        return true;
    if ((s.ptr[at] != '+' && s.ptr[at] != '-') ||
        !dmr_str_to_uint(dmr_str(s.ptr + at + 1, s.len - at - 1), 60, &days))
        return false;
    out->offset = (int16_t)(s.ptr[at] == '-' ? -(int)days : (int)days);
    return true;
}

/* Easter Sunday, Gregorian: the algorithm of Nature, 1876 ("anonymous"). */
static dmr_day easter_of(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return dmr_day_from_civil(year, n / 31, n % 31 + 1);
}

/* 30-year cycles of 10,631 days from July 19, 622 (Gregorian), with leap days in the years
 * 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29. */
dmr_day dmr_hijri_day(int year, int month)
{
    return dmr_day_from_civil(622, 7, 19) + 354 * (year - 1) + (3 + 11 * year) / 30 +
           29 * (month - 1) + month / 2;
}

static bool weekday_days(const dmr_feast *feast, int year, dmr_day *first)
{
    dmr_day start = dmr_day_from_civil(year, feast->month, 1);
    int length = dmr_day_month_length(year, feast->month);
    int ahead = (feast->day - dmr_day_weekday(start) + 7) % 7;
    int day = ahead + 7 * (feast->nth - 1);
    while (day >= length) /* "the last one" of four */
        day -= 7;
    *first = start + day;
    return true;
}

bool dmr_feast_days(const dmr_feast *feast, int year, dmr_day *first, dmr_day *last)
{
    if (year < 1 || year > DMR_YEAR_MAX)
        return false;
    switch ((dmr_feast_kind)feast->kind) {
    case DMR_FEAST_FIXED:
        if (!dmr_day_valid(year, feast->month, feast->day))
            return false;
        *first = dmr_day_from_civil(year, feast->month, feast->day);
        break;
    case DMR_FEAST_WEEKDAY:
        if (!weekday_days(feast, year, first))
            return false;
        break;
    case DMR_FEAST_EASTER:
        *first = easter_of(year) + feast->offset;
        break;
    case DMR_FEAST_HIJRI: {
        int hijri = (year - 622) * 33 / 32 - 1;
        dmr_day begin = dmr_day_from_civil(year, 1, 1);
        while (hijri < 1 || dmr_hijri_day(hijri, feast->month) < begin)
            hijri++;
        *first = dmr_hijri_day(hijri, feast->month);
        *last = dmr_hijri_day(hijri, feast->month + 1) - 1;
        if (feast->day)
            *first = *last = *first + feast->day - 1;
        return year >= 622;
    }
    case DMR_FEAST_NONE:
        return false;
    }
    *last = *first;
    return true;
}
