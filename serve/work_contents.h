/*
 * The contents of a work: its sections and documents in their order, as the work numbers its
 * sections, and where it does not by the names of the files, counted as people count (2 before
 * 10). Headings that say but what the documents below them are called are left out.
 */
#ifndef DEMARCHE_SERVE_WORK_CONTENTS_H
#define DEMARCHE_SERVE_WORK_CONTENTS_H

#include "page.h"

enum {
    WORK_DOCUMENTS_MOST = 1000, /* on a page */
    WORK_ORDERED_MOST = 5000,   /* that are put in order; more stand as they came */
    WORK_DEEP = 12              /* sections in each other */
};

/*
 * Put `contents`, and `rows` (its documents), of the page that begins with document `first`, and
 * the links to other pages. What stands in sections that are not listed or too deep comes last,
 * behind a line that says so (`beyond` of it).
 */
demarche_status work_put_contents(page *p, json_t *sections, json_t *documents,
                                  size_t first);

/* The documents of a work in that order; the caller's. */
demarche_status work_order(page *p, json_t *sections, json_t *documents, json_t **out);

/* The documents before ([0]) and behind ([1]) one of a work in its contents: `doc`, `title`; the
 * caller's, NULL where there is none. `document`: `document_id`, `doc`, `work_id`. */
demarche_status work_neighbours(page *p, const json_t *document, json_t *around[2]);

#endif
