/*
 * What stands beside a name says whose it is: "South Korean minister of foreign affairs
 * Pak Tongjin", "Kwon Hui-gyong, the North Korean ambassador", "Korean ... Corporation".
 */
#include "base/error.h"
#include "mention/group.h"
#include "mention/person_office.h"
#include "mention/qualifier.h"
#include "mention/scene.h"

enum { BACK_MAX = 64 };

static bool beside(uint8_t rel)
{
    return rel == DMR_REL_NMOD_DESC || rel == DMR_REL_APPOS || rel == DMR_REL_COMPOUND ||
           rel == DMR_REL_FLAT || rel == DMR_REL_NMOD_UNMARKED;
}

static bool names_person(const dmr_link *l)
{
    return l->agent == DMR_AGENT_ROLE + 1 || l->agent == DMR_AGENT_POSTED + 1 ||
           l->agent == DMR_AGENT_GROUP + 1;
}

/* A body to which an unlisted person belongs says in which sector he is. */
static void belong_to(dmr_scene *scene, uint32_t item, uint32_t body)
{
    const dmr_mention *b = dmr_scene_mention(scene, body);
    const dmr_link *lb = dmr_scene_link(scene, body);
    dmr_mention *m = dmr_scene_mention(scene, item);
    bool is_body = b->kind == DEMARCHE_MENTION_ORG ||
                   (b->kind == DEMARCHE_MENTION_GROUP && !names_person(lb));
    if (is_body && m->sector.len == 0 && !dmr_scene_link(scene, item)->listed)
        m->sector = b->sector;
    if (b->kind == DEMARCHE_MENTION_STATE && m->sector.len == 0 &&
        dmr_scene_link(scene, item)->sovereign)
        m->sector = DMR_STR("GOV"); /* "President Arce of Bolivia" */
}

/* "Dimov, Romanian President Stan and ...": the title right before another's name. */
static bool of_another(const dmr_scene *scene, uint32_t item, int32_t word)
{
    for (int32_t i = word + 1; i <= word + 3 && i < scene->tree->n; i++) {
        uint32_t at = scene->cover_at[scene->base + (uint32_t)i];
        if (at && scene->list.at[at - 1].kind == DEMARCHE_MENTION_PERSON &&
            scene->list.at[at - 1].first == i)
            return at != item && dmr_qualifier_back(scene, i) == word + 1;
    }
    return false;
}

void dmr_person_from(dmr_scene *scene, uint32_t item, int32_t word)
{
    if (of_another(scene, item, word))
        return;
    uint32_t role = dmr_scene_ensure(scene, word);
    if (!role || role == item)
        return;
    const dmr_link *lr = dmr_scene_link(scene, role);
    const dmr_mention *r = dmr_scene_mention(scene, role);
    if (r->kind == DEMARCHE_MENTION_TIME || r->kind == DEMARCHE_MENTION_PLACE ||
        r->kind == DEMARCHE_MENTION_QUANTITY)
        return;
    bool is_role = r->kind == DEMARCHE_MENTION_GROUP && names_person(lr);
    if (is_role)
        dmr_person_take(scene, item, role);
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    lr = dmr_scene_link(scene, role);
    r = dmr_scene_mention(scene, role);
    bool of_many = lr->plural && lr->n_members > 1; /* "both ministers" */
    if (m->code.len == 0 && r->code.len && !of_many) {
        dmr_scene_inherit_state(scene, item, role);
        l->unresolved = false;
        belong_to(scene, item, role);
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

int32_t dmr_person_role_above(dmr_scene *scene, int32_t head, int32_t begin)
{
    const dmr_tree *tree = scene->tree;
    int32_t over = tree->words[head].head, first, last;
    uint8_t rel = tree->words[head].rel;
    if (over < 0 || over > head || tree->words[over].rel != DMR_REL_NMOD ||
        (rel != DMR_REL_APPOS && rel != DMR_REL_FLAT && rel != DMR_REL_CONJ) ||
        (rel == DMR_REL_CONJ &&
         (begin == 0 || !dmr_str_is(tree->tokens[begin - 1].form, ","))))
        return -1;
    int32_t top = tree->words[over].head;
    const dmr_agent *a = top >= 0 ? dmr_group_agent(scene, top, &first, &last) : NULL;
    uint32_t at = dmr_scene_at(scene, over);
    demarche_str p = dmr_scene_case(tree, over);
    bool whose = dmr_str_is(p, "of") || dmr_str_is(p, "for") || dmr_str_is(p, "to");
    return a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED) && whose &&
                   dmr_str_is(tree->words[top].xpos, "NN") &&
                   !(at && dmr_scene_mention(scene, at)->kind == DEMARCHE_MENTION_GROUP)
               ? top
               : -1;
}

/* The word of a title right before the name where the tree does not join them: "KOTRA
 * president Yi Sun-gi", "President-elect Reagan"; or -1. */
static int32_t title_before(dmr_scene *scene, uint32_t item)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    int32_t name = m->first, word = dmr_qualifier_back(scene, name) - 1;
    if (word < 0 || (m->code.len && m->office.len && word == name - 1) ||
        (scene->tree->words[word].upos != DMR_UPOS_NOUN &&
         scene->tree->words[word].upos != DMR_UPOS_PROPN))
        return -1;
    int32_t first, last;
    const dmr_agent *a = dmr_group_agent(scene, word, &first, &last);
    if (!a && scene->tree->words[word].upos == DMR_UPOS_NOUN &&
        scene->tree->words[word].ent == DMR_ENT_PERSON)
        return word; /* "Serbian suspect Ratko Mlinar": a noun that no list has */
    bool role = a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED ||
                      (a->kind == DMR_AGENT_GROUP && /* "aid worker Shirin Azadi" */
                       dmr_str_is(scene->tree->words[word].xpos, "NN")));
    return role && last == word ? word : -1;
}

