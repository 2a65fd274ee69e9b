/*
 * Deeds: reports of one deed in several documents are events of one deed. An event is held
 * against those of the same type between the same two codes in other documents, whose days
 * meet its own; what speaks for one deed is summed up, and the best of those above the
 * threshold has it. What a person has joined or parted goes before it: deed_hand.c.
 */
#include <math.h>
#include <stdio.h>

#include "record/record_db.h"

/* Weights, by which a hand would judge; docs/RECORD.md has examples. */
#define DAY 2.0           /* the same day */
#define MONTH 1.2         /* the same span of at most a month */
#define SPAN 0.6          /* the same longer span */
#define WITHIN 0.8        /* a day within a month */
#define MEETS 0.3         /* spans that meet */
#define MODE 0.5          /* the same mode; */
#define MODE_APART (-1.0) /* another */
#define PLACE 0.7
#define PLACE_APART (-0.5)  /* of two places one may lie within the other */
#define PERSON 0.8          /* a person or body of the same name; */
#define PERSON_APART (-1.0) /* of another */
#define NUMBERS_APART (-1.0)
#define WORDS 3.0 /* times the likeness of the sentences, 0 to 1 */
#define ENOUGH 2.2
#define UNDATED 0.4 /* more, where neither has a date, */
/* and both are told by documents of about one time */

/* The latest events that one is held against: without a date only what is told in nearly the
 * same words can be of one deed, and that comes close together. */
enum { DATED_MOST = 24, UNDATED_MOST = 8 };

/* An event and what is asked for it. */
typedef struct search {
    demarche_record *record;
    const demarche_event *event;
    int64_t key, place;
    char known[11]; /* up to when its document knows; "": it does not say */
    unsigned char gist[DMR_RECORD_GIST_BYTES];
    size_t n_gist;
    const dmr_record_before
        *before; /* (n_before) events of the coding that are not new */
    size_t n_before;
    int64_t best, like; /* the deed, and the event of it that is most like */
    double best_score;
    size_t n_named; /* parties that are persons or bodies with a name */
    double most;    /* no event could be more like it */
} search;

demarche_str dmr_record_sentence(const demarche_document *doc, size_t sentence)
{
    size_t n;
    const demarche_sentence *s = demarche_document_sentences(doc, &n);
    demarche_str text = demarche_document_text(doc);
    if (sentence >= n || s[sentence].end > text.len ||
        s[sentence].start > s[sentence].end)
        return dmr_str(NULL, 0);
    return dmr_str(text.ptr + s[sentence].start, s[sentence].end - s[sentence].start);
}

/* ---------------------------------------------------------------------------- likeness */

static double date_score(const demarche_event *e, demarche_str first, demarche_str last)
{
    demarche_str f = dmr_str_c(e->date), l = dmr_str_c(e->enddate);
    if (!f.len || !first.len)
        return 0;
    bool day = dmr_str_eq(f, l), other_day = dmr_str_eq(first, last);
    /* of at most a month: the same year and month at both ends */
    bool month = f.len == 10 && l.len == 10 && memcmp(f.ptr, l.ptr, 7) == 0;
    bool other_month =
        first.len == 10 && last.len == 10 && memcmp(first.ptr, last.ptr, 7) == 0;
    if (dmr_str_eq(f, first) && dmr_str_eq(l, last))
        return day ? DAY : month ? MONTH : SPAN;
    return (day && other_month) || (other_day && month) ? WITHIN : MEETS;
}

/* Whether a person or body of that code is named so, or otherwise, in the event. */
static double name_score(const demarche_event *e, bool actor, demarche_str code,
                         demarche_str name)
{
    const demarche_entity *at = actor ? e->actors : e->recipients;
    size_t n = actor ? e->n_actors : e->n_recipients;
    double score = 0;
    for (size_t i = 0; i < n; i++) {
        if (!at[i].identifier.len || !name.len || !dmr_str_eq(at[i].code, code))
            continue;
        if (dmr_str_eq(at[i].identifier, name))
            return PERSON;
        score = PERSON_APART;
    }
    return score;
}

