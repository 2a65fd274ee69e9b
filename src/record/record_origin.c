/* Where the bytes of a text came from, packed into document_text.origin. */
#include "record/record_origin.h"

enum { NUMBER_MAX = 10 }; /* bytes of one number */

/* Seven bits a byte, the least first; the highest bit says that more come. */
static size_t put_number(unsigned char *at, uint64_t n)
{
    size_t used = 0;
    for (; n >= 0x80; n >>= 7)
        at[used++] = (unsigned char)(n | 0x80);
    at[used++] = (unsigned char)n;
    return used;
}

static bool take_number(demarche_str *rest, uint64_t *n)
{
    *n = 0;
    for (unsigned shift = 0; shift < 64 && rest->len; shift += 7) {
        unsigned char byte = (unsigned char)*rest->ptr++;
        rest->len--;
        *n |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

bool dmr_record_pack_origin(demarche_str *out, const dmr_origin *origin, dmr_arena *arena)
{
    size_t n = origin->runs.n, used = 0, text = 0, source = 0;
    *out = dmr_str(NULL, 0);
    if (!n)
        return true;
    unsigned char *bytes = dmr_arena_alloc(arena, n * 4 * NUMBER_MAX);
    if (!bytes)
        return false;
    for (size_t i = 0; i < n; i++) {
        const dmr_origin_run *run = &origin->runs.at[i];
        /* a run may begin before where the last one did: signs of one place, cut in two */
        bool back = run->source < source;
        uint64_t step = back ? source - run->source : run->source - source;
        used += put_number(bytes + used, run->text - text);
        used += put_number(bytes + used, step << 1 | back);
        used += put_number(bytes + used, run->text_step);
        used += put_number(bytes + used, run->source_step);
        text = run->text;
        source = run->source;
    }
    *out = dmr_str((const char *)bytes, used);
    return true;
}

bool dmr_record_unpack_origin(dmr_origin *out, demarche_str bytes, dmr_arena *arena,
                              bool *whole)
{
    uint64_t text = 0, source = 0;
    *out = (dmr_origin){0};
    *whole = true;
    while (bytes.len) {
        uint64_t from, step, text_step, source_step;
        if (!take_number(&bytes, &from) || !take_number(&bytes, &step) ||
            !take_number(&bytes, &text_step) || !take_number(&bytes, &source_step) ||
            from > SIZE_MAX / 2 - text || step >> 1 > SIZE_MAX / 2 - source ||
            (step & 1 && step >> 1 > source) || !text_step || text_step > UINT32_MAX ||
            source_step > UINT32_MAX || (out->runs.n ? !from : from != 0)) {
            *whole = false;
            return true;
        }
        text += from;
        source = step & 1 ? source - (step >> 1) : source + (step >> 1);
        dmr_origin_run *run = DMR_PUSH(arena, out->runs);
        if (!run)
            return false;
        *run = (dmr_origin_run){(size_t)text, (size_t)source, (uint32_t)text_step,
                                (uint32_t)source_step};
    }
    return true;
}
