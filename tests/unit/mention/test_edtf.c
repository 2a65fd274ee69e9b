#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "mention/day.h"
#include "mention/edtf.h"

static dmr_day day(const char *iso)
{
    int y, m, d;
    assert_int_equal(sscanf(iso, "%d-%d-%d", &y, &m, &d), 3);
    return dmr_day_from_civil(y, m, d);
}

static void bounds_are(const char *edtf, const char *first, const char *last)
{
    dmr_day a, b;
    if (!dmr_edtf_bounds(dmr_str_c(edtf), &a, &b))
        fail_msg("%s is not read", edtf);
    dmr_day from = first ? day(first) : DMR_DAY_NONE,
            to = last ? day(last) : DMR_DAY_OPEN;
    if (a != from || b != to)
        fail_msg("%s has bounds %d %d, not %d %d", edtf, a, b, from, to);
}

static void dates_reach_from_their_first_day_to_their_last(void **state)
{
    (void)state;
    bounds_are("1989-06-02", "1989-06-02", "1989-06-02");
    bounds_are("1979-05", "1979-05-01", "1979-05-31");
    bounds_are("1988-02", "1988-02-01", "1988-02-29");
    bounds_are("1988", "1988-01-01", "1988-12-31");
    bounds_are("198X", "1980-01-01", "1989-12-31");
    bounds_are("18XX", "1800-01-01", "1899-12-31");
    bounds_are("2004-06-XX", "2004-06-01", "2004-06-30");
    bounds_are("2004-XX", "2004-01-01", "2004-12-31");
}

static void years_before_christ_and_beyond_four_digits_are_read(void **state)
{
    (void)state;
    bounds_are("0000", "0000-01-01", "0000-12-31");
    bounds_are("-0043", "-43-01-01", "-43-12-31");
    bounds_are("-0043-03-15", "-43-03-15", "-43-03-15");
    bounds_are("-04XX", "-499-01-01", "-400-12-31");
    bounds_are("-0499/-0400", "-499-01-01", "-400-12-31");
    bounds_are("Y12345", "12345-01-01", "12345-12-31");
    bounds_are("Y-12345", "-12345-01-01", "-12345-12-31");
    bounds_are("Y12E3", "12000-01-01", "12000-12-31");
    bounds_are("XXXX", "0000-01-01", "9999-12-31");
    dmr_day a, b;
    assert_true(dmr_edtf_bounds(DMR_STR("Y170000002"), &a, &b));
    assert_true(a == DMR_DAY_OPEN - 1 && b == a); /* known, but beyond every day number */
    assert_true(dmr_edtf_bounds(DMR_STR("Y-17E7"), &a, &b));
    assert_true(a == DMR_DAY_NONE + 1 && b == a);
}

static void times_of_day_are_read_as_their_day(void **state)
{
    (void)state;
    bounds_are("1985-04-12T23:20:30", "1985-04-12", "1985-04-12");
    bounds_are("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12");
    bounds_are("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12");
    bounds_are("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12");
    bounds_are("2004-01-01T10:10:10Z/2004-01-02", "2004-01-01", "2004-01-02");
}

static void qualifiers_change_no_bounds(void **state)
{
    (void)state;
    bounds_are("1990~", "1990-01-01", "1990-12-31");
    bounds_are("1985-03-11?", "1985-03-11", "1985-03-11");
    bounds_are("1985%", "1985-01-01", "1985-12-31");
    bounds_are("1988-09-17?/1988-10-02?", "1988-09-17", "1988-10-02");
}

static void seasons_are_of_the_northern_hemisphere(void **state)
{
    (void)state;
    bounds_are("1968-21", "1968-03-01", "1968-05-31");
    bounds_are("1968-23", "1968-09-01", "1968-11-30");
    bounds_are("1988-24", "1988-12-01", "1989-02-28");
    bounds_are("1989-35", "1989-07-01", "1989-09-30");
    bounds_are("1990-40", "1990-01-01", "1990-06-30");
}

static void intervals_may_be_open(void **state)
{
    (void)state;
    bounds_are("1989-06-02/1989-06-10", "1989-06-02", "1989-06-10");
    bounds_are("1975/..", "1975-01-01", NULL);
    bounds_are("../1985", NULL, "1985-12-31");
    bounds_are("1975/", "1975-01-01", NULL);
    bounds_are("1977~/1979~", "1977-01-01", "1979-12-31");
    bounds_are("/1985-04", NULL, "1985-04-30");
    bounds_are("1985-04-12/..", "1985-04-12", NULL);
    bounds_are("2004-02-01/2005", "2004-02-01", "2005-12-31");
    bounds_are("1984~/2004-06-XX", "1984-01-01", "2004-06-30");
    bounds_are("2001-21/2003", "2001-03-01", "2003-12-31");
}

static void sets_reach_over_their_members(void **state)
{
    (void)state;
    bounds_are("{1986-07,1988-08}", "1986-07-01", "1988-08-31");
    bounds_are("[1989-02-06,1989-06-02]", "1989-02-06", "1989-06-02");
    bounds_are("{1960,1961-12}", "1960-01-01", "1961-12-31");
    bounds_are("{1667..1672}", "1667-01-01", "1672-12-31");
    bounds_are("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31");
    bounds_are("[..1760-12-03]", NULL, "1760-12-03");
    bounds_are("[1760-12..]", "1760-12-01", NULL);
    bounds_are("[1760-01,1760-02,1760-12..]", "1760-01-01", NULL);
    bounds_are("{1988?,198X}", "1980-01-01", "1989-12-31");
}

