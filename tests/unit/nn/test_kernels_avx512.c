/*
 * The AVX-512 layers give what the plain ones give, bit for bit, and the same golden
 * trees. Their own source runs here over SIMDe (Debian: libsimde-dev), so the test needs
 * no processor with AVX-512; where there is one, the compiled kernels are tested too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kernels_check.h"

#if defined(DMR_HAVE_SIMDE)

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>

/* SIMDe 0.7.4 lacks this one. */
static inline simde__m512 simde_test_numbers(simde__m512i v)
{
    int32_t whole[16];
    float numbers[16];

    simde_mm512_storeu_si512(whole, v);
    for (size_t i = 0; i < 16; i++)
        numbers[i] = (float)whole[i];
    return simde_mm512_loadu_ps(numbers);
}
#undef _mm512_cvtepi32_ps
#define _mm512_cvtepi32_ps simde_test_numbers

#define DMR_WITH_SIMDE
#include "nn/kernels_avx512.c"

#include "../parse/golden_check.h"

/* The plain kernels with the layers of AVX-512. */
static dmr_kernels over_simde(void)
{
    dmr_kernels k = *dmr_kernels_plain();

    k.name = "avx512 over SIMDe";
    k.linear = linear512;
    return k;
}

static void linear_agrees(void **state)
{
    dmr_kernels k = over_simde();

    check_linear(*state, &k);
    if (dmr_kernels_avx512())
        check_linear(*state, dmr_kernels_avx512());
}

static void linear_holds_the_largest_sums(void **state)
{
    dmr_kernels k = over_simde();

    check_extremes(*state, &k);
    if (dmr_kernels_avx512())
        check_extremes(*state, dmr_kernels_avx512());
}

static void a_row_is_the_same_in_any_batch(void **state)
{
    dmr_kernels k = over_simde();

    check_rows_alone(*state, &k);
    if (dmr_kernels_avx512())
        check_rows_alone(*state, dmr_kernels_avx512());
}

static void golden_trees_come_out(void **state)
{
    dmr_kernels k = over_simde();
    golden g;

    (void)state;
    golden_open(&g);
    golden_parse(&g, "plain", &k);
    if (dmr_kernels_avx512())
        golden_parse(&g, "avx512", NULL);
    golden_close(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(linear_agrees, check_setup, check_teardown),
        cmocka_unit_test_setup_teardown(linear_holds_the_largest_sums, check_setup,
                                        check_teardown),
        cmocka_unit_test_setup_teardown(a_row_is_the_same_in_any_batch, check_setup,
                                        check_teardown),
        cmocka_unit_test(golden_trees_come_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void there_is_no_simde(void **state)
{
    (void)state;
    skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_is_no_simde)};

    print_message("skipped: no simde/x86/avx512.h (Debian: libsimde-dev)\n");
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
