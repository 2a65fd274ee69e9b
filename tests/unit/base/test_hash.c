/* Hashes are the same everywhere; tables keep what they are given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/str.h"

static void the_hash_is_fnv_1a(void **state)
{
    (void)state;
    /* Test vectors of http://www.isthe.com/chongo/tech/comp/fnv/ */
    assert_true(dmr_hash_str(DMR_STR("")) == UINT64_C(0xcbf29ce484222325));
    assert_true(dmr_hash_str(DMR_STR("a")) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(dmr_hash_str(DMR_STR("foobar")) == UINT64_C(0x85944171f73967e8));
}

static void a_hash_goes_on_from_an_earlier_one(void **state)
{
    (void)state;
    uint64_t parts = dmr_hash(dmr_hash(DMR_HASH_SEED, "foo", 3), "bar", 3);
    assert_true(parts == dmr_hash_str(DMR_STR("foobar")));
}

static void hexadecimal_has_sixteen_digits(void **state)
{
    (void)state;
    char text[17];
    dmr_hash_hex(UINT64_C(0x0123456789abcdef), text);
    assert_string_equal(text, "0123456789abcdef");
    dmr_hash_hex(0, text);
    assert_string_equal(text, "0000000000000000");
}

static void a_table_finds_each_of_many_keys_and_no_other(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    dmr_map *map = dmr_map_new(arena);
    for (uint32_t i = 0; i < 5000; i++)
        assert_true(dmr_map_set(map, dmr_str_format(arena, "key %u", i), i));
    assert_int_equal(dmr_map_count(map), 5000);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(dmr_map_get(map, dmr_str_format(arena, "key %u", i), 9999), i);
    assert_int_equal(dmr_map_get(map, DMR_STR("key 5000"), 9999), 9999);
    assert_int_equal(dmr_map_get(map, DMR_STR(""), 9999), 9999);
    dmr_arena_free(arena);
}

static void a_key_set_again_has_the_later_value(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    dmr_map *map = dmr_map_new(arena);
    assert_true(dmr_map_set(map, DMR_STR("Bonn"), 1));
    assert_true(dmr_map_set(map, DMR_STR("Bonn"), 2));
    assert_true(dmr_map_set(map, DMR_STR(""), 3));
    assert_int_equal(dmr_map_count(map), 2);
    assert_int_equal(dmr_map_get(map, DMR_STR("Bonn"), 0), 2);
    assert_int_equal(dmr_map_get(map, DMR_STR(""), 0), 3);
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_is_fnv_1a),
        cmocka_unit_test(a_hash_goes_on_from_an_earlier_one),
        cmocka_unit_test(hexadecimal_has_sixteen_digits),
        cmocka_unit_test(a_table_finds_each_of_many_keys_and_no_other),
        cmocka_unit_test(a_key_set_again_has_the_later_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
