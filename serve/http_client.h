/*
 * Connections, and until when each has to have done what it has begun. libmicrohttpd counts only
 * how long nothing came at all; who sends a byte now and then, or takes one, is cut off here.
 */
#ifndef DEMARCHE_SERVE_HTTP_CLIENT_H
#define DEMARCHE_SERVE_HTTP_CLIENT_H

#include <stdatomic.h>

#include "http_edit.h"
#include "http_work.h"

enum {
    HTTP_NAME_ROOM = 48,       /* an address of IPv6 with its NUL */
    HTTP_METHOD_ROOM = 24,     /* longer words are cut: they are for the log only */
    HTTP_SAID_ROOM = 256,      /* Referer, User-Agent: so too */
    HTTP_AUTHORITY_ROOM = 300, /* a name of up to 255 with a port */
};

/* A connection, and the request at hand on it. But for the deadline it belongs to the thread of
 * libmicrohttpd's that serves the connection, and while a page is made to nobody. */
typedef struct http_client {
    struct http_client *next, *before; /* of http_clients */
    int fd;
    atomic_llong deadline;     /* of http_clock_ms; LLONG_MAX: none */
    char name[HTTP_NAME_ROOM]; /* its address as text */
    unsigned char key[16];     /* its address; of IPv6 the network of 64 bits */
    struct MHD_Connection *connection;
    void *server; /* who is told when its page is there */

    bool busy;    /* a request has begun */
    bool headers; /* all its headers are there */
    bool told;    /* wait.page is its answer */
    bool gzip;
    bool edits;    /* he may correct, and this is no file of ours */
    bool corrects; /* a form that does so, and passed the gate */
    http_edit_token token;
    char by[EDITOR_NAME_MOST + 1]; /* the name that he gave last */
    char *form;                    /* (n_form) what came of it */
    size_t n_form;
    http_wait wait;
    http_page *refusal; /* its answer, where it is refused */
    room_text tags;     /* If-None-Match; empty: not sent */
    int64_t began;
    int status;       /* sent; 0: nothing yet */
    size_t n_sent;    /* bytes of its body */
    size_t address_n; /* bytes of the address as it came; longer than room: cut */
    size_t n_values;  /* of its query */
    bool absolute;    /* it named a host, which counts for Host: */
    char authority[HTTP_AUTHORITY_ROOM]; /* "": none that may be */
    char address[ROOM_ADDRESS_MOST + 1]; /* from its path on */
    char method[HTTP_METHOD_ROOM], version[HTTP_METHOD_ROOM];
    char referer[HTTP_SAID_ROOM], agent[HTTP_SAID_ROOM];
} http_client;

typedef struct http_clients http_clients;

/* Starts a thread that cuts off whose time is up. NULL for want of memory or threads. */
http_clients *http_clients_new(void);

/* When all are gone. NULL is fine. */
void http_clients_free(http_clients *clients);

/* A new connection, which has until `deadline`. NULL for want of memory. */
http_client *http_client_new(http_clients *clients, struct MHD_Connection *connection,
                             int64_t deadline);

/* It is closed: call before its descriptor is. NULL is fine. */
void http_client_free(http_clients *clients, http_client *client);

/* Forget the request, for the next. */
void http_client_clear(http_client *client);

/* The next request is for this target, as it came. */
void http_client_take_target(http_client *client, const char *target);

/* How many are connected. */
size_t http_clients_count(http_clients *clients);

#endif
