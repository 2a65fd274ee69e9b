/*
 * A page of rows, the first of them first: a pair's events in the order of an index, and of each
 * deed the event of which the coder is surest, so that the rest is not read. Where several events
 * of a deed are asked for, it is looked up whether there is a surer one among them. Where
 * strips know what is asked for, the events were found in them (page_strips.c).
 */
#include <stdio.h>

#include "record/query_sql.h"

typedef struct page {
    dmr_query_sql *sql;
    const dmr_query_sql *where, *of_known;
    const demarche_query *query;
    const char *t; /* the alias that has the columns of an event: x. or e. */
    bool by_dyad, both_ways;
} page;

static void put(const page *p, const char *words)
{
    dmr_query_put(p->sql, words);
}

static void put_column(const page *p, const char *before, const char *column)
{
    put(p, before);
    put(p, p->t);
    put(p, column);
}

static void put_where(const page *p, const dmr_query_sql *where)
{
    put(p, " WHERE true");
    if (where->text.n && dmr_buffer_write(&p->sql->text, where->text.at, where->text.n))
        p->sql->failed = true;
}

/* The tables that an event's conditions speak of; of a named document's first. */
static void put_tables(const page *p)
{
    if (!p->by_dyad && p->query->document && *p->query->document) {
        put(p, " FROM document d CROSS JOIN coding dc ON dc.document_id = d.document_id"
               " CROSS JOIN event e ON e.event_key >= dc.coding_id << 24"
               " AND e.event_key < (dc.coding_id + 1) << 24");
        return;
    }
    put(p, p->by_dyad ? " FROM dyad x" : " FROM event e");
    if (p->by_dyad && dmr_query_speaks_of(p->where, "e."))
        put(p, " JOIN event e ON e.event_key = x.event_key");
    if (dmr_query_speaks_of(p->where, "d.")) {
        put_column(p, " JOIN coding dc ON dc.coding_id = ", "event_key >> 24");
        put(p, " JOIN document d ON d.document_id = dc.document_id");
    }
}

/* Those of the deed of `deed` that are asked for, as tables and conditions. */
static void put_of_deed(const page *p, const char *deed)
{
    put(p, " FROM event m");
    if (p->by_dyad)
        put(p, " CROSS JOIN dyad x ON x.event_key = m.event_key");
    if (!p->by_dyad || dmr_query_speaks_of(p->where, "e."))
        put(p, " CROSS JOIN event e ON e.event_key = m.event_key");
    if (dmr_query_speaks_of(p->where, "d."))
        put(p, " JOIN coding dc ON dc.coding_id = m.event_key >> 24"
               " JOIN document d ON d.document_id = dc.document_id");
    put_where(p, p->of_known);
    put(p, " AND m.deed = ");
    put(p, deed);
}

/* None of the deed is surer, nor as sure and before it. */
static void put_is_first(const page *p)
{
    if (p->query->events && !p->both_ways)
        return;
    put(p, " WHERE NOT EXISTS (SELECT 1");
    put_of_deed(p, "h.deed");
    if (p->query->events) {
        put(p, " AND x.event_key = h.event_key AND x.side < h.side)");
        return;
    }
    if (!p->both_ways)
        put(p, " AND m.event_key <> h.event_key");
    put_column(p, " AND (", "confidence > h.sure OR (");
    put_column(p, "", "confidence = h.sure AND (m.event_key < h.event_key");
    if (p->both_ways)
        put(p, " OR (m.event_key = h.event_key AND x.side < h.side)");
    put(p, "))))");
}

/* An arm of the page: those of which also `only` holds, as many as the page may take. */
static void put_arm(const page *p, const char *late, const char *only, const char *order)
{
    char limit[64];
    put(p, "SELECT * FROM (SELECT late, first_day, event_key, deed, sure FROM (SELECT ");
    put(p, late);
    put_column(p, " AS late, ", "first_day, ");
    put_column(p, "", "event_key, ");
    put_column(p, "", "deed, ");
    put_column(p, "", "confidence AS sure");
    put(p, p->both_ways ? ", x.side" : "");
    put_tables(p);
    put_where(p, p->where);
    put(p, only);
    put(p, ") h");
    put_is_first(p);
    put(p, " ORDER BY ");
    put(p, order);
    if (p->query->limit > 0) {
        int64_t most = p->query->offset > INT64_MAX - p->query->limit
                           ? INT64_MAX
                           : p->query->offset + p->query->limit;
        snprintf(limit, sizeof limit, " LIMIT %lld", (long long)most);
        put(p, limit);
    }
    put(p, ")");
}

