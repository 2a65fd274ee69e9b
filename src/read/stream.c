#include "read/stream.h"

#include "base/error.h"

dmr_stream dmr_stream_of(demarche_str bytes)
{
    return (dmr_stream){.window = bytes, .ended = true};
}

demarche_status dmr_stream_need(dmr_stream *stream, size_t want, demarche_error *err)
{
    if (stream->window.len >= want || stream->ended)
        return DEMARCHE_OK;
    return stream->more(stream, want, err);
}

void dmr_stream_take(dmr_stream *stream, size_t n)
{
    if (n > stream->window.len)
        n = stream->window.len;
    if (n)
        stream->window = dmr_str(stream->window.ptr + n, stream->window.len - n);
    stream->at += n;
}

static demarche_status too_long(const dmr_stream *stream, const char *what, size_t max,
                                demarche_error *err)
{
    return dmr_error_set(
        err, DEMARCHE_E_LIMIT, (size_t)stream->at,
        "%s of over %zu bytes at byte %llu, and no more are allowed; split it", what, max,
        (unsigned long long)stream->at);
}

demarche_status dmr_stream_line(dmr_stream *stream, size_t max, demarche_str *line,
                                size_t *took, bool *got, demarche_error *err)
{
    enum { STEP = 64 * 1024 };
    size_t looked = 0;
    const char *end = NULL;
    *got = false;
    for (;;) {
        demarche_str w = stream->window;
        if (w.len > looked)
            end = memchr(w.ptr + looked, '\n', w.len - looked);
        looked = w.len;
        if (end || stream->ended)
            break;
        if (looked > max)
            return too_long(stream, "a line", max, err);
        DMR_TRY(dmr_stream_need(stream, looked + (looked > STEP ? looked : STEP), err));
    }
    size_t n = end ? (size_t)(end - stream->window.ptr) : stream->window.len;
    if (n > max)
        return too_long(stream, "a line", max, err);
    *line = dmr_str(stream->window.ptr, n);
    *took = n + (end != NULL);
    *got = *took > 0;
    return DEMARCHE_OK;
}

demarche_status dmr_stream_all(dmr_stream *stream, size_t max, demarche_error *err)
{
    enum { STEP = 1024 * 1024 };
    while (!stream->ended && stream->window.len <= max) {
        size_t have = stream->window.len;
        DMR_TRY(dmr_stream_need(stream, have + (have > STEP ? have : STEP), err));
    }
    if (stream->window.len > max)
        return too_long(stream, "a text", max, err);
    return DEMARCHE_OK;
}
