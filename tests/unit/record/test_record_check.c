/* What is wrong in a record is found, and what can be mended is, whatever it is. */
#include "record_sample.h"

typedef struct said {
    char lines[1 << 16];
    size_t n;
} said;

static int take(void *user, const char *bytes, size_t n)
{
    said *s = user;
    assert_true(s->n + n < sizeof s->lines);
    memcpy(s->lines + s->n, bytes, n);
    s->n += n;
    s->lines[s->n] = '\0';
    return 0;
}

static demarche_record_checked check(record_sample *r, bool repair, said *s)
{
    demarche_record *record;
    demarche_record_checked found = {0};
    demarche_error err = {0};
    s->n = 0;
    s->lines[0] = '\0';
    if (demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err) ||
        demarche_record_check(record, repair, take, s, &found, &err))
        fail_msg("%s", err.message);
    assert_int_equal(demarche_record_close(record, &err), 0);
    return found;
}

static said heard;

static void is_whole(record_sample *r)
{
    demarche_record_checked found = check(r, false, &heard);
    if (found.bad || found.mended || heard.n)
        fail_msg("%s", heard.lines);
}

/* Three documents, one of them in two versions, one coded twice. */
static void fill(record_sample *r)
{
    demarche_document *other = sample_document("page-2", "More");
    demarche_document *revised = sample_document("page-1", "Relations, revised");
    other->source.meta.id = S("page-2");
    sample_add(r, r->doc);
    sample_add(r, other);
    sample_add(r, revised);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    ((demarche_event *)(uintptr_t)other->events.at)[0].confidence = 0.5;
    sample_add(r, other);
    demarche_document_free(other);
    demarche_document_free(revised);
}

static void a_sound_record_is_whole(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
                     0);
    assert_int_equal(demarche_record_close(record, &err), 0);
    is_whole(r); /* an empty one */
    fill(r);
    is_whole(r);
    demarche_record_checked found = check(r, true, &heard);
    assert_int_equal(found.documents, 3);
    assert_int_equal(found.events, 8);
    assert_int_equal(found.bad + found.mended + heard.n, 0);
}

/* A change by hand, what is said of it, and how many such lines. */
typedef struct damage {
    const char *sql, *said;
} damage;

