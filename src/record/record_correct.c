/*
 * What persons say of events: rows of `correction`, beside what the machine has coded. Only
 * joins and parts move something: the deeds.
 */
#include "base/vec.h"
#include "mention/mention.h"
#include "record/correct_value.h"

/* Bytes of a name, a note; events of a call. */
enum { WHO_MOST = 200, NOTE_MOST = 10000, EVENTS_MOST = 10000 };

typedef struct named_event {
    const char *id; /* in the record's scratch */
    int64_t same_key, deed;
} named_event;

typedef struct saying {
    demarche_record *record;
    const demarche_correction *c;
    DMR_VEC(named_event) events; /* as they were named */
    DMR_VEC(named_event) others; /* of a join or part: with which, from which */
    int64_t first;               /* the row that stands for all of them */
    demarche_error *err;
} saying;

/* --------------------------------------------------------------------------------- events */

static demarche_status look_up(saying *y, dmr_record_statement which, demarche_str name,
                               int64_t key, named_event *out, bool *found)
{
    DMR_RECORD_STATEMENT(s, y->record, which, y->err);
    if (key)
        sqlite3_bind_int64(s, 1, key);
    else
        sqlite3_bind_text64(s, 1, name.ptr, name.len, SQLITE_STATIC, SQLITE_UTF8);
    DMR_TRY(dmr_record_step(y->record, s, found, y->err));
    if (!*found)
        return DEMARCHE_OK;
    demarche_str id = dmr_str_copy(y->record->scratch, dmr_record_column(s, 0));
    *out = (named_event){id.ptr, sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2)};
    sqlite3_reset(s);
    return id.ptr ? DEMARCHE_OK : dmr_error_memory(y->err);
}

/* An event by its id, else by its key. */
static demarche_status find_event(saying *y, const char *name, named_event *out)
{
    demarche_str text = dmr_str_trim(dmr_str_c(name));
    uint64_t key;
    bool found = false;
    if (text.len)
        DMR_TRY(look_up(y, DMR_RECORD_EVENT_BY_ID, text, 0, out, &found));
    if (!found && dmr_str_to_uint(text, INT64_MAX, &key) && key)
        DMR_TRY(look_up(y, DMR_RECORD_EVENT_BY_KEY, text, (int64_t)key, out, &found));
    return found ? DEMARCHE_OK
                 : dmr_error_set(y->err, DEMARCHE_E_ARGUMENT, 0,
                                 "%s: no event %.60s; an event is named by its id (16 "
                                 "hexadecimal digits) or its key",
                                 y->record->path, text.len ? text.ptr : "without a name");
}

static demarche_status find_events(saying *y)
{
    for (size_t i = 0; i < y->c->n_events; i++) {
        named_event *e = DMR_PUSH(y->record->scratch, y->events);
        if (!e)
            return dmr_error_memory(y->err);
        DMR_TRY(find_event(y, y->c->events[i], e));
    }
    return DEMARCHE_OK;
}

static demarche_status add_other(saying *y, const named_event *other)
{
    for (size_t i = 0; i < y->others.n; i++) {
        if (y->others.at[i].same_key == other->same_key)
            return DEMARCHE_OK;
    }
    named_event *e = DMR_PUSH(y->record->scratch, y->others);
    if (!e)
        return dmr_error_memory(y->err);
    *e = *other;
    return DEMARCHE_OK;
}

/* The other events of a deed, each once, under the id that it has last. */
static demarche_status add_deed(saying *y, const named_event *event)
{
    bool row;
    DMR_RECORD_STATEMENT(s, y->record, DMR_RECORD_LIST_DEED, y->err);
    sqlite3_bind_int64(s, 1, event->deed);
    sqlite3_bind_int64(s, 2, event->same_key);
    for (;;) {
        DMR_TRY(dmr_record_step(y->record, s, &row, y->err));
        if (!row)
            return DEMARCHE_OK;
        demarche_str id = dmr_str_copy(y->record->scratch, dmr_record_column(s, 0));
        const named_event e = {id.ptr, sqlite3_column_int64(s, 1), event->deed};
        demarche_status status = id.ptr ? add_other(y, &e) : dmr_error_memory(y->err);
        if (status) {
            sqlite3_reset(s);
            return status;
        }
    }
}

/* ----------------------------------------------------------------------------------- rows */

