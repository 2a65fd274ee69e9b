/* Everything that is kept comes back, and nothing is kept twice. */
#include "record_sample.h"

static void documents_come_back_whole(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_is(
        r,
        "SELECT doc, path, title, date, as_of, source, speaker, url, language,"
        " charset, format, length(content_hash), source_start, source_end, bytes, "
        "repaired,"
        " controls, version, known_from, known_until, latest FROM document",
        "page-1|papers/page.txt|Relations|1990-07-02|1990-06|An archive|Yi Sun-gi|"
        "http://example.org/1|en|KOI8-R|text|16|1000|1101|101|2|3|1|1990-06-30|~|1");
    sample_is(r, "SELECT text FROM document_text", sample_text);
    sample_is(r,
              "SELECT w.name, s.name, parent_id FROM document d JOIN work w USING"
              " (work_id) JOIN section s USING (section_id)",
              "South Korea|Relations|~");
    sample_is(r,
              "SELECT paragraphs, navigation_lines, sentences, long_sentences, tokens"
              " FROM reading",
              "1|4|2|8|21");
    sample_is(r,
              "SELECT mentions, unresolved, times_missed, events, reports, rejected,"
              " sentences_uncoded, sentences_discarded FROM coding",
              "5|10|14|2|3|12|13|1");
    sample_is(r, "SELECT number, kind, start_byte, end_byte FROM paragraph",
              "0|prose|0|101");
    sample_is(r,
              "SELECT number, paragraph, start_byte, end_byte, s.tokens, text"
              " FROM sentence s JOIN sentence_text USING (sentence_id)",
              "0|0|0|92|18|In 1988 KOTRA president Yi Sun-gi gave P\u2019yongyang some "
              "300 trucks in Rome through Finland.\n1|0|93|101|3|He left.");
    sample_is(r, "SELECT position, name, note, start_byte, end_byte FROM document_person",
              "0|Yi, Sun-gi|president of KOTRA|24|33\n1|Yi, Sun-gi|~|93|95");
    sample_is(r, "SELECT number, phrase FROM discarded JOIN sentence USING (sentence_id)",
              "1|left");
}

static void a_run_says_who_coded_what(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT version, fill, lexicon_hash, model_hash, kernel, options, documents,"
        " same, bytes, sentences, tokens, mentions, unresolved, events, reports,"
        " rejected, sentences_uncoded, sentences_discarded, failures FROM run",
        DEMARCHE_VERSION "|~|1111111111111111|2222222222222222|plain|{}|1|0|101|2|"
                         "21|5|10|2|3|12|13|1|0");
    sample_is(r,
              "SELECT started LIKE '20__-__-__T__:__:__.___Z' AND finished >= started"
              " FROM run",
              "1");
    sample_is(r,
              "SELECT document_id, run_id, coding_id, recorded_until, until_run,"
              " recorded_from LIKE '20__-__-__T__:__:__.___Z' FROM coded",
              "1|1|1|~|~|1");
}

static void mentions_come_back_whole(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT m.number, kind, s.number, m.start_byte, m.end_byte, cluster, text, code,"
        " sector, name, office, timex_type, timex_value, edtf, comparator, value, unit,"
        " lat, lon, geonameid FROM mention_readable m JOIN sentence s USING"
        " (sentence_id) ORDER BY m.number",
        "0|time|0|3|7|~|1988|~|~|~|~|DATE|1988|1988|~|~|~|~|~|~\n"
        "1|person|0|8|33|4|KOTRA president Yi Sun-gi|KOR|BUS|Yi Sun-gi|president of "
        "KOTRA|~|~|~|~|~|~|~|~|~\n"
        "2|state|0|39|51|~|P\u2019yongyang|PRK|GOV|North Korea|~|~|~|~|~|~|~|39.03|"
        "125.75|1871859\n"
        "3|quantity|0|52|67|~|some 300 trucks|~|~|~|~|~|~|~|~|300.0|truck|~|~|~\n"
        "4|person|1|93|95|4|He|~|~|~|~|~|~|~|~|~|~|~|~|~");
    sample_is(r, "SELECT comparator = '~' FROM mention WHERE kind = 'quantity'", "1");
    sample_is(r, "SELECT number, toponym, stands_for FROM mention WHERE toponym",
              "2|1|Pyongyang");
    sample_is(r,
              "SELECT number, position, code, sector, name, n.kind FROM mention_member"
              " JOIN mention USING (mention_id) JOIN entity n ON n.entity_id ="
              " mention_member.entity_id",
              "4|0|KOR|GOV|South Korea|state\n4|1|PRK|~|North Korea|state");
}

