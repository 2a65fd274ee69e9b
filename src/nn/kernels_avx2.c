/*
 * Kernels for AVX2 with FMA. This file alone is compiled with -mavx2 -mfma; nothing in
 * it runs before the processor was asked (dmr_kernels_avx2).
 */
#include "nn/kernels.h"

#if defined(__AVX2__) && defined(__FMA__)

#include <immintrin.h>
#include <math.h>
#include <string.h>

static const float NORM_EPSILON = 1e-5f;

/* The accumulators of `block` are registers only once its loops over rows are gone. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 6")
#endif

/*
 * A block of R rows by one panel: R x 2 accumulators, so that R = 6 fills 12 of the 16
 * registers. Always inlined with R constant. Each sum runs over k in order, whatever R.
 */
static inline __attribute__((always_inline)) void
block(size_t R, size_t k, const float *x, size_t ldx, const float *panel,
      const float *bias, float *y, size_t ldy, bool add)
{
    __m256 lo[6], hi[6];

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
            lo[r] = _mm256_fmadd_ps(v, w0, lo[r]);
            hi[r] = _mm256_fmadd_ps(v, w1, hi[r]);
        }
    }
    __m256 b0 = bias ? _mm256_loadu_ps(bias) : _mm256_setzero_ps();
    __m256 b1 = bias ? _mm256_loadu_ps(bias + 8) : _mm256_setzero_ps();
    UNROLL
    for (size_t r = 0; r < R; r++) {
        float *to = y + r * ldy;
        __m256 v0 = _mm256_add_ps(lo[r], b0), v1 = _mm256_add_ps(hi[r], b1);
        if (add) {
            v0 = _mm256_add_ps(_mm256_loadu_ps(to), v0);
            v1 = _mm256_add_ps(_mm256_loadu_ps(to + 8), v1);
        }
        _mm256_storeu_ps(to, v0);
        _mm256_storeu_ps(to + 8, v1);
    }
}

static void linear(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                   const float *w, const float *bias, float *y, size_t ldy, bool add)
{
    for (size_t p = 0; p < n; p += DMR_PANEL) {
        const float *panel = w + p * k, *b = bias ? bias + p : NULL;
        size_t i = 0;

        for (; i + 6 <= m; i += 6)
            block(6, k, x + i * ldx, ldx, panel, b, y + i * ldy + p, ldy, add);
        if (i + 4 <= m) {
            block(4, k, x + i * ldx, ldx, panel, b, y + i * ldy + p, ldy, add);
            i += 4;
        }
        if (i + 2 <= m) {
            block(2, k, x + i * ldx, ldx, panel, b, y + i * ldy + p, ldy, add);
            i += 2;
        }
        if (i < m)
            block(1, k, x + i * ldx, ldx, panel, b, y + i * ldy + p, ldy, add);
    }
}

static float sum8(__m256 v)
{
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    s = _mm_add_ss(s, _mm_shuffle_ps(s, s, 1));
    return _mm_cvtss_f32(s);
}

static void layer_norm(size_t m, size_t n, const float *x, size_t ldx, const float *gain,
                       const float *bias, float *y, size_t ldy)
{
    for (size_t i = 0; i < m; i++) {
        const float *row = x + i * ldx;
        float *to = y + i * ldy;
        __m256 sum = _mm256_setzero_ps(), squares = _mm256_setzero_ps();

        for (size_t j = 0; j < n; j += 8)
            sum = _mm256_add_ps(sum, _mm256_loadu_ps(row + j));
        __m256 mean = _mm256_set1_ps(sum8(sum) / (float)n);
        for (size_t j = 0; j < n; j += 8) {
            __m256 v = _mm256_sub_ps(_mm256_loadu_ps(row + j), mean);
            squares = _mm256_fmadd_ps(v, v, squares);
        }
        float scale = 1.0f / sqrtf(sum8(squares) / (float)n + NORM_EPSILON);
        __m256 s = _mm256_set1_ps(scale);
        for (size_t j = 0; j < n; j += 8) {
            __m256 v = _mm256_sub_ps(_mm256_loadu_ps(row + j), mean);
            v = _mm256_fmadd_ps(_mm256_mul_ps(v, s), _mm256_loadu_ps(gain + j),
                                _mm256_loadu_ps(bias + j));
            _mm256_storeu_ps(to + j, v);
        }
    }
}

