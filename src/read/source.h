/*
 * What `read` gives: one document's text, told apart into paragraphs, and what the
 * document says of itself. Offsets are bytes of `text`, which is valid UTF-8 without
 * control characters other than tab and newline.
 */
#ifndef DMR_READ_SOURCE_H
#define DMR_READ_SOURCE_H

#include "base/arena.h"
#include "demarche.h"
#include "read/origin.h"

typedef enum dmr_paragraph_kind {
    DMR_PARAGRAPH_PROSE = 0,
    DMR_PARAGRAPH_HEADING,
    DMR_PARAGRAPH_LIST, /* one item */
    DMR_PARAGRAPH_BYLINE,
    DMR_PARAGRAPH_NAVIGATION, /* "Country Listing", "Data as of ..." */
    DMR_PARAGRAPH_NOTE,       /* a footnote, behind the paragraph that it belongs to */
} dmr_paragraph_kind;

/* A block of text between blank lines; it may hold single line breaks. */
typedef struct dmr_paragraph {
    size_t start, end;
    dmr_paragraph_kind kind;
    bool goes_on; /* the page ended inside its last sentence, which goes on in the next
                   * paragraph that is no navigation */
} dmr_paragraph;

/* What an input asks of the coder: the <Config> of PETRARCH's XML. */
typedef struct dmr_coder_wishes {
    bool one_side;            /* events of which one party is not known: require_dyad */
    uint32_t new_actor_words; /* noun phrases of up to so many words are parties by
                                 their words: new_actor_length */
} dmr_coder_wishes;

typedef struct dmr_source {
    demarche_str text;
    demarche_str
        parse; /* rows of CoNLL that came with it, in place of a text; or empty */
    demarche_meta meta;
    dmr_coder_wishes wishes;
    const dmr_paragraph *paragraphs; /* (n_paragraphs), in order, not overlapping */
    size_t n_paragraphs;
    demarche_counts counts;          /* bytes, repaired, controls, navigation_lines */
    size_t source_start, source_end; /* bytes of the input that the document takes */
    const demarche_named *named; /* (n_named) persons that the input itself points out */
    size_t n_named;
    dmr_origin origin; /* where each byte of the text came from */
} dmr_source;

/* "prose", "heading", ... Static. */
const char *dmr_paragraph_kind_name(dmr_paragraph_kind kind);

#endif
