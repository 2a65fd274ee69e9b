#include "http_gate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "http_clock.h"
#include "http_header.h"

typedef struct head {
    const char *host, *accept_encoding;
    int n_hosts;
    bool body, bad; /* bad: a name that is none, such as "Content-Length " */
    http_client *client;
} head;

/* What a header may be called (RFC 9110, 5.6.2). libmicrohttpd lets others pass, and servers
 * that read them differently can be played off against each other. */
static bool is_token(const char *name)
{
    return *name && !name[strspn(name, "!#$%&'*+-.^_`|~0123456789"
                                       "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ")];
}

/* Begins with '/', and has no blanks or control characters. */
static bool is_address(const char *address)
{
    if (*address != '/')
        return false;
    for (; *address; address++) {
        if ((unsigned char)*address <= ' ' || *address == 0x7F)
            return false;
    }
    return true;
}

static enum MHD_Result take_header(void *user, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    head *h = user;
    http_client *c = h->client;
    (void)kind;
    value = value ? value : "";
    h->bad = h->bad || !is_token(name);
    if (strcasecmp(name, "Host") == 0) {
        h->host = value;
        h->n_hosts++;
    } else if (strcasecmp(name, "Content-Length") == 0) {
        h->body = h->body || strspn(value, "0") != strlen(value) || !*value;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        h->body = true;
    } else if (strcasecmp(name, "Accept-Encoding") == 0) {
        h->accept_encoding = value;
    } else if (strcasecmp(name, "Referer") == 0) {
        snprintf(c->referer, sizeof c->referer, "%s", value);
    } else if (strcasecmp(name, "User-Agent") == 0) {
        snprintf(c->agent, sizeof c->agent, "%s", value);
    }
    return MHD_YES;
}

/* The order is that of what each costs and tells. */
static bool refuse(const http_gate *gate, const head *h, http_page **page)
{
    http_client *c = h->client;
    http_host host = h->n_hosts == 1 ? http_host_check(h->host, gate->loopback,
                                                       gate->hosts, gate->n_hosts)
                                     : HTTP_HOST_BAD;
    if (gate->rate && !http_rate_take(gate->rate, c->key, sizeof c->key, http_clock_ms()))
        *page = http_page_line(429, "429: too many requests at once; wait a second",
                               "Retry-After", "1", h->body);
    else if (h->bad)
        *page = http_page_line(400, "400: a header has a name that is none", NULL, NULL,
                               true);
    else if (host == HTTP_HOST_BAD)
        *page = http_page_line(400, "400: one Host is needed, a name and a port", NULL,
                               NULL, true);
    else if (host == HTTP_HOST_OTHER)
        *page = http_page_line(421,
                               "421: this server has no such name; ask it by its "
                               "address, or start it with --allow-host NAME",
                               NULL, NULL, h->body);
    else if (strcmp(c->method, "GET") != 0 && strcmp(c->method, "HEAD") != 0)
        *page = http_page_line(405, "405: only GET and HEAD are answered", "Allow",
                               "GET, HEAD", h->body);
    else if (h->body)
        *page = http_page_line(413, "413: no body is taken", NULL, NULL, true);
    else if (c->address_n > ROOM_ADDRESS_MOST)
        *page = http_page_line(414, "414: this address is too long", NULL, NULL, false);
    else if (!is_address(c->address))
        *page = http_page_line(400, "400: an address begins with / and has no blanks",
                               NULL, NULL, true);
    else
        return true;
    return *page;
}

bool http_gate_pass(const http_gate *gate, http_client *client, bool *has_body)
{
    head h = {.client = client};
    MHD_get_connection_values(client->connection, MHD_HEADER_KIND, take_header, &h);
    client->gzip = http_accepts_gzip(h.accept_encoding);
    *has_body = h.body;
    return refuse(gate, &h, &client->refusal);
}
