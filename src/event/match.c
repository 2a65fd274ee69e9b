#include "event/match.h"

#include <stdlib.h>

/* How far from the verb the second word of "break ... off" may stand, in words. */
enum { REACH = 8 };

int dmr_match_pos(const dmr_tree *tree, int32_t word)
{
    switch (tree->words[word].upos) {
    case DMR_UPOS_VERB:
        return DMR_TRIGGER_VERB;
    case DMR_UPOS_NOUN:
    case DMR_UPOS_PROPN:
        return DMR_TRIGGER_NOUN;
    case DMR_UPOS_ADJ:
        return DMR_TRIGGER_ADJ;
    default:
        return -1;
    }
}

static bool is_hyphen(const dmr_view *v, int32_t w)
{
    return v->tree->tokens[w].form.len == 1 && v->tree->tokens[w].form.ptr[0] == '-';
}

/* The word before or behind w, over a hyphen; -1 at the ends. */
static int32_t neighbour(const dmr_view *v, int32_t w, int step)
{
    w += step;
    if (w > 0 && w + 1 < v->tree->n && is_hyphen(v, w))
        w += step;
    return w >= 0 && w < v->tree->n ? w : -1;
}

static bool join(char *buffer, size_t room, size_t *n, demarche_str s)
{
    if (*n + s.len + 1 > room)
        return false;
    if (*n)
        buffer[(*n)++] = '_';
    memcpy(buffer + *n, s.ptr, s.len);
    *n += s.len;
    return true;
}

/* "lemma_of_a lemma_of_b ..." of the given words is in the set. */
static bool joined_in(const dmr_view *v, const int32_t *words, size_t n_words,
                      const dmr_map *set)
{
    char buffer[96];
    size_t n = 0;
    for (size_t i = 0; i < n_words; i++) {
        if (words[i] < 0 || !join(buffer, sizeof buffer, &n, v->lemma[words[i]]))
            return false;
    }
    return dmr_map_get(set, dmr_str(buffer, n), 0) != 0;
}

bool dmr_match_words(const dmr_view *v, int32_t word, const dmr_map *set)
{
    if (dmr_map_get(set, v->lemma[word], 0))
        return true;
    int32_t b1 = neighbour(v, word, -1), b2 = b1 >= 0 ? neighbour(v, b1, -1) : -1;
    int32_t f1 = neighbour(v, word, 1), f2 = f1 >= 0 ? neighbour(v, f1, 1) : -1;
    if (joined_in(v, (int32_t[]){b1, word}, 2, set) ||
        joined_in(v, (int32_t[]){b2, b1, word}, 3, set) ||
        joined_in(v, (int32_t[]){word, f1}, 2, set) ||
        joined_in(v, (int32_t[]){word, f1, f2}, 3, set))
        return true;
    /* "diplomatic and trade relations": modifiers that do not stand beside the head. */
    for (int32_t c = v->tree->words[word].first_child; c >= 0;
         c = v->tree->words[c].next_sibling) {
        uint8_t rel = v->tree->words[c].rel;
        if ((rel == DMR_REL_AMOD || rel == DMR_REL_COMPOUND) &&
            joined_in(v, (int32_t[]){c, word}, 2, set))
            return true;
    }
    return false;
}

static bool triggers_something(const dmr_view *v, int32_t word)
{
    int pos = dmr_match_pos(v->tree, word);
    size_t n = 0;
    if (pos >= 0)
        dmr_ontology_triggered(v->ontology, (dmr_trigger_pos)pos, v->lemma[word], &n);
    return n > 0;
}

static const dmr_mention *quantity_of(const dmr_view *v, int32_t word)
{
    const dmr_mentions *m = &v->reading->mentions;
    for (uint32_t i = m->first_of_sentence[v->sentence];
         i < m->first_of_sentence[v->sentence + 1]; i++) {
        if (m->at[i].kind == DEMARCHE_MENTION_QUANTITY &&
            (m->at[i].head == word || (m->at[i].first <= word && word <= m->at[i].last)))
            return &m->at[i];
    }
    return NULL;
}

