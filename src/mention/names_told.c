/*
 * Sentences that say what somebody is, was or became: "Balogh was named Hungary's trade
 * minister", "who heads the bank", "He is Romania's minister of mines". The office goes to
 * the person, and where that is a pronoun to whom it stands for.
 */
#include "base/error.h"
#include "mention/group.h"
#include "mention/name_norm.h"
#include "mention/person_office.h"
#include "mention/qualifier.h"

/* The row of the verb at that place, or 0. */
static uint32_t verb_row(const dmr_scene *scene, dmr_qualifier_place place, int32_t word)
{
    char buf[64];
    demarche_str lemma = scene->tree->words[word].lemma;
    size_t n = lemma.len < 30 ? dmr_name_norm(buf, sizeof buf, lemma) : SIZE_MAX;
    return n == SIZE_MAX || n == 0
               ? 0
               : dmr_qualifier_word(scene->g->qualifiers, place, dmr_str(buf, n));
}

/* The person whom the clause of `word` is about, with the given subject; 0: nobody. */
static uint32_t subject_of(dmr_scene *scene, int32_t word, int32_t subject)
{
    const dmr_tree *tree = scene->tree;
    bool relative = tree->words[word].rel == DMR_REL_ACL_RELCL && subject >= 0 &&
                    dmr_str_starts(tree->words[subject].lemma, DMR_STR("who"));
    int32_t who = relative ? tree->words[word].head : subject;
    uint32_t item = dmr_scene_at(scene, who);
    if (!item && who >= 0) {
        uint32_t in = scene->cover_at[scene->base + (uint32_t)who];
        item = in && dmr_scene_mention(scene, in)->sentence == scene->sentence ? in : 0;
    }
    if (!item || dmr_scene_mention(scene, item)->kind != DEMARCHE_MENTION_PERSON)
        return 0;
    return item;
}

static int32_t child_subject(const dmr_tree *tree, int32_t word)
{
    int32_t s = dmr_tree_child(tree, word, DMR_REL_NSUBJ);
    return s >= 0 ? s : dmr_tree_child(tree, word, DMR_REL_NSUBJ_PASS);
}

/* "Had been minister", "was minister until 1990": no longer. */
static bool is_over(const dmr_tree *tree, int32_t word)
{
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        const dmr_word *w = &tree->words[c];
        if (w->rel == DMR_REL_AUX &&
            dmr_str_eq_nocase(tree->tokens[c].form, DMR_STR("had")))
            return true;
        if ((w->rel == DMR_REL_OBL || w->rel == DMR_REL_NMOD) &&
            (dmr_str_is(dmr_scene_case(tree, c), "until") ||
             dmr_str_is(dmr_scene_case(tree, c), "till")))
            return true;
    }
    return false;
}

/* "Is no minister", "may become minister": not said to be so. */
static bool is_unsaid(const dmr_tree *tree, int32_t word)
{
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        demarche_str l = tree->words[c].lemma;
        if (dmr_str_is(l, "not") || dmr_str_is(l, "never") || dmr_str_is(l, "no"))
            return true;
        if (tree->words[c].rel == DMR_REL_AUX && !dmr_str_is(l, "be") &&
            !dmr_str_is(l, "have") && !dmr_str_is(l, "do"))
            return true;
    }
    return false;
}

/* The office at `role` is that of the subject, and of whom that stands for. */
static void give(dmr_scene *scene, uint32_t item, int32_t role, bool over)
{
    uint32_t at = dmr_scene_ensure(scene, role);
    if (!at || dmr_scene_mention(scene, at)->kind != DEMARCHE_MENTION_GROUP ||
        dmr_scene_link(scene, at)->plural)
        return;
    uint32_t whom = item, like = dmr_scene_link(scene, item)->like;
    if (dmr_scene_link(scene, item)->pronoun && like &&
        dmr_scene_mention(scene, like)->kind == DEMARCHE_MENTION_PERSON)
        whom = like;
    uint32_t past = scene->g->qualifiers->past;
    const dmr_qualifier *q = dmr_qualifier_at(scene, past);
    if (over && q && !dmr_scene_link(scene, at)->qualifier) {
        dmr_mention *m = dmr_scene_mention(scene, at);
        dmr_scene_link(scene, at)->qualifier = past;
        m->office = dmr_qualifier_office(scene, q, m->office);
        m->sector =
            dmr_qualifier_sector(q, m->sector, dmr_scene_link(scene, at)->sovereign);
    }
    dmr_person_from(scene, whom, role);
    dmr_person_give_back(scene, whom);
    if (whom != item)
        dmr_scene_refer(scene, item, whom);
}

