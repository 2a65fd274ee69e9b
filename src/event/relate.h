/*
 * Relating: of one sentence and two of its parts, what does the first do to the second?
 * The same rules as in coding, but the parties are given and there is always an answer.
 */
#ifndef DMR_EVENT_RELATE_H
#define DMR_EVENT_RELATE_H

#include "event/coder.h"
#include "event/relate_weight.h"

/* A part of the text, in bytes; empty where it was not found in the sentence. */
typedef struct dmr_part {
    size_t start, end;
} dmr_part;

typedef struct dmr_related {
    const dmr_type *type;
    const dmr_mode *mode; /* NULL: none */
    const char *cameo;    /* "" : none */
    const char *rule;     /* "model" where what was learned outweighs the rules, or none
                             holds; "none" where nothing was learned either */
    double score;         /* 0..1 */

    /* What it was weighed by, in the arena: how sure the rules are of each type of the
     * ontology (0: no rule), and what is seen around. For training. */
    const double *sure;
    const struct dmr_related *each; /* the best rule of each type; without a type: none */
    const double
        *odds; /* of each type, in natural logarithms: what wins is the greatest */
    const dmr_relation_features *features;
} dmr_related;

/*
 * Every rule that holds in a sentence of the reading is weighed: whether source and
 * target stand in the slots that it names for its parties, how far from the trigger they
 * stand in the tree, how special it is; also those, for less, of which only a test fails.
 * To what the best rule of each type weighs comes what was learned of the words between
 * the parties, of their heads and of the best rule itself; the greatest sum wins.
 * Without either: the ontology's first type with a score of 0.
 */
demarche_status dmr_event_relate(dmr_related *out, const dmr_ontology *ontology,
                                 const dmr_reading *reading, dmr_part source,
                                 dmr_part target, dmr_arena *arena, demarche_error *err);

/* The same of one sentence alone, with the lemmas that the view has. */
demarche_status dmr_event_relate_within(dmr_related *out, const dmr_view *view,
                                        dmr_part source, dmr_part target,
                                        dmr_arena *arena, demarche_error *err);

#endif
