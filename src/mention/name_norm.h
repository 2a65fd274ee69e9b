/*
 * Normal form of names: letters and digits in lower case without diacritics; full stops
 * and apostrophes vanish, anything else parts words. "U.S." is "us", "P'yŏngyang" is
 * "pyongyang", "Guinea-Bissau" is two words.
 */
#ifndef DMR_MENTION_NAME_NORM_H
#define DMR_MENTION_NAME_NORM_H

#include "base/str.h"

/* Append the words of `form` to buf (room bytes), joined by single blanks, without one in
 * front; gives the bytes written, or SIZE_MAX where they do not fit. */
size_t dmr_name_norm(char *buf, size_t room, demarche_str form);

/* A copy in the arena; {NULL, 0} for want of memory. */
demarche_str dmr_name_norm_copy(dmr_arena *arena, demarche_str form);

typedef enum dmr_name_case {
    DMR_CASE_LOWER = 0, /* begins small, or has no letters */
    DMR_CASE_TITLE,     /* begins with a capital */
    DMR_CASE_UPPER,     /* two letters or more, and no small one */
} dmr_name_case;

dmr_name_case dmr_name_case_of(demarche_str form);

#endif
