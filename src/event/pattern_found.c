#include "event/pattern_found.h"

#include "event/pattern_site.h"

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
static void try_block(const dmr_pattern_view *v, const dmr_pattern_verb *verb,
                      dmr_pattern_found *best)
{
    const dmr_block *block = &v->patterns->blocks[verb->block];
    for (size_t i = 0; i < block->n; i++) {
        const dmr_pattern *p = &block->patterns[i];
        if (best->pattern && steps_of(p) <= steps_of(best->pattern))
            return;
        dmr_pattern_parties parties;
        if (!dmr_pattern_holds(v, &best->site, p, &parties))
            continue;
        best->verb = verb;
        best->pattern = p;
        best->deed = &p->deed;
        best->parties = parties;
        return;
    }
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

/* The verb's words, where one of them is a verb to the parser ("wire tap"). */
static bool find_site(const dmr_pattern_view *v, const dmr_verb_form *form, int32_t w,
                      dmr_pattern_site *site)
{
    site->first = w - (int32_t)form->before.n;
    site->last = w + (int32_t)form->behind.n;
    site->verb = w;
    if (!is_verb(v->tree, w))
        for (site->verb = site->first;
             site->verb <= site->last && !is_verb(v->tree, site->verb);)
            site->verb++;
    return site->verb <= site->last;
}

bool dmr_pattern_find(const dmr_pattern_view *v, int32_t w, int32_t begin,
                      dmr_pattern_found *out)
{
    enum { VERBS_MAX = 8 };
    const dmr_verb_form *forms[VERBS_MAX];
    size_t n = fitting(v, w, forms, VERBS_MAX);
    *out = (dmr_pattern_found){.verb = NULL};
    if (n == 0 || !find_site(v, forms[0], w, &out->site))
        return true;
    if (begin > out->site.first)
        begin = out->site.first;
    if (!dmr_pattern_site_make(&out->site, v, out->site.verb, out->site.first,
                               out->site.last, begin))
        return false;
    out->told = out->site.verb;
    for (size_t i = 0; i < n; i++)
        try_block(v, &v->patterns->verbs[forms[i]->verb], out);
    for (size_t i = 0; i < n && !out->pattern; i++) {
        const dmr_pattern_verb *verb = &v->patterns->verbs[forms[i]->verb];
        bool better =
            !out->deed || (dmr_deed_is_null(out->deed) && !dmr_deed_is_null(&verb->deed));
        if (better) {
            out->verb = verb;
            out->deed = &verb->deed;
        }
    }
    return true;
}
