/* Text of pages: whatever comes, what goes out is well-formed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "room_text.h"

static void becomes(const char *words, size_t n, const char *expected)
{
    room_text t = {0};
    room_put_words(&t, (demarche_str){words, n});
    assert_false(t.failed);
    assert_string_equal(t.at ? t.at : "", expected);
    room_text_free(&t);
}

static void words_are_escaped(void **state)
{
    (void)state;
    becomes("a<b>&\"'", 7, "a&lt;b&gt;&amp;&quot;&#39;");
    becomes("a\tb\nc\rd\x01\x7F", 9, "a\tb\ncd");
    becomes("a\0b", 3, "ab");
    becomes("\xC3\xA9\xE2\x80\x99\xF0\x9F\x98\x80", 9,
            "\xC3\xA9\xE2\x80\x99\xF0\x9F\x98\x80");
#define BAD "\xEF\xBF\xBD"
    becomes("\xC3", 1, BAD);
    becomes("\xC0\xAF", 2, BAD BAD);
    becomes("\xED\xA0\x80", 3, BAD BAD BAD); /* a half of a pair of UTF-16 */
    becomes("\xF4\x90\x80\x80", 4, BAD BAD BAD BAD);
    becomes("a\xE2\x80<", 4, "a" BAD BAD "&lt;");
    becomes("", 0, "");
}

static void only_characters_are_utf8(void **state)
{
    (void)state;
    static const char *const bad[] = {"\xFF",         (BAD "\xFF"), ("\xFF" BAD),
                                      "a\xC3",        "\xC0\xAF",   "\xED\xA0\x80",
                                      "\xEF\xBF\xBF", "a\x80"};
    static const char *const good[] = {
        "", "a", BAD, "\x01\x7F", "\xC3\xA9", ("\xF0\x9F\x98\x80" BAD "b")};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(room_is_utf8(bad[i]));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(room_is_utf8(good[i]));
}

static void is_real(double number, int digits, const char *expected)
{
    room_text t = {0};
    room_put_real(&t, number, digits);
    assert_string_equal(t.at, expected);
    room_text_free(&t);
}

static void numbers_have_their_digits(void **state)
{
    (void)state;
    is_real(12.5, 3, "12.5");
    is_real(12.0, 3, "12");
    is_real(0.0004, 3, "0");
    is_real(-0.0004, 3, "0");
    is_real(-1.05, 2, "-1.05");
    is_real(0.999999, 2, "1");
    is_real(1.0 / 0.0, 2, "0");
    is_real(1e300, 2, "0");
    room_text t = {0};
    room_put_int(&t, INT64_MIN);
    assert_string_equal(t.at, "-9223372036854775808");
    room_text_free(&t);
}

static void what_is_too_long_is_told(void **state)
{
    (void)state;
    enum { PIECE = 1 << 20 };
    char *piece = calloc(PIECE, 1);
    room_text t = {0};
    assert_non_null(piece);
    memset(piece, 'a', PIECE);
    for (int i = 0; i < 80; i++)
        room_put_markup(&t, piece, PIECE);
    assert_true(t.failed);
    assert_true(t.n <= ROOM_TEXT_MOST);
    room_text other = {0};
    room_put_text(&other, &t);
    assert_true(other.failed);
    room_text_free(&t);
    room_text_free(&other);
    free(piece);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_escaped),
        cmocka_unit_test(only_characters_are_utf8),
        cmocka_unit_test(numbers_have_their_digits),
        cmocka_unit_test(what_is_too_long_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
