#include "counts.h"

#include <stdlib.h>
#include <string.h>

#include "code_names.h"

enum { BARS_MOST = 2000 };

demarche_status counts_put(page *p, const char *key, const demarche_query *asked,
                           const char *by)
{
    demarche_query q = *asked;
    json_t *rows = NULL;
    q.count_by = by;
    q.limit = q.offset = 0;
    demarche_status status = page_query(p, &rows, &q);
    if (!status)
        page_set(p, key, rows);
    return status;
}

json_int_t counts_sum(const json_t *rows, const char *column)
{
    json_int_t sum = 0;
    json_t *row;
    size_t i;
    json_array_foreach((json_t *)(uintptr_t)rows, i, row) sum +=
        json_integer_value(json_object_get(row, column));
    return sum;
}

void counts_link_pairs(page *p, json_t *rows)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *pair = json_string_value(json_object_get(row, "pair"));
        char a[4] = "", b[4] = "", part[16];
        if (!pair || strlen(pair) != 7)
            continue;
        memcpy(a, pair, 3);
        memcpy(b, pair + 4, 3);
        page_pair_part(part, a, b);
        page_put(row, "href", page_link(p, "pair", part, NULL, NULL));
        page_put(row, "first", page_string(code_name(a)));
        page_put(row, "second", page_string(code_name(b)));
        page_put(row, "mutual", json_boolean(pair[3] == '='));
        memcpy(a, part, 3);
        memcpy(b, part + 4, 3);
        page_put(row, "between", json_sprintf("%s – %s", code_name(a), code_name(b)));
    }
}

static int64_t number_of(const json_t *row, const char *column)
{
    return (int64_t)json_integer_value(json_object_get(row, column));
}

static chart_year bar_of(const json_t *row, int year, const char *href,
                         const coverage *told)
{
    return (chart_year){
        .year = year,
        .quads = {number_of(row, "verbal_cooperation"),
                  number_of(row, "material_cooperation"),
                  number_of(row, "verbal_conflict"), number_of(row, "material_conflict")},
        .events = number_of(row, "events"),
        .reports = number_of(row, "reports"),
        .coverage = told ? coverage_of(told, year) : -1,
        .href = href,
    };
}

/* Years of which the counts have nothing, but of which it is asked how much is told. */
static size_t put_silent(chart_year *bars, size_t at, int from, int until,
                         const coverage *told)
{
    for (int year = from; told && year < until && at < BARS_MOST; year++)
        bars[at++] = (chart_year){.year = year, .coverage = coverage_of(told, year)};
    return at;
}

void counts_draw_years(page *p, const char *name, const char *title, json_t *years,
                       const char *kind, const char *part, const coverage *told)
{
    chart_year *bars = calloc(BARS_MOST, sizeof *bars);
    size_t at = 0, i;
    room_text drawn = {0};
    json_t *row;
    json_array_foreach(years, i, row)
    {
        const char *word = json_string_value(json_object_get(row, "year"));
        if (!bars || !word)
            continue;
        const char *const when[] = {"when", word, NULL};
        page_put(row, "href", page_link_with(p, kind, part, NULL, when));
        const char *href = json_string_value(json_object_get(row, "href"));
        int year = (int)strtol(word, NULL, 10);
        if (at)
            at = put_silent(bars, at, bars[at - 1].year + 1, year, told);
        if (at < BARS_MOST)
            bars[at++] = bar_of(row, year, href, told);
    }
    if (bars && at)
        chart_put_years(&drawn, title, bars, at);
    page_draw(p, name, &drawn);
    free(bars);
}
