/* Names that last, dates that others can read, pairs of parties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "export/export_parts.h"

static void urns_hold_no_character_that_a_urn_cannot(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    assert_true(dmr_str_is(dmr_export_urn(arena, "doc", DMR_STR("a/b c#1?\xC3\xA9%")),
                           "urn:demarche:doc:a/b%20c%231%3F%C3%A9%25"));
    dmr_arena_free(arena);
}

static void only_urls_of_the_web_are_urls(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "example.org", "http://a b", "https://a<b>", "javascript:x", "http://a\nb"};
    assert_true(dmr_export_is_url(DMR_STR("https://example.org/a?b=c#d")));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(dmr_export_is_url(dmr_str_c(bad[i])));
}

static void only_plain_dates_are_plain_dates(void **state)
{
    (void)state;
    static const char *const good[] = {"1988", "1988-12", "1988-12-31"};
    static const char *const bad[] = {"",      "198X",  "1988~",     "1988-21",
                                      "-0043", "1988/", "1988-1",    "1988-12-3",
                                      "../85", "Y1988", "1988-00-X", "1988-12/1989-01"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(dmr_str_is(dmr_export_simple_date(dmr_str_c(good[i])), good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(dmr_export_simple_date(dmr_str_c(bad[i])).len, 0);
}

static void lines_are_joined_by_one_blank(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    assert_true(
        dmr_str_is(dmr_export_one_line(arena, DMR_STR("\n the\r\n  Prime\tMinister ")),
                   "the Prime Minister"));
    assert_int_equal(dmr_export_one_line(arena, DMR_STR(" \n")).len, 0);
    dmr_arena_free(arena);
}

/* "0>2 1>2" */
static void pairs_are(const demarche_event *e, const char *expected)
{
    char got[256] = "";
    size_t n = 0;
    dmr_pair pair;
    for (size_t i = 0; dmr_export_pair(e, i, &pair); i++)
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%zu>%zu", i ? " " : "",
                              pair.from, pair.to);
    assert_string_equal(got, expected);
}

static void pairs_go_from_actors_to_recipients(void **state)
{
    (void)state;
    demarche_event e = {.n_actors = 2, .n_recipients = 2};
    pairs_are(&e, "0>2 0>3 1>2 1>3");
    e.mutual = true;
    e.n_recipients = 1;
    pairs_are(&e, "0>2 2>0 1>2 2>1");
    e.n_recipients = 0;
    pairs_are(&e, "0>1 1>0");
    e.n_actors = 1;
    pairs_are(&e, "");
    e.mutual = false;
    e.n_actors = 3;
    pairs_are(&e, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urns_hold_no_character_that_a_urn_cannot),
        cmocka_unit_test(only_urls_of_the_web_are_urls),
        cmocka_unit_test(only_plain_dates_are_plain_dates),
        cmocka_unit_test(lines_are_joined_by_one_blank),
        cmocka_unit_test(pairs_go_from_actors_to_recipients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
