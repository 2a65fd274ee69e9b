/* Names of tags and relations, and walks over a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parse/tree.h"

/* "Seoul and Moscow opened trade offices today" */
static void make(dmr_tree *tree, dmr_word *words)
{
    static const int32_t heads[] = {3, 2, 0, -1, 5, 3, 3};
    static const uint8_t rels[] = {DMR_REL_NSUBJ, DMR_REL_CC,       DMR_REL_CONJ,
                                   DMR_REL_ROOT,  DMR_REL_COMPOUND, DMR_REL_OBJ,
                                   DMR_REL_OBL};
    *tree = (dmr_tree){.words = words, .n = 7};
    for (int i = 0; i < 7; i++) {
        words[i] = (dmr_word){0};
        words[i].head = heads[i];
        words[i].rel = rels[i];
    }
    dmr_tree_link(tree);
}

static void children_come_in_order_of_the_text(void **state)
{
    dmr_word words[7];
    dmr_tree t;

    (void)state;
    make(&t, words);
    assert_int_equal(t.root, 3);
    assert_int_equal(words[3].first_child, 0);
    assert_int_equal(words[0].next_sibling, 5);
    assert_int_equal(words[5].next_sibling, 6);
    assert_int_equal(words[6].next_sibling, -1);
    assert_int_equal(dmr_tree_child(&t, 3, DMR_REL_OBJ), 5);
    assert_int_equal(dmr_tree_child(&t, 3, DMR_REL_IOBJ), -1);
}

static void spans_and_what_is_below(void **state)
{
    dmr_word words[7];
    dmr_tree t;
    int32_t first, last;

    (void)state;
    make(&t, words);
    dmr_tree_span(&t, 0, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 2);
    dmr_tree_span(&t, 5, &first, &last);
    assert_int_equal(first, 4);
    assert_int_equal(last, 5);
    dmr_tree_span(&t, 3, &first, &last);
    assert_int_equal(first, 0);
    assert_int_equal(last, 6);
    assert_true(dmr_tree_under(&t, 1, 0));
    assert_true(dmr_tree_under(&t, 0, 0));
    assert_false(dmr_tree_under(&t, 4, 0));
}

static void ways_between_words(void **state)
{
    dmr_word words[7];
    dmr_tree t;

    (void)state;
    make(&t, words);
    assert_int_equal(dmr_tree_meeting(&t, 2, 4), 3); /* Moscow, trade: opened */
    assert_int_equal(dmr_tree_distance(&t, 2, 4), 4);
    assert_int_equal(dmr_tree_meeting(&t, 1, 0), 0);
    assert_int_equal(dmr_tree_distance(&t, 1, 0), 2);
    assert_int_equal(dmr_tree_meeting(&t, 5, 5), 5);
    assert_int_equal(dmr_tree_distance(&t, 5, 5), 0);
    words[3].head = 5; /* rings, as foreign trees may have: it ends */
    words[0].head = 1;
    words[1].head = 0;
    assert_int_equal(dmr_tree_meeting(&t, 6, 0), -1);
    assert_true(dmr_tree_distance(&t, 6, 0) <= 14);
}

static void names_go_both_ways(void **state)
{
    (void)state;
    for (int i = 0; i < DMR_UPOS_COUNT; i++)
        assert_int_equal(dmr_upos_by_name(dmr_str_c(dmr_upos_name((dmr_upos)i))), i);
    for (int i = 0; i < DMR_REL_COUNT; i++)
        assert_int_equal(dmr_rel_by_name(dmr_str_c(dmr_rel_name((dmr_rel)i))), i);
    assert_string_equal(dmr_upos_name(DMR_UPOS_X), "X");
    assert_int_equal(dmr_rel_by_name(DMR_STR("obl:tmod")), DMR_REL_OBL);
    assert_int_equal(dmr_rel_by_name(DMR_STR("subject")), DMR_REL_COUNT);
    assert_int_equal(dmr_rel_by_name(DMR_STR(":")), DMR_REL_COUNT);
    assert_int_equal(dmr_upos_by_name(DMR_STR("")), DMR_UPOS_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(children_come_in_order_of_the_text),
        cmocka_unit_test(spans_and_what_is_below),
        cmocka_unit_test(ways_between_words),
        cmocka_unit_test(names_go_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
