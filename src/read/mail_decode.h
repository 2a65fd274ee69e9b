/*
 * The body of a part of a message, from the wire to text: transfer encodings (RFC 2045),
 * character sets, format=flowed (RFC 3676). Each byte leads back to the input.
 */
#ifndef DMR_READ_MAIL_DECODE_H
#define DMR_READ_MAIL_DECODE_H

#include "read/led_bytes.h"

typedef enum dmr_mail_encoding {
    DMR_MAIL_PLAIN = 0, /* 7bit, 8bit, binary */
    DMR_MAIL_QUOTED,    /* quoted-printable */
    DMR_MAIL_BASE64,
    DMR_MAIL_UNKNOWN,
} dmr_mail_encoding;

/* Of a Content-Transfer-Encoding. */
dmr_mail_encoding dmr_mail_encoding_of(demarche_str name);

/*
 * Take the transfer encoding off `raw`, whose first byte is byte `at` of the input.
 * from_quoted: of an mbox, where ">From " stands for "From " at the front of a line.
 * E_MEMORY.
 */
demarche_status dmr_mail_decode(dmr_led_bytes *out, demarche_str raw, size_t at,
                                dmr_mail_encoding encoding, bool from_quoted,
                                dmr_arena *arena, demarche_error *err);

/* Bytes of quoted-printable and base64 alone: for encoded words. `q`: "_" is a blank. */
void dmr_mail_put_quoted(dmr_led_writer *out, demarche_str raw, bool q);
void dmr_mail_put_base64(dmr_led_writer *out, demarche_str raw);

/* Lines that flow (format=flowed) put together to paragraphs; quotes keep their signs.
 * `delsp`: the blanks that lines flow by go too. E_MEMORY. */
demarche_status dmr_mail_flow(dmr_led_bytes *out, const dmr_led_bytes *in, bool delsp,
                              dmr_arena *arena, demarche_error *err);

#endif
