/*
 * A reading room for the tests of what listens: pages that are slow, large, packed, kept for
 * ever or somewhere else, when a test wants them. Its record is a text file; what stands in it
 * is its state, and a record that begins with '!' cannot be read.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "room.h"

struct room {
    char *record;
    uint32_t page_ms;
    char word[64];
};

static atomic_int stand_in_made; /* pages so far, of all rooms */

static const char *read_word(room *r)
{
    FILE *f = fopen(r->record, "rb");
    if (!f)
        return NULL;
    size_t n = fread(r->word, 1, sizeof r->word - 1, f);
    fclose(f);
    r->word[n] = '\0';
    r->word[strcspn(r->word, "\r\n")] = '\0';
    return r->word[0] && r->word[0] != '!' ? r->word : NULL;
}

demarche_status room_open(room **out, const room_options *options, demarche_error *err)
{
    room *r = calloc(1, sizeof *r);
    *out = NULL;
    if (!r || !(r->record = strdup(options->record)) || !read_word(r)) {
        *err = (demarche_error){.code = DEMARCHE_E_RECORD};
        snprintf(err->message, sizeof err->message, "%s: not a record", options->record);
        room_close(r);
        return DEMARCHE_E_RECORD;
    }
    r->page_ms = options->page_ms;
    *out = r;
    return DEMARCHE_OK;
}

void room_close(room *r)
{
    if (r)
        free(r->record);
    free(r);
}

const char *room_state(room *r)
{
    return read_word(r);
}

void room_response_free(room_response *response)
{
    room_text_free(&response->body);
    room_text_free(&response->location);
    room_text_free(&response->file_name);
    room_text_free(&response->by);
}

static long number_behind(const char *path, const char *start)
{
    return strtol(path + strlen(start), NULL, 10);
}

static bool begins(const char *path, const char *start)
{
    return strncmp(path, start, strlen(start)) == 0;
}

static void put_lines(room_text *body, long bytes)
{
    while ((long)body->n < bytes && !body->failed) {
        room_put(body, "<p>line ");
        room_put_int(body, (int64_t)body->n);
        room_put(body, " of a page that is only there to be long</p>\n");
    }
}

static void rest(long ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&t, NULL);
}

void room_correct(room_response *out, room *r, editor *e, const room_request *request,
                  const char *form, size_t n)
{
    (void)r;
    (void)e;
    (void)request;
    *out =
        (room_response){.status = 200, .type = "text/plain; charset=utf-8", .own = true};
    room_put_string(&out->body, n ? form : "nothing");
}

void room_answer(room_response *out, room *r, const room_request *request)
{
    const char *path = request->path;
    *out = (room_response){.status = 200, .type = "text/html; charset=utf-8"};
    int made = atomic_fetch_add(&stand_in_made, 1) + 1;
    if (begins(path, "/long/")) {
        put_lines(&out->body, number_behind(path, "/long/"));
    } else if (begins(path, "/slow/")) {
        rest(number_behind(path, "/slow/"));
        room_put(&out->body, "slow\n");
    } else if (begins(path, "/to/")) {
        out->status = 303;
        room_put_string(&out->location, path + 3);
    } else if (strcmp(path, "/style.css") == 0) {
        out->type = "text/css; charset=utf-8";
        out->forever = true;
        put_lines(&out->body, 4000);
    } else if (strcmp(path, "/table.csv") == 0) {
        out->type = "text/csv; charset=utf-8";
        room_put(&out->file_name, "table.csv");
        room_put(&out->body, "a,b\n");
    } else if (strcmp(path, "/nuls") == 0) {
        out->type = "application/octet-stream";
        room_put_markup(&out->body, "a\0b\0c", 5);
    } else if (strcmp(path, "/made") == 0 || strcmp(path, "/") == 0) {
        room_put(&out->body, "made ");
        room_put_int(&out->body, made);
        room_put(&out->body, " query ");
        room_put_string(&out->body, request->query);
        room_put(&out->body, "\n");
    } else if (strcmp(path, "/late") == 0) {
        out->status = 503;
        room_put(&out->body, "made ");
        room_put_int(&out->body, made);
    } else if (strcmp(path, "/patience") == 0) {
        room_put_int(&out->body, r->page_ms);
    } else if (strcmp(path, "/broken") == 0) {
        out->status = 500;
    } else {
        out->status = 404;
        room_put(&out->body, "<p>nothing at ");
        room_put_string(&out->body, path);
        room_put(&out->body, "</p>\n");
    }
}
