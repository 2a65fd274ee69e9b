/* The timeline of a pair: what stands where, and that nothing is lost on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "chart.h"
#include "chart_check.h"
#include "chart_day.h"

static const char *const fields[] = {"political", "trade", "sports", "aid"};

static int32_t day(int year, int month, int of_month)
{
    return (int32_t)chart_day_of(year, month, of_month);
}

static chart_timeline of(const chart_deed *deeds, size_t n)
{
    return (chart_timeline){.title = "Seoul and Moscow",
                            .first_party = "South Korea",
                            .second_party = "Soviet Union",
                            .lanes = fields,
                            .n_lanes = 4,
                            .deeds = deeds,
                            .n_deeds = n};
}

static chart_seen draw(room_text *out, const chart_timeline *chart)
{
    chart_put_timeline(out, chart);
    return chart_see(out);
}

/* The mark of the deed with that address. */
static chart_element *mark_of(const chart_seen *seen, const char *href)
{
    chart_element *e = NULL;
    for (size_t i = 0; (e = chart_nth(seen, "a", "mark", i)); i++) {
        if (strcmp(e->href, href) == 0)
            return e;
    }
    fail_msg("no mark %s", href);
    return NULL;
}

static double tick(const chart_seen *seen, const char *name)
{
    chart_element *e = NULL;
    for (size_t i = 0; (e = chart_nth(seen, "text", "tick", i)); i++) {
        if (strcmp(e->text, name) == 0)
            return e->x;
    }
    fail_msg("no tick %s", name);
    return 0;
}

static void a_deed_lies_in_its_year_and_as_wide_as_its_day_is_unsure(void **state)
{
    (void)state;
    const chart_deed deeds[] = {
        {.first = day(1987, 3, 1), .last = day(1987, 3, 1), .quad = 1, .href = "/a"},
        {.first = day(1988, 6, 15), .last = day(1988, 6, 15), .quad = 1, .href = "/b"},
        {.first = day(1988, 1, 1), .last = day(1988, 12, 31), .quad = 1, .href = "/c"},
        {.first = day(1990, 9, 30), .last = day(1990, 9, 30), .quad = 4, .href = "/d"},
        {.first = day(1900, 1, 1),
         .last = day(1999, 12, 31),
         .quad = 4,
         .href = "/century"},
    };
    chart_timeline chart = of(deeds, 5);
    room_text out = {0};
    chart_seen seen = draw(&out, &chart);
    double from = tick(&seen, "1988"), until = tick(&seen, "1989");
    double x = chart_child(&seen, mark_of(&seen, "/b"), "circle", 0)->cx;
    assert_true(x > from + (until - from) * 0.44 && x < from + (until - from) * 0.47);
    assert_null(chart_child(&seen, mark_of(&seen, "/b"), "path", 0));
    chart_element *span = chart_child(&seen, mark_of(&seen, "/c"), "path", 0);
    assert_true(chart_is(span, "span"));
    double left = strtod(span->d + 1, NULL),
           right = strtod(strchr(span->d, 'H') + 1, NULL);
    assert_true(left > from - 0.2 && left < from + 0.2);
    assert_true(right > until - 0.2 && right < until + 0.2);
    span = chart_child(&seen, mark_of(&seen, "/century"), "path", 0);
    assert_true(chart_is(span, "cut") && chart_path(span, 'M') < tick(&seen, "1987"));
    chart_forget(&seen);
    room_text_free(&out);
}

static double height_of(const chart_seen *seen, const chart_element *mark)
{
    return chart_path(chart_child(seen, mark, "path", 0), ' ');
}

