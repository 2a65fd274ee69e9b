/*
 * The parties that a noun phrase stands for, as of a day.
 */
#include "mention/gazetteer.h"
#include "mention/links.h"
#include "mention/mention.h"
#include "mention/place_noun.h"

enum { DEPTH_MAX = 8 };

typedef struct finder {
    const dmr_reading *reading;
    const dmr_tree *tree;
    uint32_t sentence, base;
    dmr_day day;
    dmr_party *out;
    size_t n;
} finder;

static bool has_party(const finder *f, const dmr_party *p)
{
    for (size_t i = 0; i < f->n; i++) {
        const dmr_party *q = &f->out[i];
        if (p->cluster && p->cluster == q->cluster && p->word == q->word)
            return true;
        if (p->code.len && dmr_str_eq(p->code, q->code) &&
            dmr_str_eq(p->identifier, q->identifier) && dmr_str_eq(p->sector, q->sector))
            return true;
    }
    return false;
}

static demarche_str text_of(const finder *f, int32_t first, int32_t last)
{
    const dmr_token *t = f->tree->tokens;
    demarche_str text = f->reading->source->text;
    if (t[last].end < t[first].start || t[last].end > text.len)
        return t[first].form;
    return dmr_str(text.ptr + t[first].start, t[last].end - t[first].start);
}

/* "The Foreign Minister of Poland, Krzysztof Skubiszewski": the role's bearer. */
static void name_bearer(const finder *f, const dmr_mention *role, dmr_party *p)
{
    const dmr_mentions *all = &f->reading->mentions;
    for (uint32_t i = all->first_of_sentence[f->sentence];
         i < all->first_of_sentence[f->sentence + 1]; i++)
        if (all->at[i].kind == DEMARCHE_MENTION_PERSON &&
            all->at[i].cluster == role->cluster && !f->reading->links->at[i].pronoun) {
            p->identifier = all->at[i].name;
            return;
        }
}

/* One mention as a party. `as`: the mention that tells who it is, which may stand in
 * another sentence; `at`: the one whose words are quoted. */
static bool add(finder *f, uint32_t at, uint32_t as, bool keep_sector)
{
    const dmr_reading *r = f->reading;
    const dmr_mention *m = &r->mentions.at[as - 1], *w = &r->mentions.at[at - 1];
    const dmr_link *lm = &r->links->at[as - 1], *lw = &r->links->at[at - 1];
    if (f->n == DMR_PARTIES_MAX)
        return true;
    dmr_party p = {.word = w->head, .first = lw->text_first, .last = lw->text_last};
    if (p.first > p.last || p.last >= f->tree->n)
        p.first = p.last = w->head;
    p.text = text_of(f, p.first, p.last);
    p.code = dmr_link_code(r->gazetteer, r->links->state_weight, m, lm, f->day);
    p.sector = keep_sector && w->sector.len ? w->sector : m->sector;
    p.identifier = m->name;
    p.office = m->office;
    p.region = lm->region;
    p.cluster = m->cluster;
    p.by_coreference = lw->like != 0;
    if (lw->agent == DMR_AGENT_STATE + 1) { /* "the two nations": the states themselves */
        p.sector = w->sector;
        p.office = (demarche_str){"", 0};
        uint32_t state = dmr_map_get(r->gazetteer->state_code, p.code, UINT32_MAX);
        const dmr_sense *s = dmr_gazetteer_subject(r->gazetteer, state, f->day);
        if (s)
            p.identifier = s->canonical;
    }
    if (m->kind == DEMARCHE_MENTION_GROUP && m->cluster && m->sentence == f->sentence)
        name_bearer(f, m, &p);
    if (has_party(f, &p))
        return true;
    f->out[f->n++] = p;
    return true;
}

static bool add_mention(finder *f, uint32_t item)
{
    const dmr_reading *r = f->reading;
    const dmr_mention *m = &r->mentions.at[item - 1];
    const dmr_link *l = &r->links->at[item - 1];
    if (m->kind == DEMARCHE_MENTION_TIME || m->kind == DEMARCHE_MENTION_QUANTITY ||
        (m->kind == DEMARCHE_MENTION_PLACE && l->unresolved))
        return false;
    if (l->n_members == 0)
        return add(f, item, item, true);
    for (uint32_t i = 0; i < l->n_members; i++)
        add(f, item, r->links->members[l->members + i],
            m->kind == DEMARCHE_MENTION_GROUP && !l->pronoun);
    return true;
}

static bool is_relative(const dmr_tree *tree, int32_t word)
{
    demarche_str l = tree->words[word].lemma;
    return (dmr_str_is(l, "who") || dmr_str_is(l, "which") || dmr_str_is(l, "that") ||
            dmr_str_is(l, "whom") || dmr_str_is(l, "whose") || dmr_str_is(l, "where")) &&
           (tree->words[word].upos == DMR_UPOS_PRON ||
            tree->words[word].upos == DMR_UPOS_DET ||
            tree->words[word].upos == DMR_UPOS_ADV ||
            tree->words[word].upos == DMR_UPOS_SCONJ);
}

