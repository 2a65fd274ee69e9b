#include "parse/network.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"

static demarche_status refuse(const dmr_network *n, const char *what, demarche_error *err)
{
    return dmr_error_set(err, DEMARCHE_E_MODEL, 0, "%s: %s", dmr_model_name(n->model),
                         what);
}

/* A float tensor of that shape (0: any). */
static demarche_status floats(dmr_network *n, const char *name, size_t rows, size_t cols,
                              const float **out, demarche_error *err)
{
    const dmr_tensor *t;

    DMR_TRY(dmr_model_need(n->model, name, DMR_TENSOR_F32, rows, cols, &t, err));
    *out = t->data;
    return DEMARCHE_OK;
}

/* The layer's offsets of its weights; false where these are not of seven bits. */
static bool sum_weights(const int8_t *w, size_t k, size_t n, int32_t *offset)
{
    int32_t bad = 0;

    for (size_t o = 0; o < n; o += DMR_PANEL) {
        int32_t sum[DMR_PANEL] = {0};
        for (size_t a = 0; a < k; a += DMR_GROUP) {
            for (size_t b = 0; b < DMR_PANEL; b++) {
                for (size_t c = 0; c < DMR_GROUP; c++, w++) {
                    sum[b] += *w;
                    bad |= *w > DMR_QUANT;
                    bad |= *w < -DMR_QUANT;
                }
            }
        }
        for (size_t b = 0; b < DMR_PANEL; b++)
            offset[o + b] = -(DMR_QUANT + 1) * sum[b];
    }
    return !bad;
}

/* Layer `name` with k inputs and at least `least` outputs. */
static demarche_status linear(dmr_network *n, const char *name, size_t k, size_t least,
                              dmr_layer *out, demarche_error *err)
{
    char full[64];
    const dmr_tensor *w;
    size_t outputs = dmr_panels(least);

    *out = (dmr_layer){.k = k, .n = outputs};
    snprintf(full, sizeof full, "%s.b", name);
    DMR_TRY(floats(n, full, 1, outputs, &out->bias, err));
    snprintf(full, sizeof full, "%s.scale", name);
    DMR_TRY(floats(n, full, 1, outputs, &out->scale, err));
    snprintf(full, sizeof full, "%s.w", name);
    DMR_TRY(dmr_model_need(n->model, full, DMR_TENSOR_I8,
                           outputs / DMR_PANEL * (k / DMR_GROUP), DMR_PANEL * DMR_GROUP,
                           &w, err));
    int32_t *offset = calloc(outputs, sizeof *offset);
    if (!offset)
        return dmr_error_memory(err);
    n->offsets[n->n_offsets++] = offset;
    out->w = w->data;
    out->offset = offset;
    if (!sum_weights(out->w, k, outputs, offset))
        return dmr_error_set(err, DEMARCHE_E_MODEL, 0,
                             "%s: tensor %s has weights beyond %d",
                             dmr_model_name(n->model), full, DMR_QUANT);
    return DEMARCHE_OK;
}

static bool power_of_two(size_t n)
{
    return n != 0 && (n & (n - 1)) == 0;
}

static demarche_status load_tables(dmr_network *n, demarche_error *err)
{
    const dmr_tensor *keys, *slots, *rows, *hashed;

    DMR_TRY(dmr_model_need(n->model, "words.keys", DMR_TENSOR_U64, 1, 0, &keys, err));
    DMR_TRY(dmr_model_need(n->model, "words.slots", DMR_TENSOR_U32, 1, keys->cols, &slots,
                           err));
    DMR_TRY(dmr_model_need(n->model, "words.rows", DMR_TENSOR_I8, 0, 0, &rows, err));
    DMR_TRY(floats(n, "words.scale", 1, rows->rows, &n->word_scale, err));
    n->e = rows->cols;
    DMR_TRY(
        dmr_model_need(n->model, "hashed.rows", DMR_TENSOR_I8, 0, n->e, &hashed, err));
    DMR_TRY(floats(n, "hashed.scale", 1, hashed->rows, &n->hashed_scale, err));
    n->word_keys = keys->data;
    n->word_slots = slots->data;
    n->n_slots = keys->cols;
    n->word_rows = rows->data;
    n->n_words = rows->rows;
    n->hashed_rows = hashed->data;
    n->n_buckets = hashed->rows;
    if (!power_of_two(n->n_slots) || !power_of_two(n->n_buckets))
        return refuse(n, "word table or buckets not a power of two", err);
    size_t empty = 0;
    for (size_t i = 0; i < n->n_slots; i++) {
        empty += n->word_keys[i] == 0;
        if (n->word_slots[i] >= n->n_words)
            return refuse(n, "word table points behind its rows", err);
    }
    if (empty == 0)
        return refuse(n, "word table without an empty slot", err);
    return DEMARCHE_OK;
}

