#include "parse/rel_settle.h"

static const float BARE_PASSIVE =
    1.0f; /* natural logarithm: how much likelier it must be */

typedef struct settling {
    const dmr_network *net;
    const float *labels;
    const int32_t *heads;
    dmr_word *words;
    size_t n;
} settling;

static float score_of(const settling *s, size_t i, dmr_rel rel)
{
    const float *row = s->labels + i * s->net->rels.n;
    float best = -1e30f;
    for (size_t k = 0; k < s->net->n_rels; k++) {
        if (s->net->rels_by_label[k] == rel && row[k] > best)
            best = row[k];
    }
    return best;
}

/* What word i would lose with the best of the other relations; *next is that one. */
static float loss_of(const settling *s, size_t i, dmr_rel *next)
{
    const float *row = s->labels + i * s->net->rels.n;
    float best = -1e30f;
    *next = DMR_REL_DEP;
    for (size_t k = 0; k < s->net->n_rels; k++) {
        uint8_t rel = s->net->rels_by_label[k];
        if (row[k] > best && rel != s->words[i].rel && rel != DMR_REL_ROOT) {
            best = row[k];
            *next = (dmr_rel)rel;
        }
    }
    return score_of(s, i, (dmr_rel)s->words[i].rel) - best;
}

/* The first dependent of `head` from word `from` on with this relation; -1: none. */
static int32_t dependent(const settling *s, int32_t head, dmr_rel rel, size_t from)
{
    for (size_t i = from; i < s->n; i++) {
        if (s->heads[i] == head && s->words[i].rel == rel)
            return (int32_t)i;
    }
    return -1;
}

static bool is_nominal(const settling *s, size_t i)
{
    uint8_t upos = s->words[i].upos;
    return upos == DMR_UPOS_NOUN || upos == DMR_UPOS_PROPN || upos == DMR_UPOS_PRON ||
           upos == DMR_UPOS_NUM;
}

static bool settle_passive(settling *s, size_t i)
{
    bool clause = s->words[i].rel == DMR_REL_CSUBJ_PASS;
    dmr_rel active = clause ? DMR_REL_CSUBJ : DMR_REL_NSUBJ;
    if (dependent(s, s->heads[i], DMR_REL_AUX_PASS, 0) >= 0 ||
        score_of(s, i, (dmr_rel)s->words[i].rel) - score_of(s, i, active) >= BARE_PASSIVE)
        return false;
    s->words[i].rel = (uint8_t)active;
    return true;
}

/* The first of two objects. */
static bool settle_indirect(settling *s, size_t i)
{
    int32_t head = s->heads[i], other = dependent(s, head, DMR_REL_OBJ, i + 1);
    dmr_rel mine, theirs;
    if ((int32_t)i < head || !is_nominal(s, i) || other < 0 ||
        dependent(s, head, DMR_REL_IOBJ, 0) >= 0 ||
        loss_of(s, i, &mine) >= loss_of(s, (size_t)other, &theirs) ||
        mine != DMR_REL_IOBJ)
        return false;
    s->words[i].rel = DMR_REL_IOBJ;
    return true;
}

static bool settle_oblique(settling *s, size_t i)
{
    int32_t head = s->heads[i];
    dmr_rel next;
    (void)loss_of(s, i, &next);
    if ((int32_t)i < head || !is_nominal(s, i) || next != DMR_REL_OBJ ||
        s->words[head].upos != DMR_UPOS_VERB || dependent(s, head, DMR_REL_OBJ, 0) >= 0 ||
        dependent(s, head, DMR_REL_AUX_PASS, 0) >= 0 ||
        dependent(s, head, DMR_REL_NSUBJ_PASS, 0) >= 0)
        return false;
    for (size_t j = (size_t)head + 1; j < i;
         j++) { /* one may hang elsewhere by mistake */
        if (s->words[j].rel == DMR_REL_CASE || s->words[j].rel == DMR_REL_MARK ||
            (s->words[j].upos == DMR_UPOS_ADP && s->words[j].rel != DMR_REL_COMPOUND_PRT))
            return false;
    }
    if (dependent(s, (int32_t)i, DMR_REL_CASE, 0) >= 0)
        return false;
    s->words[i].rel = DMR_REL_OBJ;
    return true;
}

size_t dmr_rel_settle(const dmr_network *net, const float *labels, const int32_t *heads,
                      dmr_word *words, size_t n)
{
    settling s = {net, labels, heads, words, n};
    size_t changed = 0;
    for (size_t i = 0; i < n; i++) {
        if (heads[i] < 0)
            continue;
        switch (words[i].rel) {
        case DMR_REL_NSUBJ_PASS:
        case DMR_REL_CSUBJ_PASS:
            changed += settle_passive(&s, i);
            break;
        case DMR_REL_OBJ:
            changed += settle_indirect(&s, i);
            break;
        case DMR_REL_OBL:
            changed += settle_oblique(&s, i);
            break;
        default:
            break;
        }
    }
    return changed;
}
