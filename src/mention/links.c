#include "mention/links.h"

uint32_t dmr_focus_prefer(const void *context, const dmr_sense *sense)
{
    const dmr_focus *focus = context;
    uint32_t subject = dmr_map_get(focus->gazetteer->state_code, sense->code, UINT32_MAX);
    return subject == UINT32_MAX ? 0 : focus->state_weight[subject];
}

demarche_str dmr_link_code(const dmr_gazetteer *gazetteer, const uint32_t *state_weight,
                           const dmr_mention *mention, const dmr_link *link, dmr_day day)
{
    if (day == DMR_DAY_NONE)
        return mention->code;
    const dmr_focus focus = {gazetteer, state_weight};
    const dmr_sense *s = NULL;
    if (link->subject)
        s = dmr_gazetteer_subject(gazetteer, link->subject - 1, day);
    else if (link->key)
        s = dmr_gazetteer_sense(gazetteer, link->key, day, dmr_focus_prefer, &focus);
    else if (link->today.len)
        return dmr_gazetteer_holder(gazetteer, link->today, day);
    return s ? s->code : mention->code;
}
