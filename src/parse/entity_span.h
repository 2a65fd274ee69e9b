/*
 * Entities as spans: which words belong to an entity whose top word the network has told
 * (dmr_word.ent). "The delegation that Seoul sent to Moscow in 1988": `delegation` is the
 * head of a person's span; the tree says how far it goes.
 *
 * A span is the noun phrase: articles, modifiers, possessors, complements and relative
 * clauses, with a possessive 's; not the preposition before it, nor what stands beside
 * it (appositions and conjuncts that are entities themselves). Conjuncts that are none
 * belong to it ("research and development"). The rules were found on gold trees of GUM,
 * https://gucorpling.org/gum/ (2026-11: exact match F1 93.6 on its open dev documents with
 * gold trees and gold heads).
 */
#ifndef DMR_PARSE_ENTITY_SPAN_H
#define DMR_PARSE_ENTITY_SPAN_H

#include "base/arena.h"
#include "parse/tree.h"

/* GUM's ten types in five. */
typedef enum dmr_entity_sort {
    DMR_SORT_NONE, /* heads no span */
    DMR_SORT_PERSON,
    DMR_SORT_ORG,
    DMR_SORT_PLACE,
    DMR_SORT_TIME,
    DMR_SORT_OTHER,
} dmr_entity_sort;

typedef struct dmr_entity {
    int32_t first, last, head; /* words of the sentence */
    uint8_t kind;              /* dmr_entity_kind, never NONE */
} dmr_entity;

typedef struct dmr_entities {
    const dmr_entity *at; /* (n), by first word; of two that begin together the wider */
    size_t n;
} dmr_entities;

dmr_entity_sort dmr_entity_sort_of(dmr_entity_kind kind);

/* "person", "organisation", "place", "time", "other"; "none". Static. */
const char *dmr_entity_sort_name(dmr_entity_sort sort);

/*
 * The entities of a linked tree, one for each word that heads one, in the arena. Linear
 * in the words but for putting them in order. Heads that are no tree give spans too, of
 * at least the head itself. E_MEMORY.
 */
demarche_status dmr_entities_find(dmr_entities *out, const dmr_tree *tree,
                                  dmr_arena *arena,
                                  demarche_error *err) DEMARCHE_MUST_CHECK;

#endif
