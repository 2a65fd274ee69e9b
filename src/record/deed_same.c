/*
 * Which events of a coding are events of the coding before it: then they stay of their deed,
 * and what a person said of them is said of them still. An event is the same where it has the
 * same id in a coding of the same document; else, where a lexicon has changed its type or its
 * parties, or a revision has moved its bytes, where it stands at the same words of the same
 * sentence in the coding that was made last.
 */
#include "record/record_db.h"

/* What tells the place of an event in whatever version: where its trigger stands in its
 * sentence, how long that is, and its words. */
typedef struct anchor {
    int64_t start, end, length;
    unsigned char gist[DMR_RECORD_GIST_BYTES];
} anchor;

typedef struct candidate {
    dmr_record_before before;
    anchor at;
    demarche_str type;
    uint32_t next; /* index + 1 of the next with that anchor; 0: none */
    bool taken;
} candidate;

typedef struct matcher {
    demarche_record *record;
    const demarche_document *doc;
    int64_t coding, last; /* the new one, and that before it */
    dmr_record_before *out;
    dmr_map *taken; /* same_key of those that were found */
    demarche_error *err;
} matcher;

static bool take(matcher *m, size_t event, const dmr_record_before *before)
{
    m->out[event] = *before;
    int64_t *key = &m->out[event].same_key;
    return dmr_map_set(m->taken, dmr_str((const char *)key, sizeof *key), 1);
}

static bool is_taken(const matcher *m, const int64_t *same_key)
{
    return dmr_map_get(m->taken, dmr_str((const char *)same_key, sizeof *same_key), 0) !=
           0;
}

/* The row under the cursor: event_key, same_key, deed. */
static dmr_record_before row_of(sqlite3_stmt *s)
{
    return (dmr_record_before){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1),
                               sqlite3_column_int64(s, 2)};
}

static demarche_status match_ids(matcher *m, size_t *n_left)
{
    size_t n;
    const demarche_event *e = demarche_document_events(m->doc, &n);
    DMR_RECORD_STATEMENT(s, m->record, DMR_RECORD_FIND_SAME, m->err);
    *n_left = 0;
    for (size_t i = 0; i < n; i++) {
        bool row;
        dmr_record_before before = {0};
        sqlite3_bind_text(s, 1, e[i].id, -1, SQLITE_STATIC);
        sqlite3_bind_int64(s, 2, m->coding);
        DMR_TRY(dmr_record_step(m->record, s, &row, m->err));
        if (row) {
            before = row_of(s);
            sqlite3_reset(s);
        }
        if (!row || is_taken(m, &before.same_key))
            ++*n_left;
        else if (!take(m, i, &before))
            return dmr_error_memory(m->err);
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------ by where they stand */

typedef DMR_VEC(candidate) candidates;

static demarche_status list_last(matcher *m, candidates *list)
{
    bool row;
    dmr_arena *arena = m->record->scratch;
    DMR_RECORD_STATEMENT(s, m->record, DMR_RECORD_LIST_ANCHORS, m->err);
    sqlite3_bind_int64(s, 1, dmr_record_id(m->last, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(m->last + 1, 0));
    for (;;) {
        DMR_TRY(dmr_record_step(m->record, s, &row, m->err));
        if (!row)
            return DEMARCHE_OK;
        dmr_record_before before = row_of(s);
        if (is_taken(m, &before.same_key))
            continue;
        candidate *c = DMR_PUSH(arena, *list);
        if (!c) {
            sqlite3_reset(s);
            return dmr_error_memory(m->err);
        }
        size_t n = (size_t)sqlite3_column_bytes(s, 7);
        const void *gist = sqlite3_column_blob(s, 7);
        *c = (candidate){.before = before,
                         .at = {.start = sqlite3_column_int64(s, 3),
                                .end = sqlite3_column_int64(s, 4),
                                .length = sqlite3_column_int64(s, 5)}};
        c->type = dmr_str_copy(arena, dmr_record_column(s, 6));
        if (gist)
            memcpy(c->at.gist, gist, n < sizeof c->at.gist ? n : sizeof c->at.gist);
    }
}

/* False for an event without a trigger. */
static bool anchor_of(const matcher *m, const demarche_event *e, anchor *out)
{
    size_t n;
    const demarche_sentence *s = demarche_document_sentences(m->doc, &n);
    memset(out, 0, sizeof *out);
    if (!e->trigger.end || e->sentence >= n)
        return false;
    s += e->sentence;
    out->start = (int64_t)e->trigger.start - (int64_t)s->start;
    out->end = (int64_t)e->trigger.end - (int64_t)s->start;
    out->length = (int64_t)s->end - (int64_t)s->start;
    dmr_record_gist(dmr_record_sentence(m->doc, e->sentence), out->gist);
    return true;
}

static demarche_str key_of(const anchor *a)
{
    return dmr_str((const char *)a, sizeof *a);
}

/* The first that is free, of that type where there is one (`alike`). */
static candidate *find_free(candidates *list, uint32_t first, const char *type,
                            bool alike)
{
    for (uint32_t i = list->at ? first : 0; i; i = list->at[i - 1].next) {
        candidate *c = &list->at[i - 1];
        if (!c->taken && (!alike || dmr_str_is(c->type, type)))
            return c;
    }
    return NULL;
}

static demarche_status match_places(matcher *m)
{
    size_t n;
    const demarche_event *e = demarche_document_events(m->doc, &n);
    candidates list = {0};
    DMR_TRY(list_last(m, &list));
    dmr_map *first = dmr_map_new(m->record->scratch);
    for (size_t i = list.n; first && i-- > 0;) { /* backwards: the first comes first */
        candidate *c = &list.at[i];
        c->next = dmr_map_get(first, key_of(&c->at), 0);
        if (!dmr_map_set(first, key_of(&c->at), (uint32_t)i + 1))
            first = NULL;
    }
    if (!first)
        return dmr_error_memory(m->err);
    for (int alike = 1; alike >= 0; alike--) {
        for (size_t i = 0; i < n; i++) {
            anchor at;
            if (m->out[i].event_key || !anchor_of(m, &e[i], &at))
                continue;
            candidate *c = find_free(&list, dmr_map_get(first, key_of(&at), 0), e[i].type,
                                     alike != 0);
            if (!c)
                continue;
            c->taken = true;
            if (!take(m, i, &c->before))
                return dmr_error_memory(m->err);
        }
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_find_before(demarche_record *record,
                                       const demarche_document *doc, int64_t coding,
                                       dmr_record_before **out, demarche_error *err)
{
    matcher m = {.record = record, .doc = doc, .coding = coding, .err = err};
    size_t n, n_left;
    *out = NULL;
    demarche_document_events(doc, &n);
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_LAST_CODING, err);
    sqlite3_bind_int64(s, 1, coding);
    DMR_TRY(dmr_record_number(record, s, &m.last, NULL, err));
    if (!m.last || !n)
        return DEMARCHE_OK;
    *out = m.out = DMR_NEW_ARRAY(record->scratch, dmr_record_before, n);
    m.taken = dmr_map_new(record->scratch);
    if (!m.out || !m.taken)
        return dmr_error_memory(err);
    DMR_TRY(match_ids(&m, &n_left));
    return n_left ? match_places(&m) : DEMARCHE_OK;
}
