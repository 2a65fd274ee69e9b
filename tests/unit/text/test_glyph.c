/* Classes of characters, in ASCII by table and outside it by kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/glyph.h"

static dmr_glyph glyph(const char *s)
{
    size_t len;
    dmr_glyph g = dmr_glyph_at(s, strlen(s), &len);
    assert_int_equal(len, strlen(s));
    return g;
}

static void ascii_letters_digits_and_blanks(void **state)
{
    (void)state;
    for (int c = 1; c < 128; c++) {
        char s[2] = {(char)c, '\0'};
        dmr_glyph g = glyph(s);
        assert_int_equal(g == DMR_GLYPH_UPPER, c >= 'A' && c <= 'Z');
        assert_int_equal(g == DMR_GLYPH_LOWER, (c >= 'a' && c <= 'z') || c == '_');
        assert_int_equal(g == DMR_GLYPH_DIGIT, c >= '0' && c <= '9');
        assert_int_equal(g == DMR_GLYPH_BLANK, c <= ' ');
    }
}

static void ascii_punctuation(void **state)
{
    (void)state;
    assert_int_equal(glyph("."), DMR_GLYPH_STOP);
    assert_int_equal(glyph("?"), DMR_GLYPH_MARK);
    assert_int_equal(glyph("'"), DMR_GLYPH_APOS);
    assert_int_equal(glyph("\""), DMR_GLYPH_QUOTE);
    assert_int_equal(glyph("{"), DMR_GLYPH_OPEN);
    assert_int_equal(glyph("]"), DMR_GLYPH_CLOSE);
    assert_int_equal(glyph("-"), DMR_GLYPH_HYPHEN);
    assert_int_equal(glyph("$"), DMR_GLYPH_MONEY);
    assert_int_equal(glyph("\\"), DMR_GLYPH_RUN);
    assert_int_equal(glyph("%"), DMR_GLYPH_OTHER);
}

static void characters_outside_ascii(void **state)
{
    (void)state;
    assert_int_equal(glyph("\u00C9"), DMR_GLYPH_UPPER);
    assert_int_equal(glyph("\u00E9"), DMR_GLYPH_LOWER);
    assert_int_equal(glyph("\u4E2D"), DMR_GLYPH_LOWER);
    assert_int_equal(glyph("\u0301"), DMR_GLYPH_LOWER); /* a mark: part of its word */
    assert_int_equal(glyph("\u00A0"), DMR_GLYPH_BLANK);
    assert_int_equal(glyph("\u2014"), DMR_GLYPH_DASH);
    assert_int_equal(glyph("\u2019"), DMR_GLYPH_APOS);
    assert_int_equal(glyph("\u201C"), DMR_GLYPH_LQUOTE);
    assert_int_equal(glyph("\u201D"), DMR_GLYPH_RQUOTE);
    assert_int_equal(glyph("\u20AC"), DMR_GLYPH_MONEY);
    assert_int_equal(glyph("\u2026"), DMR_GLYPH_DOTS);
    assert_int_equal(glyph("\u2022"), DMR_GLYPH_OTHER);
    assert_int_equal(glyph("\U0001F600"), DMR_GLYPH_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_letters_digits_and_blanks),
        cmocka_unit_test(ascii_punctuation),
        cmocka_unit_test(characters_outside_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
