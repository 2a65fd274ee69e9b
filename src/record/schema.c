#include "record/schema.h"

#include <stddef.h>

/* Texts that have nothing to say are NULL, never ''. Bytes count from 0 in document.text;
 * `..._end` is the byte behind the last. `number` counts from 0 in the document's order. */

#define RUN                                                                              \
    "CREATE TABLE run ("                                                                 \
    " run_id INTEGER PRIMARY KEY,"                                                       \
    " version TEXT NOT NULL,"                                                            \
    " lexicon_hash TEXT NOT NULL,"                                                       \
    " model_hash TEXT NOT NULL,"                                                         \
    " kernel TEXT NOT NULL,"                                                             \
    " options TEXT NOT NULL,"                                                            \
    " started TEXT NOT NULL,"                                                            \
    " documents INTEGER NOT NULL DEFAULT 0,"                                             \
    " sentences INTEGER NOT NULL DEFAULT 0,"                                             \
    " mentions INTEGER NOT NULL DEFAULT 0,"                                              \
    " events INTEGER NOT NULL DEFAULT 0"                                                 \
    ") STRICT"

#define DOCUMENT                                                                         \
    "CREATE TABLE document ("                                                            \
    " document_id INTEGER PRIMARY KEY,"                                                  \
    " doc TEXT NOT NULL,"                                                                \
    " content_hash TEXT NOT NULL,"                                                       \
    " path TEXT,"                                                                        \
    " title TEXT,"                                                                       \
    " date TEXT,"                                                                        \
    " as_of TEXT,"                                                                       \
    " source TEXT,"                                                                      \
    " url TEXT,"                                                                         \
    " language TEXT,"                                                                    \
    " format TEXT,"                                                                      \
    " text TEXT NOT NULL,"                                                               \
    " UNIQUE (doc, content_hash)"                                                        \
    ") STRICT"

#define DOCUMENT_SECTION                                                                 \
    "CREATE TABLE document_section ("                                                    \
    " document_id INTEGER NOT NULL REFERENCES document,"                                 \
    " position INTEGER NOT NULL,"                                                        \
    " name TEXT NOT NULL,"                                                               \
    " PRIMARY KEY (document_id, position)"                                               \
    ") STRICT, WITHOUT ROWID"

#define CODING                                                                           \
    "CREATE TABLE coding ("                                                              \
    " coding_id INTEGER PRIMARY KEY,"                                                    \
    " document_id INTEGER NOT NULL REFERENCES document,"                                 \
    " run_id INTEGER NOT NULL REFERENCES run,"                                           \
    " version TEXT NOT NULL,"                                                            \
    " lexicon_hash TEXT NOT NULL,"                                                       \
    " model_hash TEXT NOT NULL,"                                                         \
    " coded TEXT NOT NULL,"                                                              \
    " bytes INTEGER NOT NULL,"                                                           \
    " repaired INTEGER NOT NULL,"                                                        \
    " controls INTEGER NOT NULL,"                                                        \
    " navigation_lines INTEGER NOT NULL,"                                                \
    " paragraphs INTEGER NOT NULL,"                                                      \
    " sentences INTEGER NOT NULL,"                                                       \
    " tokens INTEGER NOT NULL,"                                                          \
    " long_sentences INTEGER NOT NULL,"                                                  \
    " mentions INTEGER NOT NULL,"                                                        \
    " unresolved INTEGER NOT NULL,"                                                      \
    " events INTEGER NOT NULL,"                                                          \
    " rejected INTEGER NOT NULL,"                                                        \
    " sentences_uncoded INTEGER NOT NULL,"                                               \
    " sentences_discarded INTEGER NOT NULL DEFAULT 0,"                                   \
    " folded INTEGER NOT NULL DEFAULT 0,"                                                \
    " UNIQUE (document_id, version, lexicon_hash, model_hash)"                           \
    ") STRICT"

