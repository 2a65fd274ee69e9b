/* docs/RECORD.md says what is so: it names every column, and its questions run. */
#include "base/file.h"
#include "record_sample.h"

#ifndef DMR_SOURCE_DIR
#define DMR_SOURCE_DIR "."
#endif

static dmr_file read_manual(void)
{
    dmr_file manual;
    demarche_error err = {0};
    if (dmr_file_read(&manual, DMR_SOURCE_DIR "/docs/RECORD.md", 0, &err))
        fail_msg("%s", err.message);
    return manual;
}

static void every_table_and_column_is_named(void **state)
{
    record_sample *r = *state;
    char names[8192];
    sample_add(r, r->doc);
    sample_ask(r,
               "SELECT DISTINCT name FROM (SELECT name FROM sqlite_schema WHERE type IN"
               " ('table', 'view') AND name NOT LIKE 'sqlite_%' UNION ALL"
               " SELECT c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
               " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%')",
               names, sizeof names);
    dmr_file manual = read_manual();
    demarche_str rest = dmr_str_c(names), name;
    size_t n = 0;
    while (dmr_str_split(&rest, '\n', &name)) {
        n++;
        if (dmr_str_find(manual.bytes, name, 0) == SIZE_MAX)
            fail_msg("docs/RECORD.md does not name %.*s", (int)name.len, name.ptr);
    }
    assert_true(n > 80);
    dmr_file_close(&manual);
}

/* The indented blocks that begin with SELECT; :t is a parameter and stays NULL. */
static void every_question_runs(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    dmr_file manual = read_manual();
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r->path, &db), 0);
    size_t at = 0, n = 0;
    while ((at = dmr_str_find(manual.bytes, S("    SELECT"), at)) != SIZE_MAX) {
        sqlite3_stmt *s;
        const char *tail = NULL;
        if (sqlite3_prepare_v2(db, manual.bytes.ptr + at, -1, &s, &tail))
            fail_msg("%.60s: %s", manual.bytes.ptr + at, sqlite3_errmsg(db));
        int code;
        while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        }
        assert_int_equal(code, SQLITE_DONE);
        sqlite3_finalize(s);
        at = (size_t)(tail - manual.bytes.ptr);
        n++;
    }
    assert_int_equal(n, 5);
    sqlite3_close(db);
    dmr_file_close(&manual);
}

static void the_first_question_finds_its_answer(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_is(r,
              "SELECT first_day, actor, type, recipient, doc FROM events_readable"
              " WHERE event_key IN (SELECT event_key FROM event_pair"
              " WHERE actor IN ('KOR', 'PRK') AND recipient IN ('KOR', 'PRK'))"
              " AND first_day <= '1988-12-31' AND last_day >= '1988-01-01'",
              "1988-01-01|KOR BUS|AID|PRK GOV; He|page-1");
}

static void what_was_known_on_a_day_is_told(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    usleep(5000); /* the clock of the record has milliseconds */
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    sample_add(r, r->doc);
    sample_is(
        r,
        "SELECT DISTINCT c.lexicon_hash FROM event JOIN coding c USING (coding_id)"
        " JOIN coding_span s USING (coding_id), (SELECT min(coded) AS t FROM coding)"
        " WHERE s.known_from <= t AND (s.known_until IS NULL OR s.known_until > t)",
        "1111111111111111");
    sample_is(
        r,
        "SELECT DISTINCT c.lexicon_hash FROM event JOIN coding c USING (coding_id)"
        " JOIN coding_span s USING (coding_id), (SELECT max(coded) AS t FROM coding)"
        " WHERE s.known_from <= t AND (s.known_until IS NULL OR s.known_until > t)",
        "3333333333333333");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(every_table_and_column_is_named),
        RECORD_TEST(every_question_runs),
        RECORD_TEST(the_first_question_finds_its_answer),
        RECORD_TEST(what_was_known_on_a_day_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
