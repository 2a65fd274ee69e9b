/*
 * The AVX2 kernels give what the plain ones give, bit for bit, whatever the numbers, and
 * no kernel lets one row of a batch change another. AVX-512: test_kernels_avx512.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kernels_check.h"

/* The fast kernels, or a skipped test. */
static const dmr_kernels *fast(void)
{
    const dmr_kernels *k = dmr_kernels_avx2();

    if (!k)
        skip();
    return k;
}

static void linear_agrees(void **state)
{
    check_linear(*state, fast());
}

static void linear_holds_the_largest_sums(void **state)
{
    check_extremes(*state, dmr_kernels_plain());
    check_extremes(*state, fast());
}

static void a_row_is_the_same_in_any_batch(void **state)
{
    check_rows_alone(*state, dmr_kernels_plain());
    check_rows_alone(*state, fast());
}

/* Rows of nothing, huge, tiny, and not a number at all, and others with one such. */
static void spoil(float *x, size_t ld)
{
    const float odd[] = {0, -0.0f, 1e-31f, 1e-45f, 3e38f, INFINITY, -INFINITY, NAN};

    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < ld; j++)
            x[i * ld + j] = odd[i];
        x[(8 + i) * ld + i * 3] = odd[i];
    }
}

static void quantise_agrees(void **state)
{
    check_data *d = *state;
    const dmr_kernels *k = fast();

    spoil(d->x, 200);
    for (size_t depth = 8; depth <= 200; depth += 8) {
        dmr_kernels_plain()->quantise(20, depth, d->x, 200, d->q1, d->scale1);
        k->quantise(20, depth, d->x, 200, d->q2, d->scale2);
        assert_memory_equal(d->q1, d->q2, 20 * depth);
        check_same(d->scale1, d->scale2, 20);
        for (size_t i = 0; i < 20 * depth; i++)
            assert_in_range(d->q1[i], 1, 127);
    }
}

static void quantised_numbers_are_the_nearest(void **state)
{
    check_data *d = *state;

    /* a = 63: scale 1. Halves go to the even neighbour. */
    const float x[8] = {63, -63, 0.5f, 1.5f, -2.5f, 0.49f, 0, 62.4f};
    const uint8_t want[8] = {127, 1, 64, 66, 62, 64, 64, 126};

    dmr_kernels_plain()->quantise(1, 8, x, 8, d->q1, d->scale1);
    assert_memory_equal(d->q1, want, 8);
    assert_true(d->scale1[0] == 1.0f);
}

static void product_agrees(void **state)
{
    check_data *d = *state;
    const dmr_kernels *k = fast();

    for (size_t m = 0; m <= 9; m++) {
        for (size_t n = 16; n <= 48; n += 16) {
            dmr_kernels_plain()->product(m, 96, n, d->x, 100, d->w, d->y1, 50);
            memcpy(d->y2, d->y1, m * 50 * sizeof(float));
            k->product(m, 96, n, d->x, 100, d->w, d->y2, 50);
            check_same(d->y1, d->y2, m * 50);
        }
    }
}

static void layer_norm_agrees(void **state)
{
    check_data *d = *state;
    const dmr_kernels *k = fast();

    spoil(d->x, 192);
    for (size_t m = 0; m <= 23; m++) {
        dmr_kernels_plain()->layer_norm(m, 168, d->x, 192, d->w, d->b, d->y1, 168);
        k->layer_norm(m, 168, d->x, 192, d->w, d->b, d->y2, 168);
        check_same(d->y1, d->y2, m * 168);
    }
}

static void convolve_agrees(void **state)
{
    check_data *d = *state;
    const dmr_kernels *k = fast();

    for (size_t m = 0; m < 12; m++) {
        for (size_t taps = 1; taps < 10; taps += 2) {
            dmr_kernels_plain()->convolve(m, 32, taps, d->x, d->w, d->y1);
            k->convolve(m, 32, taps, d->x, d->w, d->y2);
            check_same(d->y1, d->y2, m * 32);
        }
    }
}

static void scan_agrees(void **state)
{
    check_data *d = *state;
    const dmr_kernels *k = fast();

    /* gates far outside what exp can hold, and what is no number */
    const float odd[] = {100, -100, 1e30f, -1e30f, INFINITY, -INFINITY, NAN, 0};
    memcpy(d->x + 40, odd, sizeof odd);
    memcpy(d->x + 96 * 3 + 64, odd, sizeof odd);
    for (size_t m = 0; m < 40; m += 3) {
        dmr_kernels_plain()->scan(m, 32, d->x, 96, d->y1, 32, d->state);
        k->scan(m, 32, d->x, 96, d->y2, 32, d->state);
        check_same(d->y1, d->y2, m * 32);
    }
}

