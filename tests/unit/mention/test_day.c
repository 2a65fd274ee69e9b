#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/day.h"

static void known_days_have_their_numbers(void **state)
{
    (void)state;
    assert_int_equal(dmr_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(dmr_day_from_civil(1969, 12, 31), -1);
    assert_int_equal(dmr_day_from_civil(1989, 6, 2), 7092);
    assert_int_equal(dmr_day_from_civil(2000, 3, 1), 11017);
    assert_int_equal(dmr_day_from_civil(0, 3, 1), -719468);
}

static void every_day_of_five_centuries_comes_back(void **state)
{
    (void)state;
    int year = 1600, month = 1, mday = 1;
    for (dmr_day d = dmr_day_from_civil(1600, 1, 1); d < dmr_day_from_civil(2100, 1, 1);
         d++) {
        int y, m, k;
        dmr_day_to_civil(d, &y, &m, &k);
        assert_int_equal(y, year);
        assert_int_equal(m, month);
        assert_int_equal(k, mday);
        assert_int_equal(dmr_day_from_civil(y, m, k), d);
        if (++mday > dmr_day_month_length(year, month)) {
            mday = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

static void leap_years_follow_gregory(void **state)
{
    (void)state;
    assert_int_equal(dmr_day_month_length(1900, 2), 28);
    assert_int_equal(dmr_day_month_length(2000, 2), 29);
    assert_int_equal(dmr_day_month_length(1988, 2), 29);
    assert_int_equal(dmr_day_month_length(1989, 13), 0);
    assert_false(dmr_day_valid(1989, 2, 29));
    assert_true(dmr_day_valid(1988, 2, 29));
    assert_false(dmr_day_valid(1989, 6, 0));
}

static void weekdays_are_iso(void **state)
{
    (void)state;
    assert_int_equal(dmr_day_weekday(dmr_day_from_civil(1970, 1, 1)), 4);
    assert_int_equal(dmr_day_weekday(dmr_day_from_civil(1989, 6, 4)), 7);
    assert_int_equal(dmr_day_weekday(dmr_day_from_civil(1945, 5, 8)), 2);
}

static void weeks_are_iso(void **state)
{
    (void)state;
    int year, week;
    dmr_day_week(dmr_day_from_civil(2005, 1, 1), &year, &week);
    assert_int_equal(year, 2004);
    assert_int_equal(week, 53);
    dmr_day_week(dmr_day_from_civil(2008, 12, 29), &year, &week);
    assert_int_equal(year, 2009);
    assert_int_equal(week, 1);
    for (dmr_day d = 0; d < 4000; d++) {
        dmr_day_week(d, &year, &week);
        dmr_day monday = dmr_day_of_week(year, week);
        assert_in_range(d - monday, 0, 6);
    }
}

static void months_are_added_to_their_end(void **state)
{
    (void)state;
    dmr_day jan31 = dmr_day_from_civil(1989, 1, 31);
    assert_int_equal(dmr_day_add_months(jan31, 1), dmr_day_from_civil(1989, 2, 28));
    assert_int_equal(dmr_day_add_months(jan31, -2), dmr_day_from_civil(1988, 11, 30));
    assert_int_equal(dmr_day_add_months(jan31, 24), dmr_day_from_civil(1991, 1, 31));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days_have_their_numbers),
        cmocka_unit_test(every_day_of_five_centuries_comes_back),
        cmocka_unit_test(leap_years_follow_gregory),
        cmocka_unit_test(weekdays_are_iso),
        cmocka_unit_test(weeks_are_iso),
        cmocka_unit_test(months_are_added_to_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
