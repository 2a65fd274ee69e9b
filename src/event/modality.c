#include "event/modality.h"

#include "mention/speaker.h"

/* Governors are followed this far up. */
enum { HIGHEST = 10 };

static void apply(dmr_modality *m, dmr_effect effect)
{
    if (effect == DMR_EFFECT_NEGATED) /* apart: "could not" is both */
        m->denied = true;
    else if (effect == DMR_EFFECT_FUTURE)
        m->planned = true;
    if (effect > m->effect && effect != DMR_EFFECT_NEGATED)
        m->effect = effect;
}

static const dmr_word *word_at(const dmr_view *v, int32_t w)
{
    return &v->tree->words[w];
}

static void apply_word(const dmr_view *v, demarche_str lemma, char pos, unsigned scope,
                       dmr_modality *m)
{
    const dmr_modality_word *w = dmr_ontology_modality(v->ontology, lemma, pos);
    if (w && (w->scopes & scope))
        apply(m, w->effect);
}

static bool in_that_clause(const dmr_view *v, int32_t w)
{
    for (int i = 0; i < HIGHEST && w >= 0; i++, w = word_at(v, w)->head) {
        if (word_at(v, w)->rel == DMR_REL_CCOMP)
            return true;
        if (word_at(v, w)->rel != DMR_REL_CONJ && word_at(v, w)->rel != DMR_REL_XCOMP)
            return false;
    }
    return false;
}

/* "I believe that France would pay": a supposition of today, no plan of yesterday. */
static bool is_supposed_now(const dmr_view *v, int32_t w)
{
    for (int i = 0; i < HIGHEST && w >= 0; i++, w = word_at(v, w)->head) {
        int32_t head = word_at(v, w)->head;
        if (word_at(v, w)->rel == DMR_REL_CCOMP)
            return dmr_str_is(word_at(v, head)->xpos, "VBP") ||
                   dmr_str_is(word_at(v, head)->xpos, "VBZ");
    }
    return false;
}

/* "would" in a that-clause is the future seen from the past; elsewhere a supposition. */
static void auxiliary(const dmr_view *v, int32_t verb, int32_t aux, dmr_modality *m)
{
    demarche_str lemma = v->lemma[aux];
    demarche_str form = v->tree->tokens[aux].form;
    if ((dmr_str_is(lemma, "would") || dmr_str_eq_nocase(form, DMR_STR("would"))) &&
        in_that_clause(v, verb) && !is_supposed_now(v, verb))
        apply(m, DMR_EFFECT_FUTURE);
    else if (dmr_str_eq_nocase(form, DMR_STR("would")))
        apply_word(v, DMR_STR("would"), 'X', DMR_SCOPE_CLAUSE, m);
    else
        apply_word(v, lemma, 'X', DMR_SCOPE_CLAUSE, m);
    if (dmr_str_is(lemma, "have") && dmr_str_eq_nocase(form, DMR_STR("had")))
        m->past_perfect = true;
}

/* "Had Chad attacked", "should Togo refuse", "were Mali to leave": a condition without
 * "if". */
static bool is_inverted(const dmr_view *v, int32_t clause)
{
    static const char *const words[] = {"had", "should", "were"};
    int32_t first = word_at(v, clause)->first_child;
    uint8_t rel = word_at(v, clause)->rel;
    if (first < 0 || (rel != DMR_REL_ADVCL && rel != DMR_REL_PARATAXIS) ||
        (word_at(v, first)->rel != DMR_REL_AUX &&
         word_at(v, first)->rel != DMR_REL_AUX_PASS &&
         word_at(v, first)->rel != DMR_REL_COP))
        return false;
    int32_t subject = word_at(v, first)->next_sibling;
    if (subject < 0 || (word_at(v, subject)->rel != DMR_REL_NSUBJ &&
                        word_at(v, subject)->rel != DMR_REL_NSUBJ_PASS))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (dmr_str_eq_nocase(v->tree->tokens[first].form, dmr_str_c(words[i])))
            return true;
    }
    return false;
}

/* What modality.tsv has of a mark or preposition: of its lemma, of its form ("provided"),
 * or of it with the words that are fixed to it ("in case"). NULL: nothing. */
static const dmr_modality_word *of_mark(const dmr_view *v, int32_t mark)
{
    char whole[48];
    size_t n = 0;
    for (int32_t w = mark; w >= 0 && w < v->tree->n; w++) {
        demarche_str lemma = v->lemma[w];
        bool own = w == mark ||
                   (word_at(v, w)->head == mark && word_at(v, w)->rel == DMR_REL_FIXED);
        if (!own || n + lemma.len + 1 >= sizeof whole)
            break;
        if (n)
            whole[n++] = '_';
        memcpy(whole + n, lemma.ptr, lemma.len);
        n += lemma.len;
    }
    const dmr_modality_word *found =
        dmr_ontology_modality(v->ontology, dmr_str(whole, n), 'M');
    if (!found)
        found = dmr_ontology_modality(v->ontology, v->lemma[mark], 'M');
    return found ? found
                 : dmr_ontology_modality(v->ontology, v->tree->tokens[mark].form, 'M');
}

