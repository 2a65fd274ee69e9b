#include "mention/time_point.h"

#include "mention/day.h"
#include "mention/time_lexicon.h"

dmr_time_point dmr_time_point_new(dmr_point_kind kind)
{
    dmr_time_point p = {0};
    p.kind = (uint8_t)kind;
    p.year = DMR_NO_YEAR;
    p.clock = -1;
    p.happening = -1;
    return p;
}

static const dmr_time_atom *atom_at(const dmr_time_scan *scan, int32_t i)
{
    static const dmr_time_atom none = {0};
    return i < 0 || i >= scan->n ? &none : &scan->atoms[i];
}

/* --------------------------------------------------------------------- years */

static bool noun_at(const dmr_time_scan *scan, int32_t i)
{
    return scan->tree && i >= 0 && i < scan->n &&
           (scan->tree->words[i].upos == DMR_UPOS_NOUN ||
            scan->tree->words[i].upos == DMR_UPOS_ADJ);
}

static bool plural_noun_at(const dmr_time_scan *scan, int32_t i)
{
    return noun_at(scan, i) && dmr_str_is(scan->tree->words[i].xpos, "NNS");
}

bool dmr_time_yearlike(const dmr_time_scan *scan, int32_t i)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind == DMR_TW_YEAR2)
        return true;
    if (a->kind != DMR_TW_NUMBER || a->digits != 4 || a->value < 1000 || a->value > 2199)
        return false;
    dmr_tw behind = dmr_time_kind(scan, i + 1), before = dmr_time_kind(scan, i - 1);
    if (behind == DMR_TW_NOTYEAR_AFTER || behind == DMR_TW_HOURS ||
        before == DMR_TW_NOTYEAR_BEFORE)
        return false;
    return true;
}

/* Nouns that a year of any time may follow: "the peace of 1763". */
static bool dates_noun(const dmr_time_scan *scan, int32_t i)
{
    static const char *const nouns[] = {
        "peace",       "treaty",    "war",      "revolution", "constitution",
        "act",         "edict",     "alliance", "partition",  "congress",
        "convention",  "rebellion", "year",     "settlement", "union",
        "declaration", "uprising",  "campaign", "agreement",  "capitulation",
        NULL};
    if (!scan->tree || i < 0)
        return false;
    for (const char *const *n = nouns; *n; n++)
        if (dmr_str_eq_nocase(scan->tree->words[i].lemma, dmr_str_c(*n)))
            return true;
    return false;
}

/* "the 1955 and 1956 talks", with the second year at word i. */
static bool second_of_pair(const dmr_time_scan *scan, int32_t i)
{
    dmr_tw lead = dmr_time_kind(scan, i - 3);
    return dmr_time_yearlike(scan, i - 2) &&
           (lead == DMR_TW_THE || lead == DMR_TW_POSSESSIVE);
}

/* Do the words around a bare four-digit number make it a year? */
static bool year_by_context(const dmr_time_scan *scan, int32_t i)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->prefix || a->part)
        return true;
    /* "the year 2050" */
    bool the_year = dmr_time_kind(scan, i - 1) == DMR_TW_UNIT;
    bool likely = a->value >= 1800 && a->value <= (the_year ? 2199 : 2049);
    bool counts = plural_noun_at(scan, i + 1);
    switch (dmr_time_kind(scan, i - 1)) {
    case DMR_TW_IN:
    case DMR_TW_SINCE:
    case DMR_TW_UNTIL:
    case DMR_TW_BY:
    case DMR_TW_BEFORE:
    case DMR_TW_AFTER:
    case DMR_TW_DURING:
    case DMR_TW_FROM:
        return !counts || likely;
    case DMR_TW_OF:
        return (likely && !counts) || (a->value >= 1400 && dates_noun(scan, i - 2));
    case DMR_TW_THROUGH:
    case DMR_TW_PREP:
    case DMR_TW_EARLY:
    case DMR_TW_LATE:
    case DMR_TW_MID:
    case DMR_TW_FISCAL:
    case DMR_TW_PRIOR:
    case DMR_TW_THIS:
    case DMR_TW_THAT:
    case DMR_TW_AS:
    case DMR_TW_TO:
        return likely && !counts;
    case DMR_TW_OPEN:
        return likely && (dmr_time_kind(scan, i + 1) == DMR_TW_CLOSE ||
                          dmr_time_kind(scan, i + 1) == DMR_TW_COMMA ||
                          dmr_time_kind(scan, i + 1) == DMR_TW_HYPHEN);
    case DMR_TW_ABOUT:
        return likely && !noun_at(scan, i + 1);
    case DMR_TW_THE:
    case DMR_TW_A:
    case DMR_TW_POSSESSIVE: /* "the 1988 Olympics" */
        return likely;
    case DMR_TW_AND:
    case DMR_TW_OR:
    case DMR_TW_COMMA:
    case DMR_TW_HYPHEN:
        if (likely && second_of_pair(scan, i))
            return true;
        if (likely && !counts &&
            (dmr_time_yearlike(scan, i - 2) ||
             (dmr_time_kind(scan, i - 2) == DMR_TW_COMMA &&
              dmr_time_yearlike(scan, i - 3))))
            return true; /* "in 1986 and 1988" */
        return likely && dmr_time_kind(scan, i - 1) == DMR_TW_COMMA &&
               !noun_at(scan, i + 1);
    case DMR_TW_UNIT: /* "the year 1988" */
        return atom_at(scan, i - 1)->value == DMR_UNIT_YEAR;
    default:
        break;
    }
    if (!likely || a->value < 1900 || a->value > 2035)
        return false;
    if (i == 0)
        return !counts; /* "1988 saw ..." */
    /* "his 1988 visit", "Seoul 1988", "the Soviet 1990 budget" */
    if (!scan->tree)
        return false;
    uint8_t before = scan->tree->words[i - 1].upos;
    return (before == DMR_UPOS_PRON || before == DMR_UPOS_PROPN ||
            before == DMR_UPOS_ADJ || before == DMR_UPOS_VERB || before == DMR_UPOS_ADV ||
            before == DMR_UPOS_NOUN) &&
           !counts;
}

