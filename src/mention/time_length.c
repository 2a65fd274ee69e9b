/*
 * How long and how often: "three years", "a six-day visit", "half a century", "for
 * decades", "the past three months"; "every year", "twice a month", "on Tuesdays".
 */
#include "mention/time_point.h"

static bool is_unit(const dmr_time_scan *scan, int32_t i)
{
    return dmr_time_kind(scan, i) == DMR_TW_UNIT;
}

static bool is_plural_unit(const dmr_time_scan *scan, int32_t i)
{
    return is_unit(scan, i) && scan->atoms[i].sub;
}

/* ----------------------------------------------------------------------- counting */

/* "two dozen", "a dozen", "twenty-six", "two and a half" behind a number at word j - 1. */
static int32_t count_behind(const dmr_time_scan *scan, int32_t j, int32_t *count,
                            bool *half)
{
    if (dmr_time_kind(scan, j - 1) == DMR_TW_NUMWORD && *count >= 20 && *count <= 90 &&
        dmr_time_kind(scan, j) == DMR_TW_HYPHEN &&
        dmr_time_kind(scan, j + 1) == DMR_TW_NUMWORD && scan->atoms[j + 1].value < 10) {
        *count += scan->atoms[j + 1].value;
        j += 2;
    }
    if (dmr_time_kind(scan, j) == DMR_TW_NUMWORD && scan->atoms[j].value == 100) {
        *count *= 100; /* "two hundred years" */
        j++;
    }
    if (dmr_time_kind(scan, j) == DMR_TW_DOZEN) {
        *count *= 12;
        j++;
    }
    if (dmr_time_kind(scan, j) == DMR_TW_AND && dmr_time_kind(scan, j + 1) == DMR_TW_A &&
        dmr_time_kind(scan, j + 2) == DMR_TW_HALF) {
        *half = true;
        j += 3;
    }
    return j;
}

int32_t dmr_time_count(const dmr_time_scan *scan, int32_t i, int32_t *count, bool *half)
{
    int32_t j = i + 1;
    *half = false;
    switch (dmr_time_kind(scan, i)) {
    case DMR_TW_A:
        *count = 1;
        if (dmr_time_kind(scan, j) == DMR_TW_FEW ||
            dmr_time_kind(scan, j) == DMR_TW_COUPLE) {
            *count = dmr_time_kind(scan, j) == DMR_TW_FEW ? DMR_COUNT_VAGUE : 2;
            j++;
            if (dmr_time_kind(scan, j) == DMR_TW_OF)
                j++;
            return j;
        }
        if (dmr_time_kind(scan, j) == DMR_TW_NUMWORD && scan->atoms[j].value == 100)
            return count_behind(scan, j, count, half); /* "a hundred years" */
        return dmr_time_kind(scan, j) == DMR_TW_DOZEN ? count_behind(scan, j, count, half)
                                                      : j;
    case DMR_TW_FEW:
    case DMR_TW_SEVERAL:
    case DMR_TW_MANY: /* but not "in as many months" */
        *count = DMR_COUNT_VAGUE;
        return dmr_time_kind(scan, i - 1) == DMR_TW_AS ? i : j;
    case DMR_TW_ABOUT: /* "some weeks later", but "about two weeks" begins at "two" */
        *count = DMR_COUNT_VAGUE;
        return scan->atoms[i].sub && is_plural_unit(scan, j) ? j : i;
    case DMR_TW_NUMBER:
        if (scan->atoms[i].digits > 3)
            return i;
        *count = scan->atoms[i].value;
        return count_behind(scan, j, count, half);
    case DMR_TW_NUMWORD:
        *count = scan->atoms[i].value;
        return count_behind(scan, j, count, half);
    default:
        return i;
    }
}

/* ------------------------------------------------------------------------ lengths */

static int32_t length_of(dmr_time_point *out, const dmr_time_atom *unit, int32_t count,
                         bool half, int32_t end)
{
    *out = dmr_time_point_new(DMR_POINT_DURATION);
    out->unit = (uint8_t)unit->value;
    out->count = count;
    out->half = half;
    return end;
}

/* "the last three years", "the past decade", "the next six months". */
int32_t dmr_time_span_of_late(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE ||
                     dmr_time_kind(scan, i) == DMR_TW_THIS);
    int32_t count = 1;
    dmr_tw k = dmr_time_kind(scan, j);
    bool half;
    if (k != DMR_TW_LAST && k != DMR_TW_NEXT && k != DMR_TW_COMING &&
        k != DMR_TW_PREVIOUS && k != DMR_TW_FOLLOWING)
        return i;
    int32_t e = dmr_time_count(scan, j + 1, &count, &half), unit = e;
    unit += dmr_time_kind(scan, e) == DMR_TW_FILLER; /* "the past five trading days" */
    if (e == j + 1 || !is_unit(scan, unit))
        return i;
    return length_of(out, &scan->atoms[unit], count, half, unit + 1);
}

