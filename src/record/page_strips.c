/*
 * Pages out of strips: which events stand on a page, in a heap of as many as the page and
 * what comes before it may have. The rows themselves are then looked up.
 */
#include <stdlib.h>

#include "record/query_sql.h"
#include "record/strip_scan.h"

/* Of a page, which are listed in its statement; of a page and what comes before it, which are
 * kept in memory. */
enum { ROWS_MOST = 20000, PLACES_MOST = 200000 };

/* An event; what comes first has the lower numbers. */
typedef struct place {
    int64_t first, second;
    dmr_query_row row;
} place;

typedef struct told {
    int64_t deed;
    uint32_t sure;
    place at;
} told;

typedef struct page {
    dmr_arena *arena;
    demarche_query_order order;
    bool fold;
    place *heap; /* (n of at most `most`) the last on top */
    size_t n, most;
    DMR_VEC(told) told; /* events whose deeds others may tell of too */
} page;

static int compare(const place *x, const place *y)
{
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static void sink(page *p, size_t at)
{
    for (size_t below; (below = 2 * at + 1) < p->n; at = below) {
        if (below + 1 < p->n && compare(&p->heap[below + 1], &p->heap[below]) > 0)
            below++;
        if (compare(&p->heap[below], &p->heap[at]) <= 0)
            return;
        place moved = p->heap[at];
        p->heap[at] = p->heap[below];
        p->heap[below] = moved;
    }
}

static void put(page *p, const place *new)
{
    if (p->n < p->most) {
        size_t at = p->n++;
        for (; at && compare(new, &p->heap[(at - 1) / 2]) > 0; at = (at - 1) / 2)
            p->heap[at] = p->heap[(at - 1) / 2];
        p->heap[at] = *new;
    } else if (compare(new, &p->heap[0]) < 0) {
        p->heap[0] = *new;
        sink(p, 0);
    }
}

static place place_of(const page *p, const dmr_strip_hit *hit)
{
    const int64_t late = INT64_C(1) << 40; /* without a first day: behind all */
    int64_t day = hit->event.first;
    bool dated = hit->event.first != DMR_STRIP_NO_DAY;
    const dmr_query_row row = {hit->key, 1, hit->event.reports};
    switch (p->order) {
    case DEMARCHE_ORDER_DAY:
        return (place){dated ? day : late, hit->key, row};
    case DEMARCHE_ORDER_DAY_DOWN:
        return (place){dated ? -day : late, -hit->key, row};
    case DEMARCHE_ORDER_SURE:
        return (place){-(int64_t)hit->event.sure, hit->key, row};
    default:
        return (place){hit->key, 0, row};
    }
}

static bool take(void *user, const dmr_strip_hit *hit)
{
    page *p = user;
    place at = place_of(p, hit);
    if (!p->fold || !hit->shared) {
        put(p, &at);
        return true;
    }
    told *t = DMR_PUSH(p->arena, p->told);
    if (t)
        *t = (told){hit->deed, hit->event.sure, at};
    return t != NULL;
}

static int by_deed(const void *a, const void *b)
{
    const told *x = a, *y = b;
    if (x->deed != y->deed)
        return x->deed < y->deed ? -1 : 1;
    if (x->sure != y->sure)
        return x->sure > y->sure ? -1 : 1;
    return (x->at.row.key > y->at.row.key) - (x->at.row.key < y->at.row.key);
}

static int by_place(const void *a, const void *b)
{
    return compare(a, b);
}

bool dmr_page_strips_knows(const demarche_query *q)
{
    /* a pair's own rows of dyad are soon read */
    return q->limit > 0 && q->limit <= ROWS_MOST && q->offset <= PLACES_MOST - q->limit &&
           !(q->pair && *q->pair) && dmr_strip_knows(q);
}

demarche_status dmr_query_page_strips(dmr_query_sql *sql, demarche_record *record,
                                      const demarche_query *query, demarche_error *err)
{
    dmr_strip_asked asked;
    page p = {.arena = sql->arena, .order = query->order, .fold = !query->events};
    size_t from = query->offset > 0 ? (size_t)query->offset : 0;
    p.most = from + (size_t)query->limit;
    p.heap = DMR_NEW_ARRAY(sql->arena, place, p.most);
    if (!p.heap)
        return dmr_error_memory(err);
    DMR_TRY(dmr_strip_ask(&asked, record, query, sql->filled, sql->arena, err));
    DMR_TRY(dmr_strip_scan(&asked, record, take, &p, err));
    if (p.told.n)
        qsort(p.told.at, p.told.n, sizeof *p.told.at, by_deed);
    for (size_t i = 0, next; i < p.told.n; i = next) {
        place first = p.told.at[i].at; /* the surest of the deed */
        for (next = i + 1; next < p.told.n && p.told.at[next].deed == p.told.at[i].deed;
             next++) {
            first.row.events++;
            first.row.reports += p.told.at[next].at.row.reports;
        }
        put(&p, &first);
    }
    if (p.n)
        qsort(p.heap, p.n, sizeof *p.heap, by_place);
    sql->is_paged = true;
    sql->n_page = p.n > from ? p.n - from : 0;
    dmr_query_row *rows = DMR_NEW_ARRAY(sql->arena, dmr_query_row, sql->n_page + 1);
    if (!rows)
        return dmr_error_memory(err);
    for (size_t i = 0; i < sql->n_page; i++)
        rows[i] = p.heap[from + i].row;
    sql->page = rows;
    return DEMARCHE_OK;
}
