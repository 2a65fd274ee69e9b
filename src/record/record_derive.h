/*
 * What is derived of a coding, as questions: of the events from ?1 to before ?2,
 * of document ?3. What is put in and what `record check` holds it against are one.
 */
#ifndef DMR_RECORD_RECORD_DERIVE_H
#define DMR_RECORD_RECORD_DERIVE_H

#include "demarche.h"

/* Rows of dyad, columns in its order. A coding that holds no more has no time and is not the
 * latest. */
#define DMR_RECORD_DYADS                                                                 \
    "WITH p AS MATERIALIZED (SELECT DISTINCT e.event_key AS k, role, code, mutual"       \
    "  FROM event e JOIN event_party USING (event_key) JOIN entity USING (entity_id)"    \
    "  WHERE e.event_key >= ?1 AND e.event_key < ?2 AND code IS NOT NULL),"              \
    " pair (k, code, other, side) AS ("                                                  \
    "  SELECT a.k, a.code, b.code, 1 - a.mutual FROM p a JOIN p b USING (k)"             \
    "   WHERE a.role = 'actor' AND b.role = 'recipient'"                                 \
    "  UNION SELECT a.k, b.code, a.code, a.mutual - 1 FROM p a JOIN p b USING (k)"       \
    "   WHERE a.role = 'actor' AND b.role = 'recipient' AND a.code <> b.code"            \
    "  UNION SELECT a.k, a.code, b.code, 0 FROM p a JOIN p b USING (k)"                  \
    "   WHERE a.role = b.role AND a.role <> 'via' AND a.code <> b.code AND a.mutual"     \
    "   AND NOT EXISTS (SELECT 1 FROM event_party x WHERE x.event_key = a.k"             \
    "    AND x.role <> 'via' AND x.role <> a.role)),"                                    \
    " roles (k, code, roles) AS (SELECT k, code, sum(CASE role WHEN 'actor' THEN 1"      \
    "  WHEN 'recipient' THEN 2 ELSE 4 END) FROM p GROUP BY 1, 2),"                       \
    " whole (k, code, other, side) AS (SELECT * FROM pair"                               \
    "  UNION SELECT k, code, '', (1 - mutual) * iif(role = 'actor', 1, -1) FROM p"       \
    "   WHERE role <> 'via' AND NOT EXISTS (SELECT 1 FROM pair x WHERE x.k = p.k"        \
    "    AND x.code = p.code)"                                                           \
    "  UNION SELECT k, code, '', 2 FROM p WHERE role = 'via')"                           \
    " SELECT w.code, w.other, ifnull(e.first_day, ''), w.k, w.side,"                     \
    " ifnull(e.last_day, ''), e.deed, e.type, e.mode, e.quad, e.scale, e.track,"         \
    " e.modality, e.confidence, e.reports, iif(e.holds, d.known_from, NULL),"            \
    " iif(e.holds, d.known_until, NULL), iif(e.holds, d.latest, 0),"                     \
    " row_number() OVER (PARTITION BY w.k, w.code ORDER BY w.other, w.side) = 1,"        \
    " roles FROM whole w JOIN roles USING (k, code) JOIN event e ON e.event_key = w.k"   \
    " JOIN document d ON d.document_id = ?3"

/* What counts: neither negated nor hypothetical, and as sure as pages and questions have it
 * where nothing else is asked for. */
#define DMR_RECORD_TEXT_OF(x) #x
#define DMR_RECORD_NUMBER_TEXT(x) DMR_RECORD_TEXT_OF(x)
#define DMR_RECORD_COUNTS                                                                \
    " AND modality NOT IN ('negated', 'hypothetical') AND confidence "                   \
    ">= " DMR_RECORD_NUMBER_TEXT(DEMARCHE_CONFIDENCE)

/* Rows of code_document. */
#define DMR_RECORD_CODE_DOCUMENTS                                                        \
    "SELECT code, document_id, count(DISTINCT event_key) FROM dyad"                      \
    " JOIN coding ON coding_id = event_key >> 24"                                        \
    " WHERE event_key >= ?1 AND event_key < ?2" DMR_RECORD_COUNTS                        \
    " GROUP BY coding_id, code"

/* Rows of tally of the events of which `range` holds. */
#define DMR_RECORD_TALLY_OF(range)                                                       \
    "SELECT code, ifnull(substr(known_from, 1, 7), ''), count(DISTINCT event_key >> "    \
    "24),"                                                                               \
    " count(*), count(*) FILTER (WHERE quad = 1), count(*) FILTER (WHERE quad = 2),"     \
    " count(*) FILTER (WHERE quad = 3), count(*) FILTER (WHERE quad = 4)"                \
    " FROM (SELECT DISTINCT code, event_key, quad, known_from FROM dyad"                 \
    "  WHERE " range " AND latest" DMR_RECORD_COUNTS ")"                                 \
    " WHERE true GROUP BY 1, 2"

/* All rows of tally. */
#define DMR_RECORD_TALLY DMR_RECORD_TALLY_OF("true")

/* What strips are made of, of the codings from ?1 to before ?2 (events: from ?1 << 24). */
#define DMR_RECORD_STRIP_EVENTS                                                          \
    "SELECT event_key, first_day, last_day, type, mode, track, quad, scale, modality,"   \
    " rule, confidence, reports, deed, (SELECT group_concat(context) FROM"               \
    " (SELECT context FROM event_context c WHERE c.event_key = e.event_key"              \
    " ORDER BY position)) FROM event e WHERE event_key >= ?1 << 24"                      \
    " AND event_key < ?2 << 24 AND holds > 0 ORDER BY event_key"
#define DMR_RECORD_STRIP_DYADS                                                           \
    "SELECT event_key, code, other, side, once, roles FROM dyad WHERE event_key >="      \
    " ?1 << 24 AND event_key < ?2 << 24 ORDER BY event_key, code, other, side"
#define DMR_RECORD_STRIP_REPORTS                                                         \
    "SELECT event_key, sentence_id FROM event_report WHERE event_key >= ?1 << 24"        \
    " AND event_key < ?2 << 24 ORDER BY event_key"
#define DMR_RECORD_STRIP_CODINGS                                                         \
    "SELECT c.coding_id, d.known_from, d.known_until, 1 + d.latest FROM coding c"        \
    " JOIN document d USING (document_id) WHERE c.coding_id >= ?1 AND c.coding_id < ?2"  \
    " AND c.events > 0"                                                                  \
    " AND EXISTS (SELECT 1 FROM coded h WHERE h.coding_id = c.coding_id"                 \
    " AND h.recorded_until IS NULL)"

#endif
