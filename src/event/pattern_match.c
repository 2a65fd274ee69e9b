#include "event/pattern_match.h"

typedef struct matcher {
    const dmr_pattern_view *v;
    const dmr_pattern_site *site;
    const dmr_pattern *pattern;
    dmr_pattern_parties *out;
    bool backwards;
    int budget; /* of tries: hostile patterns and sentences end */
} matcher;

enum { TRIES = 20000 };

/* ------------------------------------------------------------------------- parties */

void dmr_pattern_first_group(const dmr_pattern_view *v, int32_t lo, int32_t hi,
                             bool backwards, const bool *only, dmr_pattern_group *out)
{
    out->n = 0;
    for (int agents = 0; agents < 2 && !out->n; agents++) {
        for (size_t i = 0; i < v->n_names && !out->n; i++) {
            const dmr_pattern_name *name = &v->names[backwards ? v->n_names - 1 - i : i];
            if (name->agent != (agents != 0) || name->first < lo || name->last >= hi ||
                (only && !only[name->first]))
                continue;
            if (!dmr_pattern_group_of(v, name->head, lo, hi, out))
                out->n = 0;
        }
    }
}

/* ------------------------------------------------------------------- noun phrases */

/* The word behind the noun phrase that is next from `at` on; -1: there is none. */
static int32_t skip_forward(const matcher *m, int32_t at)
{
    const dmr_tree *t = m->v->tree;
    for (int32_t w = at; w < m->site->end; w++) {
        uint8_t upos = t->words[w].upos;
        bool noun = upos == DMR_UPOS_NOUN || upos == DMR_UPOS_PROPN ||
                    (upos == DMR_UPOS_PRON && t->words[w].rel != DMR_REL_NMOD_POSS);
        if (!noun || !m->site->behind[w])
            continue;
        int32_t base = dmr_pattern_base(t, w), last = base > w ? base : w;
        while (last + 1 < m->site->end && dmr_pattern_base(t, last + 1) == base)
            last++;
        return last + 1;
    }
    return -1;
}

static int32_t skip_back(const matcher *m, int32_t at)
{
    const dmr_tree *t = m->v->tree;
    for (int32_t w = at; w >= m->site->begin; w--) {
        uint8_t upos = t->words[w].upos;
        if (upos != DMR_UPOS_NOUN && upos != DMR_UPOS_PROPN && upos != DMR_UPOS_PRON)
            continue;
        int32_t base = dmr_pattern_base(t, w), first = w;
        while (first > m->site->begin && dmr_pattern_base(t, first - 1) == base)
            first--;
        return first - 1;
    }
    return -1;
}

/* --------------------------------------------------------------------------- words */

/* How many words of the text from `at` on, before `stop`, are these. 0: they are not. */
static int32_t spelt(const matcher *m, const dmr_words *words, int32_t at, int32_t stop)
{
    int32_t n = 0;
    for (size_t i = 0; i < words->n; i++) {
        int32_t took = dmr_pattern_spells(m->v, at + n, stop, words->at[i]);
        if (!took)
            return 0;
        n += took;
    }
    return n;
}

/* The same from `w` on; backwards, up to and with `w`. A word may be several of the text. */
static int32_t words_at(const matcher *m, const dmr_words *words, int32_t w)
{
    enum { PARTS_MAX = 5 };
    if (!m->backwards)
        return spelt(m, words, w, m->site->end);
    for (int32_t parts = (int32_t)words->n; parts < (int32_t)words->n + PARTS_MAX;
         parts++) {
        if (w - parts + 1 < m->site->begin)
            return 0;
        if (spelt(m, words, w - parts + 1, w + 1) == parts)
            return parts;
    }
    return 0;
}

