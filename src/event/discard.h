/*
 * Discards: phrases that leave out the sentence in which they stand, or the whole document
 * (lexicon/discards.tsv, which a lexicon need not have). What is left out is read and
 * counted, but gives no events.
 *
 * A phrase is found word by word, whatever the case, the diacritics and the hyphens; its
 * last word in the plural as well ("gold medal" in "two gold medals").
 */
#ifndef DMR_EVENT_DISCARD_H
#define DMR_EVENT_DISCARD_H

#include "base/tables.h"
#include "event/ontology.h"
#include "text/token.h"

/* Read discards.tsv of all layers; without that file there are none. E_LEXICON for a bad
 * row. */
demarche_status dmr_discards_load(const dmr_discards **out, dmr_tables *tables,
                                  dmr_arena *arena, demarche_error *err);

size_t dmr_discards_count(const dmr_discards *discards);

/*
 * *out becomes the phrase that leaves each sentence out, empty where none does (n_sentences,
 * in the arena; the phrases are the lexicon's); NULL where the lexicon has no discards. A
 * phrase for whole documents leaves out all sentences. E_MEMORY.
 */
demarche_status dmr_discards_find(const demarche_str **out, const dmr_discards *discards,
                                  const dmr_tokens *tokens, dmr_arena *arena,
                                  demarche_error *err);

#endif
