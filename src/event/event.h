/*
 * Coding: from trees and mentions to events, by the ontology and its rules.
 */
#ifndef DMR_EVENT_EVENT_H
#define DMR_EVENT_EVENT_H

#include "mention/mention.h"

typedef struct dmr_ontology dmr_ontology; /* types, modes, scales, contexts, rules;
                                             immutable, shared by threads */

/* Load ontology/, modality.tsv and rules/ into the arena. E_LEXICON with file and line for
 * a bad row. */
demarche_status dmr_ontology_load(dmr_ontology **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err);

typedef struct dmr_events {
    const demarche_event *at; /* (n), in order of sentence, trigger, rule */
    size_t n;
    const demarche_event
        *told; /* (n_told) one for each telling; what `at` was before it was
                                   folded (fold.h), NULL until then */
    size_t n_told;
    size_t n_rejected; /* rules that fired but found no party */
} dmr_events;

/* Code a whole document. Everything in *out lies in the arena or the ontology. */
demarche_status dmr_event_code(dmr_events *out, const dmr_ontology *ontology,
                               const dmr_reading *reading, dmr_arena *arena,
                               demarche_error *err);

#endif
