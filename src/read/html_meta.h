/*
 * What an HTML page says of itself: <meta>, <title>, <time>, <link>, JSON-LD.
 */
#ifndef DMR_READ_HTML_META_H
#define DMR_READ_HTML_META_H

#include "read/html_blocks.h"
#include "read/meta_field.h"

/* Set title, date of publication (never that of a change), source, URL and language.
 * `heading` is the page's own heading, or empty; `time_end` the node before which a <time>
 * belongs to the article's head. False for want of memory. */
bool dmr_html_meta(dmr_meta *meta, const dmr_html_tree *tree, demarche_str heading,
                   size_t time_begin, size_t time_end);

#endif
