#include "mention/place_choose.h"

#include <math.h>

#include "base/error.h"

double dmr_place_distance(double lat, double lon, double lat2, double lon2)
{
    const double degree = 111.2, radian = 57.29578; /* km; degrees */
    double turn = fabs(lon - lon2);
    if (turn > 180)
        turn = 360 - turn;
    double x = turn * cos((lat + lat2) / 2 / radian), y = lat - lat2;
    return degree * sqrt(x * x + y * y);
}

static bool is_kind(const dmr_place *p, const char *kind)
{
    return dmr_str_is(p->kind, kind);
}

/* The place of places.tsv is this very town: GeoNames moves numbers and points a little. */
static bool is_same(const dmr_place *listed, const dmr_place *town)
{
    if (listed->geonameid)
        return listed->geonameid == town->geonameid;
    return dmr_str_eq(listed->country, town->country) &&
           dmr_place_distance(listed->lat, listed->lon, town->lat, town->lon) < 30 &&
           !is_kind(listed, "region");
}

/* Only those of the uppermost layer: what a user adds is what he means. Their number. */
static size_t upper_layer(dmr_place *at, size_t n)
{
    uint32_t top = 0;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        top = at[i].layer > top ? at[i].layer : top;
    for (size_t i = 0; i < n; i++)
        if (at[i].layer == top)
            at[kept++] = at[i];
    return kept;
}

demarche_status dmr_places_candidates(const dmr_places *places, demarche_str key,
                                      dmr_place *out, size_t *n, demarche_error *err)
{
    size_t listed = 0, towns = 0;
    for (uint32_t k = dmr_map_get(places->by_key, key, 0);
         k && listed < DMR_CANDIDATES_MAX; k = places->names.at[k - 1].next)
        out[listed++] = places->rows.at[places->names.at[k - 1].place];
    DMR_TRY(dmr_towns_find(places, key, out + listed, DMR_CANDIDATES_MAX - listed, &towns,
                           err));
    *n = listed;
    for (size_t t = listed; t < listed + towns; t++) {
        bool same = false;
        for (size_t i = 0; i < listed; i++)
            if (is_same(&out[i], &out[t])) {
                same = true;
                out[i].geonameid = out[t].geonameid;
            }
        if (!same)
            out[(*n)++] = out[t];
    }
    *n = upper_layer(out, *n);
    return DEMARCHE_OK;
}

/* How far from its middle what lies in a place may be, km. */
static double reach_of(const dmr_place *p)
{
    static const char large[] =
        "CAN RUS AUS BRA"; /* whose provinces are as large as states */
    if (is_kind(p, "region"))
        return dmr_str_find(dmr_str_c(large), p->country, 0) != SIZE_MAX ? 1500 : 700;
    return is_kind(p, "island") ? 300 : 80;
}

double dmr_place_fit(const dmr_place *place, const dmr_place_within *within)
{
    double best = dmr_place_in(place, within->code) ? 1 : 0;
    for (size_t i = 0; i < within->n_places; i++) {
        const dmr_place *in = &within->places[i];
        double reach = reach_of(in),
               far = dmr_place_distance(place->lat, place->lon, in->lat, in->lon);
        if (far < reach && far > 0 && in->country.len &&
            dmr_str_eq(in->country, place->country) && 2 - far / reach > best)
            best = 2 - far / reach;
    }
    return best;
}

double dmr_place_size(const dmr_place *p)
{
    double size = log10(p->population * 1000.0 + 500);
    if (is_kind(p, "town"))
        return size;
    if (is_kind(p, "capital"))
        return size + 3;
    if (is_kind(p, "region")) /* of small ones the table has no population */
        return p->population ? size + 0.1 : 5.8;
    if (is_kind(p, "city"))
        return (size < 4.5 ? 4.5 : size) + 0.6;
    return size < 6.3 ? 6.3 : size;
}

static bool is_own(demarche_str key, const dmr_place_clues *clues)
{
    return key.len && dmr_str_eq(key, clues->key);
}

/* What the document's countries say for a place: 0 .. 3.5. */
static double by_country(const dmr_place *p, const dmr_place_clues *clues)
{
    double share = 0;
    for (size_t i = 0; i < clues->n_countries; i++)
        if (clues->countries[i].share > share &&
            !is_own(clues->countries[i].key, clues) &&
            dmr_place_in(p, clues->countries[i].code))
            share = clues->countries[i].share;
    return share > 0 ? 1.5 + 2 * share : 0;
}

/* What the document's other places say for it: 0 .. 3. Each leaves less of the doubt. */
static double by_nearness(const dmr_place *p, const dmr_place_clues *clues)
{
    double doubt = 1;
    for (size_t i = 0; i < clues->n_points; i++) {
        const dmr_place_point *q = &clues->points[i];
        double far = dmr_place_distance(p->lat, p->lon, q->lat, q->lon);
        if (far < 4 * q->reach && !is_own(q->key, clues))
            doubt *= 1 - 0.9 * exp(-far / q->reach);
    }
    return 3 * (1 - doubt);
}

bool dmr_place_is_stray(const dmr_place *p, const dmr_place_clues *clues)
{
    enum { VILLAGE = 15, TOWN = 100 }; /* thousand */
    uint32_t small = clues->n_countries ? TOWN : VILLAGE;
    return is_kind(p, "town") && p->population < small && by_country(p, clues) == 0 &&
           by_nearness(p, clues) < 1;
}

static double score(const dmr_place *p, const dmr_place_clues *clues,
                    const dmr_place_within *within)
{
    double sum = dmr_place_size(p) + by_country(p, clues) + by_nearness(p, clues);
    return within ? sum + 5 * dmr_place_fit(p, within) : sum;
}

size_t dmr_place_best(const dmr_place *at, size_t n, const dmr_place_clues *clues,
                      const dmr_place_within *within)
{
    size_t best = 0;
    double most = score(&at[0], clues, within);
    for (size_t i = 1; i < n; i++) {
        double s = score(&at[i], clues, within);
        if (s > most) {
            most = s;
            best = i;
        }
    }
    return best;
}
