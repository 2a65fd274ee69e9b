#include "read/led_bytes.h"

#include <stdlib.h>

#include "base/error.h"

void dmr_led_put(dmr_led_writer *w, demarche_str bytes, size_t at, uint32_t text_step,
                 uint32_t source_step)
{
    if (w->failed || !bytes.len)
        return;
    w->failed =
        !dmr_origin_add(&w->origin, w->out.n, at, text_step, source_step, w->arena) ||
        dmr_buffer_write(&w->out, bytes.ptr, bytes.len);
}

demarche_status dmr_led_finish(dmr_led_writer *w, dmr_led_bytes *out,
                               const dmr_led_bytes *before, size_t start,
                               demarche_error *err)
{
    size_t n = w->out.n;
    out->bytes = n ? dmr_str_copy(w->arena, dmr_str(w->out.at, n)) : dmr_str("", 0);
    bool failed = w->failed || !out->bytes.ptr;
    free(w->out.at);
    w->out = (dmr_buffer){0};
    if (failed)
        return dmr_error_memory(err);
    if (before) {
        if (!dmr_origin_chain(&out->origin, &before->origin, &w->origin, 0, n, w->arena))
            return dmr_error_memory(err);
        return DEMARCHE_OK;
    }
    for (size_t i = 0; i < w->origin.runs.n; i++)
        w->origin.runs.at[i].source += start;
    out->origin = w->origin;
    return DEMARCHE_OK;
}

demarche_status dmr_led_decode(dmr_led_bytes *out, const dmr_led_bytes *in,
                               demarche_str charset, demarche_counts *counts,
                               dmr_arena *arena, demarche_error *err)
{
    dmr_origin signs = {0};
    *out = *in;
    if (!in->bytes.len)
        return DEMARCHE_OK;
    DMR_TRY(
        dmr_charset_decode(&out->bytes, &signs, in->bytes, charset, counts, arena, err));
    if (!signs.runs.n && out->bytes.len == in->bytes.len)
        return DEMARCHE_OK;
    return dmr_origin_chain(&out->origin, &in->origin, &signs, 0, out->bytes.len, arena)
               ? DEMARCHE_OK
               : dmr_error_memory(err);
}
