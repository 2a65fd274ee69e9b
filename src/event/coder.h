/*
 * The coder's inside, shared by dmr_event_code, `relate` and `explain`: one sentence at a
 * time, with what was tried.
 */
#ifndef DMR_EVENT_CODER_H
#define DMR_EVENT_CODER_H

#include "event/event.h"
#include "event/match.h"
#include "event/modality.h"
#include "event/sureness.h"

/* What became of a rule at a word. */
typedef enum dmr_trial {
    DMR_TRIAL_FIRED = 0,
    DMR_TRIAL_TEST,      /* a test failed: `test` */
    DMR_TRIAL_ACTOR,     /* it holds, but nobody does it */
    DMR_TRIAL_RECIPIENT, /* it holds, but it is done to nobody */
    DMR_TRIAL_USED,      /* the word is part of the event that word `test` tells */
    DMR_TRIAL_TOLD,      /* it holds, but the sentence has told its event already */
    DMR_TRIAL_ATTRIBUTE, /* not tried: "improved relations" */
    DMR_TRIAL_NAME,      /* not tried: "Chamber of Commerce" */
} dmr_trial;

/* Called for every rule that was tried, and where none was with the first that the word
 * triggers; `test` counts from 0. */
typedef void (*dmr_trace_fn)(void *user, const dmr_view *view, int32_t word,
                             const dmr_rule *rule, dmr_trial trial, size_t test);

/* Called for every event that is made, with what its sureness rests on. */
typedef void (*dmr_seen_fn)(void *user, const demarche_event *event,
                            const dmr_sureness_seen *seen);

/* Where patterns code in place of rules: a line, with its end, about the names of a sentence
 * or a verb in it (pattern_explain.h). */
typedef void (*dmr_trace_line_fn)(void *user, uint32_t sentence, demarche_str line);

/* Each may be NULL: nobody asks. */
typedef struct dmr_trace {
    dmr_trace_fn call;
    dmr_trace_line_fn line;
    void *user;
    dmr_seen_fn seen;
} dmr_trace;

/* Make the view of a sentence: lower-case lemmas in the arena. */
demarche_status dmr_view_make(dmr_view *out, const dmr_ontology *ontology,
                              const dmr_reading *reading, uint32_t sentence,
                              dmr_arena *arena, demarche_error *err);

/* What goes with coding besides the rules; either may be NULL. */
typedef struct dmr_code_how {
    const dmr_trace *trace;      /* is told of every trial */
    const struct dmr_fill *fill; /* fills gaps: event/fill.h */
} dmr_code_how;

/* As dmr_event_code. */
demarche_status dmr_event_code_how(dmr_events *out, const dmr_ontology *ontology,
                                   const dmr_reading *reading, const dmr_code_how *how,
                                   dmr_arena *arena, demarche_error *err);

/* The type that remains of a rule's type under a modality: a visit that is planned is
 * AGREE (codebook, AGREE), one that "will not" be paid REJECT. */
const dmr_type *dmr_coded_type(const dmr_rule *rule, dmr_modality modality);

#endif
