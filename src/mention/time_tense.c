#include "mention/time_tense.h"

enum { CLIMB_MAX = 8, WORDS_NEAR = 12 };

static bool form_is(const dmr_time_scan *scan, int32_t i, const char *word)
{
    return i >= 0 && i < scan->n && scan->tree &&
           dmr_str_eq_nocase(scan->tree->tokens[i].form, dmr_str_c(word));
}

static bool in_list(demarche_str s, const char *const *list)
{
    for (; *list; list++)
        if (dmr_str_eq_nocase(s, dmr_str_c(*list)))
            return true;
    return false;
}

/* "will", "due", "scheduled" near the words of the time, whatever the tree makes of it. */
static bool words_ahead(const dmr_time_scan *scan, int32_t first, int32_t last)
{
    int32_t from = first > WORDS_NEAR ? first - WORDS_NEAR : 0;
    for (int32_t i = first - 1; i >= from; i--) {
        if (dmr_time_kind(scan, i) == DMR_TW_WILL)
            return true;
        if (form_is(scan, i, "said") || form_is(scan, i, "announced"))
            break;
    }
    if (first > 2)
        return false;
    for (int32_t i = last + 1; i < scan->n && i < last + WORDS_NEAR; i++)
        if (dmr_time_kind(scan, i) == DMR_TW_WILL)
            return true;
    return false;
}

/* The verb whose clause the words first to last belong to; -1 where none is near. */
static int32_t verb_over(const dmr_tree *tree, int32_t first, int32_t last)
{
    int32_t at = last;
    for (int32_t i = last; i >= first; i--)
        if (tree->words[i].head < first || tree->words[i].head > last)
            at = i;
    for (int step = 0; step < CLIMB_MAX && at >= 0; step++) {
        at = tree->words[at].head;
        if (at >= 0 && tree->words[at].upos == DMR_UPOS_VERB)
            return at;
    }
    return -1;
}

/* "is to meet", "agreed to meet", "set to begin": does the verb over an infinitive look
 * ahead? Not so "managed to meet", "forced to leave". */
static bool looks_ahead(const dmr_tree *tree, int32_t infinitive)
{
    static const char *const ahead[] = {
        "be",   "plan",  "agree",   "expect", "schedule", "set",    "hope",    "intend",
        "want", "ask",   "call",    "urge",   "promise",  "vow",    "pledge",  "prepare",
        "due",  "offer", "propose", "invite", "threaten", "decide", "project", NULL};
    int32_t head = tree->words[infinitive].head;
    if (tree->words[infinitive].rel != DMR_REL_XCOMP &&
        tree->words[infinitive].rel != DMR_REL_CCOMP)
        head = head >= 0 && tree->words[infinitive].rel == DMR_REL_ACL ? head : -1;
    return head >= 0 && (in_list(tree->words[head].lemma, ahead) ||
                         in_list(tree->tokens[head].form, ahead));
}

/* The auxiliaries of a verb: one that looks ahead, "to", and a present "be". */
typedef struct auxiliaries {
    bool modal, to, is;
} auxiliaries;

static auxiliaries auxiliaries_of(const dmr_tree *tree, int32_t verb)
{
    static const char *const modals[] = {"will",  "would", "shall", "'ll",
                                         "can",   "may",   "must",  "\xe2\x80\x99ll",
                                         "might", NULL};
    static const char *const be[] = {"is",  "are",           "am", "'s",
                                     "'re", "\xe2\x80\x99s", NULL};
    auxiliaries a = {false, false, false};
    for (int32_t c = tree->words[verb].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint8_t rel = tree->words[c].rel;
        demarche_str form = tree->tokens[c].form;
        if (rel == DMR_REL_AUX || rel == DMR_REL_AUX_PASS || rel == DMR_REL_COP) {
            a.modal |= in_list(form, modals);
            a.is |= in_list(form, be);
        }
        a.to |= rel == DMR_REL_MARK && dmr_str_eq_nocase(form, DMR_STR("to"));
    }
    return a;
}

static bool verb_ahead(const dmr_tree *tree, int32_t verb)
{
    static const char *const planned[] = {
        "begin", "start",    "open", "end",    "close",     "arrive", "leave",
        "meet",  "visit",    "take", "hold",   "resume",    "expire", "vote",
        "fly",   "convene",  "host", "return", "celebrate", "face",   "travel",
        "go",    "conclude", "mark", NULL};
    const dmr_word *w = &tree->words[verb];
    auxiliaries a = auxiliaries_of(tree, verb);
    if (a.modal)
        return true;
    if (a.to)
        return a.is || looks_ahead(tree, verb);
    bool present = dmr_str_is(w->xpos, "VBZ") || dmr_str_is(w->xpos, "VBP");
    if (present)
        return in_list(w->lemma, planned);
    if (a.is && dmr_str_is(w->xpos, "VBG"))
        return true; /* "is meeting him on Friday" */
    return a.is && dmr_str_is(w->xpos, "VBN") && in_list(w->lemma, planned);
}

bool dmr_time_is_ahead(const dmr_time_scan *scan, int32_t first, int32_t last)
{
    if (words_ahead(scan, first, last))
        return true;
    int32_t verb = scan->tree ? verb_over(scan->tree, first, last) : -1;
    return verb >= 0 && verb_ahead(scan->tree, verb);
}

bool dmr_time_is_past(const dmr_time_scan *scan, int32_t first, int32_t last)
{
    static const char *const had[] = {"had", "was", "were", NULL};
    int32_t verb = scan->tree ? verb_over(scan->tree, first, last) : -1;
    if (verb < 0 || auxiliaries_of(scan->tree, verb).modal)
        return false;
    if (dmr_str_is(scan->tree->words[verb].xpos, "VBD"))
        return true;
    for (int32_t c = scan->tree->words[verb].first_child; c >= 0;
         c = scan->tree->words[c].next_sibling)
        if (in_list(scan->tree->tokens[c].form, had))
            return true;
    return false;
}
