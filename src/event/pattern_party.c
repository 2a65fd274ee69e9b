/*
 * Whom a noun phrase stands for, in the codes of the dictionaries. A list gives each member; of
 * two actors in one member the first counts ("Gondor's dispute with Arnor"); agents are
 * added where they stand in the actor's own phrase, or in one that it belongs to: "the
 * ambassadors of A and B" are A's and B's, "A's media and government" both A's.
 */
#include "event/pattern_view.h"

enum { MEMBERS_MAX = 16, DEPTH_MAX = 4 };

static bool is_nominal(const dmr_tree *t, int32_t w)
{
    switch (t->words[w].upos) {
    case DMR_UPOS_NOUN:
    case DMR_UPOS_PROPN:
    case DMR_UPOS_PRON:
    case DMR_UPOS_NUM:
    case DMR_UPOS_ADJ:
    case DMR_UPOS_X:
        return true;
    default:
        return false;
    }
}

/* The word that `w` belongs to within one noun phrase, prepositions in it too; -1: none. */
static int32_t above(const dmr_tree *t, int32_t w)
{
    int32_t head = t->words[w].head;
    uint8_t rel = t->words[w].rel;
    if (head < 0 || !is_nominal(t, head))
        return -1;
    bool modifier = dmr_pattern_base(t, w) != w || rel == DMR_REL_NMOD ||
                    rel == DMR_REL_APPOS || rel == DMR_REL_CONJ || rel == DMR_REL_CASE ||
                    rel == DMR_REL_DEP; /* a name misread */
    return modifier ? head : -1;
}

/* Whether `w` is a member of the list of its head: joined to it, or, in "A, B and C", a name
 * that the parser took for an apposition. */
static bool is_member(const dmr_pattern_view *v, int32_t w)
{
    const dmr_tree *t = v->tree;
    int32_t head = t->words[w].head;
    if (head < 0 || !is_nominal(t, head) || !is_nominal(t, w))
        return false;
    if (t->words[w].rel != DMR_REL_APPOS)
        return t->words[w].rel == DMR_REL_CONJ;
    int32_t joined = dmr_tree_child(t, head, DMR_REL_CONJ);
    if (joined < 0)
        joined = dmr_tree_child(t, w, DMR_REL_CONJ);
    bool named = false;
    for (size_t i = 0; i < v->n_names; i++)
        named |= !v->names[i].agent && v->names[i].head == w;
    return named && joined > w;
}

/* The members of the list that begins with `first`. */
static size_t members_of(const dmr_pattern_view *v, int32_t first,
                         int32_t out[MEMBERS_MAX])
{
    const dmr_tree *t = v->tree;
    size_t n = 0;
    out[n++] = first;
    for (size_t i = 0; i < n; i++) {
        for (int32_t c = t->words[out[i]].first_child; c >= 0 && n < MEMBERS_MAX;
             c = t->words[c].next_sibling) {
            if (is_member(v, c))
                out[n++] = c;
        }
    }
    return n;
}

static int32_t list_start(const dmr_pattern_view *v, int32_t w)
{
    while (is_member(v, w))
        w = v->tree->words[w].head;
    return w;
}

/* Whether `w` belongs to the member with head `m`, and not to another of its list. */
static bool belongs(const dmr_pattern_view *v, int32_t w, int32_t m)
{
    while (w >= 0 && w != m) {
        int32_t up = above(v->tree, w);
        if (up == m && is_member(v, w))
            return false;
        w = up;
    }
    return w == m;
}

typedef struct gatherer {
    const dmr_pattern_view *v;
    int32_t lo, hi;
    dmr_pattern_group *out;
} gatherer;

static bool in_range(const gatherer *g, const dmr_pattern_name *name)
{
    return name->first >= g->lo && name->last < g->hi;
}

static const dmr_pattern_name *first_actor(const gatherer *g, int32_t m)
{
    for (size_t i = 0; i < g->v->n_names; i++) {
        const dmr_pattern_name *name = &g->v->names[i];
        if (!name->agent && in_range(g, name) && belongs(g->v, name->head, m))
            return name;
    }
    return NULL;
}

/* The first word of a list on the way from an actor up to its member; -1: none. */
static int32_t inner_list(const dmr_pattern_view *v, int32_t w, int32_t m)
{
    int32_t members[MEMBERS_MAX];
    while (w >= 0 && w != m) {
        int32_t first = list_start(v, w);
        if (first != m && members_of(v, first, members) > 1)
            return first;
        w = above(v->tree, w);
    }
    return -1;
}

