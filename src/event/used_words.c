#include "event/coding.h"

static void use_word(dmr_coding *c, int32_t word, int32_t by)
{
    if (!c->used[word])
        c->used_by[word] = by;
    c->used[word] = true;
}

/* Mark what a complement says: all below it but relative clauses, which tell of deeds of
 * their own. */
static void use_up(dmr_coding *c, int32_t top, int32_t by, int depth)
{
    use_word(c, top, by);
    if (depth > 30)
        return;
    for (int32_t k = c->view.tree->words[top].first_child; k >= 0;
         k = c->view.tree->words[k].next_sibling) {
        uint8_t rel = c->view.tree->words[k].rel;
        if (rel != DMR_REL_ACL_RELCL && rel != DMR_REL_PARATAXIS && rel != DMR_REL_APPOS)
            use_up(c, k, by, depth + 1);
    }
}

static void use_slot(dmr_coding *c, const dmr_match *match, dmr_slot slot)
{
    dmr_fillers fillers = {.n = 0};
    dmr_clause_fill(c->view.tree, match->word, slot, NULL, 0, &fillers);
    for (size_t k = 0; k < fillers.n; k++) {
        if (dmr_tree_under(c->view.tree, fillers.at[k], match->word))
            use_up(c, fillers.at[k], match->word, 0);
    }
}

static void use_complements(dmr_coding *c, const dmr_match *match, const dmr_type *type,
                            bool clauses_only)
{
    if (!type->absorbs)
        return;
    static const dmr_slot_kind complements[] = {DMR_SLOT_XCOMP, DMR_SLOT_CCOMP,
                                                DMR_SLOT_OBJ};
    for (size_t i = 0; i < (clauses_only ? 2 : 3); i++)
        use_slot(c, match, (dmr_slot){complements[i], {NULL, 0}});
    /* "Lifted the ban on imports", "blamed Chad for the raid". */
    static const char *const themes[] = {"of", "for", "on", "over", "about", "against"};
    for (size_t i = 0; !clauses_only && i < sizeof themes / sizeof *themes; i++)
        use_slot(c, match, (dmr_slot){DMR_SLOT_PREP, dmr_str_c(themes[i])});
}

void dmr_used_match(dmr_coding *c, const dmr_match *match, const dmr_type *type)
{
    use_word(c, match->word, match->word);
    for (size_t i = 0; i < match->n_anchors; i++)
        use_word(c, match->anchors[i], match->word);
    use_complements(c, match, type, false);
}

void dmr_used_clauses(dmr_coding *c, const dmr_match *match, const dmr_type *type)
{
    use_complements(c, match, type, true);
}
