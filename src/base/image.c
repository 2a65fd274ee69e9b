#include "base/image.h"

#include <math.h>

/* Longer ones are not looked for: they are texts of tables. */
enum { SHARED_MAX = 256 };

bool dmr_image_begin(dmr_image_writer *w, dmr_arena *arena)
{
    *w = (dmr_image_writer){.arena = arena, .known = dmr_map_new(arena)};
    return w->known != NULL;
}

void dmr_image_put(dmr_image_writer *w, uint32_t word)
{
    uint32_t *place = w->failed ? NULL : DMR_PUSH(w->arena, w->words);
    if (place)
        *place = word;
    else
        w->failed = true;
}

void dmr_image_put_double(dmr_image_writer *w, double x)
{
    uint32_t half[2];
    memcpy(half, &x, sizeof half);
    dmr_image_put(w, half[0]);
    dmr_image_put(w, half[1]);
}

/* Offset of a copy of s; the bytes follow one another. */
static uint32_t add_bytes(dmr_image_writer *w, demarche_str s)
{
    if (s.len > UINT32_MAX - w->n_pool) {
        w->failed = true;
        return 0;
    }
    if (s.len > w->pool_room - w->n_pool) {
        size_t room = w->pool_room ? w->pool_room : 1 << 16;
        while (room - w->n_pool < s.len)
            room *= 2;
        char *p = dmr_arena_grow(w->arena, w->pool, w->n_pool, room);
        if (!p) {
            w->failed = true;
            return 0;
        }
        w->pool = p;
        w->pool_room = room;
    }
    memcpy(w->pool + w->n_pool, s.ptr, s.len);
    w->n_pool += s.len;
    return (uint32_t)(w->n_pool - s.len);
}

static uint32_t offset_of(dmr_image_writer *w, demarche_str s)
{
    if (!s.len)
        return 0;
    uint32_t at = dmr_map_get(w->known, s, UINT32_MAX);
    if (at != UINT32_MAX)
        return at;
    at = add_bytes(w, s);
    /* The key is the caller's: it stays until the image is written. */
    if (s.len <= SHARED_MAX && !dmr_map_set(w->known, s, at))
        w->failed = true;
    return at;
}

void dmr_image_put_str(dmr_image_writer *w, demarche_str s)
{
    if (w->failed)
        return;
    uint32_t at = offset_of(w, s);
    dmr_image_put(w, at);
    dmr_image_put(w, (uint32_t)s.len);
}

void dmr_image_put_map(dmr_image_writer *w, const dmr_map *map)
{
    size_t size = dmr_map_size(map);
    dmr_image_put(w, (uint32_t)size);
    for (size_t i = 0; i < size && !w->failed; i++) {
        dmr_map_entry e;
        bool taken = dmr_map_at(map, i, &e);
        dmr_image_put(w, taken ? offset_of(w, e.key) : DMR_MAP_EMPTY);
        dmr_image_put(w, taken ? (uint32_t)e.key.len : 0);
        dmr_image_put(w, taken ? e.hash : 0);
        dmr_image_put(w, taken ? e.value : 0);
    }
}

uint32_t dmr_image_get(dmr_image_reader *r)
{
    if (r->at >= r->n) {
        r->bad = true;
        return 0;
    }
    return r->words[r->at++];
}

double dmr_image_get_double(dmr_image_reader *r)
{
    uint32_t half[2];
    double x;
    half[0] = dmr_image_get(r);
    half[1] = dmr_image_get(r);
    memcpy(&x, half, sizeof x);
    if (isfinite(x))
        return x;
    r->bad = true;
    return 0;
}

static bool is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Whether the pool holds such a string, from a character's first byte to its last. */
static bool str_ok(demarche_str pool, uint32_t at, uint32_t len)
{
    return at <= pool.len && len <= pool.len - at &&
           (at == pool.len || !is_inside(pool.ptr[at])) &&
           (at + len == pool.len || !is_inside(pool.ptr[at + len]));
}

demarche_str dmr_image_get_str(dmr_image_reader *r)
{
    uint32_t at = dmr_image_get(r), len = dmr_image_get(r);
    if (!r->bad && str_ok(r->pool, at, len))
        return dmr_str(r->pool.ptr + at, len);
    r->bad = true;
    return dmr_str("", 0);
}

size_t dmr_image_get_count(dmr_image_reader *r, size_t words)
{
    uint32_t n = dmr_image_get(r);
    if (n <= (r->n - r->at) / words)
        return n;
    r->bad = true;
    return 0;
}

uint32_t dmr_image_get_below(dmr_image_reader *r, size_t limit)
{
    uint32_t word = dmr_image_get(r);
    if (word < limit)
        return word;
    r->bad = true;
    return 0;
}

dmr_map *dmr_image_get_map(dmr_image_reader *r, uint32_t min, uint32_t max,
                           dmr_arena *arena)
{
    enum { WORDS = DMR_MAP_ENTRY_WORDS };
    size_t size = dmr_image_get_count(r, WORDS), n = 0;
    bool sound = !r->bad && size > 0 && (size & (size - 1)) == 0;
    const uint32_t *slots = r->words + r->at;
    for (size_t i = 0; sound && i < size; i++) {
        const uint32_t *s = slots + WORDS * i;
        if (s[0] == DMR_MAP_EMPTY)
            continue;
        n++;
        sound = str_ok(r->pool, s[0], s[1]) && s[3] >= min && s[3] <= max;
    }
    /* Without an empty place a look-up would not end. */
    dmr_map *map =
        sound && n < size ? dmr_map_over(slots, size, n, r->pool.ptr, arena) : NULL;
    r->at += WORDS * size;
    r->bad |= !map;
    return map;
}
