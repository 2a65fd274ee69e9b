/*
 * The model file: named tensors in one file, mapped read-only and checked before use.
 * docs/MODEL-FORMAT.md is the specification. What the tensors mean is not known here;
 * src/parse/network.c asks for them by name and shape.
 *
 * A dmr_model is immutable: any number of threads may read it at once.
 */
#ifndef DMR_NN_MODEL_H
#define DMR_NN_MODEL_H

#include "base/str.h"
#include "demarche.h"

typedef enum dmr_tensor_type {
    DMR_TENSOR_BYTES = 1, /* text or raw bytes */
    DMR_TENSOR_I8 = 2,
    DMR_TENSOR_F32 = 3,
    DMR_TENSOR_U32 = 4,
    DMR_TENSOR_U64 = 5,
} dmr_tensor_type;

/* Row-major, little-endian, aligned to 64 bytes; belongs to the model. */
typedef struct dmr_tensor {
    char name[33]; /* NUL-terminated */
    dmr_tensor_type type;
    size_t rows, cols; /* a vector has rows 1 */
    const void *data;
} dmr_tensor;

typedef struct dmr_model dmr_model;

/*
 * Open a model file. Header, checksum and every entry of the directory are checked:
 * whatever is short, foreign or damaged ends in E_MODEL with a message that says how;
 * a file that cannot be opened in E_IO. Free with dmr_model_free.
 */
demarche_status dmr_model_open(dmr_model **out, const char *path,
                               demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The same from memory, which is not copied, must be aligned to 64 bytes and outlive
 * the model. `name` is used in messages.
 */
demarche_status dmr_model_open_memory(dmr_model **out, const void *bytes, size_t n,
                                      const char *name,
                                      demarche_error *err) DEMARCHE_MUST_CHECK;

void dmr_model_free(dmr_model *model);

/* The path or name it was opened with, for messages. */
const char *dmr_model_name(const dmr_model *model);

/* The tensor of that name, or NULL. */
const dmr_tensor *dmr_model_find(const dmr_model *model, const char *name);

/*
 * The tensor of that name, type and shape; rows or cols 0 stand for any number above 0.
 * E_MODEL where it is absent or other than that.
 */
demarche_status dmr_model_need(const dmr_model *model, const char *name,
                               dmr_tensor_type type, size_t rows, size_t cols,
                               const dmr_tensor **out,
                               demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The checksum of docs/MODEL-FORMAT.md over n bytes, n a multiple of 32: FNV-1a over
 * 64-bit words in four lanes, folded into one.
 */
uint64_t dmr_model_checksum(const void *bytes, size_t n);

#endif
