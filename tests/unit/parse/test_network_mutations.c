/*
 * A sound model with something wrong in it, sealed again so that the checksum does not
 * hide it: refused with one line, or opened and then trees come out, whatever its numbers.
 * What fuzz/fuzz_network.c finds by chance is here tried one by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "parse/parser.h"
#include "tiny_network.h"

enum {
    HEADER = 64,
    ENTRY = 64,
    AT_TYPE = 32,
    AT_ROWS = 40,
    AT_COLS = 48,
    AT_OFFSET = 56
};

static tiny_store store;
static unsigned char *sound, *file; /* (size): the tiny model, and the copy at hand */
static size_t size;
static uint32_t n_tensors;
static size_t refused, opened;

static int make_model(void **state)
{
    model_writer w;

    (void)state;
    tiny_tensors(&w, &store);
    sound = writer_file(&w, &size);
    file = writer_file(&w, &size);
    n_tensors = (uint32_t)w.n;
    return 0;
}

static int free_model(void **state)
{
    (void)state;
    free(sound);
    free(file);
    return 0;
}

static void assert_parses(const dmr_network *net)
{
    static const char *const forms[] = {"Seoul", "did", "n't", "reply", "."};
    dmr_token tokens[5] = {0};
    dmr_sentence sentence = {.n = 5};
    dmr_tokens all = {
        .sentences = &sentence, .n_sentences = 1, .tokens = tokens, .n_tokens = 5};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_parser *parser;
    dmr_tree *tree;

    for (size_t i = 0; i < 5; i++)
        tokens[i].form = dmr_str_c(forms[i]);
    assert_int_equal(dmr_parser_new(&parser, net, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_parse(parser, &all, arena, &tree, NULL, NULL), DEMARCHE_OK);
    for (int32_t i = 0; i < tree->n; i++) {
        assert_true(dmr_tree_under(tree, i, tree->root));
        assert_int_equal(tree->words[i].head < 0, i == tree->root);
    }
    dmr_parser_free(parser);
    dmr_arena_free(arena);
}

/* Seal the copy, try it, and make it sound again. */
static void try_it(const char *kernel)
{
    dmr_model *model = NULL;
    dmr_network *net = NULL;
    demarche_error err = {0};
    demarche_status status;

    writer_seal(file, size);
    status = dmr_model_open_memory(&model, file, size, "x.model", &err);
    if (status == DEMARCHE_OK)
        status = dmr_network_new(&net, model, kernel, &err);
    if (status == DEMARCHE_OK) {
        assert_parses(net);
        opened++;
    } else {
        assert_null(net);
        assert_int_equal(status, DEMARCHE_E_MODEL);
        assert_memory_equal(err.message, "x.model: ", 9);
        assert_null(strchr(err.message, '\n'));
        refused++;
    }
    dmr_network_free(net);
    memcpy(file, sound, size);
}

static void put(size_t at, uint64_t value, size_t bytes)
{
    memcpy(file + at, &value, bytes);
}

static uint64_t get(size_t at)
{
    uint64_t v;
    memcpy(&v, sound + at, sizeof v);
    return v;
}

static void the_sound_model_opens(void **state)
{
    (void)state;
    opened = 0;
    try_it("plain");
    try_it(NULL);
    assert_int_equal(opened, 2);
}

static void each_field_of_the_directory_may_hold_anything(void **state)
{
    static const uint64_t values[] = {0,
                                      1,
                                      2,
                                      3,
                                      7,
                                      16,
                                      63,
                                      64,
                                      65,
                                      4096,
                                      65536,
                                      UINT32_MAX,
                                      UINT64_C(1) << 32,
                                      UINT64_MAX / 64,
                                      UINT64_MAX / 8,
                                      UINT64_MAX / 2,
                                      UINT64_MAX - 63,
                                      UINT64_MAX};

    (void)state;
    refused = 0;
    for (size_t t = 0; t < n_tensors; t++) {
        size_t entry = HEADER + ENTRY * t;
        for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
            put(entry + AT_TYPE, values[v], 4);
            try_it(NULL);
            for (size_t at = AT_ROWS; at <= AT_OFFSET; at += 8) {
                put(entry + at, values[v], 8);
                try_it(NULL);
            }
            put(entry + AT_ROWS, values[v], 8);
            put(entry + AT_COLS, values[v], 8);
            try_it(NULL);
        }
    }
    assert_true(refused > 100 * (size_t)n_tensors / 2);
}

static void a_tensor_in_anothers_place_or_of_anothers_name(void **state)
{
    (void)state;
    for (size_t a = 0; a < n_tensors; a++) {
        for (size_t b = 0; b < n_tensors; b++) {
            size_t to = HEADER + ENTRY * a, from = HEADER + ENTRY * b;
            memcpy(file + to + AT_OFFSET, sound + from + AT_OFFSET, 8);
            try_it(NULL);
            memcpy(file + to + AT_TYPE, sound + from + AT_TYPE, 32);
            try_it(NULL);
        }
    }
}

/* Each four bytes of each tensor: no number, the largest ones, indexes behind everything,
 * line breaks and tabs in the texts. */
static void the_data_may_hold_anything(void **state)
{
    static const uint32_t values[] = {0,          1,          0x7fc00000, 0x7f800000,
                                      0xff800000, 0x7f7fffff, 0xffffffff, 0x0a0a0a0a,
                                      0x09090909, 0x80808080};

    (void)state;
    opened = refused = 0;
    for (size_t t = 0; t < n_tensors; t++) {
        size_t entry = HEADER + ENTRY * t;
        size_t at = get(entry + AT_OFFSET),
               cells = get(entry + AT_ROWS) * get(entry + AT_COLS);
        for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
            for (size_t i = 0; i < cells && i < 24; i += 4) {
                put(at + i, values[v], 4);
                try_it(v % 2 ? "plain" : NULL);
            }
            for (size_t i = 0; i + 4 <= cells; i += 4) /* the whole tensor */
                put(at + i, values[v], 4);
            try_it(v % 2 ? "plain" : NULL);
        }
    }
    assert_true(opened > 0 && refused > 0);
}

static void any_number_of_tensors(void **state)
{
    (void)state;
    for (uint32_t n = 0; n < 2 * n_tensors; n++) {
        refused = 0;
        put(32, n, 4);
        try_it(NULL);
        if (n < n_tensors / 2)
            assert_int_equal(refused, 1);
    }
    put(32, UINT32_MAX, 4);
    refused = 0;
    try_it(NULL);
    assert_int_equal(refused, 1);
}

static void many_changes_at_once(void **state)
{
    uint32_t seed = 3;

    (void)state;
    for (size_t turn = 0; turn < 3000; turn++) {
        for (size_t k = 0; k <= turn % 8; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t at = HEADER + seed % (uint32_t)(size - HEADER);
            seed = seed * 1664525u + 1013904223u;
            file[at] = (unsigned char)(seed >> 24);
        }
        try_it(turn % 16 ? NULL : "plain");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sound_model_opens),
        cmocka_unit_test(each_field_of_the_directory_may_hold_anything),
        cmocka_unit_test(a_tensor_in_anothers_place_or_of_anothers_name),
        cmocka_unit_test(the_data_may_hold_anything),
        cmocka_unit_test(any_number_of_tensors),
        cmocka_unit_test(many_changes_at_once),
    };
    return cmocka_run_group_tests(tests, make_model, free_model);
}
