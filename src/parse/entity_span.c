#include "parse/entity_span.h"

#include <stdlib.h>

#include "base/error.h"

dmr_entity_sort dmr_entity_sort_of(dmr_entity_kind kind)
{
    switch (kind) {
    case DMR_ENT_NONE:
    case DMR_ENT_COUNT:
        return DMR_SORT_NONE;
    case DMR_ENT_PERSON:
        return DMR_SORT_PERSON;
    case DMR_ENT_ORGANIZATION:
        return DMR_SORT_ORG;
    case DMR_ENT_PLACE:
        return DMR_SORT_PLACE;
    case DMR_ENT_TIME:
        return DMR_SORT_TIME;
    default:
        return DMR_SORT_OTHER;
    }
}

const char *dmr_entity_sort_name(dmr_entity_sort sort)
{
    static const char *const names[] = {"none",  "person", "organisation",
                                        "place", "time",   "other"};
    return (unsigned)sort < sizeof names / sizeof *names ? names[sort] : "none";
}

/* What is known of the sentence before its spans are drawn; each an array (n). */
typedef struct layout {
    const dmr_tree *tree;
    int32_t *low, *high;  /* first and last word of each word's subtree */
    int32_t *partner;     /* of a bracket or quotation mark; -1: none */
    int32_t *past_marks;  /* first word from here on that is no plain mark */
    int32_t *until_marks; /* last word up to here that is no plain mark */
} layout;

static bool form_is(const dmr_tree *tree, int32_t i, const char *const *forms)
{
    for (; *forms; forms++)
        if (dmr_str_is(tree->tokens[i].form, *forms))
            return true;
    return false;
}

/* ------------------------------------------------------------------- the sentence */

/* Parents come before their children in `order`; returns how many the root reaches. */
static int32_t breadth_first(const dmr_tree *tree, int32_t *order)
{
    int32_t n = 0;
    if (tree->root < 0)
        return 0;
    order[n++] = tree->root;
    for (int32_t i = 0; i < n; i++)
        for (int32_t c = tree->words[order[i]].first_child; c >= 0 && n < tree->n;
             c = tree->words[c].next_sibling)
            order[n++] = c;
    return n;
}

static void find_extents(layout *l, int32_t *order)
{
    const dmr_tree *tree = l->tree;
    for (int32_t i = 0; i < tree->n; i++)
        l->low[i] = l->high[i] = i;
    for (int32_t i = breadth_first(tree, order); i-- > 1;) {
        int32_t w = order[i], over = tree->words[w].head;
        if (over < 0 || over >= tree->n)
            continue;
        if (l->low[w] < l->low[over])
            l->low[over] = l->low[w];
        if (l->high[w] > l->high[over])
            l->high[over] = l->high[w];
    }
}

static const char *const OPENS[] = {
    "(", "[", "{", "\xe2\x80\x9c", "\xe2\x80\x98", "``", "\xc2\xab", "\"", "'"};
static const char *const CLOSES[] = {
    ")", "]", "}", "\xe2\x80\x9d", "\xe2\x80\x99", "''", "\xc2\xbb", "\"", "'"};
enum { N_PAIRS = sizeof OPENS / sizeof *OPENS };

/* Brackets and quotation marks with their partners. Each sort has a stack of its own (top
 * in `open`, the one beneath each in `below`), so that a mark that is never closed hides
 * none of another sort. */
static void find_partners(layout *l, int32_t *below)
{
    const dmr_tree *tree = l->tree;
    int32_t open[N_PAIRS];
    for (size_t k = 0; k < N_PAIRS; k++)
        open[k] = -1;
    for (int32_t i = 0; i < tree->n; i++) {
        l->partner[i] = -1;
        if (tree->words[i].upos != DMR_UPOS_PUNCT)
            continue;
        for (size_t k = 0; k < N_PAIRS; k++) {
            if (open[k] >= 0 && dmr_str_is(tree->tokens[i].form, CLOSES[k])) {
                l->partner[i] = open[k];
                l->partner[open[k]] = i;
                open[k] = below[open[k]];
                break;
            }
            if (dmr_str_is(tree->tokens[i].form, OPENS[k])) {
                below[i] = open[k];
                open[k] = i;
                break;
            }
        }
    }
}

