#include "mention/quantity_find.h"

#include "base/error.h"
#include "mention/numeral.h"
#include "mention/time_word.h"

typedef struct quantity_search {
    const dmr_tree *tree;
    uint32_t sentence;
    size_t from, known; /* the sentence's mentions that were there before */
    dmr_mention_list *list;
    dmr_arena *arena;
} quantity_search;

static bool form_is(const dmr_tree *tree, int32_t i, const char *word)
{
    return i >= 0 && i < tree->n &&
           dmr_str_eq_nocase(tree->tokens[i].form, dmr_str_c(word));
}

static uint8_t upos_at(const dmr_tree *tree, int32_t i)
{
    return i >= 0 && i < tree->n ? tree->words[i].upos : DMR_UPOS_X;
}

/* The mention known before that covers word i, of those kinds; NULL if none does. */
static const dmr_mention *cover(const quantity_search *s, int32_t i, unsigned kinds)
{
    for (size_t k = s->from; k < s->known; k++) {
        const dmr_mention *m = &s->list->at[k];
        if (m->sentence == s->sentence && (kinds >> m->kind & 1) && m->first <= i &&
            i <= m->last)
            return m;
    }
    return NULL;
}

/* ------------------------------------------------------------------ comparators */

typedef struct comparator_row {
    const char *words; /* in the order of the text, "|" between */
    const char *sign;
} comparator_row;

/* Longer ones first: "no more than" is not "more than". */
static const comparator_row before_rows[] = {
    {"no|fewer|than", ">="}, {"no|less|than", ">="},
    {"not|less|than", ">="}, {"not|fewer|than", ">="},
    {"no|more|than", "<="},  {"not|more|than", "<="},
    {"a|minimum|of", ">="},  {"a|maximum|of", "<="},
    {"in|excess|of", ">"},   {"as|many|as", "<="},
    {"as|much|as", "<="},    {"a|total|of", "="},
    {"upwards|of", ">"},     {"more|than", ">"},
    {"greater|than", ">"},   {"higher|than", ">"},
    {"at|least", ">="},      {"at|most", "<="},
    {"fewer|than", "<"},     {"less|than", "<"},
    {"lower|than", "<"},     {"up|to", "<="},
    {"close|to", "~"},       {"an|estimated", "~"},
    {"some", "~"},           {"about", "~"},
    {"around", "~"},         {"approximately", "~"},
    {"roughly", "~"},        {"nearly", "~"},
    {"almost", "~"},         {"estimated", "~"},
    {"circa", "~"},          {"perhaps", "~"},
    {"over", ">"},           {"above", ">"},
    {"exceeding", ">"},      {"under", "<"},
    {"below", "<"},          {"only", "="},
    {"exactly", "="},        {"fully", "="},
};

static const comparator_row behind_rows[] = {
    {"or|more", ">="},
    {"or|so", "~"},
    {"or|fewer", "<="},
    {"or|less", "<="},
};

/* Number of words of `pattern` where it stands with its last word at `end`; else 0. */
static int32_t ends_at(const dmr_tree *tree, const char *pattern, int32_t end)
{
    demarche_str rest = dmr_str_c(pattern), part;
    int32_t n = 1;
    for (size_t i = 0; i < rest.len; i++)
        n += rest.ptr[i] == '|';
    int32_t at = end - n + 1;
    if (at < 0)
        return 0;
    for (; dmr_str_split(&rest, '|', &part); at++)
        if (at >= tree->n || !dmr_str_eq_nocase(tree->tokens[at].form, part))
            return 0;
    return n;
}

/* Widen [first, last] over the words that compare, and give their sign. */
static const char *comparator(const dmr_tree *tree, int32_t *first, int32_t *last)
{
    for (size_t k = 0; k < sizeof behind_rows / sizeof *behind_rows; k++) {
        int32_t n = ends_at(tree, behind_rows[k].words, *last + 2);
        if (n == 2) {
            *last += 2;
            return behind_rows[k].sign;
        }
    }
    for (size_t k = 0; k < sizeof before_rows / sizeof *before_rows; k++) {
        int32_t n = ends_at(tree, before_rows[k].words, *first - 1);
        if (n > 0) {
            *first -= n;
            return before_rows[k].sign;
        }
    }
    return "=";
}

