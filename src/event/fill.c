#include "event/fill.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "event/fill_weight.h"
#include "event/kin.h"
#include "event/near_rule.h"
#include "event/trial_text.h"

/* Sides that the lists of a sentence may fill, and answers kept of it. */
enum { ANSWERS_MAX = 64, REASONS_MAX = 3 };

/* An event that was found to be sure enough. */
typedef struct answer {
    dmr_fill_pair pair;
    dmr_related related;
    double sure;
    bool mutual, told; /* `told`: it has become part of an event */
} answer;

typedef struct filler {
    dmr_coding *c;
    dmr_fill_parties parties;
    answer *answers; /* (ANSWERS_MAX) */
    size_t n;
} filler;

/* ------------------------------------------------------------------------ pairs */

static bool has_code(const demarche_entity *side, size_t n, demarche_str code)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq(side[i].code, code))
            return true;
    }
    return false;
}

static bool has_part(const demarche_event *e, demarche_str code)
{
    return has_code(e->actors, e->n_actors, code) ||
           has_code(e->recipients, e->n_recipients, code);
}

/* The two are the sides of an event of this sentence, either way round. */
static bool is_told(const dmr_coding *c, demarche_str a, demarche_str b)
{
    for (size_t i = c->first_of_sentence; i < c->events.n; i++) {
        if (has_part(&c->events.at[i], a) && has_part(&c->events.at[i], b))
            return true;
    }
    return false;
}

static dmr_part part_of(const dmr_coding *c, const dmr_party *p)
{
    const dmr_token *t = c->view.tree->tokens;
    return (dmr_part){t[p->first].start, t[p->last].end};
}

/* What `relate` says of a word that no rule is of, with what its kin say. */
static demarche_status weigh_kin(const filler *f, const dmr_fill_pair *pair,
                                 dmr_related *r)
{
    static const double WEIGHT = 1, FLOOR = 0.02; /* of a type that no kin is of */
    const dmr_ontology *o = f->c->ontology;
    int32_t word = pair->path[0];
    const dmr_kin_row *kin = dmr_kin_of(&f->c->view, word);
    size_t win = 0, which;
    double all = 0;
    if (!kin)
        return DEMARCHE_OK;
    double *odds = DMR_NEW_ARRAY(f->c->scratch, double, o->n_types);
    if (!odds)
        return dmr_error_memory(f->c->err);
    dmr_kin_types(kin, &f->c->view, word, odds);
    for (size_t t = 0; t < o->n_types; t++) {
        odds[t] = r->odds[t] + WEIGHT * log(odds[t] + FLOOR);
        win = odds[t] > odds[win] ? t : win;
    }
    for (size_t t = 0; t < o->n_types; t++)
        all += exp(odds[t] - odds[win]);
    dmr_related best = r->each[win];
    const dmr_rule *rule =
        best.type ? NULL : dmr_kin_rule(kin, &f->c->view, word, &o->types[win], &which);
    best.type = &o->types[win];
    best.score = 1 / all;
    if (rule)
        best.cameo = rule->cameo;
    else if (!best.cameo)
        best.cameo = "";
    best.odds = odds;
    *r = best;
    return DEMARCHE_OK;
}

static demarche_status relate(const filler *f, const dmr_fill_pair *pair,
                              dmr_related *out)
{
    dmr_coding *c = f->c;
    DMR_TRY(dmr_event_relate_within(out, &c->view, part_of(c, &pair->source->party),
                                    part_of(c, &pair->target->party), c->scratch,
                                    c->err));
    return weigh_kin(f, pair, out);
}

static bool same_codes(const dmr_fill_pair *p, const dmr_fill_pair *q, bool turned)
{
    const dmr_fill_party *source = turned ? q->target : q->source;
    const dmr_fill_party *target = turned ? q->source : q->target;
    return dmr_str_eq(p->source->party.code, source->party.code) &&
           dmr_str_eq(p->target->party.code, target->party.code);
}

/* Keep an answer: of two about the same codes the surer. Where both ways round are sure of
 * one type, both do it to each other. */
static void keep(filler *f, const answer *a)
{
    for (size_t i = 0; i < f->n; i++) {
        answer *b = &f->answers[i];
        bool turned = same_codes(&a->pair, &b->pair, true);
        if (!turned && !same_codes(&a->pair, &b->pair, false))
            continue;
        bool mutual = b->mutual || (turned && a->related.type == b->related.type);
        if (a->sure > b->sure)
            *b = *a;
        b->mutual = mutual;
        return;
    }
    if (f->n < ANSWERS_MAX)
        f->answers[f->n++] = *a;
}

