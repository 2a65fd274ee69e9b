/*
 * What the fuzz targets of the parser share: the tiny network of the unit tests, which
 * follows the model's format by itself, and what must hold of every tree.
 */
#ifndef DMR_FUZZ_TINY_H
#define DMR_FUZZ_TINY_H

#include "../tests/unit/parse/tiny_network.h"
#include "fuzz_engine.h"
#include "parse/parser.h"

/* The tiny model as a file, aligned to 64, to be freed; *n its size. */
static inline unsigned char *fuzz_tiny_file(size_t *n)
{
    static tiny_store store;
    model_writer writer;

    tiny_tensors(&writer, &store);
    return writer_file(&writer, n);
}

/* One root, and every word hangs below it; no words, no root. */
static inline void fuzz_check_tree(const dmr_tree *tree)
{
    int32_t roots = 0;

    for (int32_t i = 0; i < tree->n; i++) {
        roots += tree->words[i].head < 0;
        FUZZ_PROMISE(tree->words[i].head < tree->n);
        FUZZ_PROMISE(dmr_tree_under(tree, i, tree->root));
        FUZZ_PROMISE(tree->words[i].upos < DMR_UPOS_COUNT);
        FUZZ_PROMISE(tree->words[i].rel < DMR_REL_COUNT);
        FUZZ_PROMISE((tree->words[i].rel == DMR_REL_ROOT) == (tree->words[i].head < 0));
    }
    FUZZ_PROMISE(roots == (tree->n > 0));
}

/* Parse with a network that may hold any numbers: trees come out all the same. */
static inline void fuzz_parse(const dmr_network *net)
{
    static const char *const forms[] = {"Seoul", "did", "n\xE2\x80\x99t", "reply", "."};
    dmr_token tokens[5] = {0};
    dmr_sentence sentence = {.n = 5};
    dmr_tokens all = {&sentence, 1, tokens, 5, 0};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_parser *parser;
    dmr_tree *tree;

    for (size_t i = 0; i < 5; i++)
        tokens[i].form = dmr_str_c(forms[i]);
    if (dmr_parser_new(&parser, net, NULL) == DEMARCHE_OK) {
        FUZZ_PROMISE(dmr_parse(parser, &all, arena, &tree, NULL, NULL) == DEMARCHE_OK);
        fuzz_check_tree(tree);
        dmr_parser_free(parser);
    }
    dmr_arena_free(arena);
}

/* A model of these bytes (aligned to 64) is refused with one line, or opens and parses. */
static inline void fuzz_model_bytes(const unsigned char *bytes, size_t n,
                                    const char *kernel)
{
    dmr_model *model = NULL;
    dmr_network *net = NULL;
    demarche_error err = {0};
    demarche_status status = dmr_model_open_memory(&model, bytes, n, "fuzz", &err);

    if (status == DEMARCHE_OK)
        status = dmr_network_new(&net, model, kernel, &err);
    FUZZ_PROMISE(status ? !net && err.message[0] && !strchr(err.message, '\n') : !!net);
    if (net)
        fuzz_parse(net);
    dmr_network_free(net);
}

#endif
