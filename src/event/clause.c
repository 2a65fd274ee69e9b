#include "event/clause.h"

/* Control, coordination and relative clauses are followed this far up. */
enum { DEEPEST = 12 };

static const dmr_word *at(const dmr_tree *t, int32_t w)
{
    return &t->words[w];
}

static int32_t child(const dmr_tree *t, int32_t w, dmr_rel rel)
{
    return dmr_tree_child(t, w, rel);
}

static void add(dmr_fillers *out, int32_t w)
{
    if (w < 0 || out->n == DMR_FILLERS_MAX)
        return;
    for (size_t i = 0; i < out->n; i++) {
        if (out->at[i] == w)
            return;
    }
    out->at[out->n++] = w;
}

static bool has_feat(const dmr_tree *t, int32_t w, const char *feat)
{
    return dmr_str_find(at(t, w)->feats, dmr_str_c(feat), 0) != SIZE_MAX;
}

static bool lemma_is(const dmr_tree *t, int32_t w, const char *lemma)
{
    return dmr_str_eq_nocase(at(t, w)->lemma, dmr_str_c(lemma));
}

static bool is_relative(const dmr_tree *t, int32_t w)
{
    return has_feat(t, w, "PronType=Rel") || lemma_is(t, w, "which") ||
           (at(t, w)->upos == DMR_UPOS_PRON &&
            (lemma_is(t, w, "who") || lemma_is(t, w, "that")));
}

bool dmr_clause_has_lemma(const dmr_tree *tree, int32_t word, dmr_rel rel,
                          const char *lemma)
{
    for (int32_t c = at(tree, word)->first_child; c >= 0; c = at(tree, c)->next_sibling) {
        if (at(tree, c)->rel == rel && lemma_is(tree, c, lemma))
            return true;
    }
    return false;
}

bool dmr_clause_is_predicate(const dmr_tree *tree, int32_t word)
{
    return at(tree, word)->upos == DMR_UPOS_VERB || child(tree, word, DMR_REL_COP) >= 0;
}

static bool is_past_participle(const dmr_tree *t, int32_t w)
{
    return dmr_str_is(at(t, w)->xpos, "VBN") ||
           (has_feat(t, w, "VerbForm=Part") &&
            (has_feat(t, w, "Tense=Past") || has_feat(t, w, "Voice=Pass")));
}

static bool has_subject(const dmr_tree *t, int32_t w)
{
    return child(t, w, DMR_REL_NSUBJ) >= 0 || child(t, w, DMR_REL_NSUBJ_PASS) >= 0 ||
           child(t, w, DMR_REL_NSUBJ_OUTER) >= 0;
}

bool dmr_clause_is_passive(const dmr_tree *tree, int32_t word)
{
    if (child(tree, word, DMR_REL_AUX_PASS) >= 0 ||
        child(tree, word, DMR_REL_NSUBJ_PASS) >= 0)
        return true;
    if (child(tree, word, DMR_REL_OBL_AGENT) >= 0) /* else "by" belongs to the object */
        return child(tree, word, DMR_REL_OBJ) < 0 && !has_subject(tree, word);
    if (!is_past_participle(tree, word) || child(tree, word, DMR_REL_AUX) >= 0 ||
        has_subject(tree, word) || child(tree, word, DMR_REL_OBJ) >= 0)
        return false;
    switch (at(tree, word)->rel) {
    case DMR_REL_ACL:
    case DMR_REL_AMOD:
    case DMR_REL_ADVCL:
        return true;
    case DMR_REL_CONJ: /* "was tried and executed" */
        return at(tree, word)->head >= 0 &&
               is_past_participle(tree, at(tree, word)->head) &&
               dmr_clause_is_passive(tree, at(tree, word)->head);
    default:
        return false;
    }
}

