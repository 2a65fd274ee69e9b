/* What patterns made of a sentence, in words, for `explain`. */
#ifndef DMR_EVENT_PATTERN_EXPLAIN_H
#define DMR_EVENT_PATTERN_EXPLAIN_H

#include "event/pattern_found.h"

/* A line for each name of the sentence: "  Quayland = QUA"; in the arena of the view, NULL
 * for want of memory. */
demarche_str dmr_pattern_explain_names(const dmr_pattern_view *v);

/* A line for what a verb tells: "  rammed: RAM [190], Quayland QUA, Isleria ISL"; the same. */
demarche_str dmr_pattern_explain_found(const dmr_pattern_view *v,
                                       const dmr_pattern_found *f);

#endif