static demarche_status ask(filler *f, const dmr_fill_party *source,
                           const dmr_fill_party *target)
{
    dmr_coding *c = f->c;
    const dmr_fill *fill = c->fill;
    answer a = {.sure = 0};
    if (!dmr_fill_pair_join(c, source, target, &a.pair) ||
        is_told(c, source->party.code, target->party.code))
        return DEMARCHE_OK;
    if (!dmr_fill_pair_see(c, &a.pair, &f->parties, c->scratch))
        return dmr_error_memory(c->err);
    if (fill->watch) {
        DMR_TRY(relate(f, &a.pair, &a.related));
        return fill->watch(fill->user, &c->view, &a.pair, &a.related);
    }
    const dmr_fill_weights *w = c->ontology->fill_weights;
    double score = dmr_fill_score(w, a.pair.features);
    if (dmr_fill_sure(w, score, 1) < fill->least) /* whatever the type */
        return DEMARCHE_OK;
    DMR_TRY(relate(f, &a.pair, &a.related));
    a.sure = dmr_fill_sure(w, score, a.related.score);
    if (a.sure >= fill->least)
        keep(f, &a);
    return DEMARCHE_OK;
}

/* ----------------------------------------------------------------------- events */

static bool same_code(const dmr_fill_party *a, const dmr_fill_party *b)
{
    return dmr_str_eq(a->party.code, b->party.code);
}

/* The sides: the pair's, and those of their lists who do the same to the same, or to whom the
 * same does it. */
static void gather(filler *f, const answer *first, dmr_sides *s)
{
    const dmr_fill_pair *p = &first->pair;
    *s = (dmr_sides){.actor = {.at = {p->source->party}, .n = 1},
                     .recipient = {.at = {p->target->party}, .n = 1}};
    for (size_t i = 0; i < f->n; i++) {
        answer *a = &f->answers[i];
        const dmr_fill_pair *q = &a->pair;
        bool same = a->related.type == first->related.type &&
                    a->mutual == first->mutual && q->path[0] == p->path[0];
        if (a == first)
            a->told = true;
        if (a->told || !same)
            continue;
        if (same_code(q->target, p->target) && q->source->list == p->source->list &&
            s->actor.n < DMR_PARTIES_MAX) {
            s->actor.at[s->actor.n++] = q->source->party;
            a->told = true;
        } else if (same_code(q->source, p->source) &&
                   q->target->list == p->target->list &&
                   s->recipient.n < DMR_PARTIES_MAX) {
            s->recipient.at[s->recipient.n++] = q->target->party;
            a->told = true;
        }
    }
}

static demarche_status add_reason(filler *f, demarche_reason *out, const dmr_rule *rule,
                                  int32_t word, demarche_str why)
{
    const dmr_token *t = &f->c->view.tree->tokens[word];
    *out = (demarche_reason){
        .rule = rule->name, .event = rule->type->name, .start = t->start, .end = t->end};
    out->text = t->form;
    out->why = why;
    return why.ptr ? DEMARCHE_OK : dmr_error_memory(f->c->err);
}

/* An event's reasons: of a word that no rule is of, a rule of its kin; then the rules that are
 * nearest to the words of the way. */
static demarche_status find_reasons(filler *f, const answer *a, demarche_reason **out,
                                    size_t *n_out)
{
    dmr_coding *c = f->c;
    const dmr_fill_pair *pair = &a->pair;
    dmr_near_rule near[REASONS_MAX];
    size_t n = 0, done = 0, which;
    demarche_reason *list = DMR_NEW_ARRAY(c->arena, demarche_reason, REASONS_MAX);
    if (!list)
        return dmr_error_memory(c->err);
    const dmr_kin_row *kin = dmr_kin_of(&c->view, pair->path[0]);
    const dmr_rule *rule =
        kin ? dmr_kin_rule(kin, &c->view, pair->path[0], a->related.type, &which) : NULL;
    if (rule)
        DMR_TRY(add_reason(f, &list[done++], rule, pair->path[0],
                           dmr_str_format(c->arena, "used like \"%.*s\"",
                                          DMR_STR_ARG(kin->at[which].lemma))));
    for (size_t i = 0; i < pair->n_path; i++)
        dmr_near_rules(c, pair->path[i], near, &n, REASONS_MAX);
    for (size_t i = 0; i < n && done < REASONS_MAX; i++)
        DMR_TRY(add_reason(
            f, &list[done++], near[i].rule, near[i].word,
            dmr_trial_text(near[i].rule, near[i].trial, near[i].test, c->arena)));
    *out = list;
    *n_out = done;
    return DEMARCHE_OK;
}