#define PARAGRAPH                                                                        \
    "CREATE TABLE paragraph ("                                                           \
    " coding_id INTEGER NOT NULL REFERENCES coding,"                                     \
    " number INTEGER NOT NULL,"                                                          \
    " kind TEXT NOT NULL,"                                                               \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " PRIMARY KEY (coding_id, number)"                                                   \
    ") STRICT, WITHOUT ROWID"

#define SENTENCE                                                                         \
    "CREATE TABLE sentence ("                                                            \
    " coding_id INTEGER NOT NULL REFERENCES coding,"                                     \
    " number INTEGER NOT NULL,"                                                          \
    " paragraph INTEGER,"                                                                \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " tokens INTEGER NOT NULL,"                                                          \
    " events INTEGER NOT NULL,"                                                          \
    " text TEXT NOT NULL,"                                                               \
    " discard TEXT,"                                                                     \
    " reports INTEGER NOT NULL DEFAULT 0,"                                               \
    " PRIMARY KEY (coding_id, number),"                                                  \
    " FOREIGN KEY (coding_id, paragraph) REFERENCES paragraph (coding_id, number)"       \
    ") STRICT, WITHOUT ROWID"

#define MENTION                                                                          \
    "CREATE TABLE mention ("                                                             \
    " coding_id INTEGER NOT NULL,"                                                       \
    " number INTEGER NOT NULL,"                                                          \
    " kind TEXT NOT NULL,"                                                               \
    " sentence INTEGER NOT NULL,"                                                        \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " cluster INTEGER,"                                                                  \
    " text TEXT,"                                                                        \
    " code TEXT,"                                                                        \
    " sector TEXT,"                                                                      \
    " name TEXT,"                                                                        \
    " office TEXT,"                                                                      \
    " timex_type TEXT,"                                                                  \
    " timex_value TEXT,"                                                                 \
    " edtf TEXT,"                                                                        \
    " comparator TEXT,"                                                                  \
    " value REAL,"                                                                       \
    " unit TEXT,"                                                                        \
    " lat REAL,"                                                                         \
    " lon REAL,"                                                                         \
    " geonameid INTEGER,"                                                                \
    " PRIMARY KEY (coding_id, number),"                                                  \
    " FOREIGN KEY (coding_id, sentence) REFERENCES sentence (coding_id, number)"         \
    ") STRICT, WITHOUT ROWID"

#define EVENT                                                                            \
    "CREATE TABLE event ("                                                               \
    " event_key INTEGER PRIMARY KEY,"                                                    \
    " coding_id INTEGER NOT NULL,"                                                       \
    " number INTEGER NOT NULL,"                                                          \
    " event_id TEXT NOT NULL,"                                                           \
    " type TEXT NOT NULL,"                                                               \
    " mode TEXT,"                                                                        \
    " cameo TEXT,"                                                                       \
    " track TEXT,"                                                                       \
    " quad INTEGER NOT NULL,"                                                            \
    " scale REAL NOT NULL,"                                                              \
    " date_edtf TEXT,"                                                                   \
    " first_day TEXT,"                                                                   \
    " last_day TEXT,"                                                                    \
    " place TEXT,"                                                                       \
    " place_name TEXT,"                                                                  \
    " place_country TEXT,"                                                               \
    " lat REAL,"                                                                         \
    " lon REAL,"                                                                         \
    " geonameid INTEGER,"                                                                \
    " modality TEXT NOT NULL,"                                                           \
    " confidence REAL NOT NULL,"                                                         \
    " rule TEXT NOT NULL,"                                                               \
    " text TEXT,"                                                                        \
    " sentence INTEGER NOT NULL,"                                                        \
    " trigger_start INTEGER,"                                                            \
    " trigger_end INTEGER,"                                                              \
    " date_start INTEGER,"                                                               \
    " date_end INTEGER,"                                                                 \
    " place_start INTEGER,"                                                              \
    " place_end INTEGER,"                                                                \
    " UNIQUE (coding_id, number),"                                                       \
    " FOREIGN KEY (coding_id, sentence) REFERENCES sentence (coding_id, number)"         \
    ") STRICT"

