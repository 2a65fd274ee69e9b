/*
 * Dates alone, many turns a second: foreign EDTF, foreign pieces of text as dates, and a
 * sentence of foreign words through the grammar of times. Bounds in order, what is written
 * is read again as the same, mentions in order and inside the sentence.
 */
#include <string.h>

#include "fuzz_engine.h"
#include "mention/edtf.h"
#include "mention/time_find.h"

#ifndef DMR_SOURCE_DIR
#define DMR_SOURCE_DIR "."
#endif

enum { WORDS_MAX = 48 };

static void check_edtf(demarche_str s, dmr_arena *arena)
{
    dmr_day first, last, a, b;
    dmr_date date, again;
    if (!dmr_edtf_bounds(s, &first, &last))
        return;
    FUZZ_PROMISE(first <= last);
    if (dmr_edtf_read(s, &date) && dmr_str_find(s, DMR_STR("T"), 0) == SIZE_MAX) {
        char text[DMR_EDTF_MAX];
        size_t n = dmr_edtf_write(&date, text);
        FUZZ_PROMISE(dmr_edtf_read(dmr_str(text, n), &again));
        FUZZ_PROMISE(memcmp(&date, &again, sizeof date) == 0);
    }
    if (s.len > 100)
        return; /* "/.." behind the longest is longer still */
    FUZZ_PROMISE(dmr_edtf_bounds(dmr_edtf_open_end(s, arena), &a, &b));
    FUZZ_PROMISE(dmr_edtf_bounds(dmr_edtf_open_start(s, arena), &a, &b));
}

static void check_time(const dmr_time *time)
{
    dmr_day first, last;
    if (!time->edtf.len)
        return;
    FUZZ_PROMISE(dmr_edtf_bounds(time->edtf, &first, &last));
    FUZZ_PROMISE(first == time->first && last == time->last && first <= last);
}

/* Words parted by blanks; a word that begins with '_' has none before it. The part of speech
 * and the head of each come from its bytes. */
static void check_sentence(const dmr_time_lexicon *lexicon, demarche_str s,
                           dmr_arena *arena)
{
    dmr_token tokens[WORDS_MAX];
    dmr_word words[WORDS_MAX];
    memset(tokens, 0, sizeof tokens);
    memset(words, 0, sizeof words);
    demarche_str rest = s, form;
    dmr_tree tree = {NULL, tokens, words, 0, 0};
    while (tree.n < WORDS_MAX && dmr_str_split(&rest, ' ', &form)) {
        if (!form.len)
            continue;
        bool glued = form.ptr[0] == '_' && form.len > 1;
        if (glued && tree.n)
            tokens[tree.n - 1].space_after = false;
        if (glued)
            form = dmr_str(form.ptr + 1, form.len - 1);
        dmr_word *w = &words[tree.n];
        tokens[tree.n].form = w->lemma = form;
        tokens[tree.n].space_after = true;
        w->upos = (uint8_t)((unsigned char)form.ptr[form.len - 1] % DMR_UPOS_COUNT);
        w->rel = tree.n ? DMR_REL_MARK : DMR_REL_ROOT;
        w->head = tree.n ? (int32_t)((size_t)form.ptr[0] % (size_t)tree.n) : -1;
        w->xpos = w->feats = DMR_STR("_");
        tree.n++;
    }
    if (!tree.n)
        return;
    dmr_tree_link(&tree);
    dmr_time_state state;
    dmr_mention_list list = {0};
    dmr_time_state_init(&state, &(demarche_meta){.date = DMR_STR("1989-06-04")});
    FUZZ_PROMISE(!dmr_time_find(lexicon, &tree, 0, &state, &list, arena, NULL));
    int32_t behind = 0;
    for (size_t i = 0; i < list.n; i++) {
        const dmr_mention *m = &list.at[i];
        FUZZ_PROMISE(m->first >= behind && m->last >= m->first && m->last < tree.n);
        behind = m->last + 1;
        check_time(&m->time);
        for (int k = 0; m->time.ends && k < 2; k++)
            FUZZ_PROMISE(m->time.ends[k].first >= m->first &&
                         m->time.ends[k].last <= m->last &&
                         m->time.ends[k].first <= m->time.ends[k].last);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static dmr_arena *kept;
    static dmr_time_lexicon *lexicon;
    if (!kept) {
        kept = dmr_arena_new(0);
        dmr_tables *tables = NULL;
        FUZZ_PROMISE(!dmr_tables_open(&tables, DMR_SOURCE_DIR "/lexicon", kept, NULL) &&
                     !dmr_time_lexicon_load(&lexicon, tables, kept, NULL));
    }
    dmr_arena *arena = dmr_arena_new(0);
    char *copy = malloc(n + !n);
    FUZZ_PROMISE(arena && copy);
    if (n)
        memcpy(copy, bytes, n);
    demarche_str rest = dmr_str(copy, n), line;
    while (dmr_str_split(&rest, '\n', &line)) {
        dmr_time time;
        check_edtf(line, arena);
        if (dmr_time_from_text(&time, line, arena))
            check_time(&time);
        check_sentence(lexicon, line, arena);
    }
    dmr_arena_free(arena);
    free(copy);
    return 0;
}
