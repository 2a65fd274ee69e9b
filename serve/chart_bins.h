/* Years side by side as bars: as many as there is room for, else five, ten, ... years as one. */
#ifndef DEMARCHE_SERVE_CHART_BINS_H
#define DEMARCHE_SERVE_CHART_BINS_H

#include "chart.h"

enum { CHART_YEARS_WIDE = 180 }; /* bars side by side, at most */

typedef struct chart_bin {
    int64_t quads[4], events, reports;
    double coverage;  /* mean of the years of which it is known; < 0: of none */
    int covered;      /* years of which it is known */
    const char *href; /* where the bin is a year; may be NULL */
    bool there;       /* there was a year of it */
} chart_bin;

typedef struct chart_bins {
    chart_bin at[CHART_YEARS_WIDE];
    size_t n;
    int first; /* year of the first bin */
    int step;  /* years of each */
} chart_bins;

typedef struct chart_range {
    int first, last; /* years */
    bool any;
} chart_range;

/* Widen the range to these years; years beyond those of the calendar count as its ends. */
void chart_range_add(chart_range *range, const chart_year *years, size_t n);

/* `most` bins at most, CHART_YEARS_WIDE or fewer. Years told twice are added up; counts below 0
 * are 0. The range has all years. */
void chart_bins_make(chart_bins *bins, const chart_range *range, const chart_year *years,
                     size_t n, size_t most);

/* Cooperation (up) or conflict of the bin: sums that cannot overflow. */
double chart_bin_up(const chart_bin *bin);
double chart_bin_down(const chart_bin *bin);

/* "1988", "1980 to 1989" */
void chart_put_bin_years(room_text *out, const chart_bins *bins, size_t bin);

/* The smallest of 1, 2, 5, 10, 20, ... that is not smaller. */
double chart_round_up(double number);

#endif