#define EVENT_PARTY                                                                      \
    "CREATE TABLE event_party ("                                                         \
    " event_key INTEGER NOT NULL REFERENCES event,"                                      \
    " role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'via')),"                 \
    " position INTEGER NOT NULL,"                                                        \
    " text TEXT,"                                                                        \
    " identifier TEXT,"                                                                  \
    " code TEXT,"                                                                        \
    " sector TEXT,"                                                                      \
    " office TEXT,"                                                                      \
    " region TEXT,"                                                                      \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " PRIMARY KEY (event_key, role, position)"                                           \
    ") STRICT, WITHOUT ROWID"

#define EVENT_CONTEXT                                                                    \
    "CREATE TABLE event_context ("                                                       \
    " event_key INTEGER NOT NULL REFERENCES event,"                                      \
    " position INTEGER NOT NULL,"                                                        \
    " context TEXT NOT NULL,"                                                            \
    " PRIMARY KEY (event_key, position)"                                                 \
    ") STRICT, WITHOUT ROWID"

#define EVENT_QUANTITY                                                                   \
    "CREATE TABLE event_quantity ("                                                      \
    " event_key INTEGER NOT NULL REFERENCES event,"                                      \
    " position INTEGER NOT NULL,"                                                        \
    " comparator TEXT,"                                                                  \
    " value REAL,"                                                                       \
    " unit TEXT,"                                                                        \
    " text TEXT,"                                                                        \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " PRIMARY KEY (event_key, position)"                                                 \
    ") STRICT, WITHOUT ROWID"

/* Each telling of an event, of which there is one at least. */
#define EVENT_REPORT                                                                     \
    "CREATE TABLE event_report ("                                                        \
    " event_key INTEGER NOT NULL REFERENCES event,"                                      \
    " position INTEGER NOT NULL,"                                                        \
    " coding_id INTEGER NOT NULL,"                                                       \
    " sentence INTEGER NOT NULL,"                                                        \
    " report_id TEXT NOT NULL,"                                                          \
    " text TEXT,"                                                                        \
    " date_edtf TEXT,"                                                                   \
    " date_text TEXT,"                                                                   \
    " place TEXT,"                                                                       \
    " modality TEXT NOT NULL,"                                                           \
    " confidence REAL NOT NULL,"                                                         \
    " rule TEXT NOT NULL,"                                                               \
    " likeness REAL NOT NULL,"                                                           \
    " trigger_start INTEGER,"                                                            \
    " trigger_end INTEGER,"                                                              \
    " date_start INTEGER,"                                                               \
    " date_end INTEGER,"                                                                 \
    " place_start INTEGER,"                                                              \
    " place_end INTEGER,"                                                                \
    " PRIMARY KEY (event_key, position),"                                                \
    " FOREIGN KEY (coding_id, sentence) REFERENCES sentence (coding_id, number)"         \
    ") STRICT, WITHOUT ROWID"

/* Who it is in each telling, where there are several. */
#define REPORT_PARTY                                                                     \
    "CREATE TABLE report_party ("                                                        \
    " event_key INTEGER NOT NULL,"                                                       \
    " report INTEGER NOT NULL,"                                                          \
    " role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'via')),"                 \
    " position INTEGER NOT NULL,"                                                        \
    " text TEXT,"                                                                        \
    " identifier TEXT,"                                                                  \
    " code TEXT,"                                                                        \
    " sector TEXT,"                                                                      \
    " office TEXT,"                                                                      \
    " region TEXT,"                                                                      \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " PRIMARY KEY (event_key, report, role, position),"                                  \
    " FOREIGN KEY (event_key, report) REFERENCES event_report (event_key, position)"     \
    ") STRICT, WITHOUT ROWID"

#define REPORT_SENTENCE                                                                  \
    "CREATE INDEX event_report_sentence ON event_report (coding_id, sentence)"

