/*
 * The tree of an HTML page, as gumbo makes it, laid flat: nodes in order, each with where
 * its subtree ends, so that nothing that walks it needs to recurse.
 */
#ifndef DMR_READ_HTML_TREE_H
#define DMR_READ_HTML_TREE_H

#include <gumbo.h>

#include "base/str.h"
#include "base/vec.h"

enum { DMR_HTML_MAX = 64 * 1024 * 1024 }; /* bytes of a page */

typedef struct dmr_html_node {
    const GumboNode *node;
    GumboTag tag;    /* GUMBO_TAG_LAST: no element */
    uint32_t parent; /* index; the first node is its own */
    uint32_t end;    /* index behind the last node below it */
} dmr_html_node;

typedef struct dmr_html_tree {
    demarche_str bytes; /* of the page, UTF-8; offsets are places in it */
    dmr_html_node *at;  /* (n) */
    size_t n;
    size_t left_out; /* tags nested too deep */
    dmr_arena *own;  /* of tree and nodes */
} dmr_html_tree;

/* Bytes are UTF-8, and outlive the tree. E_LIMIT, E_MEMORY. Free with dmr_html_free. */
demarche_status dmr_html_parse(dmr_html_tree *out, demarche_str bytes,
                               demarche_error *err);
void dmr_html_free(dmr_html_tree *tree); /* {0} is fine */

/* Value of an attribute, with references resolved; empty where it is not there. */
demarche_str dmr_html_attribute(const dmr_html_node *node, const char *name);
bool dmr_html_has_attribute(const dmr_html_node *node, const char *name);

/* Text of a node that is text or white space, else empty; references resolved. */
demarche_str dmr_html_text(const dmr_html_node *node);
/* And as it stands in the page. */
demarche_str dmr_html_original(const dmr_html_node *node);

/* All text below a node, runs of blanks as one, at most `max` bytes; in the arena. */
demarche_str dmr_html_all_text(const dmr_html_tree *tree, size_t node, size_t max,
                               dmr_arena *arena);

#endif
