/* Statements, binding and errors: all that knows SQLite's ways but not what is kept. */
#include "record/record_db.h"
#include "record/record_derive.h"

#include <math.h>

#define NOW "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

/* Events of a type between two codes, by an index of theirs; at most ?5 of them. */
#define LIKE(index)                                                                      \
    "SELECT x.event_key, x.deed, x.mode, e.place_id, x.first_day, x.last_day, e.gist,"   \
    " x.known_from FROM dyad x INDEXED BY " index " JOIN event e USING (event_key)"      \
    " WHERE x.code = ?1 AND x.other = ?2 AND x.type = ?3 AND x.side = ?4"                \
    " AND x.side <> -1 AND x.modality NOT IN ('negated', 'hypothetical')"                \
    " AND e.holds > 0"

static const char *const sql[DMR_RECORD_STATEMENTS] = {
    [DMR_RECORD_BEGIN] = "BEGIN IMMEDIATE",
    [DMR_RECORD_COMMIT] = "COMMIT",
    [DMR_RECORD_ROLLBACK] = "ROLLBACK",
    [DMR_RECORD_SAVE] = "SAVEPOINT document",
    [DMR_RECORD_RELEASE] = "RELEASE document",
    [DMR_RECORD_UNDO] = "ROLLBACK TO document",
    [DMR_RECORD_FIND_RUN] =
        "SELECT run_id FROM run WHERE version = ?1 AND lexicon_hash = ?2"
        " AND model_hash = ?3 AND fill IS ?4 AND finished IS NULL"
        " AND run_id = (SELECT max(run_id) FROM run)",
    [DMR_RECORD_ADD_RUN] =
        "INSERT INTO run (version, lexicon_hash, model_hash, fill, kernel, options,"
        " started) VALUES (?1, ?2, ?3, ?4, ?5, ?6, " NOW ")",
    [DMR_RECORD_FIND_RUN_AS] =
        "SELECT run_id FROM run WHERE version = ?1 AND lexicon_hash = ?2"
        " AND model_hash = ?3 AND fill IS ?4 AND started = ?5",
    [DMR_RECORD_ADD_RUN_AS] =
        "INSERT INTO run (version, lexicon_hash, model_hash, fill, kernel, options,"
        " started, finished) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [DMR_RECORD_ADD_CODES] =
        "INSERT OR IGNORE INTO lexicon_code SELECT key, ?1, value ->> 'kind',"
        " value ->> 'name', value ->> 'from', value ->> 'until', value ->> 'note'"
        " FROM json_each(?2, '$.codes')"
        " WHERE (value ->> 'kind', value ->> 'name', value ->> 'from', value ->> 'until',"
        "  value ->> 'note') IS NOT (SELECT kind, name, first_day, last_day, note FROM"
        "  lexicon_code WHERE code = key AND run_id <= ?1 ORDER BY run_id DESC LIMIT 1)",
    [DMR_RECORD_ADD_RULES] =
        "INSERT OR IGNORE INTO lexicon_rule SELECT key, ?1, value ->> 'pattern',"
        " value ->> 'parties', value ->> 'type', value ->> 'mode', value ->> 'cameo',"
        " value ->> 'context', value ->> 'example', value ->> 'coded', value ->> 'not',"
        " value ->> 'note' FROM json_each(?2, '$.rules')"
        " WHERE (value ->> 'pattern', value ->> 'parties', value ->> 'type',"
        "  value ->> 'mode', value ->> 'cameo', value ->> 'context', value ->> 'example',"
        "  value ->> 'coded', value ->> 'not', value ->> 'note') IS NOT (SELECT pattern,"
        "  parties, type, mode, cameo, context, example, coded, counterexample, note FROM"
        "  lexicon_rule WHERE rule = key AND run_id <= ?1 ORDER BY run_id DESC LIMIT 1)",
    [DMR_RECORD_COUNT_RUN] =
        "UPDATE run SET documents = documents + 1, same = same + ?2,"
        " bytes = bytes + (SELECT bytes FROM document WHERE document_id = ?3),"
        " sentences = sentences + ?4, tokens = tokens + ?5, mentions = mentions + ?6,"
        " unresolved = unresolved + ?7, events = events + ?8, reports = reports + ?9,"
        " rejected = rejected + ?10, sentences_uncoded = sentences_uncoded + ?11,"
        " sentences_discarded = sentences_discarded + ?12 WHERE run_id = ?1",
    [DMR_RECORD_END_RUN] =
        "UPDATE run SET finished = " NOW " WHERE version = ?1 AND lexicon_hash = ?2"
        " AND model_hash = ?3 AND fill IS ?4 AND finished IS NULL",
    [DMR_RECORD_ADD_FAILURE] =
        "INSERT OR IGNORE INTO failure (run_id, path, byte, reason, message)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [DMR_RECORD_COUNT_FAILURE] =
        "UPDATE run SET failures = failures + 1 WHERE run_id = ?1",
    [DMR_RECORD_HAS] =
        "SELECT NOT EXISTS (SELECT 1 FROM document o WHERE o.doc = d.doc"
        "  AND o.version > d.version) FROM document d"
        " JOIN coded c ON c.document_id = d.document_id AND c.recorded_until IS NULL"
        " JOIN run r USING (run_id) WHERE d.doc = ?1 AND d.content_hash = ?2"
        " AND r.version = ?3 AND r.lexicon_hash = ?4 AND r.model_hash = ?5"
        " AND r.fill IS ?6",
    [DMR_RECORD_FIND_WORK] = "SELECT work_id FROM work WHERE name = ?1",
    [DMR_RECORD_ADD_WORK] = "INSERT INTO work (name, place) VALUES (?1, ?2)",
    [DMR_RECORD_PLACE_WORK] =
        "UPDATE work SET place = ?2 WHERE work_id = ?1 AND place IS NOT ?2",
    [DMR_RECORD_FIND_SECTION] = "SELECT section_id FROM section WHERE work_id = ?1"
                                " AND ifnull(parent_id, 0) = ?2 AND name = ?3",
    [DMR_RECORD_ADD_SECTION] =
        "INSERT INTO section (work_id, parent_id, name, place) VALUES (?1, ?2, ?3, ?4)",
    [DMR_RECORD_PLACE_SECTION] =
        "UPDATE section SET place = ?2 WHERE section_id = ?1 AND place IS NOT ?2",
    [DMR_RECORD_FIND_DOCUMENT] =
        "SELECT document_id FROM document WHERE doc = ?1 AND content_hash = ?2",
    [DMR_RECORD_ADD_DOCUMENT] =
        "INSERT INTO document (doc, content_hash, work_id, section_id, path,"
        " source_start, source_end, title, place, date, as_of, source, speaker, url,"
        " language, charset, format, bytes, repaired, controls, known_from, version,"
        " latest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
        " ?15, ?16, ?17, ?18, ?19, ?20, ?21, 1, 1)",
    [DMR_RECORD_ADD_TEXT] =
        "INSERT INTO document_text (document_id, text, origin) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_ADD_PERSON] =
        "INSERT INTO document_person (document_id, position, start_byte, end_byte, name,"
        " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [DMR_RECORD_INDEX_TITLE] = "INSERT INTO document_fts (rowid, title) VALUES (?1, ?2)",
    [DMR_RECORD_LIST_VERSIONS] =
        "SELECT document_id, version, known_from, known_until, latest FROM document"
        " WHERE doc = ?1 ORDER BY version, document_id",
    [DMR_RECORD_SET_VERSION] =
        "UPDATE document SET version = ?2, known_until = ?3, latest = ?4"
        " WHERE document_id = ?1",
    [DMR_RECORD_FIND_READING] =
        "SELECT reading_id FROM reading WHERE document_id = ?1 AND cut_hash = ?2",
    [DMR_RECORD_ADD_READING] =
        "INSERT INTO reading (document_id, cut_hash, paragraphs, navigation_lines,"
        " sentences, long_sentences, tokens) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [DMR_RECORD_ADD_PARAGRAPH] =
        "INSERT INTO paragraph (reading_id, number, kind, start_byte, end_byte)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [DMR_RECORD_ADD_SENTENCE] =
        "INSERT INTO sentence (sentence_id, paragraph, start_byte, end_byte, tokens)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
    [DMR_RECORD_INDEX_SENTENCE] =
        "INSERT INTO sentence_fts (rowid, text) VALUES (?1, ?2)",
    [DMR_RECORD_LIST_CODINGS] =
        "SELECT coding_id FROM coding WHERE document_id = ?1 AND reading_id = ?2"
        " AND mentions = ?3 AND events = ?4 AND reports = ?5 AND unresolved = ?6"
        " AND times_missed = ?7 AND rejected = ?8 AND sentences_uncoded = ?9"
        " AND sentences_discarded = ?10 ORDER BY coding_id DESC",
    [DMR_RECORD_ADD_CODING] =
        "INSERT INTO coding (document_id, reading_id, mentions, events, reports,"
        " unresolved, times_missed, rejected, sentences_uncoded, sentences_discarded)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [DMR_RECORD_FIND_CODED] =
        "SELECT coding_id FROM coded WHERE document_id = ?1 AND recorded_until IS NULL",
    [DMR_RECORD_FIND_NOW] =
        "SELECT c.coding_id, r.version = ?2 AND r.lexicon_hash = ?3"
        " AND r.model_hash = ?4 AND r.fill IS ?5 FROM coded c JOIN run r USING (run_id)"
        " WHERE c.document_id = ?1 AND c.recorded_until IS NULL",
    [DMR_RECORD_END_CODED] = "UPDATE coded SET recorded_until = " NOW ", until_run = ?2"
                             " WHERE document_id = ?1 AND recorded_until IS NULL",
    /* One begins when the other ends, to the millisecond. */
    [DMR_RECORD_ADD_CODED] =
        "INSERT INTO coded (document_id, run_id, coding_id, recorded_from)"
        " VALUES (?1, ?2, ?3, ifnull((SELECT recorded_until FROM coded WHERE document_id"
        " = ?1 AND until_run = ?2), " NOW "))",
    [DMR_RECORD_FIND_CODED_BY] =
        "SELECT 1 FROM coded WHERE document_id = ?1 AND run_id = ?2",
    /* Times of elsewhere, as long as a document's stay in order. */
    [DMR_RECORD_END_CODED_AS] =
        "UPDATE coded SET recorded_until = iif(?3 < recorded_from, " NOW ", ?3),"
        " until_run = ?2 WHERE document_id = ?1 AND recorded_until IS NULL",
    [DMR_RECORD_ADD_CODED_AS] =
        "INSERT INTO coded (document_id, run_id, coding_id, recorded_from)"
        " VALUES (?1, ?2, ?3, max(?4, ifnull((SELECT max(recorded_until) FROM coded"
        " WHERE document_id = ?1), '')))",
    [DMR_RECORD_ADD_DISCARDED] =
        "INSERT INTO discarded (coding_id, sentence_id, phrase) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_FIND_ENTITY] = "SELECT entity_id FROM entity WHERE ifnull(name, '') = ?1"
                               " AND ifnull(code, '') = ?2 AND ifnull(sector, '') = ?3"
                               " AND ifnull(office, '') = ?4 AND ifnull(region, '') = ?5"
                               " AND ifnull(kind, '') = ?6",
    [DMR_RECORD_ADD_ENTITY] =
        "INSERT INTO entity (name, code, sector, office, region, kind)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [DMR_RECORD_INDEX_ENTITY] =
        "INSERT INTO entity_fts (rowid, name, office) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_FIND_PLACE] = "SELECT place_id FROM place WHERE ifnull(name, '') = ?1"
                              " AND ifnull(country, '') = ?2 AND ifnull(lat, 999) = ?3"
                              " AND ifnull(lon, 999) = ?4 AND ifnull(geonameid, 0) = ?5",
    [DMR_RECORD_ADD_PLACE] = "INSERT INTO place (name, country, lat, lon, geonameid)"
                             " VALUES (?1, ?2, ?3, ?4, ?5)",
    [DMR_RECORD_ADD_BOX] =
        "INSERT INTO place_box (place_id, min_lat, max_lat, min_lon, max_lon)"
        " VALUES (?1, ?2, ?2, ?3, ?3)",
    [DMR_RECORD_ADD_MENTION] =
        "INSERT INTO mention (mention_id, kind, sentence_id, start_byte, end_byte,"
        " cluster, entity_id, place_id, toponym, stands_for, timex_type, timex_value,"
        " edtf, comparator, value, unit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
        " ?11, ?12, ?13, ?14, ?15, ?16)",
    [DMR_RECORD_ADD_MEMBER] = "INSERT INTO mention_member (mention_id, position, "
                              "entity_id) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_ADD_EVENT] =
        "INSERT INTO event (event_key, sentence_id, event_id, type, mode, cameo, track,"
        " quad, scale, mutual, text, date_edtf, place_text, place_id, modality,"
        " confidence, rule, trigger_start, trigger_end, date_start, date_end,"
        " place_start, place_end, first_day, last_day, reports, deed, deed_likeness,"
        " deed_by, gist, holds, same_key, like_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8, ?9, ?10, ?11, "
        "?12, ?13,"
        " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29,"
        " ?30, ?31, ?32, ?33)",
    [DMR_RECORD_ADD_PARTY] =
        "INSERT INTO event_party (event_key, role, position, entity_id, text, start_byte,"
        " end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [DMR_RECORD_ADD_CONTEXT] =
        "INSERT INTO event_context (event_key, position, context) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_ADD_QUANTITY] =
        "INSERT INTO event_quantity (event_key, position, comparator, value, unit, text,"
        " start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [DMR_RECORD_ADD_REPORT] =
        "INSERT INTO event_report (event_key, sentence_id, report_id, type, mode, cameo,"
        " track, quad, scale, mutual, text, date_edtf, place_text, place_id, modality,"
        " confidence, rule, trigger_start, trigger_end, date_start, date_end,"
        " place_start, place_end, position, likeness) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
        " ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,"
        " ?24, ?25)",
    [DMR_RECORD_ADD_REPORT_PARTY] =
        "INSERT INTO report_party (event_key, role, position, entity_id, text,"
        " start_byte, end_byte, report) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [DMR_RECORD_ADD_REPORT_CONTEXT] =
        "INSERT INTO report_context (event_key, position, context, report)"
        " VALUES (?1, ?2, ?3, ?4)",
    [DMR_RECORD_ADD_REPORT_QUANTITY] =
        "INSERT INTO report_quantity (event_key, position, comparator, value, unit,"
        " text, start_byte, end_byte, report)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [DMR_RECORD_ADD_REASON] =
        "INSERT INTO event_reason (event_key, report, position, rule, type, text, why,"
        " start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    /* Below: of the events from ?1 to before ?2, of the coding of document ?3. */
    [DMR_RECORD_ADD_DYADS] = "INSERT INTO dyad " DMR_RECORD_DYADS,
    [DMR_RECORD_DROP_DYADS] =
        "DELETE FROM dyad WHERE event_key >= ?1 AND event_key < ?2 AND ?3",
    [DMR_RECORD_RETIRE_DYADS] =
        "UPDATE dyad SET known_from = NULL, known_until = NULL, latest = 0"
        " WHERE event_key >= ?1 AND event_key < ?2 AND ?3",
    [DMR_RECORD_MARK_EVENTS] =
        "UPDATE event SET holds = ?3 WHERE event_key >= ?1 AND event_key < ?2"
        " AND holds <> ?3",
    [DMR_RECORD_MARK_DYADS] = "UPDATE dyad SET known_until = ?3, latest = ?4"
                              " WHERE event_key >= ?1 AND event_key < ?2",
    [DMR_RECORD_ADD_CODE_DOCUMENTS] =
        "INSERT INTO code_document " DMR_RECORD_CODE_DOCUMENTS,
    [DMR_RECORD_DROP_CODE_DOCUMENTS] =
        "DELETE FROM code_document WHERE document_id = ?3 AND ?1 AND ?2",
    [DMR_RECORD_COUNT_TALLY] =
        "INSERT INTO tally (code, known, documents, events, verbal_cooperation,"
        " material_cooperation, verbal_conflict, material_conflict) " DMR_RECORD_TALLY_OF(
            "event_key >= ?1 AND event_key < ?2") " ON CONFLICT (code, known) DO UPDATE "
                                                  "SET documents = documents + "
                                                  "excluded.documents,"
                                                  " events = events + excluded.events,"
                                                  " verbal_cooperation = "
                                                  "verbal_cooperation + "
                                                  "excluded.verbal_cooperation,"
                                                  " material_cooperation = "
                                                  "material_cooperation + "
                                                  "excluded.material_cooperation,"
                                                  " verbal_conflict = verbal_conflict + "
                                                  "excluded.verbal_conflict,"
                                                  " material_conflict = "
                                                  "material_conflict + "
                                                  "excluded.material_conflict",
    [DMR_RECORD_UNCOUNT_TALLY] =
        "UPDATE tally SET documents = documents - 1, events = events - x.n,"
        " verbal_cooperation = verbal_cooperation - x.q1,"
        " material_cooperation = material_cooperation - x.q2,"
        " verbal_conflict = verbal_conflict - x.q3,"
        " material_conflict = material_conflict - x.q4"
        " FROM (SELECT code AS c, count(*) AS n, count(*) FILTER (WHERE quad = 1) AS q1,"
        "  count(*) FILTER (WHERE quad = 2) AS q2, count(*) FILTER (WHERE quad = 3) AS "
        "q3,"
        "  count(*) FILTER (WHERE quad = 4) AS q4"
        "  FROM (SELECT DISTINCT code, event_key, quad FROM dyad"
        "   WHERE event_key >= ?1 AND event_key < ?2 AND latest" DMR_RECORD_COUNTS
        "   ) GROUP BY code) AS x"
        " WHERE tally.code = x.c AND tally.known ="
        "  (SELECT ifnull(substr(known_from, 1, 7), '') FROM document"
        "   WHERE document_id = ?3)",
    [DMR_RECORD_CLEAN_TALLY] =
        "DELETE FROM tally WHERE documents <= 0 AND code IN (SELECT code FROM dyad"
        " WHERE event_key >= ?1 AND event_key < ?2 AND ?3)",
    [DMR_RECORD_STRIP_OF_EVENTS] = DMR_RECORD_STRIP_EVENTS,
    [DMR_RECORD_STRIP_OF_DYADS] = DMR_RECORD_STRIP_DYADS,
    [DMR_RECORD_STRIP_OF_REPORTS] = DMR_RECORD_STRIP_REPORTS,
    [DMR_RECORD_STRIP_OF_CODINGS] = DMR_RECORD_STRIP_CODINGS,
    [DMR_RECORD_DROP_STRIPS] =
        "DELETE FROM strip WHERE strip_id IN (SELECT code_id << 40 | ?1 FROM party_code"
        " UNION ALL SELECT ?1)",
    [DMR_RECORD_ADD_STRIP] =
        "INSERT INTO strip (strip_id, deeds, events) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_DROP_STRIP_CODINGS] = "DELETE FROM strip_coding WHERE block = ?1",
    [DMR_RECORD_ADD_STRIP_CODINGS] =
        "INSERT INTO strip_coding (block, codings, reports) VALUES (?1, ?2, ?3)",
    [DMR_RECORD_FIND_KIND] =
        "SELECT kind_id FROM event_kind WHERE type = ?1 AND mode = ?2 AND track = ?3"
        " AND quad = ?4 AND ifnull(scale, 1e9) = ifnull(?5, 1e9) AND modality = ?6"
        " AND rule = ?7 AND contexts = ?8",
    [DMR_RECORD_ADD_KIND] =
        "INSERT INTO event_kind (type, mode, track, quad, scale, modality, rule,"
        " contexts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [DMR_RECORD_FIND_CODE] = "SELECT code_id FROM party_code WHERE code = ?1",
    [DMR_RECORD_ADD_CODE] = "INSERT INTO party_code (code) VALUES (?1)",
    [DMR_RECORD_FIND_SAME] =
        "SELECT e.event_key, e.same_key, e.deed FROM event e"
        " JOIN coding c ON c.coding_id = e.event_key >> 24 JOIN document d"
        " USING (document_id) WHERE e.event_id = ?1 AND e.event_key < ?2 << 24"
        " AND d.doc = (SELECT doc FROM coding JOIN document USING (document_id)"
        "  WHERE coding_id = ?2) ORDER BY e.event_key DESC LIMIT 1",
    [DMR_RECORD_DEED_OF] =
        "SELECT deed, deed_by = 'hand' FROM event WHERE event_key = ?1",
    [DMR_RECORD_LAST_CODING] =
        "SELECT max(c.coding_id) FROM document d JOIN coding c USING (document_id)"
        " WHERE d.doc = (SELECT doc FROM coding JOIN document USING (document_id)"
        "  WHERE coding_id = ?1) AND c.coding_id < ?1",
    [DMR_RECORD_LIST_ANCHORS] =
        "SELECT e.event_key, e.same_key, e.deed,"
        " e.trigger_start - s.start_byte, e.trigger_end - s.start_byte,"
        " s.end_byte - s.start_byte, e.type, e.gist FROM event e"
        " JOIN sentence s USING (sentence_id) WHERE e.event_key >= ?1 AND e.event_key < "
        "?2"
        " AND e.trigger_end IS NOT NULL ORDER BY e.event_key",
    [DMR_RECORD_FIND_LIKE] = LIKE(
        "dyad_like") " AND x.first_day >= ?6"
                     " AND x.first_day > '' AND x.first_day <= ?7 AND x.last_day >= ?8"
                     " ORDER BY x.first_day DESC, x.event_key DESC LIMIT ?5",
    [DMR_RECORD_FIND_LIKE_UNDATED] =
        LIKE("dyad_undated") " AND x.first_day = ''"
                             " AND x.known_from >= ?6 AND x.known_from < ?7"
                             " ORDER BY x.known_from DESC LIMIT ?5",
    [DMR_RECORD_FIND_LIKE_UNKNOWN] = LIKE(
        "dyad_undated") " AND x.first_day = ''"
                        " AND x.known_from IS NULL ORDER BY x.event_key DESC LIMIT ?5",
    [DMR_RECORD_LIST_PARTIES] =
        "SELECT p.role, n.code, n.name FROM event_party p JOIN entity n USING (entity_id)"
        " WHERE p.event_key = ?1 AND n.kind IN ('person', 'organisation')",
    [DMR_RECORD_IN_DEED] =
        "SELECT 1 FROM event WHERE deed = ?1 AND event_key >= ?2 AND event_key < ?3",
    [DMR_RECORD_ANY_HAND] = "SELECT 1 FROM correction WHERE other_id IS NOT NULL LIMIT 1",
    [DMR_RECORD_HAND_IN_DEED] =
        "SELECT 1 FROM event e WHERE (e.deed = ?1 OR e.same_key = ?2) AND ("
        "EXISTS (SELECT 1 FROM correction c WHERE c.event_id = e.event_id"
        "  AND c.other_id IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM correction c WHERE c.other_id = e.event_id)) LIMIT 1",
    [DMR_RECORD_LIST_CODED_AS] =
        "SELECT e.event_key, ifnull(l.same_key, 0), e.deed, e.deed_by = 'hand'"
        " FROM event e LEFT JOIN event l ON l.event_key = e.like_key"
        " WHERE e.same_key = ?1 ORDER BY e.event_key",
    [DMR_RECORD_LIST_LIKE] =
        "SELECT DISTINCT e.same_key FROM event l JOIN event e ON e.like_key = l.event_key"
        " WHERE l.same_key = ?1 ORDER BY 1",
    [DMR_RECORD_LIST_SAID] =
        "SELECT DISTINCT ifnull(c.first_id, c.correction_id), c.correction_id,"
        " c.verdict = 'part', o.same_key FROM event e"
        " JOIN correction_now c ON c.event_id = e.event_id"
        " JOIN event o ON o.event_id = c.other_id WHERE e.same_key = ?1"
        " AND o.same_key <> ?1 ORDER BY 2, 4",
    [DMR_RECORD_LIST_SAID_OF] =
        "SELECT DISTINCT o.same_key FROM event e"
        " JOIN correction_now c ON c.other_id = e.event_id AND c.verdict = 'join'"
        " JOIN event o ON o.event_id = c.event_id WHERE e.same_key = ?1 ORDER BY 1",
    [DMR_RECORD_SET_DEED] =
        "UPDATE event SET deed = ?2, deed_by = iif(?3, 'hand', 'rule')"
        " WHERE event_key = ?1",
    [DMR_RECORD_SET_DYAD_DEED] = "UPDATE dyad SET deed = ?2 WHERE event_key = ?1",
    [DMR_RECORD_EVENT_BY_ID] =
        "SELECT event_id, same_key, deed FROM event WHERE event_id = ?1"
        " ORDER BY event_key DESC LIMIT 1",
    [DMR_RECORD_EVENT_BY_KEY] =
        "SELECT event_id, same_key, deed FROM event WHERE event_key = ?1",
    /* of a SELECT with max() the other columns are of the row that has it */
    [DMR_RECORD_LIST_DEED] =
        "SELECT event_id, same_key, max(event_key) FROM event"
        " WHERE deed = ?1 AND same_key <> ?2 GROUP BY same_key ORDER BY same_key",
    [DMR_RECORD_ADD_CORRECTION] =
        "INSERT INTO correction (made, who, verdict, event_id, other_id, field, value,"
        " note, first_id, withdraws) VALUES (ifnull(?1, " NOW "), ?2, ?3, ?4, ?5, ?6, ?7,"
        " ?8, ?9, ?10)",
    [DMR_RECORD_FIND_CORRECTION] =
        "SELECT ifnull(c.first_id, c.correction_id), c.event_id, c.verdict,"
        " EXISTS (SELECT 1 FROM correction w"
        "  WHERE w.withdraws = ifnull(c.first_id, c.correction_id))"
        " FROM correction c WHERE c.correction_id = ?1",
    [DMR_RECORD_HAS_CORRECTION] =
        "SELECT 1 FROM correction WHERE event_id = ?1 AND made = ?2 AND who = ?3"
        " AND verdict = ?4 AND field IS ?5 AND ifnull(value, '') = ?6 AND note IS ?7"
        " AND (?8 IS NULL OR other_id = ?8) LIMIT 1",
    [DMR_RECORD_LIST_SPOKEN_OF] =
        "SELECT DISTINCT e.same_key FROM correction c JOIN event e"
        " ON e.event_id IN (c.event_id, c.other_id)"
        " WHERE (c.correction_id = ?1 OR c.first_id = ?1) AND c.other_id IS NOT NULL",
    [DMR_RECORD_KNOWS_TYPE] = "SELECT 1 FROM event_kind WHERE type = ?1 LIMIT 1",
    [DMR_RECORD_KNOWS_NAME] = "SELECT 1 FROM entity WHERE ifnull(name, '') = ?1 LIMIT 1",
};

