/*
 * Kernels for AVX2. This file alone is compiled with -mavx2; nothing in it runs before
 * the processor was asked (dmr_kernels_avx2). Each does what the plain one does in the
 * same order; there is no fused multiply-add, which would round otherwise.
 */
#include "nn/kernels_avx2.h"

#if defined(__AVX2__)

#include <immintrin.h>
#include <math.h>
#include <string.h>

static const float NORM_EPSILON = 1e-5f;
static const float LEAST = 1e-30f;

/* The accumulators of `block` are registers only once its loops over rows are gone. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

/* a + b * c with two roundings. */
static inline __m256 plus(__m256 a, __m256 b, __m256 c)
{
    return _mm256_add_ps(a, _mm256_mul_ps(b, c));
}

static float sum8(__m256 v)
{
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    s = _mm_add_ss(s, _mm_shuffle_ps(s, s, 1));
    return _mm_cvtss_f32(s);
}

static float max8(__m256 v)
{
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    s = _mm_max_ss(s, _mm_shuffle_ps(s, s, 1));
    return _mm_cvtss_f32(s);
}

/* Eight numbers of a row as integers from 1 to 127. max and min give their second
 * operand where the first is no number. */
static inline __m256i seven_bits(__m256 x, __m256 by)
{
    const __m256 most = _mm256_set1_ps(DMR_QUANT);
    __m256 v = _mm256_max_ps(_mm256_mul_ps(x, by), _mm256_set1_ps(-DMR_QUANT));

    return _mm256_add_epi32(_mm256_cvtps_epi32(_mm256_min_ps(v, most)),
                            _mm256_set1_epi32(DMR_QUANT + 1));
}

void dmr_avx2_quantise(size_t m, size_t k, const float *x, size_t ldx, uint8_t *q,
                       float *scale)
{
    const __m256 sign = _mm256_set1_ps(-0.0f);
    /* The packing instructions work on halves: this puts fours of bytes in order. */
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);

    for (size_t i = 0; i < m; i++) {
        const float *row = x + i * ldx;
        uint8_t *to = q + i * k;
        __m256 top = _mm256_setzero_ps();

        for (size_t j = 0; j < k; j += 8)
            top = _mm256_max_ps(_mm256_andnot_ps(sign, _mm256_loadu_ps(row + j)), top);
        float most = max8(top);
        scale[i] = most >= LEAST ? most / DMR_QUANT : 0.0f;
        __m256 by = _mm256_set1_ps(most >= LEAST ? DMR_QUANT / most : 0.0f);
        size_t j = 0;
        for (; j + 32 <= k; j += 32) {
            __m256i v = _mm256_packs_epi32(seven_bits(_mm256_loadu_ps(row + j), by),
                                           seven_bits(_mm256_loadu_ps(row + j + 8), by));
            __m256i w = _mm256_packs_epi32(seven_bits(_mm256_loadu_ps(row + j + 16), by),
                                           seven_bits(_mm256_loadu_ps(row + j + 24), by));
            v = _mm256_permutevar8x32_epi32(_mm256_packus_epi16(v, w), order);
            _mm256_storeu_si256((__m256i *)(void *)(to + j), v);
        }
        for (; j < k; j += 8) {
            __m256i v = seven_bits(_mm256_loadu_ps(row + j), by);
            v = _mm256_packs_epi32(v, v);
            v = _mm256_packus_epi16(v, v);
            uint32_t low = (uint32_t)_mm256_cvtsi256_si32(v);
            uint32_t high = (uint32_t)_mm256_extract_epi32(v, 4);
            memcpy(to + j, &low, 4);
            memcpy(to + j + 4, &high, 4);
        }
    }
}

/* Four inputs of a row, for every output. */
static inline __m256i four(const uint8_t *q)
{
    int32_t v;

    memcpy(&v, q, sizeof v);
    return _mm256_set1_epi32(v);
}

/*
 * A block of R rows by panel p of the layer. Always inlined with R constant. Two
 * products of bytes and one addition of them fit 16 bits: 4 * 127 * 63 < 2^15.
 */