/* A comma or the like, or a bracket that stands alone: no span begins or ends with it. */
static bool plain_mark(const layout *l, int32_t i)
{
    return l->tree->words[i].upos == DMR_UPOS_PUNCT && l->partner[i] < 0;
}

static void find_marks(layout *l)
{
    int32_t n = l->tree->n;
    for (int32_t i = 0; i < n; i++)
        l->until_marks[i] = !plain_mark(l, i) ? i : i > 0 ? l->until_marks[i - 1] : -1;
    for (int32_t i = n; i-- > 0;)
        l->past_marks[i] = !plain_mark(l, i) ? i : i + 1 < n ? l->past_marks[i + 1] : n;
}

static bool lay_out(layout *l, const dmr_tree *tree, dmr_arena *arena)
{
    size_t n = (size_t)tree->n;
    int32_t *order = DMR_NEW_ARRAY(arena, int32_t, n);
    *l = (layout){.tree = tree,
                  .low = DMR_NEW_ARRAY(arena, int32_t, n),
                  .high = DMR_NEW_ARRAY(arena, int32_t, n),
                  .partner = DMR_NEW_ARRAY(arena, int32_t, n),
                  .past_marks = DMR_NEW_ARRAY(arena, int32_t, n),
                  .until_marks = DMR_NEW_ARRAY(arena, int32_t, n)};
    if (!order || !l->low || !l->high || !l->partner || !l->past_marks || !l->until_marks)
        return false;
    find_extents(l, order);
    find_partners(l, order); /* whose order is done with */
    find_marks(l);
    return true;
}

/* ---------------------------------------------------------- what belongs to a head */

/* What sort of phrase the head has: clauses take their subjects in, predicates do not. */
typedef enum phrase {
    PHRASE_NOUN,
    PHRASE_PREDICATE, /* "(He is) a doctor" */
    PHRASE_CLAUSE,
} phrase;

static phrase phrase_of(const dmr_tree *tree, int32_t head)
{
    uint8_t upos = tree->words[head].upos;
    if (upos == DMR_UPOS_VERB || upos == DMR_UPOS_AUX)
        return PHRASE_CLAUSE;
    if (dmr_tree_child(tree, head, DMR_REL_COP) < 0)
        return PHRASE_NOUN;
    return upos == DMR_UPOS_ADJ ? PHRASE_CLAUSE : PHRASE_PREDICATE;
}

static bool is_entity(const dmr_tree *tree, int32_t word)
{
    return tree->words[word].ent != DMR_ENT_NONE;
}

/* A comma, dash or bracket parts the child's phrase from what is before it. */
static bool parted(const layout *l, int32_t child)
{
    static const char *const marks[] = {
        ",", "-", "--", "\xe2\x80\x94", "\xe2\x80\x93", ";", ":", "(", "[", NULL};
    int32_t at = l->low[child];
    return form_is(l->tree, at, marks) || (at > 0 && form_is(l->tree, at - 1, marks));
}