/* Of scope `clause` it bears on clauses and phrases, of scope `xcomp` on clauses only. */
static void apply_mark(const dmr_view *v, int32_t mark, dmr_modality *m)
{
    const dmr_modality_word *w = of_mark(v, mark);
    bool clause = word_at(v, mark)->rel == DMR_REL_MARK;
    if (w && (w->scopes & (DMR_SCOPE_CLAUSE | (clause ? DMR_SCOPE_XCOMP : 0u))))
        apply(m, w->effect);
}

/* The clause is a condition: "if", "unless" mark it. */
static bool is_condition(const dmr_view *v, int32_t clause)
{
    for (int32_t c = word_at(v, clause)->first_child; c >= 0;
         c = word_at(v, c)->next_sibling) {
        if (word_at(v, c)->rel != DMR_REL_MARK)
            continue;
        const dmr_modality_word *w = of_mark(v, c);
        if (w && w->effect == DMR_EFFECT_HYPOTHETICAL)
            return true;
    }
    return is_inverted(v, clause);
}

/* Of the word with a particle or preposition: "look forward", "call for". NULL: nothing. */
static const dmr_modality_word *of_phrase(const dmr_view *v, int32_t head,
                                          demarche_str with, char pos)
{
    char whole[64];
    demarche_str lemma = v->lemma[head];
    if (!with.len || lemma.len + with.len + 1 > sizeof whole)
        return NULL;
    memcpy(whole, lemma.ptr, lemma.len);
    whole[lemma.len] = '_';
    memcpy(whole + lemma.len + 1, with.ptr, with.len);
    return dmr_ontology_modality(v->ontology, dmr_str(whole, lemma.len + with.len + 1),
                                 pos);
}

static demarche_str particle_of(const dmr_view *v, int32_t head)
{
    int32_t next = head + 1;
    bool own = next < v->tree->n && word_at(v, next)->head == head &&
               (word_at(v, next)->rel == DMR_REL_COMPOUND_PRT ||
                word_at(v, next)->rel == DMR_REL_ADVMOD);
    return own ? v->lemma[next] : (demarche_str){NULL, 0};
}

/* What modality.tsv has of a word that governs; a passive may have a row of its own ("is
 * said to have sold"). NULL: nothing. */
static const dmr_modality_word *governing(const dmr_view *v, int32_t head)
{
    static const char pos_of[] = {'V', 'N', 'A'};
    int pos = dmr_match_pos(v->tree, head);
    if (pos < 0)
        return NULL;
    const dmr_modality_word *w = of_phrase(v, head, particle_of(v, head), pos_of[pos]);
    if (!w && pos == DMR_TRIGGER_VERB && dmr_clause_is_passive(v->tree, head))
        w = dmr_ontology_modality(v->ontology, v->lemma[head], 'P');
    return w ? w : dmr_ontology_modality(v->ontology, v->lemma[head], pos_of[pos]);
}

/* What the word `head` makes of that which stands in `scope` to it; true where
 * modality.tsv has it. */
static bool governed(const dmr_view *v, int32_t head, unsigned scope, dmr_modality *m)
{
    const dmr_modality_word *w = governing(v, head);
    if (!w || !(w->scopes & scope))
        return false;
    apply(m, w->effect);
    return true;
}

static bool is_one_of(demarche_str prep, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_is(prep, list[i]))
            return true;
    }
    return false;
}

/* "The plan of a visit", "wished for a visit" are of one that is thought of; "the plan after
 * the visit", "wished at the talks" are not. */
static bool tells_topic(demarche_str prep, bool of_verb)
{
    static const char *const others[] = {"after",   "before",  "since", "during",
                                         "despite", "between", "with",  "by"};
    static const char *const places[] = {"at", "on", "through", "under", "because_of"};
    return !is_one_of(prep, others, sizeof others / sizeof *others) &&
           !(of_verb && is_one_of(prep, places, sizeof places / sizeof *places));
}

/* "Refrained from an attack"; but "expected it from the meeting". */
static bool keeps_from(const dmr_view *v, int32_t head)
{
    const dmr_modality_word *w = governing(v, head);
    return w && w->effect == DMR_EFFECT_NEGATED;
}

/* What the head makes of a phrase under it: "plans for a visit", "called for a visit". */
static void governed_phrase(const dmr_view *v, int32_t w, dmr_modality *m)
{
    static const char pos_of[] = {'V', 'N', 'A'};
    char buffer[48];
    int32_t head = word_at(v, w)->head;
    int pos = dmr_match_pos(v->tree, head);
    demarche_str prep = dmr_clause_case(v->tree, w, buffer, sizeof buffer);
    const dmr_modality_word *p = pos < 0 ? NULL : of_phrase(v, head, prep, pos_of[pos]);
    if (p && (p->scopes & DMR_SCOPE_OBJ))
        apply(m, p->effect);
    else if (tells_topic(prep, word_at(v, w)->rel != DMR_REL_NMOD) &&
             !(dmr_str_is(prep, "from") && !keeps_from(v, head)))
        governed(v, head, DMR_SCOPE_OBJ, m);
}

