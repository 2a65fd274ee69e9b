/*
 * Deeds by hand: what persons have joined and parted, and the rule's word where they are
 * silent. All events that have to do with each other are taken together: those that the rule
 * found alike, and those that somebody joined. They are put into deeds in an order that says
 * who wins:
 *  1. the words of hands, the latest first. A join unites, unless a later part keeps the two
 *     apart; a part holds, unless a later join has united its event with any that it was
 *     parted from;
 *  2. what the rule found, in the order in which the events came: each goes with the event that
 *     it is most like, or where hands have taken it from that one's deed with the first other
 *     event of those that the rule has linked. No part and no two events of one coding are
 *     brought together by it.
 * So the same words give the same deeds, whenever they are said; and a word that is taken back
 * leaves what the rule would say.
 *
 * An event and what it became in later codings (same_key) is one here.
 */
#include <stdlib.h>

#include "base/vec.h"
#include "record/record_db.h"

/* Events of a deed, or of deeds that lean on each other, that are taken on. */
enum { NODES_MOST = 20000 };

typedef struct row {
    int64_t key, deed;
    bool by_hand;
} row;

typedef struct node {
    int64_t same_key;
    size_t first_row, n_rows; /* into `rows` */
    int64_t like;         /* same_key of what the rule found it most like; 0: nothing */
    uint32_t group, next; /* the group's first node; the next of the group, or NONE */
    uint32_t last;        /* of a first node: the group's last */
    uint32_t tree;        /* those that the rule has linked; its first node */
    int64_t ruled;        /* the deed by rule alone */
    bool linked;          /* then it is of one deed with `like` */
} node;

#define NONE UINT32_MAX

typedef struct word {
    int64_t call, id; /* the first row of what was said in one go, and its own */
    bool parts;
    int64_t a, b; /* same_key */
} word;

typedef struct pair {
    uint32_t a, b;
} pair;

typedef struct whole {
    demarche_record *record;
    demarche_error *err;
    DMR_VEC(node) nodes;
    DMR_VEC(row) rows;
    DMR_VEC(word) words;
    DMR_VEC(pair) apart;
    dmr_map *index; /* same_key -> index + 1 */
    DMR_VEC(int64_t *) queue;
} whole;

/* ------------------------------------------------------------------------------ gathering */

static demarche_status reach(whole *w, int64_t same_key)
{
    demarche_str key = dmr_str((const char *)&same_key, sizeof same_key);
    if (dmr_map_get(w->index, key, 0))
        return DEMARCHE_OK;
    if (w->queue.n >= NODES_MOST)
        return dmr_error_set(
            w->err, DEMARCHE_E_LIMIT, 0,
            "%s: over %d events hang together with that one: too many to "
            "join or part by hand",
            w->record->path, NODES_MOST);
    int64_t *kept = DMR_NEW(w->record->scratch, int64_t);
    int64_t **at = DMR_PUSH(w->record->scratch, w->queue);
    if (!kept || !at)
        return dmr_error_memory(w->err);
    *at = kept;
    *kept = same_key;
    if (!dmr_map_set(w->index, dmr_str((const char *)kept, sizeof *kept),
                     (uint32_t)w->queue.n))
        return dmr_error_memory(w->err);
    return DEMARCHE_OK;
}

/* Step `s`, a statement on the event that `same_key` is; at its end it is reset. */
static demarche_status begin(whole *w, dmr_record_statement which, int64_t same_key,
                             sqlite3_stmt **s)
{
    *s = dmr_record_statement_of(w->record, which, w->err);
    if (!*s)
        return DEMARCHE_E_RECORD;
    sqlite3_bind_int64(*s, 1, same_key);
    return DEMARCHE_OK;
}

static demarche_status gather_rows(whole *w, node *n)
{
    sqlite3_stmt *s;
    bool got;
    DMR_TRY(begin(w, DMR_RECORD_LIST_CODED_AS, n->same_key, &s));
    n->first_row = w->rows.n;
    for (;;) {
        DMR_TRY(dmr_record_step(w->record, s, &got, w->err));
        if (!got)
            break;
        row *r = DMR_PUSH(w->record->scratch, w->rows);
        if (!r) {
            sqlite3_reset(s);
            return dmr_error_memory(w->err);
        }
        if (sqlite3_column_int64(s, 1))
            n->like = sqlite3_column_int64(s, 1);
        *r = (row){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 2),
                   sqlite3_column_int(s, 3) != 0};
        n->n_rows++;
    }
    return n->like ? reach(w, n->like) : DEMARCHE_OK;
}

/* Those that the statement gives in its first column hang together with the event. */
static demarche_status gather_others(whole *w, dmr_record_statement which,
                                     int64_t same_key)
{
    sqlite3_stmt *s;
    bool got;
    DMR_TRY(begin(w, which, same_key, &s));
    for (;;) {
        DMR_TRY(dmr_record_step(w->record, s, &got, w->err));
        if (!got)
            return DEMARCHE_OK;
        demarche_status status = reach(w, sqlite3_column_int64(s, 0));
        if (status) {
            sqlite3_reset(s);
            return status;
        }
    }
}

