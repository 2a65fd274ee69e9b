/*
 * A record as hands have corrected it, for questions: tables of the same names that stand
 * before the record's own in a statement (WITH), with what was recoded in its place. A recoding
 * is of an event in whatever coding (same_key); of one field the last one counts. A type that
 * is recoded leaves no mode, CAMEO code and scale, which were those of the other, and has
 * PLOVER's class.
 */
#include "record/query_sql.h"

/* The last word on each field of an event (with max() SQLite takes the value of its row:
 * https://sqlite.org/lang_select.html#bareagg), which events have which, and the parties that
 * they then have. */
static const char recodings[] =
    "WITH RECURSIVE word (same_key, field, value, correction_id) AS MATERIALIZED ("
    "SELECT x.same_key, c.field, c.value, max(c.correction_id) FROM correction_now c"
    " JOIN main.event x ON x.event_id = c.event_id WHERE c.verdict = 'recode'"
    " GROUP BY 1, 2),"
    " recoding (event_key, field, value) AS MATERIALIZED ("
    "SELECT e.event_key, w.field, w.value FROM word w"
    " JOIN main.event e ON e.same_key = w.same_key),"
    " piece (event_key, role, position, who, rest) AS ("
    "SELECT event_key, field, -1, '', value || ';' FROM recoding"
    " WHERE field IN ('actor', 'recipient') UNION ALL"
    " SELECT event_key, role, position + 1, trim(substr(rest, 1, instr(rest, ';') - 1)),"
    " substr(rest, instr(rest, ';') + 1) FROM piece WHERE rest <> ''),"
    " told_side AS (SELECT *, who GLOB '[A-Z][A-Z][A-Z]'"
    " OR who GLOB '[A-Z][A-Z][A-Z][ :][A-Z][A-Z][A-Z]' AS coded FROM piece"
    " WHERE position >= 0 AND who <> ''),"
    " side (event_key, role, position, code, entity_id, who) AS MATERIALIZED ("
    "SELECT event_key, role, position, iif(coded, substr(who, 1, 3), (SELECT code FROM"
    " entity WHERE ifnull(name, '') = who AND code IS NOT NULL LIMIT 1)), iif(coded, "
    "coalesce("
    "(SELECT entity_id FROM entity WHERE code = substr(who, 1, 3)"
    "  AND sector IS nullif(substr(who, 5), '') LIMIT 1), (SELECT entity_id FROM entity"
    "  WHERE code = substr(who, 1, 3) LIMIT 1)),"
    " (SELECT entity_id FROM entity WHERE ifnull(name, '') = who LIMIT 1)), who FROM "
    "told_side),";

/* Those of which corrections may decide: all others are as they are. */
static const char touched[] =
    " touched (event_key) AS MATERIALIZED (SELECT e.event_key FROM correction_now c"
    " JOIN main.event x ON x.event_id = c.event_id JOIN main.event e"
    " ON e.same_key = x.same_key WHERE c.verdict IN ('wrong', 'recode')),";

/* The last word on a field of event `e`; NULL where there is none, '' where it has none. */
static void put_last(dmr_query_sql *sql, const char *field)
{
    dmr_query_put(sql, "(SELECT w.value FROM word w WHERE w.same_key = e.same_key"
                       " AND w.field = '");
    dmr_query_put(sql, field);
    dmr_query_put(sql, "')");
}

/* The events: what stands before the last word on a field, and behind it. */
static const struct part {
    const char *before, *field, *behind;
} events[] = {
    {" event AS NOT MATERIALIZED (SELECT e.event_key, e.event_id, e.same_key, e.deed,"
     " e.holds, e.sentence_id, e.confidence, e.rule, e.text, e.mutual, e.reports, "
     "ifnull(",
     "type", ", e.type) AS type, "},
    {"nullif(ifnull(", "mode", ", "},
    {"iif(ifnull(", "type", ", e.type) <> e.type, NULL, e.mode)), '') AS mode, "},
    {"iif(ifnull(", "type", ", e.type) <> e.type, NULL, e.cameo) AS cameo, "},
    {"iif(ifnull(", "type", ", e.type) <> e.type, NULL, e.scale) AS scale, "},
    {"nullif(ifnull(", "track", ", e.track), '') AS track, "},
    {"coalesce(CAST(", "quad", " AS INTEGER), "},
    {"CASE ", "type",
     " WHEN 'AGREE' THEN 1 WHEN 'CONSULT' THEN 1 WHEN 'SUPPORT' THEN 1"
     " WHEN 'CONCEDE' THEN 1 WHEN 'COOPERATE' THEN 2 WHEN 'AID' THEN 2"
     " WHEN 'RETREAT' THEN 2 WHEN 'REQUEST' THEN 3 WHEN 'ACCUSE' THEN 3"
     " WHEN 'REJECT' THEN 3 WHEN 'THREATEN' THEN 3 WHEN 'PROTEST' THEN 4"
     " WHEN 'SANCTION' THEN 4 WHEN 'MOBILIZE' THEN 4 WHEN 'COERCE' THEN 4"
     " WHEN 'ASSAULT' THEN 4 ELSE e.quad END) AS quad, "},
    {"nullif(ifnull(", "date", ", e.date_edtf), '') AS date_edtf, "},
    {"iif(", "date", " IS NULL, e.first_day, "},
    {"edtf_first(", "date", ")) AS first_day, "},
    {"iif(", "date", " IS NULL, e.last_day, "},
    {"edtf_last(", "date", ")) AS last_day, "},
    {"nullif(ifnull(", "place", ", e.place_text), '') AS place_text, "},
    {"iif(", "place", " IS NULL, e.place_id, "},
    {"(SELECT place_id FROM place WHERE name = ", "place", " LIMIT 1)) AS place_id, "},
    {"ifnull(", "modality", ", e.modality) AS modality FROM main.event e),"},
};

