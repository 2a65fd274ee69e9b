#include "event/event_fields.h"

/* A rule's own context counts as much as two words that show another. */
static const double RULE_WEIGHT = 1.5;

static void add_cue(const dmr_view *v, demarche_str key, double *scores)
{
    uint32_t i = dmr_map_get(v->ontology->cue_index, key, UINT32_MAX);
    if (i == UINT32_MAX)
        return;
    const dmr_cue *cue = &v->ontology->cues[i];
    scores[cue->context] += cue->weight;
}

/* The word alone, and joined with the one behind it ("nuclear_weapon"). */
static void add_word(const dmr_view *v, int32_t w, double *scores)
{
    char buffer[96];
    add_cue(v, v->lemma[w], scores);
    if (w + 1 < v->tree->n && v->lemma[w].len + v->lemma[w + 1].len + 1 < sizeof buffer) {
        size_t n = v->lemma[w].len;
        memcpy(buffer, v->lemma[w].ptr, n);
        buffer[n++] = '_';
        memcpy(buffer + n, v->lemma[w + 1].ptr, v->lemma[w + 1].len);
        add_cue(v, dmr_str(buffer, n + v->lemma[w + 1].len), scores);
    }
}

/* A clause of its own below the trigger tells of something else. */
static bool is_other_clause(uint8_t rel)
{
    return rel == DMR_REL_ACL_RELCL || rel == DMR_REL_PARATAXIS || rel == DMR_REL_ADVCL;
}

static void add_subtree(const dmr_view *v, int32_t top, int depth, double *scores)
{
    add_word(v, top, scores);
    if (depth > 12)
        return;
    for (int32_t c = v->tree->words[top].first_child; c >= 0;
         c = v->tree->words[c].next_sibling) {
        const dmr_word *w = &v->tree->words[c];
        bool other_deed = w->rel == DMR_REL_CONJ && w->upos == DMR_UPOS_VERB;
        if (!is_other_clause(w->rel) && !other_deed)
            add_subtree(v, c, depth + 1, scores);
    }
}

size_t dmr_fields_contexts(const dmr_view *view, const dmr_match *match, const char **out,
                           size_t room, const char **track)
{
    double scores[DMR_CONTEXTS_MAX] = {0};
    const dmr_ontology *o = view->ontology;
    add_subtree(view, match->word, 0, scores);
    int32_t governor = dmr_clause_governor(view->tree, match->word);
    if (governor >= 0 && view->tree->words[match->word].upos != DMR_UPOS_VERB)
        add_subtree(view, governor, 8, scores);
    for (size_t i = 0; i < match->rule->n_contexts; i++) {
        for (size_t k = 0; k < o->n_contexts; k++) {
            if (match->rule->contexts[i] == o->contexts[k].name)
                scores[k] += RULE_WEIGHT;
        }
    }
    size_t n = 0;
    *track = match->rule->type->track;
    while (n < room) {
        size_t best = 0;
        for (size_t k = 1; k < o->n_contexts; k++) {
            if (scores[k] > scores[best])
                best = k;
        }
        if (o->n_contexts == 0 || scores[best] < 1)
            break;
        if (n == 0 && *o->contexts[best].track)
            *track = o->contexts[best].track;
        out[n++] = o->contexts[best].name;
        scores[best] = 0;
    }
    return n;
}

static const dmr_mention *mention_of(const dmr_view *v, int32_t word, uint32_t *index)
{
    uint32_t i =
        v->reading->mentions.word_mention[v->tree->sentence->first + (uint32_t)word];
    *index = i - 1;
    return i ? &v->reading->mentions.at[i - 1] : NULL;
}

static bool has_coordinates(const dmr_mention *m)
{
    return m->kind == DEMARCHE_MENTION_PLACE || m->kind == DEMARCHE_MENTION_STATE;
}

