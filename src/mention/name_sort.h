/*
 * What the network takes a name for: a person, an organisation, a place, a time or
 * something else. Asked where neither the gazetteer nor a title says it. A name of one
 * word is what most of its mentions in the document are taken for, so that one slip of
 * the network does not make two of a man.
 */
#ifndef DMR_MENTION_NAME_SORT_H
#define DMR_MENTION_NAME_SORT_H

#include "mention/scene.h"
#include "parse/entity_span.h"

/* Count what the names of the document are taken for, before the first is asked about.
 * Nothing is counted where the model knows no entities. E_MEMORY. */
demarche_status dmr_name_sorts_count(dmr_scene *scene,
                                     demarche_error *err) DEMARCHE_MUST_CHECK;

/*
 * The sort of the name first..last of the sentence at hand, whose top word is `head`;
 * NONE where the network does not say.
 */
dmr_entity_sort dmr_name_sort(const dmr_scene *scene, int32_t first, int32_t last,
                              int32_t head);

/* False for what is no name of a person, whatever the network says: "the Kurds", "an
 * Ibo", "barley", "F.A.Q.", "GATT". */
bool dmr_name_may_be_person(const dmr_tree *tree, int32_t head);

#endif
