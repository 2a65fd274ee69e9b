/* Days, the words for them, and the ticks of an axis. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "chart_check.h"
#include "chart_day.h"

static void days_are_those_of_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(chart_day_of(1970, 1, 1), 0);
    assert_int_equal(chart_day_of(2000, 3, 1), 11017);
    assert_int_equal(chart_day_of(1900, 2, 28) + 1, chart_day_of(1900, 3, 1));
    assert_int_equal(chart_day_of(2000, 2, 28) + 2, chart_day_of(2000, 3, 1));
    int64_t last = chart_day_of(CHART_YEAR_LEAST, 1, 1) - 1;
    for (int year = CHART_YEAR_LEAST; year <= CHART_YEAR_MOST; year++) {
        for (int month = 1; month <= 12; month++) {
            int64_t day = chart_day_of(year, month, 1);
            chart_date back = chart_date_of(day);
            chart_date before = chart_date_of(day - 1);
            if (back.year != year || back.month != month || back.day != 1)
                fail_msg("%d-%d came back as %d-%d", year, month, back.year, back.month);
            if (day - last > 31 || (month > 1 && before.month != month - 1))
                fail_msg("before %d-%d", year, month);
            last = day;
        }
    }
}

static void spans_are_told_as_people_do(void **state)
{
    (void)state;
    const struct {
        int64_t first, last;
        const char *words;
    } cases[] = {
        {chart_day_of(1988, 6, 3), chart_day_of(1988, 6, 3), "3 June 1988"},
        {chart_day_of(1988, 6, 1), chart_day_of(1988, 6, 30), "June 1988"},
        {chart_day_of(1988, 12, 1), chart_day_of(1988, 12, 31), "December 1988"},
        {chart_day_of(1988, 1, 1), chart_day_of(1988, 12, 31), "1988"},
        {chart_day_of(1980, 1, 1), chart_day_of(1989, 12, 31), "1980 to 1989"},
        {chart_day_of(1988, 6, 3), chart_day_of(1988, 7, 5),
         "3 June 1988 to 5 July 1988"},
        {chart_day_of(-43, 3, 15), chart_day_of(-43, 3, 15), "15 March 44 BC"},
        {chart_day_of(0, 1, 1), chart_day_of(1, 12, 31), "1 BC to 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room_text out = {0};
        chart_put_days(&out, cases[i].first, cases[i].last);
        assert_string_equal(out.at, cases[i].words);
        room_text_free(&out);
    }
}

static void an_axis_has_room_for_its_ticks_from_days_to_millennia(void **state)
{
    (void)state;
    static const int lengths[] = {20,   40,   100,   200,    500,    1000,
                                  3000, 9000, 40000, 400000, 7300000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        chart_scale scale = {.from = chart_day_of(1000, 5, 17), .left = 8, .right = 952};
        scale.until = scale.from + lengths[i];
        chart_ticks ticks = chart_ticks_of(&scale, 58);
        if (ticks.n < 2 || ticks.n > 17)
            fail_msg("%zu ticks for %d days", ticks.n, lengths[i]);
        for (size_t k = 0; k < ticks.n; k++) {
            double x = chart_x(&scale, ticks.at[k].day);
            assert_true(x >= 8 && x < 952);
            assert_true(!k || x - chart_x(&scale, ticks.at[k - 1].day) > 50);
        }
        assert_true(ticks.at[0].first_of_year);
    }
}

static void ticks_stand_on_round_days(void **state)
{
    (void)state;
    chart_scale scale = {chart_day_of(1983, 2, 11), chart_day_of(1991, 1, 1), 0, 944};
    chart_ticks ticks = chart_ticks_of(&scale, 58);
    assert_int_equal(ticks.years, 1);
    assert_int_equal(ticks.at[0].day, chart_day_of(1984, 1, 1));
    assert_int_equal(ticks.n, 7);
    scale.from = chart_day_of(-350, 1, 1), scale.until = chart_day_of(1500, 1, 1);
    ticks = chart_ticks_of(&scale, 58);
    assert_int_equal(ticks.years, 200);
    assert_int_equal(ticks.at[0].day, chart_day_of(-200, 1, 1));
    scale.from = chart_day_of(1989, 11, 20), scale.until = chart_day_of(1990, 9, 3);
    ticks = chart_ticks_of(&scale, 58);
    assert_int_equal(ticks.months, 1);
    assert_int_equal(ticks.at[0].day, chart_day_of(1989, 12, 1));
    assert_true(ticks.at[1].first_of_year && !ticks.at[2].first_of_year);
    scale.until = chart_day_of(1989, 12, 20);
    ticks = chart_ticks_of(&scale, 58);
    assert_int_equal(ticks.days, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_those_of_the_calendar),
        cmocka_unit_test(spans_are_told_as_people_do),
        cmocka_unit_test(an_axis_has_room_for_its_ticks_from_days_to_millennia),
        cmocka_unit_test(ticks_stand_on_round_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
