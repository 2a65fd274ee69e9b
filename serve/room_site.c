#include "room_site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

/* An address of the room is a file of the site: "/" index.html, "/pair/KOR-SUN?when=1989"
 * pair/KOR-SUN--when-1989.html. What is narrowed twice is no page of the site. */

enum { FILE_NAME_MOST = 200 }; /* bytes of one part: file systems allow 255 */

typedef struct site {
    const site_options *options;
    room *room;
    json_t *known; /* address -> from where it was linked; all that were met */
    json_t *queue; /* addresses, in the order in which they were met */
    size_t next;
    size_t pages; /* addresses in the queue that are no style, script, letters */
    site_counts *counts;
    demarche_error *err;
} site;

static uint64_t hash(const char *s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325); /* FNV-1a, 64 bits */
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
    return h;
}

/* What stands at the end of the path, if it is an ending of ours. */
static const char *ending_of(const char *path, size_t n)
{
    static const char *const ends[] = {".json", ".csv"};
    for (size_t i = 0; i < 2; i++) {
        size_t k = strlen(ends[i]);
        if (n > k && memcmp(path + n - k, ends[i], k) == 0)
            return ends[i];
    }
    return NULL;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

/* The name of a file (or, `link`, its address) for an address of the room, from the site's
 * folder: freed by the caller; NULL where it is none of the site. */
static char *file_of(const char *address, bool link)
{
    const char *query = strchr(address, '?');
    size_t n = query ? (size_t)(query - address) : strlen(address);
    room_text t = {0};
    if (strncmp(address, "/static/", 8) == 0 || n == 1) {
        room_put_markup(&t, n == 1 ? "index.html" : address + 1, n == 1 ? 10 : n - 1);
        return t.failed ? NULL : t.at;
    }
    const char *end = ending_of(address, n);
    size_t stem = end ? n - strlen(end) : n, part = t.n;
    for (size_t i = 1; i < stem; i++) {
        char c = address[i];
        if (c == '%' && i + 2 < stem && !link) { /* names of files are no addresses */
            c = (char)(hex(address[i + 1]) * 16 + hex(address[i + 2]));
            i += 2;
        }
        part = c == '/' ? t.n : part;
        room_put_markup(&t, &c, 1);
    }
    for (const char *q = query ? query + 1 : ""; *q; q++) {
        char c = *q;
        if (q == query + 1 || c == '&')
            room_put(&t, "--");
        if (c == '=')
            c = '-';
        else if (strchr("%/+", c))
            c = '~';
        if (c != '&')
            room_put_markup(&t, &c, 1);
    }
    if (!t.failed && t.n - part > FILE_NAME_MOST) {
        char name[24];
        snprintf(name, sizeof name, "~%016llx", (unsigned long long)hash(address));
        t.n = part + FILE_NAME_MOST / 2;
        while (t.n > part &&
               ((unsigned char)t.at[t.n - 1] >= 0x80 || t.at[t.n - 1] == '%'))
            t.n--; /* no half of a character */
        room_put_markup(&t, name, strlen(name));
    }
    room_put_markup(&t, end ? end : ".html", strlen(end ? end : ".html"));
    if (!t.failed)
        return t.at;
    room_text_free(&t);
    return NULL;
}

/* ------------------------------------------------------------------------------- links */

static bool wants(const site *s, const char *address)
{
    static const char *const living[] = {"/search", "/compare"};
    size_t n = strcspn(address, "?");
    for (size_t i = 0; i < 2; i++) {
        if (n == strlen(living[i]) && strncmp(address, living[i], n) == 0)
            return false;
    }
    return s->options->data || !ending_of(address, n);
}

static void expect(site *s, const char *address, const char *from)
{
    json_object_set_new(s->known, address, json_string(from));
    json_array_append_new(s->queue, json_string(address));
}

/* An address that a page links to is to be written, once. */
static bool meet(site *s, const char *address, const char *from)
{
    if (json_object_get(s->known, address))
        return true;
    bool built_in = strncmp(address, "/static/", strlen("/static/")) == 0;
    if (!built_in && s->options->most && s->pages >= s->options->most) {
        s->counts->left_out++;
        return false;
    }
    s->pages += !built_in;
    expect(s, address, from);
    return true;
}

/* A link of the page at `depth` folders below the site's. */
static void put_link(site *s, room_text *out, const char *link, size_t n, size_t depth,
                     const char *from)
{
    size_t whole = 0;
    room_text address = {0}, decoded = {0};
    while (whole < n && link[whole] != '#')
        whole++;
    for (size_t i = 0; i < whole; i++) { /* "&amp;" of the attribute */
        room_put_markup(&decoded, link + i, 1);
        if (whole - i >= 5 && memcmp(link + i, "&amp;", 5) == 0)
            i += 4;
    }
    room_put_text(&address, &decoded);
    room_text_free(&decoded);
    char *file = address.at && wants(s, address.at) && meet(s, address.at, from)
                     ? file_of(address.at, true)
                     : NULL;
    for (size_t i = 0; i < depth; i++)
        room_put(out, "../");
    room_put_string(out, file ? file : "index.html");
    if (file)
        room_put_markup(out, link + whole, n - whole);
    free(file);
    room_text_free(&address);
}

/* The page with its links made relative. Attributes are ours: href, src and action are
 * written by templates, always with double quotes, and quotes in text are escaped. */
static void put_page(site *s, room_text *out, const room_text *body, size_t depth,
                     const char *from)
{
    static const char *const names[] = {"href=\"/", "src=\"/"};
    size_t at = 0;
    while (at < body->n) {
        const char *next = NULL;
        size_t skip = 0;
        for (size_t i = 0; i < 2; i++) {
            const char *found =
                memmem(body->at + at, body->n - at, names[i], strlen(names[i]));
            if (found && (!next || found < next)) {
                next = found;
                skip = strlen(names[i]) - 1;
            }
        }
        if (!next)
            break;
        size_t begin = (size_t)(next - body->at) + skip;
        size_t n = strcspn(body->at + begin, "\"");
        room_put_markup(out, body->at + at, begin - at);
        put_link(s, out, body->at + begin, n, depth, from);
        at = begin + n;
    }
    room_put_markup(out, body->at + at, body->n - at);
}

/* The letters that a style names: all of them, however few the pages are. */
static void meet_letters(site *s, const room_text *style, const char *from)
{
    const char *at = style->at;
    while (at && (at = strstr(at, "url("))) {
        room_text address = {0};
        at += strlen("url(");
        room_put(&address, "/static/");
        room_put_markup(&address, at, strcspn(at, ")"));
        if (!address.failed && !json_object_get(s->known, address.at))
            expect(s, address.at, from);
        room_text_free(&address);
    }
}

/* ----------------------------------------------------------------------------- writing */

static demarche_status refuse(site *s, const char *path, const char *why)
{
    if (s->err) {
        s->err->code = DEMARCHE_E_IO;
        s->err->offset = 0;
        snprintf(s->err->message, sizeof s->err->message, "%.180s: %s", path, why);
    }
    return DEMARCHE_E_IO;
}

/* The folders of a path, made where they are missing. */
static demarche_status make_folders(site *s, char *path)
{
    for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        int failed = mkdir(path, 0777) != 0 && errno != EEXIST;
        int why = errno;
        *slash = '/';
        if (failed)
            return refuse(s, path, strerror(why));
    }
    return DEMARCHE_OK;
}

