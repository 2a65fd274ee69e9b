/*
 * Counts out of strips: groups of events in a table by their keys, deeds that several events
 * tell of put together at the end.
 */
#include <math.h>
#include <stdlib.h>

#include "record/answer.h"
#include "record/query_sql.h"
#include "record/strip_scan.h"

enum { NONE = INT32_MIN, COLUMNS_MOST = DMR_COUNT_KEYS_MOST + 8, CELL_ROOM = 40 };

typedef struct group {
    int32_t key[DMR_COUNT_KEYS_MOST]; /* NONE: it has none */
    uint64_t deeds, events, reports, quads[4], scaled;
    int64_t scale;                           /* sum, in millionths */
    demarche_str words[DMR_COUNT_KEYS_MOST]; /* of keys that are words; no bytes: NULL */
} group;

/* An event whose deed others may tell of too. */
typedef struct telling {
    int64_t deed, key;
    int32_t with; /* with whom, where that is counted by */
    uint32_t sure, kind, group;
    uint16_t reports;
} telling;

typedef struct count {
    dmr_arena *arena;
    dmr_count_keys keys;
    dmr_strip_asked asked;
    bool fold, by_pair, by_partner;
    DMR_VEC(group) groups;
    uint32_t *table; /* (room, a power of two) index + 1 of a group; 0: empty */
    size_t room;
    DMR_VEC(telling) tellings;
    int64_t last_key; /* the hit before */
    uint32_t last_other;
    demarche_str *codes; /* (n_codes) party_code */
    size_t n_codes;
    /* the answer */
    bool in_order;
    size_t next, end;
    const char *names[COLUMNS_MOST];
    dmr_answer_rows rows;
    char cells[COLUMNS_MOST][CELL_ROOM];
} count;

/* ------------------------------------------------------------------------------- groups */

static size_t place_of(const count *c, const int32_t *key)
{
    uint64_t h = 0;
    for (int i = 0; i < DMR_COUNT_KEYS_MOST; i++)
        h = (h ^ (uint32_t)key[i]) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(h >> 32) & (c->room - 1);
    while (c->table[at] &&
           memcmp(c->groups.at[c->table[at] - 1].key, key, sizeof c->groups.at->key) != 0)
        at = (at + 1) & (c->room - 1);
    return at;
}

static bool widen(count *c)
{
    size_t room = c->room ? c->room * 2 : 1024;
    uint32_t *table = DMR_NEW_ARRAY(c->arena, uint32_t, room);
    if (!table)
        return false;
    c->table = table;
    c->room = room;
    for (size_t i = 0; i < c->groups.n; i++)
        table[place_of(c, c->groups.at[i].key)] = (uint32_t)i + 1;
    return true;
}

/* Index of the group with that key; SIZE_MAX for want of memory. */
static size_t group_of(count *c, const int32_t *key)
{
    if (2 * (c->groups.n + 1) > c->room && !widen(c))
        return SIZE_MAX;
    size_t at = place_of(c, key);
    if (!c->table[at]) {
        group *g = DMR_PUSH(c->arena, c->groups);
        if (!g)
            return SIZE_MAX;
        memcpy(g->key, key, sizeof g->key);
        c->table[at] = (uint32_t)c->groups.n;
    }
    return c->table[at] - 1;
}

/* A deed, and what tells of it. */
static void add_deed(const count *c, size_t at, uint32_t kind, uint64_t events,
                     uint64_t reports)
{
    group *g = &c->groups.at[at];
    const dmr_kind *k = &c->asked.kinds->at[kind];
    g->deeds++;
    g->events += events;
    g->reports += reports;
    if (k->quad >= 1 && k->quad <= 4)
        g->quads[k->quad - 1]++;
    g->scaled += k->scaled;
    g->scale += k->scaled ? k->scale : 0;
}

/* --------------------------------------------------------------------------------- hits */

/* With whom: a number for each pair as it is written. */
static int32_t pair_of(const dmr_strip_hit *hit)
{
    return hit->alone ? NONE : (int32_t)(hit->event.other * 3) + hit->event.side;
}

static int32_t partner_of(const dmr_strip_hit *hit)
{
    return hit->alone ? NONE : (int32_t)hit->event.other;
}

/* The same year or month of both days; each is the day divided by so much. */
static int32_t span_of(const dmr_strip_event *e, int32_t part)
{
    if (e->first == DMR_STRIP_NO_DAY || e->last == DMR_STRIP_NO_DAY ||
        e->first / part != e->last / part)
        return NONE;
    return e->first / part;
}

