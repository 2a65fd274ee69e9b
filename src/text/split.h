/*
 * Text to sentences and tokens. Prose, lists, headings and bylines are split; navigation
 * is left out. A paragraph never shares a sentence with the next, but where a page ended
 * inside one (goes_on). Line breaks inside a paragraph are blanks; words that they broke
 * are whole again. Linear in the text.
 */
#ifndef DMR_TEXT_SPLIT_H
#define DMR_TEXT_SPLIT_H

#include "base/tables.h"
#include "read/source.h"
#include "text/token.h"

/* Abbreviations: immutable, shared by threads. */
typedef struct dmr_splitter dmr_splitter;

/*
 * Load abbreviations.tsv into the arena. E_LEXICON with file and line for a bad row, E_IO,
 * E_MEMORY.
 */
demarche_status dmr_splitter_load(dmr_splitter **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err);

/*
 * *out and all it points to lie in the arena; forms are slices of source->text but for
 * those of broken words. `splitter` may be NULL: then it knows no abbreviation but
 * initials and letters with stops ("U.S."). E_MEMORY only.
 */
demarche_status dmr_text_split(dmr_tokens *out, const dmr_splitter *splitter,
                               const dmr_source *source, dmr_arena *arena,
                               demarche_error *err);

#endif
