#include "event/pattern_event.h"

#include <math.h>

#include "base/error.h"

static bool set_side(dmr_coding *c, const dmr_pattern_view *v, const dmr_pattern_group *g,
                     const dmr_pattern_party *without, const demarche_entity **out,
                     size_t *n)
{
    const dmr_tree *t = v->tree;
    demarche_entity *list = DMR_NEW_ARRAY(c->arena, demarche_entity, g->n);
    const char *text = c->reading->source->text.ptr;
    *n = 0;
    if (!list)
        return false;
    for (size_t i = 0; i < g->n; i++) {
        const dmr_pattern_party *p = &g->at[i];
        const dmr_pattern_name *name = p->actor ? p->actor : p->agents[0];
        bool again = without && dmr_str_eq(without->code, p->code);
        for (size_t k = 0; k < *n; k++)
            again |= dmr_str_eq(list[k].code, p->code);
        if (again)
            continue;
        int32_t first = name->first, last = name->last;
        for (size_t k = 0; k < p->n_agents; k++) {
            bool beside = dmr_pattern_base(t, p->agents[k]->head) ==
                          dmr_pattern_base(t, name->head);
            first = beside && p->agents[k]->first < first ? p->agents[k]->first : first;
            last = beside && p->agents[k]->last > last ? p->agents[k]->last : last;
        }
        size_t start = t->tokens[first].start, end = t->tokens[last].end;
        list[(*n)++] = (demarche_entity){.text = dmr_str(text + start, end - start),
                                         .identifier = name->name,
                                         .code = p->code,
                                         .start = start,
                                         .end = end};
    }
    *out = list;
    return true;
}

static const dmr_type *type_of(const dmr_patterns *p, demarche_str code)
{
    const dmr_code_type *best = NULL;
    for (size_t i = 0; i < p->n_types; i++) {
        if (dmr_str_starts(code, p->types[i].code) &&
            (!best || p->types[i].code.len > best->code.len))
            best = &p->types[i];
    }
    return best ? best->type : NULL;
}

static const char *rule_name(dmr_coding *c, const dmr_pattern_found *f)
{
    if (f->change)
        return f->change->text;
    if (!f->pattern)
        return f->verb->name;
    return dmr_str_format(c->arena, "%s: %s", f->verb->name, f->pattern->text).ptr;
}

