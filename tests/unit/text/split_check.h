/*
 * Splitting a text and comparing: words with blanks between, "~" where two are one
 * multi-word token, " | " between sentences.
 */
#ifndef DMR_TEST_SPLIT_CHECK_H
#define DMR_TEST_SPLIT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "text/split.h"

#ifndef DMR_SOURCE_DIR
#define DMR_SOURCE_DIR "."
#endif

typedef struct split_sample {
    dmr_arena *arena;
    dmr_splitter *splitter;
    dmr_source source;
    dmr_paragraph paragraph;
    dmr_tokens tokens;
} split_sample;

/* Split one paragraph; end with split_close. */
static inline void split_text(split_sample *s, const char *text)
{
    demarche_error err = {0};
    *s = (split_sample){.arena = dmr_arena_new(0)};
    static dmr_arena *kept; /* the tables are read once */
    static dmr_tables *tables;
    if (!kept && dmr_tables_open(&tables, DMR_SOURCE_DIR "/lexicon",
                                 kept = dmr_arena_new(0), &err))
        fail_msg("%s", err.message);
    if (dmr_splitter_load(&s->splitter, tables, s->arena, &err))
        fail_msg("%s", err.message);
    s->source.text = dmr_str_c(text);
    s->paragraph.end = s->source.text.len;
    s->source.paragraphs = &s->paragraph;
    s->source.n_paragraphs = 1;
    if (dmr_text_split(&s->tokens, s->splitter, &s->source, s->arena, &err))
        fail_msg("%s", err.message);
}

static inline void split_close(split_sample *s)
{
    dmr_arena_free(s->arena);
}

/* Every span slices the text, in order, with blanks only between. */
static inline void split_check_spans(const split_sample *s)
{
    size_t at = 0, token = 0;
    for (size_t i = 0; i < s->tokens.n_sentences; i++) {
        const dmr_sentence *sentence = &s->tokens.sentences[i];
        assert_true(sentence->n > 0);
        assert_true(sentence->n <= DMR_SENTENCE_MAX);
        assert_int_equal(sentence->first, token);
        const dmr_token *t = &s->tokens.tokens[sentence->first];
        assert_int_equal(sentence->start, t[0].start);
        assert_int_equal(sentence->end, t[sentence->n - 1].end);
        assert_false(t[sentence->n - 1].joins_next);
        for (uint32_t k = 0; k < sentence->n; k++, token++) {
            assert_true(t[k].start >= at);
            assert_true(t[k].end > t[k].start);
            assert_true(t[k].end <= s->source.text.len);
            const char *at_start = s->source.text.ptr + t[k].start;
            if (memchr(at_start, '\n', t[k].end - t[k].start)) { /* a broken word */
                assert_true(t[k].form.len < t[k].end - t[k].start);
                assert_null(memchr(t[k].form.ptr, '\n', t[k].form.len));
            } else {
                assert_ptr_equal(t[k].form.ptr, at_start);
                assert_int_equal(t[k].form.len, t[k].end - t[k].start);
            }
            if (!t[k].space_after && token + 1 < s->tokens.n_tokens)
                assert_true(t[k].end == t[k + 1].start ||
                            s->source.text.ptr[t[k].end] == '\n');
            at = t[k].end;
        }
    }
    assert_int_equal(token, s->tokens.n_tokens);
}

static inline void split_is(const char *text, const char *expected)
{
    split_sample s;
    split_text(&s, text);
    split_check_spans(&s);
    demarche_str got = dmr_str("", 0);
    for (size_t i = 0; i < s.tokens.n_sentences; i++) {
        const dmr_sentence *sentence = &s.tokens.sentences[i];
        for (uint32_t k = 0; k < sentence->n; k++) {
            const dmr_token *t = &s.tokens.tokens[sentence->first + k];
            const char *behind = t->joins_next ? "~" : k + 1 < sentence->n ? " " : "";
            got = dmr_str_format(s.arena, "%.*s%.*s%s", (int)got.len, got.ptr,
                                 (int)t->form.len, t->form.ptr, behind);
        }
        if (i + 1 < s.tokens.n_sentences)
            got = dmr_str_format(s.arena, "%.*s | ", (int)got.len, got.ptr);
    }
    got = dmr_str_copy(s.arena, got);
    assert_string_equal(got.ptr, expected);
    split_close(&s);
}

#endif
