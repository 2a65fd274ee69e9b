/*
 * Character sets that messages name (RFC 2046), to UTF-8, sign by sign, so that each leads
 * back to its own bytes.
 */
#ifndef DMR_READ_MAIL_CHARSET_H
#define DMR_READ_MAIL_CHARSET_H

#include "read/led_bytes.h"

/*
 * `in` as UTF-8. As it is where `charset` is empty, UTF-8, ASCII or not known (what is no
 * UTF-8 then is repaired and counted later). A byte that is no sign of the set stays as
 * it is, for the same to be done. E_MEMORY.
 */
demarche_status dmr_mail_charset(dmr_led_bytes *out, const dmr_led_bytes *in,
                                 demarche_str charset, dmr_arena *arena,
                                 demarche_error *err);

#endif