/* "According to Reuters" bears on the clause; "without pay" denies only the pay. */
static void phrase(const dmr_view *v, demarche_str preposition, dmr_modality *m)
{
    const dmr_modality_word *w = dmr_ontology_modality(v->ontology, preposition, 'M');
    if (w && (w->scopes & DMR_SCOPE_CLAUSE) && w->effect != DMR_EFFECT_NEGATED)
        apply(m, w->effect);
}

/* "It is rumoured", thrown in: what is said of such a clause as a whole. */
static bool is_thrown_in(const dmr_view *v, int32_t clause)
{
    int32_t subject = dmr_tree_child(v->tree, clause, DMR_REL_NSUBJ_PASS);
    if (subject < 0)
        subject = dmr_tree_child(v->tree, clause, DMR_REL_NSUBJ);
    return subject >= 0 && dmr_str_is(v->lemma[subject], "it") &&
           dmr_tree_child(v->tree, clause, DMR_REL_MARK) < 0 &&
           dmr_tree_child(v->tree, clause, DMR_REL_CC) < 0 &&
           dmr_clause_is_passive(v->tree, clause);
}

/* "Not all countries", "not a single soldier"; but "not only Chad". */
static bool is_not_all(const dmr_view *v, int32_t w)
{
    static const char *const some[] = {"all", "every", "many", "a", "one", "everybody"};
    int32_t next = dmr_tree_child(v->tree, w, DMR_REL_ADVMOD) + 1;
    if (next <= 0 || next >= v->tree->n || !dmr_str_is(v->lemma[next - 1], "not"))
        return false;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        if (dmr_str_is(v->lemma[next], some[i]))
            return true;
    }
    return false;
}

/* "No envoy", "nobody in Paris", "neither Iran nor Iraq", "not all countries". */
static bool is_nobody(const dmr_view *v, int32_t w)
{
    static const char *const words[] = {"nobody", "no-one", "none", "neither", "nothing"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (dmr_str_is(v->lemma[w], words[i]))
            return true;
    }
    return dmr_clause_has_lemma(v->tree, w, DMR_REL_DET, "no") ||
           dmr_clause_has_lemma(v->tree, w, DMR_REL_DET, "neither") ||
           dmr_clause_has_lemma(v->tree, w, DMR_REL_CC_PRECONJ, "neither") ||
           is_not_all(v, w);
}

/* "Its purpose is to sign", "the way was to sign": no person or state is the subject. */
static bool is_aim_told(const dmr_view *v, int32_t w)
{
    int32_t subject = dmr_tree_child(v->tree, w, DMR_REL_NSUBJ_OUTER);
    if (subject < 0)
        subject = dmr_tree_child(v->tree, w, DMR_REL_NSUBJ);
    if (subject < 0 || (word_at(v, subject)->upos != DMR_UPOS_NOUN &&
                        word_at(v, subject)->upos != DMR_UPOS_NUM))
        return false;
    dmr_party found[DMR_PARTIES_MAX];
    return dmr_party_find(v->reading, v->sentence, subject, DMR_DAY_NONE, false, found) ==
           0;
}

static bool xpos_is(const dmr_view *v, int32_t w, const char *xpos)
{
    return dmr_str_is(word_at(v, w)->xpos, xpos);
}

/* "Asked that Libya withdraw", "imperative that troops be sent": wanted, not told. So is
 * what a whole sentence says that begins with "that": an item of a resolution. */
static bool is_mandative(const dmr_view *v, int32_t w)
{
    if (!dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "that"))
        return false;
    if (word_at(v, w)->head < 0)
        return dmr_tree_child(v->tree, w, DMR_REL_NSUBJ_OUTER) < 0;
    int32_t subject = dmr_tree_child(v->tree, w, DMR_REL_NSUBJ);
    int32_t passive = dmr_tree_child(v->tree, w, DMR_REL_AUX_PASS);
    if (dmr_tree_child(v->tree, w, DMR_REL_AUX) >= 0)
        return false;
    if (passive >= 0)
        return dmr_str_eq_nocase(v->tree->tokens[passive].form, DMR_STR("be"));
    return subject >= 0 && xpos_is(v, w, "VB");
}

/* "Has Chad paid?" */
static bool is_asked(const dmr_view *v, int32_t w)
{
    return word_at(v, w)->head < 0 &&
           dmr_str_is(v->tree->tokens[v->tree->n - 1].form, "?");
}

/* "Offer the Chadians more grain." */
static bool is_command(const dmr_view *v, int32_t w)
{
    return word_at(v, w)->head < 0 && xpos_is(v, w, "VB") &&
           dmr_str_find(word_at(v, w)->feats, DMR_STR("Mood=Imp"), 0) != SIZE_MAX &&
           dmr_tree_child(v->tree, w, DMR_REL_NSUBJ) < 0;
}

