/*
 * "The two countries", "both sides", "the three leaders": so many that were named before.
 * A list of just so many close by is the best; then the pair that the document is about;
 * then the last that were named.
 */
#include "base/error.h"
#include "mention/group.h"
#include "mention/scene.h"
#include "mention/speaker.h"

enum { LOOK_BACK = 6 }; /* sentences */

/* What a search may take. */
typedef struct search {
    dmr_scene *scene;
    int32_t word;  /* that stands for them */
    int32_t verb;  /* which governs it: its other arguments are others; -1: none */
    size_t wanted; /* how many */
    bool persons, bodies;
    demarche_str others; /* a state that is none of them */
    bool within;         /* may be of one state, if they are told apart otherwise */
    bool named;          /* no pronoun, nor what stands for another as one does */
    uint32_t first_sentence;
} search;

/* The verb that governs the word through nouns and infinitives. */
static int32_t governing_verb(const dmr_tree *tree, int32_t word)
{
    int32_t verb = -1;
    for (int32_t w = tree->words[word].head, hops = 0; w >= 0 && hops < 24;
         w = tree->words[w].head, hops++) {
        if (tree->words[w].upos != DMR_UPOS_VERB)
            continue;
        verb = w;
        if (tree->words[w].rel != DMR_REL_XCOMP)
            break;
    }
    return verb;
}

/* Those who stand against each other, be it in one state. */
static bool is_side(const dmr_scene *scene, int32_t word)
{
    demarche_str noun = scene->tree->words[word].lemma;
    return dmr_str_is(noun, "side") || dmr_str_is(noun, "party");
}

static bool is_those(const dmr_tree *tree, int32_t word)
{
    int32_t det = dmr_tree_child(tree, word, DMR_REL_DET);
    return det >= 0 && (dmr_str_is(tree->words[det].lemma, "that") ||
                        dmr_str_is(tree->words[det].lemma, "those"));
}

/* "We appeal to both sides", "those two countries", "the two parties" are others than ourselves; "the two
 * countries" may be ours and another's. */
static bool is_us(const search *q, size_t i)
{
    const dmr_scene *scene = q->scene;
    const dmr_mention *m = &scene->list.at[i];
    if (!scene->links.at[i].pronoun ||
        !dmr_speaker_is_first_person(&scene->reading->trees[m->sentence].words[m->head]))
        return false;
    int32_t subject =
        q->verb < 0 ? -1 : dmr_tree_child(scene->tree, q->verb, DMR_REL_NSUBJ);
    return is_side(scene, q->word) || is_those(scene->tree, q->word) ||
           (subject >= 0 && subject != q->word &&
            dmr_speaker_is_first_person(&scene->tree->words[subject]));
}

static bool usable(const search *q, size_t i)
{
    const dmr_scene *scene = q->scene;
    const dmr_mention *m = &scene->list.at[i];
    const dmr_link *l = &scene->links.at[i];
    if (m->code.len != 3 || l->n_members || (q->named && l->pronoun) || is_us(q, i) ||
        dmr_str_eq(m->code, q->others))
        return false;
    if (q->bodies ? m->kind != DEMARCHE_MENTION_ORG
                  : !q->named && dmr_str_is(m->sector, "IGO"))
        return false;
    bool role =
        m->kind == DEMARCHE_MENTION_GROUP && !l->plural && l->agent == DMR_AGENT_ROLE + 1;
    if (q->persons ? m->kind != DEMARCHE_MENTION_PERSON && !role
                   : m->kind > DEMARCHE_MENTION_GROUP)
        return false;
    const dmr_tree *tree = &scene->reading->trees[m->sentence];
    if (role && tree->words[m->head].rel == DMR_REL_NMOD_DESC)
        return false; /* a title; its bearer counts */
    if (m->sentence != scene->sentence)
        return true;
    if (m->head >= q->word)
        return false;
    int32_t over = m->head;
    for (int32_t hops = 0; hops < 16 && tree->words[over].rel == DMR_REL_CONJ; hops++)
        over = tree->words[over].head;
    uint8_t rel = tree->words[over].rel;
    return q->verb < 0 || tree->words[over].head != q->verb ||
           (rel != DMR_REL_NSUBJ && rel != DMR_REL_NSUBJ_PASS && rel != DMR_REL_OBJ);
}

