/*
 * Hashing of bytes, and tables from string to number. The same bytes hash alike on
 * every machine and run: ids and the model's feature buckets depend on it.
 */
#ifndef DMR_BASE_HASH_H
#define DMR_BASE_HASH_H

#include "base/arena.h"
#include "demarche.h"

/*
 * FNV-1a, 64 bit, from `seed` (DMR_HASH_SEED to begin, an earlier result to go on).
 * http://www.isthe.com/chongo/tech/comp/fnv/
 */
#define DMR_HASH_SEED UINT64_C(14695981039346656037)

static inline uint64_t dmr_hash(uint64_t seed, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        seed = (seed ^ p[i]) * UINT64_C(1099511628211);
    return seed;
}

static inline uint64_t dmr_hash_str(demarche_str s)
{
    return dmr_hash(DMR_HASH_SEED, s.ptr, s.len);
}

/* From string to a 32-bit number; keys are kept as slices, not copied. */
typedef struct dmr_map dmr_map;

/* In the arena; NULL for want of memory. */
dmr_map *dmr_map_new(dmr_arena *arena);

/* Set key to value. False for want of memory. */
bool dmr_map_set(dmr_map *map, demarche_str key, uint32_t value);

/* The value of key, or `none`. Safe from many threads once filled. */
uint32_t dmr_map_get(const dmr_map *map, demarche_str key, uint32_t none);

size_t dmr_map_count(const dmr_map *map);

/*
 * The hash table itself, for images (base/image.h): `size` places, a power of two, each
 * empty or an entry; the hash is what finds its place.
 */
typedef struct dmr_map_entry {
    demarche_str key;
    uint32_t hash, value;
} dmr_map_entry;

size_t dmr_map_size(const dmr_map *map);
bool dmr_map_at(const dmr_map *map, size_t place, dmr_map_entry *out);

/* A place of a written table: offset of the key in the pool, its length, hash, value. */
enum { DMR_MAP_ENTRY_WORDS = 4 };
#define DMR_MAP_EMPTY UINT32_MAX /* as offset */

/*
 * A map over a written table of `size` places with n entries, n < size, whose keys lie in
 * `pool`; all of it is sound and outlives the map, which takes no more entries. NULL for
 * want of memory.
 */
dmr_map *dmr_map_over(const uint32_t *table, size_t size, size_t n, const char *pool,
                      dmr_arena *arena);

/* 16 hexadecimal digits and a NUL. */
void dmr_hash_hex(uint64_t hash, char out[17]);

#endif
