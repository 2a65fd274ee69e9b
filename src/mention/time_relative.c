/*
 * Times that count from another: "last year", "two months earlier", "that same day",
 * "three days ago", "since then", "the same month a year ago".
 */
#include "mention/time_point.h"

static bool is_unit(const dmr_time_scan *scan, int32_t i, bool any_number, bool plural)
{
    return dmr_time_kind(scan, i) == DMR_TW_UNIT &&
           (any_number || scan->atoms[i].sub == plural);
}

/* "later in", "early in", "late in": with "in" at word i. */
static bool later_in(const dmr_time_scan *scan, int32_t i)
{
    dmr_tw k = dmr_time_kind(scan, i - 1);
    return k == DMR_TW_LATER || k == DMR_TW_EARLIER || k == DMR_TW_EARLY ||
           k == DMR_TW_LATE;
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
        if (dmr_time_kind(scan, j + 1) == DMR_TW_LAST ||
            dmr_time_kind(scan, j + 1) == DMR_TW_COMING) { /* "this past year" */
            *i = j + 1;
            return step_word(scan, i, rel, anchor);
        }
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
        if (scan->atoms[j].value <= DMR_UNIT_WEEK && rel &&
            dmr_time_kind(scan, j + 1) == DMR_TW_OF)
            return i; /* "the last day of May" */
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

/* Does the phrase end before word i: a stop, a comma, a pronoun, the sentence's end? */
static bool ends_behind(const dmr_time_scan *scan, int32_t i)
{
    if (i >= scan->n || dmr_time_kind(scan, i) == DMR_TW_COMMA)
        return true;
    uint8_t u = scan->tree ? scan->tree->words[i].upos : DMR_UPOS_X;
    return u == DMR_UPOS_PUNCT || u == DMR_UPOS_PRON;
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
    case DMR_TW_FROM: /* "from now" */
        *sign = 1;
        *anchor = DMR_ANCHOR_DOCUMENT;
        return next == DMR_TW_REF && scan->atoms[i + 1].value == 0 ? i + 2 : i;
    case DMR_TW_POSSESSIVE: /* "two weeks' time" */
        *sign = 1;
        *anchor = DMR_ANCHOR_DOCUMENT;
        return next == DMR_TW_TIME ? i + 2 : i;
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
        if (next == DMR_TW_THAT && ends_behind(scan, i + 2)) /* "two years after that" */
            return i + 2;
        return ends ? i + 1 : i;
    default:
        return i;
    }
}

/* "two months earlier", "a decade ago", "two weeks from now", "years later". */
static int32_t shifted(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t count = DMR_COUNT_VAGUE, e;
    bool half = false, bare = is_unit(scan, i, false, true);
    int32_t j = bare ? i : dmr_time_count(scan, i, &count, &half);
    if ((j == i && !bare) || !is_unit(scan, j, true, true))
        return i;
    dmr_time_unit unit = (dmr_time_unit)scan->atoms[j].value;
    if (!half && dmr_time_kind(scan, j + 1) == DMR_TW_AND &&
        dmr_time_kind(scan, j + 2) == DMR_TW_A &&
        dmr_time_kind(scan, j + 3) == DMR_TW_HALF) {
        half = true; /* "a year and a half ago" */
        j += 3;
    }
    int sign;
    dmr_time_anchor anchor;
    e = shift_word(scan, j + 1, &sign, &anchor);
    if (e == j + 1)
        return i;
    if (bare && dmr_time_kind(scan, e - 1) != DMR_TW_AGO &&
        dmr_time_kind(scan, e - 1) != DMR_TW_LATER &&
        dmr_time_kind(scan, e - 1) != DMR_TW_EARLIER)
        return i;
    *out = shift(unit, sign * count, anchor);
    if (count == DMR_COUNT_VAGUE)
        out->count = sign > 0 ? DMR_COUNT_VAGUE_AHEAD : DMR_COUNT_VAGUE;
    out->half = half;
    out->counted = true;
    return e;
}