int32_t dmr_time_point_year(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!dmr_time_yearlike(scan, i))
        return i;
    const dmr_time_atom *a = atom_at(scan, i);
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)a->value;
    out->part = a->part;
    return i + 1;
}

int32_t dmr_time_year_behind(const dmr_time_scan *scan, int32_t i, bool with_day,
                             dmr_time_point *p)
{
    int32_t j = i;
    dmr_tw k = dmr_time_kind(scan, i);
    if (k == DMR_TW_COMMA || k == DMR_TW_OF)
        j++;
    const dmr_time_atom *a = atom_at(scan, j);
    if (dmr_time_yearlike(scan, j) &&
        (a->value >= 1700 || (j == i && a->value >= 1000))) {
        if (j > i && k == DMR_TW_COMMA && a->kind == DMR_TW_NUMBER && !with_day &&
            noun_at(scan, j + 1))
            return i; /* "in June, 1988 people" */
        if (j > i && plural_noun_at(scan, j + 1) && a->value < 1900)
            return i;
        p->year = (int16_t)a->value;
        return j + 1;
    }
    /* cables: "3 DEC 88"; a number that is no day: "June 89" */
    if (j == i && a->kind == DMR_TW_NUMBER && a->digits == 2 && a->value > 31) {
        p->year = (int16_t)(1900 + a->value);
        return j + 1;
    }
    dmr_tw behind = dmr_time_kind(scan, i + 1);
    bool last = k == DMR_TW_LAST && !atom_at(scan, i)->sub;
    if ((last || k == DMR_TW_NEXT) && scan->tree && behind != DMR_TW_UNIT &&
        behind != DMR_TW_WEEKDAY && behind != DMR_TW_MONTH && behind != DMR_TW_SEASON &&
        behind != DMR_TW_DAYPART && behind != DMR_TW_NUMBER && behind != DMR_TW_NUMWORD &&
        behind != DMR_TW_FEW && !noun_at(scan, i + 1)) {
        p->has_rel = true; /* "in June last", "on 5 December next" */
        p->rel = last ? -1 : 1;
        p->anchor = DMR_ANCHOR_DOCUMENT;
        return i + 1;
    }
    const dmr_time_atom *b = atom_at(scan, i + 1); /* "May-50" */
    if (k == DMR_TW_HYPHEN && !with_day && i > 0 && atom_at(scan, i - 1)->glued &&
        atom_at(scan, i)->glued && b->kind == DMR_TW_NUMBER && b->digits == 2 &&
        b->value > 31) {
        p->year = (int16_t)(1900 + b->value);
        return i + 2;
    }
    /* "March of last year", "June of the same year" */
    if (k == DMR_TW_OF || k == DMR_TW_OTHER || k == DMR_TW_THIS || k == DMR_TW_THAT ||
        k == DMR_TW_LAST || k == DMR_TW_NEXT || k == DMR_TW_THE) {
        dmr_time_point year;
        int32_t e = dmr_time_relative(scan, j, &year);
        if (e > j && year.kind == DMR_POINT_SHIFT && year.unit == DMR_UNIT_YEAR &&
            year.count >= -1 && year.count <= 1 && year.anchor) {
            p->year_rel = true;
            p->rel = (int8_t)year.count;
            p->anchor = year.anchor;
            return e;
        }
    }
    return i;
}

/* ------------------------------------------------------------- months and days */

