/* Persons among the actors of a dictionary. */
#ifndef DMR_LEXICON_IMPORT_PERSON_H
#define DMR_LEXICON_IMPORT_PERSON_H

#include "lexicon/import_timeline.h"

/*
 * Whether an entry is a person: its name has no word that bodies have ("of", "council"),
 * and a code says so (ELI is mostly of persons), or one of its names is another one behind
 * a title ("PRESIDENT_JOSIPOVIC", "JOSIPOVIC"), or it has several words and is somebody of
 * the government, or of an international body, on some days only.
 */
bool dmr_import_is_person(const demarche_import *im, const dmr_import_name *names,
                          size_t n_names, const dmr_import_code *codes, size_t n_codes);

#endif