demarche_str dmr_clause_case(const dmr_tree *tree, int32_t word, char *buffer,
                             size_t room)
{
    size_t n = 0;
    for (int32_t c = at(tree, word)->first_child; c >= 0; c = at(tree, c)->next_sibling) {
        if (at(tree, c)->rel != DMR_REL_CASE && at(tree, c)->rel != DMR_REL_MARK)
            continue;
        if (dmr_str_is(at(tree, c)->lemma, "'s"))
            continue;
        /* "because of", "in front of": the others hang on the first by `fixed`. */
        for (int32_t f = c; f >= 0;) {
            demarche_str lemma = at(tree, f)->lemma;
            if (n + lemma.len + 1 >= room)
                break;
            if (n)
                buffer[n++] = '_';
            for (size_t i = 0; i < lemma.len; i++)
                buffer[n++] = dmr_to_lower(lemma.ptr[i]);
            f = f == c ? at(tree, c)->first_child : at(tree, f)->next_sibling;
            while (f >= 0 && at(tree, f)->rel != DMR_REL_FIXED)
                f = at(tree, f)->next_sibling;
        }
    }
    return dmr_str(buffer, n);
}

static bool is_climbable(dmr_rel rel)
{
    return rel == DMR_REL_NMOD || rel == DMR_REL_CONJ || rel == DMR_REL_COMPOUND ||
           rel == DMR_REL_APPOS || rel == DMR_REL_NMOD_POSS || rel == DMR_REL_NMOD_DESC;
}

int32_t dmr_clause_governor(const dmr_tree *tree, int32_t word)
{
    int32_t w = word;
    for (int step = 0; step < DEEPEST && w >= 0; step++) {
        if (dmr_clause_is_predicate(tree, w) && w != word)
            return w;
        if (w != word && !is_climbable(at(tree, w)->rel) &&
            at(tree, w)->upos == DMR_UPOS_ADJ)
            return w;
        w = at(tree, w)->head;
    }
    return -1;
}

static void surface_subject(const dmr_tree *t, int32_t w, int depth, dmr_fillers *out);
static void agents(const dmr_tree *t, int32_t w, dmr_fillers *out);
static void objects(const dmr_tree *t, int32_t w, int depth, dmr_fillers *out);

/* The noun that a relative clause with this verb modifies. */
static int32_t antecedent(const dmr_tree *t, int32_t w)
{
    for (int step = 0; step < DEEPEST && w >= 0; step++) {
        if (at(t, w)->rel == DMR_REL_ACL_RELCL || at(t, w)->rel == DMR_REL_ACL)
            return at(t, w)->head;
        if (at(t, w)->rel != DMR_REL_CONJ && at(t, w)->rel != DMR_REL_XCOMP &&
            at(t, w)->rel != DMR_REL_CCOMP)
            return -1;
        w = at(t, w)->head;
    }
    return -1;
}

/* A subject word itself, or what a relative pronoun stands for. */
static void add_nominal(const dmr_tree *t, int32_t verb, int32_t w, dmr_fillers *out)
{
    if (w < 0)
        return;
    if (is_relative(t, w)) {
        int32_t a = antecedent(t, verb);
        if (a >= 0) {
            add(out, a);
            return;
        }
    }
    add(out, w);
}

/* Verbs whose infinitive is done by their subject although they have an object. */
static bool is_subject_control(const dmr_tree *t, int32_t w)
{
    static const char *const list[] = {"promise", "threaten", "pledge", "vow",  "use",
                                       "take",    "have",     "make",   "hold", "offer"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (lemma_is(t, w, list[i]))
            return true;
    }
    return false;
}

/* Who carries out the infinitive or participle under `head`. */
static void controller(const dmr_tree *t, int32_t head, int depth, dmr_fillers *out)
{
    int32_t object = child(t, head, DMR_REL_OBJ);
    int32_t indirect = child(t, head, DMR_REL_IOBJ);
    if (indirect >= 0)
        add(out, indirect);
    else if (object >= 0 && !is_subject_control(t, head) &&
             !dmr_clause_is_passive(t, head))
        add(out, object);
    surface_subject(t, head, depth + 1, out);
}

