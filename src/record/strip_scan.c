/*
 * Reading strips. Which kinds of events are wanted is decided once for each kind, whether a
 * document counts once for each of its codings; what is left are comparisons of numbers.
 */
#include "record/strip_scan.h"

#include <math.h>
#include <stdlib.h>

#include "base/number_set.h"
#include "mention/mention.h"
#include "record/query_sql.h"
#include "record/strip_party.h"
#include "record/strip_words.h"

enum { WANTED = 1, UNDONE = 2, MODEL = 4 }; /* of a kind */

static bool asks(const char *field)
{
    return field && *field;
}

bool dmr_strip_knows(const demarche_query *q)
{
    return !(q->corrected || q->at_run > 0 || q->box || asks(q->place) ||
             asks(q->document));
}

/* ------------------------------------------------------------------------ what is asked */

/* Whether a word is one of a list parted by commas; any is, where there is no list. */
static bool is_listed(const char *list, demarche_str word)
{
    demarche_str rest = dmr_str_c(list), part;
    if (!asks(list))
        return true;
    while (dmr_str_split(&rest, ',', &part)) {
        part = dmr_str_trim(part);
        if (part.len && dmr_str_eq(part, word))
            return true;
    }
    return false;
}

/* Whether one of several words parted by commas is listed. */
static bool is_any_listed(const char *list, demarche_str words)
{
    demarche_str word;
    if (!asks(list))
        return true;
    while (dmr_str_split(&words, ',', &word)) {
        if (is_listed(list, word))
            return true;
    }
    return false;
}

static bool is_listed_number(const char *list, int number)
{
    demarche_str rest = dmr_str_c(list), part;
    uint64_t n;
    if (!asks(list))
        return true;
    while (number && dmr_str_split(&rest, ',', &part)) {
        if (dmr_str_to_uint(dmr_str_trim(part), 9, &n) && n == (uint64_t)number)
            return true;
    }
    return false;
}

static bool is_like(const char *pattern, demarche_str word)
{
    demarche_str p = dmr_str_c(pattern);
    if (!asks(pattern))
        return true;
    if (!dmr_str_ends(p, DMR_STR("*")))
        return dmr_str_eq(p, word);
    p.len--;
    return word.len >= p.len && (!p.len || memcmp(word.ptr, p.ptr, p.len) == 0);
}

static const uint8_t *take_kinds(const dmr_kinds *k, const demarche_query *q,
                                 dmr_arena *arena)
{
    uint8_t *out = dmr_arena_zalloc(arena, k->n, 1);
    for (size_t i = 0; out && i < k->n; i++) {
        const dmr_kind *kind = &k->at[i];
        const demarche_str *words = k->words.at;
        demarche_str rule = words[kind->words[DMR_KIND_RULE]];
        bool wanted = (q->all || !kind->is_undone) &&
                      is_listed(q->type, words[kind->words[DMR_KIND_TYPE]]) &&
                      is_listed(q->mode, kind->mode) &&
                      is_listed(q->track, words[kind->words[DMR_KIND_TRACK]]) &&
                      is_listed(q->modality, words[kind->words[DMR_KIND_MODALITY]]) &&
                      is_any_listed(q->context, kind->contexts) &&
                      is_listed_number(q->quad, kind->quad) && is_like(q->rule, rule);
        out[i] = (uint8_t)((wanted ? WANTED : 0) | (kind->is_undone ? UNDONE : 0) |
                           (dmr_str_is(rule, "model") ? MODEL : 0));
    }
    return out;
}

/* A code of the query; one that the record does not have has no events. */
static demarche_status find_code(dmr_strip_asked *a, demarche_record *record,
                                 demarche_str code, uint32_t *out, demarche_error *err)
{
    int64_t id;
    dmr_arena_reset(record->scratch);
    DMR_TRY(dmr_record_keep_code(record, code, false, &id, err));
    *out = (uint32_t)id;
    a->nobody = a->nobody || !id;
    return DEMARCHE_OK;
}