static bool told_apart(const search *q, const uint32_t *out, size_t n, size_t i)
{
    const dmr_mention *m = &q->scene->list.at[i];
    for (size_t k = 0; k < n; k++) {
        const dmr_mention *o = &q->scene->list.at[out[k] - 1];
        if (q->persons && o->cluster && o->cluster == m->cluster)
            return false;
        if (!dmr_str_eq(o->code, m->code))
            continue;
        if (!q->within || o->cluster == m->cluster || m->sector.len == 0 ||
            dmr_str_eq(o->sector, m->sector))
            return false;
    }
    return true;
}

/* "Cairo and Jerusalem": just so many joined, the last such list. */
static bool find_list(const search *q, uint32_t *out)
{
    dmr_scene *scene = q->scene;
    uint32_t from = scene->sentence < 2 ? 0 : scene->sentence - 2;
    if (from < q->first_sentence)
        from = q->first_sentence;
    for (size_t i = scene->list.n; i > scene->first_at[from]; i--) {
        const dmr_mention *m = &scene->list.at[i - 1];
        if (!usable(q, i - 1))
            continue;
        const dmr_tree *tree = &scene->reading->trees[m->sentence];
        uint32_t base = scene->reading->tokens->sentences[m->sentence].first;
        size_t n = 0;
        out[n++] = (uint32_t)i;
        bool more = false;
        for (int32_t c = tree->words[m->head].first_child; c >= 0;
             c = tree->words[c].next_sibling) {
            uint32_t other = scene->head_at[base + (uint32_t)c];
            if (tree->words[c].rel != DMR_REL_CONJ)
                continue;
            if (!other || !usable(q, other - 1) || !told_apart(q, out, n, other - 1) ||
                n == q->wanted) {
                more = true;
                break;
            }
            out[n++] = other;
        }
        if (!more && n == q->wanted)
            return true;
    }
    return false;
}

/* The states of which the document speaks most, where they stand out. */
static bool find_main(const search *q, uint32_t *out)
{
    dmr_scene *scene = q->scene;
    uint32_t all = 0, best[3] = {0};
    size_t at[3] = {0};
    for (size_t i = 0; i < scene->g->n_subjects; i++) {
        uint32_t w = scene->state_weight[i];
        all += w;
        size_t k = 3;
        while (k > 0 && w > best[k - 1])
            k--;
        for (size_t j = 2; j > k; j--) {
            best[j] = best[j - 1];
            at[j] = at[j - 1];
        }
        if (k < 3) {
            best[k] = w;
            at[k] = i;
        }
    }
    if (q->wanted != 2 || best[1] < 3 || best[1] < 2 * best[2] || best[1] * 5 < all)
        return false;
    demarche_str codes[2];
    for (size_t k = 0; k < 2; k++) {
        const dmr_sense *s = dmr_gazetteer_subject(scene->g, (uint32_t)at[k], scene->day);
        codes[k] = s ? s->code : (demarche_str){"", 0};
        out[k] = 0;
    }
    for (size_t i = scene->list.n; i > 0 && !(out[0] && out[1]); i--) {
        if (scene->list.at[i - 1].kind != DEMARCHE_MENTION_STATE || !usable(q, i - 1))
            continue;
        if (scene->list.at[i - 1].sentence + 40 < scene->sentence)
            break;
        for (size_t k = 0; k < 2; k++)
            if (!out[k] && dmr_str_eq(scene->list.at[i - 1].code, codes[k]))
                out[k] = (uint32_t)i;
    }
    return out[0] && out[1];
}

/* The last named, the nearest sentence first; where a sentence names more than are meant,
 * nobody knows which. */
static bool find_last(const search *q, uint32_t *out)
{
    dmr_scene *scene = q->scene;
    size_t n = 0;
    for (uint32_t s = scene->sentence + 1; s > q->first_sentence && n < q->wanted; s--) {
        size_t end = s - 1 == scene->sentence ? scene->list.n : scene->first_at[s];
        for (size_t i = scene->first_at[s - 1]; i < end; i++) {
            if (!usable(q, i) || !told_apart(q, out, n, i))
                continue;
            if (n == q->wanted)
                return false;
            out[n++] = (uint32_t)i + 1;
        }
    }
    return n == q->wanted;
}