static void events_come_back_whole(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT e.number, event_id, type, mode, cameo, track, quad, scale, date_edtf,"
        " first_day, last_day, place_text, name, country, lat, lon, geonameid,"
        " modality, confidence, rule, text, s.number, trigger_start, trigger_end,"
        " date_start, date_end, place_start, place_end, mutual, reports, holds"
        " FROM event e JOIN sentence s USING (sentence_id) LEFT JOIN place USING"
        " (place_id) ORDER BY e.number",
        "0|0123456789abcdef|AID|material|071|aid|2|7.5|1988|1988-01-01|1988-12-31|Rome|"
        "Rome|ITA|41.9|12.5|3169070|asserted|0.75|give.thing|"
        "gave P\u2019yongyang some 300 trucks|0|34|38|0|7|68|75|0|2|2\n"
        "1|fedcba9876543210|CONSULT|~|040|political|1|1.0|~|~|~|~|~|~|~|~|~|negated|0.5|"
        "leave.place|~|1|96|100|~|~|~|~|0|1|2");
    sample_is(r,
              "SELECT role, position, text, name, code, sector, office, region,"
              " start_byte, end_byte, kind FROM party_readable p"
              " WHERE event_key & 0xffffff = 0 ORDER BY role, position",
              "actor|0|KOTRA president Yi Sun-gi|Yi Sun-gi|KOR|BUS|president of KOTRA|~|"
              "8|33|person\n"
              "recipient|0|P\u2019yongyang|North Korea|PRK|GOV|~|~|39|51|state\n"
              "recipient|1|He|~|~|~|~|151|93|95|person\n"
              "via|0|Finland|~|FIN|~|~|~|84|91|~");
    sample_is(r, "SELECT position, context FROM event_context", "0|economic\n1|trade");
    sample_is(r,
              "SELECT position, comparator = '~', value, unit, text, start_byte, end_byte"
              " FROM event_quantity",
              "0|1|300.0|truck|some 300 trucks|52|67");
}

static void every_report_comes_back(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT event_key & 0xffffff, position, sentence_id & 0xffffff, report_id, type,"
        " mode, cameo, track, quad, scale, mutual, p.text, p.date_edtf, place_text,"
        " place_id IS NULL, p.modality, p.confidence, p.rule, likeness, p.trigger_start,"
        " p.trigger_end, p.date_start, p.date_end, p.place_start, p.place_end"
        " FROM event_report p ORDER BY event_key, position",
        "0|0|0|0123456789abcdef|AID|material|071|aid|2|7.5|0|"
        "gave P\u2019yongyang some 300 trucks|1988|Rome|0|asserted|0.75|give.thing|1.0|"
        "34|38|0|7|68|75\n"
        "0|1|1|00112233aabbccdd|AID|material|071|aid|2|7.5|0|left|~|~|0|reported|0.5|"
        "model|0.75|96|100|~|~|~|~\n"
        "1|0|1|fedcba9876543210|CONSULT|~|040|political|1|1.0|0|~|~|~|1|negated|0.5|"
        "leave.place|1.0|96|100|~|~|~|~");
    /* who it is in each telling only where there are several: else it is the event's */
    sample_is(r,
              "SELECT event_key & 0xffffff, report, role, position, p.text, name, code,"
              " sector, office, region, start_byte, end_byte FROM report_party p"
              " JOIN entity USING (entity_id) WHERE report = 1",
              "0|1|actor|0|KOTRA president Yi Sun-gi|Yi Sun-gi|KOR|BUS|president of "
              "KOTRA|~|8|33");
    sample_is(r, "SELECT count(*) FROM report_party", "5");
    sample_is(r, "SELECT report, count(*) FROM report_context GROUP BY 1", "0|2\n1|2");
    sample_is(r, "SELECT report, value FROM report_quantity", "0|300.0\n1|300.0");
    sample_is(r,
              "SELECT event_key & 0xffffff, report, position, rule, type, text, why,"
              " start_byte, end_byte FROM event_reason",
              "0|1|0|leave.place|CONSULT|left|no recipient in obj|96|100");
}