static bool is_not(demarche_str word)
{
    static const char *const words[] = {"NOT", "N'T", "NO", "NEVER", "NEITHER", "CANNOT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dmr_str_is(word, words[i]))
            return true;
    return false;
}

/* Whether the step is a negation, or a set that has one. */
static bool says_not(const dmr_pattern_view *v, const dmr_step *step)
{
    if (step->kind != DMR_STEP_SET)
        return step->kind == DMR_STEP_WORD && is_not(step->word);
    const dmr_word_set *set = &v->patterns->sets[step->set];
    for (size_t i = 0; i < set->n; i++)
        for (size_t k = 0; k < set->entries[i].n; k++)
            if (is_not(set->entries[i].at[k]))
                return true;
    return false;
}

/* PETRARCH's dictionaries have negations in their patterns; PETRARCH2's leave them to the
 * coder. */
static bool is_negated(const dmr_coding *c, const dmr_pattern_view *v,
                       const dmr_pattern_found *f)
{
    if (!v->patterns->in_clause)
        return false;
    for (size_t i = 0; f->pattern && i < f->pattern->n_before; i++)
        if (says_not(v, &f->pattern->before[i]))
            return false;
    dmr_modality m = dmr_modality_of(&c->view, f->told);
    return m.denied || m.effect == DMR_EFFECT_NEGATED;
}

/* One event of what is told at the site; its sides are the caller's. */
static demarche_status add_event(dmr_coding *c, const dmr_pattern_view *v,
                                 const dmr_pattern_found *f, demarche_str code,
                                 const char *code_c, const demarche_event *sides)
{
    const dmr_tree *t = v->tree;
    const dmr_type *type = type_of(v->patterns, code);
    demarche_event *e = DMR_PUSH(c->arena, c->events);
    if (!e)
        return dmr_error_memory(c->err);
    *e = *sides;
    e->type = type ? type->name : "";
    e->quad = type ? type->quad : 0;
    e->scale = type ? type->scale : NAN;
    e->mode = "";
    e->track = "";
    e->cameo = code_c;
    e->rule = rule_name(c, f);
    e->sentence = v->sentence;
    e->modality = is_negated(c, v, f) ? "negated" : "asserted";
    e->confidence = f->pattern || f->change ? 0.8 : 0.7;
    e->lat = e->lon = NAN;
    e->trigger.start = t->tokens[f->site.first].start;
    e->trigger.end = t->tokens[f->site.last].end;
    e->text = dmr_str(c->reading->source->text.ptr + e->trigger.start,
                      e->trigger.end - e->trigger.start);
    return e->rule && dmr_event_set_id(c, e) ? DEMARCHE_OK : dmr_error_memory(c->err);
}

static bool shares_code(const dmr_pattern_group *a, const dmr_pattern_group *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (dmr_str_eq(a->at[i].code, b->at[k].code))
                return true;
    return false;
}

/* Both directions of a deed between two groups. A party does nothing to itself: where both
 * have it, each of the source's members gets an event of its own. */
static demarche_status add_deed(dmr_coding *c, const dmr_pattern_view *v,
                                const dmr_pattern_found *f,
                                const dmr_pattern_group *source,
                                const dmr_pattern_group *target,
                                const dmr_pattern_party *without)
{
    const dmr_deed *deed = f->deed;
    demarche_event there = {0}, back = {0};
    if (!set_side(c, v, source, NULL, &there.actors, &there.n_actors) ||
        !set_side(c, v, target, without, &there.recipients, &there.n_recipients))
        return dmr_error_memory(c->err);
    bool one_side = c->reading->source->wishes.one_side && there.n_actors &&
                    dmr_pattern_noun_behind(v, &f->site) >= 0;
    if (!there.n_recipients ? !one_side : !there.n_actors)
        return DEMARCHE_OK;
    back.actors = there.recipients;
    back.n_actors = there.n_recipients;
    back.recipients = there.actors;
    back.n_recipients = there.n_actors;
    there.mutual = deed->code.len && dmr_str_eq(deed->code, deed->back);
    if (deed->code.len)
        DMR_TRY(add_event(c, v, f, deed->code, deed->code_c, &there));
    if (deed->back.len && !there.mutual)
        DMR_TRY(add_event(c, v, f, deed->back, deed->back_c, &back));
    return DEMARCHE_OK;
}

demarche_status dmr_pattern_event_add(dmr_coding *c, const dmr_pattern_view *v,
                                      const dmr_pattern_found *f)
{
    const dmr_pattern_parties *p = &f->parties;
    if (p->both.n) {
        demarche_event among = {.mutual = true};
        if (!set_side(c, v, &p->both, NULL, &among.actors, &among.n_actors))
            return dmr_error_memory(c->err);
        if (among.n_actors < 2)
            return DEMARCHE_OK;
        bool there = f->deed->code.len > 0;
        return add_event(c, v, f, there ? f->deed->code : f->deed->back,
                         there ? f->deed->code_c : f->deed->back_c, &among);
    }
    if (!shares_code(&p->source, &p->target))
        return add_deed(c, v, f, &p->source, &p->target, NULL);
    for (size_t i = 0; i < p->source.n; i++) {
        dmr_pattern_group one = p->source;
        one.at[0] = p->source.at[i];
        one.n = 1;
        DMR_TRY(add_deed(c, v, f, &one, &p->target, &one.at[0]));
    }
    return DEMARCHE_OK;
}
