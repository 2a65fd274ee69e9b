/*
 * What the name, role, class and id of an HTML element say of its content.
 */
#ifndef DMR_READ_HTML_HINTS_H
#define DMR_READ_HTML_HINTS_H

#include "read/html_tree.h"

typedef enum dmr_html_hint {
    DMR_HTML_HINT_NONE = 0,
    DMR_HTML_HINT_AROUND,  /* leads around, asks, sells: a menu, a banner, a footer */
    DMR_HTML_HINT_ARTICLE, /* holds the article */
    DMR_HTML_HINT_BYLINE,  /* who wrote it and when */
} dmr_html_hint;

dmr_html_hint dmr_html_hint_of(const dmr_html_tree *tree, size_t node);

#endif
