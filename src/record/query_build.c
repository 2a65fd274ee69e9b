/*
 * The statement of a query. It has three steps: `hit` are the events that are asked for, from
 * dyads where a pair or a code is named, else from events; `told` has one row for each deed of
 * them (or event), with the event of which the coder is surest; and of these come the rows, or
 * counts (query_counts.c).
 */
#include <stdio.h>
#include <stdlib.h>

#include "record/query_sql.h"

/* Whether the first `n` bytes of the conditions speak of that alias. */
static bool speaks_of(const dmr_query_sql *sql, size_t n, const char *alias)
{
    demarche_str text = dmr_str(sql->text.at, n);
    for (size_t at = 0; (at = dmr_str_find(text, dmr_str_c(alias), at)) != SIZE_MAX;
         at++) {
        if (at == 0 || text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '(')
            return true;
    }
    return false;
}

bool dmr_query_speaks_of(const dmr_query_sql *sql, const char *alias)
{
    return speaks_of(sql, sql->text.n, alias);
}

/* "SELECT ... FROM ... WHERE ..." by the first `n` bytes of filters, of tables whose names
 * begin with `schema`. */
static void put_select(dmr_query_sql *sql, const dmr_query_sql *where, size_t n,
                       bool by_dyad, bool events, const char *schema)
{
    bool event = !by_dyad || speaks_of(where, n, "e."),
         document = speaks_of(where, n, "d.");
    const char *t = by_dyad ? "x." : "e.";
    static const char *const columns[] = {
        "event_key", "first_day", "last_day", "confidence", "reports", "quad", "scale"};
    dmr_query_put(sql, by_dyad ? "SELECT DISTINCT " : "SELECT ");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        dmr_query_put(sql, t);
        dmr_query_put(sql, columns[i]);
        dmr_query_put(sql, ", ");
    }
    dmr_query_put(sql, t);
    dmr_query_put(sql, events ? "event_key AS deed FROM " : "deed FROM ");
    dmr_query_put(sql, schema);
    dmr_query_put(sql, by_dyad ? "dyad x" : "event e");
    if (by_dyad && event) {
        dmr_query_put(sql, " JOIN ");
        dmr_query_put(sql, schema);
        dmr_query_put(sql, "event e ON e.event_key = x.event_key");
    }
    if (document) {
        dmr_query_put(sql, " JOIN coding dc ON dc.coding_id = ");
        dmr_query_put(sql, t);
        dmr_query_put(sql, "event_key >> 24"
                           " JOIN document d ON d.document_id = dc.document_id");
    }
    dmr_query_put(sql, " WHERE true");
    if (n && dmr_buffer_write(&sql->text, where->text.at, n))
        sql->failed = true;
}

void dmr_query_put_hits(dmr_query_sql *sql, const dmr_query_sql *where, bool by_dyad,
                        bool events, bool corrected)
{
    if (!corrected) {
        dmr_query_put(sql, "WITH hit AS (");
        put_select(sql, where, where->text.n, by_dyad, events, "");
        dmr_query_put(sql, ")");
        return;
    }
    /* few events are corrected: the others are soon found where they are */
    dmr_query_put_corrected(sql);
    dmr_query_put(sql, "hit AS (");
    put_select(sql, where, where->n_plain, by_dyad, events, "main.");
    dmr_query_put(sql, by_dyad ? " AND x.event_key" : " AND e.event_key");
    dmr_query_put(sql, " NOT IN (SELECT event_key FROM touched) UNION ALL ");
    put_select(sql, where, where->text.n, by_dyad, events, "");
    dmr_query_put(sql, by_dyad ? " AND x.event_key" : " AND e.event_key");
    dmr_query_put(sql, " IN (SELECT event_key FROM touched))");
}

/* --------------------------------------------------------------------------------- rows */

