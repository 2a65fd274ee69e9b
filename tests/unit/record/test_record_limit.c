/* Questions that take too long are ended, and the record goes on. */
#include "record_sample.h"

#define FOREVER                                                                          \
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*)"   \
    " FROM n"

static demarche_status first_row(demarche_record *record, const char *sql,
                                 demarche_error *err)
{
    demarche_answer *a = NULL;
    bool got = false;
    demarche_status status = demarche_ask_sql(&a, record, sql, err);
    if (!status)
        status = demarche_answer_next(a, &got, err);
    demarche_answer_free(a);
    return status;
}

static demarche_record *open_to_read(const record_sample *r)
{
    demarche_record *record = NULL;
    demarche_error err = {0};
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    return record;
}

static void a_question_without_end_is_ended(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    assert_true(sample_add(r, r->doc));
    demarche_record *record = open_to_read(r);
    assert_int_equal(demarche_record_limit(record, 50, &err), 0);
    assert_int_equal(first_row(record, FOREVER, &err), DEMARCHE_E_LIMIT);
    assert_non_null(strstr(err.message, "took longer than 50 ms"));
    demarche_record_close(record, NULL);
}

/* NEARs that are never true: all is done within one step of the search for words. */
static void a_search_for_words_is_ended(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    char query[8000];
    size_t n = (size_t)snprintf(query, sizeof query, "NEAR(aa bb, 2)");
    assert_true(sample_add(r, r->doc));
    sample_execute(
        r, "INSERT INTO sentence_fts (rowid, text) WITH RECURSIVE n (i) AS (SELECT 1"
           " UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT (1 << 40) + i,"
           " 'aa x x x x x x bb aa x x x x x x bb aa x x x x x x bb' FROM n");
    for (int i = 0; i < 150; i++)
        n += (size_t)snprintf(query + n, sizeof query - n, " AND NEAR(aa bb, 2)");
    demarche_record *record = open_to_read(r);
    demarche_query q = DEMARCHE_QUERY_INIT;
    demarche_answer *a = NULL;
    q.text = query;
    assert_int_equal(demarche_record_limit(record, 20, &err), 0);
    demarche_status status = demarche_ask(&a, record, &q, &err);
    bool got = true;
    while (!status && got)
        status = demarche_answer_next(a, &got, &err);
    demarche_answer_free(a);
    assert_int_equal(status, DEMARCHE_E_LIMIT);
    assert_non_null(strstr(err.message, "took longer than 20 ms"));
    demarche_record_close(record, NULL);
}

static void the_time_is_one_for_all_until_it_is_set_again(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    const struct timespec while_it_runs_out = {0, 60000000};
    char sql[20000];
    size_t n = (size_t)snprintf(sql, sizeof sql, "SELECT 1 FROM run");
    assert_true(sample_add(r, r->doc));
    demarche_record *record = open_to_read(r);
    for (int i = 0; i < 300; i++)
        n += (size_t)snprintf(sql + n, sizeof sql - n,
                              " UNION ALL SELECT count(*) FROM run");
    assert_int_equal(demarche_record_limit(record, 30, &err), 0);
    nanosleep(&while_it_runs_out, NULL);
    assert_int_equal(first_row(record, FOREVER, &err), DEMARCHE_E_LIMIT);
    assert_int_equal(demarche_record_limit(record, 60000, &err), 0);
    assert_int_equal(first_row(record, sql, &err), 0);
    assert_int_equal(demarche_record_limit(record, 1, &err), 0);
    assert_int_equal(demarche_record_limit(record, 0, &err), 0);
    nanosleep(&while_it_runs_out, NULL);
    assert_int_equal(first_row(record, sql, &err), 0);
    demarche_record_close(record, NULL);
}

static void what_is_written_has_no_limit(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    demarche_record *record = sample_begin(r);
    assert_int_equal(demarche_record_limit(record, 10, &err), DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_limit(NULL, 10, &err), DEMARCHE_E_ARGUMENT);
    demarche_record_close(record, NULL);
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(a_question_without_end_is_ended),
        RECORD_TEST(a_search_for_words_is_ended),
        RECORD_TEST(the_time_is_one_for_all_until_it_is_set_again),
        RECORD_TEST(what_is_written_has_no_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
