/*
 * A paragraph as it was written, before it was set in lines and pages: a word broken at
 * the end of a line ("govern-\nments") is whole, and what stood between two pages (their
 * number) is gone. Most paragraphs need none of this and stay slices of the text.
 */
#ifndef DMR_TEXT_REJOIN_H
#define DMR_TEXT_REJOIN_H

#include "read/source.h"

/* From byte `at` of the mended text on, bytes lie `shift` further on in the document. */
typedef struct dmr_rejoin_cut {
    size_t at, shift;
} dmr_rejoin_cut;

typedef struct dmr_rejoined {
    demarche_str text;          /* in the arena */
    const dmr_rejoin_cut *cuts; /* (n_cuts), ascending; the first is at 0 */
    size_t n_cuts;              /* 0: there was nothing to mend, and `text` is not set */
} dmr_rejoined;

/*
 * Mend paragraphs[0, n), the last n - 1 of which go on the first; navigation among them is
 * left out. False for want of memory. Linear.
 */
bool dmr_rejoin(dmr_rejoined *out, demarche_str text, const dmr_paragraph *paragraphs,
                size_t n, dmr_arena *arena);

/* The byte of the document that byte `at` of the mended text is. *cut is where the search
 * begins and ends: 0 at first, then as it was left, for `at` that only grow. */
size_t dmr_rejoin_origin(const dmr_rejoined *mended, size_t at, size_t *cut);

#endif
