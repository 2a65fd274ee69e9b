/*
 * Who is meant by a pronoun, a role or a pair: whoever stands in its chain (chain.h); where
 * that names nobody, the mentions of the sentence and of the few before it are weighed by
 * agreement, nearness, grammatical role and how often they were spoken of. After the ideas
 * of Lappin and Leass (1994), with few weights.
 */
#include "mention/chain.h"
#include "mention/group.h"
#include "mention/name_norm.h"
#include "mention/scene.h"
#include "mention/speaker.h"

enum { LOOK_BACK = 4 }; /* sentences */

typedef struct wanted {
    bool person, thing, plural; /* he, she: person; it: thing; they: plural */
    bool possessive;
    char gender;
} wanted;

static bool pronoun_kind(const dmr_word *w, wanted *out)
{
    static const struct {
        const char *lemma;
        wanted is;
    } kinds[] = {
        {"he", {true, false, false, false, 'm'}},
        {"him", {true, false, false, false, 'm'}},
        {"his", {true, false, false, true, 'm'}},
        {"himself", {true, false, false, false, 'm'}},
        {"she", {true, false, false, false, 'f'}},
        {"her", {true, false, false, false, 'f'}},
        {"hers", {true, false, false, true, 'f'}},
        {"herself", {true, false, false, false, 'f'}},
        {"it", {false, true, false, false, 0}},
        {"its", {false, true, false, true, 0}},
        {"itself", {false, true, false, false, 0}},
        {"they", {false, false, true, false, 0}},
        {"them", {false, false, true, false, 0}},
        {"their", {false, false, true, true, 0}},
        {"theirs", {false, false, true, true, 0}},
        {"themselves", {false, false, true, false, 0}},
    };
    if (w->upos != DMR_UPOS_PRON)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (dmr_str_eq_nocase(w->lemma, dmr_str_c(kinds[i].lemma))) {
            *out = kinds[i].is;
            out->possessive |= w->rel == DMR_REL_NMOD_POSS;
            return true;
        }
    return false;
}

bool dmr_coref_is_pronoun(const dmr_word *word)
{
    wanted w;
    return word->rel != DMR_REL_EXPL && pronoun_kind(word, &w);
}

/* How well the mention agrees; negative: not at all. */
static double agreement(dmr_scene *scene, uint32_t item, const wanted *want, bool joined)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    const dmr_link *l = dmr_scene_link(scene, item);
    if (l->vague && m->code.len == 0) /* perhaps a surname, perhaps no actor */
        return l->role != DMR_ROLE_SUBJECT || want->plural ? -1
               : want->person                              ? 0.4
                                                           : 0.2;
    bool role = l->agent == DMR_AGENT_ROLE + 1 || l->agent == DMR_AGENT_POSTED + 1 ||
                (l->agent == DMR_AGENT_GROUP + 1 && !l->plural);
    bool adjective = m->is_list_name && l->name == DMR_NAME_ADJECTIVE;
    /* "The President", who was found to be somebody. */
    bool bearer = m->kind == DEMARCHE_MENTION_GROUP && l->like &&
                  dmr_scene_mention(scene, l->like)->kind == DEMARCHE_MENTION_PERSON;
    switch (bearer ? DEMARCHE_MENTION_PERSON : m->kind) {
    case DEMARCHE_MENTION_PERSON:
        if (want->person && want->gender && l->gender && l->gender != want->gender)
            return -1;
        return want->person && !joined ? 2.0 : want->plural && joined ? 1.5 : -1;
    case DEMARCHE_MENTION_STATE:
        if (want->plural)
            return l->plural ? 1.6 : joined ? 1.5 : adjective ? -1 : 0.2;
        return want->thing && !l->plural && !joined ? adjective ? 0.3 : 1.5 : -1;
    case DEMARCHE_MENTION_ORG:
        if (l->guessed && m->code.len == 0) /* after bodies that are known */
            return want->person || joined ? -1 : 0.5;
        return want->thing && !joined ? 1.5 : want->plural ? joined ? 1.5 : 0.8 : -1;
    case DEMARCHE_MENTION_GROUP:
        if (want->person)
            return !l->plural && !joined && role ? 1.4 : -1;
        if (want->plural)
            return l->plural || joined ? 1.8 : role ? -1 : 0.7;
        return !l->plural && !role && !joined ? 1.3 : -1;
    default:
        return -1;
    }
}

