/*
 * Sentences that go on over the end of a page: "asked the United States to", "- 12 -",
 * "sell him four hundred fighters".
 */
#ifndef DMR_READ_PAGES_H
#define DMR_READ_PAGES_H

#include "read/source.h"

/*
 * Where a page's number stands inside a sentence it becomes navigation, and the paragraph
 * before it goes on in the next. Other numbers stay what they are: nothing is left out
 * that need not be. Gives how many became navigation.
 */
size_t dmr_pages_join(dmr_paragraph *paragraphs, size_t n, demarche_str text);

/* The same where a page is known to end between two paragraphs, the last of one page and the
 * first of the next: says whether the first goes on, and marks both if so. */
bool dmr_pages_join_at(dmr_paragraph *above, dmr_paragraph *below, demarche_str text);

#endif
