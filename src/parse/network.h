/*
 * The trained network as read from a model file: pointers into the mapped tensors, all
 * shapes checked against each other. Immutable; shared by all threads.
 *
 *   rows of a word -> sum (e) -> norm, linear (d) -> blocks of norm, convolution, gated
 *   scan, mix (d) -> norm -> heads: tags, lemma script, arcs, labels
 *
 * train/net.py is the same in PyTorch; docs/MODEL-FORMAT.md has the formulas.
 */
#ifndef DMR_PARSE_NETWORK_H
#define DMR_PARSE_NETWORK_H

#include "nn/kernels.h"
#include "nn/model.h"
#include "parse/tree.h"

enum {
    DMR_MAX_BLOCKS = 8,
    DMR_LEMMA_BITS = 12 /* of a lemma's key, for its index */
};

typedef struct dmr_block {
    const float *norm; /* (2, d): gain, bias */
    const float *conv; /* (n_taps, d) */
    dmr_layer gates;   /* d -> 3 d */
    dmr_layer mix;     /* d -> d */
} dmr_block;

/* How a lemma is made of a form. */
typedef struct dmr_script {
    char op;          /* 'k' as it is, 'l' lower case, 't' first letter upper */
    uint32_t off;     /* characters to take off the end */
    demarche_str add; /* to put there */
} dmr_script;

/* Part of speech, Penn tag and features that were seen together. */
typedef struct dmr_combo {
    uint32_t upos, xpos, feats; /* indexes into the network's labels */
} dmr_combo;

typedef struct dmr_network {
    dmr_model *model; /* owned */
    const dmr_kernels *kernels;

    size_t e, d, n_blocks, n_taps; /* widths of input and trunk */
    size_t tag, arc, rel;          /* widths of the heads' hidden layers */
    size_t at_dep, at_head, at_rel_dep, at_rel_head, head_n; /* columns of `heads` */

    /* Open addressing: key 0 is empty; slot -> row of word_rows. */
    const uint64_t *word_keys; /* (n_slots), n_slots a power of 2 */
    const uint32_t *word_slots;
    size_t n_slots, n_words, n_buckets;
    const int8_t *word_rows;   /* (n_words, e); row 0: unknown */
    const float *word_scale;   /* (n_words) */
    const int8_t *hashed_rows; /* (n_buckets, e), n_buckets a power of 2 */
    const float *hashed_scale;

    const float *in_norm; /* (2, e) */
    dmr_layer in;         /* e -> d */
    dmr_block blocks[DMR_MAX_BLOCKS];
    const float *out_norm; /* (2, d) */
    dmr_layer heads; /* d -> tag, arc (dependent), arc (head), rel (dep.), rel (head) */
    dmr_layer tags;  /* tag -> upos, xpos, feats, scripts, entity types */
    dmr_layer arcs;  /* arc -> arc */
    dmr_layer rels;  /* 2 rel -> relations */
    const float *arc_root, *rel_root;

    size_t n_upos, n_xpos, n_feats, n_scripts, n_ents, n_rels, n_combos, n_lemmas;
    size_t n_tags;          /* outputs of `tags` in use: the sum of the first five */
    uint8_t *upos;          /* (n_upos): dmr_upos of each label */
    uint8_t *rels_by_label; /* (n_rels): dmr_rel */
    uint8_t *ents;          /* (n_ents): dmr_entity_kind; n_ents 0: knows no entities */
    demarche_str *xpos, *feats;
    dmr_script *scripts;
    const dmr_combo *combos;    /* (n_combos) */
    uint32_t *combo_order;      /* (n_combos): their indexes by Penn tag */
    uint32_t *combo_begin;      /* (n_xpos + 1): where each tag's begin in combo_order */
    const uint64_t *lemma_keys; /* (n_lemmas), ascending */
    uint32_t *lemma_begin; /* (2^DMR_LEMMA_BITS + 1): where keys with these first bits
                                   begin in lemma_keys */
    demarche_str *lemmas;  /* (n_lemmas) */
    int32_t *offsets[2 * DMR_MAX_BLOCKS + 5]; /* of the layers, to be freed */
    size_t n_offsets;
} dmr_network;

/*
 * Open the model at `path` for kernel `kernel` (NULL, "auto", "plain", "avx2", "avx512").
 * E_IO, E_MODEL, E_ARGUMENT (kernel), E_MEMORY. Free with dmr_network_free.
 */
demarche_status dmr_network_open(dmr_network **out, const char *path, const char *kernel,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

/* The same of an open model, which the network owns from here on, also on failure. */
demarche_status dmr_network_new(dmr_network **out, dmr_model *model, const char *kernel,
                                demarche_error *err) DEMARCHE_MUST_CHECK;

void dmr_network_free(dmr_network *network);

#endif
