#include "chart_bins.h"

#include "chart_day.h"

/* Beyond this no count goes, so that sums of them stay numbers. */
static const int64_t count_most = INT64_MAX / 16;

static int bounded_year(int year)
{
    return year < CHART_YEAR_LEAST  ? CHART_YEAR_LEAST
           : year > CHART_YEAR_MOST ? CHART_YEAR_MOST
                                    : year;
}

void chart_range_add(chart_range *range, const chart_year *years, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int year = bounded_year(years[i].year);
        range->first = !range->any || year < range->first ? year : range->first;
        range->last = !range->any || year > range->last ? year : range->last;
        range->any = true;
    }
}

static void add(int64_t *sum, int64_t more)
{
    if (more > 0)
        *sum = more > count_most - *sum ? count_most : *sum + more;
}

static int floor_to(int year, int step)
{
    int over = year % step;
    return year - (over < 0 ? over + step : over);
}

double chart_round_up(double number)
{
    double unit = 1;
    while (unit * 10 < number)
        unit *= 10;
    return number <= unit       ? unit
           : number <= 2 * unit ? 2 * unit
           : number <= 5 * unit ? 5 * unit
                                : 10 * unit;
}

void chart_bins_make(chart_bins *bins, const chart_range *range, const chart_year *years,
                     size_t n, size_t most)
{
    *bins = (chart_bins){.step = 1};
    if (!range->any || !most)
        return;
    int64_t wide = (int64_t)range->last - range->first + 1;
    while (wide / bins->step + 2 > (int64_t)most + (bins->step == 1))
        bins->step = (int)chart_round_up(bins->step + 1);
    bins->first = floor_to(range->first, bins->step);
    bins->n = (size_t)((range->last - bins->first) / bins->step) + 1;
    for (size_t i = 0; i < bins->n; i++)
        bins->at[i].coverage = -1;
    for (size_t i = 0; i < n; i++) {
        const chart_year *year = &years[i];
        chart_bin *bin = &bins->at[(bounded_year(year->year) - bins->first) / bins->step];
        for (int quad = 0; quad < 4; quad++)
            add(&bin->quads[quad], year->quads[quad]);
        add(&bin->events, year->events);
        add(&bin->reports, year->reports);
        bin->there = true;
        if (bins->step == 1 && !bin->href)
            bin->href = year->href;
        if (year->coverage >= 0) {
            double sum = bin->covered ? bin->coverage * bin->covered : 0;
            sum += year->coverage < 1 ? year->coverage : 1;
            bin->coverage = sum / ++bin->covered;
        }
    }
}

double chart_bin_up(const chart_bin *bin)
{
    return (double)bin->quads[0] + (double)bin->quads[1];
}

double chart_bin_down(const chart_bin *bin)
{
    return (double)bin->quads[2] + (double)bin->quads[3];
}

void chart_put_bin_years(room_text *out, const chart_bins *bins, size_t bin)
{
    int first = bins->first + (int)bin * bins->step;
    chart_put_year(out, first);
    if (bins->step == 1)
        return;
    room_put(out, " to ");
    chart_put_year(out, first + bins->step - 1);
}
