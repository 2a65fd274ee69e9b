/* CAMEO's codes and Goldstein's scale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export/cameo_code.h"

static void is_code(const char *type, const char *cameo, const char *wanted)
{
    char code[DMR_CAMEO_ROOM];
    demarche_event e = {.type = type, .mode = "", .cameo = cameo};
    dmr_cameo_of_event(&e, code);
    assert_string_equal(code, wanted);
}

static void test_the_rules_code_stands(void **state)
{
    (void)state;
    is_code("CONSULT", "042", "042");
    is_code("COERCE", "1711", "1711");
    is_code("", "057", "057");
    is_code("CONSULT", "04", "040");
}

/* A visit that is only planned is none. */
static void test_what_became_another_deed_has_that_ones_code(void **state)
{
    (void)state;
    is_code("AGREE", "042", "036");
    is_code("AGREE", "071", "033");
    is_code("AGREE", "036", "036");
    is_code("REJECT", "042", "125");
    is_code("REJECT", "0831", "124");
    is_code("THREATEN", "190", "138");
}

/* FIELD's complaint 4: failures that are written as 010. */
static void test_a_failure_is_never_written_as_code_010(void **state)
{
    (void)state;
    is_code("SUPPORT", "", "050");
    is_code("ASSAULT", "", "180");
    is_code("TRADE-OF-OURS", "", "");
    is_code("", "", "");
    assert_null(dmr_cameo_code_of(""));
    assert_null(dmr_cameo_code_of("99"));
    assert_null(dmr_cameo_code_of("x"));
    assert_int_equal(dmr_cameo_root(""), 0);
    assert_int_equal(dmr_cameo_quad(""), 0);
    assert_int_equal(dmr_cameo_root("0"), 0);
}

static void test_scores_fall_back_to_the_code_above(void **state)
{
    (void)state;
    assert_true(dmr_cameo_code_of("042")->score == 1.9);
    assert_true(dmr_cameo_code_of("1823")->score == -10.0);
    assert_true(dmr_cameo_code_of("1711")->score == -9.2);
    assert_string_equal(dmr_cameo_code_of("0874")->code, "0874");
    assert_string_equal(dmr_cameo_code_of("0871")->code, "087");
    assert_string_equal(dmr_cameo_code_of("04")->code, "040");
    assert_string_equal(dmr_cameo_code_of("0499")->code, "040");
}

static void test_quads_are_by_the_root(void **state)
{
    (void)state;
    assert_int_equal(dmr_cameo_quad("057"), 1);
    assert_int_equal(dmr_cameo_quad("061"), 2);
    assert_int_equal(dmr_cameo_quad("138"), 3);
    assert_int_equal(dmr_cameo_quad("140"), 4);
    assert_int_equal(dmr_cameo_quad("204"), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_rules_code_stands),
        cmocka_unit_test(test_what_became_another_deed_has_that_ones_code),
        cmocka_unit_test(test_a_failure_is_never_written_as_code_010),
        cmocka_unit_test(test_scores_fall_back_to_the_code_above),
        cmocka_unit_test(test_quads_are_by_the_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
