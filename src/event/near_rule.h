/*
 * What the rules say at a word where none fired: which held or nearly did, and what was
 * missing. For features and reasons of what was learned.
 */
#ifndef DMR_EVENT_NEAR_RULE_H
#define DMR_EVENT_NEAR_RULE_H

#include "event/coding.h"

typedef struct dmr_near_rule {
    const dmr_rule *rule; /* NULL: the word triggers none */
    int32_t word;
    dmr_trial trial; /* of the rule there */
    size_t test;     /* the one that failed, of TRIAL_TEST */
    uint32_t near;   /* the greater, the nearer */
} dmr_near_rule;

/* True where more than the trigger held: what failed is a party, or not the first test for
 * words. A common verb has dozens of rules. */
bool dmr_rule_is_near(const dmr_rule *rule, dmr_trial trial, size_t test);

/*
 * Put the rules that `word` triggers among the nearest ones: `best` has *n of at most `room`,
 * the nearest first, each rule once.
 */
void dmr_near_rules(dmr_coding *c, int32_t word, dmr_near_rule *best, size_t *n,
                    size_t room);

#endif
