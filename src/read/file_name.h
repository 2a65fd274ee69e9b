/*
 * What the name of a file says of the document in it, where names follow a corpus's rule.
 */
#ifndef DMR_READ_FILE_NAME_H
#define DMR_READ_FILE_NAME_H

#include "base/str.h"

/*
 * "AFG_44_1989.txt": a speech in the UN General Debate, as that corpus names its files:
 * state (ISO 3166-1 alpha-3, or -3), session, year (Baturo, Dasandi and Mikhaylov 2017,
 * "Understanding state preferences with text as data", Research & Politics 4(2)). Sets
 * speaker and date of *meta, slices of its path, where it does not have them.
 */
void dmr_file_name_meta(demarche_meta *meta);

#endif
