/*
 * Groups and roles: nouns that say what somebody is, and whose.
 */
#ifndef DMR_MENTION_GROUP_H
#define DMR_MENTION_GROUP_H

#include "mention/scene.h"

/*
 * The mentions (+ 1) that say whose the noun at `word` is: possessor, adjective or
 * compound, then "of", "from", and for those at home ("protesters in Cairo") "in". With
 * `person` set, "in" is not looked at. Gives their number.
 */
size_t dmr_group_states(dmr_scene *scene, int32_t word, bool person, uint32_t *out,
                        size_t room);

/* The same by "of" alone. */
size_t dmr_group_of(dmr_scene *scene, int32_t word, uint32_t *out, size_t room);

/* The same by adjectives and compounds alone. */
size_t dmr_group_adjective(dmr_scene *scene, int32_t word, uint32_t *out, size_t room);

/* The agent noun that `word` is, the words before it included ("prime minister"); *first
 * is its first word, *last the last ("secretary of state"). NULL if it is none. */
const dmr_agent *dmr_group_agent(dmr_scene *scene, int32_t word, int32_t *first,
                                 int32_t *last);

/* The words quoted for the noun at `word`: what stands before it and hangs on it, without
 * articles; from `first` on in any case. */
void dmr_group_span(const dmr_tree *tree, int32_t word, int32_t first, int32_t *from,
                    int32_t *to);

#endif
