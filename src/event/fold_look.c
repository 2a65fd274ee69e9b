/* What a telling says beside its event: how the deed is named, and what stands by it. */
#include "base/error.h"
#include "base/hash.h"
#include "event/fold.h"

/* A telling being looked at. */
typedef struct looker {
    const dmr_fold_words *words;
    const dmr_reading *reading;
    const dmr_tree *tree;
    const demarche_event *event;
    dmr_telling *out;
    int32_t first, last, head; /* words of the trigger, and which governs them */
} looker;

static bool is_in(demarche_span span, const dmr_token *t)
{
    return t->start >= span.start && t->end <= span.end;
}

static bool is_party(const looker *l, int32_t word)
{
    const demarche_event *e = l->event;
    const dmr_token *t = &l->tree->tokens[word];
    for (size_t i = 0; i < e->n_actors; i++) {
        if (is_in((demarche_span){e->actors[i].start, e->actors[i].end}, t))
            return true;
    }
    for (size_t i = 0; i < e->n_recipients; i++) {
        if (is_in((demarche_span){e->recipients[i].start, e->recipients[i].end}, t))
            return true;
    }
    return false;
}

static const dmr_mention *mention_at(const looker *l, int32_t word)
{
    uint32_t i =
        l->reading->mentions.word_mention[l->tree->sentence->first + (uint32_t)word];
    return i ? &l->reading->mentions.at[i - 1] : NULL;
}

/* The trigger's words, and the one whose head lies outside. False: they are not in the
 * sentence, as where a tree was cut. */
static bool find_trigger(looker *l)
{
    const dmr_tree *t = l->tree;
    l->first = l->head = -1;
    for (int32_t w = 0; w < t->n; w++) {
        if (!is_in(l->event->trigger, &t->tokens[w]))
            continue;
        if (l->first < 0)
            l->first = w;
        l->last = w;
    }
    for (int32_t w = l->first; w >= 0 && w <= l->last; w++) {
        int32_t head = t->words[w].head;
        bool outside = head < l->first || head > l->last;
        dmr_upos pos = (dmr_upos)t->words[w].upos;
        bool tells = pos == DMR_UPOS_VERB || pos == DMR_UPOS_NOUN || pos == DMR_UPOS_ADJ;
        if (outside && (l->head < 0 || tells))
            l->head = w;
    }
    return l->head >= 0;
}

/* Lower case and cut: enough to tell words apart, and to see that they are akin. */
static size_t cut_lemma(demarche_str lemma, char out[DMR_FOLD_LEMMA])
{
    size_t n = lemma.len < DMR_FOLD_LEMMA - 1 ? lemma.len : DMR_FOLD_LEMMA - 1;
    for (size_t i = 0; i < n; i++)
        out[i] = dmr_to_lower(lemma.ptr[i]);
    out[n] = '\0';
    return n;
}

static uint32_t bits_of(const looker *l, int32_t word)
{
    char lemma[DMR_FOLD_LEMMA];
    if (!l->words)
        return 0;
    size_t n = cut_lemma(l->tree->words[word].lemma, lemma);
    return dmr_map_get(l->words->words, dmr_str(lemma, n), 0);
}

/* ------------------------------------------------------------------------- content */

static bool is_content(const looker *l, int32_t word)
{
    dmr_upos pos = (dmr_upos)l->tree->words[word].upos;
    if (pos != DMR_UPOS_NOUN && pos != DMR_UPOS_VERB && pos != DMR_UPOS_ADJ &&
        pos != DMR_UPOS_PROPN)
        return false;
    const dmr_mention *m = mention_at(l, word);
    if (m && (m->kind == DEMARCHE_MENTION_TIME || m->kind == DEMARCHE_MENTION_QUANTITY))
        return false;
    return !is_party(l, word) && !is_in(l->event->place_span, &l->tree->tokens[word]) &&
           !bits_of(l, word);
}

static uint32_t hash_word(const looker *l, int32_t word)
{
    char lemma[DMR_FOLD_LEMMA];
    size_t n = cut_lemma(l->tree->words[word].lemma, lemma);
    return (uint32_t)dmr_hash_str(dmr_str(lemma, n));
}

static void add_content(looker *l, int32_t word)
{
    dmr_telling *t = l->out;
    if (word == l->head || t->n_content == DMR_FOLD_CONTENT_MAX || !is_content(l, word))
        return;
    uint32_t hash = hash_word(l, word);
    for (uint32_t i = 0; i < t->n_content; i++) {
        if (t->content[i] == hash)
            return;
    }
    t->content[t->n_content++] = hash;
}

/* Who does it and what else happens are no part of what is signed, asked or given. */
static bool leads_on(dmr_rel rel, bool of_verb)
{
    switch (rel) {
    case DMR_REL_OBJ:
    case DMR_REL_IOBJ:
    case DMR_REL_XCOMP:
    case DMR_REL_CCOMP:
    case DMR_REL_OBL:
    case DMR_REL_NMOD:
    case DMR_REL_AMOD:
    case DMR_REL_COMPOUND:
    case DMR_REL_ACL:
    case DMR_REL_NMOD_POSS:
    case DMR_REL_FLAT:
    case DMR_REL_NSUBJ_PASS:
        return true;
    case DMR_REL_CONJ:
        return !of_verb;
    default:
        return false;
    }
}

