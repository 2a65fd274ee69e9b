/*
 * A trial of a rule in words: what failed, for `explain`, for traces and for reasons.
 */
#ifndef DMR_EVENT_TRIAL_TEXT_H
#define DMR_EVENT_TRIAL_TEXT_H

#include "event/coder.h"

/* "fired", "test", "no_actor", ... as traces have it. Static. */
const char *dmr_trial_name(dmr_trial trial);

/* "obj holds not a place", "no actor in subj|by"; in the arena, NULL for want of memory. */
demarche_str dmr_trial_text(const dmr_rule *rule, dmr_trial trial, size_t test,
                            dmr_arena *arena);

#endif