/* May this month word be the month, or is it a name or a verb? */
static bool month_plausible(const dmr_time_scan *scan, int32_t i)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind != DMR_TW_MONTH || !a->capital || a->sub == 3)
        return false;
    dmr_tw behind = dmr_time_kind(scan, i + 1), before = dmr_time_kind(scan, i - 1);
    bool number = behind == DMR_TW_NUMBER || behind == DMR_TW_ORDINAL ||
                  behind == DMR_TW_YEAR2 || before == DMR_TW_NUMBER ||
                  before == DMR_TW_ORDINAL;
    bool pair = (behind == DMR_TW_HYPHEN || behind == DMR_TW_SLASH ||
                 behind == DMR_TW_TO || behind == DMR_TW_AND) &&
                dmr_time_kind(scan, i + 2) == DMR_TW_MONTH; /* "June-July 1989" */
    if (number || a->sub == 0 || a->part || pair)
        return true;
    switch (before) {
    case DMR_TW_IN:
    case DMR_TW_OF:
    case DMR_TW_SINCE:
    case DMR_TW_UNTIL:
    case DMR_TW_BY:
    case DMR_TW_FROM:
    case DMR_TW_TO:
    case DMR_TW_EARLY:
    case DMR_TW_LATE:
    case DMR_TW_MID:
    case DMR_TW_LAST:
    case DMR_TW_NEXT:
    case DMR_TW_THIS:
    case DMR_TW_THAT:
    case DMR_TW_DURING:
    case DMR_TW_BEFORE:
    case DMR_TW_AFTER:
    case DMR_TW_THROUGH:
    case DMR_TW_BETWEEN:
    case DMR_TW_HYPHEN:
    case DMR_TW_PREP:
        break;
    case DMR_TW_AND:
    case DMR_TW_OR:
    case DMR_TW_COMMA:
    case DMR_TW_SLASH:
        if (dmr_time_kind(scan, i - 2) != DMR_TW_MONTH && a->sub != 0)
            return false;
        break;
    default:
        return false; /* "May" the person, "March" the verb, "Mar" whatever */
    }
    /* "of April Glaspie", "by Mar del Plata" */
    return a->sub == 2 ? behind != DMR_TW_OTHER
                       : before == DMR_TW_IN || before == DMR_TW_SINCE ||
                             !(scan->tree && i + 1 < scan->n &&
                               scan->tree->words[i + 1].upos == DMR_UPOS_PROPN);
}

static bool day_number(const dmr_time_scan *scan, int32_t i)
{
    const dmr_time_atom *a = atom_at(scan, i);
    bool number =
        (a->kind == DMR_TW_NUMBER && a->digits <= 2) || a->kind == DMR_TW_ORDINAL;
    return number && a->value >= 1 && a->value <= 31;
}

/* "to 10", "- 10", "and 10" behind a day: the second day. */
static int32_t second_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *p)
{
    dmr_tw k = dmr_time_kind(scan, i);
    bool joins = k == DMR_TW_TO || k == DMR_TW_HYPHEN || k == DMR_TW_THROUGH ||
                 k == DMR_TW_AND || k == DMR_TW_UNTIL || k == DMR_TW_SLASH;
    if (!joins || !day_number(scan, i + 1) || atom_at(scan, i + 1)->value <= p->day)
        return i;
    p->day2 = (int8_t)atom_at(scan, i + 1)->value;
    p->days_apart = k == DMR_TW_AND;
    return i + 2;
}

/* "June 2", "June 2nd, 1989", "June 2-10, 1989". */
static int32_t month_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + 1;
    j += dmr_time_kind(scan, j) == DMR_TW_THE &&
         dmr_time_kind(scan, j + 1) == DMR_TW_ORDINAL;
    if (!month_plausible(scan, i) || !day_number(scan, j) ||
        dmr_time_kind(scan, j + 1) == DMR_TW_NOTYEAR_AFTER)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)atom_at(scan, i)->value;
    out->day = (int8_t)atom_at(scan, j)->value;
    int32_t e = second_day(scan, j + 1, out),
            y = dmr_time_year_behind(scan, e, true, out);
    if (e > j + 1 && out->days_apart && month_plausible(scan, e)) {
        out->day2 = 0; /* "June 2 and 3 July" */
        out->days_apart = false;
        return j + 1;
    }
    return y;
}

/* "2 June", "2nd of June, 1989", "2-10 June 1989", "the second of June". */
static int32_t day_month(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    if (!day_number(scan, j) || dmr_time_kind(scan, i - 1) == DMR_TW_MONTH)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->day = (int8_t)atom_at(scan, j)->value;
    int32_t e = second_day(scan, j + 1, out);
    e += dmr_time_kind(scan, e) == DMR_TW_OF;
    if (!month_plausible(scan, e) || atom_at(scan, e)->part)
        return i;
    out->month = (int8_t)atom_at(scan, e)->value;
    return dmr_time_year_behind(scan, e + 1, true, out);
}

