#include "chart.h"

#include <math.h>
#include <stdlib.h>

#include "chart_columns.h"
#include "chart_day.h"
#include "chart_plan.h"
#include "chart_svg.h"

enum {
    ROW = 12,         /* of marks */
    LABEL = 19,       /* of the lane's name, above it */
    BETWEEN = 7,      /* lanes */
    PEAK = 11,        /* of the number on the highest column */
    STAGE_ROW = 18,   /* of names of stages */
    AXIS = 32,        /* two lines of names of ticks */
    COVER = 15,       /* the words in what is not covered */
    NUMBER_HALF = 11, /* wide, of a mark with a number */
    TICKS_APART = 58,
    TITLE_MOST = 140, /* characters of what is told of a deed */
    NAME_MOST = 60,   /* of a lane's name */
    STAGE_ROWS = 3,
    TALL = 420 /* from here on there is an axis at the head too */
};

typedef struct layout {
    const chart_timeline *chart;
    const chart_plan *plan;
    chart_id id;
    int stage_rows;
    size_t stages_left; /* that no room was for */
    double lanes_top, lanes_bottom, height;
    bool top_axis;
    bool covered; /* nothing is shaded */
} layout;

/* Cooperation and conflict always have room, so that it is seen where there is none. */
static double side_height(const layout *at, size_t lane, chart_side side)
{
    const chart_lane *of = &at->plan->lanes[lane];
    const chart_zone *zone = &of->sides[side];
    double high = ROW * (zone->rows + (zone->stacked > 0));
    if (of->dense)
        high = of->high[side] ? (double)of->high[side] * at->plan->a_deed + PEAK : 0;
    return side != CHART_MIDDLE && high < ROW ? ROW : high;
}

/* A lane with nothing in it is not drawn but named below. */
static double lane_height(const layout *at, size_t lane)
{
    if (!at->plan->lanes[lane].n)
        return 0;
    double high = LABEL + BETWEEN;
    for (int side = 0; side < CHART_SIDES; side++)
        high += side_height(at, lane, (chart_side)side);
    return high;
}

/* ------------------------------------------------------------------- bands of time */

typedef struct band {
    int64_t first, last;
    double left, right;
    size_t index; /* in the caller's array */
} band;

