/*
 * Events by patterns. Each verb of the dictionary, in order of the text: the pattern of most
 * steps that holds says what is done, else the verb's own code. The marks of the pattern say
 * who and whom; else the source is the subject, or the nearest actor before the verb, and
 * the target the first one behind it, and the other way round in a passive. What stands
 * behind a verb that was coded is not coded again.
 */
#include "event/pattern_code.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "event/clause.h"
#include "event/pattern_site.h"

/* What is done, by which row. */
typedef struct found {
    const dmr_pattern_verb *verb;
    const dmr_pattern *pattern; /* NULL: the verb alone */
    const dmr_deed *deed;
    dmr_pattern_parties parties;
} found;

typedef struct sentence_coder {
    dmr_coding *c;
    dmr_pattern_view view;
    bool *coded;     /* (n) words that stand behind a verb that was coded */
    int32_t used_to; /* the last of them, -1: none */
} sentence_coder;

/* --------------------------------------------------------------------------- verbs */

/* A noun phrase behind the verb that no name stands in; bare times ("today") are none.
 * -1: there is none. */
static int32_t noun_behind(const sentence_coder *s, const dmr_pattern_site *site)
{
    const dmr_tree *t = s->view.tree;
    for (int32_t w = site->last + 1; w < site->end; w++) {
        uint8_t upos = t->words[w].upos, rel = t->words[w].rel;
        bool noun = upos == DMR_UPOS_NOUN || upos == DMR_UPOS_PROPN;
        if (noun && site->behind[w] && rel != DMR_REL_OBL_UNMARKED &&
            dmr_pattern_base(t, w) == w)
            return w;
    }
    return -1;
}

static bool is_verb(const dmr_tree *t, int32_t w)
{
    const dmr_word *word = &t->words[w];
    return (word->upos == DMR_UPOS_VERB || word->upos == DMR_UPOS_AUX) &&
           word->rel != DMR_REL_AUX && word->rel != DMR_REL_AUX_PASS &&
           word->rel != DMR_REL_COP;
}

/* Whether the words that go with the verb stand beside it. */
static bool fits(const dmr_pattern_view *v, const dmr_verb_form *f, int32_t w)
{
    int32_t n = v->tree->n, before = (int32_t)f->before.n;
    if (before > w)
        return false;
    for (int32_t i = 0; i < before; i++)
        if (!dmr_str_eq(v->capitals[w - before + i], f->before.at[i]))
            return false;
    for (size_t i = 0; i < f->behind.n; i++)
        if (w + 1 + (int32_t)i >= n ||
            !dmr_str_eq(v->capitals[w + 1 + (int32_t)i], f->behind.at[i]))
            return false;
    return true;
}

static unsigned steps_of(const dmr_pattern *p)
{
    return p ? p->n_before + p->n_behind : 0u;
}

/* The best pattern of the verb's block that holds, where it is better than *best. */
static void try_block(const dmr_pattern_view *v, const dmr_pattern_site *site,
                      const dmr_pattern_verb *verb, found *best)
{
    const dmr_block *block = &v->patterns->blocks[verb->block];
    for (size_t i = 0; i < block->n; i++) {
        const dmr_pattern *p = &block->patterns[i];
        if (best->pattern && steps_of(p) <= steps_of(best->pattern))
            return;
        dmr_pattern_parties parties;
        if (!dmr_pattern_holds(v, site, p, &parties))
            continue;
        *best = (found){verb, p, &p->deed, parties};
        return;
    }
}

static bool is_null(const dmr_deed *deed)
{
    return !deed->code.len && !deed->back.len;
}

/* The forms in `run` that fit at w: those of most words. The number of them at `out`. */
static size_t fitting(const dmr_pattern_view *v, int32_t w, const dmr_verb_form **out,
                      size_t room)
{
    size_t n_run, n = 0;
    const uint32_t *run =
        dmr_word_index_get(&v->patterns->form_index, v->capitals[w], &n_run);
    for (size_t i = 0; i < n_run && n < room; i++) {
        const dmr_verb_form *f = &v->patterns->forms[run[i]];
        bool as_long =
            !n || f->before.n + f->behind.n == out[0]->before.n + out[0]->behind.n;
        if (as_long && fits(v, f, w))
            out[n++] = f;
    }
    return n;
}

