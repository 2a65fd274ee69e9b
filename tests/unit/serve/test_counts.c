/* Counts by year as a chart: no year is lost, and few deeds of another age do not stretch it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "counts.h"

typedef struct year_count {
    const char *year;
    int deeds;
} year_count;

typedef struct drawn_years {
    json_t *model, *drawn, *years;
    const char *chart; /* markup; "": none */
} drawn_years;

static drawn_years draw(const year_count *counts, size_t n, const coverage *told)
{
    static const address asked;
    page p = {.asked = &asked, .model = json_object(), .drawn = json_object()};
    json_t *years = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *row = json_object();
        page_put(row, "year", page_string(counts[i].year));
        page_put(row, "deeds", json_integer(counts[i].deeds));
        page_put(row, "verbal_cooperation", json_integer(counts[i].deeds));
        json_array_append_new(years, row);
    }
    counts_draw_years(&p, "years", "Deeds", years, "codebook", "CONSULT", "visit", told);
    const char *chart = json_string_value(json_object_get(p.drawn, "years"));
    return (drawn_years){p.model, p.drawn, years, chart ? chart : ""};
}

static void forget(drawn_years *d)
{
    json_decref(d->model);
    json_decref(d->drawn);
    json_decref(d->years);
}

static void few_deeds_of_another_age_are_named_and_not_drawn(void **state)
{
    (void)state;
    static const year_count counts[] = {{NULL, 500},  {"1324", 1},  {"1410", 1},
                                        {"1960", 20}, {"1975", 20}, {"1991", 30}};
    drawn_years d = draw(counts, 6, NULL);
    const json_t *lone = json_object_get(d.drawn, "years_before");
    assert_int_equal(json_integer_value(json_object_get(lone, "deeds")), 2);
    assert_int_equal(json_integer_value(json_object_get(lone, "before")), 1960);
    assert_string_equal(json_string_value(json_object_get(lone, "href")),
                        "/codebook/CONSULT/visit?when=1324%2F1410");
    assert_non_null(strstr(d.chart, "Bars from 1960 to 1991"));
    /* the table has them all, with their links */
    assert_true(json_is_string(json_object_get(json_array_get(d.years, 1), "href")));
    forget(&d);
}

static void deeds_that_are_not_few_or_not_far_are_drawn(void **state)
{
    (void)state;
    static const year_count half[] = {{"1324", 5}, {"1990", 5}};
    static const year_count near[] = {{"1910", 1}, {"1960", 20}, {"1991", 30}};
    drawn_years d = draw(half, 2, NULL);
    assert_null(json_object_get(d.drawn, "years_before"));
    forget(&d);
    d = draw(near, 3, NULL);
    assert_null(json_object_get(d.drawn, "years_before"));
    assert_non_null(strstr(d.chart, "Bars from 1910 to 1991"));
    forget(&d);
}

static void the_newest_years_stay_however_old_the_first_are(void **state)
{
    (void)state;
    static const year_count counts[] = {{"-0042", 5}, {"1989", 7}};
    coverage told = {.years = json_object(), .most = 10};
    json_object_set_new(told.years, "-0042", json_integer(10));
    drawn_years d = draw(counts, 2, &told);
    assert_non_null(strstr(d.chart, "12 deeds of cooperation"));
    assert_true(coverage_of(&told, -42) > 0.9);
    assert_true(coverage_of(&told, 42) <= 0);
    forget(&d);
    coverage_free(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_deeds_of_another_age_are_named_and_not_drawn),
        cmocka_unit_test(deeds_that_are_not_few_or_not_far_are_drawn),
        cmocka_unit_test(the_newest_years_stay_however_old_the_first_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