/* The rules near a telling that no rule has found. */
#define EVENT_REASON                                                                     \
    "CREATE TABLE event_reason ("                                                        \
    " event_key INTEGER NOT NULL,"                                                       \
    " report INTEGER NOT NULL,"                                                          \
    " position INTEGER NOT NULL,"                                                        \
    " rule TEXT NOT NULL,"                                                               \
    " type TEXT NOT NULL,"                                                               \
    " text TEXT,"                                                                        \
    " why TEXT,"                                                                         \
    " start_byte INTEGER NOT NULL,"                                                      \
    " end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),"                         \
    " PRIMARY KEY (event_key, report, position),"                                        \
    " FOREIGN KEY (event_key, report) REFERENCES event_report (event_key, position)"     \
    ") STRICT, WITHOUT ROWID"

/* The latest coding of each document: what holds today. */
#define CURRENT_CODING                                                                   \
    "CREATE VIEW current_coding AS"                                                      \
    " SELECT c.*, d.doc FROM coding c JOIN document d USING (document_id)"               \
    " WHERE NOT EXISTS (SELECT 1 FROM document d2 JOIN coding c2 USING (document_id)"    \
    "  WHERE d2.doc = d.doc AND c2.coding_id > c.coding_id)"

/* From when to when each coding was what the record held: "as known on". */
#define CODING_SPAN                                                                      \
    "CREATE VIEW coding_span AS"                                                         \
    " SELECT c.coding_id, c.document_id, d.doc, c.coded AS known_from,"                  \
    "  (SELECT min(c2.coded) FROM document d2 JOIN coding c2 USING (document_id)"        \
    "   WHERE d2.doc = d.doc AND c2.coding_id > c.coding_id) AS known_until"             \
    " FROM coding c JOIN document d USING (document_id)"

#define PARTIES(role, name)                                                              \
    "(SELECT group_concat(coalesce(p.code || ifnull(' ' || p.sector, ''),"               \
    "   p.identifier, p.text), '; ')"                                                    \
    "  FROM (SELECT * FROM event_party WHERE event_key = e.event_key"                    \
    "   AND role = '" role "' ORDER BY position) p) AS " name ","                        \
    " (SELECT group_concat(p.text, '; ')"                                                \
    "  FROM (SELECT * FROM event_party WHERE event_key = e.event_key"                    \
    "   AND role = '" role "' ORDER BY position) p) AS " name "_text"

#define EVENTS_READABLE                                                                  \
    "CREATE VIEW events_readable AS"                                                     \
    " SELECT e.event_key, e.event_id, d.doc, d.title, e.date_edtf AS date, e.first_day," \
    " e.last_day, " PARTIES(                                                             \
        "actor",                                                                         \
        "actor") ", e.type, e.mode,"                                                     \
                 " " PARTIES("recipient", "recipient") ", " PARTIES(                     \
                     "via",                                                              \
                     "via") ","                                                          \
                            " (SELECT group_concat(x.context, ', ') FROM (SELECT "       \
                            "context FROM event_context"                                 \
                            "   WHERE event_key = e.event_key ORDER BY position) x) AS " \
                            "context,"                                                   \
                            " e.track, e.quad, e.scale, coalesce(e.place_name, "         \
                            "e.place) AS place,"                                         \
                            " e.place_country, e.modality, e.confidence, e.cameo, "      \
                            "e.rule, e.text AS words,"                                   \
                            " s.text AS sentence, s.start_byte, s.end_byte, d.as_of, "   \
                            "e.coding_id"                                                \
                            " FROM event e JOIN current_coding c USING (coding_id)"      \
                            " JOIN document d USING (document_id)"                       \
                            " JOIN sentence s ON s.coding_id = e.coding_id AND "         \
                            "s.number = e.sentence"

/* One row for each two codes that an event joins. Where nobody is done to (both did it
 * with each other) the actors are paired, each way round. */
