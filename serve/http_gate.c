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
    http_edit_head edit;
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
        h->host = h->edit.host = value;
        h->n_hosts++;
    } else if (strcasecmp(name, "Content-Length") == 0) {
        h->edit.length = value;
        h->edit.n_lengths++;
        h->body = h->body || strspn(value, "0") != strlen(value) || !*value;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        h->body = h->edit.chunked = true;
    } else if (strcasecmp(name, "Accept-Encoding") == 0) {
        h->accept_encoding = value;
    } else if (strcasecmp(name, "Referer") == 0) {
        h->edit.referer = value;
        snprintf(c->referer, sizeof c->referer, "%s", value);
    } else if (strcasecmp(name, "User-Agent") == 0) {
        snprintf(c->agent, sizeof c->agent, "%s", value);
    } else if (strcasecmp(name, "Origin") == 0) {
        h->edit.origin = value;
    } else if (strcasecmp(name, "Sec-Fetch-Site") == 0) {
        h->edit.fetch_site = value;
    } else if (strcasecmp(name, "Content-Type") == 0) {
        h->edit.content_type = value;
    } else if (strcasecmp(name, "Cookie") == 0) {
        h->edit.cookie = value;
    }
    return MHD_YES;
}

/* The one address that takes forms, where somebody may correct at all. */
static bool is_form(const http_gate *gate, const http_client *c)
{
    return gate->edit->on && strcmp(c->address, "/correct") == 0 &&
           strcmp(c->method, "POST") == 0;
}

static http_page *refuse_method(const http_gate *gate, const head *h)
{
    const http_client *c = h->client;
    int status = 0;
    bool corrects = gate->edit->on && strcmp(c->address, "/correct") == 0;
    const char *why = is_form(gate, c) ? http_edit_refusal(gate->edit, &h->edit, &status)
                      : corrects
                          ? "405: corrections are sent by the forms of pages (POST)"
                          : "405: only GET and HEAD are answered";
    return status ? http_page_line(status, why, NULL, NULL, true)
                  : http_page_line(405, why, "Allow", corrects ? "POST" : "GET, HEAD",
                                   h->body);
}

static bool is_taken(const http_gate *gate, const head *h)
{
    const http_client *c = h->client;
    int status;
    if (is_form(gate, c))
        return !http_edit_refusal(gate->edit, &h->edit, &status);
    return (strcmp(c->method, "GET") == 0 || strcmp(c->method, "HEAD") == 0) &&
           !(gate->edit->on && strcmp(c->address, "/correct") == 0);
}

/* Files of ours are the same for all. */
static bool is_page(const char *address)
{
    static const char files[] = "/static/";
    return strncmp(address, files, sizeof files - 1) != 0 &&
           strcmp(address, "/healthz") != 0 && strcmp(address, "/openapi.json") != 0;
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
    else if (!is_taken(gate, h))
        *page = refuse_method(gate, h);
    else if (h->body && !is_form(gate, c))
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
    if (!refuse(gate, &h, &client->refusal))
        return false;
    client->corrects = !client->refusal && is_form(gate, client);
    client->edits =
        is_page(client->address) && http_edit_knows(gate->edit, h.edit.cookie);
    if (client->edits)
        http_edit_name(h.edit.cookie, client->by);
    *has_body = h.body && !client->corrects;
    return true;
}
