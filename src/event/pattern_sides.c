/*
 * Who and whom. The marks of a pattern say it; else the source is the subject, or the nearest
 * name before the verb, and the target the first one behind it, and the other way round in a
 * passive.
 */
#include "event/clause.h"
#include "event/pattern_found.h"
#include "event/pattern_site.h"

int32_t dmr_pattern_noun_behind(const dmr_pattern_view *v, const dmr_pattern_site *site)
{
    const dmr_tree *t = v->tree;
    for (int32_t w = site->last + 1; w < site->end; w++) {
        uint8_t upos = t->words[w].upos, rel = t->words[w].rel;
        bool noun = upos == DMR_UPOS_NOUN || upos == DMR_UPOS_PROPN;
        if (noun && site->behind[w] && rel != DMR_REL_OBL_UNMARKED &&
            dmr_pattern_base(t, w) == w)
            return w;
    }
    return -1;
}

static bool overlap(const dmr_pattern_group *a, const dmr_pattern_group *b)
{
    return a->n && b->n && a->first <= b->last && b->first <= a->last;
}

/* The subject's group, before the verb; else the nearest before it. */
static bool find_before(const dmr_pattern_view *v, const dmr_pattern_site *site,
                        const dmr_pattern_group *taken, dmr_pattern_group *out)
{
    int32_t subject = dmr_pattern_subject(v->tree, site->verb), hi = site->first;
    out->n = 0;
    if (subject >= 0 && subject < site->first &&
        !dmr_pattern_group_of(v, subject, 0, site->first, out))
        return false;
    if (out->n && !overlap(out, taken))
        return true;
    if (taken->n && taken->first < hi)
        hi = taken->first;
    dmr_pattern_first_group(v, site->begin, hi, true, NULL, out);
    uint32_t most = v->reading->source->wishes.new_actor_words;
    if (out->n || !most || subject < 0 || subject >= site->first)
        return true;
    return dmr_pattern_new_actor(v, subject, most, out);
}

static bool find_behind(const dmr_pattern_view *v, const dmr_pattern_site *site,
                        const dmr_pattern_group *taken, dmr_pattern_group *out)
{
    int32_t lo = site->last + 1;
    dmr_pattern_first_group(v, lo, site->end, false, site->behind, out);
    if (overlap(out, taken))
        dmr_pattern_first_group(v, taken->last + 1, site->end, false, site->behind, out);
    uint32_t most = v->reading->source->wishes.new_actor_words;
    int32_t noun = !out->n && most ? dmr_pattern_noun_behind(v, site) : -1;
    return noun < 0 || dmr_pattern_new_actor(v, noun, most, out);
}

/* "by" and who did it; -1: nobody is named. */
static int32_t agent_of(const dmr_pattern_view *v, int32_t verb)
{
    const dmr_tree *t = v->tree;
    for (int32_t w = t->words[verb].first_child; w >= 0; w = t->words[w].next_sibling) {
        int32_t mark = dmr_tree_child(t, w, DMR_REL_CASE);
        bool oblique =
            t->words[w].rel == DMR_REL_OBL || t->words[w].rel == DMR_REL_OBL_AGENT;
        if (oblique && w > verb && mark >= 0 && dmr_str_is(v->capitals[mark], "BY"))
            return w;
    }
    return -1;
}

/* Whether the group is whom something goes to: "was sent to A". */
static bool is_goal(const dmr_pattern_view *v, const dmr_pattern_group *g, int32_t verb)
{
    const dmr_tree *t = v->tree;
    int32_t w = g->n ? g->first : -1;
    while (w >= 0 && t->words[w].head != verb)
        w = t->words[w].head;
    int32_t mark = w >= 0 ? dmr_tree_child(t, w, DMR_REL_CASE) : -1;
    return mark >= 0 && dmr_str_is(v->capitals[mark], "TO");
}

/* "Is said to be about to": what is said is below it. "Was shot dead" is said of nobody. */
static bool reports(const dmr_tree *t, int32_t verb)
{
    int32_t below = dmr_tree_child(t, verb, DMR_REL_XCOMP);
    bool adjective = below >= 0 && t->words[below].upos == DMR_UPOS_ADJ &&
                     dmr_tree_child(t, below, DMR_REL_MARK) < 0;
    return (below >= 0 && !adjective) || dmr_tree_child(t, verb, DMR_REL_CCOMP) >= 0;
}

/* "was opposed by A", "was criticised over its dispute with A". What is said to be done
 * is no passive of who does it. */
static bool find_passive(const dmr_pattern_view *v, const dmr_pattern_site *site,
                         dmr_pattern_group *source, dmr_pattern_group *target, bool *is)
{
    const dmr_tree *t = v->tree;
    dmr_pattern_group nobody = {.n = 0};
    *is = dmr_clause_is_passive(t, site->verb) && !reports(t, site->verb);
    if (!*is)
        return true;
    int32_t agent = agent_of(v, site->verb);
    source->n = 0;
    if (agent >= 0 && !dmr_pattern_group_of(v, agent, site->last + 1, site->end, source))
        return false;
    if (agent < 0 && !find_behind(v, site, &nobody, source))
        return false;
    if (is_goal(v, source, site->verb))
        source->n = 0;
    return find_before(v, site, source, target);
}

bool dmr_pattern_sides(const dmr_pattern_view *v, const dmr_pattern_site *site,
                       dmr_pattern_parties *p)
{
    dmr_pattern_group *source = &p->source, *target = &p->target;
    dmr_pattern_group nobody = {.n = 0};
    if (p->both.n && !p->both_behind)
        return true;
    if (p->both.n) {
        *target = p->both; /* "agrees with A and B" */
        p->both.n = 0;
        if (!find_before(v, site, &nobody, source))
            return false;
        if (!source->n) {
            p->both = *target;
            target->n = 0;
        }
        return true;
    }
    bool passive = false;
    if (!source->n && !target->n && !find_passive(v, site, source, target, &passive))
        return false;
    if (passive)
        return true;
    if (!source->n && !find_before(v, site, target, source))
        return false;
    return target->n || find_behind(v, site, source, target);
}
