#include "mention/time_for.h"

/* How a time belongs to a word, best first. */
typedef enum belonging {
    BELONGS_DIRECT = 1, /* hangs on the word itself */
    BELONGS_NAME,       /* on a name below it: "talks in Moscow [in May]" */
    BELONGS_NOUN,       /* on a noun below it: "signed an agreement [in May]" */
    BELONGS_OCCASION,   /* names the occasion: "agreed at the [June 1988] summit" */
    BELONGS_NOT,
} belonging;

enum { CLIMB_MAX = 24, SENTENCES_BACK = 40 };

typedef struct asking {
    const dmr_reading *reading;
    const dmr_tree *tree;
    uint32_t sentence;
} asking;

static const dmr_word *word_of(const asking *q, int32_t i)
{
    return &q->tree->words[i];
}

static bool lower_is(const asking *q, int32_t i, const char *const *list)
{
    if (i < 0 || i >= q->tree->n)
        return false;
    for (; *list; list++)
        if (dmr_str_eq_nocase(q->tree->tokens[i].form, dmr_str_c(*list)))
            return true;
    return false;
}

static bool lemma_in(const asking *q, int32_t i, const char *const *list)
{
    for (; *list; list++)
        if (dmr_str_is(word_of(q, i)->lemma, *list))
            return true;
    return false;
}

static bool verbal(const asking *q, int32_t i)
{
    uint8_t u = word_of(q, i)->upos;
    return u == DMR_UPOS_VERB || u == DMR_UPOS_AUX ||
           dmr_tree_child(q->tree, i, DMR_REL_COP) >= 0;
}

/* ------------------------------------------------------------------ one time's place */

static const dmr_mention *mention_at(const asking *q, uint32_t k)
{
    return &q->reading->mentions.at[k];
}

/* "A year after it had visited Poland in 1987 Norway signed": the length tells of the
 * clause above where the one that it leads has a date of its own. The word that it hangs
 * on, or -2 for a time of any other kind. */
static int32_t host_of_offset(const asking *q, const dmr_mention *m)
{
    static const char *const marks[] = {"after", "before", NULL};
    static const char *const units[] = {"day",  "week",   "fortnight", "month", "year",
                                        "hour", "decade", "century",   NULL};
    int32_t mark = m->last + 1;
    if (!lower_is(q, mark, marks) || word_of(q, mark)->rel != DMR_REL_MARK ||
        word_of(q, mark)->head < 0 || !m->time.edtf.len || !lemma_in(q, m->last, units))
        return -2;
    int32_t inner = word_of(q, mark)->head, outer = word_of(q, inner)->head;
    if (outer >= m->first && outer <= m->last)
        outer = word_of(q, outer)->head; /* the clause hangs on "day" itself */
    uint32_t to = q->reading->mentions.first_of_sentence[q->sentence + 1];
    for (uint32_t k = q->reading->mentions.first_of_sentence[q->sentence]; k < to; k++) {
        const dmr_mention *other = mention_at(q, k);
        int32_t at = word_of(q, other->head)->head;
        if (at >= 0 && !verbal(q, at))
            at = word_of(q, at)->head;
        if (other->kind == DEMARCHE_MENTION_TIME && other->first > m->last &&
            other->time.edtf.len && at == inner)
            return outer;
    }
    return inner;
}

/* The word that a time hangs on; -1 where it is the root. A time that hangs on another
 * ("in 1986 and 1988", "in 1963, 1964 and 1972") hangs where that one does. */
static int32_t host_of(const asking *q, const dmr_mention *m)
{
    int32_t at = m->head, head = host_of_offset(q, m);
    if (head != -2)
        return head;
    head = word_of(q, at)->head;
    for (int steps = 0; steps < 4 && head >= 0; steps++) {
        const uint32_t *of = q->reading->mentions.word_mention;
        uint32_t over = of ? of[q->tree->sentence->first + (uint32_t)head] : 0;
        if (!over || mention_at(q, over - 1)->kind != DEMARCHE_MENTION_TIME)
            break;
        at = mention_at(q, over - 1)->head;
        head = word_of(q, at)->head;
    }
    /* "as early as [May 1979]", "late [on Tuesday]": the adverb only leads to the time */
    if (head >= 0 && word_of(q, head)->upos == DMR_UPOS_ADV && !verbal(q, head))
        head = word_of(q, head)->head;
    return head;
}

