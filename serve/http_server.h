/*
 * The reading room over HTTP: GET and HEAD of what room_answer answers, by libmicrohttpd.
 * Some threads talk to clients, others make pages (http_work.h); pages that were made are kept
 * (http_cache.h). docs/SERVE.md has the limits.
 */
#ifndef DEMARCHE_SERVE_HTTP_SERVER_H
#define DEMARCHE_SERVE_HTTP_SERVER_H

#include "demarche.h"

typedef struct http_server http_server;

typedef struct http_options {
    const char *record;  /* path */
    const char *address; /* of IPv4 or IPv6, or "localhost" */
    int port;            /* 0: any that is free */
    int threads;         /* that make pages, and that talk to clients; each 1 to 64 */
    const char *const
        *hosts; /* (n_hosts) names that Host may have beside those of loopback */
    size_t n_hosts;
    int connections;     /* at the most, 1 or more */
    int per_address;     /* of these from one address; 0: as many */
    int rate;            /* requests a second from one address; 0: no limit */
    bool edit;           /* who has the token may correct; on loopback alone, but for */
    bool edit_anywhere;  /* at any address */
    size_t cache_bytes;  /* of pages kept */
    uint32_t page_ms;    /* that the questions of a page may take; 0: any time */
    int request_seconds; /* a connection has to say all of its next request */
    /* A line for each request, ended by a line feed; any thread. NULL: none. */
    void (*log)(void *user, const char *line, size_t n);
    void *user;
} http_options;

/* Loopback, port 8080, and limits that are wide for people and narrow for mischief. */
#define HTTP_OPTIONS_INIT                                                                \
    {                                                                                    \
        .address = "127.0.0.1", .port = 8080, .threads = 2, .connections = 512,          \
        .rate = 100, .cache_bytes = 64 << 20, .page_ms = 2000, .request_seconds = 15     \
    }

/* It listens when this returns. Strings of the options are copied, but for `user`. */
demarche_status http_server_start(http_server **out, const http_options *options,
                                  demarche_error *err);

/* "http://127.0.0.1:8080/", where it listens. The server's. */
const char *http_server_url(const http_server *server);

/* The address that lets one correct: to be told to nobody else. NULL without options.edit. The
 * server's. */
const char *http_server_edit_url(const http_server *server);

/*
 * Take no more connections, finish within so many seconds what is being answered, and cut the
 * rest. Gives how many answers were cut. Frees the server, but where a page is still being made
 * after that time: its thread and memory are left to the end of the process. NULL is fine.
 */
size_t http_server_stop(http_server *server, int seconds);

#endif