static demarche_status load_block(dmr_network *n, size_t i, demarche_error *err)
{
    dmr_block *b = &n->blocks[i];
    const dmr_tensor *conv;
    char name[32];

    snprintf(name, sizeof name, "block%zu.norm", i);
    DMR_TRY(floats(n, name, 2, n->d, &b->norm, err));
    snprintf(name, sizeof name, "block%zu.conv", i);
    DMR_TRY(dmr_model_need(n->model, name, DMR_TENSOR_F32, i ? n->n_taps : 0, n->d, &conv,
                           err));
    b->conv = conv->data;
    n->n_taps = conv->rows;
    snprintf(name, sizeof name, "block%zu.gates", i);
    DMR_TRY(linear(n, name, n->d, 3 * n->d, &b->gates, err));
    snprintf(name, sizeof name, "block%zu.mix", i);
    return linear(n, name, n->d, n->d, &b->mix, err);
}

static demarche_status load_trunk(dmr_network *n, demarche_error *err)
{
    const dmr_tensor *t;
    char name[32];

    DMR_TRY(dmr_model_need(n->model, "in.b", DMR_TENSOR_F32, 1, 0, &t, err));
    n->d = t->cols;
    if (n->d % 16 != 0 || n->e % 8 != 0 || n->d > 4096 || n->e > 4096)
        return refuse(n, "impossible width", err);
    DMR_TRY(floats(n, "in.norm", 2, n->e, &n->in_norm, err));
    DMR_TRY(linear(n, "in", n->e, n->d, &n->in, err));
    for (n->n_blocks = 0; n->n_blocks < DMR_MAX_BLOCKS; n->n_blocks++) {
        snprintf(name, sizeof name, "block%zu.norm", n->n_blocks);
        if (!dmr_model_find(n->model, name))
            break;
        DMR_TRY(load_block(n, n->n_blocks, err));
    }
    if (n->n_blocks == 0)
        return refuse(n, "no tensor block0.norm", err);
    if (n->n_taps % 2 == 0 || n->n_taps > 31)
        return refuse(n, "impossible convolution", err);
    return floats(n, "out.norm", 2, n->d, &n->out_norm, err);
}

static demarche_status load_heads(dmr_network *n, demarche_error *err)
{
    const dmr_tensor *arc, *rel, *all;

    DMR_TRY(dmr_model_need(n->model, "arc.root", DMR_TENSOR_F32, 1, 0, &arc, err));
    DMR_TRY(dmr_model_need(n->model, "rel.root", DMR_TENSOR_F32, 1, 0, &rel, err));
    DMR_TRY(dmr_model_need(n->model, "heads.b", DMR_TENSOR_F32, 1, 0, &all, err));
    n->arc = arc->cols;
    n->rel = rel->cols;
    n->arc_root = arc->data;
    n->rel_root = rel->data;
    n->head_n = all->cols;
    if (n->arc % 16 != 0 || n->rel % 16 != 0 || n->head_n > 4096 ||
        n->head_n <= 2 * (n->arc + n->rel))
        return refuse(n, "impossible heads", err);
    n->tag = n->head_n - 2 * (n->arc + n->rel);
    if (n->tag % 16 != 0)
        return refuse(n, "impossible heads", err);
    n->at_dep = n->tag;
    n->at_head = n->at_dep + n->arc;
    n->at_rel_dep = n->at_head + n->arc;
    n->at_rel_head = n->at_rel_dep + n->rel;
    DMR_TRY(linear(n, "heads", n->d, n->head_n, &n->heads, err));
    DMR_TRY(linear(n, "tag", n->tag, n->n_tags, &n->tags, err));
    DMR_TRY(linear(n, "arc", n->arc, n->arc, &n->arcs, err));
    return linear(n, "rel", 2 * n->rel, n->n_rels, &n->rels, err);
}