static bool is_money(const dmr_mention *m)
{
    return m && m->unit.len == 3 && dmr_is_upper(m->unit.ptr[0]) &&
           dmr_is_upper(m->unit.ptr[1]) && dmr_is_upper(m->unit.ptr[2]);
}

static const dmr_mention *mention_at(const dmr_view *v, int32_t word)
{
    const dmr_sentence *s = v->tree->sentence;
    uint32_t i = v->reading->mentions.word_mention[s->first + (uint32_t)word];
    return i ? &v->reading->mentions.at[i - 1] : NULL;
}

/* The "Union" of the Soviet Union is none of workers. */
static bool names_state(const dmr_view *v, int32_t word)
{
    const dmr_mention *m = mention_at(v, word);
    return m && m->kind == DEMARCHE_MENTION_STATE && m->first < m->last &&
           v->tree->words[word].upos == DMR_UPOS_PROPN;
}

static bool is_place(const dmr_view *v, int32_t word)
{
    const dmr_mention *m = mention_at(v, word);
    return m && (m->kind == DEMARCHE_MENTION_PLACE || m->kind == DEMARCHE_MENTION_STATE);
}

static bool is_party(const dmr_view *v, int32_t word, bool state, bool modifiers)
{
    dmr_party found[DMR_PARTIES_MAX];
    size_t n =
        dmr_party_find(v->reading, v->sentence, word, DMR_DAY_NONE, modifiers, found);
    for (size_t i = 0; i < n; i++) {
        if (!state || found[i].code.len == 3)
            return true;
    }
    return false;
}

static bool filler_fits(const dmr_view *v, int32_t word, const dmr_test *test)
{
    switch (test->want) {
    case DMR_WANT_ANY:
        return true;
    case DMR_WANT_WORDS:
        return !names_state(v, word) && dmr_match_words(v, word, test->words);
    case DMR_WANT_PARTY:
        return is_party(v, word, false, true);
    case DMR_WANT_ACTOR:
        return is_party(v, word, false, false);
    case DMR_WANT_STATE:
        return is_party(v, word, true, true);
    case DMR_WANT_PLACE:
        return is_place(v, word);
    case DMR_WANT_EVENT:
        return triggers_something(v, word);
    case DMR_WANT_MONEY:
        return is_money(quantity_of(v, word));
    case DMR_WANT_NUMBER:
        return quantity_of(v, word) != NULL;
    }
    return false;
}

/* "Thirteen of the crossings", "most of its troops", "ten tons of wool": what there are so
 * many of. */
static bool is_share(const dmr_view *v, int32_t word)
{
    static const char *const shares[] = {"most", "some",    "half", "many",  "all",
                                         "part", "several", "rest", "any",   "few",
                                         "ton",  "tonne",   "bale", "barrel"};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        if (dmr_str_is(v->lemma[word], shares[i]))
            return true;
    }
    return v->tree->words[word].upos == DMR_UPOS_NUM;
}

/* The filler itself, a member of its coordination, or what it is a share of, that fits; -1
 * if none does. */
static int32_t fitting(const dmr_view *v, int32_t word, const dmr_test *test)
{
    if (filler_fits(v, word, test))
        return word;
    for (int32_t c = v->tree->words[word].first_child; c >= 0;
         c = v->tree->words[c].next_sibling) {
        uint8_t rel = v->tree->words[c].rel;
        if ((rel == DMR_REL_CONJ || (rel == DMR_REL_NMOD && is_share(v, word))) &&
            filler_fits(v, c, test))
            return c;
    }
    return -1;
}

