/*
 * Explaining, for people: the tree of each sentence, its mentions, the events coded from
 * it, and each rule that fired or nearly did with the slot that failed.
 */
#ifndef DMR_EVENT_EXPLAIN_H
#define DMR_EVENT_EXPLAIN_H

#include "event/fill.h"

/* Text of at most 80 columns where the words allow it, in the arena. `fill` (NULL: not) fills
 * gaps as in coding. */
demarche_status dmr_event_explain(demarche_str *out, const dmr_ontology *ontology,
                                  const dmr_reading *reading, const dmr_fill *fill,
                                  dmr_arena *arena, demarche_error *err);

#endif
