/*
 * Sentences in, trees out: part of speech, Penn tag, features, lemma, head and relation
 * of every word, by the network of the model file.
 *
 *     dmr_network *net;                       one, shared by all threads
 *     dmr_parser *parser;                     one for each worker
 *     dmr_tree *trees;
 *     DMR_TRY(dmr_network_open(&net, "model/english.model", NULL, err));
 *     DMR_TRY(dmr_parser_new(&parser, net, err));
 *     DMR_TRY(dmr_parse(parser, &tokens, arena, &trees, NULL, err));
 *
 * The same tokens, model and kernel give the same trees, however many sentences are
 * parsed in one call and on whatever thread.
 */
#ifndef DMR_PARSE_PARSER_H
#define DMR_PARSE_PARSER_H

#include "parse/network.h"

/* Scratch memory, some megabytes; one thread at a time. */
typedef struct dmr_parser dmr_parser;

/* What is worth counting; added to, not set. */
typedef struct dmr_parse_counts {
    size_t sentences, words;
    size_t mended; /* sentences whose best heads were no tree and were searched for */
    size_t pieces; /* pieces that sentences over DMR_SENTENCE_MAX words were parsed in */
} dmr_parse_counts;

/* `network` must outlive the parser. E_MEMORY. Free with dmr_parser_free. */
demarche_status dmr_parser_new(dmr_parser **out, const dmr_network *network,
                               demarche_error *err) DEMARCHE_MUST_CHECK;
void dmr_parser_free(dmr_parser *parser);

/*
 * Parse all sentences of `tokens` into *trees (tokens->n_sentences), linked, in the
 * arena; they point into `tokens`, the arena and the network, and live as long as these.
 * A sentence of more than DMR_SENTENCE_MAX words is parsed in pieces of that length, the
 * roots of the later pieces hung on the first as parataxis, and counted. A sentence
 * without words has root -1. counts may be NULL. E_MEMORY.
 */
demarche_status dmr_parse(dmr_parser *parser, const dmr_tokens *tokens, dmr_arena *arena,
                          dmr_tree **trees, dmr_parse_counts *counts,
                          demarche_error *err) DEMARCHE_MUST_CHECK;

/* What the network computed for a batch, for comparing it with the trainer's. */
typedef struct dmr_activations {
    size_t n;              /* words, at most DMR_SENTENCE_MAX */
    const float *embedded; /* (n, e) */
    const float *trunk;    /* (n, d) */
    const float *tags;     /* (n, tags.n) */
    const float *arcs;     /* (n, ld_arcs): column 0 the root, 1 + j word j */
    size_t ld_arcs;
} dmr_activations;

/* Run the network on one sentence of n <= DMR_SENTENCE_MAX words. For tests; the
 * pointers hold until the parser's next call. */
void dmr_parser_activations(dmr_parser *parser, const dmr_token *tokens, size_t n,
                            dmr_activations *out);

#endif
