/*
 * The AVX2 kernels give what the plain ones give, to a relative 2e-5 (with an absolute
 * floor of 2e-5), and no kernel lets one row of a batch change another by one bit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nn/kernels.h"

enum { ROOM = 64 * 1024 };

typedef struct data {
    float *x, *w, *b, *y1, *y2, *state;
} data;

/* Numbers in [-2, 2), the same in every run. */
static void fill(float *x, size_t n, uint32_t seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        x[i] = (float)(seed >> 8) / (float)(1 << 22) - 2.0f;
    }
}

static int setup(void **state)
{
    data *d = malloc(sizeof *d);
    float **all[] = {&d->x, &d->w, &d->b, &d->y1, &d->y2, &d->state};

    for (size_t i = 0; i < 6; i++) {
        *all[i] = aligned_alloc(64, ROOM * sizeof(float));
        fill(*all[i], ROOM, (uint32_t)i + 1);
    }
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    data *d = *state;

    free(d->x);
    free(d->w);
    free(d->b);
    free(d->y1);
    free(d->y2);
    free(d->state);
    free(d);
    return 0;
}

static void assert_close(const float *a, const float *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!(fabsf(a[i] - b[i]) <= 2e-5f * (1.0f + fabsf(a[i]))))
            fail_msg("at %zu: %.8g and %.8g", i, (double)a[i], (double)b[i]);
    }
}

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
    data *d = *state;
    const dmr_kernels *k = fast(), *plain = dmr_kernels_plain();
    const size_t depths[] = {1, 7, 96, 192};

    for (size_t m = 0; m <= 14; m++) {
        for (size_t i = 0; i < 4; i++) {
            for (size_t n = 16; n <= 48; n += 16) {
                for (int add = 0; add < 2; add++) {
                    memcpy(d->y1, d->y2, m * 50 * sizeof(float));
                    const float *bias = n == 32 ? NULL : d->b;
                    plain->linear(m, depths[i], n, d->x, 200, d->w, bias, d->y1, 50, add);
                    k->linear(m, depths[i], n, d->x, 200, d->w, bias, d->y2, 50, add);
                    assert_close(d->y1, d->y2, m * 50);
                }
            }
        }
    }
}

static void layer_norm_agrees(void **state)
{
    data *d = *state;
    const dmr_kernels *k = fast();

    dmr_kernels_plain()->layer_norm(9, 160, d->x, 192, d->w, d->b, d->y1, 160);
    k->layer_norm(9, 160, d->x, 192, d->w, d->b, d->y2, 160);
    assert_close(d->y1, d->y2, 9 * 160);
}

static void convolve_agrees(void **state)
{
    data *d = *state;
    const dmr_kernels *k = fast();

    for (size_t m = 1; m < 12; m++) {
        for (size_t taps = 1; taps < 8; taps += 2) {
            dmr_kernels_plain()->convolve(m, 32, taps, d->x, d->w, d->y1);
            k->convolve(m, 32, taps, d->x, d->w, d->y2);
            assert_close(d->y1, d->y2, m * 32);
        }
    }
}

static void scan_agrees(void **state)
{
    data *d = *state;
    const dmr_kernels *k = fast();

    d->x[50] = 100.0f; /* gates far outside what exp can hold */
    d->x[51] = -100.0f;
    for (size_t m = 1; m < 40; m += 6) {
        dmr_kernels_plain()->scan(m, 32, d->x, 96, d->y1, 32, d->state);
        k->scan(m, 32, d->x, 96, d->y2, 32, d->state);
        assert_close(d->y1, d->y2, m * 32);
    }
}

static void leaky_and_add_row_agree(void **state)
{
    data *d = *state;
    const dmr_kernels *k = fast();
    int8_t row[64];

    for (int i = 0; i < 64; i++)
        row[i] = (int8_t)(i * 37 - 128);
    memcpy(d->y1, d->x, 64 * sizeof(float));
    memcpy(d->y2, d->x, 64 * sizeof(float));
    dmr_kernels_plain()->leaky(64, d->y1);
    k->leaky(64, d->y2);
    dmr_kernels_plain()->add_row(64, row, 0.01f, d->y1);
    k->add_row(64, row, 0.01f, d->y2);
    assert_close(d->y1, d->y2, 64);
}

static void a_row_is_the_same_in_any_batch(void **state)
{
    data *d = *state;
    const dmr_kernels *both[] = {dmr_kernels_plain(), dmr_kernels_avx2()};

    for (size_t v = 0; v < 2 && both[v]; v++) {
        for (size_t m = 1; m <= 13; m++) {
            both[v]->linear(m, 96, 32, d->x, 96, d->w, d->b, d->y1, 32, false);
            for (size_t i = 0; i < m; i++) {
                both[v]->linear(1, 96, 32, d->x + i * 96, 96, d->w, d->b, d->y2, 32,
                                false);
                assert_memory_equal(d->y1 + i * 32, d->y2, 32 * sizeof(float));
            }
        }
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
    assert_string_equal(k->name, dmr_kernels_avx2() ? "avx2" : "plain");
    assert_int_equal(dmr_kernels_pick(&k, "sse9", &err), DEMARCHE_E_ARGUMENT);
    assert_string_equal(err.message, "kernel sse9: not one of auto, plain, avx2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(linear_agrees, setup, teardown),
        cmocka_unit_test_setup_teardown(layer_norm_agrees, setup, teardown),
        cmocka_unit_test_setup_teardown(convolve_agrees, setup, teardown),
        cmocka_unit_test_setup_teardown(scan_agrees, setup, teardown),
        cmocka_unit_test_setup_teardown(leaky_and_add_row_agree, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_is_the_same_in_any_batch, setup, teardown),
        cmocka_unit_test(kernels_are_picked_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
