/* Bodies packed for the way. */
#ifndef DEMARCHE_SERVE_HTTP_GZIP_H
#define DEMARCHE_SERVE_HTTP_GZIP_H

#include <stdbool.h>
#include <stddef.h>

/* Shorter bodies are sent as they are: a packet is a packet. */
enum { HTTP_GZIP_LEAST = 1024 };

/* Whether bodies of that type are worth packing: text, JSON, SVG, scripts. */
bool http_gzip_suits(const char *type, size_t n);

/* Packed as gzip (RFC 1952, without name and time: the same bytes give the same), on the
 * heap; NULL, and *packed 0, for want of memory or where it would hardly be shorter. */
char *http_gzip(const char *bytes, size_t n, size_t *packed);

#endif