/* "To get grain from Chad;": an aim in a list of aims. */
static bool is_bare_aim(const dmr_view *v, int32_t w)
{
    return word_at(v, w)->head < 0 && xpos_is(v, w, "VB") &&
           dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "to") &&
           word_at(v, w)->first_child == dmr_tree_child(v->tree, w, DMR_REL_MARK) &&
           dmr_tree_child(v->tree, w, DMR_REL_COP) < 0;
}

/* "No longer pays": two words to the parser. */
static bool is_no_longer(const dmr_view *v, int32_t adverb)
{
    return adverb > 0 && dmr_str_is(v->lemma[adverb - 1], "no") &&
           (dmr_str_eq_nocase(v->tree->tokens[adverb].form, DMR_STR("longer")) ||
            dmr_str_eq_nocase(v->tree->tokens[adverb].form, DMR_STR("more")));
}

/* Adverbs, auxiliaries, marks and phrases that hang on `w` itself. */
static void scan_children(const dmr_view *v, int32_t w, dmr_modality *m)
{
    char buffer[48];
    bool conditional = false;
    for (int32_t c = word_at(v, w)->first_child; c >= 0;
         c = word_at(v, c)->next_sibling) {
        switch (word_at(v, c)->rel) {
        case DMR_REL_AUX:
        case DMR_REL_AUX_PASS:
            auxiliary(v, w, c, m);
            break;
        case DMR_REL_ADVMOD:
            if (is_no_longer(v, c))
                apply(m, DMR_EFFECT_NEGATED);
            apply_word(v, v->lemma[c], 'R', DMR_SCOPE_CLAUSE, m);
            break;
        case DMR_REL_CC: /* "nor did Chad pay", "neither paid nor left" */
        case DMR_REL_CC_PRECONJ:
            apply_word(v, v->lemma[c], 'R', DMR_SCOPE_CLAUSE, m);
            break;
        case DMR_REL_MARK:
        case DMR_REL_CASE: /* "without consulting Paris", "despite a visit" */
            apply_mark(v, c, m);
            break;
        case DMR_REL_COP: /* "is to sign": read as a copula with an infinitive */
            if (word_at(v, w)->upos == DMR_UPOS_VERB && c + 1 < v->tree->n &&
                word_at(v, c + 1)->head == w && word_at(v, c + 1)->rel == DMR_REL_MARK &&
                (dmr_str_is(v->lemma[c + 1], "to") || dmr_str_is(v->lemma[c + 1], "for")))
                apply(m, is_aim_told(v, w) ? DMR_EFFECT_HYPOTHETICAL : DMR_EFFECT_FUTURE);
            break;
        case DMR_REL_DET:
            if (dmr_str_is(v->lemma[c], "no"))
                apply(m, DMR_EFFECT_NEGATED);
            if (dmr_str_is(v->lemma[c], "any"))
                apply(m, DMR_EFFECT_HYPOTHETICAL);
            break;
        case DMR_REL_ADVCL: /* "if Turkey invades, Greece will attack" */
            conditional |= is_condition(v, c);
            if (is_thrown_in(v, c))
                governed(v, c, DMR_SCOPE_CCOMP, m);
            break;
        case DMR_REL_PARATAXIS:
            if (is_thrown_in(v, c))
                governed(v, c, DMR_SCOPE_CCOMP, m);
            break;
        case DMR_REL_OBJ: /* "recognised neither" */
        case DMR_REL_NSUBJ:
        case DMR_REL_NSUBJ_PASS:
            if (is_nobody(v, c))
                apply(m, DMR_EFFECT_NEGATED);
            break;
        case DMR_REL_AMOD:
            apply_word(v, v->lemma[c], 'A', DMR_SCOPE_OBJ, m);
            break;
        case DMR_REL_OBL: /* "according to Reuters" */
            phrase(v, dmr_clause_case(v->tree, c, buffer, sizeof buffer), m);
            break;
        default:
            break;
        }
    }
    if ((conditional && m->planned) || is_inverted(v, w) || is_mandative(v, w) ||
        is_command(v, w) || is_bare_aim(v, w) || is_asked(v, w))
        apply(m, DMR_EFFECT_HYPOTHETICAL);
}

/* A purpose ("flew to Rome to meet the Pope") shares the lot of the verb it serves where
 * that is an event itself; else it is somebody's aim. */
static bool is_purpose(const dmr_view *v, int32_t w)
{
    return word_at(v, w)->rel == DMR_REL_ADVCL &&
           dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "to");
}

/* "Assistance in exporting", "the right to search", "capable of attacking": what a noun or
 * adjective is about has not happened. */
static bool is_aim(const dmr_view *v, int32_t w)
{
    return dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "to") ||
           dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "in") ||
           dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "of") ||
           dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "for");
}

static bool head_is_event(const dmr_view *v, int32_t head)
{
    size_t n = 0;
    if (word_at(v, head)->upos == DMR_UPOS_VERB)
        dmr_ontology_triggered(v->ontology, DMR_TRIGGER_VERB, v->lemma[head], &n);
    return n > 0;
}

