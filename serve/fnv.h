/* FNV-1a over bytes, going on from FNV_START, an earlier hash or a seed. The library's own is not
 * part of its public header. */
#ifndef DEMARCHE_SERVE_FNV_H
#define DEMARCHE_SERVE_FNV_H

#include <stddef.h>
#include <stdint.h>

#define FNV_START UINT64_C(14695981039346656037)

static inline uint64_t fnv(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
    return hash;
}

#endif
