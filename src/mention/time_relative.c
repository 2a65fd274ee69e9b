/*
 * Times that count from another: "last year", "two months earlier", "that same day",
 * "three days ago"; and lengths and repetitions, which begin with the same words.
 */
#include "mention/time_point.h"

static bool is_unit(const dmr_time_scan *scan, int32_t i, bool any_number, bool plural)
{
    return dmr_time_kind(scan, i) == DMR_TW_UNIT &&
           (any_number || scan->atoms[i].sub == plural);
}

int32_t dmr_time_count(const dmr_time_scan *scan, int32_t i, int32_t *count, bool *half)
{
    int32_t j = i;
    *half = false;
    switch (dmr_time_kind(scan, i)) {
    case DMR_TW_A:
        *count = 1;
        j = i + 1;
        if (dmr_time_kind(scan, j) == DMR_TW_FEW ||
            dmr_time_kind(scan, j) == DMR_TW_COUPLE) {
            *count = dmr_time_kind(scan, j) == DMR_TW_FEW ? DMR_COUNT_VAGUE : 2;
            j++;
            if (dmr_time_kind(scan, j) == DMR_TW_OF)
                j++;
        }
        return j;
    case DMR_TW_FEW:
    case DMR_TW_SEVERAL:
    case DMR_TW_MANY:
        *count = DMR_COUNT_VAGUE;
        return i + 1;
    case DMR_TW_NUMBER:
        if (scan->atoms[i].digits > 3)
            return i;
        *count = scan->atoms[i].value;
        j = i + 1;
        break;
    case DMR_TW_NUMWORD:
        *count = scan->atoms[i].value;
        j = i + 1;
        if (*count >= 20 && *count <= 90 && dmr_time_kind(scan, j) == DMR_TW_HYPHEN &&
            dmr_time_kind(scan, j + 1) == DMR_TW_NUMWORD &&
            scan->atoms[j + 1].value < 10) {
            *count += scan->atoms[j + 1].value;
            j += 2;
        }
        break;
    default:
        return i;
    }
    if (dmr_time_kind(scan, j) == DMR_TW_AND && dmr_time_kind(scan, j + 1) == DMR_TW_A &&
        dmr_time_kind(scan, j + 2) == DMR_TW_HALF) {
        *half = true;
        j += 3;
    }
    return j;
}

static dmr_time_point shift(dmr_time_unit unit, int count, dmr_time_anchor anchor)
{
    dmr_time_point p = dmr_time_point_new(DMR_POINT_SHIFT);
    p.unit = (uint8_t)unit;
    p.count = count;
    p.anchor = (uint8_t)anchor;
    return p;
}

/* Month, season or weekday at i seen from an anchor: "last March", "that spring". */
static int32_t named(const dmr_time_scan *scan, int32_t i, int rel,
                     dmr_time_anchor anchor, dmr_time_point *out)
{
    if (i >= scan->n)
        return i;
    const dmr_time_atom *a = &scan->atoms[i];
    if (a->kind == DMR_TW_WEEKDAY && a->sub == 0) {
        *out = dmr_time_point_new(DMR_POINT_WEEKDAY);
        out->weekday = (int8_t)a->value;
    } else if ((a->kind == DMR_TW_MONTH && a->capital) || a->kind == DMR_TW_SEASON) {
        if (a->kind == DMR_TW_SEASON && dmr_time_kind(scan, i + 1) == DMR_TW_OF)
            return i;
        *out = dmr_time_point_new(DMR_POINT_CIVIL);
        out->month = (int8_t)a->value;
        if (a->kind == DMR_TW_MONTH && dmr_time_kind(scan, i + 1) == DMR_TW_NUMBER &&
            scan->atoms[i + 1].digits <= 2 && scan->atoms[i + 1].value >= 1 &&
            scan->atoms[i + 1].value <= 31) {
            out->day = (int8_t)scan->atoms[i + 1].value;
            i++;
        }
    } else {
        return i;
    }
    out->has_rel = true;
    out->rel = (int8_t)rel;
    out->anchor = (uint8_t)anchor;
    return i + 1;
}

/* "morning", "night" behind a day. */
static int32_t with_daypart(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (dmr_time_kind(scan, i) != DMR_TW_DAYPART)
        return i;
    out->daypart = (int8_t)scan->atoms[i].value;
    return i + 1;
}

