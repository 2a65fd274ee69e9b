/*
 * "The plan was dropped. It threatened nobody": pronouns that stand for things. No chain
 * holds these, so that whoever was named before would be taken for them. Here the nouns that
 * are nobody are asked whether they are nearer, or more in view, than who was found.
 */
#include "mention/chain.h"
#include "mention/scene.h"

/* Subjects and objects are in view; what stands in a phrase or before a noun is not. */
static bool in_view(const dmr_tree *tree, int32_t word)
{
    for (int32_t hops = 0; hops < 16 && tree->words[word].rel == DMR_REL_CONJ; hops++)
        word = tree->words[word].head;
    uint8_t rel = tree->words[word].rel;
    return rel == DMR_REL_NSUBJ || rel == DMR_REL_NSUBJ_PASS || rel == DMR_REL_OBJ ||
           rel == DMR_REL_IOBJ || rel == DMR_REL_OBL_AGENT;
}

/* "As regards the dialogue, Peru supports it", "though we liked this formula, it was
 * rejected": a phrase before the verb, or what is pointed at. */
static bool is_fronted(const dmr_tree *tree, int32_t word)
{
    int32_t det = dmr_tree_child(tree, word, DMR_REL_DET);
    if (det >= 0 && dmr_str_is(tree->words[det].lemma, "this"))
        return true;
    if (tree->words[word].rel != DMR_REL_OBL)
        return false;
    int32_t over = tree->words[word].head;
    if (over >= 0 && over < word && tree->words[over].rel == DMR_REL_ADVCL)
        over = tree->words[over].head;
    return over > word;
}

/* A noun of the number asked for that is told apart by its words: "war" in "declared war"
 * is no thing that one comes back to. */
static bool is_thing(dmr_scene *scene, const dmr_tree *tree, uint32_t base, int32_t word,
                     bool plural)
{
    const dmr_word *w = &tree->words[word];
    bool many = dmr_str_find(w->feats, DMR_STR("Number=Plur"), 0) != SIZE_MAX;
    if ((w->upos != DMR_UPOS_NOUN && w->upos != DMR_UPOS_PROPN) || many != plural ||
        w->ent == DMR_ENT_PERSON || w->ent == DMR_ENT_TIME ||
        scene->time_at[base + (uint32_t)word])
        return false;
    return plural || w->rel == DMR_REL_NSUBJ ||
           dmr_tree_child(tree, word, DMR_REL_DET) >= 0 ||
           dmr_tree_child(tree, word, DMR_REL_NMOD_POSS) >= 0;
}

/* The last thing in view before `end` in a sentence; -1: none. */
static int32_t thing_before(dmr_scene *scene, uint32_t sentence, int32_t end, bool plural,
                            bool fronted)
{
    const dmr_tree *tree = &scene->reading->trees[sentence];
    uint32_t base = scene->reading->tokens->sentences[sentence].first;
    bool here = sentence == scene->sentence;
    for (int32_t w = end - 1; w >= 0; w--) {
        if (!is_thing(scene, tree, base, w, plural) ||
            !(in_view(tree, w) || (fronted && is_fronted(tree, w))))
            continue;
        if (here ? dmr_scene_ensure(scene, w) : scene->head_at[base + (uint32_t)w])
            continue;
        return w;
    }
    return -1;
}

bool dmr_coref_is_thing(dmr_scene *scene, int32_t word, uint32_t item, bool plural)
{
    const dmr_tree *tree = scene->tree;
    /* "Oslo changed its mind; it ...": Oslo is in view, though "its" is not */
    for (int hops = 0; hops < 16; hops++) {
        const dmr_mention *p = dmr_scene_mention(scene, item);
        const dmr_link *l = dmr_scene_link(scene, item);
        if (!l->pronoun || !l->like ||
            in_view(&scene->reading->trees[p->sentence], p->head))
            break;
        item = l->like;
    }
    const dmr_mention *m = dmr_scene_mention(scene, item);
    bool here = m->sentence == scene->sentence;
    const dmr_tree *its = &scene->reading->trees[m->sentence];
    bool possessive = tree->words[word].rel == DMR_REL_NMOD_POSS;
    bool viewed = in_view(its, m->head) ||
                  (possessive && its->words[m->head].rel == DMR_REL_NMOD_POSS);
    int32_t thing = thing_before(scene, scene->sentence, word, plural, !possessive);
    /* its own fellow: "the plan doomed it" */
    if (thing >= 0 && tree->words[thing].head == tree->words[word].head &&
        !is_fronted(tree, thing))
        thing = -1;
    if (thing >= 0) {
        bool object = tree->words[word].rel == DMR_REL_OBJ;
        return !here || !viewed || (object && thing > m->head);
    }
    if (here || scene->sentence == 0 || tree->words[word].rel == DMR_REL_OBL)
        return false;
    uint32_t before = scene->sentence - 1;
    thing = thing_before(scene, before, scene->reading->trees[before].n, plural, false);
    return thing >= 0 && (m->sentence < before || !viewed);
}
