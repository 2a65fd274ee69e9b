/*
 * What the words around a name say it lies in: "San Jose, Costa Rica", "Kars (Turkey)",
 * "Gori in northern Georgia", "Suba, a suburb of Harare", "the Georgian city of Gori",
 * "Indonesia's Aceh".
 */
#ifndef DMR_MENTION_TOPONYM_WITHIN_H
#define DMR_MENTION_TOPONYM_WITHIN_H

#include "mention/toponym.h"

/* Index of the toponym of that sentence which contains the name in words first..last, or
 * SIZE_MAX. */
size_t dmr_toponym_within(const dmr_toponyms *toponyms, uint32_t sentence, int32_t first,
                          int32_t last);

/* Both stand in one list: nothing but commas, "and" and "or" between them. */
bool dmr_toponym_beside(const dmr_tree *tree, const dmr_toponym *a, const dmr_toponym *b);

/* Does a province bear the name here and not the city: "Governor", "upstate", "state of"? */
bool dmr_toponym_rules_itself(const dmr_tree *tree, int32_t first, int32_t last);

#endif
