/*
 * Numbers in digits and words: "6,000", "2.5 million", "thirty-six", "two hundred and
 * fifty thousand", "a dozen", "half a million", "tens of thousands".
 */
#ifndef DMR_MENTION_NUMERAL_H
#define DMR_MENTION_NUMERAL_H

#include "mention/mention.h"

typedef struct dmr_numeral {
    int32_t first, last; /* words */
    int32_t word;        /* the one that the tree counts with: the last of the number */
    double value;
    double scale;    /* of a number in digits, the scale behind it: "2.5 million" 1e6 */
    bool at_least;   /* "hundreds", "tens of thousands": the value is the least that the
                      plural can mean, 200 and 20000 */
    bool scaled;     /* has a scale ("million"), so that it is a number beyond doubt */
    bool year_shape; /* four digits and no comma */
    bool digits;     /* written in digits */
} dmr_numeral;

/* The longest number that begins at word i: the word behind it, or i where none does.
 * Bare "a" is no number, "a hundred" is. Ordinals are none. */
int32_t dmr_numeral_match(const dmr_tree *tree, int32_t i, dmr_numeral *out);

#endif