static bool has_conj(const dmr_scene *scene, const dmr_mention *m)
{
    const dmr_tree *tree = &scene->reading->trees[m->sentence];
    uint32_t base = scene->reading->tokens->sentences[m->sentence].first;
    for (int32_t c = tree->words[m->head].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_CONJ && scene->head_at[base + (uint32_t)c])
            return true;
    return false;
}

/* The verb or noun on which a word hangs, past coordination. */
static int32_t governor(const dmr_tree *tree, int32_t word)
{
    for (int32_t hops = 0; hops < 32 && tree->words[word].rel == DMR_REL_CONJ; hops++)
        word = tree->words[word].head;
    return tree->words[word].head;
}

/* "Syria and its neighbours": the pronoun stands in what is coordinated with the name. */
static bool behind_conj(const dmr_tree *tree, int32_t word, int32_t top)
{
    while (word >= 0 && tree->words[word].head != top)
        word = tree->words[word].head;
    return word >= 0 && tree->words[word].rel == DMR_REL_CONJ;
}

/* In the same sentence: may the pronoun at `word` stand for the mention at all? */
static bool may_bind(const dmr_tree *tree, const dmr_mention *m, int32_t word,
                     const wanted *want)
{
    if (m->head >= word)
        return false;
    if (dmr_tree_under(tree, word, m->head) && !behind_conj(tree, word, m->head))
        return false; /* "the visitor whom his hosts ...": it stands inside */
    if (!want->possessive && governor(tree, m->head) == governor(tree, word) &&
        tree->words[word].rel != DMR_REL_CONJ)
        return false; /* "X met him" */
    return true;
}

/* "We", which is neither "it" nor "they". */
static bool is_us(const dmr_scene *scene, uint32_t item)
{
    const dmr_mention *m = &scene->list.at[item - 1];
    return scene->links.at[item - 1].pronoun &&
           dmr_speaker_is_first_person(
               &scene->reading->trees[m->sentence].words[m->head]);
}

static double salience(dmr_scene *scene, uint32_t item, int32_t word, const wanted *want)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    const dmr_link *l = dmr_scene_link(scene, item);
    bool here = m->sentence == scene->sentence;
    if ((here && !may_bind(scene->tree, m, word, want)) ||
        (!want->person && is_us(scene, item)))
        return -1;
    bool joined = want->plural && has_conj(scene, m);
    double score = agreement(scene, item, want, joined);
    if (score < 0)
        return -1;
    score += l->role == DMR_ROLE_SUBJECT ? 1.0 : l->role == DMR_ROLE_OBJECT ? 0.5 : 0.0;
    uint8_t own = dmr_scene_role(scene->tree, word);
    if (l->role == DMR_ROLE_SUBJECT && own == DMR_ROLE_SUBJECT)
        score += 0.4;
    score -= 0.8 * (double)(scene->sentence - m->sentence);
    if (here) {
        const dmr_tree *tree = scene->tree;
        /* Deep inside another phrase is less in view. */
        uint8_t rel = tree->words[m->head].rel;
        score -= rel == DMR_REL_NMOD_POSS                         ? 0.1
                 : rel == DMR_REL_COMPOUND || rel == DMR_REL_AMOD ? 0.6
                 : rel == DMR_REL_NMOD                            ? 0.2
                                                                  : 0.0;
        score -= 0.01 * (double)(word - m->head);
    }
    const dmr_tokens *tokens = scene->reading->tokens;
    if (tokens->sentences[m->sentence].paragraph !=
        tokens->sentences[scene->sentence].paragraph)
        score -= 0.8;
    if (m->code.len)
        score += 0.3;
    if (m->kind == DEMARCHE_MENTION_ORG && dmr_str_is(m->sector, "MED"))
        score -= 0.8; /* who reports is seldom who is spoken of */
    return score;
}

