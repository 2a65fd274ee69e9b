/*
 * Marks of footnotes ("<sup><a href="#fn1">1</a></sup>") and where they lead.
 */
#ifndef DMR_READ_HTML_MARKS_H
#define DMR_READ_HTML_MARKS_H

#include "base/hash.h"
#include "read/html_tree.h"

typedef struct dmr_html_marks {
    const dmr_html_tree *tree;
    dmr_arena *arena;
    dmr_map *targets; /* from the name a mark leads to, to the node of the mark */
} dmr_html_marks;

/* Find all marks of a tree. False for want of memory. */
bool dmr_html_marks_find(dmr_html_marks *out, const dmr_html_tree *tree,
                         dmr_arena *arena);

/* Whether the element is a mark, or leads back from a note to its mark. */
bool dmr_html_is_mark(const dmr_html_marks *marks, size_t node);

/* Whether a mark that stands before it leads to the element: a note begins. */
bool dmr_html_is_note(const dmr_html_marks *marks, size_t node);

#endif
