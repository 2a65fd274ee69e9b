/*
 * HTML made harmless for a parser whose time grows with the depth of nesting, with the
 * elements of formatting that are never closed, and with the attributes of one tag: tags
 * beyond what any page needs become blanks. Every other byte keeps its place.
 */
#ifndef DMR_READ_HTML_GUARD_H
#define DMR_READ_HTML_GUARD_H

#include "base/str.h"

enum {
    DMR_HTML_DEPTH = 256,      /* elements open at once */
    DMR_HTML_FORMATTING = 100, /* <b>, <font>, <a> ... of one name, open at once */
    DMR_HTML_ATTRIBUTES = 256, /* of one tag */
};

/* `bytes` itself where nothing is to be done, else a copy in the arena; {NULL, 0} for want
 * of memory. *left_out is the number of tags that became blanks. */
demarche_str dmr_html_guard(demarche_str bytes, size_t *left_out, dmr_arena *arena);

#endif
