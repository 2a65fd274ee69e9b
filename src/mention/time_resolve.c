#include "mention/time_resolve.h"

#include <stdio.h>

#include "mention/day.h"
#include "mention/time_lexicon.h"

/* --------------------------------------------------------------------- anchors */

typedef struct anchor {
    bool set;
    dmr_day first, last;
    int grain;
} anchor;

static anchor document_anchor(const dmr_time_state *state)
{
    anchor a = {0};
    if (!state)
        return a;
    dmr_day day = state->published != DMR_DAY_NONE ? state->published : state->as_of;
    if (day == DMR_DAY_NONE)
        return a;
    a.set = true;
    a.first = a.last = day;
    a.grain = state->published != DMR_DAY_NONE ? DMR_GRAIN_DAY : state->as_of_grain;
    return a;
}

static anchor tale_anchor(const dmr_time_state *state)
{
    anchor a = {0};
    if (state && state->has_last) {
        a.set = true;
        a.first = state->last_first;
        a.last = state->last_last;
        a.grain = state->last_grain;
    }
    return a;
}

/*
 * What a bare month or weekday counts from. News and speeches tell of the days before they
 * appear; an account tells in order, so that its months follow the date it gave last.
 */
static anchor bare_anchor(const dmr_time_state *state, bool *is_tale)
{
    anchor doc = document_anchor(state), tale = tale_anchor(state);
    *is_tale = false;
    bool near = tale.set && (int64_t)doc.first - tale.last < 366;
    if (doc.set && (doc.grain == DMR_GRAIN_DAY || state->dated) &&
        (!tale.set || near || state->last_paragraph != state->paragraph))
        return doc;
    if (tale.set) {
        *is_tale = true;
        return tale;
    }
    return doc;
}

static void split(dmr_day day, dmr_date *out)
{
    *out = dmr_date_of_day(day);
}

/* ---------------------------------------------------------------- years of months */

/* First month of what `month` (1..12 or a season) means. */
static int first_month(int month)
{
    static const signed char season[] = {3, 6, 9, 12};
    if (month <= 12)
        return month;
    if (month <= 24)
        return season[month - 21];
    if (month >= 33 && month <= 36)
        return 3 * (month - 33) + 1;
    return month == 41 ? 7 : 1;
}

/* The year of a bare month or month and day; DMR_NO_YEAR where nothing tells. */
static int year_for(const dmr_time_point *p, const dmr_time_state *state, bool future)
{
    bool is_tale;
    anchor a = p->anchor == DMR_ANCHOR_TALE       ? tale_anchor(state)
               : p->anchor == DMR_ANCHOR_DOCUMENT ? document_anchor(state)
                                                  : bare_anchor(state, &is_tale);
    if (p->anchor == DMR_ANCHOR_TALE)
        is_tale = true;
    else if (p->anchor == DMR_ANCHOR_DOCUMENT)
        is_tale = false;
    if (!a.set && p->anchor)
        a = bare_anchor(state, &is_tale);
    if (!a.set)
        return DMR_NO_YEAR;
    dmr_date at;
    split(a.last, &at);
    int month = first_month(p->month);
    if (p->year_rel)
        return at.year + p->rel;
    int before =
        month < at.month || (month == at.month && p->day && at.day && p->day < at.day);
    if (p->has_rel && p->rel > 0)
        return at.year + (month <= at.month);
    if (p->has_rel && p->rel < 0)
        return at.year - (month >= at.month);
    if (p->has_rel)
        return at.year;
    if (is_tale) {
        split(a.first, &at);
        if (a.grain <= DMR_GRAIN_YEAR) /* "1945-1950": nobody knows which of them */
            return a.last - a.first > 366 ? DMR_NO_YEAR : at.year;
        /* a tale goes on: January behind October is the next year's, but March behind
         * October is more likely told back */
        int ahead = (month - at.month + 12) % 12;
        return month < at.month && ahead <= 4 ? at.year + 1 : at.year;
    }
    if (future)
        return at.year + (before && month != at.month ? 1 : 0);
    bool later = month > at.month || (month == at.month && p->day > at.day && p->day);
    /* a few days ahead of the day of publication is an announcement, not last year */
    if (later && a.grain == DMR_GRAIN_DAY && (month - at.month) <= 1 && p->day)
        return at.year;
    return at.year - (later && month != at.month);
}

