/* The closed lists: what is on them, what is cut, what could be a syllable of a name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/affix.h"

static void lists_compare_without_case_and_whole(void **state)
{
    (void)state;
    assert_true(dmr_affix_is(DMR_AFFIX_PREFIX, DMR_STR("non")));
    assert_true(dmr_affix_is(DMR_AFFIX_PREFIX, DMR_STR("Non")));
    assert_false(dmr_affix_is(DMR_AFFIX_PREFIX, DMR_STR("no")));
    assert_false(dmr_affix_is(DMR_AFFIX_PREFIX, DMR_STR("none")));
    assert_false(dmr_affix_is(DMR_AFFIX_PREFIX, DMR_STR("")));
    assert_true(dmr_affix_is(DMR_AFFIX_UNIT, DMR_STR("KM")));
    assert_true(dmr_affix_is(DMR_AFFIX_STARTER, DMR_STR("THE")));
    assert_false(dmr_affix_is(DMR_AFFIX_STARTER, DMR_STR("Congress")));
}

static void words_are_cut_at_their_places(void **state)
{
    (void)state;
    size_t cuts[2];
    assert_int_equal(dmr_affix_cuts(DMR_STR("Cannot"), cuts), 1);
    assert_int_equal(cuts[0], 3);
    assert_int_equal(dmr_affix_cuts(DMR_STR("dunno"), cuts), 2);
    assert_int_equal(cuts[0], 2);
    assert_int_equal(cuts[1], 3);
    assert_int_equal(dmr_affix_cuts(DMR_STR("cannon"), cuts), 0);
    assert_int_equal(dmr_affix_cuts(DMR_STR("cannots"), cuts), 0);
    assert_int_equal(dmr_affix_cuts(DMR_STR("canno"), cuts), 0);
}

static void syllables_of_names(void **state)
{
    (void)state;
    static const char *const are[] = {
        "Sun",  "gi",   "Tae",  "woo",  "Ch'or", "on",   "Hui",   "gyong", "myong",
        "Il",   "sung", "Jong", "un",   "Teng",  "hui",  "En",    "lai",   "Xiao",
        "ping", "Tse",  "Kai",  "shek", "hyun",  "Yong", "ch'ol", "jeou",  NULL,
    };
    static const char *const are_not[] = {
        "based", "led",  "Soviet", "Moscow", "term", "known",
        "Anglo", "born", "style",  "",       "x1",   NULL,
    };
    for (size_t i = 0; are[i]; i++)
        if (!dmr_affix_is_syllable(dmr_str_c(are[i])))
            fail_msg("%s is a syllable", are[i]);
    for (size_t i = 0; are_not[i]; i++)
        if (dmr_affix_is_syllable(dmr_str_c(are_not[i])))
            fail_msg("%s is no syllable", are_not[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_compare_without_case_and_whole),
        cmocka_unit_test(words_are_cut_at_their_places),
        cmocka_unit_test(syllables_of_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
