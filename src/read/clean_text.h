/*
 * From foreign bytes to text that every later stage may trust: UTF-8, without control
 * characters other than tab and newline. Bytes keep their places where that is possible:
 * what is replaced is replaced by as many blanks, save for invalid UTF-8.
 */
#ifndef DMR_READ_CLEAN_TEXT_H
#define DMR_READ_CLEAN_TEXT_H

#include "read/origin.h"

/*
 * A copy of `bytes` in the arena: byte order mark taken off, UTF-16 made UTF-8, invalid
 * sequences made U+FFFD (counted in counts->repaired), control characters made blanks
 * (counted in counts->controls), "\r\n" made " \n" and a lone "\r" "\n". *origin (may be
 * NULL) leads back to `bytes`, from 0 on. E_LIMIT above `max` bytes, E_FORMAT for UTF-32,
 * E_MEMORY.
 */
demarche_status dmr_clean_text(demarche_str *out, dmr_origin *origin, demarche_str bytes,
                               size_t max, demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err);

/*
 * Valid UTF-8 of `in`, as dmr_utf8_repair; *origin, which is empty, leads back to `in`, where
 * anything had to be repaired; else it stays empty.
 */
demarche_status dmr_clean_repair(demarche_str *out, dmr_origin *origin, demarche_str in,
                                 uint64_t *repaired, dmr_arena *arena,
                                 demarche_error *err);

#endif
