/* Slices: comparing, finding, splitting, numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define S(literal) DMR_STR(literal)

static void order_is_bytewise_and_shorter_first(void **state)
{
    (void)state;
    assert_int_equal(dmr_str_compare(S("ab"), S("abc")), -1);
    assert_int_equal(dmr_str_compare(S("abc"), S("ab")), 1);
    assert_int_equal(dmr_str_compare(S("b"), S("abc")), 1);
    assert_int_equal(dmr_str_compare(S("\xC3"), S("z")), 1); /* unsigned bytes */
    assert_int_equal(dmr_str_compare(dmr_str(NULL, 0), S("")), 0);
}

static void begin_and_end_are_told_of_short_strings_too(void **state)
{
    (void)state;
    assert_true(dmr_str_starts(S("Moscow"), S("Mos")));
    assert_false(dmr_str_starts(S("Mo"), S("Mos")));
    assert_true(dmr_str_ends(S("Moscow"), S("cow")));
    assert_false(dmr_str_ends(S("ow"), S("cow")));
    assert_true(dmr_str_ends(S(""), S("")));
    assert_true(dmr_str_eq_nocase(S("KREMLIN"), S("kremlin")));
    assert_false(dmr_str_eq_nocase(S("kremlin"), S("kremli")));
}

static void a_part_is_found_from_where_it_is_asked(void **state)
{
    (void)state;
    assert_int_equal(dmr_str_find(S("aabaab"), S("ab"), 0), 1);
    assert_int_equal(dmr_str_find(S("aabaab"), S("ab"), 2), 4);
    assert_int_equal(dmr_str_find(S("aabaab"), S("ab"), 5), SIZE_MAX);
    assert_int_equal(dmr_str_find(S("ab"), S("abc"), 0), SIZE_MAX);
    assert_int_equal(dmr_str_find(S("ab"), S("ab"), 3), SIZE_MAX);
    assert_int_equal(dmr_str_find(S("ab"), S(""), 2), 2);
    assert_int_equal(dmr_str_find(S(""), S("a"), 0), SIZE_MAX);
}

static void split_gives_every_part_and_then_ends(void **state)
{
    (void)state;
    demarche_str rest = S("a||b"), part;
    assert_true(dmr_str_split(&rest, '|', &part) && dmr_str_is(part, "a"));
    assert_true(dmr_str_split(&rest, '|', &part) && dmr_str_is(part, ""));
    assert_true(dmr_str_split(&rest, '|', &part) && dmr_str_is(part, "b"));
    assert_false(dmr_str_split(&rest, '|', &part));
    rest = S("");
    assert_true(dmr_str_split(&rest, '|', &part) && dmr_str_is(part, ""));
    assert_false(dmr_str_split(&rest, '|', &part));
    rest = S("a|");
    assert_true(dmr_str_split(&rest, '|', &part));
    assert_true(dmr_str_split(&rest, '|', &part) && dmr_str_is(part, ""));
    assert_false(dmr_str_split(&rest, '|', &part));
}

static void whole_numbers_are_digits_within_the_maximum(void **state)
{
    (void)state;
    uint64_t v = 7;
    assert_true(dmr_str_to_uint(S("0042"), 42, &v) && v == 42);
    assert_true(dmr_str_to_uint(S("18446744073709551615"), UINT64_MAX, &v));
    assert_true(v == UINT64_MAX);
    v = 7;
    assert_false(dmr_str_to_uint(S("18446744073709551616"), UINT64_MAX, &v));
    assert_false(dmr_str_to_uint(S("43"), 42, &v));
    assert_false(dmr_str_to_uint(S(""), 42, &v));
    assert_false(dmr_str_to_uint(S("+4"), 42, &v));
    assert_false(dmr_str_to_uint(S("4 "), 42, &v));
    assert_int_equal(v, 7); /* untouched */
}

static void decimal_numbers_have_a_point_in_every_locale(void **state)
{
    (void)state;
    double v = 0;
    assert_true(dmr_str_to_double(S("-12.25"), &v) && v == -12.25);
    assert_true(dmr_str_to_double(S("6"), &v) && v == 6);
    assert_true(dmr_str_to_double(S(".5"), &v) && v == 0.5);
    assert_false(dmr_str_to_double(S("1,5"), &v));
    assert_false(dmr_str_to_double(S("1e5"), &v));
    assert_false(dmr_str_to_double(S("1.2.3"), &v));
    assert_false(dmr_str_to_double(S("-"), &v));
    assert_false(dmr_str_to_double(S("nan"), &v));
    assert_false(dmr_str_to_double(S(""), &v));
}

static void trim_and_lower_leave_the_rest(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    assert_true(dmr_str_is(dmr_str_trim(S(" \t a b\r\n ")), "a b"));
    assert_true(dmr_str_is(dmr_str_trim(S(" \n ")), ""));
    assert_true(dmr_str_is(dmr_str_lower(arena, S("P'YONGYANG \xC3\x89")),
                           "p'yongyang \xC3\x89"));
    demarche_str same = S("lower");
    assert_ptr_equal(dmr_str_lower(arena, same).ptr, same.ptr);
    assert_true(dmr_str_is(dmr_str_format(arena, "%s-%02d", "x", 7), "x-07"));
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_bytewise_and_shorter_first),
        cmocka_unit_test(begin_and_end_are_told_of_short_strings_too),
        cmocka_unit_test(a_part_is_found_from_where_it_is_asked),
        cmocka_unit_test(split_gives_every_part_and_then_ends),
        cmocka_unit_test(whole_numbers_are_digits_within_the_maximum),
        cmocka_unit_test(decimal_numbers_have_a_point_in_every_locale),
        cmocka_unit_test(trim_and_lower_leave_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
