/*
 * Text to paragraphs: blank lines part them, and so does the end of a long line that ends
 * a sentence (texts that keep a paragraph on one line, without blank lines between). A
 * paragraph whose lines were broken to a width stays one. What a paragraph is — heading,
 * byline, item of a list — shows in its shape.
 */
#ifndef DMR_READ_BLOCKS_H
#define DMR_READ_BLOCKS_H

#include "base/str.h"
#include "base/vec.h"
#include "read/source.h"

typedef struct dmr_blocks {
    dmr_arena *arena;
    size_t top; /* paragraphs before this one are not of the text: navigation */
    DMR_VEC(dmr_paragraph) list;
    uint64_t navigation; /* paragraphs of `list` that were found to number a page */
} dmr_blocks;

/* Add a paragraph; blanks at its ends are left out, and nothing is added where only
 * blanks are left. False for want of memory. */
bool dmr_blocks_add(dmr_blocks *blocks, demarche_str text, size_t start, size_t end,
                    dmr_paragraph_kind kind);

/* Add the paragraphs of text[start, end), with their kinds. E_MEMORY. */
demarche_status dmr_blocks_split(dmr_blocks *blocks, demarche_str text, size_t start,
                                 size_t end, demarche_error *err);

/* The kind that a paragraph's shape tells. `first` is true at the head of a document,
 * where a byline or dateline may stand. */
dmr_paragraph_kind dmr_blocks_kind(demarche_str paragraph, bool first);

/* One short line without the stop of a sentence, as headings are. */
bool dmr_blocks_is_heading(demarche_str line);

/* The last sign is a stop, colon or the like; quotes and brackets behind it do not matter. */
bool dmr_blocks_ends_sentence(demarche_str s);

/* Bytes of a list's marker and the blank behind it ("- ", "3) ", "(iv) "), or 0. */
size_t dmr_blocks_marker(demarche_str line);

/* Date of a dateline ("Canberra, 15 October 1971", "June 1990"), EDTF; empty where the
 * line is none. */
demarche_str dmr_blocks_dateline(demarche_str line, dmr_arena *arena);

/* Take the next line off *rest, without its line break. False at the end. */
bool dmr_blocks_line(demarche_str *rest, demarche_str *line);

#endif
