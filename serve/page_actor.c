/* A person, an organisation or a group by name: who it is, what it did, with whom. */
#include "counts.h"

#include <string.h>

#include "code_names.h"

static demarche_status list_entities(page *p, const char *name)
{
    json_t *rows = NULL, *row;
    size_t i;
    demarche_status status = page_rows(
        p, &rows,
        "SELECT kind, code, sector, office FROM entity WHERE ifnull(name, '') = ?1"
        " ORDER BY entity_id LIMIT 40",
        &name, 1);
    if (status)
        return status;
    json_array_foreach(rows, i, row)
    {
        const char *code = json_string_value(json_object_get(row, "code"));
        if (!code)
            continue;
        page_put(row, "country", page_string(code_name(code)));
        page_put(row, "href", page_link(p, "country", code, NULL, NULL));
    }
    json_t *kind = json_object_get(json_array_get(rows, 0), "kind");
    page_set(p, "kind", json_is_string(kind) ? json_incref(kind) : json_string("party"));
    page_set(p, "entities", rows);
    return DEMARCHE_OK;
}

demarche_status page_actor(page *p)
{
    const char *name = p->asked->parts[1];
    demarche_query q = DEMARCHE_QUERY_INIT;
    q.actor = name;
    demarche_status status = list_entities(p, name);
    if (!status)
        status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "pairs", &q, "pair");
    if (!status)
        status = counts_put(p, "types", &q, "type");
    if (!status)
        status = page_put_events(p, &q);
    if (status)
        return status;
    json_t *years = json_object_get(p->model, "years");
    if (!json_array_size(years) &&
        !json_array_size(json_object_get(p->model, "entities")))
        return page_missing(p, "The record names nobody so.");
    counts_link_pairs(p, json_object_get(p->model, "pairs"));
    counts_draw_years(p, "years", name, years, "actor", name, NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set(p, "reports", json_integer(counts_sum(years, "reports")));
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    page_set_string(p, "title", name);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
