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

/* "KOR>SUN" as a link to the pair. */
static void link_pairs(page *p)
{
    json_t *rows = json_object_get(p->model, "pairs"), *row;
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
    }
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
    link_pairs(p);
    counts_draw_years(p, "years", name, years, "actor", name, NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set(p, "reports", json_integer(counts_sum(years, "reports")));
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    page_set_string(p, "title", name);
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
