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

/* Do the words around a bare four-digit number make it a year? */
static bool year_by_context(const dmr_time_scan *scan, int32_t i)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->prefix || a->part)
        return true;
    bool likely = a->value >= 1800 && a->value <= 2049;
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

/* A year said behind a month or day: "1989", ", 1989", "of 1989", "'89", "89". */
static int32_t year_behind(const dmr_time_scan *scan, int32_t i, bool with_day,
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
    if (a->kind != DMR_TW_MONTH || !a->capital)
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
    int32_t e = second_day(scan, j + 1, out), y = year_behind(scan, e, true, out);
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
    return year_behind(scan, e + 1, true, out);
}

/* "the 5th", "the 12th instant": a day without its month. */
static int32_t lone_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i + 1);
    if (dmr_time_kind(scan, i) != DMR_TW_THE || a->kind != DMR_TW_ORDINAL ||
        a->value > 31 || dmr_time_kind(scan, i - 1) != DMR_TW_ON ||
        noun_at(scan, i + 2) || dmr_time_kind(scan, i + 2) == DMR_TW_OF ||
        dmr_time_kind(scan, i + 2) == DMR_TW_UNIT ||
        (scan->tree && i + 2 < scan->n &&
         scan->tree->words[i + 2].upos == DMR_UPOS_PROPN))
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->day = (int8_t)a->value;
    return i + 2;
}

static int32_t month_alone(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!month_plausible(scan, i))
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)atom_at(scan, i)->value;
    out->part = atom_at(scan, i)->part;
    return year_behind(scan, i + 1, false, out);
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
    e = i + 1;
    if (dmr_time_kind(scan, e) == DMR_TW_DAYPART) {
        out->daypart = (int8_t)atom_at(scan, e)->value;
        e++;
    }
    return e;
}

/* A date in one token, or in glued ones: "1989-06-02", "2/6/89". */
static int32_t packed(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind != DMR_TW_DATE)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)(a->value / 10000);
    out->month = (int8_t)(a->value / 100 % 100);
    out->day = (int8_t)(a->value % 100);
    out->ambiguous = a->sub;
    return i + 1;
}

static int32_t split_date(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    for (int32_t k = i; k < i + 5; k++) {
        dmr_tw want = (k - i) % 2 == 0 ? DMR_TW_NUMBER : dmr_time_kind(scan, i + 1);
        if (dmr_time_kind(scan, k) != want || (k < i + 4 && !atom_at(scan, k)->glued))
            return i;
    }
    dmr_tw sep = dmr_time_kind(scan, i + 1);
    int a = atom_at(scan, i)->value, b = atom_at(scan, i + 2)->value;
    int c = atom_at(scan, i + 4)->value, digits = atom_at(scan, i + 4)->digits;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    if (atom_at(scan, i)->digits == 4 && (sep == DMR_TW_HYPHEN || sep == DMR_TW_SLASH)) {
        if (!dmr_day_valid(a, b, c))
            return i;
        out->year = (int16_t)a;
        out->month = (int8_t)b;
        out->day = (int8_t)c;
        return i + 5;
    }
    if (sep != DMR_TW_SLASH || (digits != 2 && digits != 4))
        return i;
    int year = digits == 4 ? c : c + (c < 35 ? 2000 : 1900);
    int month = a > 12 ? b : a, day = a > 12 ? a : b;
    if (!dmr_day_valid(year, month, day))
        return i;
    out->year = (int16_t)year;
    out->month = (int8_t)month;
    out->day = (int8_t)day;
    out->ambiguous = a <= 12 && b <= 12 && a != b;
    return i + 5;
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
    int32_t e = year_behind(scan, i + 1, false, out);
    if (e > i + 1)
        return e;
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
    out->unknown = 1;
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
        atom_at(scan, j)->value != DMR_UNIT_CENTURY || value < 1 || value > 30 ||
        dmr_time_kind(scan, j + 1) == DMR_TW_BC)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)((value - 1) * 100);
    out->unknown = 2;
    return j + 1;
}

/* "fiscal year 1988", "FY 1988", "FY88". */
static int32_t fiscal(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (dmr_time_kind(scan, i) != DMR_TW_FISCAL)
        return i;
    int32_t j = i + 1;
    j +=
        dmr_time_kind(scan, j) == DMR_TW_UNIT && atom_at(scan, j)->value == DMR_UNIT_YEAR;
    j += dmr_time_kind(scan, j) == DMR_TW_HYPHEN;
    const dmr_time_atom *a = atom_at(scan, j);
    bool two = a->kind == DMR_TW_NUMBER && a->digits == 2;
    if (!two && !dmr_time_yearlike(scan, j))
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)(two ? a->value + (a->value < 35 ? 2000 : 1900) : a->value);
    out->fiscal = true;
    return j + 1;
}

static int32_t year_alone(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (!dmr_time_yearlike(scan, i) || dmr_time_kind(scan, i - 1) == DMR_TW_MONTH)
        return i;
    if (atom_at(scan, i)->kind == DMR_TW_NUMBER && !year_by_context(scan, i))
        return i;
    return dmr_time_point_year(scan, i, out);
}