/* The first sentence of the paragraph, but not further back than LOOK_BACK. */
static uint32_t begin_of(const dmr_scene *scene, bool paragraph_only)
{
    const dmr_tokens *tokens = scene->reading->tokens;
    uint32_t s = scene->sentence, paragraph = tokens->sentences[s].paragraph;
    for (int back = 0; back < LOOK_BACK && s > 0; back++, s--)
        if (tokens->sentences[s - 1].paragraph + (paragraph_only ? 0 : 1) < paragraph)
            break;
    return s;
}

/* "Norway urged the two sides": not of the state that speaks to them. */
static demarche_str code_of_subject(dmr_scene *scene, int32_t word, int32_t verb)
{
    int32_t subject = verb < 0 ? -1 : dmr_tree_child(scene->tree, verb, DMR_REL_NSUBJ);
    uint32_t item = 0;
    if (subject >= 0 && !dmr_tree_under(scene->tree, word, subject) &&
        is_side(scene, word))
        item = dmr_scene_ensure(scene, subject);
    return item ? dmr_scene_mention(scene, item)->code : (demarche_str){"", 0};
}

bool dmr_coref_several(dmr_scene *scene, int32_t word, size_t wanted, dmr_several sort,
                       uint32_t *out)
{
    int32_t verb = governing_verb(scene->tree, word);
    search q = {.scene = scene,
                .word = word,
                .verb = verb,
                .others = code_of_subject(scene, word, verb),
                .wanted = wanted,
                .persons = sort == DMR_SEVERAL_PERSONS,
                .bodies = sort == DMR_SEVERAL_BODIES,
                .first_sentence = begin_of(scene, true)};
    if (q.persons) {
        q.first_sentence = begin_of(scene, false);
        if (find_last(&q, out))
            return true;
        q.persons = false;
        q.first_sentence = begin_of(scene, true);
    }
    if (find_list(&q, out) || (!q.bodies && find_main(&q, out)) || find_last(&q, out))
        return true;
    q.within = true;
    return is_side(scene, word) && find_last(&q, out);
}

/* "The former", "the latter" at the head of a phrase: 1 or 2; 0: it is neither. */
static size_t which(const dmr_tree *tree, int32_t word)
{
    const dmr_word *w = &tree->words[word];
    size_t n = dmr_str_is(w->lemma, "former")   ? 1
               : dmr_str_is(w->lemma, "latter") ? 2
                                                : 0;
    int32_t the = dmr_tree_child(tree, word, DMR_REL_DET);
    return n && w->rel != DMR_REL_AMOD && the >= 0 &&
                   dmr_str_is(tree->words[the].lemma, "the")
               ? n
               : 0;
}

static void former_or_latter(dmr_scene *scene, int32_t word, size_t number)
{
    uint32_t two[DMR_SEVERAL_MAX];
    search q = {.scene = scene,
                .word = word,
                .verb = -1,
                .wanted = 2,
                .named = true,
                .first_sentence = scene->sentence < 2 ? 0 : scene->sentence - 2};
    if (!find_list(&q, two)) {
        /* Both as they are named first in the sentence before. */
        q.first_sentence = scene->sentence < 1 ? 0 : scene->sentence - 1;
        if (!find_last(&q, two))
            return;
    }
    uint32_t from = two[number - 1];
    uint32_t item =
        dmr_scene_add(scene, dmr_scene_mention(scene, from)->kind, word, word, word);
    if (!item)
        return;
    dmr_scene_refer(scene, item, from);
    dmr_scene_link(scene, item)->pronoun = true;
}

demarche_status dmr_coref_former_latter(dmr_scene *scene, demarche_error *err)
{
    for (int32_t i = 0; i < scene->tree->n; i++) {
        size_t number = which(scene->tree, i);
        if (number && !dmr_scene_at(scene, i))
            former_or_latter(scene, i, number);
    }
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}
