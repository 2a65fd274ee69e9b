/* Persons among the actors of a dictionary. */
#ifndef DMR_LEXICON_IMPORT_PERSON_H
#define DMR_LEXICON_IMPORT_PERSON_H

#include "lexicon/import_timeline.h"

/*
 * Whether an entry is a person: a code says so (ELI is only of persons), one of its names
 * is another one behind a title ("PRESIDENT_JOSIPOVIC", "JOSIPOVIC"), or it holds an office
 * of the government for some days and its name has no word that bodies have.
 */
bool dmr_import_is_person(const demarche_import *im, const dmr_import_name *names,
                          size_t n_names, const dmr_import_code *codes, size_t n_codes);

#endif
