/* What a record has, for people: lists, each a statement. ?1 is what it is of, ?2 the run as
 * after which the record is shown; 0: as it is. */
#include <stdio.h>
#include <stdlib.h>

#include "record/query_sql.h"

/* The coding of each document that held, and whether its version was the latest then. */
#define HELD                                                                             \
    "held AS MATERIALIZED (SELECT k.document_id, k.coding_id, k.run_id, iif(?2,"         \
    "  NOT EXISTS (SELECT 1 FROM document o JOIN coded ok USING (document_id)"           \
    "   WHERE o.doc = d.doc AND o.document_id <> d.document_id AND ok.run_id <= ?2"      \
    "   AND (ifnull(o.known_from, d.known_from) > ifnull(d.known_from, o.known_from)"    \
    "    OR (ifnull(o.known_from, '') IS ifnull(d.known_from, '')"                       \
    "     AND o.version > d.version))), d.latest) AS latest"                             \
    " FROM coded k JOIN document d USING (document_id) WHERE iif(?2, k.run_id <= ?2"     \
    "  AND (k.until_run IS NULL OR k.until_run > ?2), k.recorded_until IS NULL))"

#define UNDONE "modality IN ('negated', 'hypothetical')"

/* Who is in a role of event `e`. */
#define WHO(role)                                                                        \
    "(SELECT group_concat(w, '; ') FROM (SELECT coalesce(n.code || ifnull(' ' ||"        \
    " n.sector, ''), n.name, y.text) AS w FROM event_party y JOIN entity n"              \
    " USING (entity_id) WHERE y.event_key = e.event_key AND y.role = '" role             \
    "' ORDER BY y.position))"
/* ... of report `r` of it, where there are several. */
#define WHO_TOLD(role)                                                                   \
    "iif(e.reports = 1, " WHO(                                                           \
        role) ", (SELECT group_concat(w, '; ') FROM (SELECT"                             \
              " coalesce(n.code || ifnull(' ' || n.sector, ''), n.name, y.text) AS w"    \
              " FROM report_party y JOIN entity n USING (entity_id)"                     \
              " WHERE y.event_key = e.event_key AND y.report = r.position AND y.role = " \
              "'" role "' ORDER BY y.position)))"

/* The rows of the event named ?1, by id or key, in whatever coding. */
#define NAMED                                                                            \
    "named AS MATERIALIZED (SELECT same_key FROM event WHERE event_id = ?1"              \
    " UNION SELECT same_key FROM event WHERE event_key = CAST(?1 AS INTEGER)"            \
    " AND ?1 NOT GLOB '*[^0-9]*' AND NOT EXISTS (SELECT 1 FROM event"                    \
    "  WHERE event_id = ?1))"

static const char overview_sql[] =
    "WITH " HELD ", now AS MATERIALIZED (SELECT e.type, e.quad, e.modality, e.deed,"
    "  e.reports, e.first_day, e.last_day FROM held h JOIN event e"
    "  ON e.event_key >= h.coding_id << 24 AND e.event_key < (h.coding_id + 1) << 24"
    "  WHERE h.latest)"
    " SELECT * FROM (SELECT 'record' AS part, 'schema' AS name, user_version AS value,"
    "  NULL AS events, NULL AS deeds, NULL AS reports FROM pragma_user_version"
    " UNION ALL SELECT 'record', 'bytes', page_count * page_size, NULL, NULL, NULL"
    "  FROM pragma_page_count, pragma_page_size"
    " UNION ALL SELECT 'read', 'documents', count(*), NULL, NULL, NULL FROM held"
    "  WHERE latest"
    " UNION ALL SELECT 'read', 'versions', count(*), NULL, NULL, NULL FROM held"
    " UNION ALL SELECT 'read', 'works', count(DISTINCT work_id), NULL, NULL, NULL"
    "  FROM held JOIN document USING (document_id)"
    " UNION ALL SELECT 'read', 'sentences', sum(sentences), NULL, NULL, NULL FROM held"
    "  JOIN coding USING (coding_id) JOIN reading USING (reading_id) WHERE latest"
    " UNION ALL SELECT 'read', 'failures', count(*), NULL, NULL, NULL FROM failure"
    "  WHERE NOT ?2 OR run_id <= ?2"
    " UNION ALL SELECT 'read', 'as of', min(known_from) || ' to ' || max(known_from),"
    "  NULL, NULL, NULL FROM held JOIN document USING (document_id)"
    " UNION ALL SELECT 'told', 'years', substr(min(first_day), 1, 4) || ' to ' ||"
    "  substr(max(last_day), 1, 4), count(first_day), NULL, NULL FROM now"
    " UNION ALL SELECT 'told', 'all', NULL, count(*), count(DISTINCT deed),"
    "  ifnull(sum(reports), 0) FROM now"
    " UNION ALL SELECT 'told', 'negated, hypothetical', NULL, count(*),"
    "  count(DISTINCT deed), ifnull(sum(reports), 0) FROM now WHERE " UNDONE
    " UNION ALL SELECT 'told', 'corrections', count(*), NULL, NULL, NULL"
    "  FROM correction_now)"
    " UNION ALL SELECT * FROM (SELECT 'quad', CASE quad WHEN 1 THEN 'verbal cooperation'"
    "  WHEN 2 THEN 'material cooperation' WHEN 3 THEN 'verbal conflict'"
    "  WHEN 4 THEN 'material conflict' ELSE 'none' END, quad, count(*),"
    "  count(DISTINCT deed), sum(reports) FROM now WHERE NOT " UNDONE
    "  GROUP BY quad ORDER BY quad IS NULL, quad)"
    " UNION ALL SELECT * FROM (SELECT 'type', type, NULL, count(*),"
    "  count(DISTINCT deed), sum(reports) FROM now WHERE NOT " UNDONE
    "  GROUP BY type ORDER BY 4 DESC, type)"
    " UNION ALL SELECT * FROM (SELECT 'run', CAST(run_id AS TEXT) ||"
    "  iif(finished IS NULL, ' (goes on, or was broken off)', ''), substr(started, 1, 16)"
    "  || ', ' || documents || ' documents', events, NULL, reports FROM run"
    "  WHERE NOT ?2 OR run_id <= ?2 ORDER BY run_id DESC LIMIT 3)";

