#include "read/stream.h"

#include <stdlib.h>

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

/* Have room for `want` bytes, those that are here at its beginning. */
static demarche_status make_room(dmr_feed *feed, size_t want, demarche_error *err)
{
    demarche_str here = feed->stream.window;
    if (here.len && here.ptr != feed->buffer)
        memmove(feed->buffer, here.ptr, here.len);
    if (want > feed->room) {
        char *more = realloc(feed->buffer, want);
        if (!more)
            return dmr_error_memory(err);
        feed->buffer = more;
        feed->room = want;
    }
    feed->stream.window.ptr = feed->buffer;
    return DEMARCHE_OK;
}

static demarche_status feed_more(dmr_stream *stream, size_t want, demarche_error *err)
{
    enum { LEAST = 64 * 1024 };
    dmr_feed *feed = stream->from;
    DMR_TRY(make_room(feed, want < LEAST ? LEAST : want, err));
    while (stream->window.len < want && !stream->ended) {
        size_t got = 0, have = stream->window.len;
        DMR_TRY(
            feed->feed(feed->user, feed->buffer + have, feed->room - have, &got, err));
        stream->window.len += got;
        stream->ended = got == 0;
    }
    return DEMARCHE_OK;
}

void dmr_feed_open(dmr_feed *feed, dmr_feed_fn fn, void *user)
{
    *feed = (dmr_feed){.feed = fn, .user = user};
    feed->stream.more = feed_more;
    feed->stream.from = feed;
}

void dmr_feed_close(dmr_feed *feed)
{
    free(feed->buffer);
    *feed = (dmr_feed){0};
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

demarche_status dmr_stream_skip_line(dmr_stream *stream, demarche_error *err)
{
    enum { STEP = 64 * 1024 };
    for (;;) {
        DMR_TRY(dmr_stream_need(stream, STEP, err));
        demarche_str w = stream->window;
        const char *end = w.len ? memchr(w.ptr, '\n', w.len) : NULL;
        dmr_stream_take(stream, end ? (size_t)(end - w.ptr) + 1 : w.len);
        if (end || !w.len)
            return DEMARCHE_OK;
    }
}

demarche_status dmr_stream_goes_on(dmr_stream *stream, bool *goes_on, demarche_error *err)
{
    enum { FIRST = 256, MOST = 64 * 1024 };
    for (size_t want = FIRST, looked = 0; want <= MOST; want *= 4) {
        DMR_TRY(dmr_stream_need(stream, want, err));
        demarche_str w = stream->window;
        while (looked < w.len && looked < MOST && dmr_is_blank(w.ptr[looked]))
            looked++;
        *goes_on = looked < w.len;
        if (*goes_on || stream->ended)
            return DEMARCHE_OK;
    }
    *goes_on = true;
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