static bool is_finite(const dmr_view *v, int32_t w)
{
    int32_t aux = dmr_tree_child(v->tree, w, DMR_REL_AUX);
    if (aux < 0)
        aux = dmr_tree_child(v->tree, w, DMR_REL_AUX_PASS);
    if (aux < 0)
        aux = dmr_tree_child(v->tree, w, DMR_REL_COP);
    int32_t first = aux >= 0 ? aux : w;
    return xpos_is(v, first, "VBZ") || xpos_is(v, first, "VBP") ||
           xpos_is(v, first, "VBD") || xpos_is(v, first, "MD");
}

static bool is_present(const dmr_view *v, int32_t w)
{
    int32_t aux = dmr_tree_child(v->tree, w, DMR_REL_AUX);
    if (aux < 0)
        aux = dmr_tree_child(v->tree, w, DMR_REL_AUX_PASS);
    int32_t first = aux >= 0 ? aux : w;
    return xpos_is(v, first, "VBZ") || xpos_is(v, first, "VBP");
}

/* "Pays", "is paid"; neither "is paying" nor "has paid". */
static bool is_simple_present(const dmr_view *v, int32_t w)
{
    return is_present(v, w) && dmr_tree_child(v->tree, w, DMR_REL_AUX) < 0;
}

static bool is_marked_by(const dmr_view *v, int32_t w, const char *const *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, marks[i]))
            return true;
    }
    return false;
}

/* The clause tells of what may come or might be. */
static bool is_open(const dmr_view *v, int32_t clause)
{
    dmr_modality m = {.effect = DMR_EFFECT_NONE};
    scan_children(v, clause, &m);
    return m.planned || m.effect == DMR_EFFECT_HYPOTHETICAL;
}

/* "Will not rest until Chad pays", "would leave once Mali agreed": a time that is still to
 * come where the main clause is; English tells it in the present. */
static bool is_time_to_come(const dmr_view *v, int32_t w)
{
    static const char *const ends[] = {"until", "till", "before"};
    static const char *const times[] = {"once", "when", "after"};
    bool end = is_marked_by(v, w, ends, 3);
    if (!end && !is_marked_by(v, w, times, 3) &&
        !dmr_clause_has_lemma(v->tree, w, DMR_REL_ADVMOD, "when"))
        return false;
    int32_t head = word_at(v, w)->head;
    if ((end && is_present(v, w)) ||
        (is_simple_present(v, w) && !is_present(v, head))) /* "helps when Chad asks" */
        return true;
    return is_open(v, head) &&
           (end || is_present(v, w) ||
            dmr_clause_has_lemma(v->tree, head, DMR_REL_AUX, "would"));
}

/* "The time has come for Chad to pay" */
static bool is_time_come(const dmr_view *v, int32_t verb)
{
    return dmr_str_is(v->lemma[verb], "come") &&
           dmr_clause_has_lemma(v->tree, verb, DMR_REL_NSUBJ, "time");
}

/* What the head makes of an adverbial clause. A participle or infinitive shares the mood
 * of its verb ("would help by sending grain"); a finite clause is told for itself. */
static bool climb_adverbial(const dmr_view *v, int32_t w, dmr_modality *m)
{
    int32_t head = word_at(v, w)->head;
    /* "looks forward to trading", "succeeded in landing": read as adverbial */
    int32_t mark = dmr_tree_child(v->tree, w, DMR_REL_MARK);
    const dmr_modality_word *p =
        mark < 0 ? NULL : of_phrase(v, head, v->lemma[mark], 'V'); /* "charged with" */
    if (p && (p->scopes & DMR_SCOPE_XCOMP)) {
        apply(m, p->effect);
        return true;
    }
    if (is_time_come(v, head)) {
        apply(m, DMR_EFFECT_HYPOTHETICAL);
        return true;
    }
    bool led = dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "to") ||
               dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "in");
    if (led && !dmr_str_is(v->lemma[head], "have") &&
        governed(v, head, DMR_SCOPE_XCOMP, m))
        return true;
    if (word_at(v, head)->upos == DMR_UPOS_ADJ && is_aim(v, w)) {
        apply(m, DMR_EFFECT_HYPOTHETICAL);
        return true;
    }
    /* "prevented Chad from attacking" */
    if (dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "from"))
        apply(m, DMR_EFFECT_HYPOTHETICAL);
    /* "thought of leaving", "dreamt of meeting" */
    if (dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "of") && !head_is_event(v, head))
        apply(m, DMR_EFFECT_HYPOTHETICAL);
    if (is_purpose(v, w)) {
        if (!head_is_event(v, head))
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        return true;
    }
    if (is_finite(v, w)) {
        if (is_time_to_come(v, w))
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        return false;
    }
    return xpos_is(v, w, "VBG");
}

/* "It is high time that Chad paid": so Chad has not. */
static bool is_high_time(const dmr_view *v, int32_t noun)
{
    return dmr_str_is(v->lemma[noun], "time") &&
           dmr_tree_child(v->tree, noun, DMR_REL_EXPL) >= 0;
}

/* "Envisaged a truce followed by talks": what is said of a thing that is only thought of,
 * or is not there. */
