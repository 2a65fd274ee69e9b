/* Places as an image (base/image.h), for compiled lexicons. */
#include "base/image.h"
#include "mention/place_table.h"

/* Words that one takes in the image. */
enum { PLACE_WORDS = 15, NAME_WORDS = 5, MIDDLE_WORDS = 5 };

void dmr_places_put(dmr_image_writer *w, const dmr_places *places)
{
    dmr_image_put(w, (uint32_t)places->rows.n);
    for (size_t i = 0; i < places->rows.n; i++) {
        const dmr_place *p = &places->rows.at[i];
        dmr_image_put_str(w, p->name);
        dmr_image_put_str(w, p->kind);
        dmr_image_put_str(w, p->country);
        dmr_image_put_str(w, p->held);
        dmr_image_put(w, (uint32_t)p->geonameid); /* at most INT32_MAX */
        dmr_image_put_double(w, p->lat);
        dmr_image_put_double(w, p->lon);
        dmr_image_put(w, p->population);
        dmr_image_put(w, p->layer);
    }
    dmr_image_put(w, (uint32_t)places->names.n);
    for (size_t i = 0; i < places->names.n; i++) {
        const dmr_place_name *n = &places->names.at[i];
        dmr_image_put_str(w, n->key);
        dmr_image_put(w, n->place);
        dmr_image_put(w, n->next);
        dmr_image_put(w, n->only_in);
    }
    dmr_image_put(w, (uint32_t)places->middles.n);
    for (size_t i = 0; i < places->middles.n; i++) {
        dmr_image_put_double(w, places->middles.at[i].lat);
        dmr_image_put_double(w, places->middles.at[i].lon);
        dmr_image_put(w, places->middles.at[i].layer);
    }
    dmr_roman_index_put(w, &places->sounds);
    dmr_image_put_map(w, places->by_key);
    dmr_image_put_map(w, places->first_words);
    dmr_image_put_map(w, places->by_code);
}

static bool on_globe(double lat, double lon)
{
    return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180;
}

static bool get_rows(dmr_image_reader *r, dmr_places *places, dmr_arena *arena)
{
    size_t n = dmr_image_get_count(r, PLACE_WORDS);
    dmr_place *rows = DMR_NEW_ARRAY(arena, dmr_place, n);
    for (size_t i = 0; rows && i < n; i++) {
        dmr_place *p = &rows[i];
        p->name = dmr_image_get_str(r);
        p->kind = dmr_image_get_str(r);
        p->country = dmr_image_get_str(r);
        p->held = dmr_image_get_str(r);
        p->geonameid = dmr_image_get_below(r, (size_t)INT32_MAX + 1);
        p->lat = dmr_image_get_double(r);
        p->lon = dmr_image_get_double(r);
        p->population = dmr_image_get(r);
        p->layer = dmr_image_get(r);
        r->bad |= !on_globe(p->lat, p->lon);
    }
    places->rows.at = rows;
    places->rows.n = places->rows.room = n;
    return rows != NULL;
}

/* A name's chain leads to names before it: every chain ends. */
static bool get_names(dmr_image_reader *r, dmr_places *places, dmr_arena *arena)
{
    size_t n = dmr_image_get_count(r, NAME_WORDS);
    dmr_place_name *names = DMR_NEW_ARRAY(arena, dmr_place_name, n);
    for (size_t i = 0; names && i < n; i++) {
        names[i].key = dmr_image_get_str(r);
        names[i].place = dmr_image_get_below(r, places->rows.n);
        names[i].next = dmr_image_get_below(r, i + 1);
        names[i].only_in = dmr_image_get_below(r, 2) != 0;
    }
    places->names.at = names;
    places->names.n = places->names.room = n;
    return names != NULL;
}

static bool get_middles(dmr_image_reader *r, dmr_places *places, dmr_arena *arena)
{
    size_t n = dmr_image_get_count(r, MIDDLE_WORDS);
    dmr_middle *middles = DMR_NEW_ARRAY(arena, dmr_middle, n);
    for (size_t i = 0; middles && i < n; i++) {
        middles[i].lat = dmr_image_get_double(r);
        middles[i].lon = dmr_image_get_double(r);
        middles[i].layer = dmr_image_get(r);
        r->bad |= !on_globe(middles[i].lat, middles[i].lon);
    }
    places->middles.at = middles;
    places->middles.n = places->middles.room = n;
    return middles != NULL;
}

dmr_places *dmr_places_get(dmr_image_reader *r, dmr_arena *arena)
{
    dmr_places *places = DMR_NEW(arena, dmr_places);
    if (!places || !get_rows(r, places, arena) || !get_names(r, places, arena) ||
        !get_middles(r, places, arena) || r->bad)
        return NULL;
    if (!dmr_roman_index_get(r, &places->sounds, (uint32_t)places->names.n, arena))
        return NULL;
    places->by_key = dmr_image_get_map(r, 1, (uint32_t)places->names.n, arena);
    places->first_words = dmr_image_get_map(r, 0, UINT32_MAX, arena);
    places->by_code = dmr_image_get_map(r, 1, (uint32_t)places->middles.n, arena);
    return r->bad ? NULL : places;
}
