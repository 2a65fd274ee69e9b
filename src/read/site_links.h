/*
 * What one page of a folder says of others: whether it is a page of links, and which, how
 * deep, under which words.
 */
#ifndef DMR_READ_SITE_LINKS_H
#define DMR_READ_SITE_LINKS_H

#include "base/vec.h"
#include "read/html_tree.h"

/* A line of a listing or of contents. */
typedef struct dmr_site_line {
    demarche_str title; /* without numbering ("Chapter 4.") */
    demarche_str to;    /* path of the page it leads to, in normal form; or empty */
    uint32_t up;        /* the line it stands under: 1-based, 0: none */
    int indent;
} dmr_site_line;

typedef struct dmr_site_lines {
    DMR_VEC(dmr_site_line) list;
    demarche_str
        name; /* "X" of "X Table of Contents", else the page's heading or title */
} dmr_site_lines;

/* Whether two fifths of a page's letters are links, and there are two: a glance, without a
 * tree, so that a folder of articles is soon known as one. */
bool dmr_site_may_lead(demarche_str html);

/* The lines of a page at `path`, copied into the arena. E_LIMIT, E_MEMORY. */
demarche_status dmr_site_lines_read(dmr_site_lines *out, demarche_str html,
                                    demarche_str path, dmr_arena *arena,
                                    demarche_error *err);

/* `path` without "//", "." and "x/.." in it. {NULL, 0} for want of memory. */
demarche_str dmr_site_path(demarche_str path, dmr_arena *arena);

#endif