/* Does a preposition of time lead it ("in", "during", "since")? "of" and nothing at all
 * bind a time to its noun. */
static bool led_in_time(const asking *q, const dmr_mention *m)
{
    static const char *const skipped[] = {"the",   "about", "around",
                                          "early", "late",  NULL};
    static const char *const leads[] = {
        "in",    "on",     "at", "during", "since",     "before",     "after",
        "until", "till",   "by", "from",   "between",   "throughout", "through",
        "over",  "within", "as", "for",    "following", "prior",      NULL};
    static const char *const ends[] = {"later",   "earlier",   "ago",   "before",
                                       "after",   "yesterday", "today", "tomorrow",
                                       "tonight", NULL};
    static const char *const begins[] = {"last", "next", "this", "that", NULL};
    static const char *const genitives[] = {"'s", "\xe2\x80\x99s", "'", NULL};
    int32_t i = m->first - 1;
    if (m->name.len)
        return true;
    /* adverbials that need no preposition: "a year later", "last week" */
    if ((lower_is(q, m->last, ends) || lower_is(q, m->first, begins)) &&
        !lower_is(q, m->last + 1, genitives))
        return true;
    if (lower_is(q, m->first, leads)) /* a range has its own: "from June 2 to ..." */
        return true;
    while (lower_is(q, i, skipped))
        i--;
    return lower_is(q, i, leads);
}

/* A happening is a date only where the text uses it as one: "during the Olympics", "when
 * Gorbachev came to power", but not "discussed the Suez crisis". */
static bool used_as_time(const asking *q, const dmr_mention *m)
{
    if (m->time.edtf.len == 0)
        return false;
    static const char *const when[] = {"when", "while", "as", "once", NULL};
    if (dmr_str_find(m->time.edtf, DMR_STR("?"), 0) == SIZE_MAX)
        return true;
    for (int32_t i = m->first - 1; i >= 0 && i >= m->first - 3; i--)
        if (lower_is(q, i, when))
            return true;
    /* "on the eve of the Olympics", "at the time of the Suez crisis" */
    static const char *const of[] = {"of", NULL};
    static const char *const points[] = {
        "eve",  "time",      "days",     "end",   "beginning", "height", "start",
        "wake", "aftermath", "outbreak", "midst", "course",    "day",    NULL};
    if (lower_is(q, m->first - 1, of) && lower_is(q, m->first - 2, points))
        return true;
    return led_in_time(q, m);
}

static bool inside_noun_phrase(uint8_t rel)
{
    switch ((dmr_rel)rel) {
    case DMR_REL_NMOD:
    case DMR_REL_NMOD_POSS:
    case DMR_REL_NMOD_DESC:
    case DMR_REL_NMOD_UNMARKED:
    case DMR_REL_COMPOUND:
    case DMR_REL_APPOS:
    case DMR_REL_FLAT:
    case DMR_REL_AMOD:
    case DMR_REL_NUMMOD:
    case DMR_REL_OBJ:
    case DMR_REL_IOBJ:
    case DMR_REL_OBL:
    case DMR_REL_OBL_AGENT:
    case DMR_REL_OBL_UNMARKED:
    case DMR_REL_NSUBJ:
    case DMR_REL_NSUBJ_PASS:
    case DMR_REL_CONJ:
    case DMR_REL_LIST:
    case DMR_REL_DEP:
        return true;
    default:
        return false;
    }
}

/* "at", "during" and so on before the phrase of a noun: it tells when, or on what
 * occasion. "on" and "to" tell the topic or the aim, but for "on a visit". */