static void add_anchor(dmr_match *m, int32_t word)
{
    for (size_t i = 0; i < m->n_anchors; i++) {
        if (m->anchors[i] == word)
            return;
    }
    if (m->n_anchors < DMR_ANCHORS_MAX)
        m->anchors[m->n_anchors++] = word;
}

/* The case of a word is the trigger's particle and then this preposition: "out of". */
static bool has_case_behind_particle(const dmr_view *v, int32_t word, demarche_str prep)
{
    char buffer[64];
    demarche_str whole = dmr_clause_case(v->tree, word, buffer, sizeof buffer);
    return whole.len > prep.len + 1 && whole.ptr[whole.len - prep.len - 1] == '_' &&
           dmr_str_eq(dmr_str(whole.ptr + whole.len - prep.len, prep.len), prep);
}

/* The fillers of a slot of the match. What its rule calls the subject of an adjective is
 * the grammatical one ("was opposed to"); the noun behind a particle that was read as a
 * preposition ("took in refugees") is an object, or what a second preposition makes of it
 * ("backed out of the deal"). */
static void fill(const dmr_view *v, const dmr_match *m, dmr_slot slot, dmr_fillers *out)
{
    if (slot.kind == DMR_SLOT_SUBJ && m->rule->pos == DMR_TRIGGER_ADJ)
        slot.kind = DMR_SLOT_SURFACE;
    if (slot.kind == DMR_SLOT_OBJ && m->particle_object >= 0)
        out->at[out->n++] = m->particle_object;
    if (slot.kind == DMR_SLOT_PREP && m->particle_object >= 0 &&
        has_case_behind_particle(v, m->particle_object, slot.prep))
        out->at[out->n++] = m->particle_object;
    dmr_clause_fill(v->tree, m->word, slot, m->anchors, m->n_anchors, out);
}

static bool is_time(const dmr_view *v, int32_t word)
{
    const dmr_mention *m = mention_at(v, word);
    return m && m->kind == DEMARCHE_MENTION_TIME;
}

static bool test_holds(const dmr_view *v, const dmr_test *test, dmr_match *m)
{
    for (size_t s = 0; s < test->slots.n; s++) {
        dmr_fillers fillers = {.n = 0};
        fill(v, m, test->slots.at[s], &fillers);
        for (size_t i = 0; i < fillers.n; i++) {
            /* "In 1972" is no answer to "in what?". */
            if (test->slots.at[s].kind == DMR_SLOT_PREP && is_time(v, fillers.at[i]))
                continue;
            int32_t fits = fitting(v, fillers.at[i], test);
            if (fits < 0)
                continue;
            if (test->negated)
                return false;
            if (test->want == DMR_WANT_WORDS || test->want == DMR_WANT_EVENT)
                add_anchor(m, fits);
            return true;
        }
    }
    return test->negated;
}

/* The second word of a trigger belongs to the first: a particle, adverb, object or phrase
 * of it, wherever it stands; or a preposition right behind it. */
static bool belongs(const dmr_view *v, int32_t w, int32_t trigger)
{
    const dmr_word *words = v->tree->words;
    int32_t head = words[w].head;
    if (head == trigger)
        return true;
    if (head < 0 || words[head].head != trigger)
        return false;
    return words[w].rel != DMR_REL_CASE || w == neighbour(v, trigger, 1) ||
           words[head].rel == DMR_REL_XCOMP;
}

static bool follows(const dmr_view *v, int32_t word, const dmr_trigger *t, dmr_match *m)
{
    for (int32_t w = word + 1; w < v->tree->n && w <= word + REACH; w++) {
        if (!dmr_str_eq(v->lemma[w], t->after[0]) || !belongs(v, w, word))
            continue;
        bool all = true;
        int32_t next = w;
        for (size_t i = 1; all && i < t->n_after; i++) {
            next = neighbour(v, next, 1);
            all = next >= 0 && dmr_str_eq(v->lemma[next], t->after[i]);
        }
        if (all) {
            if (v->tree->words[w].rel == DMR_REL_CASE && t->n_after == 1)
                m->particle_object = v->tree->words[w].head;
            if (v->tree->words[w].upos == DMR_UPOS_NOUN)
                add_anchor(m, w);
            if (t->n_after > 1 && next >= 0 && v->tree->words[next].upos == DMR_UPOS_NOUN)
                add_anchor(m, next);
            return true;
        }
    }
    return false;
}

