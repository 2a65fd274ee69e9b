/*
 * Arena: memory that is given out piece by piece and freed whole.
 *
 * One arena for each document, one for each worker (reset for each sentence or
 * document). Pieces are aligned to 16 bytes and not zeroed unless said. An arena has a
 * byte limit, so that hostile input ends in E_MEMORY and not in swap. Built with
 * -DDMR_ARENA_DEBUG every piece is a malloc of its own, so that AddressSanitizer sees
 * each overrun. Not for sharing between threads.
 */
#ifndef DMR_BASE_ARENA_H
#define DMR_BASE_ARENA_H

#include <stddef.h>

typedef struct dmr_arena dmr_arena;

/* limit: the most bytes that the arena may hold; 0: 4 GiB. NULL for want of memory. */
dmr_arena *dmr_arena_new(size_t limit);
void dmr_arena_free(dmr_arena *arena);

/* Give everything back and keep the largest block for what comes next. */
void dmr_arena_reset(dmr_arena *arena);

/* n bytes, or NULL. n = 0 gives a valid pointer. */
void *dmr_arena_alloc(dmr_arena *arena, size_t n);

/* n * size bytes, all zero; NULL also where the product overflows. */
void *dmr_arena_zalloc(dmr_arena *arena, size_t n, size_t size);

/*
 * A copy of `old` (used bytes) in a piece of `want` bytes: growing an array. The last
 * piece grows in place where there is room.
 */
void *dmr_arena_grow(dmr_arena *arena, void *old, size_t used, size_t want);

/* n bytes at p, and a NUL behind them that is not counted. */
char *dmr_arena_copy(dmr_arena *arena, const char *p, size_t n);

/* Bytes in use, for limits and for `bench`. */
size_t dmr_arena_used(const dmr_arena *arena);

#define DMR_NEW(arena, type) ((type *)dmr_arena_zalloc((arena), 1, sizeof(type)))
#define DMR_NEW_ARRAY(arena, type, n)                                                    \
    ((type *)dmr_arena_zalloc((arena), (n), sizeof(type)))

#endif
