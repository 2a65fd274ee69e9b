/*
 * The arithmetic that the network is made of. There is a plain version of each kernel,
 * which is the reference, and faster ones for AVX2 and for AVX-512 with VNNI;
 * dmr_kernels_pick chooses at run time. All are pure functions of their arguments. Each
 * row of an output depends on its own row (or sentence) alone: how sentences are batched
 * changes no bit.
 *
 * All versions give the same bits: integer sums are exact, and sums of floats run in one
 * order everywhere, without fused multiply-add. What says "in 8 lanes" adds number j
 * into lane j mod 8, the lanes at the end as ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)).
 * So plain, AVX2 and AVX-512 give identical trees.
 *
 * Matrices are row-major with a stride ("ld") in elements, or dense where none is given.
 * Outputs of a layer come in panels of DMR_PANEL: their number is rounded up to 16.
 */
#ifndef DMR_NN_KERNELS_H
#define DMR_NN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "demarche.h"

enum {
    DMR_PANEL = 16,
    DMR_GROUP = 4, /* inputs that lie together in the weights */
    DMR_QUANT = 63 /* weights and activations are integers from -63 to 63 */
};

/* n rounded up to whole panels. */
static inline size_t dmr_panels(size_t n)
{
    return (n + DMR_PANEL - 1) / DMR_PANEL * DMR_PANEL;
}

/*
 * A linear layer in integers, k inputs (k % 8 = 0) and n outputs (n % 16 = 0). Weight
 * (o, i) is scale[o] * w, where w lies in panels of 16 outputs, in them in groups of 4
 * inputs: 64 bytes, which are the 4 inputs of each output in turn. Seven bits and not
 * eight: so the sum of four products fits 16 bits, which AVX2 needs.
 */
typedef struct dmr_layer {
    size_t k, n;
    const int8_t *w;       /* (n / 16, k / 4, 16, 4), -63 to 63; aligned to 64 */
    const float *scale;    /* (n) */
    const float *bias;     /* (n) */
    const int32_t *offset; /* (n): -64 * the sum of the output's k weights */
} dmr_layer;

typedef struct dmr_kernels {
    const char *name; /* "plain", "avx2", "avx512" */

    /*
     * Rows x (m, k) in seven bits, k % 8 = 0: q (m, k) and scale (m), so that x is about
     * scale * (q - 64). With a = the largest |x| of the row: scale = a / 63, q = 64 +
     * x * (63 / a), rounded to the nearest, ties to even, kept within 1 to 127. Where a is
     * below 1e-30: scale 0, q 64.
     */
    void (*quantise)(size_t m, size_t k, const float *x, size_t ldx, uint8_t *q,
                     float *scale);

    /*
     * y (m, n) = x W + bias, or y += that where `add`, of x (m, k) as `quantise` gave it:
     * with the integer s = sum of q w + offset, (scale[row] * layer.scale[o]) * s +
     * bias[o].
     */
    void (*linear)(size_t m, const dmr_layer *layer, const uint8_t *q, const float *scale,
                   float *y, size_t ldy, bool add);

    /* y (m, n) = x (m, k) w in floats, n % 16 = 0, w in panels (n / 16, k, 16); each sum
     * in order of k. */
    void (*product)(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                    const float *w, float *y, size_t ldy);

    /* y (m, n) = (x - mean) / sqrt(variance + 1e-5) * gain (n) + bias (n); n % 8 = 0;
     * both sums in 8 lanes. */
    void (*layer_norm)(size_t m, size_t n, const float *x, size_t ldx, const float *gain,
                       const float *bias, float *y, size_t ldy);

    /* y[t] = sum over j of taps (n_taps, n)[j] * x[t + j - n_taps / 2], in order of j, x
     * zero outside [0, m): one sentence of m words; n % 8 = 0. */
    void (*convolve)(size_t m, size_t n, size_t n_taps, const float *x, const float *taps,
                     float *y);

    /*
     * One sentence's gated scan: g (m, 3d) holds z, f, o -> y (m, d), d % 16 = 0:
     *   c[t] = F (c[t-1] - z[t]) + z[t], F = sigmoid(f[t]); y[t] = c[t] sigmoid(o[t])
     * upwards for the first d / 2 channels, downwards for the rest. `state` is scratch
     * of d floats.
     */
    void (*scan)(size_t m, size_t d, const float *g, size_t ldg, float *y, size_t ldy,
                 float *state);

    /* x = x > 0 ? x : 0.1 x, n floats in place; n % 8 = 0. */
    void (*leaky)(size_t n, float *x);

    /* y (n) += scale * row (n); n % 8 = 0. */
    void (*add_row)(size_t n, const int8_t *row, float scale, float *y);

    /* The index of the first of the largest of n floats; what is no number is never the
     * largest. 0 where there is none. */
    size_t (*best)(size_t n, const float *x);
} dmr_kernels;

/* The reference. */
const dmr_kernels *dmr_kernels_plain(void);

/* NULL where the compiler or the processor has no AVX2. */
const dmr_kernels *dmr_kernels_avx2(void);

/* NULL where the compiler or the processor has no AVX-512 with F, BW, VL and VNNI. */
const dmr_kernels *dmr_kernels_avx512(void);

/*
 * By name: "plain", "avx2", "avx512", or NULL or "auto" for the fastest that runs here.
 * E_ARGUMENT for another name or one that this processor cannot run.
 */
demarche_status dmr_kernels_pick(const dmr_kernels **out, const char *name,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

#endif
