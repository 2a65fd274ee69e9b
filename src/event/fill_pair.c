#include "event/fill_pair.h"

#include "event/kin.h"
#include "event/near_rule.h"

/* --------------------------------------------------------------------- parties */

static bool is_nominal(const dmr_word *w)
{
    return w->upos == DMR_UPOS_NOUN || w->upos == DMR_UPOS_PROPN ||
           w->upos == DMR_UPOS_PRON || w->upos == DMR_UPOS_ADJ;
}

/* "France, Italy and Spain": the way of each begins at the first. */
static int32_t list_head(const dmr_tree *t, int32_t word)
{
    for (int steps = 0; steps < 32; steps++) {
        const dmr_word *w = &t->words[word];
        bool member =
            w->rel == DMR_REL_CONJ || w->rel == DMR_REL_APPOS || w->rel == DMR_REL_FLAT;
        if (!member || w->head < 0 || !is_nominal(&t->words[w->head]))
            break;
        word = w->head;
    }
    return word;
}

void dmr_fill_parties_find(const dmr_coding *c, dmr_fill_parties *out)
{
    const dmr_tree *t = c->view.tree;
    dmr_party found[DMR_PARTIES_MAX];
    out->n = 0;
    for (int32_t w = 0; w < t->n; w++) {
        if (!is_nominal(&t->words[w]))
            continue;
        size_t n =
            dmr_party_find(c->reading, c->view.sentence, w, DMR_DAY_NONE, false, found);
        for (size_t i = 0; i < n && out->n < DMR_FILL_PARTIES_MAX; i++) {
            bool own = found[i].word == w || t->words[w].upos == DMR_UPOS_PRON;
            if (own && found[i].code.len)
                out->at[out->n++] = (dmr_fill_party){found[i], w, list_head(t, w)};
        }
    }
}

/* ------------------------------------------------------------------------ path */

static bool may_tell(const dmr_tree *t, int32_t w)
{
    uint8_t upos = t->words[w].upos;
    return upos == DMR_UPOS_VERB || upos == DMR_UPOS_NOUN || upos == DMR_UPOS_ADJ;
}

static bool add_way(const dmr_tree *t, int32_t from, int32_t top, dmr_fill_pair *out)
{
    for (int32_t w = t->words[from].head; from != top && w != top && w >= 0;
         w = t->words[w].head) {
        if (out->n_path == DMR_FILL_PATH_MAX)
            return false;
        out->path[out->n_path++] = w;
    }
    return true;
}

bool dmr_fill_pair_join(const dmr_coding *c, const dmr_fill_party *source,
                        const dmr_fill_party *target, dmr_fill_pair *out)
{
    const dmr_tree *t = c->view.tree;
    int32_t a = source->list, b = target->list;
    *out = (dmr_fill_pair){.source = source, .target = target};
    if (source->word == target->word ||
        dmr_str_eq(source->party.code, target->party.code))
        return false;
    int32_t top = dmr_tree_meeting(t, a, b);
    if (a == b) /* of one list: what it hangs on joins them */
        top = t->words[a].head;
    if (top < 0)
        return false;
    if (top != a && top != b)
        out->path[out->n_path++] = top;
    if (a != b && (!add_way(t, a, top, out) || !add_way(t, b, top, out)))
        return false;
    /* The deed: the meeting word, else the first on the way that may tell one. */
    for (size_t i = 0; i < out->n_path; i++) {
        if (may_tell(t, out->path[i])) {
            int32_t w = out->path[i];
            memmove(out->path + 1, out->path, i * sizeof *out->path);
            out->path[0] = w;
            return true;
        }
    }
    return false;
}

/* -------------------------------------------------------------------- features */

typedef struct seer {
    dmr_coding *c;
    const dmr_fill_pair *pair;
    const dmr_fill_parties *parties;
    dmr_arena *arena;
    bool failed;
} seer;

static void see(seer *s, const char *kind, demarche_str value)
{
    s->failed |= !dmr_relation_feature_add(s->pair->features, kind, value, s->arena);
}

static void see_c(seer *s, const char *kind, const char *value)
{
    see(s, kind, dmr_str_c(value));
}