/* "Heads the ministry": of the body at `body`. */
static void give_head(dmr_scene *scene, uint32_t item, int32_t body,
                      const dmr_qualifier *q)
{
    uint32_t at = dmr_scene_ensure(scene, body);
    if (!at || dmr_scene_link(scene, item)->listed)
        return;
    const dmr_mention *b = dmr_scene_mention(scene, at);
    bool is_body = b->kind == DEMARCHE_MENTION_ORG ||
                   (b->kind == DEMARCHE_MENTION_GROUP &&
                    (dmr_scene_link(scene, at)->agent == DMR_AGENT_BODY + 1 ||
                     dmr_str_is(b->sector, "MIL")));
    dmr_mention *m = dmr_scene_mention(scene, item);
    if (!is_body || m->office.len || b->name.len > 400)
        return;
    int32_t first, last;
    dmr_tree_span(scene->tree, body, &first, &last);
    bool own = first < b->first && scene->tree->words[first].upos == DMR_UPOS_DET;
    demarche_str words = own ? dmr_scene_text(scene, first, b->last) : b->name;
    demarche_str office =
        dmr_str_format(scene->arena, "%.*s of %.*s", (int)q->office.len, q->office.ptr,
                       (int)(words.len > 400 ? 400 : words.len), words.ptr);
    if (!office.ptr) {
        scene->failed = true;
        return;
    }
    dmr_person_from(scene, item, body);
    m = dmr_scene_mention(scene, item);
    m->office = office;
    if (m->sector.len == 0)
        m->sector = dmr_scene_mention(scene, at)->sector;
    dmr_person_give_back(scene, item);
}

/* "Hungary sent Gyula Bárdos": of the sender's state. */
static void give_sender(dmr_scene *scene, int32_t word, int32_t subject)
{
    const dmr_tree *tree = scene->tree;
    uint32_t from = dmr_scene_ensure(scene, subject);
    for (int32_t c = tree->words[word].first_child; from && c >= 0;
         c = tree->words[c].next_sibling) {
        uint32_t at = tree->words[c].rel == DMR_REL_OBJ ? dmr_scene_at(scene, c) : 0;
        if (!at || dmr_scene_mention(scene, at)->kind != DEMARCHE_MENTION_PERSON ||
            dmr_scene_mention(scene, at)->code.len ||
            dmr_scene_mention(scene, from)->code.len == 0)
            continue;
        dmr_scene_inherit_state(scene, at, from);
        dmr_scene_link(scene, at)->unresolved = false;
        dmr_person_give_back(scene, at);
    }
}

static bool is_complement(const dmr_tree *tree, int32_t c)
{
    const dmr_word *w = &tree->words[c];
    if (w->upos != DMR_UPOS_NOUN && w->upos != DMR_UPOS_PROPN)
        return false;
    return w->rel == DMR_REL_XCOMP || w->rel == DMR_REL_OBJ ||
           ((w->rel == DMR_REL_OBL || w->rel == DMR_REL_ADVCL) &&
            dmr_str_is(dmr_scene_case(tree, c), "as"));
}

/* "A Cuban named Ramiro Ochoa": whoever is named so is what he hangs on. */
static void so_named(dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    demarche_str l = tree->words[word].lemma;
    if (tree->words[word].rel != DMR_REL_ACL ||
        (!dmr_str_is(l, "name") && !dmr_str_is(l, "call")))
        return;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint32_t at = dmr_scene_at(scene, c);
        if (at && dmr_scene_mention(scene, at)->kind == DEMARCHE_MENTION_PERSON)
            dmr_person_from(scene, at, tree->words[word].head);
    }
}

