#include "http_gate.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "http_clock.h"
#include "http_header.h"

typedef struct head {
    const char *host;
    room_text accept_encoding, cookie; /* all lines of each */
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
static bool is_address(const char *path)
{
    if (*path != '/')
        return false;
    for (; *path; path++) {
        if ((unsigned char)*path <= ' ' || *path == 0x7F)
            return false;
    }
    return true;
}

/* A header that is a list may come in several lines, which are one list (RFC 9110, 5.2). */
static void gather(room_text *lines, const char *between, const char *line)
{
    if (lines->n)
        room_put_markup(lines, between, strlen(between));
    room_put_markup(lines, line, strlen(line));
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
        gather(&h->accept_encoding, ",", value);
    } else if (strcasecmp(name, "If-None-Match") == 0) {
        gather(&c->tags, ",", value);
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
        gather(&h->cookie, ";", value);
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
static bool is_page(const char *path)
{
    static const char files[] = "/static/";
    return strncmp(path, files, sizeof files - 1) != 0 && strcmp(path, "/healthz") != 0 &&
           strcmp(path, "/openapi.json") != 0;
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
    else if (c->n_values > ADDRESS_VALUES)
        *page =
            http_page_line(414, "414: a query has up to 32 values", NULL, NULL, false);
    else if (!is_address(c->address))
        *page = http_page_line(400, "400: an address begins with / and has no blanks",
                               NULL, NULL, true);
    else
        return true;
    return *page;
}

/* What the address says of the host counts for what Host says. */
static void take_head(head *h)
{
    http_client *c = h->client;
    MHD_get_connection_values(c->connection, MHD_HEADER_KIND, take_header, h);
    if (c->absolute)
        h->host = h->edit.host = c->authority;
    h->edit.cookie = h->cookie.at;
}

bool http_gate_pass(const http_gate *gate, http_client *client, bool *has_body)
{
    head h = {.client = client};
    take_head(&h);
    client->gzip = http_accepts_gzip(h.accept_encoding.at);
    bool good = !h.accept_encoding.failed && !h.cookie.failed && !client->tags.failed &&
                refuse(gate, &h, &client->refusal);
    if (good) {
        client->corrects = !client->refusal && is_form(gate, client);
        client->edits =
            is_page(client->address) && http_edit_knows(gate->edit, h.edit.cookie);
        *has_body = h.body && !client->corrects;
    }
    if (good && client->edits)
        http_edit_name(h.edit.cookie, client->by);
    room_text_free(&h.accept_encoding);
    room_text_free(&h.cookie);
    return good;
}
