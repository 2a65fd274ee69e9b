#include "event/near_rule.h"

/* A rule that lacks a party is nearer than one of which a test failed. */
enum { LACKS_PARTY = 1000, TEST_HELD = 10 };

bool dmr_rule_is_near(const dmr_rule *rule, dmr_trial trial, size_t test)
{
    return trial != DMR_TRIAL_TEST || test > 0 ||
           rule->tests[test].want != DMR_WANT_WORDS || rule->tests[test].negated;
}

static void insert(dmr_near_rule *best, size_t *n, size_t room, dmr_near_rule found)
{
    for (size_t i = 0; i < *n; i++) {
        if (best[i].rule == found.rule)
            return;
    }
    size_t at = *n;
    while (at > 0 && best[at - 1].near < found.near)
        at--;
    if (at == room)
        return;
    *n += *n < room;
    memmove(best + at + 1, best + at, (*n - at - 1) * sizeof *best);
    best[at] = found;
}

/* What became of a rule at a word; a miss of the trigger's other words is none. */
static bool try_rule(dmr_coding *c, const dmr_rule *rule, int32_t word,
                     dmr_near_rule *out)
{
    dmr_match match;
    dmr_sides sides;
    size_t failed = 0;
    dmr_miss miss = dmr_match_rule(&c->view, rule, word, &match, &failed);
    if (miss == DMR_MISS_TRIGGER)
        return false;
    *out = (dmr_near_rule){rule, word, DMR_TRIAL_TEST, failed, 1};
    if (miss == DMR_MISS_TEST) {
        if (dmr_rule_is_near(rule, DMR_TRIAL_TEST, failed))
            out->near += TEST_HELD * (1 + (uint32_t)failed) + (rule->weight > 9);
        return true;
    }
    out->trial = dmr_sides_find(c, &match, DMR_DAY_NONE, &sides);
    if (c->used[word] && out->trial == DMR_TRIAL_FIRED)
        out->trial = DMR_TRIAL_USED;
    out->near += LACKS_PARTY + rule->weight;
    return true;
}

static void try_run(dmr_coding *c, int32_t word, dmr_trigger_pos pos, demarche_str lemma,
                    dmr_near_rule *best, size_t *n, size_t room)
{
    size_t many;
    const uint32_t *run = dmr_ontology_triggered(c->ontology, pos, lemma, &many);
    for (size_t i = 0; i < many; i++) {
        dmr_near_rule found;
        if (try_rule(c, &c->ontology->rules[run[i]], word, &found))
            insert(best, n, room, found);
    }
}

void dmr_near_rules(dmr_coding *c, int32_t word, dmr_near_rule *best, size_t *n,
                    size_t room)
{
    int pos = dmr_match_pos(c->view.tree, word);
    if (pos >= 0)
        try_run(c, word, (dmr_trigger_pos)pos, c->view.lemma[word], best, n, room);
}
