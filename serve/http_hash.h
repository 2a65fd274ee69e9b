/* FNV-1a over bytes, going on from an earlier hash or a seed: for tables and tags. The
 * library's own is not part of its public header. */
#ifndef DEMARCHE_SERVE_HTTP_HASH_H
#define DEMARCHE_SERVE_HTTP_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t http_hash(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
    /* FNV's low bits alone are weak where a seed is unknown to the asker */
    return hash ^ hash >> 32;
}

#endif
