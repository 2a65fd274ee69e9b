/*
 * Counts, as a statement: `told` has one row for each deed of the events that are asked for,
 * and its event has what is counted by. What names others that the event is with (pair,
 * partner) counts a deed once with each of them.
 */
#include "record/query_sql.h"

/* What is counted by: the key of a row of `told t`, and the tables that it takes. */
static const struct count {
    const char *name, *key;
    bool event; /* its event as `e` */
    const char *join;
} counts[DMR_COUNT_KEYS] = {
    /* what is less exact than a month lies in none */
    [DMR_BY_MONTH] = {"month",
                      "iif(substr(t.first_day, 1, 7) = substr(t.last_day, 1, 7),"
                      " substr(t.first_day, 1, 7), NULL)",
                      false, ""},
    [DMR_BY_YEAR] = {"year",
                     "iif(substr(t.first_day, 1, 4) = substr(t.last_day, 1, 4),"
                     " substr(t.first_day, 1, 4), NULL)",
                     false, ""},
    [DMR_BY_QUAD] = {"quad", "t.quad", false, ""},
    [DMR_BY_TYPE] = {"type", "e.type", true, ""},
    [DMR_BY_MODE] = {"mode", "e.type || ifnull('-' || e.mode, '')", true, ""},
    [DMR_BY_TRACK] = {"track", "e.track", true, ""},
    [DMR_BY_MODALITY] = {"modality", "e.modality", true, ""},
    [DMR_BY_RULE] = {"rule", "e.rule", true, ""},
    [DMR_BY_PAIR] = {"pair", "t.pair", false, ""},
    [DMR_BY_PARTNER] = {"partner", "t.partner", false, ""},
    [DMR_BY_CONTEXT] = {"context", "c.context", false,
                        " LEFT JOIN event_context c ON c.event_key = t.event_key"},
    [DMR_BY_PLACE] = {"place", "coalesce(p.name, e.place_text)", true,
                      " LEFT JOIN place p ON p.place_id = e.place_id"},
    [DMR_BY_COUNTRY] = {"country", "o.country", true,
                        " LEFT JOIN place o ON o.place_id = e.place_id"},
    [DMR_BY_DOCUMENT] = {"document", "d.doc", false,
                         " JOIN coding k ON k.coding_id = t.event_key >> 24"
                         " JOIN document d ON d.document_id = k.document_id"},
    [DMR_BY_ACTOR] = {"actor", "n.code", false,
                      " LEFT JOIN (SELECT DISTINCT event_key, code FROM event_party JOIN"
                      " entity USING (entity_id) WHERE role = 'actor') n"
                      " ON n.event_key = t.event_key"},
    [DMR_BY_RECIPIENT] = {"recipient", "m.code", false,
                          " LEFT JOIN (SELECT DISTINCT event_key, code FROM event_party"
                          " JOIN entity USING (entity_id) WHERE role = 'recipient') m"
                          " ON m.event_key = t.event_key"},
};

const char *dmr_count_key_name(dmr_count_key key)
{
    return counts[key].name;
}

bool dmr_count_keys_in_order(const dmr_count_keys *keys)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (keys->at[i] > DMR_BY_QUAD)
            return false;
    }
    return true;
}

bool dmr_count_keys_have(const dmr_count_keys *keys, dmr_count_key key)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (keys->at[i] == key)
            return true;
    }
    return false;
}

static dmr_count_key key_of(demarche_str name)
{
    dmr_count_key key = DMR_BY_MONTH;
    while (key < DMR_COUNT_KEYS && !dmr_str_is(name, counts[key].name))
        key++;
    return key;
}

demarche_status dmr_count_keys_read(dmr_count_keys *out, const demarche_query *query,
                                    demarche_error *err)
{
    demarche_str rest = dmr_str_c(query->count_by), name;
    out->n = 0;
    if (!rest.len)
        return DEMARCHE_OK;
    while (dmr_str_split(&rest, ',', &name)) {
        dmr_count_key key = key_of(dmr_str_trim(name));
        if (key == DMR_COUNT_KEYS || out->n == DMR_COUNT_KEYS_MOST ||
            dmr_count_keys_have(out, key))
            return dmr_error_set(
                err, DEMARCHE_E_ARGUMENT, 0,
                "counts are by month, year, type, mode, quad, track, context, "
                "modality, pair, partner, actor, recipient, place, country, document or "
                "rule, or by up to three of these parted by commas, not %.60s",
                query->count_by);
        out->at[out->n++] = key;
    }
    demarche_str who = dmr_str_trim(dmr_str_c(query->actor));
    if (dmr_count_keys_have(out, DMR_BY_PARTNER) &&
        !((query->pair && *query->pair) || dmr_query_is_code(who)))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a partner is one of somebody: ask for an actor by code "
                             "(KOR) or a pair");
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------- with whom */

