/*
 * The integer layers for AVX-512 with VNNI, where the 64 bytes of a group of the weights
 * are one register and one instruction multiplies and sums them. This file alone is
 * compiled for it; nothing in it runs before the processor was asked. All that is no
 * layer is AVX2's.
 *
 * DMR_WITH_SIMDE: the test of this file over SIMDe, for machines without AVX-512
 * (tests/unit/nn/test_kernels_avx512.c includes it).
 */
#include "nn/kernels_avx2.h"

#if defined(DMR_WITH_SIMDE) || (defined(__AVX512F__) && defined(__AVX512BW__) &&         \
                                defined(__AVX512VL__) && defined(__AVX512VNNI__))

#if !defined(DMR_WITH_SIMDE)
#include <immintrin.h>
#endif
#include <string.h>

#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

/* A row's sums as numbers: (row * scale) * s + bias, and y where `add`. */
static inline void put16(__m512i s, float row, const float *scale, const float *bias,
                         float *y, bool add)
{
    __m512 v = _mm512_mul_ps(_mm512_mul_ps(_mm512_set1_ps(row), _mm512_loadu_ps(scale)),
                             _mm512_cvtepi32_ps(s));

    v = _mm512_add_ps(v, _mm512_loadu_ps(bias));
    if (add)
        v = _mm512_add_ps(_mm512_loadu_ps(y), v);
    _mm512_storeu_ps(y, v);
}

/* R rows by P panels from p on: R * P sums in registers. Always inlined with R and P
 * constant. */
static inline __attribute__((always_inline)) void
block512(size_t R, size_t P, const dmr_layer *l, size_t p, const uint8_t *q,
         const float *scale, float *y, size_t ldy, bool add)
{
    const int8_t *w = l->w + p * l->k;
    size_t k = l->k;
    __m512i sum[8][2];

    UNROLL
    for (size_t r = 0; r < R; r++) {
        UNROLL
        for (size_t c = 0; c < P; c++)
            sum[r][c] = _mm512_loadu_si512(l->offset + p + c * DMR_PANEL);
    }
    for (size_t a = 0; a < k; a += DMR_GROUP) {
        __m512i v[2];

        UNROLL
        for (size_t c = 0; c < P; c++)
            v[c] = _mm512_loadu_si512(w + c * DMR_PANEL * k + a * DMR_PANEL);
        UNROLL
        for (size_t r = 0; r < R; r++) {
            int32_t four;

            memcpy(&four, q + r * k + a, sizeof four);
            UNROLL
            for (size_t c = 0; c < P; c++)
                sum[r][c] = _mm512_dpbusd_epi32(sum[r][c], _mm512_set1_epi32(four), v[c]);
        }
    }
    UNROLL
    for (size_t r = 0; r < R; r++) {
        UNROLL
        for (size_t c = 0; c < P; c++) {
            size_t o = p + c * DMR_PANEL;
            put16(sum[r][c], scale[r], l->scale + o, l->bias + o, y + r * ldy + o, add);
        }
    }
}

/* All rows by P panels from p on. */
static inline __attribute__((always_inline)) void
columns512(size_t P, size_t m, const dmr_layer *l, size_t p, const uint8_t *q,
           const float *scale, float *y, size_t ldy, bool add)
{
    size_t i = 0;

    for (; i + 8 <= m; i += 8)
        block512(8, P, l, p, q + i * l->k, scale + i, y + i * ldy, ldy, add);
    if (i + 4 <= m) {
        block512(4, P, l, p, q + i * l->k, scale + i, y + i * ldy, ldy, add);
        i += 4;
    }
    for (; i < m; i++)
        block512(1, P, l, p, q + i * l->k, scale + i, y + i * ldy, ldy, add);
}

static void linear512(size_t m, const dmr_layer *l, const uint8_t *q, const float *scale,
                      float *y, size_t ldy, bool add)
{
    size_t p = 0;

    for (; p + 2 * DMR_PANEL <= l->n; p += 2 * DMR_PANEL)
        columns512(2, m, l, p, q, scale, y, ldy, add);
    if (p < l->n)
        columns512(1, m, l, p, q, scale, y, ldy, add);
}

#endif

#if !defined(DMR_WITH_SIMDE)
const dmr_kernels *dmr_kernels_avx512(void)
{
#if defined(__AVX512VNNI__)
    static const dmr_kernels avx512 = {
        "avx512",         dmr_avx2_quantise,   linear512,
        dmr_avx2_product, dmr_avx2_layer_norm, dmr_avx2_convolve,
        dmr_avx2_scan,    dmr_avx2_leaky,      dmr_avx2_add_row,
        dmr_avx2_best};

    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni") &&
        dmr_kernels_avx2())
        return &avx512;
#endif
    return NULL;
}
#endif
