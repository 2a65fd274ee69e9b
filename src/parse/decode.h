/*
 * From arc scores to a tree: each word's best head where that is a tree with one root,
 * else the best tree by Chu and Liu (1965) and Edmonds (1967).
 */
#ifndef DMR_PARSE_DECODE_H
#define DMR_PARSE_DECODE_H

#include "demarche.h"
#include <stddef.h>

/* Bytes of scratch that dmr_decode_tree needs for sentences of up to n words. */
size_t dmr_decode_scratch(size_t n);

/*
 * scores (n, lds): scores[i][0] of word i as the root, scores[i][1 + j] of word j as its
 * head. heads (n) out: 0-based index, -1 for the one root. `scratch` aligned to 16.
 * Returns true where the greedy heads had to be mended. Ties go to the leftmost head.
 */
bool dmr_decode_tree(size_t n, const float *scores, size_t lds, int32_t *heads,
                     void *scratch);

#endif
