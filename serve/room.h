/*
 * The reading room: an address in, a page out. What listens (http_server.h) and what writes a
 * static site go through this one door, so that both give the same pages.
 *
 * A room reads a record through the public header and never writes to it; what hands say of
 * events is kept by an editor (editor.h). It belongs to one thread at a time; open one for each.
 */
#ifndef DEMARCHE_SERVE_ROOM_H
#define DEMARCHE_SERVE_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "demarche.h"
#include "editor.h"
#include "room_text.h"

typedef struct room room;

typedef struct room_options {
    const char *record; /* path; "" is refused */
    bool still; /* pages of a static site: no search, no forms, addresses are files */
    bool data;  /* of a static site: the .json and .csv of each page are there too */
    bool edit;  /* who has the token may correct: there is a page to review events */
    uint32_t
        page_ms; /* that the questions of a page may take, else it is 503; 0: any time */
} room_options;

demarche_status room_open(room **out, const room_options *options, demarche_error *err);

/* NULL is fine. */
void room_close(room *r);

/* Of a request by somebody who may correct. */
typedef struct room_editing {
    const char *token; /* that each form brings back */
    const char *by;    /* the name that he gave last; "": none. Untrusted bytes */
} room_editing;

/* What is asked, as it came: bytes of the address are untrusted and may be anything. */
typedef struct room_request {
    const char *path; /* begins with '/', percent-encoded as it came, without the query */
    const char *query;           /* behind '?', percent-encoded; NULL: none */
    const room_editing *editing; /* NULL: a reader */
} room_request;

/* The longest address (path and query) that is answered; longer ones are 414. */
enum { ROOM_ADDRESS_MOST = 4096 };

typedef struct room_response {
    int status;       /* of HTTP: 200, 301 and 303 (with location), 304, 400, 404, ... */
    const char *type; /* of the body: "text/html; charset=utf-8" */
    bool own;         /* for this asker alone: nobody keeps it */
    bool forever;     /* its address changes with its bytes: it may be kept for a year */
    room_text body;   /* NULs may be in it */
    room_text
        location; /* of a redirect; else empty. Ended by a NUL, which `n` leaves out */
    room_text file_name; /* of a download; else empty. As `location`. ASCII, no quotes */
    bool shown;     /* what has a file_name is shown, and has it only when it is kept */
    room_text next; /* where a table goes on that is longer; else empty. As `location` */
    room_text by;   /* the name to remember, percent-encoded; else empty. As `location` */
} room_response;

/*
 * Answer. Whatever goes wrong is a page that says so (status 400, 404, 413, 414, 500, 503): the
 * response is always whole, but for want of memory, when it has status 500 and no body. Free it
 * with room_response_free.
 */
void room_answer(room_response *out, room *r, const room_request *request);

/*
 * Keep what a form says (room_options.edit; its fields: editor.h, `token`, and `back`, `here`:
 * where its page is, `here` where the event stays as it was). The answer leads back there, or
 * says why nothing was kept.
 */
void room_correct(room_response *out, room *r, editor *e, const room_request *request,
                  const char *form, size_t n);

/* A page of one line. `back` (NULL: none) is a path of ours to go on at. */
void room_say(room_response *out, room *r, const room_request *request, int status,
              const char *title, const char *message, const char *back);

void room_response_free(room_response *response);

/*
 * A word for what the record holds now, e.g. "r3-c812-k12": pages of the same address are the
 * same as long as it is. For ETags and caches; of all rooms of a record the same. Cheap where
 * nothing has changed. NULL where the record cannot be read. The room's, until it is asked
 * again.
 */
const char *room_state(room *r);

#endif
