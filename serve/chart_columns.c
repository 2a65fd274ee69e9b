#include "chart_columns.h"

#include <math.h>

#include "chart_svg.h"

typedef struct column_place {
    double left, wide;
    int64_t first, last; /* days */
} column_place;

static column_place place_of(const chart_plan *plan, size_t i)
{
    const chart_scale *scale = &plan->scale;
    int64_t from = i ? plan->steps.at[i - 1].day : scale->from;
    int64_t until = i < plan->steps.n ? plan->steps.at[i].day : scale->until;
    double left = chart_x(scale, from), right = chart_x(scale, until);
    return (column_place){.left = left + (right - left) * 0.08,
                          .wide = (right - left) * 0.84,
                          .first = from,
                          .last = until > from ? until - 1 : from};
}

/* `n` of a quad, from `from` on, away from `base`: up where `up` is 1, down where it is -1. */
static void put_part(room_text *out, const chart_plan *plan, const column_place *place,
                     int quad, double base, int up, int64_t from, int64_t n)
{
    if (!n)
        return;
    room_put(out, "<path class=\"");
    chart_put_quad_class(out, quad);
    room_put(out, "\" d=\"M");
    chart_put_number(out, place->left);
    room_put(out, " ");
    chart_put_number(out, base - up * (double)from * plan->a_deed);
    room_put(out, "h");
    chart_put_number(out, place->wide);
    room_put(out, "v");
    chart_put_number(out, -up * fmax((double)n * plan->a_deed, 0.5));
    room_put(out, "h");
    chart_put_number(out, -place->wide);
    room_put(out, "z\"/>");
}

static void put_kinds(room_text *out, int64_t words, int64_t deeds)
{
    room_put(out, " (");
    chart_put_count(out, words);
    room_put(out, " in words, ");
    chart_put_count(out, deeds);
    room_put(out, " in deeds)");
}

static void put_title(room_text *out, const chart_column *column,
                      const column_place *place)
{
    const int64_t *n = column->quads;
    room_put(out, "<title>");
    chart_put_days(out, place->first, place->last);
    if (n[1] + n[2]) {
        room_put(out, ": cooperation ");
        chart_put_count(out, n[1] + n[2]);
        put_kinds(out, n[1], n[2]);
    }
    if (n[3] + n[4]) {
        room_put(out, ": conflict ");
        chart_put_count(out, n[3] + n[4]);
        put_kinds(out, n[3], n[4]);
    }
    if (n[0]) {
        room_put(out, ": neither ");
        chart_put_count(out, n[0]);
    }
    room_put(out, "</title>");
}

/* The number of the highest column, to read the others by. */
static void put_peak(room_text *out, const chart_plan *plan, size_t lane, chart_side side,
                     double base)
{
    const chart_lane *of = &plan->lanes[lane];
    if (!of->high[side])
        return;
    size_t i = 0;
    while (chart_column_side(&of->columns[i], side) != of->high[side])
        i++;
    column_place place = place_of(plan, i);
    double away = (double)of->high[side] * plan->a_deed;
    room_put(out, "<text class=\"peak\"");
    chart_attribute(out, "x", place.left + place.wide / 2);
    chart_attribute(out, "y", side == CHART_UP ? base - away - 2.5 : base + away + 9);
    room_put(out, ">");
    chart_put_count(out, of->high[side]);
    room_put(out, "</text>");
}

void chart_put_columns(room_text *out, const chart_plan *plan, size_t lane, double line,
                       double under)
{
    const chart_lane *of = &plan->lanes[lane];
    for (size_t i = 0; i < plan->n_columns; i++) {
        const int64_t *n = of->columns[i].quads;
        if (!(n[0] + n[1] + n[2] + n[3] + n[4]))
            continue;
        column_place place = place_of(plan, i);
        room_put(out, "<g class=\"column\">");
        put_title(out, &of->columns[i], &place);
        put_part(out, plan, &place, 1, line, 1, 0, n[1]);
        put_part(out, plan, &place, 2, line, 1, n[1], n[2]);
        put_part(out, plan, &place, 0, line, -1, 0, n[0]);
        put_part(out, plan, &place, 3, under, -1, 0, n[3]);
        put_part(out, plan, &place, 4, under, -1, n[3], n[4]);
        room_put(out, "</g>");
    }
    put_peak(out, plan, lane, CHART_UP, line);
    put_peak(out, plan, lane, CHART_MIDDLE, line);
    put_peak(out, plan, lane, CHART_DOWN, under);
}
