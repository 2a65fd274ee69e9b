#include "base/hash.h"

#include "base/str.h"

typedef struct slot {
    demarche_str key;
    uint64_t hash;
    uint32_t value;
    bool taken;
} slot;

struct dmr_map {
    dmr_arena *arena;
    slot *slots; /* (size), a power of two */
    size_t size, n;
};

dmr_map *dmr_map_new(dmr_arena *arena)
{
    dmr_map *map = DMR_NEW(arena, dmr_map);
    if (!map)
        return NULL;
    map->arena = arena;
    map->size = 16;
    map->slots = DMR_NEW_ARRAY(arena, slot, map->size);
    return map->slots ? map : NULL;
}

/* FNV's low bits are its weakest; fold the high ones in. */
static size_t place_of(uint64_t hash, size_t size)
{
    return (size_t)(hash ^ (hash >> 32)) & (size - 1);
}

static slot *find(slot *slots, size_t size, uint64_t hash, demarche_str key)
{
    size_t i = place_of(hash, size);
    while (slots[i].taken && (slots[i].hash != hash || !dmr_str_eq(slots[i].key, key)))
        i = (i + 1) & (size - 1);
    return &slots[i];
}

static bool grow(dmr_map *map)
{
    size_t size = map->size * 2;
    slot *slots = DMR_NEW_ARRAY(map->arena, slot, size);
    if (!slots)
        return false;
    for (size_t i = 0; i < map->size; i++) {
        if (map->slots[i].taken)
            *find(slots, size, map->slots[i].hash, map->slots[i].key) = map->slots[i];
    }
    map->slots = slots;
    map->size = size;
    return true;
}

bool dmr_map_set(dmr_map *map, demarche_str key, uint32_t value)
{
    if (map->n * 3 >= map->size * 2 && !grow(map))
        return false;
    uint64_t hash = dmr_hash_str(key);
    slot *s = find(map->slots, map->size, hash, key);
    if (!s->taken) {
        *s = (slot){key, hash, value, true};
        map->n++;
    }
    s->value = value;
    return true;
}

uint32_t dmr_map_get(const dmr_map *map, demarche_str key, uint32_t none)
{
    const slot *s = find(map->slots, map->size, dmr_hash_str(key), key);
    return s->taken ? s->value : none;
}

size_t dmr_map_count(const dmr_map *map)
{
    return map->n;
}

void dmr_hash_hex(uint64_t hash, char out[17])
{
    for (int i = 15; i >= 0; i--, hash >>= 4)
        out[i] = "0123456789abcdef"[hash & 15];
    out[16] = '\0';
}
