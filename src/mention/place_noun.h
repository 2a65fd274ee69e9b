/*
 * Nouns that say of what sort a place is: lexicon/nouns.tsv. "The island of Grenada" is
 * Grenada, a "suburb of Y" may stand between a place and what it lies in.
 */
#ifndef DMR_MENTION_PLACE_NOUN_H
#define DMR_MENTION_PLACE_NOUN_H

#include "base/tables.h"
#include "mention/place_find.h"

/* What the noun may do; a row of the table has one or more. */
typedef enum dmr_place_noun_use {
    DMR_PLACE_NOUN_OF = 1, /* "the island of Grenada": the name behind it is meant */
    DMR_PLACE_NOUN_SPELT =
        2, /* "the island of Sahkalin": so, even where it is misspelt */
    DMR_PLACE_NOUN_WITHIN = 4,  /* "X, a suburb of Y" */
    DMR_PLACE_NOUN_COUNTY = 8,  /* "Scott County" in "Austin, in Scott County, Indiana" */
    DMR_PLACE_NOUN_BEHIND = 16, /* "Akita Prefecture" is Akita */
    DMR_PLACE_NOUN_BARE = 32,   /* alone it is what is left of a longer name: "Village" */
} dmr_place_noun_use;

typedef struct dmr_place_nouns dmr_place_nouns; /* immutable, shared by threads */

/* Load nouns.tsv into the arena; a lexicon may do without. E_LEXICON with file and line for
 * a bad row. */
demarche_status dmr_place_nouns_load(const dmr_place_nouns **out, dmr_tables *tables,
                                     dmr_arena *arena, demarche_error *err);

/* Has the word (in letters of any case) that use? `places` may be NULL: none has. */
bool dmr_place_noun_is(const dmr_places *places, demarche_str word,
                       dmr_place_noun_use use);

#endif
