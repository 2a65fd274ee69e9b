/*
 * Pairs of parties of one sentence, and what is seen between them: the way through the tree
 * from the one to the other, the words on it and between, what the rules found at them.
 */
#ifndef DMR_EVENT_FILL_PAIR_H
#define DMR_EVENT_FILL_PAIR_H

#include "event/coding.h"
#include "event/relate_weight.h"

enum { DMR_FILL_PARTIES_MAX = 16, DMR_FILL_PATH_MAX = 12 };

/* A party that stands in the sentence: `word` is where its way through the tree begins
 * ("which" of a relative clause, the first name of a list). */
typedef struct dmr_fill_party {
    dmr_party party;
    int32_t word, list; /* `list`: head of the list that it is a member of, else `word` */
} dmr_fill_party;

typedef struct dmr_fill_parties {
    dmr_fill_party at[DMR_FILL_PARTIES_MAX];
    size_t n; /* further ones are left out */
} dmr_fill_parties;

/* An ordered pair: does `source` do something to `target`? */
typedef struct dmr_fill_pair {
    const dmr_fill_party *source, *target;
    int32_t
        path[DMR_FILL_PATH_MAX]; /* (n_path) words strictly between them in the tree, the
                                        word that tells the deed first */
    size_t n_path;
    dmr_relation_features *features;
} dmr_fill_pair;

/* The parties of the sentence at hand that have a code. */
void dmr_fill_parties_find(const dmr_coding *c, dmr_fill_parties *out);

/*
 * The way from source to target. False where no word that may tell a deed lies on it, where
 * it is too long, or where the two are of one code.
 */
bool dmr_fill_pair_join(const dmr_coding *c, const dmr_fill_party *source,
                        const dmr_fill_party *target, dmr_fill_pair *out);

/* Fill pair->features, in the arena. False for want of memory. */
bool dmr_fill_pair_see(dmr_coding *c, dmr_fill_pair *pair,
                       const dmr_fill_parties *parties, dmr_arena *arena);

#endif