/* Of each table with spans and words: the bytes of the document there are the words. */
static void spans_slice_back_to_the_text(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    static const char *const tables[] = {"event_party", "event_quantity", "report_party",
                                         "report_quantity", "event_reason"};
    static const int rows[] = {6, 1, 5, 2, 1};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[512], expected[32];
        snprintf(sql, sizeof sql,
                 "SELECT count(*), sum(t.text = CAST(substr(CAST(d.text AS BLOB),"
                 " t.start_byte + 1, t.end_byte - t.start_byte) AS TEXT))"
                 " FROM %s t JOIN coding ON coding_id = event_key >> 24"
                 " JOIN document_text d USING (document_id)",
                 tables[i]);
        snprintf(expected, sizeof expected, "%d|%d", rows[i], rows[i]);
        sample_is(r, sql, expected);
    }
}

static void whom_and_where_is_kept_once(void **state)
{
    record_sample *r = *state;
    demarche_document *other = sample_document("page-2", "More");
    sample_add(r, r->doc);
    char entities[4096], places[4096];
    sample_ask(r, "SELECT * FROM entity", entities, sizeof entities);
    sample_ask(r, "SELECT * FROM place", places, sizeof places);
    sample_add(r, other);
    demarche_document_free(other);
    sample_is(r, "SELECT * FROM entity", entities);
    sample_is(r, "SELECT * FROM place", places);
    sample_is(r, "SELECT kind, name, code FROM entity ORDER BY entity_id",
              "person|Yi Sun-gi|KOR\nstate|North Korea|PRK\nstate|South Korea|KOR\n"
              "state|North Korea|PRK\nperson|~|~\n~|~|FIN");
    sample_is(r, "SELECT name, country, lat, lon, geonameid FROM place ORDER BY place_id",
              "Pyongyang|PRK|39.03|125.75|1871859\nRome|ITA|41.9|12.5|3169070");
}

static void words_names_titles_and_places_are_found(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(r,
              "SELECT rowid >> 24, rowid & 0xffffff FROM sentence_fts"
              " WHERE sentence_fts MATCH 'trucks AND rome'",
              "1|0");
    sample_is(r, "SELECT rowid >> 24 FROM sentence_fts WHERE sentence_fts MATCH 'nobody'",
              "");
    sample_is(r,
              "SELECT code FROM entity_fts f JOIN entity ON entity_id = f.rowid"
              " WHERE entity_fts MATCH 'name: sun'",
              "KOR");
    sample_is(r,
              "SELECT code FROM entity_fts f JOIN entity ON entity_id = f.rowid"
              " WHERE entity_fts MATCH 'office: kotra'",
              "KOR");
    sample_is(r, "SELECT rowid FROM document_fts WHERE document_fts MATCH 'relations'",
              "1");
    sample_is(r,
              "SELECT highlight(sentence_fts, 0, '[', ']') FROM sentence_fts"
              " WHERE sentence_fts MATCH 'left'",
              "He [left].");
    sample_is(
        r,
        "SELECT name FROM place_box JOIN place USING (place_id)"
        " WHERE min_lat >= 41 AND max_lat <= 42 AND min_lon >= 12 AND max_lon <= 13",
        "Rome");
}

