/* The text of a part of a document: paragraphs of sentences, with what was coded in them. */
#ifndef DEMARCHE_SERVE_DOCUMENT_TEXT_H
#define DEMARCHE_SERVE_DOCUMENT_TEXT_H

#include "page.h"

typedef struct document_part {
    const char *document_id, *reading_id, *coding_id; /* digits */
    int64_t part;                                     /* from 1 */
} document_part;

/*
 * Into the model: `blocks` (kind, sentences: number, which is that of the address, ordinal, which is
 * from 1, coded, discarded, pieces: text with the event and the parts of it that they are) and `rows`,
 * the codings of these sentences; and for HTML the same as passages.
 */
demarche_status document_put_text(page *p, const document_part *part);

#endif