/* "the 5th", "the 12th instant": a day without its month. */
static int32_t lone_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i + 1);
    dmr_tw lead = dmr_time_kind(scan, i - 1);
    bool digits = scan->tree && i + 1 < scan->n &&
                  dmr_is_digit(scan->tree->tokens[i + 1].form.ptr[0]);
    bool led =
        lead == DMR_TW_ON ||
        (digits && (lead == DMR_TW_BY || lead == DMR_TW_FROM || lead == DMR_TW_UNTIL));
    if (dmr_time_kind(scan, i) != DMR_TW_THE || a->kind != DMR_TW_ORDINAL ||
        a->value > 31 || !led || noun_at(scan, i + 2) ||
        dmr_time_kind(scan, i + 2) == DMR_TW_OF ||
        dmr_time_kind(scan, i + 2) == DMR_TW_UNIT ||
        (scan->tree && i + 2 < scan->n &&
         scan->tree->words[i + 2].upos == DMR_UPOS_PROPN))
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->day = (int8_t)a->value;
    return i + 2;
}

int32_t dmr_time_point_month(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!month_plausible(scan, i))
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)atom_at(scan, i)->value;
    out->part = atom_at(scan, i)->part;
    return dmr_time_year_behind(scan, i + 1, false, out);
}

/* "Tuesday", "on Friday, June 2, 1989". */
static int32_t weekday(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind != DMR_TW_WEEKDAY || !a->capital)
        return i;
    int32_t j = i + 1;
    j += dmr_time_kind(scan, j) == DMR_TW_COMMA;
    j += dmr_time_kind(scan, j) == DMR_TW_THE &&
         dmr_time_kind(scan, j + 1) == DMR_TW_ORDINAL;
    int32_t e = month_day(scan, j, out);
    if (e == j)
        e = day_month(scan, j, out);
    if (e > j)
        return e;
    if (a->sub)
        return i; /* "Sun" and "Sat" alone are words */
    *out = dmr_time_point_new(DMR_POINT_WEEKDAY);
    out->weekday = (int8_t)a->value;
    if (dmr_time_kind(scan, i - 1) == DMR_TW_A && !noun_at(scan, i + 1))
        out->unknown = 1; /* "on a Sunday" */
    e = i + 1;
    if (dmr_time_kind(scan, e) == DMR_TW_DAYPART) {
        out->daypart = (int8_t)atom_at(scan, e)->value;
        e++;
    }
    return e;
}

/* "Friday week", "Tuesday next": a week or so behind. */
static int32_t weekday_ahead(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t e = weekday(scan, i, out);
    if (e != i + 1 || out->kind != DMR_POINT_WEEKDAY || out->unknown)
        return i;
    const dmr_time_atom *b = atom_at(scan, e);
    bool week = b->kind == DMR_TW_UNIT && b->value == DMR_UNIT_WEEK && !b->sub;
    bool last = b->kind == DMR_TW_LAST && !b->sub;
    if (!week && b->kind != DMR_TW_NEXT && !last)
        return i;
    if (last && dmr_time_kind(scan, e + 1) == DMR_TW_UNIT)
        return i; /* "on Friday last week" */
    out->has_rel = true;
    out->rel = last ? -1 : 1;
    out->anchor = DMR_ANCHOR_DOCUMENT;
    out->week = week;
    return e + 1;
}

/* The day that a month has at its edge, or a week of it: "the last day of May 1943", "the
 * second week of May". */
static int32_t edge_of_month(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    const dmr_time_atom *a = atom_at(scan, j), *unit = atom_at(scan, j + 1);
    bool last = (a->kind == DMR_TW_LAST && !a->sub) ||
                (a->kind == DMR_TW_ORDINAL && a->value == 99);
    if (!last && (a->kind != DMR_TW_ORDINAL || a->value > 5))
        return i;
    bool day = unit->value == DMR_UNIT_DAY, week = unit->value == DMR_UNIT_WEEK;
    if (unit->kind != DMR_TW_UNIT || unit->sub || (!day && !week) ||
        (dmr_time_kind(scan, j + 2) != DMR_TW_OF &&
         dmr_time_kind(scan, j + 2) != DMR_TW_IN))
        return i;
    int32_t e = dmr_time_point_month(scan, j + 3, out);
    if (e == j + 3 || out->part)
        return i;
    if (day && last)
        out->last_day = true;
    else if (day)
        out->day = (int8_t)a->value;
    else
        out->week = (uint8_t)(last ? 5 : a->value);
    return e;
}

/* --------------------------------------------------- seasons, decades, centuries */