static void add_members(dmr_scene *scene, uint32_t item, uint32_t from)
{
    const dmr_mention *m = dmr_scene_mention(scene, from);
    const dmr_tree *tree = &scene->reading->trees[m->sentence];
    uint32_t base = scene->reading->tokens->sentences[m->sentence].first;
    int32_t head = m->head;
    uint32_t at = (uint32_t)scene->members.n, n = 0;
    uint32_t *p = DMR_PUSH(scene->arena, scene->members);
    if (!p) {
        scene->failed = true;
        return;
    }
    *p = from;
    n++;
    for (int32_t c = tree->words[head].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint32_t other = scene->head_at[base + (uint32_t)c];
        if (tree->words[c].rel != DMR_REL_CONJ || !other || n >= DMR_PARTIES_MAX)
            continue;
        p = DMR_PUSH(scene->arena, scene->members);
        if (!p) {
            scene->failed = true;
            return;
        }
        *p = other;
        n++;
    }
    dmr_scene_link(scene, item)->members = at;
    dmr_scene_link(scene, item)->n_members = n;
}

/* A mention that tells who it is, of a kind that the pronoun can stand for. */
static bool stands_for(dmr_scene *scene, uint32_t item, const wanted *want)
{
    const dmr_mention *m = dmr_scene_mention(scene, item);
    if (m->kind > DEMARCHE_MENTION_PLACE || (!want->person && is_us(scene, item)))
        return false;
    if (want->person)
        return m->kind == DEMARCHE_MENTION_PERSON || m->kind == DEMARCHE_MENTION_GROUP;
    return want->plural || m->kind != DEMARCHE_MENTION_PERSON;
}

/* "In its statement, France said": the subject behind an opening phrase. */
static uint32_t subject_ahead(dmr_scene *scene, int32_t word, const wanted *want,
                              double *score)
{
    const dmr_tree *tree = scene->tree;
    int32_t noun = tree->words[word].head;
    if (noun < 0 || tree->words[noun].rel != DMR_REL_OBL || word > 4)
        return 0;
    int32_t verb = tree->words[noun].head;
    int32_t subject = verb < 0 ? -1 : dmr_tree_child(tree, verb, DMR_REL_NSUBJ);
    if (subject < 0 && verb >= 0)
        subject = dmr_tree_child(tree, verb, DMR_REL_NSUBJ_PASS);
    if (subject <= noun || tree->words[subject].upos == DMR_UPOS_PRON)
        return 0;
    uint32_t item = dmr_scene_ensure(scene, subject);
    if (!item)
        return 0;
    double agrees =
        agreement(scene, item, want,
                  want->plural && has_conj(scene, dmr_scene_mention(scene, item)));
    *score = agrees + 1.3 + (dmr_scene_mention(scene, item)->code.len ? 0.3 : 0.0);
    return agrees >= 1.0 ? item : 0;
}

/* Where its chain does not say: the mention that weighs most by rule. */
static uint32_t by_rule(dmr_scene *scene, int32_t word, const wanted *want)
{
    uint32_t back = scene->sentence < LOOK_BACK ? scene->sentence : LOOK_BACK;
    uint32_t best = 0;
    double best_score = 0;
    for (size_t i = scene->first_at[scene->sentence - back]; i < scene->list.n; i++) {
        double score = salience(scene, (uint32_t)i + 1, word, want);
        if (score > best_score) {
            best_score = score;
            best = (uint32_t)i + 1;
        }
    }
    double ahead_score = 0;
    uint32_t ahead =
        want->possessive ? subject_ahead(scene, word, want, &ahead_score) : 0;
    if (ahead && ahead_score > best_score)
        best = ahead;
    return best;
}

/* A name, or a role that stands for one; alone. */
static bool is_named(const dmr_scene *scene, uint32_t item)
{
    const dmr_mention *m = &scene->list.at[item - 1];
    const dmr_link *l = &scene->links.at[item - 1];
    return !l->pronoun && !has_conj(scene, m) &&
           (m->kind == DEMARCHE_MENTION_PERSON || m->kind == DEMARCHE_MENTION_STATE ||
            m->kind == DEMARCHE_MENTION_ORG ||
            (m->kind == DEMARCHE_MENTION_GROUP && l->like && !l->plural));
}

/* "The army declared its readiness": no name, and alone. */
static bool is_body(const dmr_scene *scene, uint32_t item, const wanted *want)
{
    const dmr_link *l = &scene->links.at[item - 1];
    return want->thing && !l->pronoun && !l->plural &&
           scene->list.at[item - 1].kind == DEMARCHE_MENTION_GROUP &&
           !has_conj(scene, &scene->list.at[item - 1]);
}

/* "Clinton put his arms around them", "Russia answered with its air force": the subject of
 * the verb over a possessive, where that is a name of the right kind. */
