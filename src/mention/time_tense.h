/*
 * Does the clause of a time speak of what is to come? "on Friday" is the last one in "met
 * on Friday" and the next one in "will meet", "is to meet", "begins on Friday".
 */
#ifndef DMR_MENTION_TIME_TENSE_H
#define DMR_MENTION_TIME_TENSE_H

#include "mention/time_point.h"

/* For the time of words first to last of the scan; scan->tree may be NULL. */
bool dmr_time_is_ahead(const dmr_time_scan *scan, int32_t first, int32_t last);

/* Is it told as past: "had left", "signed"? False also where no verb is near. */
bool dmr_time_is_past(const dmr_time_scan *scan, int32_t first, int32_t last);

#endif
