/* Versions of documents and codings: which hold, since when, and what is derived of them. */
#include "record_sample.h"

static demarche_document *edition(const char *id, const char *title, const char *as_of)
{
    demarche_document *doc = sample_document(id, title);
    doc->source.meta.as_of = dmr_str_c(as_of);
    return doc;
}

static void add_edition(record_sample *r, const char *title, const char *as_of)
{
    demarche_document *doc = edition("page-1", title, as_of);
    sample_add(r, doc);
    demarche_document_free(doc);
}

static void code_anew(record_sample *r, const char *lexicon, const char *first_type)
{
    demarche_document *doc = sample_document("page-1", "Relations");
    snprintf(r->engine.lexicon_hash, 17, "%s", lexicon);
    demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
    e[0].type = first_type;
    ((demarche_event *)(uintptr_t)e[0].reports[0].told)->type = first_type;
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
}

/* ------------------------------------------------- derived tables, by SQL of the test's own */

/* Each code of each party against each other one, as docs/RECORD.md says. */
#define HOLDING                                                                          \
    "WITH e AS (SELECT event.*, d.document_id, d.known_from, d.known_until, d.latest"    \
    "  FROM event JOIN coding ON coding.coding_id = event_key >> 24"                     \
    "  JOIN document d USING (document_id) JOIN coded c ON c.document_id ="              \
    "  d.document_id AND c.coding_id = coding.coding_id AND c.recorded_until IS NULL),"  \
    " p AS (SELECT DISTINCT event_key, role, code FROM event_party"                      \
    "  JOIN entity USING (entity_id) WHERE code IS NOT NULL),"                           \
    " two AS (SELECT a.event_key, a.code, b.code AS other, iif(e.mutual, 0, 1) AS side"  \
    "   FROM p a JOIN p b USING (event_key) JOIN e USING (event_key)"                    \
    "   WHERE a.role = 'actor' AND b.role = 'recipient'"                                 \
    "  UNION SELECT a.event_key, b.code, a.code, iif(e.mutual, 0, -1)"                   \
    "   FROM p a JOIN p b USING (event_key) JOIN e USING (event_key)"                    \
    "   WHERE a.role = 'actor' AND b.role = 'recipient' AND a.code <> b.code"            \
    "  UNION SELECT a.event_key, a.code, b.code, 0"                                      \
    "   FROM p a JOIN p b USING (event_key) JOIN e USING (event_key)"                    \
    "   WHERE a.role = b.role AND a.role <> 'via' AND e.mutual AND a.code <> b.code"     \
    "   AND 1 = (SELECT count(DISTINCT role) FROM event_party x"                         \
    "    WHERE x.event_key = a.event_key AND x.role <> 'via')),"                         \
    " one AS (SELECT * FROM two"                                                         \
    "  UNION SELECT event_key, code, '', iif(e.mutual, 0, iif(role = 'actor', 1, -1))"   \
    "   FROM p JOIN e USING (event_key) WHERE role <> 'via'"                             \
    "   AND (event_key, code) NOT IN (SELECT event_key, code FROM two)"                  \
    "  UNION SELECT event_key, code, '', 2 FROM p JOIN e USING (event_key)"              \
    "   WHERE role = 'via'),"                                                            \
    " x AS (SELECT one.code, other, ifnull(first_day, '') AS first_day, event_key, "     \
    "side,"                                                                              \
    "  ifnull(last_day, '') AS last_day, deed, type, mode, quad, scale, track, "         \
    "modality,"                                                                          \
    "  confidence, reports, known_from, known_until, latest, document_id"                \
    "  FROM one JOIN e USING (event_key))"

static void same_answers(const record_sample *r, const char *is, const char *should_be)
{
    char a[16384], b[16384];
    sample_ask(r, is, a, sizeof a);
    sample_ask(r, should_be, b, sizeof b);
    assert_string_equal(a, b);
}