/* --------------------------------------------------------------------- parts */

static dmr_date date(int year, int month, int day)
{
    return (dmr_date){.year = year, .month = month, .day = day};
}

static void approximate(dmr_time_value *v, bool yes)
{
    v->a.approximate |= yes;
    v->b.approximate |= yes;
}

/* Early, mid and late of a year, month, season, decade or century: time_find.h. Of a day
 * ("late Monday") the whole is said. */
static void cut_part(dmr_time_value *v, int part)
{
    static const signed char begins[] = {1, 2, 3, 1, 2}, ends[] = {1, 2, 3, 2, 3};
    dmr_date whole = v->a;
    if (!part || v->interval || whole.day)
        return;
    int begin = begins[part - 1], end = ends[part - 1];
    v->interval = true;
    v->b = whole;
    if (whole.unknown) {
        int width = whole.unknown == 1 ? 1 : 10;
        static const signed char from[] = {0, 4, 7}, to[] = {3, 6, 9};
        int year = whole.year;
        if (year < 0) /* -04XX begins with -0499 */
            year -= 10 * width - 1;
        v->a = date(year + from[begin - 1] * width, 0, 0);
        v->b = date(year + to[end - 1] * width + width - 1, 0, 0);
    } else if (!whole.month) {
        v->a = date(whole.year, 4 * begin - 3, 0);
        v->b = date(whole.year, 4 * end, 0);
    } else if (whole.month <= 12) {
        int length = dmr_day_month_length(whole.year, whole.month);
        v->a = date(whole.year, whole.month, 10 * begin - 9);
        v->b = date(whole.year, whole.month, end == 3 ? length : 10 * end);
    } else {
        v->interval = false; /* "early summer": the whole is said */
        v->a = whole;
    }
    approximate(v, true);
}

/* ------------------------------------------------------------------ the kinds */

static void timex_of_date(dmr_time_value *v, const dmr_date *d)
{
    static const char *const season[] = {"SP", "SU", "FA", "WI"};
    char *out = v->timex;
    if (d->month >= 21 && d->month <= 24)
        snprintf(out, DMR_TIMEX_MAX, "%04d-%s", d->year, season[d->month - 21]);
    else if (d->month >= 33 && d->month <= 36)
        snprintf(out, DMR_TIMEX_MAX, "%04d-Q%d", d->year, d->month - 32);
    else if (d->month >= 40)
        snprintf(out, DMR_TIMEX_MAX, "%04d-H%d", d->year, d->month - 39);
    else if (d->year <= 0 && d->unknown == 2)
        snprintf(out, DMR_TIMEX_MAX, "BC%02d", -d->year / 100);
    else if (d->year <= 0 && !d->month)
        snprintf(out, DMR_TIMEX_MAX, "BC%04d", 1 - d->year);
    else if (d->unknown == 1)
        snprintf(out, DMR_TIMEX_MAX, "%03d", d->year / 10);
    else if (d->unknown)
        snprintf(out, DMR_TIMEX_MAX, "%02d", d->year / 100);
    else {
        dmr_date plain = *d;
        char text[DMR_EDTF_MAX];
        plain.uncertain = plain.approximate = false;
        dmr_edtf_write(&plain, text);
        snprintf(out, DMR_TIMEX_MAX, "%.40s", text);
    }
}

static uint8_t grain_of(const dmr_date *d)
{
    return d->day       ? DMR_GRAIN_DAY
           : d->month   ? DMR_GRAIN_MONTH
           : d->unknown ? DMR_GRAIN_COARSE
                        : DMR_GRAIN_YEAR;
}

/* Months that do not fill a season of EDTF 1: halves as an interval of months. */
static void spread_half(dmr_time_value *v)
{
    if (v->a.month < 40)
        return;
    int from = v->a.month == 40 ? 1 : 7;
    v->interval = true;
    v->b = date(v->a.year, from + 5, 0);
    v->a = date(v->a.year, from, 0);
}