#define PARTIES(role, what)                                                              \
    "(SELECT group_concat(w, '; ') FROM (SELECT " what " AS w FROM main.event_party y"   \
    " JOIN entity n USING (entity_id) WHERE y.event_key = e.event_key AND y.role = "     \
    "'" role "' ORDER BY y.position))"
#define CODES "coalesce(n.code || ifnull(' ' || n.sector, ''), n.name, y.text)"
/* The parties as they were recoded, where they were. */
#define RECODED(role)                                                                    \
    "ifnull((SELECT nullif(value, '') FROM recoding r WHERE r.event_key = e.event_key"   \
    " AND r.field = '" role "'), "

static void put_side(dmr_query_sql *sql, bool corrected, const char *recoded,
                     const char *parties, const char *name)
{
    dmr_query_put(sql, corrected ? recoded : "");
    dmr_query_put(sql, parties);
    dmr_query_put(sql, corrected ? ")" : "");
    dmr_query_put(sql, name);
}

static void put_columns(dmr_query_sql *sql, bool corrected)
{
    dmr_query_put(sql, " SELECT e.date_edtf AS date, e.first_day, e.last_day, ");
    put_side(sql, corrected, RECODED("actor"), PARTIES("actor", CODES),
             " AS actor, e.type, e.mode, ");
    put_side(sql, corrected, RECODED("recipient"), PARTIES("recipient", CODES),
             " AS recipient, ");
    dmr_query_put(sql, PARTIES("via", CODES) " AS via,");
    dmr_query_put(
        sql, " (SELECT group_concat(context, ', ') FROM (SELECT context FROM"
             " event_context c WHERE c.event_key = e.event_key ORDER BY position))"
             " AS context, e.track, e.modality, e.quad, e.scale,"
             " coalesce(p.name, e.place_text) AS place, p.country, p.lat, p.lon,"
             " e.confidence, e.cameo, e.rule, e.text AS words, s.text AS sentence, ");
    put_side(sql, corrected, RECODED("actor"), PARTIES("actor", "y.text"),
             " AS actor_text, ");
    put_side(sql, corrected, RECODED("recipient"), PARTIES("recipient", "y.text"),
             " AS recipient_text,");
    dmr_query_put(
        sql,
        " t.events, t.reports, d.doc, d.title, d.as_of, e.event_id, t.deed,"
        " e.event_key, (SELECT group_concat(w, '; ') FROM (SELECT DISTINCT v.verdict"
        " || ' (' || v.who || ')' AS w FROM main.event y CROSS JOIN correction_now v ON"
        " v.event_id = y.event_id WHERE y.same_key = e.same_key"
        " ORDER BY v.correction_id)) AS corrections");
}

void dmr_query_put_order(dmr_query_sql *sql, demarche_query_order order)
{
    static const char *const orders[] = {
        [DEMARCHE_ORDER_DAY] = "first_day IS NULL, first_day, event_key",
        [DEMARCHE_ORDER_DAY_DOWN] = "first_day IS NULL, first_day DESC, event_key DESC",
        [DEMARCHE_ORDER_SURE] = "sure DESC, event_key",
        [DEMARCHE_ORDER_DOCUMENT] = "event_key",
    };
    dmr_query_put(sql, " ORDER BY ");
    dmr_query_put(sql, orders[order]);
}

void dmr_query_put_limit(dmr_query_sql *sql, const demarche_query *q)
{
    char limit[64];
    if (q->limit <= 0 && q->offset <= 0)
        return;
    snprintf(limit, sizeof limit, " LIMIT %lld OFFSET %lld",
             (long long)(q->limit > 0 ? q->limit : -1), (long long)q->offset);
    dmr_query_put(sql, limit);
}

/* With one min() or max() SQLite takes other columns from its row
 * (https://sqlite.org/lang_select.html#bareagg): of each sureness the first event, then the
 * surest. */
