#include "event/sureness.h"

#include <stdio.h>
#include <string.h>

#include "mention/speaker.h"

/* How far up the tree is looked from the trigger, and how long a path is written. */
enum { ABOVE = 8, PATH = 6 };

typedef struct looker {
    dmr_sureness_seen *out;
    const dmr_view *v;
    dmr_arena *arena;
    bool failed;
} looker;

static void add(looker *l, demarche_str key)
{
    l->failed |= !key.ptr;
    if (l->failed || l->out->n == DMR_SURENESS_SEEN_MAX)
        return;
    for (size_t i = 0; i < l->out->n; i++) {
        if (dmr_str_eq(l->out->at[i], key))
            return;
    }
    l->out->at[l->out->n++] = key;
}

static void see(looker *l, const char *kind, demarche_str value)
{
    add(l, dmr_str_format(l->arena, "%s %.*s", kind, DMR_STR_ARG(value)));
}

static void see_c(looker *l, const char *kind, const char *value)
{
    see(l, kind, dmr_str_c(value));
}

static void see_of(looker *l, const char *side, const char *kind, demarche_str value)
{
    add(l, dmr_str_format(l->arena, "%s %s %.*s", side, kind, DMR_STR_ARG(value)));
}

/* Up to which number a count is told apart. */
static const char *bucket(size_t n)
{
    static const char *const names[] = {"0", "1", "2", "3", "4-5", "6-8", "9-15", "16-"};
    static const size_t up_to[] = {0, 1, 2, 3, 5, 8, 15};
    size_t i = 0;
    while (i < 7 && n > up_to[i])
        i++;
    return names[i];
}

static const char *slot_name(const dmr_slot *slot)
{
    static const char *const names[] = {
        [DMR_SLOT_SUBJ] = "subj",       [DMR_SLOT_OBJ] = "obj",
        [DMR_SLOT_IOBJ] = "iobj",       [DMR_SLOT_XCOMP] = "xcomp",
        [DMR_SLOT_CCOMP] = "ccomp",     [DMR_SLOT_POSS] = "poss",
        [DMR_SLOT_MOD] = "mod",         [DMR_SLOT_PREP] = "prep",
        [DMR_SLOT_SURFACE] = "surface", [DMR_SLOT_ANY] = "any",
        [DMR_SLOT_TOLD] = "told",       [DMR_SLOT_NONE] = "none"};
    return names[slot->kind];
}

/* "nmod:of", "obj": a step down to `w`. */
static demarche_str step(looker *l, int32_t w)
{
    char buffer[40];
    const dmr_tree *t = l->v->tree;
    const char *rel = dmr_rel_name((dmr_rel)t->words[w].rel);
    demarche_str mark = dmr_clause_case(t, w, buffer, sizeof buffer);
    return mark.len ? dmr_str_format(l->arena, "%s:%.*s", rel, DMR_STR_ARG(mark))
                    : dmr_str_c(rel);
}

/* The way from the trigger to a party: how far up and down, by which steps, over what. */
static void see_path(looker *l, const char *side, int32_t from, int32_t to)
{
    const dmr_tree *t = l->v->tree;
    int32_t top = dmr_tree_meeting(t, from, to), up[PATH], down[PATH];
    size_t n_up = 0, n_down = 0, all = 0;
    for (int32_t w = from; w != top && w >= 0; w = t->words[w].head, all++) {
        if (n_up < PATH)
            up[n_up++] = w;
    }
    for (int32_t w = to; w != top && w >= 0; w = t->words[w].head, all++) {
        if (n_down < PATH)
            down[n_down++] = w;
    }
    char text[200];
    size_t n = 0;
    for (size_t i = 0; i < n_up && n < sizeof text - 40; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "^%s",
                              dmr_rel_name((dmr_rel)t->words[up[i]].rel));
    for (size_t i = n_down; i-- > 0 && n < sizeof text - 40;) {
        demarche_str s = step(l, down[i]);
        n += (size_t)snprintf(text + n, sizeof text - n, "/%.*s",
                              (int)(s.len > 24 ? 24 : s.len), s.ptr ? s.ptr : "");
        see_of(l, side, "over", s);
    }
    see_of(l, side, "path", dmr_str(text, n));
    see_of(l, side, "steps", dmr_str_c(bucket(all)));
    see_of(l, side, "down", dmr_str_c(bucket(n_down)));
    see_of(l, side, "up", dmr_str_c(bucket(n_up)));
    if (n_down)
        see_of(l, side, "last", step(l, down[0]));
    see_of(l, side, "far",
           dmr_str_c(bucket((size_t)(from > to ? from - to : to - from))));
}