static void
cooperation_lies_above_and_conflict_below_and_heads_point_to_whom(void **state)
{
    (void)state;
    const chart_deed deeds[] = {
        {.first = 7000, .last = 7000, .quad = 2, .side = 1, .href = "/up"},
        {.first = 7100, .last = 7100, .quad = 3, .side = -1, .href = "/down"},
        {.first = 7200, .last = 7200, .quad = 0, .side = 1, .href = "/none"},
    };
    chart_timeline chart = of(deeds, 3);
    room_text out = {0};
    chart_seen seen = draw(&out, &chart);
    double up = height_of(&seen, mark_of(&seen, "/up"));
    double down = height_of(&seen, mark_of(&seen, "/down"));
    double none = height_of(&seen, mark_of(&seen, "/none"));
    double line = chart_path(chart_nth(&seen, "path", "line", 0), ' ');
    double under = chart_path(chart_nth(&seen, "path", "line", 1), ' ');
    assert_true(up < line && line < none && none < under && under < down);
    /* From its tip a head goes back. */
    assert_true(chart_path(chart_child(&seen, mark_of(&seen, "/up"), "path", 0), 'l') <
                0);
    assert_true(chart_path(chart_child(&seen, mark_of(&seen, "/down"), "path", 0), 'l') >
                0);
    assert_true(chart_is(mark_of(&seen, "/up"), "quad-2"));
    assert_true(chart_is(mark_of(&seen, "/down"), "quad-3"));
    assert_true(chart_says(&seen, " South Korea towards Soviet Union"));
    assert_true(chart_says(&seen, " Soviet Union towards South Korea"));
    chart_forget(&seen);
    room_text_free(&out);
}

static void indirect_unsure_and_often_told_deeds_look_so(void **state)
{
    (void)state;
    const chart_deed deeds[] = {
        {.first = 7000, .last = 7000, .quad = 1, .indirect = true, .href = "/through"},
        {.first = 7100, .last = 7100, .quad = 1, .unsure = true, .href = "/unsure"},
        {.first = 7200, .last = 7200, .quad = 1, .reports = 12, .href = "/often"},
    };
    chart_timeline chart = of(deeds, 3);
    room_text out = {0};
    chart_seen seen = draw(&out, &chart);
    assert_true(chart_is(mark_of(&seen, "/through"), "indirect"));
    assert_false(chart_is(mark_of(&seen, "/through"), "unsure"));
    assert_true(chart_is(mark_of(&seen, "/unsure"), "unsure"));
    assert_false(chart_is(mark_of(&seen, "/often"), "indirect"));
    assert_non_null(strstr(out.at, "r=\"5.2\"/>"));
    assert_true(chart_says(&seen, "through others") && chart_says(&seen, "not sure"));
    chart_forget(&seen);
    room_text_free(&out);
}

static void bands_have_names_and_silence_is_shaded(void **state)
{
    (void)state;
    const chart_deed deeds[] = {
        {.first = day(1980, 1, 1), .last = day(1980, 1, 1), .quad = 1},
        {.first = day(1990, 1, 1), .last = day(1990, 1, 1), .quad = 1},
    };
    const chart_band stages[] = {{day(1980, 1, 1), day(1984, 12, 31), "Sports"},
                                 {day(1985, 1, 1), CHART_NO_DAY, "Trade"},
                                 {day(1700, 1, 1), day(1701, 1, 1), "Long ago"}};
    const chart_band uncovered[] = {{day(1981, 1, 1), day(1982, 12, 31), NULL},
                                    {day(1982, 6, 1), day(1983, 12, 31), NULL}};
    chart_timeline chart = of(deeds, 2);
    chart.stages = stages;
    chart.n_stages = 3;
    chart.uncovered = uncovered;
    chart.n_uncovered = 2;
    room_text out = {0};
    chart_seen seen = draw(&out, &chart);
    assert_int_equal(chart_count(&seen, "g", "band"), 2);
    assert_true(chart_says(&seen, "Sports, 1980 to 1984"));
    assert_false(chart_says(&seen, "Long ago"));
    assert_int_equal(chart_count(&seen, "g", "uncovered"), 1);
    assert_true(chart_says(&seen, "1981 to 1983: no document tells of this time"));
    chart_element *shade =
        chart_child(&seen, chart_nth(&seen, "g", "uncovered", 0), "rect", 0);
    assert_true(shade->x > tick(&seen, "1981") - 0.2 &&
                shade->x < tick(&seen, "1981") + 0.2);
    assert_true(shade->x + shade->width < tick(&seen, "1984") + 0.2);
    chart_forget(&seen);
    room_text_free(&out);
}

