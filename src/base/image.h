/*
 * Images: structures written down without pointers, to be read from a mapped file. An
 * image is a row of 32-bit words (host order) and a pool of bytes; a string is two words,
 * offset and length in the pool; a map is its hash table, used where it lies.
 *
 * Writing: every call appends; the first failure sticks and is told at the end.
 * Reading: every call takes the next words and checks them. What is not there or points
 * out of the pool reads as 0 or empty and makes the reader `bad`: ask once at the end, and
 * before using a number as an index. Foreign bytes may make it wrong, never unsafe.
 */
#ifndef DMR_BASE_IMAGE_H
#define DMR_BASE_IMAGE_H

#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct dmr_image_writer {
    dmr_arena *arena;
    DMR_VEC(uint32_t) words;
    char *pool; /* (n_pool) */
    size_t n_pool, pool_room;
    dmr_map *known; /* short strings in the pool -> offset */
    bool failed;    /* want of memory, or over 4 GiB */
} dmr_image_writer;

/* False for want of memory. */
bool dmr_image_begin(dmr_image_writer *w, dmr_arena *arena);

void dmr_image_put(dmr_image_writer *w, uint32_t word);
void dmr_image_put_double(dmr_image_writer *w, double x);
void dmr_image_put_str(dmr_image_writer *w, demarche_str s);
void dmr_image_put_map(dmr_image_writer *w, const dmr_map *map);

typedef struct dmr_image_reader {
    const uint32_t *words; /* (n) */
    size_t n, at;
    demarche_str pool; /* valid UTF-8: the caller has looked */
    bool bad;
} dmr_image_reader;

uint32_t dmr_image_get(dmr_image_reader *r);
double dmr_image_get_double(dmr_image_reader *r); /* finite */
demarche_str dmr_image_get_str(dmr_image_reader *r);

/* A number of things that take `words` each: 0 and bad where so many are not there, so
 * that what is made for them stays within the size of the file. */
size_t dmr_image_get_count(dmr_image_reader *r, size_t words);

/* The next word, which must be below `limit`; else 0 and bad. */
uint32_t dmr_image_get_below(dmr_image_reader *r, size_t limit);

/* A map over the words and the pool, which must outlive it; every value is in min .. max.
 * NULL where it is bad, or for want of memory (then `bad` too). */
dmr_map *dmr_image_get_map(dmr_image_reader *r, uint32_t min, uint32_t max,
                           dmr_arena *arena);

#endif
