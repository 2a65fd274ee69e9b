/*
 * What filling gaps has learned: how much a thing seen around a pair of parties speaks for a
 * deed between them. Rows of ontology/fills.tsv, written by train/fill.py. A lexicon without
 * that table knows none.
 */
#ifndef DMR_EVENT_FILL_WEIGHT_H
#define DMR_EVENT_FILL_WEIGHT_H

#include "event/relate_weight.h"

struct dmr_fill_weights {
    const dmr_map *rows; /* feature -> index into `at` */
    const double *at;
    double sure, of_deed, of_type; /* of the rows "sure ...": how sure an answer is */
};

/* Load the table into the arena; *out is NULL where the lexicon has none. E_LEXICON with file
 * and line for a row whose weight is no number. */
demarche_status dmr_fill_weights_load(const dmr_fill_weights **out, dmr_tables *tables,
                                      dmr_arena *arena,
                                      demarche_error *err) DEMARCHE_MUST_CHECK;

/* Log odds that there is a deed. */
double dmr_fill_score(const dmr_fill_weights *weights,
                      const dmr_relation_features *features);

/* How sure it is (0..1) that a pair with that score has an event of a type of which `relate`
 * is as sure as `type` (0..1). */
double dmr_fill_sure(const dmr_fill_weights *weights, double score, double type);

#endif
