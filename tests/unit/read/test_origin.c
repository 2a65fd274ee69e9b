/* The way back from a text to its source: runs join, fall, and lead through one another. */
#include "read_check.h"

static size_t find(const dmr_origin *o, size_t text)
{
    return dmr_origin_find(o, 1000, text);
}

static void a_text_without_runs_stands_where_its_document_begins(void **state)
{
    (void)state;
    const dmr_origin none = {0};
    assert_int_equal(find(&none, 7), 1007);
}

static void runs_that_only_go_on_are_one(void **state)
{
    (void)state;
    dmr_origin o = {0};
    assert_true(dmr_origin_add(&o, 0, 10, 1, 1, arena));
    assert_true(dmr_origin_add(&o, 4, 14, 1, 1, arena));
    assert_int_equal(o.runs.n, 1);
    assert_true(dmr_origin_add(&o, 8, 30, 2, 6, arena)); /* "\u00e9" */
    assert_true(dmr_origin_add(&o, 10, 36, 2, 6, arena));
    assert_int_equal(o.runs.n, 2);
    assert_int_equal(find(&o, 7), 17);
    assert_int_equal(find(&o, 8), 30);
    assert_int_equal(find(&o, 9), 30);
    assert_int_equal(find(&o, 11), 36);
}

static void what_was_cut_off_leaves_no_run(void **state)
{
    (void)state;
    dmr_origin o = {0};
    assert_true(dmr_origin_add(&o, 0, 10, 1, 1, arena));
    assert_true(dmr_origin_add(&o, 5, 50, 1, 0, arena));
    assert_true(dmr_origin_add(&o, 9, 90, 1, 1, arena));
    assert_true(dmr_origin_add(&o, 3, 70, 1, 1, arena)); /* the text was cut at 3 */
    assert_int_equal(o.runs.n, 2);
    assert_int_equal(find(&o, 2), 12);
    assert_int_equal(find(&o, 3), 70);
    assert_int_equal(find(&o, 10), 77);
}

/* Any chain leads where one leads after the other. */
static void a_chain_leads_where_its_two_ways_lead(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int turn = 0; turn < 500; turn++) {
        dmr_origin outer = {0}, inner = {0}, both;
        const size_t n = 60;
        size_t source = 3;
        for (size_t text = 0; text < 4 * n && turn % 5;) {
            seed = seed * 1664525 + 1013904223;
            uint32_t gap = (seed >> 24) % 4, kind = (seed >> 16) % 3, len = 6;
            source += gap;
            assert_true(dmr_origin_add(&outer, text, source, kind == 1 ? 2 : 1,
                                       kind == 1   ? 6
                                       : kind == 2 ? 0
                                                   : 1,
                                       arena));
            text += len;
            source += kind == 1 ? 18 : kind == 2 ? 0 : 6;
        }
        size_t middle = 0;
        for (size_t text = 0; text < n && turn % 7;) {
            seed = seed * 1664525 + 1013904223;
            middle += 6 * ((seed >> 24) % 2);
            assert_true(dmr_origin_add(&inner, text, middle, 1, 1, arena));
            text += 6;
            middle += 6;
        }
        assert_true(dmr_origin_chain(&both, &outer, &inner, 4, n, arena));
        for (size_t i = 0; i < n; i++) {
            size_t b = dmr_origin_find(&inner, 4, i);
            size_t want = dmr_origin_find(&outer, 0, b);
            if (dmr_origin_find(&both, 0, i) != want)
                fail_msg("turn %d, byte %zu: %zu, wanted %zu", turn, i,
                         dmr_origin_find(&both, 0, i), want);
        }
    }
}

static void signs_within_a_chain_keep_their_places(void **state)
{
    (void)state;
    /* A file with a BOM; in its line "\u00e9" stands for a sign of two bytes. */
    dmr_origin file = {0}, json = {0}, both;
    assert_true(dmr_origin_add(&file, 0, 3, 1, 1, arena));
    assert_true(dmr_origin_add(&json, 0, 9, 1, 1, arena));
    assert_true(dmr_origin_add(&json, 1, 10, 2, 6, arena));
    assert_true(dmr_origin_add(&json, 3, 16, 1, 1, arena));
    assert_true(dmr_origin_chain(&both, &file, &json, 0, 5, arena));
    assert_int_equal(find(&both, 0), 12);
    assert_int_equal(find(&both, 1), 13);
    assert_int_equal(find(&both, 2), 13);
    assert_int_equal(find(&both, 3), 19);
    assert_int_equal(find(&both, 4), 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_without_runs_stands_where_its_document_begins),
        cmocka_unit_test(runs_that_only_go_on_are_one),
        cmocka_unit_test(what_was_cut_off_leaves_no_run),
        cmocka_unit_test(a_chain_leads_where_its_two_ways_lead),
        cmocka_unit_test(signs_within_a_chain_keep_their_places),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
