/* Questions to a room over a record that a test has made. */
#ifndef DEMARCHE_TEST_ROOM_ASK_H
#define DEMARCHE_TEST_ROOM_ASK_H

#include "../record/record_sample.h"

#include "room.h"

static inline room *ask_open(const record_sample *r)
{
    room *out;
    demarche_error err = {0};
    const room_options options = {.record = r->path};
    if (room_open(&out, &options, &err))
        fail_msg("%s", err.message);
    return out;
}

/* The body of a page that is there; freed by the caller. `path` may have a query. */
static inline char *ask_page(const record_sample *r, const char *path)
{
    char plain[512];
    room_response out;
    room *one = ask_open(r);
    snprintf(plain, sizeof plain, "%s", path);
    char *query = strchr(plain, '?');
    if (query)
        *query++ = '\0';
    room_answer(&out, one, &(room_request){plain, query, NULL});
    if (out.status != 200 || !out.body.at)
        fail_msg("%s: %d\n%s", path, out.status, out.body.at ? out.body.at : "");
    char *body = strdup(out.body.at);
    room_response_free(&out);
    room_close(one);
    assert_non_null(body);
    return body;
}

/* Whether words stand in the page in this order; NULL behind the last. */
static inline void ask_order(const record_sample *r, const char *path,
                             const char *const *words)
{
    char *body = ask_page(r, path);
    const char *at = body;
    for (; *words; words++) {
        const char *found = strstr(at, *words);
        if (!found)
            fail_msg("%s: \"%s\" is not where it should be:\n%.6000s", path, *words,
                     body);
        at = found + strlen(*words);
    }
    free(body);
}

static inline void ask_has(const record_sample *r, const char *path, const char *words)
{
    ask_order(r, path, (const char *const[]){words, NULL});
}

static inline void ask_lacks(const record_sample *r, const char *path, const char *words)
{
    char *body = ask_page(r, path);
    if (strstr(body, words))
        fail_msg("%s has \"%s\":\n%.6000s", path, words, strstr(body, words));
    free(body);
}

#endif