static void week_of(dmr_time_value *v, dmr_day day, bool weekend)
{
    int year, week;
    dmr_day_week(day, &year, &week);
    dmr_day monday = dmr_day_of_week(year, week);
    v->placed = v->interval = true;
    v->a = dmr_date_of_day(weekend ? monday + 5 : monday);
    v->b = dmr_date_of_day(monday + 6);
    v->grain = DMR_GRAIN_DAY;
    snprintf(v->timex, DMR_TIMEX_MAX, "%04d-W%02d%s", year, week, weekend ? "-WE" : "");
}

/* "on the 5th", "the 5th inst.": the month is the anchor's, or one beside it. */
static bool month_of_day(const dmr_time_point *p, const dmr_time_state *state, int *year,
                         int *month)
{
    bool is_tale;
    anchor a = p->anchor == DMR_ANCHOR_TALE       ? tale_anchor(state)
               : p->anchor == DMR_ANCHOR_DOCUMENT ? document_anchor(state)
                                                  : bare_anchor(state, &is_tale);
    dmr_date at;
    if (!a.set && p->anchor == DMR_ANCHOR_TALE)
        a = document_anchor(state);
    if (!a.set || a.grain < DMR_GRAIN_MONTH)
        return false;
    split(dmr_day_add_months(a.last, p->has_rel ? p->rel : 0), &at);
    *year = at.year;
    *month = at.month;
    return dmr_day_valid(at.year, at.month, p->day);
}

/* Weeks of a month, its last day, the week of a day. */
static void cut_week(dmr_time_value *v, const dmr_time_point *p)
{
    int length = dmr_day_month_length(v->a.year, v->a.month);
    if (p->week == DMR_WEEK_OF) {
        week_of(v, dmr_day_from_civil(v->a.year, v->a.month, v->a.day), false);
    } else if (p->week) {
        int from = p->week == DMR_WEEK_LAST ? length - 6 : 7 * p->week - 6;
        v->b = v->a;
        v->a.day = from;
        v->b.day = from + 6;
        int iso_year, week;
        dmr_day_week(dmr_day_from_civil(v->a.year, v->a.month, from + 3), &iso_year,
                     &week);
        snprintf(v->timex, DMR_TIMEX_MAX, "%04d-W%02d", iso_year, week);
        v->interval = true;
        approximate(v, true);
    } else if (p->last_day) {
        v->a.day = length;
        timex_of_date(v, &v->a);
        v->grain = DMR_GRAIN_DAY;
    }
}

/* "June 2 to 10", "June 2 and 3", "02/06/89". */
static void second_day(dmr_time_value *v, const dmr_time_point *p,
                       const dmr_time_state *state)
{
    if (p->day2 && dmr_day_valid(v->a.year, v->a.month, p->day2)) {
        v->interval = !p->days_apart;
        v->apart = p->days_apart;
        v->b = date(v->a.year, v->a.month, p->day2);
        size_t n = strlen(v->timex);
        if (v->interval && n + 12 < DMR_TIMEX_MAX)
            snprintf(v->timex + n, DMR_TIMEX_MAX - n, "/%04d-%02d-%02d", v->b.year,
                     v->b.month, v->b.day);
    } else if (p->order == DMR_ORDER_UNKNOWN &&
               !(state && state->day_order == DMR_ORDER_MONTH_FIRST)) {
        v->one_of = true;
        v->b = date(v->a.year, p->day, p->month);
    }
}

static void civil(dmr_time_value *v, const dmr_time_point *p, const dmr_time_state *state,
                  bool future)
{
    int year = p->year, month = p->month;
    if (!month && p->day) {
        if (!month_of_day(p, state, &year, &month))
            return;
    } else if (year == DMR_NO_YEAR) {
        year = year_for(p, state, future);
    }
    if (year == DMR_NO_YEAR) {
        if (p->day)
            snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-%02d-%02d", p->month, p->day);
        else
            snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-%02d", p->month);
        return;
    }
    if (p->day && !dmr_day_valid(year, month, p->day))
        return;
    v->placed = true;
    v->a = date(year, month, p->day);
    v->a.unknown = p->unknown;
    timex_of_date(v, &v->a);
    v->grain = grain_of(&v->a);
    if (p->fiscal)
        snprintf(v->timex, DMR_TIMEX_MAX, "FY%04d", year);
    second_day(v, p, state);
    cut_week(v, p);
    cut_part(v, p->part);
    approximate(v, p->approximate || (p->fiscal && !p->two_years));
    if (p->two_years) {
        v->interval = true;
        v->b = date(year + 1, 0, 0);
    }
    spread_half(v);
    size_t n = strlen(v->timex);
    if (p->clock >= 0 && p->day && n + 8 < DMR_TIMEX_MAX) { /* "031200Z DEC 88" */
        v->type = "TIME";
        snprintf(v->timex + n, DMR_TIMEX_MAX - n, "T%02d:%02d%s", p->clock / 100,
                 p->clock % 100, p->utc ? "Z" : "");
    }
}

