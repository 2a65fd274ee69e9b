/* A place, or all of a country: what was done there. */
#include "counts.h"

#include <string.h>

demarche_status page_place(page *p)
{
    const char *name = p->asked->parts[1];
    demarche_query q = DEMARCHE_QUERY_INIT;
    json_t *rows = NULL, *place;
    size_t i;
    q.place = name;
    const code_name *state = code_names_find(p->names, name);
    demarche_status status = page_rows(
        p, &rows,
        "SELECT name, country, lat, lon, geonameid FROM place WHERE name = ?1"
        " COLLATE NOCASE GROUP BY country, lat, lon ORDER BY lat IS NULL, country IS NULL"
        " LIMIT 20",
        &name, 1);
    json_array_foreach(rows, i, place)
    {
        const char *country = page_cell(place, "country");
        if (!*country)
            continue;
        page_put(place, "country_name", page_string(page_code_name(p, country)));
        page_put(place, "country_href", page_link(p, "country", country, NULL, NULL));
    }
    if (status)
        return status;
    page_set(p, "places", rows);
    status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "types", &q, "type");
    if (!status)
        status = page_put_events(p, &q);
    if (status)
        return status;
    json_t *years = json_object_get(p->model, "years");
    if (!json_array_size(years) && !json_array_size(rows) && !state)
        return page_missing(p, "The record has no such place.");
    counts_draw_years(p, "years", name, years, "place", name, NULL, NULL);
    json_int_t deeds = counts_sum(years, "deeds");
    page_set(p, "deeds", json_integer(deeds));
    page_set_string(p, "title", state ? state->name : name);
    if (state)
        page_set(p, "state_href", page_link(p, "country", name, NULL, NULL));
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
