/* The numbers that an export has given to its rows, so that no two have the same. */
#ifndef DMR_EXPORT_ID_SET_H
#define DMR_EXPORT_ID_SET_H

#include "base/number_set.h"
#include "base/str.h"

/*
 * Numbers go up to 2^53, so that those who read them as floating point (R, JavaScript) have
 * them whole. 0 is none.
 */
#define DMR_ID_MAX ((UINT64_C(1) << 53) - 1)

/*
 * A number made of `name` and `part` alone, 1 to DMR_ID_MAX; where a row before has it, the
 * next that is free, so that the same rows in the same order always get the same. 0 for want
 * of memory.
 */
uint64_t dmr_ids_give(dmr_numbers *ids, const char *name, uint64_t part);

/* The number of a name by itself, of whatever has no row of its own. */
uint64_t dmr_id_of(demarche_str name, uint64_t part);

#endif
