/* Lemma scripts and the table of exceptions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "parse/lemma.h"

static dmr_script scripts[] = {
    {'k', 0, {"", 0}}, {'l', 0, {"", 0}},  {'k', 3, {"y", 1}},
    {'t', 0, {"", 0}}, {'l', 3, {"e", 1}}, {'k', 1, {"", 0}},
};
static uint64_t keys[1];
static demarche_str lemmas[1] = {{"go", 2}};
static uint32_t begin[(1 << DMR_LEMMA_BITS) + 1]; /* the one key may begin anywhere */

static void assert_lemma(const char *form, const char *xpos, size_t script,
                         const char *want)
{
    dmr_arena *arena = dmr_arena_new(0);
    for (size_t i = 1; i <= (size_t)1 << DMR_LEMMA_BITS; i++)
        begin[i] = (keys[0] >> (64 - DMR_LEMMA_BITS)) < i;
    dmr_network net = {.scripts = scripts,
                       .n_scripts = 6,
                       .lemma_begin = begin,
                       .lemma_keys = keys,
                       .lemmas = lemmas,
                       .n_lemmas = 1};
    demarche_str got = dmr_lemma(&net, dmr_str_c(form), dmr_str_c(xpos), script, arena);

    if (!dmr_str_is(got, want))
        fail_msg("%s: %.*s, not %s", form, (int)got.len, got.ptr, want);
    dmr_arena_free(arena);
}

static void scripts_change_case_and_ending(void **state)
{
    (void)state;
    assert_lemma("Moscow", "NNP", 0, "Moscow");
    assert_lemma("The", "DT", 1, "the");
    assert_lemma("countries", "NNS", 2, "country");
    assert_lemma("SEOUL", "NNP", 3, "Seoul");
    assert_lemma("seoul", "NNP", 3, "Seoul");
    assert_lemma("Pledging", "VBG", 4, "pledge");
    assert_lemma("talks", "NNS", 5, "talk");
}

static void characters_are_taken_off_whole(void **state)
{
    (void)state;
    assert_lemma("caf\xC3\xA9", "NN", 5, "caf");
    assert_lemma("\xC3\xA9", "NN", 5, "\xC3\xA9"); /* nothing left: the form itself */
    assert_lemma("ab", "NN", 2, "y");
}

static void exceptions_go_before_scripts(void **state)
{
    (void)state;
    keys[0] = dmr_hash_str(DMR_STR("went\tVBD"));
    assert_lemma("Went", "VBD", 0, "go");
    assert_lemma("went", "VBN", 0, "went");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_change_case_and_ending),
        cmocka_unit_test(characters_are_taken_off_whole),
        cmocka_unit_test(exceptions_go_before_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