static int32_t step_at(const matcher *m, const dmr_step *step, int32_t w)
{
    if (step->kind == DMR_STEP_WORD) {
        const dmr_words one = {&step->word, 1};
        return words_at(m, &one, w);
    }
    const dmr_word_set *set = &m->v->patterns->sets[step->set];
    for (size_t i = 0; i < set->n; i++) {
        int32_t n = words_at(m, &set->entries[i], w);
        if (n)
            return n;
    }
    return 0;
}

/* Words in one {} or () belong to one phrase. */
static bool in_phrase(const matcher *m, int32_t before, int32_t w)
{
    const dmr_tree *t = m->v->tree;
    int32_t head = t->words[before].head;
    return dmr_tree_under(t, before, w) || (head >= 0 && dmr_tree_under(t, w, head));
}

static bool holds_from(matcher *m, size_t i, int32_t at, int32_t before);

static bool word_from(matcher *m, size_t i, int32_t at, int32_t before)
{
    const dmr_step *steps = m->backwards ? m->pattern->before : m->pattern->behind;
    const dmr_step *step = &steps[i];
    bool same_phrase = i && step->phrase && steps[i - 1].phrase == step->phrase;
    int32_t w = at;
    while (m->backwards ? w >= m->site->begin : w < m->site->end) {
        bool counts = m->backwards || m->site->behind[w];
        if (m->pattern->in_clause && !m->backwards)
            counts &= m->site->own[w];
        int32_t n = counts ? step_at(m, step, w) : 0;
        if (n && same_phrase && before >= 0 && !in_phrase(m, before, w))
            n = 0;
        if (n && holds_from(m, i + 1, m->backwards ? w - n : w + n, w))
            return true;
        if (step->close)
            return false;
        w += m->backwards ? -1 : 1;
    }
    return false;
}

static bool mark_from(matcher *m, size_t i, int32_t at)
{
    const dmr_step *step = &(m->backwards ? m->pattern->before : m->pattern->behind)[i];
    dmr_pattern_group *group = step->kind == DMR_STEP_SOURCE   ? &m->out->source
                               : step->kind == DMR_STEP_TARGET ? &m->out->target
                                                               : &m->out->both;
    if (m->backwards)
        dmr_pattern_first_group(m->v, m->site->begin, at + 1, true, NULL, group);
    else
        dmr_pattern_first_group(m->v, at, m->site->end, false, m->site->behind, group);
    if (!group->n || (step->kind == DMR_STEP_BOTH && group->n < 2))
        return false;
    /* "$_*": the phrase begins right there. */
    if (step->close && !dmr_tree_under(m->v->tree, at, group->top))
        return false;
    if (step->kind == DMR_STEP_BOTH)
        m->out->both_behind = !m->backwards;
    return holds_from(m, i + 1, m->backwards ? group->first - 1 : group->last + 1, -1);
}

static bool holds_from(matcher *m, size_t i, int32_t at, int32_t before)
{
    size_t n = m->backwards ? m->pattern->n_before : m->pattern->n_behind;
    if (i == n)
        return true;
    if (m->budget-- <= 0)
        return false;
    switch ((m->backwards ? m->pattern->before : m->pattern->behind)[i].kind) {
    case DMR_STEP_WORD:
    case DMR_STEP_SET:
        return word_from(m, i, at, before);
    case DMR_STEP_SKIP: {
        int32_t next = m->backwards ? skip_back(m, at) : skip_forward(m, at);
        return next >= 0 && holds_from(m, i + 1, next, -1);
    }
    default:
        return mark_from(m, i, at);
    }
}

bool dmr_pattern_holds(const dmr_pattern_view *v, const dmr_pattern_site *site,
                       const dmr_pattern *pattern, dmr_pattern_parties *out)
{
    matcher m = {.v = v, .site = site, .pattern = pattern, .out = out, .budget = TRIES};
    out->source.n = out->target.n = out->both.n = 0;
    out->both_behind = false;
    if (!holds_from(&m, 0, site->last + 1, -1))
        return false;
    m.backwards = true;
    return holds_from(&m, 0, site->first - 1, -1);
}
