/*
 * The character set of an HTML page: a byte order mark, else what the caller knows (of a
 * header), else what the page says in <meta>, else what its bytes tell.
 */
#ifndef DMR_READ_HTML_CHARSET_H
#define DMR_READ_HTML_CHARSET_H

#include "read/source.h"

/* As dmr_charset_decode; *used is the character set, with `asked` empty where the caller
 * knows none. E_MEMORY. */
demarche_status dmr_html_decode(demarche_str *out, dmr_origin *origin, demarche_str *used,
                                demarche_str bytes, demarche_str asked,
                                demarche_counts *counts, dmr_arena *arena,
                                demarche_error *err);

#endif
