#include "parse/tree.h"

static const char *const UPOS_NAMES[] = {
#define DMR_UPOS_NAME(name) #name,
    DMR_UPOS_LIST(DMR_UPOS_NAME)
#undef DMR_UPOS_NAME
};

static const char *const REL_NAMES[] = {
#define DMR_REL_NAME(id, name) name,
    DMR_REL_LIST(DMR_REL_NAME)
#undef DMR_REL_NAME
};

static const char *const ENT_NAMES[] = {"-",
#define DMR_ENT_NAME(id, name) name,
                                        DMR_ENT_LIST(DMR_ENT_NAME)
#undef DMR_ENT_NAME
};

const char *dmr_upos_name(dmr_upos upos)
{
    return (unsigned)upos < DMR_UPOS_COUNT ? UPOS_NAMES[upos] : "X";
}

const char *dmr_rel_name(dmr_rel rel)
{
    return (unsigned)rel < DMR_REL_COUNT ? REL_NAMES[rel] : "dep";
}

const char *dmr_ent_name(dmr_entity_kind ent)
{
    return (unsigned)ent < DMR_ENT_COUNT ? ENT_NAMES[ent] : "-";
}

/* What the first version of Universal Dependencies called otherwise. */
static const struct {
    const char *name;
    dmr_rel rel;
} OLD_RELS[] = {
    {"dobj", DMR_REL_OBJ},
    {"nsubjpass", DMR_REL_NSUBJ_PASS},
    {"csubjpass", DMR_REL_CSUBJ_PASS},
    {"auxpass", DMR_REL_AUX_PASS},
    {"neg", DMR_REL_ADVMOD},
    {"name", DMR_REL_FLAT},
    {"mwe", DMR_REL_FIXED},
    {"foreign", DMR_REL_FLAT},
    {"remnant", DMR_REL_ORPHAN},
};

dmr_upos dmr_upos_by_name(demarche_str name)
{
    if (dmr_str_is(name, "CONJ")) /* of the first version */
        return DMR_UPOS_CCONJ;
    for (int i = 0; i < DMR_UPOS_COUNT; i++) {
        if (dmr_str_is(name, UPOS_NAMES[i]))
            return (dmr_upos)i;
    }
    return DMR_UPOS_COUNT;
}

dmr_rel dmr_rel_by_name(demarche_str name)
{
    for (int i = 0; i < DMR_REL_COUNT; i++) {
        if (dmr_str_is(name, REL_NAMES[i]))
            return (dmr_rel)i;
    }
    for (size_t i = 0; i < sizeof OLD_RELS / sizeof *OLD_RELS; i++) {
        if (dmr_str_is(name, OLD_RELS[i].name))
            return OLD_RELS[i].rel;
    }
    size_t colon = dmr_str_find(name, DMR_STR(":"), 0);
    if (colon != SIZE_MAX)
        return dmr_rel_by_name(dmr_str(name.ptr, colon));
    return DMR_REL_COUNT;
}

dmr_entity_kind dmr_ent_by_name(demarche_str name)
{
    for (int i = 0; i < DMR_ENT_COUNT; i++) {
        if (dmr_str_is(name, ENT_NAMES[i]))
            return (dmr_entity_kind)i;
    }
    return DMR_ENT_COUNT;
}

void dmr_tree_link(dmr_tree *tree)
{
    tree->root = -1;
    for (int32_t i = 0; i < tree->n; i++)
        tree->words[i].first_child = -1;
    /* From the right, so that each list comes out in order of the text. */
    for (int32_t i = tree->n - 1; i >= 0; i--) {
        dmr_word *w = &tree->words[i];

        w->next_sibling = -1;
        if (w->head < 0) {
            tree->root = i;
        } else {
            w->next_sibling = tree->words[w->head].first_child;
            tree->words[w->head].first_child = i;
        }
    }
}

int32_t dmr_tree_child(const dmr_tree *tree, int32_t word, dmr_rel rel)
{
    int32_t c = tree->words[word].first_child;

    while (c >= 0 && tree->words[c].rel != rel)
        c = tree->words[c].next_sibling;
    return c;
}

bool dmr_tree_under(const dmr_tree *tree, int32_t word, int32_t top)
{
    /* No path is longer than the sentence: heads of foreign trees may form a ring. */
    for (int32_t steps = 0; word >= 0 && steps <= tree->n; steps++) {
        if (word == top)
            return true;
        word = tree->words[word].head;
    }
    return false;
}

static int32_t depth_of(const dmr_tree *t, int32_t w)
{
    int32_t depth = 0;
    for (; w >= 0 && depth <= t->n; w = t->words[w].head)
        depth++;
    return depth;
}

/* Climb from both, the deeper one first, to where they meet; *steps is how far it was. */
static int32_t climb_together(const dmr_tree *t, int32_t a, int32_t b, int32_t *steps)
{
    int32_t da = depth_of(t, a), db = depth_of(t, b);
    for (*steps = 0; a != b && a >= 0 && b >= 0 && *steps < 2 * t->n; ++*steps) {
        if (da >= db) {
            a = t->words[a].head;
            da--;
        } else {
            b = t->words[b].head;
            db--;
        }
    }
    return a == b ? a : -1;
}

int32_t dmr_tree_meeting(const dmr_tree *tree, int32_t a, int32_t b)
{
    int32_t steps;
    return climb_together(tree, a, b, &steps);
}

int32_t dmr_tree_distance(const dmr_tree *tree, int32_t a, int32_t b)
{
    int32_t steps;
    climb_together(tree, a, b, &steps);
    return steps;
}

void dmr_tree_span(const dmr_tree *tree, int32_t word, int32_t *first, int32_t *last)
{
    int32_t v = word;

    *first = word;
    *last = word;
    /* Down to first children, then on to siblings, climbing where there is none. */
    for (int32_t steps = 0; steps < 2 * tree->n; steps++) {
        const dmr_word *w = &tree->words[v];

        *first = v < *first ? v : *first;
        *last = v > *last ? v : *last;
        if (w->first_child >= 0) {
            v = w->first_child;
            continue;
        }
        while (v != word && tree->words[v].next_sibling < 0)
            v = tree->words[v].head;
        if (v == word)
            return;
        v = tree->words[v].next_sibling;
    }
}
