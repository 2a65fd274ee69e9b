/* Model files made in memory, for tests: docs/MODEL-FORMAT.md written down once more. */
#ifndef MODEL_WRITER_H
#define MODEL_WRITER_H

#include <stdlib.h>
#include <string.h>

#include "nn/model.h"

enum { WRITER_TENSORS = 64 };

typedef struct writer_tensor {
    const char *name;
    uint32_t type;
    uint64_t rows, cols;
    const void *data;
    size_t bytes;
} writer_tensor;

typedef struct model_writer {
    writer_tensor tensors[WRITER_TENSORS];
    size_t n;
} model_writer;

static inline void writer_add(model_writer *w, const char *name, uint32_t type,
                              size_t rows, size_t cols, const void *data, size_t bytes)
{
    w->tensors[w->n++] = (writer_tensor){name, type, rows, cols, data, bytes};
}

/* Set size and checksum of the header to what the bytes are. n is a multiple of 64. */
static inline void writer_seal(unsigned char *file, size_t n)
{
    uint64_t size = n, sum = dmr_model_checksum(file + 32, n - 32);

    memcpy(file + 16, &size, 8);
    memcpy(file + 24, &sum, 8);
}

/* The whole file, aligned to 64, to be freed; *n its size. */
static inline unsigned char *writer_file(const model_writer *w, size_t *n)
{
    uint32_t version = 2, order = 0x01020304, count = (uint32_t)w->n;
    size_t at = 64 + 64 * w->n, size = at;

    for (size_t i = 0; i < w->n; i++)
        size += (w->tensors[i].bytes + 63) / 64 * 64;
    unsigned char *file = aligned_alloc(64, size);
    memset(file, 0, size);
    memcpy(file, "DMRMODEL", 8);
    memcpy(file + 8, &version, 4);
    memcpy(file + 12, &order, 4);
    memcpy(file + 32, &count, 4);
    for (size_t i = 0; i < w->n; i++) {
        const writer_tensor *t = &w->tensors[i];
        unsigned char *entry = file + 64 + 64 * i;
        uint64_t offset = at;

        memcpy(entry, t->name, strlen(t->name));
        memcpy(entry + 32, &t->type, 4);
        memcpy(entry + 40, &t->rows, 8);
        memcpy(entry + 48, &t->cols, 8);
        memcpy(entry + 56, &offset, 8);
        memcpy(file + at, t->data, t->bytes);
        at += (t->bytes + 63) / 64 * 64;
    }
    writer_seal(file, size);
    *n = size;
    return file;
}

#endif
