#include "chart_day.h"

#include <string.h>

#include "chart_svg.h"

static const char month_names[12][10] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};

/* Years are counted from March, so that leap days come last; 400 years have 146,097 days, and the
 * epoch is the 719,468th day since 0000-03-01. */
int64_t chart_day_of(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

chart_date chart_date_of(int64_t day)
{
    day += 719468;
    int64_t era = (day >= 0 ? day : day - 146096) / 146097;
    int64_t in_era = day - era * 146097;
    int64_t of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t of_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    chart_date date = {
        .year = (int)(of_era + era * 400),
        .month = (int)(from_march < 10 ? from_march + 3 : from_march - 9),
        .day = (int)(of_year - (153 * from_march + 2) / 5 + 1),
    };
    date.year += date.month <= 2;
    return date;
}

int64_t chart_day_bounded(int64_t day)
{
    int64_t least = chart_day_of(CHART_YEAR_LEAST, 1, 1);
    int64_t most = chart_day_of(CHART_YEAR_MOST, 12, 31);
    return day < least ? least : day > most ? most : day;
}

void chart_put_year(room_text *out, int year)
{
    if (year > 0) {
        room_put_int(out, year);
        return;
    }
    room_put_int(out, 1 - (int64_t)year);
    room_put(out, " BC");
}

static void put_month(room_text *out, int month, size_t letters)
{
    const char *name = month_names[month - 1];
    size_t n = strlen(name);
    room_put_markup(out, name, n < letters ? n : letters);
}

void chart_put_day(room_text *out, int64_t day)
{
    chart_date date = chart_date_of(day);
    room_put_int(out, date.day);
    room_put(out, " ");
    put_month(out, date.month, SIZE_MAX);
    room_put(out, " ");
    chart_put_year(out, date.year);
}

void chart_put_days(room_text *out, int64_t first, int64_t last)
{
    chart_date a = chart_date_of(first), b = chart_date_of(last + 1);
    bool months = a.day == 1 && b.day == 1;
    if (months && a.month == 1 && b.month == 1) {
        chart_put_year(out, a.year);
        if (b.year == a.year + 1)
            return;
        room_put(out, " to ");
        chart_put_year(out, b.year - 1);
    } else if (months && (b.year - a.year) * 12 + b.month - a.month == 1) {
        put_month(out, a.month, SIZE_MAX);
        room_put(out, " ");
        chart_put_year(out, a.year);
    } else {
        chart_put_day(out, first);
        if (first == last)
            return;
        room_put(out, " to ");
        chart_put_day(out, last);
    }
}

double chart_x(const chart_scale *scale, int64_t day)
{
    return scale->left + (double)(day - scale->from) * (scale->right - scale->left) /
                             (double)(scale->until - scale->from);
}

static void add_tick(chart_ticks *ticks, const chart_scale *scale, int64_t day)
{
    if (day < scale->from || day >= scale->until || ticks->n == CHART_TICKS_MOST)
        return;
    int year = chart_date_of(day).year;
    bool first = !ticks->n || chart_date_of(ticks->at[ticks->n - 1].day).year != year;
    ticks->at[ticks->n++] = (chart_tick){.day = day, .first_of_year = first};
}

/* Within each month, so that the 1st always has one; none that the next 1st would touch. */
static void days_ticks(chart_ticks *ticks, const chart_scale *scale)
{
    for (int64_t day = scale->from; day < scale->until; day++) {
        int of_month = chart_date_of(day).day;
        if ((of_month - 1) % ticks->days == 0 && (of_month < 30 || ticks->days == 1))
            add_tick(ticks, scale, day);
    }
}

static void months_ticks(chart_ticks *ticks, const chart_scale *scale)
{
    chart_date date = chart_date_of(scale->from);
    for (int64_t month = (int64_t)date.year * 12;; month += ticks->months) {
        int64_t year = (month >= 0 ? month : month - 11) / 12;
        int64_t day = chart_day_of((int)year, (int)(month - year * 12) + 1, 1);
        if (day >= scale->until)
            return;
        add_tick(ticks, scale, day);
    }
}

static void years_ticks(chart_ticks *ticks, const chart_scale *scale)
{
    int first = chart_date_of(scale->from).year;
    int over = (first % ticks->years + ticks->years) % ticks->years;
    for (int year = first - over;; year += ticks->years) {
        int64_t day = chart_day_of(year, 1, 1);
        if (day >= scale->until)
            return;
        add_tick(ticks, scale, day);
    }
}

chart_ticks chart_ticks_of(const chart_scale *scale, double apart)
{
    static const struct {
        int days, months, years;
    } steps[] = {{1, 0, 0},   {2, 0, 0},    {5, 0, 0},    {10, 0, 0},  {0, 1, 0},
                 {0, 3, 0},   {0, 6, 0},    {0, 0, 1},    {0, 0, 2},   {0, 0, 5},
                 {0, 0, 10},  {0, 0, 20},   {0, 0, 50},   {0, 0, 100}, {0, 0, 200},
                 {0, 0, 500}, {0, 0, 1000}, {0, 0, 2000}, {0, 0, 5000}};
    double a_day = (scale->right - scale->left) / (double)(scale->until - scale->from);
    size_t i = 0, n = sizeof steps / sizeof *steps;
    while (i + 1 < n &&
           (steps[i].days + steps[i].months * 28 + steps[i].years * 365) * a_day < apart)
        i++;
    chart_ticks ticks = {
        .days = steps[i].days, .months = steps[i].months, .years = steps[i].years};
    if (ticks.days)
        days_ticks(&ticks, scale);
    else if (ticks.months)
        months_ticks(&ticks, scale);
    else
        years_ticks(&ticks, scale);
    return ticks;
}

void chart_put_step(room_text *out, const chart_ticks *ticks)
{
    int n = ticks->days + ticks->months + ticks->years;
    if (n == 1)
        room_put(out, "a ");
    else
        room_put_int(out, n);
    if (n != 1)
        room_put(out, " ");
    if (ticks->days)
        room_put(out, "day");
    else if (ticks->months)
        room_put(out, "month");
    else
        room_put(out, "year");
    if (n != 1)
        room_put(out, "s");
}

/* Names of ticks near the edge lean inward, or they would be cut off. */
static void open_tick(room_text *out, const chart_scale *scale, double x, double y)
{
    if (x < scale->left + 14)
        room_put(out, "<text class=\"tick tick-first\"");
    else if (x > scale->right - 14)
        room_put(out, "<text class=\"tick tick-last\"");
    else
        room_put(out, "<text class=\"tick\"");
    chart_attribute(out, "x", x);
    chart_attribute(out, "y", y);
    room_put(out, ">");
}

void chart_put_axis(room_text *out, const chart_scale *scale, const chart_ticks *ticks,
                    double y)
{
    room_put(out, "<g class=\"axis\">");
    for (size_t i = 0; i < ticks->n; i++) {
        chart_date date = chart_date_of(ticks->at[i].day);
        double x = chart_x(scale, ticks->at[i].day);
        open_tick(out, scale, x, y);
        if (ticks->years) {
            chart_put_year(out, date.year);
            room_put(out, "</text>");
            continue;
        }
        if (ticks->days) {
            room_put_int(out, date.day);
            room_put(out, " ");
        }
        put_month(out, date.month, 3);
        room_put(out, "</text>");
        if (ticks->at[i].first_of_year) {
            open_tick(out, scale, x, y + 13);
            chart_put_year(out, date.year);
            room_put(out, "</text>");
        }
    }
    room_put(out, "</g>");
}

void chart_put_grid(room_text *out, const chart_scale *scale, const chart_ticks *ticks,
                    double top, double bottom)
{
    if (!ticks->n)
        return;
    room_put(out, "<path class=\"grid\" d=\"");
    for (size_t i = 0; i < ticks->n; i++) {
        room_put(out, "M");
        chart_put_number(out, chart_x(scale, ticks->at[i].day));
        room_put(out, " ");
        chart_put_number(out, top);
        room_put(out, "V");
        chart_put_number(out, bottom);
    }
    room_put(out, "\"/>");
}