static void add_agent(dmr_pattern_party *p, const dmr_pattern_name *agent)
{
    for (size_t i = 0; i < p->n_agents; i++)
        if (p->agents[i] == agent)
            return;
    if (p->n_agents < DMR_PATTERN_AGENTS_MAX)
        p->agents[p->n_agents++] = agent;
}

/* Whether the agent's own phrase has one of the words on the way from `low` up to `m`. */
static bool on_the_way(const dmr_tree *t, const dmr_pattern_name *agent, int32_t low,
                       int32_t m)
{
    for (int32_t w = low; w >= 0; w = w == m ? -1 : above(t, w)) {
        if (dmr_pattern_base(t, agent->head) == dmr_pattern_base(t, w))
            return true;
    }
    return false;
}

static void add_agents(const gatherer *g, size_t from, int32_t low, int32_t m)
{
    for (size_t i = 0; i < g->v->n_names; i++) {
        const dmr_pattern_name *agent = &g->v->names[i];
        if (!agent->agent || !in_range(g, agent) || !belongs(g->v, agent->head, m) ||
            !on_the_way(g->v->tree, agent, low, m))
            continue;
        for (size_t k = from; k < g->out->n; k++)
            add_agent(&g->out->at[k], agent);
    }
}

static dmr_pattern_party *new_party(const gatherer *g, const dmr_pattern_name *actor,
                                    int32_t member)
{
    if (g->out->n == DMR_PATTERN_PARTIES_MAX)
        return NULL;
    dmr_pattern_party *p = &g->out->at[g->out->n++];
    *p = (dmr_pattern_party){.actor = actor, .member = member};
    return p;
}

/* A member without an actor: "---GOV". */
static void add_bare(const gatherer *g, int32_t m)
{
    dmr_pattern_party *p = NULL;
    for (size_t i = 0; i < g->v->n_names; i++) {
        const dmr_pattern_name *agent = &g->v->names[i];
        if (!agent->agent || !in_range(g, agent) || !belongs(g->v, agent->head, m))
            continue;
        if (!p)
            p = new_party(g, NULL, m);
        if (p)
            add_agent(p, agent);
    }
}

static bool is_named_by(const dmr_pattern_name *name, int32_t word)
{
    return name->first <= word && word <= name->last;
}

/* "A's media and government", "officials and lawmakers of A": members that only say what
 * they are have the actors of one beside them that says both. */
static void inherit(const gatherer *g, size_t from)
{
    size_t n = g->out->n;
    for (size_t i = from; i < n; i++) {
        dmr_pattern_party bare = g->out->at[i];
        bool first = true;
        for (size_t k = from; k < n && !bare.actor; k++) {
            const dmr_pattern_party *giver = &g->out->at[k];
            bool gives = false;
            for (size_t a = 0; giver->actor && a < giver->n_agents; a++)
                gives |= is_named_by(giver->agents[a], giver->member);
            if (!gives || giver->member == bare.member)
                continue;
            dmr_pattern_party made = bare;
            made.actor = giver->actor;
            for (size_t a = 0; a < giver->n_agents; a++)
                if (!is_named_by(giver->agents[a], giver->member))
                    add_agent(&made, giver->agents[a]);
            if (first)
                g->out->at[i] = made;
            else if (g->out->n < DMR_PATTERN_PARTIES_MAX)
                g->out->at[g->out->n++] = made;
            first = false;
        }
    }
}

static void gather(const gatherer *g, int32_t first, int depth)
{
    int32_t members[MEMBERS_MAX];
    const dmr_tree *t = g->v->tree;
    size_t n = members_of(g->v, first, members), from = g->out->n;
    for (size_t i = 0; i < n; i++) {
        int32_t m = members[i];
        size_t begun = g->out->n;
        const dmr_pattern_name *actor = first_actor(g, m);
        if (!actor) {
            add_bare(g, m);
            continue;
        }
        int32_t inner = depth < DEPTH_MAX ? inner_list(g->v, actor->head, m) : -1;
        if (inner < 0) {
            new_party(g, actor, m);
            add_agents(g, begun, actor->head, m);
            continue;
        }
        gather(g, inner, depth + 1);
        add_agents(g, begun, above(t, inner), m);
        for (size_t k = begun; k < g->out->n; k++)
            g->out->at[k].member = m;
    }
    inherit(g, from);
}

/* -------------------------------------------------------------------------- codes */

