/*
 * Dates in other styles than "June 2, 1989": by era ("44 BC", "Showa 20", "1409 AH"), by
 * the letter-writer's month ("the 5th inst.", "the 5th of that month"), with the month in
 * Roman or foreign words ("14 VI 1941", "14 juin 1941"), and what the tokenizer cut into
 * pieces ("19-Nov-12").
 */
#include "mention/time_point.h"

#include "mention/day.h"
#include "mention/feast.h"
#include "mention/time_form.h"

enum { GLUED_MAX = 32 };

static const dmr_time_atom *atom_at(const dmr_time_scan *scan, int32_t i)
{
    static const dmr_time_atom none = {0};
    return i < 0 || i >= scan->n ? &none : &scan->atoms[i];
}

/* ------------------------------------------------------------------------- eras */

/* A whole number of at most four digits that is none of a price: its value, or -1. */
static int32_t era_number(const dmr_time_scan *scan, int32_t i)
{
    const dmr_time_atom *a = atom_at(scan, i);
    return a->kind == DMR_TW_NUMBER && a->digits >= 1 && a->digits <= 4 && a->value > 0
               ? a->value
               : -1;
}

static bool civil_year(dmr_time_point *out, int year)
{
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)year;
    return true;
}

static bool hijri_year(dmr_time_point *out, int year)
{
    if (year > 1600)
        return false;
    *out = dmr_time_point_new(DMR_POINT_SPAN);
    out->span_first = dmr_hijri_day(year, 1);
    out->span_last = dmr_hijri_day(year + 1, 1) - 1;
    return true;
}

/* What the era word `k` makes of a number. */
static bool of_era(const dmr_time_atom *era, int32_t number, dmr_time_point *out)
{
    if (number < 0 || !era->capital)
        return false;
    switch (era->kind) {
    case DMR_TW_BC:
        return civil_year(out, 1 - number);
    case DMR_TW_AD:
        return number < 2200 && civil_year(out, number);
    case DMR_TW_AH:
        return hijri_year(out, number);
    case DMR_TW_ERA:
        return number <= 130 && civil_year(out, era->value + number);
    default:
        return false;
    }
}

int32_t dmr_time_era(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i), *b = atom_at(scan, i + 1);
    int32_t number = era_number(scan, i);
    if (number > 0) {
        bool behind =
            b->kind == DMR_TW_BC || b->kind == DMR_TW_AD || b->kind == DMR_TW_AH;
        return behind && of_era(b, number, out) ? i + 2 : i;
    }
    if (a->kind == DMR_TW_AD || a->kind == DMR_TW_AH || a->kind == DMR_TW_ERA)
        return of_era(a, era_number(scan, i + 1), out) ? i + 2 : i;
    return i;
}

/* ------------------------------------------------------- the letter-writer's month */

/* "the 5th inst.", "12th ultimo", "the 5th of that month", "the 3rd of next month". */
int32_t dmr_time_day_of_month(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    const dmr_time_atom *day = atom_at(scan, j), *behind = atom_at(scan, j + 1);
    bool number =
        day->kind == DMR_TW_ORDINAL || (day->kind == DMR_TW_NUMBER && day->digits <= 2 &&
                                        behind->kind == DMR_TW_INSTANT);
    if (!number || day->value < 1 || day->value > 31)
        return i;
    dmr_time_point month = dmr_time_point_new(DMR_POINT_NONE);
    int32_t end = j + 2;
    if (behind->kind == DMR_TW_INSTANT) {
        month.anchor = DMR_ANCHOR_DOCUMENT;
        month.count = behind->value;
        end += scan->tree && end + 1 < scan->n &&
               dmr_str_is(scan->tree->tokens[end].form, ".");
    } else if (behind->kind == DMR_TW_OF) {
        end = dmr_time_relative(scan, j + 2, &month);
        bool the_month = dmr_time_kind(scan, j + 2) == DMR_TW_THE &&
                         dmr_time_kind(scan, j + 3) == DMR_TW_UNIT &&
                         atom_at(scan, j + 3)->value == DMR_UNIT_MONTH &&
                         !atom_at(scan, j + 3)->sub;
        if (the_month && end == j + 2) {
            month = dmr_time_point_new(DMR_POINT_SHIFT);
            month.unit = DMR_UNIT_MONTH;
            month.anchor = DMR_ANCHOR_TALE;
            end = j + 4;
        }
        if (end == j + 2 || month.kind != DMR_POINT_SHIFT || month.counted ||
            month.unit != DMR_UNIT_MONTH || month.count < -1 || month.count > 1)
            return i;
    } else {
        return i;
    }
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->day = (int8_t)day->value;
    out->has_rel = true;
    out->rel = (int8_t)month.count;
    out->anchor = month.anchor;
    return end;
}

