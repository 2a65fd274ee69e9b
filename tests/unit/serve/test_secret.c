/* The token of who corrects, and how it stands in pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "secret.h"

static void only_the_secret_is_it(void **state)
{
    char secret[SECRET_ROOM], other[SECRET_ROOM];
    (void)state;
    assert_true(secret_make(secret));
    assert_true(secret_make(other));
    assert_true(secret_is(secret, secret));
    assert_false(secret_is(secret, other));
    assert_false(secret_is(secret, NULL));
    assert_false(secret_is("", ""));
}

static void a_page_has_it_otherwise_each_time(void **state)
{
    char secret[SECRET_ROOM], one[SECRET_MASKED], two[SECRET_MASKED];
    (void)state;
    assert_true(secret_make(secret));
    secret_mask(one, secret);
    secret_mask(two, secret);
    assert_int_equal(strlen(one), SECRET_MASKED - 1);
    assert_string_not_equal(one, two);
    assert_null(strstr(one, secret));
    for (size_t i = 0; i + 8 <= strlen(secret); i++) {
        char part[9] = "";
        memcpy(part, secret + i, 8);
        assert_null(strstr(one, part));
    }
    assert_true(secret_is_behind(secret, one));
    assert_true(secret_is_behind(secret, two));
    assert_true(secret_is_behind(secret, secret));
    for (size_t i = 0; i < SECRET_MASKED - 1; i++) {
        char was = one[i];
        one[i] = was == '0' ? '1' : '0';
        assert_false(secret_is_behind(secret, one));
        one[i] = 'g';
        assert_false(secret_is_behind(secret, one));
        one[i] = was;
    }
    assert_false(secret_is_behind(secret, NULL));
    assert_false(secret_is_behind(secret, ""));
    assert_false(secret_is_behind("", one));
    assert_false(secret_is(secret, one));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_secret_is_it),
        cmocka_unit_test(a_page_has_it_otherwise_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
