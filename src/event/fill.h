/*
 * Filling gaps: where the rules have told nothing of two parties of a sentence, what was
 * learned says whether the one does something to the other, and `relate` what. The weights
 * stand in ontology/fills.tsv, written by train/fill.py; a lexicon without it fills nothing.
 */
#ifndef DMR_EVENT_FILL_H
#define DMR_EVENT_FILL_H

#include "event/coding.h"
#include "event/fill_pair.h"
#include "event/relate.h"

/* Of a pair that is asked about, in training; `related` is what `relate` says of it. E_... ends
 * the coding. */
typedef demarche_status (*dmr_fill_watch_fn)(void *user, const dmr_view *view,
                                             const dmr_fill_pair *pair,
                                             const dmr_related *related);

/* How gaps are filled; immutable while a document is coded. */
typedef struct dmr_fill {
    double least;            /* 0..1: how sure an event must be */
    dmr_fill_watch_fn watch; /* NULL, but in training: then no event is made */
    void *user;
} dmr_fill;

/*
 * Ask about all pairs of parties of the sentence at hand that are not the sides of one of
 * its events, and put events for those that are sure enough into c->filled. To be called
 * behind the rules. E_MEMORY, and what `watch` gives.
 */
demarche_status dmr_fill_sentence(dmr_coding *c) DEMARCHE_MUST_CHECK;

/* When all sentences are coded: join c->filled to c->events, in their order. E_MEMORY. */
demarche_status dmr_fill_join(dmr_coding *c) DEMARCHE_MUST_CHECK;

#endif
