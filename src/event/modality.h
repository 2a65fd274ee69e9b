/*
 * How certain: what negation, auxiliaries, adverbs, conditions and the words that govern
 * an event make of it (modality.tsv), followed up the tree.
 */
#ifndef DMR_EVENT_MODALITY_H
#define DMR_EVENT_MODALITY_H

#include "event/match.h"

/* What a modality leaves of an event. */
typedef struct dmr_modality {
    dmr_effect effect; /* EFFECT_NONE: asserted */
    bool denied;       /* negated, whatever else it is */
    bool planned;      /* still to come, whatever else it is */
    bool past_perfect; /* told as lying before the tale ("had been invited") */
} dmr_modality;

dmr_modality dmr_modality_of(const dmr_view *view, int32_t word);

/* "asserted", "reported", ... as the codebook has them. Static. */
const char *dmr_modality_name(dmr_modality modality);

#endif
