/*
 * The toponyms of a document, told apart before its sentences are read one by one: names of
 * places.tsv and of states, where they stand, what they are said to lie in ("Gori, Georgia"),
 * and for each the place that it means. One name means one place in a document where
 * nothing says otherwise (Gale, Church and Yarowsky 1992, "One sense per discourse").
 */
#ifndef DMR_MENTION_TOPONYM_H
#define DMR_MENTION_TOPONYM_H

#include "mention/gazetteer.h"
#include "mention/place_choose.h"

/* A name or adjective of a state in the text, from the gazetteer. In order of the text. */
typedef struct dmr_state_hit {
    uint32_t sentence;
    int32_t first, last; /* words */
    demarche_str code;   /* as of the document */
    uint8_t how;         /* dmr_name_kind */
    bool past;           /* the state has that name no more, or not yet */
} dmr_state_hit;

typedef struct dmr_toponym {
    int32_t first, last; /* words */
    uint32_t name;       /* name + 1 of places.tsv; 0: a state's or town's alone */
    demarche_str key;    /* normal form; empty of an adjective */
    demarche_str code;   /* of the state that the words name; empty: none */
    uint8_t how;         /* dmr_name_kind of the state's name */
    bool past;           /* as of dmr_state_hit */
    bool guessed;        /* only the network takes it for a place; a clue, no finding */
    bool told;           /* its own words say which: a container, a list of its like */
    uint32_t place;      /* chosen + 1; 0: none */
} dmr_toponym;

typedef struct dmr_toponyms {
    const dmr_places *places;
    const dmr_tree *trees;       /* (n_sentences) */
    DMR_VEC(dmr_toponym) at;     /* in order of the text */
    uint32_t *first_of_sentence; /* (n_sentences + 1) into at */
    DMR_VEC(dmr_place) chosen;
    dmr_map *by_key; /* key -> chosen + 1 in this document */
    DMR_VEC(dmr_place_country) countries;
    DMR_VEC(dmr_place_point) points;
    double n_named; /* sum of the countries' shares before they are made shares */
} dmr_toponyms;

/* Read the toponyms of all sentences. `hits` are the states' names, in order. E_LEXICON for
 * a bad row of towns.tsv; everything lies in the arena. */
demarche_status dmr_toponyms_read(dmr_toponyms *out, const dmr_places *places,
                                  const dmr_tree *trees, size_t n_sentences,
                                  const dmr_state_hit *hits, size_t n_hits,
                                  dmr_arena *arena, demarche_error *err);

/* The place that a toponym means; NULL where it is a state's name alone. */
const dmr_place *dmr_toponym_place(const dmr_toponyms *toponyms, const dmr_toponym *t);

/*
 * The place called `name` in the words first..last of a sentence, which no table but
 * towns.tsv may know; into *out, which has no name where only what it lies in is known: the
 * point is then that one's, and geonameid 0. With `sure` only where its words say what it
 * lies in; what is found is remembered for the document. False where nothing is known.
 */
demarche_status dmr_toponym_find(dmr_toponyms *toponyms, uint32_t sentence, int32_t first,
                                 int32_t last, demarche_str name, bool sure,
                                 dmr_place *out, bool *found, dmr_arena *arena,
                                 demarche_error *err);

#endif
