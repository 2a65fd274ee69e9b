/*
 * What the network sees of a word: its row in the word table, and hashed rows for the
 * beginnings and ends of its lower-cased form, its shape, and whether a blank stands
 * before it. docs/MODEL-FORMAT.md, "Features of a word"; train/data.py does the same.
 */
#ifndef DMR_PARSE_FEATURES_H
#define DMR_PARSE_FEATURES_H

#include "parse/network.h"

enum {
    DMR_WORD_BYTES = 200,    /* what lies behind is not looked at */
    DMR_PLAIN_BYTES = 256,   /* room for those, typographic marks made plain */
    DMR_HASHED_FEATURES = 11 /* at most */
};

typedef struct dmr_features {
    uint32_t word;                        /* row of the word table, 0: unknown */
    uint32_t n;                           /* hashed rows */
    uint32_t hashed[DMR_HASHED_FEATURES]; /* rows of the hashed table */
} dmr_features;

/*
 * The first 200 bytes of form without a cut character, with typographic quotes, dashes
 * and dots as ASCII. Returns the number of bytes.
 */
size_t dmr_features_plain(demarche_str form, char out[DMR_PLAIN_BYTES]);

/* The features of one word. glued: no blank stands before it. */
void dmr_features_of(const dmr_network *network, demarche_str form, bool glued,
                     dmr_features *out);

#endif