/* "yesterday", "tomorrow morning", "recently". */
static int32_t single(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = &scan->atoms[i];
    if (a->kind == DMR_TW_DAYWORD && (!a->capital || i == 0)) { /* not "India Today" */
        *out = shift(DMR_UNIT_DAY, a->value, DMR_ANCHOR_DOCUMENT);
        out->daypart = (int8_t)a->sub;
        return with_daypart(scan, i + 1, out);
    }
    dmr_tw behind = dmr_time_kind(scan, i + 1);
    bool leads = behind == DMR_TW_BEFORE || behind == DMR_TW_AFTER ||
                 behind == DMR_TW_AS /* "as recently as 1973" */ ||
                 (behind == DMR_TW_HYPHEN && scan->atoms[i].glued); /* "now-dead" */
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
    const dmr_time_atom *day =
        i + 3 < scan->n && scan->atoms[i + 3].kind == DMR_TW_DAYWORD ? &scan->atoms[i + 3]
                                                                     : NULL;
    if (day && day->value && scan->atoms[i + 1].value == DMR_UNIT_DAY &&
        dmr_time_kind(scan, i + 2) == (day->value < 0 ? DMR_TW_BEFORE : DMR_TW_AFTER)) {
        *out = shift(DMR_UNIT_DAY, 2 * day->value, DMR_ANCHOR_DOCUMENT);
        return i + 4; /* "the day before yesterday" */
    }
    dmr_tw mark = dmr_time_kind(scan, i + 2);
    if ((mark == DMR_TW_AFTER || mark == DMR_TW_BEFORE) && scan->tree &&
        scan->tree->words[i + 2].rel == DMR_REL_MARK) {
        *out = dmr_time_point_new(
            DMR_POINT_DURATION); /* "the day after he came": it counts */
        out->unit =
            (uint8_t)scan->atoms[i + 1].value; /* from the clause, in time_find.c */
        out->count = 1;
        out->bare = true;
        return i + 2;
    }
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

/* "year-end", "the year's end", "month-end 1989" has its year elsewhere; "year-earlier". */
static int32_t joined_unit(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    dmr_tw join = dmr_time_kind(scan, j + 1), what = dmr_time_kind(scan, j + 2);
    if (!is_unit(scan, j, false, false) || scan->atoms[j].value < DMR_UNIT_MONTH ||
        (join != DMR_TW_HYPHEN && (join != DMR_TW_POSSESSIVE || j == i)))
        return i;
    dmr_time_unit unit = (dmr_time_unit)scan->atoms[j].value;
    if (what == DMR_TW_END && scan->tree &&
        dmr_str_is(scan->tree->tokens[j + 2].form, "end")) {
        *out = shift(unit, 0, DMR_ANCHOR_TALE);
        out->part = DMR_PART_LATE;
        out->bare = true;
        if (unit == DMR_UNIT_YEAR && dmr_time_yearlike(scan, j + 3)) {
            dmr_time_point year;
            int32_t e = dmr_time_point_year(scan, j + 3, &year);
            *out = year;
            out->part = DMR_PART_LATE;
            return e;
        }
        return j + 3;
    }
    if (join == DMR_TW_HYPHEN && j == i &&
        (what == DMR_TW_EARLIER || what == DMR_TW_AGO)) {
        *out = shift(unit, -1, DMR_ANCHOR_DOCUMENT);
        return j + 3;
    }
    return i;
}

/* ------------------------------------------------------------- the anchor itself */

/* "since then", "by that time", "at the time". */
static int32_t then(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    dmr_tw lead = dmr_time_kind(scan, i - 1), k = dmr_time_kind(scan, i);
    bool opens = lead == DMR_TW_SINCE || lead == DMR_TW_UNTIL || lead == DMR_TW_BY ||
                 lead == DMR_TW_BEFORE || lead == DMR_TW_FROM;
    int32_t e = i;
    if (k == DMR_TW_THEN && opens)
        e = i + 1;
    else if ((k == DMR_TW_THAT || k == DMR_TW_THE) &&
             dmr_time_kind(scan, i + 1) == DMR_TW_TIME &&
             (lead == DMR_TW_AT || (opens && k == DMR_TW_THAT)) &&
             dmr_time_kind(scan, i + 2) != DMR_TW_OF &&
             dmr_time_kind(scan, i + 2) != DMR_TW_WHEN &&
             dmr_time_kind(scan, i + 2) != DMR_TW_THAT)
        e = i + 2;
    if (e == i)
        return i;
    *out = dmr_time_point_new(DMR_POINT_THEN);
    out->anchor = DMR_ANCHOR_TALE;
    return e;
}

/* "the same month last year", "the same period a year earlier": that of the tale, by
 * years. */
static int32_t same_of_another_year(const dmr_time_scan *scan, int32_t i,
                                    dmr_time_point *out)
{
    int32_t j = i + 2;
    if (dmr_time_kind(scan, i) != DMR_TW_THE ||
        dmr_time_kind(scan, i + 1) != DMR_TW_SAME || j + 1 >= scan->n || !scan->tree)
        return i;
    demarche_str noun = scan->tree->tokens[j].form;
    bool fits = is_unit(scan, j, false, false) || dmr_time_kind(scan, j) == DMR_TW_TIME ||
                dmr_str_eq_nocase(noun, DMR_STR("period")) ||
                dmr_str_eq_nocase(noun, DMR_STR("date"));
    dmr_time_point year;
    int32_t of = j + 1 +
                 (dmr_time_kind(scan, j + 1) == DMR_TW_OF ||
                  dmr_time_kind(scan, j + 1) == DMR_TW_IN);
    int32_t e = fits ? dmr_time_relative(scan, of, &year) : of;
    if (e == of || year.kind != DMR_POINT_SHIFT || year.unit != DMR_UNIT_YEAR ||
        year.half || year.count < -99 || year.count > 99 || year.count == 0)
        return i;
    *out = dmr_time_point_new(DMR_POINT_THEN);
    out->anchor = DMR_ANCHOR_TALE;
    out->count = year.count;
    return e;
}

/* Is there a noun, or what leads to one: "the past three", "the future king"? */
static bool counts_behind(const dmr_time_scan *scan, int32_t i)
{
    if (i >= scan->n || !scan->tree)
        return false;
    uint8_t u = scan->tree->words[i].upos;
    return u == DMR_UPOS_NOUN || u == DMR_UPOS_PROPN || u == DMR_UPOS_ADJ ||
           u == DMR_UPOS_NUM || dmr_time_kind(scan, i) == DMR_TW_UNIT ||
           dmr_time_kind(scan, i) == DMR_TW_HYPHEN;
}

/* "near future", "long term" at word j. */
static bool future_named(const dmr_time_scan *scan, int32_t j)
{
    static const char *const terms[] = {"short",  "long",   "near",   "shorter",
                                        "longer", "medium", "nearer", NULL};
    if (!scan->tree || dmr_time_kind(scan, j + 1) != DMR_TW_FUTURE ||
        scan->tree->words[j].upos != DMR_UPOS_ADJ)
        return false;
    bool fits = !scan->atoms[j + 1].sub;
    for (const char *const *t = terms; *t; t++)
        fits |= dmr_str_is(scan->tree->tokens[j].form, *t);
    return fits && !counts_behind(scan, j + 2);
}

/* "the past", "the near future", "at the moment", "for the time being", "at present",
 * "these days", "recent weeks", "the coming years": now, before or after. */
static int32_t vague(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t the = dmr_time_kind(scan, i) == DMR_TW_THE, j = i + the, e = i;
    dmr_tw k = dmr_time_kind(scan, j), lead = dmr_time_kind(scan, i - 1);
    bool plural =
        is_unit(scan, j + 1, false, true) && scan->atoms[j + 1].value >= DMR_UNIT_DAY;
    bool in_sight = lead == DMR_TW_IN || lead == DMR_TW_OF || lead == DMR_TW_PREP ||
                    lead == DMR_TW_TO || lead == DMR_TW_FROM;
    int ref = 0;
    bool times =
        dmr_time_kind(scan, j + 1) == DMR_TW_TIMES ||
        (the && dmr_time_kind(scan, j + 1) == DMR_TW_LAST && scan->atoms[j + 1].sub);
    if (k == DMR_TW_RECENT && (plural || times)) { /* "recent years", "the recent past" */
        ref = -1;
        e = j + 2;
    } else if ((k == DMR_TW_COMING || k == DMR_TW_FOLLOWING) && plural && the) {
        ref = 1;
        e = j + 2;
    } else if (k == DMR_TW_THAT && plural && scan->tree && lead != DMR_TW_OF &&
               dmr_str_eq_nocase(scan->tree->tokens[j].form, DMR_STR("these"))) {
        e = j + 2;
    } else if (the && k == DMR_TW_LAST && scan->atoms[j].sub && in_sight &&
               dmr_time_kind(scan, j + 1) != DMR_TW_AND && !counts_behind(scan, j + 1)) {
        ref = -1;
        e = j + 1;
    } else if (k == DMR_TW_FUTURE && !scan->atoms[j].sub &&
               (the ? in_sight : lead == DMR_TW_IN) &&
               dmr_time_kind(scan, j + 1) != DMR_TW_OF && !counts_behind(scan, j + 1)) {
        ref = 1;
        e = j + 1;
    } else if (the && in_sight && future_named(scan, j)) {
        ref = 1;
        e = j + 2;
    } else if (the && k == DMR_TW_MOMENT && (lead == DMR_TW_AT || lead == DMR_TW_PREP) &&
               dmr_time_kind(scan, j + 1) != DMR_TW_OF &&
               dmr_time_kind(scan, j + 1) != DMR_TW_WHEN) {
        e = j + 1;
    } else if (the && k == DMR_TW_TIME && lead == DMR_TW_PREP && scan->tree &&
               j + 1 < scan->n && dmr_str_is(scan->tree->tokens[j + 1].form, "being")) {
        e = j + 2;
    } else if (k == DMR_TW_THIS && !the && lead == DMR_TW_AT && scan->tree &&
               dmr_str_is(scan->tree->tokens[j].form, "present") &&
               ends_behind(scan, j + 1)) {
        e = j + 1;
    }
    if (e == i && k == DMR_TW_RECENT && !the && scan->tree && !scan->atoms[j].glued &&
        scan->tree->words[j].rel == DMR_REL_AMOD) {
        ref = -1; /* "the recent talks" */
        e = j + 1;
    }
    if (e == i)
        return i;
    *out = dmr_time_point_new(DMR_POINT_REF);
    out->count = ref;
    return e;
}

/* "over the weekend"; "later in the day", "to end the day", "for the year". */
static int32_t definite(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    static const char *const ends[] = {"finish", "finished", "finishing", "ended",
                                       "closed", "started",  NULL};
    int32_t begin = i;
    dmr_tw lead = dmr_time_kind(scan, i - 1);
    if (dmr_time_kind(scan, i) == DMR_TW_THE &&
        dmr_time_kind(scan, i + 1) == DMR_TW_FILLER)
        i++; /* "for the entire year" */
    dmr_tw next = dmr_time_kind(scan, i + 2);
    if (dmr_time_kind(scan, begin) != DMR_TW_THE || !is_unit(scan, i + 1, false, false) ||
        next == DMR_TW_OF || next == DMR_TW_WHEN || next == DMR_TW_THAT ||
        next == DMR_TW_HYPHEN || next == DMR_TW_POSSESSIVE || next == DMR_TW_UNIT)
        return begin;
    int unit = scan->atoms[i + 1].value;
    bool led = lead == DMR_TW_IN || lead == DMR_TW_DURING || lead == DMR_TW_PREP ||
               lead == DMR_TW_END || lead == DMR_TW_BEGIN || lead == DMR_TW_AT ||
               lead == DMR_TW_ON;
    if (unit == DMR_UNIT_WEEKEND && led) {
        *out = shift(DMR_UNIT_WEEKEND, 0, DMR_ANCHOR_DOCUMENT);
        out->bare = true;
        return i + 2;
    }
    bool rest = lead == DMR_TW_OF && scan->tree && i >= 2 &&
                (dmr_str_is(scan->tree->tokens[i - 2].form, "rest") ||
                 dmr_str_is(scan->tree->tokens[i - 2].form, "remainder") ||
                 dmr_str_is(scan->tree->tokens[i - 2].form, "course"));
    bool fits = unit == DMR_UNIT_DAY || unit == DMR_UNIT_WEEK || unit == DMR_UNIT_MONTH ||
                unit == DMR_UNIT_QUARTER || unit == DMR_UNIT_YEAR;
    for (const char *const *f = ends; scan->tree && *f && begin > 0; f++)
        rest |= dmr_str_is(scan->tree->tokens[begin - 1].form, *f);
    bool in_time =
        lead == DMR_TW_DURING || lead == DMR_TW_END ||
        (lead == DMR_TW_IN && later_in(scan, begin - 1)) || rest ||
        (lead == DMR_TW_PREP && ends_behind(scan, i + 2) && scan->tree &&
         dmr_str_eq_nocase(scan->tree->tokens[begin - 1].form, DMR_STR("for")));
    if (!fits || !in_time ||
        (scan->tree && i + 2 < scan->n &&
         (scan->tree->words[i + 2].upos == DMR_UPOS_NOUN ||
          scan->tree->words[i + 2].upos == DMR_UPOS_PROPN)))
        return begin;
    *out = shift((dmr_time_unit)unit, 0, DMR_ANCHOR_TALE);
    out->bare = true;
    return i + 2;
}

int32_t dmr_time_relative(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t (*const forms[])(const dmr_time_scan *, int32_t,
                             dmr_time_point *) = {dmr_time_span_of_late,
                                                  stepped,
                                                  dmr_time_length,
                                                  shifted,
                                                  dmr_time_repeated,
                                                  single,
                                                  neighbour,
                                                  same_of_another_year,
                                                  then,
                                                  vague,
                                                  definite,
                                                  joined_unit};
    int32_t best = i;
    if (!dmr_time_begins(scan, i))
        return i; /* "the middle of" may be the last words */
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
