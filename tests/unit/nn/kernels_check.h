/*
 * Kernels against the plain ones, bit for bit: for AVX2 where the processor has it, and
 * for the AVX-512 source over SIMDe anywhere.
 */
#ifndef KERNELS_CHECK_H
#define KERNELS_CHECK_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nn/kernels.h"

enum { CHECK_ROOM = 64 * 1024 };

typedef struct check_data {
    float *x, *w, *b, *y1, *y2, *state, *scale1, *scale2;
    uint8_t *q1, *q2;
    int8_t *weights;
    int32_t *offset;
} check_data;

/* Numbers in [-2, 2), the same in every run. */
static inline void check_fill(float *x, size_t n, uint32_t seed)
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        x[i] = (float)(seed >> 8) / (float)(1 << 22) - 2.0f;
    }
}

static inline int check_setup(void **state)
{
    check_data *d = malloc(sizeof *d);
    float **all[] = {&d->x,  &d->w,     &d->b,      &d->y1,
                     &d->y2, &d->state, &d->scale1, &d->scale2};

    for (size_t i = 0; i < 8; i++) {
        *all[i] = aligned_alloc(64, CHECK_ROOM * sizeof(float));
        check_fill(*all[i], CHECK_ROOM, (uint32_t)i + 1);
    }
    d->q1 = aligned_alloc(64, CHECK_ROOM);
    d->q2 = aligned_alloc(64, CHECK_ROOM);
    d->weights = aligned_alloc(64, CHECK_ROOM);
    d->offset = aligned_alloc(64, CHECK_ROOM);
    for (size_t i = 0; i < CHECK_ROOM; i++) {
        d->q1[i] = (uint8_t)(1 + i * i % 127);
        d->weights[i] = (int8_t)(i * 2654435761u % 127) - DMR_QUANT;
    }
    for (size_t i = 0; i < CHECK_ROOM / sizeof *d->offset; i++)
        d->offset[i] = (int32_t)(i * 977 % 65536) - 32768;
    *state = d;
    return 0;
}

static inline int check_teardown(void **state)
{
    check_data *d = *state;
    void *all[] = {d->x,      d->w,      d->b,  d->y1, d->y2,      d->state,
                   d->scale1, d->scale2, d->q1, d->q2, d->weights, d->offset};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        free(all[i]);
    free(d);
    return 0;
}

/* Equal bits; what is no number is equal to what is no number. */
static inline void check_same(const float *a, const float *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (memcmp(&a[i], &b[i], sizeof *a) != 0 && !(isnan(a[i]) && isnan(b[i])))
            fail_msg("at %zu: %.9g and %.9g", i, (double)a[i], (double)b[i]);
    }
}

/* `linear` of k against the plain one: all shapes of blocks and their rests. */
static inline void check_linear(check_data *d, const dmr_kernels *k)
{
    const dmr_kernels *plain = dmr_kernels_plain();
    const size_t depths[] = {8, 24, 96, 192};

    d->scale1[3] = 0;
    d->scale1[5] = INFINITY;
    d->b[7] = NAN;
    for (size_t m = 0; m <= 21; m++) {
        for (size_t i = 0; i < 4; i++) {
            for (size_t n = 16; n <= 80; n += 32) {
                dmr_layer l = {depths[i], n, d->weights, d->w, d->b, d->offset};
                for (int add = 0; add < 2; add++) {
                    memcpy(d->y1, d->y2, m * 90 * sizeof(float));
                    plain->linear(m, &l, d->q1, d->scale1, d->y1, 90, add);
                    k->linear(m, &l, d->q1, d->scale1, d->y2, 90, add);
                    check_same(d->y1, d->y2, m * 90);
                    check_fill(d->y2, m * 90, (uint32_t)m);
                }
            }
        }
    }
}

/* The largest sums that seven bits allow: 16 bits must hold those of four products. */
static inline void check_extremes(check_data *d, const dmr_kernels *k)
{
    enum { K = 4096, M = 9, N = 16 };
    static const struct {
        uint8_t q;
        int8_t w;
    } ends[] = {{127, 63}, {127, -63}, {1, 63}, {1, -63}};
    dmr_layer l = {K, N, d->weights, d->w, d->b, d->offset};

    for (size_t i = 0; i < N; i++) {
        d->w[i] = d->scale1[i] = 1;
        d->b[i] = 0;
        d->offset[i] = 0;
    }
    for (size_t e = 0; e < 4; e++) {
        memset(d->q1, ends[e].q, M * K);
        memset(d->weights, ends[e].w, (size_t)N * K);
        k->linear(M, &l, d->q1, d->scale1, d->y2, N, false);
        for (size_t i = 0; i < M * N; i++)
            assert_true(d->y2[i] == (float)(ends[e].q * ends[e].w * K));
    }
}

/* A row alone gives what it gives among others. */
static inline void check_rows_alone(check_data *d, const dmr_kernels *k)
{
    dmr_layer l = {96, 48, d->weights, d->w, d->b, d->offset};

    for (size_t m = 1; m <= 21; m++) {
        k->linear(m, &l, d->q1, d->scale1, d->y1, 48, false);
        for (size_t i = 0; i < m; i++) {
            k->linear(1, &l, d->q1 + i * 96, d->scale1 + i, d->y2, 48, false);
            check_same(d->y1 + i * 48, d->y2, 48);
        }
    }
}

#endif
