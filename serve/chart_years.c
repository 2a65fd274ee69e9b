#include <math.h>

#include "chart_bins.h"
#include "chart_day.h"
#include "chart_svg.h"

enum {
    WIDE = 720,
    LEFT = 46,
    RIGHT = 4,
    TOP = 6,
    PLOT = 230,
    PLOT_LEAST = 76, /* of a year alone: few bars need no height */
    PLOT_YEAR = 18,  /* more for each year */
    AXIS = 24,
    TICKS_HIGH = 44, /* between names of counts, at least */
    SLOT_MOST = 34,  /* of a bar with what is between bars */
    NAMES_APART = 58
};

static const double little =
    0.1; /* of coverage: a hundredth of what the fullest year has */

typedef struct layout {
    const chart_bins *bins;
    chart_id id;
    double slot, bar, zero, unit; /* across; y of no deeds; high of one deed */
    double up, down, step;        /* deeds: of the axis, and between its ticks */
    double plot;                  /* high, of all of it */
    bool uncovered, thin;         /* there is something shaded so */
} layout;

static void scale(layout *at)
{
    double up = 0, down = 0;
    for (size_t i = 0; i < at->bins->n; i++) {
        up = fmax(up, chart_bin_up(&at->bins->at[i]));
        down = fmax(down, chart_bin_down(&at->bins->at[i]));
    }
    at->plot = fmin(PLOT_LEAST + PLOT_YEAR * (double)(at->bins->n - 1), PLOT);
    at->step = chart_round_up(fmax((up + down) / floor(at->plot / TICKS_HIGH), 1));
    at->up = fmax(ceil(up / at->step), 1) * at->step;
    at->down = ceil(down / at->step) * at->step;
    at->unit = at->plot / (at->up + at->down);
    at->zero = TOP + at->up * at->unit;
    double across = (double)(WIDE - LEFT - RIGHT) / (double)at->bins->n;
    at->slot = fmin(across, SLOT_MOST);
    at->bar = at->slot > 6 ? at->slot * 0.78 : at->slot * 0.86;
}

/* 2: nothing is told of it, 1: little, 0: enough, or it is not known how much. */
static int shade(const chart_bin *bin)
{
    return bin->coverage < 0 ? 0 : bin->coverage > 0 ? bin->coverage < little : 2;
}

static void put_coverage(room_text *out, layout *at)
{
    const chart_bins *bins = at->bins;
    bool begun = false;
    for (size_t i = 0, n; i < bins->n; i += n) {
        int level = shade(&bins->at[i]);
        for (n = 1; i + n < bins->n && shade(&bins->at[i + n]) == level;)
            n++;
        if (!level)
            continue;
        if (!begun)
            chart_put_hatch(out, &at->id);
        begun = true;
        at->uncovered |= level == 2;
        at->thin |= level == 1;
        if (level == 2)
            room_put(out, "<rect class=\"uncovered\"");
        else
            room_put(out, "<rect class=\"uncovered thin\"");
        chart_attribute(out, "x", LEFT + (double)i * at->slot);
        chart_attribute(out, "y", TOP);
        chart_attribute(out, "width", (double)n * at->slot);
        chart_attribute(out, "height", at->plot);
        chart_put_hatch_fill(out, &at->id);
        room_put(out, "/>");
    }
}

static void put_counts(room_text *out, const layout *at)
{
    double right = LEFT + at->slot * (double)at->bins->n;
    room_put(out, "<path class=\"grid\" d=\"");
    for (double n = -at->down; n <= at->up; n += at->step) {
        room_put(out, "M"
                      "46 ");
        chart_put_number(out, at->zero - n * at->unit);
        room_put(out, "H");
        chart_put_number(out, right);
    }
    room_put(out, "\"/><g class=\"axis\">");
    for (double n = -at->down; n <= at->up; n += at->step) {
        room_put(out, "<text class=\"tick tick-count\"");
        chart_attribute(out, "x", LEFT - 6);
        chart_attribute(out, "y", fmax(at->zero - n * at->unit + 4, TOP + 7));
        room_put(out, ">");
        chart_put_short_count(out, (int64_t)fabs(n));
        room_put(out, "</text>");
    }
    room_put(out, "</g>");
}

/* A year in so many has its name: 1, 2, 5, 10, ... bars. */
static void put_names(room_text *out, const layout *at)
{
    const chart_bins *bins = at->bins;
    int every = (int)chart_round_up(fmax(NAMES_APART / at->slot, 1)) * bins->step;
    room_put(out, "<g class=\"axis\">");
    for (size_t i = 0; i < bins->n; i++) {
        int year = bins->first + (int)i * bins->step;
        if (year % every && bins->n > 1)
            continue;
        double x = LEFT + ((double)i + 0.5) * at->slot;
        if (x > WIDE - 18)
            room_put(out, "<text class=\"tick tick-last\"");
        else
            room_put(out, "<text class=\"tick\"");
        chart_attribute(out, "x", x > WIDE - 18 ? WIDE : x);
        chart_attribute(out, "y", TOP + at->plot + 18);
        room_put(out, ">");
        chart_put_year(out, year);
        room_put(out, "</text>");
    }
    room_put(out, "</g>");
}

static void put_title(room_text *out, const layout *at, size_t i)
{
    const chart_bin *bin = &at->bins->at[i];
    room_put(out, "<title>");
    chart_put_bin_years(out, at->bins, i);
    room_put(out, ": ");
    chart_put_counted(out, bin->events, "deed", "deeds");
    if (bin->reports) {
        room_put(out, ", ");
        chart_put_counted(out, bin->reports, "report", "reports");
    }
    room_put(out, "; cooperation: ");
    chart_put_count(out, bin->quads[0]);
    room_put(out, " in words, ");
    chart_put_count(out, bin->quads[1]);
    room_put(out, " in deeds; conflict: ");
    chart_put_count(out, bin->quads[2]);
    room_put(out, " in words, ");
    chart_put_count(out, bin->quads[3]);
    room_put(out, " in deeds");
    if (bin->coverage >= 0) {
        room_put(out, "; ");
        room_put_int(out, (int64_t)(bin->coverage * 100 + 0.5));
        room_put(out, " % covered");
    }
    room_put(out, "</title>");
}

