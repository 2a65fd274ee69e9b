/* EDTF in SQL, as a record's connection has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "record/edtf_sql.h"

static sqlite3 *db;

static int open_db(void **state)
{
    (void)state;
    return sqlite3_open(":memory:", &db) || dmr_edtf_sql(db);
}

static int close_db(void **state)
{
    (void)state;
    return sqlite3_close(db);
}

/* The expression's value; NULL: it is SQL's NULL. */
static void is(const char *expression, const char *want)
{
    sqlite3_stmt *s;
    char *sql = sqlite3_mprintf("SELECT %s", expression);
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) || sqlite3_step(s) != SQLITE_ROW)
        fail_msg("%s: %s", expression, sqlite3_errmsg(db));
    const char *got = (const char *)sqlite3_column_text(s, 0);
    if (!got || !want)
        assert_true(!got && !want);
    else
        assert_string_equal(got, want);
    sqlite3_finalize(s);
    sqlite3_free(sql);
}

static void times_have_first_and_last_days(void **state)
{
    (void)state;
    is("edtf_first('198X')", "1980-01-01");
    is("edtf_last('1988-02')", "1988-02-29");
    is("edtf_last('1968-24')", "1969-02-28");
    is("edtf_first(1989)", "1989-01-01");
    is("edtf_first('-0043-03-15')", "-0043-03-15");
    is("edtf_last('Y12345')", "+12345-12-31");
    is("edtf_last('1975/..')", NULL);
    is("edtf_first('../1985')", NULL);
    is("edtf_first('soon')", NULL);
    is("edtf_first(NULL)", NULL);
}

static void validity_is_yes_no_or_unknown(void **state)
{
    (void)state;
    is("edtf_valid('{1986-07,1988-08}')", "1");
    is("edtf_valid('5/6/89')", "0");
    is("edtf_valid('')", "0");
    is("edtf_valid(x'00')", "0");
    is("edtf_valid(NULL)", NULL);
}

static void times_overlap_where_they_share_a_day(void **state)
{
    (void)state;
    is("edtf_overlaps('1989', '1989-12-31/1990')", "1");
    is("edtf_overlaps('1989', '1990')", "0");
    is("edtf_overlaps('1975/..', '2020')", "1");
    is("edtf_overlaps('../1985', '1986')", "0");
    is("edtf_overlaps('1989', 'x')", NULL);
    is("edtf_overlaps(NULL, '1989')", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_have_first_and_last_days),
        cmocka_unit_test(validity_is_yes_no_or_unknown),
        cmocka_unit_test(times_overlap_where_they_share_a_day),
    };
    return cmocka_run_group_tests(tests, open_db, close_db);
}
