#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "mention/feast.h"

static dmr_day day(const char *iso)
{
    int y, m, d;
    assert_int_equal(sscanf(iso, "%d-%d-%d", &y, &m, &d), 3);
    return dmr_day_from_civil(y, m, d);
}

static void falls_on(const char *text, int year, const char *first, const char *last)
{
    dmr_feast feast;
    dmr_day a = 0, b = 0;
    if (!dmr_feast_read(dmr_str_c(text), &feast) || !dmr_feast_days(&feast, year, &a, &b))
        fail_msg("%s has no day in %d", text, year);
    if (a != day(first) || b != day(last))
        fail_msg("%s of %d is %d to %d, not %s to %s", text, year, a, b, first, last);
}

static void easter_falls_where_the_church_has_it(void **state)
{
    (void)state;
    falls_on("easter", 1916, "1916-04-23", "1916-04-23");
    falls_on("easter", 2000, "2000-04-23", "2000-04-23");
    falls_on("easter", 1818, "1818-03-22", "1818-03-22"); /* the earliest there is */
    falls_on("easter", 1943, "1943-04-25", "1943-04-25"); /* the latest */
    falls_on("easter-2", 1998, "1998-04-10", "1998-04-10");
    falls_on("easter+39", 2024, "2024-05-09", "2024-05-09");
    falls_on("easter+1", 1916, "1916-04-24", "1916-04-24");
}

static void weekdays_of_a_month_are_counted(void **state)
{
    (void)state;
    falls_on("--11-W4-4", 2023, "2023-11-23", "2023-11-23"); /* Thanksgiving */
    falls_on("--05-W5-1", 2023, "2023-05-29", "2023-05-29"); /* the last Monday */
    falls_on("--05-W5-1", 2021, "2021-05-31", "2021-05-31");
    falls_on("--09-W1-1", 2025, "2025-09-01", "2025-09-01");
    falls_on("--12-25", 1989, "1989-12-25", "1989-12-25");
}

/* By the arithmetical calendar; the moon may have been seen a day off. */
static void months_of_the_hijra_go_round_the_year(void **state)
{
    (void)state;
    falls_on("hijri-09", 1973, "1973-09-28", "1973-10-27");
    falls_on("hijri-09", 1990, "1990-03-28", "1990-04-26");
    falls_on("hijri-10-01", 2015, "2015-07-18", "2015-07-18");
    assert_int_equal(dmr_hijri_day(1, 1), day("622-07-19"));
    assert_int_equal(dmr_hijri_day(1400, 1), day("1979-11-21"));
    for (int year = 1; year < 1600; year++) {
        int length = dmr_hijri_day(year + 1, 1) - dmr_hijri_day(year, 1);
        assert_in_range(length, 354, 355);
        for (int month = 1; month < 12; month++)
            assert_in_range(dmr_hijri_day(year, month + 1) - dmr_hijri_day(year, month),
                            29, 30);
    }
}

static void what_is_no_feast_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",          "--13-01",  "--02-30",   "--11-W6-4",
                                      "--11-W4-8", "--11-W4",  "easter*2",  "easter+99",
                                      "hijri-13",  "hijri-00", "hijri-09-", "hijri-9",
                                      "1989",      "--",       "--11",      "easte"};
    dmr_feast feast;
    dmr_day a, b;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (dmr_feast_read(dmr_str_c(bad[i]), &feast))
            fail_msg("%s is read", bad[i]);
    assert_true(dmr_feast_read(DMR_STR("--02-29"), &feast));
    assert_false(dmr_feast_days(&feast, 1989, &a, &b));
    assert_true(dmr_feast_read(DMR_STR("hijri-09"), &feast));
    assert_false(dmr_feast_days(&feast, 500, &a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_falls_where_the_church_has_it),
        cmocka_unit_test(weekdays_of_a_month_are_counted),
        cmocka_unit_test(months_of_the_hijra_go_round_the_year),
        cmocka_unit_test(what_is_no_feast_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