static bool is_thought_of(const dmr_view *v, int32_t noun)
{
    int32_t head = word_at(v, noun)->head;
    dmr_modality made = {.effect = DMR_EFFECT_NONE};
    if (head < 0 || word_at(v, noun)->rel != DMR_REL_OBJ)
        return false;
    governed(v, head, DMR_SCOPE_OBJ, &made);
    if (made.effect == DMR_EFFECT_HYPOTHETICAL)
        return true;
    scan_children(v, head, &made);
    return made.denied;
}

/* "No sign that Chad paid", but "no doubt that it paid". */
static bool is_absent(const dmr_view *v, int32_t noun)
{
    return dmr_clause_has_lemma(v->tree, noun, DMR_REL_DET, "no") &&
           !dmr_str_is(v->lemma[noun], "doubt") &&
           !dmr_str_is(v->lemma[noun], "question");
}

/* "Should agree that Chad would withdraw", "no evidence to suggest that Chad withdrew". */
static void complement(const dmr_view *v, int32_t verb, dmr_modality *m)
{
    dmr_modality main = {.effect = DMR_EFFECT_NONE};
    scan_children(v, verb, &main);
    /* "say that Chad will pay"; but "remember that Chad paid" */
    bool told_to_say =
        is_command(v, verb) && governing(v, verb) && !dmr_str_is(v->lemma[verb], "note");
    if (told_to_say || (m->planned && main.effect == DMR_EFFECT_HYPOTHETICAL))
        apply(m, DMR_EFFECT_HYPOTHETICAL);
    /* "does not believe that Chad paid"; but "did not say that it paid" */
    const dmr_modality_word *w = governing(v, verb);
    m->denied |= main.denied && w && w->effect != DMR_EFFECT_TRANSPARENT &&
                 (w->scopes & DMR_SCOPE_CCOMP);
    if (word_at(v, verb)->rel == DMR_REL_ACL)
        m->denied |= is_absent(v, word_at(v, verb)->head);
}

/* "Any loan that Chad gives", "states which attack their neighbours": whoever may do so. */
static bool is_whoever(const dmr_view *v, int32_t relative, int32_t noun)
{
    static const uint8_t definite[] = {DMR_REL_DET, DMR_REL_NMOD_POSS, DMR_REL_NUMMOD};
    if (dmr_clause_has_lemma(v->tree, noun, DMR_REL_DET, "any"))
        return true;
    int32_t subject = dmr_tree_child(v->tree, relative, DMR_REL_NSUBJ);
    if (word_at(v, noun)->upos != DMR_UPOS_NOUN || !xpos_is(v, noun, "NNS") ||
        !xpos_is(v, relative, "VBP") || subject < 0 ||
        word_at(v, subject)->upos != DMR_UPOS_PRON ||
        dmr_tree_child(v->tree, relative, DMR_REL_AUX) >= 0)
        return false;
    for (size_t i = 0; i < sizeof definite; i++) {
        if (dmr_tree_child(v->tree, noun, definite[i]) >= 0)
            return false;
    }
    int32_t head = word_at(v, noun)->head; /* "there are states which" */
    return head < 0 || dmr_tree_child(v->tree, head, DMR_REL_EXPL) < 0;
}

/* "Would not last beyond the point when Chad paid": a time that is still to come there. */
static bool is_point_to_come(const dmr_view *v, int32_t noun)
{
    static const char *const points[] = {"point", "time", "day", "moment", "stage"};
    static const char *const ends[] = {"until", "till", "beyond"};
    char buffer[48];
    if (!is_one_of(v->lemma[noun], points, sizeof points / sizeof *points) ||
        !is_one_of(dmr_clause_case(v->tree, noun, buffer, sizeof buffer), ends,
                   sizeof ends / sizeof *ends))
        return false;
    for (int i = 0; i < HIGHEST && noun >= 0; i++, noun = word_at(v, noun)->head) {
        if (is_open(v, noun))
            return true;
    }
    return false;
}

/* What a predicate makes of the clause that is its subject: "it is untrue that", "it seems
 * likely that". */
static void said_of_clause(const dmr_view *v, int32_t predicate, unsigned scope,
                           dmr_modality *m)
{
    int32_t inner = dmr_tree_child(v->tree, predicate, DMR_REL_XCOMP);
    governed(v, predicate, scope, m);
    if (inner >= 0 && word_at(v, inner)->upos == DMR_UPOS_ADJ)
        governed(v, inner, scope, m);
    if (dmr_str_is(v->lemma[predicate], "up")) /* "it is up to Chad to pay" */
        apply(m, DMR_EFFECT_HYPOTHETICAL);
}

/* One step up: what the head makes of `w`. False where nothing above reaches `w`. */
/* A lemma of a row of classes.tsv, which an ontology of one's own may lack. */
static bool in_class(const dmr_view *v, int32_t w, const char *name)
{
    const dmr_classes *c = &v->ontology->classes;
    uint32_t i =
        c->index ? dmr_map_get(c->index, dmr_str_c(name), UINT32_MAX) : UINT32_MAX;
    return i != UINT32_MAX && dmr_match_words(v, w, c->set[i]);
}