/* 02/06/89 next to a document of February 1989 is the second of June only if nothing
 * speaks for February: the reading at most two months before publication wins. */
static void choose_order(dmr_time_value *v, const dmr_time_state *state)
{
    if (!v->one_of)
        return;
    dmr_day a, b, last;
    dmr_date_bounds(&v->a, &a, &last);
    dmr_date_bounds(&v->b, &b, &last);
    if (state && state->day_order == DMR_ORDER_DAY_FIRST) {
        v->a = v->b;
        v->one_of = false;
    }
    if (v->one_of && state && state->published != DMR_DAY_NONE) {
        bool near_a = state->published >= a && state->published - a <= 60;
        bool near_b = state->published >= b && state->published - b <= 60;
        if (near_a != near_b) {
            if (near_b)
                v->a = v->b;
            v->one_of = false;
        }
    }
    if (v->one_of && b < a) {
        dmr_date swap = v->a;
        v->a = v->b;
        v->b = swap;
    }
    timex_of_date(v, &v->a);
}

static void weekday(dmr_time_value *v, const dmr_time_point *p,
                    const dmr_time_state *state, bool future)
{
    bool is_tale = false;
    anchor a =
        p->anchor == DMR_ANCHOR_TALE ? tale_anchor(state) : bare_anchor(state, &is_tale);
    anchor doc = document_anchor(state);
    /* in news "on Friday" is that of the week, whatever was told of years before */
    bool old = is_tale && doc.set && (int64_t)doc.first - a.last > 62;
    if (is_tale && (a.grain != DMR_GRAIN_DAY || old) && doc.grain == DMR_GRAIN_DAY) {
        a = doc;
        is_tale = false;
    }
    snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-WXX-%d", p->weekday);
    if (!a.set || a.grain != DMR_GRAIN_DAY || p->unknown)
        return;
    int at = dmr_day_weekday(a.last), ahead = (p->weekday - at + 7) % 7;
    dmr_day day;
    if (p->has_rel && p->rel > 0)
        day = a.last + (ahead ? ahead : 7) + (p->week == 1 ? 7 : 0);
    else if (p->has_rel && p->rel < 0)
        day = a.last - (7 - ahead);
    else if (future || is_tale || p->anchor == DMR_ANCHOR_TALE)
        day = a.last + ahead;
    else
        day = a.last - (7 - ahead) % 7;
    if (p->week == DMR_WEEK_OF) {
        week_of(v, day, false);
        return;
    }
    v->placed = true;
    v->a = dmr_date_of_day(day);
    v->grain = DMR_GRAIN_DAY;
    timex_of_date(v, &v->a);
}

/* whole: the anchor is a decade or century itself. */
static void shift_months(dmr_time_value *v, const dmr_time_point *p, dmr_day day,
                         int months, int count, bool whole)
{
    dmr_date at;
    split(dmr_day_add_months(day, months), &at);
    v->placed = at.year >= DMR_YEAR_MIN && at.year <= DMR_YEAR_MAX;
    switch (p->unit) {
    case DMR_UNIT_MONTH:
        v->a = date(at.year, at.month, 0);
        break;
    case DMR_UNIT_QUARTER:
        v->a = date(at.year, 33 + (at.month - 1) / 3, 0);
        break;
    case DMR_UNIT_DECADE:
        v->a = date(at.year, 0, 0);
        if (whole || (count >= 0 && count <= 1 && p->anchor != DMR_ANCHOR_TALE) ||
            count == 0) {
            v->a.year -= at.year % 10;
            v->a.unknown = 1;
        } else {
            v->a.approximate = true;
        }
        break;
    case DMR_UNIT_CENTURY:
        v->a = date(at.year - at.year % 100, 0, 0);
        v->a.unknown = 2;
        break;
    default:
        v->a = date(at.year, p->half ? at.month : 0, 0);
        v->a.approximate = p->half;
        break;
    }
    v->grain = grain_of(&v->a);
}