static demarche_status ask_pair(dmr_strip_asked *a, demarche_record *record,
                                const char *pair, demarche_error *err)
{
    demarche_str from, to;
    DMR_TRY(dmr_query_pair(pair, &from, &to, &a->one_way, err));
    DMR_TRY(find_code(a, record, from, &a->code, err));
    return find_code(a, record, to, &a->other, err);
}

static demarche_status ask_days(dmr_strip_asked *a, const demarche_query *q,
                                demarche_error *err)
{
    char first[11], last[11];
    a->from = a->to = a->known = DMR_STRIP_NO_DAY;
    if (asks(q->when)) {
        DMR_TRY(dmr_query_days(q->when, first, last, err));
        a->from = dmr_strip_day(dmr_str_c(first));
        a->to = dmr_strip_day(dmr_str_c(last));
        a->dated = !q->undated;
    }
    if (asks(q->as_known)) {
        DMR_TRY(dmr_query_days(q->as_known, first, last, err));
        a->known = dmr_strip_day(dmr_str_c(last));
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------- events that are listed */

/* What a list already has stays, where there is one. */
static void take_list(dmr_strip_asked *a, dmr_event_keys *keys)
{
    if (a->is_listed)
        dmr_event_keys_keep(keys, &a->keys);
    a->is_listed = true;
    a->keys = *keys;
}

demarche_status dmr_strip_ask(dmr_strip_asked *out, demarche_record *record,
                              const demarche_query *query, bool filled, dmr_arena *arena,
                              demarche_error *err)
{
    *out = (dmr_strip_asked){.filled = filled};
    double least = isnan(query->confidence) ? DEMARCHE_CONFIDENCE : query->confidence;
    if (least > 0)
        out->least =
            least < 1000 ? (uint32_t)llround(least * DMR_STRIP_SURE) : UINT32_MAX;
    DMR_TRY(ask_days(out, query, err));
    demarche_str who = dmr_str_trim(dmr_str_c(query->actor));
    dmr_event_keys keys;
    if (asks(query->text)) {
        DMR_TRY(dmr_strip_words(&keys, record, query->text, arena, err));
        take_list(out, &keys);
    }
    if (asks(query->pair))
        DMR_TRY(ask_pair(out, record, query->pair, err));
    if (who.len && !asks(query->pair) && dmr_query_is_code(who)) {
        DMR_TRY(find_code(out, record, who, &out->code, err));
        out->roles = asks(query->role) ? (uint8_t)dmr_query_roles(query->role) : 0;
        out->nobody = out->nobody || (asks(query->role) && !out->roles);
    } else if (who.len) {
        DMR_TRY(dmr_strip_party(&keys, record, query, arena, err));
        take_list(out, &keys);
    }
    DMR_TRY(dmr_kinds_read(record, &out->kinds, err));
    out->takes = take_kinds(out->kinds, query, arena);
    return out->takes ? DEMARCHE_OK : dmr_error_memory(err);
}

/* ---------------------------------------------------------------------------- scanning */

typedef struct scan {
    const dmr_strip_asked *asked;
    demarche_record *record;
    dmr_numbers deeds; /* keys of events of which others tell too */
    dmr_strip_take take;
    void *user;
    bool counts[DMR_STRIP_CODINGS]; /* codings of the block at hand */
    int64_t block;
    const unsigned char *deed_bytes; /* (n_deeds) of the strip at hand */
    size_t n_deeds, next_deed;
    size_t next_key; /* of those that are listed */
    demarche_error *err;
} scan;

static bool is_wanted(const scan *s, const dmr_strip_event *e)
{
    const dmr_strip_asked *a = s->asked;
    uint8_t kind = a->takes[e->kind];
    if (!(kind & WANTED) || !s->counts[e->at >> DMR_RECORD_NUMBER_BITS])
        return false;
    if (e->sure < a->least && !(kind & UNDONE) && !(a->filled && (kind & MODEL)))
        return false;
    if (a->to != DMR_STRIP_NO_DAY && e->first > a->to)
        return false;
    if (a->from != DMR_STRIP_NO_DAY && e->last != DMR_STRIP_NO_DAY && e->last < a->from)
        return false;
    if (a->dated && e->first == DMR_STRIP_NO_DAY && e->last == DMR_STRIP_NO_DAY)
        return false;
    return !a->roles || (e->roles & a->roles);
}

/* Keys come in ascending order. */
static bool is_among_listed(scan *s, uint32_t at)
{
    const dmr_strip_asked *a = s->asked;
    int64_t key = dmr_strip_key(s->block, at);
    if (!a->is_listed)
        return true;
    while (s->next_key < a->keys.n && a->keys.at[s->next_key] < key)
        s->next_key++;
    return s->next_key < a->keys.n && a->keys.at[s->next_key] == key;
}

static bool is_of_pair(const dmr_strip_asked *a, const dmr_strip_event *e)
{
    return !a->other ||
           (e->other == a->other && (!a->one_way || e->side == 0 || e->side == 1));
}

static void find_deed(scan *s, dmr_strip_hit *hit)
{
    hit->key = hit->deed = dmr_strip_key(s->block, hit->event.at);
    for (; s->next_deed < s->n_deeds; s->next_deed++) {
        dmr_strip_deed d =
            dmr_strip_deed_at(s->deed_bytes + s->next_deed * DMR_STRIP_DEED_BYTES);
        if (d.at > hit->event.at)
            break;
        if (d.at == hit->event.at) {
            hit->deed = d.deed;
            break;
        }
    }
    hit->shared =
        hit->deed != hit->key || dmr_numbers_have(&s->deeds, (uint64_t)hit->deed);
}

/* The rows of one event, whose first is `hit->event`; *taken is false for want of memory. */
static void scan_event(scan *s, const unsigned char *rows, size_t n, dmr_strip_hit *hit,
                       bool *taken)
{
    const dmr_strip_asked *a = s->asked;
    bool found = false;
    for (size_t i = 0; i < n && *taken; i++) {
        dmr_strip_event e = dmr_strip_event_at(rows + i * DMR_STRIP_EVENT_BYTES);
        if ((a->each && !e.other) || !is_of_pair(a, &e))
            continue;
        if (!found)
            find_deed(s, hit);
        found = true;
        hit->event = e;
        *taken = s->take(s->user, hit);
        if (!a->each)
            return;
    }
    if (found || !a->each || a->other)
        return;
    find_deed(s, hit);
    hit->alone = true;
    *taken = s->take(s->user, hit);
}

static demarche_status damaged(const scan *s)
{
    return dmr_record_refuse(s->record, SQLITE_CORRUPT, s->err);
}

/* Behind the rows of the event that begins at `i`. */
static size_t event_end(const unsigned char *rows, size_t n, size_t i, uint32_t at)
{
    do
        i++;
    while (i < n && dmr_strip_u32(rows + i * DMR_STRIP_EVENT_BYTES) == at);
    return i;
}

static demarche_status scan_strip(scan *s, const unsigned char *rows, size_t n)
{
    const dmr_kinds *kinds = s->asked->kinds;
    bool taken = true;
    s->next_deed = 0;
    for (size_t i = 0, next; i < n; i = next) {
        const unsigned char *row = rows + i * DMR_STRIP_EVENT_BYTES;
        uint32_t at = dmr_strip_u32(row);
        next = event_end(rows, n, i, at);
        if (!is_among_listed(s, at))
            continue;
        dmr_strip_hit hit = {dmr_strip_event_at(row), 0, 0, false, false};
        if (hit.event.kind >= kinds->n ||
            at >> DMR_RECORD_NUMBER_BITS >= DMR_STRIP_CODINGS)
            return damaged(s);
        if (is_wanted(s, &hit.event))
            scan_event(s, row, next - i, &hit, &taken);
        if (!taken)
            return dmr_error_memory(s->err);
    }
    return DEMARCHE_OK;
}

/* Which codings of a block count. */
static void look_at_codings(scan *s, const unsigned char *bytes)
{
    int32_t known = s->asked->known;
    for (size_t i = 0; i < DMR_STRIP_CODINGS; i++) {
        dmr_strip_coding c = dmr_strip_coding_at(bytes + i * DMR_STRIP_CODING_BYTES);
        s->counts[i] =
            known == DMR_STRIP_NO_DAY
                ? c.holds == 2
                : c.holds && c.known_from != DMR_STRIP_NO_DAY && c.known_from <= known &&
                      (c.known_until == DMR_STRIP_NO_DAY || c.known_until > known);
    }
}

/* The strip under the cursor: its id, deeds, codings, events. */
static demarche_status scan_row(scan *s, sqlite3_stmt *q)
{
    s->block = sqlite3_column_int64(q, 0) & ((INT64_C(1) << DMR_STRIP_CODE_BITS) - 1);
    s->deed_bytes = sqlite3_column_blob(q, 1);
    s->n_deeds = (size_t)sqlite3_column_bytes(q, 1) / DMR_STRIP_DEED_BYTES;
    const unsigned char *codings = sqlite3_column_blob(q, 2);
    if (!codings ||
        sqlite3_column_bytes(q, 2) != DMR_STRIP_CODINGS * DMR_STRIP_CODING_BYTES)
        return damaged(s);
    look_at_codings(s, codings);
    const unsigned char *rows = sqlite3_column_blob(q, 3);
    size_t n = (size_t)sqlite3_column_bytes(q, 3);
    if (n % DMR_STRIP_EVENT_BYTES || (n && !rows))
        return damaged(s);
    return scan_strip(s, rows, n / DMR_STRIP_EVENT_BYTES);
}

static demarche_status note_deeds(scan *s, sqlite3_stmt *q)
{
    const unsigned char *bytes = sqlite3_column_blob(q, 0);
    size_t n = (size_t)sqlite3_column_bytes(q, 0) / DMR_STRIP_DEED_BYTES;
    for (size_t i = 0; bytes && i < n; i++) {
        dmr_strip_deed d = dmr_strip_deed_at(bytes + i * DMR_STRIP_DEED_BYTES);
        if (d.deed && !dmr_numbers_add(&s->deeds, (uint64_t)d.deed))
            return dmr_error_memory(s->err);
    }
    return DEMARCHE_OK;
}

/* Every strip of the code, by a statement whose ?1 and ?2 bound its id. */
static demarche_status each_strip(scan *s, const char *sql,
                                  demarche_status (*look)(scan *, sqlite3_stmt *))
{
    sqlite3_stmt *q = NULL;
    int64_t first = (int64_t)s->asked->code << DMR_STRIP_CODE_BITS;
    demarche_status status = DEMARCHE_OK;
    int code = sqlite3_prepare_v2(s->record->db, sql, -1, &q, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(q, 1, first);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(q, 2, first + (INT64_C(1) << DMR_STRIP_CODE_BITS));
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(q);
        if (code == SQLITE_ROW && (status = look(s, q)))
            break;
    }
    sqlite3_finalize(q);
    if (status || code == SQLITE_DONE)
        return status;
    return dmr_record_refuse(s->record, code, s->err);
}

demarche_status dmr_strip_scan(const dmr_strip_asked *asked, demarche_record *record,
                               dmr_strip_take take, void *user, demarche_error *err)
{
    scan s = {.asked = asked, .record = record, .take = take, .user = user, .err = err};
    if (asked->nobody)
        return DEMARCHE_OK;
    demarche_status status = each_strip(
        &s, "SELECT deeds FROM strip WHERE strip_id >= ?1 AND strip_id < ?2", note_deeds);
    if (!status)
        status = each_strip(
            &s,
            "SELECT s.strip_id, s.deeds, c.codings, s.events FROM strip s"
            " CROSS JOIN strip_coding c ON c.block = s.strip_id & 1099511627775"
            " WHERE s.strip_id >= ?1 AND s.strip_id < ?2"
            " ORDER BY s.strip_id",
            scan_row);
    dmr_numbers_free(&s.deeds);
    return status;
}