/* "I should like to congratulate Argentina", "my delegation wishes to thank Japan", "allow
 * me to welcome Fiji": done with the words, however polite (Austin 1962, "How to Do Things
 * with Words", lecture I: performative utterances). */
static bool is_done_by_saying(const dmr_view *v, int32_t w, int32_t head)
{
    const dmr_tree *t = v->tree;
    bool wish = in_class(v, head, "polite_wish");
    bool leave = in_class(v, head, "polite_leave");
    if ((!wish && !leave) || !in_class(v, w, "performative") ||
        dmr_clause_has_lemma(t, head, DMR_REL_ADVMOD, "not") || is_condition(v, head) ||
        xpos_is(v, head, "VBD") || xpos_is(v, head, "VBN"))
        return false;
    int32_t who = dmr_tree_child(t, head, wish ? DMR_REL_NSUBJ : DMR_REL_OBJ);
    if (who < 0 && leave)
        who = dmr_tree_child(t, head, DMR_REL_IOBJ);
    if (who < 0 && leave)
        who = dmr_tree_child(t, w,
                             DMR_REL_NSUBJ); /* "let me say": a clause to some trees */
    if (who < 0)
        return false;
    int32_t poss = dmr_tree_child(t, who, DMR_REL_NMOD_POSS);
    return dmr_speaker_is_first_person(word_at(v, who)) ||
           (poss >= 0 && dmr_speaker_is_first_person(word_at(v, poss)));
}

static bool climb(const dmr_view *v, int32_t w, dmr_modality *m)
{
    int32_t head = word_at(v, w)->head;
    bool clause =
        word_at(v, w)->rel == DMR_REL_XCOMP || word_at(v, w)->rel == DMR_REL_CCOMP;
    if (clause && is_done_by_saying(v, w, head))
        return false;
    switch (word_at(v, w)->rel) {
    case DMR_REL_XCOMP:
        /* "used the loan to induce Chad to leave": the aim of an aim */
        if (!governed(v, head, DMR_SCOPE_XCOMP, m) && is_purpose(v, head))
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        return true;
    case DMR_REL_CCOMP:
        said_of_clause(v, head, DMR_SCOPE_CCOMP, m);
        complement(v, head, m);
        return false;
    case DMR_REL_ACL_RELCL:
        if (is_high_time(v, head) || is_whoever(v, w, head) || is_point_to_come(v, head))
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        m->denied |= is_absent(v, head); /* "no state that has paid" */
        return false;
    case DMR_REL_ACL:
        /* "The proposal to pay", "that it pay"; but "the proposal made by Chad" */
        if (dmr_tree_child(v->tree, w, DMR_REL_MARK) >= 0 &&
            !governed(v, head, DMR_SCOPE_XCOMP | DMR_SCOPE_CCOMP, m) && is_aim(v, w))
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        if (dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "on")) /* "talks on ending" */
            governed(v, head, DMR_SCOPE_OBJ, m);
        m->denied |= is_absent(v, head);
        if (is_high_time(v, head) || is_point_to_come(v, head) ||
            (xpos_is(v, w, "VBG") && is_thought_of(v, head)) ||
            (xpos_is(v, w, "VBN") && is_thought_of(v, head)))
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        return dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "to");
    case DMR_REL_OBJ:
    case DMR_REL_NSUBJ_PASS:
        governed(v, head, DMR_SCOPE_OBJ, m);
        return true;
    case DMR_REL_OBL:
    case DMR_REL_NMOD:
        governed_phrase(v, w, m);
        return true;
    case DMR_REL_CSUBJ: /* "it is not true that" */
        said_of_clause(
            v, head,
            is_finite(v, w) ? DMR_SCOPE_CCOMP : DMR_SCOPE_XCOMP | DMR_SCOPE_CCOMP, m);
        m->denied |= dmr_clause_has_lemma(v->tree, head, DMR_REL_ADVMOD, "not");
        complement(v, head, m);
        if (is_finite(v, w))
            return false;
        if (is_open(v, head)) /* "to withdraw would be unwise" */
            apply(m, DMR_EFFECT_HYPOTHETICAL);
        return true;
    case DMR_REL_NSUBJ: /* "a visit is essential" */
        governed(v, head, DMR_SCOPE_SUBJ, m);
        return true;
    case DMR_REL_COMPOUND:
    case DMR_REL_OBL_AGENT:
        return true;
    case DMR_REL_CONJ:
        return true;
    case DMR_REL_ADVCL:
        return climb_adverbial(v, w, m);
    default:
        return false;
    }
}

/* "Did not sign a treaty" denies the treaty, "did not sign it during the visit" leaves the
 * visit. */
static bool hands_denial_down(const dmr_view *v, int32_t w)
{
    uint8_t rel = word_at(v, w)->rel;
    return is_purpose(v, w) || rel == DMR_REL_OBJ || rel == DMR_REL_XCOMP ||
           rel == DMR_REL_NSUBJ_PASS || rel == DMR_REL_CONJ || rel == DMR_REL_ACL;
}

