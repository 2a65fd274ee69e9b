/*
 * From foreign bytes to text that every later stage may trust: UTF-8, without control
 * characters other than tab and newline. Bytes keep their places where that is possible:
 * what is replaced is replaced by as many blanks, save for invalid UTF-8.
 */
#ifndef DMR_READ_CLEAN_TEXT_H
#define DMR_READ_CLEAN_TEXT_H

#include "read/source.h"

/*
 * A copy of `bytes` in the arena, which are meant to be UTF-8: byte order mark taken off,
 * invalid sequences made U+FFFD (counted in counts->repaired), control characters made blanks
 * (counted in counts->controls), "\r\n" made " \n" and a lone "\r" "\n". *origin (may be
 * NULL) leads back to `bytes`, from 0 on. E_LIMIT above `max` bytes, E_MEMORY.
 */
demarche_status dmr_clean_text(demarche_str *out, dmr_origin *origin, demarche_str bytes,
                               size_t max, demarche_counts *counts, dmr_arena *arena,
                               demarche_error *err);

/*
 * All bytes of an input, in whichever character set (opts->charset, else it is told), as
 * source->text, clean as above; origin, counts and meta.charset are set. E_LIMIT above
 * opts->max_bytes, E_MEMORY.
 */
demarche_status dmr_clean_input(dmr_source *source, demarche_str bytes,
                                const demarche_read_options *opts, dmr_arena *arena,
                                demarche_error *err);

#endif