static void see_party(looker *l, const char *side, const dmr_match *m, const dmr_party *p)
{
    const dmr_tree *t = l->v->tree;
    bool tale = p->by_coreference && (p->word == m->word || p->text.len == 0);
    if (p->word < 0 || p->word >= t->n)
        return;
    const dmr_word *w = &t->words[p->word];
    see_of(l, side, "told",
           dmr_str_c(tale                ? "by the tale"
                     : p->by_coreference ? "before"
                                         : "here"));
    see_of(l, side, "pos", dmr_str_c(dmr_upos_name((dmr_upos)w->upos)));
    if (w->upos == DMR_UPOS_PRON || w->upos == DMR_UPOS_DET)
        see_of(l, side, "pronoun", l->v->lemma[p->word]);
    else if (w->upos == DMR_UPOS_NOUN)
        see_of(l, side, "noun", l->v->lemma[p->word]);
    if (dmr_speaker_is_first_person(w))
        see_of(l, side, "speaks", DMR_STR("yes"));
    bool body = dmr_str_is(p->code, "UNO") || dmr_str_is(p->code, "IGO");
    see_of(l, side, "code",
           dmr_str_c(body            ? "body"
                     : p->code.len   ? "state"
                     : p->region.len ? "region"
                                     : "none"));
    see_of(l, side, "sector", p->sector);
    see_path(l, side, m->word, p->word);
}

static void see_side(looker *l, const char *side, const dmr_match *m, const dmr_side *s)
{
    see_of(l, side, "parties", dmr_str_c(bucket(s->n)));
    if (!s->n)
        return;
    const char *slot = slot_name(&s->slot);
    add(l, dmr_str_format(l->arena, "%s slot %s%s%.*s%s", side, slot,
                          s->slot.kind == DMR_SLOT_PREP ? " " : "",
                          s->slot.kind == DMR_SLOT_PREP ? (int)s->slot.prep.len : 0,
                          s->slot.prep.ptr ? s->slot.prep.ptr : "",
                          s->of_modifiers ? " modifier" : ""));
    see_party(l, side, m, &s->at[0]);
}

/* What hangs on the trigger: auxiliaries, marks, articles, the heads of its slots. */
static void see_children(looker *l, int32_t word)
{
    const dmr_tree *t = l->v->tree;
    for (int32_t c = t->words[word].first_child; c >= 0; c = t->words[c].next_sibling) {
        dmr_rel rel = (dmr_rel)t->words[c].rel;
        demarche_str lemma = l->v->lemma[c];
        if (rel == DMR_REL_AUX || rel == DMR_REL_AUX_PASS || rel == DMR_REL_MARK ||
            rel == DMR_REL_DET || rel == DMR_REL_ADVMOD || rel == DMR_REL_CASE ||
            rel == DMR_REL_COP)
            add(l, dmr_str_format(l->arena, "has %s %.*s", dmr_rel_name(rel),
                                  DMR_STR_ARG(lemma)));
        else if (rel == DMR_REL_OBJ || rel == DMR_REL_NSUBJ ||
                 rel == DMR_REL_NSUBJ_PASS || rel == DMR_REL_XCOMP ||
                 rel == DMR_REL_CCOMP)
            if (t->words[c].upos != DMR_UPOS_PROPN)
                add(l, dmr_str_format(l->arena, "has %s %.*s", dmr_rel_name(rel),
                                      DMR_STR_ARG(lemma)));
        if (t->words[c].upos != DMR_UPOS_PUNCT)
            see_c(l, "child", dmr_rel_name(rel));
    }
}

