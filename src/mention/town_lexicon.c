/* Towns that only a text that shows them to be places leads to: lexicon/towns.tsv. */
#include "base/error.h"
#include "mention/name_norm.h"
#include "mention/place_table.h"

enum { COL_GEONAMEID, COL_NAME, COL_COUNTRY, COL_LAT, COL_LON, COL_POPULATION };
static const char *const columns[] = {"geonameid",  "name",  "country", "lat", "lon",
                                      "population", "?note", "?source", NULL};

/* A place of places.tsv is this very town, or one that nobody means a town by: Ontario. */
static bool is_settled(const dmr_places *places, uint32_t first, const dmr_place *town)
{
    for (uint32_t k = first; k; k = places->names.at[k - 1].next) {
        const dmr_place *p = &places->rows.at[places->names.at[k - 1].place];
        if (p->layer < town->layer)
            continue;
        if (p->geonameid == town->geonameid || dmr_str_is(p->kind, "region") ||
            dmr_str_is(p->kind, "capital"))
            return true;
    }
    return false;
}

static demarche_status add_town(dmr_places *places, const dmr_table_row *row,
                                dmr_arena *arena, demarche_error *err)
{
    const demarche_str *c = row->cells;
    uint64_t id = 0, population = 0;
    demarche_str key = dmr_name_norm_copy(arena, c[COL_NAME]);
    dmr_place *p = DMR_PUSH(arena, places->rows);
    dmr_place_name *n = DMR_PUSH(arena, places->names);
    if (!key.ptr || !p || !n)
        return dmr_error_memory(err);
    *p = (dmr_place){.name = c[COL_NAME],
                     .kind = DMR_STR("town"),
                     .country = c[COL_COUNTRY],
                     .layer = row->layer};
    if (!key.len)
        return dmr_table_refuse(row, err, "name is empty");
    if (!dmr_str_to_uint(c[COL_GEONAMEID], INT32_MAX, &id) ||
        !dmr_str_to_uint(c[COL_POPULATION], 100000, &population))
        return dmr_table_refuse(
            row, err, "geonameid '%.*s' or population '%.*s' is no number",
            DMR_STR_ARG(c[COL_GEONAMEID]), DMR_STR_ARG(c[COL_POPULATION]));
    if (!dmr_place_is_country(c[COL_COUNTRY]))
        return dmr_table_refuse(row, err,
                                "country '%.*s' is not three capitals; write ISO 3166-1 "
                                "alpha-3",
                                DMR_STR_ARG(c[COL_COUNTRY]));
    if (!dmr_place_degrees(c[COL_LAT], 90, &p->lat) ||
        !dmr_place_degrees(c[COL_LON], 180, &p->lon))
        return dmr_table_refuse(
            row, err, "lat '%.*s' or lon '%.*s' is wrong; write degrees as 55.75",
            DMR_STR_ARG(c[COL_LAT]), DMR_STR_ARG(c[COL_LON]));
    p->geonameid = (int64_t)id;
    p->population = (uint32_t)population;
    /* Behind a name of places.tsv it waits for a text that names its country. */
    uint32_t listed = dmr_map_get(places->by_key, key, 0);
    dmr_map *into = listed ? places->by_key : places->by_town;
    uint32_t next = listed ? listed : dmr_map_get(places->by_town, key, 0);
    *n = (dmr_place_name){
        .key = key, .place = (uint32_t)(places->rows.n - 1), .next = next};
    if (listed && is_settled(places, listed, p))
        return DEMARCHE_OK;
    n->only_in = listed && places->names.at[listed - 1].only_in;
    if (!dmr_map_set(into, key, (uint32_t)places->names.n))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

demarche_status dmr_towns_load(dmr_places *places, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err)
{
    dmr_table table;
    if (!(places->by_town = dmr_map_new(arena)))
        return dmr_error_memory(err);
    DMR_TRY(dmr_tables_load(&table, tables, "towns.tsv", columns, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const dmr_table_row *row = &table.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, add_town(places, row, arena, err), err));
    }
    return DEMARCHE_OK;
}
