/* What people type to search for, as a question of words for the record. Untrusted bytes. */
#ifndef DEMARCHE_SERVE_SEARCH_WORDS_H
#define DEMARCHE_SERVE_SEARCH_WORDS_H

#include "room_text.h"

enum { SEARCH_CHARACTERS_MOST = 200, SEARCH_SIGNS_MOST = 12 };

/*
 * Words as they are, each on its own: "Roh Tae-woo" and "US/UK" are words. With a quotation
 * mark, AND, OR, NOT, NEAR( or * in them they are a question: phrases, words that begin so,
 * words near each other, parentheses; up to SEARCH_SIGNS_MOST of these. `out` gets the text of
 * a demarche_query, which is always well-formed. NULL; or a sentence of ours on what is wrong.
 */
const char *search_words(room_text *out, const char *words);

#endif