sqlite3_stmt *dmr_record_statement_of(demarche_record *record, dmr_record_statement which,
                                      demarche_error *err)
{
    sqlite3_stmt **s = &record->statements[which];
    if (*s)
        return *s;
    int code = sqlite3_prepare_v3(record->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                                  s, NULL);
    if (code == SQLITE_ERROR) /* a table or column is missing */
        dmr_error_set(err, DEMARCHE_E_RECORD, 0,
                      "%s: the record is damaged (%s); restore it from a copy, or code "
                      "into a new one",
                      record->path, sqlite3_errmsg(record->db));
    else if (code != SQLITE_OK)
        dmr_record_refuse(record, code, err);
    return *s;
}

demarche_status dmr_record_refuse(const demarche_record *record, int code,
                                  demarche_error *err)
{
    const char *path = record->path;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return dmr_error_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: another program is writing to the record; try again when "
            "it has ended",
            path);
    case SQLITE_FULL:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the disk is full; make room and run again (what was kept "
            "stays)",
            path);
    case SQLITE_IOERR:
        return dmr_error_set(err, DEMARCHE_E_RECORD, 0,
                             "%s: cannot be read or written (%s); check the disk and run "
                             "again (what was kept stays)",
                             path,
                             sqlite3_system_errno(record->db)
                                 ? strerror(sqlite3_system_errno(record->db))
                                 : sqlite3_errmsg(record->db));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the record may not be written to; check the permissions "
            "of the file and its folder",
            path);
    case SQLITE_NOTADB:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the file is no record (not an SQLite file); choose another "
            "name",
            path);
    case SQLITE_CORRUPT:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the record is damaged; see `demarche record check`, or restore it "
            "from a copy",
            path);
    case SQLITE_CANTOPEN:
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s: cannot be opened; check the name, the folder and their "
                             "permissions",
                             path);
    case SQLITE_INTERRUPT:
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "%s: the question took longer than %u ms; ask for less",
                             path, (unsigned)record->limit_ms);
    case SQLITE_TOOBIG:
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "%s: the document is larger than a record can keep (900 MB)",
                             path);
    default:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0, "%s: the record refused: %s", path,
            record->db ? sqlite3_errmsg(record->db) : sqlite3_errstr(code));
    }
}

