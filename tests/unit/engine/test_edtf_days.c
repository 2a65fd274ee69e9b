/* First and last days of EDTF as the header promises them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "demarche.h"

static bool days_of(demarche_days *out, const char *edtf)
{
    memset(out, 'x', sizeof *out);
    return demarche_edtf_days(out, (demarche_str){edtf, strlen(edtf)});
}

static void days_are(const char *edtf, const char *first, const char *last)
{
    demarche_days days;
    if (!days_of(&days, edtf))
        fail_msg("%s is not read", edtf);
    assert_string_equal(days.first, first);
    assert_string_equal(days.last, last);
}

static void days_are_iso(void **state)
{
    (void)state;
    days_are("1988-02", "1988-02-01", "1988-02-29");
    days_are("0999", "0999-01-01", "0999-12-31");
    days_are("9999-12-31", "9999-12-31", "9999-12-31");
    days_are("{1960,1970..1972}", "1960-01-01", "1972-12-31");
}

static void years_beyond_four_digits_have_a_sign(void **state)
{
    (void)state;
    days_are("-0001", "-0001-01-01", "-0001-12-31");
    days_are("Y10000", "+10000-01-01", "+10000-12-31");
    days_are("Y-123456", "-123456-01-01", "-123456-12-31");
    days_are("Y5800000", "+5800000-01-01", "+5800000-12-31");
}

static void open_ends_have_no_day(void **state)
{
    (void)state;
    demarche_days days;
    days_are("1975/..", "1975-01-01", "");
    days_are("../1985", "", "1985-12-31");
    assert_true(days_of(&days, "1970-01-02/.."));
    assert_true(days.first_number == 1 && days.last_number == INT64_MAX);
    assert_true(days_of(&days, "../1969-12-31"));
    assert_true(days.first_number == INT64_MIN && days.last_number == -1);
    /* beyond all days, but not open */
    assert_true(days_of(&days, "Y17E7"));
    assert_true(days.first_number > INT32_MAX / 2 && days.first_number < INT64_MAX);
    assert_string_equal(days.first, "");
}

static void what_is_no_time_is_open_at_both_ends(void **state)
{
    (void)state;
    const char *const none[] = {"", "x", "1989-13", "1989-02-30", "1990/1989", "1989/x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        demarche_days days;
        if (days_of(&days, none[i]))
            fail_msg("%s is a time", none[i]);
        assert_true(days.first_number == INT64_MIN && days.last_number == INT64_MAX);
        assert_true(!days.first[0] && !days.last[0]);
    }
    demarche_days days;
    assert_false(demarche_edtf_days(&days, (demarche_str){NULL, 0}));
    assert_false(demarche_edtf_days(&days, (demarche_str){NULL, 10}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_iso),
        cmocka_unit_test(years_beyond_four_digits_have_a_sign),
        cmocka_unit_test(open_ends_have_no_day),
        cmocka_unit_test(what_is_no_time_is_open_at_both_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
