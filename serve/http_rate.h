/*
 * So many requests a second from one address: a bucket of tokens for each, from which each
 * request takes one. A table of fixed size: where addresses are more than it holds, the one
 * asked least lately is forgotten, in its favour.
 */
#ifndef DEMARCHE_SERVE_HTTP_RATE_H
#define DEMARCHE_SERVE_HTTP_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct http_rate http_rate;

/* A bucket fills at `per_second` and holds ten seconds of it. NULL for want of memory. `seed`
 * keeps strangers from knowing which addresses share a row. */
http_rate *http_rate_new(unsigned per_second, uint64_t seed);

/* NULL is fine. */
void http_rate_free(http_rate *rate);

/* Take a token of that address (any bytes, at most 16) at `now` (milliseconds of a clock that
 * does not go back). False: there is none. Any thread. */
bool http_rate_take(http_rate *rate, const void *address, size_t n, int64_t now);

#endif