/* c[t] = F (c[t-1] - z) + z, y = c sigmoid(o), by libm; half of the channels backwards. */
static void scan_is_what_its_formula_says(void **state)
{
    check_data *d = *state;
    double c[32] = {0};

    dmr_kernels_plain()->scan(30, 32, d->x, 96, d->y1, 32, d->state);
    for (size_t step = 0; step < 30; step++) {
        for (size_t i = 0; i < 32; i++) {
            size_t t = i < 16 ? step : 29 - step;
            const float *g = d->x + t * 96;
            double f = 1 / (1 + exp(-(double)g[32 + i]));
            double o = 1 / (1 + exp(-(double)g[64 + i]));
            c[i] = f * c[i] + (1 - f) * (double)g[i];
            assert_true(fabs(c[i] * o - (double)d->y1[t * 32 + i]) < 1e-5);
        }
    }
}

static void leaky_and_add_row_agree(void **state)
{
    check_data *d = *state;
    const dmr_kernels *k = fast();
    int8_t row[64];

    for (int i = 0; i < 64; i++)
        row[i] = (int8_t)(i * 37 - 128);
    d->x[3] = NAN;
    d->x[4] = -0.0f;
    memcpy(d->y1, d->x, 64 * sizeof(float));
    memcpy(d->y2, d->x, 64 * sizeof(float));
    dmr_kernels_plain()->leaky(64, d->y1);
    k->leaky(64, d->y2);
    check_same(d->y1, d->y2, 64);
    dmr_kernels_plain()->add_row(64, row, 0.01f, d->y1);
    k->add_row(64, row, 0.01f, d->y2);
    check_same(d->y1, d->y2, 64);
}

static void best_is_the_first_of_the_largest(void **state)
{
    check_data *d = *state;
    const dmr_kernels *both[] = {dmr_kernels_plain(), dmr_kernels_avx2()};

    for (size_t v = 0; v < 2 && both[v]; v++) {
        for (size_t n = 1; n < 40; n++) {
            for (size_t at = 0; at < n; at++) {
                for (size_t i = 0; i < n; i++)
                    d->y1[i] = i % 5 == 3 ? NAN : -5;
                d->y1[at] = 7;
                d->y1[n - 1] = 7;
                assert_int_equal(both[v]->best(n, d->y1), at);
            }
            for (size_t i = 0; i < n; i++)
                d->y1[i] = i % 2 ? NAN : -INFINITY;
            assert_int_equal(both[v]->best(n, d->y1), 0);
        }
        assert_int_equal(both[v]->best(0, d->y1), 0);
    }
}

static void kernels_are_picked_by_name(void **state)
{
    const dmr_kernels *k;
    demarche_error err = {0};

    (void)state;
    assert_int_equal(dmr_kernels_pick(&k, "plain", &err), DEMARCHE_OK);
    assert_string_equal(k->name, "plain");
    assert_int_equal(dmr_kernels_pick(&k, NULL, &err), DEMARCHE_OK);
    assert_string_equal(k->name, dmr_kernels_avx512() ? "avx512"
                                 : dmr_kernels_avx2() ? "avx2"
                                                      : "plain");
    assert_int_equal(dmr_kernels_pick(&k, "sse9", &err), DEMARCHE_E_ARGUMENT);
    assert_string_equal(err.message, "kernel sse9: not one of auto, plain, avx2, avx512");
    if (dmr_kernels_avx512()) {
        assert_int_equal(dmr_kernels_pick(&k, "avx512", &err), DEMARCHE_OK);
        assert_string_equal(k->name, "avx512");
    } else {
        assert_int_equal(dmr_kernels_pick(&k, "avx512", &err), DEMARCHE_E_ARGUMENT);
        assert_string_equal(err.message, "kernel avx512: this processor has no AVX-512 "
                                         "with VNNI; take auto or plain");
    }
}

#define WITH_DATA(test) cmocka_unit_test_setup_teardown(test, check_setup, check_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DATA(linear_agrees),
        WITH_DATA(linear_holds_the_largest_sums),
        WITH_DATA(a_row_is_the_same_in_any_batch),
        WITH_DATA(quantise_agrees),
        WITH_DATA(quantised_numbers_are_the_nearest),
        WITH_DATA(product_agrees),
        WITH_DATA(layer_norm_agrees),
        WITH_DATA(convolve_agrees),
        WITH_DATA(scan_agrees),
        WITH_DATA(scan_is_what_its_formula_says),
        WITH_DATA(leaky_and_add_row_agree),
        WITH_DATA(best_is_the_first_of_the_largest),
        cmocka_unit_test(kernels_are_picked_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
