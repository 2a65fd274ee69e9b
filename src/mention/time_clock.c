/*
 * The time of day: "8 p.m. EST", "1200Z", "noon", "10 o'clock in the morning", "the night
 * of June 2". Whose day it is where none is said, time_find.c sees.
 */
#include "mention/time_point.h"

static const dmr_time_atom *atom_at(const dmr_time_scan *scan, int32_t i)
{
    static const dmr_time_atom none = {0};
    return i < 0 || i >= scan->n ? &none : &scan->atoms[i];
}

/* "p.m.", "UTC", "EST", "hours", "local time" from atom i on; the first behind them. */
static int32_t hours_behind(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    for (; dmr_time_kind(scan, i) == DMR_TW_HOURS; i++) {
        int32_t what = atom_at(scan, i)->value;
        if (what == DMR_HOURS_LOCAL && !atom_at(scan, i)->capital)
            break; /* "est" and "ist" are words elsewhere */
        if (what == DMR_HOURS_PM && out->clock < 1200)
            out->clock = (int16_t)(out->clock + 1200);
        else if (what == DMR_HOURS_AM && out->clock >= 1200)
            out->clock = (int16_t)(out->clock - 1200);
        out->utc |= what == DMR_HOURS_UTC;
    }
    if (dmr_time_kind(scan, i) == DMR_TW_LOCAL &&
        dmr_time_kind(scan, i + 1) == DMR_TW_TIME)
        i += 2;
    return i;
}

/* "in the morning", "at night" behind a clock: which half of the day. */
static int32_t half_of_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    dmr_tw k = dmr_time_kind(scan, i);
    int32_t j = i + 1 + (dmr_time_kind(scan, i + 1) == DMR_TW_THE);
    if ((k != DMR_TW_IN && k != DMR_TW_AT) || dmr_time_kind(scan, j) != DMR_TW_DAYPART)
        return i;
    if (atom_at(scan, j)->value >= 2 && out->clock < 1200 &&
        !(atom_at(scan, j)->value == 4 && out->clock < 600)) /* "2 o'clock at night" */
        out->clock = (int16_t)(out->clock + 1200);
    return j + 1;
}

/* "031200Z DEC 88": the day, month and year of a message. */
static int32_t message_date(const dmr_time_scan *scan, int32_t e, uint8_t day,
                            dmr_time_point *out)
{
    dmr_time_point month;
    int32_t end = dmr_time_point_month(scan, e, &month);
    if (!day || end == e)
        return e;
    out->kind = DMR_POINT_CIVIL;
    out->day = (int8_t)day;
    out->month = month.month;
    out->year = month.year;
    return end;
}

int32_t dmr_time_clock(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    dmr_tw next = dmr_time_kind(scan, i + 1);
    bool dots = a->kind == DMR_TW_AMOUNT && a->sub;
    bool unit = next == DMR_TW_UNIT &&
                (dots || (a->digits == 4 && a->kind == DMR_TW_NUMBER)) &&
                atom_at(scan, i + 1)->value == DMR_UNIT_HOUR && atom_at(scan, i + 1)->sub;
    bool hours = next == DMR_TW_HOURS;
    bool military = a->kind == DMR_TW_NUMBER && a->digits == 4 && (hours || unit) &&
                    a->value <= 2400 && a->value % 100 < 60;
    bool word = a->kind == DMR_TW_NUMWORD && atom_at(scan, i + 1)->value <= DMR_HOURS_PM;
    bool plain =
        ((a->kind == DMR_TW_NUMBER && a->digits <= 2) || word) && a->value <= 12 && hours;
    bool noon = a->kind == DMR_TW_NOON && !a->capital;
    bool dotted = dots && (hours || (unit && a->value >= 1000)); /* "11.50 a.m." */
    if (a->kind != DMR_TW_CLOCK && !military && !plain && !noon && !dotted)
        return i;
    if (noon && scan->tree && i + 1 < scan->n &&
        scan->tree->words[i + 1].upos == DMR_UPOS_NOUN)
        return i; /* "the midnight train" */
    *out = dmr_time_point_new(DMR_POINT_CLOCK);
    out->clock = (int16_t)(plain ? a->value * 100 : a->value);
    out->utc = a->kind == DMR_TW_CLOCK && a->digits == DMR_CLOCK_UTC;
    int32_t e = hours_behind(scan, i + 1 + unit, out);
    e = half_of_day(scan, e, out);
    return message_date(scan, e, a->kind == DMR_TW_CLOCK ? a->sub : 0, out);
}

/* "the night of June 2", "the evening of the 5th of May"; "in the morning", "at dawn". */
int32_t dmr_time_part_of_day(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t the = dmr_time_kind(scan, i) == DMR_TW_THE;
    const dmr_time_atom *part = atom_at(scan, i + the);
    if (part->kind != DMR_TW_DAYPART)
        return i;
    int32_t j = i + the + 1;
    dmr_tw lead = dmr_time_kind(scan, i - 1), next = dmr_time_kind(scan, j);
    if (next == DMR_TW_OF || next == DMR_TW_ON) {
        int32_t e = dmr_time_point_match(scan, j + 1, out);
        bool day = (out->kind == DMR_POINT_CIVIL && out->day && !out->day2) ||
                   out->kind == DMR_POINT_WEEKDAY;
        if (e > j + 1 && day && !out->daypart) {
            out->daypart = (int8_t)part->value;
            return e;
        }
        if (next == DMR_TW_OF)
            return i;
    }
    bool noun = scan->tree && j < scan->n &&
                (scan->tree->words[j].upos == DMR_UPOS_NOUN ||
                 scan->tree->words[j].upos == DMR_UPOS_PROPN);
    bool adverbial = the ? lead == DMR_TW_IN || lead == DMR_TW_DURING ||
                               lead == DMR_TW_BY || lead == DMR_TW_UNTIL
                         : lead == DMR_TW_AT && (part->value == 4 || part->sub);
    if (noun || !adverbial)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CLOCK);
    out->daypart = (int8_t)part->value;
    return j;
}
