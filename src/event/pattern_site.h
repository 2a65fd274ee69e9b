/* How far the words of a verb reach for patterns, and who its subject is. */
#ifndef DMR_EVENT_PATTERN_SITE_H
#define DMR_EVENT_PATTERN_SITE_H

#include "event/pattern_match.h"

/*
 * The site of the verb whose words are `first` to `last`. What may stand before it begins
 * at `begin`, or behind the last comma. False for want of memory.
 */
bool dmr_pattern_site_make(dmr_pattern_site *out, const dmr_pattern_view *v, int32_t verb,
                           int32_t first, int32_t last, int32_t begin);

/* The head of the subject, the object of a verb that governs it ("urged A to help"), the
 * noun that it describes; -1: none. */
int32_t dmr_pattern_subject(const dmr_tree *tree, int32_t verb);

#endif
