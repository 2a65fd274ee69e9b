/*
 * Growing arrays in an arena.
 *
 *     struct { dmr_token *at; size_t n, room; } tokens = {0};
 *     dmr_token *t = DMR_PUSH(arena, tokens);   // zeroed; NULL for want of memory
 */
#ifndef DMR_BASE_VEC_H
#define DMR_BASE_VEC_H

#include <stdint.h>

#include "base/arena.h"

#define DMR_VEC(type)                                                                    \
    struct {                                                                             \
        type *at;                                                                        \
        size_t n, room;                                                                  \
    }

/* Room for one more of `size` bytes; the new place zeroed, or NULL. */
static inline void *dmr_vec_push(dmr_arena *arena, void **at, size_t *n, size_t *room,
                                 size_t size)
{
    if (*n == *room) {
        if (*room > SIZE_MAX / 2 / size)
            return NULL;
        size_t want = *room ? *room * 2 : 8;
        void *p = dmr_arena_grow(arena, *at, *n * size, want * size);
        if (!p)
            return NULL;
        *at = p;
        *room = want;
    }
    char *place = (char *)*at + *n * size;
    for (size_t i = 0; i < size; i++)
        place[i] = 0;
    ++*n;
    return place;
}

#define DMR_PUSH(arena, v)                                                               \
    ((__typeof__((v).at))dmr_vec_push((arena), (void **)&(v).at, &(v).n, &(v).room,      \
                                      sizeof *(v).at))

#endif
