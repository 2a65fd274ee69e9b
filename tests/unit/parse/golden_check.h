/* The golden trees of the model that ships, and parsing against them. */
#ifndef GOLDEN_CHECK_H
#define GOLDEN_CHECK_H

#include <stdlib.h>

#include "base/file.h"
#include "parse/conllu.h"
#include "parse/parser.h"

#define GOLDEN_MODEL "model/english.model"
#define GOLDEN_TREES TEST_DIR "/unit/parse/golden.conllu"

typedef struct golden {
    dmr_arena *arena;
    dmr_file file;
    dmr_conllu conllu;
    dmr_tree *trees;
} golden;

static inline dmr_network *golden_network(const char *kernel)
{
    dmr_network *net;
    demarche_error err = {0};

    if (dmr_network_open(&net, GOLDEN_MODEL, kernel, &err) != DEMARCHE_OK)
        fail_msg("%s", err.message);
    return net;
}

static inline void golden_open(golden *g)
{
    demarche_error err = {0};

    *g = (golden){.arena = dmr_arena_new(0)};
    if (dmr_file_read(&g->file, GOLDEN_TREES, 0, &err) ||
        dmr_conllu_read(&g->conllu, g->file.bytes, g->arena, &err) ||
        dmr_conllu_trees(&g->trees, &g->conllu, g->arena, &err))
        fail_msg("%s", err.message);
}

static inline void golden_close(golden *g)
{
    dmr_arena_free(g->arena);
    dmr_file_close(&g->file);
}

static inline void golden_same(const dmr_tree *a, const dmr_tree *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->root, b->root);
    for (int32_t i = 0; i < a->n; i++) {
        const dmr_word *x = &a->words[i], *y = &b->words[i];
        demarche_str form = a->tokens[i].form;

        if (x->head != y->head || x->rel != y->rel || x->upos != y->upos ||
            x->ent != y->ent || !dmr_str_eq(x->lemma, y->lemma) ||
            !dmr_str_eq(x->xpos, y->xpos) || !dmr_str_eq(x->feats, y->feats))
            fail_msg("%.*s: %d %s %s %.*s, not %d %s %s %.*s", (int)form.len, form.ptr,
                     (int)y->head, dmr_rel_name((dmr_rel)y->rel),
                     dmr_upos_name((dmr_upos)y->upos), (int)y->lemma.len, y->lemma.ptr,
                     (int)x->head, dmr_rel_name((dmr_rel)x->rel),
                     dmr_upos_name((dmr_upos)x->upos), (int)x->lemma.len, x->lemma.ptr);
    }
}

/* Parse all with the kernel of that name, or with `kernels` where not NULL: the golden
 * trees come out. */
static inline void golden_parse(const golden *g, const char *kernel,
                                const dmr_kernels *kernels)
{
    dmr_network *net = golden_network(kernel);
    dmr_parser *parser;
    dmr_tree *trees;
    dmr_parse_counts counts = {0};

    if (kernels)
        net->kernels = kernels;
    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    assert_int_equal(
        dmr_parse(parser, &g->conllu.tokens, g->arena, &trees, &counts, NULL),
        DEMARCHE_OK);
    assert_int_equal(counts.words, g->conllu.tokens.n_tokens);
    for (size_t s = 0; s < g->conllu.tokens.n_sentences; s++)
        golden_same(&g->trees[s], &trees[s]);
    dmr_parser_free(parser);
    dmr_network_free(net);
}

#endif
