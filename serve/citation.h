/*
 * How to cite a page of the room, and the document that a page shows: as plain text, BibTeX, RIS
 * and CSL-JSON (https://citeproc-js.readthedocs.io, csl-data.json). A page is cited with the state
 * of its record, with what narrows it and with its path; the host of the room and the day of
 * reading are the reader's.
 */
#ifndef DEMARCHE_SERVE_CITATION_H
#define DEMARCHE_SERVE_CITATION_H

#include "page.h"

/* Of a page that is there: the model gets `cite` (CSL-JSON), of a document's page `cite_source`
 * too, and `head` gets `cite` and `cite_source`: objects of `text`, `bibtex` and `ris`. `path` is
 * the page's own, percent-encoded, with its query. Beside that the model has to have its title,
 * `record` and `state`. */
void citation_put(page *p, json_t *head, const char *path);

/* The entries of the page as a file: BibTeX, or RIS. False where the page has none. */
bool citation_put_file(room_text *out, const json_t *head, bool ris);

#endif
