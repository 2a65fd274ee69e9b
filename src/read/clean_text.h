/*
 * From foreign bytes to text that every later stage may trust: UTF-8, without control
 * characters other than tab and newline. Bytes keep their places where that is possible:
 * what is replaced is replaced by as many blanks, save for invalid UTF-8.
 */
#ifndef DMR_READ_CLEAN_TEXT_H
#define DMR_READ_CLEAN_TEXT_H

#include "base/str.h"

/*
 * A copy of `bytes` in the arena: byte order mark taken off, UTF-16 made UTF-8, invalid
 * sequences made U+FFFD (counted in counts->repaired), control characters made blanks
 * (counted in counts->controls), "\r\n" made " \n" and a lone "\r" "\n". E_LIMIT above
 * `max` bytes, E_FORMAT for UTF-32, E_MEMORY.
 */
demarche_status dmr_clean_text(demarche_str *out, demarche_str bytes, size_t max,
                               demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err);

#endif