/* "p.m.", "UTC", "hours" from atom i on; the first behind them. */
static int32_t hours_behind(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    for (; dmr_time_kind(scan, i) == DMR_TW_HOURS; i++) {
        int32_t what = atom_at(scan, i)->value;
        if (what == DMR_HOURS_PM && out->clock < 1200)
            out->clock = (int16_t)(out->clock + 1200);
        else if (what == DMR_HOURS_AM && out->clock >= 1200)
            out->clock = (int16_t)(out->clock - 1200);
        out->utc |= what == DMR_HOURS_UTC;
    }
    return i;
}

static int32_t clock(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    bool hours =
        dmr_time_kind(scan, i + 1) == DMR_TW_HOURS ||
        (dmr_time_kind(scan, i + 1) == DMR_TW_UNIT && a->digits == 4 &&
         atom_at(scan, i + 1)->value == DMR_UNIT_HOUR && atom_at(scan, i + 1)->sub);
    bool military = a->kind == DMR_TW_NUMBER && a->digits == 4 && hours &&
                    a->value <= 2400 && a->value % 100 < 60;
    bool plain = a->kind == DMR_TW_NUMBER && a->digits <= 2 && a->value <= 12 &&
                 dmr_time_kind(scan, i + 1) == DMR_TW_HOURS;
    if (a->kind != DMR_TW_CLOCK && !military && !plain)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CLOCK);
    out->clock = (int16_t)(plain ? a->value * 100 : a->value);
    bool unit = hours && dmr_time_kind(scan, i + 1) == DMR_TW_UNIT;
    int32_t e = hours_behind(scan, i + 1 + unit, out);
    if (a->kind == DMR_TW_CLOCK && a->sub &&
        month_plausible(scan, e)) { /* 031200Z DEC 88 */
        out->kind = DMR_POINT_CIVIL;
        out->day = (int8_t)a->sub;
        out->month = (int8_t)atom_at(scan, e)->value;
        return year_behind(scan, e + 1, true, out);
    }
    return e;
}

/* ---------------------------------------------------------- early, late, half of */

/* Parts: word behind "early", "the end of", "the first half of", or i. month: 40 or 41
 * for a half, 33..36 for a quarter. */
static int32_t part_of(const dmr_time_scan *scan, int32_t i, int *part, int *month)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    dmr_tw k = dmr_time_kind(scan, j), next = dmr_time_kind(scan, j + 1);
    const dmr_time_atom *b = atom_at(scan, j + 1);
    *part = *month = 0;
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
    if (*part && next == DMR_TW_IN) /* "early in 1989" */
        return j + 2;
    if (*part) {
        j += 1 + (next == DMR_TW_HYPHEN);
        j += dmr_time_kind(scan, j) == DMR_TW_OF;
        return j;
    }
    if (!span || !ordinal)
        return i;
    j += 2;
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
            e = month_alone(scan, j, out);
        if (e == j)
            e = season(scan, j + the, true, out);
        if (e <= j + the)
            e = decade(scan, j + the, out);
        if (e <= j + the)
            e = century(scan, j + the, out);
    }
    if (e <= j + the) {
        e = dmr_time_relative(scan, j, out);
        if (e > j && (!out->anchor || out->kind == DMR_POINT_DURATION))
            e = j;
    }
    if (e <= j + the) {
        /* "the end of the year" */
        const dmr_time_atom *u = atom_at(scan, j + the);
        if (loose || !the || u->kind != DMR_TW_UNIT || u->sub ||
            (u->value != DMR_UNIT_YEAR && u->value != DMR_UNIT_MONTH))
            return i;
        *out = dmr_time_point_new(DMR_POINT_SHIFT);
        out->unit = (uint8_t)u->value;
        out->anchor = DMR_ANCHOR_TALE;
        e = j + the + 1;
    }
    if (month && (out->month || out->unknown))
        out->part = month == 40 ? DMR_PART_EARLY : DMR_PART_LATE; /* half of a decade */
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
    int32_t j = part_of(scan, i, &part, &month);
    if (j == i || month < 33 || month > 36 || dmr_time_kind(scan, j - 1) == DMR_TW_OF)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)month;
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
    return dmr_time_lexicon_at(scan->lexicon, row)->yearly
               ? year_behind(scan, e, true, out)
               : e;
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

int32_t dmr_time_point_match(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t (*const forms[])(const dmr_time_scan *, int32_t, dmr_time_point *) = {
        packed,        split_date,        month_day, day_month,         weekday,
        month_alone,   seasonal,          fiscal,    decade_or_century, parted,
        quarter_alone, dmr_time_relative, clock,     lone_day,          year_alone,
        happening};
    dmr_tw k = dmr_time_kind(scan, i);
    if (k == DMR_TW_COMMA || k == DMR_TW_OF)
        return i;
    int32_t best = i;
    /* most words are of no class: only a happening can begin with them */
    for (size_t f = k == DMR_TW_OTHER ? sizeof forms / sizeof *forms - 1 : 0;
         f < sizeof forms / sizeof *forms; f++) {
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
