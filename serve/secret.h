/* A word that only those know who were told it. */
#ifndef DEMARCHE_SERVE_SECRET_H
#define DEMARCHE_SERVE_SECRET_H

#include <stdbool.h>

enum {
    SECRET_ROOM = 33,   /* 128 bits as hexadecimal digits, and a NUL */
    SECRET_MASKED = 65, /* twice as many */
};

/* False where the system gives none. */
bool secret_make(char out[SECRET_ROOM]);

/* Whether it was said, in a time that does not depend on what was. NULL was not. An empty secret
 * is never said. */
bool secret_is(const char *secret, const char *said);

/* As it stands in a page: as random bits, and what these make of the secret (xor), so that no
 * two pages have a part of it in common, and how short a page packs tells nothing of it. "" where
 * the system has no random bits. */
void secret_mask(char out[SECRET_MASKED], const char *secret);

/* Whether what was said is the secret, or one of its masks. */
bool secret_is_behind(const char *secret, const char *said);

#endif
