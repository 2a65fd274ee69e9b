/*
 * Foreign bytes to trees, with the tiny network and no lexicon, which takes a thousand
 * turns where the whole engine takes one. As plain text: every sentence is a tree within
 * its length, and the CoNLL-U written of it reads back as the same trees. As CoNLL-U:
 * refused with the line, or parsed, written and read back without a change.
 */
#include <string.h>

#include "base/utf8.h"
#include "fuzz_tiny.h"
#include "parse/conllu.h"
#include "read/documents.h"
#include "text/split.h"

static dmr_network *net;
static dmr_parser *parser;
static unsigned char *tiny;

static void close_parser(void)
{
    dmr_parser_free(parser);
    dmr_network_free(net);
    free(tiny);
}

static void open_parser(void)
{
    size_t n;
    dmr_model *model = NULL;
    demarche_error err = {0};

    if (parser)
        return;
    tiny = fuzz_tiny_file(&n);
    FUZZ_PROMISE(!dmr_model_open_memory(&model, tiny, n, "tiny", &err));
    FUZZ_PROMISE(!dmr_network_new(&net, model, NULL, &err));
    FUZZ_PROMISE(!dmr_parser_new(&parser, net, &err));
    atexit(close_parser);
}

typedef struct written {
    char *at;
    size_t n, room;
} written;

static int write_to(void *user, const char *bytes, size_t n)
{
    written *w = user;

    if (w->n + n > w->room) {
        w->room = 2 * (w->n + n);
        w->at = realloc(w->at, w->room);
        FUZZ_PROMISE(w->at);
    }
    if (n)
        memcpy(w->at + w->n, bytes, n);
    w->n += n;
    return 0;
}

static void same_trees(const dmr_tree *a, const dmr_tree *b)
{
    FUZZ_PROMISE(a->n == b->n && a->root == b->root);
    for (int32_t i = 0; i < a->n; i++) {
        FUZZ_PROMISE(a->words[i].head == b->words[i].head);
        FUZZ_PROMISE(a->words[i].rel == b->words[i].rel);
        FUZZ_PROMISE(a->words[i].upos == b->words[i].upos);
    }
}

/* What was written reads back: the same sentences, words and trees. */
static void check_written(const written *w, const dmr_tokens *tokens,
                          const dmr_tree *trees, dmr_arena *arena)
{
    dmr_conllu back;
    dmr_tree *again;
    demarche_error err = {0};

    if (dmr_conllu_read(&back, dmr_str(w->at, w->n), arena, &err)) {
        fprintf(stderr, "%s\n", err.message);
        FUZZ_PROMISE(!"reads back");
    }
    FUZZ_PROMISE(back.tokens.n_sentences == tokens->n_sentences);
    FUZZ_PROMISE(back.tokens.n_tokens == tokens->n_tokens);
    FUZZ_PROMISE(!dmr_conllu_trees(&again, &back, arena, &err));
    for (size_t s = 0; s < tokens->n_sentences; s++)
        same_trees(&trees[s], &again[s]);
}

static dmr_tree *parse(const dmr_tokens *tokens, dmr_arena *arena)
{
    dmr_tree *trees;
    dmr_parse_counts counts = {0};

    FUZZ_PROMISE(!dmr_parse(parser, tokens, arena, &trees, &counts, NULL));
    FUZZ_PROMISE(counts.words == tokens->n_tokens);
    for (size_t s = 0; s < tokens->n_sentences; s++)
        fuzz_check_tree(&trees[s]);
    return trees;
}

static void as_text(demarche_str bytes, dmr_arena *arena)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    dmr_documents documents;
    dmr_source source = {0};
    dmr_tokens tokens;
    written w = {0};
    demarche_error err = {0};
    bool got = false;

    opts.format = DEMARCHE_FORMAT_TEXT;
    FUZZ_PROMISE(!dmr_documents_open(&documents, bytes, &opts, &err));
    demarche_status status = dmr_documents_next(&documents, &source, &got, arena, &err);
    dmr_documents_close(&documents);
    if (status || !got)
        return;
    FUZZ_PROMISE(!dmr_text_split(&tokens, NULL, &source, arena, &err));
    for (size_t s = 0; s < tokens.n_sentences; s++)
        FUZZ_PROMISE(tokens.sentences[s].n <= DMR_SENTENCE_MAX);
    dmr_tree *trees = parse(&tokens, arena);
    FUZZ_PROMISE(
        !dmr_conllu_write_text(DMR_STR("fuzz"), &tokens, trees, write_to, &w, &err));
    check_written(&w, &tokens, trees, arena);
    free(w.at);
}

static void as_conllu(demarche_str bytes, dmr_arena *arena)
{
    dmr_conllu file;
    dmr_tree *gold;
    written w = {0};
    demarche_error err = {0};

    if (dmr_conllu_read(&file, bytes, arena, &err)) {
        FUZZ_PROMISE(err.message[0] && !strchr(err.message, '\n'));
        return;
    }
    if (dmr_conllu_trees(&gold, &file, arena, &err))
        FUZZ_PROMISE(err.message[0] && !strchr(err.message, '\n'));
    dmr_tree *trees = parse(&file.tokens, arena);
    FUZZ_PROMISE(!dmr_conllu_write(&file, trees, write_to, &w, &err));
    check_written(&w, &file.tokens, trees, arena);
    free(w.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    dmr_arena *arena = dmr_arena_new(0);

    open_parser();
    if (!arena)
        return 0;
    as_text(dmr_str((const char *)bytes, n), arena);
    as_conllu(dmr_str((const char *)bytes, n), arena);
    dmr_arena_free(arena);
    return 0;
}
