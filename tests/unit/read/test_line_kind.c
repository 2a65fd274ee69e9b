/* What a single line shows to be. */
#include "read_check.h"

#include "read/line_kind.h"

static void rows_have_cells(void **state)
{
    (void)state;
    assert_true(dmr_line_is_row(S("Japan | 1,200 | 1,400")));
    assert_true(dmr_line_is_row(S("India          42.5     51.0")));
    assert_true(dmr_line_is_row(S("1971\t76\t35")));
    assert_true(dmr_line_is_row(S("Peru    Lima    1.2%")));
    assert_true(dmr_line_is_row(S("Wool    n.a.")));
    assert_false(dmr_line_is_row(S("They met in Lima.  He left.")));
    assert_false(dmr_line_is_row(S("The  lines  of old  typists are even")));
    assert_false(dmr_line_is_row(S("1979  Troops take Kampala")));
    assert_false(dmr_line_is_row(S("He came back in 1979  and left")));
    assert_false(dmr_line_is_row(S("either | or")));
    assert_false(dmr_line_is_row(S("    indented prose")));
    assert_false(dmr_line_is_row(S("")));
}

static void rules_have_no_letters(void **state)
{
    (void)state;
    assert_true(dmr_line_is_rule(S("-----")));
    assert_true(dmr_line_is_rule(S("|---|---|")));
    assert_true(dmr_line_is_rule(S(" * * * ")));
    assert_true(dmr_line_is_rule(S("\u2014\u2014\u2014\u2014")));
    assert_false(dmr_line_is_rule(S("--")));
    assert_false(dmr_line_is_rule(S("--- 5 ---")));
    assert_false(dmr_line_is_rule(S("\u4e2d\u56fd\u4e2d\u56fd")));
}

static void fields_have_a_name(void **state)
{
    (void)state;
    assert_true(dmr_line_is_field(S("FROM: ACCRA")));
    assert_true(dmr_line_is_field(S("Subject: Fishing dispute")));
    assert_true(dmr_line_is_field(S("FM AMEMBASSY LIMA")));
    assert_true(dmr_line_is_field(S("REF:")));
    assert_false(dmr_line_is_field(S("TO Accra he went")));
    assert_false(dmr_line_is_field(S("two things: trade")));
    assert_false(dmr_line_is_field(S("At 10:30 they met")));
    assert_false(dmr_line_is_field(S("The minister who came from Lima said: no")));
    assert_false(dmr_line_is_field(S(":")));
}

static void shouting_is_in_capitals(void **state)
{
    (void)state;
    assert_true(dmr_line_is_shouted(S("TRADE TALKS, 1954")));
    assert_true(dmr_line_is_shouted(S("\u00c9TATS")));
    assert_false(dmr_line_is_shouted(S("Trade TALKS")));
    assert_false(dmr_line_is_shouted(S("USA")));
    assert_false(dmr_line_is_shouted(S("1954")));
}

static void pages_are_numbered_in_known_ways(void **state)
{
    (void)state;
    static const char *const sure[] = {"- 12 -", "\u2013 12 \u2013", "Page 3 of 7",
                                       "p. 12",  "[page 88]",        "PAGE 4",
                                       "/...",   "Page 3/7"};
    static const char *const maybe[] = {"214", "[12]", "1988"};
    static const char *const none[] = {"12 men", "Page Smith", "- trade -", "12345",
                                       "",       "-",          "3 of 7",    "12."};
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
        assert_int_equal(dmr_line_page_mark(dmr_str_c(sure[i])), DMR_PAGE_MARK_SURE);
    for (size_t i = 0; i < sizeof maybe / sizeof *maybe; i++)
        assert_int_equal(dmr_line_page_mark(dmr_str_c(maybe[i])), DMR_PAGE_MARK_MAYBE);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(dmr_line_page_mark(dmr_str_c(none[i])), DMR_PAGE_MARK_NONE);
}

static void marks_of_lists_follow_in_their_kind(void **state)
{
    (void)state;
    assert_true(dmr_line_mark_follows(S("(a) One"), S("(b) Two")));
    assert_true(dmr_line_mark_follows(S("9. One"), S("10. Two")));
    assert_true(dmr_line_mark_follows(S("iii) One"), S("iv) Two")));
    assert_true(dmr_line_mark_follows(S("(h) One"), S("(i) Two")));
    assert_false(dmr_line_mark_follows(S("(a) One"), S("(c) Two")));
    assert_false(dmr_line_mark_follows(S("(a) One"), S("b) Two")));
    assert_false(dmr_line_mark_follows(S("1. One"), S("2) Two")));
    assert_false(dmr_line_mark_follows(S("One"), S("Two")));
    assert_false(dmr_line_mark_follows(S(""), S("(")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_cells),
        cmocka_unit_test(rules_have_no_letters),
        cmocka_unit_test(fields_have_a_name),
        cmocka_unit_test(shouting_is_in_capitals),
        cmocka_unit_test(pages_are_numbered_in_known_ways),
        cmocka_unit_test(marks_of_lists_follow_in_their_kind),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
