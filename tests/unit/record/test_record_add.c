/* Everything that is kept comes back, and nothing is kept twice. */
#include "record_sample.h"

static void documents_come_back_whole(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_is(r,
              "SELECT doc, path, title, date, as_of, source, url, language, format,"
              " length(content_hash) FROM document",
              "page-1|papers/page.txt|Relations|1990-07-02|1990-06|An archive|"
              "http://example.org/1|en|text|16");
    sample_is(r, "SELECT text FROM document", sample_text);
    sample_is(r, "SELECT position, name FROM document_section",
              "0|South Korea\n1|Relations");
    sample_is(r,
              "SELECT version, lexicon_hash, model_hash, kernel, options, documents,"
              " sentences, mentions, events FROM run",
              DEMARCHE_VERSION "|1111111111111111|2222222222222222|plain|{}|1|2|3|2");
    sample_is(
        r,
        "SELECT version, lexicon_hash, model_hash, bytes, repaired, controls,"
        " navigation_lines, paragraphs, sentences, tokens, long_sentences, mentions,"
        " unresolved, events, rejected, sentences_uncoded, sentences_discarded, folded "
        "FROM"
        " coding",
        DEMARCHE_VERSION
        "|1111111111111111|2222222222222222|1|2|3|4|5|6|7|8|9|10|11|12|13|15|16");
    sample_is(r, "SELECT coded LIKE '20__-__-__T__:__:__.___Z' FROM coding", "1");
    sample_is(r, "SELECT number, kind, start_byte, end_byte FROM paragraph",
              "0|prose|0|101");
    sample_is(
        r,
        "SELECT number, paragraph, start_byte, end_byte, tokens, events, text"
        " FROM sentence",
        "0|0|0|92|18|1|In 1988 KOTRA president Yi Sun-gi gave P\u2019yongyang some 300 "
        "trucks in Rome through Finland.\n1|0|93|101|3|1|He left.");
}

static void mentions_come_back_whole(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT number, kind, sentence, start_byte, end_byte, cluster, text, code,"
        " sector, name, office, timex_type, timex_value, edtf, comparator, value, unit,"
        " lat, lon, geonameid FROM mention ORDER BY number",
        "0|time|0|3|7|~|1988|~|~|~|~|DATE|1988|1988|~|~|~|~|~|~\n"
        "1|quantity|0|52|67|~|some 300 trucks|~|~|~|~|~|~|~|~|300.0|truck|~|~|~\n"
        "2|person|1|93|95|4|He|KOR|BUS|Yi Sun-gi|president of KOTRA|~|~|~|~|~|~|37.5|"
        "127.25|1835848");
    sample_is(r, "SELECT comparator FROM mention WHERE kind = 'quantity'", "~");
    sample_is(r, "SELECT comparator = '~' FROM mention WHERE kind = 'quantity'", "1");
}

static void events_come_back_whole(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT number, event_id, type, mode, cameo, track, quad, scale, date_edtf,"
        " first_day, last_day, place, place_name, place_country, lat, lon, geonameid,"
        " modality, confidence, rule, text, sentence, trigger_start, trigger_end,"
        " date_start, date_end, place_start, place_end FROM event ORDER BY number",
        "0|0123456789abcdef|AID|material|071|aid|2|7.5|1988|1988-01-01|1988-12-31|Rome|"
        "Rome|ITA|41.9|12.5|3169070|asserted|0.75|give.thing|"
        "gave P\u2019yongyang some 300 trucks|0|34|38|0|7|68|75\n"
        "1|fedcba9876543210|CONSULT|~|040|political|1|1.0|~|~|~|~|~|~|~|~|~|negated|0.5|"
        "leave.place|~|1|96|100|~|~|~|~");
    sample_is(
        r,
        "SELECT role, position, p.text, identifier, code, sector, office, region,"
        " start_byte, end_byte FROM event_party p JOIN event USING (event_key)"
        " WHERE number = 0 ORDER BY role, position",
        "actor|0|KOTRA president Yi Sun-gi|Yi Sun-gi|KOR|BUS|president of KOTRA|~|8|33\n"
        "recipient|0|P\u2019yongyang|North Korea|PRK|GOV|~|~|39|51\n"
        "recipient|1|He|~|~|~|~|151|93|95\n"
        "via|0|Finland|~|FIN|~|~|~|84|91");
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
    sample_is(r, "SELECT number, events, reports FROM sentence", "0|1|1\n1|1|2");
    sample_is(
        r,
        "SELECT number, position, p.sentence, report_id, p.text, p.date_edtf, date_text,"
        " p.place, p.modality, p.confidence, p.rule, likeness, p.trigger_start,"
        " p.trigger_end, p.date_start, p.date_end, p.place_start, p.place_end"
        " FROM event_report p JOIN event USING (event_key)"
        " WHERE p.coding_id = event.coding_id ORDER BY number, position",
        "0|0|0|0123456789abcdef|gave P\u2019yongyang some 300 trucks|1988|In 1988|Rome|"
        "asserted|0.75|give.thing|1.0|34|38|0|7|68|75\n"
        "0|1|1|00112233aabbccdd|left|~|~|~|reported|0.5|model|0.75|96|100|~|~|~|~"
        "\n1|0|1|fedcba9876543210|~|~|~|~|negated|0.5|leave.place|1.0|96|100|~|~|~|~");
    /* who it is in each telling only where there are several: else it is the event's */
    sample_is(
        r,
        "SELECT number, report, role, position, p.text, identifier, code, sector,"
        " office, region, start_byte, end_byte FROM report_party p"
        " JOIN event USING (event_key) WHERE report = 1",
        "0|1|actor|0|KOTRA president Yi Sun-gi|Yi Sun-gi|KOR|BUS|president of KOTRA|~|8"
        "|33");
    sample_is(r, "SELECT count(*) FROM report_party", "5");
    sample_is(r,
              "SELECT number, report, position, r.rule, r.type, r.text, why, start_byte,"
              " end_byte FROM event_reason r JOIN event USING (event_key)",
              "0|1|0|leave.place|CONSULT|left|no recipient in obj|96|100");
}

