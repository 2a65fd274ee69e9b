/*
 * Whether the lines of a block were broken to a width, as prose on a page is, or where
 * something ends: files with a sentence to a line, letters, addresses, verses.
 */
#ifndef DMR_READ_LINE_WIDTH_H
#define DMR_READ_LINE_WIDTH_H

#include "base/str.h"

typedef struct dmr_line_width {
    size_t width; /* bytes: four fifths of the lines are no longer */
    bool own; /* most lines end well before it, where the next word still had room, and
               * what is below begins anew: with a capital, a figure, a mark */
} dmr_line_width;

/* Of the lines from the front of `block` to the first blank one. Looks at each once. */
dmr_line_width dmr_line_width_of(demarche_str block);

/*
 * Whether a line that ends with `above` ends for a reason of its own, in a block where
 * most do: not in the middle of a sentence that goes on in small letters below for want
 * of room.
 */
bool dmr_line_width_ends(const dmr_line_width *width, demarche_str above,
                         demarche_str below);

#endif