static bool is_occasion(const asking *q, int32_t noun)
{
    static const char *const leads[] = {"at",         "in",   "during", "following",
                                        "throughout", "amid", NULL};
    static const char *const by[] = {"by", NULL};
    static const char *const pacts[] = {"agreement", "treaty",      "accord",
                                        "pact",      "convention",  "protocol",
                                        "decree",    "declaration", NULL};
    static const char *const on[] = {"on", "after", "before", NULL};
    static const char *const journeys[] = {"visit",   "trip",        "tour",
                                           "mission", "occasion",    "eve",
                                           "journey", "anniversary", NULL};
    if (word_of(q, noun)->rel != DMR_REL_OBL)
        return false;
    int32_t c = dmr_tree_child(q->tree, noun, DMR_REL_CASE);
    if (c < 0) { /* the parser may hang it on a word before the noun */
        int32_t last;
        dmr_tree_span(q->tree, noun, &c, &last);
    }
    if (lower_is(q, c, on))
        return lemma_in(q, noun, journeys);
    if (lower_is(q, c, by)) /* "by the treaty of 1954 France recognized Laos" */
        return lemma_in(q, noun, pacts);
    return lower_is(q, c, leads);
}

/* How time m belongs to `word`: by the words between its host and `word`. */
static belonging belongs(const asking *q, const dmr_mention *m, int32_t word)
{
    int32_t at = host_of(q, m);
    if (word >= m->first && word <= m->last)
        return BELONGS_DIRECT; /* itself part of it: "Gorbachev came to power" */
    if (at == word) {
        uint8_t rel = word_of(q, m->head)->rel;
        return rel == DMR_REL_OBJ || rel == DMR_REL_IOBJ || rel == DMR_REL_CCOMP
                   ? BELONGS_NOT
                   : BELONGS_DIRECT;
    }
    bool led = led_in_time(q, m), names = true, occasion = false, participle = false;
    for (int steps = 0; steps < CLIMB_MAX && at >= 0 && at != word; steps++) {
        if (word_of(q, at)->rel == DMR_REL_ACL && word_of(q, at)->upos == DMR_UPOS_VERB &&
            !dmr_str_is(word_of(q, at)->xpos, "VBG")) {
            participle = true; /* "in a speech delivered [on May 5]" dates what he said */
            at = word_of(q, at)->head;
            continue;
        }
        if (verbal(q, at) || !inside_noun_phrase(word_of(q, at)->rel))
            return BELONGS_NOT;
        names &= word_of(q, at)->upos == DMR_UPOS_PROPN ||
                 word_of(q, at)->upos == DMR_UPOS_NUM;
        occasion = is_occasion(q, at);
        /* a subject's date is the subject's: "the treaty signed in 1944 provides" */
        if (word_of(q, at)->rel == DMR_REL_NSUBJ && m->first < word && !led)
            return BELONGS_NOT;
        at = word_of(q, at)->head;
    }
    if (at != word)
        return BELONGS_NOT;
    if (participle)
        return occasion || !verbal(q, word) ? BELONGS_OCCASION : BELONGS_NOT;
    if (led && names)
        return BELONGS_NAME;
    if (led)
        return BELONGS_NOUN;
    return occasion ? BELONGS_OCCASION : BELONGS_NOT;
}

/* -------------------------------------------------------------------- choosing */

/* Are two times of one make: "in 1986 and 1988"? */
static bool coordinated(const asking *q, const dmr_mention *a, const dmr_mention *b)
{
    static const char *const joins[] = {"and", "or",  ",",     "as",    "well",
                                        "in",  "on",  "&",     "again", "his",
                                        "her", "its", "their", "the",   NULL};
    if (host_of(q, a) == host_of(q, b) || word_of(q, b->head)->rel == DMR_REL_CONJ) {
        int32_t i = a->last + 1;
        while (i < b->first && lower_is(q, i, joins))
            i++;
        if (i == b->first && i > a->last + 1)
            return true;
    }
    /* "July 1986 Vladivostok and August 1988 Krasnoyarsk speeches" */
    static const char *const conjunction[] = {"and", NULL};
    return b->first - a->last <= 4 && lower_is(q, b->first - 1, conjunction) &&
           !led_in_time(q, b) && !led_in_time(q, a);
}

