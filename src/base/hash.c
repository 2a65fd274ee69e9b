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
    const uint32_t *table; /* instead of slots: see dmr_map_over */
    const char *pool;
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
static uint32_t fold(uint64_t hash)
{
    return (uint32_t)(hash ^ (hash >> 32));
}

static size_t place_of(uint64_t hash, size_t size)
{
    return fold(hash) & (size - 1);
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
    if (map->table)
        return false;
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

static uint32_t get_from_table(const dmr_map *map, demarche_str key, uint32_t none)
{
    uint32_t hash = fold(dmr_hash_str(key));
    for (size_t i = hash & (map->size - 1);; i = (i + 1) & (map->size - 1)) {
        const uint32_t *s = map->table + DMR_MAP_ENTRY_WORDS * i;
        if (s[0] == DMR_MAP_EMPTY)
            return none;
        if (s[2] == hash && dmr_str_eq(dmr_str(map->pool + s[0], s[1]), key))
            return s[3];
    }
}

uint32_t dmr_map_get(const dmr_map *map, demarche_str key, uint32_t none)
{
    if (map->table)
        return get_from_table(map, key, none);
    const slot *s = find(map->slots, map->size, dmr_hash_str(key), key);
    return s->taken ? s->value : none;
}

size_t dmr_map_size(const dmr_map *map)
{
    return map->size;
}

bool dmr_map_at(const dmr_map *map, size_t place, dmr_map_entry *out)
{
    if (map->table) {
        const uint32_t *s = map->table + DMR_MAP_ENTRY_WORDS * place;
        *out = (dmr_map_entry){{"", 0}, s[2], s[3]};
        if (s[0] != DMR_MAP_EMPTY)
            out->key = dmr_str(map->pool + s[0], s[1]);
        return s[0] != DMR_MAP_EMPTY;
    }
    const slot *s = &map->slots[place];
    *out = (dmr_map_entry){s->key, fold(s->hash), s->value};
    return s->taken;
}

dmr_map *dmr_map_over(const uint32_t *table, size_t size, size_t n, const char *pool,
                      dmr_arena *arena)
{
    dmr_map *map = DMR_NEW(arena, dmr_map);
    if (map)
        *map = (dmr_map){.size = size, .n = n, .table = table, .pool = pool};
    return map;
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
