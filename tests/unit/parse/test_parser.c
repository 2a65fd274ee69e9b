/*
 * The parser with the model that ships: the trainer's activations, golden trees with
 * both kernels, and the same trees whatever the batch, the call and the thread.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/file.h"
#include "parse/conllu.h"
#include "parse/parser.h"

static const char MODEL[] = "model/english.model";
static const char GOLDEN[] = TEST_DIR "/unit/parse/golden.conllu";
static const char ACTIVATIONS[] = TEST_DIR "/unit/parse/activations.model";

/* How far C may be from PyTorch: a relative 2e-4, with a floor of 2e-3 for scores. */
static const float RELATIVE = 2e-4f, FLOOR = 2e-3f;

typedef struct golden {
    dmr_arena *arena;
    dmr_file file;
    dmr_conllu conllu;
    dmr_tree *trees;
} golden;

static dmr_network *open_network(const char *kernel)
{
    dmr_network *net;
    demarche_error err = {0};

    if (dmr_network_open(&net, MODEL, kernel, &err) != DEMARCHE_OK)
        fail_msg("%s", err.message);
    return net;
}

static int open_golden(void **state)
{
    golden *g = calloc(1, sizeof *g);
    demarche_error err = {0};

    g->arena = dmr_arena_new(0);
    if (dmr_file_read(&g->file, GOLDEN, 0, &err) ||
        dmr_conllu_read(&g->conllu, g->file.bytes, g->arena, &err) ||
        dmr_conllu_trees(&g->trees, &g->conllu, g->arena, &err))
        fail_msg("%s", err.message);
    *state = g;
    return 0;
}

static int close_golden(void **state)
{
    golden *g = *state;

    dmr_arena_free(g->arena);
    dmr_file_close(&g->file);
    free(g);
    return 0;
}

static void assert_same_tree(const dmr_tree *a, const dmr_tree *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->root, b->root);
    for (int32_t i = 0; i < a->n; i++) {
        const dmr_word *x = &a->words[i], *y = &b->words[i];
        demarche_str form = a->tokens[i].form;

        if (x->head != y->head || x->rel != y->rel || x->upos != y->upos ||
            !dmr_str_eq(x->lemma, y->lemma) || !dmr_str_eq(x->xpos, y->xpos) ||
            !dmr_str_eq(x->feats, y->feats))
            fail_msg("%.*s: %d %s %s %.*s, not %d %s %s %.*s", (int)form.len, form.ptr,
                     (int)y->head, dmr_rel_name((dmr_rel)y->rel),
                     dmr_upos_name((dmr_upos)y->upos), (int)y->lemma.len, y->lemma.ptr,
                     (int)x->head, dmr_rel_name((dmr_rel)x->rel),
                     dmr_upos_name((dmr_upos)x->upos), (int)x->lemma.len, x->lemma.ptr);
    }
}

static void golden_with(const golden *g, const char *kernel)
{
    dmr_network *net = open_network(kernel);
    dmr_parser *parser;
    dmr_tree *trees;
    dmr_parse_counts counts = {0};

    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    assert_int_equal(
        dmr_parse(parser, &g->conllu.tokens, g->arena, &trees, &counts, NULL),
        DEMARCHE_OK);
    assert_int_equal(counts.words, g->conllu.tokens.n_tokens);
    for (size_t s = 0; s < g->conllu.tokens.n_sentences; s++)
        assert_same_tree(&g->trees[s], &trees[s]);
    dmr_parser_free(parser);
    dmr_network_free(net);
}

static void golden_trees_with_the_plain_kernel(void **state)
{
    golden_with(*state, "plain");
}

static void golden_trees_with_the_fast_kernel(void **state)
{
    if (!dmr_kernels_avx2())
        skip();
    golden_with(*state, "avx2");
}

static void each_sentence_alone_gives_the_same_tree(void **state)
{
    golden *g = *state;
    dmr_network *net = open_network(NULL);
    dmr_parser *parser;

    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    for (size_t s = 0; s < g->conllu.tokens.n_sentences; s++) {
        dmr_tokens one = g->conllu.tokens;
        dmr_sentence sentence = one.sentences[s];
        dmr_tree *tree;

        one.tokens += sentence.first;
        one.n_tokens = sentence.n;
        one.sentences = &sentence;
        one.n_sentences = 1;
        sentence.first = 0;
        assert_int_equal(dmr_parse(parser, &one, g->arena, &tree, NULL, NULL),
                         DEMARCHE_OK);
        assert_same_tree(&g->trees[s], tree);
    }
    dmr_parser_free(parser);
    dmr_network_free(net);
}

typedef struct job {
    const golden *golden;
    const dmr_network *net;
    dmr_arena *arena;
    dmr_tree *trees;
    demarche_status status;
} job;

static void *run_job(void *user)
{
    job *j = user;
    dmr_parser *parser;

    j->status = dmr_parser_new(&parser, j->net, NULL);
    if (j->status != DEMARCHE_OK)
        return NULL;
    j->status =
        dmr_parse(parser, &j->golden->conllu.tokens, j->arena, &j->trees, NULL, NULL);
    dmr_parser_free(parser);
    return NULL;
}