/* The columns that all rows of a call share. */
static demarche_status add_row(saying *y, const char *event, const char *other,
                               const char *field, const char *value, int64_t withdraws)
{
    const demarche_correction *c = y->c;
    DMR_RECORD_STATEMENT(s, y->record, DMR_RECORD_ADD_CORRECTION, y->err);
    dmr_record_bind_text(s, 1, c->made);
    dmr_record_bind_str(s, 2, dmr_str_trim(dmr_str_c(c->by)));
    dmr_record_bind_text(s, 3, c->verdict);
    sqlite3_bind_text(s, 4, event, -1, SQLITE_STATIC);
    dmr_record_bind_text(s, 5, other);
    dmr_record_bind_text(s, 6, field);
    if (value) /* "": it has none */
        sqlite3_bind_text(s, 7, value, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(s, 7);
    dmr_record_bind_text(s, 8, c->note);
    dmr_record_bind_id(s, 9, y->first);
    dmr_record_bind_id(s, 10, withdraws);
    DMR_TRY(dmr_record_run(y->record, s, y->err));
    if (!y->first)
        y->first = sqlite3_last_insert_rowid(y->record->db);
    return DEMARCHE_OK;
}

static demarche_status regroup_all(saying *y)
{
    for (size_t i = 0; i < y->events.n; i++)
        DMR_TRY(dmr_record_regroup(y->record, y->events.at[i].same_key, y->err));
    return DEMARCHE_OK;
}

static demarche_status say_join(saying *y)
{
    const named_event *e = y->events.at;
    for (size_t i = 1; i < y->events.n; i++) {
        if (e[i].same_key != e[0].same_key)
            DMR_TRY(add_other(y, &e[i]));
    }
    if (!y->others.n)
        return dmr_error_set(y->err, DEMARCHE_E_ARGUMENT, 0,
                             "to join takes two events or more");
    for (size_t i = 0; i < y->others.n; i++)
        DMR_TRY(add_row(y, e[0].id, y->others.at[i].id, NULL, NULL, 0));
    return dmr_record_regroup(y->record, e[0].same_key, y->err);
}

/* The last one is parted from the others that are named, and from all of its deed. */
static demarche_status say_part(saying *y)
{
    const named_event *last = &y->events.at[y->events.n - 1];
    for (size_t i = 0; i + 1 < y->events.n; i++) {
        if (y->events.at[i].same_key != last->same_key)
            DMR_TRY(add_other(y, &y->events.at[i]));
    }
    DMR_TRY(add_deed(y, last));
    if (!y->others.n)
        return dmr_error_set(
            y->err, DEMARCHE_E_ARGUMENT, 0,
            "event %.40s is alone in its deed; name the event from which "
            "it is to be parted before it",
            last->id);
    for (size_t i = 0; i < y->others.n; i++)
        DMR_TRY(add_row(y, last->id, y->others.at[i].id, NULL, NULL, 0));
    return regroup_all(y);
}

static demarche_status say_recode(saying *y)
{
    const demarche_correction *c = y->c;
    if (!c->n_fields)
        return dmr_error_set(y->err, DEMARCHE_E_ARGUMENT, 0,
                             "to recode takes a field and its value, type=CONSULT");
    for (size_t i = 0; i < c->n_fields; i++) {
        DMR_TRY(dmr_record_check_value(y->record, dmr_str_c(c->fields[i]),
                                       dmr_str_c(c->values[i]), y->err));
        DMR_TRY(add_row(y, y->events.at[0].id, NULL, c->fields[i], c->values[i], 0));
    }
    return DEMARCHE_OK;
}

static demarche_status say_withdraw(saying *y)
{
    bool row;
    long long asked = (long long)y->c->withdraws;
    DMR_RECORD_STATEMENT(s, y->record, DMR_RECORD_FIND_CORRECTION, y->err);
    sqlite3_bind_int64(s, 1, y->c->withdraws);
    DMR_TRY(dmr_record_step(y->record, s, &row, y->err));
    if (!row)
        return dmr_error_set(y->err, DEMARCHE_E_ARGUMENT, 0,
                             "%s: no correction %lld; see demarche record corrections",
                             y->record->path, asked);
    int64_t first = sqlite3_column_int64(s, 0);
    demarche_str event = dmr_str_copy(y->record->scratch, dmr_record_column(s, 1));
    bool withdraws = dmr_str_is(dmr_record_column(s, 2), "withdraw");
    bool gone = sqlite3_column_int(s, 3) != 0;
    sqlite3_reset(s);
    if (!event.ptr)
        return dmr_error_memory(y->err);
    if (withdraws || gone)
        return dmr_error_set(y->err, DEMARCHE_E_ARGUMENT, 0, "%s: correction %lld %s",
                             y->record->path, asked,
                             gone ? "was withdrawn before"
                                  : "withdraws another; say anew what that one said");
    DMR_TRY(add_row(y, event.ptr, NULL, NULL, NULL, first));
    /* the deeds of all that were joined or parted in that call */
    DMR_RECORD_STATEMENT(list, y->record, DMR_RECORD_LIST_SPOKEN_OF, y->err);
    sqlite3_bind_int64(list, 1, first);
    for (;;) {
        DMR_TRY(dmr_record_step(y->record, list, &row, y->err));
        if (!row)
            return regroup_all(y);
        named_event *e = DMR_PUSH(y->record->scratch, y->events);
        if (!e) {
            sqlite3_reset(list);
            return dmr_error_memory(y->err);
        }
        *e = (named_event){.same_key = sqlite3_column_int64(list, 0)};
    }
}

/* ------------------------------------------------------------------------------------ all */

/* Which there are, how many events each takes, and what says it. */
static const struct verdict {
    const char *name;
    size_t least, most;
    demarche_status (*say)(saying *y);
} verdicts[] = {
    {"right", 1, 1, NULL},
    {"wrong", 1, 1, NULL},
    {"note", 1, 1, NULL},
    {"recode", 1, 1, say_recode},
    {"join", 2, EVENTS_MOST, say_join},
    {"part", 1, EVENTS_MOST, say_part},
    {"withdraw", 0, 0, say_withdraw},
};

/* "2026-01-31T12:00:00.000Z", or without the thousandths. */
static bool is_time(demarche_str s)
{
    static const char shape[] = "0000-00-00T00:00:00.000Z";
    dmr_day first, last;
    if (s.len != 24 && s.len != 20)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        char c = i + 1 == s.len ? 'Z' : shape[i];
        if (c == '0' ? !dmr_is_digit(s.ptr[i]) : s.ptr[i] != c)
            return false;
    }
    return dmr_edtf_bounds(dmr_str(s.ptr, 10), &first, &last);
}

