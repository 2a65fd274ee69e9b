#include "coverage.h"

#include <math.h>
#include <stdio.h>

#include "chart_day.h"

static demarche_status add_party(coverage *c, page *p, const char *code)
{
    demarche_query q = DEMARCHE_QUERY_INIT;
    json_t *rows = NULL, *row;
    size_t i;
    q.actor = code;
    q.count_by = "year";
    demarche_status status = page_query(p, &rows, &q);
    json_array_foreach(rows, i, row)
    {
        const char *year = json_string_value(json_object_get(row, "year"));
        json_int_t n = json_integer_value(json_object_get(row, "events"));
        if (!year)
            continue;
        n += json_integer_value(json_object_get(c->years, year));
        json_object_set_new(c->years, year, json_integer(n));
        c->most = n > c->most ? (int64_t)n : c->most;
    }
    json_decref(rows);
    return status;
}

demarche_status coverage_read(coverage *out, page *p, const char *a, const char *b)
{
    *out = (coverage){.years = json_object()};
    if (!out->years)
        return DEMARCHE_E_MEMORY;
    demarche_status status = add_party(out, p, a);
    return status ? status : add_party(out, p, b);
}

void coverage_free(coverage *c)
{
    json_decref(c->years);
    *c = (coverage){0};
}

double coverage_of(const coverage *c, int year)
{
    char key[16];
    snprintf(key, sizeof key, "%s%04d", year < 0 ? "-" : "", year < 0 ? -year : year);
    json_int_t n = json_integer_value(json_object_get(c->years, key));
    return n && c->most ? sqrt((double)n / (double)c->most) : 0;
}

size_t coverage_gaps(const coverage *c, int first_year, int last_year, chart_band *out,
                     size_t most)
{
    size_t n = 0;
    if (first_year < CHART_YEAR_LEAST || last_year > CHART_YEAR_MOST)
        return 0;
    for (int year = first_year; year <= last_year && n < most; year++) {
        int begin = year;
        while (year <= last_year && coverage_of(c, year) <= 0)
            year++;
        if (year > begin)
            out[n++] =
                (chart_band){(int32_t)chart_day_of(begin, 1, 1),
                             (int32_t)chart_day_of(year, 1, 1) - 1, "neither is told of"};
    }
    return n;
}
