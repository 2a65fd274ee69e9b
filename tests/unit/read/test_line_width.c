/* Whether lines were broken to a width or end where something ends. */
#include "read_check.h"

#include "read/line_width.h"

static const char wrapped[] = "The two ministers met in the harbour town for the third\n"
                              "time since the war. They agreed to open the border to\n"
                              "traders from both countries, and to lay mines no longer.\n"
                              "Peru paid.\n";
static const char own[] =
    "Dear Sir,\n"
    "Our minister will come to Lima on Monday and stay for a week.\n"
    "he brings the treaty\n"
    "He would like to see the harbour.\n"
    "Yours,\n"
    "The ambassador of Chile\n";

static void prose_broken_to_a_width_has_no_ends(void **state)
{
    (void)state;
    dmr_line_width w = dmr_line_width_of(dmr_str_c(wrapped));
    assert_false(w.own);
    assert_false(dmr_line_width_ends(&w, S("Peru paid."), S("It was late.")));
}

static void lines_that_left_room_end_where_they_end(void **state)
{
    (void)state;
    dmr_line_width w = dmr_line_width_of(dmr_str_c(own));
    assert_true(w.own);
    assert_true(dmr_line_width_ends(&w, S("Yours,"), S("The ambassador of Chile")));
    assert_true(dmr_line_width_ends(
        &w, S("Our minister will come to Lima on Monday and stay for a week."),
        S("He would like to see the harbour.")));
    /* in small letters too, but only behind a short line */
    assert_true(dmr_line_width_ends(&w, S("He came."), S("she did not.")));
    assert_false(dmr_line_width_ends(&w, S("He came to the harbour town by ship and"),
                                     S("left.")));
    assert_false(dmr_line_width_ends(&w, S("a govern-"), S("ment")));
}

static void few_lines_show_no_habit(void **state)
{
    (void)state;
    assert_false(dmr_line_width_of(S("Lima\nBogota\nThe treaty was signed there.")).own);
    assert_false(dmr_line_width_of(S("")).own);
    assert_false(dmr_line_width_of(S("\n\n")).own);
}

static void lines_behind_a_blank_one_are_not_asked(void **state)
{
    (void)state;
    assert_false(
        dmr_line_width_of(S("One.\nTwo.\n\nThree.\nFour.\nFive and six.\n")).own);
}

static void small_letters_below_go_on(void **state)
{
    (void)state;
    /* narrow columns that are filled unevenly: no line begins anew */
    assert_false(dmr_line_width_of(S("The Prime Minister of Malaya\nflew to Baling in\n"
                                     "December 1955\nand met the leader there.\n"))
                     .own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prose_broken_to_a_width_has_no_ends),
        cmocka_unit_test(lines_that_left_room_end_where_they_end),
        cmocka_unit_test(few_lines_show_no_habit),
        cmocka_unit_test(lines_behind_a_blank_one_are_not_asked),
        cmocka_unit_test(small_letters_below_go_on),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