/* All that is in the file, but for indexes of search. */
static void dump(const record_sample *r, char *out, size_t size)
{
    static const char *const tables[] = {
        "run",          "failure",         "work",           "section",
        "document",     "document_text",   "reading",        "paragraph",
        "sentence",     "coding",          "coded",          "discarded",
        "entity",       "place",           "mention",        "mention_member",
        "event",        "event_party",     "event_context",  "event_quantity",
        "event_report", "report_party",    "report_context", "report_quantity",
        "event_reason", "correction",      "dyad",           "code_document",
        "tally",        "document_person", "place_box"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT * FROM %s", tables[i]);
        sample_ask(r, sql, out + n, size - n);
        n += strlen(out + n);
    }
}

static void the_same_document_adds_nothing_twice(void **state)
{
    record_sample *r = *state;
    static char before[1 << 16], after[1 << 16];
    assert_true(sample_add(r, r->doc));
    dump(r, before, sizeof before);
    usleep(2000); /* the clock of the record has milliseconds */
    assert_false(sample_add(r, r->doc));
    dump(r, after, sizeof after);
    assert_string_equal(before, after);

    demarche_document *other = sample_document("page-2", "Relations");
    demarche_record *record = sample_begin(r);
    for (int i = 0; i < 3; i++) {
        bool added;
        assert_int_equal(demarche_record_add(record, other, &added, NULL), 0);
        assert_int_equal(added, i == 0);
        assert_int_equal(demarche_record_add(record, r->doc, NULL, NULL), 0);
    }
    sample_end(record);
    demarche_document_free(other);
    sample_is(r,
              "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM document),"
              " (SELECT count(*) FROM coding), (SELECT count(*) FROM sentence),"
              " (SELECT count(*) FROM mention), (SELECT count(*) FROM event),"
              " (SELECT count(*) FROM event_party)",
              "2|2|2|4|10|4|12");
}

static void what_is_there_need_not_be_coded(void **state)
{
    record_sample *r = *state;
    demarche_document *changed = sample_document("page-1", "Revised");
    bool has;
    demarche_record *record = sample_begin(r);
    assert_int_equal(demarche_record_has(record, r->doc, &has, NULL), 0);
    assert_false(has);
    assert_int_equal(demarche_record_add(record, r->doc, NULL, NULL), 0);
    assert_int_equal(demarche_record_has(record, r->doc, &has, NULL), 0);
    assert_true(has);
    assert_int_equal(demarche_record_has(record, changed, &has, NULL), 0);
    assert_false(has);
    /* the first may have to be put on top again */
    assert_int_equal(demarche_record_add(record, changed, NULL, NULL), 0);
    assert_int_equal(demarche_record_has(record, r->doc, &has, NULL), 0);
    assert_false(has);
    sample_end(record);
    demarche_document_free(changed);

    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    record = sample_begin(r);
    assert_int_equal(demarche_record_has(record, r->doc, &has, NULL), 0);
    assert_false(has);
    sample_end(record);
}

static void a_person_can_read_the_events(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(r,
              "SELECT doc, date, actor, type, recipient, via, context, place,"
              " modality, rule, sentence LIKE 'In 1988%' FROM events_readable"
              " WHERE type = 'AID'",
              "page-1|1988|KOR BUS|AID|PRK GOV; He|FIN|"
              "economic, trade|Rome|asserted|give.thing|1");
}

static void a_failed_document_leaves_nothing_and_the_record_goes_on(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    demarche_document *bad = sample_document("bad", "Bad");
    ((demarche_event *)(uintptr_t)bad->events.at)[1].sentence = 99; /* no such sentence */
    record = sample_begin(r);
    bool added = true;
    assert_int_equal(demarche_record_add(record, bad, &added, &err), DEMARCHE_E_RECORD);
    assert_false(added);
    assert_non_null(strstr(err.message, r->path));
    assert_null(strchr(err.message, '\n'));
    assert_int_equal(demarche_record_add(record, r->doc, &added, &err), 0);
    assert_true(added);
    sample_end(record);
    demarche_document_free(bad);
    sample_is(r, "SELECT doc FROM document", "page-1");
    sample_is(r, "SELECT documents, events FROM run", "1|2");
    sample_is(r, "SELECT count(*) FROM coding", "1");
}