/* What "last", "next", "this", "that", "the same" and so on say: the step, and whence. */
static bool step_word(const dmr_time_scan *scan, int32_t *i, int *rel,
                      dmr_time_anchor *anchor)
{
    bool the = dmr_time_kind(scan, *i) == DMR_TW_THE;
    int32_t j = *i + the;
    dmr_tw k = dmr_time_kind(scan, j);
    *anchor = DMR_ANCHOR_TALE;
    switch (k) {
    case DMR_TW_LAST:
        *rel = -1;
        *anchor = DMR_ANCHOR_DOCUMENT;
        break;
    case DMR_TW_NEXT:
    case DMR_TW_COMING:
        *rel = 1;
        *anchor = the && k == DMR_TW_NEXT ? DMR_ANCHOR_TALE : DMR_ANCHOR_DOCUMENT;
        break;
    case DMR_TW_THIS:
        if (the)
            return false;
        *rel = 0;
        *anchor = DMR_ANCHOR_DOCUMENT;
        j += dmr_time_kind(scan, j + 1) == DMR_TW_SAME;
        break;
    case DMR_TW_THAT:
        *rel = 0;
        j += dmr_time_kind(scan, j + 1) == DMR_TW_SAME;
        break;
    case DMR_TW_SAME:
        if (!the)
            return false;
        *rel = 0;
        break;
    case DMR_TW_PREVIOUS:
        *rel = -1;
        break;
    case DMR_TW_FOLLOWING:
        *rel = 1;
        break;
    default:
        return false;
    }
    *i = j + 1;
    return true;
}

/* "last year", "the following month", "that same day", "last Friday night". */
static int32_t stepped(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int rel;
    dmr_time_anchor anchor;
    int32_t j = i;
    if (!step_word(scan, &j, &rel, &anchor))
        return i;
    if (is_unit(scan, j, false, false)) {
        if (scan->atoms[j].value <= DMR_UNIT_HOUR)
            return i;
        if (scan->atoms[j - 1].kind == DMR_TW_LAST && scan->atoms[j - 1].sub) {
            *out = dmr_time_point_new(DMR_POINT_DURATION); /* "the past year" */
            out->unit = (uint8_t)scan->atoms[j].value;
            out->count = 1;
            return j + 1;
        }
        *out = shift((dmr_time_unit)scan->atoms[j].value, rel, anchor);
        return with_daypart(scan, j + 1, out);
    }
    if (dmr_time_kind(scan, j) == DMR_TW_DAYPART) {
        *out = shift(DMR_UNIT_DAY, rel, anchor);
        return with_daypart(scan, j, out);
    }
    /* "the last March" is none; "that May" needs its capital, which named() asks */
    int32_t end = named(scan, j, rel, anchor, out);
    return end == j ? i : with_daypart(scan, end, out);
}

/* "the last three years", "the past decade", "the next six months": lengths. */
static int32_t span_of_late(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE), count = 1;
    dmr_tw k = dmr_time_kind(scan, j);
    bool half;
    if (k != DMR_TW_LAST && k != DMR_TW_NEXT && k != DMR_TW_COMING &&
        k != DMR_TW_PREVIOUS && k != DMR_TW_FOLLOWING)
        return i;
    int32_t e = dmr_time_count(scan, j + 1, &count, &half);
    if (e == j + 1 || !is_unit(scan, e, true, true))
        return i;
    *out = dmr_time_point_new(DMR_POINT_DURATION);
    out->unit = (uint8_t)scan->atoms[e].value;
    out->count = count;
    out->half = half;
    return e + 1;
}

/* Behind "two days": does it shift? Sets the direction and the anchor. */
static int32_t shift_word(const dmr_time_scan *scan, int32_t i, int *sign,
                          dmr_time_anchor *anchor)
{
    dmr_tw k = dmr_time_kind(scan, i), next = dmr_time_kind(scan, i + 1);
    bool ends = i + 1 >= scan->n || next == DMR_TW_COMMA ||
                (scan->tree && scan->tree->words[i + 1].upos == DMR_UPOS_PUNCT);
    *anchor = DMR_ANCHOR_TALE;
    switch (k) {
    case DMR_TW_AGO:
        *sign = -1;
        *anchor = DMR_ANCHOR_DOCUMENT;
        return i + 1;
    case DMR_TW_LATER:
        *sign = 1;
        return i + 1;
    case DMR_TW_EARLIER:
        *sign = -1;
        return i + 1;
    case DMR_TW_BEFORE:
    case DMR_TW_PRIOR:
        *sign = -1;
        return ends ? i + 1 : i;
    case DMR_TW_AFTER:
        *sign = 1;
        return ends ? i + 1 : i;
    default:
        return i;
    }
}

