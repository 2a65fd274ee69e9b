/*
 * Who may correct, over HTTP: whoever was told the secret that the server makes when it begins.
 * Its address with "?token=" gives a browser a cookie; a form must bring both the cookie and the
 * same word in a field (room_correct), and come from a page of ours.
 */
#ifndef DEMARCHE_SERVE_HTTP_EDIT_H
#define DEMARCHE_SERVE_HTTP_EDIT_H

#include "http_page.h"
#include "secret.h"

typedef struct http_edit {
    bool on;
    char secret[SECRET_ROOM];
    char cookie[32]; /* its name: another for each port, as ports share cookies */
} http_edit;

/* What the headers of a request say to it; NULL: not sent. */
typedef struct http_edit_head {
    const char *host, *origin, *referer, *fetch_site, *content_type, *cookie;
    const char *length; /* Content-Length */
    int n_lengths;
    bool chunked;
} http_edit_head;

/* A secret for a server at that port. False where the system gives none. */
bool http_edit_begin(http_edit *edit, int port);

/*
 * Take "token" out of the query of an address, in place, so that it stands in no log.
 * HTTP_EDIT_NONE: there was none, or nobody may correct.
 */
typedef enum http_edit_token {
    HTTP_EDIT_NONE,
    HTTP_EDIT_RIGHT,
    HTTP_EDIT_WRONG
} http_edit_token;
http_edit_token http_edit_take_token(const http_edit *edit, char *address);

/* Whether a Cookie header has the secret. */
bool http_edit_knows(const http_edit *edit, const char *cookie);

/* The name that was given last, out of the Cookie header: "" where there is none. */
void http_edit_name(const char *cookie, char out[EDITOR_NAME_MOST + 1]);

/* Why the head of a form is not taken, NULL: it is. *status is that of HTTP. */
const char *http_edit_refusal(const http_edit *edit, const http_edit_head *head,
                              int *status);

/* To the address without its token, with the cookie. NULL for want of memory. */
http_page *http_edit_lead_in(const http_edit *edit, const char *address);

#endif