/* "appeal to them to lend support": what is asked, which the tree may take for an aim. */
static bool is_infinitive(const dmr_tree *t, int32_t word)
{
    int32_t mark = dmr_tree_child(t, word, DMR_REL_MARK);
    return t->words[word].rel == DMR_REL_ADVCL && mark >= 0 &&
           t->words[mark].upos == DMR_UPOS_PART;
}

static void gather_content(looker *l, int32_t word, int depth)
{
    enum { DEPTH = 6 };
    const dmr_tree *t = l->tree;
    add_content(l, word);
    if (depth == DEPTH)
        return;
    bool verb = t->words[word].upos == DMR_UPOS_VERB;
    for (int32_t c = t->words[word].first_child; c >= 0; c = t->words[c].next_sibling) {
        if (leads_on((dmr_rel)t->words[c].rel, verb) || is_infinitive(t, c))
            gather_content(l, c, depth + 1);
    }
}

static void sort_content(dmr_telling *t)
{
    for (uint32_t i = 1; i < t->n_content; i++) {
        for (uint32_t k = i; k > 0 && t->content[k - 1] > t->content[k]; k--) {
            uint32_t swap = t->content[k];
            t->content[k] = t->content[k - 1];
            t->content[k - 1] = swap;
        }
    }
}

/* "Resolution 425": by its number a thing is told from its like. How much there is of it is a
 * quantity, when it was a time. */
static void find_figure(looker *l)
{
    const dmr_tree *t = l->tree;
    for (int32_t w = 0; w < t->n && !l->out->figure; w++) {
        int32_t head = t->words[w].head;
        const dmr_mention *m = mention_at(l, w);
        bool number = t->words[w].upos == DMR_UPOS_NUM && head >= 0 && w > head;
        bool of_content = number && dmr_tree_under(t, head, l->head) &&
                          (head == l->head || is_content(l, head));
        if (of_content && (!m || (m->kind != DEMARCHE_MENTION_TIME &&
                                  m->kind != DEMARCHE_MENTION_QUANTITY)))
            l->out->figure = hash_word(l, w);
    }
}

/* Which of the content is of the trigger; the content is sorted. */
static void mark_within(looker *l)
{
    dmr_telling *t = l->out;
    for (int32_t w = l->first; w <= l->last; w++) {
        uint32_t hash = w == l->head ? 0 : hash_word(l, w);
        for (uint32_t i = 0; i < t->n_content; i++) {
            if (t->content[i] == hash)
                t->within |= 1u << i;
        }
    }
}

/* The head of what is signed, asked, praised. */
static void find_thing(looker *l)
{
    static const dmr_rel rels[] = {DMR_REL_OBJ, DMR_REL_NSUBJ_PASS, DMR_REL_XCOMP,
                                   DMR_REL_CCOMP};
    for (size_t i = 0; i < 4 && !l->out->thing; i++) {
        int32_t c = dmr_tree_child(l->tree, l->head, rels[i]);
        if (c >= 0 && is_content(l, c))
            l->out->thing = hash_word(l, c);
    }
    const dmr_word *head = &l->tree->words[l->head];
    for (int32_t c = head->first_child; c >= 0 && !l->out->thing;
         c = l->tree->words[c].next_sibling) {
        if (is_infinitive(l->tree, c) && is_content(l, c))
            l->out->thing = hash_word(l, c);
    }
}

/* -------------------------------------------------------------------- how it is named */

/* "the visit", "Nixon's visit"; "a visit". */
static void look_at_noun(const looker *l, int32_t noun, bool *definite, bool *indefinite)
{
    const dmr_tree *t = l->tree;
    for (int32_t c = t->words[noun].first_child; c >= 0; c = t->words[c].next_sibling) {
        uint32_t bits = t->words[c].rel == DMR_REL_DET ? bits_of(l, c) : 0;
        bool owned = t->words[c].rel == DMR_REL_NMOD_POSS && noun == l->head;
        if (bits & DMR_FOLD_DEFINITE || owned)
            *definite = true;
        if (bits & DMR_FOLD_INDEFINITE)
            *indefinite = true;
    }
}

static void look_at_name(looker *l)
{
    const dmr_tree *t = l->tree;
    dmr_telling *out = l->out;
    dmr_rel rel = (dmr_rel)t->words[l->head].rel;
    out->noun = t->words[l->head].upos == DMR_UPOS_NOUN ||
                t->words[l->head].upos == DMR_UPOS_PROPN;
    if (out->noun) {
        look_at_noun(l, l->head, &out->definite, &out->indefinite);
        out->bare =
            !out->definite && dmr_tree_child(t, l->head, DMR_REL_DET) < 0 &&
            dmr_str_find(t->words[l->head].feats, DMR_STR("Number=Sing"), 0) != SIZE_MAX;
        return;
    }
    out->known = rel == DMR_REL_ACL_RELCL || rel == DMR_REL_ADVCL || rel == DMR_REL_ACL ||
                 rel == DMR_REL_ADVCL_RELCL;
    bool indefinite = false;
    for (int32_t w = l->first; w <= l->last; w++) {
        if (w != l->head && t->words[w].upos == DMR_UPOS_NOUN && !is_party(l, w))
            look_at_noun(l, w, &out->thing_definite, &indefinite);
    }
    out->indefinite = indefinite && !out->thing_definite;
}

