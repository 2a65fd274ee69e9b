#include "base/error.h"
#include "base/hash.h"
#include "base/tables.h"
#include "base/vec.h"
#include "mention/name_norm.h"
#include "mention/place_noun.h"
#include "mention/place_table.h"

enum {
    COL_GEONAMEID,
    COL_NAME,
    COL_ALIASES,
    COL_COUNTRY,
    COL_KIND,
    COL_LAT,
    COL_LON,
    COL_POPULATION,
    COL_ONLY,
    COL_NOTE
};
static const char *const columns[] = {"geonameid", "name",  "aliases", "country",
                                      "kind",      "lat",   "lon",     "population",
                                      "?only",     "?note", "?source", NULL};

static bool kind_known(demarche_str kind)
{
    static const char *const kinds[] = {"capital", "city",     "region", "island",
                                        "water",   "river",    "strait", "base",
                                        "site",    "mountain", "border"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (dmr_str_is(kind, kinds[k]))
            return true;
    return false;
}

bool dmr_place_is_country(demarche_str code)
{
    for (size_t i = 0; i < code.len; i++)
        if (!dmr_is_upper(code.ptr[i]))
            return false;
    return code.len == 3;
}

static demarche_status add_name(dmr_places *places, demarche_str name, size_t place,
                                bool only_in, dmr_arena *arena, demarche_error *err)
{
    demarche_str key = dmr_name_norm_copy(arena, name);
    if (!key.ptr)
        return dmr_error_memory(err);
    dmr_place_name *n = DMR_PUSH(arena, places->names);
    if (!n)
        return dmr_error_memory(err);
    n->key = key;
    n->place = (uint32_t)place;
    n->only_in = only_in;
    n->next = dmr_map_get(places->by_key, key, 0);
    if (!dmr_map_set(places->by_key, key, (uint32_t)places->names.n))
        return dmr_error_memory(err);
    size_t blank = dmr_str_find(key, DMR_STR(" "), 0);
    if (blank != SIZE_MAX &&
        !dmr_map_set(places->first_words, dmr_str(key.ptr, blank), 1))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

bool dmr_place_degrees(demarche_str s, double limit, double *out)
{
    bool minus = s.len && s.ptr[0] == '-';
    if (minus)
        s = dmr_str(s.ptr + 1, s.len - 1);
    if (!dmr_str_to_double(s, out) || *out > limit)
        return false;
    if (minus)
        *out = -*out;
    return true;
}

static demarche_status add_row(dmr_places *places, const dmr_table_row *row,
                               dmr_arena *arena, demarche_error *err)
{
    const demarche_str *c = row->cells;
    uint64_t id = 0, population = 0;
    dmr_place *p = DMR_PUSH(arena, places->rows);
    if (!p)
        return dmr_error_memory(err);
    if (!c[COL_NAME].len)
        return dmr_table_refuse(row, err, "name is empty");
    if (c[COL_GEONAMEID].len && !dmr_str_to_uint(c[COL_GEONAMEID], INT32_MAX, &id))
        return dmr_table_refuse(row, err,
                                "geonameid '%.*s' is no number; leave it "
                                "empty where it is unknown",
                                DMR_STR_ARG(c[COL_GEONAMEID]));
    if (c[COL_COUNTRY].len && !dmr_place_is_country(c[COL_COUNTRY]))
        return dmr_table_refuse(row, err,
                                "country '%.*s' is not three capitals; write "
                                "ISO 3166-1 alpha-3 or nothing",
                                DMR_STR_ARG(c[COL_COUNTRY]));
    if (!kind_known(c[COL_KIND]))
        return dmr_table_refuse(row, err,
                                "unknown kind '%.*s'; see the head of "
                                "places.tsv",
                                DMR_STR_ARG(c[COL_KIND]));
    if (!dmr_place_degrees(c[COL_LAT], 90, &p->lat) ||
        !dmr_place_degrees(c[COL_LON], 180, &p->lon))
        return dmr_table_refuse(row, err,
                                "lat '%.*s' or lon '%.*s' is wrong; write "
                                "degrees as 55.75",
                                DMR_STR_ARG(c[COL_LAT]), DMR_STR_ARG(c[COL_LON]));
    if (c[COL_POPULATION].len &&
        !dmr_str_to_uint(c[COL_POPULATION], 2000000, &population))
        return dmr_table_refuse(row, err, "population '%.*s' is no number of thousands",
                                DMR_STR_ARG(c[COL_POPULATION]));
    if (c[COL_ONLY].len && !dmr_str_is(c[COL_ONLY], "in"))
        return dmr_table_refuse(row, err, "only is '%.*s'; write \"in\" or nothing",
                                DMR_STR_ARG(c[COL_ONLY]));
    p->name = c[COL_NAME];
    p->kind = c[COL_KIND];
    p->country = c[COL_COUNTRY];
    p->geonameid = (int64_t)id;
    p->population = (uint32_t)population;
    p->layer = row->layer;
    size_t at = places->rows.n - 1;
    bool only_in = c[COL_ONLY].len != 0;
    DMR_TRY(add_name(places, c[COL_NAME], at, only_in, arena, err));
    demarche_str rest = c[COL_ALIASES], alias;
    while (rest.len && dmr_str_split(&rest, '|', &alias))
        if ((alias = dmr_str_trim(alias)).len)
            DMR_TRY(add_name(places, alias, at, only_in, arena, err));
    return DEMARCHE_OK;
}

demarche_status dmr_places_load(dmr_places **out, dmr_tables *tables, dmr_arena *arena,
                                demarche_error *err)
{
    *out = NULL;
    dmr_places *places = DMR_NEW(arena, dmr_places);
    if (!places || !(places->by_key = dmr_map_new(arena)) ||
        !(places->first_words = dmr_map_new(arena)))
        return dmr_error_memory(err);
    dmr_table table;
    DMR_TRY(dmr_tables_load(&table, tables, "places.tsv", columns, err));
    for (size_t i = 0; i < table.n_rows; i++) {
        const dmr_table_row *row = &table.rows[i];
        DMR_TRY(dmr_tables_row(tables, row, add_row(places, row, arena, err), err));
    }
    DMR_TRY(dmr_middles_load(places, tables, arena, err));
    DMR_TRY(dmr_towns_load(places, tables, arena, err));
    DMR_TRY(dmr_place_nouns_load(&places->nouns, tables, arena, err));
    *out = places;
    return DEMARCHE_OK;
}

demarche_status dmr_places_hold(dmr_places *places, demarche_str name,
                                const dmr_table_row *row, demarche_error *err)
{
    char buf[DMR_PLACE_KEY_MAX];
    bool found = false;
    size_t n = dmr_name_norm(buf, sizeof buf, dmr_str(name.ptr + 4, name.len - 4));
    for (uint32_t k = n == SIZE_MAX ? 0 : dmr_map_get(places->by_key, dmr_str(buf, n), 0);
         k; k = places->names.at[k - 1].next) {
        dmr_place *p = &places->rows.at[places->names.at[k - 1].place];
        if (!dmr_str_eq(p->country, dmr_str(name.ptr, 3)))
            continue;
        found = true;
        p->held = name;
    }
    if (!found)
        return dmr_table_refuse(row, err,
                                "places.tsv has no place '%.*s'; write today's state and "
                                "the name, or add a row there",
                                DMR_STR_ARG(name));
    return DEMARCHE_OK;
}

size_t dmr_places_count(const dmr_places *places)
{
    return places->rows.n;
}

const dmr_place *dmr_places_at(const dmr_places *places, size_t i)
{
    return &places->rows.at[i];
}

/* -------------------------------------------------------------------- look-up */

bool dmr_place_in(const dmr_place *place, demarche_str state)
{
    static const struct {
        const char *state, *today;
    } unions[] = {
        {"SUN", "RUS UKR BLR EST LVA LTU MDA GEO ARM AZE KAZ UZB TKM KGZ TJK"},
        {"YUG", "SRB HRV SVN BIH MKD MNE XKX"},
        {"SCG", "SRB MNE XKX"},
        {"CSK", "CZE SVK"},
        {"DDR", "DEU"},
        {"YMD", "YEM"},
        {"VDR", "VNM"},
        {"BUR", "MMR"},
        {"ZAR", "COD"},
        {"DHY", "BEN"},
        {"HVO", "BFA"},
        {"RHO", "ZWE"},
        {"BYS", "BLR"},
        {"AFI", "DJI"},
        {"GEL", "KIR TUV"},
        {"NHB", "VUT"},
        {"TMP", "TLS"},
    };
    if (!state.len || !place->country.len)
        return false;
    if (dmr_str_eq(place->country, state))
        return true;
    for (size_t k = 0; k < sizeof unions / sizeof *unions; k++)
        if (dmr_str_is(state, unions[k].state))
            return dmr_str_find(dmr_str_c(unions[k].today), place->country, 0) !=
                   SIZE_MAX;
    return false;
}

const dmr_place *dmr_places_by_name(const dmr_places *places, demarche_str name)
{
    char buf[DMR_PLACE_KEY_MAX];
    const dmr_place *best = NULL;
    size_t n = dmr_name_norm(buf, sizeof buf, name);
    if (n == SIZE_MAX || n == 0)
        return NULL;
    for (uint32_t k = dmr_map_get(places->by_key, dmr_str(buf, n), 0); k;
         k = places->names.at[k - 1].next) {
        const dmr_place *p = &places->rows.at[places->names.at[k - 1].place];
        if (!best || p->population > best->population)
            best = p;
    }
    return best;
}

/* One letter wrong, too few or too much, or two neighbours changed about. */
static bool one_edit(demarche_str a, demarche_str b)
{
    size_t i = 0, n = a.len < b.len ? a.len : b.len;
    while (i < n && a.ptr[i] == b.ptr[i])
        i++;
    if (a.len == b.len) {
        if (i == n)
            return true;
        if (memcmp(a.ptr + i + 1, b.ptr + i + 1, n - i - 1) == 0)
            return true;
        return i + 1 < n && a.ptr[i] == b.ptr[i + 1] && a.ptr[i + 1] == b.ptr[i] &&
               memcmp(a.ptr + i + 2, b.ptr + i + 2, n - i - 2) == 0;
    }
    if (a.len + 1 != b.len && b.len + 1 != a.len)
        return false;
    const char *longer = (a.len > b.len ? a.ptr : b.ptr) + i + 1;
    return memcmp(longer, (a.len > b.len ? b.ptr : a.ptr) + i, n - i) == 0;
}

const dmr_place *dmr_places_by_near_name(const dmr_places *places, demarche_str name)
{
    char buf[DMR_PLACE_KEY_MAX];
    size_t n = dmr_name_norm(buf, sizeof buf, name);
    if (n == SIZE_MAX || n < 6)
        return NULL;
    demarche_str key = dmr_str(buf, n);
    const dmr_place *found = NULL;
    for (size_t k = 0; k < places->names.n; k++) {
        const dmr_place_name *other = &places->names.at[k];
        if (other->only_in || other->key.len < 6 || other->key.ptr[0] != buf[0] ||
            !one_edit(key, other->key))
            continue;
        const dmr_place *p = &places->rows.at[other->place];
        if (found && found != p)
            return NULL;
        found = p;
    }
    return found;
}