static uint32_t own_subject(dmr_scene *scene, int32_t word, const wanted *want)
{
    const dmr_tree *tree = scene->tree;
    if (!want->possessive || want->plural)
        return 0;
    int32_t verb = tree->words[word].head;
    for (int32_t hops = 0; verb >= 0 && tree->words[verb].upos != DMR_UPOS_VERB; hops++) {
        uint8_t rel = tree->words[verb].rel;
        if (hops == 8 || rel == DMR_REL_NSUBJ || rel == DMR_REL_NSUBJ_PASS)
            return 0; /* it stands in the subject itself */
        verb = tree->words[verb].head;
    }
    int32_t subject = verb < 0 ? -1 : dmr_tree_child(tree, verb, DMR_REL_NSUBJ);
    uint32_t item = subject < 0 || subject > word ? 0 : dmr_scene_ensure(scene, subject);
    if (!item)
        return 0;
    return (is_named(scene, item) || is_body(scene, item, want)) &&
                   agreement(scene, item, want, false) >= 1.0
               ? item
               : 0;
}

/* "Kabul said that it would keep its army": the subject of the verb whose clause the
 * pronoun's verb is. */
static uint32_t who_says(dmr_scene *scene, int32_t word, const wanted *want)
{
    const dmr_tree *tree = scene->tree;
    int32_t verb = tree->words[word].head;
    if (!want->thing || verb < 0 || tree->words[word].rel != DMR_REL_NSUBJ ||
        tree->words[verb].rel != DMR_REL_CCOMP)
        return 0;
    int32_t subject = dmr_tree_child(tree, tree->words[verb].head, DMR_REL_NSUBJ);
    uint32_t item = subject < 0 || subject > word ? 0 : dmr_scene_ensure(scene, subject);
    return item && is_named(scene, item) && agreement(scene, item, want, false) >= 1.0
               ? item
               : 0;
}

/* Of those in the pronoun's chain the nearest that is somebody: before it, else behind it
 * in its sentence ("In its statement, France said"). */
static uint32_t by_chain(dmr_scene *scene, int32_t word, const wanted *want)
{
    enum { MOST = 64 };
    uint32_t own = dmr_chains_nominal(scene->chains, scene, scene->sentence, word);
    if (!own)
        return 0;
    dmr_nominals all = dmr_chains_nominals(scene->chains);
    uint32_t before = all.at[own - 1].before;
    for (int k = 0; before && k < MOST; k++, before = all.at[before - 1].before) {
        const dmr_nominal *n = &all.at[before - 1];
        uint32_t base = scene->reading->tokens->sentences[n->sentence].first;
        uint32_t item = n->sentence == scene->sentence
                            ? dmr_scene_ensure(scene, n->word)
                            : scene->head_at[base + (uint32_t)n->word];
        if (!item || !stands_for(scene, item, want))
            continue;
        bool here = n->sentence == scene->sentence;
        return here && !may_bind(scene->tree, dmr_scene_mention(scene, item), word, want)
                   ? 0
                   : item;
    }
    uint32_t behind = dmr_chains_chain(scene->chains, all.at[own - 1].chain)->last;
    for (; behind > own; behind = all.at[behind - 1].before) {
        const dmr_nominal *n = &all.at[behind - 1];
        if (n->sentence != scene->sentence || dmr_nominal_is_pronoun(n))
            continue;
        uint32_t item = dmr_scene_ensure(scene, n->word);
        if (item && stands_for(scene, item, want))
            return item;
    }
    return 0;
}

/* "China withdrew her claim": a state, in the manner of old; the last named in the
 * sentence. */
static uint32_t state_before(const dmr_scene *scene, int32_t word)
{
    uint32_t best = 0;
    for (size_t i = scene->first_at[scene->sentence]; i < scene->list.n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        if (m->kind == DEMARCHE_MENTION_STATE && !m->is_list_name && m->head < word &&
            (!best || m->head > scene->list.at[best - 1].head))
            best = (uint32_t)i + 1;
    }
    return best;
}

/* "Nigeria thanked Mr. Okello for his work": one named in the sentence, rather than one of
 * sentences before. */
static uint32_t person_here(dmr_scene *scene, int32_t word, const wanted *want)
{
    uint32_t best = 0;
    for (size_t i = scene->first_at[scene->sentence]; i < scene->list.n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        if (m->kind == DEMARCHE_MENTION_PERSON && !scene->links.at[i].pronoun &&
            may_bind(scene->tree, m, word, want) &&
            agreement(scene, (uint32_t)i + 1, want, false) > 0 &&
            (!best || m->head > scene->list.at[best - 1].head))
            best = (uint32_t)i + 1;
    }
    return best;
}

