/* JSON out: what is written reads back, in any locale. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "base/json.h"

#define S(literal) DMR_STR(literal)

static void objects_arrays_and_commas_are_placed(void **state)
{
    (void)state;
    dmr_buffer b = {0};
    dmr_json j;
    dmr_json_begin(&j, dmr_buffer_write, &b);
    dmr_json_open(&j, '{');
    dmr_json_key_c(&j, "a", "x");
    dmr_json_key(&j, "b");
    dmr_json_open(&j, '[');
    dmr_json_int(&j, -1);
    dmr_json_open(&j, '{');
    dmr_json_close(&j, '}');
    dmr_json_c(&j, NULL);
    dmr_json_bool(&j, true);
    dmr_json_close(&j, ']');
    dmr_json_key_some(&j, "none", S(""));
    dmr_json_key_uint(&j, "c", UINT64_MAX);
    dmr_json_close(&j, '}');
    dmr_json_newline(&j);
    dmr_json_open(&j, '[');
    dmr_json_close(&j, ']');
    assert_int_equal(dmr_json_finish(&j, NULL), DEMARCHE_OK);
    assert_true(dmr_str_eq(dmr_str(b.at, b.n), S("{\"a\":\"x\",\"b\":[-1,{},null,true],"
                                                 "\"c\":18446744073709551615}\n[]")));
    free(b.at);
}

static void strings_of_any_bytes_read_back(void **state)
{
    (void)state;
    char bytes[256 + 3];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    memcpy(bytes + 256, "\xE2\x82\xAC", 3);
    dmr_buffer b = {0};
    dmr_json j;
    dmr_json_begin(&j, dmr_buffer_write, &b);
    dmr_json_open(&j, '[');
    dmr_json_str(&j, dmr_str(bytes, sizeof bytes));
    dmr_json_close(&j, ']');
    assert_int_equal(dmr_json_finish(&j, NULL), DEMARCHE_OK);
    json_t *read = json_loadb(b.at, b.n, JSON_ALLOW_NUL, NULL);
    assert_non_null(read);
    const json_t *value = json_array_get(read, 0);
    /* 0x00 to 0x7F are kept, each stray byte above is U+FFFD, the euro sign is kept. */
    assert_int_equal(json_string_length(value), 128 + 3 * 128 + 3);
    assert_memory_equal(json_string_value(value), bytes, 128);
    assert_memory_equal(json_string_value(value) + 128 + 3 * 128, "\xE2\x82\xAC", 3);
    json_decref(read);
    free(b.at);
}

static void number_is(double v, const char *want)
{
    char text[DMR_NUMBER_ROOM];
    size_t n = dmr_number_text(v, text);
    assert_string_equal(text, want);
    assert_int_equal(n, strlen(want));
}

static void numbers_are_the_shortest_that_read_back(void **state)
{
    (void)state;
    number_is(0, "0.0");
    number_is(5, "5.0");
    number_is(-10, "-10.0");
    number_is(0.93, "0.93");
    number_is(0.1 + 0.2, "0.30000000000000004");
    number_is(55.75, "55.75");
    number_is(6000, "6000.0");
    number_is(0.00001, "0.00001");
    number_is(1.5e-7, "1.5e-7");
    number_is(1e22, "1.0e22");
    number_is(123456789012345680.0, "1.2345678901234568e17");
    number_is(NAN, "");
    number_is(INFINITY, "");
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        double v;
        char text[DMR_NUMBER_ROOM];
        memcpy(&v, &bits, sizeof v);
        if (isfinite(v) &&
            (dmr_number_text(v, text) >= sizeof text || strtod(text, NULL) != v))
            fail_msg("%a became %s", v, text);
    }
}

static void the_locale_does_not_matter(void **state)
{
    (void)state;
    char text[DMR_NUMBER_ROOM];
    static const char *const comma[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE"};
    size_t i = 0;
    while (i < 3 && !setlocale(LC_ALL, comma[i]))
        i++;
    if (i == 3)
        skip(); /* no such locale here */
    dmr_number_text(2.5, text);
    setlocale(LC_ALL, "C");
    assert_string_equal(text, "2.5");
}

static int refuse(void *user, const char *bytes, size_t n)
{
    (void)bytes;
    (void)n;
    ++*(int *)user;
    return -1;
}

static void a_failed_write_is_told_once_and_ends_writing(void **state)
{
    (void)state;
    int calls = 0;
    demarche_error err = {0};
    dmr_json j;
    dmr_json_begin(&j, refuse, &calls);
    dmr_json_open(&j, '[');
    for (int i = 0; i < 10000; i++)
        dmr_json_int(&j, i);
    assert_int_equal(dmr_json_finish(&j, &err), DEMARCHE_E_IO);
    assert_int_equal(calls, 1);
    assert_true(err.message[0] != '\0');
}

static void long_strings_pass_the_buffer_whole(void **state)
{
    (void)state;
    static char text[3 * DMR_JSON_ROOM];
    memset(text, 'x', sizeof text);
    dmr_buffer b = {0};
    dmr_json j;
    dmr_json_begin(&j, dmr_buffer_write, &b);
    dmr_json_str(&j, dmr_str(text, sizeof text));
    assert_int_equal(dmr_json_finish(&j, NULL), DEMARCHE_OK);
    assert_int_equal(b.n, sizeof text + 2);
    assert_memory_equal(b.at + 1, text, sizeof text);
    free(b.at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_arrays_and_commas_are_placed),
        cmocka_unit_test(strings_of_any_bytes_read_back),
        cmocka_unit_test(numbers_are_the_shortest_that_read_back),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(a_failed_write_is_told_once_and_ends_writing),
        cmocka_unit_test(long_strings_pass_the_buffer_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
