/* A place, or all of a country: what was done there. */
#include "counts.h"

#include <string.h>

#include "code_names.h"

demarche_status page_place(page *p)
{
    const char *name = p->asked->parts[1];
    demarche_query q = DEMARCHE_QUERY_INIT;
    json_t *rows = NULL;
    q.place = name;
    demarche_status status = page_rows(p, &rows,
                                       "SELECT name, country, lat, lon, geonameid FROM "
                                       "place WHERE name = ?1 COLLATE NOCASE"
                                       " ORDER BY lat IS NULL LIMIT 5",
                                       &name, 1);
    if (status)
        return status;
    json_t *place = json_array_get(rows, 0);
    const char *country = json_string_value(json_object_get(place, "country"));
    if (country) {
        page_put(place, "country_name", page_string(code_name(country)));
        page_put(place, "country_href", page_link(p, "country", country, NULL, NULL));
    }
    page_set(p, "places", rows);
    status = counts_put(p, "years", &q, "year");
    if (!status)
        status = counts_put(p, "types", &q, "type");
    if (!status)
        status = page_put_events(p, &q);
    if (status)
        return status;
    json_t *years = json_object_get(p->model, "years");
    if (!json_array_size(years) && !place)
        return page_missing(p, "The record has no such place.");
    counts_draw_years(p, "years", name, years, "place", name, NULL);
    page_set(p, "deeds", json_integer(counts_sum(years, "deeds")));
    page_set_string(p, "title", name);
    if (!json_array_size(years))
        page_set(p, "nothing", json_true());
    page_crumb(p, "Countries", page_link(p, "", NULL, NULL, NULL));
    return DEMARCHE_OK;
}