static const int unit_months[] = {[DMR_UNIT_MONTH] = 1,
                                  [DMR_UNIT_QUARTER] = 3,
                                  [DMR_UNIT_YEAR] = 12,
                                  [DMR_UNIT_DECADE] = 120,
                                  [DMR_UNIT_CENTURY] = 1200};

dmr_day dmr_time_day_shifted(dmr_day day, int unit, int count)
{
    if (count > 4000 || count < -4000 || unit < DMR_UNIT_DAY || unit > DMR_UNIT_CENTURY)
        return day;
    if (unit >= DMR_UNIT_MONTH)
        return dmr_day_add_months(day, unit_months[unit] * count);
    return day + count * (unit == DMR_UNIT_DAY ? 1 : unit == DMR_UNIT_FORTNIGHT ? 14 : 7);
}

/* Which anchor a shift counts from; whole: one as coarse as a decade. */
static anchor shift_anchor(const dmr_time_point *p, const dmr_time_state *state,
                           bool *whole)
{
    *whole = false;
    if (p->anchor != DMR_ANCHOR_TALE)
        return document_anchor(state);
    if (state && state->has_wide && p->unit >= DMR_UNIT_DECADE) {
        *whole = true;
        return (anchor){true, state->wide_first, state->wide_last, DMR_GRAIN_YEAR};
    }
    anchor a = tale_anchor(state), doc = document_anchor(state);
    int need = p->unit <= DMR_UNIT_FORTNIGHT ? DMR_GRAIN_DAY
               : p->unit <= DMR_UNIT_QUARTER ? DMR_GRAIN_MONTH
                                             : DMR_GRAIN_YEAR;
    if (p->bare && doc.grain == DMR_GRAIN_DAY &&
        (a.grain < need || (int64_t)doc.first - a.last > 366))
        return doc; /* "later in the day" */
    /* "that day", "the previous week", "two years earlier" in news that told no date yet */
    bool back = p->count < 0 && p->count != DMR_COUNT_VAGUE && doc.grain == DMR_GRAIN_DAY;
    return !a.set && (p->count == 0 || back) ? doc : a;
}

static void shift(dmr_time_value *v, const dmr_time_point *p, const dmr_time_state *state,
                  bool future)
{
    bool whole;
    anchor a = shift_anchor(p, state, &whole);
    bool coarse = p->unit <= DMR_UNIT_FORTNIGHT ? a.grain < DMR_GRAIN_DAY
                  : p->unit <= DMR_UNIT_QUARTER ? a.grain < DMR_GRAIN_MONTH
                                                : a.grain < DMR_GRAIN_YEAR;
    bool vague = p->count == DMR_COUNT_VAGUE || p->count == DMR_COUNT_VAGUE_AHEAD;
    if (vague || !a.set || coarse) {
        snprintf(v->timex, DMR_TIMEX_MAX, "%s",
                 p->count == 0  ? "PRESENT_REF"
                 : p->count > 0 ? "FUTURE_REF"
                                : "PAST_REF");
        return;
    }
    if (p->count > 4000 || p->count < -4000)
        return;
    dmr_day day = p->count > 0 ? a.last : a.first;
    bool named = !p->counted;
    switch (p->unit) {
    case DMR_UNIT_SECOND:
    case DMR_UNIT_MINUTE:
    case DMR_UNIT_HOUR:
        return;
    case DMR_UNIT_DAY:
        v->placed = true;
        v->a = dmr_date_of_day(day + p->count);
        if (p->count == 0 && a.last > a.first) { /* "that day" of a stay: the stay */
            v->interval = true;
            v->b = dmr_date_of_day(a.last);
        }
        v->grain = DMR_GRAIN_DAY;
        break;
    case DMR_UNIT_WEEKEND: /* past tense on a Wednesday: the one before */
        day += 7 * p->count;
        week_of(v, p->bare && !future && dmr_day_weekday(day) < 6 ? day - 7 : day, true);
        return;
    case DMR_UNIT_WEEK:
    case DMR_UNIT_FORTNIGHT:
        day += p->count * (p->unit == DMR_UNIT_WEEK ? 7 : 14);
        week_of(v, day, false);
        if (p->unit == DMR_UNIT_WEEK && named)
            return;
        v->interval = false; /* "two weeks later": about that day */
        v->a = dmr_date_of_day(day);
        if (p->bare) /* "a week from Tuesday": that day itself */
            timex_of_date(v, &v->a);
        v->a.approximate = !p->bare;
        return;
    default:
        shift_months(
            v, p, day,
            unit_months[p->unit] * p->count +
                (p->half ? (p->count < 0 ? -1 : 1) * unit_months[p->unit] / 2 : 0),
            p->count, whole);
        break;
    }
    timex_of_date(v, &v->a);
    if (v->placed) {
        cut_part(v, p->part);
        approximate(v, p->approximate);
        if (p->month && !p->part &&
            p->unit == DMR_UNIT_YEAR) { /* "the first half of this year" */
            v->a.month = p->month;
            timex_of_date(v, &v->a);
            v->grain = DMR_GRAIN_MONTH;
            spread_half(v);
        }
    }
}