void dmr_query_put_deeds(dmr_query_sql *sql, const char *hits, const char *with)
{
    const char *comma = with[0] ? ", " : "";
    static const char surest[] =
        " AS (SELECT event_key, deed, nullif(first_day, '') AS first_day,"
        " nullif(last_day, '') AS last_day, quad, scale, max(confidence) AS sure,"
        " sum(n) AS events, sum(told) AS reports";
    static const char first[] =
        " FROM (SELECT deed, confidence, min(event_key) AS event_key, first_day,"
        " last_day, quad, scale, count(*) AS n, sum(reports) AS told";
    const char *const parts[] = {surest,   comma, with,
                                 first,    comma, with,
                                 " FROM ", hits,  " GROUP BY deed",
                                 comma,    with,  ", confidence) GROUP BY deed",
                                 comma,    with,  ")"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        dmr_query_put(sql, parts[i]);
}

/* The page of what hands have put right: of all that is told. */
static void put_corrected_page(dmr_query_sql *sql, const dmr_query_sql *where,
                               const demarche_query *q, bool by_dyad)
{
    dmr_query_put_hits(sql, where, by_dyad, q->events, true);
    dmr_query_put(sql, ", every");
    dmr_query_put_deeds(sql, "hit", "");
    dmr_query_put(sql, ", told AS MATERIALIZED (SELECT *, first_day IS NULL AS late FROM"
                       " every");
    dmr_query_put_order(sql, q->order);
    dmr_query_put_limit(sql, q);
    dmr_query_put(sql, ")");
}

static void put_rows(dmr_query_sql *sql, const demarche_query *q)
{
    put_columns(sql, q->corrected);
    dmr_query_put(sql, " FROM told t JOIN event e ON e.event_key = t.event_key"
                       " JOIN coding k ON k.coding_id = e.event_key >> 24"
                       " JOIN document d ON d.document_id = k.document_id"
                       " JOIN sentence_text s ON s.sentence_id = e.sentence_id"
                       " LEFT JOIN place p ON p.place_id = e.place_id");
    dmr_query_put(sql, " ORDER BY ");
    switch (q->order) {
    case DEMARCHE_ORDER_DAY:
        dmr_query_put(sql, "t.late, t.first_day, t.event_key");
        break;
    case DEMARCHE_ORDER_DAY_DOWN:
        dmr_query_put(sql, "t.late, t.first_day DESC, t.event_key DESC");
        break;
    case DEMARCHE_ORDER_SURE:
        dmr_query_put(sql, "t.sure DESC, t.event_key");
        break;
    case DEMARCHE_ORDER_DOCUMENT:
        dmr_query_put(sql, "t.event_key");
        break;
    }
}

demarche_status dmr_query_build(dmr_query_sql *sql, const demarche_query *query,
                                demarche_error *err)
{
    bool by_dyad = dmr_query_goes_by_dyad(query), by;
    dmr_count_keys keys;
    DMR_TRY(dmr_count_keys_read(&keys, query, err));
    by = keys.n > 0;
    if ((unsigned)query->order > DEMARCHE_ORDER_DOCUMENT)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no such order of rows");
    dmr_query_sql where = {.arena = sql->arena, .filled = sql->filled}, of_known = where;
    of_known.looked_up = true;
    demarche_status status = dmr_query_filters(&where, query, by_dyad, err);
    if (!status)
        status = dmr_query_filters(&of_known, query, by_dyad, err);
    if (!status) {
        sql->values.at = where.values.at;
        sql->values.n = where.values.n;
        sql->values.room = where.values.room;
        if (by)
            dmr_query_put_counts(sql, &where, query, &keys, by_dyad);
        else if (query->corrected)
            put_corrected_page(sql, &where, query, by_dyad);
        else
            dmr_query_put_page(sql, &where, &of_known, query, by_dyad);
        if (!by)
            put_rows(sql, query);
    }
    sql->failed = sql->failed || where.failed || of_known.failed ||
                  dmr_buffer_write(&sql->text, "", 1);
    free(where.text.at);
    free(of_known.text.at);
    if (!status && sql->failed)
        return dmr_error_memory(err);
    return status;
}
