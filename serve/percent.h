/* Percent-decoding, of addresses and forms. Untrusted bytes. */
#ifndef DEMARCHE_SERVE_PERCENT_H
#define DEMARCHE_SERVE_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

/* The byte that the two hexadecimal digits at `p` (up to `end`) stand for; -1: there are no two,
 * or it is NUL. */
int percent_byte(const char *p, const char *end);

/*
 * Decode n bytes to `to`, which has room for n + 1; `to` may be `from`. `plus`: "+" is a blank.
 * What stands behind the NUL that ends it; NULL where an escape is malformed, or for a NUL.
 */
char *percent_decode(char *to, const char *from, size_t n, bool plus);

#endif