/* "three years", "a six-day", "two months earlier", "a decade ago". */
static int32_t counted(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t count;
    bool half;
    int32_t j = dmr_time_count(scan, i, &count, &half);
    if (j == i)
        return i;
    if (dmr_time_kind(scan, i) == DMR_TW_A) { /* "a six-day" begins at "six" */
        int32_t inner;
        if (dmr_time_count(scan, j, &inner, &half) > j)
            return i;
    }
    bool hyphen = dmr_time_kind(scan, j) == DMR_TW_HYPHEN;
    j += hyphen;
    if (!is_unit(scan, j, true, true))
        return i;
    if (hyphen && dmr_time_kind(scan, j + 1) == DMR_TW_HYPHEN)
        return i; /* "33-year-old" */
    if (dmr_time_kind(scan, j + 1) == DMR_TW_OLD)
        return i;
    dmr_time_unit unit = (dmr_time_unit)scan->atoms[j].value;
    int sign;
    dmr_time_anchor anchor;
    int32_t e = shift_word(scan, j + 1, &sign, &anchor);
    if (e > j + 1 && !hyphen) {
        *out = shift(unit, count == DMR_COUNT_VAGUE ? count : sign * count, anchor);
        out->half = half;
        out->counted = true;
        return e;
    }
    *out = dmr_time_point_new(DMR_POINT_DURATION);
    out->unit = (uint8_t)unit;
    out->count = count;
    out->half = half;
    return j + 1;
}

/* "every year", "each Tuesday", "annually"; "for years", "over decades". */
static int32_t repeated(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = &scan->atoms[i];
    if (a->kind == DMR_TW_YEARWORD_SET) {
        *out = dmr_time_point_new(DMR_POINT_SET);
        out->unit = (uint8_t)a->value;
        return i + 1;
    }
    if (a->kind == DMR_TW_UNIT && a->sub == 1 && a->value >= DMR_UNIT_DAY && i > 0 &&
        dmr_time_kind(scan, i - 1) == DMR_TW_PREP) {
        *out = dmr_time_point_new(DMR_POINT_DURATION);
        out->unit = (uint8_t)a->value;
        out->count = DMR_COUNT_VAGUE;
        return i + 1;
    }
    if (a->kind != DMR_TW_EVERY)
        return i;
    int32_t count = 1, j = i + 1;
    bool half;
    int32_t e = dmr_time_count(scan, j, &count, &half);
    if (is_unit(scan, e, true, true) && (e > j || !scan->atoms[e].sub)) {
        *out = dmr_time_point_new(DMR_POINT_SET);
        out->unit = (uint8_t)scan->atoms[e].value;
        out->count = e > j ? count : 1;
        return e + 1;
    }
    if (dmr_time_kind(scan, j) == DMR_TW_WEEKDAY) {
        *out = dmr_time_point_new(DMR_POINT_SET);
        out->weekday = (int8_t)scan->atoms[j].value;
        return j + 1;
    }
    return i;
}

/* "yesterday", "tomorrow morning", "recently". */
static int32_t single(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = &scan->atoms[i];
    if (a->kind == DMR_TW_DAYWORD && (!a->capital || i == 0)) { /* not "India Today" */
        *out = shift(DMR_UNIT_DAY, a->value, DMR_ANCHOR_DOCUMENT);
        return with_daypart(scan, i + 1, out);
    }
    bool leads = dmr_time_kind(scan, i + 1) == DMR_TW_BEFORE ||
                 dmr_time_kind(scan, i + 1) == DMR_TW_AFTER;
    if (a->kind == DMR_TW_REF && !leads) { /* not "shortly before" */
        *out = dmr_time_point_new(DMR_POINT_REF);
        out->count = a->value;
        return i + 1;
    }
    return i;
}

/* "the same month" is in stepped(); "the day before", "the year after" are here. */
static int32_t neighbour(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (dmr_time_kind(scan, i) != DMR_TW_THE || !is_unit(scan, i + 1, false, false) ||
        scan->atoms[i + 1].value < DMR_UNIT_DAY)
        return i;
    int sign;
    dmr_time_anchor anchor;
    int32_t e = shift_word(scan, i + 2, &sign, &anchor);
    if (e == i + 2 && dmr_time_kind(scan, i + 2) == DMR_TW_PREVIOUS) {
        sign = -1;
        e = i + 3;
    }
    if (e == i + 2)
        return i;
    *out = shift((dmr_time_unit)scan->atoms[i + 1].value, sign, DMR_ANCHOR_TALE);
    return e;
}

int32_t dmr_time_relative(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t (*const forms[])(const dmr_time_scan *, int32_t, dmr_time_point *) = {
        span_of_late, stepped, counted, repeated, single, neighbour};
    int32_t best = i;
    if (i >= scan->n) /* "the middle of" may be the last words */
        return i;
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        dmr_time_point p;
        int32_t e = forms[k](scan, i, &p);
        if (e > best) {
            best = e;
            *out = p;
        }
    }
    return best;
}