/* "research and development": a conjunct that is no entity and no clause. */
static bool joint(const dmr_tree *tree, int32_t child)
{
    uint8_t upos = tree->words[child].upos;
    if (is_entity(tree, child) || upos == DMR_UPOS_VERB || upos == DMR_UPOS_AUX ||
        upos == DMR_UPOS_ADV || upos == DMR_UPOS_INTJ || upos == DMR_UPOS_PART ||
        upos == DMR_UPOS_ADP || upos == DMR_UPOS_SCONJ || upos == DMR_UPOS_CCONJ ||
        upos == DMR_UPOS_PUNCT)
        return false;
    for (int32_t c = tree->words[child].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        switch (tree->words[c].rel) {
        case DMR_REL_COP:
        case DMR_REL_AUX:
        case DMR_REL_MARK:
        case DMR_REL_NSUBJ:
        case DMR_REL_NSUBJ_PASS:
        case DMR_REL_CSUBJ:
        case DMR_REL_EXPL:
            return false;
        default:
            break;
        }
    return true;
}

/* Child of a verb or adjective that is said to be an entity (an event mostly). */
static bool in_clause(const dmr_tree *tree, int32_t head, int32_t child)
{
    switch (tree->words[child].rel) {
    case DMR_REL_CC:
    case DMR_REL_CC_PRECONJ:
    case DMR_REL_DISCOURSE:
    case DMR_REL_PARATAXIS:
    case DMR_REL_REPARANDUM:
    case DMR_REL_VOCATIVE:
    case DMR_REL_NSUBJ_OUTER:
    case DMR_REL_CASE:
    case DMR_REL_APPOS:
    case DMR_REL_CSUBJ:
        return false;
    case DMR_REL_COP:
        return tree->words[head].upos == DMR_UPOS_ADJ;
    case DMR_REL_MARK:
        return dmr_str_is(tree->words[child].lemma, "to");
    case DMR_REL_ADVCL:
    case DMR_REL_OBL:
        return child > head;
    default:
        return true;
    }
}

static bool adverb_inside(const layout *l, int32_t head, int32_t child, phrase p)
{
    static const char *const degree[] = {
        "very", "so", "about", "almost", "nearly",        "too",     "most", "down",
        "over", "up", "out",   "around", "approximately", "roughly", NULL};
    static const char *const behind[] = {"here", "there", "else", "ago", "back", "away",
                                         "old",  "BC",    "AD",   "BCE", "CE",   NULL};
    uint8_t upos = l->tree->words[head].upos;
    if (child < head)
        return (upos == DMR_UPOS_ADJ || upos == DMR_UPOS_ADV || upos == DMR_UPOS_DET ||
                upos == DMR_UPOS_NUM) &&
               form_is(l->tree, child, degree);
    return !parted(l, child) && (p == PHRASE_NOUN || form_is(l->tree, child, behind));
}

/* "1871 - 72", "March to August": two times, not one. */
static bool range_of_times(const dmr_tree *tree, int32_t head, int32_t child)
{
    static const char *const to[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "to", NULL};
    if (tree->words[head].ent != DMR_ENT_TIME || tree->words[child].ent != DMR_ENT_TIME)
        return false;
    int32_t c = dmr_tree_child(tree, child, DMR_REL_CASE);
    return c >= 0 && form_is(tree, c, to);
}

/* Child of a noun. */
static bool in_noun_phrase(const layout *l, int32_t head, int32_t child, phrase p)
{
    const dmr_tree *tree = l->tree;
    bool left = child < head;
    switch (tree->words[child].rel) {
    case DMR_REL_COMPOUND:
    case DMR_REL_COMPOUND_PRT:
    case DMR_REL_FLAT:
    case DMR_REL_FIXED:
    case DMR_REL_GOESWITH:
    case DMR_REL_NUMMOD:
    case DMR_REL_NMOD_POSS:
    case DMR_REL_NMOD_DESC:
    case DMR_REL_NMOD_UNMARKED:
    case DMR_REL_DET_PREDET:
    case DMR_REL_XCOMP:
    case DMR_REL_CCOMP:
    case DMR_REL_OBJ:
    case DMR_REL_IOBJ:
    case DMR_REL_ACL_RELCL:
    case DMR_REL_ADVCL_RELCL:
        return true;
    case DMR_REL_DET: /* "them all": two entities */
        return !left || !is_entity(tree, child) ||
               dmr_str_is(tree->words[child].lemma, "the") ||
               dmr_str_is(tree->words[child].lemma, "a");
    case DMR_REL_AMOD:
        return !left || !is_entity(tree, child);
    case DMR_REL_CASE: /* 's */
    case DMR_REL_ACL:
    case DMR_REL_OBL:
        return !left;
    case DMR_REL_NMOD:
        return !left && !range_of_times(tree, head, child);
    case DMR_REL_OBL_UNMARKED:
        return p == PHRASE_NOUN;
    case DMR_REL_ADVMOD:
        return adverb_inside(l, head, child, p);
    case DMR_REL_APPOS: /* "presenter Anna Berg", where the name is no entity of its own */
        return !is_entity(tree, child) && !parted(l, child);
    case DMR_REL_DEP: /* "you guys", "page 3" */
        return left ? tree->words[child].upos == DMR_UPOS_PRON
                    : !is_entity(tree, child) && !parted(l, child);
    default:
        return false;
    }
}

static bool belongs(const layout *l, int32_t head, int32_t child, phrase p)
{
    if (l->tree->words[child].rel == DMR_REL_CONJ)
        return joint(l->tree, child);
    return p == PHRASE_CLAUSE ? in_clause(l->tree, head, child)
                              : in_noun_phrase(l, head, child, p);
}

/* Before a head: what does not belong to the phrase but may stand within it. */
static bool interjected(uint8_t rel)
{
    return rel == DMR_REL_DISCOURSE || rel == DMR_REL_REPARANDUM ||
           rel == DMR_REL_ADVMOD || rel == DMR_REL_CC_PRECONJ ||
           rel == DMR_REL_PARATAXIS || rel == DMR_REL_DEP;
}

/* ---------------------------------------------------------------------- the span */

/* Children outwards from the head, until one does not belong. The word that governs the
 * head is never inside, whatever the tree. */
static void reach(const layout *l, dmr_entity *e)
{
    const dmr_tree *tree = l->tree;
    int32_t over = tree->words[e->head].head;
    phrase p = phrase_of(tree, e->head);
    int32_t first = e->head;
    bool open = true;
    for (int32_t c = tree->words[e->head].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if (tree->words[c].rel == DMR_REL_PUNCT)
            continue;
        bool in = belongs(l, e->head, c, p);
        if (c < e->head) { /* from the left: what was passed is outside again */
            if (in && (over < l->low[c] || over > e->head))
                first = l->low[c] < first ? l->low[c] : first;
            else if (!interjected(tree->words[c].rel) || in)
                first = e->head;
        } else if (open) {
            open = in && (over < e->head || over > l->high[c]);
            if (open && l->high[c] > e->last)
                e->last = l->high[c];
        }
    }
    e->first = first;
}

/* The mark behind `last` that closes what was opened inside, perhaps behind a stop
 * ("... talks."), or -1. */
static int32_t closing(const layout *l, const dmr_entity *e)
{
    static const char *const stops[] = {".", ",", "?", "!", NULL};
    int32_t next = e->last + 1, n = l->tree->n, over = l->tree->words[e->head].head;
    if (next + 1 < n && form_is(l->tree, next, stops))
        next++;
    if (next >= n || l->partner[next] <= e->first || l->partner[next] > e->last ||
        (over > e->last && over <= next))
        return -1;
    return next;
}

/* Commas at the ends go; a bracket or quotation comes whole or stays outside. */
static void settle_marks(const layout *l, dmr_entity *e)
{
    enum { DEEP = 4 }; /* marks that close one behind the other */
    for (int turn = 0; turn < DEEP; turn++) {
        int32_t past = l->past_marks[e->first], until = l->until_marks[e->last];
        e->first = past < e->head ? past : e->head;
        e->last = until > e->head ? until : e->head;
        int32_t a = l->partner[e->first], b = l->partner[e->last];
        int32_t close = closing(l, e);
        if (close >= 0)
            e->last = close;
        else if (a > e->last && e->first < e->head)
            e->first++;
        else if (b >= 0 && (b < e->first || b > e->last) && e->last > e->head)
            e->last--;
        else
            return;
    }
}

static int compare(const void *a, const void *b)
{
    const dmr_entity *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    return x->head < y->head ? -1 : x->head > y->head;
}

demarche_status dmr_entities_find(dmr_entities *out, const dmr_tree *tree,
                                  dmr_arena *arena, demarche_error *err)
{
    *out = (dmr_entities){0};
    size_t n = 0;
    for (int32_t i = 0; i < tree->n; i++)
        n += is_entity(tree, i);
    if (n == 0)
        return DEMARCHE_OK;
    layout l;
    dmr_entity *at = DMR_NEW_ARRAY(arena, dmr_entity, n);
    if (!at || !lay_out(&l, tree, arena))
        return dmr_error_memory(err);
    n = 0;
    for (int32_t i = 0; i < tree->n; i++) {
        if (!is_entity(tree, i))
            continue;
        dmr_entity *e = &at[n++];
        *e = (dmr_entity){i, i, i, tree->words[i].ent};
        reach(&l, e);
        settle_marks(&l, e);
    }
    qsort(at, n, sizeof *at, compare);
    *out = (dmr_entities){at, n};
    return DEMARCHE_OK;
}