/* Oneself is the subject, or nobody. */
static uint32_t oneself(dmr_scene *scene, int32_t word)
{
    const dmr_tree *tree = scene->tree;
    int32_t verb = tree->words[word].head;
    if (verb == word - 1 && tree->words[verb].upos == DMR_UPOS_PROPN)
        return dmr_scene_ensure(scene, verb); /* "Norway itself" */
    for (int32_t hops = 0; verb >= 0 && tree->words[verb].upos != DMR_UPOS_VERB; hops++) {
        if (hops == 8)
            return 0;
        verb = tree->words[verb].head;
    }
    int32_t subject = verb < 0 ? -1 : dmr_tree_child(tree, verb, DMR_REL_NSUBJ);
    if (verb >= 0 && subject < 0 && tree->words[verb].rel == DMR_REL_XCOMP) {
        int32_t over = tree->words[verb].head; /* "helped them to defend themselves" */
        subject = dmr_tree_child(tree, over, DMR_REL_OBJ);
        if (subject < 0)
            subject = dmr_tree_child(tree, over, DMR_REL_NSUBJ_PASS);
        if (subject < 0)
            subject = dmr_tree_child(tree, over, DMR_REL_NSUBJ);
    }
    return subject < 0 || subject > word ? 0 : dmr_scene_ensure(scene, subject);
}

/* "Botswana urged them": others than who urges. */
static bool is_fellow(dmr_scene *scene, int32_t word, uint32_t item)
{
    const dmr_tree *tree = scene->tree;
    uint8_t rel = tree->words[word].rel;
    int32_t verb = tree->words[word].head;
    demarche_str code = dmr_scene_mention(scene, item)->code;
    if (verb < 0 || !code.len ||
        (rel != DMR_REL_OBJ && rel != DMR_REL_IOBJ && rel != DMR_REL_OBL))
        return false;
    int32_t subject = dmr_tree_child(tree, verb, DMR_REL_NSUBJ);
    uint32_t other = subject < 0 ? 0 : dmr_scene_ensure(scene, subject);
    return other && dmr_str_eq(dmr_scene_mention(scene, other)->code, code);
}

/* Whom the chains and the rules take it for; 0: nobody, or a thing. */
static uint32_t antecedent(dmr_scene *scene, int32_t word, const wanted *want)
{
    demarche_str lemma = scene->tree->words[word].lemma;
    if (dmr_str_ends(lemma, DMR_STR("self")) || dmr_str_ends(lemma, DMR_STR("selves")))
        return oneself(scene, word);
    uint32_t best = own_subject(scene, word, want);
    if (!best)
        best = who_says(scene, word, want);
    if (best)
        return best;
    best = by_chain(scene, word, want);
    if (!best)
        best = by_rule(scene, word, want);
    if (best && want->person &&
        dmr_scene_mention(scene, best)->sentence != scene->sentence) {
        uint32_t here = person_here(scene, word, want);
        best = here ? here : best;
    }
    bool here = best && dmr_scene_mention(scene, best)->sentence == scene->sentence;
    if (want->gender == 'f' && !here &&
        !(best && dmr_scene_link(scene, best)->gender == 'f')) {
        uint32_t state = state_before(scene, word);
        best = state ? state : best;
    }
    if (best && !want->person &&
        (is_fellow(scene, word, best) ||
         dmr_coref_is_thing(scene, word, best, want->plural)))
        return 0;
    return best;
}

uint32_t dmr_coref_pronoun(dmr_scene *scene, int32_t word)
{
    wanted want;
    if (!pronoun_kind(&scene->tree->words[word], &want))
        return 0;
    uint32_t best = antecedent(scene, word, &want);
    if (!best)
        return 0;
    bool joined = want.plural && has_conj(scene, dmr_scene_mention(scene, best));
    demarche_mention_kind kind = dmr_scene_mention(scene, best)->kind;
    uint32_t item = dmr_scene_add(scene, kind, word, word, word);
    if (!item)
        return 0;
    dmr_scene_refer(scene, item, best);
    dmr_link *l = dmr_scene_link(scene, item);
    l->pronoun = true;
    l->plural = want.plural;
    if (want.gender)
        l->gender = want.gender;
    if (joined) {
        add_members(scene, item, best);
        dmr_scene_mention(scene, item)->cluster = ++scene->n_clusters;
    }
    return item;
}