/* From `from` deeds above or below none to `from + n`. */
static void put_bar(room_text *out, const layout *at, size_t i, int quad, double from,
                    double n)
{
    if (n <= 0)
        return;
    double high = n * at->unit, y = at->zero - (from + n) * at->unit;
    if (quad > 2)
        y = at->zero + from * at->unit;
    room_put(out, "<path class=\"");
    chart_put_quad_class(out, quad);
    room_put(out, "\" d=\"M");
    chart_put_number(out, LEFT + (double)i * at->slot + (at->slot - at->bar) / 2);
    room_put(out, " ");
    chart_put_number(out, y);
    room_put(out, "h");
    chart_put_number(out, at->bar);
    room_put(out, "v");
    chart_put_number(out, fmax(high, 0.5));
    room_put(out, "h");
    chart_put_number(out, -at->bar);
    room_put(out, "z\"/>");
}

static void put_bin(room_text *out, const layout *at, size_t i)
{
    const chart_bin *bin = &at->bins->at[i];
    if (!bin->there)
        return;
    chart_open_link(out, bin->href);
    room_put(out, "year\">");
    put_title(out, at, i);
    /* The whole height answers to the pointer, not only what is a bar. */
    room_put(out, "<rect class=\"hit\"");
    chart_attribute(out, "x", LEFT + (double)i * at->slot);
    chart_attribute(out, "y", TOP);
    chart_attribute(out, "width", at->slot);
    chart_attribute(out, "height", at->plot);
    room_put(out, "/>");
    put_bar(out, at, i, 1, 0, (double)bin->quads[0]);
    put_bar(out, at, i, 2, (double)bin->quads[0], (double)bin->quads[1]);
    put_bar(out, at, i, 3, 0, (double)bin->quads[2]);
    put_bar(out, at, i, 4, (double)bin->quads[2], (double)bin->quads[3]);
    chart_close_link(out, bin->href);
}

static void put_description(room_text *out, const chart_bins *bins)
{
    double up = 0, down = 0;
    int64_t most = -1;
    size_t most_at = 0;
    for (size_t i = 0; i < bins->n; i++) {
        up += chart_bin_up(&bins->at[i]);
        down += chart_bin_down(&bins->at[i]);
        if (bins->at[i].events > most) {
            most = bins->at[i].events;
            most_at = i;
        }
    }
    room_put(out, "Bars from ");
    chart_put_year(out, bins->first);
    room_put(out, " to ");
    chart_put_year(out, bins->first + (int)bins->n * bins->step - 1);
    room_put(out, ": ");
    chart_put_count(out, (int64_t)fmin(up, 9e18));
    room_put(out, " deeds of cooperation upward, ");
    chart_put_count(out, (int64_t)fmin(down, 9e18));
    room_put(out, " of conflict downward. Most in ");
    chart_put_bin_years(out, bins, most_at);
    room_put(out, ".");
}

static void put_shade_key(room_text *out, const layout *at, bool thin)
{
    room_put(out, "<li><svg class=\"key\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">");
    if (thin)
        room_put(out, "<rect class=\"uncovered thin\" width=\"12\" height=\"12\"");
    else
        room_put(out, "<rect class=\"uncovered\" width=\"12\" height=\"12\"");
    chart_put_hatch_fill(out, &at->id);
    if (thin)
        room_put(out, "/></svg> little is told of this time</li>");
    else
        room_put(out, "/></svg> no document tells of this time</li>");
}

void chart_put_years(room_text *out, const char *title, const chart_year *years, size_t n)
{
    if (!n) {
        chart_put_empty(out, "years", title, "There is no year to show deeds of.");
        return;
    }
    chart_range range = {0};
    chart_range_add(&range, years, n);
    chart_bins bins;
    chart_bins_make(&bins, &range, years, n, CHART_YEARS_WIDE);
    layout at = {.bins = &bins, .id = chart_id_of(out, "years", title)};
    scale(&at);
    size_t links = 0;
    for (size_t i = 0; i < bins.n; i++)
        links += bins.at[i].href != NULL;
    chart_open_figure(out, &at.id, "years", links);
    chart_open_svg(out, &at.id, title, WIDE, TOP + (int)at.plot + AXIS, links > 0, NULL);
    put_description(out, &bins);
    chart_close_head(out);
    put_coverage(out, &at);
    put_counts(out, &at);
    for (size_t i = 0; i < bins.n; i++)
        put_bin(out, &at, i);
    room_put(out, "<path class=\"line\" d=\"M"
                  "46 ");
    chart_put_number(out, at.zero);
    room_put(out, "H");
    chart_put_number(out, LEFT + at.slot * (double)bins.n);
    room_put(out, "\"/>");
    put_names(out, &at);
    room_put(out, "</svg>");
    chart_open_caption(out, &at.id);
    room_put(out, "<ul class=\"chart-legend\">");
    chart_put_quad_keys(out);
    if (at.uncovered)
        put_shade_key(out, &at, false);
    if (at.thin)
        put_shade_key(out, &at, true);
    room_put(out, "</ul>");
    if (bins.step > 1) {
        room_put(out, "<p class=\"chart-note\">Each bar is of ");
        room_put_int(out, bins.step);
        room_put(out, " years.</p>");
    }
    chart_close_figure(out);
}
