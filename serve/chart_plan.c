#include "chart_plan.h"

#include <math.h>
#include <stdlib.h>

enum {
    MARGIN = 8,        /* left and right of the days, units */
    POINT_WIDE = 9,    /* a span that is no wider than this is drawn as a point */
    BAR_WIDE = 60,     /* a bar that is wider is drawn thin */
    OPEN_WIDE = 26,    /* of the bar of a span without an end */
    NARROW_DAYS = 800, /* spans to which the chart's own span is fitted */
    LEAST_DAYS = 28,   /* that a chart shows */
    STACKED_PART = 6,  /* of a lane's deeds may be in numbers, or they are columns */
    COLUMN_APART = 9,  /* columns, at least */
    COLUMNS_LEAST = 12,
    COLUMN_DEED_HIGH = 8
};

static chart_side side_of(int quad)
{
    return quad == 1 || quad == 2   ? CHART_UP
           : quad == 3 || quad == 4 ? CHART_DOWN
                                    : CHART_MIDDLE;
}

/* The deed as a mark that has no place yet; false: it cannot be drawn. */
static bool begin_mark(chart_mark *mark, chart_plan *plan, const chart_timeline *chart,
                       size_t i)
{
    const chart_deed *deed = &chart->deeds[i];
    if (deed->first == CHART_NO_DAY && deed->last == CHART_NO_DAY) {
        plan->undated++;
        return false;
    }
    if (deed->lane < 0 || (size_t)deed->lane >= plan->n_lanes) {
        plan->beyond++;
        return false;
    }
    bool open = deed->first == CHART_NO_DAY || deed->last == CHART_NO_DAY;
    int64_t a = deed->first == CHART_NO_DAY ? deed->last : deed->first;
    int64_t b = deed->last == CHART_NO_DAY ? deed->first : deed->last;
    *mark = (chart_mark){
        .deed = i,
        .first = chart_day_bounded(a < b ? a : b),
        .last = chart_day_bounded(a < b ? b : a),
        .lane = deed->lane,
        .side = side_of(deed->quad),
        .row = -1,
        .open = open,
    };
    int reports = deed->reports;
    mark->radius = reports >= 10 ? 5.4 : reports >= 4 ? 4.8 : reports >= 2 ? 4.3 : 3.7;
    return true;
}

/* What is dated to a decade or a century does not stretch a chart of months, but for as far as
 * it must to be seen. */
static void fit_scale(chart_plan *plan)
{
    int64_t from = INT64_MAX, until = INT64_MIN;
    for (size_t i = 0; i < plan->n_marks; i++) {
        const chart_mark *mark = &plan->marks[i];
        if (mark->last - mark->first > NARROW_DAYS)
            continue;
        from = mark->first < from ? mark->first : from;
        until = mark->last + 1 > until ? mark->last + 1 : until;
    }
    bool narrow = from < until;
    int64_t all_from = from, all_until = until;
    for (size_t i = 0; i < plan->n_marks; i++) {
        const chart_mark *mark = &plan->marks[i];
        if (narrow && mark->first < until && mark->last >= from)
            continue;
        all_from = mark->first < all_from ? mark->first : all_from;
        all_until = mark->last + 1 > all_until ? mark->last + 1 : all_until;
    }
    int64_t pad = (all_until - all_from) / 50 + 1;
    if (all_until - all_from + 2 * pad < LEAST_DAYS)
        pad = (LEAST_DAYS - (all_until - all_from) + 1) / 2;
    plan->scale = (chart_scale){.from = all_from - pad,
                                .until = all_until + pad,
                                .left = MARGIN,
                                .right = CHART_WIDE - MARGIN};
}

static double within(const chart_scale *scale, double x)
{
    return fmin(fmax(x, scale->left), scale->right);
}

static void set_across(chart_mark *mark, const chart_plan *plan, const chart_deed *deed)
{
    const chart_scale *scale = &plan->scale;
    mark->left = within(scale, chart_x(scale, mark->first));
    mark->right = within(scale, chart_x(scale, mark->last + 1));
    mark->x = (mark->left + mark->right) / 2;
    if (mark->open) {
        bool before = deed->first == CHART_NO_DAY;
        mark->left = within(scale, mark->x - (before ? OPEN_WIDE : 0));
        mark->right = within(scale, mark->x + (before ? 0 : OPEN_WIDE));
        mark->bar = true;
        return;
    }
    mark->bar = mark->right - mark->left > POINT_WIDE;
    mark->cut = mark->first < scale->from || mark->last >= scale->until;
    mark->wide = mark->right - mark->left > BAR_WIDE;
}