static void a_nameless_document_goes_by_its_content(void **state)
{
    record_sample *r = *state;
    demarche_document *nameless = sample_document("", "Relations");
    assert_true(sample_add(r, nameless));
    assert_false(sample_add(r, nameless));
    demarche_document_free(nameless);
    sample_is(r, "SELECT doc = content_hash FROM document", "1");
}

static void a_document_without_events_is_kept_too(void **state)
{
    record_sample *r = *state;
    demarche_document *empty = dmr_document_new();
    empty->stage = DEMARCHE_STAGE_EVENT;
    empty->source.meta.id = S("empty");
    empty->source.text = S("");
    assert_true(sample_add(r, empty));
    demarche_document_free(empty);
    sample_is(
        r, "SELECT doc, text, title FROM document JOIN document_text USING (document_id)",
        "empty||~");
}

static void the_file_is_sound(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    snprintf(r->engine.model_hash, 17, "4444444444444444");
    sample_add(r, r->doc);
    sample_is(r, "PRAGMA integrity_check", "ok");
    sample_is(r, "PRAGMA foreign_key_check", "");
    sample_is(r, "PRAGMA journal_mode", "wal");
    sample_is(r, "PRAGMA user_version", "7");
    sample_is(r,
              "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
              " AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
              " AND name NOT LIKE '%_fts_%' AND name NOT LIKE 'place_box_%'",
              "0");
}

/* A record says in ten years too what its codes and rules were, as each run had them. */
static void the_lexicon_is_kept_as_each_run_had_it(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(r, "SELECT * FROM code_now ORDER BY code",
              "KOR|1|state|South Korea|~|~|~\n"
              "PRK|1|state|North Korea|~|~|~\n"
              "SUN|1|state|Soviet Union|1922-12-30|1991-12-25|~\n"
              "UNO|1|organisation|United Nations|~|~|its organs");
    sample_is(
        r,
        "SELECT rule, pattern, parties, type, mode, cameo, example, coded FROM"
        " rule_now",
        "visit.verb|visit/V|subj > obj|CONSULT|visit|~|Malta visited Peru.|MLT > PER");
    /* another lexicon says one thing otherwise: one row is added */
    static const char codes[] = "code\ttitle\nUNO\tThe United Nations\n";
    dmr_tables_file other = {
        "codes.tsv", {"codes.tsv", {codes, sizeof codes - 1}, 0}, true};
    const dmr_tables tables = {.files = {.at = &other, .n = 1}};
    r->engine.tables = &tables;
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    sample_add(r, r->doc);
    sample_is(r, "SELECT count(*) FROM lexicon_code", "5");
    sample_is(r, "SELECT run_id, name, note FROM code_now WHERE code = 'UNO'",
              "2|The United Nations|~");
    sample_is(r, "SELECT name FROM code_now WHERE code = 'KOR'", "South Korea");
}

/* Where a row's own id says what it belongs to, what it belongs to must be there. */
static void rows_belong_to_what_is_there(void **state)
{
    record_sample *r = *state;
    static const char *const inserts[] = {
        "INSERT INTO sentence (sentence_id, start_byte, end_byte, tokens)"
        " VALUES (99 << 24, 0, 1, 1)",
        "INSERT INTO mention (mention_id, kind, sentence_id, start_byte, end_byte)"
        " VALUES (99 << 24, 'state', 1 << 24, 0, 1)",
        "INSERT INTO event (event_key, event_id, same_key, deed, deed_likeness, deed_by,"
        " holds, sentence_id, type, modality, confidence, rule, mutual, reports)"
        " SELECT 99 << 24, 'x', deed, deed, 1, 'rule', 0, sentence_id, type, modality, 1,"
        " rule, 0, 1 FROM event LIMIT 1",
        "DELETE FROM reading",
        "DELETE FROM coding",
    };
    sample_add(r, r->doc);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r->path, &db), 0);
    assert_int_equal(sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), 0);
    for (size_t i = 0; i < sizeof inserts / sizeof *inserts; i++) {
        assert_int_equal(sqlite3_exec(db, inserts[i], NULL, NULL, NULL),
                         SQLITE_CONSTRAINT);
        assert_non_null(strstr(sqlite3_errmsg(db), "FOREIGN KEY"));
    }
    sqlite3_close(db);
}