/* Parties whose names may speak for or against. */
static size_t count_named(const demarche_document *doc, const demarche_entity *at,
                          size_t n)
{
    size_t named = 0;
    for (size_t i = 0; i < n; i++) {
        const char *kind = at[i].identifier.len ? dmr_record_party_kind(doc, &at[i]) : "";
        named += strcmp(kind, "person") == 0 || strcmp(kind, "organisation") == 0;
    }
    return named;
}

static demarche_status names_score(search *q, int64_t key, double *score,
                                   demarche_error *err)
{
    bool row;
    *score = 0;
    DMR_RECORD_STATEMENT(s, q->record, DMR_RECORD_LIST_PARTIES, err);
    sqlite3_bind_int64(s, 1, key);
    for (;;) {
        DMR_TRY(dmr_record_step(q->record, s, &row, err));
        if (!row)
            return DEMARCHE_OK;
        demarche_str role = dmr_record_column(s, 0);
        if (!dmr_str_is(role, "via"))
            *score += name_score(q->event, dmr_str_is(role, "actor"),
                                 dmr_record_column(s, 1), dmr_record_column(s, 2));
    }
}

/* A deed has one event of a document: the document told two apart. */
static demarche_status is_taken(search *q, int64_t deed, bool *taken, demarche_error *err)
{
    int64_t one, coding = q->key >> DMR_RECORD_NUMBER_BITS;
    for (size_t i = 0; i < q->n_before; i++) {
        if (q->before[i].event_key && q->before[i].deed == deed) {
            *taken = true;
            return DEMARCHE_OK;
        }
    }
    DMR_RECORD_STATEMENT(s, q->record, DMR_RECORD_IN_DEED, err);
    sqlite3_bind_int64(s, 1, deed);
    sqlite3_bind_int64(s, 2, dmr_record_id(coding, 0));
    sqlite3_bind_int64(s, 3, dmr_record_id(coding + 1, 0));
    return dmr_record_number(q->record, s, &one, taken, err);
}

/* Whether two days lie in one year or the next to each other; what is not known may. */
static bool are_near(demarche_str a, demarche_str b)
{
    uint64_t x, y;
    if (a.len < 4 || b.len < 4 || !dmr_str_to_uint(dmr_str(a.ptr, 4), 9999, &x) ||
        !dmr_str_to_uint(dmr_str(b.ptr, 4), 9999, &y))
        return true;
    return x <= y + 1 && y <= x + 1;
}

/* Weigh the row of FIND_LIKE under the cursor. */
static demarche_status weigh(search *q, sqlite3_stmt *s, demarche_error *err)
{
    const demarche_event *e = q->event;
    int64_t key = sqlite3_column_int64(s, 0), deed = sqlite3_column_int64(s, 1);
    demarche_str mode = dmr_record_column(s, 2), own = dmr_str_c(e->mode);
    int64_t place = sqlite3_column_int64(s, 3);
    bool numbers_apart, taken;
    double names, score = date_score(e, dmr_record_column(s, 4), dmr_record_column(s, 5));
    if (!e->date[0]) {
        if (!are_near(dmr_record_column(s, 7), dmr_str_c(q->known)))
            return DEMARCHE_OK;
        score -= UNDATED;
    }
    if (mode.len && own.len)
        score += dmr_str_eq(mode, own) ? MODE : MODE_APART;
    if (place && q->place)
        score += place == q->place ? PLACE : PLACE_APART;
    const unsigned char *gist = sqlite3_column_blob(s, 6);
    size_t n = (size_t)sqlite3_column_bytes(s, 6);
    score += WORDS * dmr_record_gist_likeness(q->gist, q->n_gist, gist, gist ? n : 0,
                                              &numbers_apart);
    score += numbers_apart ? NUMBERS_APART : 0;
    double most = PERSON * (double)q->n_named;
    if (score + most < ENOUGH || score + most <= q->best_score)
        return DEMARCHE_OK;
    names = 0;
    if (q->n_named)
        DMR_TRY(names_score(q, key, &names, err));
    score += names;
    if (score < ENOUGH || score <= q->best_score)
        return DEMARCHE_OK;
    DMR_TRY(is_taken(q, deed, &taken, err));
    if (!taken) {
        q->best = deed;
        q->like = key;
        q->best_score = score;
    }
    return DEMARCHE_OK;
}