static void what_is_lost_is_found(void **state)
{
    (void)state;
    static const damage lost[] = {
        {"UPDATE document_text SET text = replace(text, 'trucks', 'tracks')"
         " WHERE document_id = 1",
         "a document is not what its content_hash says; document 1 (page-1)"},
        {"UPDATE document SET title = 'Forged' WHERE document_id = 2",
         "not what its content_hash says; document 2 (page-2)"},
        {"UPDATE section SET name = 'Other'", "not what its content_hash says"},
        {"DELETE FROM document_text WHERE document_id = 2", "a document cannot be read"},
        {"DELETE FROM sentence WHERE sentence_id = 1 << 24",
         "sentences or paragraphs are missing; reading 1 of document 1"},
        {"UPDATE sentence SET tokens = 17 WHERE sentence_id = 1 << 24",
         "words of sentences are not as many as were counted; reading 1"},
        {"UPDATE sentence SET end_byte = 999 WHERE sentence_id = (1 << 24) + 1",
         "a sentence lies outside of its text; sentence 16777217"},
        {"UPDATE sentence SET start_byte = 95, end_byte = 98 WHERE sentence_id = 1 << 24",
         "a sentence stands before the one that it follows; sentence 16777217"},
        {"UPDATE mention SET end_byte = 102 WHERE mention_id = 1 << 24",
         "a mention lies outside of its text; mention 16777216"},
        {"UPDATE event_party SET start_byte = start_byte + 1"
         " WHERE event_key = 1 << 24 AND role = 'via'",
         "a party has other words than its bytes; event 16777216, via 0"},
        {"UPDATE event_quantity SET text = 'some 301 trucks' WHERE event_key = 1 << 24",
         "a quantity has other words than its bytes"},
        {"UPDATE report_party SET end_byte = 300 WHERE event_key = 1 << 24",
         "a party lies outside of its text; event 16777216, report 0, actor 0"},
        {"UPDATE event_reason SET text = 'right'", "a reason has other words"},
        {"UPDATE event SET trigger_end = 30 WHERE event_key = 1 << 24",
         "a trigger, a date or a place lies outside of its text; event 16777216"},
        {"UPDATE event_report SET date_end = 999 WHERE event_key = 1 << 24"
         " AND position = 0",
         "a trigger, a date or a place lies outside of its text; report 0 of event"},
        {"UPDATE document_person SET end_byte = 999 WHERE document_id = 1"
         " AND position = 1",
         "a person's name lies outside of its text"},
        {"DELETE FROM mention WHERE mention_id = 1 << 24",
         "mentions, events or reports are missing; coding 1 of document 1"},
        {"DELETE FROM event_report WHERE event_key = 1 << 24 AND position = 1",
         "an event has not as many reports as it says, or none; event 0123456789abcdef"},
        {"UPDATE coding SET reading_id = 2 WHERE coding_id = 1",
         "a coding is of another document than its reading; coding 1"},
        {"UPDATE mention SET sentence_id = 2 << 24 WHERE mention_id = 1 << 24",
         "a mention stands in a sentence of another reading"},
        {"UPDATE event SET sentence_id = 2 << 24 WHERE event_key = 1 << 24",
         "an event stands in a sentence of another reading"},
        {"UPDATE event_report SET sentence_id = 2 << 24 WHERE event_key = 1 << 24",
         "a report stands in a sentence of another reading"},
        {"UPDATE event SET deed = 77 WHERE event_key = 1 << 24",
         "an event is of a deed whose first event is missing"},
        {"UPDATE coded SET recorded_until = '2027', until_run = 1 WHERE document_id = 1",
         "no coding of a document holds; document 1"},
        {"UPDATE coded SET recorded_until = '1999' WHERE recorded_until IS NOT NULL",
         "a coding ended before it began"},
        {"DELETE FROM entity WHERE name = 'Yi Sun-gi'",
         "what a row belongs to is missing; table event_party"},
    };
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        void *own = NULL;
        assert_int_equal(sample_open(&own), 0);
        record_sample *r = own;
        fill(r);
        sample_execute(r, lost[i].sql);
        for (int repair = 0; repair < 2; repair++) {
            demarche_record_checked found = check(r, repair, &heard);
            if (!found.bad || !strstr(heard.lines, lost[i].said))
                fail_msg("%s: \"%s\" is not in\n%s", lost[i].sql, lost[i].said,
                         heard.lines);
        }
        sample_close(&own);
    }
}

/* All derived tables and what else is mended, to be the same again. */
static void derived_rows(const record_sample *r, char *out, size_t size)
{
    static const char *const questions[] = {
        "SELECT * FROM dyad",
        "SELECT * FROM code_document",
        "SELECT * FROM tally",
        "SELECT strip_id, hex(deeds), hex(events) FROM strip",
        "SELECT block, hex(codings), hex(reports) FROM strip_coding",
        "SELECT * FROM event_kind",
        "SELECT * FROM place_box",
        "SELECT event_key, holds FROM event",
        "SELECT * FROM document",
        "SELECT * FROM run",
        "SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH 'trucks'",
        "SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH 'he'",
        "SELECT rowid FROM entity_fts WHERE entity_fts MATCH 'korea'",
        "SELECT rowid FROM document_fts WHERE document_fts MATCH 'revised'",
        "SELECT id FROM sentence_fts_docsize",
        "SELECT count(*) FROM event INDEXED BY event_own_id WHERE event_id >= ''",
    };
    size_t n = 0;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        sample_ask(r, questions[i], out + n, size - n);
        n += strlen(out + n);
    }
}