static int32_t key_of(const count *c, dmr_count_key by, const dmr_strip_hit *hit)
{
    const dmr_kind *kind = &c->asked.kinds->at[hit->event.kind];
    switch (by) {
    case DMR_BY_MONTH:
        return span_of(&hit->event, 100);
    case DMR_BY_YEAR:
        return span_of(&hit->event, 10000);
    case DMR_BY_QUAD:
        return kind->quad ? kind->quad : NONE;
    case DMR_BY_TYPE:
        return (int32_t)kind->words[DMR_KIND_TYPE];
    case DMR_BY_MODE:
        return (int32_t)kind->words[DMR_KIND_MODE];
    case DMR_BY_TRACK: /* word 0 is '' */
        return kind->words[DMR_KIND_TRACK] ? (int32_t)kind->words[DMR_KIND_TRACK] : NONE;
    case DMR_BY_MODALITY:
        return (int32_t)kind->words[DMR_KIND_MODALITY];
    case DMR_BY_RULE:
        return (int32_t)kind->words[DMR_KIND_RULE];
    case DMR_BY_PAIR:
        return pair_of(hit);
    default:
        return partner_of(hit);
    }
}

static bool take(void *user, const dmr_strip_hit *hit)
{
    count *c = user;
    int32_t key[DMR_COUNT_KEYS_MOST] = {0};
    /* both ways with one partner is once with it */
    if (c->by_partner && !c->by_pair && hit->key == c->last_key &&
        hit->event.other == c->last_other)
        return true;
    c->last_key = hit->key;
    c->last_other = hit->event.other;
    for (size_t i = 0; i < c->keys.n; i++)
        key[i] = key_of(c, c->keys.at[i], hit);
    size_t at = group_of(c, key);
    if (at == SIZE_MAX)
        return false;
    if (!c->fold || !hit->shared) {
        add_deed(c, at, hit->event.kind, 1, hit->event.reports);
        return true;
    }
    telling *t = DMR_PUSH(c->arena, c->tellings);
    if (!t)
        return false;
    *t = (telling){hit->deed,
                   hit->key,
                   c->by_pair      ? pair_of(hit)
                   : c->by_partner ? partner_of(hit)
                                   : 0,
                   hit->event.sure,
                   hit->event.kind,
                   (uint32_t)at,
                   hit->event.reports};
    return true;
}

static int by_deed(const void *a, const void *b)
{
    const telling *x = a, *y = b;
    if (x->deed != y->deed)
        return x->deed < y->deed ? -1 : 1;
    if (x->with != y->with)
        return x->with < y->with ? -1 : 1;
    if (x->sure != y->sure)
        return x->sure > y->sure ? -1 : 1;
    return (x->key > y->key) - (x->key < y->key);
}

/* Each deed once, as the event has it of which the coder is surest. */
static void fold(count *c)
{
    telling *t = c->tellings.at;
    if (c->tellings.n)
        qsort(t, c->tellings.n, sizeof *t, by_deed);
    for (size_t i = 0, next; i < c->tellings.n; i = next) {
        uint64_t reports = 0;
        for (next = i; next < c->tellings.n && t[next].deed == t[i].deed &&
                       t[next].with == t[i].with;
             next++)
            reports += t[next].reports;
        add_deed(c, t[i].group, t[i].kind, next - i, reports);
    }
}

/* -------------------------------------------------------------------------------- words */