static int64_t number_behind(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    int64_t n = 0;
    for (at = at ? at + strlen(word) : ""; *at == ',' || (*at >= '0' && *at <= '9'); at++)
        n = *at == ',' ? n : n * 10 + (*at - '0');
    return n;
}

/* Deeds in marks, in numbers, in columns, and those said not to be drawn. */
static int64_t deeds_shown(const chart_seen *seen)
{
    int64_t n = 0;
    chart_element *e = NULL;
    for (size_t i = 0; (e = chart_nth(seen, "", "mark", i)); i++)
        n += strcmp(e->name, "svg") != 0;
    for (size_t i = 0; (e = chart_nth(seen, "g", "stack", i)); i++)
        n += number_behind(chart_child(seen, e, "title", 0)->text, "");
    for (size_t i = 0; (e = chart_nth(seen, "g", "column", i)); i++) {
        const char *title = chart_child(seen, e, "title", 0)->text;
        n += number_behind(title, "cooperation ") + number_behind(title, "conflict ") +
             number_behind(title, "neither ");
    }
    for (size_t i = 0; (e = chart_nth(seen, "p", "chart-note", i)); i++)
        n += number_behind(e->text, "known: ") + number_behind(e->text, "fields: ");
    return n;
}

/* Some of them without a day, or of fields that there are not. */
static chart_deed *many_deeds(size_t n, uint64_t seed, int years)
{
    chart_deed *deeds = calloc(n, sizeof *deeds);
    assert_non_null(deeds);
    for (size_t i = 0; i < n; i++) {
        int32_t first = day(1945, 1, 1) + (int32_t)(chart_random(&seed) % (years * 365u));
        deeds[i] = (chart_deed){
            .first = chart_random(&seed) % 50 ? first : CHART_NO_DAY,
            .last = first +
                    (chart_random(&seed) % 3 ? 0 : (int32_t)(chart_random(&seed) % 400)),
            .lane = (int)(chart_random(&seed) % 16 ? chart_random(&seed) % 16 / 5
                                                   : chart_random(&seed) % 5),
            .quad = (int)(chart_random(&seed) % 5),
            .side = (int)(chart_random(&seed) % 3) - 1,
            .reports = (int)(chart_random(&seed) % 12),
            .href = "/event/1988-06-01-kor-sun-consult-0123456789abcdef",
            .title =
                "1988-06-01 South Korea CONSULT Soviet Union: \"the two ministers met in "
                "Seoul and spoke of trade, of fish, of ships and of the Olympic Games of "
                "that year\" (told twice)",
        };
        if (chart_random(&seed) % 60 == 0)
            deeds[i].first = deeds[i].last = CHART_NO_DAY;
    }
    return deeds;
}

static void no_deed_is_lost_however_many_there_are(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        int years;
    } cases[] = {{1, 1},    {7, 1},   {60, 2},    {300, 1},
                 {300, 46}, {900, 3}, {2000, 46}, {30000, 46}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chart_deed *deeds = many_deeds(cases[i].n, i, cases[i].years);
        chart_timeline chart = of(deeds, cases[i].n);
        room_text out = {0};
        chart_seen seen = draw(&out, &chart);
        if (deeds_shown(&seen) != (int64_t)cases[i].n)
            fail_msg("of %zu deeds in %d years %lld are shown", cases[i].n,
                     cases[i].years, (long long)deeds_shown(&seen));
        chart_forget(&seen);
        room_text_free(&out);
        free(deeds);
    }
}

