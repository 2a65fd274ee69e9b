#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 64 * 1024, LARGEST_STEP = 8 * 1024 * 1024 };

typedef struct block {
    struct block *before;
    size_t size; /* bytes behind the header */
    size_t used;
} block;

/* The header rounded up, so that what follows is aligned. */
#define HEADER ((sizeof(block) + ALIGN - 1) / ALIGN * ALIGN)

struct dmr_arena {
    block *top;
    size_t held; /* bytes of all blocks */
    size_t used; /* bytes given out */
    size_t limit;
};

static char *block_data(block *b)
{
    return (char *)b + HEADER;
}

dmr_arena *dmr_arena_new(size_t limit)
{
    dmr_arena *arena = calloc(1, sizeof *arena);
    if (arena)
        arena->limit = limit ? limit : (size_t)4 << 30;
    return arena;
}

void dmr_arena_free(dmr_arena *arena)
{
    if (!arena)
        return;
    for (block *b = arena->top; b;) {
        block *before = b->before;
        free(b);
        b = before;
    }
    free(arena);
}

void dmr_arena_reset(dmr_arena *arena)
{
    block *keep = NULL;
    for (block *b = arena->top; b;) {
        block *before = b->before;
        if (!keep || b->size > keep->size) {
            free(keep);
            keep = b;
        } else {
            free(b);
        }
        b = before;
    }
#ifdef DMR_ARENA_DEBUG
    free(keep);
    keep = NULL;
#endif
    if (keep) {
        keep->before = NULL;
        keep->used = 0;
    }
    arena->top = keep;
    arena->held = keep ? keep->size : 0;
    arena->used = 0;
}

static block *add_block(dmr_arena *arena, size_t need)
{
    size_t size = arena->top ? arena->top->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
#ifdef DMR_ARENA_DEBUG
    size = 0;
#endif
    if (size < need)
        size = need;
    if (size > arena->limit || arena->held > arena->limit - size) {
        if (need > arena->limit || arena->held > arena->limit - need)
            return NULL;
        size = need;
    }
    block *b = malloc(HEADER + size);
    if (!b)
        return NULL;
    b->before = arena->top;
    b->size = size;
    b->used = 0;
    arena->top = b;
    arena->held += size;
    return b;
}

void *dmr_arena_alloc(dmr_arena *arena, size_t n)
{
    if (n > SIZE_MAX - HEADER - ALIGN)
        return NULL;
#ifdef DMR_ARENA_DEBUG
    block *b = add_block(arena, n); /* exact, so that one byte more is seen */
    if (!b)
        return NULL;
    b->used = n;
    arena->used += n;
    return block_data(b);
#else
    n = n ? (n + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    block *b = arena->top;
    if (!b || b->size - b->used < n) {
        b = add_block(arena, n);
        if (!b)
            return NULL;
    }
    void *p = block_data(b) + b->used;
    b->used += n;
    arena->used += n;
    return p;
#endif
}

void *dmr_arena_zalloc(dmr_arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    void *p = dmr_arena_alloc(arena, n * size);
    if (p)
        memset(p, 0, n * size);
    return p;
}

void *dmr_arena_grow(dmr_arena *arena, void *old, size_t used, size_t want)
{
#ifndef DMR_ARENA_DEBUG
    block *b = arena->top;
    size_t was = used ? (used + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    if (old && b && want <= SIZE_MAX - ALIGN) {
        size_t now = (want + ALIGN - 1) / ALIGN * ALIGN;
        char *end = block_data(b) + b->used;
        if ((char *)old + was == end && now >= was && b->size - b->used >= now - was) {
            b->used += now - was;
            arena->used += now - was;
            return old;
        }
    }
#endif
    void *p = dmr_arena_alloc(arena, want);
    if (p && old && used)
        memcpy(p, old, used);
    return p;
}

char *dmr_arena_copy(dmr_arena *arena, const char *p, size_t n)
{
    if (n == SIZE_MAX)
        return NULL;
    char *copy = dmr_arena_alloc(arena, n + 1);
    if (copy) {
        if (n)
            memcpy(copy, p, n);
        copy[n] = '\0';
    }
    return copy;
}

size_t dmr_arena_used(const dmr_arena *arena)
{
    return arena->used;
}