static int32_t season(const dmr_time_scan *scan, int32_t i, bool said,
                      dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind != DMR_TW_SEASON)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)a->value;
    out->part = a->part;
    int32_t e = dmr_time_year_behind(scan, i + 1, false, out);
    if (e > i + 1)
        return out->year == DMR_NO_YEAR ? e : dmr_time_second_year(scan, e, out->year);
    bool fall_of = dmr_time_kind(scan, i + 1) == DMR_TW_OF;
    bool in = dmr_time_kind(scan, i - 1) == DMR_TW_IN ||
              (dmr_time_kind(scan, i - 1) == DMR_TW_THE &&
               (dmr_time_kind(scan, i - 2) == DMR_TW_IN ||
                dmr_time_kind(scan, i - 2) == DMR_TW_DURING));
    return (said || in) && !fall_of && !noun_at(scan, i + 1) ? i + 1 : i;
}

static int32_t decade(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind == DMR_TW_NUMWORD && a->value >= 15 && a->value <= 19) {
        int32_t j = i + 1 + (dmr_time_kind(scan, i + 1) == DMR_TW_HYPHEN);
        const dmr_time_atom *b = atom_at(scan, j);
        if (b->kind != DMR_TW_DECADE || !b->sub || b->value % 100 == 0)
            return i;
        *out = dmr_time_point_new(DMR_POINT_CIVIL); /* "the nineteen-seventies" */
        out->year = (int16_t)(a->value * 100 + b->value % 100);
        out->unknown = 1;
        return j + 1;
    }
    bool apostrophe = a->kind == DMR_TW_NUMBER && a->digits == 4 && a->value % 10 == 0 &&
                      a->value >= 1500 && a->value <= 2100 && a->glued &&
                      dmr_time_kind(scan, i + 1) == DMR_TW_POSSESSIVE &&
                      !noun_at(scan, i + 2);
    if (a->kind != DMR_TW_DECADE && !apostrophe)
        return i;
    dmr_tw before = dmr_time_kind(scan, i - 1);
    bool led = before == DMR_TW_THE || before == DMR_TW_EARLY || before == DMR_TW_LATE ||
               before == DMR_TW_MID || before == DMR_TW_HYPHEN || a->part;
    bool word = a->kind == DMR_TW_DECADE && (a->sub == 1 && a->value % 100 != 0);
    if ((word || apostrophe) && !led)
        return i; /* "in his thirties", "1980's end" */
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)a->value;
    out->unknown = a->value % 100 == 0 && a->value < 1900 ? 2 : 1; /* "the 1800s" */
    out->part = a->part;
    return i + 1 + apostrophe;
}

/* "nineteenth century", "19th-century". */
static int32_t century(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    int value = a->value, j = i + 1;
    if (a->kind == DMR_TW_NUMWORD && a->value == 20 &&
        dmr_time_kind(scan, i + 1) == DMR_TW_HYPHEN &&
        dmr_time_kind(scan, i + 2) == DMR_TW_ORDINAL &&
        atom_at(scan, i + 2)->value == 1) {
        value = 21; /* "twenty-first" */
        j = i + 3;
    } else if (a->kind != DMR_TW_ORDINAL) {
        return i;
    }
    j += dmr_time_kind(scan, j) == DMR_TW_HYPHEN;
    if (dmr_time_kind(scan, j) != DMR_TW_UNIT ||
        atom_at(scan, j)->value != DMR_UNIT_CENTURY || value < 1 || value > 30)
        return i;
    bool bc = dmr_time_kind(scan, j + 1) == DMR_TW_BC;
    if (bc && value == 1)
        return i; /* the years 99 to 0: no EDTF has them in one */
    bool ad = dmr_time_kind(scan, j + 1) == DMR_TW_AD && atom_at(scan, j + 1)->capital;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)((bc ? -1 : 1) * (value - 1) * 100);
    out->unknown = 2;
    out->part = a->part;
    return j + 1 + (bc || ad);
}

/* "the turn of the century", "the turn of the 20th century". */
static int32_t turn_of_century(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (dmr_time_kind(scan, i) != DMR_TW_THE ||
        dmr_time_kind(scan, i + 1) != DMR_TW_TURN ||
        dmr_time_kind(scan, i + 2) != DMR_TW_OF ||
        dmr_time_kind(scan, i + 3) != DMR_TW_THE)
        return i;
    const dmr_time_atom *unit = atom_at(scan, i + 4);
    if (unit->kind == DMR_TW_UNIT && unit->value == DMR_UNIT_CENTURY && !unit->sub) {
        *out = dmr_time_point_new(DMR_POINT_TURN);
        return i + 5;
    }
    int32_t e = century(scan, i + 4, out);
    if (e == i + 4)
        return i;
    out->unknown = 0; /* its first year, about */
    out->approximate = true;
    return e;
}