/* Of each table with spans and words: the bytes of the document there are the words. */
static void spans_slice_back_to_the_text(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    static const char *const tables[] = {
        "sentence t JOIN coding USING (coding_id)",
        "mention t JOIN coding USING (coding_id)",
        "event_party t JOIN event USING (event_key) JOIN coding USING (coding_id)",
        "event_quantity t JOIN event USING (event_key) JOIN coding USING (coding_id)",
    };
    static const int rows[] = {2, 3, 6, 1};
    for (size_t i = 0; i < 4; i++) {
        char sql[512], expected[32];
        snprintf(sql, sizeof sql,
                 "SELECT count(*), sum(t.text = CAST(substr(CAST(d.text AS BLOB),"
                 " t.start_byte + 1, t.end_byte - t.start_byte) AS TEXT))"
                 " FROM %s JOIN document d USING (document_id)",
                 tables[i]);
        snprintf(expected, sizeof expected, "%d|%d", rows[i], rows[i]);
        sample_is(r, sql, expected);
    }
}

static void the_same_document_adds_nothing_twice(void **state)
{
    record_sample *r = *state;
    static const char counts[] =
        "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM document),"
        " (SELECT count(*) FROM coding), (SELECT count(*) FROM sentence),"
        " (SELECT count(*) FROM mention), (SELECT count(*) FROM event),"
        " (SELECT count(*) FROM event_party)";
    assert_true(sample_add(r, r->doc));
    sample_is(r, counts, "1|1|1|2|3|2|6");
    assert_false(sample_add(r, r->doc));
    sample_is(r, counts, "1|1|1|2|3|2|6");

    demarche_record *record;
    demarche_document *other = sample_document("page-2", "Relations");
    bool added;
    assert_int_equal(demarche_record_open(&record, r->path, &r->engine, NULL), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(demarche_record_add(record, other, &added, NULL), 0);
        assert_int_equal(added, i == 0);
        assert_int_equal(demarche_record_add(record, r->doc, NULL, NULL), 0);
    }
    assert_int_equal(demarche_record_close(record, NULL), 0);
    demarche_document_free(other);
    sample_is(r, counts, "2|2|2|4|6|4|12");
}

static void a_new_lexicon_adds_a_version_and_the_old_one_stays(void **state)
{
    record_sample *r = *state;
    char before[8192], after[8192];
    static const char old[] =
        "SELECT event.*, coded FROM event JOIN coding USING (coding_id)"
        " WHERE lexicon_hash = '1111111111111111' ORDER BY event_key";
    sample_add(r, r->doc);
    sample_ask(r, old, before, sizeof before);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    assert_true(sample_add(r, r->doc));
    assert_false(sample_add(r, r->doc));
    sample_ask(r, old, after, sizeof after);
    assert_string_equal(before, after);
    sample_is(r, "SELECT count(*) FROM document", "1");
    sample_is(r, "SELECT lexicon_hash FROM coding ORDER BY coding_id",
              "1111111111111111\n3333333333333333");
    sample_is(r, "SELECT doc, lexicon_hash FROM current_coding",
              "page-1|3333333333333333");
    sample_is(r, "SELECT count(*) FROM events_readable", "2");
    sample_is(
        r,
        "SELECT coding_id, known_until IS NULL, known_from <= ifnull(known_until, 'z')"
        " FROM coding_span ORDER BY coding_id",
        "1|0|1\n2|1|1");
}