/* "Brazil's suspended president, Dora Pinheiro, and ...": the role before the comma, where
 * the tree makes a list of it; or -1. */
static int32_t before_comma(dmr_scene *scene, uint32_t item)
{
    const dmr_tree *tree = scene->tree;
    const dmr_mention *m = dmr_scene_mention(scene, item);
    int32_t word = m->first - 2, first, last;
    if (word < 0 || m->office.len || tree->words[m->head].rel != DMR_REL_CONJ ||
        !dmr_str_is(tree->tokens[word + 1].form, ",") ||
        tree->words[word].upos != DMR_UPOS_NOUN ||
        !dmr_str_is(tree->words[word].xpos, "NN") || tree->words[m->head].head != word)
        return -1;
    const dmr_agent *a = dmr_group_agent(scene, word, &first, &last);
    bool role = a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED);
    return role ? word : -1;
}

/* "The late Anwar Sadat": what stands before the name without an office. */
static uint32_t qualified_name(dmr_scene *scene, uint32_t item)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    if (dmr_scene_link(scene, item)->qualifier || dmr_scene_link(scene, item)->told)
        return 0;
    return dmr_qualifier_find(scene, m->first, m->last);
}

/* "Ministers Zych of Poland and Cernat of Romania": the title is of all of the list; "the
 * Danish Foreign Minister Krag and Defense Minister Holm": the state is. */
static void from_list(dmr_scene *scene, uint32_t item)
{
    const dmr_tree *tree = scene->tree;
    int32_t head = dmr_scene_mention(scene, item)->head;
    int32_t over = tree->words[head].head;
    uint32_t at =
        tree->words[head].rel == DMR_REL_CONJ ? dmr_scene_ensure(scene, over) : 0;
    if (!at || at == item)
        return;
    const dmr_mention *f = dmr_scene_mention(scene, at);
    const dmr_link *lf = dmr_scene_link(scene, at);
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    if (m->office.len == 0 && lf->shares && !l->listed) {
        m->office = f->office;
        m->sector = f->sector;
        l->sovereign = lf->sovereign;
        return;
    }
    bool role = f->kind == DEMARCHE_MENTION_PERSON ||
                (f->kind == DEMARCHE_MENTION_GROUP && names_person(lf));
    int32_t before = title_before(scene, item);
    if (m->code.len || !role || f->code.len == 0 || m->office.len == 0 || before < 0 ||
        dmr_tree_child(tree, before, DMR_REL_DET) >= 0 ||
        dmr_tree_child(tree, head, DMR_REL_DET) >= 0)
        return;
    dmr_scene_inherit_state(scene, item, at);
    l->unresolved = false;
    belong_to(scene, item, at);
    if (l->sovereign && dmr_scene_mention(scene, item)->sector.len == 0)
        dmr_scene_mention(scene, item)->sector = DMR_STR("GOV");
}

/* "Rep. Jones (D-Ohio)", "Senator Nunn (D., Ga.)", "Sen. Varner, R-Iowa": only of the
 * Congress in Washington are party and state told so. */