static bool is_person(const finder *f, uint32_t item)
{
    const dmr_mention *m = &f->reading->mentions.at[item - 1];
    uint8_t agent = f->reading->links->at[item - 1].agent;
    return m->kind == DEMARCHE_MENTION_PERSON ||
           (m->kind == DEMARCHE_MENTION_GROUP &&
            (agent == DMR_AGENT_ROLE + 1 || agent == DMR_AGENT_POSTED + 1 ||
             agent == DMR_AGENT_GROUP + 1));
}

/* The noun that a relative pronoun stands for, or -1. "Who" is a person: the one that
 * stands right before it, else the nearest above the noun that the tree gives. */
static int32_t antecedent(const finder *f, int32_t word)
{
    const dmr_tree *tree = f->tree;
    bool who = dmr_str_starts(tree->words[word].lemma, DMR_STR("who"));
    int32_t before = word - 1;
    while (before >= 0 && tree->words[before].upos == DMR_UPOS_PUNCT)
        before--;
    if (who && before >= 0) {
        uint32_t item = f->reading->mentions.word_mention[f->base + (uint32_t)before];
        if (item && f->reading->mentions.at[item - 1].kind == DEMARCHE_MENTION_PERSON)
            return f->reading->mentions.at[item - 1].head;
    }
    int32_t noun = -1;
    for (int32_t w = word, hops = 0; w >= 0 && hops < 64; w = tree->words[w].head, hops++)
        if (tree->words[w].rel == DMR_REL_ACL_RELCL) {
            noun = tree->words[w].head;
            break;
        }
    if (!who)
        return noun;
    for (int32_t w = noun, hops = 0; w >= 0 && hops < 12;
         w = tree->words[w].head, hops++) {
        uint32_t item = f->reading->links->head_mention[f->base + (uint32_t)w];
        if (item && is_person(f, item))
            return w;
        uint8_t rel = tree->words[w].rel;
        if (rel != DMR_REL_NMOD && rel != DMR_REL_APPOS && rel != DMR_REL_CONJ &&
            rel != DMR_REL_NMOD_POSS && rel != DMR_REL_FLAT)
            break;
    }
    return noun;
}

static bool nominal(const dmr_word *w)
{
    return w->upos == DMR_UPOS_NOUN || w->upos == DMR_UPOS_PROPN ||
           w->upos == DMR_UPOS_PRON || w->upos == DMR_UPOS_NUM ||
           w->upos == DMR_UPOS_ADJ || w->upos == DMR_UPOS_DET || w->upos == DMR_UPOS_X;
}

/* "By France and Britain, but not by Spain". */
static bool left_out(const dmr_tree *tree, int32_t word)
{
    int32_t adverb = dmr_tree_child(tree, word, DMR_REL_ADVMOD);
    return adverb >= 0 && dmr_str_is(tree->words[adverb].lemma, "not");
}

static void find(finder *f, int32_t word, bool modifiers, int depth);

/* "Soviet-Korean": both are meant, wherever the tree hangs the first. */
static void hyphen_pair(finder *f, int32_t word, int depth)
{
    const dmr_tree *tree = f->tree;
    if (word < 2 || !dmr_str_is(tree->tokens[word - 1].form, "-") ||
        tree->tokens[word - 1].space_after)
        return;
    uint32_t item = f->reading->links->head_mention[f->base + (uint32_t)word - 2];
    if (item && f->reading->mentions.at[item - 1].kind == DEMARCHE_MENTION_STATE)
        find(f, word - 2, false, depth + 1);
}

static bool hyphened(const dmr_tree *tree, int32_t word)
{
    return (word > 0 && dmr_str_is(tree->tokens[word - 1].form, "-")) ||
           (word + 1 < tree->n && dmr_str_is(tree->tokens[word + 1].form, "-"));
}

/* "The Geneva accords", "an agreement in Geneva" are not Switzerland's, nor "the Paris
 * conference" France's; but "Moscow-Hanoi talks" are theirs. */
static bool names_place(const finder *f, int32_t word, size_t rank)
{
    uint32_t item = f->reading->links->head_mention[f->base + (uint32_t)word];
    int32_t c = dmr_tree_child(f->tree, word, DMR_REL_CASE);
    if (rank == 0 || !item)
        return false;
    if (rank == 2 && (c < 0 || (!dmr_str_is(f->tree->words[c].lemma, "in") &&
                                !dmr_str_is(f->tree->words[c].lemma, "at"))))
        return false;
    const dmr_mention *m = &f->reading->mentions.at[item - 1];
    if (m->kind == DEMARCHE_MENTION_STATE) {
        /* "Nobody in Ankara" is of it; "signed a treaty in Moscow" was done there. */
        const dmr_word *own = &f->tree->words[word], *over = &f->tree->words[own->head];
        bool there =
            rank == 2 && (over->upos == DMR_UPOS_PRON || over->rel == DMR_REL_OBJ);
        if (own->rel == DMR_REL_COMPOUND && over->upos == DMR_UPOS_PROPN &&
            !m->is_list_name && !hyphened(f->tree, word))
            return true; /* "the Uruguay Round" */
        return f->reading->links->at[item - 1].name == DMR_NAME_CAPITAL && !there &&
               !hyphened(f->tree, word);
    }
    return m->kind == DEMARCHE_MENTION_PLACE && !m->can_act;
}