static void what_is_no_edtf_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "88",
                                      "1988-13",
                                      "1989-02-29",
                                      "1989-6-2",
                                      "19X8",
                                      "1988-00",
                                      "June 1989",
                                      "1989/1988",
                                      "{1988",
                                      "1988-06-02T",
                                      "{}",
                                      "1988--06",
                                      "1988-06-31",
                                      "XX88",
                                      "1988/1990/1991",
                                      "-0000",
                                      "Y1985",
                                      "Y",
                                      "Y-",
                                      "Y99999999999",
                                      "1985-04-12T25:00",
                                      "1985-04T10:00",
                                      "1985-04-12T10",
                                      "1985-04-12T10:00+15",
                                      "-19-8",
                                      "[1988,]",
                                      "[,1988]"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        dmr_day a, b;
        if (dmr_edtf_bounds(dmr_str_c(bad[i]), &a, &b))
            fail_msg("%s is read", bad[i]);
    }
}

static void every_date_written_is_read_as_itself(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525u + 1013904223u;
        dmr_date d = {.year = (int)(seed >> 8) % 3000 - 1000};
        int shape = (int)(seed % 5);
        if (shape == 0)
            d.unknown = 1 + (int)(seed >> 20) % 2;
        if (shape >= 2)
            d.month = 1 + (int)(seed >> 16) % 12;
        if (shape >= 3)
            d.day = 1 + (int)(seed >> 12) % dmr_day_month_length(d.year, d.month);
        d.uncertain = seed >> 30 & 1;
        d.approximate = seed >> 31;
        if (d.unknown)
            d.year -= d.year % (d.unknown == 1 ? 10 : 100);
        if (d.unknown && !d.year)
            d.year = 1900; /* "000X" reads back, "-000X" does not */
        if (shape == 1 && !d.unknown)
            d.year *= 1000; /* Y-years */
        char text[DMR_EDTF_MAX];
        size_t n = dmr_edtf_write(&d, text);
        dmr_date back;
        assert_int_equal(n, strlen(text));
        assert_true(dmr_edtf_read(dmr_str(text, n), &back));
        assert_memory_equal(&back, &d, sizeof d);
        dmr_day a, b, c, e;
        dmr_date_bounds(&d, &a, &b);
        assert_true(a <= b);
        assert_true(dmr_edtf_bounds(dmr_str(text, n), &c, &e));
        assert_true(a == c && b == e);
    }
}

static void any_bytes_give_ordered_bounds_or_none(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789-/.X?~%{}[],YET:Z+";
    uint32_t seed = 7;
    for (int i = 0; i < 200000; i++) {
        char text[24];
        seed = seed * 1664525u + 1013904223u;
        size_t n = 1 + (seed >> 16) % (sizeof text - 1);
        for (size_t k = 0; k < n; k++) {
            seed = seed * 1664525u + 1013904223u;
            text[k] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        dmr_day a, b;
        if (dmr_edtf_bounds(dmr_str(text, n), &a, &b))
            assert_true(a <= b);
    }
}

static void intervals_open_to_either_side(void **state)
{
    dmr_arena *arena = *state;
    assert_true(dmr_str_is(dmr_edtf_open_end(DMR_STR("1975"), arena), "1975/.."));
    assert_true(dmr_str_is(dmr_edtf_open_end(DMR_STR("1980/1988"), arena), "1980/.."));
    assert_true(dmr_str_is(dmr_edtf_open_start(DMR_STR("1991"), arena), "../1991"));
    assert_true(
        dmr_str_is(dmr_edtf_open_start(DMR_STR("1977~/1979~"), arena), "../1979~"));
    assert_true(dmr_str_is(dmr_edtf_open_start(DMR_STR("1991/.."), arena), "1991/.."));
    assert_true(dmr_str_is(dmr_edtf_open_end(DMR_STR("/1985"), arena), "/1985"));
    assert_true(dmr_str_is(dmr_edtf_open_start(DMR_STR("1985/"), arena), "1985/"));
    assert_true(dmr_str_is(dmr_edtf_set(DMR_STR("1986-07"), DMR_STR("1988-08"), arena),
                           "{1986-07,1988-08}"));
    assert_true(
        dmr_str_is(dmr_edtf_set(DMR_STR("1986"), DMR_STR("1986"), arena), "1986"));
}

static int set_up(void **state)
{
    *state = dmr_arena_new(0);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    dmr_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_reach_from_their_first_day_to_their_last),
        cmocka_unit_test(years_before_christ_and_beyond_four_digits_are_read),
        cmocka_unit_test(times_of_day_are_read_as_their_day),
        cmocka_unit_test(qualifiers_change_no_bounds),
        cmocka_unit_test(seasons_are_of_the_northern_hemisphere),
        cmocka_unit_test(intervals_may_be_open),
        cmocka_unit_test(sets_reach_over_their_members),
        cmocka_unit_test(what_is_no_edtf_is_refused),
        cmocka_unit_test(every_date_written_is_read_as_itself),
        cmocka_unit_test(any_bytes_give_ordered_bounds_or_none),
        cmocka_unit_test(intervals_open_to_either_side),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