static demarche_status check(const demarche_record *record, const demarche_correction *c,
                             const struct verdict **verdict, demarche_error *err)
{
    const char *name = c->verdict ? c->verdict : "";
    *verdict = NULL;
    if (!record->writes)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "%s: the record is open for reading only", record->path);
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        if (strcmp(verdicts[i].name, name) == 0)
            *verdict = &verdicts[i];
    }
    const struct verdict *v = *verdict;
    if (!v)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a verdict is right, wrong, note, recode, join, part or "
                             "withdraw, not %.60s",
                             name);
    if (c->n_events < v->least || c->n_events > v->most)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s takes %s", name,
                             !v->most      ? "no event, but a correction"
                             : v->most > 1 ? v->least > 1 ? "two events or more"
                                                          : "one event or more"
                                           : "one event");
    if (c->n_fields && v->say != say_recode)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "%s takes no field: say recode, and a note by a note", name);
    if (!dmr_str_trim(dmr_str_c(c->by)).len)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a correction needs the name of who says it");
    if (strcmp(name, "note") == 0 && !(c->note && *c->note))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a note needs its words");
    if (c->made && *c->made && !is_time(dmr_str_c(c->made)))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "when it was made is UTC, 2026-01-31T12:00:00.000Z, not "
                             "%.60s",
                             c->made);
    DMR_TRY(dmr_record_check_line(dmr_str_c(c->by), WHO_MOST, "the name", err));
    return dmr_record_check_line(dmr_str_c(c->note), NOTE_MOST, "the note", err);
}

/* Whether the very same was said at that very time: it came from another record before. */
static demarche_status is_there(saying *y, bool *there)
{
    const demarche_correction *c = y->c;
    const named_event *e = y->events.at;
    bool parts = strcmp(c->verdict, "part") == 0;
    const char *other = y->events.n > 1 ? e[parts ? 0 : 1].id : NULL;
    int64_t one;
    *there = false;
    if (!c->made || !*c->made || !y->events.n)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, y->record, DMR_RECORD_HAS_CORRECTION, y->err);
    sqlite3_bind_text(s, 1, parts ? e[y->events.n - 1].id : e[0].id, -1, SQLITE_STATIC);
    dmr_record_bind_text(s, 2, c->made);
    dmr_record_bind_str(s, 3, dmr_str_trim(dmr_str_c(c->by)));
    dmr_record_bind_text(s, 4, c->verdict);
    dmr_record_bind_text(s, 5, c->n_fields ? c->fields[0] : NULL);
    sqlite3_bind_text(s, 6, c->n_fields ? c->values[0] : "", -1, SQLITE_STATIC);
    dmr_record_bind_text(s, 7, c->note);
    dmr_record_bind_text(s, 8, other);
    return dmr_record_number(y->record, s, &one, there, y->err);
}

demarche_status demarche_record_correct(demarche_record *record,
                                        const demarche_correction *correction,
                                        int64_t *id, demarche_error *err)
{
    const struct verdict *verdict = NULL;
    if (id)
        *id = 0;
    if (!record || !correction || correction->version != DEMARCHE_CORRECTION_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record is needed, and a correction of version %d",
                             DEMARCHE_CORRECTION_VERSION);
    DMR_TRY(check(record, correction, &verdict, err));
    if (!verdict)
        return DEMARCHE_E_ARGUMENT;
    saying y = {.record = record, .c = correction, .err = err};
    dmr_record_part part;
    bool there = false;
    dmr_arena_reset(record->scratch);
    DMR_TRY(dmr_record_begin_part(record, &part, err));
    demarche_status status = find_events(&y);
    if (!status)
        status = is_there(&y, &there);
    if (!status && !there)
        status = verdict->say  ? verdict->say(&y)
                 : y.events.at ? add_row(&y, y.events.at[0].id, NULL, NULL, NULL, 0)
                               : DEMARCHE_E_ARGUMENT;
    record->added++;
    DMR_TRY(dmr_record_end_part(record, &part, !status, status, err));
    record->wrote |= !there;
    if (id)
        *id = y.first;
    return DEMARCHE_OK;
}