/* "again" of the verb, "a new treaty", "for the second time". */
static void look_for_anew(looker *l)
{
    const dmr_tree *t = l->tree;
    for (int32_t w = 0; w < t->n; w++) {
        uint32_t bits = bits_of(l, w);
        int32_t head = t->words[w].head;
        dmr_upos pos = (dmr_upos)t->words[w].upos;
        bool says = bits & (DMR_FOLD_ANEW | DMR_FOLD_ORDINAL) && head >= 0 &&
                    pos != DMR_UPOS_ADP && pos != DMR_UPOS_SCONJ; /* "before they met" */
        if (!says || is_party(l, w) || is_party(l, head))
            continue;
        bool near =
            head == l->head || (head >= l->first && head <= l->last) ||
            (t->words[head].head == l->head && t->words[head].rel != DMR_REL_CONJ);
        if (!near)
            continue;
        if (bits & DMR_FOLD_ORDINAL)
            l->out->ordinal = bits >> 8;
        else
            l->out->anew = true;
    }
}

/* ------------------------------------------------------------------- when, where, who */

static void look_at_date(looker *l)
{
    const demarche_event *e = l->event;
    dmr_telling *out = l->out;
    out->first = DMR_DAY_NONE;
    out->last = DMR_DAY_OPEN;
    if (e->date_edtf.len == 0)
        return;
    dmr_edtf_bounds(e->date_edtf, &out->first, &out->last);
    const dmr_sentence *s = l->tree->sentence;
    out->uncertain_date = dmr_str_find(e->date_edtf, DMR_STR("?"), 0) != SIZE_MAX;
    out->own_date = e->date_span.end && e->date_span.start >= s->start &&
                    e->date_span.end <= s->end && !out->uncertain_date;
}

static void look_at_side(looker *l, const demarche_entity *side, size_t n, uint32_t bit)
{
    for (size_t i = 0; i < n && i < 16; i++) {
        for (int32_t w = 0; w < l->tree->n; w++) {
            if (l->tree->tokens[w].end != side[i].end)
                continue;
            const dmr_mention *m = mention_at(l, w);
            uint32_t mark = 1u << (bit + i);
            if (m && m->kind == DEMARCHE_MENTION_PERSON)
                l->out->persons |= mark;
            if (m && m->kind == DEMARCHE_MENTION_ORG)
                l->out->bodies |= mark;
            if (m && m->kind == DEMARCHE_MENTION_PLACE)
                l->out->towns |= mark;
            if (m && m->kind == DEMARCHE_MENTION_STATE && m->place.len)
                l->out->capitals |= mark;
        }
    }
}

static void look_at_place(looker *l)
{
    for (int32_t w = 0; w < l->tree->n && l->event->place_span.end; w++) {
        if (l->tree->tokens[w].start != l->event->place_span.start)
            continue;
        const dmr_mention *m = mention_at(l, w);
        l->out->wide_place = m && m->kind == DEMARCHE_MENTION_STATE && !m->place.len;
    }
}

demarche_status dmr_fold_look(dmr_telling *out, const dmr_fold_words *words,
                              const dmr_reading *reading, const dmr_events *events,
                              demarche_error *err)
{
    const dmr_source *source = reading->source;
    for (size_t i = 0; i < events->n; i++) {
        const demarche_event *e = &events->at[i];
        if (e->sentence >= reading->tokens->n_sentences)
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, e->trigger.start,
                                 "an event lies outside of its text");
        const dmr_tree *tree = &reading->trees[e->sentence];
        looker l = {
            .words = words, .reading = reading, .tree = tree, .event = e, .out = &out[i]};
        out[i] = (dmr_telling){.paragraph = tree->sentence->paragraph};
        out[i].heading =
            out[i].paragraph < source->n_paragraphs &&
            source->paragraphs[out[i].paragraph].kind == DMR_PARAGRAPH_HEADING;
        look_at_date(&l);
        look_at_place(&l);
        look_at_side(&l, e->actors, e->n_actors, 0);
        look_at_side(&l, e->recipients, e->n_recipients, 16);
        if (!find_trigger(&l))
            continue;
        cut_lemma(tree->words[l.head].lemma, out[i].lemma);
        gather_content(&l, l.head, 0);
        for (int32_t w = l.first; w <= l.last; w++)
            add_content(&l, w);
        sort_content(&out[i]);
        mark_within(&l);
        find_thing(&l);
        find_figure(&l);
        look_at_name(&l);
        look_for_anew(&l);
    }
    return DEMARCHE_OK;
}
