/* A hash for tables and tags, going on from an earlier one or a seed. */
#ifndef DEMARCHE_SERVE_HTTP_HASH_H
#define DEMARCHE_SERVE_HTTP_HASH_H

#include "fnv.h"

static inline uint64_t http_hash(uint64_t hash, const void *bytes, size_t n)
{
    hash = fnv(hash, bytes, n);
    /* FNV's low bits alone are weak where a seed is unknown to the asker */
    return hash ^ hash >> 32;
}

#endif
