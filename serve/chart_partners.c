#include <math.h>

#include "chart_bins.h"
#include "chart_day.h"
#include "chart_svg.h"

enum {
    WIDE = 240,
    TOP = 2,
    PLOT = 64,
    HIGH = 84, /* with the names of the first and last year */
    BINS_MOST = 80,
    NAME_MOST = 48,
    PARTNERS_MOST = 120,
    TALLER = 5 /* how many times, of a partner whose bars would be too low to see */
};

/* One scale for all, or the bars would mislead. Those of a partner with few deeds are drawn 5, 25
 * or 125 times as high, and the panel says so. */
typedef struct common {
    chart_range range;
    double
        high; /* deeds from the lowest to the highest bar, of the partner where that is most */
} common;

typedef struct extent {
    double up, down; /* deeds: the highest and the lowest bar */
} extent;

static extent extent_of(const chart_bins *bins)
{
    extent e = {0, 0};
    for (size_t i = 0; i < bins->n; i++) {
        e.up = fmax(e.up, chart_bin_up(&bins->at[i]));
        e.down = fmax(e.down, chart_bin_down(&bins->at[i]));
    }
    return e;
}

static int taller(const common *of, extent e)
{
    int times = 1;
    while (e.up + e.down > 0 && (e.up + e.down) * times * TALLER <= of->high &&
           times < 125)
        times *= TALLER;
    return times;
}

/* All bars of a quad in one path. */
static void put_bars(room_text *out, const chart_bins *bins, int quad, double zero,
                     double unit)
{
    double slot = (double)WIDE / (double)bins->n;
    double bar = slot > 3 ? fmin(slot, 24) * 0.8 : slot * 0.9;
    bool any = false;
    for (size_t i = 0; i < bins->n; i++) {
        const chart_bin *bin = &bins->at[i];
        double n = (double)bin->quads[quad - 1];
        if (n <= 0)
            continue;
        if (!any) {
            room_put(out, "<path class=\"");
            chart_put_quad_class(out, quad);
            room_put(out, "\" d=\"");
        }
        any = true;
        /* The stronger class lies beyond the weaker one. */
        double from = quad == 2   ? (double)bin->quads[0]
                      : quad == 4 ? (double)bin->quads[2]
                                  : 0;
        double up = quad <= 2 ? -1 : 1;
        room_put(out, "M");
        chart_put_number(out, ((double)i + 0.5) * slot - bar / 2);
        room_put(out, " ");
        chart_put_number(out, zero + up * from * unit);
        room_put(out, "h");
        chart_put_number(out, bar);
        room_put(out, "v");
        chart_put_number(out, up * fmax(n * unit, 0.5));
        room_put(out, "h");
        chart_put_number(out, -bar);
        room_put(out, "z");
    }
    if (any)
        room_put(out, "\"/>");
}

static void put_year(room_text *out, int year, bool last)
{
    if (last)
        room_put(out, "<text class=\"tick tick-last\" x=\"240\" y=\"80\">");
    else
        room_put(out, "<text class=\"tick tick-first\" x=\"0\" y=\"80\">");
    chart_put_year(out, year);
    room_put(out, "</text>");
}

static void put_total(room_text *out, const chart_bins *bins)
{
    double up = 0, down = 0;
    for (size_t i = 0; i < bins->n; i++) {
        up += chart_bin_up(&bins->at[i]);
        down += chart_bin_down(&bins->at[i]);
    }
    room_put(out, "<span class=\"partner-count\">");
    if (up + down <= 0) {
        room_put(out, "no deed of a known year</span>");
        return;
    }
    chart_put_count(out, (int64_t)fmin(up, 4e18));
    room_put(out, " of cooperation, ");
    chart_put_count(out, (int64_t)fmin(down, 4e18));
    room_put(out, " of conflict</span>");
}

static void put_name(room_text *out, const chart_partner *partner)
{
    const char *name = partner->name && *partner->name ? partner->name : "(no name)";
    bool links = partner->href && *partner->href;
    if (links) {
        room_put(out, "<a class=\"partner-name\" href=\"");
        room_put_string(out, partner->href);
        room_put(out, "\">");
    } else {
        room_put(out, "<span class=\"partner-name\">");
    }
    chart_put_clipped(out, name, NAME_MOST);
    if (links)
        room_put(out, "</a>");
    else
        room_put(out, "</span>");
}

static void put_panel(room_text *out, const common *of, const chart_partner *partner)
{
    chart_bins bins;
    chart_bins_make(&bins, &of->range, partner->years, partner->n_years, BINS_MOST);
    extent e = extent_of(&bins);
    int times = taller(of, e);
    double unit = PLOT / of->high * times, zero = TOP + PLOT - e.down * unit;
    room_put(out, "<li>");
    put_name(out, partner);
    room_put(out, " ");
    put_total(out, &bins);
    /* Name and numbers stand above it for those who do not see it. */
    room_put(out, "<svg viewBox=\"0 0 240 84\" aria-hidden=\"true\">");
    for (int quad = 1; quad <= 4; quad++)
        put_bars(out, &bins, quad, zero, unit);
    room_put(out, "<path class=\"line\" d=\"M0 ");
    chart_put_number(out, zero);
    room_put(out, "H240\"/>");
    put_year(out, bins.first, false);
    if (bins.n > 1)
        put_year(out, bins.first + ((int)bins.n - 1) * bins.step, true);
    if (times > 1) {
        room_put(out, "<text class=\"tick taller\" x=\"120\" y=\"80\">");
        room_put_int(out, times);
        room_put(out, " × as high</text>");
    }
    room_put(out, "</svg></li>");
}

void chart_put_partners(room_text *out, const char *title, const chart_partner *partners,
                        size_t n)
{
    common of = {0};
    for (size_t i = 0; i < n; i++)
        chart_range_add(&of.range, partners[i].years, partners[i].n_years);
    if (!of.range.any) {
        chart_put_empty(
            out, "partners", title,
            "There is no partner to show, or none with a deed of a known year.");
        return;
    }
    size_t drawn = n < PARTNERS_MOST ? n : PARTNERS_MOST;
    int step = 1;
    for (size_t i = 0; i < drawn; i++) {
        chart_bins bins;
        chart_bins_make(&bins, &of.range, partners[i].years, partners[i].n_years,
                        BINS_MOST);
        step = bins.step;
        extent e = extent_of(&bins);
        of.high = fmax(of.high, e.up + e.down);
    }
    of.high = fmax(of.high, 1);
    chart_id id = chart_id_of(out, "partners", title);
    chart_open_figure(out, &id, "partners", drawn);
    room_put(out, "<ul class=\"partners\" aria-label=\"");
    room_put_string(out, title);
    room_put(out, "\">");
    for (size_t i = 0; i < drawn; i++)
        put_panel(out, &of, &partners[i]);
    room_put(out, "</ul>");
    chart_open_caption(out, &id);
    room_put(out, "<ul class=\"chart-legend\">");
    chart_put_quad_keys(out);
    room_put(out, "</ul>");
    if (step > 1) {
        room_put(out, "<p class=\"chart-note\">Each bar is of ");
        room_put_int(out, step);
        room_put(out, " years.</p>");
    }
    if (drawn < n) {
        room_put(out, "<p class=\"chart-note\">Not drawn: ");
        chart_put_counted(out, (int64_t)(n - drawn), "further partner.</p>",
                          "further partners.</p>");
    }
    chart_close_figure(out);
}