/* "0", "1", ... "5", "more". */
static void see_number(seer *s, const char *kind, size_t n)
{
    static const char *const names[] = {"0", "1", "2", "3", "4", "5"};
    see_c(s, kind, n < 6 ? names[n] : "more");
}

/* How a party hangs on the word above it: "nsubj", "obl:with", "nmod:of". */
static demarche_str hold_of(seer *s, int32_t word)
{
    const dmr_tree *t = s->c->view.tree;
    char buffer[64];
    demarche_str mark = dmr_clause_case(t, word, buffer, sizeof buffer);
    demarche_str all =
        dmr_str_format(s->arena, "%s%s%.*s", dmr_rel_name((dmr_rel)t->words[word].rel),
                       mark.len ? ":" : "", DMR_STR_ARG(mark));
    s->failed |= !all.ptr;
    return all;
}

/* The relations on the way up from `from`, joined: "nsubj>xcomp>". */
static demarche_str way_of(seer *s, int32_t from, int32_t top, const char *sign)
{
    const dmr_tree *t = s->c->view.tree;
    demarche_str way = DMR_STR("");
    for (int32_t w = from; w != top && w >= 0 && !s->failed; w = t->words[w].head) {
        const char *rel = dmr_rel_name((dmr_rel)t->words[w].rel);
        way = *sign == '>'
                  ? dmr_str_format(s->arena, "%.*s%s%s", DMR_STR_ARG(way), rel, sign)
                  : dmr_str_format(s->arena, "%s%s%.*s", sign, rel, DMR_STR_ARG(way));
        s->failed |= !way.ptr;
    }
    return way;
}

static void see_way(seer *s)
{
    const dmr_tree *t = s->c->view.tree;
    int32_t a = s->pair->source->list, b = s->pair->target->list;
    int32_t top = a == b ? t->words[a].head : dmr_tree_meeting(t, a, b);
    const char *upos = dmr_upos_name((dmr_upos)t->words[top].upos);
    demarche_str up = way_of(s, a, top, ">"), down = way_of(s, b, top, "<");
    demarche_str hold_a = top == a ? DMR_STR("top") : hold_of(s, a);
    demarche_str hold_b = top == b ? DMR_STR("top") : hold_of(s, b);
    if (s->failed)
        return;
    demarche_str way = a == b ? dmr_str_format(s->arena, "list %.*s", DMR_STR_ARG(hold_a))
                              : dmr_str_format(s->arena, "%.*s%s%.*s", DMR_STR_ARG(up),
                                               upos, DMR_STR_ARG(down));
    demarche_str holds =
        dmr_str_format(s->arena, "%.*s %.*s", DMR_STR_ARG(hold_a), DMR_STR_ARG(hold_b));
    if (!way.ptr || !holds.ptr) {
        s->failed = true;
        return;
    }
    see(s, "way", way);
    see(s, "holds", holds);
    see(s, "source-hold", hold_a);
    see(s, "target-hold", hold_b);
    see_c(s, "top", upos);
    see_c(s, "top-rel", dmr_rel_name((dmr_rel)t->words[top].rel));
    see_number(s, "length", s->pair->n_path);
    for (size_t i = 0; i < s->pair->n_path; i++) {
        if (s->pair->path[i] != top)
            see_c(s, "on-rel", dmr_rel_name((dmr_rel)t->words[s->pair->path[i]].rel));
    }
}

/* Which word the deed is, of what kind, what hangs on it, and where the two stand. */
static void see_deed(seer *s)
{
    const dmr_view *v = &s->c->view;
    const dmr_tree *t = v->tree;
    const dmr_fill_pair *p = s->pair;
    int32_t deed = p->path[0];
    int32_t from = p->source->party.last, to = p->target->party.first;
    bool turned = from >= to;
    if (turned) {
        from = p->target->party.last;
        to = p->source->party.first;
    }
    see(s, "deed", v->lemma[deed]);
    see(s, "deed-tag", t->words[deed].xpos);
    see_c(s, "order", turned ? "turned" : "straight");
    see_number(s, "gap", to > from ? (size_t)(to - from) / 4 : 0);
    for (int32_t k = t->words[deed].first_child; k >= 0; k = t->words[k].next_sibling) {
        uint8_t rel = t->words[k].rel;
        if (rel == DMR_REL_AUX || rel == DMR_REL_MARK || rel == DMR_REL_COP ||
            rel == DMR_REL_AUX_PASS || rel == DMR_REL_ADVMOD)
            see(s, "deed-aux", v->lemma[k]);
        see_c(s, "deed-rel", dmr_rel_name((dmr_rel)rel));
    }
}

