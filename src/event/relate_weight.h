/*
 * What `relate` has learned: weights of what is seen around two parties for each type.
 * They stand in ontology/relations.tsv, written by train/relations.py. A lexicon without
 * that table knows none, and the best rule has the word alone.
 */
#ifndef DMR_EVENT_RELATE_WEIGHT_H
#define DMR_EVENT_RELATE_WEIGHT_H

#include "base/hash.h"
#include "event/ontology.h"

enum { DMR_RELATION_FEATURES_MAX = 96 };

/* What is seen: "between withdraw", "rule visit.place". Further ones are left out. */
typedef struct dmr_relation_features {
    demarche_str at[DMR_RELATION_FEATURES_MAX];
    size_t n;
} dmr_relation_features;

struct dmr_relation_weights {
    dmr_map *rows;   /* feature -> row of `at` */
    const float *at; /* (rows, n_types) */
    size_t n_types;
};

/* Add the feature once. False for want of memory. */
bool dmr_relation_feature_add(dmr_relation_features *features, const char *kind,
                              demarche_str value, dmr_arena *arena);

/*
 * Load the table into the arena; *out is NULL where the lexicon has none. The types of
 * `ontology` are loaded. E_LEXICON with file and line for a row that names no type or
 * whose weight is no number.
 */
demarche_status dmr_relation_weights_load(const dmr_relation_weights **out,
                                          const dmr_ontology *ontology,
                                          dmr_tables *tables, dmr_arena *arena,
                                          demarche_error *err) DEMARCHE_MUST_CHECK;

/* The sum over the features for type `type` of the ontology, in their order. */
double dmr_relation_score(const dmr_relation_weights *weights,
                          const dmr_relation_features *features, size_t type);

#endif