static bool contains(const dmr_mention *a, const dmr_mention *b)
{
    return a->time.first <= b->time.first && a->time.last >= b->time.last &&
           !dmr_str_eq(a->time.edtf, b->time.edtf);
}

/* Is b a better answer than a for `word`? The narrower of two that nest; else the one
 * behind the word and next to it; else the nearer. */
static bool better(const dmr_mention *b, const dmr_mention *a, int32_t word)
{
    if (contains(a, b))
        return true;
    if (contains(b, a))
        return false;
    int32_t da = a->first > word ? a->first - word : 2 * (word - a->last);
    int32_t db = b->first > word ? b->first - word : 2 * (word - b->last);
    return db < da;
}

/* The times that belong to `word` itself, best kind first, with those joined to them. */
static void own_times(const asking *q, int32_t word, belonging worst, dmr_time_found *out)
{
    uint32_t from = q->reading->mentions.first_of_sentence[q->sentence];
    uint32_t to = q->reading->mentions.first_of_sentence[q->sentence + 1];
    belonging best_kind = BELONGS_NOT;
    uint32_t best = 0;
    for (uint32_t k = from; k < to; k++) {
        const dmr_mention *m = mention_at(q, k);
        /* "the 1973 war between them" dates itself, however it is used */
        bool itself = word >= m->first && word <= m->last && m->time.edtf.len;
        if (m->kind != DEMARCHE_MENTION_TIME || (!itself && !used_as_time(q, m)))
            continue;
        belonging b = belongs(q, m, word);
        if (b > worst || b == BELONGS_NOT)
            continue;
        if (b < best_kind || (b == best_kind && better(m, mention_at(q, best), word))) {
            best_kind = b;
            best = k;
        }
    }
    if (best_kind == BELONGS_NOT)
        return;
    uint32_t first = best, last = best; /* the chain of coordinated times around it */
    for (uint32_t k = best; k-- > from;) {
        if (mention_at(q, k)->kind != DEMARCHE_MENTION_TIME)
            continue;
        if (!coordinated(q, mention_at(q, k), mention_at(q, first)))
            break;
        first = k;
    }
    for (uint32_t k = best + 1; k < to; k++) {
        if (mention_at(q, k)->kind != DEMARCHE_MENTION_TIME)
            continue;
        if (!coordinated(q, mention_at(q, last), mention_at(q, k)))
            break;
        last = k;
    }
    for (uint32_t k = first; k <= last && out->n < DMR_TIMES_MAX; k++)
        if (mention_at(q, k)->kind == DEMARCHE_MENTION_TIME &&
            mention_at(q, k)->time.edtf.len)
            out->mention[out->n++] = k;
}

/* "signaled interest in better relations, as was spelled out in his July 1986 speech": the
 * clause with "as" tells of the deed itself, and its occasion dates it; behind a comma also
 * where the tree hangs it lower. */
static void as_clause_times(const asking *q, int32_t word, dmr_time_found *out)
{
    static const char *const as[] = {"as", NULL};
    static const char *const comma[] = {",", NULL};
    for (int32_t c = word + 1; c < q->tree->n && !out->n; c++) {
        if (word_of(q, c)->rel != DMR_REL_ADVCL || !dmr_tree_under(q->tree, c, word))
            continue;
        bool led = false;
        for (int32_t k = word_of(q, c)->first_child; k >= 0 && k < c;
             k = word_of(q, k)->next_sibling)
            led |= lower_is(q, k, as) &&
                   (word_of(q, c)->head == word || (k > 0 && lower_is(q, k - 1, comma)));
        if (led)
            own_times(q, c, BELONGS_OCCASION, out);
    }
}

/* --------------------------------------------------------------------- climbing */

static bool past_perfect(const asking *q, int32_t word)
{
    for (int32_t c = word_of(q, word)->first_child; c >= 0;
         c = word_of(q, c)->next_sibling)
        if (word_of(q, c)->rel == DMR_REL_AUX &&
            dmr_str_eq_nocase(q->tree->tokens[c].form, DMR_STR("had")))
            return true;
    return false;
}

