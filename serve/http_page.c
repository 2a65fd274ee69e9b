#include "http_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_gzip.h"
#include "http_hash.h"
#include "http_header.h"

/* On every answer. Pages have no script or style of their own in them: what is run and shown
 * comes from this server, and nobody else may frame, embed or read it. */
static const char *const on_all[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
     "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
     "frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

static bool put(struct MHD_Response *to, const char *name, const char *value)
{
    return MHD_add_response_header(to, name, value) == MHD_YES;
}

/* Forms of one who corrects say where they come from; otherwise nobody is told. */
static bool put_on_all(struct MHD_Response *to, bool own)
{
    bool good = put(to, "Referrer-Policy", own ? "same-origin" : "no-referrer");
    for (size_t i = 0; i < sizeof on_all / sizeof *on_all; i++)
        good = good && put(to, on_all[i][0], on_all[i][1]);
    return good;
}

/* Bytes (malloc) become the response's, also where NULL is given. */
static struct MHD_Response *body_of(char *bytes, size_t n, bool own)
{
    struct MHD_Response *made =
        n ? MHD_create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_FREE)
          : MHD_create_response_from_buffer(0, (void *)(uintptr_t) "",
                                            MHD_RESPMEM_PERSISTENT);
    if (!made || !n)
        free(bytes);
    if (made && !put_on_all(made, own)) {
        MHD_destroy_response(made);
        made = NULL;
    }
    return made;
}

static const char *cache_control(const http_page *page)
{
    return page->own || page->status == MHD_HTTP_SERVICE_UNAVAILABLE ? "no-store"
           : page->forever ? "max-age=31536000, immutable"
                           : "no-cache";
}

/* Where a table goes on (RFC 8288). */
static bool put_next(struct MHD_Response *to, const room_text *next)
{
    room_text line = {0};
    room_put(&line, "<");
    room_put_text(&line, next);
    room_put(&line, ">; rel=\"next\"");
    bool good = http_is_own_path(next->at) && !line.failed && put(to, "Link", line.at);
    room_text_free(&line);
    return good;
}

/* Headers of one of the two bodies. */
static bool put_headers(const http_page *page, struct MHD_Response *to,
                        const room_response *from, const char *etag)
{
    char line[512];
    bool good = put(to, "Content-Type", from->type ? from->type : "text/plain") &&
                put(to, "Cache-Control", cache_control(page));
    if (page->packed)
        good = good && put(to, "Vary", "Accept-Encoding");
    if (*etag)
        good = good && put(to, "ETag", etag);
    if (from->location.n)
        good = good && http_is_own_path(from->location.at) &&
               put(to, "Location", from->location.at);
    if (from->status == MHD_HTTP_SERVICE_UNAVAILABLE)
        good = good && put(to, "Retry-After", "5");
    if (from->next.n)
        good = good && put_next(to, &from->next);
    if (from->file_name.n) {
        int n = snprintf(line, sizeof line, "%s; filename=\"%s\"",
                         from->shown ? "inline" : "attachment", from->file_name.at);
        good = good && n > 0 && (size_t)n < sizeof line &&
               put(to, "Content-Disposition", line);
    }
    if (from->by.n) {
        int n = snprintf(line, sizeof line,
                         "demarche-by=%s; Path=/; Max-Age=31536000; HttpOnly; "
                         "SameSite=Strict",
                         from->by.at);
        good = good && n > 0 && (size_t)n < sizeof line && put(to, "Set-Cookie", line);
    }
    return good;
}

static void name_tags(http_page *page, const char *address)
{
    uint64_t tag = http_hash(page->epoch, address, strlen(address));
    tag = http_hash(tag, &page->epoch, sizeof page->epoch);
    snprintf(page->etag, sizeof page->etag, "\"%016llx\"", (unsigned long long)tag);
    snprintf(page->packed_etag, sizeof page->packed_etag, "\"%016llx-gz\"",
             (unsigned long long)tag);
}

static http_page *page_new(int status)
{
    http_page *page = calloc(1, sizeof *page);
    if (page) {
        atomic_init(&page->holders, 1);
        page->status = status;
    }
    return page;
}

static char *take_body(room_response *response, size_t *n)
{
    room_text *body = &response->body;
    *n = body->failed ? 0 : body->n;
    char *fitting = *n ? realloc(body->at, *n) : NULL;
    char *bytes = fitting ? fitting : body->at;
    *body = (room_text){0};
    return bytes;
}

