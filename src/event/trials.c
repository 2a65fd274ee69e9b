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

dmr_trace dmr_trials_trace(dmr_trials *trials)
{
    return (dmr_trace){keep, trials};
}
