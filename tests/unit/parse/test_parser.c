/*
 * The parser with the model that ships: the exporter's activations, golden trees with
 * all kernels, and the same trees whatever the batch, the call and the thread.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "golden_check.h"
#include <math.h>
#include <pthread.h>

static const char ACTIVATIONS[] = TEST_DIR "/unit/parse/activations.model";

/* How far C may be from train/reference.py, which computes in the same order. */
static const float RELATIVE = 1e-5f, FLOOR = 1e-5f;

static int open_golden(void **state)
{
    *state = malloc(sizeof(golden));
    golden_open(*state);
    return 0;
}

static int close_golden(void **state)
{
    golden_close(*state);
    free(*state);
    return 0;
}

static void golden_trees_with_the_plain_kernel(void **state)
{
    golden_parse(*state, "plain", NULL);
}

static void golden_trees_with_the_fast_kernel(void **state)
{
    if (!dmr_kernels_avx2())
        skip();
    golden_parse(*state, "avx2", NULL);
}

static void each_sentence_alone_gives_the_same_tree(void **state)
{
    golden *g = *state;
    dmr_network *net = golden_network(NULL);
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
        golden_same(&g->trees[s], tree);
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
    dmr_network *net = golden_network(NULL);
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
            golden_same(&g->trees[s], &jobs[i].trees[s]);
        dmr_arena_free(jobs[i].arena);
    }
    dmr_network_free(net);
}

static void a_sentence_over_the_limit_is_one_tree_from_pieces(void **state)
{
    enum { N = 2 * DMR_SENTENCE_MAX + 7 };
    golden *g = *state;
    dmr_network *net = golden_network(NULL);
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
    dmr_network *net = golden_network(NULL);
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
    dmr_network *net = golden_network(kernel);
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
    assert_activation(m, "tags", n, net->tags.n, got.tags, net->tags.n);
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
