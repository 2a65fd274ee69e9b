/* Where states and regions are: lexicon/middles.tsv. */
#include "base/error.h"
#include "mention/place_table.h"

enum { COL_CODE, COL_LAT, COL_LON };
static const char *const columns[] = {"code", "lat", "lon", "?note", "?source", NULL};

/* "SUN", "142". */
static bool is_code(demarche_str s)
{
    bool letters = s.len == 3, digits = s.len == 3;
    for (size_t i = 0; i < s.len; i++) {
        letters &= dmr_is_upper(s.ptr[i]);
        digits &= dmr_is_digit(s.ptr[i]);
    }
    return letters || digits;
}

static demarche_status add_middle(dmr_places *places, const dmr_table_row *row,
                                  dmr_arena *arena, demarche_error *err)
{
    const demarche_str *c = row->cells;
    dmr_middle *m = DMR_PUSH(arena, places->middles);
    if (!m)
        return dmr_error_memory(err);
    m->layer = row->layer;
    if (!is_code(c[COL_CODE]))
        return dmr_table_refuse(row, err,
                                "code '%.*s' is neither ISO 3166 alpha-3 nor a number of "
                                "UN M49",
                                DMR_STR_ARG(c[COL_CODE]));
    uint32_t before = dmr_map_get(places->by_code, c[COL_CODE], 0);
    if (before && places->middles.at[before - 1].layer != row->layer)
        return DEMARCHE_OK; /* the upper layer's holds */
    if (before)
        return dmr_table_refuse(row, err, "code '%.*s' has a row already",
                                DMR_STR_ARG(c[COL_CODE]));
    if (!dmr_place_degrees(c[COL_LAT], 90, &m->lat) ||
        !dmr_place_degrees(c[COL_LON], 180, &m->lon))
        return dmr_table_refuse(
            row, err, "lat '%.*s' or lon '%.*s' is wrong; write degrees as 55.75",
            DMR_STR_ARG(c[COL_LAT]), DMR_STR_ARG(c[COL_LON]));
    if (!dmr_map_set(places->by_code, c[COL_CODE], (uint32_t)places->middles.n))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

demarche_status dmr_middles_load(dmr_places *places, dmr_tables *tables, dmr_arena *arena,
                                 demarche_error *err)
{
    dmr_table table;
    if (!(places->by_code = dmr_map_new(arena)))
        return dmr_error_memory(err);
    DMR_TRY(dmr_tables_load(&table, tables, "middles.tsv", columns, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const dmr_table_row *row = &table.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, add_middle(places, row, arena, err), err));
    }
    return DEMARCHE_OK;
}

bool dmr_places_middle(const dmr_places *places, demarche_str code, double *lat,
                       double *lon)
{
    uint32_t i = dmr_map_get(places->by_code, code, 0);
    if (!i)
        return false;
    *lat = places->middles.at[i - 1].lat;
    *lon = places->middles.at[i - 1].lon;
    return true;
}