static void what_follows_from_the_rest_is_mended(void **state)
{
    (void)state;
    static const damage wrong[] = {
        {"UPDATE dyad SET type = 'ASSAULT' WHERE event_key = 1 << 24",
         "dyads are not those of the events; coding 1 of document 1"},
        {"DELETE FROM dyad WHERE code = 'FIN'", "dyads are not those of the events"},
        {"INSERT INTO dyad SELECT code, 'XXX', first_day, event_key, side, last_day, "
         "deed,"
         " type, mode, quad, scale, track, modality, confidence, reports, known_from,"
         " known_until, latest, once, roles FROM dyad",
         "dyads are not those of the events"},
        {"INSERT INTO dyad SELECT code, other, first_day, (9 << 24), side, last_day, "
         "deed,"
         " type, mode, quad, scale, track, modality, confidence, reports, known_from,"
         " known_until, latest, once, roles FROM dyad WHERE event_key = 1 << 24",
         "dyads are of an event that is not there; event 150994944"},
        {"UPDATE code_document SET events = 9",
         "code_document is not what the dyads give"},
        {"DELETE FROM code_document", "code_document is not what the dyads give"},
        {"UPDATE tally SET events = events + 1 WHERE code = 'KOR'",
         "tally is not what the dyads give; KOR, 1990-06"},
        {"INSERT INTO tally SELECT 'XXX', known, documents, events, 0, 0, 0, 0 FROM tally"
         " LIMIT 1",
         "tally is not what the dyads give; XXX, 1990-06"},
        {"DELETE FROM tally", "tally is not what the dyads give"},
        {"UPDATE strip SET events = x'00' WHERE strip_id >= 1 << 40",
         "strips are not what the events give; codings 0 to 63"},
        {"UPDATE strip SET deeds = x'000102030405060708090a0b' WHERE strip_id < 1 << 40",
         "strips are not what the events give; codings 0 to 63"},
        {"DELETE FROM strip", "strips are not what the events give; codings 0 to 63"},
        {"DELETE FROM event_kind", "strips are not what the events give"},
        {"UPDATE strip_coding SET reports = x''",
         "strips are not what the events give; codings 0 to 63"},
        {"DELETE FROM strip_coding", "strips are not what the events give"},
        {"INSERT INTO strip VALUES (5, x'', x'')",
         "strips are not what the events give; codings 320 to 383"},
        {"DELETE FROM place_box", "place_box is not where the places are; place 1"},
        {"UPDATE place_box SET min_lat = 1, max_lat = 2 WHERE place_id = 2",
         "place_box is not where the places are; place 2"},
        {"INSERT INTO place_box VALUES (99, 0, 0, 0, 0)",
         "place_box is not where the places are; place 99"},
        {"UPDATE event SET holds = 0 WHERE event_key = 1 << 24",
         "events do not say how far they hold"},
        {"UPDATE document SET latest = 1", "versions of a document are not in order"},
        {"UPDATE document SET known_until = '2001-01-01'",
         "versions of a document are not in order; page-1"},
        {"UPDATE document SET known_from = '1999-01-01' WHERE document_id = 2",
         "known_from is not the last day that it knows; document 2"},
        {"UPDATE run SET events = 1, failures = 3 WHERE run_id = 1",
         "a run's counts are not those of what it coded; run 1"},
        {"INSERT INTO sentence_fts (sentence_fts) VALUES ('delete-all')",
         "sentences that search lacks or has too many"},
        {"INSERT INTO sentence_fts (sentence_fts, rowid, text) VALUES ('delete', 1 << 24,"
         " (SELECT text FROM sentence_text WHERE sentence_id = 1 << 24))",
         "sentences that search lacks or has too many; sentence 16777216"},
        {"INSERT INTO sentence_fts (rowid, text) VALUES (9 << 24, 'trucks')",
         "sentences that search lacks or has too many; sentence 150994944"},
        {"INSERT INTO sentence_fts (sentence_fts, rowid, text) VALUES ('delete', 1 << 24,"
         " (SELECT text FROM sentence_text WHERE sentence_id = 1 << 24));"
         "INSERT INTO sentence_fts (rowid, text) VALUES (1 << 24, 'other words')",
         "search does not have the words that are there; sentence_fts"},
        {"INSERT INTO entity_fts (entity_fts) VALUES ('delete-all')",
         "entities that search lacks or has too many"},
        {"INSERT INTO document_fts (document_fts) VALUES ('delete-all')",
         "documents that search lacks or has too many"},
        {"PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = 'CREATE INDEX"
         " event_own_id ON event (type)' WHERE name = 'event_own_id'",
         "an index is not that of its table"},
    };
    static char before[1 << 16], after[1 << 16];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        void *own = NULL;
        assert_int_equal(sample_open(&own), 0);
        record_sample *r = own;
        fill(r);
        derived_rows(r, before, sizeof before);
        sample_execute(r, wrong[i].sql);
        demarche_record_checked found = check(r, false, &heard);
        if (!found.bad || !strstr(heard.lines, wrong[i].said))
            fail_msg("%s: \"%s\" is not in\n%s", wrong[i].sql, wrong[i].said,
                     heard.lines);
        found = check(r, true, &heard);
        if (found.bad || !found.mended || !strstr(heard.lines, "; mended"))
            fail_msg("%s: %s", wrong[i].sql, heard.lines);
        is_whole(r);
        if (i + 1 < sizeof wrong / sizeof *wrong) {
            derived_rows(r, after, sizeof after);
            assert_string_equal(before, after);
        }
        sample_close(&own);
    }
}