static demarche_status gather_words(whole *w, int64_t same_key)
{
    sqlite3_stmt *s;
    bool got;
    DMR_TRY(begin(w, DMR_RECORD_LIST_SAID, same_key, &s));
    for (;;) {
        DMR_TRY(dmr_record_step(w->record, s, &got, w->err));
        if (!got)
            return DEMARCHE_OK;
        word *said = DMR_PUSH(w->record->scratch, w->words);
        demarche_status status = said ? DEMARCHE_OK : dmr_error_memory(w->err);
        if (said)
            *said = (word){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1),
                           sqlite3_column_int(s, 2) != 0, same_key,
                           sqlite3_column_int64(s, 3)};
        if (said && !said->parts)
            status = reach(w, said->b);
        if (status) {
            sqlite3_reset(s);
            return status;
        }
    }
}

static int by_key(const void *a, const void *b)
{
    const node *x = a, *y = b;
    return x->same_key < y->same_key ? -1 : x->same_key > y->same_key;
}

/* The latest call first; in it as it was said. */
static int by_call(const void *a, const void *b)
{
    const word *x = a, *y = b;
    if (x->call != y->call)
        return x->call > y->call ? -1 : 1;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static demarche_status gather(whole *w, int64_t same_key)
{
    w->index = dmr_map_new(w->record->scratch);
    if (!w->index)
        return dmr_error_memory(w->err);
    DMR_TRY(reach(w, same_key));
    for (size_t i = 0; i < w->queue.n; i++) {
        node *n = DMR_PUSH(w->record->scratch, w->nodes);
        if (!n)
            return dmr_error_memory(w->err);
        *n = (node){.same_key = *w->queue.at[i]};
        DMR_TRY(gather_rows(w, n));
        DMR_TRY(gather_others(w, DMR_RECORD_LIST_LIKE, n->same_key));
        DMR_TRY(gather_words(w, n->same_key));
        DMR_TRY(gather_others(w, DMR_RECORD_LIST_SAID_OF, n->same_key));
    }
    if (w->nodes.n)
        qsort(w->nodes.at, w->nodes.n, sizeof *w->nodes.at, by_key);
    if (w->words.n)
        qsort(w->words.at, w->words.n, sizeof *w->words.at, by_call);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------- grouping */

static uint32_t node_of(const whole *w, int64_t same_key)
{
    size_t low = 0, high = w->nodes.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->nodes.at[middle].same_key < same_key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->nodes.n && w->nodes.at[low].same_key == same_key ? (uint32_t)low
                                                                     : NONE;
}

static void part_all(whole *w)
{
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        w->nodes.at[i].group = w->nodes.at[i].last = i;
        w->nodes.at[i].next = NONE;
    }
    w->apart.n = 0;
}

/* The lower one's first node stays first, so a group's first node has its lowest key. */
static void unite(whole *w, uint32_t a, uint32_t b)
{
    node *n = w->nodes.at;
    uint32_t first = n[a].group, other = n[b].group;
    if (first > other) {
        first = n[b].group;
        other = n[a].group;
    }
    n[n[first].last].next = other;
    n[first].last = n[other].last;
    for (uint32_t i = other; i != NONE; i = n[i].next)
        n[i].group = first;
}

static bool are_apart(const whole *w, uint32_t a, uint32_t b)
{
    const node *n = w->nodes.at;
    for (size_t i = 0; i < w->apart.n; i++) {
        uint32_t x = n[w->apart.at[i].a].group, y = n[w->apart.at[i].b].group;
        if ((x == n[a].group && y == n[b].group) || (x == n[b].group && y == n[a].group))
            return true;
    }
    return false;
}

static bool share_coding(const whole *w, const node *a, const node *b)
{
    for (size_t i = 0; i < a->n_rows; i++) {
        for (size_t k = 0; k < b->n_rows; k++) {
            if (w->rows.at[a->first_row + i].key >> DMR_RECORD_NUMBER_BITS ==
                w->rows.at[b->first_row + k].key >> DMR_RECORD_NUMBER_BITS)
                return true;
        }
    }
    return false;
}

/* By rule: a document that tells two apart is believed. */
static bool may_unite(const whole *w, uint32_t a, uint32_t b)
{
    const node *n = w->nodes.at;
    if (are_apart(w, a, b))
        return false;
    for (uint32_t i = n[a].group; i != NONE; i = n[i].next) {
        for (uint32_t k = n[b].group; k != NONE; k = n[k].next) {
            if (share_coding(w, &n[i], &n[k]))
                return false;
        }
    }
    return true;
}

static void plant_trees(whole *w)
{
    node *n = w->nodes.at;
    part_all(w);
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        uint32_t like = n[i].like ? node_of(w, n[i].like) : NONE;
        if (like != NONE && n[like].group != n[i].group)
            unite(w, i, like);
    }
    for (uint32_t i = 0; i < w->nodes.n; i++)
        n[i].tree = n[i].group;
}

