#include "parse/word_cache.h"

#include <stdlib.h>

enum {
    SLOT_BITS = 13,
    KEY_BYTES = 40, /* the form, filled up with zeros; its length; whether it is glued */
    FORM_BYTES = KEY_BYTES - 2,
};

typedef struct key {
    char bytes[KEY_BYTES];
} key;

struct dmr_word_cache {
    size_t width;
    key *keys;      /* (slots); length 0: empty, since no form is */
    float *vectors; /* (slots, width) */
};

dmr_word_cache *dmr_word_cache_new(size_t width)
{
    dmr_word_cache *c = calloc(1, sizeof *c);

    if (!c)
        return NULL;
    c->width = width;
    c->keys = calloc((size_t)1 << SLOT_BITS, sizeof *c->keys);
    c->vectors = calloc(width << SLOT_BITS, sizeof *c->vectors);
    if (!c->keys || !c->vectors) {
        dmr_word_cache_free(c);
        return NULL;
    }
    return c;
}

void dmr_word_cache_free(dmr_word_cache *c)
{
    if (!c)
        return;
    free(c->keys);
    free(c->vectors);
    free(c);
}

/* The word's key and slot; false for a form that is not kept. */
static bool make_key(demarche_str form, bool glued, key *out, size_t *slot)
{
    uint64_t h = 0;

    if (form.len == 0 || form.len > FORM_BYTES)
        return false;
    memset(out, 0, sizeof *out);
    memcpy(out->bytes, form.ptr, form.len);
    out->bytes[FORM_BYTES] = (char)form.len;
    out->bytes[FORM_BYTES + 1] = (char)glued;
    for (size_t i = 0; i < KEY_BYTES; i += sizeof h) {
        uint64_t part;
        memcpy(&part, out->bytes + i, sizeof part);
        h = (h ^ part) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    *slot = (size_t)(h & (((uint64_t)1 << SLOT_BITS) - 1));
    return true;
}

const float *dmr_word_cache_get(const dmr_word_cache *c, demarche_str form, bool glued)
{
    key k;
    size_t slot;

    if (!make_key(form, glued, &k, &slot) || memcmp(&c->keys[slot], &k, sizeof k) != 0)
        return NULL;
    return c->vectors + slot * c->width;
}

void dmr_word_cache_put(dmr_word_cache *c, demarche_str form, bool glued,
                        const float *vector)
{
    key k;
    size_t slot;

    if (!make_key(form, glued, &k, &slot))
        return;
    c->keys[slot] = k;
    memcpy(c->vectors + slot * c->width, vector, c->width * sizeof *vector);
}