static inline __attribute__((always_inline)) void block(size_t R, const dmr_layer *l,
                                                        size_t p, const uint8_t *q,
                                                        const float *scale, float *y,
                                                        size_t ldy, bool add)
{
    const __m256i ones = _mm256_set1_epi16(1);
    const __m256i *w = (const __m256i *)(const void *)(l->w + p * l->k);
    const __m256i *offset = (const __m256i *)(const void *)(l->offset + p);
    __m256i lo[4], hi[4];
    size_t k = l->k;

    UNROLL
    for (size_t r = 0; r < R; r++) {
        lo[r] = _mm256_loadu_si256(offset);
        hi[r] = _mm256_loadu_si256(offset + 1);
    }
    for (size_t a = 0; a < k; a += 2 * DMR_GROUP, w += 4) {
        __m256i w0 = _mm256_load_si256(w), w1 = _mm256_load_si256(w + 1);
        __m256i w2 = _mm256_load_si256(w + 2), w3 = _mm256_load_si256(w + 3);

        UNROLL
        for (size_t r = 0; r < R; r++) {
            __m256i u = four(q + r * k + a), v = four(q + r * k + a + DMR_GROUP);
            __m256i s = _mm256_add_epi16(_mm256_maddubs_epi16(u, w0),
                                         _mm256_maddubs_epi16(v, w2));
            __m256i t = _mm256_add_epi16(_mm256_maddubs_epi16(u, w1),
                                         _mm256_maddubs_epi16(v, w3));
            lo[r] = _mm256_add_epi32(lo[r], _mm256_madd_epi16(s, ones));
            hi[r] = _mm256_add_epi32(hi[r], _mm256_madd_epi16(t, ones));
        }
    }
    __m256 s0 = _mm256_loadu_ps(l->scale + p), s1 = _mm256_loadu_ps(l->scale + p + 8);
    __m256 b0 = _mm256_loadu_ps(l->bias + p), b1 = _mm256_loadu_ps(l->bias + p + 8);
    UNROLL
    for (size_t r = 0; r < R; r++) {
        __m256 row = _mm256_set1_ps(scale[r]);
        __m256 v0 = plus(b0, _mm256_mul_ps(row, s0), _mm256_cvtepi32_ps(lo[r]));
        __m256 v1 = plus(b1, _mm256_mul_ps(row, s1), _mm256_cvtepi32_ps(hi[r]));
        float *to = y + r * ldy + p;
        if (add) {
            v0 = _mm256_add_ps(_mm256_loadu_ps(to), v0);
            v1 = _mm256_add_ps(_mm256_loadu_ps(to + 8), v1);
        }
        _mm256_storeu_ps(to, v0);
        _mm256_storeu_ps(to + 8, v1);
    }
}

static void linear(size_t m, const dmr_layer *l, const uint8_t *q, const float *scale,
                   float *y, size_t ldy, bool add)
{
    for (size_t p = 0; p < l->n; p += DMR_PANEL) {
        size_t i = 0;

        for (; i + 4 <= m; i += 4)
            block(4, l, p, q + i * l->k, scale + i, y + i * ldy, ldy, add);
        if (i + 2 <= m) {
            block(2, l, p, q + i * l->k, scale + i, y + i * ldy, ldy, add);
            i += 2;
        }
        if (i < m)
            block(1, l, p, q + i * l->k, scale + i, y + i * ldy, ldy, add);
    }
}

/* R rows by one panel of floats. Always inlined with R constant. */
static inline __attribute__((always_inline)) void
product_block(size_t R, size_t k, const float *x, size_t ldx, const float *panel,
              float *y, size_t ldy)
{
    __m256 lo[4], hi[4];

    UNROLL
    for (size_t r = 0; r < R; r++) {
        lo[r] = _mm256_setzero_ps();
        hi[r] = _mm256_setzero_ps();
    }
    for (size_t a = 0; a < k; a++) {
        __m256 w0 = _mm256_load_ps(panel + a * DMR_PANEL);
        __m256 w1 = _mm256_load_ps(panel + a * DMR_PANEL + 8);
        UNROLL
        for (size_t r = 0; r < R; r++) {
            __m256 v = _mm256_broadcast_ss(x + r * ldx + a);
            lo[r] = _mm256_add_ps(lo[r], _mm256_mul_ps(v, w0));
            hi[r] = _mm256_add_ps(hi[r], _mm256_mul_ps(v, w1));
        }
    }
    UNROLL
    for (size_t r = 0; r < R; r++) {
        _mm256_storeu_ps(y + r * ldy, lo[r]);
        _mm256_storeu_ps(y + r * ldy + 8, hi[r]);
    }
}

void dmr_avx2_product(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                      const float *w, float *y, size_t ldy)
{
    for (size_t p = 0; p < n; p += DMR_PANEL) {
        const float *panel = w + p * k;
        size_t i = 0;

        for (; i + 4 <= m; i += 4)
            product_block(4, k, x + i * ldx, ldx, panel, y + i * ldy + p, ldy);
        for (; i < m; i++)
            product_block(1, k, x + i * ldx, ldx, panel, y + i * ldy + p, ldy);
    }
}

