/*
 * What the network makes of a word before it looks at the words around: a function of
 * the form and of the blank before it alone, so it is kept for the next time the word
 * comes. Texts repeat their words: for most, no rows need be gathered. A word that is
 * not there, or was driven out by another, is computed anew, to the same bits.
 *
 * One for each parser, some megabytes, of which only what is used is touched.
 */
#ifndef DMR_PARSE_WORD_CACHE_H
#define DMR_PARSE_WORD_CACHE_H

#include "base/str.h"
#include "demarche.h"

typedef struct dmr_word_cache dmr_word_cache;

/* For vectors of `width` floats. NULL for want of memory. */
dmr_word_cache *dmr_word_cache_new(size_t width);
void dmr_word_cache_free(dmr_word_cache *cache);

/* The word's vector (width), which holds until the next put; NULL if it is not there. */
const float *dmr_word_cache_get(const dmr_word_cache *cache, demarche_str form,
                                bool glued);

/* Keep a copy of the word's vector; forms over 38 bytes are not kept. */
void dmr_word_cache_put(dmr_word_cache *cache, demarche_str form, bool glued,
                        const float *vector);

#endif