/* For qsort, which hands nothing on: what a mark is sorted by lies in it. */
typedef struct ranked {
    int reports;
    bool bar;
    double wide;
    int64_t first;
    size_t mark;
} ranked;

/* Who comes first gets a place: points before bars, what is told often before what is not. */
static int by_rank(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->bar != y->bar)
        return x->bar ? 1 : -1;
    if (x->reports != y->reports)
        return x->reports > y->reports ? -1 : 1;
    if (x->wide < y->wide || x->wide > y->wide)
        return x->wide < y->wide ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->mark < y->mark ? -1 : 1;
}

static int by_lane(const void *a, const void *b)
{
    const chart_mark *x = a, *y = b;
    if (x->lane != y->lane)
        return x->lane < y->lane ? -1 : 1;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return x->deed < y->deed ? -1 : 1;
}

static void place_all(chart_plan *plan, const chart_timeline *chart, ranked *ranks)
{
    for (size_t i = 0; i < plan->n_marks; i++) {
        const chart_mark *mark = &plan->marks[i];
        ranks[i] = (ranked){.reports = chart->deeds[mark->deed].reports,
                            .bar = mark->bar,
                            .wide = mark->right - mark->left,
                            .first = mark->first,
                            .mark = i};
    }
    qsort(ranks, plan->n_marks, sizeof *ranks, by_rank);
    for (size_t i = 0; i < plan->n_marks; i++) {
        chart_mark *mark = &plan->marks[ranks[i].mark];
        double left = fmin(mark->left, mark->x - mark->radius);
        double right = fmax(mark->right, mark->x + mark->radius);
        if (!mark->bar)
            left = mark->x - mark->radius, right = mark->x + mark->radius;
        chart_lane *lane = &plan->lanes[mark->lane];
        mark->row = chart_pack_place(&lane->sides[mark->side].pack, left, right + 1);
        lane->n++;
    }
}

static size_t bin_of(const chart_plan *plan, const chart_mark *mark)
{
    double width = plan->scale.right - plan->scale.left;
    double bin = (mark->x - plan->scale.left) / width * CHART_BINS;
    return bin < 0 ? 0 : bin > CHART_BINS - 1 ? CHART_BINS - 1 : (size_t)bin;
}

/* Put what found no row into numbers. */
static void stack_rest(chart_plan *plan)
{
    for (size_t i = 0; i < plan->n_lanes * CHART_SIDES; i++) {
        chart_zone *zone = &plan->lanes[i / CHART_SIDES].sides[i % CHART_SIDES];
        for (size_t bin = 0; bin < CHART_BINS; bin++)
            zone->at[bin] = (chart_stack){.first = INT64_MAX, .last = INT64_MIN};
    }
    for (size_t i = 0; i < plan->n_marks; i++) {
        const chart_mark *mark = &plan->marks[i];
        chart_zone *zone = &plan->lanes[mark->lane].sides[mark->side];
        if (mark->row >= 0) {
            zone->rows = mark->row + 1 > zone->rows ? mark->row + 1 : zone->rows;
            zone->drawn++;
            continue;
        }
        chart_stack *stack = &zone->at[bin_of(plan, mark)];
        zone->drawn += stack->n++ == 0;
        zone->stacked++;
        stack->x += mark->x;
        stack->first = mark->first < stack->first ? mark->first : stack->first;
        stack->last = mark->last > stack->last ? mark->last : stack->last;
    }
}

/* Lanes in which much would be left to numbers are drawn as columns; and where there are too many
 * marks in all, so are those that have most. */
static void choose_dense(chart_plan *plan)
{
    size_t order[CHART_LANES_MOST], drawn[CHART_LANES_MOST], all = 0;
    for (size_t lane = 0; lane < plan->n_lanes; lane++) {
        size_t stacked = 0;
        drawn[lane] = 0;
        for (int side = 0; side < CHART_SIDES; side++) {
            drawn[lane] += plan->lanes[lane].sides[side].drawn;
            stacked += plan->lanes[lane].sides[side].stacked;
        }
        plan->lanes[lane].dense = stacked > plan->lanes[lane].n / STACKED_PART;
        all += plan->lanes[lane].dense ? 0 : drawn[lane];
        size_t at = lane;
        for (; at && drawn[order[at - 1]] > drawn[lane]; at--)
            order[at] = order[at - 1];
        order[at] = lane;
    }
    size_t marks = 0;
    for (size_t i = 0; i < plan->n_lanes && all > CHART_MARKS_MOST; i++) {
        chart_lane *lane = &plan->lanes[order[i]];
        if (!lane->dense)
            marks += drawn[order[i]];
        lane->dense |= marks > CHART_MARKS_BESIDE;
    }
}