/* "The decision by France to join", "the wish of Chad to trade": whose the noun is. */
static void owners(const dmr_tree *t, int32_t noun, dmr_fillers *out)
{
    char buffer[32];
    for (int32_t c = at(t, noun)->first_child; c >= 0; c = at(t, c)->next_sibling) {
        demarche_str prep = at(t, c)->rel == DMR_REL_NMOD
                                ? dmr_clause_case(t, c, buffer, sizeof buffer)
                                : DMR_STR("");
        if (dmr_str_is(prep, "by") || dmr_str_is(prep, "of"))
            add(out, c);
    }
}

/* Participles, infinitives and relative clauses that hang on a noun. What the noun stands
 * for does it, or whose the noun is; an infinitive may also be the main subject's ("has a
 * plan to sell"), a participle where that one makes the noun ("passed a motion banning"). */
static void noun_clause_subject(const dmr_tree *t, int32_t w, int depth, dmr_fillers *out)
{
    int32_t noun = at(t, w)->head;
    if (noun < 0)
        return;
    add(out, noun);
    add(out, child(t, noun, DMR_REL_NMOD_POSS));
    bool infinitive = dmr_clause_has_lemma(t, w, DMR_REL_MARK, "to");
    if (infinitive)
        owners(t, noun, out);
    if (!infinitive &&
        (at(t, w)->rel != DMR_REL_ACL || at(t, noun)->rel != DMR_REL_OBJ) &&
        child(t, w, DMR_REL_MARK) < 0)
        return;
    int32_t governor = dmr_clause_governor(t, noun);
    if (governor >= 0)
        surface_subject(t, governor, depth + 1, out);
}

static bool is_nominal(const dmr_tree *t, int32_t w)
{
    return at(t, w)->upos == DMR_UPOS_NOUN || at(t, w)->upos == DMR_UPOS_PROPN ||
           at(t, w)->upos == DMR_UPOS_PRON;
}

static bool is_comma(const dmr_tree *t, int32_t w)
{
    return w >= 0 && t->tokens[w].form.len == 1 && t->tokens[w].form.ptr[0] == ',';
}

/* A finite main verb of English has a subject. Where the tree shows none, it was mostly
 * taken for a further member of the phrase that opens the sentence: "With growing trade,
 * Seoul and Moscow began ..." with Seoul as `conj` of trade. */
static void lost_subject(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    if (!has_feat(t, w, "VerbForm=Fin"))
        return;
    for (int32_t x = w - 1; x > 1; x--) {
        uint8_t rel = at(t, x)->rel;
        bool joined = rel == DMR_REL_CONJ || rel == DMR_REL_APPOS ||
                      rel == DMR_REL_NMOD || rel == DMR_REL_NMOD_UNMARKED;
        if (!joined || !is_nominal(t, x) || child(t, x, DMR_REL_CASE) >= 0)
            continue;
        int32_t first, last;
        dmr_tree_span(t, x, &first, &last);
        /* The span of a coordination takes its own comma in. */
        bool begins = is_comma(t, first) || is_comma(t, first - 1);
        if (begins && last < w && dmr_tree_under(t, x, w)) {
            add(out, x);
            return;
        }
    }
}

