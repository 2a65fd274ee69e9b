/*
 * What a parser has read before changes nothing, to the bit: it may keep what it knows of
 * words, but a word's vector depends on how it looks and on the blank before it alone.
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

enum { WORDS = 6, MANY = 20000 };

static tiny_store store;
static unsigned char *file;
static dmr_network *net;

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
        dmr_network_new(&net, model, NULL, &err))
        fail_msg("%s", err.message);
    return 0;
}

static int close_net(void **state)
{
    (void)state;
    dmr_network_free(net);
    free(file);
    return 0;
}

/* "talks STOP talks-STOP ended STOP": the same forms with and without a blank before them
 * and, where `telegram`, with the look of a stop. */
static void sentence_of(dmr_token *tokens, bool telegram)
{
    static const char *const forms[WORDS] = {"talks", "STOP",  "talks",
                                             "STOP",  "ended", "STOP"};

    memset(tokens, 0, WORDS * sizeof *tokens);
    for (size_t i = 0; i < WORDS; i++) {
        tokens[i].form = dmr_str_c(forms[i]);
        tokens[i].space_after = i != 2;
        if (telegram && i % 2)
            tokens[i].look = DMR_STR(".");
    }
}

/* The states of the trunk for a sentence, copied: to be freed. */
static float *trunk_of(dmr_parser *parser, bool telegram)
{
    dmr_token tokens[WORDS];
    dmr_activations got;
    size_t bytes = WORDS * net->d * sizeof(float);
    float *copy = malloc(bytes);

    sentence_of(tokens, telegram);
    dmr_parser_activations(parser, tokens, WORDS, &got);
    memcpy(copy, got.trunk, bytes);
    return copy;
}

static void parse_one(dmr_parser *parser, const dmr_token *tokens, size_t n)
{
    dmr_sentence sentence = {.n = (uint32_t)n};
    dmr_tokens all = {
        .sentences = &sentence, .n_sentences = 1, .tokens = tokens, .n_tokens = n};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_tree *tree;

    assert_int_equal(dmr_parse(parser, &all, arena, &tree, NULL, NULL), DEMARCHE_OK);
    dmr_arena_free(arena);
}

/* Words enough to drive any other out of any memory. */
static void parse_many(dmr_parser *parser)
{
    enum { ROOM = 16 };
    dmr_token *tokens = calloc(MANY, sizeof *tokens);
    char *forms = malloc(MANY * ROOM);

    for (size_t i = 0; i < MANY; i++) {
        int n = snprintf(forms + i * ROOM, ROOM, "w%zu", i);
        tokens[i].form = dmr_str(forms + i * ROOM, (size_t)n);
        tokens[i].space_after = i % 3 != 0;
    }
    parse_one(parser, tokens, MANY);
    free(forms);
    free(tokens);
}

static void what_was_read_before_changes_nothing(void **state)
{
    dmr_parser *fresh, *used;
    float *want[2], *got;

    (void)state;
    for (int telegram = 0; telegram < 2; telegram++) {
        assert_int_equal(dmr_parser_new(&fresh, net, NULL), DEMARCHE_OK);
        want[telegram] = trunk_of(fresh, telegram);
        dmr_parser_free(fresh);
    }
    assert_memory_not_equal(want[0], want[1], WORDS * net->d * sizeof(float));
    assert_int_equal(dmr_parser_new(&used, net, NULL), DEMARCHE_OK);
    for (int turn = 0; turn < 6; turn++) {
        dmr_token tokens[WORDS];

        sentence_of(tokens, turn % 3 == 1);
        parse_one(used, tokens, WORDS); /* remembered by dmr_parse */
        if (turn == 4)
            parse_many(used);
        got = trunk_of(used, turn % 2);
        assert_memory_equal(got, want[turn % 2], WORDS * net->d * sizeof(float));
        free(got);
    }
    dmr_parser_free(used);
    free(want[0]);
    free(want[1]);
}

/* The first word of a sentence and one behind a blank are alike, one without is not. */
static void a_blank_before_a_word_is_seen(void **state)
{
    dmr_parser *parser;
    dmr_token tokens[2] = {{0}, {0}};
    dmr_activations got;
    float apart[WORDS * TINY_D];

    (void)state;
    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    for (int space = 0; space < 2; space++) {
        tokens[0].form = tokens[1].form = DMR_STR("talks");
        tokens[0].space_after = space;
        dmr_parser_activations(parser, tokens, 2, &got);
        if (space == 0)
            memcpy(apart, got.trunk, 2 * net->d * sizeof(float));
        else
            assert_memory_not_equal(apart, got.trunk, 2 * net->d * sizeof(float));
    }
    dmr_parser_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_read_before_changes_nothing),
        cmocka_unit_test(a_blank_before_a_word_is_seen),
    };
    return cmocka_run_group_tests(tests, open_net, close_net);
}
