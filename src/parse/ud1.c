#include "parse/ud1.h"

static bool is_predicate(const dmr_word *w)
{
    return w->upos == DMR_UPOS_VERB || w->upos == DMR_UPOS_ADJ ||
           w->upos == DMR_UPOS_ADV || w->upos == DMR_UPOS_AUX;
}

/* "was seized by rebels" */
static bool is_agent(const dmr_tree *tree, int32_t word, int32_t preposition)
{
    int32_t head = tree->words[word].head;
    return dmr_str_eq_nocase(tree->tokens[preposition].form, DMR_STR("by")) &&
           (dmr_tree_child(tree, head, DMR_REL_AUX_PASS) >= 0 ||
            dmr_tree_child(tree, head, DMR_REL_NSUBJ_PASS) >= 0);
}

/* What a phrase is called depends on what it hangs on and whether it has a preposition. */
static void renew_phrase(dmr_tree *tree, int32_t i)
{
    dmr_word *w = &tree->words[i];
    int32_t preposition = dmr_tree_child(tree, i, DMR_REL_CASE);
    bool verbal = w->head >= 0 && is_predicate(&tree->words[w->head]);
    if (preposition < 0)
        w->rel = verbal ? DMR_REL_OBL_UNMARKED : DMR_REL_NMOD_UNMARKED;
    else if (verbal)
        w->rel = is_agent(tree, i, preposition) ? DMR_REL_OBL_AGENT : DMR_REL_OBL;
}

/* "France and Italy": "and" hangs on Italy. */
static void renew_conjunction(dmr_tree *tree, int32_t i)
{
    dmr_word *w = &tree->words[i];
    int32_t next = w->next_sibling;
    while (next >= 0 && tree->words[next].rel != DMR_REL_CONJ)
        next = tree->words[next].next_sibling;
    if (w->head >= 0 && w->head < i && next >= 0)
        w->head = next;
}

void dmr_ud1_renew(dmr_tree *tree)
{
    for (int32_t i = 0; i < tree->n; i++) {
        dmr_word *w = &tree->words[i];
        if (w->rel == DMR_REL_NMOD)
            renew_phrase(tree, i);
        else if (w->rel == DMR_REL_CC)
            renew_conjunction(tree, i);
        else if (w->rel == DMR_REL_ADVMOD && w->upos == DMR_UPOS_DET)
            w->rel = DMR_REL_DET; /* "no", which was `neg` */
        else if ((w->rel == DMR_REL_COP || w->rel == DMR_REL_AUX_PASS) &&
                 w->upos == DMR_UPOS_VERB)
            w->upos = DMR_UPOS_AUX;
    }
    dmr_tree_link(tree);
}
