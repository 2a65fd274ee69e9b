/* Questions in SQL with values: bound, never read as SQL. */
#include "record_sample.h"

static demarche_status ask(demarche_record *record, const char *sql,
                           const char *const *values, size_t n, char out[200],
                           demarche_error *err)
{
    demarche_answer *a = NULL;
    demarche_str bound[4] = {{NULL, 0}};
    bool got = false;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++)
        bound[i] = values[i] ? dmr_str_c(values[i]) : dmr_str(NULL, 0);
    demarche_status status = demarche_ask_sql_of(&a, record, sql, bound, n, err);
    assert_true((status == DEMARCHE_OK) == (a != NULL));
    if (status)
        return status;
    assert_int_equal(demarche_answer_next(a, &got, err), 0);
    demarche_cell cell = demarche_answer_cell(a, 0);
    if (got)
        snprintf(out, 200, "%.*s", (int)cell.text.len,
                 cell.text.ptr ? cell.text.ptr : "");
    demarche_answer_free(a);
    return status;
}

static void values_are_bound(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    char out[200];
    assert_true(sample_add(r, r->doc));
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    assert_int_equal(ask(record, "SELECT title FROM document WHERE doc = ?1",
                         (const char *[]){"page-1"}, 1, out, &err),
                     0);
    assert_string_equal(out, "Relations");
    assert_int_equal(ask(record, "SELECT title FROM document WHERE doc = ?1",
                         (const char *[]){"' OR 1 --"}, 1, out, &err),
                     0);
    assert_string_equal(out, "");
    /* a column of numbers takes digits for a number */
    assert_int_equal(ask(record, "SELECT title FROM document WHERE document_id = ?1",
                         (const char *[]){"1"}, 1, out, &err),
                     0);
    assert_string_equal(out, "Relations");
    assert_int_equal(ask(record, "SELECT ?1 IS NULL AND ?2 IS NULL",
                         (const char *[]){NULL}, 1, out, &err),
                     0);
    assert_string_equal(out, "1");
    demarche_record_close(record, NULL);
}

static void what_cannot_be_asked_is_said(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    char out[200];
    const char *values[] = {"a", "b"};
    assert_true(sample_add(r, r->doc));
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    assert_int_equal(ask(record, "SELECT ?1", values, 2, out, &err), DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "2 values"));
    assert_int_equal(
        ask(record, "DELETE FROM event WHERE event_id = ?1", values, 1, out, &err),
        DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "only reading"));
    assert_int_equal(demarche_ask_sql_of(NULL, record, "SELECT 1", NULL, 0, &err),
                     DEMARCHE_E_ARGUMENT);
    demarche_record_close(record, NULL);
}

/* What is asked of a record that is held is answered as of one time. */
static void a_record_that_is_held_stays_as_it_is(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    char out[200];
    static const char count[] = "SELECT count(*) FROM document";
    assert_true(sample_add(r, r->doc));
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    assert_int_equal(demarche_record_hold(record, &err), 0);
    assert_int_equal(demarche_record_hold(record, &err), DEMARCHE_E_ARGUMENT);
    demarche_document *more = sample_document("page-2", "More");
    assert_true(sample_add(r, more));
    demarche_document_free(more);
    assert_int_equal(ask(record, count, NULL, 0, out, &err), 0);
    assert_string_equal(out, "1");
    demarche_record_let_go(record);
    demarche_record_let_go(record);
    assert_int_equal(ask(record, count, NULL, 0, out, &err), 0);
    assert_string_equal(out, "2");
    demarche_record_close(record, NULL);
    demarche_record_let_go(NULL);
    record = sample_begin(r);
    assert_int_equal(demarche_record_hold(record, &err), DEMARCHE_E_ARGUMENT);
    sample_end(record);
}

/* "=Yi Sun-gi" is who is named so and not otherwise. */
static void a_party_is_asked_for_by_its_very_name(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    static const struct {
        const char *actor;
        int rows;
    } asked[] = {{"Yi", 1},  {"=Yi Sun-gi", 1}, {"= Yi Sun-gi ", 1},
                 {"=Yi", 0}, {"=", 0},          {"=yi sun-gi", 0}};
    assert_true(sample_add(r, r->doc));
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        demarche_query q = DEMARCHE_QUERY_INIT;
        demarche_answer *a = NULL;
        int rows = 0;
        q.actor = asked[i].actor;
        assert_int_equal(demarche_ask(&a, record, &q, &err), 0);
        for (bool got = true; !demarche_answer_next(a, &got, &err) && got;)
            rows++;
        if (rows != asked[i].rows)
            fail_msg("%s: %d deeds", asked[i].actor, rows);
        demarche_answer_free(a);
    }
    demarche_record_close(record, NULL);
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(values_are_bound),
        RECORD_TEST(what_cannot_be_asked_is_said),
        RECORD_TEST(a_record_that_is_held_stays_as_it_is),
        RECORD_TEST(a_party_is_asked_for_by_its_very_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
