/* The reference kernels: written to be read. */
#include <math.h>
#include <string.h>

#include "nn/kernels.h"

enum { LANES = 8 };

static const float NORM_EPSILON = 1e-5f;
static const float LEAK = 0.1f;
static const float LEAST = 1e-30f;      /* rows that are smaller count as zero */
static const float MAGIC = 12582912.0f; /* 1.5 * 2^23: adding it rounds to an integer */

/*
 * 1 + exp(-x), x kept within about 41, as 1 + 2^n 2^r: n an integer and 2^r by a
 * polynomial (the best of degree 4, relative error 2.6e-6). Not libm's, which is not the
 * same everywhere.
 */
static float one_and_exp(float x)
{
    float t = x * -1.44269504f, power;
    uint32_t bits;

    t = t > -60.0f ? t : -60.0f;
    t = t < 60.0f ? t : 60.0f;
    float n = t + MAGIC;
    memcpy(&bits, &n, sizeof bits);
    bits = (bits << 23) + (127u << 23); /* 2^n: MAGIC leaves n in the lowest bits */
    memcpy(&power, &bits, sizeof power);
    float r = t - (n - MAGIC);
    float p = 0.00957010221f;
    p = p * r + 0.0559178591f;
    p = p * r + 0.240247443f;
    p = p * r + 0.693121791f;
    p = p * r + 0.999999285f;
    return p * power + 1.0f;
}

static void quantise(size_t m, size_t k, const float *x, size_t ldx, uint8_t *q,
                     float *scale)
{
    for (size_t i = 0; i < m; i++) {
        const float *row = x + i * ldx;
        float most = 0;

        for (size_t j = 0; j < k; j++)
            most = fabsf(row[j]) > most ? fabsf(row[j]) : most;
        float by = most >= LEAST ? DMR_QUANT / most : 0.0f;
        scale[i] = most >= LEAST ? most / DMR_QUANT : 0.0f;
        for (size_t j = 0; j < k; j++) {
            float v = row[j] * by;
            v = v > -DMR_QUANT ? v : -DMR_QUANT; /* what is no number too */
            v = v < DMR_QUANT ? v : DMR_QUANT;
            q[i * k + j] = (uint8_t)((int)((v + MAGIC) - MAGIC) + DMR_QUANT + 1);
        }
    }
}

static void linear(size_t m, const dmr_layer *l, const uint8_t *q, const float *scale,
                   float *y, size_t ldy, bool add)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t p = 0; p < l->n; p += DMR_PANEL) {
            const int8_t *w = l->w + p * l->k;
            int32_t sum[DMR_PANEL];

            memcpy(sum, l->offset + p, sizeof sum);
            for (size_t a = 0; a < l->k; a += DMR_GROUP) {
                for (size_t o = 0; o < DMR_PANEL; o++) {
                    for (size_t b = 0; b < DMR_GROUP; b++)
                        sum[o] += q[i * l->k + a + b] * *w++;
                }
            }
            for (size_t o = 0; o < DMR_PANEL; o++) {
                float v = (scale[i] * l->scale[p + o]) * (float)sum[o];
                float *to = &y[i * ldy + p + o];
                v = v + l->bias[p + o];
                *to = add ? *to + v : v;
            }
        }
    }
}

static void product(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                    const float *w, float *y, size_t ldy)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t p = 0; p < n; p += DMR_PANEL) {
            const float *panel = w + p * k; /* (k, 16) */
            float sum[DMR_PANEL] = {0};

            for (size_t a = 0; a < k; a++) {
                for (size_t b = 0; b < DMR_PANEL; b++)
                    sum[b] += x[i * ldx + a] * panel[a * DMR_PANEL + b];
            }
            memcpy(y + i * ldy + p, sum, sizeof sum);
        }
    }
}

/* The sum of 8 lanes. */
static float fold(const float s[LANES])
{
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

static void layer_norm(size_t m, size_t n, const float *x, size_t ldx, const float *gain,
                       const float *bias, float *y, size_t ldy)
{
    for (size_t i = 0; i < m; i++) {
        const float *row = x + i * ldx;
        float sum[LANES] = {0}, squares[LANES] = {0};

        for (size_t j = 0; j < n; j++)
            sum[j % LANES] += row[j];
        float mean = fold(sum) / (float)n;
        for (size_t j = 0; j < n; j++)
            squares[j % LANES] += (row[j] - mean) * (row[j] - mean);
        float scale = 1.0f / sqrtf(fold(squares) / (float)n + NORM_EPSILON);
        for (size_t j = 0; j < n; j++)
            y[i * ldy + j] = (row[j] - mean) * scale * gain[j] + bias[j];
    }
}

static void convolve(size_t m, size_t n, size_t n_taps, const float *x, const float *taps,
                     float *y)
{
    size_t half = n_taps / 2;

    memset(y, 0, m * n * sizeof *y);
    for (size_t t = 0; t < m; t++) {
        for (size_t j = 0; j < n_taps; j++) {
            if (t + j < half || t + j - half >= m)
                continue;
            for (size_t c = 0; c < n; c++)
                y[t * n + c] += taps[j * n + c] * x[(t + j - half) * n + c];
        }
    }
}

static void scan(size_t m, size_t d, const float *g, size_t ldg, float *y, size_t ldy,
                 float *state)
{
    memset(state, 0, d * sizeof *state);
    for (size_t step = 0; step < m; step++) {
        for (size_t c = 0; c < d; c++) {
            size_t t = c < d / 2 ? step : m - 1 - step;
            const float *at = g + t * ldg;
            float f = one_and_exp(at[d + c]), o = one_and_exp(at[2 * d + c]);
            float inverse = 1.0f / (f * o); /* one division for both sigmoids */

            state[c] = (inverse * o) * (state[c] - at[c]) + at[c];
            y[t * ldy + c] = state[c] * (inverse * f);
        }
    }
}

static void leaky(size_t n, float *x)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0 ? x[i] : LEAK * x[i];
}

static void add_row(size_t n, const int8_t *row, float scale, float *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] += scale * (float)row[i];
}

static size_t best(size_t n, const float *x)
{
    float top = -INFINITY;
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        if (x[i] > top) {
            top = x[i];
            at = i;
        }
    }
    return at;
}

const dmr_kernels *dmr_kernels_plain(void)
{
    static const dmr_kernels plain = {"plain",  quantise, linear, product, layer_norm,
                                      convolve, scan,     leaky,  add_row, best};
    return &plain;
}
