#include "room_site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#include "site_names.h"

typedef struct site {
    const site_options *options;
    room *room;
    site_names *names;
    json_t *known; /* address -> from where it was linked; all that were met */
    json_t *queue; /* addresses, in the order in which they were met */
    size_t next;
    size_t pages; /* addresses in the queue that are no style, script, letters */
    bool lost;    /* an address could not be kept for want of memory */
    site_counts *counts;
    demarche_error *err;
} site;

/* ------------------------------------------------------------------------------- links */

static bool wants(const site *s, const char *address)
{
    static const char *const living[] = {"/search", "/compare"};
    size_t n = strcspn(address, "?");
    for (size_t i = 0; i < 2; i++) {
        if (n == strlen(living[i]) && strncmp(address, living[i], n) == 0)
            return false;
    }
    return s->options->data || !site_names_ending(address, n);
}

static void expect(site *s, const char *address, const char *from)
{
    if (json_object_set_new(s->known, address, json_string(from)) ||
        json_array_append_new(s->queue, json_string(address)))
        s->lost = true;
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
    room_text address = {0};
    while (whole < n && link[whole] != '#')
        whole++;
    for (size_t i = 0; i < whole; i++) { /* "&amp;" of the attribute */
        room_put_markup(&address, link + i, 1);
        if (whole - i >= 5 && memcmp(link + i, "&amp;", 5) == 0)
            i += 4;
    }
    const char *file = NULL;
    s->lost = s->lost || address.failed;
    if (!address.failed && wants(s, address.at) && meet(s, address.at, from)) {
        file = site_names_of(s->names, address.at);
        s->lost = s->lost || !file;
    }
    for (size_t i = 0; i < depth; i++)
        room_put(out, "../");
    site_names_put_link(out, file ? file : "index.html");
    if (file)
        room_put_markup(out, link + whole, n - whole);
    room_text_free(&address);
}

/* Whether an attribute that ends at `at` leads to another page or file. */
static bool is_link(const char *begin, const char *at)
{
    return (at - begin >= 5 && memcmp(at - 5, " href", 5) == 0) ||
           (at - begin >= 4 && memcmp(at - 4, " src", 4) == 0);
}

/* The page with its links made relative. Attributes are ours: templates and charts write them,
 * always with double quotes, and quotes in text are escaped. */
static void put_page(site *s, room_text *out, const room_text *body, size_t depth,
                     const char *from)
{
    static const char path[] = "=\"/";
    const char *at = body->at, *end = body->at + body->n, *next = at;
    while ((next = memmem(next, (size_t)(end - next), path, sizeof path - 1))) {
        const char *link = next + sizeof path - 2;
        if (is_link(body->at, next)) {
            size_t n = strcspn(link, "\"");
            room_put_markup(out, at, (size_t)(link - at));
            put_link(s, out, link, n, depth, from);
            at = link + n;
        }
        next = link;
    }
    room_put_markup(out, at, (size_t)(end - at));
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

/* The folders of a path, made where they are missing; errno, or 0. */
static int make_folders(char *path)
{
    for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        int why = mkdir(path, 0777) != 0 && errno != EEXIST ? errno : 0;
        *slash = '/';
        if (why)
            return why;
    }
    return 0;
}

/* The folder of the site, before anything is put into it. */
static demarche_status make_site(site *s)
{
    room_text path = {0};
    struct stat is;
    room_put_markup(&path, s->options->folder, strlen(s->options->folder));
    room_put(&path, "/");
    if (path.failed) {
        room_text_free(&path);
        return DEMARCHE_E_MEMORY;
    }
    int why = make_folders(path.at);
    if (!why && stat(path.at, &is) != 0)
        why = errno;
    room_text_free(&path);
    return why ? refuse(s, s->options->folder, strerror(why)) : DEMARCHE_OK;
}

/* Whether what befell one file will befall all. */
static bool is_hopeless(int why)
{
    return why == ENOSPC || why == EDQUOT || why == EROFS || why == EIO ||
           why == ENOMEM || why == EMFILE || why == ENFILE;
}

/* errno, or 0. */
static int write_file(const char *path, const room_text *body)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return errno;
    errno = 0;
    bool bad = body->n && fwrite(body->at, 1, body->n, f) != body->n;
    int why = bad ? (errno ? errno : EIO) : 0;
    if (fclose(f) != 0 && !why)
        why = errno ? errno : EIO;
    return why;
}

static void tell_failed(site *s, const char *address, const char *why)
{
    const char *from = json_string_value(json_object_get(s->known, address));
    s->counts->failed++;
    if (s->options->failed)
        s->options->failed(s->options->user, address, from ? from : "", why);
}

/* A file that cannot be written is told, and the others go on, where they can. */
static demarche_status keep(site *s, const char *address, const char *file,
                            const room_text *body)
{
    room_text path = {0};
    room_put_markup(&path, s->options->folder, strlen(s->options->folder));
    room_put(&path, "/");
    room_put_markup(&path, file, strlen(file));
    if (path.failed || body->failed) {
        room_text_free(&path);
        return DEMARCHE_E_MEMORY;
    }
    demarche_status status = DEMARCHE_OK;
    int why = make_folders(path.at);
    if (!why)
        why = write_file(path.at, body);
    if (why && is_hopeless(why)) {
        status = refuse(s, path.at, strerror(why));
    } else if (why) {
        tell_failed(s, address, strerror(why));
    } else {
        s->counts->pages++;
        s->counts->bytes += body->n;
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
    const char *file = site_names_of(s->names, address);
    char *copy = strdup(address);
    if (!copy || !file) {
        free(copy);
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
        tell_failed(s, address, NULL);
    } else {
        if (strncmp(got.type, "text/html", 9) == 0)
            put_page(s, &page, &got.body, depth_of(file), address);
        else
            room_put_text(&page, &got.body);
        if (strncmp(got.type, "text/css", 8) == 0)
            meet_letters(s, &page, address);
        if (got.next.n)
            meet(s, got.next.at, address);
        status = keep(s, address, file, &page);
    }
    room_text_free(&page);
    room_response_free(&got);
    free(copy);
    return status;
}

demarche_status site_write(const site_options *options, site_counts *counts,
                           demarche_error *err)
{
    const room_options how = {
        .record = options->record, .still = true, .data = options->data};
    site s = {.options = options, .counts = counts, .err = err};
    *counts = (site_counts){0};
    demarche_status status = room_open(&s.room, &how, err);
    if (status)
        return status;
    s.names = site_names_new();
    s.known = json_object();
    s.queue = json_array();
    status = s.names && s.known && s.queue ? make_site(&s) : DEMARCHE_E_MEMORY;
    if (!status)
        meet(&s, "/", "");
    while (!status && s.next < json_array_size(s.queue)) {
        status = write_page(&s, json_string_value(json_array_get(s.queue, s.next++)));
        counts->waiting = json_array_size(s.queue) - s.next;
        if (!status && s.lost)
            status = DEMARCHE_E_MEMORY;
        if (!status && options->progress && !options->progress(options->user, counts))
            break;
    }
    json_decref(s.known);
    json_decref(s.queue);
    site_names_free(s.names);
    room_close(s.room);
    return status;
}
