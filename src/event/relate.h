/*
 * Relating: of one sentence and two of its parts, what does the first do to the second?
 * The same rules as in coding, but the parties are given and there is always an answer.
 */
#ifndef DMR_EVENT_RELATE_H
#define DMR_EVENT_RELATE_H

#include "event/coder.h"

/* A part of the text, in bytes; empty where it was not found in the sentence. */
typedef struct dmr_part {
    size_t start, end;
} dmr_part;

typedef struct dmr_related {
    const dmr_type *type;
    const dmr_mode *mode; /* NULL: none */
    const char *cameo;    /* "" : none */
    const char *rule;     /* "none" where no rule holds anywhere */
    double score;         /* 0..1 */
} dmr_related;

/*
 * Every rule that holds in a sentence of the reading is weighed: whether source and
 * target stand in the slots that it names for its parties, how far from the trigger they
 * stand in the tree, how special it is. Where none holds, those of which only a test
 * fails; else the ontology's first type with a score of 0.
 */
demarche_status dmr_event_relate(dmr_related *out, const dmr_ontology *ontology,
                                 const dmr_reading *reading, dmr_part source,
                                 dmr_part target, dmr_arena *arena, demarche_error *err);

#endif