int64_t chart_column_side(const chart_column *column, chart_side side)
{
    const int64_t *n = column->quads;
    return side == CHART_UP ? n[1] + n[2] : side == CHART_DOWN ? n[3] + n[4] : n[0];
}

/* As long as nine in ten of the spans in them, or they would tell what nobody told. */
static double columns_apart(const chart_plan *plan, size_t dense)
{
    enum { LENGTHS = 40 };
    size_t counts[LENGTHS] = {0}, n = 0;
    for (size_t i = 0; i < plan->n_marks; i++) {
        const chart_mark *mark = &plan->marks[i];
        if (!plan->lanes[mark->lane].dense)
            continue;
        double days = (double)(mark->last - mark->first + 1);
        int length = (int)(log2(days) * 2); /* in steps of about 1.4 */
        counts[length < LENGTHS ? length : LENGTHS - 1]++;
        n++;
    }
    size_t length = 0, seen = counts[0];
    while (seen < n - n / 10 && length + 1 < LENGTHS)
        seen += counts[++length];
    double across = plan->scale.right - plan->scale.left;
    double a_day = across / (double)(plan->scale.until - plan->scale.from);
    double apart = fmax(COLUMN_APART, exp2((double)length / 2) * a_day);
    apart = fmin(apart, across / COLUMNS_LEAST);
    return fmax(apart, across * (double)dense / CHART_COLUMNS_MOST);
}

static void make_columns(chart_plan *plan, const chart_timeline *chart)
{
    size_t dense = 0;
    for (size_t lane = 0; lane < plan->n_lanes; lane++)
        dense += plan->lanes[lane].dense;
    if (!dense)
        return;
    plan->steps = chart_ticks_of(&plan->scale, columns_apart(plan, dense));
    plan->n_columns = plan->steps.n + 1;
    for (size_t lane = 0; lane < plan->n_lanes; lane++) {
        if (!plan->lanes[lane].dense)
            continue;
        plan->lanes[lane].columns =
            calloc(plan->n_columns, sizeof *plan->lanes[lane].columns);
        plan->failed |= !plan->lanes[lane].columns;
    }
    int64_t most = 1;
    for (size_t i = 0; i < plan->n_marks && !plan->failed; i++) {
        chart_mark *mark = &plan->marks[i];
        chart_lane *lane = &plan->lanes[mark->lane];
        if (!lane->dense)
            continue;
        int64_t middle = mark->first + (mark->last - mark->first) / 2;
        size_t column = 0;
        while (column < plan->steps.n && plan->steps.at[column].day <= middle)
            column++;
        int quad = chart->deeds[mark->deed].quad;
        lane->columns[column].quads[mark->side == CHART_MIDDLE ? 0 : quad]++;
        mark->row = -1;
        int64_t n = chart_column_side(&lane->columns[column], mark->side);
        lane->high[mark->side] = n > lane->high[mark->side] ? n : lane->high[mark->side];
        most = n > most ? n : most;
    }
    plan->a_deed = fmin((double)CHART_COLUMN_HIGH / (double)most, COLUMN_DEED_HIGH);
}

void chart_plan_make(chart_plan *plan, const chart_timeline *chart)
{
    size_t n_lanes =
        chart->n_lanes < CHART_LANES_MOST ? chart->n_lanes : CHART_LANES_MOST;
    *plan = (chart_plan){.n_lanes = n_lanes};
    plan->marks = calloc(chart->n_deeds + 1, sizeof *plan->marks);
    plan->lanes = calloc(n_lanes + 1, sizeof *plan->lanes);
    ranked *ranks = calloc(chart->n_deeds + 1, sizeof *ranks);
    plan->failed = !plan->marks || !plan->lanes || !ranks;
    if (plan->failed) {
        free(ranks);
        return;
    }
    for (size_t i = 0; i < chart->n_deeds; i++)
        plan->n_marks += begin_mark(&plan->marks[plan->n_marks], plan, chart, i);
    if (plan->n_marks) {
        fit_scale(plan);
        for (size_t i = 0; i < plan->n_marks; i++)
            set_across(&plan->marks[i], plan, &chart->deeds[plan->marks[i].deed]);
        place_all(plan, chart, ranks);
        stack_rest(plan);
        choose_dense(plan);
        make_columns(plan, chart);
        qsort(plan->marks, plan->n_marks, sizeof *plan->marks, by_lane);
    }
    free(ranks);
}

void chart_plan_free(chart_plan *plan)
{
    for (size_t lane = 0; plan->lanes && lane < plan->n_lanes; lane++)
        free(plan->lanes[lane].columns);
    free(plan->marks);
    free(plan->lanes);
    *plan = (chart_plan){0};
}