static bool in_future(const asking *q, int32_t word)
{
    static const char *const modals[] = {"will",   "would", "'ll",   "'d",    "shall",
                                         "should", "may",   "might", "could", NULL};
    for (int32_t c = word_of(q, word)->first_child; c >= 0;
         c = word_of(q, c)->next_sibling)
        if (word_of(q, c)->rel == DMR_REL_AUX && lower_is(q, c, modals))
            return true;
    return false;
}

/* May the clause of `word` take the time of the clause above it? */
static bool shares_host_time(const asking *q, int32_t word)
{
    static const char *const apart[] = {
        "before",   "after",  "if",      "unless", "since", "until", "because",
        "although", "though", "whether", "till",   "once",  "lest",  NULL};
    const dmr_word *w = word_of(q, word);
    switch ((dmr_rel)w->rel) {
    case DMR_REL_CCOMP:
        return in_future(q, word);
    case DMR_REL_CSUBJ:
    case DMR_REL_CSUBJ_PASS:
    case DMR_REL_PARATAXIS:
        return false;
    case DMR_REL_ACL_RELCL:
    case DMR_REL_ADVCL_RELCL:
    case DMR_REL_ACL:
        return !past_perfect(q, word);
    case DMR_REL_ADVCL:
        for (int32_t c = w->first_child; c >= 0; c = word_of(q, c)->next_sibling)
            if ((word_of(q, c)->rel == DMR_REL_MARK ||
                 word_of(q, c)->rel == DMR_REL_CASE) &&
                lower_is(q, c, apart))
                return false;
        return !past_perfect(q, word);
    default:
        return w->head >= 0;
    }
}

/* The adverbial that opens the sentence: a time in front of all that the root says. */
static void opening_time(const asking *q, int32_t word, dmr_time_found *out)
{
    uint32_t from = q->reading->mentions.first_of_sentence[q->sentence];
    uint32_t to = q->reading->mentions.first_of_sentence[q->sentence + 1];
    for (uint32_t k = from; k < to; k++) {
        const dmr_mention *m = mention_at(q, k);
        if (m->kind != DEMARCHE_MENTION_TIME || m->first > 4 || m->first > word)
            continue;
        bool comma = m->last + 1 < q->tree->n &&
                     dmr_str_is(q->tree->tokens[m->last + 1].form, ",");
        bool all_time = true; /* nothing but the time and its preposition comes before */
        for (int32_t i = 0; i < m->first; i++)
            all_time &= word_of(q, i)->upos == DMR_UPOS_ADP ||
                        word_of(q, i)->upos == DMR_UPOS_ADV ||
                        word_of(q, i)->upos == DMR_UPOS_CCONJ ||
                        word_of(q, i)->upos == DMR_UPOS_PUNCT ||
                        word_of(q, i)->upos == DMR_UPOS_SCONJ;
        if (all_time && (comma || led_in_time(q, m)) && used_as_time(q, m)) {
            out->how = DMR_TIME_SENTENCE;
            out->mention[out->n++] = k;
            return;
        }
    }
}

/* "visited Moscow and signed a treaty in May 1988": the last of the row dates all, where
 * it has the same subject. */
static void later_conjunct(const asking *q, int32_t word, dmr_time_found *out)
{
    for (int32_t c = word_of(q, word)->first_child; c >= 0 && !out->n;
         c = word_of(q, c)->next_sibling)
        if (word_of(q, c)->rel == DMR_REL_CONJ && verbal(q, c) &&
            dmr_tree_child(q->tree, c, DMR_REL_NSUBJ) < 0 &&
            dmr_tree_child(q->tree, c, DMR_REL_NSUBJ_PASS) < 0)
            own_times(q, c, BELONGS_NOUN, out);
}

/* "while he was in Moscow": a clause that tells where somebody was. */
static bool is_stay_clause(const asking *q, int32_t clause)
{
    static const char *const marks[] = {"while", "whilst", "when", NULL};
    static const char *const verbs[] = {"stay", "visit", "be", "remain", NULL};
    if (word_of(q, clause)->rel != DMR_REL_ADVCL)
        return false;
    bool marked = false, stays = false;
    for (int32_t c = word_of(q, clause)->first_child; c >= 0;
         c = word_of(q, c)->next_sibling) {
        marked |= lower_is(q, c, marks);
        stays |= word_of(q, c)->rel == DMR_REL_COP;
    }
    for (const char *const *v = verbs; *v; v++)
        stays |= dmr_str_is(word_of(q, clause)->lemma, *v);
    return marked && stays;
}

