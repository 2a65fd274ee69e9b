/*
 * Which character set bytes without a byte order mark are in.
 */
#ifndef DMR_READ_CHARSET_GUESS_H
#define DMR_READ_CHARSET_GUESS_H

#include "base/str.h"

/* *out lies in the arena or is static. E_MEMORY. */
demarche_status dmr_charset_guess(demarche_str *out, demarche_str bytes, dmr_arena *arena,
                                  demarche_error *err);

#endif
