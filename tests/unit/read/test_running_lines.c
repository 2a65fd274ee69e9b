/* What runs along at the head and foot of pages is found, and nothing else. */
#include "read_check.h"

#include "read/running_lines.h"

static void heads_and_feet_that_come_again_run_along(void **state)
{
    (void)state;
    dmr_page_lines p[] = {
        {.text = S("Yearbook 12\n\nFirst words\nand more.\n\n- 1 -\n")},
        {.text = S("Yearbook 13\n\nFirst words\nof the second.\n\n- 2 -\n")},
        {.text = S("Yearbook 14\nThird.\n- 3 -\n")},
        {.text = S("An inserted plate.\n")},
    };
    assert_true(dmr_running_lines(p, 4, arena));
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(p[i].head, 11);
        is(dmr_str_trim(dmr_str(p[i].text.ptr + p[i].text.len - p[i].foot, p[i].foot)),
           i == 0   ? "- 1 -"
           : i == 1 ? "- 2 -"
                    : "- 3 -");
    }
    assert_int_equal(p[3].head, 0);
    assert_int_equal(p[3].foot, 0);
}

static void two_pages_alike_and_blank_pages_are_left_alone(void **state)
{
    (void)state;
    dmr_page_lines p[] = {{.text = S("Ministers met.\nThey left.\n")},
                          {.text = S("Ministers met.\nThey stayed.\n")},
                          {.text = S("")},
                          {.text = S("\n\n")}};
    assert_true(dmr_running_lines(p, 4, arena));
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(p[i].head, 0);
        assert_int_equal(p[i].foot, 0);
    }
    assert_true(dmr_running_lines(p, 0, arena));
}

static void a_page_of_nothing_else_is_not_counted_twice(void **state)
{
    (void)state;
    dmr_page_lines p[] = {
        {.text = S("Same\n")}, {.text = S("Same\n")}, {.text = S("Same\n")}};
    assert_true(dmr_running_lines(p, 3, arena));
    for (size_t i = 0; i < 3; i++)
        assert_true(p[i].head + p[i].foot <= p[i].text.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_and_feet_that_come_again_run_along),
        cmocka_unit_test(two_pages_alike_and_blank_pages_are_left_alone),
        cmocka_unit_test(a_page_of_nothing_else_is_not_counted_twice),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
