/*
 * Sentences and tokens in the conventions of Universal Dependencies 2 for English
 * (EWT): hyphens, clitics and possessive 's are words of their own. All are byte spans
 * of the document's text.
 */
#ifndef DMR_TEXT_TOKEN_H
#define DMR_TEXT_TOKEN_H

#include "base/str.h"

/*
 * A syntactic word. In English every word is a slice of the text, those inside a
 * multi-word token ("do" + "n't") too.
 */
typedef struct dmr_token {
    size_t start, end;
    demarche_str form; /* text[start, end), but of a word broken at a line's end the whole
                        * word ("govern-\nments": "governments"), of CoNLL-U the FORM */
    demarche_str look; /* what the network sees where that is not the form: "." for the
                        * STOP of a telegram, "*" for a footnote's number; else empty */
    bool space_after;  /* blank or line break behind it, or the end of the text */
    bool joins_next;   /* same multi-word token as the next word: "do|n't", "Seoul|'s" */
} dmr_token;

typedef struct dmr_sentence {
    size_t start, end;  /* from first token to last */
    uint32_t paragraph; /* index into the source's paragraphs */
    uint32_t first, n;  /* tokens */
} dmr_sentence;

typedef struct dmr_tokens {
    const dmr_sentence *sentences; /* (n_sentences) */
    size_t n_sentences;
    const dmr_token *tokens; /* (n_tokens) */
    size_t n_tokens;
    size_t n_long_sentences; /* pieces that had to be split for length */
} dmr_tokens;

/* Longest sentence in words; what is longer is split and counted. */
enum { DMR_SENTENCE_MAX = 400 };

#endif
