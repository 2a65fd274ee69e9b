/* Numbers of rows: none twice, the same for the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "export/id_set.h"

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* FIELD's complaint 14: 145,312 duplicated Event IDs. */
static void test_no_id_comes_twice(void **state)
{
    (void)state;
    enum { N = 20000 };
    dmr_numbers ids = {0};
    uint64_t *got = calloc(N, sizeof *got);
    for (size_t i = 0; i < N; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i % 5000); /* each four times */
        got[i] = dmr_ids_give(&ids, name, 1);
        assert_in_range(got[i], 1, DMR_ID_MAX);
    }
    qsort(got, N, sizeof *got, by_value);
    for (size_t i = 1; i < N; i++)
        assert_int_not_equal(got[i - 1], got[i]);
    free(got);
    dmr_numbers_free(&ids);
}

static void test_the_same_rows_get_the_same_numbers(void **state)
{
    (void)state;
    dmr_numbers one = {0}, two = {0};
    for (uint64_t i = 0; i < 50; i++) {
        uint64_t first = dmr_ids_give(&one, "0123456789abcdef", i % 3);
        assert_int_equal(first, dmr_ids_give(&two, "0123456789abcdef", i % 3));
    }
    assert_int_equal(dmr_id_of(DMR_STR("a"), 1), dmr_id_of(DMR_STR("a"), 1));
    assert_int_not_equal(dmr_id_of(DMR_STR("a"), 1), dmr_id_of(DMR_STR("a"), 2));
    dmr_numbers_free(&one);
    dmr_numbers_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_id_comes_twice),
        cmocka_unit_test(test_the_same_rows_get_the_same_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
