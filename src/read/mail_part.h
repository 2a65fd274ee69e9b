/*
 * The parts of a message (MIME, RFC 2046): which of them are its text. Of alternatives the
 * plain one; attachments, pictures and what cannot be read are left out and counted.
 */
#ifndef DMR_READ_MAIL_PART_H
#define DMR_READ_MAIL_PART_H

#include "base/vec.h"
#include "read/mail_decode.h"

typedef struct dmr_mail_part {
    size_t from, to; /* its body, bytes of the message */
    dmr_mail_encoding encoding;
    demarche_str charset;
    bool flowed, delsp, html;
} dmr_mail_part;

typedef struct dmr_mail_parts {
    dmr_arena *arena;
    demarche_str message;
    DMR_VEC(dmr_mail_part) text; /* in order */
    size_t n;                    /* parts of any kind */
    size_t left_out;
} dmr_mail_parts;

/* Gather the parts of the message; arena and message are set. False for want of memory. */
bool dmr_mail_parts_gather(dmr_mail_parts *parts);

#endif
