/*
 * Markdown within a line: emphasis, code, links, notes, escapes, tags, entities.
 */
#ifndef DMR_READ_MARKDOWN_INLINE_H
#define DMR_READ_MARKDOWN_INLINE_H

#include "read/origin.h"

/*
 * A text that is being written of pieces of another one, and the way back. There must be
 * room at `out`. For want of memory `failed` is set, and the way back ends there.
 */
typedef struct dmr_copy {
    char *out;
    size_t n;         /* bytes there */
    const char *from; /* first byte of the text that it is made of */
    dmr_origin origin;
    dmr_arena *arena; /* of `origin` */
    bool failed;
} dmr_copy;

/* Bytes of the text `from` as they are. */
void dmr_copy_put(dmr_copy *copy, demarche_str words);

/* `shown` for the sign that stands at `at` and takes `took` bytes there. */
void dmr_copy_sign(dmr_copy *copy, demarche_str shown, const char *at, size_t took);

/*
 * Write the words of one line, which lies in the text `from`: no more than line.len bytes.
 * Linear in the line, whatever it holds: brackets that do not close are text.
 */
void dmr_markdown_inline(demarche_str line, dmr_copy *out);

#endif
