/*
 * The house in which a speech is made: "the Organization", "this Assembly" and "our
 * Secretary-General" are the United Nations' there.
 */
#ifndef DMR_MENTION_HOUSE_H
#define DMR_MENTION_HOUSE_H

#include "mention/scene.h"

/* Learn whether the document is a speech before the United Nations: its metadata name who
 * speaks (speaker.h), and its words the house. Sets scene->house. */
void dmr_house_find(dmr_scene *scene, const dmr_name_hit *hits, size_t n);

/* The agent noun of the words first..word means the house or its secretary: `item` is made
 * theirs. False where it does not; nothing is changed then. */
bool dmr_house_means(dmr_scene *scene, uint32_t item, int32_t first, int32_t word,
                     const dmr_agent *a);

/* "Mr. President", "Madam Chairman": who is spoken to. */
bool dmr_house_addresses(const dmr_tree *tree, int32_t word);

#endif