/* "half a century", "a quarter of a century", "half an hour". */
static int32_t fraction(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i, parts = 2;
    if (dmr_time_kind(scan, i) == DMR_TW_HALF) {
        j = i + 1 + (dmr_time_kind(scan, i + 1) == DMR_TW_HYPHEN);
        j += dmr_time_kind(scan, j) == DMR_TW_A;
    } else if (dmr_time_kind(scan, i) == DMR_TW_A && is_unit(scan, i + 1) &&
               scan->atoms[i + 1].value == DMR_UNIT_QUARTER) {
        j = i + 2 + (dmr_time_kind(scan, i + 2) == DMR_TW_HYPHEN);
        parts = 4;
        if (dmr_time_kind(scan, j) == DMR_TW_OF)
            j += 1 + (dmr_time_kind(scan, j + 1) == DMR_TW_A);
    }
    if (j == i || !is_unit(scan, j) || scan->atoms[j].sub)
        return i;
    *out = dmr_time_point_new(DMR_POINT_DURATION);
    switch (scan->atoms[j].value) {
    case DMR_UNIT_CENTURY:
        out->unit = DMR_UNIT_YEAR;
        out->count = 100 / parts;
        break;
    case DMR_UNIT_DECADE:
        if (parts != 2)
            return i;
        out->unit = DMR_UNIT_YEAR;
        out->count = 5;
        break;
    case DMR_UNIT_YEAR:
        out->unit = DMR_UNIT_MONTH;
        out->count = 12 / parts;
        break;
    case DMR_UNIT_HOUR:
        out->unit = DMR_UNIT_MINUTE;
        out->count = 60 / parts;
        break;
    default:
        return i;
    }
    return j + 1;
}

/* "-long" behind a unit that ends before word i. */
static int32_t long_behind(const dmr_time_scan *scan, int32_t i)
{
    return dmr_time_kind(scan, i) == DMR_TW_HYPHEN &&
                   dmr_time_kind(scan, i + 1) == DMR_TW_LONG
               ? i + 2
               : i;
}

/* "over the years", where nothing behind says which. */
static bool over_the(const dmr_time_scan *scan, int32_t i)
{
    if (dmr_time_kind(scan, i - 1) != DMR_TW_THE ||
        dmr_time_kind(scan, i - 2) != DMR_TW_PREP || !scan->tree)
        return false;
    dmr_tw next = dmr_time_kind(scan, i + 1);
    uint8_t u = i + 1 < scan->n ? scan->tree->words[i + 1].upos : DMR_UPOS_PUNCT;
    return next != DMR_TW_OF && next != DMR_TW_SINCE && u != DMR_UPOS_NUM &&
           u != DMR_UPOS_SCONJ && u != DMR_UPOS_PART && u != DMR_UPOS_VERB;
}

/* "years of war", "for decades", "in weeks", "decades-long", "year-long". */
static int32_t bare_unit(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!is_unit(scan, i))
        return i;
    const dmr_time_atom *unit = &scan->atoms[i];
    int32_t e = long_behind(scan, i + 1);
    if (e > i + 1)
        return length_of(out, unit, unit->sub ? DMR_COUNT_VAGUE : 1, false, e);
    dmr_tw lead = dmr_time_kind(scan, i - 1), next = dmr_time_kind(scan, i + 1);
    bool led = lead == DMR_TW_PREP || lead == DMR_TW_AFTER || lead == DMR_TW_IN ||
               over_the(scan, i);
    bool of = next == DMR_TW_OF && lead != DMR_TW_THE && lead != DMR_TW_THAT &&
              lead != DMR_TW_POSSESSIVE && unit->value >= DMR_UNIT_DAY &&
              (i == 0 || lead != DMR_TW_OTHER ||
               (scan->tree && scan->tree->words[i - 1].upos != DMR_UPOS_ADJ &&
                scan->tree->words[i - 1].upos != DMR_UPOS_NUM));
    if (!unit->sub || (!led && !of) || unit->value == DMR_UNIT_SECOND ||
        unit->value == DMR_UNIT_QUARTER)
        return i;
    return length_of(out, unit, DMR_COUNT_VAGUE, false, i + 1);
}

/* "six to eight weeks": the longer. */
static int32_t count_range(const dmr_time_scan *scan, int32_t j, int32_t *count)
{
    dmr_tw sep = dmr_time_kind(scan, j);
    int32_t more;
    bool half;
    if ((sep != DMR_TW_TO && sep != DMR_TW_OR && sep != DMR_TW_HYPHEN) || *count < 1)
        return j;
    int32_t e = dmr_time_count(scan, j + 1, &more, &half);
    if (e == j + 1 || more <= *count || half || !is_plural_unit(scan, e))
        return j;
    *count = more;
    return e;
}

