/*
 * The chains, once they are built, become the clusters of the mentions. What stands in a
 * chain with others but is no party of its own ("I", "the city") becomes a mention too,
 * which acts for nobody.
 */
#include "base/error.h"
#include "mention/chain.h"
#include "mention/group.h"

/* Sets of chains and of the clusters that names had before, as a forest. */
typedef struct forest {
    uint32_t *over;   /* (n) its own index: a root */
    uint32_t *listed; /* (n) of a root: whom the gazetteer knows it to be; 0: nobody */
} forest;

static uint32_t root_of(const forest *f, uint32_t i)
{
    while (f->over[i] != i) {
        f->over[i] = f->over[f->over[i]];
        i = f->over[i];
    }
    return i;
}

static void unite(const forest *f, uint32_t a, uint32_t b)
{
    a = root_of(f, a);
    b = root_of(f, b);
    uint32_t who = f->listed[a] ? f->listed[a] : f->listed[b];
    if (f->listed[b] && f->listed[b] != who)
        return; /* two that are known are not one */
    f->listed[a] = f->listed[b] = who;
    /* The smaller stays root: the same whatever the order. */
    if (a < b)
        f->over[b] = a;
    else
        f->over[a] = b;
}

static demarche_mention_kind kind_of(const dmr_nominal *n, const dmr_chain *chain)
{
    uint32_t persons = chain->ents[DMR_ENT_PERSON];
    uint32_t bodies = chain->ents[DMR_ENT_ORGANIZATION];
    uint32_t places = chain->ents[DMR_ENT_PLACE];
    if (places > persons && places >= bodies)
        return DEMARCHE_MENTION_PLACE;
    if (bodies > persons)
        return DEMARCHE_MENTION_ORG;
    return n->plural ? DEMARCHE_MENTION_GROUP : DEMARCHE_MENTION_PERSON;
}

/* Persons, bodies and places, not things and thoughts. */
static bool may_act_or_lie(const dmr_chain *chain)
{
    uint32_t those = chain->ents[DMR_ENT_PERSON] + chain->ents[DMR_ENT_ORGANIZATION] +
                     chain->ents[DMR_ENT_PLACE];
    return those * 2 >= chain->size;
}

/* The mention that stands for the nominal, + 1; 0: none. */
static uint32_t item_of(const dmr_scene *scene, const dmr_nominal *n)
{
    uint32_t base = scene->reading->tokens->sentences[n->sentence].first;
    return scene->head_at[base + (uint32_t)n->word];
}

/* The mention of a name in the chain that the gazetteer has, + 1; 0: none. */
static uint32_t listed_in(const dmr_scene *scene, const dmr_chains *chains,
                          const dmr_chain *chain)
{
    enum { MOST = 64 };
    dmr_nominals all = dmr_chains_nominals(chains);
    uint32_t n = chain->listed ? chain->last : 0;
    for (int k = 0; n && k < MOST; k++, n = all.at[n - 1].before)
        if (all.at[n - 1].listed && item_of(scene, &all.at[n - 1]))
            return item_of(scene, &all.at[n - 1]);
    return 0;
}

static demarche_status add_bystander(dmr_scene *scene, const dmr_chains *chains,
                                     const dmr_nominal *n, const dmr_chain *chain,
                                     uint32_t cluster, demarche_error *err)
{
    int32_t first = n->word, last = n->word;
    /* "United Nations" in "United Nations General Assembly" */
    uint32_t same = n->class == DMR_NOMINAL_NAME ? listed_in(scene, chains, chain) : 0;
    if (!dmr_nominal_is_pronoun(n))
        dmr_group_span(scene->tree, n->word, n->word, &first, &last);
    uint32_t item = dmr_scene_add(scene, kind_of(n, chain), first, last, n->word);
    if (!item)
        return dmr_error_memory(err);
    dmr_mention *m = dmr_scene_mention(scene, item);
    m->name = dmr_scene_text(scene, first, last);
    if (same) {
        const dmr_mention *known = dmr_scene_mention(scene, same);
        m->kind = known->kind;
        m->name = known->name;
        m->code = known->code;
        m->sector = known->sector;
        m->office = known->office;
    }
    m->cluster = cluster;
    m->can_act = false;
    dmr_scene_link(scene, item)->bystander = true;
    dmr_scene_link(scene, item)->pronoun = dmr_nominal_is_pronoun(n);
    return DEMARCHE_OK;
}

/* The sets: 0 .. chains - 1, then one for each cluster that there was before. A pronoun is
 * whom it was resolved to, whatever its chain says. */
static demarche_status unite_all(const dmr_chains *chains, dmr_scene *scene, forest *f,
                                 uint32_t n, demarche_error *err)
{
    uint32_t n_chains = dmr_chains_count(chains);
    dmr_nominals all = dmr_chains_nominals(chains);
    f->over = DMR_NEW_ARRAY(scene->arena, uint32_t, (size_t)n + 1);
    f->listed = DMR_NEW_ARRAY(scene->arena, uint32_t, (size_t)n + 1);
    if (!f->over || !f->listed)
        return dmr_error_memory(err);
    for (uint32_t i = 0; i < n; i++)
        f->over[i] = i;
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].listed)
            f->listed[n_chains + all.at[i].known - 1] = all.at[i].known;
    for (size_t i = 0; i < all.n; i++) {
        uint32_t item = item_of(scene, &all.at[i]);
        if (item && scene->list.at[item - 1].cluster &&
            !scene->links.at[item - 1].pronoun && !scene->links.at[item - 1].sure)
            unite(f, all.at[i].chain - 1,
                  n_chains + scene->list.at[item - 1].cluster - 1);
    }
    return DEMARCHE_OK;
}

demarche_status dmr_chains_settle(dmr_chains *chains, dmr_scene *scene,
                                  demarche_error *err)
{
    uint32_t n_chains = dmr_chains_count(chains), n = n_chains + scene->n_clusters;
    dmr_nominals all = dmr_chains_nominals(chains);
    forest f;
    DMR_TRY(unite_all(chains, scene, &f, n, err));
    for (size_t i = 0; i < scene->list.n; i++) {
        dmr_mention *m = &scene->list.at[i];
        if (m->cluster)
            m->cluster = root_of(&f, n_chains + m->cluster - 1) + 1;
    }
    scene->n_clusters = n;
    for (size_t i = 0; i < all.n; i++) {
        const dmr_nominal *nominal = &all.at[i];
        const dmr_chain *chain = dmr_chains_chain(chains, nominal->chain);
        if (chain->size < 2)
            continue;
        uint32_t item = item_of(scene, nominal);
        uint32_t cluster = root_of(&f, nominal->chain - 1) + 1;
        if (item) {
            const dmr_link *l = dmr_scene_link(scene, item);
            if (!(l->pronoun || l->sure) || !dmr_scene_mention(scene, item)->cluster)
                dmr_scene_mention(scene, item)->cluster = cluster;
        } else if (may_act_or_lie(chain)) {
            scene->sentence = nominal->sentence;
            scene->tree = &scene->reading->trees[nominal->sentence];
            scene->base = scene->reading->tokens->sentences[nominal->sentence].first;
            DMR_TRY(add_bystander(scene, chains, nominal, chain, cluster, err));
        }
    }
    return DEMARCHE_OK;
}