/* The grammatical subject, be the verb active or passive; inherited where it has none. */
static void surface_subject(const dmr_tree *t, int32_t w, int depth, dmr_fillers *out)
{
    if (w < 0 || depth > DEEPEST)
        return;
    static const dmr_rel subjects[] = {DMR_REL_NSUBJ, DMR_REL_NSUBJ_PASS,
                                       DMR_REL_NSUBJ_OUTER};
    for (size_t i = 0; i < 3; i++) {
        int32_t s = child(t, w, subjects[i]);
        if (s >= 0) {
            add_nominal(t, w, s, out);
            return;
        }
    }
    int32_t head = at(t, w)->head;
    if (head < 0) {
        lost_subject(t, w, out);
        return;
    }
    switch (at(t, w)->rel) {
    case DMR_REL_CONJ:
    case DMR_REL_ADVCL:
    case DMR_REL_PARATAXIS:
    case DMR_REL_CCOMP:
        /* "measures taken by Chad to boycott Libya": who takes them has the aim */
        if (at(t, w)->rel == DMR_REL_ADVCL && dmr_clause_is_passive(t, head) &&
            dmr_clause_has_lemma(t, w, DMR_REL_MARK, "to"))
            agents(t, head, out);
        if (dmr_clause_is_predicate(t, head) || at(t, head)->upos == DMR_UPOS_ADJ)
            surface_subject(t, head, depth + 1, out);
        break;
    case DMR_REL_XCOMP:
        controller(t, head, depth, out);
        break;
    case DMR_REL_ACL:
    case DMR_REL_ACL_RELCL:
    case DMR_REL_AMOD:
        noun_clause_subject(t, w, depth, out);
        break;
    default: { /* a gerund in an oblique phrase: "by sending" */
        int32_t governor = dmr_clause_governor(t, w);
        if (governor >= 0 && at(t, w)->rel != DMR_REL_ROOT)
            surface_subject(t, governor, depth + 1, out);
    }
    }
}

static void agents(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    char buffer[32];
    int32_t left = child(t, w, DMR_REL_OBJ); /* "refused visas by Seoul": on the noun */
    for (int32_t c = left < 0 ? -1 : at(t, left)->first_child; c >= 0;
         c = at(t, c)->next_sibling) {
        if (at(t, c)->rel == DMR_REL_NMOD &&
            dmr_str_is(dmr_clause_case(t, c, buffer, sizeof buffer), "by"))
            add(out, c);
    }
    for (int32_t c = at(t, w)->first_child; c >= 0; c = at(t, c)->next_sibling) {
        if (at(t, c)->rel == DMR_REL_OBL_AGENT ||
            (at(t, c)->rel == DMR_REL_OBL &&
             dmr_str_is(dmr_clause_case(t, c, buffer, sizeof buffer), "by")))
            add(out, c);
    }
}

/* "Following the raid, Chad protested": who is told of then did not make the raid. */
static bool stands_apart(const dmr_tree *t, int32_t w)
{
    static const char *const others[] = {"after",      "before",          "since",
                                         "despite",    "follow",          "following",
                                         "regard",     "regarding",       "concern",
                                         "concerning", "notwithstanding", "until",
                                         "because_of", "under",           "about",
                                         "over",       "against"};
    char buffer[32];
    demarche_str prep = dmr_clause_case(t, w, buffer, sizeof buffer);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (dmr_str_is(prep, others[i]))
            return true;
    }
    return false;
}

/* "A round of talks", "in the course of a visit": the noun below is what is meant. */
static bool is_measure_of(const dmr_tree *t, int32_t w)
{
    static const char *const list[] = {"round", "series", "number", "volume", "amount",
                                       "wave",  "spate",  "kind",   "form",   "sort",
                                       "type",  "course", "act",    "set",    "deal"};
    int32_t head = at(t, w)->head;
    if (at(t, w)->rel != DMR_REL_NMOD || head < 0 ||
        !dmr_clause_has_lemma(t, w, DMR_REL_CASE, "of"))
        return false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (lemma_is(t, head, list[i]))
            return true;
    }
    return false;
}

/* A noun is served by a verb as its object ("paid a visit"), its phrase ("during a
 * visit"), not as its subject, nor where it only tells more of another noun ("regretted the
 * cost of the invasion"). */
