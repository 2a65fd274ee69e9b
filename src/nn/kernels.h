/*
 * The arithmetic that the network is made of. There is a plain version of each kernel,
 * which is the reference, and one for AVX2 with FMA; dmr_kernels_pick chooses at run
 * time. All are pure functions of their arguments. Each row of an output depends on its
 * own row (or sentence) alone and is computed in one fixed order: how sentences are
 * batched changes no bit. The two versions differ by rounding only
 * (tests/unit/nn/test_kernels.c states by how much).
 *
 * Matrices are row-major float32 with a stride ("ld") in floats. Weights of a linear
 * layer lie in panels of DMR_PANEL output columns: (ceil(n / 16), k, 16), the last panel
 * filled up with zeros, so that outputs are written in whole panels: the stride of an
 * output is at least n rounded up to 16.
 */
#ifndef DMR_NN_KERNELS_H
#define DMR_NN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "demarche.h"

enum { DMR_PANEL = 16 };

/* n rounded up to whole panels. */
static inline size_t dmr_panels(size_t n)
{
    return (n + DMR_PANEL - 1) / DMR_PANEL * DMR_PANEL;
}

typedef struct dmr_kernels {
    const char *name; /* "plain", "avx2" */

    /*
     * y (m, n) = x (m, k) w + bias (n), or y += x w + bias where `add`; n a multiple of
     * 16; bias NULL for none. w: (n / 16, k, 16), aligned to 32 bytes.
     */
    void (*linear)(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                   const float *w, const float *bias, float *y, size_t ldy, bool add);

    /* y (m, n) = (x - mean) / sqrt(variance + 1e-5) * gain (n) + bias (n); n % 8 = 0. */
    void (*layer_norm)(size_t m, size_t n, const float *x, size_t ldx, const float *gain,
                       const float *bias, float *y, size_t ldy);

    /* y[t] = sum over j of taps (n_taps, n)[j] * x[t + j - n_taps / 2], x zero outside
     * [0, m): one sentence of m words; n % 8 = 0. */
    void (*convolve)(size_t m, size_t n, size_t n_taps, const float *x, const float *taps,
                     float *y);

    /*
     * One sentence's gated scan: g (m, 3d) holds z, f, o -> y (m, d), d % 16 = 0:
     *   c[t] = F c[t-1] + (1 - F) z[t], F = sigmoid(f[t]); y[t] = c[t] sigmoid(o[t])
     * upwards for the first d / 2 channels, downwards for the rest. `state` is scratch
     * of d floats.
     */
    void (*scan)(size_t m, size_t d, const float *g, size_t ldg, float *y, size_t ldy,
                 float *state);

    /* x = x > 0 ? x : 0.1 x, n floats in place; n % 8 = 0. */
    void (*leaky)(size_t n, float *x);

    /* y (n) += scale * row (n); n % 8 = 0. */
    void (*add_row)(size_t n, const int8_t *row, float scale, float *y);
} dmr_kernels;

/* The reference. */
const dmr_kernels *dmr_kernels_plain(void);

/* NULL where the compiler or the processor has no AVX2 with FMA. */
const dmr_kernels *dmr_kernels_avx2(void);

/*
 * By name: "plain", "avx2", or NULL or "auto" for the fastest that runs here.
 * E_ARGUMENT for another name or one that this processor cannot run.
 */
demarche_status dmr_kernels_pick(const dmr_kernels **out, const char *name,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

#endif
