#include "export/id_set.h"

#include <stdlib.h>

#include "base/hash.h"

enum { SIZE_MIN = 1024 };

/* The place of the number, or the free one where it belongs. */
static size_t place(const dmr_ids *ids, uint64_t id)
{
    size_t i = (size_t)(id * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (ids->size - 1);
    while (ids->at[i] && ids->at[i] != id)
        i = (i + 1) & (ids->size - 1);
    return i;
}

static bool grow(dmr_ids *ids)
{
    dmr_ids more = {.size = ids->size ? ids->size * 2 : SIZE_MIN, .n = ids->n};
    more.at = calloc(more.size, sizeof *more.at);
    if (!more.at)
        return false;
    for (size_t i = 0; i < ids->size; i++) {
        if (ids->at[i])
            more.at[place(&more, ids->at[i])] = ids->at[i];
    }
    free(ids->at);
    *ids = more;
    return true;
}

uint64_t dmr_id_of(demarche_str name, uint64_t part)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(part >> (8 * i));
    uint64_t h = dmr_hash(dmr_hash_str(name), bytes, sizeof bytes);
    h = (h ^ h >> 53) & DMR_ID_MAX;
    return h ? h : 1;
}

uint64_t dmr_ids_give(dmr_ids *ids, const char *name, uint64_t part)
{
    if (ids->n * 4 >= ids->size * 3 && !grow(ids))
        return 0;
    uint64_t id = dmr_id_of(dmr_str_c(name), part);
    size_t at;
    while (ids->at[at = place(ids, id)])
        id = id == DMR_ID_MAX ? 1 : id + 1;
    ids->at[at] = id;
    ids->n++;
    return id;
}

void dmr_ids_free(dmr_ids *ids)
{
    free(ids->at);
    *ids = (dmr_ids){0};
}
