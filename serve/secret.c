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

/* 0 to 15; 16: it is no digit. */
static unsigned digit_of(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (unsigned)(at - digits) : 16;
}

void secret_mask(char out[SECRET_MASKED], const char *secret)
{
    char mask[SECRET_ROOM];
    out[0] = '\0';
    if (strlen(secret) != SECRET_ROOM - 1 || !secret_make(mask))
        return;
    memcpy(out, mask, SECRET_ROOM - 1);
    for (size_t i = 0; i < SECRET_ROOM - 1; i++) {
        unsigned digit = digit_of(mask[i]) ^ digit_of(secret[i]);
        snprintf(out + SECRET_ROOM - 1 + i, 2, "%x", digit & 15);
    }
}

bool secret_is_behind(const char *secret, const char *said)
{
    char plain[SECRET_ROOM];
    if (!said || strlen(said) != SECRET_MASKED - 1)
        return secret_is(secret, said);
    for (size_t i = 0; i < SECRET_ROOM - 1; i++) {
        unsigned mask = digit_of(said[i]), digit = digit_of(said[SECRET_ROOM - 1 + i]);
        if (mask > 15 || digit > 15)
            return false;
        plain[i] = "0123456789abcdef"[mask ^ digit];
    }
    plain[SECRET_ROOM - 1] = '\0';
    return secret_is(secret, plain);
}
