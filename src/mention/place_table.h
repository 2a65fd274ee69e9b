/*
 * Inside of dmr_places, for the loader (place_lexicon.c) and the finder (place_find.c).
 */
#ifndef DMR_MENTION_PLACE_TABLE_H
#define DMR_MENTION_PLACE_TABLE_H

#include "base/hash.h"
#include "base/vec.h"
#include "mention/place_find.h"
#include "mention/roman.h"

enum { DMR_PLACE_KEY_MAX = 96 };

typedef struct dmr_place_name {
    demarche_str key; /* normal form, name_norm.h */
    uint32_t place;   /* row */
    uint32_t next;    /* name + 1 of the same key; 0 ends */
    bool only_in;     /* also a plain word ("Nice"): only behind "in", "at", "near" ... */
} dmr_place_name;

/* The point in the middle of a state or region. */
typedef struct dmr_middle {
    double lat, lon;
    uint32_t layer; /* of its row */
} dmr_middle;

/* The bytes of a towns.tsv, whose rows are in order of their keys. */
typedef struct dmr_towns {
    const char *path;
    demarche_str text;
    size_t first; /* byte of the first row */
    uint32_t layer;
} dmr_towns;

struct dmr_places {
    DMR_VEC(dmr_place) rows;
    DMR_VEC(dmr_place_name) names;
    dmr_map *by_key;          /* key -> name + 1 */
    dmr_map *first_words;     /* first word of keys of several words -> 1 */
    DMR_VEC(dmr_towns) towns; /* the upper layer first */
    DMR_VEC(dmr_middle) middles;
    const struct dmr_place_nouns *nouns; /* see place_noun.h */
    const dmr_roman *roman;
    dmr_roman_index sounds; /* -> name + 1 (place_sound.c) */
    dmr_map *by_code;       /* alpha-3 or M49 -> middle + 1 */
};

/* Three capitals, as ISO 3166-1 alpha-3 has them. */
bool dmr_place_is_country(demarche_str code);

/* A decimal number with its sign, within -limit .. limit; false for anything else. */
bool dmr_place_degrees(demarche_str s, double limit, double *out);

/* Load middles.tsv. E_LEXICON with file and line for a bad row, or a second one of the
 * same code. */
demarche_status dmr_middles_load(dmr_places *places, dmr_tables *tables, dmr_arena *arena,
                                 demarche_error *err);

/* Take towns.tsv as it is, in order of its keys. E_LEXICON with file and line where its rows
 * are not in order. */
demarche_status dmr_towns_load(dmr_places *places, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err);

/* The towns of that key (normal form) into out (room), their number into *n. Slices of
 * them belong to `places`. E_LEXICON with file and line for a bad row. */
demarche_status dmr_towns_find(const dmr_places *places, demarche_str key, dmr_place *out,
                               size_t room, size_t *n, demarche_error *err);

/* The place that `name` may be in another romanization: in a country of `context` where
 * there is one; NULL where there is none, or several. */
const dmr_place *dmr_places_by_sound(const dmr_places *places, demarche_str name,
                                     const demarche_str *context, size_t n_context);

/* Does the place lie in that state, which may be one that is no more (SUN, YUG)? */
bool dmr_place_in(const dmr_place *place, demarche_str state);

#endif
