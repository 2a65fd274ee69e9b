/* Days of the proleptic Gregorian calendar as charts need them: parts, words, and the axis. */
#ifndef DEMARCHE_SERVE_CHART_DAY_H
#define DEMARCHE_SERVE_CHART_DAY_H

#include "room_text.h"

/* No chart goes beyond these years. Year 0 is 1 BC. */
enum { CHART_YEAR_LEAST = -9999, CHART_YEAR_MOST = 9999 };

typedef struct chart_date {
    int year, month, day; /* month and day from 1 */
} chart_date;

/* Days from 1970-01-01; month 1 to 12. */
int64_t chart_day_of(int year, int month, int day);
chart_date chart_date_of(int64_t day);

/* Within the years above. */
int64_t chart_day_bounded(int64_t day);

/* "1988", "44 BC" */
void chart_put_year(room_text *out, int year);

/* "3 June 1988" */
void chart_put_day(room_text *out, int64_t day);

/* What lies from the first to the last day (first <= last): "1988", "June 1988", "3 June 1988",
 * "3 June 1988 to 5 July 1988". */
void chart_put_days(room_text *out, int64_t first, int64_t last);

/* Where days lie across a chart: a day begins at chart_x(day) and ends at chart_x(day + 1). */
typedef struct chart_scale {
    int64_t from, until; /* days, from < until */
    double left, right;
} chart_scale;

double chart_x(const chart_scale *scale, int64_t day);

enum { CHART_TICKS_MOST = 128 };

typedef struct chart_tick {
    int64_t day;        /* it stands where this day begins */
    bool first_of_year; /* the first tick, or the first one in its year */
} chart_tick;

/* Ticks of one step, from days to millennia: the smallest that leaves `apart` between them. */
typedef struct chart_ticks {
    chart_tick at[CHART_TICKS_MOST];
    size_t n;
    int days, months, years; /* the step: one of them is not 0 */
} chart_ticks;

chart_ticks chart_ticks_of(const chart_scale *scale, double apart);

/* "a day", "3 months", "10 years": what lies between two ticks. */
void chart_put_step(room_text *out, const chart_ticks *ticks);

/* "1988"; "Jun" or "3 Jun", with the year where it is the first of it in a second line. */
void chart_put_axis(room_text *out, const chart_scale *scale, const chart_ticks *ticks,
                    double y);

/* Lines at the ticks. */
void chart_put_grid(room_text *out, const chart_scale *scale, const chart_ticks *ticks,
                    double top, double bottom);

#endif