/* ----------------------------------------------------- Roman and foreign months */

static bool is_stop(const dmr_time_scan *scan, int32_t i)
{
    return scan->tree && i < scan->n && dmr_str_is(scan->tree->tokens[i].form, ".");
}

/* "14 VI 1941", "14 . VI . 1941"; "14 juin 1941", "14 de junio de 1941". */
int32_t dmr_time_day_abroad(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *day = atom_at(scan, i);
    bool number = (day->kind == DMR_TW_NUMBER && day->digits <= 2) ||
                  (day->kind == DMR_TW_ORDINAL && day->value == 1);
    if (!number || day->value < 1 || day->value > 31)
        return i;
    int32_t j = i + 1;
    j += is_stop(scan, j) || dmr_time_kind(scan, j) == DMR_TW_DE;
    const dmr_time_atom *month = atom_at(scan, j);
    int m = month->kind == DMR_TW_MONTH && month->sub == 3 ? month->value : 0;
    bool foreign = m > 0;
    if (!m && month->kind == DMR_TW_OTHER && month->capital && scan->tree && j < scan->n)
        m = dmr_time_roman_month(scan->tree->tokens[j].form);
    if (!m)
        return i;
    j++;
    j += is_stop(scan, j) || dmr_time_kind(scan, j) == DMR_TW_DE;
    bool year = dmr_time_yearlike(scan, j) && atom_at(scan, j)->kind == DMR_TW_NUMBER;
    if (!year && !foreign)
        return i; /* "Article 3 V" */
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->day = (int8_t)day->value;
    out->month = (int8_t)m;
    if (year)
        out->year = (int16_t)atom_at(scan, j)->value;
    if (year && !dmr_day_valid(out->year, m, out->day))
        return i;
    while (!year && j > i && dmr_time_kind(scan, j - 1) != DMR_TW_MONTH)
        j--;
    return j + year;
}

/* ------------------------------------------------------------------ glued pieces */

static int32_t packed(const dmr_time_atom *a, int32_t end, dmr_time_point *out)
{
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)(a->value / 10000);
    out->month = (int8_t)(a->value / 100 % 100);
    out->day = (int8_t)(a->value % 100);
    out->order = a->sub;
    return end;
}

int32_t dmr_time_packed(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    const dmr_time_atom *a = atom_at(scan, i);
    if (a->kind == DMR_TW_DATE)
        return packed(a, i + 1, out);
    if (a->kind != DMR_TW_NUMBER || !a->glued || !scan->tree)
        return i;
    char text[GLUED_MAX];
    size_t n = 0;
    int32_t best = i;
    for (int32_t k = i; k < scan->n && k < i + 5; k++) {
        demarche_str form = scan->tree->tokens[k].form;
        if (n + form.len >= sizeof text)
            break;
        memcpy(text + n, form.ptr, form.len);
        n += form.len;
        dmr_time_atom whole = {0};
        bool cut = scan->atoms[k].glued && k + 1 < scan->n &&
                   dmr_time_kind(scan, k + 1) == DMR_TW_NUMBER; /* "1989-06-0" "2" */
        if (k > i + 1 && !cut && text[n - 1] != '.' &&
            dmr_time_form_date(dmr_str(text, n), &whole))
            best = packed(&whole, k + 1, out);
        if (!scan->atoms[k].glued)
            break;
    }
    return best;
}
