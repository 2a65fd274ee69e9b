#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/name_norm.h"

static void spellings_of_one_name_are_one(void **state)
{
    static const char *const rows[][2] = {
        {"U.S.", "us"},
        {"P'yongyang", "pyongyang"},
        {"P\xe2\x80\x99y\xc5\x8fngyang", "pyongyang"},
        {"Guinea-Bissau", "guinea bissau"},
        {"C\xc3\xb4te d'Ivoire", "cote divoire"},
        {"S\xc3\xa3o Tom\xc3\xa9", "sao tome"},
        {"Wa\xc5\x82\xc4\x99sa", "walesa"},
        {"AT&T", "atandt"},
        {"  Hong   Kong ", "hong kong"},
        {"e\xcc\x81lys\xc3\xa9"
         "e",
         "elysee"},
        {"--", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buf[64];
        size_t n = dmr_name_norm(buf, sizeof buf, dmr_str_c(rows[i][0]));
        assert_int_not_equal(n, SIZE_MAX);
        assert_true(dmr_str_is(dmr_str(buf, n), rows[i][1]));
    }
}

static void too_little_room_is_told(void **state)
{
    char buf[4];
    (void)state;
    assert_true(dmr_name_norm(buf, sizeof buf, DMR_STR("Bangladesh")) == SIZE_MAX);
}

static void case_is_seen_past_signs(void **state)
{
    (void)state;
    assert_int_equal(dmr_name_case_of(DMR_STR("U.S.")), DMR_CASE_UPPER);
    assert_int_equal(dmr_name_case_of(DMR_STR("us")), DMR_CASE_LOWER);
    assert_int_equal(dmr_name_case_of(DMR_STR("Turkey")), DMR_CASE_TITLE);
    assert_int_equal(dmr_name_case_of(DMR_STR("\xc3\x89ire")), DMR_CASE_TITLE);
    assert_int_equal(dmr_name_case_of(DMR_STR("1988")), DMR_CASE_LOWER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_name_are_one),
        cmocka_unit_test(too_little_room_is_told),
        cmocka_unit_test(case_is_seen_past_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
