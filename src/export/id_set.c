#include "export/id_set.h"

#include "base/hash.h"

uint64_t dmr_id_of(demarche_str name, uint64_t part)
{
    unsigned char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(part >> (8 * i));
    uint64_t h = dmr_hash(dmr_hash_str(name), bytes, sizeof bytes);
    h = (h ^ h >> 53) & DMR_ID_MAX;
    return h ? h : 1;
}

uint64_t dmr_ids_give(dmr_numbers *ids, const char *name, uint64_t part)
{
    uint64_t id = dmr_id_of(dmr_str_c(name), part);
    while (dmr_numbers_have(ids, id))
        id = id == DMR_ID_MAX ? 1 : id + 1;
    return dmr_numbers_add(ids, id) ? id : 0;
}
