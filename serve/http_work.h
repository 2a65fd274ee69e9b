/*
 * Those who make pages: threads, each with a room of its own. Who asks does not wait: it is
 * told. An address that several ask for at once is made once.
 */
#ifndef DEMARCHE_SERVE_HTTP_WORK_H
#define DEMARCHE_SERVE_HTTP_WORK_H

#include "editor.h"
#include "http_cache.h"
#include "http_state.h"

typedef struct http_work http_work;

/* Who waits for a page. */
typedef struct http_wait {
    struct http_wait *next;
    http_page *page; /* once it is told: its to drop; NULL: there was no memory */
} http_wait;

typedef struct http_work_options {
    const char *record;
    int threads;
    uint32_t page_ms;  /* as room_options */
    http_cache *cache; /* what is made is put there; may be NULL */
    http_state *state;
    editor *editor; /* NULL: nobody corrects; else a thread more keeps corrections */
    void (*told)(http_wait *wait); /* called by a thread of work's, with no lock held */
} http_work_options;

/* Opens all rooms, so that a record that cannot be read is known at once. Cache, state and editor
 * must outlive it. */
demarche_status http_work_open(http_work **out, const http_work_options *options,
                               demarche_error *err);

/* Ask for a page; `epoch` is the state that the asker knows of. False: too much is waiting
 * already, or it is ending; nobody will be told. */
bool http_work_ask(http_work *work, const char *address, uint64_t epoch, http_wait *wait);

/* The same of one who corrects: the page is his alone. `form` (NULL: none) is what he says, of n
 * bytes. All is copied. */
bool http_work_ask_own(http_work *work, const char *address, const room_editing *editing,
                       const char *form, size_t n, http_wait *wait);

/* Take no more, and tell all who wait for what is not begun, with status 503. */
void http_work_refuse(http_work *work);

/* After http_work_refuse: tell also those who wait for what is still being made. */
void http_work_abandon(http_work *work);

/* Whether a page is being made, or somebody still has to be told. */
bool http_work_busy(http_work *work);

/* Waits for what is being made. NULL is fine. */
void http_work_close(http_work *work);

#endif