/* "Roads should be opened and traders allowed in": the auxiliaries of the first serve. */
static bool shares_auxiliary(const dmr_view *v, int32_t w)
{
    return dmr_tree_child(v->tree, w, DMR_REL_NSUBJ_PASS) >= 0 &&
           dmr_tree_child(v->tree, w, DMR_REL_AUX) < 0 &&
           dmr_tree_child(v->tree, w, DMR_REL_AUX_PASS) < 0;
}

static bool is_capitals(demarche_str form)
{
    for (size_t i = 0; i < form.len; i++) {
        if (form.ptr[i] < 'A' || form.ptr[i] > 'Z')
            return false;
    }
    return form.len > 2;
}

/* "TRADE WITH CHAD (1) The minister said": a heading in capitals names a topic. Where its
 * verb is in capitals too, the whole text may be. */
static bool is_heading(const dmr_view *v, int32_t noun)
{
    if (!is_capitals(v->tree->tokens[noun].form) ||
        word_at(v, noun)->upos == DMR_UPOS_VERB)
        return false;
    for (int32_t w = word_at(v, noun)->head; w >= 0; w = word_at(v, w)->head) {
        if (is_finite(v, w) && is_capitals(v->tree->tokens[w].form))
            return false;
    }
    return true;
}

static bool is_title_word(const dmr_view *v, int32_t w)
{
    demarche_str form = v->tree->tokens[w].form;
    return form.len > 1 && form.ptr[0] >= 'A' && form.ptr[0] <= 'Z' &&
           form.ptr[1] >= 'a' && form.ptr[1] <= 'z';
}

/* "The Committee against the Admission of Chad": a deed in somebody's or something's name. */
static bool is_in_name(const dmr_view *v, int32_t noun)
{
    int32_t head = word_at(v, noun)->head;
    return noun > 0 && word_at(v, noun)->rel == DMR_REL_NMOD && is_title_word(v, noun) &&
           is_title_word(v, head) && head < noun &&
           dmr_match_pos(v->tree, noun) == DMR_TRIGGER_NOUN;
}

/* "The best solution is a visit": what is said to be an aim is not there yet. */
static bool is_named_aim(const dmr_view *v, int32_t predicate)
{
    static const char *const aims[] = {
        "aim",    "goal", "objective", "purpose",      "solution",
        "answer", "need", "way",       "hope",         "wish",
        "option", "task", "condition", "prerequisite", "alternative"};
    int32_t subject = dmr_tree_child(v->tree, predicate, DMR_REL_NSUBJ);
    return subject >= 0 && dmr_tree_child(v->tree, predicate, DMR_REL_COP) >= 0 &&
           word_at(v, predicate)->upos == DMR_UPOS_NOUN &&
           is_one_of(v->lemma[subject], aims, sizeof aims / sizeof *aims);
}

/* "Will not be published without a visit": the visit that is left out is no plan. */
static bool is_left_out(const dmr_view *v, int32_t w)
{
    return dmr_clause_has_lemma(v->tree, w, DMR_REL_CASE, "without") ||
           dmr_clause_has_lemma(v->tree, w, DMR_REL_MARK, "without");
}

dmr_modality dmr_modality_of(const dmr_view *view, int32_t word)
{
    dmr_modality m = {.effect = DMR_EFFECT_NONE};
    int32_t w = word;
    bool denial_reaches = true;
    for (int step = 0; step < HIGHEST && w >= 0; step++) {
        dmr_modality here = {.effect = DMR_EFFECT_NONE};
        scan_children(view, w, &here);
        apply(&m, here.effect);
        m.denied |= here.denied && denial_reaches;
        m.planned |= here.planned;
        m.past_perfect |= here.past_perfect;
        denial_reaches = denial_reaches && hands_denial_down(view, w);
        if (word_at(view, w)->head < 0 || !climb(view, w, &m))
            break;
        bool own_subject = word_at(view, w)->rel == DMR_REL_CONJ &&
                           !shares_auxiliary(view, w) &&
                           (dmr_tree_child(view->tree, w, DMR_REL_NSUBJ) >= 0 ||
                            dmr_tree_child(view->tree, w, DMR_REL_NSUBJ_PASS) >= 0);
        w = word_at(view, w)->head;
        if (own_subject) {
            if (is_condition(view, w)) /* "if Chad attacks and Libya answers" */
                apply(&m, DMR_EFFECT_HYPOTHETICAL);
            break;
        }
    }
    m.planned = m.planned && !is_left_out(view, word);
    if (is_in_name(view, word) || is_heading(view, word) || is_named_aim(view, word))
        apply(&m, DMR_EFFECT_HYPOTHETICAL);
    return m;
}

const char *dmr_modality_name(dmr_modality modality)
{
    if (modality.denied)
        return "negated";
    switch (modality.effect) {
    case DMR_EFFECT_HYPOTHETICAL:
        return "hypothetical";
    case DMR_EFFECT_RUMORED:
        return "rumored";
    case DMR_EFFECT_ALLEGED:
        return "alleged";
    case DMR_EFFECT_REPORTED:
        return "reported";
    case DMR_EFFECT_FUTURE:
        return "future";
    default:
        return "asserted";
    }
}
