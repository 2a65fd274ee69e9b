#include "event/trials.h"

static void keep(void *user, const dmr_view *view, int32_t word, const dmr_rule *rule,
                 dmr_trial trial, size_t test)
{
    dmr_trials *t = user;
    dmr_tried *tried = DMR_PUSH(t->arena, t->list);
    if (tried)
        *tried = (dmr_tried){view->sentence, word, rule, trial, test};
    else
        t->failed = true;
}

static void keep_line(void *user, uint32_t sentence, demarche_str line)
{
    dmr_trials *t = user;
    dmr_pattern_line *l = DMR_PUSH(t->arena, t->lines);
    if (l && line.ptr)
        *l = (dmr_pattern_line){sentence, line};
    else
        t->failed = true;
}

dmr_trace dmr_trials_trace(dmr_trials *trials)
{
    return (dmr_trace){.call = keep, .line = keep_line, .user = trials};
}
