/* Numbers and clipped words in charts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart_pack.h"
#include "chart_svg.h"

#define PUTS(call, text)                                                                 \
    do {                                                                                 \
        room_text out = {0};                                                             \
        call;                                                                            \
        assert_string_equal(out.at ? out.at : "", text);                                 \
        room_text_free(&out);                                                            \
    } while (0)

static void coordinates_are_in_tenths_and_within_bounds(void **state)
{
    (void)state;
    PUTS(chart_put_number(&out, 0), "0");
    PUTS(chart_put_number(&out, 12.34), "12.3");
    PUTS(chart_put_number(&out, -0.04), "0");
    PUTS(chart_put_number(&out, -0.06), "-0.1");
    PUTS(chart_put_number(&out, 100), "100");
    PUTS(chart_put_number(&out, (double)INFINITY), "1000000");
    PUTS(chart_put_number(&out, (double)NAN), "-1000000");
}

static void counts_are_readable(void **state)
{
    (void)state;
    PUTS(chart_put_count(&out, 0), "0");
    PUTS(chart_put_count(&out, 999), "999");
    PUTS(chart_put_count(&out, 1000), "1,000");
    PUTS(chart_put_count(&out, -1234567), "-1,234,567");
    PUTS(chart_put_count(&out, INT64_MIN), "-9,223,372,036,854,775,808");
    PUTS(chart_put_short_count(&out, 999), "999");
    PUTS(chart_put_short_count(&out, 1000), "1k");
    PUTS(chart_put_short_count(&out, 1290), "1.2k");
    PUTS(chart_put_short_count(&out, 34000000), "34M");
    PUTS(chart_put_short_count(&out, INT64_MAX), "9.2E");
}

static void words_are_clipped_between_characters_and_escaped(void **state)
{
    (void)state;
    PUTS(chart_put_clipped(&out, "Россия", 6), "Россия");
    PUTS(chart_put_clipped(&out, "Россия", 5), "Росс…");
    PUTS(chart_put_clipped(&out, "two words", 5), "two…");
    PUTS(chart_put_clipped(&out, "a<b>", 4), "a&lt;b&gt;");
    PUTS(chart_put_clipped(&out, "a<b>c", 4), "a&lt;b…");
    PUTS(chart_put_clipped(&out, NULL, 4), "");
    PUTS(chart_put_clipped(&out, "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80", 2),
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD…");
}

static void marks_go_into_the_lowest_row_with_room(void **state)
{
    (void)state;
    chart_pack pack = {{{0}}};
    assert_int_equal(chart_pack_place(&pack, 10, 80), 0);
    assert_int_equal(chart_pack_place(&pack, 80, 90), 1);
    assert_int_equal(chart_pack_place(&pack, 81, 90), 0);
    assert_int_equal(chart_pack_place(&pack, 0, 9.9), 0);
    assert_int_equal(chart_pack_place(&pack, 63, 64), 1);
    assert_int_equal(chart_pack_place(&pack, 60, 63), 2);
    assert_int_equal(chart_pack_place(&pack, 65, 70), 1);
    chart_pack full = {{{0}}};
    for (int row = 0; row < CHART_PACK_ROWS; row++)
        assert_int_equal(chart_pack_place(&full, -5, 99999), row);
    assert_int_equal(chart_pack_place(&full, 500, 500), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coordinates_are_in_tenths_and_within_bounds),
        cmocka_unit_test(counts_are_readable),
        cmocka_unit_test(words_are_clipped_between_characters_and_escaped),
        cmocka_unit_test(marks_go_into_the_lowest_row_with_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