/* Who they are, who stands between, and what is told of them. */
static void see_party(seer *s, const dmr_fill_party *p, const char *kind,
                      const char *told)
{
    const dmr_coding *c = s->c;
    uint32_t first = c->view.tree->sentence->first;
    uint32_t item = c->reading->mentions.word_mention[first + (uint32_t)p->word];
    const dmr_mention *m = item ? &c->reading->mentions.at[item - 1] : NULL;
    see_c(s, kind,
          !m                ? "none"
          : m->is_list_name ? "people"
                            : dmr_mention_kind_name(m->kind));
    see_c(s, kind, dmr_upos_name((dmr_upos)c->view.tree->words[p->word].upos));
    if (p->party.by_coreference)
        see_c(s, kind, "before");
    for (size_t i = c->first_of_sentence; i < c->events.n; i++) {
        const demarche_event *e = &c->events.at[i];
        for (size_t k = 0; k < e->n_actors; k++) {
            if (dmr_str_eq(e->actors[k].code, p->party.code))
                see_c(s, told, "actor");
        }
        for (size_t k = 0; k < e->n_recipients; k++) {
            if (dmr_str_eq(e->recipients[k].code, p->party.code))
                see_c(s, told, "recipient");
        }
    }
}

static void see_parties(seer *s)
{
    const dmr_fill_party *a = s->pair->source, *b = s->pair->target;
    int32_t from = a->word < b->word ? a->word : b->word;
    int32_t to = a->word < b->word ? b->word : a->word;
    size_t between = 0;
    see_party(s, a, "source", "source-told");
    see_party(s, b, "target", "target-told");
    for (size_t i = 0; i < s->parties->n; i++)
        between += s->parties->at[i].word > from && s->parties->at[i].word < to;
    see_number(s, "others-between", between);
    see_number(s, "parties", s->parties->n / 2);
    see_number(s, "events", s->c->events.n - s->c->first_of_sentence);
}

static const char *const trial_names[] = {"fired", "test", "actor", "recipient", "used"};

/* What the rules found at the words of the way: the deed's for itself. */
static void see_rules(seer *s)
{
    dmr_coding *c = s->c;
    for (size_t i = 0; i < s->pair->n_path; i++) {
        int32_t w = s->pair->path[i];
        dmr_near_rule near[1];
        size_t n = 0;
        dmr_near_rules(c, w, near, &n, 1);
        const char *what = c->used[w] ? "used"
                           : n == 0   ? "none"
                                      : trial_names[near[0].trial];
        if (n && !c->used[w] &&
            !dmr_rule_is_near(near[0].rule, near[0].trial, near[0].test))
            what = "far";
        see_c(s, i ? "on-rule" : "deed-rule", what);
        if (n && strcmp(what, "far") != 0)
            see_c(s, i ? "on-type" : "deed-type", near[0].rule->type->name);
    }
    const dmr_kin_row *kin = dmr_kin_of(&c->view, s->pair->path[0]);
    if (kin && kin->n)
        see(s, "kin", kin->at[0].lemma);
    if (kin)
        see_number(s, "kin-like", kin->like < 0.5 ? 0 : (size_t)(kin->like * 10) - 4);
    dmr_modality m = dmr_modality_of(&c->view, s->pair->path[0]);
    see_c(s, "modality", dmr_modality_name(m));
    if (m.planned)
        see_c(s, "modality", "planned");
    if (m.denied)
        see_c(s, "modality", "denied");
}

bool dmr_fill_pair_see(dmr_coding *c, dmr_fill_pair *pair,
                       const dmr_fill_parties *parties, dmr_arena *arena)
{
    seer s = {c, pair, parties, arena, false};
    pair->features = DMR_NEW(arena, dmr_relation_features);
    if (!pair->features)
        return false;
    see_c(&s, "any", "pair");
    see_way(&s);
    see_parties(&s);
    see_rules(&s);
    see_deed(&s);
    return !s.failed;
}
