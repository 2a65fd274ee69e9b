/*
 * The state of cutting one paragraph; shared by piece.c (which walks), word.c (words) and
 * number.c (numbers and addresses). Every look ahead is bounded by LOOK bytes, so that a
 * paragraph without blanks is still cut in linear time.
 */
#ifndef DMR_TEXT_CUTTER_H
#define DMR_TEXT_CUTTER_H

#include "text/affix.h"
#include "text/piece.h"

enum { DMR_CUTTER_LOOK = 128 };

typedef struct dmr_cutter {
    const dmr_splitter *splitter;
    const char *text;  /* the document's */
    size_t begin, end; /* the paragraph */
    size_t at;         /* next byte */
    size_t chunk_end;  /* end of the bytes without blank that `at` is in */
    bool in_single;    /* a single quote is open */
    bool in_double;    /* a " is open */
    bool failed;       /* want of memory */
    dmr_pieces *out;
    dmr_arena *arena;
} dmr_cutter;

/* Append text[c->at, end) and go behind it. */
void dmr_cutter_put(dmr_cutter *c, size_t end, dmr_piece_kind kind);

/* Class of the character at `at`; BLANK at the end of the chunk. *len is 0 there. */
static inline dmr_glyph dmr_cutter_glyph(const dmr_cutter *c, size_t at, size_t *len)
{
    if (at >= c->chunk_end) {
        *len = 0;
        return DMR_GLYPH_BLANK;
    }
    return dmr_glyph_at(c->text + at, c->chunk_end - at, len);
}

/* First letter or digit behind `at`, blanks, brackets and quotes skipped; `end` of the
 * paragraph where there is none near. */
size_t dmr_cutter_next_word(const dmr_cutter *c, size_t at);

/* The letters that begin at `at` (bounded). */
demarche_str dmr_cutter_letters(const dmr_cutter *c, size_t at);

/* Cut the word or the number that begins at c->at. */
void dmr_cutter_word(dmr_cutter *c);
void dmr_cutter_number(dmr_cutter *c);

/* Cut an address, file name or smiley at c->at; false where there is none. */
bool dmr_cutter_address(dmr_cutter *c);
bool dmr_cutter_smiley(dmr_cutter *c);

/* The end of a word that goes on as an address or file name at its stop `at`; 0: no. */
size_t dmr_cutter_dotted_name(const dmr_cutter *c, size_t start, size_t stop);

#endif
