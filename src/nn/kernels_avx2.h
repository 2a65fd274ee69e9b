/*
 * What the AVX-512 kernels take over from the AVX2 ones: all that is no layer. Call only
 * where dmr_kernels_avx2 gives kernels. For what they do see kernels.h.
 */
#ifndef DMR_NN_KERNELS_AVX2_H
#define DMR_NN_KERNELS_AVX2_H

#include "nn/kernels.h"

void dmr_avx2_quantise(size_t m, size_t k, const float *x, size_t ldx, uint8_t *q,
                       float *scale);
void dmr_avx2_product(size_t m, size_t k, size_t n, const float *x, size_t ldx,
                      const float *w, float *y, size_t ldy);
void dmr_avx2_layer_norm(size_t m, size_t n, const float *x, size_t ldx,
                         const float *gain, const float *bias, float *y, size_t ldy);
void dmr_avx2_convolve(size_t m, size_t n, size_t n_taps, const float *x,
                       const float *taps, float *y);
void dmr_avx2_scan(size_t m, size_t d, const float *g, size_t ldg, float *y, size_t ldy,
                   float *state);
void dmr_avx2_leaky(size_t n, float *x);
void dmr_avx2_add_row(size_t n, const int8_t *row, float scale, float *y);
size_t dmr_avx2_best(size_t n, const float *x);

#endif