/* The first other event of those that the rule has linked, that came before and may have it. */
static uint32_t find_kin(const whole *w, uint32_t i)
{
    const node *n = w->nodes.at;
    for (uint32_t k = 0; k < i; k++) {
        if (n[k].tree == n[i].tree && n[k].group != n[i].group && may_unite(w, i, k))
            return k;
    }
    return NONE;
}

/* By rule alone; which of its links hold is kept in `linked`. */
static void link_by_rule(whole *w)
{
    node *n = w->nodes.at;
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        uint32_t like = n[i].like ? node_of(w, n[i].like) : NONE;
        n[i].linked = like != NONE && may_unite(w, i, like);
        if (n[i].linked)
            unite(w, i, like);
    }
}

/* After the words of hands: a link that held stays, whomever hands have brought beside it. */
static void heed_rule(whole *w)
{
    node *n = w->nodes.at;
    for (uint32_t i = 0; i < w->nodes.n; i++) {
        uint32_t like = n[i].like ? node_of(w, n[i].like) : NONE;
        if (like == NONE || n[like].group == n[i].group)
            continue;
        if (n[i].linked ? are_apart(w, i, like) : !may_unite(w, i, like))
            like = find_kin(w, i);
        if (like != NONE)
            unite(w, i, like);
    }
}

static demarche_status part(whole *w, uint32_t a, uint32_t b)
{
    pair *p = DMR_PUSH(w->record->scratch, w->apart);
    if (!p)
        return dmr_error_memory(w->err);
    *p = (pair){a, b};
    return DEMARCHE_OK;
}

/* The words from `from` to before `to` were said in one go. */
static demarche_status heed_call(whole *w, size_t from, size_t to)
{
    const node *n = w->nodes.at;
    bool holds = true;
    for (size_t i = from; i < to && holds; i++) {
        uint32_t a = node_of(w, w->words.at[i].a), b = node_of(w, w->words.at[i].b);
        if (w->words.at[i].parts && b != NONE && n[a].group == n[b].group)
            holds = false;
    }
    for (size_t i = from; i < to && holds; i++) {
        uint32_t a = node_of(w, w->words.at[i].a), b = node_of(w, w->words.at[i].b);
        if (b == NONE || n[a].group == n[b].group)
            continue;
        if (w->words.at[i].parts)
            DMR_TRY(part(w, a, b));
        else if (!are_apart(w, a, b))
            unite(w, a, b);
    }
    return DEMARCHE_OK;
}

static demarche_status heed_words(whole *w)
{
    for (size_t i = 0, next; i < w->words.n; i = next) {
        for (next = i; next < w->words.n && w->words.at[next].call == w->words.at[i].call;
             next++) {
        }
        DMR_TRY(heed_call(w, i, next));
    }
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------------- keeping */

static demarche_status keep_row(whole *w, const row *r, int64_t deed, bool by_hand)
{
    if (r->deed == deed && r->by_hand == by_hand)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, w->record, DMR_RECORD_SET_DEED, w->err);
    sqlite3_bind_int64(s, 1, r->key);
    sqlite3_bind_int64(s, 2, deed);
    sqlite3_bind_int(s, 3, by_hand);
    DMR_TRY(dmr_record_run(w->record, s, w->err));
    DMR_RECORD_STATEMENT(d, w->record, DMR_RECORD_SET_DYAD_DEED, w->err);
    sqlite3_bind_int64(d, 1, r->key);
    sqlite3_bind_int64(d, 2, deed);
    DMR_TRY(dmr_record_run(w->record, d, w->err));
    return dmr_record_touch_strip(w->record, r->key >> DMR_RECORD_NUMBER_BITS, w->err);
}

demarche_status dmr_record_regroup(demarche_record *record, int64_t same_key,
                                   demarche_error *err)
{
    whole w = {.record = record, .err = err};
    DMR_TRY(gather(&w, same_key));
    node *n = w.nodes.at;
    plant_trees(&w);
    part_all(&w);
    link_by_rule(&w);
    for (size_t i = 0; i < w.nodes.n; i++)
        n[i].ruled = n[n[i].group].same_key;
    part_all(&w);
    DMR_TRY(heed_words(&w));
    heed_rule(&w);
    for (size_t i = 0; i < w.nodes.n; i++) {
        int64_t deed = n[n[i].group].same_key;
        for (size_t k = 0; k < n[i].n_rows; k++)
            DMR_TRY(
                keep_row(&w, &w.rows.at[n[i].first_row + k], deed, deed != n[i].ruled));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_heed_hands(demarche_record *record, int64_t same_key,
                                      int64_t deed, demarche_error *err)
{
    int64_t one;
    bool any;
    DMR_RECORD_STATEMENT(ask, record, DMR_RECORD_ANY_HAND, err);
    DMR_TRY(dmr_record_number(record, ask, &one, &any, err));
    if (!any)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_HAND_IN_DEED, err);
    sqlite3_bind_int64(s, 1, deed);
    sqlite3_bind_int64(s, 2, same_key);
    DMR_TRY(dmr_record_number(record, s, &one, &any, err));
    return any ? dmr_record_regroup(record, same_key, err) : DEMARCHE_OK;
}
