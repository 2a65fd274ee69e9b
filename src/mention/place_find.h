/*
 * Places: cities, regions, waters, islands and sites of places.tsv, found by name.
 */
#ifndef DMR_MENTION_PLACE_FIND_H
#define DMR_MENTION_PLACE_FIND_H

#include "mention/mention_list.h"
#include "mention/roman.h"

/* Places of places.tsv. Immutable once loaded, shared by threads. */
typedef struct dmr_places dmr_places;

typedef struct dmr_place {
    demarche_str name;    /* canonical */
    demarche_str kind;    /* city, capital, region, island, water, river, strait, base,
                              site, mountain, border; town: of towns.tsv */
    demarche_str country; /* ISO 3166-1 alpha-3 of today; empty for the high seas and
                              what several states share */
    demarche_str held;    /* "UKR Lviv" where other states held it once; empty */
    int64_t geonameid;    /* 0: unknown */
    double lat, lon;      /* degrees */
    uint32_t population;  /* in thousands; 0: unknown */
    uint32_t layer;       /* of its row; of two places of one name the upper is meant */
} dmr_place;

/* Load places.tsv, middles.tsv and towns.tsv into the arena. E_LEXICON with file and line
 * for a bad row. */
demarche_status dmr_places_load(dmr_places **out, dmr_tables *tables, dmr_arena *arena,
                                demarche_error *err);

/* As part of an image (base/image.h); NULL where that is bad, or for want of memory. */
void dmr_places_put(dmr_image_writer *w, const dmr_places *places);
dmr_places *dmr_places_get(dmr_image_reader *r, dmr_arena *arena);

/* Note that a place ("UKR Lviv": today's state and name) was once held by another state,
 * as that row of states.tsv says. E_LEXICON where there is no such place. `name` must
 * outlive the places. */
demarche_status dmr_places_hold(dmr_places *places, demarche_str name,
                                const dmr_table_row *row, demarche_error *err);

/* The middle of a state (alpha-3) or region (M49); false where none is known. */
bool dmr_places_middle(const dmr_places *places, demarche_str code, double *lat,
                       double *lon);

size_t dmr_places_count(const dmr_places *places);

/* Place by index, 0 .. count - 1. */
const dmr_place *dmr_places_at(const dmr_places *places, size_t i);

/* The place of that name, of several the largest; NULL if there is none. Spelling is
 * folded: case, accents, apostrophes, hyphens. Which of several a text means is
 * place_choose.h's matter. */
const dmr_place *dmr_places_by_name(const dmr_places *places, demarche_str name);

/* The longest name that begins at word i of the sentence: the word behind it, and the name
 * + 1 of place_table.h; or i where none does. */
int32_t dmr_place_match(const dmr_places *places, const dmr_tree *tree, int32_t i,
                        uint32_t *found);

/* As dmr_places_by_name, but one letter may be wrong, missing, too much or two changed
 * about: only for names of six letters or more, and only where one place alone fits. */
const dmr_place *dmr_places_by_near_name(const dmr_places *places, demarche_str name);

struct dmr_toponyms;

/*
 * Append the PLACE mentions of one sentence of `toponyms`. `from`: where this sentence's
 * mentions begin in the list; words covered by a PERSON or ORG are passed over. A STATE that
 * a capital stands for ("Moscow") gets no second mention: its geonameid, lat and lon are
 * filled where they are unknown. One whose name means a place elsewhere here ("Georgia" of
 * the United States) becomes that PLACE. mention.code is the country of today,
 * mention.name canonical, entity 0, can_act false.
 *
 * Call it behind the finder of states; once for each sentence, in order.
 */
demarche_status dmr_place_find(const struct dmr_toponyms *toponyms, uint32_t sentence,
                               size_t from, dmr_mention_list *list, dmr_arena *arena,
                               demarche_error *err);

/*
 * What the PLACE list->at[item] is called like, where it has no coordinates: country,
 * geonameid, lat and lon are filled as far as they are known. With `sure` only where its
 * words say what it lies in. *found tells.
 */
demarche_status dmr_place_find_town(struct dmr_toponyms *toponyms, dmr_mention_list *list,
                                    size_t item, bool sure, bool *found, dmr_arena *arena,
                                    demarche_error *err);

/* Keep the places of the languages of `roman` by how they sound, for dmr_place_find.
 * (place_sound.c) */
demarche_status dmr_places_sound(dmr_places *places, const dmr_roman *roman,
                                 dmr_arena *arena, demarche_error *err);

#endif