static int32_t year_alone(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!dmr_time_yearlike(scan, i) || dmr_time_kind(scan, i - 1) == DMR_TW_MONTH)
        return i;
    if (atom_at(scan, i)->kind == DMR_TW_NUMBER && !year_by_context(scan, i))
        return i;
    return dmr_time_point_year(scan, i, out);
}

/* "the week of June 5", "the week ending June 9". */
static int32_t week_of(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *unit = atom_at(scan, i + 1), *join = atom_at(scan, i + 2);
    bool ending = scan->tree && i + 2 < scan->n &&
                  (dmr_str_is(scan->tree->tokens[i + 2].form, "ending") ||
                   dmr_str_is(scan->tree->tokens[i + 2].form, "ended"));
    if (dmr_time_kind(scan, i) != DMR_TW_THE || unit->kind != DMR_TW_UNIT || unit->sub ||
        unit->value != DMR_UNIT_WEEK || (join->kind != DMR_TW_OF && !ending))
        return i;
    int32_t e = month_day(scan, i + 3, out);
    if (e == i + 3)
        e = day_month(scan, i + 3, out);
    if (e == i + 3 && ending)
        e = weekday(scan, i + 3, out);
    if (e == i + 3 || out->day2)
        return i;
    out->week = DMR_WEEK_OF;
    return e;
}

/* ---------------------------------------------------------- early, late, half of */

/* "to mid", "- to late" behind "early" or "mid": a part of two thirds. */
static int32_t two_parts(const dmr_time_scan *scan, int32_t i, int *part)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_HYPHEN);
    dmr_tw join = dmr_time_kind(scan, j), second = dmr_time_kind(scan, j + 1);
    if (join != DMR_TW_TO && join != DMR_TW_AND && join != DMR_TW_OR)
        return i;
    if (*part == DMR_PART_EARLY && second == DMR_TW_MID)
        *part = DMR_PART_EARLY_MID;
    else if (*part == DMR_PART_MID && second == DMR_TW_LATE)
        *part = DMR_PART_MID_LATE;
    else
        return i;
    return j + 2;
}

/* Parts: word behind "early", "the end of", "the first half of", or i. month: 40 or 41
 * for a half, 33..36 for a quarter. */
static int32_t part_of(const dmr_time_scan *scan, int32_t i, int *part, int *month)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE), hyphen = 0;
    dmr_tw k = dmr_time_kind(scan, j), next = dmr_time_kind(scan, j + 1);
    const dmr_time_atom *b = atom_at(scan, j + 1);
    *part = *month = 0;
    if (k == DMR_TW_ORDINAL && next == DMR_TW_HYPHEN) { /* "third-quarter results" */
        b = atom_at(scan, j + 2);
        if ((b->kind != DMR_TW_UNIT || b->value != DMR_UNIT_QUARTER) &&
            b->kind != DMR_TW_HALF)
            return i;
        next = (dmr_tw)b->kind;
        hyphen = 1;
    }
    if (k == DMR_TW_EARLY || k == DMR_TW_MID || k == DMR_TW_LATE || k == DMR_TW_BEGIN ||
        k == DMR_TW_END)
        *part = k == DMR_TW_EARLY || k == DMR_TW_BEGIN ? DMR_PART_EARLY
                : k == DMR_TW_MID                      ? DMR_PART_MID
                                                       : DMR_PART_LATE;
    dmr_tw lead = dmr_time_kind(scan, i - 1);
    bool verb = (k == DMR_TW_BEGIN || k == DMR_TW_END) && j == i && next != DMR_TW_OF &&
                lead != DMR_TW_AT && lead != DMR_TW_BY && lead != DMR_TW_UNTIL &&
                lead != DMR_TW_SINCE && lead != DMR_TW_HYPHEN && next != DMR_TW_HYPHEN;
    if (verb) /* "will end two years later" */
        return i;
    bool span = next == DMR_TW_PART || next == DMR_TW_HALF ||
                (next == DMR_TW_UNIT && (b->sub || b->value == DMR_UNIT_QUARTER));
    int ordinal = k == DMR_TW_ORDINAL ? atom_at(scan, j)->value
                  : k == DMR_TW_LAST  ? 99
                                      : 0;
    if (*part && span && dmr_time_kind(scan, j + 2) == DMR_TW_OF)
        return j + 3;
    if (*part && (next == DMR_TW_IN || next == DMR_TW_ON)) /* "early in 1989" */
        return j + 2;
    if (*part) {
        j = two_parts(scan, j + 1, part);
        j += dmr_time_kind(scan, j) == DMR_TW_HYPHEN;
        j += dmr_time_kind(scan, j) == DMR_TW_OF;
        return j;
    }
    if (!span || !ordinal)
        return i;
    j += 2 + hyphen;
    if (k == DMR_TW_LAST && next == DMR_TW_UNIT && b->value == DMR_UNIT_QUARTER &&
        !b->sub && dmr_time_kind(scan, j) != DMR_TW_OF)
        return i; /* "last quarter" is the one before this */
    j += dmr_time_kind(scan, j) == DMR_TW_OF;
    if (next == DMR_TW_HALF && ordinal <= 2)
        *month = 39 + ordinal;
    else if (next == DMR_TW_UNIT && b->value == DMR_UNIT_QUARTER && !b->sub &&
             (ordinal <= 4 || ordinal == 99))
        *month = ordinal == 99 ? 36 : 32 + ordinal;
    else if (ordinal == 1)
        *part = DMR_PART_EARLY;
    else if (ordinal == 99)
        *part = DMR_PART_LATE;
    else
        return i;
    return j;
}