/* ------------------------------------------------------------------------- parties */

static bool overlap(const dmr_pattern_group *a, const dmr_pattern_group *b)
{
    return a->n && b->n && a->first <= b->last && b->first <= a->last;
}

/* The subject's group, before the verb; else the nearest before it. */
static bool find_before(const sentence_coder *s, const dmr_pattern_site *site,
                        const dmr_pattern_group *taken, dmr_pattern_group *out)
{
    int32_t subject = dmr_pattern_subject(s->view.tree, site->verb), hi = site->first;
    out->n = 0;
    if (subject >= 0 && subject < site->first &&
        !dmr_pattern_group_of(&s->view, subject, 0, site->first, out))
        return false;
    if (out->n && !overlap(out, taken))
        return true;
    if (taken->n && taken->first < hi)
        hi = taken->first;
    dmr_pattern_first_group(&s->view, site->begin, hi, true, NULL, out);
    uint32_t most = s->c->reading->source->wishes.new_actor_words;
    if (out->n || !most || subject < 0 || subject >= site->first)
        return true;
    return dmr_pattern_new_actor(&s->view, subject, most, out);
}

static bool find_behind(const sentence_coder *s, const dmr_pattern_site *site,
                        const dmr_pattern_group *taken, dmr_pattern_group *out)
{
    int32_t lo = site->last + 1;
    dmr_pattern_first_group(&s->view, lo, site->end, false, site->behind, out);
    if (overlap(out, taken))
        dmr_pattern_first_group(&s->view, taken->last + 1, site->end, false, site->behind,
                                out);
    uint32_t most = s->c->reading->source->wishes.new_actor_words;
    int32_t noun = !out->n && most ? noun_behind(s, site) : -1;
    return noun < 0 || dmr_pattern_new_actor(&s->view, noun, most, out);
}

/* "by" and who did it; -1: nobody is named. */
static int32_t agent_of(const sentence_coder *s, int32_t verb)
{
    const dmr_tree *t = s->view.tree;
    for (int32_t w = t->words[verb].first_child; w >= 0; w = t->words[w].next_sibling) {
        int32_t mark = dmr_tree_child(t, w, DMR_REL_CASE);
        bool oblique =
            t->words[w].rel == DMR_REL_OBL || t->words[w].rel == DMR_REL_OBL_AGENT;
        if (oblique && w > verb && mark >= 0 && dmr_str_is(s->view.capitals[mark], "BY"))
            return w;
    }
    return -1;
}

/* Whether the group is whom something goes to: "was sent to A". */
static bool is_goal(const sentence_coder *s, const dmr_pattern_group *g, int32_t verb)
{
    const dmr_tree *t = s->view.tree;
    int32_t w = g->n ? g->first : -1;
    while (w >= 0 && t->words[w].head != verb)
        w = t->words[w].head;
    int32_t mark = w >= 0 ? dmr_tree_child(t, w, DMR_REL_CASE) : -1;
    return mark >= 0 && dmr_str_is(s->view.capitals[mark], "TO");
}

/* "was opposed by A", "was criticised over its dispute with A". What is said to be done
 * ("is said to be about to") is no passive of who does it. */
static bool find_passive(const sentence_coder *s, const dmr_pattern_site *site,
                         dmr_pattern_group *source, dmr_pattern_group *target, bool *is)
{
    const dmr_tree *t = s->view.tree;
    dmr_pattern_group nobody = {.n = 0};
    *is = dmr_clause_is_passive(t, site->verb) &&
          dmr_tree_child(t, site->verb, DMR_REL_XCOMP) < 0 &&
          dmr_tree_child(t, site->verb, DMR_REL_CCOMP) < 0;
    if (!*is)
        return true;
    int32_t agent = agent_of(s, site->verb);
    source->n = 0;
    if (agent >= 0 &&
        !dmr_pattern_group_of(&s->view, agent, site->last + 1, site->end, source))
        return false;
    if (agent < 0 && !find_behind(s, site, &nobody, source))
        return false;
    if (is_goal(s, source, site->verb))
        source->n = 0;
    return find_before(s, site, source, target);
}