/* "during his visit", "at the meeting": an occasion told of before. */
static bool is_stay_phrase(const asking *q, int32_t noun)
{
    static const char *const stays[] = {"visit",      "stay",    "trip",   "tour",
                                        "talk",       "meeting", "summit", "negotiation",
                                        "conference", NULL};
    static const char *const known[] = {"his",  "her",   "their", "the", "this",
                                        "that", "these", "those", "its", NULL};
    static const char *const leads[] = {"during", "throughout", NULL};
    int32_t lead = dmr_tree_child(q->tree, noun, DMR_REL_CASE);
    if (word_of(q, noun)->rel != DMR_REL_OBL || !lower_is(q, lead, leads))
        return false;
    bool stay = false, told = false;
    for (const char *const *s = stays; *s; s++)
        stay |= dmr_str_is(word_of(q, noun)->lemma, *s);
    for (int32_t c = word_of(q, noun)->first_child; c >= 0 && c < noun;
         c = word_of(q, c)->next_sibling)
        told |= lower_is(q, c, known);
    return stay && told;
}

enum { STAY_REACH = 6 }; /* sentences from a stay to what happened on it */

/* Does the clause of `word` say that it was on a stay told before? Its time then. */
static void stay_time(const asking *q, int32_t word, dmr_time_found *out)
{
    for (int32_t c = word_of(q, word)->first_child; c >= 0;
         c = word_of(q, c)->next_sibling) {
        if (!is_stay_clause(q, c) && !is_stay_phrase(q, c))
            continue;
        dmr_time_running told = dmr_time_context(q->reading, q->sentence);
        if (!told.found || !told.same_paragraph || told.distance > STAY_REACH)
            return;
        const dmr_mention *m = mention_at(q, told.mention);
        if (m->time.first == DMR_DAY_NONE || m->time.last == DMR_DAY_OPEN ||
            m->time.last - m->time.first > 92)
            return; /* nobody stays that long */
        out->how = DMR_TIME_STAY;
        out->mention[out->n++] = told.mention;
        return;
    }
}

/*
 * "refused to receive the envoy in 1962", "began to trade in 1988": the time hangs on the
 * infinitive but dates both, for the one is the other's doing. Not so where the first
 * word looks ahead: "agreed to meet in June".
 */
static void infinitive_times(const asking *q, int32_t word, dmr_time_found *out)
{
    static const char *const ahead[] = {
        "agree",     "promise", "pledge",  "plan",     "vow",      "offer",  "threaten",
        "decide",    "intend",  "expect",  "schedule", "invite",   "ask",    "urge",
        "want",      "hope",    "propose", "prepare",  "order",    "demand", "call",
        "undertake", "be",      "set",     "hold",     "consider", NULL};
    const dmr_word *w = word_of(q, word);
    for (const char *const *a = ahead; *a; a++)
        if (dmr_str_is(w->lemma, *a))
            return;
    for (int32_t c = w->first_child; c >= 0 && !out->n; c = word_of(q, c)->next_sibling)
        if (word_of(q, c)->rel == DMR_REL_XCOMP && c > word)
            own_times(q, c, BELONGS_NOUN, out);
}

/* "attacked in 1913, having signed a month earlier": it has a time of its own, which cannot
 * be told from what is as coarse as a year. */
static bool has_untold_time(const asking *q, int32_t word)
{
    static const char *const shifts[] = {"earlier", "later", NULL};
    uint32_t to = q->reading->mentions.first_of_sentence[q->sentence + 1];
    for (uint32_t k = q->reading->mentions.first_of_sentence[q->sentence]; k < to; k++) {
        const dmr_mention *m = mention_at(q, k);
        if (m->kind == DEMARCHE_MENTION_TIME && !m->time.edtf.len && m->last > m->first &&
            lower_is(q, m->last, shifts) &&
            (word_of(q, m->head)->head == word || word_of(q, m->last)->head == word))
            return true;
    }
    return false;
}