static const char documents_sql[] =
    "WITH " HELD " SELECT d.doc, d.title, d.date, d.as_of, d.version,"
    " c.events, c.reports, r.sentences, w.name AS work, d.known_from, d.known_until,"
    " d.source, d.speaker, d.url, d.language, d.format, d.path, d.bytes,"
    " d.content_hash, h.run_id AS run, c.coding_id AS coding, d.document_id"
    " FROM held h JOIN document d USING (document_id) JOIN coding c USING (coding_id)"
    " JOIN reading r USING (reading_id) LEFT JOIN work w USING (work_id)"
    " WHERE h.latest ORDER BY d.doc";

static const char document_sql[] =
    "SELECT d.version, d.as_of, d.known_from, d.known_until, k.run_id AS run,"
    " k.recorded_from, iif(?2 AND k.until_run > ?2, NULL, k.recorded_until)"
    "  AS recorded_until, iif(?2 AND k.until_run > ?2, NULL, k.until_run) AS until_run,"
    " c.events, c.reports, c.mentions, c.unresolved, c.rejected, c.sentences_uncoded,"
    " c.sentences_discarded, r.version AS program, r.lexicon_hash, r.model_hash, r.fill,"
    " d.title, d.date, d.content_hash, d.bytes, c.coding_id AS coding, d.document_id"
    " FROM document d JOIN coded k USING (document_id) JOIN coding c USING (coding_id)"
    " JOIN run r USING (run_id) WHERE d.doc = ?1 AND (NOT ?2 OR k.run_id <= ?2)"
    " ORDER BY d.version, k.run_id";

static const char runs_sql[] =
    "SELECT run_id AS run, started, finished, documents, events, reports, failures, same,"
    " version, fill, lexicon_hash, model_hash, kernel, options, bytes, sentences, tokens,"
    " mentions, unresolved, rejected, sentences_uncoded, sentences_discarded FROM run"
    " WHERE (NOT ?2 OR run_id <= ?2) AND ?1 IS ?1 ORDER BY run_id";

static const char failures_sql[] =
    "SELECT path, byte, reason, message, run_id AS run, failure_id FROM failure"
    " WHERE (NOT ?2 OR run_id <= ?2) AND ?1 IS ?1 ORDER BY path, byte, failure_id";