static void one_verb(dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    so_named(scene, word);
    int32_t subject = child_subject(tree, word);
    if (subject < 0)
        return;
    if (is_unsaid(tree, word))
        return;
    if (verb_row(scene, DMR_PLACE_SENDS, word) &&
        tree->words[subject].rel == DMR_REL_NSUBJ)
        give_sender(scene, word, subject);
    bool passive = tree->words[subject].rel == DMR_REL_NSUBJ_PASS;
    uint32_t row = verb_row(scene, passive ? DMR_PLACE_PASSIVE : DMR_PLACE_VERB, word);
    uint32_t heads = passive ? 0 : verb_row(scene, DMR_PLACE_HEADS, word);
    uint32_t item = row || heads ? subject_of(scene, word, subject) : 0;
    if (!item)
        return;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if (row && is_complement(tree, c)) {
            give(scene, item, c, is_over(tree, word));
            return;
        }
        if (heads && tree->words[c].rel == DMR_REL_OBJ) {
            give_head(scene, item, c, dmr_qualifier_at(scene, heads));
            return;
        }
    }
}

/* Only commas and "and" between two words of the sentence. */
static bool parted_by_comma(const dmr_tree *tree, int32_t from, int32_t to)
{
    for (int32_t i = from + 1; i < to; i++)
        if (!dmr_str_is(tree->tokens[i].form, ",") &&
            !dmr_str_is(tree->words[i].lemma, "and"))
            return false;
    return to > from + 1;
}

/* The next person behind word `last`, with nothing but commas between; 0: none. */
static uint32_t next_person(const dmr_scene *scene, int32_t last)
{
    for (int32_t i = last + 1; i < scene->tree->n && i <= last + 3; i++) {
        uint32_t at = scene->cover_at[scene->base + (uint32_t)i];
        if (at && scene->list.at[at - 1].kind == DEMARCHE_MENTION_PERSON &&
            scene->list.at[at - 1].first == i)
            return parted_by_comma(scene->tree, last, i) ? at : 0;
    }
    return 0;
}

/* "The foreign ministers of Chad and Niger, Moussa and Djibo": each of his own. */
static void one_each(dmr_scene *scene, uint32_t role)
{
    const dmr_link *l = dmr_scene_link(scene, role);
    uint32_t persons[DMR_SEVERAL_MAX], first = l->members, n = l->n_members;
    if (!l->plural || l->pronoun || l->like || n > DMR_SEVERAL_MAX ||
        (l->agent != DMR_AGENT_ROLE + 1 && l->agent != DMR_AGENT_POSTED + 1))
        return;
    const dmr_mention *m = dmr_scene_mention(scene, role);
    int32_t last = m->last;
    for (uint32_t i = 0; i < n; i++) {
        const dmr_mention *of = dmr_scene_mention(scene, scene->members.at[first + i]);
        if (of->kind != DEMARCHE_MENTION_STATE || of->sentence != m->sentence)
            n = i; /* the tree may hang the persons on the states */
        else
            last = of->last > last ? of->last : last;
    }
    if (n < 2)
        return;
    for (uint32_t i = 0; i < n; i++) {
        persons[i] = next_person(scene, last);
        if (!persons[i] || dmr_scene_link(scene, persons[i])->listed)
            return;
        last = dmr_scene_mention(scene, persons[i])->last;
    }
    for (uint32_t i = 0; i < n; i++) {
        dmr_person_take(scene, persons[i], role);
        dmr_scene_inherit_state(scene, persons[i], scene->members.at[first + i]);
        dmr_scene_link(scene, persons[i])->unresolved = false;
        if (dmr_scene_link(scene, role)->sovereign &&
            dmr_scene_mention(scene, persons[i])->sector.len == 0)
            dmr_scene_mention(scene, persons[i])->sector = DMR_STR("GOV");
    }
}

demarche_status dmr_names_told(dmr_scene *scene, demarche_error *err)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t i = 0; i < tree->n; i++) {
        const dmr_word *w = &tree->words[i];
        if (w->upos == DMR_UPOS_VERB) {
            one_verb(scene, i);
        } else if ((w->upos == DMR_UPOS_NOUN || w->upos == DMR_UPOS_PROPN) &&
                   dmr_tree_child(tree, i, DMR_REL_COP) >= 0) {
            uint32_t item = subject_of(scene, i, child_subject(tree, i));
            if (item && !is_unsaid(tree, i))
                give(scene, item, i, is_over(tree, i));
        }
    }
    size_t n = scene->list.n;
    for (size_t i = scene->first_at[scene->sentence]; i < n; i++)
        if (scene->list.at[i].kind == DEMARCHE_MENTION_GROUP)
            one_each(scene, (uint32_t)i + 1);
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}