static void noun_subject(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    int32_t top = w;
    for (int step = 0;
         step < DEEPEST && at(t, top)->head >= 0 &&
         (at(t, top)->rel == DMR_REL_CONJ || at(t, top)->rel == DMR_REL_COMPOUND ||
          at(t, top)->rel == DMR_REL_APPOS || is_measure_of(t, top));
         step++)
        top = at(t, top)->head;
    if (at(t, top)->rel == DMR_REL_NSUBJ || at(t, top)->rel == DMR_REL_NSUBJ_PASS ||
        is_climbable(at(t, top)->rel) || stands_apart(t, top))
        return;
    int32_t governor = dmr_clause_governor(t, w);
    if (governor < 0)
        return;
    if (dmr_clause_is_passive(t, governor))
        agents(t, governor, out);
    surface_subject(t, governor, 0, out);
}

static void subjects_of(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    if (!dmr_clause_is_predicate(t, w) &&
        (at(t, w)->upos == DMR_UPOS_NOUN || at(t, w)->upos == DMR_UPOS_PROPN)) {
        noun_subject(t, w, out);
        return;
    }
    if (at(t, w)->upos == DMR_UPOS_VERB && dmr_clause_is_passive(t, w)) {
        agents(t, w, out);
        return;
    }
    surface_subject(t, w, 0, out);
}

/* The object that a relative clause leaves open: "the planes that France sold". */
static void relative_object(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    if (at(t, w)->rel != DMR_REL_ACL_RELCL)
        return;
    int32_t subject = child(t, w, DMR_REL_NSUBJ);
    if (subject >= 0 && !is_relative(t, subject))
        add(out, at(t, w)->head);
}

/* An object with "about 1,500" or "more than 6,000" before it is often read as a phrase; it
 * has no preposition of its own. (Bare times are obl:unmarked.) */
static void bare_phrase(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    for (int32_t c = at(t, w)->first_child; c >= 0; c = at(t, c)->next_sibling) {
        if (at(t, c)->rel != DMR_REL_OBL || c < w || !is_nominal(t, c) ||
            child(t, c, DMR_REL_NUMMOD) < 0)
            continue;
        int32_t preposition = child(t, c, DMR_REL_CASE);
        if (preposition < 0 || lemma_is(t, preposition, "than")) {
            add(out, c);
            return;
        }
    }
}

static void passive_objects(const dmr_tree *t, int32_t w, int depth, dmr_fillers *out)
{
    if (child(t, w, DMR_REL_NSUBJ_PASS) >= 0 || child(t, w, DMR_REL_NSUBJ) >= 0) {
        surface_subject(t, w, depth, out);
        return;
    }
    if (at(t, w)->rel == DMR_REL_ACL || at(t, w)->rel == DMR_REL_AMOD ||
        at(t, w)->rel == DMR_REL_ACL_RELCL)
        add(out, at(t, w)->head);
    else
        surface_subject(t, w, depth, out);
}

static void objects(const dmr_tree *t, int32_t w, int depth, dmr_fillers *out)
{
    if (depth > DEEPEST)
        return;
    if (at(t, w)->upos == DMR_UPOS_VERB && dmr_clause_is_passive(t, w)) {
        passive_objects(t, w, depth, out);
        /* "was denied entry": what is left of two objects. */
        int32_t left = child(t, w, DMR_REL_OBJ);
        if (left >= 0)
            add(out, left);
        return;
    }
    /* A lone second object is often read as the first or as a bare phrase. */
    static const dmr_rel object_rels[] = {DMR_REL_OBJ, DMR_REL_IOBJ};
    for (size_t i = 0; i < 2; i++) {
        int32_t object = child(t, w, object_rels[i]);
        if (object >= 0) {
            add_nominal(t, w, object, out);
            return;
        }
    }
    relative_object(t, w, out);
    if (out->n == 0)
        bare_phrase(t, w, out);
    if (out->n)
        return;
    /* "sent and received messages": the object follows both and hangs on the first. */
    int32_t head = at(t, w)->head;
    if (at(t, w)->rel == DMR_REL_CONJ && head >= 0 &&
        at(t, head)->upos == DMR_UPOS_VERB && !dmr_clause_is_passive(t, head)) {
        int32_t shared = child(t, head, DMR_REL_OBJ);
        if (shared > w)
            add(out, shared);
    }
}

