/*
 * Entities in MISC of CoNLL-U, as GUM and CorefUD have them: "# global.Entity =
 * GRP-etype" at the head of each document; at the first word of a span its opening with a
 * number and GUM's type, at the last its number and a bracket:
 *
 *     1  The         Entity=(1-person
 *     2  envoy       _
 *     3  of          _
 *     4  Spain       Entity=(2-place)1)
 *
 * Numbers count the spans of the document from 1; they say nothing of who is who.
 */
#ifndef DMR_PARSE_ENTITY_LAYER_H
#define DMR_PARSE_ENTITY_LAYER_H

#include "base/json.h"
#include "parse/entity_span.h"

#define DMR_ENTITY_HEADER "# global.Entity = GRP-etype"

/* One file's layer while it is written. */
typedef struct dmr_entity_layer {
    dmr_arena *arena; /* of the sentence at hand; NULL: no word heads an entity */
    dmr_entities spans;
    size_t next;     /* of spans: the first that does not begin before the word at hand */
    uint32_t *close; /* (tree->n) innermost span that ends at the word, + 1 */
    uint32_t *outer; /* (spans.n) the next that ends there, + 1 */
    uint64_t before; /* spans of earlier sentences of the document */
} dmr_entity_layer;

/* Look whether the trees know of entities at all. Close it also after a failure. */
demarche_status dmr_entity_layer_open(dmr_entity_layer *layer, const dmr_tree *trees,
                                      size_t n_trees,
                                      demarche_error *err) DEMARCHE_MUST_CHECK;
void dmr_entity_layer_close(dmr_entity_layer *layer);

/* A document begins: number from 1 again. */
void dmr_entity_layer_restart(dmr_entity_layer *layer);

/* Find the spans of the next sentence, whose words then come in order. */
demarche_status dmr_entity_layer_sentence(dmr_entity_layer *layer, const dmr_tree *tree,
                                          demarche_error *err) DEMARCHE_MUST_CHECK;

/* Write "Entity=(1-person" for that word; false and nothing where no span begins or
 * ends. */
bool dmr_entity_layer_put(dmr_entity_layer *layer, dmr_json *out, int32_t word);

#endif
