#include "counts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart_day.h"

enum {
    LONE_APART = 50, /* years without a deed that part what is dense from what is not */
    LONE_PART = 20   /* of the deeds may lie before those at most */
};

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

/* The year of a row of counts, if it is one that charts have. */
static bool year_of(const json_t *row, int *year)
{
    const char *word = json_string_value(json_object_get(row, "year"));
    long n = word ? strtol(word, NULL, 10) : 0;
    *year = (int)n;
    return word && n >= CHART_YEAR_LEAST && n <= CHART_YEAR_MOST;
}

/* How many rows (in the order of years) lie far before all the others, and have few of the deeds: an
 * axis that began with them would leave no room for the rest. */
static size_t count_lone(const json_t *years)
{
    int previous = 0, last = 0, year;
    size_t n = json_array_size(years), lone = 0;
    int64_t all = 0, before = 0;
    for (size_t i = 0; i < n; i++) {
        if (!year_of(json_array_get(years, i), &year))
            continue;
        last = year;
        all += page_count(json_array_get(years, i), "deeds");
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *row = json_array_get(years, i);
        if (!year_of(row, &year))
            continue;
        int apart = last - year > LONE_APART ? last - year : LONE_APART;
        if (before && before <= all / LONE_PART && year - previous > apart)
            lone = i;
        previous = year;
        before += page_count(row, "deeds");
    }
    return lone;
}

/* Those that are not drawn: how many, and where they are. */
static void put_lone(page *p, json_t *years, size_t n, const char *kind, const char *part,
                     const char *more)
{
    json_t *lone = json_object(), *first = NULL, *last = NULL;
    int64_t deeds = 0;
    int year;
    for (size_t i = 0; i < n; i++) {
        json_t *row = json_array_get(years, i);
        if (!year_of(row, &year))
            continue;
        first = first ? first : row;
        last = row;
        deeds += page_count(row, "deeds");
    }
    json_t *span =
        json_sprintf("%s/%s", json_string_value(json_object_get(first, "year")),
                     json_string_value(json_object_get(last, "year")));
    const char *const when[] = {"when", json_string_value(span), NULL};
    year_of(json_array_get(years, n), &year);
    page_put(lone, "deeds", json_integer(deeds));
    page_put(lone, "before", json_integer(year));
    page_put(lone, "href", page_link_with(p, kind, part, more, when));
    page_put(p->drawn, "years_before", lone);
    json_decref(span);
}

/* Years of which the counts have nothing, but of which it is asked how much is told. */
static size_t put_silent(chart_year *bars, size_t most, size_t at, int until,
                         const coverage *told)
{
    for (int year = at ? bars[at - 1].year + 1 : until; told && year < until && at < most;
         year++)
        bars[at++] = (chart_year){.year = year, .coverage = coverage_of(told, year)};
    return at;
}

void counts_draw_years(page *p, const char *name, const char *title, json_t *years,
                       const char *kind, const char *part, const char *more,
                       const coverage *told)
{
    /* each row, and each year between the first and the last that charts have */
    size_t most = json_array_size(years) + CHART_YEAR_MOST - CHART_YEAR_LEAST + 1;
    chart_year *bars = calloc(most, sizeof *bars);
    size_t at = 0, i, lone = count_lone(years);
    int64_t undated = 0;
    room_text drawn = {0};
    json_t *row;
    int year;
    json_array_foreach(years, i, row)
    {
        const char *word = json_string_value(json_object_get(row, "year"));
        if (!word)
            undated += page_count(row, "deeds");
        if (!bars || !year_of(row, &year))
            continue;
        const char *const when[] = {"when", word, NULL};
        page_put(row, "href", page_link_with(p, kind, part, more, when));
        if (i < lone)
            continue;
        at = put_silent(bars, most, at, year, told);
        if (at < most)
            bars[at++] = bar_of(row, year, page_cell(row, "href"), told);
    }
    if (bars && at)
        chart_put_years(&drawn, title, bars, at);
    if (lone)
        put_lone(p, years, lone, kind, part, more);
    page_draw(p, name, &drawn);
    if (undated)
        page_set(p, "undated", json_integer(undated));
    free(bars);
}

/* The years of `what`; *n of them, to be freed. */
static chart_year *years_of(const json_t *rows, const char *by, const char *what,
                            size_t *n)
{
    size_t all = json_array_size(rows);
    chart_year *years = calloc(all ? all : 1, sizeof *years);
    *n = 0;
    for (size_t i = 0; years && i < all; i++) {
        const json_t *row = json_array_get(rows, i);
        int year;
        if (year_of(row, &year) && strcmp(page_cell(row, by), what) == 0)
            years[(*n)++] = bar_of(row, year, NULL, NULL);
    }
    return years;
}

demarche_status counts_draw_each(page *p, const char *name, const char *title,
                                 const demarche_query *asked, const char *by,
                                 const json_t *list)
{
    enum { EACH = 12 };
    chart_partner each[EACH];
    demarche_query q = *asked;
    char count_by[64];
    json_t *rows = NULL;
    size_t n = 0, listed = json_array_size(list);
    room_text drawn = {0};
    snprintf(count_by, sizeof count_by, "%s,year", by);
    q.count_by = count_by;
    demarche_status status = page_query(p, &rows, &q);
    if (status)
        return status;
    for (size_t i = 0; i < listed && n < EACH; i++) {
        const json_t *one = json_array_get(list, i);
        if (!*page_cell(one, by))
            continue;
        chart_partner *to = &each[n];
        *to = (chart_partner){.name = page_cell(one, "name"),
                              .href = page_cell(one, "href")};
        to->years = years_of(rows, by, page_cell(one, by), &to->n_years);
        if (!to->years)
            break;
        if (to->n_years)
            n++;
        else
            free((chart_year *)(uintptr_t)to->years);
    }
    if (n)
        chart_put_partners(&drawn, title, each, n);
    page_draw(p, name, &drawn);
    while (n > 0)
        free((chart_year *)(uintptr_t)each[--n].years);
    json_decref(rows);
    return DEMARCHE_OK;
}

void counts_link_tracks(page *p, json_t *tracks, const char *who, const char *value)
{
    json_t *row;
    size_t i;
    json_array_foreach(tracks, i, row)
    {
        const char *track = page_cell(row, "track");
        const char *const query[] = {who, value, "track", track, NULL};
        page_put(row, "name", page_string(*track ? track : "other"));
        if (*track && !p->still)
            page_put(row, "href", page_link_with(p, "search", NULL, NULL, query));
    }
}
