/*
 * Matching: does a rule hold at a word? And who are the parties where it says?
 */
#ifndef DMR_EVENT_MATCH_H
#define DMR_EVENT_MATCH_H

#include "event/clause.h"
#include "event/ontology.h"

/* What the coder works on: one sentence of a reading. */
typedef struct dmr_view {
    const dmr_ontology *ontology;
    const dmr_reading *reading;
    const dmr_tree *tree;
    uint32_t sentence;
    const demarche_str *lemma; /* (tree->n) lower case */
} dmr_view;

enum { DMR_ANCHORS_MAX = 12 };

/* A rule that holds at a word. */
typedef struct dmr_match {
    const dmr_rule *rule;
    int32_t word;
    int32_t anchors[DMR_ANCHORS_MAX]; /* words that its tests matched by lemma */
    size_t n_anchors;
    int32_t particle_object; /* noun behind a particle read as preposition; -1: none */
} dmr_match;

/* Why a rule does not hold: for `explain`. */
typedef enum dmr_miss {
    DMR_MISS_NONE = 0, /* it holds */
    DMR_MISS_TRIGGER,  /* the other words of the trigger are not there */
    DMR_MISS_TEST,     /* test `test` fails */
} dmr_miss;

/*
 * Test `rule` at `word`. On a miss *failed (may be NULL) is the index of the test. Slots
 * are asked in the order of the tests, so that phrases of words already matched count.
 */
dmr_miss dmr_match_rule(const dmr_view *view, const dmr_rule *rule, int32_t word,
                        dmr_match *out, size_t *failed);

/* The trigger class of a word, by its part of speech: -1 for words that trigger nothing. */
int dmr_match_pos(const dmr_tree *tree, int32_t word);

/* True where the lemma of `word`, alone or with its neighbours, is in the set. */
bool dmr_match_words(const dmr_view *view, int32_t word, const dmr_map *set);

typedef struct dmr_side {
    dmr_party at[DMR_PARTIES_MAX];
    size_t n;
    dmr_slot slot;     /* where they were found */
    bool of_modifiers; /* they only modify what fills it */
    bool names_nobody; /* whom it is done to is not named: only whom a deed was done to
                          that is blamed, or "you" */
} dmr_side;

/*
 * The parties of one side of a match: the first alternative of `slots` that gives any
 * that is not among `other` (NULL: none yet). Codes are as of `day`.
 */
void dmr_match_parties(const dmr_view *view, const dmr_match *match, dmr_slots slots,
                       const dmr_side *other, dmr_day day, dmr_side *out);

/* The same party: one word, one entity, or an unnamed part of the same state. */
bool dmr_match_same_party(const dmr_party *a, const dmr_party *b);

#endif
