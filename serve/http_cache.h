/*
 * Pages that were made, by address, for all threads. A page holds as long as the record is as
 * it was (its epoch); kept are so many bytes, and what was asked for least lately goes.
 */
#ifndef DEMARCHE_SERVE_HTTP_CACHE_H
#define DEMARCHE_SERVE_HTTP_CACHE_H

#include "http_page.h"

typedef struct http_cache http_cache;

/* Nothing is kept where `most` is 0. NULL for want of memory. `seed` as http_rate_new. */
http_cache *http_cache_new(size_t most, uint64_t seed);

/* NULL is fine. */
void http_cache_free(http_cache *cache);

/* The page of that address and epoch, held for the caller; NULL: there is none. One of another
 * epoch is let go. */
http_page *http_cache_get(http_cache *cache, const char *address, uint64_t epoch);

/* Keep it; the caller still holds it. One without epoch, of a status that is not 200, or larger
 * than an eighth of all is not kept, nor is any for which there is no memory. */
void http_cache_put(http_cache *cache, const char *address, http_page *page);

/* How much is kept, in bytes and pages. */
void http_cache_count(http_cache *cache, size_t *bytes, size_t *pages);

#endif