static void place_days(dmr_time_value *v, dmr_day first, dmr_day last)
{
    v->placed = true;
    v->a = dmr_date_of_day(first);
    v->b = dmr_date_of_day(last);
    v->interval = last > first;
    v->grain = DMR_GRAIN_DAY;
}

/* Easter, Ramadan: of the year said, else the one before the anchor, or after it. */
static void feast(dmr_time_value *v, const dmr_time_point *p, const dmr_feast *day,
                  const dmr_time_state *state, bool future)
{
    dmr_day first, last;
    bool found = false, is_tale;
    if (p->year != DMR_NO_YEAR) {
        found = dmr_feast_days(day, p->year, &first, &last);
    } else {
        anchor a = bare_anchor(state, &is_tale);
        dmr_date at;
        split(a.set ? a.last : 0, &at);
        bool in_year = is_tale && a.grain == DMR_GRAIN_YEAR; /* "In 1988 ... At Easter" */
        for (int k = -1; k <= 1 && a.set; k++) {
            dmr_day from, to;
            if ((in_year && k) || !dmr_feast_days(day, at.year + k, &from, &to))
                continue;
            bool ahead = future || is_tale, behind = from <= a.last;
            if (ahead && !in_year ? from < a.first || found : !behind)
                continue;
            first = from;
            last = to;
            found = true;
        }
    }
    if (!found) {
        snprintf(v->timex, DMR_TIMEX_MAX, "XXXX");
        return;
    }
    place_days(v, first, last);
    if (v->interval)
        snprintf(v->timex, DMR_TIMEX_MAX, "%04d-%02d-%02d/%04d-%02d-%02d", v->a.year,
                 v->a.month, v->a.day, v->b.year, v->b.month, v->b.day);
    else
        timex_of_date(v, &v->a);
    approximate(v, day->kind == DMR_FEAST_HIJRI); /* the new moon must be seen */
}

static void happening(dmr_time_value *v, const dmr_time_point *p,
                      const dmr_time_lexicon *lexicon, const dmr_time_state *state,
                      bool future)
{
    const dmr_happening *h = dmr_time_lexicon_at(lexicon, p->happening);
    if (h->feast.kind == DMR_FEAST_FIXED) {
        dmr_time_point q = *p;
        q.kind = DMR_POINT_CIVIL;
        q.month = h->feast.month;
        q.day = h->feast.day;
        civil(v, &q, state, future);
        return;
    }
    if (h->feast.kind) {
        feast(v, p, &h->feast, state, future);
        return;
    }
    size_t slash = dmr_str_find(h->edtf, DMR_STR("/"), 0);
    demarche_str from = slash == SIZE_MAX ? h->edtf : dmr_str(h->edtf.ptr, slash);
    v->placed = dmr_edtf_read(from, &v->a);
    if (v->placed && slash != SIZE_MAX) {
        v->interval = dmr_edtf_read(
            dmr_str(h->edtf.ptr + slash + 1, h->edtf.len - slash - 1), &v->b);
        v->placed = v->interval;
    }
    if (!v->placed)
        return;
    v->grain = grain_of(&v->a);
    if (p->part && v->interval) { /* "the end of World War II": its last date */
        if (p->part == DMR_PART_LATE)
            v->a = v->b;
        v->interval = p->part == DMR_PART_MID;
    }
    if (v->interval)
        snprintf(v->timex, DMR_TIMEX_MAX, "%.*s",
                 (int)(h->edtf.len < 40 ? h->edtf.len : 40), h->edtf.ptr);
    else
        timex_of_date(v, &v->a);
    v->a.uncertain = v->b.uncertain = true;
}