/* The first code of a side; empty where it has none. */
static demarche_str code_of(const demarche_entity *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (at[i].code.len)
            return at[i].code;
    }
    return dmr_str(NULL, 0);
}

static demarche_str other_code(const demarche_entity *at, size_t n, demarche_str code)
{
    for (size_t i = 0; i < n; i++) {
        if (at[i].code.len && !dmr_str_eq(at[i].code, code))
            return at[i].code;
    }
    return dmr_str(NULL, 0);
}

static void bind_code(sqlite3_stmt *s, int column, demarche_str code)
{
    sqlite3_bind_text64(s, column, code.len ? code.ptr : "", code.len, SQLITE_STATIC,
                        SQLITE_UTF8);
}

/* The rows of a statement of events that may be of the same deed; ?6 and on are bound. */
static demarche_status look_at(search *q, sqlite3_stmt *s, const demarche_str codes[2],
                               demarche_error *err)
{
    const demarche_event *e = q->event;
    bool row;
    bind_code(s, 1, codes[0]);
    bind_code(s, 2, codes[1]);
    sqlite3_bind_text(s, 3, e->type, -1, SQLITE_STATIC);
    sqlite3_bind_int(s, 4, e->mutual || !e->n_recipients ? 0 : 1);
    sqlite3_bind_int(s, 5, e->date[0] ? DATED_MOST : UNDATED_MOST);
    for (;;) {
        DMR_TRY(dmr_record_step(q->record, s, &row, err));
        if (!row)
            return DEMARCHE_OK;
        demarche_status status = weigh(q, s, err);
        if (status || q->best_score >= q->most) {
            sqlite3_reset(s);
            return status;
        }
    }
}

/* The score of the very same words, day, mode, place and names. */
static double most_of(const search *q)
{
    const demarche_event *e = q->event;
    demarche_str day = dmr_str_c(e->date);
    return date_score(e, day, dmr_str_c(e->enddate)) - (day.len ? 0 : UNDATED) +
           (e->mode && *e->mode ? MODE : 0) + (q->place ? PLACE : 0) +
           PERSON * (double)q->n_named + WORDS;
}

/* Those that begin between two days and do not end before `last`. */
static demarche_status look_between(search *q, const demarche_str codes[2],
                                    const char *from, const char *to, const char *last,
                                    demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, q->record, DMR_RECORD_FIND_LIKE, err);
    bind_code(s, 6, dmr_str_c(from));
    bind_code(s, 7, dmr_str_c(to));
    bind_code(s, 8, dmr_str_c(last));
    return look_at(q, s, codes, err);
}

/* Those without a date, of documents that know up to about the same time. */
static demarche_status look_undated(search *q, const demarche_str codes[2],
                                    demarche_error *err)
{
    char since[8] = "", before[8] = "~"; /* all years */
    uint64_t year;
    if (dmr_str_to_uint(dmr_str(q->known, q->known[0] ? 4 : 0), 9999, &year)) {
        snprintf(since, sizeof since, "%04u", (unsigned)(year ? year - 1 : 0) % 10000);
        if (year + 2 <= 9999)
            snprintf(before, sizeof before, "%04u", (unsigned)(year + 2) % 10000);
    }
    DMR_RECORD_STATEMENT(s, q->record, DMR_RECORD_FIND_LIKE_UNDATED, err);
    bind_code(s, 6, dmr_str_c(since));
    bind_code(s, 7, dmr_str_c(before));
    DMR_TRY(look_at(q, s, codes, err));
    DMR_RECORD_STATEMENT(unknown, q->record, DMR_RECORD_FIND_LIKE_UNKNOWN, err);
    return look_at(q, unknown, codes, err);
}

