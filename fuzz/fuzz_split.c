/*
 * The tokenizer alone, which takes more turns a second than the whole engine: spans in
 * order, nothing but blanks between them, sentences within their length.
 */
#include <string.h>

#include "base/utf8.h"
#include "fuzz_engine.h"
#include "text/split.h"

#ifndef DMR_SOURCE_DIR
#define DMR_SOURCE_DIR "."
#endif

static void check(const dmr_tokens *out, demarche_str text)
{
    size_t at = 0, n = 0;
    for (size_t i = 0; i < out->n_sentences; i++) {
        const dmr_sentence *s = &out->sentences[i];
        FUZZ_PROMISE(s->n > 0 && s->n <= DMR_SENTENCE_MAX && s->first == n);
        for (uint32_t k = 0; k < s->n; k++, n++) {
            const dmr_token *t = &out->tokens[n];
            FUZZ_PROMISE(t->start >= at && t->end > t->start && t->end <= text.len);
            for (; at < t->start;
                 at++) /* what is left out is a blank, maybe a wide one */
                FUZZ_PROMISE(dmr_is_blank(text.ptr[at]) ||
                             (unsigned char)text.ptr[at] < 32 ||
                             (unsigned char)text.ptr[at] >= 0x80);
            at = t->end;
        }
    }
    FUZZ_PROMISE(n == out->n_tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static dmr_arena *kept;
    static dmr_splitter *splitter;
    demarche_error err = {0};
    if (!kept) {
        kept = dmr_arena_new(0);
        dmr_tables *tables = NULL;
        FUZZ_PROMISE(!dmr_tables_open(&tables, DMR_SOURCE_DIR "/lexicon", kept, &err) &&
                     !dmr_splitter_load(&splitter, tables, kept, &err));
    }
    dmr_arena *arena = dmr_arena_new(0);
    /* a copy of just that size, so that reading past its end is seen */
    char *copy = malloc(n + !n);
    FUZZ_PROMISE(arena && copy);
    if (n)
        memcpy(copy, bytes, n);
    /* what read promises: no control characters, valid UTF-8 */
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)copy[i] < 32 && copy[i] != '\n')
            copy[i] = ' ';
    demarche_str text;
    uint64_t repaired = 0;
    FUZZ_PROMISE(!dmr_utf8_repair(&text, dmr_str(copy, n), arena, &repaired, &err));
    dmr_paragraph all = {.end = text.len, .kind = DMR_PARAGRAPH_PROSE};
    dmr_source source = {.text = text, .paragraphs = &all, .n_paragraphs = 1};
    dmr_tokens tokens;
    FUZZ_PROMISE(!dmr_text_split(&tokens, splitter, &source, arena, &err));
    check(&tokens, source.text);
    dmr_arena_free(arena);
    free(copy);
    return 0;
}
