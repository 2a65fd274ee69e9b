/*
 * Character sets: which one bytes are in, and the same text in UTF-8, each of whose bytes
 * leads back.
 *
 * Told by a byte order mark first, then by zero bytes (UTF-16), then by being UTF-8, if need
 * be with a few bad sequences; else uchardet is asked, and where it does not know, or the
 * text is mostly ASCII and too short to know, it is Windows-1252. ISO-8859-1 is read as
 * Windows-1252, as browsers do.
 */
#ifndef DMR_READ_CHARSET_H
#define DMR_READ_CHARSET_H

#include "read/origin.h"

/* Whether there is a character set of that name, or of that other name for one ("latin1",
 * "x-sjis"). */
bool dmr_charset_is_known(demarche_str name);

/* The character set that the bytes are in; *out lies in the arena or is static. E_MEMORY. */
demarche_status dmr_charset_tell(demarche_str *out, demarche_str bytes, dmr_arena *arena,
                                 demarche_error *err);

/*
 * The bytes in valid UTF-8, without a byte order mark; *out points into `bytes` where nothing
 * had to be done, else into the arena. A mark wins over `charset`; where that is empty, or
 * none that is known, it is told. What stands for no sign becomes U+FFFD and is counted in
 * counts->repaired. *origin leads back to `bytes`, from 0 on; it is empty where byte stands
 * for byte. E_MEMORY.
 */
demarche_status dmr_charset_decode(demarche_str *out, dmr_origin *origin,
                                   demarche_str bytes, demarche_str charset,
                                   demarche_counts *counts, dmr_arena *arena,
                                   demarche_error *err);

#endif
