/* An error is one line, whole characters, and never more than its room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/error.h"

static void the_message_is_one_line(void **state)
{
    (void)state;
    demarche_error err = {0};
    assert_int_equal(
        dmr_error_set(&err, DEMARCHE_E_FORMAT, 42, "line %d\nof\t%s", 7, "x\r"),
        DEMARCHE_E_FORMAT);
    assert_int_equal(err.code, DEMARCHE_E_FORMAT);
    assert_int_equal(err.offset, 42);
    assert_string_equal(err.message, "line 7 of x ");
}

static void a_long_message_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    for (int lead = 250; lead < 260; lead++) {
        char text[600] = {0};
        memset(text, 'a', (size_t)lead);
        for (int i = 0; i < 100; i++)
            memcpy(text + lead + 3 * i, "\xE2\x82\xAC", 3);
        demarche_error err;
        memset(&err, 'z', sizeof err);
        dmr_error_set(&err, DEMARCHE_E_IO, 0, "%s", text);
        size_t n = strlen(err.message);
        assert_in_range(n, 250, sizeof err.message - 1);
        size_t tail = n - (size_t)(lead < (int)n ? lead : (int)n);
        assert_int_equal(tail % 3, 0);
    }
}

static void nobody_need_ask_for_the_error(void **state)
{
    (void)state;
    assert_int_equal(dmr_error_set(NULL, DEMARCHE_E_IO, 0, "x"), DEMARCHE_E_IO);
    assert_int_equal(dmr_error_memory(NULL), DEMARCHE_E_MEMORY);
}

static demarche_status pass_up(demarche_status status, int *reached)
{
    DMR_TRY(status);
    *reached = 1;
    return DEMARCHE_OK;
}

static void a_failure_is_passed_up_untouched(void **state)
{
    (void)state;
    int reached = 0;
    assert_int_equal(pass_up(DEMARCHE_E_MODEL, &reached), DEMARCHE_E_MODEL);
    assert_int_equal(reached, 0);
    assert_int_equal(pass_up(DEMARCHE_OK, &reached), DEMARCHE_OK);
    assert_int_equal(reached, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_message_is_one_line),
        cmocka_unit_test(a_long_message_is_cut_at_a_whole_character),
        cmocka_unit_test(nobody_need_ask_for_the_error),
        cmocka_unit_test(a_failure_is_passed_up_untouched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
