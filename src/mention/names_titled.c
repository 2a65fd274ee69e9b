/*
 * What stands beside a name says whose it is: "South Korean minister of foreign affairs
 * Pak Tongjin", "Kwon Hui-gyong, the North Korean ambassador", "Korean ... Corporation".
 */
#include "base/error.h"
#include "mention/group.h"
#include "mention/scene.h"

static bool beside(uint8_t rel)
{
    return rel == DMR_REL_NMOD_DESC || rel == DMR_REL_APPOS || rel == DMR_REL_COMPOUND ||
           rel == DMR_REL_FLAT || rel == DMR_REL_NMOD_UNMARKED;
}

/* Take state, sector and office of the role at `word` over to the person `item`. */
static void from_role(dmr_scene *scene, uint32_t item, int32_t word)
{
    uint32_t role = dmr_scene_ensure(scene, word);
    if (!role || role == item)
        return;
    const dmr_link *lr = dmr_scene_link(scene, role);
    const dmr_mention *r = dmr_scene_mention(scene, role);
    if (r->kind == DEMARCHE_MENTION_TIME || r->kind == DEMARCHE_MENTION_PLACE ||
        r->kind == DEMARCHE_MENTION_QUANTITY)
        return;
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    bool known = l->subject != 0;
    if (r->kind == DEMARCHE_MENTION_GROUP && lr->agent &&
        (lr->agent == DMR_AGENT_ROLE + 1 || lr->agent == DMR_AGENT_POSTED + 1 ||
         lr->agent == DMR_AGENT_GROUP + 1)) {
        if (r->office.len && (m->office.len == 0 || !known))
            m->office = r->office;
        if (r->sector.len && !known)
            m->sector = r->sector;
    }
    if (m->code.len == 0 && r->code.len) {
        dmr_scene_inherit_state(scene, item, role);
        l->unresolved = false;
    }
    /* The role stands for the person from here on. */
    if (r->kind == DEMARCHE_MENTION_GROUP && m->kind == DEMARCHE_MENTION_PERSON) {
        dmr_mention *rw = dmr_scene_mention(scene, role);
        if (rw->code.len == 0 && m->code.len)
            dmr_scene_inherit_state(scene, role, item);
        if (m->cluster == 0)
            m->cluster = ++scene->n_clusters;
        rw->cluster = m->cluster;
    }
    /* "KOTRA president Yi Sun-gi" is quoted whole; what a comma parts is not. */
    int32_t own = dmr_scene_mention(scene, item)->first;
    if (lr->text_first < l->text_first && lr->text_last < own &&
        (lr->text_last + 1 == own || scene->tree->words[word].rel == DMR_REL_NMOD_DESC))
        l->text_first = lr->text_first;
}

static void give_back(dmr_scene *scene, uint32_t item);

/* "Ministry of Foreign Affairs of Finland": the state that the name itself tells. */
static void state_inside(dmr_scene *scene, uint32_t item)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    for (int32_t w = m->last; w >= m->first; w--) {
        uint32_t at = dmr_scene_at(scene, w);
        if (!at || at == item ||
            dmr_scene_mention(scene, at)->kind != DEMARCHE_MENTION_STATE)
            continue;
        dmr_scene_inherit_state(scene, item, at);
        dmr_scene_link(scene, item)->unresolved = false;
        return;
    }
}

/* A person or body: look at titles, appositions, then at plain modifiers. */
static void one_name(dmr_scene *scene, uint32_t item)
{
    const dmr_tree *tree = scene->tree;
    int32_t head = dmr_scene_mention(scene, item)->head;
    bool person = dmr_scene_mention(scene, item)->kind == DEMARCHE_MENTION_PERSON;
    if (person) {
        for (int32_t c = tree->words[head].first_child; c >= 0;
             c = tree->words[c].next_sibling)
            if (beside(tree->words[c].rel) && (tree->words[c].upos == DMR_UPOS_NOUN ||
                                               tree->words[c].upos == DMR_UPOS_PROPN))
                from_role(scene, item, c);
        /* "KOTRA president Yi Sun-gi", where the tree does not join them. */
        int32_t before = dmr_scene_mention(scene, item)->first - 1;
        if (dmr_scene_mention(scene, item)->code.len == 0 && before >= 0 &&
            tree->words[before].upos == DMR_UPOS_NOUN) {
            int32_t first, last;
            const dmr_agent *a = dmr_group_agent(scene, before, &first, &last);
            if (a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED))
                from_role(scene, item, before);
        }
        int32_t over = tree->words[head].head;
        /* "Secretary of State James Baker": a bare noun phrase behind another. */
        bool bare =
            tree->words[head].rel == DMR_REL_NMOD && dmr_scene_case(tree, head).len == 0;
        if (over >= 0 && (bare || beside(tree->words[head].rel)) &&
            (tree->words[over].upos == DMR_UPOS_NOUN ||
             tree->words[over].upos == DMR_UPOS_PROPN))
            from_role(scene, item, over);
        /* "Roh is president of South Korea": the predicate is a role. */
        if (tree->words[head].rel == DMR_REL_NSUBJ && over >= 0 &&
            tree->words[over].upos == DMR_UPOS_NOUN &&
            dmr_tree_child(tree, over, DMR_REL_COP) >= 0)
            from_role(scene, item, over);
    }
    if (dmr_scene_mention(scene, item)->code.len == 0 &&
        !dmr_scene_link(scene, item)->is_region) {
        uint32_t from[4];
        /* "Moscow's Nordpolitik" is nobody; "the Soviet Tekhsnabeksport" is somebody. */
        const dmr_link *l = dmr_scene_link(scene, item);
        size_t n = l->vague || l->guessed
                       ? dmr_group_adjective(scene, head, from, 4)
                       : dmr_group_states(scene, head, person, from, 4);
        if (n > 0 && from[0] != item) {
            dmr_scene_inherit_state(scene, item, from[0]);
            dmr_scene_link(scene, item)->unresolved =
                dmr_scene_mention(scene, item)->code.len == 0;
        }
    }
    if (!person && dmr_scene_mention(scene, item)->code.len == 0)
        state_inside(scene, item);
    give_back(scene, item);
}

/* A name told without state before gets it now: the map leads to the one that knows. */
static void give_back(dmr_scene *scene, uint32_t item)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    uint32_t like = dmr_scene_link(scene, item)->like;
    if (!like || m->code.len == 0)
        return;
    dmr_mention *before = dmr_scene_mention(scene, like);
    if (before->code.len == 0) {
        dmr_scene_inherit_state(scene, like, item);
        before->sector = before->sector.len ? before->sector : m->sector;
        before->office = before->office.len ? before->office : m->office;
        dmr_scene_link(scene, like)->unresolved = false;
    }
}

demarche_status dmr_names_titled(dmr_scene *scene, demarche_error *err)
{
    size_t n = scene->list.n;
    for (size_t i = scene->first_at[scene->sentence]; i < n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        if (m->kind == DEMARCHE_MENTION_ORG)
            one_name(scene, (uint32_t)i + 1);
    }
    for (size_t i = scene->first_at[scene->sentence]; i < n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        if (m->kind == DEMARCHE_MENTION_PERSON)
            one_name(scene, (uint32_t)i + 1);
    }
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}
