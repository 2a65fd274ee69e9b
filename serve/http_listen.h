/* The socket that listens. */
#ifndef DEMARCHE_SERVE_HTTP_LISTEN_H
#define DEMARCHE_SERVE_HTTP_LISTEN_H

#include <stdbool.h>

#include "demarche.h"

enum { HTTP_URL_ROOM = 80 };

typedef struct http_listener {
    int fd;
    bool loopback;            /* only this machine reaches it */
    char name[HTTP_URL_ROOM]; /* "127.0.0.1", "[::1]": as Host has it */
    char url[HTTP_URL_ROOM];  /* "http://127.0.0.1:8080/", with the port that it got */
} http_listener;

/* Listen at an address of IPv4 or IPv6, or "localhost"; port 0 is any that is free. The
 * descriptor is the caller's to close. */
demarche_status http_listen(http_listener *out, const char *address, int port,
                            demarche_error *err);

#endif
