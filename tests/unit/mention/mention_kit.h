/*
 * For tests of the mention stage: the project's lexicon, and a document made of the gold
 * trees of a CoNLL-U text.
 */
#ifndef TEST_MENTION_KIT_H
#define TEST_MENTION_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "mention/links.h"
#include "mention/mention.h"
#include "parse/conllu.h"

#ifndef TEST_DIR
#define TEST_DIR "tests"
#endif

typedef struct mention_kit {
    dmr_arena *arena;
    dmr_gazetteer *gazetteer;
    dmr_source source;
    dmr_conllu file;
    dmr_reading reading;
} mention_kit;

static inline int kit_open(void **state)
{
    mention_kit *kit = calloc(1, sizeof *kit);
    demarche_error err = {0};
    kit->arena = dmr_arena_new(0);
    dmr_tables *tables;
    if (dmr_tables_open(&tables, TEST_DIR "/../lexicon", kit->arena, &err) ||
        dmr_gazetteer_load(&kit->gazetteer, tables, kit->arena, &err)) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = kit;
    return 0;
}

static inline int kit_close(void **state)
{
    mention_kit *kit = *state;
    dmr_arena_free(kit->arena);
    free(kit);
    return 0;
}

/* Read trees and find their mentions. `as_of` may be NULL. */
static inline void kit_read(mention_kit *kit, demarche_str conllu, const char *as_of)
{
    demarche_error err = {0};
    dmr_tree *trees = NULL;
    kit->source = (dmr_source){0};
    kit->source.meta.as_of = dmr_str_c(as_of);
    if (dmr_conllu_read(&kit->file, conllu, kit->arena, &err) ||
        dmr_conllu_trees(&trees, &kit->file, kit->arena, &err))
        fail_msg("%s", err.message);
    kit->source.text = kit->file.text;
    kit->reading = (dmr_reading){.gazetteer = kit->gazetteer,
                                 .source = &kit->source,
                                 .tokens = &kit->file.tokens,
                                 .trees = trees};
    if (dmr_mention_find(&kit->reading, kit->arena, &err))
        fail_msg("%s", err.message);
}

static inline demarche_str kit_file(mention_kit *kit, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s cannot be read", path);
    size_t room = (size_t)1 << 20;
    char *buf = dmr_arena_alloc(kit->arena, room);
    size_t n = fread(buf, 1, room, f);
    fclose(f);
    return dmr_str(buf, n);
}

/* The sentence that begins with those words and the word in it with that form; fails the
 * test where there is none. */
static inline int32_t kit_word(const mention_kit *kit, const char *begin,
                               const char *form, uint32_t *sentence)
{
    const dmr_tokens *tokens = kit->reading.tokens;
    for (size_t s = 0; s < tokens->n_sentences; s++) {
        demarche_str text = dmr_str(kit->source.text.ptr + tokens->sentences[s].start,
                                    kit->source.text.len - tokens->sentences[s].start);
        if (!dmr_str_starts(text, dmr_str_c(begin)))
            continue;
        const dmr_tree *tree = &kit->reading.trees[s];
        for (int32_t i = 0; i < tree->n; i++)
            if (dmr_str_is(tree->tokens[i].form, form)) {
                *sentence = (uint32_t)s;
                return i;
            }
    }
    fail_msg("no '%s' in a sentence that begins '%s'", form, begin);
    return -1;
}

/* "KOR BUS Yi Sun-gi; SUN GOV Soviet Union": the parties in one line. */
static inline void kit_parties(const mention_kit *kit, const char *begin,
                               const char *form, dmr_day day, bool modifiers, char *out,
                               size_t room)
{
    uint32_t sentence = 0;
    int32_t word = kit_word(kit, begin, form, &sentence);
    dmr_party parties[DMR_PARTIES_MAX];
    size_t n = dmr_party_find(&kit->reading, sentence, word, day, modifiers, parties);
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        int k = snprintf(out + used, room - used, "%s%.*s %.*s %.*s", i ? "; " : "",
                         (int)parties[i].code.len, parties[i].code.ptr,
                         (int)parties[i].sector.len, parties[i].sector.ptr,
                         (int)parties[i].identifier.len, parties[i].identifier.ptr);
        assert_true(k >= 0 && (size_t)k < room - used);
        used += (size_t)k;
    }
}

#endif
