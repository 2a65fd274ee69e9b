/*
 * What a verb tells by patterns: the row that decides, and who and whom. pattern_found.c
 * finds the row, pattern_sides.c the parties, pattern_change.c what a verb that governs
 * makes of both.
 */
#ifndef DMR_EVENT_PATTERN_FOUND_H
#define DMR_EVENT_PATTERN_FOUND_H

#include "event/pattern_match.h"

typedef struct dmr_pattern_found {
    dmr_pattern_site site;
    const dmr_pattern_verb *verb; /* NULL: none of the dictionary */
    const dmr_pattern *pattern;   /* NULL: the verb alone */
    const dmr_change *change;     /* that has made it what it is; NULL: none */
    const dmr_deed *deed;         /* may be null: nothing is coded */
    int32_t
        told; /* the verb that tells the deed, "attacked" of "said that it attacked" */
    dmr_pattern_parties parties;
} dmr_pattern_found;

/*
 * What the verb at `w` tells: the pattern of most steps that holds, else the verb's own
 * code; out->verb is NULL where `w` is no verb of the dictionary. What
 * may stand before it begins at `begin`. False for want of memory.
 */
bool dmr_pattern_find(const dmr_pattern_view *v, int32_t w, int32_t begin,
                      dmr_pattern_found *out);

/* Who and whom, where the marks of the pattern have not said it. False for want of memory. */
bool dmr_pattern_sides(const dmr_pattern_view *v, const dmr_pattern_site *site,
                       dmr_pattern_parties *p);

/* A noun phrase behind the verb; bare times ("today") are none. -1: there is none. */
int32_t dmr_pattern_noun_behind(const dmr_pattern_view *v, const dmr_pattern_site *site);

/*
 * What a verb makes of the one in its complement, "said that it attacked": *f, with its
 * sides, becomes what the dictionary says of the two. False for want of memory.
 */
bool dmr_pattern_changed(const dmr_pattern_view *v, dmr_pattern_found *f);

#endif
