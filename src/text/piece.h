/*
 * Pieces: the words of one paragraph before they are gathered into sentences.
 */
#ifndef DMR_TEXT_PIECE_H
#define DMR_TEXT_PIECE_H

#include "base/vec.h"
#include "text/abbrev.h"
#include "text/glyph.h"

typedef enum dmr_piece_kind {
    DMR_PIECE_WORD = 0,
    DMR_PIECE_NUMBER,
    DMR_PIECE_STOP, /* a single stop */
    DMR_PIECE_MARK, /* ! ? and runs with one of them */
    DMR_PIECE_DOTS, /* "..." */
    DMR_PIECE_OPEN, /* bracket */
    DMR_PIECE_CLOSE,
    DMR_PIECE_LQUOTE,
    DMR_PIECE_RQUOTE,
    DMR_PIECE_DASH,
    DMR_PIECE_COMMA,
    DMR_PIECE_SEMI,
    DMR_PIECE_COLON,
    DMR_PIECE_OTHER,
    DMR_PIECE_ABBREV,  /* ends in its own stop: `abbrev` says which kind */
    DMR_PIECE_INITIAL, /* "J." */
    DMR_PIECE_SMILEY,
} dmr_piece_kind;

typedef struct dmr_piece {
    size_t start, end; /* bytes of the text */
    uint8_t kind;      /* dmr_piece_kind */
    uint8_t abbrev;    /* dmr_abbrev */
    uint8_t first;     /* dmr_glyph of its first character */
    uint8_t sign; /* of a telegram's STOP '.', of its COMMA ',', of a number that marks
                        * a footnote '*'; else 0 */
    bool space_after;
    bool joins_next;
} dmr_piece;

typedef struct dmr_pieces {
    dmr_piece *at;
    size_t n, room;
    bool small; /* its sentences begin in small letters, many of them */
} dmr_pieces;

/*
 * Cut text[start, end), one paragraph, into *out, which is emptied first and grows in the
 * arena. False for want of memory.
 */
bool dmr_piece_cut(dmr_pieces *out, const dmr_splitter *splitter, demarche_str text,
                   size_t start, size_t end, dmr_arena *arena);

/*
 * The number of pieces of the sentence that begins at pieces->at[from]: at least 1.
 * `closers` is dmr_boundary_brackets's.
 */
size_t dmr_boundary_next(const dmr_pieces *pieces, size_t from, demarche_str text,
                         const uint32_t *closers, bool cable);

/*
 * For every opening bracket the index of its closing one, 0 where it has none or a far
 * one; for the other pieces 0. NULL for want of memory.
 */
uint32_t *dmr_boundary_brackets(const dmr_pieces *pieces, demarche_str text,
                                dmr_arena *arena);

/* Find out whether the writer does without capitals: "i asked him. he said no." */
void dmr_boundary_mark_small(dmr_pieces *pieces, demarche_str text);

/* Give the numbers that mark footnotes ("agreed.12 The", "the pact,2 which") their sign. */
void dmr_boundary_mark_notes(const dmr_pieces *pieces, demarche_str text);

/*
 * Give STOP and COMMA their signs where the paragraph is a telegram's: in capitals with a
 * STOP at its end or `many` in the document, or with several that end sentences. True
 * where it is.
 */
bool dmr_boundary_mark_cable(const dmr_pieces *pieces, demarche_str text, bool many);

#endif
