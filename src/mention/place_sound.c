/* Places under another romanization: "Cheongjin" for Ch'ongjin, "Charkow" for Kharkov. */
#include "base/error.h"
#include "mention/name_norm.h"
#include "mention/place_table.h"

enum { LEAST = 5 /* letters */, FOUND_MAX = 16 };

static bool is_kept(const dmr_place_name *name)
{
    return !name->only_in && name->key.len >= LEAST;
}

demarche_status dmr_places_sound(dmr_places *places, const dmr_roman *roman,
                                 dmr_arena *arena, demarche_error *err)
{
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    places->roman = roman;
    if (!dmr_roman_index_open(&places->sounds, arena))
        return dmr_error_memory(err);
    for (size_t k = 0; k < places->names.n; k++) {
        const dmr_place_name *name = &places->names.at[k];
        uint32_t systems =
            is_kept(name) ? dmr_roman_systems(roman, places->rows.at[name->place].country)
                          : 0;
        size_t n = systems ? dmr_roman_read(roman, name->key, systems,
                                            DMR_ROMAN_OWN | DMR_ROMAN_PLACE, readings)
                           : 0;
        for (size_t i = 0; i < n; i++)
            if (!dmr_roman_index_add(&places->sounds, roman, &readings[i],
                                     (uint32_t)k + 1, arena))
                return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

/* Whether the text named the country of the place. */
static bool is_near(const dmr_place *place, const demarche_str *context, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (dmr_place_in(place, context[i]))
            return true;
    return false;
}

/* "North", "South": half the world, and in no spelling a town. */
static bool is_compass(demarche_str norm)
{
    return dmr_str_is(norm, "north") || dmr_str_is(norm, "south") ||
           dmr_str_is(norm, "east") || dmr_str_is(norm, "west");
}

const dmr_place *dmr_places_by_sound(const dmr_places *places, demarche_str name,
                                     const demarche_str *context, size_t n_context)
{
    char buf[DMR_PLACE_KEY_MAX];
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    uint32_t found[FOUND_MAX];
    size_t n = 0, len = dmr_name_norm(buf, sizeof buf, name);
    if (len == SIZE_MAX || len < LEAST || places->sounds.n == 0 ||
        is_compass(dmr_str(buf, len)))
        return NULL;
    size_t n_readings = dmr_roman_read(places->roman, dmr_str(buf, len), UINT32_MAX,
                                       DMR_ROMAN_PLACE, readings);
    for (size_t i = 0; i < n_readings; i++)
        if (!dmr_roman_index_find(&places->sounds, places->roman, &readings[i], found, &n,
                                  FOUND_MAX))
            return NULL;
    const dmr_place *best = NULL;
    bool best_near = false, doubt = false;
    for (size_t i = 0; i < n; i++) {
        const dmr_place *p = &places->rows.at[places->names.at[found[i] - 1].place];
        bool near = is_near(p, context, n_context);
        if (best && (p == best || (p->geonameid && p->geonameid == best->geonameid))) {
            best = p < best ? p : best;
            continue;
        }
        if (best && near == best_near)
            doubt = true;
        if (best && (best_near || !near))
            continue;
        if (best && near)
            doubt = false;
        best = p;
        best_near = near;
    }
    return doubt ? NULL : best;
}