static void a_chart_of_many_deeds_stays_small_and_is_the_same_each_time(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        int years;
    } cases[] = {{400, 46}, {2000, 46}, {2000, 5}, {2000, 200}, {30000, 46}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        chart_deed *deeds = many_deeds(cases[i].n, 100 + i, cases[i].years);
        chart_timeline chart = of(deeds, cases[i].n);
        room_text out = {0}, again = {0};
        chart_put_timeline(&out, &chart);
        chart_put_timeline(&again, &chart);
        assert_int_equal(out.n, again.n);
        assert_memory_equal(out.at, again.at, out.n);
        if (out.n > 120000)
            fail_msg("%zu deeds in %d years: %zu bytes", cases[i].n, cases[i].years,
                     out.n);
        room_text_free(&out);
        room_text_free(&again);
        free(deeds);
    }
}

/* No two marks of a row lie on each other. */
static void marks_do_not_lie_on_one_another(void **state)
{
    (void)state;
    chart_deed *deeds = many_deeds(250, 5, 20);
    for (size_t i = 0; i < 250; i++)
        deeds[i].side = 0, deeds[i].last = deeds[i].first;
    chart_timeline chart = of(deeds, 250);
    room_text out = {0};
    chart_seen seen = draw(&out, &chart);
    size_t n = chart_count(&seen, "circle", ""), met = 0;
    for (size_t i = 0; i < n; i++) {
        const chart_element *a = chart_nth(&seen, "circle", "", i);
        for (size_t k = i + 1; k < n; k++) {
            const chart_element *b = chart_nth(&seen, "circle", "", k);
            double across = a->cx - b->cx, down = a->cy - b->cy;
            bool key = strcmp(seen.at[a->parent].name, "svg") == 0 ||
                       strcmp(seen.at[b->parent].name, "svg") == 0;
            met += across > -4 && across < 4;
            if (!key && across * across + down * down < (a->r + b->r) * (a->r + b->r) - 1)
                fail_msg("marks at %g,%g and %g,%g", a->cx, a->cy, b->cx, b->cy);
        }
    }
    assert_true(n > 150 && met > 100); /* they would, if they were not stacked */
    chart_forget(&seen);
    room_text_free(&out);
    free(deeds);
}

static void an_empty_chart_says_so(void **state)
{
    (void)state;
    const chart_deed undated = {.first = CHART_NO_DAY, .last = CHART_NO_DAY, .quad = 1};
    const chart_timeline charts[] = {of(NULL, 0), of(&undated, 1)};
    static const char *const says[] = {"There is no deed to show on a timeline.",
                                       "Of none of these deeds a day is known"};
    for (size_t i = 0; i < 2; i++) {
        room_text out = {0};
        chart_seen seen = draw(&out, &charts[i]);
        assert_true(chart_says(&seen, says[i]));
        assert_null(chart_nth(&seen, "svg", "", 0));
        chart_forget(&seen);
        room_text_free(&out);
    }
}

static void ids_of_two_charts_of_a_page_differ_and_lead_somewhere(void **state)
{
    (void)state;
    chart_deed *deeds = many_deeds(40, 9, 3);
    const chart_band uncovered = {deeds[0].last - 10, deeds[0].last, NULL};
    chart_timeline chart = of(deeds, 40);
    chart.uncovered = &uncovered;
    chart.n_uncovered = 1;
    room_text out = {0};
    room_put(&out, "<div>");
    chart_put_timeline(&out, &chart);
    chart_put_timeline(&out, &chart);
    room_put(&out, "</div>");
    chart_seen seen = chart_see(&out);
    size_t ids = 0;
    for (size_t i = 0; i < seen.n; i++) {
        const chart_element *e = &seen.at[i];
        ids += *e->id != '\0';
        for (size_t k = i + 1; k < seen.n; k++)
            assert_true(!*e->id || strcmp(e->id, seen.at[k].id) != 0);
        char to[64];
        if (sscanf(e->label, "%63s", to) != 1 &&
            sscanf(e->fill, "url(#%63[^)]", to) != 1 && sscanf(e->href, "#%63s", to) != 1)
            continue;
        bool found = false;
        for (size_t k = 0; k < seen.n; k++)
            found |= strcmp(to, seen.at[k].id) == 0;
        if (!found)
            fail_msg("nothing has the id %s", to);
    }
    assert_int_equal(ids, 8); /* title, description, hatching, caption */
    chart_forget(&seen);
    room_text_free(&out);
    free(deeds);
}