/* --------------------------------------------------------------------- currency */

typedef struct currency_row {
    const char *word, *code;
} currency_row;

static const currency_row signs[] = {
    {"$", "USD"},        {"US$", "USD"}, {"\xc2\xa3", "GBP"}, {"\xe2\x82\xac", "EUR"},
    {"\xc2\xa5", "JPY"}, {"A$", "AUD"},  {"HK$", "HKD"},      {"C$", "CAD"},
    {"NZ$", "NZD"},      {"DM", "DEM"},  {"USD", "USD"},      {"GBP", "GBP"},
    {"EUR", "EUR"},      {"Rs", "INR"},
};

static const currency_row moneys[] = {
    {"dollar", "USD"},      {"pound", "GBP"},   {"euro", "EUR"},   {"yen", "JPY"},
    {"won", "KRW"},         {"ruble", "RUB"},   {"rouble", "RUB"}, {"mark", "DEM"},
    {"deutschmark", "DEM"}, {"franc", "FRF"},   {"lira", "ITL"},   {"yuan", "CNY"},
    {"renminbi", "CNY"},    {"rupee", "INR"},   {"peso", "MXN"},   {"rial", "IRR"},
    {"riyal", "SAR"},       {"dinar", "IQD"},   {"shekel", "ILS"}, {"rand", "ZAR"},
    {"zloty", "PLN"},       {"guilder", "NLG"}, {"krona", "SEK"},  {"baht", "THB"},
};

static const char *currency_at(const currency_row *rows, size_t n, demarche_str word)
{
    for (size_t k = 0; k < n; k++)
        if (dmr_str_eq_nocase(word, dmr_str_c(rows[k].word)))
            return rows[k].code;
    return NULL;
}

/* "Canadian dollars", "Swiss francs": the land in front decides. */
static const char *of_land(const dmr_tree *tree, int32_t noun, const char *code)
{
    static const struct {
        const char *adjective, *plain, *code;
    } lands[] = {
        {"Canadian", "USD", "CAD"},   {"Australian", "USD", "AUD"},
        {"Hong Kong", "USD", "HKD"},  {"Kong", "USD", "HKD"},
        {"Swiss", "FRF", "CHF"},      {"Belgian", "FRF", "BEF"},
        {"Iraqi", "IQD", "IQD"},      {"Egyptian", "GBP", "EGP"},
        {"Kuwaiti", "IQD", "KWD"},    {"Singapore", "USD", "SGD"},
        {"Turkish", "ITL", "TRY"},    {"Syrian", "GBP", "SYP"},
        {"Pakistani", "INR", "PKR"},  {"Cuban", "MXN", "CUP"},
        {"Philippine", "MXN", "PHP"}, {"Israeli", "GBP", "ILP"},
        {"Zealand", "USD", "NZD"},    {"Yugoslav", "IQD", "YUD"},
    };
    for (size_t k = 0; k < sizeof lands / sizeof *lands; k++)
        if (form_is(tree, noun - 1, lands[k].adjective) &&
            strcmp(code, lands[k].plain) == 0)
            return lands[k].code;
    return code;
}

/* ------------------------------------------------------------- what is counted */

static bool nominal(const dmr_tree *tree, int32_t i)
{
    if (upos_at(tree, i) != DMR_UPOS_NOUN && upos_at(tree, i) != DMR_UPOS_PROPN)
        return false;
    demarche_str form = tree->tokens[i].form; /* signs that the tagger took for nouns */
    return form.len && (dmr_is_alpha(form.ptr[0]) || (form.ptr[0] & 0x80));
}

/* The noun that a number counts, or -1: its head, the noun behind "of", or else the last
 * of the nouns that follow at once. */