/* R rows at once, for their sums wait for themselves. Always inlined with R constant. */
static inline __attribute__((always_inline)) void
norm_block(size_t R, size_t n, const float *x, size_t ldx, const float *gain,
           const float *bias, float *y, size_t ldy)
{
    __m256 sum[4], squares[4], mean[4], scale[4];

    UNROLL
    for (size_t r = 0; r < R; r++)
        sum[r] = squares[r] = _mm256_setzero_ps();
    for (size_t j = 0; j < n; j += 8) {
        UNROLL
        for (size_t r = 0; r < R; r++)
            sum[r] = _mm256_add_ps(sum[r], _mm256_loadu_ps(x + r * ldx + j));
    }
    UNROLL
    for (size_t r = 0; r < R; r++)
        mean[r] = _mm256_set1_ps(sum8(sum[r]) / (float)n);
    for (size_t j = 0; j < n; j += 8) {
        UNROLL
        for (size_t r = 0; r < R; r++) {
            __m256 v = _mm256_sub_ps(_mm256_loadu_ps(x + r * ldx + j), mean[r]);
            squares[r] = plus(squares[r], v, v);
        }
    }
    UNROLL
    for (size_t r = 0; r < R; r++)
        scale[r] =
            _mm256_set1_ps(1.0f / sqrtf(sum8(squares[r]) / (float)n + NORM_EPSILON));
    for (size_t j = 0; j < n; j += 8) {
        __m256 g = _mm256_loadu_ps(gain + j), b = _mm256_loadu_ps(bias + j);
        UNROLL
        for (size_t r = 0; r < R; r++) {
            __m256 v = _mm256_sub_ps(_mm256_loadu_ps(x + r * ldx + j), mean[r]);
            _mm256_storeu_ps(y + r * ldy + j, plus(b, _mm256_mul_ps(v, scale[r]), g));
        }
    }
}

void dmr_avx2_layer_norm(size_t m, size_t n, const float *x, size_t ldx,
                         const float *gain, const float *bias, float *y, size_t ldy)
{
    size_t i = 0;

    for (; i + 4 <= m; i += 4)
        norm_block(4, n, x + i * ldx, ldx, gain, bias, y + i * ldy, ldy);
    for (; i < m; i++)
        norm_block(1, n, x + i * ldx, ldx, gain, bias, y + i * ldy, ldy);
}

/*
 * Words from `from` up to `to`, of which all taps lie in the sentence: with their number
 * constant they stay in registers. Always inlined with T constant.
 */
static inline __attribute__((always_inline)) void
convolve_inner(size_t T, size_t from, size_t to, size_t n, const float *x,
               const float *taps, float *y)
{
    for (size_t c = 0; c < n; c += 8) {
        __m256 tap[5];

        UNROLL
        for (size_t j = 0; j < T; j++)
            tap[j] = _mm256_loadu_ps(taps + j * n + c);
        for (size_t t = from; t < to; t++) {
            const float *at = x + (t - T / 2) * n + c;
            __m256 sum = _mm256_setzero_ps();
            UNROLL
            for (size_t j = 0; j < T; j++)
                sum = plus(sum, tap[j], _mm256_loadu_ps(at + j * n));
            _mm256_storeu_ps(y + t * n + c, sum);
        }
    }
}

void dmr_avx2_convolve(size_t m, size_t n, size_t n_taps, const float *x,
                       const float *taps, float *y)
{
    size_t half = n_taps / 2;

    for (size_t t = 0; t < m; t++) {
        if (t == half && m > 2 * half && (n_taps == 3 || n_taps == 5)) {
            if (n_taps == 3)
                convolve_inner(3, half, m - half, n, x, taps, y);
            else
                convolve_inner(5, half, m - half, n, x, taps, y);
            t = m - half;
        }
        size_t from = t < half ? half - t : 0;
        size_t to = t + n_taps - half > m ? m + half - t : n_taps;

        for (size_t c = 0; c < n; c += 8) {
            __m256 sum = _mm256_setzero_ps();
            for (size_t j = from; j < to; j++)
                sum = plus(sum, _mm256_loadu_ps(taps + j * n + c),
                           _mm256_loadu_ps(x + (t + j - half) * n + c));
            _mm256_storeu_ps(y + t * n + c, sum);
        }
    }
}

