/*
 * Which blocks of an HTML page are the article, and which lead around it.
 *
 * Blocks are told by the figures of Kohlschütter, Fankhauser and Nejdl, "Boilerplate
 * Detection using Shallow Text Features" (WSDM 2010): the number of words of a block and of
 * its neighbours, and what share of them are links. As Readability does, we then look for
 * the element that holds most of what was told to be text, and listen to the names of
 * elements, classes and roles; a container that holds a good part of the page's text is no
 * navigation, whatever it is called.
 */
#ifndef DMR_READ_HTML_SCORE_H
#define DMR_READ_HTML_SCORE_H

#include "read/html_blocks.h"

/* Set `navigation` (and BYLINE as a kind) of every block, and the page's `body`. False for
 * want of memory. */
bool dmr_html_score(dmr_html_page *page);

#endif
