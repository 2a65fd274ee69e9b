/* What the tests of formats of many documents share: all documents of some bytes, and the
 * promises that hold for every one. */
#ifndef DOCUMENTS_CHECK_H
#define DOCUMENTS_CHECK_H

#include "read_check.h"

#include "read/format_kind.h"

enum { KIND_MAX = 16 };

typedef struct kind_read {
    dmr_source sources[KIND_MAX];
    size_t n;
    size_t n_errors;
    demarche_status status; /* of the last error */
    demarche_error err;
} kind_read;

/* Bytes as an archive gives them: little more than is asked for. */
typedef struct slow {
    demarche_str bytes;
    size_t step, seen; /* bytes */
} slow;

static inline demarche_status slow_more(dmr_stream *stream, size_t want,
                                        demarche_error *err)
{
    slow *s = stream->from;
    (void)err;
    size_t till = (size_t)stream->at + want + s->step;
    s->seen = till < s->bytes.len ? till : s->bytes.len;
    stream->window = dmr_str(s->bytes.ptr + stream->at, s->seen - (size_t)stream->at);
    stream->ended = s->seen == s->bytes.len;
    return DEMARCHE_OK;
}

static inline void check_source(const dmr_source *s, demarche_str bytes)
{
    size_t end = 0;
    assert_int_equal(s->counts.bytes, s->source_end - s->source_start);
    assert_true(s->source_start <= s->source_end && s->source_end <= bytes.len);
    for (size_t i = 0; i < s->n_paragraphs; i++) {
        const dmr_paragraph *p = &s->paragraphs[i];
        assert_true(p->start >= end && p->start < p->end && p->end <= s->text.len);
        end = p->end;
    }
    for (size_t i = 0; i < s->n_named; i++)
        assert_true(s->named[i].start < s->named[i].end &&
                    s->named[i].end <= s->text.len);
    /* Letters of the text stand where the origin says, or an entity does. */
    for (size_t i = 0; i < s->text.len; i++) {
        size_t at = dmr_origin_find(&s->origin, s->source_start, i);
        assert_true(at < bytes.len);
        char c = s->text.ptr[i];
        if ((dmr_is_alpha(c) || dmr_is_digit(c)) && bytes.ptr[at] != c &&
            bytes.ptr[at] != '&')
            fail_msg("'%c' of byte %zu comes from '%c' of byte %zu", c, i, bytes.ptr[at],
                     at);
    }
}

static inline kind_read read_stream(const dmr_format_kind *kind, dmr_stream stream,
                                    demarche_str bytes, const demarche_read_options *opts)
{
    kind_read r = {0};
    void *state = NULL;
    bool got = true, goes_on = true;
    assert_int_equal(kind->open(&state, &stream, opts, &r.err), DEMARCHE_OK);
    for (int turn = 0; turn < 1000; turn++) {
        dmr_source source = {0};
        demarche_error err = {0};
        demarche_status status = kind->next(state, &source, &got, &goes_on, arena, &err);
        if (status) {
            assert_false(got);
            assert_true(err.message[0] != '\0');
            r.n_errors++;
            r.status = status;
            r.err = err;
            if (!goes_on)
                break;
            continue;
        }
        if (!got)
            break;
        check_source(&source, bytes);
        if (r.n < KIND_MAX)
            r.sources[r.n++] = source;
    }
    kind->close(state);
    return r;
}

static inline bool same_source(const dmr_source *a, const dmr_source *b)
{
    return dmr_str_eq(a->text, b->text) && a->n_paragraphs == b->n_paragraphs &&
           a->source_start == b->source_start && a->source_end == b->source_end &&
           dmr_str_eq(a->meta.id, b->meta.id) && a->n_named == b->n_named &&
           a->counts.navigation_lines == b->counts.navigation_lines;
}

/* All documents; whether the bytes come at once or a few at a time, they are the same. */
static inline kind_read read_kind(const dmr_format_kind *kind, demarche_str bytes,
                                  size_t max_bytes)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.max_bytes = max_bytes ? max_bytes : 1 << 20;
    opts.path = "box/vol3.xml";
    kind_read r = read_stream(kind, dmr_stream_of(bytes), bytes, &opts);
    for (size_t step = 1; step < 100; step += 48) {
        slow s = {.bytes = bytes, .step = step};
        dmr_stream stream = {.window = {bytes.ptr, 0}, .more = slow_more, .from = &s};
        kind_read again = read_stream(kind, stream, bytes, &opts);
        assert_int_equal(again.n, r.n);
        assert_int_equal(again.n_errors, r.n_errors);
        for (size_t i = 0; i < r.n; i++)
            assert_true(same_source(&r.sources[i], &again.sources[i]));
    }
    return r;
}

#endif