static const char parties[] =
    " event_party (event_key, role, position, entity_id, text) AS NOT MATERIALIZED ("
    "SELECT event_key, role, position, entity_id, text FROM main.event_party p"
    " WHERE NOT EXISTS (SELECT 1 FROM recoding r WHERE r.event_key = p.event_key"
    "  AND r.field = p.role) UNION ALL"
    " SELECT event_key, role, position, entity_id, who FROM side),";

/* Where parties are recoded made as record_derive.h makes those of the record: of those events
 * alone. (A window function would keep SQLite from looking up a pair's alone.) */
static const char dyads[] =
    " renamed (event_key) AS MATERIALIZED (SELECT DISTINCT event_key FROM recoding"
    "  WHERE field IN ('actor', 'recipient')),"
    " p (k, role, code, mutual) AS MATERIALIZED (SELECT DISTINCT e.event_key, s.role,"
    "  s.code, e.mutual FROM side s JOIN main.event e USING (event_key)"
    "  WHERE s.code IS NOT NULL UNION SELECT e.event_key, y.role, n.code, e.mutual"
    "  FROM renamed JOIN main.event e USING (event_key)"
    "  JOIN main.event_party y USING (event_key)"
    "  JOIN entity n USING (entity_id) WHERE n.code IS NOT NULL"
    "  AND NOT EXISTS (SELECT 1 FROM recoding r WHERE r.event_key = e.event_key"
    "   AND r.field = y.role)),"
    " pair (k, code, other, side) AS MATERIALIZED ("
    "SELECT a.k, a.code, b.code, 1 - a.mutual FROM p a JOIN p b USING (k)"
    "  WHERE a.role = 'actor' AND b.role = 'recipient'"
    " UNION SELECT a.k, b.code, a.code, a.mutual - 1 FROM p a JOIN p b USING (k)"
    "  WHERE a.role = 'actor' AND b.role = 'recipient' AND a.code <> b.code"
    " UNION SELECT a.k, a.code, b.code, 0 FROM p a JOIN p b USING (k)"
    "  WHERE a.role = b.role AND a.role <> 'via' AND a.code <> b.code AND a.mutual"
    "  AND NOT EXISTS (SELECT 1 FROM p x WHERE x.k = a.k AND x.role <> 'via'"
    "   AND x.role <> a.role)),"
    " roles (k, code, roles) AS (SELECT k, code, sum(CASE role WHEN 'actor' THEN 1"
    "  WHEN 'recipient' THEN 2 ELSE 4 END) FROM p GROUP BY 1, 2),"
    " whole (k, code, other, side) AS (SELECT * FROM pair"
    " UNION SELECT k, code, '', (1 - mutual) * iif(role = 'actor', 1, -1) FROM p"
    "  WHERE role <> 'via' AND NOT EXISTS (SELECT 1 FROM pair x WHERE x.k = p.k"
    "   AND x.code = p.code)"
    " UNION SELECT k, code, '', 2 FROM p WHERE role = 'via'),"
    " dyad (code, other, first_day, event_key, side, last_day, deed, type, mode, quad,"
    "  scale, track, modality, confidence, reports, known_from, known_until, latest,"
    "  once, roles) AS ("
    "SELECT code, other, first_day, event_key, side, last_day, deed, type, mode, quad,"
    "  scale, track, modality, confidence, reports, known_from, known_until, latest, "
    "once,"
    "  roles FROM main.dyad WHERE event_key IN (SELECT event_key FROM touched)"
    "  AND event_key NOT IN (SELECT event_key FROM recoding)"
    " UNION ALL SELECT x.code, x.other, ifnull(e.first_day, ''), x.event_key, x.side,"
    "  ifnull(e.last_day, ''), x.deed, e.type, e.mode, e.quad, e.scale, e.track,"
    "  e.modality, x.confidence, x.reports, x.known_from, x.known_until, x.latest, "
    "x.once,"
    "  x.roles FROM main.dyad x JOIN event e ON e.event_key = x.event_key"
    "  WHERE x.event_key IN (SELECT event_key FROM recoding)"
    "  AND x.event_key NOT IN (SELECT event_key FROM renamed)"
    " UNION ALL SELECT w.code, w.other, ifnull(e.first_day, ''), w.k, w.side,"
    "  ifnull(e.last_day, ''), e.deed, e.type, e.mode, e.quad, e.scale, e.track,"
    "  e.modality, e.confidence, e.reports, iif(e.holds, d.known_from, NULL),"
    "  iif(e.holds, d.known_until, NULL), iif(e.holds, d.latest, 0),"
    "  NOT EXISTS (SELECT 1 FROM whole l WHERE l.k = w.k AND l.code = w.code"
    "   AND (l.other, l.side) < (w.other, w.side)),"
    "  roles FROM whole w JOIN roles USING (k, code) JOIN event e ON e.event_key = w.k"
    "  JOIN coding k ON k.coding_id = e.event_key >> 24"
    "  JOIN document d ON d.document_id = k.document_id), ";

void dmr_query_put_corrected(dmr_query_sql *sql)
{
    dmr_query_put(sql, recodings);
    dmr_query_put(sql, touched);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        dmr_query_put(sql, events[i].before);
        put_last(sql, events[i].field);
        dmr_query_put(sql, events[i].behind);
    }
    dmr_query_put(sql, parties);
    dmr_query_put(sql, dyads);
}