static void derived_is_right(const record_sample *r)
{
    same_answers(r,
                 "SELECT * FROM dyad WHERE event_key IN (SELECT event_key FROM event"
                 " WHERE holds > 0) ORDER BY 1, 2, 3, 4, 5",
                 HOLDING
                 " SELECT code, other, first_day, event_key, side, last_day, deed,"
                 " type, mode, quad, scale, track, modality, confidence, reports,"
                 " known_from, known_until, latest, row_number() OVER (PARTITION BY code,"
                 " event_key ORDER BY other, side) = 1, (SELECT sum(DISTINCT CASE p.role"
                 "  WHEN 'actor' THEN 1 WHEN 'recipient' THEN 2 ELSE 4 END) FROM p WHERE"
                 "  p.event_key = x.event_key AND p.code = x.code) FROM x"
                 " ORDER BY 1, 2, 3, 4, 5");
    same_answers(r,
                 "SELECT DISTINCT event_key, latest, known_from, known_until FROM dyad"
                 " WHERE event_key IN (SELECT event_key FROM event WHERE holds = 0)"
                 " ORDER BY 1",
                 "SELECT event_key, 0, NULL, NULL FROM event WHERE holds = 0 AND"
                 " event_key IN (SELECT event_key FROM event_party JOIN entity USING"
                 " (entity_id) WHERE code IS NOT NULL) ORDER BY 1");
    sample_has_its_strips(r);
    same_answers(r, "SELECT * FROM code_document ORDER BY 1, 2",
                 HOLDING " SELECT code, document_id, count(DISTINCT event_key) FROM x"
                         " WHERE modality NOT IN ('negated', 'hypothetical')"
                         " GROUP BY 1, 2 ORDER BY 1, 2");
    same_answers(r, "SELECT * FROM tally ORDER BY 1, 2",
                 HOLDING
                 " SELECT code, ifnull(substr(known_from, 1, 7), ''),"
                 " count(DISTINCT document_id), count(*), sum(quad IS 1),"
                 " sum(quad IS 2), sum(quad IS 3), sum(quad IS 4)"
                 " FROM (SELECT DISTINCT code, document_id, event_key, quad, known_from"
                 "  FROM x WHERE latest AND modality NOT IN ('negated', 'hypothetical'))"
                 " GROUP BY 1, 2 ORDER BY 1, 2");
    same_answers(r, "SELECT event_key, holds FROM event ORDER BY 1",
                 "SELECT event_key, iif(c.recorded_until IS NULL, 1 + latest, 0)"
                 " FROM event JOIN coding ON coding.coding_id = event_key >> 24"
                 " JOIN document d USING (document_id) JOIN coded c ON c.run_id ="
                 "  (SELECT max(run_id) FROM coded l WHERE l.coding_id ="
                 "   coding.coding_id) AND c.document_id = d.document_id ORDER BY 1");
}

/* ------------------------------------------------------------------------------- codings */

static void a_new_lexicon_adds_a_coding_and_the_old_one_stays(void **state)
{
    record_sample *r = *state;
    char before[8192], after[8192];
    static const char old[] =
        "SELECT event_key, event_id, type, sentence_id, deed, text FROM event"
        " WHERE coding_id = 1 UNION ALL SELECT event_key, role, position, entity_id,"
        " text, start_byte FROM event_party WHERE event_key >> 24 = 1";
    sample_add(r, r->doc);
    sample_ask(r, old, before, sizeof before);
    usleep(2000); /* the clock of the record has milliseconds */
    code_anew(r, "3333333333333333", "COOPERATE");
    sample_ask(r, old, after, sizeof after);
    assert_string_equal(before, after);
    sample_is(r, "SELECT count(*) FROM document", "1");
    sample_is(r, "SELECT count(*) FROM reading", "1");
    sample_is(r, "SELECT coding_id, holds, type FROM event WHERE number = 0",
              "1|0|AID\n2|2|COOPERATE");
    sample_is(r,
              "SELECT c.run_id, coding_id, until_run, recorded_until IS NULL,"
              " recorded_until > recorded_from, lexicon_hash FROM coded c JOIN run"
              " USING (run_id)",
              "1|1|2|0|1|1111111111111111\n2|2|~|1|~|3333333333333333");
    sample_is(r,
              "SELECT a.recorded_until = b.recorded_from FROM coded a, coded b"
              " WHERE a.run_id = 1 AND b.run_id = 2",
              "1");
    sample_is(r, "SELECT coding_id FROM coding_now", "2");
    sample_is(r, "SELECT type FROM events_readable ORDER BY event_key",
              "COOPERATE\nCONSULT");
    derived_is_right(r);
}

static void the_same_result_adds_but_a_row_that_says_so(void **state)
{
    record_sample *r = *state;
    static const char counts[] =
        "SELECT (SELECT count(*) FROM coding), (SELECT count(*) FROM mention),"
        " (SELECT count(*) FROM event), (SELECT count(*) FROM reading),"
        " (SELECT count(*) FROM coded), (SELECT sum(same) FROM run)";
    sample_add(r, r->doc);
    sample_is(r, counts, "1|5|2|1|1|0");
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    assert_true(sample_add(r, r->doc));
    assert_false(sample_add(r, r->doc));
    sample_is(r, counts, "1|5|2|1|2|1");
    sample_is(r, "SELECT run_id, coding_id, recorded_until IS NULL FROM coded",
              "1|1|0\n2|1|1");
    sample_is(r, "SELECT run_id, coding_id FROM coding_now", "2|1");
    sample_is(r, "SELECT count(*) FROM event WHERE holds = 2", "2");
    derived_is_right(r);
    /* and one that comes to an earlier result holds again */
    code_anew(r, "4444444444444444", "COOPERATE");
    snprintf(r->engine.lexicon_hash, 17, "5555555555555555");
    assert_true(sample_add(r, r->doc));
    sample_is(r, counts, "2|10|4|1|4|2");
    sample_is(r, "SELECT coding_id, holds FROM event WHERE number = 0", "1|2\n2|0");
    derived_is_right(r);
}