static int32_t counted_noun(const dmr_tree *tree, const dmr_numeral *num)
{
    int32_t w = num->word, head = tree->words[w].head;
    if (upos_at(tree, w + 1) == DMR_UPOS_PUNCT && !form_is(tree, w + 1, "-"))
        return -1; /* "[3] he said", "2. Aid" */
    if (form_is(tree, w + 1, "of")) {
        for (int32_t i = w + 2; i < tree->n && i < w + 10; i++) {
            if (nominal(tree, i) && (tree->words[i].head <= w || !nominal(tree, i + 1)))
                return i;
            if (upos_at(tree, i) == DMR_UPOS_VERB || upos_at(tree, i) == DMR_UPOS_PUNCT)
                break;
        }
        return -1;
    }
    for (int32_t i = w; i >= num->first; i--) {
        head = tree->words[i].head;
        if (head > w && head < w + 12 && nominal(tree, head) &&
            (tree->words[i].rel == DMR_REL_NUMMOD || tree->words[i].rel == DMR_REL_AMOD ||
             tree->words[i].rel == DMR_REL_DET || tree->words[i].rel == DMR_REL_COMPOUND))
            return head;
    }
    int32_t noun = -1;
    for (size_t k = 0; k < sizeof behind_rows / sizeof *behind_rows; k++)
        if (ends_at(tree, behind_rows[k].words, w + 2) == 2) { /* "20 or more tanks" */
            w += 2;
            break;
        }
    for (int32_t i = w + 1; i < tree->n && i < w + 8; i++) {
        uint8_t u = upos_at(tree, i);
        bool hyphen = form_is(tree, i, "-");
        if (nominal(tree, i))
            noun = i;
        else if ((u != DMR_UPOS_ADJ || noun >= 0) && !hyphen)
            break;
    }
    return noun;
}

static bool lemma_in(demarche_str lemma, const char *const *list)
{
    for (; *list; list++)
        if (dmr_str_eq_nocase(lemma, dmr_str_c(*list)))
            return true;
    return false;
}

static bool counts_persons(const quantity_search *s, int32_t noun)
{
    static const char *const people[] = {"people",  "person",     "persons", "individual",
                                         "citizen", "inhabitant", "human",   NULL};
    const dmr_word *w = &s->tree->words[noun];
    demarche_str form = s->tree->tokens[noun].form;
    if (lemma_in(w->lemma, people) || dmr_str_eq_nocase(form, DMR_STR("people")))
        return true;
    const dmr_mention *state = cover(s, noun, 1u << DEMARCHE_MENTION_STATE);
    if (state)
        return state->is_list_name && nominal(s->tree, noun);
    /* a people's name that the gazetteer does not know: capital, plural, no acronym */
    bool capital = form.len > 3 && dmr_is_upper(form.ptr[0]) && dmr_is_lower(form.ptr[1]);
    return capital && dmr_str_is(w->xpos, "NNPS");
}

/* "television set": the lemma with the common nouns compounded to it. */
static demarche_str unit_of(const quantity_search *s, int32_t noun)
{
    const dmr_tree *tree = s->tree;
    char buf[96];
    size_t n = 0;
    if (counts_persons(s, noun))
        return DMR_STR("person");
    for (int32_t c = tree->words[noun].first_child; c >= 0 && c < noun;
         c = tree->words[c].next_sibling) {
        demarche_str lemma = tree->words[c].lemma;
        if (tree->words[c].rel != DMR_REL_COMPOUND || upos_at(tree, c) != DMR_UPOS_NOUN ||
            n + lemma.len + 2 >= sizeof buf)
            continue;
        memcpy(buf + n, lemma.ptr, lemma.len);
        n += lemma.len;
        buf[n++] = ' ';
    }
    demarche_str lemma = tree->words[noun].lemma;
    if (n + lemma.len >= sizeof buf)
        return lemma;
    memcpy(buf + n, lemma.ptr, lemma.len);
    if (dmr_str_ends(lemma, DMR_STR("buse")))
        lemma.len--; /* lemmatizers take "minibuses" for "minibuse" */
    demarche_str copy = dmr_str_copy(s->arena, dmr_str(buf, n + lemma.len));
    return dmr_str_lower(s->arena, copy);
}

