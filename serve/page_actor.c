/* A person, an organisation or a group by name: who it is, what it did, with whom. */
#include "counts.h"

#include <stdlib.h>
#include <string.h>

static demarche_status list_entities(page *p, const char *name)
{
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        p, &rows,
        /* the office that most say, and the kind that most take it for */
        "SELECT n.kind, n.code, n.sector, n.office, count(*) AS named FROM entity n"
        " LEFT JOIN event_party p USING (entity_id) WHERE ifnull(n.name, '') = ?1"
        " GROUP BY n.code, n.sector, n.office ORDER BY n.code, count(*) DESC LIMIT 40",
        &name, 1);
    if (status)
        return status;
    json_array_foreach(rows, i, row)
    {
        const char *code = json_string_value(json_object_get(row, "code"));
        if (!code)
            continue;
        page_put(row, "country", page_string(page_code_name(p, code)));
        page_put(row, "href", page_link(p, "country", code, NULL, NULL));
    }
    json_t *kind = json_object_get(json_array_get(rows, 0), "kind");
    page_set(p, "kind", json_is_string(kind) ? json_incref(kind) : json_string("party"));
    page_set(p, "entities", rows);
    return DEMARCHE_OK;
}

/* Parties whose names have these words too. */
static json_t *search_of(const page *p, const char *name)
{
    const char *const query[] = {"actor", name, NULL};
    return page_link_with(p, "search", NULL, NULL, query);
}

demarche_status page_actor(page *p)
{
    const char *name = p->asked->parts[1];
    demarche_query q = DEMARCHE_QUERY_INIT;
    bool is_code = false;
    if (strlen(name) == 3) {
        demarche_status known = page_has_code(p, name, &is_code);
        if (known)
            return known;
    }
    if (is_code) { /* a country's page is by its code */
        p->status = 301;
        p->location = page_link(p, "country", name, NULL, NULL);
        return DEMARCHE_OK;
    }
    char *exactly = malloc(strlen(name) + 2);
    if (!exactly)
        return DEMARCHE_E_MEMORY;
    exactly[0] = '=';
    memcpy(exactly + 1, name, strlen(name) + 1);
    q.actor = exactly;
    demarche_status status = list_entities(p, name);
    if (!status)
        status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "pairs", &q, "pair");
    if (!status)
        status = counts_put(p, "types", &q, "type");
    if (!status)
        status = page_put_events(p, &q);
    free(exactly);
    if (status)
        return status;
    json_t *years = json_object_get(p->model, "years");
    if (!json_array_size(years) &&
        !json_array_size(json_object_get(p->model, "entities")))
        return page_missing(p, "The record names nobody so.");
    counts_link_pairs(p, json_object_get(p->model, "pairs"));
    counts_draw_years(p, "years", name, years, "actor", name, NULL, NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set(p, "reports", json_integer(counts_sum(years, "reports")));
    page_set(p, "search_href", search_of(p, name));
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    page_set_string(p, "title", name);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
