/* Lemmas: a table for what the scripts get wrong, else the script the network chose. */
#ifndef DMR_PARSE_LEMMA_H
#define DMR_PARSE_LEMMA_H

#include "parse/network.h"

/*
 * The lemma of `form` tagged `xpos`, by lemma script `script` (an index). A slice of
 * form or of the model where it can be, else in the arena; {NULL, 0} for want of memory.
 */
demarche_str dmr_lemma(const dmr_network *network, demarche_str form, demarche_str xpos,
                       size_t script, dmr_arena *arena);

#endif