/* "late Monday", "early on June 5", "late on the evening of 2 June". */
static int32_t day_said(const dmr_time_scan *scan, int32_t j, dmr_time_point *out)
{
    int32_t (*const forms[])(const dmr_time_scan *, int32_t, dmr_time_point *) = {
        weekday, month_day, day_month, dmr_time_part_of_day};
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        int32_t e = forms[k](scan, j, out);
        if (e > j && out->kind != DMR_POINT_CLOCK && !out->day2)
            return e;
    }
    return j;
}

static int32_t parted(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int part, month;
    int32_t j = part_of(scan, i, &part, &month);
    bool loose = dmr_time_kind(scan, i) == DMR_TW_EARLIER ||
                 dmr_time_kind(scan, i) == DMR_TW_LATER;
    if (j == i && !loose)
        return i;
    if (loose) { /* "later that year": only what counts from an anchor */
        j = i + 1;
        j += dmr_time_kind(scan, j) == DMR_TW_IN;
    }
    int32_t the = dmr_time_kind(scan, j) == DMR_TW_THE, e = j;
    if (!loose) {
        e = dmr_time_point_year(scan, j, out);
        if (e == j)
            e = dmr_time_point_month(scan, j, out);
        if (e == j)
            e = season(scan, j + the, true, out);
        if (e <= j + the)
            e = decade(scan, j + the, out);
        if (e <= j + the)
            e = century(scan, j + the, out);
        if (e <= j + the && part)
            e = day_said(scan, j, out);
        e = e < j ? j : e;
    }
    if (e <= j + the) {
        e = dmr_time_relative(scan, j, out);
        if (e > j && (!out->anchor || out->kind == DMR_POINT_DURATION))
            e = j;
    }
    if (e <= j + the) {
        /* "the end of the year", "late in the day" */
        const dmr_time_atom *u = atom_at(scan, j + the);
        bool saying = u->value == DMR_UNIT_DAY &&
                      dmr_time_kind(scan, i - 1) == DMR_TW_AT &&
                      part == DMR_PART_LATE; /* "at the end of the day" */
        bool fits = u->value == DMR_UNIT_DAY || u->value == DMR_UNIT_WEEK ||
                    (u->value >= DMR_UNIT_MONTH && !noun_at(scan, j + the + 1));
        if (loose || !the || u->kind != DMR_TW_UNIT || u->sub || !fits || saying)
            return i;
        *out = dmr_time_point_new(DMR_POINT_SHIFT);
        out->unit = (uint8_t)u->value;
        out->anchor = DMR_ANCHOR_TALE;
        out->bare = u->value <= DMR_UNIT_WEEK;
        e = j + the + 1;
    }
    if (month &&
        (out->month || out->unknown)) /* half of a decade, quarter of a century */
        out->part = month == 40 || month == 33   ? DMR_PART_EARLY
                    : month == 34 || month == 35 ? DMR_PART_MID
                                                 : DMR_PART_LATE;
    else if (month)
        out->month = (int8_t)month;
    else if (part)
        out->part = (uint8_t)part;
    return e;
}

/* "the third quarter" without its year */
static int32_t quarter_alone(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int part, month;
    int32_t year = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    bool led =
        atom_at(scan, year)->kind == DMR_TW_NUMBER && dmr_time_yearlike(scan, year);
    int32_t j = part_of(scan, led ? year + 1 : i, &part, &month);
    /* "the first half" is that of a match more often, "first-half" is not */
    bool half = month >= 40 && (led || dmr_time_kind(scan, j - 2) == DMR_TW_HYPHEN);
    if (j <= year || month < 33 || (month > 36 && !half) ||
        dmr_time_kind(scan, j - 1) == DMR_TW_OF)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)month;
    if (led) /* "the 1988 first quarter" */
        out->year = (int16_t)atom_at(scan, year)->value;
    return j;
}