http_page *http_page_make(room_response *response, uint64_t epoch, const char *address)
{
    http_page *page = page_new(response->status);
    if (!page)
        return NULL;
    page->own = response->own;
    page->epoch = response->status == MHD_HTTP_OK && !page->own ? epoch : 0;
    page->forever = response->forever && response->status == MHD_HTTP_OK;
    if (page->epoch)
        name_tags(page, address);
    char *bytes = take_body(response, &page->n_plain), *packed = NULL;
    /* also for those who correct: of the token pages have masks alone (secret.h) */
    if (http_gzip_suits(response->type, page->n_plain))
        packed = http_gzip(bytes, page->n_plain, &page->n_packed);
    page->plain = body_of(bytes, page->n_plain, page->own);
    page->packed = packed ? body_of(packed, page->n_packed, page->own) : NULL;
    bool good = page->plain && put_headers(page, page->plain, response, page->etag);
    if (page->packed)
        good = good && put_headers(page, page->packed, response, page->packed_etag) &&
               put(page->packed, "Content-Encoding", "gzip");
    if (good)
        return page;
    http_page_drop(page);
    return http_page_line(MHD_HTTP_INTERNAL_SERVER_ERROR,
                          "500: this page could not be sent as it should be", NULL, NULL,
                          false);
}

/* Of our own bytes, which are copied. */
static http_page *page_of_ours(int status, const char *type, const char *text)
{
    http_page *page = page_new(status);
    char *bytes = strdup(text);
    if (!page || !bytes) {
        free(bytes);
        http_page_drop(page);
        return NULL;
    }
    page->n_plain = strlen(text);
    page->plain = body_of(bytes, page->n_plain, false);
    if (page->plain && put(page->plain, "Content-Type", type) &&
        put(page->plain, "Cache-Control", "no-store"))
        return page;
    http_page_drop(page);
    return NULL;
}

http_page *http_page_line(int status, const char *line, const char *more,
                          const char *value, bool close)
{
    char text[256];
    snprintf(text, sizeof text, "%s\n", line);
    http_page *page = page_of_ours(status, "text/plain; charset=utf-8", text);
    if (page && (!more || put(page->plain, more, value)) &&
        (!close || put(page->plain, "Connection", "close")))
        return page;
    http_page_drop(page);
    return NULL;
}

http_page *http_page_lead(const char *path, const char *cookie)
{
    http_page *page = page_of_ours(MHD_HTTP_SEE_OTHER, "text/plain; charset=utf-8", "\n");
    if (page && put(page->plain, "Location", path) &&
        put(page->plain, "Set-Cookie", cookie))
        return page;
    http_page_drop(page);
    return NULL;
}

http_page *http_page_json(int status, const char *json)
{
    return page_of_ours(status, "application/json", json);
}

http_page *http_page_hold(http_page *page)
{
    atomic_fetch_add(&page->holders, 1);
    return page;
}

void http_page_drop(http_page *page)
{
    if (!page || atomic_fetch_sub(&page->holders, 1) > 1)
        return;
    if (page->plain)
        MHD_destroy_response(page->plain);
    if (page->packed)
        MHD_destroy_response(page->packed);
    free(page);
}

size_t http_page_size(const http_page *page)
{
    /* what libmicrohttpd keeps of each body: itself and its headers */
    enum { RESPONSE = 2048 };
    return sizeof *page + page->n_plain + page->n_packed +
           (page->packed ? 2 : 1) * RESPONSE;
}

static enum MHD_Result send_not_modified(const http_page *page,
                                         struct MHD_Connection *connection,
                                         const char *etag)
{
    struct MHD_Response *empty = body_of(NULL, 0, false);
    enum MHD_Result sent = MHD_NO;
    if (empty && put(empty, "ETag", etag) &&
        put(empty, "Cache-Control", cache_control(page)) &&
        (!page->packed || put(empty, "Vary", "Accept-Encoding")))
        sent = MHD_queue_response(connection, MHD_HTTP_NOT_MODIFIED, empty);
    if (empty)
        MHD_destroy_response(empty);
    return sent;
}

enum MHD_Result http_page_send(http_page *page, struct MHD_Connection *connection,
                               bool gzip, const char *if_none_match, int *status,
                               size_t *n)
{
    gzip = gzip && page->packed;
    const char *etag = gzip ? page->packed_etag : page->etag;
    if (*etag && http_etag_matches(if_none_match, etag)) {
        *status = MHD_HTTP_NOT_MODIFIED;
        *n = 0;
        return send_not_modified(page, connection, etag);
    }
    *status = page->status;
    *n = gzip ? page->n_packed : page->n_plain;
    return MHD_queue_response(connection, (unsigned)page->status,
                              gzip ? page->packed : page->plain);
}
