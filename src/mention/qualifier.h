/*
 * Words that change an office ("former", "acting", "president-elect") and verbs that give
 * one ("became", "was named"): lexicon/qualifiers.tsv, whose head says what each does.
 */
#ifndef DMR_MENTION_QUALIFIER_H
#define DMR_MENTION_QUALIFIER_H

#include "base/hash.h"
#include "mention/scene.h"

typedef enum dmr_qualifier_place {
    DMR_PLACE_BEFORE = 0, /* "former Soviet minister", "ex-minister" */
    DMR_PLACE_BEHIND,     /* "president-elect" */
    DMR_PLACE_ASIDE,      /* "X, then the Dutch minister" */
    DMR_PLACE_VERB,       /* "became minister" */
    DMR_PLACE_PASSIVE,    /* "was named minister" */
    DMR_PLACE_HEADS,      /* "heads the ministry" */
    DMR_PLACE_SENDS,      /* "Hungary sent Bárdos" */
    DMR_N_PLACES
} dmr_qualifier_place;

typedef enum dmr_qualifier_effect {
    DMR_EFFECT_PLAIN = 0,
    DMR_EFFECT_PAST,
    DMR_EFFECT_LATE,
    DMR_EFFECT_THEN,
    DMR_EFFECT_LATER,
} dmr_qualifier_effect;

typedef struct dmr_qualifier {
    demarche_str office; /* what is written before the office; may be empty */
    demarche_str sector; /* of who spoke for a state or party; empty: as it was */
    demarche_str other;  /* of all others; empty: as it was */
    uint32_t layer;      /* of its row */
    uint8_t place, effect;
} dmr_qualifier;

/* Immutable once loaded, shared by threads. */
typedef struct dmr_qualifiers {
    dmr_qualifier *at;
    size_t n;
    dmr_map *words[DMR_N_PLACES]; /* normal form -> index + 1; 0 where it only ends one */
    uint32_t past;                /* index + 1 of the first row of that effect; 0: none */
} dmr_qualifiers;

/* Load qualifiers.tsv into the arena. E_LEXICON with file and line for a bad row. */
demarche_status dmr_qualifiers_load(const dmr_qualifiers **out, dmr_tables *tables,
                                    dmr_arena *arena, demarche_error *err);

/* The row (index + 1) of a word or words in normal form at that place, or 0. */
uint32_t dmr_qualifier_word(const dmr_qualifiers *q, dmr_qualifier_place place,
                            demarche_str words);

/* The row itself. */
static inline const dmr_qualifier *dmr_qualifier_at(const dmr_scene *scene, uint32_t row)
{
    return row ? &scene->g->qualifiers->at[row - 1] : NULL;
}

/* An office's words in normal form without what a hyphen joins to them: "ex president" is
 * "president", "president elect" too. False where nothing is joined. */
bool dmr_qualifier_strip(const dmr_qualifiers *q, demarche_str norm, demarche_str *bare);

/*
 * The row (index + 1) of what qualifies the office at the words first..word, or the name
 * that begins at `first`; 0: nothing does. The sentence at hand.
 */
uint32_t dmr_qualifier_find(dmr_scene *scene, int32_t first, int32_t word);

/* True where "-elect" or the like stands right behind the word. */
bool dmr_qualifier_behind(const dmr_scene *scene, int32_t word);

/* First of the words "-elect" that end right before `first`; else `first`. */
int32_t dmr_qualifier_back(const dmr_scene *scene, int32_t first);

/* Sector of one of that sector, once qualified; `of_state`: a role of a state, though it
 * has no sector ("president"). */
demarche_str dmr_qualifier_sector(const dmr_qualifier *q, demarche_str sector,
                                  bool of_state);

/* "former" and "minister of trade", or "ex-minister of trade": what is written; in the
 * arena. */
demarche_str dmr_qualifier_office(dmr_scene *scene, const dmr_qualifier *q,
                                  demarche_str office);

/* The group or role `item` with the head `word`, whose office begins at `first`: note its
 * qualifier, and what that makes of office and sector. */
void dmr_qualify(dmr_scene *scene, uint32_t item, int32_t first, int32_t word,
                 bool of_state);

#endif