static void convolve(size_t m, size_t n, size_t n_taps, const float *x, const float *taps,
                     float *y)
{
    size_t half = n_taps / 2;

    for (size_t t = 0; t < m; t++) {
        size_t from = t < half ? half - t : 0;
        size_t to = t + n_taps - half > m ? m + half - t : n_taps;

        for (size_t c = 0; c < n; c += 8) {
            __m256 sum = _mm256_setzero_ps();
            for (size_t j = from; j < to; j++)
                sum = _mm256_fmadd_ps(_mm256_loadu_ps(taps + j * n + c),
                                      _mm256_loadu_ps(x + (t + j - half) * n + c), sum);
            _mm256_storeu_ps(y + t * n + c, sum);
        }
    }
}

/*
 * 1 / (1 + exp(-x)). exp by 2^round(x / ln 2) and a polynomial for the rest, with the
 * coefficients of Cephes' expf (S. Moshier); error below 3e-7.
 */
static inline __m256 sigmoid(__m256 x)
{
    const __m256 one = _mm256_set1_ps(1.0f);
    __m256 a = _mm256_sub_ps(_mm256_setzero_ps(), x);

    a = _mm256_min_ps(_mm256_max_ps(a, _mm256_set1_ps(-80.0f)), _mm256_set1_ps(80.0f));
    __m256 n = _mm256_round_ps(_mm256_mul_ps(a, _mm256_set1_ps(1.44269504088896341f)),
                               _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    __m256 r = _mm256_fnmadd_ps(n, _mm256_set1_ps(0.693359375f), a);
    r = _mm256_fnmadd_ps(n, _mm256_set1_ps(-2.12194440e-4f), r);
    __m256 p = _mm256_set1_ps(1.9875691500e-4f);
    p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.3981999507e-3f));
    p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(8.3334519073e-3f));
    p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(4.1665795894e-2f));
    p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.6666665459e-1f));
    p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(5.0000001201e-1f));
    p = _mm256_fmadd_ps(_mm256_mul_ps(r, r), p, _mm256_add_ps(r, one));
    __m256i e = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
    __m256 power = _mm256_castsi256_ps(_mm256_slli_epi32(e, 23));
    return _mm256_div_ps(one, _mm256_fmadd_ps(p, power, one));
}

/* Eight channels from c on of one word; the state goes in and out. */
static inline __m256 scan_step(size_t d, const float *at, size_t c, __m256 state,
                               float *to)
{
    __m256 z = _mm256_loadu_ps(at + c);
    __m256 f = sigmoid(_mm256_loadu_ps(at + d + c));
    __m256 o = sigmoid(_mm256_loadu_ps(at + 2 * d + c));

    /* f s + (1 - f) z = z + f (s - z) */
    state = _mm256_fmadd_ps(f, _mm256_sub_ps(state, z), z);
    _mm256_storeu_ps(to + c, _mm256_mul_ps(state, o));
    return state;
}

static void scan(size_t m, size_t d, const float *g, size_t ldg, float *y, size_t ldy,
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

static void leaky(size_t n, float *x)
{
    const __m256 leak = _mm256_set1_ps(0.1f);

    for (size_t i = 0; i < n; i += 8) {
        __m256 v = _mm256_loadu_ps(x + i);
        _mm256_storeu_ps(x + i, _mm256_max_ps(v, _mm256_mul_ps(v, leak)));
    }
}

static void add_row(size_t n, const int8_t *row, float scale, float *y)
{
    const __m256 s = _mm256_set1_ps(scale);

    for (size_t i = 0; i < n; i += 8) {
        __m128i b = _mm_loadl_epi64((const __m128i *)(const void *)(row + i));
        __m256 v = _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(b));
        _mm256_storeu_ps(y + i, _mm256_fmadd_ps(s, v, _mm256_loadu_ps(y + i)));
    }
}

const dmr_kernels *dmr_kernels_avx2(void)
{
    static const dmr_kernels avx2 = {"avx2", linear, layer_norm, convolve,
                                     scan,   leaky,  add_row};
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &avx2 : NULL;
}

#else

const dmr_kernels *dmr_kernels_avx2(void)
{
    return NULL;
}

#endif