static void of_congress(dmr_scene *scene, uint32_t item)
{
    const dmr_tree *tree = scene->tree;
    dmr_mention *m = dmr_scene_mention(scene, item);
    int32_t i = m->last + 1;
    if (i + 3 >= tree->n || !dmr_str_is(m->sector, "LEG") ||
        (!dmr_str_is(tree->tokens[i].form, "(") &&
         !dmr_str_is(tree->tokens[i].form, ",")))
        return;
    demarche_str party = tree->tokens[i + 1].form, mark = tree->tokens[i + 2].form;
    bool letter = party.len > 0 && party.len <= 2 && strchr("DRI", party.ptr[0]) &&
                  (party.len == 1 || party.ptr[1] == '.');
    uint32_t usa = dmr_map_get(scene->g->state_code, DMR_STR("USA"), UINT32_MAX);
    if (!letter || usa == UINT32_MAX || dmr_scene_link(scene, item)->listed ||
        (!dmr_str_is(mark, "-") && !dmr_str_is(mark, ",") && !dmr_str_is(mark, ".")))
        return;
    m->code = DMR_STR("USA");
    dmr_link *l = dmr_scene_link(scene, item);
    l->subject = usa + 1;
    l->key = 0;
    l->unresolved = false;
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
            if (beside(tree->words[c].rel) &&
                (tree->words[c].upos == DMR_UPOS_NOUN ||
                 tree->words[c].upos == DMR_UPOS_PROPN ||
                 (tree->words[c].upos == DMR_UPOS_ADJ && /* "Mbala, a Cameroonian" */
                  tree->words[c].rel == DMR_REL_APPOS)))
                dmr_person_from(scene, item, c);
        int32_t before = title_before(scene, item);
        if (before >= 0)
            dmr_person_from(scene, item, before);
        before = before_comma(scene, item);
        if (before >= 0)
            dmr_person_from(scene, item, before);
        dmr_person_qualify(scene, item, qualified_name(scene, item));
        of_congress(scene, item);
        int32_t top =
            dmr_person_role_above(scene, head, dmr_scene_mention(scene, item)->first);
        bool lifted = top >= 0;
        int32_t over = lifted ? top : tree->words[head].head;
        if (!lifted && over > 0 && over < head &&
            dmr_qualifier_back(scene, over + 1) <= over)
            over = dmr_qualifier_back(scene, over + 1) - 1; /* hung on "-elect" */
        /* "Secretary of State James Baker": a bare noun phrase behind another. */
        bool bare =
            tree->words[head].rel == DMR_REL_NMOD && dmr_scene_case(tree, head).len == 0;
        if (over >= 0 && (bare || lifted || beside(tree->words[head].rel)) &&
            (tree->words[over].upos == DMR_UPOS_NOUN ||
             tree->words[over].upos == DMR_UPOS_PROPN))
            dmr_person_from(scene, item, over);
        /* "Roh is president of South Korea": the predicate is a role. */
        if (tree->words[head].rel == DMR_REL_NSUBJ && over >= 0 &&
            tree->words[over].upos == DMR_UPOS_NOUN &&
            dmr_tree_child(tree, over, DMR_REL_COP) >= 0)
            dmr_person_from(scene, item, over);
    }
    if (person && dmr_scene_mention(scene, item)->entity) {
        uint32_t of[1];
        if (dmr_group_of(scene, head, of, 1) &&
            dmr_scene_mention(scene, of[0])->kind == DEMARCHE_MENTION_STATE)
            dmr_person_of_state(scene, item, dmr_scene_mention(scene, of[0])->code);
    }
    if (dmr_scene_mention(scene, item)->code.len == 0 &&
        !dmr_scene_link(scene, item)->is_region) {
        uint32_t from[4];
        /* "Moscow's Nordpolitik" is nobody; "the Soviet Tekhsnabeksport" is somebody. */
        const dmr_link *l = dmr_scene_link(scene, item);
        size_t n = l->vague || l->guessed
                       ? dmr_group_adjective(scene, head, from, 4)
                       : dmr_group_states(scene, head, person, from, 4);
        /* "Paulo Teles of Portugal", hung on any of his names. */
        for (int32_t w = dmr_scene_mention(scene, item)->first;
             person && n == 0 && w <= dmr_scene_mention(scene, item)->last; w++)
            n = w == head ? 0 : dmr_group_states(scene, w, true, from, 4);
        if (n > 0 && from[0] != item) {
            dmr_scene_inherit_state(scene, item, from[0]);
            dmr_scene_link(scene, item)->unresolved =
                dmr_scene_mention(scene, item)->code.len == 0;
            if (person)
                belong_to(scene, item, from[0]);
        }
    }
    if (person)
        from_list(scene, item);
    if (!person && dmr_scene_mention(scene, item)->code.len == 0)
        state_inside(scene, item);
    dmr_person_give_back(scene, item);
}

/* A name told without state before gets it now: the map leads to those that know. */
void dmr_person_give_back(dmr_scene *scene, uint32_t item)
{
    for (int hops = 0; hops < BACK_MAX; hops++) {
        const dmr_mention *m = dmr_scene_mention(scene, item);
        const dmr_link *l = dmr_scene_link(scene, item);
        uint32_t like = l->like ? l->like : l->back;
        if (!like || (m->code.len == 0 && m->office.len == 0))
            return;
        dmr_mention *before = dmr_scene_mention(scene, like);
        if (before->code.len && (before->office.len || before->sector.len ||
                                 !dmr_str_eq(before->code, m->code)))
            return;
        if (m->code.len && before->code.len == 0) {
            dmr_scene_inherit_state(scene, like, item);
            dmr_scene_link(scene, like)->unresolved = false;
        }
        if (before->sector.len == 0 && before->office.len == 0) {
            before->sector = m->sector;
            before->office = m->office;
        }
        item = like;
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
    /* "Minister Nkosi came; Nkosi was to speak": what the first was told since. */
    for (size_t i = scene->first_at[scene->sentence]; i < n; i++) {
        const dmr_link *l = &scene->links.at[i];
        const dmr_mention *m = &scene->list.at[i];
        if (m->kind == DEMARCHE_MENTION_PERSON && l->like && m->office.len == 0 &&
            scene->list.at[l->like - 1].sentence == scene->sentence)
            dmr_scene_refer(scene, (uint32_t)i + 1, l->like);
    }
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}