/* ---------------------------------------------------------------------------- roles */

static bool office_fits(demarche_str office, demarche_str wanted_office)
{
    if (wanted_office.len == 0 || office.len < wanted_office.len)
        return false;
    for (size_t at = dmr_str_find(office, wanted_office, 0); at != SIZE_MAX;
         at = dmr_str_find(office, wanted_office, at + 1)) {
        size_t end = at + wanted_office.len;
        if ((at == 0 || office.ptr[at - 1] == ' ') &&
            (end == office.len || office.ptr[end] == ' ')) {
            /* "vice president" is not "president". */
            demarche_str before = dmr_str(office.ptr, at);
            if (dmr_str_ends(before, DMR_STR("vice ")) ||
                dmr_str_ends(before, DMR_STR("deputy ")) ||
                dmr_str_ends(before, DMR_STR("assistant ")) ||
                dmr_str_ends(before, DMR_STR("under ")) ||
                dmr_str_ends(before, DMR_STR("former ")))
                return false;
            return true;
        }
    }
    return false;
}

uint32_t dmr_coref_role(dmr_scene *scene, demarche_str office, bool governs,
                        demarche_str code, int32_t word)
{
    enum { BACK = 12 };
    uint32_t back = scene->sentence < BACK ? scene->sentence : BACK, group = 0;
    size_t begin = scene->first_at[scene->sentence - back];
    for (size_t i = scene->list.n; i > begin; i--) {
        const dmr_mention *m = &scene->list.at[i - 1];
        if (m->office.len == 0 || m->office.len > 200 ||
            (m->sentence == scene->sentence && m->head >= word) ||
            (m->kind != DEMARCHE_MENTION_PERSON && m->kind != DEMARCHE_MENTION_GROUP) ||
            (code.len && !dmr_str_eq(m->code, code)))
            continue;
        bool person = m->kind == DEMARCHE_MENTION_PERSON;
        char buf[640];
        size_t k = dmr_name_norm(buf, sizeof buf, m->office);
        if (!(governs && person && code.len && dmr_str_is(m->sector, "GOV")) &&
            (k == SIZE_MAX || !office_fits(dmr_str(buf, k), office)))
            continue;
        if (person)
            return (uint32_t)i; /* the person rather than the title */
        if (!group && !code.len)
            group = (uint32_t)i;
    }
    return group;
}

uint32_t dmr_coref_bearer(const dmr_scene *scene, demarche_str code, int32_t word)
{
    enum { MOST = 12 };
    uint32_t own = dmr_chains_nominal(scene->chains, scene, scene->sentence, word);
    if (!own)
        return 0;
    dmr_nominals all = dmr_chains_nominals(scene->chains);
    uint32_t before = all.at[own - 1].before;
    for (int k = 0; before && k < MOST; k++, before = all.at[before - 1].before) {
        const dmr_nominal *n = &all.at[before - 1];
        uint32_t base = scene->reading->tokens->sentences[n->sentence].first;
        uint32_t item = scene->head_at[base + (uint32_t)n->word];
        if (!item || scene->list.at[item - 1].kind != DEMARCHE_MENTION_PERSON)
            continue;
        demarche_str his = scene->list.at[item - 1].code;
        return code.len && his.len && !dmr_str_eq(code, his) ? 0 : item;
    }
    return 0;
}

uint32_t dmr_coref_body(dmr_scene *scene, demarche_str noun, int32_t word)
{
    enum { BACK = 12 };
    uint32_t back = scene->sentence < BACK ? scene->sentence : BACK;
    size_t begin = scene->first_at[scene->sentence - back];
    for (size_t i = scene->list.n; i > begin; i--) {
        const dmr_mention *m = &scene->list.at[i - 1];
        if (m->kind != DEMARCHE_MENTION_ORG || scene->links.at[i - 1].pronoun ||
            m->name.len > 200 || (m->sentence == scene->sentence && m->head >= word))
            continue;
        char buf[640];
        size_t k = dmr_name_norm(buf, sizeof buf, m->name);
        if (k != SIZE_MAX && office_fits(dmr_str(buf, k), noun))
            return (uint32_t)i;
    }
    return 0;
}
