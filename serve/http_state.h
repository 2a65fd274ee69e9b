/*
 * What the record holds now, as a number (its epoch) that pages and tags are kept by. Asked with
 * a room of its own, so that a page that is kept is sent without waiting for a room.
 */
#ifndef DEMARCHE_SERVE_HTTP_STATE_H
#define DEMARCHE_SERVE_HTTP_STATE_H

#include "room.h"

typedef struct http_state http_state;

/* `salt` makes tags of this run differ from those of others: another program may make other
 * pages of the same record. */
demarche_status http_state_open(http_state **out, const char *record, uint64_t salt,
                                demarche_error *err);

/* NULL is fine. */
void http_state_close(http_state *state);

/* 0 where the record cannot be read. Not older than some milliseconds. Any thread. */
uint64_t http_state_epoch(http_state *state);

/* The epoch of a room's word (NULL gives 0). */
uint64_t http_state_of_word(const http_state *state, const char *word);

/* The word itself, cut to `most`; false where the record cannot be read. Any thread. */
bool http_state_word(http_state *state, char *out, size_t most);

#endif
