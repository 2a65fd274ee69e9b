-- The record's schema, version 7; docs/RECORD.md explains it table by table. A change to it
-- raises DMR_SCHEMA_VERSION (schema.h).
--
-- What is not known is NULL. Bytes count from 0 in document_text.text, ..._end is the byte
-- behind the last. Rows of one reading or coding are numbered within it: sentence_id is
-- reading_id << 24 | number, mention_id and event_key are coding_id << 24 | number, so that
-- what belongs together lies together.

-- ------------------------------------------------------------------------ who recorded

CREATE TABLE run (
 run_id INTEGER PRIMARY KEY,
 version TEXT NOT NULL,
 fill REAL, -- how sure an event must be that fills a gap; NULL: none does
 lexicon_hash TEXT NOT NULL,
 model_hash TEXT NOT NULL,
 kernel TEXT NOT NULL,
 options TEXT NOT NULL, -- a JSON object
 started TEXT NOT NULL,
 finished TEXT, -- NULL: it goes on, or was broken off; the next one like it goes on with it
 documents INTEGER NOT NULL DEFAULT 0, -- coded by it; so are the counts below
 same INTEGER NOT NULL DEFAULT 0, -- of these, coded anew with nothing new found
 bytes INTEGER NOT NULL DEFAULT 0,
 sentences INTEGER NOT NULL DEFAULT 0,
 tokens INTEGER NOT NULL DEFAULT 0,
 mentions INTEGER NOT NULL DEFAULT 0,
 unresolved INTEGER NOT NULL DEFAULT 0,
 events INTEGER NOT NULL DEFAULT 0,
 reports INTEGER NOT NULL DEFAULT 0,
 rejected INTEGER NOT NULL DEFAULT 0,
 sentences_uncoded INTEGER NOT NULL DEFAULT 0,
 sentences_discarded INTEGER NOT NULL DEFAULT 0,
 failures INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What codes and rules are, as the lexicon of that run has it and those of later runs up to
-- the next row of the same name.
CREATE TABLE lexicon_code (
 code TEXT NOT NULL,
 run_id INTEGER NOT NULL REFERENCES run,
 kind TEXT NOT NULL CHECK (kind IN ('state', 'organisation')),
 name TEXT NOT NULL, -- what it is called
 first_day TEXT, -- of a state; NULL: none is known
 last_day TEXT,
 note TEXT,
 PRIMARY KEY (code, run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE lexicon_rule ( -- the columns are those of docs/RULES.md
 rule TEXT NOT NULL,
 run_id INTEGER NOT NULL REFERENCES run,
 pattern TEXT,
 parties TEXT,
 type TEXT,
 mode TEXT,
 cameo TEXT,
 context TEXT,
 example TEXT,
 coded TEXT,
 counterexample TEXT,
 note TEXT,
 PRIMARY KEY (rule, run_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE failure ( -- what could not be read or coded
 failure_id INTEGER PRIMARY KEY,
 run_id INTEGER NOT NULL REFERENCES run,
 path TEXT NOT NULL,
 byte INTEGER NOT NULL,
 reason TEXT NOT NULL, -- demarche_status_name
 message TEXT NOT NULL,
 UNIQUE (path, byte, message)
) STRICT;
CREATE INDEX failure_run ON failure (run_id);

-- ---------------------------------------------------------------------- what was read

CREATE TABLE work (
 work_id INTEGER PRIMARY KEY,
 name TEXT NOT NULL UNIQUE,
 place INTEGER -- which it is in the listing of works, from 1; NULL: there is none
) STRICT;

CREATE TABLE section (
 section_id INTEGER PRIMARY KEY,
 work_id INTEGER NOT NULL REFERENCES work,
 parent_id INTEGER REFERENCES section, -- NULL: stands right below the work
 name TEXT NOT NULL,
 place INTEGER -- which it is among its siblings, from 1; NULL: the work does not say
) STRICT;
CREATE UNIQUE INDEX section_name ON section (work_id, ifnull(parent_id, 0), name);
CREATE INDEX section_parent ON section (parent_id);

CREATE TABLE document ( -- each content of a document is a row: a version of it
 document_id INTEGER PRIMARY KEY,
 doc TEXT NOT NULL, -- what it is called
 content_hash TEXT NOT NULL, -- what it says
 work_id INTEGER REFERENCES work,
 section_id INTEGER REFERENCES section, -- NULL: stands right below the work, or in none
 path TEXT,
 source_start INTEGER NOT NULL, -- bytes of the file at path that it takes
 source_end INTEGER NOT NULL CHECK (source_end >= source_start),
 title TEXT,
 place TEXT, -- where it was written, as its dateline says
 date TEXT, -- of publication, EDTF
 as_of TEXT, -- up to when it knows, EDTF
 source TEXT,
 speaker TEXT,
 url TEXT,
 language TEXT,
 charset TEXT,
 format TEXT,
 bytes INTEGER NOT NULL, -- of the input
 repaired INTEGER NOT NULL,
 controls INTEGER NOT NULL,
 version INTEGER NOT NULL, -- in which order the versions were put in, from 1
 known_from TEXT, -- last day of as_of (of date, where it has none)
 known_until TEXT, -- known_from of the version that took its place; NULL: none did
 latest INTEGER NOT NULL CHECK (latest IN (0, 1)), -- 0: another version took its place
 UNIQUE (doc, content_hash)
) STRICT;
CREATE INDEX document_section ON document (section_id);
CREATE INDEX document_work ON document (work_id);
CREATE INDEX document_known ON document (known_from);
CREATE INDEX document_path ON document (path);
CREATE INDEX document_replaced ON document (doc) WHERE latest = 0;

CREATE TABLE document_text (
 document_id INTEGER PRIMARY KEY REFERENCES document,
 text TEXT NOT NULL,
 origin BLOB -- where each byte of it came from; NULL: byte for byte, from source_start on
) STRICT;

CREATE TABLE document_person ( -- whom the document itself says that its words name
 document_id INTEGER NOT NULL REFERENCES document,
 position INTEGER NOT NULL,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 name TEXT,
 note TEXT,
 PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reading ( -- a way to cut a document into paragraphs and sentences
 reading_id INTEGER PRIMARY KEY,
 document_id INTEGER NOT NULL REFERENCES document,
 cut_hash TEXT NOT NULL,
 paragraphs INTEGER NOT NULL,
 navigation_lines INTEGER NOT NULL,
 sentences INTEGER NOT NULL,
 long_sentences INTEGER NOT NULL,
 tokens INTEGER NOT NULL,
 UNIQUE (document_id, cut_hash)
) STRICT;

CREATE TABLE paragraph (
 reading_id INTEGER NOT NULL REFERENCES reading,
 number INTEGER NOT NULL,
 kind TEXT NOT NULL,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 PRIMARY KEY (reading_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (
 sentence_id INTEGER PRIMARY KEY,
 paragraph INTEGER,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 tokens INTEGER NOT NULL,
 reading_id INTEGER NOT NULL GENERATED ALWAYS AS (sentence_id >> 24) VIRTUAL
  REFERENCES reading,
 number INTEGER NOT NULL GENERATED ALWAYS AS (sentence_id & 16777215) VIRTUAL
) STRICT;

-- ------------------------------------------------------------------ what was found in it

CREATE TABLE coding ( -- a result that a document gave
 coding_id INTEGER PRIMARY KEY,
 document_id INTEGER NOT NULL REFERENCES document,
 reading_id INTEGER NOT NULL REFERENCES reading,
 mentions INTEGER NOT NULL,
 unresolved INTEGER NOT NULL, -- names among them without a code
 times_missed INTEGER NOT NULL,
 events INTEGER NOT NULL,
 reports INTEGER NOT NULL,
 rejected INTEGER NOT NULL, -- candidates without a party
 sentences_uncoded INTEGER NOT NULL,
 sentences_discarded INTEGER NOT NULL
) STRICT;
CREATE INDEX coding_document ON coding (document_id);
CREATE INDEX coding_reading ON coding (reading_id);

CREATE TABLE coded ( -- a run that came to that result
 document_id INTEGER NOT NULL REFERENCES document,
 run_id INTEGER NOT NULL REFERENCES run,
 coding_id INTEGER NOT NULL REFERENCES coding,
 recorded_from TEXT NOT NULL,
 recorded_until TEXT, -- NULL: it holds still
 until_run INTEGER REFERENCES run, -- the run that put another in its place
 PRIMARY KEY (document_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX coded_now ON coded (document_id) WHERE recorded_until IS NULL;
CREATE INDEX coded_run ON coded (run_id);
CREATE INDEX coded_coding ON coded (coding_id);

CREATE TABLE discarded ( -- sentences left out for a phrase of the lexicon
 coding_id INTEGER NOT NULL REFERENCES coding,
 sentence_id INTEGER NOT NULL REFERENCES sentence,
 phrase TEXT NOT NULL,
 PRIMARY KEY (coding_id, sentence_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
 entity_id INTEGER PRIMARY KEY,
 kind TEXT, -- state, person, organisation, group; NULL: a party that is none of them alone
 name TEXT,
 code TEXT, -- state or organisation, as of the day
 sector TEXT,
 office TEXT,
 region TEXT -- UN M49
) STRICT;
CREATE INDEX entity_code ON entity (code, sector);
CREATE UNIQUE INDEX entity_what ON entity (ifnull(name, ''), ifnull(code, ''),
 ifnull(sector, ''), ifnull(office, ''), ifnull(region, ''), ifnull(kind, ''));

CREATE TABLE place (
 place_id INTEGER PRIMARY KEY,
 name TEXT,
 country TEXT, -- as of the day
 lat REAL,
 lon REAL,
 geonameid INTEGER
) STRICT;
CREATE UNIQUE INDEX place_what ON place (ifnull(name, ''), ifnull(country, ''),
 ifnull(lat, 999), ifnull(lon, 999), ifnull(geonameid, 0));
CREATE INDEX place_country ON place (country);
CREATE INDEX place_name ON place (name COLLATE NOCASE);
CREATE VIRTUAL TABLE place_box USING rtree (place_id, min_lat, max_lat, min_lon, max_lon);

CREATE TABLE mention (
 mention_id INTEGER PRIMARY KEY,
 kind TEXT NOT NULL,
 sentence_id INTEGER NOT NULL REFERENCES sentence,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 cluster INTEGER, -- mentions of one entity in the document share it
 entity_id INTEGER REFERENCES entity,
 place_id INTEGER REFERENCES place,
 toponym INTEGER, -- 1: a place's name, no adjective or pronoun
 stands_for TEXT, -- of a state: the place in whose name it is named, "Moscow"
 timex_type TEXT,
 timex_value TEXT,
 edtf TEXT,
 comparator TEXT,
 value REAL,
 unit TEXT,
 coding_id INTEGER NOT NULL GENERATED ALWAYS AS (mention_id >> 24) VIRTUAL
  REFERENCES coding,
 number INTEGER NOT NULL GENERATED ALWAYS AS (mention_id & 16777215) VIRTUAL
) STRICT;

CREATE TABLE mention_member ( -- those that "the two countries" stand for
 mention_id INTEGER NOT NULL REFERENCES mention,
 position INTEGER NOT NULL,
 entity_id INTEGER NOT NULL REFERENCES entity,
 PRIMARY KEY (mention_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
 event_key INTEGER PRIMARY KEY,
 event_id TEXT NOT NULL, -- its own, the same in every record
 same_key INTEGER NOT NULL, -- event_key of this event in the first coding that had it
 like_key INTEGER REFERENCES event, -- the event that the rule found it most like
 deed INTEGER NOT NULL, -- event_key of the first event of the deed that it tells of
 deed_likeness REAL NOT NULL, -- to that of like_key, 0.5 to 1; 1: there is none
 deed_by TEXT NOT NULL CHECK (deed_by IN ('rule', 'hand')),
 holds INTEGER NOT NULL CHECK (holds IN (0, 1, 2)), -- 2: of the coding that holds now, of
 -- the latest version of its document; 1: of an older version; 0: another coding took its place
 sentence_id INTEGER NOT NULL REFERENCES sentence,
 type TEXT NOT NULL,
 mode TEXT,
 cameo TEXT,
 track TEXT,
 quad INTEGER,
 scale REAL,
 date_edtf TEXT,
 first_day TEXT,
 last_day TEXT,
 place_text TEXT,
 place_id INTEGER REFERENCES place,
 modality TEXT NOT NULL,
 confidence REAL NOT NULL,
 rule TEXT NOT NULL,
 text TEXT,
 mutual INTEGER NOT NULL CHECK (mutual IN (0, 1)),
 reports INTEGER NOT NULL,
 trigger_start INTEGER,
 trigger_end INTEGER,
 date_start INTEGER,
 date_end INTEGER,
 place_start INTEGER,
 place_end INTEGER,
 gist BLOB, -- the words of its sentence, hashed, for likeness
 coding_id INTEGER NOT NULL GENERATED ALWAYS AS (event_key >> 24) VIRTUAL
  REFERENCES coding,
 number INTEGER NOT NULL GENERATED ALWAYS AS (event_key & 16777215) VIRTUAL
) STRICT;
CREATE INDEX event_own_id ON event (event_id);
CREATE INDEX event_same ON event (same_key);
CREATE INDEX event_like ON event (like_key) WHERE like_key IS NOT NULL;
CREATE INDEX event_deed ON event (deed);
CREATE INDEX event_sentence ON event (sentence_id);
CREATE INDEX event_place_text ON event (place_text COLLATE NOCASE) WHERE place_text IS NOT NULL;
CREATE INDEX event_place ON event (place_id) WHERE place_id IS NOT NULL;

CREATE TABLE event_party (
 event_key INTEGER NOT NULL REFERENCES event,
 role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'via')),
 position INTEGER NOT NULL,
 entity_id INTEGER NOT NULL REFERENCES entity,
 text TEXT,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 PRIMARY KEY (event_key, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_entity ON event_party (entity_id, role);

CREATE TABLE event_context (
 event_key INTEGER NOT NULL REFERENCES event,
 position INTEGER NOT NULL,
 context TEXT NOT NULL,
 PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_context_name ON event_context (context);

CREATE TABLE event_quantity (
 event_key INTEGER NOT NULL REFERENCES event,
 position INTEGER NOT NULL,
 comparator TEXT,
 value REAL,
 unit TEXT,
 text TEXT,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_report ( -- each telling of an event in its document, one at the least
 event_key INTEGER NOT NULL REFERENCES event,
 position INTEGER NOT NULL,
 sentence_id INTEGER NOT NULL REFERENCES sentence,
 report_id TEXT NOT NULL,
 type TEXT NOT NULL,
 mode TEXT,
 cameo TEXT,
 track TEXT,
 quad INTEGER,
 scale REAL,
 mutual INTEGER NOT NULL CHECK (mutual IN (0, 1)),
 text TEXT,
 date_edtf TEXT,
 place_text TEXT,
 place_id INTEGER REFERENCES place,
 modality TEXT NOT NULL,
 confidence REAL NOT NULL,
 rule TEXT NOT NULL,
 likeness REAL NOT NULL,
 trigger_start INTEGER,
 trigger_end INTEGER,
 date_start INTEGER,
 date_end INTEGER,
 place_start INTEGER,
 place_end INTEGER,
 PRIMARY KEY (event_key, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_report_sentence ON event_report (sentence_id);

CREATE TABLE report_party ( -- who it is in each telling, where there are several
 event_key INTEGER NOT NULL,
 report INTEGER NOT NULL,
 role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'via')),
 position INTEGER NOT NULL,
 entity_id INTEGER NOT NULL REFERENCES entity,
 text TEXT,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 PRIMARY KEY (event_key, report, role, position),
 FOREIGN KEY (event_key, report) REFERENCES event_report (event_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_context ( -- its contexts, and
 event_key INTEGER NOT NULL,
 report INTEGER NOT NULL,
 position INTEGER NOT NULL,
 context TEXT NOT NULL,
 PRIMARY KEY (event_key, report, position),
 FOREIGN KEY (event_key, report) REFERENCES event_report (event_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE report_quantity ( -- its quantities, where there are several tellings
 event_key INTEGER NOT NULL,
 report INTEGER NOT NULL,
 position INTEGER NOT NULL,
 comparator TEXT,
 value REAL,
 unit TEXT,
 text TEXT,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 PRIMARY KEY (event_key, report, position),
 FOREIGN KEY (event_key, report) REFERENCES event_report (event_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_reason ( -- the rules near a telling that no rule has found
 event_key INTEGER NOT NULL,
 report INTEGER NOT NULL,
 position INTEGER NOT NULL,
 rule TEXT NOT NULL,
 type TEXT NOT NULL,
 text TEXT,
 why TEXT,
 start_byte INTEGER NOT NULL,
 end_byte INTEGER NOT NULL CHECK (end_byte >= start_byte),
 PRIMARY KEY (event_key, report, position),
 FOREIGN KEY (event_key, report) REFERENCES event_report (event_key, position)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------ by hand

CREATE TABLE correction ( -- never changed: a later one is a row of its own
 correction_id INTEGER PRIMARY KEY,
 made TEXT NOT NULL,
 who TEXT NOT NULL,
 verdict TEXT NOT NULL
  CHECK (verdict IN ('right', 'wrong', 'recode', 'note', 'join', 'part', 'withdraw')),
 event_id TEXT NOT NULL, -- of the event that is spoken of
 other_id TEXT, -- of the one that it is joined with or parted from
 field TEXT, -- of a recoding: type, mode, actor, recipient, date, place, track, modality, quad
 value TEXT,
 note TEXT,
 first_id INTEGER REFERENCES correction, -- the first row of what was said in one go
 withdraws INTEGER REFERENCES correction -- the first row of what counts no more
) STRICT;
CREATE INDEX correction_event ON correction (event_id);
CREATE INDEX correction_other ON correction (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX correction_withdraws ON correction (withdraws) WHERE withdraws IS NOT NULL;

-- -------------------------------------------------------- derived, for quick answers
-- Of the codings that hold now. `record check --repair` makes them anew.

-- Each party's code of each event, with whom else: both ways round, a row each.
CREATE TABLE dyad (
 code TEXT NOT NULL,
 other TEXT NOT NULL, -- '': no other party has a code
 first_day TEXT NOT NULL, -- '': no date
 event_key INTEGER NOT NULL REFERENCES event,
 side INTEGER NOT NULL, -- 1: code does it to other; -1: it is done to code; 0: mutual; 2: via
 last_day TEXT NOT NULL,
 deed INTEGER NOT NULL,
 type TEXT NOT NULL,
 mode TEXT,
 quad INTEGER,
 scale REAL,
 track TEXT,
 modality TEXT NOT NULL,
 confidence REAL NOT NULL,
 reports INTEGER NOT NULL,
 known_from TEXT, -- of the document
 known_until TEXT,
 latest INTEGER NOT NULL,
 once INTEGER NOT NULL, -- 1: of one of the rows of an event with this code
 roles INTEGER NOT NULL, -- of the code in the event: 1 actor, 2 recipient, 4 via; their sum
 PRIMARY KEY (code, other, first_day, event_key, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX dyad_event ON dyad (event_key);
CREATE INDEX dyad_long ON dyad (code, other, first_day)
 WHERE substr(first_day, 1, 4) <> ifnull(substr(last_day, 1, 4), '');
CREATE INDEX dyad_like ON dyad (code, other, type, side, first_day)
 WHERE side <> -1 AND first_day > '' AND modality NOT IN ('negated', 'hypothetical');
CREATE INDEX dyad_undated ON dyad (code, other, type, side, known_from)
 WHERE side <> -1 AND first_day = '' AND modality NOT IN ('negated', 'hypothetical');

-- Which documents have events with which code.
CREATE TABLE code_document (
 code TEXT NOT NULL,
 document_id INTEGER NOT NULL REFERENCES document,
 events INTEGER NOT NULL,
 PRIMARY KEY (code, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_document_document ON code_document (document_id);

-- How much there is of each code, by the month up to which its documents know.
CREATE TABLE tally (
 code TEXT NOT NULL,
 known TEXT NOT NULL, -- 'YYYY-MM'; '': the documents do not say
 documents INTEGER NOT NULL,
 events INTEGER NOT NULL, -- neither negated nor hypothetical, by their class:
 verbal_cooperation INTEGER NOT NULL,
 material_cooperation INTEGER NOT NULL,
 verbal_conflict INTEGER NOT NULL,
 material_conflict INTEGER NOT NULL,
 PRIMARY KEY (code, known)
) STRICT, WITHOUT ROWID;

-- What events are, as strips name it: '' and 0 stand for none.
CREATE TABLE event_kind (
 kind_id INTEGER PRIMARY KEY,
 type TEXT NOT NULL,
 mode TEXT NOT NULL,
 track TEXT NOT NULL,
 quad INTEGER NOT NULL,
 scale REAL,
 modality TEXT NOT NULL,
 rule TEXT NOT NULL,
 contexts TEXT NOT NULL -- in their order, parted by commas
) STRICT;
CREATE UNIQUE INDEX event_kind_what ON event_kind (type, rule, modality, mode, track, quad,
 ifnull(scale, 1e9), contexts);

-- Codes, as strips name them.
CREATE TABLE party_code (
 code_id INTEGER PRIMARY KEY, -- 1 to 8388607
 code TEXT NOT NULL UNIQUE
) STRICT;

-- The events of a code (of all: code 0) of 64 codings that follow each other, packed for
-- counting; docs/RECORD.md has the bytes.
CREATE TABLE strip (
 strip_id INTEGER PRIMARY KEY, -- code_id << 40 | coding_id >> 6
 deeds BLOB NOT NULL, -- which of them tell of another event's deed
 events BLOB NOT NULL
) STRICT;

-- Up to when the documents of these codings know, whether they hold, and in which sentences
-- their events are told.
CREATE TABLE strip_coding (
 block INTEGER PRIMARY KEY, -- coding_id >> 6
 codings BLOB NOT NULL,
 reports BLOB NOT NULL
) STRICT;

-- ----------------------------------------------------------------------------- search

-- The words of each sentence.
CREATE VIEW sentence_text AS
 SELECT s.sentence_id,
  CAST(substr(CAST(t.text AS BLOB), s.start_byte + 1, s.end_byte - s.start_byte) AS TEXT)
   AS text
 FROM sentence s JOIN reading r ON r.reading_id = s.sentence_id >> 24
 JOIN document_text t USING (document_id);
CREATE VIRTUAL TABLE sentence_fts USING fts5 (
 text, content = 'sentence_text', content_rowid = 'sentence_id',
 tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE entity_fts USING fts5 (
 name, office, content = 'entity', content_rowid = 'entity_id',
 tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE document_fts USING fts5 (
 title, content = 'document', content_rowid = 'document_id',
 tokenize = 'unicode61 remove_diacritics 2');
-- Bytes of words that are gathered before they are written: fewer pieces are to be merged.
INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('hashsize', 16777216);
