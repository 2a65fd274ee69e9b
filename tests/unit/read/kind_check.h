/* What the tests of kinds of formats share: bytes in, as they drip in, documents out. */
#ifndef KIND_CHECK_H
#define KIND_CHECK_H

#include "read_check.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "read/format_kind.h"

/* A stream that gives `step` bytes at a time, out of a buffer that moves, so that who keeps
 * a pointer into it is found out. */
typedef struct drip {
    dmr_stream stream;
    demarche_str all;
    size_t step, given, most; /* most: the widest window */
    char *copy;
} drip;

static inline demarche_status drip_more(dmr_stream *stream, size_t want,
                                        demarche_error *err)
{
    drip *d = stream->from;
    (void)err;
    size_t have = stream->window.len;
    while (have < want && d->given < d->all.len) {
        size_t left = d->all.len - d->given, n = left < d->step ? left : d->step;
        d->given += n;
        have += n;
    }
    char *copy = malloc(have + 1);
    if (have)
        memcpy(copy, d->all.ptr + stream->at, have);
    free(d->copy);
    d->copy = copy;
    stream->window = dmr_str(copy, have);
    stream->ended = d->given == d->all.len;
    d->most = have > d->most ? have : d->most;
    return DEMARCHE_OK;
}

static inline void drip_open(drip *d, demarche_str all, size_t step)
{
    *d = (drip){.all = all, .step = step};
    d->stream = (dmr_stream){.more = drip_more, .from = d};
}

/* What became of an input: documents, and errors between them. */
typedef struct outcome {
    demarche_status status;
    dmr_source source;
    char error[256];
} outcome;

enum { MOST_OUTCOMES = 64 };

typedef struct reading {
    outcome at[MOST_OUTCOMES];
    size_t n;
} reading;

static inline demarche_read_options usual_options(void)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.path = "x";
    opts.max_bytes = 1024 * 1024;
    return opts;
}

/* Every byte of a text that stands as it stood leads to itself. */
static inline void leads_back(const dmr_source *s, demarche_str input)
{
    for (size_t i = 0; i < s->text.len; i++) {
        size_t at = dmr_origin_find(&s->origin, s->source_start, i);
        if (at > input.len)
            fail_msg("byte %zu of the text leads to %zu of %zu", i, at, input.len);
    }
}

static inline reading read_dripping(const dmr_format_kind *kind, demarche_str bytes,
                                    const demarche_read_options *opts, size_t step)
{
    reading r = {.n = 0};
    demarche_error err = {0};
    drip d;
    void *state = NULL;
    bool got = true, goes_on = true;
    drip_open(&d, bytes, step);
    demarche_status status = kind->open(&state, &d.stream, opts, &err);
    while (!status || goes_on) {
        dmr_source source = {0};
        status = kind->next(state, &source, &got, &goes_on, arena, &err);
        if (!status && !got)
            break;
        assert_true(r.n < MOST_OUTCOMES);
        outcome *o = &r.at[r.n++];
        *o = (outcome){.status = status, .source = source};
        if (status) {
            assert_true(err.message[0]);
            memcpy(o->error, err.message, sizeof o->error);
            if (!goes_on)
                break;
        } else {
            leads_back(&o->source, bytes);
            size_t end = 0;
            for (size_t i = 0; i < source.n_paragraphs; i++) {
                const dmr_paragraph *p = &source.paragraphs[i];
                assert_true(p->start >= end && p->end > p->start);
                end = p->end;
            }
            assert_true(end <= source.text.len);
        }
    }
    kind->close(state);
    free(d.copy);
    return r;
}

/* All of it: at once, and byte by byte, with the same outcome. */
static inline reading read_kind(const dmr_format_kind *kind, demarche_str bytes,
                                const demarche_read_options *opts)
{
    const demarche_read_options usual = usual_options();
    reading whole = read_dripping(kind, bytes, opts ? opts : &usual, bytes.len + 1);
    reading drops = read_dripping(kind, bytes, opts ? opts : &usual, 1);
    assert_int_equal(whole.n, drops.n);
    for (size_t i = 0; i < whole.n; i++) {
        assert_int_equal(whole.at[i].status, drops.at[i].status);
        assert_string_equal(whole.at[i].error, drops.at[i].error);
        assert_true(dmr_str_eq(whole.at[i].source.text, drops.at[i].source.text));
        assert_true(dmr_str_eq(whole.at[i].source.meta.id, drops.at[i].source.meta.id));
    }
    return whole;
}

static inline const dmr_source *document(const reading *r, size_t i)
{
    assert_true(i < r->n);
    if (r->at[i].status)
        fail_msg("%s", r->at[i].error);
    return &r->at[i].source;
}

static inline void is_error(const reading *r, size_t i, demarche_status status,
                            const char *what)
{
    assert_true(i < r->n);
    assert_int_equal(r->at[i].status, status);
    if (!strstr(r->at[i].error, what))
        fail_msg("\"%s\" lacks \"%s\"", r->at[i].error, what);
}

/* The word of the text that `what` is comes from the byte where `there` stands. */
static inline void comes_from(const dmr_source *s, const char *what, demarche_str input,
                              const char *there)
{
    size_t text = dmr_str_find(s->text, dmr_str_c(what), 0);
    size_t want = dmr_str_find(input, dmr_str_c(there), 0);
    assert_true(text != SIZE_MAX && want != SIZE_MAX);
    assert_int_equal(dmr_origin_find(&s->origin, s->source_start, text), want);
}

/* Words that are hard to read, from a number: signs of one to four bytes, quotes, breaks. */
static inline void put_hard_words(dmr_buffer *b, uint32_t seed, int n)
{
    static const char *const pieces[] = {
        "a",     "word",         "\"",      ",",  "\t", ". ",
        "\n",    "\xC3\xA9",     "\xFF",    "=",  " ",  "\\",
        "From ", "\xE2\x82\xAC", "\n\nThe", "Z.", ";",  "\xF0\x9F\x98\x80"};
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        const char *p = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
        dmr_buffer_write(b, p, strlen(p));
    }
}

#endif