/* ------------------------------------------------------------------------- binding */
/* A bind fails only for want of memory or size; the step that follows then reports it,
 * since a NOT NULL or the counts would not hold. Bound bytes outlive the step. */

void dmr_record_bind_str(sqlite3_stmt *s, int column, demarche_str value)
{
    if (value.len)
        sqlite3_bind_text64(s, column, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(s, column);
}

void dmr_record_bind_text(sqlite3_stmt *s, int column, const char *value)
{
    dmr_record_bind_str(s, column, dmr_str_c(value));
}

void dmr_record_bind_real(sqlite3_stmt *s, int column, double value)
{
    if (isnan(value))
        sqlite3_bind_null(s, column);
    else
        sqlite3_bind_double(s, column, value);
}

void dmr_record_bind_id(sqlite3_stmt *s, int column, int64_t value)
{
    if (value)
        sqlite3_bind_int64(s, column, value);
    else
        sqlite3_bind_null(s, column);
}

void dmr_record_bind_size(sqlite3_stmt *s, int column, uint64_t value)
{
    sqlite3_bind_int64(s, column, value > INT64_MAX ? INT64_MAX : (int64_t)value);
}

void dmr_record_bind_span(sqlite3_stmt *s, int column, demarche_span span)
{
    if (span.end) {
        dmr_record_bind_size(s, column, span.start);
        dmr_record_bind_size(s, column + 1, span.end);
    } else {
        sqlite3_bind_null(s, column);
        sqlite3_bind_null(s, column + 1);
    }
}

/* ------------------------------------------------------------------------- running */

demarche_status dmr_record_run(demarche_record *record, sqlite3_stmt *s,
                               demarche_error *err)
{
    int code = sqlite3_step(s);
    demarche_status status = DEMARCHE_OK;
    if (code != SQLITE_DONE)
        status = dmr_record_refuse(record, code, err);
    sqlite3_reset(s); /* gives the same code again */
    return status;
}

demarche_status dmr_record_number(demarche_record *record, sqlite3_stmt *s,
                                  int64_t *value, bool *found, demarche_error *err)
{
    int code = sqlite3_step(s);
    demarche_status status = DEMARCHE_OK;
    *value = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    if (found)
        *found = code == SQLITE_ROW;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        status = dmr_record_refuse(record, code, err);
    sqlite3_reset(s);
    return status;
}

demarche_status dmr_record_do(demarche_record *record, dmr_record_statement which,
                              demarche_error *err)
{
    sqlite3_stmt *s = dmr_record_statement_of(record, which, err);
    return s ? dmr_record_run(record, s, err) : DEMARCHE_E_RECORD;
}

demarche_status dmr_record_step(demarche_record *record, sqlite3_stmt *s, bool *row,
                                demarche_error *err)
{
    int code = sqlite3_step(s);
    *row = code == SQLITE_ROW;
    if (*row)
        return DEMARCHE_OK;
    demarche_status status = DEMARCHE_OK;
    if (code != SQLITE_DONE)
        status = dmr_record_refuse(record, code, err);
    sqlite3_reset(s);
    return status;
}

demarche_str dmr_record_column(sqlite3_stmt *s, int column)
{
    const char *text = (const char *)sqlite3_column_text(s, column);
    return text ? dmr_str(text, (size_t)sqlite3_column_bytes(s, column))
                : dmr_str(NULL, 0);
}