static int by_first(const void *a, const void *b)
{
    const band *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* Those that are seen, from left to right; NULL: none, or no memory. Free it. */
static band *bands_of(const chart_scale *scale, const chart_band *from, size_t n,
                      size_t *seen)
{
    band *bands = n ? calloc(n, sizeof *bands) : NULL;
    *seen = 0;
    for (size_t i = 0; bands && i < n; i++) {
        int64_t a = from[i].first == CHART_NO_DAY ? scale->from : from[i].first;
        int64_t b = from[i].last == CHART_NO_DAY ? scale->until : from[i].last;
        int64_t first = a < b ? a : b, last = a < b ? b : a;
        if (first >= scale->until || last < scale->from)
            continue;
        first = first < scale->from ? scale->from : first;
        last = last >= scale->until ? scale->until - 1 : last;
        bands[(*seen)++] = (band){.first = first,
                                  .last = last,
                                  .left = chart_x(scale, first),
                                  .right = chart_x(scale, last + 1),
                                  .index = i};
    }
    if (*seen)
        qsort(bands, *seen, sizeof *bands, by_first);
    return bands;
}

static void put_rect(room_text *out, double left, double top, double right, double bottom)
{
    chart_attribute(out, "x", left);
    chart_attribute(out, "y", top);
    chart_attribute(out, "width", right - left);
    chart_attribute(out, "height", bottom - top);
}

/* Stretches that touch are one, and so are those with less between them than can be seen. */
static void put_uncovered(room_text *out, layout *at)
{
    size_t n;
    band *bands =
        bands_of(&at->plan->scale, at->chart->uncovered, at->chart->n_uncovered, &n);
    at->covered = n == 0;
    if (n)
        chart_put_hatch(out, &at->id);
    for (size_t i = 0; i < n;) {
        band one = bands[i];
        for (i++; i < n && bands[i].left <= one.right + 0.5; i++) {
            one.right = bands[i].right > one.right ? bands[i].right : one.right;
            one.last = bands[i].last > one.last ? bands[i].last : one.last;
        }
        room_put(out, "<g class=\"uncovered\"><title>");
        chart_put_days(out, one.first, one.last);
        room_put(out, ": no document tells of this time</title><rect");
        put_rect(out, one.left, at->lanes_top, one.right, at->lanes_bottom);
        chart_put_hatch_fill(out, &at->id);
        room_put(out, "/>");
        if (one.right - one.left > 90) {
            room_put(out, "<text");
            chart_attribute(out, "x", (one.left + one.right) / 2);
            chart_attribute(out, "y", at->lanes_bottom - 4);
            if (one.right - one.left > 190)
                room_put(out, ">no document tells of this time</text>");
            else
                room_put(out, ">no documents</text>");
        }
        room_put(out, "</g>");
    }
    free(bands);
}

static void put_stage(room_text *out, const layout *at, const band *stage, int row)
{
    const char *name = at->chart->stages[stage->index].title;
    double top = row * STAGE_ROW;
    room_put(out, "<g class=\"band\"><title>");
    chart_put_clipped(out, name, TITLE_MOST);
    room_put(out, ", ");
    chart_put_days(out, stage->first, stage->last);
    room_put(out, "</title><rect");
    put_rect(out, stage->left, top, stage->right, top + STAGE_ROW - 3);
    room_put(out, "/><path d=\"M");
    chart_put_number(out, stage->left);
    room_put(out, " ");
    chart_put_number(out, top);
    room_put(out, "V");
    chart_put_number(out, at->lanes_bottom);
    room_put(out, "\"/>");
    /* An average letter of 11 units is some 5.8 wide. */
    double letters = (stage->right - stage->left - 8) / 5.8;
    if (letters >= 3) {
        room_put(out, "<text");
        chart_attribute(out, "x", stage->left + 5);
        chart_attribute(out, "y", top + 11.5);
        room_put(out, ">");
        chart_put_clipped(out, name, (size_t)letters);
        room_put(out, "</text>");
    }
    room_put(out, "</g>");
}

/* Which row each stage has; how many rows there are. Those that no row has room for are -1. */
static int *stage_rows(layout *at, const band *stages, size_t n)
{
    int *rows = n ? calloc(n, sizeof *rows) : NULL;
    chart_pack *pack = n ? calloc(1, sizeof *pack) : NULL;
    for (size_t i = 0; rows && pack && i < n; i++) {
        rows[i] = chart_pack_place(pack, stages[i].left + 1, stages[i].right - 1);
        if (rows[i] >= STAGE_ROWS)
            rows[i] = -1;
        at->stages_left += rows[i] < 0;
        at->stage_rows = rows[i] + 1 > at->stage_rows ? rows[i] + 1 : at->stage_rows;
    }
    if (!pack) {
        free(rows);
        rows = NULL;
    }
    free(pack);
    return rows;
}

/* --------------------------------------------------------------------------- marks */

/* Who does it to whom: a head to the right, to the left, or none. */
static void put_shape(room_text *out, int side, double x, double y, double r)
{
    if (side == 0) {
        room_put(out, "<circle");
        chart_attribute(out, "cx", x);
        chart_attribute(out, "cy", y);
        chart_attribute(out, "r", r - 0.2);
        room_put(out, "/>");
        return;
    }
    double ahead = side > 0 ? r : -r;
    room_put(out, "<path d=\"M");
    chart_put_number(out, x + ahead);
    room_put(out, " ");
    chart_put_number(out, y);
    room_put(out, "l");
    chart_put_number(out, -1.9 * ahead);
    room_put(out, " ");
    chart_put_number(out, -r);
    room_put(out, "v");
    chart_put_number(out, 2 * r);
    room_put(out, "z\"/>");
}

static void put_mark(room_text *out, const layout *at, const chart_mark *mark, double y)
{
    const chart_deed *deed = &at->chart->deeds[mark->deed];
    chart_open_link(out, deed->href);
    room_put(out, "mark ");
    chart_put_quad_class(out, deed->quad);
    if (deed->indirect)
        room_put(out, " indirect");
    if (deed->unsure)
        room_put(out, " unsure");
    room_put(out, "\">");
    room_put(out, "<title>");
    if (deed->title && *deed->title)
        chart_put_clipped(out, deed->title, TITLE_MOST);
    else
        chart_put_days(out, mark->first, mark->last);
    room_put(out, "</title>");
    if (mark->bar) {
        if (mark->cut)
            room_put(out, "<path class=\"span cut\" d=\"M");
        else if (mark->wide)
            room_put(out, "<path class=\"span wide\" d=\"M");
        else if (mark->open)
            room_put(out, "<path class=\"span open\" d=\"M");
        else
            room_put(out, "<path class=\"span\" d=\"M");
        chart_put_number(out, mark->left);
        room_put(out, " ");
        chart_put_number(out, y);
        room_put(out, "H");
        chart_put_number(out, mark->right);
        room_put(out, "\"/>");
    }
    put_shape(out, deed->side, mark->x, y, mark->radius);
    chart_close_link(out, deed->href);
}

static void put_stacks(room_text *out, const chart_zone *zone, double y)
{
    double least = 0;
    for (size_t bin = 0; bin < CHART_BINS; bin++) {
        const chart_stack *stack = &zone->at[bin];
        if (!stack->n)
            continue;
        /* Where its deeds are, but not on the number before it: a bin is wider than one. */
        double x = fmax(stack->x / (double)stack->n, least);
        least = x + 2 * NUMBER_HALF + 4;
        room_put(out, "<g class=\"stack\"><title>");
        chart_put_counted(out, (int64_t)stack->n, "more deed, ", "more deeds, ");
        chart_put_days(out, stack->first, stack->last);
        room_put(out, "</title><rect");
        put_rect(out, x - NUMBER_HALF, y - 5.5, x + NUMBER_HALF, y + 5.5);
        room_put(out, "/><text");
        chart_attribute(out, "x", x);
        chart_attribute(out, "y", y + 3.3);
        room_put(out, ">");
        if (stack->n < 100)
            room_put(out, "+");
        chart_put_short_count(out, (int64_t)stack->n);
        room_put(out, "</text></g>");
    }
}

static void put_line(room_text *out, const chart_scale *scale, double y)
{
    room_put(out, "<path class=\"line\" d=\"M");
    chart_put_number(out, scale->left);
    room_put(out, " ");
    chart_put_number(out, y);
    room_put(out, "H");
    chart_put_number(out, scale->right);
    room_put(out, "\"/>");
}

static void put_lane_name(room_text *out, const layout *at, size_t lane, double top)
{
    room_put(out, "<text class=\"lane-name\"");
    chart_attribute(out, "x", at->plan->scale.left);
    chart_attribute(out, "y", top + 13);
    room_put(out, ">");
    chart_put_clipped(out, at->chart->lanes ? at->chart->lanes[lane] : NULL, NAME_MOST);
    room_put(out, "<tspan class=\"lane-count\" dx=\"6\">");
    chart_put_count(out, (int64_t)at->plan->lanes[lane].n);
    room_put(out, "</tspan></text>");
}

static void put_marks(room_text *out, const layout *at, size_t lane, double line,
                      double under, size_t *next)
{
    const chart_plan *plan = at->plan;
    const chart_zone *sides = plan->lanes[lane].sides;
    for (; *next < plan->n_marks && plan->marks[*next].lane == (int)lane; ++*next) {
        const chart_mark *mark = &plan->marks[*next];
        if (mark->row < 0)
            continue;
        double away = ROW * mark->row + ROW * 0.5;
        put_mark(out, at, mark,
                 mark->side == CHART_UP       ? line - away - 0.5
                 : mark->side == CHART_MIDDLE ? line + away
                                              : under + away + 0.5);
    }
    if (plan->lanes[lane].dense)
        return;
    double rows[CHART_SIDES];
    for (int side = 0; side < CHART_SIDES; side++)
        rows[side] = ROW * sides[side].rows + ROW * 0.5;
    put_stacks(out, &sides[CHART_UP], line - rows[CHART_UP] - 0.5);
    put_stacks(out, &sides[CHART_MIDDLE], line + rows[CHART_MIDDLE]);
    put_stacks(out, &sides[CHART_DOWN], under + rows[CHART_DOWN] + 0.5);
}

/* `*next`: the first mark of the lane; behind its last when it returns. */
static void put_lane(room_text *out, const layout *at, size_t lane, double top,
                     size_t *next)
{
    double line = top + LABEL + side_height(at, lane, CHART_UP);
    double under = line + side_height(at, lane, CHART_MIDDLE);
    room_put(out, "<g class=\"lane\">");
    put_lane_name(out, at, lane, top);
    if (at->plan->lanes[lane].dense)
        chart_put_columns(out, at->plan, lane, line, under);
    put_marks(out, at, lane, line, under, next);
    put_line(out, &at->plan->scale, line);
    if (under > line)
        put_line(out, &at->plan->scale, under);
    room_put(out, "</g>");
}

/* -------------------------------------------------------------------------- legend */

static void put_party(room_text *out, const char *name, const char *otherwise)
{
    if (name && *name)
        chart_put_clipped(out, name, 48);
    else
        room_put_string(out, otherwise);
}

#define open_key(out, classes)                                                           \
    room_put(out, "<li><svg class=\"key " classes                                        \
                  "\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">")

static void put_side_keys(room_text *out, const chart_timeline *chart, const bool *sides)
{
    static const int order[] = {2, 0, 1};
    for (int k = 0; k < 3; k++) {
        int i = order[k];
        if (!sides[i])
            continue;
        open_key(out, "mark");
        put_shape(out, i - 1, 6, 6, 4.6);
        room_put(out, "</svg> ");
        const char *from = i == 0 ? chart->second_party : chart->first_party;
        const char *to = i == 0 ? chart->first_party : chart->second_party;
        put_party(out, from, i == 0 ? "the second" : "the first");
        if (i == 1)
            room_put(out, " and ");
        else
            room_put(out, " towards ");
        put_party(out, to, i == 0 ? "the first" : "the second");
        if (i == 1)
            room_put(out, ", both");
        room_put(out, "</li>");
    }
}

typedef struct occurs {
    bool sides[3], quads[5], indirect, unsure, bar, stacks, columns, retold;
} occurs;

static occurs occurrences(const layout *at)
{
    occurs o = {0};
    for (size_t i = 0; i < at->plan->n_marks; i++) {
        const chart_mark *mark = &at->plan->marks[i];
        const chart_deed *deed = &at->chart->deeds[mark->deed];
        if (mark->row < 0) {
            if (at->plan->lanes[mark->lane].dense) {
                o.columns = true;
                o.quads[deed->quad >= 1 && deed->quad <= 4 ? deed->quad : 0] = true;
            } else {
                o.stacks = true;
            }
            continue;
        }
        o.sides[deed->side > 0 ? 2 : deed->side < 0 ? 0 : 1] = true;
        o.quads[deed->quad >= 1 && deed->quad <= 4 ? deed->quad : 0] = true;
        o.indirect |= deed->indirect;
        o.unsure |= deed->unsure;
        o.bar |= mark->bar;
        o.retold |= deed->reports > 1;
    }
    return o;
}

static void put_quad_key(room_text *out, int quad, bool there)
{
    if (!there)
        return;
    open_key(out, "mark");
    room_put(out, "<rect class=\"");
    chart_put_quad_class(out, quad);
    room_put(out, "\" width=\"12\" height=\"12\"/></svg> ");
    chart_put_quad_name(out, quad);
    if (quad == 1 || quad == 2)
        room_put(out, ", above the line");
    else if (quad)
        room_put(out, ", below the line");
    room_put(out, "</li>");
}

static void put_legend(room_text *out, const layout *at)
{
    static const int order[] = {2, 1, 0, 3, 4};
    occurs o = occurrences(at);
    room_put(out, "<ul class=\"chart-legend\">");
    for (size_t i = 0; i < 5; i++)
        put_quad_key(out, order[i], o.quads[order[i]]);
    put_side_keys(out, at->chart, o.sides);
    if (o.indirect) {
        open_key(out, "mark indirect");
        room_put(out, "<circle cx=\"6\" cy=\"6\" r=\"4.4\"/></svg> through others</li>");
    }
    if (o.unsure) {
        open_key(out, "mark unsure");
        room_put(out, "<circle cx=\"6\" cy=\"6\" r=\"4.4\"/></svg> not sure</li>");
    }
    if (o.retold) {
        room_put(out,
                 "<li><svg class=\"key key-wide mark\" viewBox=\"0 0 24 12\" "
                 "aria-hidden=\"true\"><circle cx=\"5\" cy=\"6\" r=\"3.2\"/>"
                 "<circle cx=\"17\" cy=\"6\" r=\"5\"/></svg> told once, told often</li>");
    }
    if (o.bar) {
        room_put(out, "<li><svg class=\"key key-wide mark\" viewBox=\"0 0 24 12\" "
                      "aria-hidden=\"true\"><path class=\"span\" d=\"M1 6H23\"/>"
                      "<circle cx=\"12\" cy=\"6\" r=\"3.2\"/></svg> on a day within this "
                      "span</li>");
    }
    if (o.stacks) {
        room_put(out,
                 "<li><svg class=\"key key-wide stack\" viewBox=\"0 0 24 12\" "
                 "aria-hidden=\"true\"><rect x=\"1\" y=\"0.5\" width=\"22\" "
                 "height=\"11\"/><text x=\"12\" y=\"9.3\">+9</text></svg> so many more "
                 "deeds</li>");
    }
    if (o.columns) {
        room_put(out,
                 "<li><svg class=\"key mark\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">"
                 "<rect x=\"0\" y=\"5\" width=\"5\" height=\"7\"/><rect x=\"6\" y=\"1\" "
                 "width=\"5\" height=\"11\"/></svg> deeds in ");
        chart_put_step(out, &at->plan->steps);
        room_put(out, ", where there are too many to draw each</li>");
    }
    if (!at->covered) {
        room_put(out, "<li><svg class=\"key uncovered\" viewBox=\"0 0 12 12\" "
                      "aria-hidden=\"true\"><rect");
        put_rect(out, 0, 0, 12, 12);
        chart_put_hatch_fill(out, &at->id);
        room_put(out, "/></svg> no document tells of this time</li>");
    }
    room_put(out, "</ul>");
}

static void put_empty_lanes(room_text *out, const layout *at)
{
    size_t n = 0;
    for (size_t lane = 0; lane < at->plan->n_lanes; lane++) {
        if (at->plan->lanes[lane].n)
            continue;
        if (n++)
            room_put(out, ", ");
        else
            room_put(out, "<p class=\"chart-note\">No deed whose day is known in: ");
        chart_put_clipped(out, at->chart->lanes ? at->chart->lanes[lane] : NULL,
                          NAME_MOST);
    }
    if (n)
        room_put(out, ".</p>");
}

static void put_notes(room_text *out, const layout *at)
{
    const chart_plan *plan = at->plan;
    put_empty_lanes(out, at);
    if (plan->undated) {
        room_put(out, "<p class=\"chart-note\">Not drawn, as their day is not known: ");
        chart_put_counted(out, (int64_t)plan->undated, "deed.</p>", "deeds.</p>");
    }
    if (plan->beyond) {
        room_put(out,
                 "<p class=\"chart-note\">Not drawn, as they are of further fields: ");
        chart_put_counted(out, (int64_t)plan->beyond, "deed.</p>", "deeds.</p>");
    }
    if (at->stages_left) {
        room_put(out, "<p class=\"chart-note\">Not drawn, for want of room: ");
        chart_put_counted(out, (int64_t)at->stages_left, "stage.</p>", "stages.</p>");
    }
}

/* --------------------------------------------------------------------------- whole */

/* For those who hear the chart. */
static void put_description(room_text *out, const layout *at)
{
    const chart_plan *plan = at->plan;
    int64_t n[CHART_SIDES] = {0}, first = INT64_MAX, last = INT64_MIN;
    for (size_t i = 0; i < plan->n_marks; i++) {
        const chart_mark *mark = &plan->marks[i];
        n[mark->side]++;
        first = mark->first < first ? mark->first : first;
        last = mark->last > last ? mark->last : last;
    }
    chart_put_counted(out, (int64_t)plan->n_marks, "deed, ", "deeds, ");
    chart_put_days(out, first, last);
    room_put(out, ", in ");
    int64_t lanes = 0;
    for (size_t lane = 0; lane < plan->n_lanes; lane++)
        lanes += plan->lanes[lane].n > 0;
    chart_put_counted(out, lanes, "field: ", "fields: ");
    chart_put_count(out, n[CHART_UP]);
    room_put(out, " of cooperation above the lines, ");
    chart_put_count(out, n[CHART_DOWN]);
    room_put(out, " of conflict below them");
    if (n[CHART_MIDDLE]) {
        room_put(out, ", ");
        chart_put_count(out, n[CHART_MIDDLE]);
        room_put(out, " of neither");
    }
    room_put(out, ".");
}

static void draw(room_text *out, layout *at, const band *stages, const int *rows,
                 size_t n_stages)
{
    const chart_plan *plan = at->plan;
    chart_ticks ticks = chart_ticks_of(&plan->scale, TICKS_APART);
    chart_put_grid(out, &plan->scale, &ticks, at->lanes_top, at->lanes_bottom + 4);
    put_uncovered(out, at);
    for (size_t i = 0; rows && i < n_stages; i++) {
        if (rows[i] >= 0)
            put_stage(out, at, &stages[i], rows[i]);
    }
    double top = at->lanes_top;
    size_t next = 0;
    for (size_t lane = 0; lane < plan->n_lanes; lane++) {
        if (plan->lanes[lane].n)
            put_lane(out, at, lane, top, &next);
        top += lane_height(at, lane);
    }
    if (at->top_axis)
        chart_put_axis(out, &plan->scale, &ticks, at->lanes_top - (ticks.years ? 8 : 19));
    chart_put_axis(out, &plan->scale, &ticks, at->lanes_bottom + 16);
}

void chart_put_timeline(room_text *out, const chart_timeline *chart)
{
    if (!chart->n_deeds) {
        chart_put_empty(out, "timeline", chart->title,
                        "There is no deed to show on a timeline.");
        return;
    }
    chart_plan plan;
    chart_plan_make(&plan, chart);
    if (plan.failed) {
        out->failed = true;
    } else if (!plan.n_marks) {
        chart_put_empty(
            out, "timeline", chart->title,
            "Of none of these deeds a day is known: there is no timeline to show.");
    } else {
        layout at = {.chart = chart,
                     .plan = &plan,
                     .id = chart_id_of(out, "timeline", chart->title)};
        size_t n_stages;
        band *stages = bands_of(&plan.scale, chart->stages, chart->n_stages, &n_stages);
        int *rows = stage_rows(&at, stages, n_stages);
        double lanes = COVER;
        for (size_t lane = 0; lane < plan.n_lanes; lane++)
            lanes += lane_height(&at, lane);
        at.top_axis = lanes > TALL;
        at.lanes_top = at.stage_rows * STAGE_ROW + (at.top_axis ? AXIS : 2);
        at.lanes_bottom = at.lanes_top + lanes;
        at.height = at.lanes_bottom + AXIS;
        chart_open_figure(out, &at.id, "timeline", plan.n_marks);
        room_put(out, "<div class=\"chart-scroll\" tabindex=\"0\" role=\"group\" "
                      "aria-labelledby=\"");
        chart_put_id(out, &at.id);
        room_put(out, "-t\">");
        chart_open_svg(out, &at.id, chart->title, CHART_WIDE, (int)at.height, true,
                       &plan.scale);
        put_description(out, &at);
        chart_close_head(out);
        draw(out, &at, stages, rows, n_stages);
        room_put(out, "</svg></div>");
        chart_open_caption(out, &at.id);
        put_legend(out, &at);
        put_notes(out, &at);
        chart_close_figure(out);
        free(rows);
        free(stages);
    }
    chart_plan_free(&plan);
}
