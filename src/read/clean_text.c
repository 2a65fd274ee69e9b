#include "read/clean_text.h"

#include "base/error.h"
#include "read/charset.h"

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

/* `text`, a piece of `bytes` or of the arena, without controls; of the latter in place. */
static demarche_status finish(demarche_str *out, demarche_str text, demarche_str bytes,
                              demarche_counts *counts, dmr_arena *arena,
                              demarche_error *err)
{
    if (text.len == 0 || (text.ptr >= bytes.ptr && text.ptr < bytes.ptr + bytes.len))
        text = dmr_str_copy(arena, text);
    if (!text.ptr)
        return dmr_error_memory(err);
    /* Ours: a fresh piece of the arena, so that casting const away is sound. */
    blank_controls((char *)(uintptr_t)text.ptr, text.len, counts);
    *out = text;
    return DEMARCHE_OK;
}

static demarche_status check_size(demarche_str bytes, size_t max, demarche_error *err)
{
    if (bytes.len <= max)
        return DEMARCHE_OK;
    return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                         "text of %zu bytes, and %zu are allowed; split it", bytes.len,
                         max);
}

demarche_status dmr_clean_text(demarche_str *out, dmr_origin *origin, demarche_str bytes,
                               size_t max, demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err)
{
    demarche_str text;
    dmr_origin unwanted;
    DMR_TRY(check_size(bytes, max, err));
    DMR_TRY(dmr_charset_decode(&text, origin ? origin : &unwanted, bytes,
                               DMR_STR("UTF-8"), counts, arena, err));
    return finish(out, text, bytes, counts, arena, err);
}

demarche_status dmr_clean_input(dmr_source *source, demarche_str bytes,
                                const demarche_read_options *opts, dmr_arena *arena,
                                demarche_error *err)
{
    demarche_str text, charset = dmr_str_c(opts->charset);
    DMR_TRY(check_size(bytes, opts->max_bytes, err));
    if (!charset.len)
        DMR_TRY(dmr_charset_tell(&charset, bytes, arena, err));
    DMR_TRY(dmr_charset_decode(&text, &source->origin, bytes, charset, &source->counts,
                               arena, err));
    if (!dmr_str_is(charset, "UTF-8"))
        source->meta.charset = dmr_str_copy(arena, charset);
    return finish(&source->text, text, bytes, &source->counts, arena, err);
}