/* Whatever differs in a result makes it another. */
static void whatever_differs_is_another_result(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    for (int i = 0; i < 12; i++) {
        demarche_document *doc = sample_document("page-1", "Relations");
        demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
        demarche_event *told = (demarche_event *)(uintptr_t)e[0].reports[1].told;
        switch (i) {
        case 0:
            e[1].confidence = 0.25;
            break;
        case 1:
            e[0].scale = NAN;
            break;
        case 2:
            told->rule = "other.rule";
            break;
        case 3:
            ((demarche_report *)(uintptr_t)e[0].reports)[1].likeness = 0.5;
            break;
        case 4:
            ((demarche_entity *)(uintptr_t)e[0].via)[0].code = S("SWE");
            break;
        case 5:
            ((demarche_entity *)(uintptr_t)e[0].recipients)[1].region = S("150");
            break;
        case 6:
            ((demarche_quantity *)(uintptr_t)e[0].quantities)[0].value = 301;
            break;
        case 7:
            ((demarche_reason *)(uintptr_t)told->reasons)[0].why = S("no");
            break;
        case 8:
            doc->mentions.at[2].toponym = false;
            break;
        case 9:
            doc->mentions.at[4].n_members = 1;
            break;
        case 10:
            doc->mentions.at[3].number = 299;
            break;
        default:
            e[0].date_edtf = S("1988?");
            break;
        }
        snprintf(r->engine.lexicon_hash, 17, "%016d", i);
        assert_true(sample_add(r, doc));
        demarche_document_free(doc);
        char expected[32];
        snprintf(expected, sizeof expected, "%d", i + 2);
        sample_is(r, "SELECT count(*) FROM coding", expected);
    }
    sample_is(r, "SELECT sum(same) FROM run", "0");
    derived_is_right(r);
}

static void other_sentences_are_another_reading(void **state)
{
    record_sample *r = *state;
    demarche_document *doc = sample_document("page-1", "Relations");
    ((demarche_sentence *)(uintptr_t)doc->sentences)[0].n_tokens = 19;
    sample_add(r, r->doc);
    snprintf(r->engine.model_hash, 17, "3333333333333333");
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    sample_is(r, "SELECT reading_id, number, tokens FROM sentence",
              "1|0|18\n1|1|3\n2|0|19\n2|1|3");
    sample_is(r, "SELECT coding_id, reading_id FROM coding", "1|1\n2|2");
    derived_is_right(r);
}

/* ------------------------------------------------------------------------------ versions */

static const char versions[] =
    "SELECT title, version, known_from, known_until, latest FROM document"
    " ORDER BY document_id";

static void a_changed_document_adds_a_version(void **state)
{
    record_sample *r = *state;
    add_edition(r, "First", "1990-06");
    add_edition(r, "Second", "1991");
    sample_is(r, versions, "First|1|1990-06-30|1991-12-31|0\nSecond|2|1991-12-31|~|1");
    sample_is(r, "SELECT DISTINCT title FROM events_readable", "Second");
    sample_is(r, "SELECT holds, count(*) FROM event GROUP BY 1", "1|2\n2|2");
    derived_is_right(r);
}

static void an_older_edition_that_comes_later_is_not_the_latest(void **state)
{
    record_sample *r = *state;
    add_edition(r, "Of 1990", "1990-06");
    add_edition(r, "Of 1988", "1988");
    add_edition(r, "Of 1989", "1989-01");
    sample_is(r, versions,
              "Of 1990|1|1990-06-30|~|1\nOf 1988|2|1988-12-31|1989-01-31|0\n"
              "Of 1989|3|1989-01-31|1990-06-30|0");
    sample_is(r, "SELECT DISTINCT title FROM events_readable", "Of 1990");
    derived_is_right(r);
}