/* Whether `code` has `part` at a step of three letters. */
static bool has_part(demarche_str code, demarche_str part)
{
    for (size_t i = 0; i + part.len <= code.len; i += 3)
        if (memcmp(code.ptr + i, part.ptr, part.len) == 0)
            return true;
    return false;
}

/* The actor's code with those of its agents in order of the text, none twice. */
static bool compose(const dmr_pattern_view *v, dmr_pattern_party *p)
{
    demarche_str code = p->actor ? p->actor->code : DMR_STR("---");
    for (size_t k = 0; k < v->n_names; k++) {
        const dmr_pattern_name *agent = NULL;
        for (size_t i = 0; i < p->n_agents; i++)
            if (p->agents[i] == &v->names[k])
                agent = p->agents[i];
        if (!agent)
            continue;
        bool behind = agent->code.ptr[0] == '~';
        demarche_str part = dmr_str(agent->code.ptr + behind, agent->code.len - 1);
        part = dmr_str_trim(part);
        if (has_part(code, part))
            continue;
        code = behind ? dmr_str_format(v->arena, "%.*s%.*s", (int)code.len, code.ptr,
                                       (int)part.len, part.ptr)
                      : dmr_str_format(v->arena, "%.*s%.*s", (int)part.len, part.ptr,
                                       (int)code.len, code.ptr);
        if (!code.ptr)
            return false;
    }
    p->code = code;
    return true;
}

static void stretch(dmr_pattern_group *g, const dmr_pattern_name *name, bool *begun)
{
    if (!*begun || name->first < g->first)
        g->first = name->first;
    if (!*begun || name->last > g->last)
        g->last = name->last;
    *begun = true;
}

bool dmr_pattern_group_of(const dmr_pattern_view *v, int32_t w, int32_t lo, int32_t hi,
                          dmr_pattern_group *out)
{
    bool begun = false;
    out->n = 0;
    out->coded = false;
    for (int32_t up = w; up >= lo && up < hi; up = above(v->tree, up))
        w = up;
    out->top = w;
    gatherer g = {v, lo, hi, out};
    gather(&g, w, 0);
    for (size_t i = 0; i < out->n; i++) {
        dmr_pattern_party *p = &out->at[i];
        if (!compose(v, p))
            return false;
        out->coded |= p->actor != NULL;
        if (p->actor)
            stretch(out, p->actor, &begun);
        for (size_t k = 0; k < p->n_agents; k++)
            stretch(out, p->agents[k], &begun);
    }
    return true;
}

/* The words of the noun phrase, in quotation marks; a "'s" is no word of its own. */
static demarche_str quoted(const dmr_pattern_view *v, int32_t first, int32_t last)
{
    demarche_str s = DMR_STR("\"");
    for (int32_t w = first; w <= last && s.ptr; w++) {
        demarche_str word = v->capitals[w];
        if (word.len && word.ptr[0] == '\'')
            continue;
        s = dmr_str_format(v->arena, s.len > 1 ? "%.*s %.*s" : "%.*s%.*s", (int)s.len,
                           s.ptr, (int)word.len, word.ptr);
    }
    return s.ptr ? dmr_str_format(v->arena, "%.*s\"", (int)s.len, s.ptr) : s;
}

bool dmr_pattern_new_actor(const dmr_pattern_view *v, int32_t w, uint32_t most,
                           dmr_pattern_group *out)
{
    const dmr_tree *t = v->tree;
    int32_t first = w, last = w;
    uint32_t n = 0;
    out->n = 0;
    while (first > 0 && belongs(v, first - 1, w) &&
           t->words[first - 1].upos != DMR_UPOS_PUNCT &&
           !(t->words[first - 1].rel == DMR_REL_CASE && t->words[first - 1].head == w))
        first--;
    for (int32_t k = w + 1; k < t->n && t->words[k].upos != DMR_UPOS_PUNCT; k++) {
        if (!belongs(v, k, w))
            break;
        last = k;
    }
    for (int32_t k = first; k <= last; k++)
        n += v->capitals[k].len && v->capitals[k].ptr[0] != '\'';
    if (n > most || t->words[w].upos == DMR_UPOS_PRON)
        return true;
    dmr_pattern_name *name = DMR_NEW(v->arena, dmr_pattern_name);
    if (!name)
        return false;
    *name = (dmr_pattern_name){first, last, w, quoted(v, first, last), false, {NULL, 0}};
    name->name = name->code;
    out->at[0] = (dmr_pattern_party){.actor = name, .member = w, .code = name->code};
    out->n = 1;
    out->first = first;
    out->last = last;
    out->top = w;
    out->coded = true;
    return name->code.ptr != NULL;
}
