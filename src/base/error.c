#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cut at `limit` bytes or before, never inside a UTF-8 sequence. */
static void cut_whole(char *s, size_t limit)
{
    size_t n = strlen(s);
    if (n < limit)
        return;
    n = limit;
    while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    s[n] = '\0';
}

demarche_status dmr_error_set(demarche_error *err, demarche_status code, size_t offset,
                              const char *format, ...)
{
    if (!err)
        return code;
    char buffer[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    if (n < 0)
        buffer[0] = '\0';
    for (char *p = buffer; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = ' ';
    }
    cut_whole(buffer, sizeof err->message - 1);
    err->code = code;
    err->offset = offset;
    memcpy(err->message, buffer, strlen(buffer) + 1);
    return code;
}
