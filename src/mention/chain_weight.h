/*
 * The weights of the features of chain_feature.h: lexicon/coreference.tsv. Features that
 * the table leaves out weigh nothing.
 */
#ifndef DMR_MENTION_CHAIN_WEIGHT_H
#define DMR_MENTION_CHAIN_WEIGHT_H

#include "mention/chain_feature.h"

typedef struct dmr_chain_weights {
    const float *at; /* (dmr_chain_feature_count) */
} dmr_chain_weights;

/* Load coreference.tsv into the arena. E_LEXICON with file and line for a row
 * that names no feature or whose weight is no number. */
demarche_status dmr_chain_weights_load(const dmr_chain_weights **out, dmr_tables *tables,
                                       dmr_arena *arena,
                                       demarche_error *err) DEMARCHE_MUST_CHECK;

/* The sum over the features, in their order: the same on every machine. */
float dmr_chain_score(const dmr_chain_weights *weights,
                      const dmr_chain_features *features);

#endif
