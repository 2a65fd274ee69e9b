/* The smallest network that is one: every tensor there, numbers from a fixed sequence. */
#ifndef TINY_NETWORK_H
#define TINY_NETWORK_H

#include "../nn/model_writer.h"

enum {
    TINY_E = 8,
    TINY_D = 16,
    TINY_HEADS = 80, /* tag, arc, arc, rel, rel of 16 each */
    TINY_POOL = 8192
};

/* Data that the tensors point to. */
typedef struct tiny_store {
    float floats[TINY_POOL];
    int8_t bytes[TINY_POOL];
    _Alignas(64) int8_t weights[TINY_POOL]; /* -63 to 63 */
    uint64_t keys[4];
    uint32_t slots[4], combos[6];
    uint64_t lemma_keys[1];
    size_t used, used_weights;
} tiny_store;

static inline void tiny_floats(model_writer *w, tiny_store *t, const char *name,
                               size_t rows, size_t cols)
{
    writer_add(w, name, DMR_TENSOR_F32, rows, cols, t->floats + t->used,
               rows * cols * sizeof(float));
    t->used += rows * cols;
}

/* Layer `name` of k inputs and n outputs, n a multiple of 16. */
static inline void tiny_linear(model_writer *w, tiny_store *t, const char *weights,
                               const char *scale, const char *bias, size_t k, size_t n)
{
    writer_add(w, weights, DMR_TENSOR_I8, n / 16 * (k / 4), 64,
               t->weights + t->used_weights, n * k);
    t->used_weights += n * k;
    tiny_floats(w, t, scale, 1, n);
    tiny_floats(w, t, bias, 1, n);
}

static inline void tiny_text(model_writer *w, const char *name, const char *text)
{
    writer_add(w, name, DMR_TENSOR_BYTES, 1, strlen(text), text, strlen(text));
}

static inline void tiny_tables(model_writer *w, tiny_store *t)
{
    t->keys[1] = 1;
    t->slots[1] = 1;
    writer_add(w, "words.keys", DMR_TENSOR_U64, 1, 4, t->keys, sizeof t->keys);
    writer_add(w, "words.slots", DMR_TENSOR_U32, 1, 4, t->slots, sizeof t->slots);
    writer_add(w, "words.rows", DMR_TENSOR_I8, 2, TINY_E, t->bytes, 2 * TINY_E);
    tiny_floats(w, t, "words.scale", 1, 2);
    writer_add(w, "hashed.rows", DMR_TENSOR_I8, 64, TINY_E, t->bytes + 16, 64 * TINY_E);
    tiny_floats(w, t, "hashed.scale", 1, 64);
}

static inline void tiny_labels(model_writer *w, tiny_store *t)
{
    const uint32_t combos[6] = {0, 0, 0, 1, 1, 1};

    memcpy(t->combos, combos, sizeof combos);
    t->lemma_keys[0] = 7;
    tiny_text(w, "labels.upos", "NOUN\nVERB");
    tiny_text(w, "labels.xpos", "NN\nVB");
    tiny_text(w, "labels.feats", "_\nVerbForm=Inf");
    tiny_text(w, "labels.rels", "root\nnsubj\nobj");
    tiny_text(w, "lemma.scripts", "k\t0\t\nl\t1\ty");
    tiny_text(w, "lemma.text", "go");
    writer_add(w, "labels.combos", DMR_TENSOR_U32, 2, 3, t->combos, sizeof t->combos);
    writer_add(w, "lemma.keys", DMR_TENSOR_U64, 1, 1, t->lemma_keys, 8);
}

/* All tensors into *w, which points into *t. */
static inline void tiny_tensors(model_writer *w, tiny_store *t)
{
    uint32_t seed = 1;

    memset(w, 0, sizeof *w);
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < TINY_POOL; i++) {
        seed = seed * 1664525u + 1013904223u;
        t->floats[i] = (float)(seed >> 8) / (float)(1 << 23) - 1.0f;
        t->bytes[i] = (int8_t)(seed >> 24);
        t->weights[i] = (int8_t)((seed >> 24) % 127) - 63;
    }
    tiny_tables(w, t);
    tiny_labels(w, t);
    tiny_floats(w, t, "in.norm", 2, TINY_E);
    tiny_linear(w, t, "in.w", "in.scale", "in.b", TINY_E, TINY_D);
    tiny_floats(w, t, "block0.norm", 2, TINY_D);
    tiny_floats(w, t, "block0.conv", 3, TINY_D);
    tiny_linear(w, t, "block0.gates.w", "block0.gates.scale", "block0.gates.b", TINY_D,
                3 * TINY_D);
    tiny_linear(w, t, "block0.mix.w", "block0.mix.scale", "block0.mix.b", TINY_D, TINY_D);
    tiny_floats(w, t, "out.norm", 2, TINY_D);
    tiny_linear(w, t, "heads.w", "heads.scale", "heads.b", TINY_D, TINY_HEADS);
    tiny_linear(w, t, "tag.w", "tag.scale", "tag.b", 16, 16);
    tiny_linear(w, t, "arc.w", "arc.scale", "arc.b", 16, 16);
    tiny_linear(w, t, "rel.w", "rel.scale", "rel.b", 32, 16);
    tiny_floats(w, t, "arc.root", 1, 16);
    tiny_floats(w, t, "rel.root", 1, 16);
}

#endif