static const char reports_sql[] =
    "WITH " NAMED ", " HELD
    " SELECT r.position + 1 AS report, s.text AS sentence, " WHO_TOLD(
        "actor") " AS actor, r.type, r.mode, " WHO_TOLD("recipient") " AS recipient, "
                                                                     "r.date_edtf AS "
                                                                     "date, r.place_text "
                                                                     "AS place, "
                                                                     "r.modality,"
                                                                     " r.confidence, "
                                                                     "r.rule, r.text AS "
                                                                     "words, r.likeness, "
                                                                     "r.track, r.quad, "
                                                                     "r.cameo,"
                                                                     " r.report_id, "
                                                                     "e.event_id, "
                                                                     "e.event_key, "
                                                                     "d.doc, d.title, "
                                                                     "d.as_of, d.version,"
                                                                     " r.sentence_id & "
                                                                     "16777215 AS "
                                                                     "sentence_number, "
                                                                     "h.run_id AS run"
                                                                     " FROM event e JOIN "
                                                                     "named n USING "
                                                                     "(same_key) JOIN "
                                                                     "held h"
                                                                     "  ON h.coding_id = "
                                                                     "e.event_key >> 24"
                                                                     " JOIN event_report "
                                                                     "r USING "
                                                                     "(event_key) JOIN "
                                                                     "document d USING "
                                                                     "(document_id)"
                                                                     " JOIN "
                                                                     "sentence_text s ON "
                                                                     "s.sentence_id = "
                                                                     "r.sentence_id"
                                                                     " ORDER BY "
                                                                     "d.version, "
                                                                     "e.event_key, "
                                                                     "r.position";

static const char history_sql[] =
    "WITH " NAMED ", docs AS (SELECT DISTINCT d.doc FROM event e JOIN named USING"
    " (same_key) JOIN coding c ON c.coding_id = e.event_key >> 24"
    " JOIN document d USING (document_id))"
    " SELECT k.run_id AS run, k.recorded_from,"
    " iif(?2 AND k.until_run > ?2, NULL, k.recorded_until) AS recorded_until, " WHO(
        "actor") " AS actor, ifnull(e.type, '(none)') AS type,"
                 " e.mode, " WHO(
                     "recipient") " AS recipient, e.date_edtf AS date, e.rule,"
                                  " e.confidence, e.modality, e.event_id, e.event_key, "
                                  "d.doc, d.version,"
                                  " r.lexicon_hash, r.model_hash, r.version AS program"
                                  " FROM docs x JOIN document d USING (doc) JOIN coded k "
                                  "USING (document_id)"
                                  " JOIN run r USING (run_id) LEFT JOIN event e ON "
                                  "e.event_key >= k.coding_id << 24"
                                  "  AND e.event_key < (k.coding_id + 1) << 24"
                                  "  AND e.same_key IN (SELECT same_key FROM named)"
                                  " WHERE NOT ?2 OR k.run_id <= ?2 ORDER BY k.run_id, "
                                  "d.version, e.event_key";

static const char deed_sql[] =
    "WITH " NAMED ", " HELD
    " SELECT d.doc, e.date_edtf AS date, " WHO("actor") " AS actor, e.type, e.mode, " WHO(
        "recipient") " AS recipient, s.text AS sentence,"
                     " e.modality, e.confidence, e.deed_by, e.deed_likeness, e.reports, "
                     "e.event_id,"
                     " e.event_key, e.deed, d.title, d.as_of, d.version"
                     " FROM event e JOIN held h ON h.coding_id = e.event_key >> 24"
                     " JOIN document d USING (document_id) JOIN sentence_text s USING "
                     "(sentence_id)"
                     " WHERE h.latest AND e.same_key NOT IN (SELECT same_key FROM named) "
                     "AND e.deed IN"
                     "  (SELECT deed FROM event JOIN named USING (same_key)) ORDER BY "
                     "e.event_key";

/* A row for what was said in one go. */
#define SAID                                                                             \
    "SELECT c.correction_id AS correction, c.event_id AS event, c.verdict, c.field,"     \
    " iif(c.verdict IN ('join', 'part'), (SELECT group_concat(other_id, ' ') FROM"       \
    "  (SELECT other_id FROM correction o WHERE o.correction_id = c.correction_id"       \
    "   OR o.first_id = c.correction_id ORDER BY o.correction_id)), c.value) AS value,"  \
    " c.note, c.who AS \"by\", c.made, (SELECT w.made FROM correction w"                 \
    "  WHERE w.withdraws = ifnull(c.first_id, c.correction_id) LIMIT 1) AS withdrawn,"   \
    " (SELECT w.who FROM correction w WHERE w.withdraws = ifnull(c.first_id,"            \
    "  c.correction_id) LIMIT 1) AS withdrawn_by"                                        \
    " FROM correction c WHERE c.verdict <> 'withdraw'"                                   \
    " AND (c.verdict NOT IN ('join', 'part') OR c.first_id IS NULL)"

static const char corrections_sql[] =
    SAID " AND c.correction_id IN (SELECT correction_id FROM correction_now)"
         " AND ?1 IS ?1 AND ?2 IS ?2 ORDER BY c.correction_id";

static const char all_corrections_sql[] =
    SAID " AND ?1 IS ?1 AND ?2 IS ?2 ORDER BY c.correction_id";