/* "The World Conference", "a world order": how great a thing is, and nobody. */
static bool says_how_great(const finder *f, int32_t word)
{
    uint32_t item = f->reading->links->head_mention[f->base + (uint32_t)word];
    return item && f->tree->words[word].rel == DMR_REL_COMPOUND &&
           dmr_str_is(f->reading->links->at[item - 1].region, "001");
}

/* "The island of Grenada", "the port of Aden": the name behind "of" says which. */
static void named_behind_of(finder *f, int32_t word, int depth)
{
    const dmr_tree *tree = f->tree;
    const dmr_gazetteer *g = f->reading->gazetteer;
    if (!dmr_place_noun_is(g ? g->places : NULL, tree->words[word].lemma,
                           DMR_PLACE_NOUN_OF))
        return;
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        int32_t preposition = dmr_tree_child(tree, c, DMR_REL_CASE);
        if (tree->words[c].rel == DMR_REL_NMOD && preposition >= 0 &&
            dmr_str_is(tree->words[preposition].lemma, "of"))
            find(f, c, false, depth + 1);
    }
}

static void among_modifiers(finder *f, int32_t word, int depth)
{
    static const uint8_t ranks[][4] = {
        {DMR_REL_NMOD_POSS, DMR_REL_NMOD_POSS, DMR_REL_NMOD_POSS, DMR_REL_NMOD_POSS},
        {DMR_REL_AMOD, DMR_REL_COMPOUND, DMR_REL_NMOD_UNMARKED, DMR_REL_NMOD_DESC},
        {DMR_REL_NMOD, DMR_REL_OBL_AGENT, DMR_REL_APPOS, DMR_REL_ACL},
    };
    const dmr_tree *tree = f->tree;
    size_t before = f->n;
    for (size_t rank = 0; rank < 3 && f->n == before; rank++)
        for (int32_t c = tree->words[word].first_child; c >= 0;
             c = tree->words[c].next_sibling)
            for (size_t k = 0; k < 4; k++)
                if (tree->words[c].rel == ranks[rank][k]) {
                    if (!names_place(f, c, rank) && !says_how_great(f, c))
                        find(f, c, true, depth + 1);
                    break;
                }
}

static bool nameless(const finder *f, uint32_t item)
{
    const dmr_mention *m = &f->reading->mentions.at[item - 1];
    return m->kind == DEMARCHE_MENTION_GROUP && m->code.len == 0 &&
           f->reading->links->at[item - 1].n_members == 0;
}

static void find(finder *f, int32_t word, bool modifiers, int depth)
{
    if (word < 0 || word >= f->tree->n || depth > DEPTH_MAX || f->n == DMR_PARTIES_MAX)
        return;
    const dmr_tree *tree = f->tree;
    uint32_t item = f->reading->links->head_mention[f->base + (uint32_t)word];
    size_t before = f->n;
    /* "The two former enemies, Iraq and Iran": those named behind say it. */
    if (item && nameless(f, item))
        for (int32_t c = tree->words[word].first_child; c >= 0;
             c = tree->words[c].next_sibling)
            if (tree->words[c].rel == DMR_REL_APPOS)
                find(f, c, false, depth + 1);
    bool is_party = f->n > before || (item && add_mention(f, item));
    if (is_party)
        hyphen_pair(f, word, depth);
    else if (is_relative(tree, word))
        find(f, antecedent(f, word), modifiers, depth + 1);
    /* The mention's head may not be the phrase's where the tree is odd. */
    if (!is_party && f->n == before && tree->words[word].upos == DMR_UPOS_PROPN) {
        uint32_t over = f->reading->mentions.word_mention[f->base + (uint32_t)word];
        if (over)
            is_party = add_mention(f, over);
    }
    if (f->n == before) {
        for (int32_t c = tree->words[word].first_child; c >= 0;
             c = tree->words[c].next_sibling)
            if (tree->words[c].rel == DMR_REL_APPOS)
                find(f, c, false, depth + 1);
        if (f->n == before)
            named_behind_of(f, word, depth);
        if (f->n == before && modifiers)
            among_modifiers(f, word, depth);
    }
    for (int32_t c = tree->words[word].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_CONJ && nominal(&tree->words[c]) &&
            !left_out(tree, c))
            find(f, c, modifiers, depth + 1);
}

size_t dmr_party_find(const dmr_reading *reading, uint32_t sentence, int32_t word,
                      dmr_day day, bool modifiers, dmr_party *out)
{
    if (sentence >= reading->tokens->n_sentences)
        return 0;
    finder f = {.reading = reading,
                .tree = &reading->trees[sentence],
                .sentence = sentence,
                .base = reading->tokens->sentences[sentence].first,
                .day = day,
                .out = out};
    find(&f, word, modifiers, 0);
    return f.n;
}
