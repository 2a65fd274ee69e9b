#include "http_gzip.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    GZIP_WINDOW = 15 + 16, /* zlib: the largest window, in gzip's wrapping */
    GAIN = 16,             /* less than a sixteenth is none */
    LARGE = 1 << 20,       /* of larger bodies time weighs more than length */
};

bool http_gzip_suits(const char *type, size_t n)
{
    static const char *const more[] = {"application/json", "application/javascript",
                                       "application/xml", "image/svg+xml"};
    if (n < HTTP_GZIP_LEAST || n > UINT_MAX / 2 || !type)
        return false;
    if (strncmp(type, "text/", 5) == 0 || strstr(type, "+json") || strstr(type, "+xml"))
        return true;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (strncmp(type, more[i], strlen(more[i])) == 0)
            return true;
    }
    return false;
}

char *http_gzip(const char *bytes, size_t n, size_t *packed)
{
    z_stream z = {0};
    *packed = 0;
    int level = n > LARGE ? 1 : 5;
    if (n > UINT_MAX / 2 ||
        deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    size_t most = n - n / GAIN;
    char *out = malloc(most + !most);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)most;
    bool done = out && deflate(&z, Z_FINISH) == Z_STREAM_END;
    *packed = z.total_out;
    deflateEnd(&z);
    char *fitting = done ? realloc(out, *packed) : NULL;
    if (!fitting) {
        free(out);
        *packed = 0;
    }
    return fitting;
}
