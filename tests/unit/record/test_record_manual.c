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
               " SELECT c.name FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c"
               " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
               " AND t.name NOT LIKE '%_fts%' AND t.name NOT LIKE 'place_box_%')"
               " WHERE name NOT LIKE '%_fts_%' AND name NOT LIKE 'place_box_%'",
               names, sizeof names);
    dmr_file manual = read_manual();
    demarche_str rest = dmr_str_c(names), name;
    size_t n = 0;
    while (dmr_str_split(&rest, '\n', &name)) {
        n++;
        if (dmr_str_find(manual.bytes, name, 0) == SIZE_MAX)
            fail_msg("docs/RECORD.md does not name %.*s", (int)name.len, name.ptr);
    }
    assert_true(n > 120);
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
    assert_int_equal(n, 9);
    sqlite3_close(db);
    dmr_file_close(&manual);
}

/* A question of the manual, the nth, with other codes than it has. */
static void ask_manual(const record_sample *r, size_t nth, const char *t,
                       const char *expected)
{
    dmr_file manual = read_manual();
    size_t at = 0;
    char sql[2048], out[4096];
    for (size_t i = 0; i <= nth; i++)
        at = dmr_str_find(manual.bytes, S("    SELECT"), at + 1);
    size_t stop = dmr_str_find(manual.bytes, S(";\n"), at);
    assert_true(stop != SIZE_MAX && stop - at < sizeof sql / 2);
    snprintf(sql, sizeof sql, "%.*s", (int)(stop - at), manual.bytes.ptr + at);
    dmr_file_close(&manual);
    for (char *code; (code = strstr(sql, "SUN")) != NULL;)
        memcpy(code, "PRK", 3);
    for (char *time; (time = strstr(sql, ":t")) != NULL;) {
        char rest[2048];
        snprintf(rest, sizeof rest, "%s", time + 2);
        snprintf(time, sizeof sql - (size_t)(time - sql), "'%s'%s", t, rest);
    }
    sample_ask(r, sql, out, sizeof out);
    assert_string_equal(out, expected);
}

static void the_questions_find_their_answers(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    demarche_document *other = sample_document("page-2", "More");
    ((demarche_event *)(uintptr_t)other->events.at)[0].id = "other00000000000";
    ((demarche_event *)(uintptr_t)other->events.at)[1].id = "other00000000001";
    sample_add(r, other);
    demarche_document_free(other);
    ask_manual(r, 0, "",
               "1988-01-01|KOR BUS|AID|PRK GOV; He|gave P\u2019yongyang some 300 trucks|"
               "page-1\n"
               "1988-01-01|KOR BUS|AID|PRK GOV; He|gave P\u2019yongyang some 300 trucks|"
               "page-2");
    ask_manual(r, 1, "", "1988|1|4|7.5");
    ask_manual(
        r, 2, "",
        "16777216|AID|2|In 1988 KOTRA president Yi Sun-gi gave P\u2019yongyang some"
        " 300 trucks in Rome through Finland. / In 1988 KOTRA president Yi Sun-gi "
        "gave P\u2019yongyang some 300 trucks in Rome through Finland.");
    ask_manual(r, 3, "1990-06-29", "");
    ask_manual(r, 7, "", "AID|1988|Rome\nAID|1988|Rome");
}

static void what_the_record_held_at_a_time_is_told(void **state)
{
    record_sample *r = *state;
    char first[64];
    sample_add(r, r->doc);
    sample_ask(r, "SELECT recorded_from FROM coded", first, sizeof first);
    usleep(5000); /* the clock of the record has milliseconds */
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    demarche_document *doc = sample_document("page-1", "Relations");
    ((demarche_event *)(uintptr_t)doc->events.at)[0].id = "other00000000000";
    sample_add(r, doc);
    demarche_document_free(doc);
    ask_manual(r, 4, first,
               "0123456789abcdef|AID|1988-01-01|" DEMARCHE_VERSION "|1111111111111111\n"
               "fedcba9876543210|CONSULT|~|" DEMARCHE_VERSION "|1111111111111111");
    ask_manual(r, 4, "9999",
               "other00000000000|AID|1988-01-01|" DEMARCHE_VERSION "|3333333333333333\n"
               "fedcba9876543210|CONSULT|~|" DEMARCHE_VERSION "|3333333333333333");
    ask_manual(r, 5, "",
               "page-1|0123456789abcdef|AID|give.thing|gone\n"
               "page-1|other00000000000|AID|give.thing|new");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(every_table_and_column_is_named),
        RECORD_TEST(every_question_runs),
        RECORD_TEST(the_questions_find_their_answers),
        RECORD_TEST(what_the_record_held_at_a_time_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