static bool find_parties(const sentence_coder *s, const dmr_pattern_site *site,
                         dmr_pattern_parties *p)
{
    dmr_pattern_group *source = &p->source, *target = &p->target;
    dmr_pattern_group nobody = {.n = 0};
    if (p->both.n && !p->both_behind)
        return true;
    if (p->both.n) {
        *target = p->both; /* "agrees with A and B" */
        p->both.n = 0;
        if (!find_before(s, site, &nobody, source))
            return false;
        if (!source->n) {
            p->both = *target;
            target->n = 0;
        }
        return true;
    }
    bool passive = false;
    if (!source->n && !target->n && !find_passive(s, site, source, target, &passive))
        return false;
    if (passive)
        return true;
    if (!source->n && !find_before(s, site, target, source))
        return false;
    return target->n || find_behind(s, site, source, target);
}

/* -------------------------------------------------------------------------- events */

static bool set_side(const sentence_coder *s, const dmr_pattern_group *g,
                     const dmr_pattern_party *without, const demarche_entity **out,
                     size_t *n)
{
    const dmr_tree *t = s->view.tree;
    demarche_entity *list = DMR_NEW_ARRAY(s->view.arena, demarche_entity, g->n);
    const char *text = s->c->reading->source->text.ptr;
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

static const char *rule_name(const sentence_coder *s, const found *f)
{
    if (!f->pattern)
        return f->verb->name;
    return dmr_str_format(s->view.arena, "%s: %s", f->verb->name, f->pattern->text).ptr;
}

/* One event of what is told at the site; its sides are the caller's. */
static demarche_status add_event(const sentence_coder *s, const dmr_pattern_site *site,
                                 const found *f, demarche_str code, const char *code_c,
                                 const demarche_event *sides)
{
    const dmr_tree *t = s->view.tree;
    const dmr_type *type = type_of(s->view.patterns, code);
    demarche_event *e = DMR_PUSH(s->c->arena, s->c->events);
    if (!e)
        return dmr_error_memory(s->c->err);
    *e = *sides;
    e->type = type ? type->name : "";
    e->quad = type ? type->quad : 0;
    e->scale = type ? type->scale : 0;
    e->mode = "";
    e->track = "";
    e->cameo = code_c;
    e->rule = rule_name(s, f);
    e->sentence = s->view.sentence;
    e->modality = "asserted";
    e->confidence = f->pattern ? 0.8 : 0.7;
    e->lat = e->lon = NAN;
    e->trigger.start = t->tokens[site->first].start;
    e->trigger.end = t->tokens[site->last].end;
    e->text = dmr_str(s->c->reading->source->text.ptr + e->trigger.start,
                      e->trigger.end - e->trigger.start);
    return e->rule && dmr_event_set_id(s->c, e) ? DEMARCHE_OK
                                                : dmr_error_memory(s->c->err);
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
static demarche_status add_deed(const sentence_coder *s, const dmr_pattern_site *site,
                                const found *f, const dmr_pattern_group *source,
                                const dmr_pattern_group *target,
                                const dmr_pattern_party *without)
{
    const dmr_deed *deed = f->deed;
    demarche_event there = {0}, back = {0};
    if (!set_side(s, source, NULL, &there.actors, &there.n_actors) ||
        !set_side(s, target, without, &there.recipients, &there.n_recipients))
        return dmr_error_memory(s->c->err);
    bool one_side = s->c->reading->source->wishes.one_side && there.n_actors &&
                    noun_behind(s, site) >= 0;
    if (!there.n_recipients ? !one_side : !there.n_actors)
        return DEMARCHE_OK;
    back.actors = there.recipients;
    back.n_actors = there.n_recipients;
    back.recipients = there.actors;
    back.n_recipients = there.n_actors;
    there.mutual = deed->code.len && dmr_str_eq(deed->code, deed->back);
    if (deed->code.len)
        DMR_TRY(add_event(s, site, f, deed->code, deed->code_c, &there));
    if (deed->back.len && !there.mutual)
        DMR_TRY(add_event(s, site, f, deed->back, deed->back_c, &back));
    return DEMARCHE_OK;
}

static demarche_status add_events(const sentence_coder *s, const dmr_pattern_site *site,
                                  const found *f, const dmr_pattern_parties *p)
{
    if (p->both.n) {
        demarche_event among = {.mutual = true};
        if (!set_side(s, &p->both, NULL, &among.actors, &among.n_actors))
            return dmr_error_memory(s->c->err);
        if (among.n_actors < 2)
            return DEMARCHE_OK;
        bool there = f->deed->code.len > 0;
        return add_event(s, site, f, there ? f->deed->code : f->deed->back,
                         there ? f->deed->code_c : f->deed->back_c, &among);
    }
    if (!shares_code(&p->source, &p->target))
        return add_deed(s, site, f, &p->source, &p->target, NULL);
    for (size_t i = 0; i < p->source.n; i++) {
        dmr_pattern_group one = p->source;
        one.at[0] = p->source.at[i];
        one.n = 1;
        DMR_TRY(add_deed(s, site, f, &one, &p->target, &one.at[0]));
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ sentence */

static void mark_coded(sentence_coder *s, const dmr_pattern_site *site)
{
    for (int32_t w = site->first; w < s->view.tree->n; w++) {
        if (w <= site->last || site->behind[w]) {
            s->coded[w] = true;
            s->used_to = w > s->used_to ? w : s->used_to;
        }
    }
}

static demarche_status code_verb(sentence_coder *s, int32_t w)
{
    enum { VERBS_MAX = 8 };
    const dmr_pattern_view *v = &s->view;
    const dmr_verb_form *forms[VERBS_MAX];
    size_t n = fitting(v, w, forms, VERBS_MAX);
    if (n == 0)
        return DEMARCHE_OK;
    dmr_pattern_site site;
    int32_t first = w - (int32_t)forms[0]->before.n;
    int32_t last = w + (int32_t)forms[0]->behind.n;
    if (!is_verb(v->tree, w)) /* "wire tap": one of them is a verb */
        for (w = first; w <= last && !is_verb(v->tree, w);)
            w++;
    if (w > last)
        return DEMARCHE_OK;
    int32_t begin = s->used_to >= 0 && s->used_to < first ? s->used_to + 1 : 0;
    if (!dmr_pattern_site_make(&site, v, w, first, last, begin))
        return dmr_error_memory(s->c->err);
    found best = {.verb = NULL};
    for (size_t i = 0; i < n; i++)
        try_block(v, &site, &v->patterns->verbs[forms[i]->verb], &best);
    for (size_t i = 0; i < n && !best.pattern; i++) {
        const dmr_pattern_verb *verb = &v->patterns->verbs[forms[i]->verb];
        if (!is_null(&verb->deed))
            best = (found){.verb = verb, .deed = &verb->deed};
    }
    if (!best.verb || is_null(best.deed))
        return DEMARCHE_OK;
    size_t before = s->c->events.n;
    if (!find_parties(s, &site, &best.parties))
        return dmr_error_memory(s->c->err);
    DMR_TRY(add_events(s, &site, &best, &best.parties));
    if (s->c->events.n > before)
        mark_coded(s, &site);
    else
        s->c->n_rejected++;
    return DEMARCHE_OK;
}

demarche_status dmr_pattern_code(dmr_coding *c)
{
    sentence_coder s = {.c = c, .used_to = -1};
    if (!dmr_pattern_view_make(&s.view, c->ontology->patterns, c->reading,
                               c->view.sentence, c->arena))
        return dmr_error_memory(c->err);
    int32_t n = s.view.tree->n;
    s.coded = DMR_NEW_ARRAY(c->arena, bool, (size_t)n);
    if (!s.coded)
        return dmr_error_memory(c->err);
    for (int32_t w = 0; w < n; w++)
        if (!s.coded[w])
            DMR_TRY(code_verb(&s, w));
    return DEMARCHE_OK;
}