/* Questions that people ask first must not read the whole record. */
static void questions_by_pair_and_code_use_an_index(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_execute(r, "DROP TABLE IF EXISTS sqlite_stat1"); /* it says: all is small */
    static const char *const asked[] = {
        "SELECT * FROM entity CROSS JOIN event_party USING (entity_id)"
        " WHERE code = 'KOR' AND role = 'actor'",
        "SELECT * FROM dyad WHERE code = 'KOR' AND other = 'PRK'",
        "SELECT * FROM event WHERE event_id = '0123456789abcdef'",
        "SELECT * FROM event_context WHERE context = 'trade'",
        "SELECT event_key FROM dyad WHERE code = 'KOR' AND other = 'PRK' AND first_day > "
        "''"
        " ORDER BY first_day DESC, event_key DESC LIMIT 50",
        "SELECT * FROM event WHERE place_text = 'rome' COLLATE NOCASE",
        "SELECT * FROM place WHERE name = 'rome' COLLATE NOCASE",
        "SELECT deeds FROM strip WHERE strip_id >= 1 << 40 AND strip_id < 2 << 40",
        "SELECT code_id FROM party_code WHERE code = 'KOR'",
        "SELECT * FROM mention WHERE mention_id >= 1 << 24 AND mention_id < 2 << 24",
        "SELECT * FROM document WHERE doc = 'page-1'",
        /* deeds: as many candidates as are looked at, and no more are read */
        "SELECT event_key FROM dyad INDEXED BY dyad_like WHERE code = 'KOR' AND other ="
        " 'PRK' AND type = 'AID' AND side = 1 AND side <> -1 AND modality NOT IN"
        " ('negated', 'hypothetical') AND first_day >= '1988' AND first_day > '' AND"
        " first_day <= '1989' ORDER BY first_day DESC, event_key DESC LIMIT 8",
        "SELECT event_key FROM dyad INDEXED BY dyad_undated WHERE code = 'KOR' AND other "
        "="
        " 'PRK' AND type = 'AID' AND side = 1 AND side <> -1 AND modality NOT IN"
        " ('negated', 'hypothetical') AND first_day = '' AND known_from >= '1988' AND"
        " known_from < '1991' ORDER BY known_from DESC LIMIT 8",
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char sql[512], plan[2048];
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", asked[i]);
        sample_ask(r, sql, plan, sizeof plan);
        assert_non_null(strstr(plan, "SEARCH"));
        if (strstr(plan, "SCAN") || strstr(plan, "TEMP B-TREE"))
            fail_msg("%s: %s", asked[i], plan);
        if (strstr(asked[i], "side = 1"))
            assert_non_null(strstr(plan, "side=?"));
    }
}

static void a_run_that_was_broken_off_goes_on(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    demarche_document *other = sample_document("page-2", "Relations");
    demarche_record *record = sample_begin(r);
    assert_int_equal(demarche_record_add(record, r->doc, NULL, &err), 0);
    assert_int_equal(demarche_record_close(record, &err), 0); /* and no finish */
    sample_is(r, "SELECT run_id, finished FROM run", "1|~");
    assert_true(sample_add(r, other));
    sample_is(r, "SELECT run_id, documents, finished > started FROM run", "1|2|1");
    /* one that has come to its end does not go on, nor one of another coder */
    demarche_document *third = sample_document("page-3", "Relations");
    record = sample_begin(r);
    assert_int_equal(demarche_record_add(record, third, NULL, &err), 0);
    assert_int_equal(demarche_record_close(record, &err), 0);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    assert_true(sample_add(r, other));
    sample_is(r, "SELECT run_id, documents, finished IS NULL FROM run",
              "1|2|0\n2|1|1\n3|1|0");
    demarche_document_free(other);
    demarche_document_free(third);
}

