/*
 * Relations weighed again in the light of each other. The network labels each arc by
 * itself; three things that it then gets wrong oftener than need be depend on other arcs,
 * and matter much to who does what to whom:
 *
 *   nsubj:pass without aux:pass   "Ships seized" in a headline is passive, "the exhibition
 *       opened" is not. Training shows bare passives oftener than prose has them (headlines
 *       and telegrams made of its sentences, train/augment.py): in EWT and GUM one subject
 *       in five hundred is that of one. It stays only where it is much the likelier.
 *   two obj behind one verb       "loaned Indonesia a ship": the first is the iobj, where
 *       that is the second best the network has for it, and the other would lose more.
 *   obl without any preposition   "warned off an American ship": an object, likewise, if
 *       the verb is active and has none.
 */
#ifndef DMR_PARSE_REL_SETTLE_H
#define DMR_PARSE_REL_SETTLE_H

#include "parse/network.h"

/*
 * labels (n, net->rels.n): the network's scores of each word's relation; words[0, n): their
 * part of speech and relation, which may change; heads (n): indexes into words, -1 for the
 * root. Returns how many changed.
 */
size_t dmr_rel_settle(const dmr_network *net, const float *labels, const int32_t *heads,
                      dmr_word *words, size_t n);

#endif
