/*
 * Years and quarters as accounts have them: "fiscal year 1989/90", "FY89", "Q3 1988", "H1".
 */
#include "mention/time_point.h"

static const dmr_time_atom *atom_at(const dmr_time_scan *scan, int32_t i)
{
    static const dmr_time_atom none = {0};
    return i < 0 || i >= scan->n ? &none : &scan->atoms[i];
}

int32_t dmr_time_second_year(const dmr_time_scan *scan, int32_t i, int year)
{
    dmr_tw sep = dmr_time_kind(scan, i);
    const dmr_time_atom *b = atom_at(scan, i + 1);
    if ((sep != DMR_TW_HYPHEN && sep != DMR_TW_SLASH) || b->kind != DMR_TW_NUMBER)
        return i;
    bool next = b->digits == 4   ? b->value == year + 1
                : b->digits == 2 ? b->value == (year + 1) % 100
                                 : false;
    return next ? i + 2 : i;
}

/* "the 1989-90 fiscal year", "the 1989 fiscal year". */
static int32_t fiscal_behind(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    int32_t j = i + (dmr_time_kind(scan, i) == DMR_TW_THE);
    if (!dmr_time_yearlike(scan, j) || atom_at(scan, j)->kind != DMR_TW_NUMBER)
        return i;
    int32_t e = dmr_time_second_year(scan, j + 1, atom_at(scan, j)->value);
    if (dmr_time_kind(scan, e) != DMR_TW_FISCAL ||
        dmr_time_kind(scan, e + 1) != DMR_TW_UNIT ||
        atom_at(scan, e + 1)->value != DMR_UNIT_YEAR)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->year = (int16_t)atom_at(scan, j)->value;
    out->fiscal = true;
    out->two_years = e > j + 1;
    return e + 2;
}

/* "fiscal year 1988", "FY 1988", "FY88", "fiscal year 1989/90". */
int32_t dmr_time_fiscal(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    if (dmr_time_kind(scan, i) == DMR_TW_FISCAL_YEAR) {
        *out = dmr_time_point_new(DMR_POINT_CIVIL);
        out->year = (int16_t)atom_at(scan, i)->value;
        out->fiscal = true;
        return i + 1;
    }
    if (dmr_time_kind(scan, i) != DMR_TW_FISCAL)
        return fiscal_behind(scan, i, out);
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
    int32_t e = dmr_time_second_year(scan, j + 1, out->year);
    out->two_years = e > j + 1;
    return e;
}

/* "Q3 1988", "Q3 of 1988", "H1", "1988 Q3", "Q3 FY1988". */
int32_t dmr_time_quarter_token(const dmr_time_scan *scan, int32_t i, dmr_time_point *out)
{
    bool first = dmr_time_kind(scan, i) == DMR_TW_QUARTER;
    if (!first && dmr_time_kind(scan, i + 1) != DMR_TW_QUARTER)
        return i;
    *out = dmr_time_point_new(DMR_POINT_CIVIL);
    out->month = (int8_t)atom_at(scan, first ? i : i + 1)->value;
    if (!first) {
        if (!dmr_time_yearlike(scan, i))
            return i;
        out->year = (int16_t)atom_at(scan, i)->value;
        return i + 2;
    }
    if (dmr_time_kind(scan, i + 1) == DMR_TW_FISCAL_YEAR) {
        out->year = (int16_t)atom_at(scan, i + 1)->value;
        return i + 2;
    }
    return dmr_time_year_behind(scan, i + 1, false, out);
}
