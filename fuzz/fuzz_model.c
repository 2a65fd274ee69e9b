/*
 * A model file of foreign bytes: refused with one clear line, or opened and used. Then
 * the same bytes with header and checksum made right, so that the fuzzer gets past these
 * to the directory and the network; whatever opens then parses a sentence.
 */
#include <string.h>

#include "fuzz_engine.h"
#include "parse/parser.h"

/* Parse with a network that may hold any numbers: trees come out all the same. */
static void fuzz_parse(const dmr_network *net)
{
    static const char *const forms[] = {"Seoul", "did", "n\xE2\x80\x99t", "reply", "."};
    dmr_token tokens[5] = {0};
    dmr_sentence sentence = {.n = 5};
    dmr_tokens all = {&sentence, 1, tokens, 5, 0};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_parser *parser;
    dmr_tree *tree;
    int32_t roots = 0;

    for (size_t i = 0; i < 5; i++)
        tokens[i].form = dmr_str_c(forms[i]);
    if (dmr_parser_new(&parser, net, NULL) == DEMARCHE_OK) {
        FUZZ_PROMISE(dmr_parse(parser, &all, arena, &tree, NULL, NULL) == DEMARCHE_OK);
        for (int32_t i = 0; i < tree->n; i++) {
            roots += tree->words[i].head < 0;
            FUZZ_PROMISE(dmr_tree_under(tree, i, tree->root));
        }
        FUZZ_PROMISE(roots == 1);
        dmr_parser_free(parser);
    }
    dmr_arena_free(arena);
}

static void fuzz_open_bytes(const unsigned char *bytes, size_t n)
{
    dmr_model *model = NULL;
    dmr_network *net = NULL;
    demarche_error err = {0};
    demarche_status status = dmr_model_open_memory(&model, bytes, n, "fuzz", &err);

    if (status == DEMARCHE_OK)
        status = dmr_network_new(&net, model, NULL, &err);
    FUZZ_PROMISE(status ? !net && err.message[0] && !strchr(err.message, '\n') : !!net);
    if (net)
        fuzz_parse(net);
    dmr_network_free(net);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    size_t size = (n + 63) / 64 * 64;
    unsigned char *file = aligned_alloc(64, size + 64);
    uint32_t version = 1, order = 0x01020304;

    if (!file)
        return 0;
    memset(file, 0, size + 64);
    if (n > 0)
        memcpy(file, bytes, n);
    fuzz_open_bytes(file, n);
    if (size >= 128) {
        uint64_t total = size, sum;
        memcpy(file, "DMRMODEL", 8);
        memcpy(file + 8, &version, 4);
        memcpy(file + 12, &order, 4);
        memcpy(file + 16, &total, 8);
        sum = dmr_model_checksum(file + 32, size - 32);
        memcpy(file + 24, &sum, 8);
        fuzz_open_bytes(file, size);
    }
    free(file);
    return 0;
}