static void a_run_without_anything_new_is_none(void **state)
{
    record_sample *r = *state;
    sample_end(sample_begin(r));
    sample_is(r, "SELECT count(*) FROM run", "0");
    sample_add(r, r->doc);
    sample_add(r, r->doc);
    sample_is(r, "SELECT count(*) FROM run", "1");
}

static void one_that_fills_gaps_is_another_coder(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    demarche_run_options opts = DEMARCHE_RUN_OPTIONS_INIT;
    demarche_record *record;
    sample_add(r, r->doc);
    opts.fill = 0.5;
    opts.options = "{\"fill\":0.5}";
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
                     0);
    assert_int_equal(demarche_record_begin(record, &r->engine, &opts, &err), 0);
    assert_int_equal(demarche_record_add(record, r->doc, NULL, &err),
                     DEMARCHE_E_ARGUMENT); /* it was read without */
    r->doc->fill = 0.5;
    assert_int_equal(demarche_record_add(record, r->doc, NULL, &err), 0);
    sample_end(record);
    sample_is(r, "SELECT fill, options, same FROM run", "~|{}|0\n0.5|{\"fill\":0.5}|1");
}

static void failures_are_listed_once(void **state)
{
    record_sample *r = *state;
    demarche_error bad = {DEMARCHE_E_FORMAT, 17, "a.jsonl: byte 17: no JSON; mend it"};
    for (int i = 0; i < 3; i++) {
        demarche_record *record = sample_begin(r);
        assert_int_equal(demarche_record_fail(record, "a.jsonl", &bad, NULL), 0);
        assert_int_equal(demarche_record_fail(record, "a.jsonl", &bad, NULL), 0);
        if (i == 1)
            assert_int_equal(demarche_record_add(record, r->doc, NULL, NULL), 0);
        sample_end(record);
    }
    sample_is(r, "SELECT run_id, path, byte, reason, message FROM failure",
              "1|a.jsonl|17|format|a.jsonl: byte 17: no JSON; mend it");
    sample_is(r, "SELECT run_id, failures, documents FROM run", "1|1|0\n2|0|1");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(documents_come_back_whole),
        RECORD_TEST(a_run_says_who_coded_what),
        RECORD_TEST(mentions_come_back_whole),
        RECORD_TEST(events_come_back_whole),
        RECORD_TEST(every_report_comes_back),
        RECORD_TEST(spans_slice_back_to_the_text),
        RECORD_TEST(whom_and_where_is_kept_once),
        RECORD_TEST(words_names_titles_and_places_are_found),
        RECORD_TEST(the_same_document_adds_nothing_twice),
        RECORD_TEST(what_is_there_need_not_be_coded),
        RECORD_TEST(a_person_can_read_the_events),
        RECORD_TEST(a_failed_document_leaves_nothing_and_the_record_goes_on),
        RECORD_TEST(a_nameless_document_goes_by_its_content),
        RECORD_TEST(a_document_without_events_is_kept_too),
        RECORD_TEST(the_lexicon_is_kept_as_each_run_had_it),
        RECORD_TEST(the_file_is_sound),
        RECORD_TEST(rows_belong_to_what_is_there),
        RECORD_TEST(questions_by_pair_and_code_use_an_index),
        RECORD_TEST(a_run_that_was_broken_off_goes_on),
        RECORD_TEST(a_run_without_anything_new_is_none),
        RECORD_TEST(one_that_fills_gaps_is_another_coder),
        RECORD_TEST(failures_are_listed_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
