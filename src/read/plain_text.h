/*
 * Plain text: paragraphs, a title where the first of them looks like one, bylines and
 * datelines. The text stays as it is.
 */
#ifndef DMR_READ_PLAIN_TEXT_H
#define DMR_READ_PLAIN_TEXT_H

#include "read/source.h"

/* Fill paragraphs, title and date of *source, whose text is set. E_MEMORY. */
demarche_status dmr_plain_text(dmr_source *source, dmr_arena *arena, demarche_error *err);

/*
 * For any format once the paragraphs are there: short lines at the head that hold a date
 * ("Canberra, 15 October 1971") become bylines, and the first one's date the document's
 * where it has none yet. `paragraphs` are the source's.
 */
void dmr_plain_datelines(dmr_source *source, dmr_paragraph *paragraphs, dmr_arena *arena);

#endif