static bool precedes(const dmr_view *v, int32_t word, const dmr_trigger *t)
{
    int32_t w = word;
    for (size_t i = t->n_before; i-- > 0;) {
        w = neighbour(v, w, -1);
        if (w < 0 || !dmr_str_eq(v->lemma[w], t->before[i]))
            return false;
    }
    return true;
}

static bool trigger_holds(const dmr_view *v, const dmr_rule *rule, int32_t word,
                          dmr_match *m)
{
    for (size_t i = 0; i < rule->n_triggers; i++) {
        const dmr_trigger *t = &rule->triggers[i];
        if (!dmr_str_eq(t->key, v->lemma[word]))
            continue;
        if (precedes(v, word, t) && (t->n_after == 0 || follows(v, word, t, m)))
            return true;
    }
    return false;
}

dmr_miss dmr_match_rule(const dmr_view *view, const dmr_rule *rule, int32_t word,
                        dmr_match *out, size_t *failed)
{
    *out = (dmr_match){.rule = rule, .word = word, .particle_object = -1};
    if (!trigger_holds(view, rule, word, out))
        return DMR_MISS_TRIGGER;
    for (size_t i = 0; i < rule->n_tests; i++) {
        if (!test_holds(view, &rule->tests[i], out)) {
            if (failed)
                *failed = i;
            return DMR_MISS_TEST;
        }
    }
    return DMR_MISS_NONE;
}

/* ---------------------------------------------------------------------- parties */

static bool is_somebody(const dmr_view *v, int32_t word)
{
    const dmr_word *w = &v->tree->words[word];
    return (w->upos == DMR_UPOS_PRON && !dmr_str_is(w->lemma, "it")) ||
           w->ent == DMR_ENT_PERSON || w->ent == DMR_ENT_ORGANIZATION;
}

/* "Urged the rebels not to break with France", "asked that we tell Japan": of whom it is
 * asked is said, whether or not we know them; nobody else in the clause is. */
static bool is_asked(const dmr_view *v, const dmr_match *match, int32_t verb)
{
    int32_t whom = dmr_tree_child(v->tree, match->word, DMR_REL_OBJ);
    if (v->tree->words[verb].rel == DMR_REL_CCOMP)
        whom = dmr_tree_child(v->tree, verb, DMR_REL_NSUBJ);
    else if (whom < 0)
        whom = dmr_tree_child(v->tree, match->word, DMR_REL_IOBJ);
    return whom >= 0 && match->rule->type->asks && is_somebody(v, whom);
}

/* "Demanded that Iran withdraw", "ceased to bomb Chad": of a clause the parties are its
 * subject, its objects, then those of its phrases. */
static void open_clause(const dmr_view *v, const dmr_match *match, int32_t verb,
                        dmr_fillers *out)
{
    static const dmr_rel parts[] = {DMR_REL_NSUBJ, DMR_REL_NSUBJ_PASS, DMR_REL_OBJ,
                                    DMR_REL_IOBJ,  DMR_REL_OBL_AGENT,  DMR_REL_OBL,
                                    DMR_REL_XCOMP};
    bool names_doer = is_asked(v, match, verb);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (int32_t c = v->tree->words[verb].first_child; c >= 0;
             c = v->tree->words[c].next_sibling) {
            if (names_doer && i > 1)
                return;
            if (v->tree->words[c].rel == parts[i] && out->n < DMR_FILLERS_MAX &&
                !is_time(v, c))
                out->at[out->n++] = c;
        }
    }
}