static void a_mended_record_goes_on(void **state)
{
    record_sample *r = *state;
    demarche_document *third = sample_document("page-3", "Third");
    fill(r);
    sample_execute(r, "DELETE FROM dyad; DELETE FROM tally; DELETE FROM code_document;"
                      " INSERT INTO sentence_fts (sentence_fts) VALUES ('delete-all')");
    assert_int_equal(check(r, true, &heard).bad, 0);
    assert_true(sample_add(r, third));
    snprintf(r->engine.lexicon_hash, 17, "4444444444444444");
    assert_true(sample_add(r, third));
    demarche_document_free(third);
    is_whole(r);
}

static void so_many_lines_and_all_are_counted(void **state)
{
    record_sample *r = *state;
    fill(r);
    sample_execute(r,
                   "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                   " WHERE i < 2000) INSERT INTO tally SELECT 'X' || i, '1990-01', 1, 1,"
                   " 0, 0, 0, 0 FROM n");
    demarche_record_checked found = check(r, false, &heard);
    assert_int_equal(found.bad, 2000);
    size_t lines = 0;
    for (size_t i = 0; i < heard.n; i++)
        lines += heard.lines[i] == '\n';
    assert_int_equal(lines, DEMARCHE_RECORD_COMPLAINTS);
}

static int take_nothing(void *user, const char *bytes, size_t n)
{
    (void)user;
    (void)bytes;
    (void)n;
    return 1;
}

static void wrong_use_is_said(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_record_checked found;
    demarche_error err = {0};
    fill(r);
    sample_execute(r, "DELETE FROM tally");
    assert_int_equal(demarche_record_check(NULL, false, take, &heard, &found, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    assert_int_equal(demarche_record_check(record, true, take, &heard, &found, &err),
                     DEMARCHE_E_ARGUMENT);
    heard.n = 0;
    assert_int_equal(demarche_record_check(record, false, take, &heard, &found, &err), 0);
    assert_true(found.bad > 0);
    assert_int_equal(
        demarche_record_check(record, false, take_nothing, NULL, &found, &err),
        DEMARCHE_E_IO);
    assert_int_equal(demarche_record_close(record, &err), 0);
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(a_sound_record_is_whole),
        cmocka_unit_test(what_is_lost_is_found),
        cmocka_unit_test(what_follows_from_the_rest_is_mended),
        RECORD_TEST(a_mended_record_goes_on),
        RECORD_TEST(so_many_lines_and_all_are_counted),
        RECORD_TEST(wrong_use_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
