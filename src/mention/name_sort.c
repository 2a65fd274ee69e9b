#include "mention/name_sort.h"

#include "base/error.h"
#include "mention/name_norm.h"

/* Votes for the sorts of one name in the bits of a map's value, six for each sort. */
enum { BITS = 6, MOST = (1 << BITS) - 1, FORM_MAX = 64 };

static uint32_t votes_for(uint32_t votes, dmr_entity_sort sort)
{
    return votes >> (BITS * (sort - 1)) & MOST;
}

/* True where a name goes over more words than this one. */
static bool is_longer(const dmr_tree *tree, int32_t word)
{
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].upos == DMR_UPOS_PROPN &&
            (tree->words[c].rel == DMR_REL_FLAT ||
             tree->words[c].rel == DMR_REL_COMPOUND))
            return true;
    return tree->words[word].rel == DMR_REL_FLAT;
}

/* Normal form of the word in `buf`; empty where it has none or is too long. */
static demarche_str key_of(const dmr_tree *tree, int32_t word, char buf[FORM_MAX])
{
    size_t n = dmr_name_norm(buf, FORM_MAX, tree->tokens[word].form);
    return dmr_str(buf, n == SIZE_MAX ? 0 : n);
}

static bool count_word(dmr_scene *scene, const dmr_tree *tree, int32_t word)
{
    dmr_entity_sort sort = dmr_entity_sort_of((dmr_entity_kind)tree->words[word].ent);
    char buf[FORM_MAX];
    if (tree->words[word].upos != DMR_UPOS_PROPN || sort == DMR_SORT_NONE ||
        is_longer(tree, word))
        return true;
    demarche_str key = key_of(tree, word, buf);
    if (key.len == 0)
        return true;
    if (!scene->sorts && !(scene->sorts = dmr_map_new(scene->arena)))
        return false;
    uint32_t votes = dmr_map_get(scene->sorts, key, 0);
    if (votes == 0)
        key = dmr_str_copy(scene->arena, key);
    if (votes_for(votes, sort) < MOST)
        votes += 1u << (BITS * (sort - 1));
    return key.ptr && dmr_map_set(scene->sorts, key, votes);
}

demarche_status dmr_name_sorts_count(dmr_scene *scene, demarche_error *err)
{
    const dmr_reading *r = scene->reading;
    for (size_t s = 0; s < r->tokens->n_sentences; s++)
        for (int32_t i = 0; i < r->trees[s].n; i++)
            if (!count_word(scene, &r->trees[s], i))
                return dmr_error_memory(err);
    return DEMARCHE_OK;
}

/* What most mentions of a name of one word are taken for; of two alike `own`. */
static dmr_entity_sort voted(const dmr_scene *scene, int32_t word, dmr_entity_sort own)
{
    char buf[FORM_MAX];
    demarche_str key = key_of(scene->tree, word, buf);
    uint32_t votes = key.len ? dmr_map_get(scene->sorts, key, 0) : 0;
    dmr_entity_sort best = own;
    for (int sort = DMR_SORT_PERSON; sort <= DMR_SORT_OTHER; sort++)
        if (best == DMR_SORT_NONE ? votes_for(votes, sort) > 0
                                  : votes_for(votes, sort) > votes_for(votes, best))
            best = (dmr_entity_sort)sort;
    return best;
}

dmr_entity_sort dmr_name_sort(const dmr_scene *scene, int32_t first, int32_t last,
                              int32_t head)
{
    const dmr_tree *tree = scene->tree;
    dmr_entity_sort own = dmr_entity_sort_of((dmr_entity_kind)tree->words[head].ent);
    bool one_word = first == last && !is_longer(tree, head);
    return scene->sorts && one_word ? voted(scene, head, own) : own;
}

bool dmr_name_may_be_person(const dmr_tree *tree, int32_t head)
{
    demarche_str form = tree->tokens[head].form;
    dmr_name_case letters = dmr_name_case_of(form);
    return letters != DMR_CASE_LOWER && !memchr(form.ptr, '.', form.len) &&
           (letters == DMR_CASE_TITLE || form.len > 4) &&
           dmr_tree_child(tree, head, DMR_REL_DET) < 0 &&
           !dmr_str_is(tree->words[head].xpos, "NNPS") &&
           dmr_str_find(tree->words[head].feats, DMR_STR("Number=Plur"), 0) == SIZE_MAX;
}
