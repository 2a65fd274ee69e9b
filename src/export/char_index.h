/*
 * From bytes to characters: standards that count Unicode code points ask where a byte of a
 * text stands among them. Made once for a text, then each answer costs at most one step's
 * bytes.
 */
#ifndef DMR_EXPORT_CHAR_INDEX_H
#define DMR_EXPORT_CHAR_INDEX_H

#include "base/str.h"

/* {0} is empty. On the heap. */
typedef struct dmr_char_index {
    const demarche_document *doc;
    demarche_str text;
    char id[17];    /* hash of the document's id: memory may be given out again */
    size_t *before; /* (n) characters before every so many bytes */
    size_t n, room;
} dmr_char_index;

/* Be the index of the document's text; nothing is done where it is already. E_MEMORY. */
demarche_status dmr_char_index_make(dmr_char_index *index, const demarche_document *doc,
                                    demarche_error *err);

/* Characters before that byte of the text (at most its length). */
size_t dmr_char_index_at(const dmr_char_index *index, size_t byte);

void dmr_char_index_free(dmr_char_index *index);

/* The last (first) `most` characters of s, or all. */
demarche_str dmr_last_chars(demarche_str s, size_t most);
demarche_str dmr_first_chars(demarche_str s, size_t most);

#endif