static demarche_status write_file(site *s, const char *name, const room_text *body)
{
    room_text path = {0};
    room_put_markup(&path, s->options->folder, strlen(s->options->folder));
    room_put(&path, "/");
    room_put_markup(&path, name, strlen(name));
    if (path.failed)
        return DEMARCHE_E_MEMORY;
    demarche_status status = make_folders(s, path.at);
    FILE *f = status ? NULL : fopen(path.at, "wb");
    if (!status && !f)
        status = refuse(s, path.at, strerror(errno));
    if (f) {
        bool bad = body->n && fwrite(body->at, 1, body->n, f) != body->n;
        if (fclose(f) != 0 || bad)
            status = refuse(s, path.at, "could not be written whole");
    }
    room_text_free(&path);
    return status;
}

static size_t depth_of(const char *file)
{
    size_t n = 0;
    for (; *file; file++)
        n += *file == '/';
    return n;
}

static demarche_status write_page(site *s, const char *address)
{
    const char *from = json_string_value(json_object_get(s->known, address));
    char *copy = strdup(address), *file = file_of(address, false);
    if (!copy || !file) {
        free(copy);
        free(file);
        return DEMARCHE_E_MEMORY;
    }
    char *query = strchr(copy, '?');
    if (query)
        *query++ = '\0';
    const room_request asked = {copy, query, NULL};
    room_response got;
    room_text page = {0};
    demarche_status status = DEMARCHE_OK;
    room_answer(&got, s->room, &asked);
    if (got.status != 200) {
        s->counts->failed++;
        if (s->options->failed)
            s->options->failed(s->options->user, address, from ? from : "");
    } else {
        if (strncmp(got.type, "text/html", 9) == 0)
            put_page(s, &page, &got.body, depth_of(file), address);
        else
            room_put_text(&page, &got.body);
        if (strncmp(got.type, "text/css", 8) == 0)
            meet_letters(s, &page, address);
        status = page.failed ? DEMARCHE_E_MEMORY : write_file(s, file, &page);
        s->counts->pages++;
        s->counts->bytes += page.n;
    }
    room_text_free(&page);
    room_response_free(&got);
    free(copy);
    free(file);
    return status;
}

demarche_status site_write(const site_options *options, site_counts *counts,
                           demarche_error *err)
{
    const room_options how = {.record = options->record, .still = true};
    site s = {.options = options, .counts = counts, .err = err};
    *counts = (site_counts){0};
    demarche_status status = room_open(&s.room, &how, err);
    if (status)
        return status;
    s.known = json_object();
    s.queue = json_array();
    meet(&s, "/", "");
    while (!status && s.next < json_array_size(s.queue)) {
        status = write_page(&s, json_string_value(json_array_get(s.queue, s.next++)));
        counts->waiting = json_array_size(s.queue) - s.next;
        if (!status && options->progress && !options->progress(options->user, counts))
            break;
    }
    json_decref(s.known);
    json_decref(s.queue);
    room_close(s.room);
    return status;
}
