#include "read/clean_text.h"

#include "base/error.h"
#include "base/utf8.h"

static uint32_t unit_at(demarche_str s, size_t at, bool big)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

/* UTF-16 behind its mark. Lone surrogates and a last odd byte are repaired. */
static demarche_status from_utf16(demarche_str *out, demarche_str in, bool big,
                                  demarche_counts *counts, dmr_arena *arena,
                                  demarche_error *err)
{
    if (in.len > (SIZE_MAX - 8) / 2)
        return dmr_error_memory(err);
    char *p = dmr_arena_alloc(arena, in.len / 2 * 3 + 4);
    if (!p)
        return dmr_error_memory(err);
    size_t n = 0, i = 0;
    while (i + 1 < in.len) {
        uint32_t u = unit_at(in, i, big);
        int32_t c = (int32_t)u;
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
        n += dmr_utf8_encode(c, p + n);
    }
    if (i < in.len) {
        n += dmr_utf8_encode(DMR_UTF8_REPLACEMENT, p + n);
        counts->repaired++;
    }
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

demarche_status dmr_clean_text(demarche_str *out, demarche_str bytes, size_t max,
                               demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err)
{
    if (bytes.len > max)
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "text of %zu bytes, and %zu are allowed; split it",
                             bytes.len, max);
    demarche_str text = bytes;
    bool is_ours = false;
    if (starts(bytes, "\0\0\xFE\xFF", 4) || starts(bytes, "\xFF\xFE\0\0", 4))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "UTF-32 is not read; convert it to UTF-8");
    if (starts(bytes, "\xEF\xBB\xBF", 3)) {
        text = dmr_str(bytes.ptr + 3, bytes.len - 3);
    } else if (starts(bytes, "\xFE\xFF", 2) || starts(bytes, "\xFF\xFE", 2)) {
        bool big = bytes.ptr[0] == '\xFE';
        DMR_TRY(from_utf16(&text, dmr_str(bytes.ptr + 2, bytes.len - 2), big, counts,
                           arena, err));
        is_ours = true;
    }
    demarche_str sound;
    DMR_TRY(dmr_utf8_repair(&sound, text, arena, &counts->repaired, err));
    if (sound.ptr != text.ptr)
        is_ours = true;
    if (!is_ours) {
        sound = dmr_str_copy(arena, text);
        if (!sound.ptr)
            return dmr_error_memory(err);
    }
    /* Ours: a fresh piece of the arena, so that casting const away is sound. */
    blank_controls((char *)(uintptr_t)sound.ptr, sound.len, counts);
    *out = sound;
    return DEMARCHE_OK;
}
