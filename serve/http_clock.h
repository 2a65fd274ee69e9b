/* Milliseconds of a clock that does not go back. */
#ifndef DEMARCHE_SERVE_HTTP_CLOCK_H
#define DEMARCHE_SERVE_HTTP_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t http_clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#endif