static demarche_status look_for_like(search *q, demarche_error *err)
{
    const demarche_event *e = q->event;
    demarche_str a = code_of(e->actors, e->n_actors);
    const demarche_str codes[2] = {a, e->n_recipients
                                          ? code_of(e->recipients, e->n_recipients)
                                          : other_code(e->actors, e->n_actors, a)};
    /* What negates or supposes is told for itself; one without two codes is too little. */
    if (!a.len || !codes[1].len || strcmp(e->modality, "negated") == 0 ||
        strcmp(e->modality, "hypothetical") == 0)
        return DEMARCHE_OK;
    if (!e->date[0])
        return look_undated(q, codes, err);
    if (strlen(e->date) != 10 || strlen(e->enddate) != 10)
        return DEMARCHE_OK; /* before the year 0, or open */
    DMR_TRY(look_between(q, codes, e->date, e->enddate, e->date, err));
    if (q->best_score >= q->most)
        return DEMARCHE_OK;
    /* Spans around it begin with its month or its year. */
    char month[11], year[11];
    memcpy(month, e->date, 11);
    memcpy(month + 8, "01", 2);
    memcpy(year, month, 11);
    memcpy(year + 5, "01", 2);
    if (strcmp(month, e->date) < 0)
        DMR_TRY(look_between(q, codes, month, month, e->enddate, err));
    return strcmp(year, month) < 0 ? look_between(q, codes, year, year, e->enddate, err)
                                   : DEMARCHE_OK;
}

/* -------------------------------------------------------------------------------- finding */

/* As it is now: events of this coding may have moved it. */
static demarche_status read_deed(demarche_record *r, int64_t event_key,
                                 dmr_record_deed *out, demarche_error *err)
{
    bool row;
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_DEED_OF, err);
    sqlite3_bind_int64(s, 1, event_key);
    DMR_TRY(dmr_record_step(r, s, &row, err));
    if (!row)
        return dmr_record_refuse(r, SQLITE_CORRUPT, err);
    out->deed = sqlite3_column_int64(s, 0);
    out->by_hand = sqlite3_column_int(s, 1) != 0;
    sqlite3_reset(s);
    return DEMARCHE_OK;
}

demarche_status dmr_record_find_deed(demarche_record *record,
                                     const demarche_document *doc, size_t event,
                                     int64_t place, int64_t event_key,
                                     const dmr_record_before *before,
                                     dmr_record_deed *out, demarche_error *err)
{
    search q = {.record = record, .key = event_key, .place = place, .before = before};
    const demarche_event *e = demarche_document_events(doc, &q.n_before);
    q.event = &e[event];
    if (!before)
        q.n_before = 0;
    *out = (dmr_record_deed){.same_key = event_key, .deed = event_key, .likeness = 1};
    /* The same event found by another coding of its document stays where it was. */
    if (before && before[event].event_key) {
        out->same_key = before[event].same_key;
        return read_deed(record, before[event].event_key, out, err);
    }
    dmr_record_known(demarche_document_meta(doc), q.known);
    q.n_named = count_named(doc, q.event->actors, q.event->n_actors) +
                count_named(doc, q.event->recipients, q.event->n_recipients);
    q.n_gist = dmr_record_gist(dmr_record_sentence(doc, q.event->sentence), q.gist);
    q.most = most_of(&q) - 1e-9;
    DMR_TRY(look_for_like(&q, err));
    if (q.best) {
        out->deed = q.best;
        out->like = q.like;
        out->likeness = 1 / (1 + exp(ENOUGH - q.best_score));
    }
    return DEMARCHE_OK;
}
