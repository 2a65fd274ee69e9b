/*
 * Of which gender a noun, a title or a given name says somebody is: lexicon/genders.tsv.
 */
#ifndef DMR_MENTION_GENDER_LEXICON_H
#define DMR_MENTION_GENDER_LEXICON_H

#include "base/tables.h"

typedef struct dmr_genders dmr_genders; /* immutable, shared by threads */

typedef enum dmr_gender_kind {
    DMR_GENDER_NOUN = 0, /* by its lemma */
    DMR_GENDER_TITLE,
    DMR_GENDER_GIVEN,
} dmr_gender_kind;

enum { DMR_GENDER_UNKNOWN = 0, DMR_GENDER_HE, DMR_GENDER_SHE, DMR_GENDERS };

/* Load genders.tsv into the arena. E_LEXICON with file and line for a bad row. */
demarche_status dmr_genders_load(const dmr_genders **out, dmr_tables *tables,
                                 dmr_arena *arena,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

/* DMR_GENDER_... of a word in any writing, as such a kind. */
uint8_t dmr_gender_of(const dmr_genders *genders, dmr_gender_kind kind,
                      demarche_str word);

#endif