/* "Attack" of "condemned the attack on Kuwait": a deed that is only spoken of. */
static bool tells_deed(const dmr_view *v, int32_t word)
{
    int pos = dmr_match_pos(v->tree, word);
    size_t n = 0;
    const uint32_t *run = pos < 0
                              ? NULL
                              : dmr_ontology_triggered(v->ontology, (dmr_trigger_pos)pos,
                                                       v->lemma[word], &n);
    for (size_t i = 0; i < n; i++) {
        if (!v->ontology->rules[run[i]].type->absorbs)
            return true;
    }
    return false;
}

static uint32_t place_in(const dmr_view *v, const dmr_match *match, const char *prep)
{
    dmr_fillers fillers = {.n = 0};
    dmr_slot slot = {DMR_SLOT_PREP, dmr_str_c(prep)};
    int32_t own[DMR_ANCHORS_MAX];
    size_t n_own = 0;
    for (size_t i = 0; i < match->n_anchors; i++) {
        if (!match->rule->type->absorbs || !tells_deed(v, match->anchors[i]))
            own[n_own++] = match->anchors[i];
    }
    dmr_clause_fill(v->tree, match->word, slot, own, n_own, &fillers);
    for (size_t i = 0; i < fillers.n; i++) {
        uint32_t index;
        const dmr_mention *m = mention_of(v, fillers.at[i], &index);
        if (m && has_coordinates(m))
            return index;
    }
    return UINT32_MAX;
}

static bool is_case(const dmr_tree *tree, int32_t word, const char *const *list)
{
    int32_t c = dmr_tree_child(tree, word, DMR_REL_CASE);
    for (; c >= 0 && *list; list++)
        if (dmr_str_is(tree->words[c].lemma, *list))
            return true;
    return false;
}

/* "During a visit to Seoul", "at a ceremony in Geneva", "at the Reykjavik summit": where
 * the occasion was on which it happened. */
static uint32_t place_of_occasion(const dmr_view *v, int32_t trigger)
{
    static const char *const during[] = {"during", NULL};
    static const char *const occasions[] = {"during", "at", "on", "in", "for", NULL};
    static const char *const at[] = {"in", "at", "near", NULL};
    static const char *const journeys[] = {"to", "in", NULL};
    const dmr_tree *tree = v->tree;
    for (int32_t c = tree->words[trigger].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if ((tree->words[c].rel != DMR_REL_OBL && tree->words[c].rel != DMR_REL_NMOD) ||
            tree->words[c].upos != DMR_UPOS_NOUN || !is_case(tree, c, occasions))
            continue;
        const char *const *leads = is_case(tree, c, during) ? journeys : at;
        for (int32_t g = tree->words[c].first_child; g >= 0;
             g = tree->words[g].next_sibling) {
            uint32_t index;
            bool of_it = tree->words[g].rel == DMR_REL_COMPOUND ||
                         (tree->words[g].rel == DMR_REL_NMOD && is_case(tree, g, leads));
            const dmr_mention *m = of_it ? mention_of(v, g, &index) : NULL;
            if (m && has_coordinates(m))
                return index;
        }
    }
    return UINT32_MAX;
}

/* "His July 1986 Vladivostok speech": a place right behind the time, of the same noun. */
static uint32_t place_beside_time(const dmr_view *v, uint32_t time)
{
    const dmr_mentions *all = &v->reading->mentions;
    if (time == UINT32_MAX || all->at[time].sentence != v->sentence)
        return UINT32_MAX;
    const dmr_mention *t = &all->at[time];
    uint8_t rel = v->tree->words[t->head].rel;
    int32_t next = t->last + 1;
    if (next >= v->tree->n || (rel != DMR_REL_COMPOUND && rel != DMR_REL_CONJ))
        return UINT32_MAX;
    uint32_t index;
    const dmr_mention *m = mention_of(v, next, &index);
    uint8_t beside = v->tree->words[next].rel;
    return m && has_coordinates(m) && !m->is_list_name &&
                   (beside == DMR_REL_COMPOUND || beside == DMR_REL_CONJ)
               ? index
               : UINT32_MAX;
}