int32_t dmr_time_length(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t count, inner, e = fraction(scan, i, out);
    bool half, other;
    if (e == i)
        e = bare_unit(scan, i, out);
    if (e > i)
        return e;
    int32_t j = dmr_time_count(scan, i, &count, &half);
    if (j == i)
        return i;
    bool a = dmr_time_kind(scan, i) == DMR_TW_A && j == i + 1;
    if (a && dmr_time_count(scan, j, &inner, &other) > j)
        return i; /* "a six-day" begins at "six" */
    j = count_range(scan, j, &count);
    for (int k = 0; k < 2 && !a && dmr_time_kind(scan, j) == DMR_TW_FILLER; k++)
        j++;
    bool hyphen = dmr_time_kind(scan, j) == DMR_TW_HYPHEN;
    j += hyphen;
    if (!is_unit(scan, j))
        return i;
    if (a && (scan->atoms[j].value == DMR_UNIT_QUARTER || scan->atoms[j].sub ||
              long_behind(scan, j + 1) > j + 1))
        return i; /* a share; "a week-long" begins at "week" */
    e = long_behind(scan, j + 1);
    if (e > j + 1)
        return length_of(out, &scan->atoms[j], count, half, e);
    if (hyphen && dmr_time_kind(scan, j + 1) == DMR_TW_HYPHEN)
        return i; /* "33-year-old" */
    if (dmr_time_kind(scan, j + 1) == DMR_TW_OLD)
        return i;
    if (!half && dmr_time_kind(scan, j + 1) == DMR_TW_AND &&
        dmr_time_kind(scan, j + 2) == DMR_TW_A &&
        dmr_time_kind(scan, j + 3) == DMR_TW_HALF)
        return length_of(out, &scan->atoms[j], count, true, j + 4);
    return length_of(out, &scan->atoms[j], count, half, j + 1);
}

/* -------------------------------------------------------------------- repetitions */

static dmr_time_point set_of(int unit, int count)
{
    dmr_time_point p = dmr_time_point_new(DMR_POINT_SET);
    p.unit = (uint8_t)unit;
    p.count = count;
    return p;
}

/* "a month", "per week", "each year" behind "twice". */
static int32_t per_unit(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    dmr_tw k = dmr_time_kind(scan, i);
    bool per = scan->tree && i < scan->n &&
               dmr_str_eq_nocase(scan->tree->tokens[i].form, DMR_STR("per"));
    if ((k != DMR_TW_A && k != DMR_TW_EVERY && !per) || !is_unit(scan, i + 1) ||
        scan->atoms[i + 1].sub)
        return i;
    *out = set_of(scan->atoms[i + 1].value, 1);
    return i + 2;
}

/* "twice a month", "three times a week", "once a year", "per month". */
static int32_t so_often(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i, count;
    bool half;
    dmr_tw k = dmr_time_kind(scan, i);
    if (k == DMR_TW_TWICE ||
        (k == DMR_TW_WHEN && scan->tree &&
         dmr_str_eq_nocase(scan->tree->tokens[i].form, DMR_STR("once")))) {
        j = i + 1;
    } else {
        int32_t e = dmr_time_count(scan, i, &count, &half);
        if (e > i && dmr_time_kind(scan, e) == DMR_TW_TIMES)
            j = e + 1;
    }
    if (j == i && k != DMR_TW_NOTYEAR_AFTER)
        return i;
    int32_t e = per_unit(scan, j, out);
    return e > j ? e : i;
}

/* "every two years", "every other week", "every June", "each Tuesday", "every morning". */
static int32_t every(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t count = 1, j = i + 1;
    bool half;
    if (dmr_time_kind(scan, i) != DMR_TW_EVERY || j >= scan->n)
        return i;
    if (dmr_time_kind(scan, j) == DMR_TW_ALTERNATE && is_unit(scan, j + 1)) {
        *out = set_of(scan->atoms[j + 1].value, 2);
        return j + 2;
    }
    int32_t e = dmr_time_count(scan, j, &count, &half);
    const dmr_time_atom *a = &scan->atoms[j];
    if (e == j && a->kind == DMR_TW_ORDINAL && a->value < 20 && is_unit(scan, j + 1)) {
        *out = set_of(scan->atoms[j + 1].value, a->value);
        return j + 2; /* "every second year" */
    }
    if (is_unit(scan, e) && (e > j || !scan->atoms[e].sub)) {
        *out = set_of(scan->atoms[e].value, e > j ? count : 1);
        return e + 1;
    }
    *out = set_of(DMR_UNIT_DAY, 1);
    if (a->kind == DMR_TW_WEEKDAY)
        out->weekday = (int8_t)a->value;
    else if ((a->kind == DMR_TW_MONTH && a->capital) || a->kind == DMR_TW_SEASON)
        out->month = (int8_t)a->value;
    else if (a->kind == DMR_TW_DAYPART)
        out->daypart = (int8_t)a->value;
    else
        return i;
    return j + 1;
}

int32_t dmr_time_repeated(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = &scan->atoms[i];
    if (a->kind == DMR_TW_YEARWORD_SET) {
        *out = dmr_time_point_new(DMR_POINT_SET);
        out->unit = (uint8_t)a->value;
        return i + 1;
    }
    if (a->kind == DMR_TW_WEEKDAYS && a->capital) {
        *out = set_of(DMR_UNIT_WEEK, 1);
        out->weekday = (int8_t)a->value;
        return i + 1;
    }
    int32_t e = every(scan, i, out);
    return e > i ? e : so_often(scan, i, out);
}