static bool both_named(const dmr_party *a, const dmr_party *b)
{
    return a->identifier.len && b->identifier.len &&
           !dmr_str_eq(a->identifier, b->identifier);
}

bool dmr_match_same_party(const dmr_party *a, const dmr_party *b)
{
    if (a->word == b->word && a->first == b->first && dmr_str_eq(a->code, b->code))
        return true;
    if (a->cluster && a->cluster == b->cluster)
        return true;
    if (!dmr_str_eq(a->code, b->code))
        return false;
    if (a->code.len == 0)
        return dmr_str_eq_nocase(a->identifier, b->identifier);
    return dmr_str_eq(a->sector, b->sector) && !both_named(a, b);
}

static bool among(const dmr_side *side, const dmr_party *p)
{
    for (size_t i = 0; side && i < side->n; i++) {
        if (dmr_match_same_party(&side->at[i], p))
            return true;
    }
    return false;
}

/* A party is worth recording where something is known of it: code, sector or region. */
static bool is_known(const dmr_party *p)
{
    return p->code.len || p->sector.len || p->region.len;
}

static bool has_code(const dmr_side *side, demarche_str code)
{
    for (size_t i = 0; side && i < side->n; i++) {
        if (dmr_str_eq(side->at[i].code, code))
            return true;
    }
    return false;
}

/* "Its troops", "their envoy": said of the one who acts. */
static bool is_possessed(const dmr_view *v, int32_t word)
{
    int32_t poss = dmr_tree_child(v->tree, word, DMR_REL_NMOD_POSS);
    return poss >= 0 && v->tree->words[poss].upos == DMR_UPOS_PRON;
}

/* The phrase says where, not whose: "ministers who met in Oslo". */
static bool says_where(const dmr_view *v, int32_t word)
{
    int32_t c = dmr_tree_child(v->tree, word, DMR_REL_CASE);
    return c >= 0 && (dmr_str_is(v->lemma[c], "in") || dmr_str_is(v->lemma[c], "at"));
}

/* "Experts from Norway", "the Beijing Symphony Orchestra": a group of no state of its own
 * is of the one that its modifiers or phrases name. */
static void name_state(const dmr_view *v, dmr_day day, dmr_party *p)
{
    if (p->code.len || p->region.len)
        return;
    for (int32_t c = v->tree->words[p->word].first_child; c >= 0;
         c = v->tree->words[c].next_sibling) {
        dmr_party found[DMR_PARTIES_MAX];
        uint8_t rel = v->tree->words[c].rel;
        if (rel != DMR_REL_NMOD && rel != DMR_REL_OBL && rel != DMR_REL_COMPOUND &&
            rel != DMR_REL_AMOD)
            continue; /* "its neighbours" are of others */
        if ((rel == DMR_REL_NMOD || rel == DMR_REL_OBL) && says_where(v, c))
            continue;
        size_t n = dmr_party_find(v->reading, v->sentence, c, day, false, found);
        if (n && found[0].code.len) {
            p->code = found[0].code;
            return;
        }
    }
}

static bool is_capital(const dmr_view *v, int32_t word)
{
    const dmr_mention *m = mention_at(v, word);
    return m && m->kind == DEMARCHE_MENTION_STATE && m->place.len;
}

static void drop_uncoded(dmr_side *side)
{
    size_t kept = 0;
    for (size_t i = 0; i < side->n; i++) {
        if (side->at[i].code.len || side->at[i].region.len)
            side->at[kept++] = side->at[i];
    }
    if (kept)
        side->n = kept;
}

/* "A world summit", "the world market": how large, not whose. */
static bool says_how_large(const dmr_view *v, int32_t word)
{
    return v->tree->words[word].rel == DMR_REL_COMPOUND &&
           dmr_str_eq_nocase(v->lemma[word], dmr_str_c("world"));
}