/* ---------------------------------------------------------------------- finding */

/* Numbers that name and do not count: "Resolution 242", "Boeing 747", "F-16", "3-2". */
static bool names(const quantity_search *s, const dmr_numeral *num)
{
    const dmr_tree *tree = s->tree;
    int32_t i = num->first;
    if (i > 0) {
        dmr_time_atom a = dmr_time_atom_of(tree->tokens[i - 1].form, true);
        if (a.kind == DMR_TW_NOTYEAR_BEFORE &&
            dmr_is_alpha(tree->tokens[i - 1].form.ptr[0]) &&
            !currency_at(signs, sizeof signs / sizeof *signs, tree->tokens[i - 1].form))
            return true;
        bool glued = !tree->tokens[i - 1].space_after;
        char c = tree->tokens[i - 1].form.len ? tree->tokens[i - 1].form.ptr[0] : ' ';
        if (glued && (c == '-' || c == '/' || c == '#' || c == '+') && num->digits &&
            !form_is(tree, i - 1, "--"))
            return true;
        if (num->digits && !num->scaled && upos_at(tree, i - 1) == DMR_UPOS_PROPN &&
            tree->words[num->word].head >= 0 && tree->words[num->word].head < i &&
            tree->words[num->word].rel != DMR_REL_CONJ)
            return true; /* "Apollo 11" */
    }
    int32_t behind = num->word + 1 + form_is(tree, num->word + 1, "-");
    if (behind > num->word + 1 && behind < tree->n &&
        dmr_time_atom_of(tree->tokens[behind].form, true).kind == DMR_TW_ORDINAL)
        return true; /* "twenty-seventh" */
    if (form_is(tree, num->word + 1, "th") || form_is(tree, num->word + 1, "/"))
        return true;
    return false;
}

/* Is it a number of something, though nothing is counted in so many words? */
static bool stands_alone(const dmr_tree *tree, const dmr_numeral *num, const char *sign)
{
    uint8_t rel = tree->words[num->word].rel;
    if (num->scaled || (strcmp(sign, "=") != 0 && !num->year_shape))
        return true;
    if (num->year_shape || (num->value <= 1 && !num->digits))
        return false;
    return rel == DMR_REL_OBJ || rel == DMR_REL_NSUBJ || rel == DMR_REL_NSUBJ_PASS;
}

static demarche_status add(quantity_search *s, int32_t first, int32_t last, int32_t head,
                           const char *sign, double value, demarche_str unit,
                           demarche_error *err)
{
    dmr_mention *m = dmr_mention_list_add(s->list, s->arena, DEMARCHE_MENTION_QUANTITY,
                                          s->sentence, first, last, head);
    if (!m)
        return dmr_error_memory(err);
    m->comparator = dmr_str_c(sign);
    m->number = value;
    m->unit = unit;
    return DEMARCHE_OK;
}

/* Unit and head of a number: money, percent, or the noun counted. False: it is none. */
static bool measure(quantity_search *s, dmr_numeral *num, demarche_str *unit,
                    int32_t *head)
{
    const dmr_tree *tree = s->tree;
    size_t n_signs = sizeof signs / sizeof *signs,
           n_moneys = sizeof moneys / sizeof *moneys;
    *head = num->word;
    *unit = (demarche_str){0};
    if (num->first > 0) {
        const char *code = currency_at(signs, n_signs, tree->tokens[num->first - 1].form);
        if (code) {
            num->first--;
            *head = num->first;
            *unit = dmr_str_c(code);
            return true;
        }
    }
    int32_t b = num->last + 1;
    if (form_is(tree, b, "percent") || form_is(tree, b, "%") ||
        (form_is(tree, b, "per") && form_is(tree, b + 1, "cent"))) {
        num->last = form_is(tree, b, "per") ? b + 1 : b;
        *head = b;
        *unit = DMR_STR("percent");
        return true;
    }
    int32_t noun = counted_noun(tree, num);
    if (noun < 0)
        return false;
    *head = noun;
    const char *code = currency_at(moneys, n_moneys, tree->words[noun].lemma);
    if (code && noun <= b + 2) {
        *unit = dmr_str_c(of_land(tree, noun, code));
        num->last = noun;
    } else {
        *unit = unit_of(s, noun);
    }
    return true;
}

