/* The numbers that an export has given to its rows, so that no two have the same. */
#ifndef DMR_EXPORT_ID_SET_H
#define DMR_EXPORT_ID_SET_H

#include "base/str.h"

/*
 * Numbers go up to 2^53, so that those who read them as floating point (R, JavaScript) have
 * them whole. 0 is none.
 */
#define DMR_ID_MAX ((UINT64_C(1) << 53) - 1)

/* On the heap: 8 to 16 bytes a row. {0} is empty; free with dmr_ids_free. */
typedef struct dmr_ids {
    uint64_t *at; /* (size) open addressing, 0: free */
    size_t size, n;
} dmr_ids;

/*
 * A number made of `name` and `part` alone, 1 to DMR_ID_MAX; where a row before has it, the
 * next that is free, so that the same rows in the same order always get the same. 0 for want
 * of memory.
 */
uint64_t dmr_ids_give(dmr_ids *ids, const char *name, uint64_t part);

void dmr_ids_free(dmr_ids *ids);

/* The number of a name by itself, of whatever has no row of its own. */
uint64_t dmr_id_of(demarche_str name, uint64_t part);

#endif