/* Add the parties of a phrase. `foreign`: none of a state that is on the other side. */
static void take(const dmr_view *v, int32_t word, const dmr_side *other, dmr_day day,
                 bool modifiers, bool foreign, dmr_side *out)
{
    dmr_party found[DMR_PARTIES_MAX];
    size_t n = dmr_party_find(v->reading, v->sentence, word, day, modifiers, found);
    for (size_t i = 0; i < n && out->n < DMR_PARTIES_MAX; i++) {
        name_state(v, day, &found[i]);
        bool own = found[i].code.len && has_code(other, found[i].code) &&
                   (foreign || is_possessed(v, found[i].word) ||
                    is_capital(v, found[i].word)); /* "Nehru flew to Delhi": home */
        if (is_known(&found[i]) && !own && !among(other, &found[i]) &&
            !among(out, &found[i]) && !says_how_large(v, found[i].word))
            out->at[out->n++] = found[i];
    }
    drop_uncoded(out);
}

static int32_t distance(int32_t a, int32_t b)
{
    return abs(a - b);
}

static bool below_any(const dmr_view *v, int32_t word, const dmr_side *side)
{
    for (size_t i = 0; side && i < side->n; i++) {
        if (dmr_tree_under(v->tree, word, side->at[i].word))
            return true;
    }
    return false;
}

/* "Fiji cut aid; France offered help": what is told of another subject, side by side. */
static bool in_next_clause(const dmr_tree *t, int32_t word, int32_t top)
{
    for (int32_t w = word; w >= 0 && w != top; w = t->words[w].head) {
        uint8_t rel = t->words[w].rel;
        if (t->words[w].head == top &&
            (rel == DMR_REL_CONJ || rel == DMR_REL_PARATAXIS) &&
            t->words[w].upos == DMR_UPOS_VERB &&
            (dmr_tree_child(t, w, DMR_REL_NSUBJ) >= 0 ||
             dmr_tree_child(t, w, DMR_REL_NSUBJ_PASS) >= 0))
            return true;
    }
    return false;
}

/* "The meeting held in Geneva", "a proposal made at Jakarta": where it was, and nobody who
 * does it; but to whom one "protests in Washington" is plain. */
static bool is_seat(const dmr_view *v, int32_t word, int32_t trigger)
{
    return is_capital(v, word) && says_where(v, word) &&
           (v->tree->words[word].head != trigger ||
            dmr_str_is(v->lemma[dmr_tree_child(v->tree, word, DMR_REL_CASE)], "at"));
}

/* "The Paris conference", "the Uruguay Round": a part of a name; but "Hanoi-Moscow talks". */
static bool is_name_part(const dmr_view *v, int32_t word)
{
    const dmr_mention *m = mention_at(v, word);
    const dmr_word *w = &v->tree->words[word];
    return m && m->kind == DEMARCHE_MENTION_STATE && w->rel == DMR_REL_COMPOUND &&
           !m->is_list_name &&
           (m->place.len || v->tree->words[w->head].upos == DMR_UPOS_PROPN) &&
           !(word > 0 && is_hyphen(v, word - 1)) &&
           !(word + 1 < v->tree->n && is_hyphen(v, word + 1));
}

/* The nearest other party of another state: the head of a mention that can act, below the
 * trigger's clause, not a part of what `other` quotes. */
