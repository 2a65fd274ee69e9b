/*
 * What was tried while a text was coded, kept for those who explain it.
 */
#ifndef DMR_EVENT_TRIALS_H
#define DMR_EVENT_TRIALS_H

#include "base/vec.h"
#include "event/coder.h"

typedef struct dmr_tried {
    uint32_t sentence;
    int32_t word;
    const dmr_rule *rule;
    dmr_trial trial;
    size_t test; /* the one that failed; of TRIAL_USED the word that tells the event */
} dmr_tried;

/* What patterns, in place of rules, made of the names of a sentence or of a verb in it. */
typedef struct dmr_pattern_line {
    uint32_t sentence;
    demarche_str text; /* with its end of line */
} dmr_pattern_line;

/* In the order in which they were tried: sentence by sentence, from the root down; patterns
 * as the words stand. */
typedef struct dmr_trials {
    dmr_arena *arena;
    DMR_VEC(dmr_tried) list;
    DMR_VEC(dmr_pattern_line) lines;
    bool failed; /* want of memory: some are missing */
} dmr_trials;

/* A trace that keeps in *trials all it is told of. */
dmr_trace dmr_trials_trace(dmr_trials *trials);

#endif