static bool is_phrase(dmr_rel rel)
{
    return rel == DMR_REL_OBL || rel == DMR_REL_NMOD || rel == DMR_REL_OBL_AGENT ||
           rel == DMR_REL_ADVCL || rel == DMR_REL_ACL || rel == DMR_REL_XCOMP ||
           rel == DMR_REL_NMOD_DESC;
}

static void phrases(const dmr_tree *t, int32_t w, demarche_str prep, dmr_fillers *out)
{
    char buffer[48];
    for (int32_t c = at(t, w)->first_child; c >= 0; c = at(t, c)->next_sibling) {
        if (!is_phrase(at(t, c)->rel))
            continue;
        demarche_str found = dmr_clause_case(t, c, buffer, sizeof buffer);
        bool infinitive = dmr_str_is(found, "to") && at(t, c)->upos == DMR_UPOS_VERB;
        if (dmr_str_eq(found, prep) && !infinitive) {
            if (is_relative(t, c) && antecedent(t, w) >= 0)
                add(out, antecedent(t, w));
            else
                add(out, c);
        }
    }
}

/* "Deliveries of gas from Algeria", "the arrest of a monk by China": the second phrase of
 * a noun hangs on the noun of the first. */
static void nested_phrases(const dmr_tree *t, int32_t w, demarche_str prep, int depth,
                           dmr_fillers *out)
{
    for (int32_t c = at(t, w)->first_child; c >= 0 && depth < 3 && out->n == 0;
         c = at(t, c)->next_sibling) {
        if (at(t, c)->rel != DMR_REL_NMOD)
            continue;
        phrases(t, c, prep, out);
        nested_phrases(t, c, prep, depth + 1, out);
    }
}

/* Own phrases first; then those of the object and of other matched words, where a
 * parser often hangs them; then those of the verb that a noun serves. */
static void prepositions(const dmr_tree *t, int32_t w, demarche_str prep,
                         const int32_t *anchors, size_t n_anchors, dmr_fillers *out)
{
    phrases(t, w, prep, out);
    for (size_t i = 0; i < n_anchors; i++)
        phrases(t, anchors[i], prep, out);
    if (at(t, w)->upos == DMR_UPOS_VERB) {
        dmr_fillers found = {.n = 0};
        objects(t, w, 0, &found);
        for (size_t i = 0; i < found.n; i++)
            phrases(t, found.at[i], prep, out);
        return;
    }
    if (at(t, w)->upos == DMR_UPOS_ADJ || dmr_clause_is_predicate(t, w))
        return;
    if (!dmr_str_is(prep,
                    "of")) /* "the assault on the Government of Fiji" is not Fiji's */
        nested_phrases(t, w, prep, 0, out);
    int32_t governor = dmr_clause_governor(t, w);
    dmr_rel rel = at(t, w)->rel;
    if (governor >= 0 && at(t, w)->head == governor &&
        (rel == DMR_REL_OBJ || rel == DMR_REL_OBL || rel == DMR_REL_NSUBJ_PASS))
        phrases(t, governor, prep, out);
}

static void of_relation(const dmr_tree *t, int32_t w, dmr_rel rel, dmr_fillers *out)
{
    for (int32_t c = at(t, w)->first_child; c >= 0; c = at(t, c)->next_sibling) {
        if (at(t, c)->rel == rel)
            add(out, c);
    }
}

static void infinitives(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    for (int32_t c = at(t, w)->first_child; c >= 0; c = at(t, c)->next_sibling) {
        if ((at(t, c)->rel == DMR_REL_ADVCL || at(t, c)->rel == DMR_REL_ACL ||
             at(t, c)->rel == DMR_REL_CCOMP) &&
            dmr_clause_has_lemma(t, c, DMR_REL_MARK, "to"))
            add(out, c);
    }
}

