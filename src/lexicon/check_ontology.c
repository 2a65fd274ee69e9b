/* What of an ontology nothing uses: a type that no rule codes and none becomes, a mode
 * without a rule, a context that nothing shows. (Word classes are a stock to draw from.) */
#include "base/error.h"
#include "lexicon/lexicon_check.h"

static bool is_other_of(const dmr_ontology *o, const dmr_type *type)
{
    for (size_t i = 0; i < o->n_types; i++) {
        const dmr_type *t = &o->types[i];
        if (t != type && (t->future == type || t->denied == type || t->announced == type))
            return true;
    }
    return false;
}

static bool has_rule(const dmr_ontology *o, const dmr_type *type, const dmr_mode *mode)
{
    for (size_t i = 0; i < o->n_rules; i++) {
        if (o->rules[i].type == type && (!mode || o->rules[i].mode == mode))
            return true;
    }
    return false;
}

static bool is_shown(const dmr_ontology *o, size_t context)
{
    for (size_t i = 0; i < o->n_cues; i++) {
        if (o->cues[i].context == context)
            return true;
    }
    for (size_t i = 0; i < o->n_rules; i++) {
        for (size_t k = 0; k < o->rules[i].n_contexts; k++) {
            if (o->rules[i].contexts[k] == o->contexts[context].name)
                return true;
        }
    }
    return false;
}

demarche_status dmr_check_ontology(dmr_lexicon_check *check, const dmr_ontology *o)
{
    static const char take_away[] = "write one or take the row away";
    for (size_t i = 0; i < o->n_types; i++) {
        const dmr_type *type = &o->types[i];
        if (!has_rule(o, type, NULL) && !is_other_of(o, type))
            DMR_TRY(dmr_check_complain(check, type->row, "no rule codes %s; %s",
                                       type->name, take_away));
    }
    for (size_t i = 0; i < o->n_modes; i++) {
        const dmr_mode *mode = &o->modes[i];
        if (!has_rule(o, mode->type, mode))
            DMR_TRY(dmr_check_complain(check, mode->row, "no rule codes %s-%s; %s",
                                       mode->type->name, mode->name, take_away));
    }
    for (size_t i = 0; i < o->n_contexts; i++) {
        if (!is_shown(o, i))
            DMR_TRY(dmr_check_complain(
                check, o->contexts[i].row,
                "no rule and no cue shows %s; write one or take the row away",
                o->contexts[i].name));
    }
    return DEMARCHE_OK;
}
