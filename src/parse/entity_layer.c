#include "parse/entity_layer.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/error.h"

demarche_status dmr_entity_layer_open(dmr_entity_layer *layer, const dmr_tree *trees,
                                      size_t n_trees, demarche_error *err)
{
    *layer = (dmr_entity_layer){0};
    for (size_t s = 0; s < n_trees; s++)
        for (int32_t i = 0; i < trees[s].n; i++)
            if (trees[s].words[i].ent != DMR_ENT_NONE) {
                layer->arena = dmr_arena_new(0);
                return layer->arena ? DEMARCHE_OK : dmr_error_memory(err);
            }
    return DEMARCHE_OK;
}

void dmr_entity_layer_close(dmr_entity_layer *layer)
{
    if (layer->arena)
        dmr_arena_free(layer->arena);
    *layer = (dmr_entity_layer){0};
}

void dmr_entity_layer_restart(dmr_entity_layer *layer)
{
    layer->before = 0;
    layer->spans.n = 0; /* of the sentence before */
}

demarche_status dmr_entity_layer_sentence(dmr_entity_layer *layer, const dmr_tree *tree,
                                          demarche_error *err)
{
    if (!layer->arena)
        return DEMARCHE_OK;
    layer->before += layer->spans.n;
    layer->spans = (dmr_entities){0};
    layer->next = 0;
    dmr_arena_reset(layer->arena);
    DMR_TRY(dmr_entities_find(&layer->spans, tree, layer->arena, err));
    layer->close = DMR_NEW_ARRAY(layer->arena, uint32_t, (size_t)tree->n + 1);
    layer->outer = DMR_NEW_ARRAY(layer->arena, uint32_t, layer->spans.n + 1);
    if (!layer->close || !layer->outer)
        return dmr_error_memory(err);
    for (size_t i = 0; i < layer->spans.n; i++) {
        const dmr_entity *e = &layer->spans.at[i];
        if (e->first == e->last)
            continue; /* opened and closed in one */
        layer->outer[i] = layer->close[e->last];
        layer->close[e->last] = (uint32_t)i + 1;
    }
    return DEMARCHE_OK;
}

static void put_closings(const dmr_entity_layer *layer, dmr_json *out, int32_t word)
{
    for (uint32_t i = layer->close[word]; i; i = layer->outer[i - 1]) {
        char text[32];
        int n = snprintf(text, sizeof text, "%" PRIu64 ")", layer->before + i);
        dmr_json_raw(out, text, (size_t)n);
    }
}

bool dmr_entity_layer_put(dmr_entity_layer *layer, dmr_json *out, int32_t word)
{
    if (!layer->arena)
        return false;
    const dmr_entities *spans = &layer->spans;
    size_t end = layer->next;
    bool goes_on = false; /* a span begins here that does not end here */
    while (end < spans->n && spans->at[end].first == word)
        goes_on |= spans->at[end++].last > word;
    if (end == layer->next && !layer->close[word])
        return false;
    dmr_json_raw(out, "Entity=", 7);
    /* Spans that cross, in odd trees: no type may run into the number behind it. */
    if (goes_on)
        put_closings(layer, out, word);
    for (; layer->next < end; layer->next++) {
        const dmr_entity *e = &spans->at[layer->next];
        char text[64];
        int n = snprintf(
            text, sizeof text, "(%" PRIu64 "-%s%s", layer->before + layer->next + 1,
            dmr_ent_name((dmr_entity_kind)e->kind), e->last == word ? ")" : "");
        dmr_json_raw(out, text, (size_t)n);
    }
    if (!goes_on)
        put_closings(layer, out, word);
    return true;
}