static const char event_corrections_sql[] =
    "WITH " NAMED
    ", ids AS (SELECT event_id FROM event JOIN named USING (same_key)) " SAID
    " AND (c.event_id IN ids OR EXISTS (SELECT 1 FROM correction o"
    "  WHERE (o.correction_id = c.correction_id OR o.first_id = c.correction_id)"
    "  AND o.other_id IN ids)) AND ?2 IS ?2 ORDER BY c.correction_id";

static const char *const lists[] = {
    [DEMARCHE_LIST_OVERVIEW] = overview_sql,
    [DEMARCHE_LIST_RUNS] = runs_sql,
    [DEMARCHE_LIST_FAILURES] = failures_sql,
    [DEMARCHE_LIST_DOCUMENTS] = documents_sql,
    [DEMARCHE_LIST_DOCUMENT] = document_sql,
    [DEMARCHE_LIST_REPORTS] = reports_sql,
    [DEMARCHE_LIST_HISTORY] = history_sql,
    [DEMARCHE_LIST_DEED] = deed_sql,
    [DEMARCHE_LIST_EVENT_CORRECTIONS] = event_corrections_sql,
    [DEMARCHE_LIST_CORRECTIONS] = corrections_sql,
    [DEMARCHE_LIST_ALL_CORRECTIONS] = all_corrections_sql,
};

static bool is_of_something(demarche_listing list)
{
    return list >= DEMARCHE_LIST_DOCUMENT && list <= DEMARCHE_LIST_EVENT_CORRECTIONS;
}

/* What is asked for is there; else one line. */
static demarche_status check(demarche_record *record, demarche_listing list,
                             const char *of, int64_t at_run, demarche_error *err)
{
    static const char runs[] = "SELECT ?1, 1 FROM run WHERE run_id = ?2";
    static const char documents[] =
        "SELECT 1 FROM document d JOIN coded k USING (document_id) WHERE d.doc = ?1"
        " AND (NOT ?2 OR k.run_id <= ?2)";
    static const char events[] =
        "WITH " NAMED " SELECT 1 FROM event e JOIN named USING (same_key) JOIN coded k"
        " ON k.coding_id = e.event_key >> 24 WHERE NOT ?2 OR k.run_id <= ?2";
    bool there = true;
    if (at_run)
        DMR_TRY(dmr_query_gives(record, runs, "", at_run, &there, err));
    if (!there)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "%s: no run %lld; see demarche record show R.db runs",
                             record->path, (long long)at_run);
    if (!is_of_something(list))
        return DEMARCHE_OK;
    bool document = list == DEMARCHE_LIST_DOCUMENT;
    DMR_TRY(
        dmr_query_gives(record, document ? documents : events, of, at_run, &there, err));
    if (there)
        return DEMARCHE_OK;
    return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "%s: no %s %.100s%s", record->path,
                         document ? "document" : "event", of,
                         at_run ? " after that run"
                         : document
                             ? "; see demarche record show R.db documents"
                             : "; an event is named by its id (16 hexadecimal digits) or "
                               "its key");
}

demarche_status demarche_record_list(demarche_answer **out, demarche_record *record,
                                     demarche_listing list, const char *of,
                                     int64_t at_run, demarche_error *err)
{
    if (out)
        *out = NULL;
    if (!out || !record || (unsigned)list >= sizeof lists / sizeof *lists ||
        (is_of_something(list) && !(of && *of)) || at_run < 0)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record is needed, what to list, and of what");
    DMR_TRY(check(record, list, of, at_run, err));
    return dmr_query_list(out, record, lists[list], of, at_run, err);
}

demarche_status demarche_record_coding(demarche_record *record, const char *doc,
                                       int64_t at_run, int64_t *coding_id,
                                       demarche_error *err)
{
    static const char sql[] =
        "WITH " HELD " SELECT h.coding_id FROM held h JOIN document d"
        " USING (document_id) WHERE d.doc = ?1 AND h.latest";
    demarche_answer *a = NULL;
    bool got = false;
    if (!record || !doc || !coding_id || at_run < 0)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record and the name of a document are needed");
    DMR_TRY(check(record, DEMARCHE_LIST_DOCUMENT, doc, at_run, err));
    DMR_TRY(dmr_query_list(&a, record, sql, doc, at_run, err));
    demarche_status status = demarche_answer_next(a, &got, err);
    if (!status && !got)
        status = dmr_error_set(err, DEMARCHE_E_RECORD, 0,
                               "%s: no version of %.100s is the latest; see demarche "
                               "record check",
                               record->path, doc);
    if (!status)
        *coding_id = demarche_answer_cell(a, 0).number;
    demarche_answer_free(a);
    return status;
}
