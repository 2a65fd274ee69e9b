/* Bars by year, alone and of partners. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "chart.h"
#include "chart_check.h"

static chart_seen draw(room_text *out, const chart_year *years, size_t n)
{
    chart_put_years(out, "Deeds by year", years, n);
    return chart_see(out);
}

/* y and height of the bar of a quad in the nth year. */
static bool bar(const chart_seen *seen, size_t nth, const char *quad, double *y,
                double *high)
{
    chart_element *e = chart_nth(seen, "", "year", nth);
    chart_element *path = NULL;
    for (size_t i = 0; e && (path = chart_child(seen, e, "path", i)); i++) {
        if (!chart_is(path, quad))
            continue;
        *y = chart_path(path, ' ');
        *high = chart_path(path, 'v');
        return true;
    }
    return false;
}

static void bars_are_as_high_as_their_counts_and_lie_on_each_other(void **state)
{
    (void)state;
    const chart_year years[] = {
        {1989, {10, 5, 4, 2}, 22, 40, 1, "?year=1989"},
        {1988, {20, 0, 0, 0}, 20, 20, -1, NULL},
    };
    room_text out = {0};
    chart_seen seen = draw(&out, years, 2);
    double y[5], high[5], twice, other;
    assert_true(bar(&seen, 1, "quad-1", &y[1], &high[1]));
    assert_true(bar(&seen, 1, "quad-2", &y[2], &high[2]));
    assert_true(bar(&seen, 1, "quad-3", &y[3], &high[3]));
    assert_true(bar(&seen, 1, "quad-4", &y[4], &high[4]));
    assert_true(bar(&seen, 0, "quad-1", &other, &twice));
    assert_false(bar(&seen, 0, "quad-2", &other, &other));
    double e = 0.25;
    assert_float_equal(high[1], 2 * high[2], e);
    assert_float_equal(high[1], 2.5 * high[3], e);
    assert_float_equal(twice, 2 * high[1], e);
    assert_float_equal(y[2] + high[2], y[1], e);
    assert_float_equal(y[1] + high[1], y[3], e); /* both begin where there are none */
    assert_float_equal(y[3] + high[3], y[4], e);
    assert_string_equal(chart_nth(&seen, "a", "year", 0)->href, "?year=1989");
    assert_true(chart_says(&seen,
                           "1989: 22 deeds, 40 reports; cooperation: 10 in words, 5 in "
                           "deeds; conflict: 4 in words, 2 in deeds; 100 % covered"));
    chart_forget(&seen);
    room_text_free(&out);
}

static void silence_is_shaded_and_what_is_not_known_is_not(void **state)
{
    (void)state;
    chart_year years[10] = {{0}};
    for (int i = 0; i < 10; i++)
        years[i] = (chart_year){.year = 1980 + i,
                                .coverage = i < 3   ? 0
                                            : i < 5 ? 0.05
                                                    : 1};
    years[9].coverage = -1;
    room_text out = {0};
    chart_seen seen = draw(&out, years, 10);
    assert_int_equal(chart_count(&seen, "rect", "uncovered"), 2 + 2); /* keys too */
    const chart_element *none = chart_nth(&seen, "rect", "uncovered", 0);
    const chart_element *little = chart_nth(&seen, "rect", "uncovered", 1);
    assert_true(!chart_is(none, "thin") && chart_is(little, "thin"));
    assert_float_equal(none->width * 2, little->width * 3, 0.3);
    assert_float_equal(none->x + none->width, little->x, 0.2);
    chart_forget(&seen);
    room_text_free(&out);
}

/* Few bars are no taller and no wider than what they tell is worth. */
static void few_years_take_little_room(void **state)
{
    (void)state;
    chart_year years[30] = {{0}};
    double high[3];
    static const size_t n[] = {1, 3, 30};
    for (int i = 0; i < 30; i++)
        years[i] = (chart_year){
            .year = 1960 + i, .quads = {4, 0, 0, 0}, .events = 4, .coverage = -1};
    for (size_t k = 0; k < 3; k++) {
        room_text out = {0};
        chart_seen seen = draw(&out, years, n[k]);
        const chart_element *hit = chart_nth(&seen, "rect", "hit", 0);
        high[k] = hit->height;
        assert_true(chart_path(chart_nth(&seen, "path", "quad-1", 0), 'h') < 27);
        chart_forget(&seen);
        room_text_free(&out);
    }
    assert_true(high[0] < 90 && high[0] < high[1] && high[1] < 130 && high[2] > 200);
}