/* 1 + exp(-x): see kernels_plain.c. */
static inline __m256 one_and_exp(__m256 x)
{
    const __m256 magic = _mm256_set1_ps(12582912.0f);
    __m256 t = _mm256_mul_ps(x, _mm256_set1_ps(-1.44269504f));

    t = _mm256_min_ps(_mm256_max_ps(t, _mm256_set1_ps(-60.0f)), _mm256_set1_ps(60.0f));
    __m256 n = _mm256_add_ps(t, magic);
    __m256i bits = _mm256_slli_epi32(_mm256_castps_si256(n), 23);
    __m256 power =
        _mm256_castsi256_ps(_mm256_add_epi32(bits, _mm256_set1_epi32(127 << 23)));
    __m256 r = _mm256_sub_ps(t, _mm256_sub_ps(n, magic));
    __m256 p = _mm256_set1_ps(0.00957010221f);
    p = plus(_mm256_set1_ps(0.0559178591f), p, r);
    p = plus(_mm256_set1_ps(0.240247443f), p, r);
    p = plus(_mm256_set1_ps(0.693121791f), p, r);
    p = plus(_mm256_set1_ps(0.999999285f), p, r);
    return plus(_mm256_set1_ps(1.0f), p, power);
}

/* Eight channels from c on of one word; the state goes in and out. */
static inline __m256 scan_step(size_t d, const float *at, size_t c, __m256 state,
                               float *to)
{
    __m256 z = _mm256_loadu_ps(at + c);
    __m256 f = one_and_exp(_mm256_loadu_ps(at + d + c));
    __m256 o = one_and_exp(_mm256_loadu_ps(at + 2 * d + c));
    __m256 inverse = _mm256_div_ps(_mm256_set1_ps(1.0f), _mm256_mul_ps(f, o));

    state = plus(z, _mm256_mul_ps(inverse, o), _mm256_sub_ps(state, z));
    _mm256_storeu_ps(to + c, _mm256_mul_ps(state, _mm256_mul_ps(inverse, f)));
    return state;
}

void dmr_avx2_scan(size_t m, size_t d, const float *g, size_t ldg, float *y, size_t ldy,
                   float *state)
{
    memset(state, 0, d * sizeof *state);
    for (size_t step = 0; step < m; step++) {
        for (size_t c = 0; c < d; c += 8) {
            size_t t = c < d / 2 ? step : m - 1 - step;
            __m256 s =
                scan_step(d, g + t * ldg, c, _mm256_loadu_ps(state + c), y + t * ldy);
            _mm256_storeu_ps(state + c, s);
        }
    }
}

void dmr_avx2_leaky(size_t n, float *x)
{
    const __m256 leak = _mm256_set1_ps(0.1f);

    for (size_t i = 0; i < n; i += 8) {
        __m256 v = _mm256_loadu_ps(x + i);
        _mm256_storeu_ps(x + i, _mm256_max_ps(v, _mm256_mul_ps(v, leak)));
    }
}

void dmr_avx2_add_row(size_t n, const int8_t *row, float scale, float *y)
{
    const __m256 s = _mm256_set1_ps(scale);

    for (size_t i = 0; i < n; i += 8) {
        __m128i b = _mm_loadl_epi64((const __m128i *)(const void *)(row + i));
        __m256 v = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(b));
        _mm256_storeu_ps(y + i, plus(_mm256_loadu_ps(y + i), s, v));
    }
}

size_t dmr_avx2_best(size_t n, const float *x)
{
    __m256 top8 = _mm256_set1_ps(-INFINITY);
    float top;
    size_t i = 0;

    for (; i + 8 <= n; i += 8)
        top8 = _mm256_max_ps(_mm256_loadu_ps(x + i), top8);
    top = max8(top8);
    for (; i < n; i++)
        top = x[i] > top ? x[i] : top;
    if (!(top > -INFINITY))
        return 0;
    top8 = _mm256_set1_ps(top);
    for (i = 0; i + 8 <= n; i += 8) {
        int equal =
            _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(x + i), top8, _CMP_EQ_OQ));
        if (equal)
            return i + (size_t)__builtin_ctz((unsigned)equal);
    }
    while (x[i] < top || x[i] != x[i])
        i++;
    return i;
}

const dmr_kernels *dmr_kernels_avx2(void)
{
    static const dmr_kernels avx2 = {
        "avx2",           dmr_avx2_quantise,   linear,
        dmr_avx2_product, dmr_avx2_layer_norm, dmr_avx2_convolve,
        dmr_avx2_scan,    dmr_avx2_leaky,      dmr_avx2_add_row,
        dmr_avx2_best};

    return __builtin_cpu_supports("avx2") ? &avx2 : NULL;
}

#else

const dmr_kernels *dmr_kernels_avx2(void)
{
    return NULL;
}

#endif
