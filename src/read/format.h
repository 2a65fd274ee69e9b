/*
 * The formats that are read, and which one an input has: told by its content first, then by
 * its name.
 */
#ifndef DMR_READ_FORMAT_H
#define DMR_READ_FORMAT_H

#include "read/format_kind.h"

/*
 * The format of an input that begins with `head` (its first DMR_FORMAT_HEAD bytes, or all of
 * a shorter one); path may be NULL. E_FORMAT for what is plainly no text at all (PDF,
 * archives, pictures, ...), with what to do.
 */
demarche_status dmr_format_tell(const dmr_format_kind **out, demarche_str head,
                                const char *path, demarche_error *err);

/* NULL where this build has none. */
const dmr_format_kind *dmr_format_kind_of(demarche_format format);

#endif