uint32_t dmr_fields_place(const dmr_view *view, const dmr_match *match, uint32_t time)
{
    static const char *const preps[] = {"in",      "at",  "near", "to",  "on",
                                        "outside", "off", "into", "over"};
    /* Behind the others of a statement stands to whom and of what it speaks. */
    size_t n = match->rule->type->absorbs ? 3 : sizeof preps / sizeof *preps;
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < n && found == UINT32_MAX; i++)
        found = place_in(view, match, preps[i]);
    if (found == UINT32_MAX)
        found = place_of_occasion(view, match->word);
    if (found == UINT32_MAX)
        found = place_beside_time(view, time);
    if (found != UINT32_MAX)
        return found;
    if (!match->rule->mode || !match->rule->mode->at_object)
        return UINT32_MAX;
    dmr_fillers fillers = {.n = 0};
    dmr_clause_fill(view->tree, match->word, (dmr_slot){DMR_SLOT_OBJ, {NULL, 0}}, NULL, 0,
                    &fillers);
    for (size_t i = 0; i < fillers.n; i++) {
        uint32_t index;
        const dmr_mention *m = mention_of(view, fillers.at[i], &index);
        if (m && has_coordinates(m))
            return index;
    }
    return UINT32_MAX;
}

/* "It took along thirty cars, all gifts": what is counted is the verb's. */
static int32_t remark_on(const dmr_view *v, int32_t word)
{
    const dmr_word *w = &v->tree->words[word];
    bool remark = w->upos == DMR_UPOS_NOUN &&
                  (w->rel == DMR_REL_PARATAXIS || w->rel == DMR_REL_APPOS);
    int32_t host = remark ? w->head : -1;
    while (host >= 0 && v->tree->words[host].rel == DMR_REL_CONJ)
        host = v->tree->words[host].head;
    return host;
}

static bool counted_here(const dmr_view *v, const dmr_match *match, int32_t head)
{
    int32_t w = head, host = remark_on(v, match->word);
    for (int step = 0; step < 16 && w >= 0; step++) {
        if (w == match->word || w == host)
            return true;
        for (size_t i = 0; i < match->n_anchors; i++) {
            if (w == match->anchors[i])
                return true;
        }
        bool other_deed = v->tree->words[w].rel == DMR_REL_CONJ &&
                          v->tree->words[w].upos == DMR_UPOS_VERB;
        if (other_deed || is_other_clause(v->tree->words[w].rel))
            return false;
        w = v->tree->words[w].head;
    }
    return false;
}

/* "The two sides" are parties, not a quantity; "300,000 Soviet-Koreans" are not two. */
static bool counts_parties(const dmr_view *v, const dmr_mention *quantity)
{
    dmr_party found[DMR_PARTIES_MAX];
    size_t n = dmr_party_find(v->reading, v->sentence, quantity->head, DMR_DAY_NONE,
                              false, found);
    return n > 1 && quantity->number <= (double)n;
}

size_t dmr_fields_quantities(const dmr_view *view, const dmr_match *match, uint32_t *out,
                             size_t room)
{
    const dmr_mentions *m = &view->reading->mentions;
    size_t n = 0;
    for (uint32_t i = m->first_of_sentence[view->sentence];
         i < m->first_of_sentence[view->sentence + 1] && n < room; i++) {
        if (m->at[i].kind == DEMARCHE_MENTION_QUANTITY &&
            counted_here(view, match, m->at[i].head) && !counts_parties(view, &m->at[i]))
            out[n++] = i;
    }
    return n;
}

void dmr_fields_words(const dmr_view *view, const dmr_match *match, int32_t *first,
                      int32_t *last)
{
    *first = *last = match->word;
    for (size_t i = 0; i < match->n_anchors; i++) {
        int32_t a = match->anchors[i];
        *first = a < *first ? a : *first;
        *last = a > *last ? a : *last;
    }
    /* A particle ("broke ... off") belongs to the words. */
    int32_t particle = dmr_tree_child(view->tree, match->word, DMR_REL_COMPOUND_PRT);
    if (particle > *last)
        *last = particle;
}
