/*
 * Counts out of the digest. It counts events; deeds that several of them tell of are few, so
 * the events of these are looked up, taken out one by one and put back deed by deed.
 */
#include <math.h>

#include "record/query_sql.h"

static bool asks(const char *field)
{
    return field && *field;
}

/* Whether all that is asked for is in the digest. */
static bool is_in_digest(const demarche_query *q, bool by_dyad)
{
    static const char *const by[] = {"year", "type", "mode", "track", "quad"};
    double sure = q->confidence;
    bool party = asks(q->actor) || asks(q->pair), known = false;
    for (size_t i = 0; i < sizeof by / sizeof *by; i++)
        known = known || strcmp(q->count_by, by[i]) == 0;
    if (!known || (party && !by_dyad) || (asks(q->actor) && asks(q->pair)))
        return false;
    if (!isnan(sure) && (sure < DEMARCHE_CONFIDENCE || sure > DEMARCHE_CONFIDENCE))
        return false;
    return !(q->all || q->corrected || q->at_run > 0 || q->box || asks(q->role) ||
             asks(q->context) || asks(q->modality) || asks(q->rule) || asks(q->place) ||
             asks(q->when) || asks(q->document) || asks(q->text) || asks(q->as_known));
}

/* Events of deeds of which there are several, as far as they are asked for. */
static void put_shared(dmr_query_sql *sql, const dmr_query_sql *where, const char *deeds,
                       bool by_dyad)
{
    static const char head[] =
        "shared AS MATERIALIZED (SELECT *, row_number() OVER best AS place, count(*) OVER"
        " deeds AS n, sum(reports) OVER deeds AS told FROM (SELECT DISTINCT #event_key,"
        " #deed, #confidence, #reports, iif(substr(#first_day, 1, 4) = substr(#last_day, "
        "1,"
        " 4), substr(#first_day, 1, 4), '') AS year, #type, ifnull(#mode, '') AS mode,"
        " ifnull(#track, '') AS track, ifnull(#quad, 0) AS quad, #scale IS NOT NULL AS"
        " scaled, ifnull(CAST(round(#scale * 1000000) AS INTEGER), 0) AS scale FROM "
        "event ";
    char one[2] = "";
    for (const char *p = head; *p; p++) {
        one[0] = *p;
        dmr_query_put(sql, *p != '#' ? one : by_dyad ? "x." : "e.");
    }
    if (!by_dyad)
        dmr_query_put(sql, "e WHERE e.deed");
    else if (dmr_query_speaks_of(where, "e."))
        dmr_query_put(sql,
                      "e CROSS JOIN dyad x ON x.event_key = e.event_key WHERE e.deed");
    else
        dmr_query_put(sql,
                      "m CROSS JOIN dyad x ON x.event_key = m.event_key WHERE m.deed");
    dmr_query_put(sql, " IN (SELECT deed FROM ");
    dmr_query_put(sql, deeds);
    dmr_query_put(sql, ")");
    if (where->text.n && dmr_buffer_write(&sql->text, where->text.at, where->text.n))
        sql->failed = true;
    dmr_query_put(sql, ") WINDOW deeds AS (PARTITION BY deed), best AS (PARTITION BY deed"
                       " ORDER BY confidence DESC, event_key)), ");
}

#define KINDS "SELECT year, type, mode, track, quad, "

bool dmr_query_put_digest(dmr_query_sql *sql, const dmr_query_sql *where,
                          const demarche_query *query, bool by_dyad)
{
    if (!is_in_digest(query, by_dyad))
        return false;
    /* the pair, code or codes are the first values of `where` */
    bool pair = asks(query->pair), code = asks(query->actor);
    dmr_query_put(sql, "WITH ");
    if (!query->events)
        put_shared(sql, where,
                   pair   ? "dyad WHERE code = ?1 AND other = ?2 AND deed <> event_key"
                   : code ? "dyad WHERE code = ?1 AND deed <> event_key"
                          : "event WHERE deed <> event_key",
                   by_dyad);
    dmr_query_put(sql,
                  "part (year, type, mode, track, quad, deeds, events, reports, scaled,"
                  " scale) AS (" KINDS "events, events, reports, scaled, scale FROM"
                  " digest WHERE code = ");
    dmr_query_put(sql, pair   ? "?1 AND other = ?2"
                       : code ? "?1 AND other = '*'"
                              : "'*' AND other = '*'");
    if (pair && strchr(query->pair, '>'))
        dmr_query_put(sql, " AND side IN (0, 1, 3)");
    dmr_query_put_kinds(sql, query);
    if (!query->events)
        dmr_query_put(sql, " UNION ALL " KINDS "-1, -1, -reports, -scaled, -scale FROM"
                           " shared UNION ALL " KINDS "1, n, told, scaled, scale FROM"
                           " shared WHERE place = 1");
    dmr_query_put(sql, ")");
    return true;
}