/* The lines of a BYTES tensor; *out is malloc'd. */
static demarche_status lines(dmr_network *n, const char *name, demarche_str **out,
                             size_t *count, demarche_error *err)
{
    const dmr_tensor *t;
    demarche_str rest, line;
    size_t k = 1;

    DMR_TRY(dmr_model_need(n->model, name, DMR_TENSOR_BYTES, 1, 0, &t, err));
    const char *text = t->data;
    for (size_t i = 0; i < t->cols; i++)
        k += text[i] == '\n';
    *out = calloc(k, sizeof **out);
    if (!*out)
        return dmr_error_memory(err);
    rest = dmr_str(text, t->cols);
    for (*count = 0; *count < k && dmr_str_split(&rest, '\n', &line); ++*count)
        (*out)[*count] = line;
    return DEMARCHE_OK;
}

/* upos and rels: names of the treebank to our enums. */
static demarche_status load_enums(dmr_network *n, demarche_error *err)
{
    demarche_str *names = NULL;
    demarche_status status = lines(n, "labels.upos", &names, &n->n_upos, err);

    if (status == DEMARCHE_OK && !(n->upos = calloc(n->n_upos, 1)))
        status = dmr_error_memory(err);
    for (size_t i = 0; status == DEMARCHE_OK && i < n->n_upos; i++) {
        dmr_upos u = dmr_upos_by_name(names[i]);
        if (u == DMR_UPOS_COUNT)
            status = refuse(n, "unknown part of speech among its labels", err);
        n->upos[i] = (uint8_t)u;
    }
    free(names);
    names = NULL;
    if (status == DEMARCHE_OK)
        status = lines(n, "labels.rels", &names, &n->n_rels, err);
    if (status == DEMARCHE_OK && !(n->rels_by_label = calloc(n->n_rels, 1)))
        status = dmr_error_memory(err);
    for (size_t i = 0; status == DEMARCHE_OK && i < n->n_rels; i++) {
        dmr_rel r = dmr_rel_by_name(names[i]);
        if (r == DMR_REL_COUNT)
            status = refuse(n, "unknown relation among its labels", err);
        n->rels_by_label[i] = (uint8_t)r;
    }
    free(names);
    return status;
}

/* Entity types: the model may know none. */
static demarche_status load_ents(dmr_network *n, demarche_error *err)
{
    demarche_str *names = NULL;
    demarche_status status;

    if (!dmr_model_find(n->model, "labels.ents"))
        return DEMARCHE_OK;
    status = lines(n, "labels.ents", &names, &n->n_ents, err);
    if (status == DEMARCHE_OK && !(n->ents = calloc(n->n_ents, 1)))
        status = dmr_error_memory(err);
    for (size_t i = 0; status == DEMARCHE_OK && i < n->n_ents; i++) {
        dmr_entity_kind e = dmr_ent_by_name(names[i]);
        if (e == DMR_ENT_COUNT)
            status = refuse(n, "unknown entity type among its labels", err);
        n->ents[i] = (uint8_t)e;
    }
    free(names);
    return status;
}

static demarche_status load_scripts(dmr_network *n, demarche_error *err)
{
    demarche_str *rows = NULL;
    demarche_status status = lines(n, "lemma.scripts", &rows, &n->n_scripts, err);

    if (status == DEMARCHE_OK && !(n->scripts = calloc(n->n_scripts, sizeof *n->scripts)))
        status = dmr_error_memory(err);
    for (size_t i = 0; status == DEMARCHE_OK && i < n->n_scripts; i++) {
        demarche_str rest = rows[i], op, off, add;
        uint64_t count;

        if (!dmr_str_split(&rest, '\t', &op) || !dmr_str_split(&rest, '\t', &off) ||
            !dmr_str_split(&rest, '\t', &add) || op.len != 1 ||
            !strchr("klt", op.ptr[0]) || !dmr_str_to_uint(off, 255, &count)) {
            status = refuse(n, "a lemma script is not CASE, NUMBER, ENDING", err);
            break;
        }
        n->scripts[i] = (dmr_script){op.ptr[0], (uint32_t)count, add};
    }
    free(rows);
    return status;
}