/* "between 20 and 30 people", "20 to 30": both ends, or i where it is no such range. */
static int32_t number_range(quantity_search *s, int32_t i, demarche_status *status,
                            demarche_error *err)
{
    const dmr_tree *tree = s->tree;
    bool between = form_is(tree, i, "between"), from = form_is(tree, i, "from");
    dmr_numeral a, b;
    int32_t j = i + (between || from), money = j;
    if (j < tree->n &&
        currency_at(signs, sizeof signs / sizeof *signs, tree->tokens[j].form))
        j++;
    int32_t k = dmr_numeral_match(tree, j, &a);
    if (k == j || (!between && !from && names(s, &a)))
        return i;
    bool joins = between ? form_is(tree, k, "and")
                         : form_is(tree, k, "to") || (!from && form_is(tree, k, "-") &&
                                                      !tree->tokens[k].space_after);
    int32_t m = k + 1;
    if (joins && m < tree->n &&
        currency_at(signs, sizeof signs / sizeof *signs, tree->tokens[m].form))
        m++;
    int32_t end = joins ? dmr_numeral_match(tree, m, &b) : m;
    if (end == m || b.value <= a.value)
        return i;
    demarche_str unit;
    int32_t head, last = b.last;
    if (!measure(s, &b, &unit, &head) && !between)
        return i;
    if (j > money)
        unit = dmr_str_c(
            currency_at(signs, sizeof signs / sizeof *signs, tree->tokens[money].form));
    if (!a.scaled && b.scale > 1 && a.value < 1000)
        a.value *= b.scale; /* "20 to 30 million" */
    last = b.last > last ? b.last : last;
    *status = add(s, i, last, head, ">=", a.value, unit, err);
    if (*status == DEMARCHE_OK)
        *status = add(s, i, last, head, "<=", b.value, unit, err);
    return end;
}

static demarche_status one(quantity_search *s, dmr_numeral *num, demarche_error *err)
{
    const dmr_tree *tree = s->tree;
    demarche_str unit;
    int32_t head;
    if (names(s, num))
        return DEMARCHE_OK;
    bool measured = measure(s, num, &unit, &head);
    int32_t first = num->first, last = num->last;
    const char *sign = comparator(tree, &first, &last);
    if (num->at_least && strcmp(sign, "=") == 0)
        sign = ">=";
    bool is_one = !num->digits && num->value <= 1;
    if (measured && is_one &&
        (head > num->word + 6 || form_is(tree, num->word + 1, "of") ||
         upos_at(tree, num->word) != DMR_UPOS_NUM))
        return DEMARCHE_OK; /* "one of the", the pronoun */
    if (!measured && !stands_alone(tree, num, sign))
        return DEMARCHE_OK;
    return add(s, first, last, head, sign, num->value, unit, err);
}

demarche_status dmr_quantity_find(const dmr_tree *tree, uint32_t sentence, size_t from,
                                  dmr_mention_list *list, dmr_arena *arena,
                                  demarche_error *err)
{
    const unsigned apart = 1u << DEMARCHE_MENTION_TIME | 1u << DEMARCHE_MENTION_PERSON |
                           1u << DEMARCHE_MENTION_ORG;
    quantity_search s = {tree, sentence, from, list->n, list, arena};
    for (int32_t i = 0; i < tree->n;) {
        demarche_status status = DEMARCHE_OK;
        if (cover(&s, i, apart)) {
            i++;
            continue;
        }
        int32_t end = number_range(&s, i, &status, err);
        DMR_TRY(status);
        if (end > i) {
            i = end;
            continue;
        }
        dmr_numeral num;
        end = dmr_numeral_match(tree, i, &num);
        if (end > i)
            DMR_TRY(one(&s, &num, err));
        i = end > i ? end : i + 1;
    }
    return DEMARCHE_OK;
}