static void whatever_it_is_given_it_writes_a_whole_chart(void **state)
{
    (void)state;
    static const int32_t days[] = {CHART_NO_DAY, INT32_MIN + 1, INT32_MAX, 0,    -719528,
                                   -5000000,     2932896,       7000,      7001, 7100};
    uint64_t seed = 1;
#define ANY(of) of[chart_random(&seed) % (sizeof of / sizeof *of)]
    for (int round = 0; round < 400; round++) {
        chart_deed deeds[30] = {0};
        chart_band bands[12] = {0};
        const char *lanes[6];
        for (size_t i = 0; i < 30; i++)
            deeds[i] = (chart_deed){.first = ANY(days),
                                    .last = ANY(days),
                                    .lane = (int)(chart_random(&seed) % 9) - 1,
                                    .quad = (int)(chart_random(&seed) % 12) - 4,
                                    .side = (int)(chart_random(&seed) % 7) - 3,
                                    .indirect = chart_random(&seed) % 2,
                                    .unsure = chart_random(&seed) % 2,
                                    .reports = (int)chart_random(&seed) - 1000000000,
                                    .href = ANY(chart_hostile),
                                    .title = ANY(chart_hostile)};
        for (size_t i = 0; i < 12; i++)
            bands[i] = (chart_band){ANY(days), ANY(days), ANY(chart_hostile)};
        for (size_t i = 0; i < 6; i++)
            lanes[i] = ANY(chart_hostile);
        chart_timeline chart = {.title = ANY(chart_hostile),
                                .first_party = ANY(chart_hostile),
                                .second_party = ANY(chart_hostile),
                                .lanes = round % 7 ? lanes : NULL,
                                .n_lanes = chart_random(&seed) % 7,
                                .deeds = deeds,
                                .n_deeds = chart_random(&seed) % 31,
                                .uncovered = bands,
                                .n_uncovered = chart_random(&seed) % 7,
                                .stages = bands + 6,
                                .n_stages = chart_random(&seed) % 7};
        room_text out = {0};
        chart_seen seen = draw(&out, &chart);
        chart_forget(&seen);
        room_text_free(&out);
    }
#undef ANY
}

static void deeds_of_more_fields_than_are_drawn_are_counted(void **state)
{
    (void)state;
    chart_deed deeds[64];
    for (size_t i = 0; i < 64; i++)
        deeds[i] =
            (chart_deed){.first = 7000, .last = 7000 + (int)i, .quad = 1, .lane = (int)i};
    const char *lanes[64] = {NULL};
    chart_timeline chart = of(deeds, 64);
    chart.lanes = lanes;
    chart.n_lanes = 64;
    room_text out = {0};
    chart_seen seen = draw(&out, &chart);
    assert_int_equal(deeds_shown(&seen), 64);
    assert_true(chart_says(&seen, "of further fields: 24 deeds."));
    chart_forget(&seen);
    room_text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deed_lies_in_its_year_and_as_wide_as_its_day_is_unsure),
        cmocka_unit_test(
            cooperation_lies_above_and_conflict_below_and_heads_point_to_whom),
        cmocka_unit_test(indirect_unsure_and_often_told_deeds_look_so),
        cmocka_unit_test(bands_have_names_and_silence_is_shaded),
        cmocka_unit_test(no_deed_is_lost_however_many_there_are),
        cmocka_unit_test(a_chart_of_many_deeds_stays_small_and_is_the_same_each_time),
        cmocka_unit_test(marks_do_not_lie_on_one_another),
        cmocka_unit_test(an_empty_chart_says_so),
        cmocka_unit_test(ids_of_two_charts_of_a_page_differ_and_lead_somewhere),
        cmocka_unit_test(whatever_it_is_given_it_writes_a_whole_chart),
        cmocka_unit_test(deeds_of_more_fields_than_are_drawn_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
