#include "parse/lemma.h"

#include "base/hash.h"

/* The lemma that the table has for this form and tag, or {NULL, 0}. */
static demarche_str by_table(const dmr_network *net, demarche_str form, demarche_str xpos)
{
    uint64_t h = DMR_HASH_SEED;

    for (size_t i = 0; i < form.len; i++) {
        char c = dmr_to_lower(form.ptr[i]);
        h = dmr_hash(h, &c, 1);
    }
    h = dmr_hash(dmr_hash(h, "\t", 1), xpos.ptr, xpos.len);
    size_t slot = (size_t)(h >> (64 - DMR_LEMMA_BITS));
    size_t low = net->lemma_begin[slot], end = net->lemma_begin[slot + 1], high = end;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (net->lemma_keys[mid] < h)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < end && net->lemma_keys[low] == h)
        return net->lemmas[low];
    return dmr_str(NULL, 0);
}

/* form without its last `off` characters (UTF-8). */
static size_t without(demarche_str form, size_t off)
{
    size_t n = form.len;

    for (; off > 0 && n > 0; off--) {
        n--;
        while (n > 0 && ((unsigned char)form.ptr[n] & 0xC0) == 0x80)
            n--;
    }
    return n;
}

/* Would `op` change none of the first n bytes? */
static bool case_stays(demarche_str form, size_t n, char op)
{
    for (size_t i = 0; op != 'k' && i < n; i++) {
        if (op == 't' && i == 0 ? dmr_is_lower(form.ptr[0]) : dmr_is_upper(form.ptr[i]))
            return false;
    }
    return true;
}

demarche_str dmr_lemma(const dmr_network *net, demarche_str form, demarche_str xpos,
                       size_t script, dmr_arena *arena)
{
    const dmr_script *s = &net->scripts[script];
    demarche_str known = by_table(net, form, xpos);
    size_t keep = without(form, s->off);

    if (known.ptr)
        return known;
    if (keep + s->add.len == 0)
        return form; /* an empty lemma is none */
    if (s->add.len == 0 && case_stays(form, keep, s->op))
        return dmr_str(form.ptr, keep);
    char *p = dmr_arena_alloc(arena, keep + s->add.len);
    if (!p)
        return dmr_str(NULL, 0);
    for (size_t i = 0; i < keep; i++) {
        char c = form.ptr[i];
        if (s->op == 'l' || (s->op == 't' && i > 0))
            c = dmr_to_lower(c);
        else if (s->op == 't' && dmr_is_lower(c))
            c = (char)(c - 32);
        p[i] = c;
    }
    memcpy(p + keep, s->add.ptr, s->add.len);
    return dmr_str(p, keep + s->add.len);
}
