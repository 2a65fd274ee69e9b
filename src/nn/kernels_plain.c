/* The reference kernels: written to be read. */
#include <math.h>
#include <string.h>

#include "nn/kernels.h"

static const float NORM_EPSILON = 1e-5f;
static const float LEAK = 0.1f;

static float sigmoid(float x)
{
    return 1.0f / (1.0f + expf(-x));
}

static void linear(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                   const float *w, const float *bias, float *y, size_t ldy, bool add)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t p = 0; p < n; p += DMR_PANEL) {
            const float *panel = w + p * k; /* (k, 16) */
            float sum[DMR_PANEL] = {0};

            for (size_t a = 0; a < k; a++) {
                for (size_t b = 0; b < DMR_PANEL; b++)
                    sum[b] += x[i * ldx + a] * panel[a * DMR_PANEL + b];
            }
            for (size_t b = 0; b < DMR_PANEL; b++) {
                float v = sum[b] + (bias ? bias[p + b] : 0.0f);
                float *to = &y[i * ldy + p + b];
                *to = add ? *to + v : v;
            }
        }
    }
}

static void layer_norm(size_t m, size_t n, const float *x, size_t ldx, const float *gain,
                       const float *bias, float *y, size_t ldy)
{
    for (size_t i = 0; i < m; i++) {
        const float *row = x + i * ldx;
        float mean = 0, variance = 0;

        for (size_t j = 0; j < n; j++)
            mean += row[j];
        mean /= (float)n;
        for (size_t j = 0; j < n; j++)
            variance += (row[j] - mean) * (row[j] - mean);
        float scale = 1.0f / sqrtf(variance / (float)n + NORM_EPSILON);
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
            float f = sigmoid(at[d + c]);

            state[c] = f * state[c] + (1.0f - f) * at[c];
            y[t * ldy + c] = state[c] * sigmoid(at[2 * d + c]);
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

const dmr_kernels *dmr_kernels_plain(void)
{
    static const dmr_kernels plain = {"plain", linear, layer_norm, convolve,
                                      scan,    leaky,  add_row};
    return &plain;
}