static void years_beyond_number_are_added_up(void **state)
{
    (void)state;
    static chart_year years[20001];
    for (int i = 0; i < 20001; i++)
        years[i] = (chart_year){
            .year = i - 10000, .quads = {1, 0, 0, 0}, .events = 1, .coverage = -1};
    room_text out = {0};
    chart_seen seen = draw(&out, years, 20001);
    int64_t n = 0;
    chart_element *e = NULL;
    for (size_t i = 0; (e = chart_nth(&seen, "g", "year", i)); i++)
        n += strtol(strchr(chart_child(&seen, e, "title", 0)->text, ':') + 1, NULL, 10);
    assert_int_equal(n, 20001);
    assert_true(chart_says(&seen, "Each bar is of 200 years."));
    chart_forget(&seen);
    room_text_free(&out);
}

static void whatever_it_is_given_it_writes_a_whole_chart(void **state)
{
    (void)state;
    static const int numbers[] = {0, 1, -1, INT32_MAX, INT32_MIN, 1988, 1989, -43};
    static const int64_t counts[] = {0, 1, 7, -5, INT64_MAX, INT64_MIN, 1000000};
    static const double covers[] = {0, 1, -1, 0.3, 1e300, -1e300};
    uint64_t seed = 3;
#define ANY(of) of[chart_random(&seed) % (sizeof of / sizeof *of)]
    for (int round = 0; round < 300; round++) {
        chart_year years[12];
        chart_partner partners[4];
        for (size_t i = 0; i < 12; i++)
            years[i] = (chart_year){ANY(numbers),
                                    {ANY(counts), ANY(counts), ANY(counts), ANY(counts)},
                                    ANY(counts),
                                    ANY(counts),
                                    round % 9 ? ANY(covers) : (double)NAN,
                                    ANY(chart_hostile)};
        for (size_t i = 0; i < 4; i++)
            partners[i] = (chart_partner){ANY(chart_hostile), ANY(chart_hostile),
                                          years + i, chart_random(&seed) % 9};
        room_text out = {0};
        room_put(&out, "<div>");
        chart_put_years(&out, ANY(chart_hostile), years, chart_random(&seed) % 13);
        chart_put_partners(&out, ANY(chart_hostile), partners, chart_random(&seed) % 5);
        room_put(&out, "</div>");
        chart_seen seen = chart_see(&out);
        chart_forget(&seen);
        room_text_free(&out);
    }
#undef ANY
}

static void nothing_to_show_is_said(void **state)
{
    (void)state;
    room_text out = {0};
    room_put(&out, "<div>");
    chart_put_years(&out, "Years", NULL, 0);
    chart_put_partners(&out, "Partners", NULL, 0);
    room_put(&out, "</div>");
    chart_seen seen = chart_see(&out);
    assert_true(chart_says(&seen, "There is no year to show deeds of."));
    assert_true(chart_says(&seen, "There is no partner to show"));
    chart_forget(&seen);
    room_text_free(&out);
}

static void partners_share_a_scale_or_say_that_they_do_not(void **state)
{
    (void)state;
    const chart_year many[] = {{1980, {900, 0, 100, 0}, 1000, 0, -1, NULL}};
    const chart_year half[] = {{1980, {450, 0, 50, 0}, 500, 0, -1, NULL}};
    const chart_year few[] = {{1989, {10, 0, 0, 0}, 10, 0, -1, NULL}};
    const chart_partner partners[] = {{"Much", "/much", many, 1},
                                      {"Half", "/half", half, 1},
                                      {"Little", "/little", few, 1}};
    room_text out = {0};
    chart_put_partners(&out, "Partners", partners, 3);
    chart_seen seen = chart_see(&out);
    double high[3];
    for (size_t i = 0; i < 3; i++) {
        high[i] = -chart_path(chart_nth(&seen, "path", "quad-1", i), 'v');
    }
    assert_float_equal(high[0], 2 * high[1], 0.2);
    assert_float_equal(high[2], high[0] * 10 / 900 * 25, 0.3);
    assert_int_equal(chart_count(&seen, "text", "taller"), 1);
    assert_string_equal(chart_nth(&seen, "text", "taller", 0)->text, "25 × as high");
    assert_true(chart_says(&seen, "900 of cooperation, 100 of conflict"));
    chart_forget(&seen);
    room_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_are_as_high_as_their_counts_and_lie_on_each_other),
        cmocka_unit_test(silence_is_shaded_and_what_is_not_known_is_not),
        cmocka_unit_test(few_years_take_little_room),
        cmocka_unit_test(years_beyond_number_are_added_up),
        cmocka_unit_test(whatever_it_is_given_it_writes_a_whole_chart),
        cmocka_unit_test(nothing_to_show_is_said),
        cmocka_unit_test(partners_share_a_scale_or_say_that_they_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
