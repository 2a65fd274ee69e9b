/*
 * Which format an input has: told by its content first, then by its name.
 */
#ifndef DMR_READ_FORMAT_H
#define DMR_READ_FORMAT_H

#include "demarche.h"

/*
 * The format of an input; path may be NULL. E_FORMAT for what is plainly no text at all
 * (PDF, archives, pictures, HTML, ...), with what to do.
 */
demarche_status dmr_format_tell(demarche_format *out, demarche_str bytes,
                                const char *path, demarche_error *err);

/* "text", "markdown", ...; static. */
const char *dmr_format_name(demarche_format format);

#endif