static const dmr_rule *rule_of(dmr_coding *c, const answer *a)
{
    dmr_rule *rule = DMR_NEW(c->arena, dmr_rule);
    int pos = dmr_match_pos(c->view.tree, a->pair.path[0]);
    if (rule)
        *rule = (dmr_rule){.name = "model",
                           .pos = pos < 0 ? DMR_TRIGGER_NOUN : (dmr_trigger_pos)pos,
                           .type = a->related.type,
                           .mode = a->related.mode,
                           .cameo = a->related.cameo,
                           .mutual = a->mutual};
    return rule;
}

static demarche_status make(filler *f, const answer *a)
{
    dmr_coding *c = f->c;
    dmr_sides s;
    dmr_when whens[DMR_WHENS_MAX];
    dmr_match match = {
        .rule = rule_of(c, a), .word = a->pair.path[0], .particle_object = -1};
    demarche_reason *reasons;
    size_t n_reasons;
    if (!match.rule)
        return dmr_error_memory(c->err);
    DMR_TRY(find_reasons(f, a, &reasons, &n_reasons));
    gather(f, a, &s);
    dmr_modality modality = dmr_modality_of(&c->view, match.word);
    size_t n = dmr_date_find(&c->view, match.word, whens);
    if (n == 0)
        n = dmr_date_told(&c->told, &c->view, &s.actor, &s.recipient, modality, whens);
    if (n == 0)
        whens[n++] = (dmr_when){
            .mention = UINT32_MAX, .first = DMR_DAY_NONE, .last = DMR_DAY_NONE};
    for (size_t i = 0; i < n; i++) {
        DMR_TRY(dmr_event_make(c, &match, &s, modality, &whens[i]));
        demarche_event *e = DMR_PUSH(c->arena, c->filled);
        if (!e)
            return dmr_error_memory(c->err);
        *e = c->events.at[--c->events.n];
        e->confidence = round(a->sure * 100) / 100;
        e->reasons = reasons;
        e->n_reasons = n_reasons;
    }
    return DEMARCHE_OK;
}

static bool is_heading(const dmr_coding *c)
{
    uint32_t paragraph = c->view.tree->sentence->paragraph;
    return paragraph < c->reading->source->n_paragraphs &&
           c->reading->source->paragraphs[paragraph].kind == DMR_PARAGRAPH_HEADING;
}

demarche_status dmr_fill_sentence(dmr_coding *c)
{
    if ((!c->ontology->fill_weights && !c->fill->watch) || is_heading(c))
        return DEMARCHE_OK;
    dmr_arena_reset(c->scratch);
    filler f = {.c = c};
    dmr_fill_parties_find(c, &f.parties);
    f.answers = DMR_NEW_ARRAY(c->scratch, answer, ANSWERS_MAX);
    if (!f.answers)
        return dmr_error_memory(c->err);
    for (size_t i = 0; i < f.parties.n; i++) {
        for (size_t k = 0; k < f.parties.n; k++)
            DMR_TRY(ask(&f, &f.parties.at[i], &f.parties.at[k]));
    }
    for (;;) { /* the surest first */
        answer *best = NULL;
        for (size_t i = 0; i < f.n; i++) {
            if (!f.answers[i].told && (!best || f.answers[i].sure > best->sure))
                best = &f.answers[i];
        }
        if (!best)
            return DEMARCHE_OK;
        DMR_TRY(make(&f, best));
    }
}

demarche_status dmr_fill_join(dmr_coding *c)
{
    if (!c->filled.n)
        return DEMARCHE_OK;
    for (size_t i = 0; i < c->filled.n; i++) {
        demarche_event *e = DMR_PUSH(c->arena, c->events);
        if (!e)
            return dmr_error_memory(c->err);
        *e = c->filled.at[i];
    }
    qsort(c->events.at, c->events.n, sizeof *c->events.at, dmr_event_order);
    return DEMARCHE_OK;
}
