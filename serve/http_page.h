/*
 * An answer as it goes over the wire: status, headers and body, plain and packed. Made once,
 * sent to any number of clients by any number of threads; the last who lets go frees it, and
 * libmicrohttpd keeps the body as long as it is still on its way.
 */
#ifndef DEMARCHE_SERVE_HTTP_PAGE_H
#define DEMARCHE_SERVE_HTTP_PAGE_H

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "room.h"

enum { HTTP_ETAG_ROOM = 32 };

typedef struct http_page {
    atomic_int holders;
    int status;
    uint64_t epoch; /* of the record as the page tells it; 0: not known, not to be kept */
    bool forever, own;                   /* own: of one asker alone */
    struct MHD_Response *plain, *packed; /* packed: NULL where it would not be shorter */
    size_t n_plain, n_packed;            /* bytes of the bodies */
    char etag[HTTP_ETAG_ROOM], packed_etag[HTTP_ETAG_ROOM]; /* quoted; "": none */
} http_page;

/*
 * Of what a room answered for that address; the body is taken out of `response`. An epoch that
 * is not 0 gives it tags. Whatever cannot be sent as it is (a redirect that leads away, say)
 * becomes status 500. NULL for want of memory. One holder: the caller.
 */
http_page *http_page_make(room_response *response, uint64_t epoch, const char *address);

/* A line of text of the server's own, never kept by anyone. `more` and `value`: one header
 * more, or NULL. `close`: the connection ends with it. NULL for want of memory. */
http_page *http_page_line(int status, const char *line, const char *more,
                          const char *value, bool close);

/* Status 303 to a path of ours, with a cookie; kept by nobody. NULL for want of memory. */
http_page *http_page_lead(const char *path, const char *cookie);

/* JSON of the server's own, as http_page_line. */
http_page *http_page_json(int status, const char *json);

http_page *http_page_hold(http_page *page);

/* NULL is fine. */
void http_page_drop(http_page *page);

/* Memory that it takes while kept. */
size_t http_page_size(const http_page *page);

/*
 * Send it: packed where `gzip`, and as 304 where If-None-Match (NULL: none) has its tag.
 * *status and *n are what is sent and how many bytes of body.
 */
enum MHD_Result http_page_send(http_page *page, struct MHD_Connection *connection,
                               bool gzip, const char *if_none_match, int *status,
                               size_t *n);

#endif
