/* What is not even asked of a room: requests that are refused by their head alone. */
#ifndef DEMARCHE_SERVE_HTTP_GATE_H
#define DEMARCHE_SERVE_HTTP_GATE_H

#include "http_client.h"
#include "http_rate.h"

typedef struct http_gate {
    bool loopback;            /* as http_host_check */
    const char *const *hosts; /* (n_hosts) */
    size_t n_hosts;
    http_rate *rate; /* NULL: no limit */
    const http_edit *edit;
} http_gate;

/*
 * All headers of the client's request are there: note what is needed of them, and refuse it
 * (client->refusal) where it is none of ours. *has_body: a body follows, which nobody will
 * read; the connection must end with the answer. Where client->corrects, what follows is to be
 * read: a form of up to FORM_MOST bytes. False for want of memory.
 */
bool http_gate_pass(const http_gate *gate, http_client *client, bool *has_body);

#endif
