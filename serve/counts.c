#include "counts.h"

#include <stdlib.h>
#include <string.h>

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
        page_put(row, "first", page_string(page_code_name(p, a)));
        page_put(row, "second", page_string(page_code_name(p, b)));
        page_put(row, "mutual", json_boolean(pair[3] == '='));
        memcpy(a, part, 3);
        memcpy(b, part + 4, 3);
        page_put(row, "between",
                 json_sprintf("%s – %s", page_code_name(p, a), page_code_name(p, b)));
    }
}

static chart_year bar_of(const json_t *row, int year, const char *href,
                         const coverage *told)
{
    return (chart_year){
        .year = year,
        .quads = {page_count(row, "verbal_cooperation"),
                  page_count(row, "material_cooperation"),
                  page_count(row, "verbal_conflict"),
                  page_count(row, "material_conflict")},
        .events = page_count(row, "events"),
        .reports = page_count(row, "reports"),
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
                       const char *kind, const char *part, const char *more,
                       const coverage *told)
{
    chart_year *bars = calloc(BARS_MOST, sizeof *bars);
    size_t at = 0, i;
    int64_t undated = 0;
    room_text drawn = {0};
    json_t *row;
    json_array_foreach(years, i, row)
    {
        const char *word = json_string_value(json_object_get(row, "year"));
        if (!word)
            undated += page_count(row, "deeds");
        if (!bars || !word)
            continue;
        const char *const when[] = {"when", word, NULL};
        page_put(row, "href", page_link_with(p, kind, part, more, when));
        int year = (int)strtol(word, NULL, 10);
        if (at)
            at = put_silent(bars, at, bars[at - 1].year + 1, year, told);
        if (at < BARS_MOST)
            bars[at++] = bar_of(row, year, page_cell(row, "href"), told);
    }
    if (bars && at)
        chart_put_years(&drawn, title, bars, at);
    page_draw(p, name, &drawn);
    if (undated) {
        page_set(p, "undated", json_integer(undated));
        page_set(p, "one_undated", json_boolean(undated == 1));
    }
    free(bars);
}
