/*
 * The bytes of one input as they come: a window that grows on demand and moves on. A file
 * that is mapped is one window; what comes out of an archive is read piece by piece, so that
 * an input of any size takes the memory of its largest document.
 *
 *     demarche_str line;
 *     while (!(status = dmr_stream_line(s, max, &line, &got, err)) && got) ...
 *
 * Bytes of the window are good until the next call with the stream.
 */
#ifndef DMR_READ_STREAM_H
#define DMR_READ_STREAM_H

#include "base/str.h"

typedef struct dmr_stream dmr_stream;

struct dmr_stream {
    demarche_str window; /* the bytes from `at` on that are here */
    uint64_t at;         /* where in the input the window begins, in bytes */
    bool ended;          /* nothing comes behind the window */
    /* Read on: the window grows to `want` bytes at the least, or to the end. NULL: all is
     * here. E_IO, E_FORMAT (a damaged archive), E_MEMORY. */
    demarche_status (*more)(dmr_stream *stream, size_t want, demarche_error *err);
    void *from; /* of `more` */
};

/*
 * A stream whose window is a buffer that is filled as it is asked for: `feed` puts up to
 * `n` bytes at `into`, *got says how many; 0 at the end.
 */
typedef demarche_status (*dmr_feed_fn)(void *user, char *into, size_t n, size_t *got,
                                       demarche_error *err);

typedef struct dmr_feed {
    dmr_stream stream; /* for those who read; do not move it while they do */
    dmr_feed_fn feed;
    void *user;
    char *buffer;
    size_t room;
} dmr_feed;

/* Make *feed ready; close it with dmr_feed_close. */
void dmr_feed_open(dmr_feed *feed, dmr_feed_fn fn, void *user);
void dmr_feed_close(dmr_feed *feed);

/* A stream over bytes in memory, which must outlive it. */
dmr_stream dmr_stream_of(demarche_str bytes);

/* Have `want` bytes in the window, or all that is left. */
demarche_status dmr_stream_need(dmr_stream *stream, size_t want, demarche_error *err);

/* Move on by n bytes, at most the window's. */
void dmr_stream_take(dmr_stream *stream, size_t n);

/*
 * Have the next line in the window: *line is the line without its "\n", *took what to take
 * to move behind it. The line is not taken. *got is false at the end. E_LIMIT for a line of
 * more than `max` bytes.
 */
demarche_status dmr_stream_line(dmr_stream *stream, size_t max, demarche_str *line,
                                size_t *took, bool *got, demarche_error *err);

/* Move behind the next line, however long; only a piece of it is here at a time. */
demarche_status dmr_stream_skip_line(dmr_stream *stream, demarche_error *err);

/* Whether anything but ASCII blanks is left. Nothing is taken; what lies behind 64 KiB of
 * blanks counts. E_IO, E_FORMAT, E_MEMORY. */
demarche_status dmr_stream_goes_on(dmr_stream *stream, bool *goes_on,
                                   demarche_error *err);

/* Have all that is left in the window; E_LIMIT where it is more than `max` bytes. */
demarche_status dmr_stream_all(dmr_stream *stream, size_t max, demarche_error *err);

#endif
