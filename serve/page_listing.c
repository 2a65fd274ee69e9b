/* The country listing: states past and present, organisations, works. */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

enum { WORKS_MOST = 5000 };

static const char *name_of(const json_t *row)
{
    const char *name = json_string_value(json_object_get(row, "name"));
    return name ? name : "";
}

static int by_name(const void *a, const void *b)
{
    return strcmp(name_of(*(json_t *const *)a), name_of(*(json_t *const *)b));
}

/* In the order of names: the list is made anew. */
static json_t *sorted(json_t *rows)
{
    size_t n = json_array_size(rows);
    json_t **at = calloc(n ? n : 1, sizeof(json_t *)), *out = json_array();
    for (size_t i = 0; at && i < n; i++)
        at[i] = json_array_get(rows, i);
    if (at && n)
        qsort(at, n, sizeof *at, by_name);
    for (size_t i = 0; at && i < n; i++)
        json_array_append(out, at[i]);
    free(at);
    json_decref(rows);
    return out;
}

/* "1922" of "1922-12-30"; null where there is no day. */
static json_t *year_of(const char *day)
{
    return day ? page_text((demarche_str){day, strcspn(day, "-")}) : json_null();
}

static void adorn(page *p, json_t *row)
{
    const char *code = json_string_value(json_object_get(row, "code"));
    const code_name *known = code ? code_names_find(p->names, code) : NULL;
    if (!code)
        return;
    page_put(row, "name", page_string(page_code_name(p, code)));
    page_put(row, "href", page_link(p, "country", code, NULL, NULL));
    page_put(row, "organisation", json_boolean(known && known->organisation));
    page_put(row, "from", page_string(known ? known->from : NULL));
    page_put(row, "until", page_string(known ? known->until : NULL));
    page_put(row, "gone", json_boolean(known && known->until));
    page_put(row, "from_year", year_of(known ? known->from : NULL));
    page_put(row, "until_year", year_of(known ? known->until : NULL));
    page_say_date(row, "known");
}

static void draw_map(page *p, json_t *rows)
{
    size_t n = json_array_size(rows), i;
    chart_state *states = calloc(n ? n : 1, sizeof *states);
    room_text drawn = {0};
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        if (states)
            states[i] = (chart_state){
                json_string_value(json_object_get(row, "code")), name_of(row),
                json_string_value(json_object_get(row, "href")),
                (int64_t)json_integer_value(json_object_get(row, "events"))};
    }
    if (states && n)
        chart_put_map(&drawn, "Events by state", states, n);
    page_draw(p, "map", &drawn);
    free(states);
}

static demarche_status list_works(page *p)
{
    const char *day = page_known_day(p);
    json_t *works = NULL, *work, *loose = NULL;
    size_t i;
    demarche_status status = page_rows(
        p, &works,
        "SELECT w.name AS title, count(*) AS documents, max(d.as_of) AS as_of FROM work w"
        " JOIN document d USING (work_id) WHERE" PAGE_DOCUMENT_COUNTS(
            1) " GROUP BY w.work_id ORDER BY w.place IS NULL, w.place, w.name LIMIT 5001",
        &day, 1);
    if (status)
        return status;
    json_array_foreach(works, i, work)
    {
        const char *title = json_string_value(json_object_get(work, "title"));
        page_put(work, "href", page_link(p, "work", title, NULL, NULL));
    }
    bool more = json_array_size(works) > WORKS_MOST;
    if (more)
        json_array_remove(works, WORKS_MOST);
    page_set(p, "more_works", json_boolean(more));
    page_say_dates(works, "as_of");
    page_set(p, "works", works);
    status = page_rows(p, &loose,
                       "SELECT count(*) AS documents FROM document d WHERE work_id IS "
                       "NULL AND" PAGE_DOCUMENT_COUNTS(1),
                       &day, 1);
    if (status)
        return status;
    json_t *one = json_array_get(loose, 0);
    if (json_integer_value(json_object_get(one, "documents"))) {
        page_put(one, "href", page_link(p, "work", "-", NULL, NULL));
        page_set(p, "loose", json_incref(one));
    }
    json_decref(loose);
    return DEMARCHE_OK;
}

demarche_status page_listing(page *p)
{
    const char *day = page_known_day(p);
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        p, &rows,
        /* counted by months: of a day, those that were over by then */
        "SELECT code, NULL AS name, sum(documents) AS documents, sum(events) AS events,"
        " sum(verbal_cooperation) AS verbal_cooperation, sum(material_cooperation) AS"
        " material_cooperation, sum(verbal_conflict) AS verbal_conflict,"
        " sum(material_conflict) AS material_conflict, max(known) AS known FROM tally"
        " WHERE ?1 = '9999-12-31' OR (known <> '' AND"
        " date(known || '-01', '+1 month', '-1 day') <= ?1) GROUP BY code",
        &day, 1);
    if (status)
        return status;
    json_array_foreach(rows, i, row) adorn(p, row);
    rows = sorted(rows);
    draw_map(p, rows);
    json_t *states = json_array(), *organisations = json_array();
    json_array_foreach(rows, i, row) json_array_append(
        json_is_true(json_object_get(row, "organisation")) ? organisations : states, row);
    page_set(p, "states", states);
    page_set(p, "organisations", organisations);
    page_set(p, "events_told", json_integer(counts_sum(rows, "events")));
    page_set(p, "rows", rows);
    page_set_string(p, "title", "Countries");
    return list_works(p);
}