/* The words above the trigger: what governs it, and by which relation. */
static void see_above(looker *l, int32_t word)
{
    const dmr_tree *t = l->v->tree;
    int32_t w = word;
    for (int i = 0; i < ABOVE && t->words[w].head >= 0; i++) {
        dmr_rel rel = (dmr_rel)t->words[w].rel;
        int32_t head = t->words[w].head;
        int32_t mark = dmr_tree_child(t, w, DMR_REL_MARK);
        if (mark >= 0)
            see(l, "under mark", l->v->lemma[mark]);
        if (i == 0)
            add(l, dmr_str_format(l->arena, "governor %s %.*s", dmr_rel_name(rel),
                                  DMR_STR_ARG(l->v->lemma[head])));
        if (rel == DMR_REL_ADVCL || rel == DMR_REL_ACL || rel == DMR_REL_ACL_RELCL ||
            rel == DMR_REL_CCOMP || rel == DMR_REL_XCOMP || rel == DMR_REL_CSUBJ ||
            rel == DMR_REL_PARATAXIS) {
            see_c(l, "under", dmr_rel_name(rel));
            add(l, dmr_str_format(l->arena, "under %s %.*s", dmr_rel_name(rel),
                                  DMR_STR_ARG(l->v->lemma[head])));
        }
        for (int32_t c = t->words[head].first_child; c >= 0;
             c = t->words[c].next_sibling) {
            if (t->words[c].rel == DMR_REL_AUX)
                see(l, "under aux", l->v->lemma[c]);
        }
        w = head;
    }
}

static void see_form(looker *l, int32_t word)
{
    const dmr_word *w = &l->v->tree->words[word];
    see(l, "tag", w->xpos);
    see_c(l, "rel", dmr_rel_name((dmr_rel)w->rel));
    add(l, dmr_str_format(l->arena, "tag and rel %.*s %s", DMR_STR_ARG(w->xpos),
                          dmr_rel_name((dmr_rel)w->rel)));
}

static void see_sentence(looker *l)
{
    const dmr_tree *t = l->v->tree;
    see_c(l, "words", bucket((size_t)t->n / 4));
    see_c(l, "speaker", l->v->reading->source->meta.speaker.len ? "known" : "none");
    for (int32_t i = 0; i < t->n; i++) {
        if (dmr_str_is(t->tokens[i].form, "?"))
            see_c(l, "sentence", "asks");
        if (dmr_str_is(l->v->lemma[i], "if") || dmr_str_is(l->v->lemma[i], "would") ||
            dmr_str_is(l->v->lemma[i], "should") || dmr_str_is(l->v->lemma[i], "could") ||
            dmr_str_is(l->v->lemma[i], "may") || dmr_str_is(l->v->lemma[i], "must"))
            see(l, "sentence", l->v->lemma[i]);
    }
}

bool dmr_sureness_see(dmr_sureness_seen *out, const dmr_view *view,
                      const dmr_match *match, const dmr_side *actor,
                      const dmr_side *recipient, dmr_modality modality, const char *type,
                      dmr_arena *arena)
{
    looker l = {out, view, arena, false};
    const dmr_rule *rule = match->rule;
    static const char *const pos[] = {"verb", "noun", "adjective"};
    out->n = 0;
    add(&l, DMR_STR("any"));
    see_c(&l, "rule", rule->name);
    see_c(&l, "type", type);
    see_c(&l, "trigger", pos[rule->pos]);
    see(&l, "lemma", view->lemma[match->word]);
    see_c(&l, "weight", bucket(rule->weight));
    see_c(&l, "modality", dmr_modality_name(modality));
    see_side(&l, "actor", match, actor);
    see_side(&l, "recipient", match, recipient);
    see_form(&l, match->word);
    see_children(&l, match->word);
    see_above(&l, match->word);
    see_sentence(&l);
    return !l.failed;
}