static const char *const day_parts[] = {"", "TMO", "TAF", "TEV", "TNI"};

static void duration(dmr_time_value *v, const dmr_time_point *p)
{
    static const char *const letters[] = {"T", "T", "T", "", "", "",
                                          "",  "",  "",  "", "", ""};
    static const char letter[] = {'S', 'M', 'H', 'D', 'D', 'W',
                                  'W', 'M', 'Q', 'Y', 'Y', 'Y'};
    static const int times[] = {1, 1, 1, 1, 2, 1, 2, 1, 1, 1, 10, 100};
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    v->type = p->kind == DMR_POINT_SET ? "SET" : "DURATION";
    if (p->month > 20 && p->month < 25) {
        snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-%s", seasons[p->month - 21]);
        return;
    }
    if (p->month) {
        snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-%02d", p->month);
        return;
    }
    if (p->daypart) {
        snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-XX-XX%s", day_parts[p->daypart]);
        return;
    }
    if (p->weekday) {
        snprintf(v->timex, DMR_TIMEX_MAX, "XXXX-WXX-%d", p->weekday);
        return;
    }
    long long n = (long long)(p->count ? p->count : 1) * times[p->unit];
    if (p->count == DMR_COUNT_VAGUE)
        snprintf(v->timex, DMR_TIMEX_MAX, "P%sX%c", letters[p->unit], letter[p->unit]);
    else if (p->half)
        snprintf(v->timex, DMR_TIMEX_MAX, "P%s%lld.5%c", letters[p->unit], n,
                 letter[p->unit]);
    else
        snprintf(v->timex, DMR_TIMEX_MAX, "P%s%lld%c", letters[p->unit], n,
                 letter[p->unit]);
}

/* The day is the document's or the tale's for TIMEX3 only: "12:00 on Monday" is not that
 * day, and time_find.c says whose it is. */
static void clock_value(dmr_time_value *v, const dmr_time_point *p,
                        const dmr_time_state *state)
{
    char day[DMR_EDTF_MAX] = "XXXX-XX-XX";
    anchor doc = document_anchor(state), tale = tale_anchor(state);
    if (tale.set && tale.grain == DMR_GRAIN_DAY && tale.first == tale.last &&
        state->last_paragraph == state->paragraph)
        doc = tale;
    if (doc.set && doc.grain == DMR_GRAIN_DAY) {
        dmr_date d = dmr_date_of_day(doc.first);
        dmr_edtf_write(&d, day);
    }
    v->type = "TIME";
    if (p->clock < 0)
        snprintf(v->timex, DMR_TIMEX_MAX, "%.12s", day);
    else
        snprintf(v->timex, DMR_TIMEX_MAX, "%.12sT%02d:%02d%s", day, p->clock / 100,
                 p->clock % 100, p->utc ? "Z" : "");
}

/* "since then": the tale's last date; "the same month a year ago": that of another year. */
static void then(dmr_time_value *v, const dmr_time_point *p, const dmr_time_state *state)
{
    anchor a = tale_anchor(state);
    if (!a.set && p->count)
        a = document_anchor(state);
    if (!a.set) {
        snprintf(v->timex, DMR_TIMEX_MAX, p->count ? "XXXX" : "PAST_REF");
        return;
    }
    int months = 12 * p->count;
    dmr_day first = dmr_day_add_months(a.first, months);
    dmr_day last = dmr_day_add_months(a.last, months);
    place_days(v, first, last);
    v->grain = (uint8_t)a.grain;
    if (a.grain < DMR_GRAIN_DAY) {
        v->a.day = v->b.day = 0;
        if (a.grain < DMR_GRAIN_MONTH)
            v->a.month = v->b.month = 0;
        v->interval = v->a.year != v->b.year || v->a.month != v->b.month;
    }
    timex_of_date(v, &v->a);
}

