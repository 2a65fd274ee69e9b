/* How far the words of a verb reach, and who its subject is. */
#include "event/pattern_site.h"

static bool is_predicate_conj(const dmr_tree *t, int32_t w)
{
    return t->words[w].rel == DMR_REL_CONJ &&
           (t->words[w].upos == DMR_UPOS_VERB || t->words[w].upos == DMR_UPOS_AUX ||
            dmr_tree_child(t, w, DMR_REL_COP) >= 0);
}

/* "is about to restore": the verb whose clause goes on behind the one below it. */
static int32_t top_of(const dmr_tree *t, int32_t verb)
{
    while (t->words[verb].rel == DMR_REL_XCOMP && t->words[verb].head >= 0)
        verb = t->words[verb].head;
    return verb;
}

static bool on_chain(const dmr_tree *t, int32_t w, int32_t verb, int32_t top)
{
    for (int32_t x = verb; x != top; x = t->words[x].head)
        if (x == w)
            return true;
    return w == top;
}

/* Whether a clause of its own begins at `w`; an infinitive goes on with the verb's, "vowed
 * to wage war", whatever the parser takes it for. */
static bool begins_clause(const dmr_tree *t, int32_t w)
{
    uint8_t rel = t->words[w].rel;
    int32_t mark = dmr_tree_child(t, w, DMR_REL_MARK);
    if (rel == DMR_REL_ADVCL && mark >= 0 && dmr_str_is(t->words[mark].xpos, "TO"))
        return false;
    return rel == DMR_REL_CCOMP || rel == DMR_REL_ADVCL || rel == DMR_REL_ADVCL_RELCL ||
           rel == DMR_REL_ACL || rel == DMR_REL_ACL_RELCL || rel == DMR_REL_PARATAXIS ||
           rel == DMR_REL_CSUBJ;
}

/* 0: not of the verb's clause; 1: of one below it; 2: of its own. */
static int reach(const dmr_tree *t, int32_t w, int32_t verb, int32_t top)
{
    int own = 2;
    for (int32_t x = w; x >= 0; x = t->words[x].head) {
        if (on_chain(t, x, verb, top))
            return own;
        int32_t head = t->words[x].head;
        bool beside = head >= 0 && on_chain(t, head, verb, top);
        if (beside && (is_predicate_conj(t, x) || t->words[x].rel == DMR_REL_PARATAXIS ||
                       t->words[x].rel == DMR_REL_CC))
            return 0;
        if (begins_clause(t, x) || is_predicate_conj(t, x))
            own = 1;
    }
    return 0;
}

bool dmr_pattern_site_make(dmr_pattern_site *out, const dmr_pattern_view *v, int32_t verb,
                           int32_t first, int32_t last, int32_t begin)
{
    const dmr_tree *t = v->tree;
    bool *behind = DMR_NEW_ARRAY(v->arena, bool, (size_t)t->n);
    bool *own = DMR_NEW_ARRAY(v->arena, bool, (size_t)t->n);
    if (!behind || !own)
        return false;
    int32_t top = top_of(t, verb);
    for (int32_t w = 0; w < t->n; w++) {
        int r = reach(t, w, verb, top);
        behind[w] = w > last && r > 0;
        own[w] = r == 2;
    }
    for (int32_t w = begin; w < first; w++)
        if (dmr_str_is(v->capitals[w], ","))
            begin = w + 1;
    *out = (dmr_pattern_site){verb, first, last, begin, t->n, behind, own};
    return true;
}

static bool is_relative(const dmr_tree *t, int32_t w)
{
    return t->words[w].upos == DMR_UPOS_PRON &&
           dmr_str_starts(t->words[w].xpos, DMR_STR("W"));
}

static int32_t own_subject(const dmr_tree *t, int32_t verb)
{
    static const dmr_rel rels[] = {DMR_REL_NSUBJ, DMR_REL_NSUBJ_PASS, DMR_REL_CSUBJ,
                                   DMR_REL_NSUBJ_OUTER};
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++) {
        int32_t w = dmr_tree_child(t, verb, rels[i]);
        if (w >= 0)
            return w;
    }
    return -1;
}

int32_t dmr_pattern_subject(const dmr_tree *t, int32_t verb)
{
    for (int32_t v = verb; v >= 0; v = t->words[v].head) {
        int32_t subject = own_subject(t, v), head = t->words[v].head;
        uint8_t rel = t->words[v].rel;
        bool relative = subject >= 0 && is_relative(t, subject);
        if (subject >= 0 && !relative)
            return subject;
        if (rel == DMR_REL_ACL || rel == DMR_REL_ACL_RELCL)
            return head;
        if (rel == DMR_REL_XCOMP && head >= 0) {
            int32_t object = dmr_tree_child(t, head, DMR_REL_OBJ);
            if (object >= 0 && object < verb)
                return object; /* "urged A to help" */
        }
        if (rel != DMR_REL_XCOMP && rel != DMR_REL_CONJ)
            return -1;
    }
    return -1;
}