/* Infinitives are often read as purpose clauses; they serve where no xcomp is there. */
static void complements(const dmr_tree *t, int32_t w, dmr_fillers *out)
{
    of_relation(t, w, DMR_REL_XCOMP, out);
    if (out->n)
        return;
    infinitives(t, w, out);
    /* "allowed the families to leave", "called on Syria to withdraw": on the noun. */
    for (int32_t c = at(t, w)->first_child; c >= 0 && out->n == 0;
         c = at(t, c)->next_sibling) {
        if (at(t, w)->upos == DMR_UPOS_VERB &&
            (at(t, c)->rel == DMR_REL_OBJ || at(t, c)->rel == DMR_REL_OBL ||
             at(t, c)->rel == DMR_REL_IOBJ))
            infinitives(t, c, out);
    }
}

/* "Sold Syria trucks", "lent Manila ships": a bare name between a verb and its object,
 * read as a part of the object's name. */
static int32_t swallowed_iobj(const dmr_tree *t, int32_t w)
{
    int32_t object = at(t, w)->upos == DMR_UPOS_VERB ? child(t, w, DMR_REL_OBJ) : -1;
    int32_t name = object > w ? child(t, object, DMR_REL_COMPOUND) : -1;
    return name == w + 1 && at(t, name)->upos == DMR_UPOS_PROPN &&
                   child(t, object, DMR_REL_DET) < 0
               ? name
               : -1;
}

static void one_level(const dmr_tree *t, int32_t w, dmr_slot slot, dmr_fillers *out)
{
    switch (slot.kind) {
    case DMR_SLOT_IOBJ:
        of_relation(t, w, DMR_REL_IOBJ, out);
        if (out->n == 0)
            add(out, swallowed_iobj(t, w));
        /* "Zaire was lent 200 lorries": the subject stands for it. */
        if (out->n == 0 && child(t, w, DMR_REL_OBJ) >= 0)
            add(out, child(t, w, DMR_REL_NSUBJ_PASS));
        break;
    case DMR_SLOT_XCOMP:
        complements(t, w, out);
        break;
    case DMR_SLOT_CCOMP:
        of_relation(t, w, DMR_REL_CCOMP, out);
        if (at(t, w)->upos != DMR_UPOS_VERB)
            of_relation(t, w, DMR_REL_ACL, out);
        break;
    case DMR_SLOT_POSS:
        of_relation(t, w, DMR_REL_NMOD_POSS, out);
        break;
    case DMR_SLOT_MOD:
        of_relation(t, w, DMR_REL_AMOD, out);
        of_relation(t, w, DMR_REL_COMPOUND, out);
        of_relation(t, w, DMR_REL_NMOD_DESC, out);
        break;
    default:
        break;
    }
}

void dmr_clause_fill(const dmr_tree *tree, int32_t word, dmr_slot slot,
                     const int32_t *anchors, size_t n_anchors, dmr_fillers *out)
{
    switch (slot.kind) {
    case DMR_SLOT_SUBJ:
        subjects_of(tree, word, out);
        break;
    case DMR_SLOT_SURFACE:
        surface_subject(tree, word, 0, out);
        break;
    case DMR_SLOT_OBJ:
        if (at(tree, word)->upos == DMR_UPOS_VERB)
            objects(tree, word, 0, out);
        break;
    case DMR_SLOT_PREP:
        prepositions(tree, word, slot.prep, anchors, n_anchors, out);
        break;
    case DMR_SLOT_ANY:
    case DMR_SLOT_TOLD:
    case DMR_SLOT_NONE:
        break;
    default:
        one_level(tree, word, slot, out);
        for (size_t i = 0; i < n_anchors; i++)
            one_level(tree, anchors[i], slot, out);
    }
}