/* A pair's by day: what begins in the years that are asked for; what began before, a few that
 * end in a later year than they begin; what has no first day. Each is in the order of an
 * index of dyad. */
static void put_arms_by_day(const page *p, const char *order)
{
    char only[200], from[5] = "";
    bool bounded = dmr_query_first_year(p->query, from);
    snprintf(only, sizeof only, " AND x.first_day %s '%s'", bounded ? ">=" : ">", from);
    put_arm(p, "0", only, order);
    if (bounded) {
        put(p, " UNION ALL ");
        snprintf(only, sizeof only,
                 " AND x.first_day > '' AND x.first_day < '%s' AND "
                 "substr(x.first_day, 1, 4) <> ifnull(substr(x.last_day, 1, 4), '')",
                 from);
        put_arm(p, "0", only, order);
    }
    put(p, " UNION ALL ");
    put_arm(p, "1", " AND x.first_day = ''", order);
}

/* "WITH told AS (...)" of the rows that were found already. */
static void put_known(const page *p)
{
    char row[80];
    /* as JSON: ten thousand VALUES take seconds, by their square */
    put(p, "WITH page (event_key, events, reports) AS MATERIALIZED (SELECT"
           " json_extract(value, '$[0]'), json_extract(value, '$[1]'),"
           " json_extract(value, '$[2]') FROM json_each('[");
    for (size_t i = 0; i < p->sql->n_page; i++) {
        const dmr_query_row *r = &p->sql->page[i];
        snprintf(row, sizeof row, "%s[%lld,%llu,%llu]", i ? "," : "", (long long)r->key,
                 (unsigned long long)r->events, (unsigned long long)r->reports);
        put(p, row);
    }
    put(p, "]')), told AS (SELECT e.first_day IS NULL AS late, e.first_day, e.event_key,"
           " e.deed, e.confidence AS sure, g.events, g.reports FROM page g CROSS JOIN"
           " event e ON e.event_key = g.event_key)");
}

void dmr_query_put_page(dmr_query_sql *sql, const dmr_query_sql *where,
                        const dmr_query_sql *of_known, const demarche_query *query,
                        bool by_dyad)
{
    static const char *const orders[] = {
        [DEMARCHE_ORDER_DAY] = "first_day, event_key",
        [DEMARCHE_ORDER_DAY_DOWN] = "first_day DESC, event_key DESC",
        [DEMARCHE_ORDER_SURE] = "sure DESC, event_key",
        [DEMARCHE_ORDER_DOCUMENT] = "event_key",
    };
    static const char *const late[] = {
        [DEMARCHE_ORDER_DAY] = "late, first_day, event_key",
        [DEMARCHE_ORDER_DAY_DOWN] = "late, first_day DESC, event_key DESC",
    };
    const page p = {.sql = sql,
                    .where = where,
                    .of_known = of_known,
                    .query = query,
                    .t = by_dyad ? "x." : "e.",
                    .by_dyad = by_dyad,
                    .both_ways = by_dyad && query->pair && *query->pair};
    bool by_day =
        query->order == DEMARCHE_ORDER_DAY || query->order == DEMARCHE_ORDER_DAY_DOWN;
    if (sql->is_paged) {
        put_known(&p);
        return;
    }
    put(&p, "WITH page AS MATERIALIZED (");
    if (p.both_ways && by_day)
        put_arms_by_day(&p, orders[query->order]);
    else if (by_day)
        put_arm(&p, by_dyad ? "x.first_day = ''" : "e.first_day IS NULL", "",
                late[query->order]);
    else
        put_arm(&p, "0", "", orders[query->order]);
    put(&p, " ORDER BY late, ");
    put(&p, orders[query->order]);
    dmr_query_put_limit(sql, query);
    put(&p, "), told AS (SELECT g.*, ");
    if (query->events) {
        put(&p, "1 AS events, (SELECT reports FROM event m WHERE m.event_key ="
                " g.event_key) AS reports FROM page g)");
        return;
    }
    put(&p, "(SELECT count(DISTINCT m.event_key)");
    put_of_deed(&p, "g.deed");
    put(&p,
        ") AS events, (SELECT sum(n) FROM (SELECT DISTINCT m.event_key, m.reports AS n");
    put_of_deed(&p, "g.deed");
    put(&p, ")) AS reports FROM page g)");
}
