/*
 * What parsing costs, counted and not timed: the kernels are wrapped, and each call says
 * how many multiplications it asks for. The cost of a word is bounded, whatever the
 * length of the text and of its sentences.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "parse/parser.h"
#include "tiny_network.h"

typedef struct cost {
    size_t layers, arcs; /* multiplications */
} cost;

static tiny_store store;
static unsigned char *file;
static dmr_network *net;
static dmr_kernels counting;
static cost spent;

static void count_linear(size_t m, const dmr_layer *layer, const uint8_t *q,
                         const float *scale, float *y, size_t ldy, bool add)
{
    spent.layers += m * layer->k * layer->n;
    dmr_kernels_plain()->linear(m, layer, q, scale, y, ldy, add);
}

static void count_product(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                          const float *w, float *y, size_t ldy)
{
    spent.arcs += m * k * n;
    dmr_kernels_plain()->product(m, k, n, x, ldx, w, y, ldy);
}

static int open_net(void **state)
{
    size_t n;
    model_writer w;
    dmr_model *model;
    demarche_error err = {0};

    (void)state;
    tiny_tensors(&w, &store);
    file = writer_file(&w, &n);
    if (dmr_model_open_memory(&model, file, n, "tiny", &err) ||
        dmr_network_new(&net, model, "plain", &err))
        fail_msg("%s", err.message);
    counting = *net->kernels;
    counting.linear = count_linear;
    counting.product = count_product;
    net->kernels = &counting;
    return 0;
}

static int close_net(void **state)
{
    (void)state;
    dmr_network_free(net);
    free(file);
    return 0;
}

/* What n_sentences sentences of `length` words cost; no word comes twice, so that none
 * is remembered. */
static cost parse(size_t n_sentences, size_t length, dmr_parse_counts *counts)
{
    enum { ROOM = 24 };
    size_t n = n_sentences * length;
    char *forms = malloc(n * ROOM);
    dmr_token *tokens = calloc(n, sizeof *tokens);
    dmr_sentence *sentences = calloc(n_sentences, sizeof *sentences);
    dmr_tokens all = {.sentences = sentences,
                      .n_sentences = n_sentences,
                      .tokens = tokens,
                      .n_tokens = n};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_parser *parser;
    dmr_tree *trees;

    for (size_t i = 0; i < n; i++) {
        int len = snprintf(forms + i * ROOM, ROOM, "word%zu", i);
        tokens[i].form = dmr_str(forms + i * ROOM, (size_t)len);
        tokens[i].space_after = true;
    }
    for (size_t s = 0; s < n_sentences; s++) {
        sentences[s].first = (uint32_t)(s * length);
        sentences[s].n = (uint32_t)length;
    }
    spent = (cost){0};
    *counts = (dmr_parse_counts){0};
    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_parse(parser, &all, arena, &trees, counts, NULL), DEMARCHE_OK);
    assert_int_equal(counts->words, n);
    dmr_parser_free(parser);
    dmr_arena_free(arena);
    free(sentences);
    free(tokens);
    free(forms);
    return spent;
}

/* What the layers ask for a word that was not seen before. */
static size_t layers_a_word(void)
{
    size_t sum = net->in.k * net->in.n + net->heads.k * net->heads.n +
                 net->tags.k * net->tags.n + net->arcs.k * net->arcs.n +
                 net->rels.k * net->rels.n;

    for (size_t i = 0; i < net->n_blocks; i++)
        sum += net->blocks[i].gates.k * net->blocks[i].gates.n +
               net->blocks[i].mix.k * net->blocks[i].mix.n;
    return sum;
}

static void the_cost_is_linear_in_the_text(void **state)
{
    dmr_parse_counts counts;
    size_t a_word = layers_a_word();

    (void)state;
    for (size_t n = 1; n <= 10000; n *= 10) {
        cost c = parse(n, 12, &counts);
        assert_int_equal(c.layers, 12 * n * a_word);
        assert_int_equal(c.arcs, 12 * n * net->arc * dmr_panels(12 + 1));
    }
}

/* Arcs alone grow with the sentence, and only up to the bound. */
static void the_cost_of_a_word_is_bounded_in_the_sentence(void **state)
{
    static const size_t lengths[] = {10, 20, 50, 100, 200, 400, 401, 500, 1000, 20000};
    dmr_parse_counts counts;
    size_t most = net->arc * dmr_panels(DMR_SENTENCE_MAX + 1);

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t n = lengths[i];
        cost c = parse(1, n, &counts);
        assert_int_equal(c.layers, n * layers_a_word());
        assert_true(c.arcs <= n * most);
        if (n <= DMR_SENTENCE_MAX)
            assert_int_equal(c.arcs, n * net->arc * dmr_panels(n + 1));
    }
}

static void pieces_of_what_is_too_long_are_counted(void **state)
{
    dmr_parse_counts counts;

    (void)state;
    parse(1, DMR_SENTENCE_MAX, &counts);
    assert_int_equal(counts.pieces, 0);
    parse(1, DMR_SENTENCE_MAX + 1, &counts);
    assert_int_equal(counts.pieces, 2);
    parse(1, 20000, &counts);
    assert_int_equal(counts.pieces, (20000 + DMR_SENTENCE_MAX - 1) / DMR_SENTENCE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cost_is_linear_in_the_text),
        cmocka_unit_test(the_cost_of_a_word_is_bounded_in_the_sentence),
        cmocka_unit_test(pieces_of_what_is_too_long_are_counted),
    };
    return cmocka_run_group_tests(tests, open_net, close_net);
}
