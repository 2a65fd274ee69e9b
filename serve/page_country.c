/* A country: who deals with it, in which fields, when; what is told of it. */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

enum { PARTNERS = 12, YEARS_MOST = 600 };

static bool is_code(const char *s)
{
    return strlen(s) == 3 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' &&
           s[2] >= 'A' && s[2] <= 'Z';
}

static void adorn_partners(page *p, json_t *rows, const char *code)
{
    json_t *row;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const char *other = json_string_value(json_object_get(row, "partner"));
        char pair[16];
        if (!other)
            continue;
        page_pair_part(pair, code, other);
        page_put(row, "name", page_string(page_code_name(p, other)));
        page_put(row, "href", page_link(p, "pair", pair, NULL, NULL));
    }
}

/* Of the first partners a row of years each. */
static demarche_status draw_partners(page *p, const demarche_query *asked,
                                     json_t *partners)
{
    demarche_query q = *asked;
    json_t *rows = NULL, *row, *partner;
    chart_partner drawn[PARTNERS];
    size_t i, k, n = 0;
    room_text out = {0};
    q.count_by = "partner,year";
    demarche_status status = page_query(p, &rows, &q);
    if (status)
        return status;
    json_array_foreach(partners, i, partner)
    {
        const char *code = json_string_value(json_object_get(partner, "partner"));
        chart_year *years = calloc(YEARS_MOST, sizeof *years);
        size_t n_years = 0;
        if (n == PARTNERS || !years || !code) {
            free(years);
            continue;
        }
        json_array_foreach(rows, k, row)
        {
            const char *other = json_string_value(json_object_get(row, "partner"));
            const char *year = json_string_value(json_object_get(row, "year"));
            if (!other || !year || strcmp(other, code) != 0 || n_years == YEARS_MOST)
                continue;
            years[n_years++] =
                (chart_year){.year = (int)strtol(year, NULL, 10),
                             .quads = {page_count(row, "verbal_cooperation"),
                                       page_count(row, "material_cooperation"),
                                       page_count(row, "verbal_conflict"),
                                       page_count(row, "material_conflict")},
                             .events = page_count(row, "events"),
                             .reports = page_count(row, "reports"),
                             .coverage = -1};
        }
        drawn[n++] = (chart_partner){json_string_value(json_object_get(partner, "name")),
                                     json_string_value(json_object_get(partner, "href")),
                                     years, n_years};
    }
    if (n)
        chart_put_partners(&out, "Partners by year", drawn, n);
    page_draw(p, "partners", &out);
    for (i = 0; i < n; i++)
        free((chart_year *)(uintptr_t)drawn[i].years);
    json_decref(rows);
    return DEMARCHE_OK;
}

/* Works of that name, and the documents that have most of it. */
static demarche_status list_documents(page *p, const char *code)
{
    const char *name = page_code_name(p, code);
    const char *values[] = {code, page_known_day(p)}, *named[] = {name, values[1]};
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT name FROM work w WHERE name = ?1 AND EXISTS (SELECT 1 FROM"
        " document d WHERE d.work_id = w.work_id AND" PAGE_DOCUMENT_COUNTS(2) ")",
        named, 2);
    if (status)
        return status;
    if (json_array_size(rows))
        page_set(p, "contents_href", page_link(p, "work", name, NULL, NULL));
    json_decref(rows);
    status = page_rows(
        p, &rows,
        "SELECT d.doc, coalesce(d.title, d.doc) AS title, d.as_of, c.events FROM"
        " code_document c JOIN document d USING (document_id) WHERE c.code = ?1"
        " AND c.events > 0 AND" PAGE_DOCUMENT_COUNTS(
            2) " ORDER BY c.events DESC, c.document_id LIMIT 25",
        values, 2);
    if (status)
        return status;
    json_array_foreach(rows, i, row)
        page_put(row, "href",
                 page_link(p, "document", json_string_value(json_object_get(row, "doc")),
                           NULL, NULL));
    page_set(p, "documents", rows);
    return DEMARCHE_OK;
}

static void set_state(page *p, const char *code, const code_name *known)
{
    page_set_string(p, "code", code);
    page_set(p, "organisation", json_boolean(known && known->organisation));
    page_set(p, "from", page_string(known ? known->from : NULL));
    page_set(p, "until", page_string(known ? known->until : NULL));
    page_set(p, "place_href", page_link(p, "place", code, NULL, NULL));
}

demarche_status page_country(page *p)
{
    const char *code = p->asked->parts[1];
    if (!is_code(code))
        return page_missing(p,
                            "A country is named by its code of three letters, as KOR.");
    demarche_query q = DEMARCHE_QUERY_INIT;
    json_t *partners;
    const code_name *known = code_names_find(p->names, code);
    q.actor = code;
    demarche_status status = counts_put(p, "partners", &q, "partner");
    if (!status)
        status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "tracks", &q, "track");
    if (!status)
        status = counts_put(p, "types", &q, "type");
    if (status)
        return status;
    status = page_put_events(p, &q);
    if (status)
        return status;
    partners = json_object_get(p->model, "partners");
    adorn_partners(p, partners, code);
    json_t *years = json_object_get(p->model, "years");
    counts_draw_years(p, "years", page_code_name(p, code), years, "country", code, NULL,
                      NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set(p, "events", json_integer(counts_sum(years, "events")));
    page_set(p, "reports", json_integer(counts_sum(years, "reports")));
    set_state(p, code, known);
    page_set_string(p, "title", page_code_name(p, code));
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    bool has = json_array_size(years) > 0;
    if (!has)
        status = page_has_code(p, code, &has);
    if (status)
        return status;
    if (!has)
        return page_missing(p, "Nobody in the record has that code.");
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    status = draw_partners(p, &q, partners);
    return status ? status : list_documents(p, code);
}
