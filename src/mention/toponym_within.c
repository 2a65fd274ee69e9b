#include "mention/toponym_within.h"

#include "mention/name_norm.h"
#include "mention/place_noun.h"

enum { GAP_MAX = 8 }; /* words between a name and what it lies in */

static bool form_is(const dmr_tree *tree, int32_t i, const char *const *list)
{
    for (; i >= 0 && i < tree->n && *list; list++)
        if (dmr_str_eq_nocase(tree->tokens[i].form, dmr_str_c(*list)))
            return true;
    return false;
}

static bool noun_is(const dmr_toponyms *t, const dmr_tree *tree, int32_t i,
                    dmr_place_noun_use use)
{
    return i >= 0 && i < tree->n &&
           dmr_place_noun_is(t->places, tree->tokens[i].form, use);
}

/* "Scott County" in "Austin, in Scott County, Indiana": tables do not have it. */
static bool is_county(const dmr_toponyms *t, const dmr_tree *tree, int32_t i)
{
    static const char *const comma[] = {",", NULL};
    return (form_is(tree, i, comma) && noun_is(t, tree, i - 1, DMR_PLACE_NOUN_COUNTY)) ||
           (tree->words[i].upos == DMR_UPOS_PROPN &&
            noun_is(t, tree, i + 1, DMR_PLACE_NOUN_COUNTY));
}

static bool is_between(const dmr_toponyms *t, const dmr_tree *tree, int32_t i)
{
    static const char *const links[] = {
        "in",    "of",       "near",     "outside", "inside",   "within",  "south",
        "north", "east",     "west",     "located", "situated", "based",   "close",
        "to",    "southern", "northern", "eastern", "western",  "central", NULL};
    uint8_t upos = tree->words[i].upos;
    if (form_is(tree, i, links) || noun_is(t, tree, i, DMR_PLACE_NOUN_WITHIN) ||
        is_county(t, tree, i))
        return true;
    return dmr_name_case_of(tree->tokens[i].form) == DMR_CASE_LOWER &&
           (upos == DMR_UPOS_DET || upos == DMR_UPOS_ADJ || upos == DMR_UPOS_NOUN ||
            upos == DMR_UPOS_ADV || upos == DMR_UPOS_NUM);
}

/* "X, Y", "X (Y", "X in northern Y", "X district of Y", "X, a suburb of Y". */
static bool leads_out(const dmr_toponyms *t, const dmr_tree *tree, int32_t from,
                      int32_t to)
{
    static const char *const opens[] = {",",       "(",       "in",       "near",
                                        "outside", "located", "situated", NULL};
    static const char *const prepositions[] = {"in",     "of",     "near", "outside",
                                               "within", "inside", NULL};
    bool preposition = false;
    if (from >= to || to - from > GAP_MAX ||
        !(form_is(tree, from, opens) || noun_is(t, tree, from, DMR_PLACE_NOUN_WITHIN)))
        return false;
    if (to - from == 1 && (form_is(tree, from, opens)))
        return true;
    for (int32_t i = from; i < to; i++) {
        bool stop = i == from && tree->words[i].upos == DMR_UPOS_PUNCT;
        preposition |= form_is(tree, i, prepositions);
        if (!stop && !is_between(t, tree, i))
            return false;
    }
    return preposition || is_county(t, tree, to - 1);
}

/* "Y's X", "Y's second city of X"; of an adjective also "the Y city of X", "Y X". */
static bool leads_in(const dmr_toponyms *t, const dmr_tree *tree, int32_t from,
                     int32_t to, bool adjective)
{
    static const char *const own[] = {"'s", "\xe2\x80\x99s", "'", "\xe2\x80\x99", NULL};
    static const char *const of[] = {"of", "the", "and", NULL};
    if (to - from > GAP_MAX - 2 || (!adjective && !form_is(tree, from, own)))
        return false;
    for (int32_t i = adjective ? from : from + 1; i < to; i++) {
        uint8_t upos = tree->words[i].upos;
        bool noun = upos == DMR_UPOS_NOUN || upos == DMR_UPOS_ADJ;
        if (!form_is(tree, i, of) && !noun_is(t, tree, i, DMR_PLACE_NOUN_WITHIN) &&
            !(noun && dmr_name_case_of(tree->tokens[i].form) == DMR_CASE_LOWER))
            return false;
    }
    /* "Japanese officials of X" lie nowhere: the noun is a place's. */
    return from == to || !adjective || noun_is(t, tree, to - 1, DMR_PLACE_NOUN_WITHIN) ||
           (form_is(tree, to - 1, of) && noun_is(t, tree, to - 2, DMR_PLACE_NOUN_WITHIN));
}

static bool is_adjective(const dmr_toponym *t)
{
    return t->code.len && (t->how == DMR_NAME_ADJECTIVE || t->how == DMR_NAME_PEOPLE);
}

size_t dmr_toponym_within(const dmr_toponyms *t, uint32_t sentence, int32_t first,
                          int32_t last)
{
    const dmr_tree *tree = &t->trees[sentence];
    size_t from = t->first_of_sentence[sentence], to = t->first_of_sentence[sentence + 1];
    size_t next = from;
    /* by halving: a sentence may be one long list of names */
    for (size_t high = to; next < high;) {
        size_t mid = next + (high - next) / 2;
        if (t->at.at[mid].first <= last)
            next = mid + 1;
        else
            high = mid;
    }
    if (next < to && !is_adjective(&t->at.at[next]) &&
        leads_out(t, tree, last + 1, t->at.at[next].first))
        return next;
    size_t before = next;
    while (before > from && t->at.at[before - 1].last >= first)
        before--;
    if (before > from && leads_in(t, tree, t->at.at[before - 1].last + 1, first,
                                  is_adjective(&t->at.at[before - 1])))
        return before - 1;
    return SIZE_MAX;
}

bool dmr_toponym_beside(const dmr_tree *tree, const dmr_toponym *a, const dmr_toponym *b)
{
    static const char *const joins[] = {",", "and", "or", "&", "/", NULL};
    if (a->first > b->first) {
        const dmr_toponym *swap = a;
        a = b;
        b = swap;
    }
    if (b->first - a->last < 2 || b->first - a->last > 3)
        return false;
    for (int32_t i = a->last + 1; i < b->first; i++)
        if (!form_is(tree, i, joins))
            return false;
    return true;
}

bool dmr_toponym_rules_itself(const dmr_tree *tree, int32_t first, int32_t last)
{
    static const char *const before[] = {"upstate", "southern", "northern", "western",
                                         "eastern", "rural",    "central",  NULL};
    static const char *const behind[] = {
        "state",  "governor",    "gov.",        "senator",   "senators",    "lawmakers",
        "county", "legislature", "assemblyman", "residents", "legislators", NULL};
    static const char *const state[] = {"state", "province", "commonwealth", NULL};
    static const char *const of[] = {"of", NULL};
    return form_is(tree, first - 1, before) || form_is(tree, last + 1, behind) ||
           (form_is(tree, first - 1, of) && form_is(tree, first - 2, state));
}