dmr_time_found dmr_time_for(const dmr_reading *reading, uint32_t sentence, int32_t word)
{
    asking q = {reading, &reading->trees[sentence], sentence};
    dmr_time_found out = {0};
    if (word < 0 || word >= q.tree->n || !reading->mentions.first_of_sentence)
        return out;
    own_times(&q, word, BELONGS_OCCASION, &out);
    if (out.n) {
        out.how = DMR_TIME_OWN;
        return out;
    }
    if (has_untold_time(&q, word))
        return out;
    out.how = DMR_TIME_HOST;
    as_clause_times(&q, word, &out);
    if (!out.n)
        later_conjunct(&q, word, &out);
    if (!out.n && word_of(&q, word)->upos == DMR_UPOS_VERB)
        infinitive_times(&q, word, &out);
    int32_t at = word;
    for (int steps = 0; !out.n && steps < CLIMB_MAX; steps++) {
        if (!shares_host_time(&q, at)) {
            if (word_of(&q, at)->head >= 0) {
                out.how = DMR_TIME_NONE;
                return out; /* a clause of its own: no adverbial of the sentence either */
            }
            break;
        }
        at = word_of(&q, at)->head;
        own_times(&q, at, verbal(&q, at) ? BELONGS_OCCASION : BELONGS_NAME, &out);
        /* "since 1945" says how long its own clause lasted, and dates no other */
        if (out.n && dmr_str_is(mention_at(&q, out.mention[0])->name, "since"))
            out.n = 0;
    }
    if (!out.n) {
        out.how = DMR_TIME_NONE;
        opening_time(&q, word, &out);
    }
    at = word;
    for (int steps = 0; !out.n && at >= 0 && steps < CLIMB_MAX; steps++) {
        stay_time(&q, at, &out);
        if (!shares_host_time(&q, at))
            break;
        at = word_of(&q, at)->head;
    }
    return out;
}

/* --------------------------------------------------------------- the tale's date */

/* The time of a sentence's last main clause that has one; else its last time. */
static bool told_in(const dmr_reading *reading, uint32_t sentence, uint32_t *mention)
{
    asking q = {reading, &reading->trees[sentence], sentence};
    uint32_t from = reading->mentions.first_of_sentence[sentence];
    uint32_t to = reading->mentions.first_of_sentence[sentence + 1];
    if (from == to)
        return false;
    int32_t root = q.tree->root;
    for (int32_t i = q.tree->n; i-- > 0;) {
        const dmr_word *w = word_of(&q, i);
        bool main =
            i == root ||
            (w->head == root && (w->rel == DMR_REL_CONJ || w->rel == DMR_REL_PARATAXIS));
        if (!main)
            continue;
        dmr_time_found found = {0};
        own_times(&q, i, BELONGS_OCCASION, &found);
        if (found.n) {
            *mention = found.mention[found.n - 1];
            return true;
        }
    }
    for (uint32_t k = to; k-- > from;) {
        const dmr_mention *m = &reading->mentions.at[k];
        if (m->kind == DEMARCHE_MENTION_TIME && m->time.edtf.len &&
            m->time.first != DMR_DAY_NONE && m->time.last != DMR_DAY_OPEN) {
            *mention = k;
            return true;
        }
    }
    return false;
}

dmr_time_running dmr_time_context(const dmr_reading *reading, uint32_t sentence)
{
    dmr_time_running out = {0};
    if (!reading->mentions.first_of_sentence)
        return out;
    for (uint32_t back = 1; back <= sentence && back <= SENTENCES_BACK; back++) {
        uint32_t s = sentence - back;
        if (!told_in(reading, s, &out.mention))
            continue;
        out.found = true;
        out.distance = back;
        out.same_paragraph = reading->tokens->sentences[s].paragraph ==
                             reading->tokens->sentences[sentence].paragraph;
        return out;
    }
    return out;
}
