/* Events that a query lists, by their keys. */
#ifndef DMR_RECORD_EVENT_KEYS_H
#define DMR_RECORD_EVENT_KEYS_H

#include <stdbool.h>

#include "base/vec.h"

/* In an arena; in ascending order, each once, when they were sorted. */
typedef DMR_VEC(int64_t) dmr_event_keys;

/* Room for many, before the first: what is not used is address space alone, and none is moved
 * while it grows. False for want of memory. */
bool dmr_event_keys_reserve(dmr_event_keys *keys, dmr_arena *arena);

/* False for want of memory. Keys are 0 or more. */
bool dmr_event_keys_sort(dmr_event_keys *keys, dmr_arena *arena);

/* Those of sorted keys that are among others, which are sorted too. */
void dmr_event_keys_keep(dmr_event_keys *keys, const dmr_event_keys *among);

#endif
