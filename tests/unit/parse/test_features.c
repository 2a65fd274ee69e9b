/* Features of words are those that train/data.py computes: rows taken from there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "parse/features.h"

static const uint32_t GLUED = 961, APART = 32382;

static dmr_network net_with(uint64_t keys[4], uint32_t slots[4])
{
    return (dmr_network){
        .n_buckets = 32768, .n_slots = 4, .word_keys = keys, .word_slots = slots};
}

static void hashed_rows_are_the_trainers(void **state)
{
    static const struct {
        const char *form;
        uint32_t rows[12]; /* prefixes, suffixes, shape; 0 ends */
    } known[] = {
        {"Pak", {8608, 30417, 19278, 22244, 14062, 29885, 15607}},
        {"P\xE2\x80\x99yongyang",
         {8608, 22295, 859, 3612, 15216, 31227, 4556, 31855, 7548, 17926}},
        {"1988", {27488, 12742, 8145, 23700, 13467, 504, 8324, 6841, 12186}},
        {"U.S.", {6141, 6833, 3357, 32565, 20997, 18974, 13528, 23057, 12087}},
        {"don\xE2\x80\x99t",
         {22260, 29564, 25872, 25810, 6783, 31240, 29922, 17777, 30272, 27799}},
        {"\xE2\x80\x93", {6885, 11946, 1162}},
        {"a", {19017, 28814, 11929}},
        {"Soci\xC3\xA9t\xC3\xA9",
         {4027, 4502, 17036, 10106, 28822, 26748, 28071, 2663, 15642, 31300}},
    };
    uint64_t keys[4] = {0};
    uint32_t slots[4] = {0};
    dmr_network net = net_with(keys, slots);

    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        dmr_features f;
        size_t n = 0;

        dmr_features_of(&net, dmr_str_c(known[i].form), i % 2, &f);
        for (; known[i].rows[n]; n++)
            assert_int_equal(f.hashed[n], known[i].rows[n]);
        assert_int_equal(f.n, n + 1);
        assert_int_equal(f.hashed[n], i % 2 ? GLUED : APART);
        assert_int_equal(f.word, 0);
    }
}

static void the_word_table_knows_no_case_and_no_digit(void **state)
{
    uint64_t h = dmr_hash_str(DMR_STR("mi-00"));
    uint64_t keys[4] = {0};
    uint32_t slots[4] = {0};
    size_t at = (size_t)(h ^ (h >> 32)) & 3;
    dmr_network net = net_with(keys, slots);
    dmr_features f;

    (void)state;
    keys[at] = h ^ 1; /* another word lies in its place: the next slot is looked at */
    keys[(at + 1) & 3] = h;
    slots[(at + 1) & 3] = 42;
    dmr_features_of(&net, DMR_STR("Mi-28"), false, &f);
    assert_int_equal(f.word, 42);
    dmr_features_of(&net, DMR_STR("Mi-8"), false, &f);
    assert_int_equal(f.word, 0);
}

static void long_and_empty_words_are_no_trouble(void **state)
{
    char word[1000], plain[DMR_PLAIN_BYTES];
    uint64_t keys[4] = {0};
    uint32_t slots[4] = {0};
    dmr_network net = net_with(keys, slots);
    dmr_features f;

    (void)state;
    memset(word, 'x', sizeof word);
    assert_int_equal(dmr_features_plain(dmr_str(word, sizeof word), plain), 200);
    word[199] = '\xC3'; /* a character is not cut in two */
    word[200] = '\xA9';
    assert_int_equal(dmr_features_plain(dmr_str(word, sizeof word), plain), 199);
    dmr_features_of(&net, dmr_str(word, sizeof word), false, &f);
    assert_int_equal(f.n, DMR_HASHED_FEATURES);
    dmr_features_of(&net, DMR_STR(""), false, &f);
    assert_int_equal(f.n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashed_rows_are_the_trainers),
        cmocka_unit_test(the_word_table_knows_no_case_and_no_digit),
        cmocka_unit_test(long_and_empty_words_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