static demarche_status read_codes(count *c, const demarche_record *record,
                                  demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(
        record->db,
        "SELECT code_id, code, max(code_id) OVER () FROM party_code WHERE code_id > 0"
        " AND code_id <= ?1",
        -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int(s, 1, DMR_STRIP_CODE_MAX);
    demarche_status status = DEMARCHE_OK;
    while (!status && (code == SQLITE_OK || code == SQLITE_ROW)) {
        code = sqlite3_step(s);
        if (code != SQLITE_ROW)
            break;
        if (!c->codes) {
            c->n_codes = (size_t)sqlite3_column_int64(s, 2) + 1;
            c->codes = DMR_NEW_ARRAY(c->arena, demarche_str, c->n_codes);
        }
        demarche_str *at = c->codes ? &c->codes[sqlite3_column_int64(s, 0)] : NULL;
        if (at)
            *at = dmr_str_copy(c->arena, dmr_record_column(s, 1));
        if (!at || !at->ptr)
            status = dmr_error_memory(err);
    }
    sqlite3_finalize(s);
    if (status || code == SQLITE_DONE)
        return status;
    return dmr_record_refuse(record, code, err);
}

static demarche_str code_of(const count *c, int64_t id)
{
    return id > 0 && (size_t)id < c->n_codes ? c->codes[id] : dmr_str("?", 1);
}

/* "KOR>SUN", of the number that pair_of gave. */
static demarche_str pair_words(const count *c, int32_t pair)
{
    int32_t other = (pair + 1) / 3, side = pair - other * 3;
    demarche_str a = code_of(c, c->asked.code), b = code_of(c, other);
    bool turned = side < 0 || (side == 0 && dmr_str_compare(a, b) > 0);
    if (turned) {
        demarche_str first = b;
        b = a;
        a = first;
    }
    return dmr_str_format(c->arena, "%.*s%c%.*s", (int)a.len, a.ptr, side ? '>' : '=',
                          (int)b.len, b.ptr);
}

/* False for want of memory. */
static bool put_words(count *c, group *g)
{
    for (size_t i = 0; i < c->keys.n; i++) {
        int32_t key = g->key[i];
        demarche_str *out = &g->words[i];
        if (key == NONE)
            continue;
        switch (c->keys.at[i]) {
        case DMR_BY_MONTH:
            *out = dmr_str_format(c->arena, "%04d-%02d", key / 100, key % 100);
            break;
        case DMR_BY_YEAR:
            *out = dmr_str_format(c->arena, "%04d", key);
            break;
        case DMR_BY_QUAD:
            *out = dmr_str_format(c->arena, "%d", key);
            break;
        case DMR_BY_PAIR:
            *out = pair_words(c, key);
            break;
        case DMR_BY_PARTNER:
            *out = code_of(c, key);
            break;
        default:
            *out = c->asked.kinds->words.at[key];
            out->ptr = out->ptr ? out->ptr : "";
        }
        if (!out->ptr)
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------- order */

/* As SQLite has it: what is NULL comes first, or last. */
static int compare_words(demarche_str a, demarche_str b, bool none_last)
{
    if (!a.ptr || !b.ptr)
        return ((a.ptr != NULL) - (b.ptr != NULL)) * (none_last ? -1 : 1);
    return dmr_str_compare(a, b);
}

static int compare_keys(const group *x, const group *y, bool none_last)
{
    int by = 0;
    for (int i = 0; i < DMR_COUNT_KEYS_MOST && !by; i++)
        by = compare_words(x->words[i], y->words[i], none_last);
    return by;
}

static int in_order(const void *a, const void *b)
{
    return compare_keys(a, b, true);
}

static int by_size(const void *a, const void *b)
{
    const group *x = a, *y = b;
    if (x->deeds != y->deeds)
        return x->deeds > y->deeds ? -1 : 1;
    return compare_keys(x, y, false);
}

static demarche_status put_in_order(count *c, const demarche_query *q,
                                    demarche_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < c->groups.n; i++) {
        /* none: all of its events are of deeds that a surer one tells of */
        if (!c->groups.at[i].deeds)
            continue;
        c->groups.at[n] = c->groups.at[i];
        if (!put_words(c, &c->groups.at[n++]))
            return dmr_error_memory(err);
    }
    if (n)
        qsort(c->groups.at, n, sizeof *c->groups.at, c->in_order ? in_order : by_size);
    c->next = q->offset > 0 ? (size_t)q->offset < n ? (size_t)q->offset : n : 0;
    c->end =
        q->limit > 0 && (uint64_t)q->limit < n - c->next ? c->next + (size_t)q->limit : n;
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ answers */

static demarche_status next_group(void *self, bool *got, demarche_error *err)
{
    count *c = self;
    (void)err;
    *got = c->next < c->end;
    c->next += *got;
    return DEMARCHE_OK;
}

static demarche_cell text_cell(demarche_str text)
{
    return (demarche_cell){.kind = text.ptr ? DEMARCHE_CELL_TEXT : DEMARCHE_CELL_NULL,
                           .text = text};
}

static demarche_cell number_cell(count *c, size_t column, uint64_t number)
{
    char *room = c->cells[column];
    sqlite3_snprintf(CELL_ROOM, room, "%llu", (unsigned long long)number);
    return (demarche_cell){DEMARCHE_CELL_INT, (int64_t)number, (double)number,
                           dmr_str_c(room)};
}

/* To three decimals, as SQLite's round() does: by the digits that it prints. */
static double rounded(double value)
{
    char digits[CELL_ROOM];
    double number = 0, unit = 1;
    sqlite3_snprintf(sizeof digits, digits, "%!.3f", value);
    bool point = false;
    for (const char *p = digits; *p; p++) {
        if (dmr_is_digit(*p)) {
            number = number * 10 + (*p - '0');
            unit = point ? unit * 10 : unit;
        }
        point = point || *p == '.';
    }
    return (digits[0] == '-' ? -number : number) / unit;
}

static demarche_cell cell_of(void *self, size_t column)
{
    count *c = self;
    const group *g = &c->groups.at[c->next - 1];
    size_t i = column - c->keys.n;
    if (column < c->keys.n && c->keys.at[column] == DMR_BY_QUAD && g->words[column].ptr)
        return number_cell(c, column, (uint64_t)g->key[column]);
    if (column < c->keys.n)
        return text_cell(g->words[column]);
    const uint64_t numbers[] = {g->deeds,    g->events,   g->reports, g->quads[0],
                                g->quads[1], g->quads[2], g->quads[3]};
    if (i < sizeof numbers / sizeof *numbers)
        return number_cell(c, column, numbers[i]);
    if (!g->scaled)
        return (demarche_cell){0};
    demarche_cell cell = {
        .kind = DEMARCHE_CELL_REAL,
        .real = rounded((double)g->scale / DMR_STRIP_SURE / (double)g->scaled)};
    sqlite3_snprintf(CELL_ROOM, c->cells[column], "%!.15g", cell.real);
    cell.text = dmr_str_c(c->cells[column]);
    return cell;
}

static void free_count(void *self)
{
    dmr_arena_free(((count *)self)->arena);
}

static void name_columns(count *c)
{
    static const char *const behind[] = {"deeds",
                                         "events",
                                         "reports",
                                         "verbal_cooperation",
                                         "material_cooperation",
                                         "verbal_conflict",
                                         "material_conflict",
                                         "mean_scale"};
    size_t n = 0;
    for (size_t i = 0; i < c->keys.n; i++)
        c->names[n++] = dmr_count_key_name(c->keys.at[i]);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        c->names[n++] = behind[i];
    c->rows = (dmr_answer_rows){c->names, n, next_group, cell_of, free_count};
}

static demarche_status count_all(count *c, demarche_record *record,
                                 const demarche_query *query, bool filled,
                                 demarche_error *err)
{
    DMR_TRY(dmr_strip_ask(&c->asked, record, query, filled, c->arena, err));
    c->by_pair = dmr_count_keys_have(&c->keys, DMR_BY_PAIR);
    c->by_partner = dmr_count_keys_have(&c->keys, DMR_BY_PARTNER);
    c->asked.each = c->by_pair || c->by_partner;
    c->in_order = dmr_count_keys_in_order(&c->keys);
    c->fold = !query->events;
    if (c->asked.each)
        DMR_TRY(read_codes(c, record, err));
    DMR_TRY(dmr_strip_scan(&c->asked, record, take, c, err));
    fold(c);
    return put_in_order(c, query, err);
}

demarche_status dmr_query_count_strips(demarche_answer **out, demarche_record *record,
                                       const demarche_query *query, bool filled,
                                       demarche_error *err)
{
    dmr_count_keys keys;
    bool known = dmr_strip_knows(query);
    *out = NULL;
    DMR_TRY(dmr_count_keys_read(&keys, query, err));
    for (size_t i = 0; i < keys.n; i++)
        known = known && keys.at[i] <= DMR_BY_PARTNER;
    /* pairs of everybody are in all strips, not in those of one code */
    if (dmr_count_keys_have(&keys, DMR_BY_PAIR) && !dmr_query_goes_by_dyad(query))
        known = false;
    if (!keys.n || !known)
        return DEMARCHE_OK;
    dmr_arena *arena = dmr_arena_new(0);
    count *c = arena ? DMR_NEW(arena, count) : NULL;
    demarche_answer *a = c ? calloc(1, sizeof *a) : NULL;
    demarche_status status = a ? DEMARCHE_OK : dmr_error_memory(err);
    if (!status) {
        c->arena = arena;
        c->keys = keys;
        name_columns(c);
        status = count_all(c, record, query, filled, err);
    }
    if (status) {
        dmr_arena_free(arena);
        free(a);
        return status;
    }
    a->record = record;
    a->rows = &c->rows;
    a->self = c;
    *out = a;
    return DEMARCHE_OK;
}
