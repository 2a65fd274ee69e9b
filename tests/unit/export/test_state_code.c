/* What others call our states. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "export/state_code.h"

static const dmr_state_code *of(const char *iso3)
{
    return dmr_state_code_of(dmr_str_c(iso3));
}

static void test_the_table_is_in_order_and_every_row_is_found(void **state)
{
    (void)state;
    size_t n;
    const dmr_state_code *all = dmr_state_codes(&n);
    assert_true(n >= 249 + 31 - 1); /* both parts of ISO 3166 have ATF */
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(of(all[i].iso3), &all[i]);
        assert_int_equal(strlen(all[i].iso3), 3);
        assert_true(strlen(all[i].iso2) == 2);
        assert_true(strlen(all[i].fips) == 2 || !*all[i].fips);
        assert_true(strlen(all[i].cow) == 3 || !*all[i].cow);
        assert_true(*all[i].name);
        if (i)
            assert_true(strcmp(all[i - 1].iso3, all[i].iso3) < 0);
    }
}

static void test_the_dead_have_the_codes_that_they_had(void **state)
{
    (void)state;
    assert_string_equal(of("SUN")->fips, "UR");
    assert_string_equal(of("SUN")->cow, "RUS");
    assert_string_equal(of("YUG")->fips, "YO");
    assert_string_equal(of("DDR")->fips, "GC");
    assert_string_equal(of("CSK")->fips, "CZ");
    assert_string_equal(of("YMD")->cow, "YPR");
    assert_string_equal(of("XKX")->fips, "KV");
    assert_null(of("ZZZ"));
    assert_null(of("UNO"));
    assert_null(of(""));
    assert_null(of("USAGOV"));
}

static void test_the_correlates_of_war_have_states_by_the_day(void **state)
{
    (void)state;
    assert_string_equal(dmr_state_cow(of("DEU"), "1970-01-01"), "GFR");
    assert_string_equal(dmr_state_cow(of("DEU"), "1990-10-02"), "GFR");
    assert_string_equal(dmr_state_cow(of("DEU"), "1990-10-03"), "GMY");
    assert_string_equal(dmr_state_cow(of("DEU"), "1914-08-01"), "GMY");
    assert_string_equal(dmr_state_cow(of("DEU"), ""), "GMY");
    assert_string_equal(dmr_state_cow(of("AUT"), "1914-07-28"), "AUH");
    assert_string_equal(dmr_state_cow(of("AUT"), "1955-07-27"), "AUS");
    assert_string_equal(dmr_state_cow(of("YEM"), "1980-01-01"), "YAR");
    assert_string_equal(dmr_state_cow(of("GBR"), "1980-01-01"), "UKG");
}

/* Every state of the lexicon, that no table of its events has a hole. */
static void test_every_state_of_the_lexicon_is_known(void **state)
{
    (void)state;
    dmr_file file;
    demarche_error err;
    assert_int_equal(dmr_file_read(&file, "lexicon/states.tsv", 0, &err), 0);
    demarche_str rest = file.bytes, line;
    size_t n = 0;
    while (dmr_str_split(&rest, '\n', &line)) {
        demarche_str cell, kind;
        if (!dmr_str_split(&line, '\t', &cell) || !dmr_str_split(&line, '\t', &kind) ||
            !dmr_str_is(kind, "state"))
            continue;
        n++;
        if (!dmr_state_code_of(cell))
            fail_msg("%.*s has no row", (int)cell.len, cell.ptr);
    }
    assert_true(n > 200);
    dmr_file_close(&file);
}

/* The list of the Correlates of War: every code that we give is one of a state there. */
static void test_codes_are_those_of_the_reference(void **state)
{
    (void)state;
    dmr_file file;
    demarche_error err;
    if (dmr_file_read(&file, "../shared/reference/cow_states.csv", 0, &err)) {
        print_message("# skipped: no ../shared/reference/cow_states.csv\n");
        skip();
    }
    size_t n;
    const dmr_state_code *all = dmr_state_codes(&n);
    for (size_t i = 0; i < n; i++) {
        char row[8];
        snprintf(row, sizeof row, "\n%s,", all[i].cow);
        if (*all[i].cow && dmr_str_find(file.bytes, dmr_str_c(row), 0) == SIZE_MAX)
            fail_msg("%s: no %s", all[i].iso3, all[i].cow);
    }
    dmr_file_close(&file);
}

static void test_regions_have_the_letters_of_cameo(void **state)
{
    (void)state;
    assert_string_equal(dmr_region_cameo(DMR_STR("150")), "EUR");
    assert_string_equal(dmr_region_cameo(DMR_STR("035")), "SEA");
    assert_string_equal(dmr_region_cameo(DMR_STR("-")), "");
    assert_string_equal(dmr_region_cameo(DMR_STR("")), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table_is_in_order_and_every_row_is_found),
        cmocka_unit_test(test_the_dead_have_the_codes_that_they_had),
        cmocka_unit_test(test_the_correlates_of_war_have_states_by_the_day),
        cmocka_unit_test(test_every_state_of_the_lexicon_is_known),
        cmocka_unit_test(test_codes_are_those_of_the_reference),
        cmocka_unit_test(test_regions_have_the_letters_of_cameo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