/* Tags seen together, and their order by Penn tag: sorting by counting. */
static demarche_status load_combos(dmr_network *n, demarche_error *err)
{
    const dmr_tensor *combos;

    DMR_TRY(
        dmr_model_need(n->model, "labels.combos", DMR_TENSOR_U32, 0, 3, &combos, err));
    n->combos = combos->data;
    n->n_combos = combos->rows;
    n->combo_order = calloc(n->n_combos, sizeof *n->combo_order);
    n->combo_begin = calloc(n->n_xpos + 1, sizeof *n->combo_begin);
    if (!n->combo_order || !n->combo_begin)
        return dmr_error_memory(err);
    for (size_t i = 0; i < n->n_combos; i++) {
        const dmr_combo *c = &n->combos[i];
        if (c->upos >= n->n_upos || c->xpos >= n->n_xpos || c->feats >= n->n_feats)
            return refuse(n, "labels.combos points behind the labels", err);
        n->combo_begin[c->xpos]++;
    }
    for (size_t x = 0, before = 0; x <= n->n_xpos; x++) {
        before += n->combo_begin[x];
        n->combo_begin[x] = (uint32_t)before; /* where the tag's end, for now */
    }
    for (size_t i = n->n_combos; i-- > 0;)
        n->combo_order[--n->combo_begin[n->combos[i].xpos]] = (uint32_t)i;
    return DEMARCHE_OK;
}

static demarche_status load_lemmas(dmr_network *n, demarche_error *err)
{
    const size_t slots = (size_t)1 << DMR_LEMMA_BITS;
    const dmr_tensor *keys;
    size_t count;

    DMR_TRY(dmr_model_need(n->model, "lemma.keys", DMR_TENSOR_U64, 1, 0, &keys, err));
    n->lemma_keys = keys->data;
    n->n_lemmas = keys->cols;
    DMR_TRY(lines(n, "lemma.text", &n->lemmas, &count, err));
    if (count != n->n_lemmas)
        return refuse(n, "lemma.keys and lemma.text differ in number", err);
    n->lemma_begin = calloc(slots + 1, sizeof *n->lemma_begin);
    if (!n->lemma_begin)
        return dmr_error_memory(err);
    for (size_t i = 0, slot = 0; i <= n->n_lemmas; i++) {
        size_t last = i < n->n_lemmas ? n->lemma_keys[i] >> (64 - DMR_LEMMA_BITS) : slots;
        if (i > 0 && i < n->n_lemmas && n->lemma_keys[i] <= n->lemma_keys[i - 1])
            return refuse(n, "lemma.keys do not ascend", err);
        while (slot <= last)
            n->lemma_begin[slot++] = (uint32_t)i;
    }
    return DEMARCHE_OK;
}

static demarche_status load_labels(dmr_network *n, demarche_error *err)
{
    DMR_TRY(load_enums(n, err));
    DMR_TRY(lines(n, "labels.xpos", &n->xpos, &n->n_xpos, err));
    DMR_TRY(lines(n, "labels.feats", &n->feats, &n->n_feats, err));
    DMR_TRY(load_scripts(n, err));
    DMR_TRY(load_ents(n, err));
    DMR_TRY(load_combos(n, err));
    DMR_TRY(load_lemmas(n, err));
    n->n_tags = n->n_upos + n->n_xpos + n->n_feats + n->n_scripts + n->n_ents;
    if (n->n_tags > 4096 || n->n_rels > 256)
        return refuse(n, "too many labels", err);
    return DEMARCHE_OK;
}

demarche_status dmr_network_new(dmr_network **out, dmr_model *model, const char *kernel,
                                demarche_error *err)
{
    dmr_network *n = calloc(1, sizeof *n);
    demarche_status status;

    *out = NULL;
    if (!n) {
        dmr_model_free(model);
        return dmr_error_memory(err);
    }
    n->model = model;
    status = dmr_kernels_pick(&n->kernels, kernel, err);
    if (status == DEMARCHE_OK)
        status = load_tables(n, err);
    if (status == DEMARCHE_OK)
        status = load_trunk(n, err);
    if (status == DEMARCHE_OK)
        status = load_labels(n, err);
    if (status == DEMARCHE_OK)
        status = load_heads(n, err);
    if (status != DEMARCHE_OK) {
        dmr_network_free(n);
        return status;
    }
    *out = n;
    return DEMARCHE_OK;
}

demarche_status dmr_network_open(dmr_network **out, const char *path, const char *kernel,
                                 demarche_error *err)
{
    dmr_model *model;

    *out = NULL;
    DMR_TRY(dmr_model_open(&model, path, err));
    return dmr_network_new(out, model, kernel, err);
}

void dmr_network_free(dmr_network *n)
{
    if (!n)
        return;
    free(n->upos);
    free(n->rels_by_label);
    free(n->ents);
    free(n->xpos);
    free(n->feats);
    free(n->scripts);
    free(n->lemmas);
    free(n->combo_order);
    free(n->combo_begin);
    free(n->lemma_begin);
    for (size_t i = 0; i < n->n_offsets; i++)
        free(n->offsets[i]);
    dmr_model_free(n->model);
    free(n);
}