static void a_document_that_reverts_is_put_on_top_again(void **state)
{
    record_sample *r = *state;
    add_edition(r, "One", "");
    add_edition(r, "Other", "");
    sample_is(r, versions, "One|1|1990-07-02|1990-07-02|0\nOther|2|1990-07-02|~|1");
    add_edition(r, "One", "");
    sample_is(r, versions, "One|2|1990-07-02|~|1\nOther|1|1990-07-02|1990-07-02|0");
    sample_is(r, "SELECT DISTINCT title FROM events_readable", "One");
    sample_is(r, "SELECT count(*), sum(documents) FROM run", "2|2");
    derived_is_right(r);
}

/* Without dates each takes the place of the one before. */
static void versions_that_do_not_say_what_they_know_go_by_their_order(void **state)
{
    record_sample *r = *state;
    for (int i = 0; i < 3; i++) {
        demarche_document *doc = sample_document("page-1", i == 0   ? "a"
                                                           : i == 1 ? "b"
                                                                    : "c");
        doc->source.meta.as_of = doc->source.meta.date = S("");
        sample_add(r, doc);
        demarche_document_free(doc);
    }
    sample_is(r, versions, "a|1|~|~|0\nb|2|~|~|0\nc|3|~|~|1");
    derived_is_right(r);
}

/* Run after run over the same files, in which a document stands more than once. */
static void the_same_versions_again_end_as_they_were(void **state)
{
    record_sample *r = *state;
    static const char *const dates[] = {"1990", "1991", "1989", "1991"};
    static const char *const titles[] = {"a", "b", "c", "d"};
    char before[4096];
    for (int i = 0; i < 4; i++)
        add_edition(r, titles[i], dates[i]);
    sample_ask(r, "SELECT * FROM document", before, sizeof before);
    for (int run = 0; run < 2; run++) {
        demarche_record *record = sample_begin(r);
        for (int i = 0; i < 4; i++) {
            bool has, added = false;
            demarche_document *doc = edition("page-1", titles[i], dates[i]);
            assert_int_equal(demarche_record_has(record, doc, &has, NULL), 0);
            if (!has)
                assert_int_equal(demarche_record_add(record, doc, &added, NULL), 0);
            assert_false(added);
            demarche_document_free(doc);
        }
        sample_end(record);
        sample_is(r, "SELECT * FROM document", before);
    }
    derived_is_right(r);
}

static void an_old_version_coded_anew_stays_old(void **state)
{
    record_sample *r = *state;
    add_edition(r, "Relations", "1988");
    add_edition(r, "Relations, revised", "1990");
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    demarche_document *doc = edition("page-1", "Relations", "1988");
    ((demarche_event *)(uintptr_t)doc->events.at)[0].quad = 1;
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    sample_is(r, "SELECT coding_id, holds, quad FROM event WHERE number = 0",
              "1|0|2\n2|2|2\n3|1|1");
    derived_is_right(r);
}

static void what_was_known_on_a_day_is_told(void **state)
{
    record_sample *r = *state;
    add_edition(r, "First", "1988");
    add_edition(r, "Second", "1990-06");
    static const char *const days[] = {"1988-12-30", "1988-12-31", "1990-06-29",
                                       "1990-06-30", "2000-01-01"};
    static const char *const titles[] = {"", "First", "First", "Second", "Second"};
    for (size_t i = 0; i < 5; i++) {
        char sql[512];
        snprintf(sql, sizeof sql,
                 "SELECT title FROM document WHERE known_from <= '%s'"
                 " AND (known_until IS NULL OR known_until > '%s')",
                 days[i], days[i]);
        sample_is(r, sql, titles[i]);
        snprintf(sql, sizeof sql,
                 "SELECT DISTINCT title FROM dyad JOIN coding ON coding_id ="
                 " event_key >> 24 JOIN document d USING (document_id)"
                 " WHERE dyad.known_from <= '%s' AND"
                 " (dyad.known_until IS NULL OR dyad.known_until > '%s')",
                 days[i], days[i]);
        sample_is(r, sql, titles[i]);
    }
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(a_new_lexicon_adds_a_coding_and_the_old_one_stays),
        RECORD_TEST(the_same_result_adds_but_a_row_that_says_so),
        RECORD_TEST(whatever_differs_is_another_result),
        RECORD_TEST(other_sentences_are_another_reading),
        RECORD_TEST(a_changed_document_adds_a_version),
        RECORD_TEST(an_older_edition_that_comes_later_is_not_the_latest),
        RECORD_TEST(a_document_that_reverts_is_put_on_top_again),
        RECORD_TEST(versions_that_do_not_say_what_they_know_go_by_their_order),
        RECORD_TEST(the_same_versions_again_end_as_they_were),
        RECORD_TEST(an_old_version_coded_anew_stays_old),
        RECORD_TEST(what_was_known_on_a_day_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
