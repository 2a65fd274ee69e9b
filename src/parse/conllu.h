/*
 * CoNLL-U, https://universaldependencies.org/format.html: reading sentences and words,
 * writing them with an analysis.
 *
 * What is read keeps its comments, ranges of multi-word tokens, empty nodes and MISC as
 * they came, so that a file can be written back with a new analysis and nothing else
 * changed (DEPS of words becomes "_": it belonged to the old analysis).
 *
 * What a word heads stands in MISC before all else, as `EntityHead=person` (the types:
 * tree.h); nothing where it heads no entity. Where any word does, spans are written too
 * (entity_layer.h), and those that the file came with are left out, as DEPS is.
 */
#ifndef DMR_PARSE_CONLLU_H
#define DMR_PARSE_CONLLU_H

#include "parse/tree.h"

typedef enum dmr_conllu_kind {
    DMR_CONLLU_COMMENT, /* "# ..." */
    DMR_CONLLU_RANGE,   /* "3-4" */
    DMR_CONLLU_EMPTY,   /* "8.1" */
    DMR_CONLLU_WORD,
} dmr_conllu_kind;

/* A line as it came, without its line break; columns of words are slices of it. */
typedef struct dmr_conllu_line {
    dmr_conllu_kind kind;
    uint32_t range_last; /* of a range: its last word, counted from 1 */
    demarche_str text;
    demarche_str column[10];
} dmr_conllu_line;

typedef struct dmr_conllu_lines {
    size_t first, n; /* lines of one sentence */
} dmr_conllu_lines;

/*
 * `text` is made of the forms and of a blank behind each that has one (a line break
 * behind a sentence): the tokens' spans are of this text. Each "# newpar" or "# newdoc"
 * begins a paragraph.
 */
typedef struct dmr_conllu {
    demarche_str text;
    dmr_tokens tokens;
    const dmr_conllu_lines *sentences; /* (tokens.n_sentences) */
    const dmr_conllu_line *lines;
    size_t n_lines;
} dmr_conllu;

/*
 * Read a whole file. Slices point into `bytes`, everything else lies in the arena.
 * E_FORMAT with the line in the message and in err->offset where a line has not ten
 * columns or the ids do not count 1, 2, 3; E_MEMORY; E_LIMIT over 2^31 words. A last
 * sentence without its empty line counts. A file without sentences is fine.
 */
demarche_status dmr_conllu_read(dmr_conllu *out, demarche_str bytes, dmr_arena *arena,
                                demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The trees that the file holds, linked, in the arena: for gold trees and tests. A tag
 * or relation we do not know is X or dep, an entity type we do not know none. E_FORMAT with the line where heads are
 * no tree with one root.
 */
demarche_status dmr_conllu_trees(dmr_tree **out, const dmr_conllu *file, dmr_arena *arena,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

/* Write what was read with the analysis of `trees` (tokens.n_sentences). E_IO. */
demarche_status dmr_conllu_write(const dmr_conllu *file, const dmr_tree *trees,
                                 demarche_write_fn write, void *user,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * Write a text's sentences: "# newdoc id", "# newpar", "# sent_id" (counted from 1) and
 * "# text" comments (of the words, where a line broke one whole), ranges for words that share a token, SpaceAfter=No. doc_id may be
 * empty. E_IO.
 */
demarche_status dmr_conllu_write_text(demarche_str doc_id, const dmr_tokens *tokens,
                                      const dmr_tree *trees, demarche_write_fn write,
                                      void *user,
                                      demarche_error *err) DEMARCHE_MUST_CHECK;

#endif
