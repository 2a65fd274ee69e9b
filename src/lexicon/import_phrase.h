/* Rows of actor_phrases.tsv and agent_phrases.tsv: names and nouns with the dictionary's own
 * codes. */
#ifndef DMR_LEXICON_IMPORT_PHRASE_H
#define DMR_LEXICON_IMPORT_PHRASE_H

#include "lexicon/import.h"

/* Add a name (or, `agent`, a noun, whose code has "~") with one of its codes; days in ISO,
 * empty where open. */
demarche_status dmr_import_phrase(dmr_import_file *f, demarche_str phrase, bool agent,
                                  demarche_str code, demarche_str from,
                                  demarche_str until, demarche_str note, size_t line);

/* "MINISTRY" as "MINISTRIES", in the arena; NULL for want of memory. */
demarche_str dmr_import_plural(dmr_arena *arena, demarche_str word);

#endif
