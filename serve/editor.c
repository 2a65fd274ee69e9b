#include "editor.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http_hash.h"

enum { RECENT = 256, EVENTS_MOST = 64, FIELDS = 9 };

struct editor {
    pthread_mutex_t lock;
    char *record;
    uint64_t recent[RECENT]; /* hashes of the forms kept last; 0: none */
    size_t next;
};

editor *editor_new(const char *record)
{
    editor *e = calloc(1, sizeof *e);
    if (!e || !(e->record = strdup(record))) {
        free(e);
        return NULL;
    }
    pthread_mutex_init(&e->lock, NULL);
    return e;
}

void editor_free(editor *e)
{
    if (!e)
        return;
    pthread_mutex_destroy(&e->lock);
    free(e->record);
    free(e);
}

/* ------------------------------------------------------------------------ what is said */

/* A form as a correction, with what that points to. */
typedef struct said {
    demarche_correction c;
    const char *events[EVENTS_MOST];
    const char *fields[FIELDS], *values[FIELDS];
    char others[FORM_MOST + 1]; /* ids, each ended by a NUL */
} said;

static demarche_status refuse(demarche_error *err, const char *why)
{
    err->code = DEMARCHE_E_ARGUMENT;
    err->offset = 0;
    snprintf(err->message, sizeof err->message, "%s", why);
    return DEMARCHE_E_ARGUMENT;
}

static const char *get(const form_fields *form, const char *name)
{
    const char *value = form_fields_get(form, name);
    return value ? value : "";
}

static bool is_blank(const char *s)
{
    return !s[strspn(s, " ")];
}

/* Ids parted by blanks, commas or semicolons. */
static bool add_others(said *s, const char *others)
{
    static const char between[] = " ,;";
    snprintf(s->others, sizeof s->others, "%s", others);
    for (char *at = s->others + strspn(s->others, between); *at;) {
        size_t n = strcspn(at, between);
        bool last = !at[n];
        if (s->c.n_events == EVENTS_MOST)
            return false;
        at[n] = '\0';
        s->events[s->c.n_events++] = at;
        at += n + !last;
        at += strspn(at, between);
    }
    return true;
}

/* Of a join the event and the others, of a part those and the event last. */
static bool set_events(said *s, const form_fields *form, const char *verdict)
{
    bool parts = strcmp(verdict, "part") == 0;
    const char *event = get(form, "event");
    if (!parts && !is_blank(event))
        s->events[s->c.n_events++] = event;
    if ((parts || strcmp(verdict, "join") == 0) && !add_others(s, get(form, "other")))
        return false;
    if (parts && !is_blank(event)) {
        if (s->c.n_events == EVENTS_MOST)
            return false;
        s->events[s->c.n_events++] = event;
    }
    return true;
}

/* Those that were changed. */
static void set_fields(said *s, const form_fields *form)
{
    static const char *const names[FIELDS] = {"type",      "mode",     "actor",
                                              "recipient", "date",     "place",
                                              "track",     "modality", "quad"};
    for (size_t i = 0; i < FIELDS; i++) {
        char was_name[16];
        snprintf(was_name, sizeof was_name, "was-%s", names[i]);
        const char *value = form_fields_get(form, names[i]);
        const char *was = form_fields_get(form, was_name);
        if (!value || (was ? strcmp(value, was) == 0 : !*value))
            continue;
        s->fields[s->c.n_fields] = names[i];
        s->values[s->c.n_fields++] = value;
    }
}

static demarche_status read_form(said *s, const form_fields *form, demarche_error *err)
{
    const demarche_correction none = DEMARCHE_CORRECTION_INIT;
    const char *verdict = get(form, "verdict"), *note = get(form, "note");
    s->c = none;
    s->c.verdict = verdict;
    s->c.by = get(form, "by");
    s->c.note = is_blank(note) ? NULL : note;
    s->c.events = s->events;
    s->c.fields = s->fields;
    s->c.values = s->values;
    if (is_blank(s->c.by))
        return refuse(err, "say who you are: a correction is kept with a name");
    if (strlen(s->c.by) > EDITOR_NAME_MOST)
        return refuse(err, "a name has at most 100 bytes");
    if (strlen(note) > EDITOR_NOTE_MOST)
        return refuse(err, "a note has at most 4,000 bytes");
    if (strcmp(verdict, "withdraw") == 0) {
        const char *number = get(form, "correction");
        char *end;
        s->c.withdraws = strtoll(number, &end, 10);
        if (s->c.withdraws < 1 || *end || strlen(number) > 18)
            return refuse(err, "to undo takes the number of a correction");
        return DEMARCHE_OK;
    }
    if (!set_events(s, form, verdict))
        return refuse(err, "at most 64 events are joined or parted at once");
    if (strcmp(verdict, "recode") == 0) {
        set_fields(s, form);
        if (!s->c.n_fields)
            return refuse(err, "nothing was changed: change a field and recode, or say "
                               "that the event is right");
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------- and is kept */

/* A record is not made by what is said of it: it must be there to be read. */
static demarche_status open_to_write(demarche_record **out, const char *path,
                                     demarche_error *err)
{
    demarche_status status = demarche_record_open(out, path, DEMARCHE_RECORD_READ, err);
    if (!status)
        status = demarche_record_close(*out, err);
    *out = NULL;
    return status ? status : demarche_record_open(out, path, DEMARCHE_RECORD_WRITE, err);
}

static demarche_status keep(const editor *e, const demarche_correction *c, int64_t *id,
                            demarche_error *err)
{
    demarche_record *record = NULL;
    demarche_status status = open_to_write(&record, e->record, err);
    if (status)
        return status;
    status = demarche_record_correct(record, c, id, err);
    demarche_status closed = demarche_record_close(record, status ? NULL : err);
    return status ? status : closed;
}

static bool was_kept(const editor *e, uint64_t hash)
{
    for (size_t i = 0; i < RECENT; i++) {
        if (e->recent[i] == hash)
            return true;
    }
    return false;
}

/* What was undone may be said again. */
static void remember(editor *e, const demarche_correction *c, uint64_t hash)
{
    if (strcmp(c->verdict, "withdraw") == 0)
        memset(e->recent, 0, sizeof e->recent);
    e->recent[e->next++ % RECENT] = hash;
}

demarche_status editor_keep(editor *e, const form_fields *form, const char *form_bytes,
                            size_t n, int64_t *id, demarche_error *err)
{
    int64_t ignored;
    uint64_t hash = http_hash(1, form_bytes, n) | 1;
    said *s = calloc(1, sizeof *s);
    id = id ? id : &ignored;
    *id = 0;
    if (!s) {
        *err = (demarche_error){DEMARCHE_E_MEMORY, 0, "no memory"};
        return DEMARCHE_E_MEMORY;
    }
    demarche_status status = read_form(s, form, err);
    pthread_mutex_lock(&e->lock);
    if (!status && !was_kept(e, hash)) {
        status = keep(e, &s->c, id, err);
        if (!status)
            remember(e, &s->c, hash);
    }
    pthread_mutex_unlock(&e->lock);
    free(s);
    return status;
}
