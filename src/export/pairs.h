/* An event as pairs of a source and a target, for the formats that know no more. */
#ifndef DMR_EXPORT_PAIRS_H
#define DMR_EXPORT_PAIRS_H

#include "demarche.h"

/* {0} before the first. A side that is not told is NULL. */
typedef struct dmr_pair {
    const demarche_entity *source, *target;
    size_t number; /* from 1 */
    size_t step;
} dmr_pair;

/*
 * The next pair; false behind the last: each actor with each recipient; of a mutual deed each
 * of those the other way round too, and where it has but actors, each with each other. There
 * is always one, whoever is not told.
 */
bool dmr_pair_next(dmr_pair *pair, const demarche_event *event);

#endif
