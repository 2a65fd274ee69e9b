/* Images: what is put comes out; what is not there is bad, and never out of bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/image.h"

static dmr_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    dmr_arena_free(arena);
    return 0;
}

static dmr_image_reader reader_of(const dmr_image_writer *w)
{
    return (dmr_image_reader){
        .words = w->words.at, .n = w->words.n, .pool = dmr_str(w->pool, w->n_pool)};
}

static void what_is_put_comes_out(void **state)
{
    (void)state;
    dmr_image_writer w;
    assert_true(dmr_image_begin(&w, arena));
    dmr_image_put(&w, 7);
    dmr_image_put_double(&w, -48.85);
    dmr_image_put_str(&w, DMR_STR("F\u00e8s"));
    dmr_image_put_str(&w, DMR_STR(""));
    dmr_image_put_str(&w, DMR_STR("F\u00e8s"));
    assert_false(w.failed);
    assert_int_equal(w.n_pool, 4); /* once */
    dmr_image_reader r = reader_of(&w);
    assert_int_equal(dmr_image_get(&r), 7);
    assert_true(dmr_image_get_double(&r) == -48.85);
    assert_true(dmr_str_is(dmr_image_get_str(&r), "F\u00e8s"));
    assert_int_equal(dmr_image_get_str(&r).len, 0);
    assert_true(dmr_str_is(dmr_image_get_str(&r), "F\u00e8s"));
    assert_false(r.bad);
    assert_int_equal(dmr_image_get(&r), 0);
    assert_true(r.bad);
}

static void a_map_is_used_where_it_lies(void **state)
{
    (void)state;
    dmr_image_writer w;
    dmr_map *map = dmr_map_new(arena);
    assert_true(dmr_image_begin(&w, arena));
    for (uint32_t i = 1; i <= 500; i++) {
        demarche_str key = dmr_str_format(arena, "name %u", i * 7919);
        assert_true(dmr_map_set(map, key, i));
    }
    dmr_image_put_map(&w, map);
    dmr_image_reader r = reader_of(&w);
    dmr_map *over = dmr_image_get_map(&r, 1, 500, arena);
    assert_non_null(over);
    assert_int_equal(dmr_map_count(over), 500);
    for (uint32_t i = 1; i <= 500; i++) {
        demarche_str key = dmr_str_format(arena, "name %u", i * 7919);
        assert_int_equal(dmr_map_get(over, key, 0), i);
    }
    assert_int_equal(dmr_map_get(over, DMR_STR("name 1"), 99), 99);
    assert_false(dmr_map_set(over, DMR_STR("name 1"), 1));
    /* and may be written again */
    dmr_image_writer again;
    assert_true(dmr_image_begin(&again, arena));
    dmr_image_put_map(&again, over);
    assert_int_equal(again.words.n, w.words.n);
    r = reader_of(&w);
    assert_null(dmr_image_get_map(&r, 1, 499, arena)); /* a value out of range */
    assert_true(r.bad);
}

static void what_points_out_of_the_image_is_bad(void **state)
{
    (void)state;
    static const uint32_t words[][9] = {
        {3, 2}, /* behind the pool */
        {2, 1}, /* inside a letter */
        {1, 1}, /* half a letter */
        {0xFFFFFFFF, 0xFFFFFFFF},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        dmr_image_reader r = {.words = words[i], .n = 2, .pool = DMR_STR("F\u00e8s")};
        assert_int_equal(dmr_image_get_str(&r).len, 0);
        assert_true(r.bad);
    }
    static const uint32_t maps[][9] = {
        {0},                                   /* no place */
        {3, 0, 1, 0, 1},                       /* not so many, and no power of two */
        {1, 0, 1, 0, 1},                       /* no empty place */
        {2, 0, 1, 0, 1, 9, 9, 9, 9},           /* a key behind the pool */
        {2, 0, 1, 0, 77, 0xFFFFFFFF, 0, 0, 0}, /* a value too large */
        {0x80000000, 0, 1, 0, 1},
    };
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        dmr_image_reader r = {.words = maps[i], .n = 9, .pool = DMR_STR("F\u00e8s")};
        assert_null(dmr_image_get_map(&r, 0, 5, arena));
        assert_true(r.bad);
    }
    const uint32_t counts[] = {3, 1, 2, 3, 4, 5};
    dmr_image_reader r = {.words = counts, .n = 6};
    assert_int_equal(dmr_image_get_count(&r, 2), 0); /* five words are no three pairs */
    assert_true(r.bad);
    r = (dmr_image_reader){.words = counts, .n = 6};
    assert_int_equal(dmr_image_get_count(&r, 1), 3);
    assert_int_equal(dmr_image_get_below(&r, 1), 0);
    assert_true(r.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_comes_out),
        cmocka_unit_test(a_map_is_used_where_it_lies),
        cmocka_unit_test(what_points_out_of_the_image_is_bad),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
