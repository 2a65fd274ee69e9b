/*
 * Trees for tests of the finders, from a line of words: "more than 6,000 Soviets/PROPN".
 * A word that begins with '_' has no blank before it. "/UPOS" and "=lemma" behind a word
 * say more; without them a capital makes PROPN, a digit NUM, a sign PUNCT, else X. The
 * tree is flat: every word hangs on the first but where "<n" gives its head (from 0) and
 * ":rel" its relation: "in/ADP<2:case". "!person" behind all that: the entity it heads.
 */
#ifndef TEST_WORDS_TREE_H
#define TEST_WORDS_TREE_H

#include <stdio.h>
#include <stdlib.h>

#include "parse/tree.h"

enum { WORDS_MAX = 64 };

typedef struct words_tree {
    char text[1024];
    dmr_token tokens[WORDS_MAX];
    dmr_word words[WORDS_MAX];
    dmr_sentence sentence;
    dmr_tree tree;
} words_tree;

static inline dmr_upos words_tree_guess(demarche_str form)
{
    char c = form.ptr[0];
    if (dmr_is_upper(c))
        return DMR_UPOS_PROPN;
    if (dmr_is_digit(c))
        return DMR_UPOS_NUM;
    return dmr_is_alpha(c) || (c & 0x80) ? DMR_UPOS_X : DMR_UPOS_PUNCT;
}

static inline void words_tree_word(words_tree *t, char *spec)
{
    int32_t n = t->tree.n++;
    dmr_token *token = &t->tokens[n];
    dmr_word *word = &t->words[n];
    word->head = n ? 0 : -1;
    word->rel = n ? DMR_REL_DEP : DMR_REL_ROOT;
    if (spec[0] == '_' && spec[1]) {
        if (n)
            t->tokens[n - 1].space_after = false;
        spec++;
    }
    char *ent = strchr(spec + 1, '!');
    if (ent) {
        *ent++ = '\0';
        word->ent = (uint8_t)dmr_ent_by_name(dmr_str_c(ent));
    }
    size_t len = strlen(spec);
    char *head = strchr(spec + 1, '<'), *upos = strchr(spec + 1, '/');
    if (dmr_is_digit(spec[0]) && upos && dmr_is_digit(upos[1]))
        upos = NULL; /* "02/06/89" */
    if (head) {
        *head++ = '\0';
        char *rel = strchr(head, ':');
        if (rel) {
            *rel++ = '\0';
            word->rel = (uint8_t)dmr_rel_by_name(dmr_str_c(rel));
        }
        word->head = (int32_t)strtol(head, NULL, 10);
        if (word->head < 0)
            t->tree.root = n;
        len = strlen(spec);
    }
    demarche_str name = {0}, lemma = {0};
    if (upos) {
        *upos++ = '\0';
        char *equals = strchr(upos, '=');
        if (equals) {
            *equals++ = '\0';
            lemma = dmr_str_c(equals);
        }
        name = dmr_str_c(upos);
        len = strlen(spec);
    }
    token->form = dmr_str(spec, len);
    token->space_after = true;
    word->lemma = lemma.len ? lemma : token->form;
    word->upos =
        (uint8_t)(name.len ? dmr_upos_by_name(name) : words_tree_guess(token->form));
    word->xpos = DMR_STR("_");
    word->feats = DMR_STR("_");
}

static inline const dmr_tree *words_tree_of(words_tree *t, const char *line)
{
    memset(t, 0, sizeof *t);
    snprintf(t->text, sizeof t->text, "%s", line);
    t->tree = (dmr_tree){&t->sentence, t->tokens, t->words, 0, 0};
    char *save = NULL;
    for (char *w = strtok_r(t->text, " ", &save); w && t->tree.n < WORDS_MAX;
         w = strtok_r(NULL, " ", &save))
        words_tree_word(t, w);
    t->sentence.n = (uint32_t)t->tree.n;
    if (t->tree.n)
        dmr_tree_link(&t->tree);
    return &t->tree;
}

/* The words of a mention, joined by blanks. */
static inline const char *words_tree_span(const dmr_tree *tree, int32_t first,
                                          int32_t last, char out[512])
{
    size_t n = 0;
    out[0] = '\0';
    for (int32_t i = first; i <= last && n < 500; i++)
        n += (size_t)snprintf(out + n, 512 - n, "%s%.*s", i > first ? " " : "",
                              (int)tree->tokens[i].form.len, tree->tokens[i].form.ptr);
    return out;
}

#endif