#define EVENT_PAIR                                                                       \
    "CREATE VIEW event_pair AS"                                                          \
    " SELECT e.event_key, a.code AS actor, r.code AS recipient, e.type, e.quad, "        \
    "e.scale,"                                                                           \
    "  e.track, e.first_day, e.last_day, e.modality"                                     \
    " FROM event e JOIN current_coding USING (coding_id)"                                \
    " JOIN event_party a ON a.event_key = e.event_key AND a.role = 'actor'"              \
    " JOIN event_party r ON r.event_key = e.event_key AND r.role = 'recipient'"          \
    " WHERE a.code IS NOT NULL AND r.code IS NOT NULL"                                   \
    " UNION ALL"                                                                         \
    " SELECT e.event_key, a.code, r.code, e.type, e.quad, e.scale, e.track, "            \
    "e.first_day,"                                                                       \
    "  e.last_day, e.modality"                                                           \
    " FROM event e JOIN current_coding USING (coding_id)"                                \
    " JOIN event_party a ON a.event_key = e.event_key AND a.role = 'actor'"              \
    " JOIN event_party r ON r.event_key = e.event_key AND r.role = 'actor'"              \
    "  AND r.position <> a.position"                                                     \
    " WHERE a.code IS NOT NULL AND r.code IS NOT NULL AND NOT EXISTS"                    \
    "  (SELECT 1 FROM event_party x WHERE x.event_key = e.event_key"                     \
    "   AND x.role = 'recipient')"

const char *const dmr_schema_sql[] = {
    RUN,
    DOCUMENT,
    DOCUMENT_SECTION,
    CODING,
    PARAGRAPH,
    SENTENCE,
    MENTION,
    EVENT,
    EVENT_PARTY,
    EVENT_CONTEXT,
    EVENT_QUANTITY,
    EVENT_REPORT,
    REPORT_PARTY,
    EVENT_REASON,
    "CREATE INDEX coding_run ON coding (run_id)",
    "CREATE INDEX sentence_paragraph ON sentence (coding_id, paragraph)",
    "CREATE INDEX mention_sentence ON mention (coding_id, sentence)",
    "CREATE INDEX mention_code ON mention (code, kind)",
    "CREATE INDEX event_sentence ON event (coding_id, sentence)",
    "CREATE INDEX event_own_id ON event (event_id)",
    "CREATE INDEX event_type ON event (type, first_day)",
    "CREATE INDEX event_day ON event (first_day, last_day)",
    "CREATE INDEX event_party_code ON event_party (code, role, event_key)",
    "CREATE INDEX event_party_name ON event_party (identifier, role, event_key)",
    "CREATE INDEX event_context_name ON event_context (context, event_key)",
    REPORT_SENTENCE,
    CURRENT_CODING,
    CODING_SPAN,
    EVENTS_READABLE,
    EVENT_PAIR,
    NULL,
};

const char *const dmr_schema_from_1[] = {
    "ALTER TABLE coding ADD COLUMN sentences_discarded INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sentence ADD COLUMN discard TEXT",
    NULL,
};

/* Until then each event was told once. */
const char *const dmr_schema_from_2[] = {
    "ALTER TABLE coding ADD COLUMN folded INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sentence ADD COLUMN reports INTEGER NOT NULL DEFAULT 0",
    "UPDATE sentence SET reports = events",
    EVENT_REPORT,
    REPORT_PARTY,
    REPORT_SENTENCE,
    "INSERT INTO event_report (event_key, position, coding_id, sentence, report_id, text,"
    " date_edtf, place, modality, confidence, rule, likeness, trigger_start, trigger_end,"
    " date_start, date_end, place_start, place_end) SELECT event_key, 0, coding_id,"
    " sentence, event_id, text, date_edtf, place, modality, confidence, rule, 1,"
    " trigger_start, trigger_end, date_start, date_end, place_start, place_end FROM "
    "event",
    NULL,
};

const char *const dmr_schema_from_3[] = {
    EVENT_REASON,
    NULL,
};