#define PAIR_OF(code, other, side)                                                       \
    "CASE " side " WHEN 1 THEN " code " || '>' || " other " WHEN -1 THEN " other         \
    " || '>' || " code " ELSE min(" code ", " other ") || '=' || max(" code ", " other   \
    ") END"

/* Of the hits, with whom they are: of a code that is asked for its own others; else all. */
static void put_with(dmr_query_sql *sql, const demarche_query *query, bool by_pair)
{
    demarche_str who = dmr_str_trim(dmr_str_c(query->actor)), a, b;
    bool one_way = false, pair = query->pair && *query->pair;
    /* an event has a pair once, but may have a partner as both sides */
    dmr_query_put(sql, ", hit_with AS (SELECT ");
    dmr_query_put(sql, by_pair ? "" : "DISTINCT ");
    dmr_query_put(sql, "h.*, y.other AS partner, ");
    dmr_query_put(sql, by_pair ? "iif(y.other IS NULL, NULL, " PAIR_OF(
                                     "y.code", "y.other", "y.side") ") AS pair"
                               : "NULL AS pair");
    dmr_query_put(sql, " FROM hit h LEFT JOIN dyad y ON y.event_key = h.event_key"
                       " AND y.other <> ''");
    if (pair && !dmr_query_pair(query->pair, &a, &b, &one_way, NULL)) {
        dmr_query_put(sql, " AND y.code = ");
        dmr_query_bind(sql, a);
        dmr_query_put(sql, " AND y.other = ");
        dmr_query_bind(sql, b);
        dmr_query_put(sql, one_way ? " AND y.side IN (0, 1)" : "");
    } else if (dmr_query_is_code(who)) {
        dmr_query_put(sql, " AND y.code = ");
        dmr_query_bind(sql, who);
    } else {
        dmr_query_put(sql, " AND (y.side = 1 OR (y.side = 0 AND y.code <= y.other))");
    }
    dmr_query_put(sql, ")");
}

static void put_grouping(dmr_query_sql *sql, const dmr_count_keys *keys)
{
    static const char *const groups[] = {"", " GROUP BY 1", " GROUP BY 1, 2",
                                         " GROUP BY 1, 2, 3"};
    bool in_order = dmr_count_keys_in_order(keys);
    dmr_query_put(sql, groups[keys->n]);
    dmr_query_put(sql, in_order ? " ORDER BY " : " ORDER BY deeds DESC");
    for (size_t i = 0; i < keys->n; i++) {
        dmr_query_put(sql, i || !in_order ? ", " : "");
        dmr_query_put(sql, counts[keys->at[i]].name);
        dmr_query_put(sql, in_order ? " NULLS LAST" : "");
    }
}

void dmr_query_put_counts(dmr_query_sql *sql, const dmr_query_sql *where,
                          const demarche_query *query, const dmr_count_keys *keys,
                          bool by_dyad)
{
    bool pair = dmr_count_keys_have(keys, DMR_BY_PAIR),
         partner = dmr_count_keys_have(keys, DMR_BY_PARTNER), event = false;
    dmr_query_put_hits(sql, where, by_dyad, query->events, query->corrected);
    if (pair || partner)
        put_with(sql, query, pair);
    dmr_query_put(sql, ", told");
    dmr_query_put_deeds(sql, pair || partner ? "hit_with" : "hit",
                        pair && partner ? "pair, partner"
                        : pair          ? "pair"
                        : partner       ? "partner"
                                        : "");
    dmr_query_put(sql, " SELECT ");
    for (size_t i = 0; i < keys->n; i++) {
        dmr_query_put(sql, counts[keys->at[i]].key);
        dmr_query_put(sql, " AS ");
        dmr_query_put(sql, counts[keys->at[i]].name);
        dmr_query_put(sql, ", ");
        event = event || counts[keys->at[i]].event;
    }
    dmr_query_put(sql, "count(*) AS deeds, sum(t.events) AS events,"
                       " sum(t.reports) AS reports,"
                       " count(*) FILTER (WHERE t.quad = 1) AS verbal_cooperation,"
                       " count(*) FILTER (WHERE t.quad = 2) AS material_cooperation,"
                       " count(*) FILTER (WHERE t.quad = 3) AS verbal_conflict,"
                       " count(*) FILTER (WHERE t.quad = 4) AS material_conflict,"
                       " round(sum(CAST(round(t.scale * 1000000) AS INTEGER))"
                       " / 1000000.0 / count(t.scale), 3) AS mean_scale FROM told t");
    if (event)
        dmr_query_put(sql, " JOIN event e ON e.event_key = t.event_key");
    for (size_t i = 0; i < keys->n; i++)
        dmr_query_put(sql, counts[keys->at[i]].join);
    put_grouping(sql, keys);
    dmr_query_put_limit(sql, query);
}
