/* A document's text as its page sets it: paragraphs, each with what was coded from it beside. */
#ifndef DEMARCHE_SERVE_PASSAGES_H
#define DEMARCHE_SERVE_PASSAGES_H

#include "page.h"

/*
 * Of the model's `blocks` and `rows` (codings, in the order of their sentences) makes what only HTML
 * has: `drawn.passages`, a paragraph each: kind, heading, sentences (as in blocks, and `runs`: their
 * pieces, those of one marked phrase as one), `cards` where there are `any`, and where all would be much longer than
 * the text `several` that are `more` (`n_more`). A heading at the very begin that is the document's title becomes
 * `drawn.heading` instead, and stands at the page's head; its codings stand beside the first paragraph.
 */
void passages_put(page *p);

#endif
