#include "read/clean_text.h"

#include "base/error.h"
#include "base/utf8.h"

static uint32_t unit_at(demarche_str s, size_t at, bool big)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

enum { MARK = 2 }; /* bytes of the mark of UTF-16 */

/* UTF-16 behind its mark. Lone surrogates and a last odd byte are repaired. */
static demarche_status from_utf16(demarche_str *out, dmr_origin *origin, demarche_str in,
                                  bool big, demarche_counts *counts, dmr_arena *arena,
                                  demarche_error *err)
{
    if (in.len > (SIZE_MAX - 8) / 2)
        return dmr_error_memory(err);
    char *p = dmr_arena_alloc(arena, in.len / 2 * 3 + 4);
    if (!p)
        return dmr_error_memory(err);
    size_t n = 0, i = 0;
    bool good = true;
    while (i + 1 < in.len && good) {
        uint32_t u = unit_at(in, i, big);
        int32_t c = (int32_t)u;
        size_t from = i;
        i += 2;
        if (u >= 0xD800 && u <= 0xDFFF) {
            uint32_t low = u < 0xDC00 && i + 1 < in.len ? unit_at(in, i, big) : 0;
            if (low >= 0xDC00 && low <= 0xDFFF) {
                c = (int32_t)(0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00));
                i += 2;
            } else {
                c = DMR_UTF8_REPLACEMENT;
                counts->repaired++;
            }
        }
        size_t took = dmr_utf8_encode(c, p + n);
        good = dmr_origin_add(origin, n, MARK + from, (uint32_t)took,
                              (uint32_t)(i - from), arena);
        n += took;
    }
    if (i < in.len && good) {
        good = dmr_origin_add(origin, n, MARK + i, 3, 1, arena);
        n += dmr_utf8_encode(DMR_UTF8_REPLACEMENT, p + n);
        counts->repaired++;
    }
    if (!good)
        return dmr_error_memory(err);
    *out = dmr_str(p, n);
    return DEMARCHE_OK;
}

/* Controls to blanks, in place. C1 controls (U+0080 to U+009F) take two bytes. */
static void blank_controls(char *p, size_t n, demarche_counts *counts)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char b = (unsigned char)p[i];
        if (b == 0xC2 && i + 1 < n && (unsigned char)p[i + 1] < 0xA0) {
            p[i] = p[i + 1] = ' ';
            counts->controls++;
        } else if (b == '\r') {
            p[i] = i + 1 < n && p[i + 1] == '\n' ? ' ' : '\n';
        } else if ((b < 0x20 && b != '\t' && b != '\n') || b == 0x7F) {
            p[i] = ' ';
            counts->controls++;
        }
    }
}

static bool starts(demarche_str s, const char *mark, size_t n)
{
    return s.len >= n && memcmp(s.ptr, mark, n) == 0;
}

demarche_status dmr_clean_repair(demarche_str *out, dmr_origin *origin, demarche_str in,
                                 uint64_t *repaired, dmr_arena *arena,
                                 demarche_error *err)
{
    DMR_TRY(dmr_utf8_repair(out, in, arena, repaired, err));
    if (out->ptr == in.ptr)
        return DEMARCHE_OK;
    bool good = dmr_origin_add(origin, 0, 0, 1, 1, arena);
    size_t text = 0, from = 0, bad; /* `text` bytes are made of `from` bytes */
    while (good && (bad = dmr_utf8_invalid(in, from)) != SIZE_MAX) {
        int32_t c;
        size_t took = dmr_utf8_decode(in.ptr + bad, in.len - bad, &c);
        text += bad - from;
        good = dmr_origin_add(origin, text, bad, 3, (uint32_t)took, arena);
        text += 3;
        from = bad + took;
        if (good && dmr_utf8_invalid(in, from) != from)
            good = dmr_origin_add(origin, text, from, 1, 1, arena);
    }
    return good ? DEMARCHE_OK : dmr_error_memory(err);
}

/* UTF-8 of the bytes, without a mark. */
static demarche_status to_utf8(demarche_str *out, dmr_origin *origin, demarche_str bytes,
                               demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err)
{
    enum { MARK8 = 3 };
    if (starts(bytes, "\0\0\xFE\xFF", 4) || starts(bytes, "\xFF\xFE\0\0", 4))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "UTF-32 is not read; convert it to UTF-8");
    if (starts(bytes, "\xFE\xFF", 2) || starts(bytes, "\xFF\xFE", 2))
        return from_utf16(out, origin, dmr_str(bytes.ptr + 2, bytes.len - 2),
                          bytes.ptr[0] == '\xFE', counts, arena, err);
    if (!starts(bytes, "\xEF\xBB\xBF", MARK8))
        return dmr_clean_repair(out, origin, bytes, &counts->repaired, arena, err);
    dmr_origin inner = {0};
    const dmr_origin outer = {0};
    DMR_TRY(dmr_clean_repair(out, &inner, dmr_str(bytes.ptr + MARK8, bytes.len - MARK8),
                             &counts->repaired, arena, err));
    for (size_t i = 0; i < inner.runs.n; i++)
        inner.runs.at[i].source += MARK8;
    return dmr_origin_chain(origin, &outer, &inner, MARK8, out->len, arena)
               ? DEMARCHE_OK
               : dmr_error_memory(err);
}

demarche_status dmr_clean_text(demarche_str *out, dmr_origin *origin, demarche_str bytes,
                               size_t max, demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err)
{
    dmr_origin unwanted;
    if (!origin)
        origin = &unwanted;
    *origin = (dmr_origin){0};
    if (bytes.len > max)
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "text of %zu bytes, and %zu are allowed; split it",
                             bytes.len, max);
    demarche_str sound;
    DMR_TRY(to_utf8(&sound, origin, bytes, counts, arena, err));
    if (sound.len == 0 || (sound.ptr >= bytes.ptr && sound.ptr < bytes.ptr + bytes.len))
        sound = dmr_str_copy(arena, sound);
    if (!sound.ptr)
        return dmr_error_memory(err);
    /* Ours: a fresh piece of the arena, so that casting const away is sound. */
    blank_controls((char *)(uintptr_t)sound.ptr, sound.len, counts);
    *out = sound;
    return DEMARCHE_OK;
}