static void threads_share_a_network_and_agree(void **state)
{
    golden *g = *state;
    dmr_network *net = open_network(NULL);
    job jobs[3];
    pthread_t threads[3];

    for (size_t i = 0; i < 3; i++) {
        jobs[i] = (job){g, net, dmr_arena_new(0), NULL, DEMARCHE_OK};
        assert_int_equal(pthread_create(&threads[i], NULL, run_job, &jobs[i]), 0);
    }
    for (size_t i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(jobs[i].status, DEMARCHE_OK);
        for (size_t s = 0; s < g->conllu.tokens.n_sentences; s++)
            assert_same_tree(&g->trees[s], &jobs[i].trees[s]);
        dmr_arena_free(jobs[i].arena);
    }
    dmr_network_free(net);
}

static void a_sentence_over_the_limit_is_one_tree_from_pieces(void **state)
{
    enum { N = 2 * DMR_SENTENCE_MAX + 7 };
    golden *g = *state;
    dmr_network *net = open_network(NULL);
    dmr_parser *parser;
    dmr_tree *tree;
    dmr_parse_counts counts = {0};
    dmr_token *tokens = calloc(N, sizeof *tokens);
    dmr_sentence sentence = {.n = N};
    dmr_tokens all = {&sentence, 1, tokens, N, 0};

    for (size_t i = 0; i < N; i++)
        tokens[i] = g->conllu.tokens.tokens[i % g->conllu.tokens.n_tokens];
    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_parse(parser, &all, g->arena, &tree, &counts, NULL),
                     DEMARCHE_OK);
    assert_int_equal(counts.pieces, 3);
    for (int32_t i = 0; i < tree->n; i++) {
        assert_true(dmr_tree_under(tree, i, tree->root));
        assert_int_equal(tree->words[i].head < 0, i == tree->root);
    }
    free(tokens);
    dmr_parser_free(parser);
    dmr_network_free(net);
}

static void sentences_without_words_are_fine(void **state)
{
    golden *g = *state;
    dmr_network *net = open_network(NULL);
    dmr_parser *parser;
    dmr_tree *trees;
    dmr_sentence none[2] = {{0}, {0}};
    dmr_tokens tokens = {none, 2, NULL, 0, 0};

    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_parse(parser, &tokens, g->arena, &trees, NULL, NULL),
                     DEMARCHE_OK);
    assert_int_equal(trees[1].root, -1);
    tokens.n_sentences = 0;
    assert_int_equal(dmr_parse(parser, &tokens, g->arena, &trees, NULL, NULL),
                     DEMARCHE_OK);
    dmr_parser_free(parser);
    dmr_network_free(net);
}

/* ----------------------------------------------------- what the trainer computed */

/* Tensor `name` (n, cols) against ours (n, ld). */
static void assert_activation(const dmr_model *m, const char *name, size_t n, size_t cols,
                              const float *ours, size_t ld)
{
    const dmr_tensor *t;
    demarche_error err = {0};

    if (dmr_model_need(m, name, DMR_TENSOR_F32, n, cols, &t, &err) != DEMARCHE_OK)
        fail_msg("%s", err.message);
    const float *theirs = t->data;
    for (size_t i = 0; i < n * cols; i++) {
        float a = theirs[i], b = ours[i / cols * ld + i % cols];
        if (!(fabsf(a - b) <= FLOOR + RELATIVE * fabsf(a)))
            fail_msg("%s: at %zu, %zu the trainer has %.7g, we %.7g", name, i / cols,
                     i % cols, (double)a, (double)b);
    }
}

static void compare_activations(const char *kernel)
{
    dmr_network *net = open_network(kernel);
    dmr_parser *parser;
    dmr_model *m;
    const dmr_tensor *forms;
    dmr_token tokens[64] = {0};
    dmr_activations got;
    demarche_error err = {0};
    size_t n = 0;

    if (dmr_model_open(&m, ACTIVATIONS, &err) != DEMARCHE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(dmr_model_need(m, "forms", DMR_TENSOR_BYTES, 1, 0, &forms, &err),
                     DEMARCHE_OK);
    demarche_str rest = dmr_str(forms->data, forms->cols), form;
    while (dmr_str_split(&rest, '\n', &form)) {
        if (n > 0) /* the exporter lets commas and stops stick to the word before */
            tokens[n - 1].space_after = !dmr_str_is(form, ",") && !dmr_str_is(form, ".");
        tokens[n++].form = form;
    }
    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    dmr_parser_activations(parser, tokens, n, &got);
    assert_activation(m, "embedded", n, net->e, got.embedded, net->e);
    assert_activation(m, "trunk", n, net->d, got.trunk, net->d);
    assert_activation(m, "tags", n,
                      net->n_upos + net->n_xpos + net->n_feats + net->n_scripts, got.tags,
                      net->tags.n);
    assert_activation(m, "arcs", n, n + 1, got.arcs, got.ld_arcs);
    dmr_model_free(m);
    dmr_parser_free(parser);
    dmr_network_free(net);
}

static void the_trainers_activations_come_out(void **state)
{
    (void)state;
    compare_activations("plain");
    if (dmr_kernels_avx2())
        compare_activations("avx2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_trees_with_the_plain_kernel),
        cmocka_unit_test(golden_trees_with_the_fast_kernel),
        cmocka_unit_test(each_sentence_alone_gives_the_same_tree),
        cmocka_unit_test(threads_share_a_network_and_agree),
        cmocka_unit_test(a_sentence_over_the_limit_is_one_tree_from_pieces),
        cmocka_unit_test(sentences_without_words_are_fine),
        cmocka_unit_test(the_trainers_activations_come_out),
    };
    return cmocka_run_group_tests(tests, open_golden, close_golden);
}
