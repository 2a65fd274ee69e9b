#include "event/trial_text.h"

#include "base/table.h"

const char *dmr_trial_name(dmr_trial trial)
{
    static const char *const names[] = {"fired", "test", "no_actor",  "no_recipient",
                                        "used",  "told", "attribute", "name"};
    return names[trial];
}

static const char *slot_name(const dmr_slot *slot)
{
    static const char *const names[] = {"subj", "obj", "iobj", "xcomp", "ccomp", "poss",
                                        "mod",  "",    "subj", "any",   "?"};
    return names[slot->kind];
}

/* "no actor in subj|by" */
static demarche_str lacks(const char *side, dmr_slots slots, dmr_arena *arena)
{
    demarche_str text = dmr_str_format(arena, "no %s in ", side);
    for (size_t i = 0; i < slots.n && text.ptr; i++) {
        const dmr_slot *slot = &slots.at[i];
        demarche_str name =
            slot->kind == DMR_SLOT_PREP ? slot->prep : dmr_str_c(slot_name(slot));
        text = dmr_str_format(arena, "%.*s%s%.*s", DMR_STR_ARG(text), i ? "|" : "",
                              DMR_STR_ARG(name));
    }
    return text;
}

demarche_str dmr_trial_text(const dmr_rule *rule, dmr_trial trial, size_t test,
                            dmr_arena *arena)
{
    switch (trial) {
    case DMR_TRIAL_FIRED:
        return dmr_str_format(arena, "fired, %s", rule->type->name);
    case DMR_TRIAL_TEST:
        return dmr_str_format(arena, "%.*s does not hold",
                              DMR_STR_ARG(rule->tests[test].text));
    case DMR_TRIAL_ACTOR:
        return lacks("actor", rule->actor, arena);
    case DMR_TRIAL_RECIPIENT:
        return lacks("recipient", rule->recipient, arena);
    case DMR_TRIAL_USED:
        return DMR_STR("the word is part of another event");
    case DMR_TRIAL_TOLD:
        return DMR_STR("the sentence has told this event already");
    case DMR_TRIAL_ATTRIBUTE:
        return DMR_STR("the word only says of what kind another is");
    case DMR_TRIAL_NAME:
        return DMR_STR("the word is part of a name");
    }
    return DMR_STR("");
}