static void turn_of_century(dmr_time_value *v, const dmr_time_state *state, bool future)
{
    bool is_tale;
    anchor a = bare_anchor(state, &is_tale);
    dmr_date at;
    if (!a.set)
        return;
    split(a.last, &at);
    v->placed = true;
    int year = (future ? at.year + 99 : at.year) / 100 * 100;
    v->a = date(year, 0, 0);
    timex_of_date(v, &v->a);
    v->a.approximate = true;
    v->grain = DMR_GRAIN_YEAR;
}

static void span(dmr_time_value *v, const dmr_time_point *p)
{
    place_days(v, p->span_first, p->span_last);
    snprintf(v->timex, DMR_TIMEX_MAX, "%04d", v->a.year);
    approximate(v, true);
}

void dmr_time_resolve(dmr_time_value *out, const dmr_time_point *p,
                      const dmr_time_lexicon *lexicon, const dmr_time_state *state,
                      bool future)
{
    static const char *const refs[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    *out = (dmr_time_value){.type = "DATE"};
    switch ((dmr_point_kind)p->kind) {
    case DMR_POINT_CIVIL:
        civil(out, p, state, future);
        choose_order(out, state);
        break;
    case DMR_POINT_WEEKDAY:
        weekday(out, p, state, future);
        break;
    case DMR_POINT_SHIFT:
        shift(out, p, state, future);
        break;
    case DMR_POINT_HAPPENING:
        happening(out, p, lexicon, state, future);
        break;
    case DMR_POINT_CLOCK:
        clock_value(out, p, state);
        break;
    case DMR_POINT_DURATION:
    case DMR_POINT_SET:
        duration(out, p);
        break;
    case DMR_POINT_REF:
        snprintf(out->timex, DMR_TIMEX_MAX, "%s", refs[p->count + 1]);
        break;
    case DMR_POINT_THEN:
        then(out, p, state);
        break;
    case DMR_POINT_SPAN:
        span(out, p);
        break;
    case DMR_POINT_TURN:
        turn_of_century(out, state, future);
        break;
    case DMR_POINT_NONE:
        break;
    }
    size_t n = strlen(out->timex);
    if (p->daypart && p->kind != DMR_POINT_SET && n && n + 4 < DMR_TIMEX_MAX) {
        out->type = "TIME";
        snprintf(out->timex + n, DMR_TIMEX_MAX - n, "%s", day_parts[p->daypart]);
    }
}

/* ----------------------------------------------------------------- composition */

demarche_str dmr_time_value_edtf(const dmr_time_value *v, dmr_arena *arena)
{
    char a[DMR_EDTF_MAX], b[DMR_EDTF_MAX];
    if (!v->placed)
        return (demarche_str){0};
    dmr_edtf_write(&v->a, a);
    if (!v->interval && !v->apart && !v->one_of)
        return dmr_str_format(arena, "%s", a);
    dmr_edtf_write(&v->b, b);
    return dmr_str_format(arena,
                          v->interval ? "%s/%s"
                          : v->apart  ? "{%s,%s}"
                                      : "[%s,%s]",
                          a, b);
}

void dmr_time_value_bounds(const dmr_time_value *v, dmr_day *first, dmr_day *last)
{
    dmr_date_bounds(&v->a, first, last);
    if (v->interval || v->apart || v->one_of) {
        dmr_day from, to;
        dmr_date_bounds(&v->b, &from, &to);
        *first = from < *first ? from : *first;
        *last = to > *last ? to : *last;
    }
}

void dmr_time_value_join(dmr_time_value *a, const dmr_time_value *b)
{
    a->b = b->interval || b->apart || b->one_of ? b->b : b->a;
    a->interval = true;
    a->apart = a->one_of = false;
    if (b->grain < a->grain)
        a->grain = b->grain;
    char joined[2 * DMR_TIMEX_MAX + 2];
    snprintf(joined, sizeof joined, "%s/%s", a->timex, b->timex);
    if (strlen(joined) < DMR_TIMEX_MAX)
        memcpy(a->timex, joined, strlen(joined) + 1);
}
