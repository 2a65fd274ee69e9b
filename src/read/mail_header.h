/*
 * The head of a message, or of a part of one: fields (RFC 5322), their parameters (RFC 2045,
 * 2231), and words in other character sets (RFC 2047).
 */
#ifndef DMR_READ_MAIL_HEADER_H
#define DMR_READ_MAIL_HEADER_H

#include "base/str.h"
#include "base/vec.h"

typedef struct dmr_mail_field {
    demarche_str name, value; /* the value on one line */
} dmr_mail_field;

typedef struct dmr_mail_header {
    DMR_VEC(dmr_mail_field) fields;
    size_t body; /* where the head ends: behind the blank line */
} dmr_mail_header;

/* Read the fields at the front of `message`. A line that is none ends the head. False for
 * want of memory. */
bool dmr_mail_header_read(dmr_mail_header *out, demarche_str message, dmr_arena *arena);

/* The value of the first field of that name; empty where there is none. */
demarche_str dmr_mail_header_get(const dmr_mail_header *header, const char *name);

/* Bytes of the name that the line begins with as a field does ("Subject:"), or 0. */
size_t dmr_mail_field_name(demarche_str line);

/* What stands before the first ';': "text/plain", "attachment". */
demarche_str dmr_mail_value(demarche_str value);

/* The parameter of that name, put together where it is in pieces; empty where there is
 * none, {NULL, 0} for want of memory. */
demarche_str dmr_mail_param(demarche_str value, const char *name, dmr_arena *arena);

/* A value with its encoded words as UTF-8; {NULL, 0} for want of memory. */
demarche_str dmr_mail_words(demarche_str value, dmr_arena *arena);

/* The day of a Date field, as the sender's clock had it, as EDTF; empty where it is none. */
demarche_str dmr_mail_day(demarche_str value, dmr_arena *arena);

/* What stands between the last '<' and '>', else all of it without blanks. */
demarche_str dmr_mail_angle(demarche_str value);

#endif
