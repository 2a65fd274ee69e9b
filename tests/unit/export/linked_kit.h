/* What an export writes, file by file, for the document of the record's tests. */
#ifndef DMR_TEST_LINKED_KIT_H
#define DMR_TEST_LINKED_KIT_H

#include "../record/record_sample.h"

#include <jansson.h>

enum { KIT_FILES = 8 };

typedef struct export_kit {
    demarche_export_options opts;
    demarche_export *x;
    struct {
        char name[32];
        dmr_buffer bytes;
    } files[KIT_FILES];
} export_kit;

static inline int kit_write(void *user, const char *file, const char *bytes, size_t n)
{
    export_kit *kit = user;
    size_t i = 0;
    while (i < KIT_FILES && kit->files[i].bytes.n &&
           strcmp(kit->files[i].name, file) != 0)
        i++;
    assert_true(i < KIT_FILES);
    snprintf(kit->files[i].name, sizeof kit->files[i].name, "%s", file);
    return dmr_buffer_write(&kit->files[i].bytes, bytes, n);
}

static inline void kit_open(export_kit *kit, demarche_output output)
{
    demarche_error err = {0};
    *kit = (export_kit){.opts = DEMARCHE_EXPORT_OPTIONS_INIT};
    kit->opts.output = output;
    kit->opts.made = "2026-11-26T21:00:00Z";
    kit->opts.lexicon_hash = "1111111111111111";
    kit->opts.model_hash = "2222222222222222";
    if (demarche_export_open(&kit->x, &kit->opts, kit_write, kit, &err))
        fail_msg("%s", err.message);
}

/* An event of the sample, to be changed: its array is the test's own. */
static inline demarche_event *kit_own(demarche_document *doc, size_t number)
{
    return (demarche_event *)&doc->events.at[number];
}

static inline void kit_event(export_kit *kit, const demarche_document *doc, size_t number,
                             const demarche_deed *deed)
{
    demarche_error err = {0};
    size_t n;
    const demarche_event *events = demarche_document_events(doc, &n);
    assert_true(number < n);
    if (demarche_export_event(kit->x, doc, &events[number], deed, &err))
        fail_msg("%s", err.message);
}

static inline void kit_document(export_kit *kit, const demarche_document *doc)
{
    static const demarche_wanted all = {true, 0};
    demarche_error err = {0};
    if (demarche_export_document(kit->x, doc, &all, &err))
        fail_msg("%s", err.message);
}

static inline void kit_close(export_kit *kit)
{
    demarche_error err = {0};
    if (demarche_export_close(kit->x, &err))
        fail_msg("%s", err.message);
    kit->x = NULL;
}

/* A file, ended by a NUL; "" is the one that has no name. */
static inline const char *kit_file(export_kit *kit, const char *name)
{
    for (size_t i = 0; i < KIT_FILES; i++) {
        dmr_buffer *b = &kit->files[i].bytes;
        if (b->n && strcmp(kit->files[i].name, name) == 0) {
            if (b->at[b->n - 1])
                dmr_buffer_write(b, "", 1);
            return b->at;
        }
    }
    fail_msg("no file \"%s\"", name);
    return NULL;
}

static inline void kit_free(export_kit *kit)
{
    for (size_t i = 0; i < KIT_FILES; i++)
        free(kit->files[i].bytes.at);
}

static inline json_t *kit_json(const char *text)
{
    json_error_t err;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &err);
    if (!json)
        fail_msg("line %d: %s: %.200s", err.line, err.text, text);
    return json;
}

static inline void kit_has(const char *text, const char *what)
{
    if (!strstr(text, what))
        fail_msg("there is no %s in:\n%s", what, text);
}

static inline void kit_has_not(const char *text, const char *what)
{
    if (strstr(text, what))
        fail_msg("there is %s in:\n%s", what, text);
}

static inline size_t kit_count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

/* The deed of the sample's first event, of which another document tells as well. */
static inline const demarche_deed *kit_deed(void)
{
    static const demarche_telling tellings[2] = {
        {.doc = {"page-1", 6}, .end = 92, .confidence = 0.75},
        {.doc = {"page 2", 6},
         .title = {"Another page", 12},
         .url = {"http://example.org/2", 20},
         .source = {"A paper", 7},
         .date = {"1989-01-03", 10},
         .sentence = 4,
         .start = 100,
         .end = 150,
         .confidence = 0.5}};
    static const demarche_deed deed = {"deed-7", tellings, 2, 2, "2026-01-02T03:04:05Z"};
    return &deed;
}

static inline int kit_setup(void **state)
{
    *state = sample_document("page-1", "Relations");
    return 0;
}

static inline int kit_teardown(void **state)
{
    demarche_document_free(*state);
    return 0;
}

#endif
