/* The loadable extension inside a C program: loaded as any program loads it, and with every
 * allocation of SQLite's failing in turn. What it gives is tested by tests/harness. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Allocations still to be given before one fails; negative: none fails. */
static int left = -1;
static sqlite3_mem_methods real;

static bool fails(void)
{
    return left >= 0 && left-- == 0;
}

static void *failing_malloc(int n)
{
    return fails() ? NULL : real.xMalloc(n);
}

static void *failing_realloc(void *at, int n)
{
    return fails() ? NULL : real.xRealloc(at, n);
}

static int set_memory(void **state)
{
    (void)state;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real))
        return -1;
    sqlite3_mem_methods with_faults = real;
    with_faults.xMalloc = failing_malloc;
    with_faults.xRealloc = failing_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &with_faults) ||
           sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

static int load(sqlite3 *db, const char *entry)
{
    char *message = NULL;
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, (int *)NULL);
    int code = sqlite3_load_extension(db, DMR_EXTENSION, entry, &message);
    sqlite3_free(message);
    return code;
}

/* All values of all rows go through: their number, or minus the error. */
static int count_values(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    int n = 0, code = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(s); i++)
            n += sqlite3_column_type(s, i) != SQLITE_NULL;
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? n : -code;
}

static void it_loads_by_the_name_of_its_file_and_by_its_own(void **state)
{
    (void)state;
    const char *const entries[] = {NULL, "sqlite3_demarche_init"};
    for (size_t i = 0; i < 2; i++) {
        sqlite3 *db;
        assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
        assert_int_equal(load(db, entries[i]), SQLITE_OK);
        assert_int_equal(count_values(db, "SELECT demarche_version()"), 1);
        assert_int_equal(load(db, NULL), SQLITE_OK); /* twice is once */
        assert_int_equal(
            count_values(db, "SELECT type FROM demarche_code('Iraq attacked Iran.')"), 1);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
    }
}

static void a_connection_closes_with_a_query_under_way_once_that_ends(void **state)
{
    (void)state;
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(load(db, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "SELECT json FROM demarche_code('Iraq attacked Iran. Egypt "
                           "attacked Israel.', NULL, '{\"id\": \"x\"}')",
                           -1, &s, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_close_v2(db), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
}

static const char *const queries[] = {
    ("SELECT * FROM demarche_code('In June 1967 Iraq and Syria attacked Iran, 6,000 "
     "soldiers in Tehran. Egypt condemned Israel.', '1968', "
     "'{\"id\": \"x\", \"title\": \"y\", \"all\": true}')"),
    "SELECT * FROM demarche_mentions('Iraq and Syria left on 3 June 1967.', '1968')",
    "SELECT * FROM demarche_parse('Iraq left.', '{\"format\": \"text\"}')",
    ("SELECT edtf_valid(x), edtf_first(x), edtf_last(x), edtf_overlaps(x, '19XX') "
     "FROM (SELECT '1968-21' AS x)"),
};

/* Load, ask, close, with the nth allocation failing: a result or an error, no more. */
static bool survives(const char *sql, int nth, int want)
{
    sqlite3 *db = NULL;
    left = nth;
    int got = -SQLITE_NOMEM;
    if (sqlite3_open(":memory:", &db) == SQLITE_OK && load(db, NULL) == SQLITE_OK)
        got = count_values(db, sql);
    bool failed = left < 0; /* its turn came */
    left = -1;
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    /* where SQLite does without what it did not get, the answer is whole */
    if (got >= 0)
        assert_int_equal(got, want);
    return !failed;
}

static void no_allocation_that_fails_does_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3 *db;
        assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
        assert_int_equal(load(db, NULL), SQLITE_OK);
        int want = count_values(db, queries[i]), n = 0;
        sqlite3_close(db);
        assert_true(want > 0);
        while (!survives(queries[i], n, want))
            n++;
        assert_true(n > 50);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_loads_by_the_name_of_its_file_and_by_its_own),
        cmocka_unit_test(a_connection_closes_with_a_query_under_way_once_that_ends),
        cmocka_unit_test(no_allocation_that_fails_does_harm),
    };
    return cmocka_run_group_tests(tests, set_memory, NULL);
}