static void a_changed_document_adds_a_version(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    demarche_document *changed = sample_document("page-1", "Relations, revised");
    assert_true(sample_add(r, changed));
    assert_false(sample_add(r, changed));
    assert_false(sample_add(r, r->doc));
    demarche_document_free(changed);
    sample_is(r, "SELECT title FROM document ORDER BY document_id",
              "Relations\nRelations, revised");
    sample_is(r, "SELECT DISTINCT title FROM events_readable", "Relations, revised");
}

static void a_person_can_read_the_events(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(r,
              "SELECT doc, date, actor, actor_text, type, recipient, via, context, place,"
              " modality, rule, sentence LIKE 'In 1988%' FROM events_readable"
              " WHERE type = 'AID'",
              "page-1|1988|KOR BUS|KOTRA president Yi Sun-gi|AID|PRK GOV; He|FIN|"
              "economic, trade|Rome|asserted|give.thing|1");
    sample_is(r, "SELECT actor, recipient, type, first_day FROM event_pair",
              "KOR|PRK|AID|1988-01-01");
}

static void a_failed_document_leaves_nothing_and_the_record_goes_on(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    demarche_document *bad = sample_document("bad", "Bad");
    ((demarche_event *)(uintptr_t)bad->events.at)[1].sentence = 99; /* no such sentence */
    assert_int_equal(demarche_record_open(&record, r->path, &r->engine, &err), 0);
    bool added = true;
    assert_int_equal(demarche_record_add(record, bad, &added, &err), DEMARCHE_E_RECORD);
    assert_false(added);
    assert_non_null(strstr(err.message, r->path));
    assert_null(strchr(err.message, '\n'));
    assert_int_equal(demarche_record_add(record, r->doc, &added, &err), 0);
    assert_true(added);
    assert_int_equal(demarche_record_close(record, &err), 0);
    demarche_document_free(bad);
    sample_is(r, "SELECT doc FROM document", "page-1");
    sample_is(r, "SELECT documents, events FROM run", "1|2");
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
    empty->source.meta.id = S("empty");
    empty->source.text = S("");
    assert_true(sample_add(r, empty));
    demarche_document_free(empty);
    sample_is(r, "SELECT doc, text, title FROM document", "empty||~");
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
    sample_is(r, "PRAGMA user_version", "4");
    sample_is(r,
              "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
              " AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
              "0");
}

/* Questions that people ask first must not read the whole record. */
static void questions_by_party_type_and_day_use_an_index(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    static const char *const asked[] = {
        "SELECT * FROM event_party WHERE code = 'KOR' AND role = 'actor'",
        "SELECT * FROM event WHERE type = 'AID' AND first_day >= '1988'",
        "SELECT * FROM event WHERE first_day BETWEEN '1988' AND '1989'",
        "SELECT * FROM event WHERE event_id = '0123456789abcdef'",
        "SELECT * FROM event_context WHERE context = 'trade'",
        "SELECT * FROM mention WHERE code = 'KOR'",
        "SELECT * FROM document WHERE doc = 'page-1'",
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char sql[256], plan[2048];
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", asked[i]);
        sample_ask(r, sql, plan, sizeof plan);
        assert_non_null(strstr(plan, "SEARCH"));
        assert_null(strstr(plan, "SCAN"));
    }
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(documents_come_back_whole),
        RECORD_TEST(mentions_come_back_whole),
        RECORD_TEST(events_come_back_whole),
        RECORD_TEST(every_report_comes_back),
        RECORD_TEST(spans_slice_back_to_the_text),
        RECORD_TEST(the_same_document_adds_nothing_twice),
        RECORD_TEST(a_new_lexicon_adds_a_version_and_the_old_one_stays),
        RECORD_TEST(a_changed_document_adds_a_version),
        RECORD_TEST(a_person_can_read_the_events),
        RECORD_TEST(a_failed_document_leaves_nothing_and_the_record_goes_on),
        RECORD_TEST(a_nameless_document_goes_by_its_content),
        RECORD_TEST(a_document_without_events_is_kept_too),
        RECORD_TEST(the_file_is_sound),
        RECORD_TEST(questions_by_party_type_and_day_use_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
