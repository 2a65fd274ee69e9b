/* A word that only those know who were told it. */
#ifndef DEMARCHE_SERVE_SECRET_H
#define DEMARCHE_SERVE_SECRET_H

#include <stdbool.h>

enum { SECRET_ROOM = 33 }; /* 128 bits as hexadecimal digits, and a NUL */

/* False where the system gives none. */
bool secret_make(char out[SECRET_ROOM]);

/* Whether it was said, in a time that does not depend on what was. NULL was not. An empty secret
 * is never said. */
bool secret_is(const char *secret, const char *said);

#endif
