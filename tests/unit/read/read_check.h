/* What the tests of `read` share: an arena, a text in, a source out. */
#ifndef READ_CHECK_H
#define READ_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "base/vec.h"
#include "read/documents.h"

#define S(literal) DMR_STR(literal)

static dmr_arena *arena;

static inline int open_arena(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    return arena ? 0 : -1;
}

static inline int close_arena(void **state)
{
    (void)state;
    dmr_arena_free(arena);
    return 0;
}

static inline void is(demarche_str got, const char *want)
{
    if (!dmr_str_is(got, want))
        fail_msg("got \"%.*s\", wanted \"%s\"", (int)got.len, got.ptr ? got.ptr : "",
                 want ? want : "");
}

/* The first document of `bytes`, and the promises that hold for every one. */
static inline dmr_source read_as(demarche_str bytes, demarche_format format,
                                 const char *path)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_error err = {0};
    dmr_documents documents;
    dmr_source source;
    bool got = false;
    opts.format = format;
    opts.path = path;
    if (dmr_documents_open(&documents, bytes, &opts, &err) ||
        dmr_documents_next(&documents, &source, &got, arena, &err))
        fail_msg("%s", err.message);
    assert_true(got);
    dmr_documents_close(&documents);
    size_t end = 0;
    for (size_t i = 0; i < source.n_paragraphs; i++) {
        const dmr_paragraph *p = &source.paragraphs[i];
        assert_true(p->start >= end && p->start < p->end && p->end <= source.text.len);
        end = p->end;
    }
    return source;
}

static inline demarche_str words(const dmr_source *source, size_t i)
{
    assert_true(i < source->n_paragraphs);
    const dmr_paragraph *p = &source->paragraphs[i];
    return dmr_str(source->text.ptr + p->start, p->end - p->start);
}

static inline void paragraph_is(const dmr_source *source, size_t i,
                                dmr_paragraph_kind kind, const char *want)
{
    is(words(source, i), want);
    assert_string_equal(dmr_paragraph_kind_name(source->paragraphs[i].kind),
                        dmr_paragraph_kind_name(kind));
}

#endif
