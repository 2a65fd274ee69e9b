/* Arenas: pieces keep their bytes, limits hold, sizes do not overflow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

static void pieces_are_aligned_and_do_not_overlap(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    unsigned char *piece[200];
    for (int i = 0; i < 200; i++) {
        size_t n = (size_t)(i * 37 % 1000);
        piece[i] = dmr_arena_alloc(arena, n);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % 16, 0);
        memset(piece[i], i, n);
    }
    for (int i = 0; i < 200; i++) {
        for (int k = 0; k < i * 37 % 1000; k++)
            assert_int_equal(piece[i][k], i);
    }
    dmr_arena_free(arena);
}

static void a_piece_larger_than_a_block_is_given(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    char *large = dmr_arena_alloc(arena, 20 << 20);
    assert_non_null(large);
    large[(20 << 20) - 1] = 'x';
    assert_non_null(dmr_arena_alloc(arena, 1));
    assert_true(dmr_arena_used(arena) >= 20 << 20);
    dmr_arena_free(arena);
}

static void the_limit_ends_in_null_and_not_before(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(100000);
    size_t got = 0;
    while (dmr_arena_alloc(arena, 1000))
        got += 1000;
    assert_in_range(got, 60000, 100000);
    assert_null(dmr_arena_alloc(arena, 100001));
    dmr_arena_reset(arena);
    assert_non_null(dmr_arena_alloc(arena, 50000));
    dmr_arena_free(arena);
}

static void sizes_that_overflow_give_null(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    assert_null(dmr_arena_alloc(arena, SIZE_MAX));
    assert_null(dmr_arena_alloc(arena, SIZE_MAX - 16));
    assert_null(dmr_arena_zalloc(arena, SIZE_MAX / 2, 3));
    assert_null(dmr_arena_copy(arena, "x", SIZE_MAX));
    assert_non_null(dmr_arena_zalloc(arena, 0, 8));
    dmr_arena_free(arena);
}

static void zalloc_is_zero_after_a_reset(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    memset(dmr_arena_alloc(arena, 5000), 0xAB, 5000);
    dmr_arena_reset(arena);
    assert_int_equal(dmr_arena_used(arena), 0);
    unsigned char *p = dmr_arena_zalloc(arena, 50, 100);
    for (int i = 0; i < 5000; i++)
        assert_int_equal(p[i], 0);
    dmr_arena_free(arena);
}

static void a_grown_piece_keeps_its_bytes(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    char *p = dmr_arena_alloc(arena, 10);
    memcpy(p, "0123456789", 10);
    p = dmr_arena_grow(arena, p, 10, 100); /* in place: it is the last one */
    assert_memory_equal(p, "0123456789", 10);
    char *other = dmr_arena_alloc(arena, 10);
    memcpy(other, "abcdefghij", 10);
    p[99] = 'x';
    p = dmr_arena_grow(arena, p, 100, 200); /* moved */
    p[199] = 'y';
    assert_memory_equal(p, "0123456789", 10);
    assert_int_equal(p[99], 'x');
    assert_memory_equal(other, "abcdefghij", 10);
    dmr_arena_free(arena);
}

static void copies_end_with_a_nul(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    char *p = dmr_arena_copy(arena, "abcdef", 3);
    assert_string_equal(p, "abc");
    assert_string_equal(dmr_arena_copy(arena, NULL, 0), "");
    dmr_arena_free(arena);
}

static void arrays_grow_and_new_places_are_zero(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    memset(dmr_arena_alloc(arena, 60000), 0xFF, 60000);
    dmr_arena_reset(arena);
    DMR_VEC(uint32_t) v = {0};
    for (uint32_t i = 0; i < 5000; i++) {
        uint32_t *place = DMR_PUSH(arena, v);
        assert_non_null(place);
        assert_int_equal(*place, 0);
        *place = i;
    }
    assert_int_equal(v.n, 5000);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(v.at[i], i);
    dmr_arena_free(arena);
}

static void an_array_at_the_limit_gives_null_and_keeps_what_it_has(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(2000);
    DMR_VEC(uint64_t) v = {0};
    uint64_t *place;
    while ((place = DMR_PUSH(arena, v)))
        *place = v.n;
    assert_in_range(v.n, 8, 250);
    assert_int_equal(v.at[v.n - 1], v.n);
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_and_do_not_overlap),
        cmocka_unit_test(a_piece_larger_than_a_block_is_given),
        cmocka_unit_test(the_limit_ends_in_null_and_not_before),
        cmocka_unit_test(sizes_that_overflow_give_null),
        cmocka_unit_test(zalloc_is_zero_after_a_reset),
        cmocka_unit_test(a_grown_piece_keeps_its_bytes),
        cmocka_unit_test(copies_end_with_a_nul),
        cmocka_unit_test(arrays_grow_and_new_places_are_zero),
        cmocka_unit_test(an_array_at_the_limit_gives_null_and_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
