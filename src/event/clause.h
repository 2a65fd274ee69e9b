/*
 * Clauses: who is the subject, what the object, what stands in a prepositional slot of
 * a verb, adjective or noun, through passives, control and raising, relative clauses,
 * participles, coordination and light verbs. Pure functions over one tree.
 *
 * The relations are those of https://universaldependencies.org/en/.
 */
#ifndef DMR_EVENT_CLAUSE_H
#define DMR_EVENT_CLAUSE_H

#include "event/rule.h"
#include "parse/tree.h"

enum { DMR_FILLERS_MAX = 12 };

/* Words that may fill a slot, the most likely first. */
typedef struct dmr_fillers {
    int32_t at[DMR_FILLERS_MAX];
    size_t n;
} dmr_fillers;

/*
 * Add the fillers of `slot` of `word`. `anchors` (n_anchors) are words that the rule has
 * matched besides the trigger: their phrases count as the trigger's own ("held talks
 * *with* Egypt"). SLOT_SURFACE is the grammatical subject, passive or not. SLOT_ANY, SLOT_TOLD and SLOT_NONE add
 * nothing.
 */
void dmr_clause_fill(const dmr_tree *tree, int32_t word, dmr_slot slot,
                     const int32_t *anchors, size_t n_anchors, dmr_fillers *out);

/* The verb or predicate that a noun serves: "paid" of "visit" in "paid a visit"; -1. */
int32_t dmr_clause_governor(const dmr_tree *tree, int32_t word);

bool dmr_clause_is_passive(const dmr_tree *tree, int32_t word);

/* Some child of `word` with one of these relations has that lemma. */
bool dmr_clause_has_lemma(const dmr_tree *tree, int32_t word, dmr_rel rel,
                          const char *lemma);

/* The preposition of a phrase: its case words joined by "_" ("because_of"), lower case,
 * into `buffer`; "" if it has none. */
demarche_str dmr_clause_case(const dmr_tree *tree, int32_t word, char *buffer,
                             size_t room);

/* True for UPOS VERB, and for an adjective or noun with a copula. */
bool dmr_clause_is_predicate(const dmr_tree *tree, int32_t word);

#endif
