/* Escapes of addresses and forms: each is a byte, or all of it is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "percent.h"

static void becomes(const char *from, bool plus, const char *expected)
{
    char out[64];
    char *end = percent_decode(out, from, strlen(from), plus);
    assert_non_null(end);
    assert_string_equal(out, expected);
    assert_ptr_equal(end, out + strlen(expected) + 1);
}

static void escapes_are_bytes(void **state)
{
    (void)state;
    becomes("", true, "");
    becomes("a+b%2B%2b", true, "a b++");
    becomes("a+b", false, "a+b");
    becomes("%C3%a9%7F%01", false, "\xC3\xA9\x7F\x01");
    becomes("%25%32%35", false, "%25");
}

static void what_is_no_escape_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"%",   "%2",  "a%",  "%zz", "%0g",
                                      "%00", "%-1", "% 1", "%%"};
    char out[64];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(percent_decode(out, bad[i], strlen(bad[i]), true));
    assert_null(percent_decode(out, "a\0b", 3, true));
    assert_null(percent_decode(out, "%41", 2, true)); /* what lies behind is not read */
}

static void it_may_be_done_in_place(void **state)
{
    (void)state;
    char word[] = "%41%42+c";
    assert_ptr_equal(percent_decode(word, word, sizeof word - 1, true), word + 5);
    assert_string_equal(word, "AB c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_are_bytes),
        cmocka_unit_test(what_is_no_escape_is_refused),
        cmocka_unit_test(it_may_be_done_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
