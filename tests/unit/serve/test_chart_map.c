/* The map of the world, which a build without npm does not have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "chart.h"
#include "chart_check.h"

static void every_state_of_today_is_on_it_and_no_other(void **state)
{
    (void)state;
    static const char *const none[] = {"SUN", "YUG", "DDR", "UNO",
                                       "ATA", "",    "FR",  "FRANCE"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(chart_map_has(none[i]));
    assert_false(chart_map_has(NULL));
    if (!chart_map_has("FRA"))
        skip();
    FILE *f = fopen("lexicon/states.tsv", "r");
    assert_non_null(f);
    char line[4096];
    size_t n = 0;
    while (fgets(line, sizeof line, f)) {
        char *cell[5], *at = line;
        for (size_t i = 0; i < 5; i++)
            cell[i] = at ? strsep(&at, "\t") : line + strlen(line);
        if (*line == '#' || strcmp(cell[1], "state") != 0 || *cell[4] ||
            strcmp(cell[0], "ATA") == 0)
            continue;
        n++;
        if (!chart_map_has(cell[0]))
            fail_msg("%s is not on the map", cell[0]);
    }
    fclose(f);
    assert_true(n > 240);
}

static void states_are_shaded_by_their_count(void **state)
{
    (void)state;
    const chart_state states[] = {
        {"FRA", "France", "/country/FRA", 1000},
        {"KOR", "South Korea", "/country/KOR", 30},
        {"SGP", "Singapore", "/country/SGP", 4},
        {"XKX", "Kosovo", NULL, 1},
        {"SUN", "Soviet Union", "/country/SUN", 9000},
        {"ITA", "Italy", "/country/ITA", 0},
        {"DEU", "Germany", "/country/DEU", 200},
    };
    room_text out = {0};
    chart_put_map(&out, "Where", states, sizeof states / sizeof *states);
    chart_seen seen = chart_see(&out);
    if (!chart_map_has("FRA")) {
        assert_true(chart_says(&seen, "built without the map"));
    } else {
        static const struct {
            const char *title, *class, *shape;
        } seen_as[] = {
            {"France: 1,000", "map-5", "path"},   {"Germany: 200", "map-4", "path"},
            {"South Korea: 30", "map-3", "path"}, {"Singapore: 4", "map-2", "circle"},
            {"Kosovo: 1", "map-1", "path"},       {"Italy: 0", "map-0", "path"}};
        for (size_t i = 0; i < sizeof seen_as / sizeof *seen_as; i++) {
            const chart_element *e = NULL;
            for (size_t k = 0; (e = chart_nth(&seen, "", "state", k)); k++) {
                const chart_element *title = chart_child(&seen, e, "title", 0);
                if (title && strcmp(title->text, seen_as[i].title) == 0)
                    break;
            }
            if (!e || !chart_is(e, seen_as[i].class) ||
                !chart_child(&seen, e, seen_as[i].shape, 0))
                fail_msg("%s", seen_as[i].title);
        }
        assert_int_equal(chart_count(&seen, "a", "state"), 5);
        assert_false(chart_says(&seen, "Soviet Union"));
        assert_true(out.n < 70000);
    }
    chart_forget(&seen);
    room_text_free(&out);
}

static void whatever_it_is_given_it_writes_a_whole_chart(void **state)
{
    (void)state;
    static const char *const codes[] = {"FRA", "USA", "SGP", "XXX",
                                        NULL,  "",    "KOR", "\xFF"};
    static const int64_t counts[] = {0, 1, -1, INT64_MAX, INT64_MIN, 5};
    uint64_t seed = 11;
#define ANY(of) of[chart_random(&seed) % (sizeof of / sizeof *of)]
    for (int round = 0; round < 60; round++) {
        chart_state states[12];
        for (size_t i = 0; i < 12; i++)
            states[i] = (chart_state){ANY(codes), ANY(chart_hostile), ANY(chart_hostile),
                                      ANY(counts)};
        room_text out = {0};
        chart_put_map(&out, ANY(chart_hostile), states, chart_random(&seed) % 13);
        chart_seen seen = chart_see(&out);
        chart_forget(&seen);
        room_text_free(&out);
    }
#undef ANY
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_of_today_is_on_it_and_no_other),
        cmocka_unit_test(states_are_shaded_by_their_count),
        cmocka_unit_test(whatever_it_is_given_it_writes_a_whole_chart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