static void nearest(const dmr_view *v, const dmr_match *match, const dmr_side *other,
                    dmr_day day, dmr_side *out)
{
    const dmr_mentions *m = &v->reading->mentions;
    int32_t best = -1;
    int32_t top = match->word;
    if (v->tree->words[top].upos != DMR_UPOS_VERB) {
        int32_t governor = dmr_clause_governor(v->tree, top);
        top = governor >= 0 ? governor : top;
    }
    if (match->rule->via.n) /* "trade was indirect; Singapore served as intermediary" */
        top = v->tree->root;
    for (uint32_t i = m->first_of_sentence[v->sentence];
         i < m->first_of_sentence[v->sentence + 1]; i++) {
        const dmr_mention *x = &m->at[i];
        if (x->kind > DEMARCHE_MENTION_GROUP || below_any(v, x->head, other) ||
            v->tree->words[x->head].upos == DMR_UPOS_PRON ||
            is_seat(v, x->head, match->word) || is_name_part(v, x->head) ||
            !dmr_tree_under(v->tree, x->head, top) ||
            (!match->rule->via.n && in_next_clause(v->tree, x->head, top)))
            continue;
        dmr_side tried = {.n = 0};
        take(v, x->head, other, day, false, true, &tried);
        if (tried.n == 0 || tried.at[0].code.len == 0 ||
            has_code(other, tried.at[0].code))
            continue;
        if (best < 0 || distance(x->head, match->word) < distance(best, match->word)) {
            best = x->head;
            *out = tried;
        }
    }
    out->slot.kind = DMR_SLOT_ANY;
}

static bool is_settled(const dmr_side *side)
{
    return side->n && (side->at[0].code.len || side->at[0].region.len);
}

static void keep_below(const dmr_tree *t, int32_t top, dmr_side *side)
{
    size_t kept = 0;
    for (size_t i = 0; i < side->n; i++) {
        if (dmr_tree_under(t, side->at[i].word, top))
            side->at[kept++] = side->at[i];
    }
    side->n = kept;
}

/* "Condemned Iraq's attack on Kuwait", "the attack on Kuwait": blamed for a hostile deed is
 * who did it, never whom it was done to. `side` has the parties among the words of the
 * deed; where its own rule tells them apart the doers remain. */
static void blame_doers(const dmr_view *v, const dmr_match *match, int32_t deed,
                        dmr_day day, dmr_side *side)
{
    size_t n = 0;
    int pos = dmr_match_pos(v->tree, deed);
    dmr_types blamed = match->rule->type->blames;
    if (!blamed.n || pos != DMR_TRIGGER_NOUN)
        return;
    const uint32_t *run =
        dmr_ontology_triggered(v->ontology, DMR_TRIGGER_NOUN, v->lemma[deed], &n);
    for (size_t i = 0; i < n; i++) {
        const dmr_rule *rule = &v->ontology->rules[run[i]];
        dmr_match m;
        if (!dmr_types_have(blamed, rule->type->name) || rule->mutual ||
            dmr_match_rule(v, rule, deed, &m, NULL) != DMR_MISS_NONE)
            continue;
        dmr_side doers, victims;
        dmr_match_parties(v, &m, rule->actor, NULL, day, &doers);
        keep_below(v->tree, deed, &doers);
        dmr_match_parties(v, &m, rule->recipient, &doers, day, &victims);
        keep_below(v->tree, deed, &victims);
        if (doers.n)
            *side = doers;
        else if (victims.n) {
            side->n = 0;
            side->names_nobody = true;
        }
        return;
    }
}

/* "Relations with Chile, which had recognized Cuba": the tree may hang it on the wrong noun. */
static bool is_relative_clause(const dmr_tree *t, int32_t word)
{
    return t->words[word].rel == DMR_REL_ACL_RELCL;
}

/* "White House staff asked", "we in Zambia", "Danish cutters fished": people, bodies and
 * their machines act for whom they are said to be of, and so does what the rule asks for
 * ("Eritrea's border opened"); "the situation in Iraq threatens" nobody for Iraq. */
static bool may_stand_for(const dmr_view *v, const dmr_match *match, int32_t word)
{
    const dmr_word *w = &v->tree->words[word];
    for (size_t i = 0; i < match->n_anchors; i++) {
        if (match->anchors[i] == word)
            return true;
    }
    return w->upos == DMR_UPOS_PRON || w->ent == DMR_ENT_PERSON ||
           w->ent == DMR_ENT_ORGANIZATION || w->ent == DMR_ENT_OBJECT;
}