static int32_t happening(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!scan->lexicon || !scan->tree)
        return i;
    int part, month;
    int32_t row, j = part_of(scan, i, &part, &month);
    j += dmr_time_kind(scan, j) == DMR_TW_THE;
    int32_t e = dmr_time_lexicon_match(scan->lexicon, scan->tree, j, scan->as_of, &row);
    if (e == j)
        return i;
    *out = dmr_time_point_new(DMR_POINT_HAPPENING);
    out->happening = row;
    out->part = (uint8_t)(month == 40   ? DMR_PART_EARLY
                          : month == 41 ? DMR_PART_LATE
                                        : part);
    if (!dmr_time_lexicon_at(scan->lexicon, row)->feast.kind)
        return e;
    if (e < scan->n && dmr_time_kind(scan, e) == DMR_TW_OTHER &&
        scan->tree->words[e].upos == DMR_UPOS_PROPN)
        return i; /* "Easter Island" */
    if (dmr_time_kind(scan, e) == DMR_TW_IN && dmr_time_yearlike(scan, e + 1)) {
        out->year = (int16_t)atom_at(scan, e + 1)->value; /* "Ramadan in 1973" */
        return e + 2;
    }
    return dmr_time_year_behind(scan, e, true, out);
}

static int32_t seasonal(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t the = dmr_time_kind(scan, i) == DMR_TW_THE;
    int32_t e = season(scan, i + the, false, out);
    return e > i + the ? e : i;
}

static int32_t decade_or_century(const dmr_time_scan *scan, int32_t i,
                                 dmr_time_point *out)
{
    int32_t the = dmr_time_kind(scan, i) == DMR_TW_THE;
    int32_t e = decade(scan, i + the, out);
    if (e == i + the)
        e = century(scan, i + the, out);
    return e > i + the ? e : i;
}

bool dmr_time_begins(const dmr_time_scan *scan, int32_t i)
{
    dmr_tw k = dmr_time_kind(scan, i), next = dmr_time_kind(scan, i + 1);
    switch (k) {
    case DMR_TW_OTHER:
    case DMR_TW_COMMA:
    case DMR_TW_HYPHEN:
    case DMR_TW_SLASH:
    case DMR_TW_POSSESSIVE:
    case DMR_TW_OPEN:
    case DMR_TW_CLOSE:
    case DMR_TW_OF:
    case DMR_TW_IN:
    case DMR_TW_ON:
    case DMR_TW_AT:
    case DMR_TW_TO:
    case DMR_TW_FROM:
    case DMR_TW_BETWEEN:
    case DMR_TW_AND:
    case DMR_TW_OR:
    case DMR_TW_UNTIL:
    case DMR_TW_THROUGH:
    case DMR_TW_SINCE:
    case DMR_TW_BY:
    case DMR_TW_BEFORE:
    case DMR_TW_AFTER:
    case DMR_TW_DURING:
    case DMR_TW_PREP:
    case DMR_TW_AS:
    case DMR_TW_AGO:
    case DMR_TW_WILL:
    case DMR_TW_NOTYEAR_BEFORE:
    case DMR_TW_OLD:
    case DMR_TW_HOURS:
    case DMR_TW_ONWARD:
    case DMR_TW_PRIOR:
    case DMR_TW_BC:
        return false;
    case DMR_TW_THE: /* "the envoy", but "the near future" */
        return next != DMR_TW_OTHER || dmr_time_kind(scan, i + 2) == DMR_TW_FUTURE;
    case DMR_TW_THIS: /* "at present." */
        return next != DMR_TW_OTHER || dmr_time_kind(scan, i - 1) == DMR_TW_AT;
    case DMR_TW_A:
    case DMR_TW_THAT:
        return next != DMR_TW_OTHER;
    default:
        return dmr_tw_begins(k);
    }
}

int32_t dmr_time_point_match(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t (*const forms[])(const dmr_time_scan *, int32_t, dmr_time_point *) = {
        dmr_time_packed,
        month_day,
        day_month,
        dmr_time_day_abroad,
        dmr_time_day_of_month,
        weekday,
        weekday_ahead,
        edge_of_month,
        week_of,
        dmr_time_point_month,
        seasonal,
        dmr_time_fiscal,
        decade_or_century,
        turn_of_century,
        parted,
        quarter_alone,
        dmr_time_quarter_token,
        dmr_time_relative,
        dmr_time_clock,
        dmr_time_part_of_day,
        lone_day,
        year_alone,
        dmr_time_era,
        happening,
    };
    dmr_tw k = dmr_time_kind(scan, i);
    if (k == DMR_TW_COMMA || k == DMR_TW_OF)
        return i;
    int32_t best = i;
    enum { N_FORMS = sizeof forms / sizeof *forms };
    for (size_t f = dmr_time_begins(scan, i) ? 0 : N_FORMS - 1; f < N_FORMS; f++) {
        dmr_time_point p = dmr_time_point_new(DMR_POINT_NONE);
        int32_t e = forms[f](scan, i, &p);
        if (e > best) {
            best = e;
            *out = p;
            out->first = i;
            out->last = e - 1;
        }
    }
    return best;
}
