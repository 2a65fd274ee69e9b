#include "secret.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

bool secret_make(char out[SECRET_ROOM])
{
    unsigned char random[SECRET_ROOM / 2];
    out[0] = '\0';
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return false;
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(out + 2 * i, 3, "%02x", random[i]);
    return true;
}

bool secret_is(const char *secret, const char *said)
{
    unsigned differs = 0;
    if (!secret[0] || !said || strlen(said) != SECRET_ROOM - 1)
        return false;
    for (size_t i = 0; i < SECRET_ROOM - 1; i++)
        differs |= (unsigned)(unsigned char)secret[i] ^ (unsigned char)said[i];
    return !differs;
}