/* "I extend to you the wishes of Morocco": to who is addressed, and no name says who. */
static bool is_you(const dmr_view *v, const dmr_fillers *fillers)
{
    return fillers->n == 1 && dmr_str_is(v->lemma[fillers->at[0]], "you") &&
           dmr_tree_child(v->tree, fillers->at[0], DMR_REL_APPOS) < 0;
}

static void drop_times(const dmr_view *v, dmr_fillers *fillers)
{
    size_t kept = 0;
    for (size_t i = 0; i < fillers->n; i++) {
        if (!is_time(v, fillers->at[i]))
            fillers->at[kept++] = fillers->at[i];
    }
    fillers->n = kept;
}

/* All parties of one slot: of lists and phrases every filler's, else the first's that has
 * a state; where the fillers themselves are none, those among their modifiers. */
static void of_slot(const dmr_view *v, const dmr_match *match, dmr_slot slot,
                    const dmr_side *other, dmr_day day, dmr_side *out)
{
    dmr_fillers fillers = {.n = 0};
    fill(v, match, slot, &fillers);
    if (slot.kind == DMR_SLOT_PREP) /* "signed in the week of the king's visit" */
        drop_times(v, &fillers);
    size_t n_fillers = fillers.n;
    for (size_t i = 0; i < n_fillers; i++) {
        if (slot.kind == DMR_SLOT_XCOMP || slot.kind == DMR_SLOT_CCOMP)
            open_clause(v, match, fillers.at[i], &fillers);
    }
    if (other && is_you(v, &fillers)) {
        out->names_nobody = true;
        return;
    }
    bool every = slot.kind == DMR_SLOT_MOD || slot.kind == DMR_SLOT_PREP;
    /* What one pledges to do is done to another, be it with one's own troops; and of
     * "Egypt repeated its offer" the possessor is the actor over again. */
    bool clause = slot.kind == DMR_SLOT_XCOMP || slot.kind == DMR_SLOT_CCOMP;
    for (size_t i = 0; i < fillers.n && (every || !is_settled(out)); i++)
        take(v, fillers.at[i], other, day, false, clause, out);
    out->of_modifiers = out->n == 0;
    bool doer = slot.kind == DMR_SLOT_SUBJ && match->rule->pos == DMR_TRIGGER_VERB &&
                !match->rule->mutual && !other &&
                !is_relative_clause(v->tree, match->word);
    /* "The war of aggression against Angola" is not Angola's. */
    bool of_deed = slot.kind == DMR_SLOT_PREP && match->rule->pos == DMR_TRIGGER_NOUN &&
                   !other && dmr_str_is(slot.prep, "of") && !match->rule->mutual;
    for (size_t i = 0; i < fillers.n && out->n == 0; i++) {
        if (!of_deed && (!doer || may_stand_for(v, match, fillers.at[i])))
            take(v, fillers.at[i], other, day, true, true, out);
        if (other && out->n && !clause)
            blame_doers(v, match, fillers.at[i], day, out);
    }
    out->slot = slot;
}

void dmr_match_parties(const dmr_view *view, const dmr_match *match, dmr_slots slots,
                       const dmr_side *other, dmr_day day, dmr_side *out)
{
    dmr_side stateless = {.n = 0}; /* the first found without a state */
    out->n = 0;
    out->slot.kind = DMR_SLOT_NONE;
    out->of_modifiers = out->names_nobody = false;
    for (size_t s = 0; s < slots.n && !is_settled(out) && !out->names_nobody; s++) {
        if (out->n && !stateless.n)
            stateless = *out;
        out->n = 0;
        if (slots.at[s].kind != DMR_SLOT_ANY)
            of_slot(view, match, slots.at[s], other, day, out);
        else if (!stateless.n)
            nearest(view, match, other, day, out);
    }
    if (!is_settled(out) && stateless.n)
        *out = stateless;
}
