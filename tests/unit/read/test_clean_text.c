/* Foreign bytes become text that later stages may trust, and what was done is counted. */
#include "read_check.h"

#include "base/utf8.h"
#include "read/clean_text.h"

static demarche_counts counts;

static demarche_str clean(demarche_str in)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    dmr_source source = {0};
    opts.max_bytes = 1000;
    assert_int_equal(dmr_clean_input(&source, in, &opts, arena, NULL), DEMARCHE_OK);
    counts = source.counts;
    return source.text;
}

static void controls_become_blanks_and_keep_their_places(void **state)
{
    (void)state;
    is(clean(S("a\0b\x07\x7F\tc\n")), "a b  \tc\n");
    assert_int_equal(counts.controls, 3);
    is(clean(S("a\xC2\x85z")), "a  z"); /* a C1 control takes two bytes */
    assert_int_equal(counts.controls, 1);
    assert_int_equal(counts.repaired, 0);
}

static void line_breaks_of_all_systems_are_one(void **state)
{
    (void)state;
    is(clean(S("a\r\nb\rc\n")), "a \nb\nc\n");
    assert_int_equal(counts.controls, 0);
}

static void marks_of_encodings_are_taken_off(void **state)
{
    (void)state;
    is(clean(S("\xEF\xBB\xBFx")), "x");
    is(clean(S("\xFF\xFEx\0\xE9\0=\xD8\0\xDE")), "x\xC3\xA9\xF0\x9F\x98\x80");
    is(clean(S("\xFE\xFF\0x\xD8\0")), "x\xEF\xBF\xBD"); /* a lone surrogate */
    assert_int_equal(counts.repaired, 1);
    is(clean(S("\xFE\xFF\0x\0")), "x\xEF\xBF\xBD"); /* half a unit */
    assert_int_equal(counts.repaired, 1);
}

static void what_is_left_is_valid_whatever_came(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int turn = 0; turn < 2000; turn++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (char)(seed >> 24);
        }
        demarche_str out = clean(dmr_str(bytes, sizeof bytes));
        assert_true(dmr_utf8_invalid(out, 0) == SIZE_MAX);
        for (size_t i = 0; i < out.len; i++)
            assert_true((unsigned char)out.ptr[i] >= 0x20 || out.ptr[i] == '\n' ||
                        out.ptr[i] == '\t');
    }
}

static void too_much_is_refused_and_utf32_is_read(void **state)
{
    (void)state;
    demarche_str out;
    demarche_counts c = {0};
    demarche_error err = {0};
    assert_int_equal(dmr_clean_text(&out, NULL, S("abc"), 2, &c, arena, &err),
                     DEMARCHE_E_LIMIT);
    assert_non_null(strstr(err.message, "3 bytes"));
    is(clean(S("\xFF\xFE\0\0x\0\0\0\xE9\0\0\0")), "x\xC3\xA9");
}

static void the_input_is_not_touched(void **state)
{
    (void)state;
    static const char in[] = "a\0b";
    demarche_str out = clean(dmr_str(in, 3));
    assert_ptr_not_equal(out.ptr, in);
    assert_memory_equal(in, "a\0b", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(controls_become_blanks_and_keep_their_places),
        cmocka_unit_test(line_breaks_of_all_systems_are_one),
        cmocka_unit_test(marks_of_encodings_are_taken_off),
        cmocka_unit_test(what_is_left_is_valid_whatever_came),
        cmocka_unit_test(too_much_is_refused_and_utf32_is_read),
        cmocka_unit_test(the_input_is_not_touched),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
