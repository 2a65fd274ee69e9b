/* What the tests of HTML share: a page in, its source out, with the promises that hold for
 * every page. */
#ifndef HTML_CHECK_H
#define HTML_CHECK_H

#include "read_check.h"

#include "read/format_kind.h"

static inline dmr_source read_html(demarche_str bytes)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    demarche_error err = {0};
    dmr_source source = {0};
    opts.max_bytes = 1024 * 1024 * 16;
    if (dmr_format_html.whole(&source, bytes, &opts, arena, &err))
        fail_msg("%s", err.message);
    size_t end = 0;
    for (size_t i = 0; i < source.n_paragraphs; i++) {
        const dmr_paragraph *p = &source.paragraphs[i];
        assert_true(p->start >= end && p->start < p->end && p->end <= source.text.len);
        end = p->end;
    }
    for (size_t i = 0; i < source.text.len; i++)
        assert_true(dmr_origin_find(&source.origin, 0, i) <= bytes.len);
    return source;
}

/* The kind of the paragraph that holds `part`; -1 where none does. */
static inline int kind_of(const dmr_source *source, const char *part)
{
    for (size_t i = 0; i < source->n_paragraphs; i++) {
        if (dmr_str_find(words(source, i), dmr_str_c(part), 0) != SIZE_MAX)
            return (int)source->paragraphs[i].kind;
    }
    return -1;
}

static inline void kind_is(const dmr_source *source, const char *part, int want)
{
    int got = kind_of(source, part);
    if (got != want)
        fail_msg("\"%s\" is %s, wanted %s", part,
                 got < 0 ? "nowhere" : dmr_paragraph_kind_name((dmr_paragraph_kind)got),
                 want < 0 ? "nowhere"
                          : dmr_paragraph_kind_name((dmr_paragraph_kind)want));
}

/* Words of the text stand in the source where the text says. */
static inline void leads_back(const dmr_source *source, demarche_str bytes,
                              const char *part)
{
    size_t at = dmr_str_find(source->text, dmr_str_c(part), 0);
    assert_true(at != SIZE_MAX);
    size_t from = dmr_origin_find(&source->origin, 0, at);
    demarche_str want = dmr_str_c(part);
    assert_true(from + want.len <= bytes.len);
    if (memcmp(bytes.ptr + from, part, want.len) != 0)
        fail_msg("\"%s\" leads to \"%.*s\"", part, (int)want.len, bytes.ptr + from);
}

#endif
