#include "lexicon/import_person.h"

#include "mention/name_norm.h"

enum { NORM_MAX = 640 };

static bool next_word(demarche_str *rest, demarche_str *word)
{
    return dmr_str_split(rest, ' ', word);
}

/* Words that stand in names of bodies, not of persons. */
static bool is_body_word(const demarche_import *im, demarche_str word)
{
    static const char *const words[] = {"of", "the", "and", "for", "faction"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (dmr_str_is(word, words[i]))
            return true;
    const dmr_agent *head = dmr_gazetteer_org_word(im->gazetteer, word);
    const dmr_agent *noun = dmr_gazetteer_agent(im->gazetteer, word);
    return (head && head->kind == DMR_AGENT_BODY) ||
           (noun && (noun->kind == DMR_AGENT_BODY || noun->kind == DMR_AGENT_CARRIER));
}

static bool has_body_word(const demarche_import *im, demarche_str name)
{
    char buf[NORM_MAX];
    size_t n = dmr_name_norm(buf, sizeof buf, name);
    demarche_str rest = dmr_str(buf, n == SIZE_MAX ? 0 : n), word;
    while (next_word(&rest, &word))
        if (is_body_word(im, word))
            return true;
    return false;
}

/* Two words or more, of which one at least is no noun that we know. */
static bool is_shaped_as_person(const demarche_import *im, demarche_str name)
{
    enum { WORDS_MAX = 12 };
    char buf[NORM_MAX];
    size_t n = dmr_name_norm(buf, sizeof buf, name), words = 0, own = 0;
    if (n == 0 || n == SIZE_MAX)
        return false;
    demarche_str rest = dmr_str(buf, n), word;
    while (next_word(&rest, &word)) {
        words++;
        own += dmr_gazetteer_agent(im->gazetteer, word) == NULL;
        for (size_t i = 0; i < word.len; i++)
            if (dmr_is_digit(word.ptr[i]))
                return false;
    }
    return words >= 2 && words <= WORDS_MAX && own > 0;
}

/* The words of a name behind the titles in front of it: "foreign minister gromyko" gives
 * "gromyko". Empty where there are none, or nothing behind them. */
static demarche_str behind_title(const demarche_import *im, demarche_str norm)
{
    static const char *const titles[] = {"mr",  "mrs",  "ms",    "dr",
                                         "sir", "lord", "sheikh"};
    demarche_str rest = norm, word, behind = {0};
    bool title = false;
    while (rest.ptr) {
        demarche_str here = rest;
        next_word(&rest, &word);
        const dmr_agent *a = dmr_gazetteer_agent(im->gazetteer, word);
        bool one = a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED);
        for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
            one |= dmr_str_is(word, titles[i]);
        if (one)
            title = true;
        else if (title)
            return here;
        else if (!dmr_str_is(word, "foreign") && !dmr_str_is(word, "vice") &&
                 !dmr_str_is(word, "prime") && !dmr_str_is(word, "defense") &&
                 !dmr_str_is(word, "former"))
            return behind;
    }
    return behind;
}

/* "PRESIDENT_JOSIPOVIC" beside "IVO_JOSIPOVIC": one of the two is the entry's first. */
static bool has_titled_name(const demarche_import *im, const dmr_import_name *names,
                            size_t n)
{
    char a[NORM_MAX], b[NORM_MAX];
    for (size_t i = 0; i < n; i++) {
        size_t len = dmr_name_norm(a, sizeof a, names[i].text);
        if (len == SIZE_MAX)
            continue;
        demarche_str name = behind_title(im, dmr_str(a, len));
        for (size_t k = 0; k < n && name.len; k++) {
            size_t other = dmr_name_norm(b, sizeof b, names[k].text);
            if (k == i || (i && k) || other == SIZE_MAX || other < name.len)
                continue;
            bool ends = memcmp(b + other - name.len, name.ptr, name.len) == 0;
            if (ends && (other == name.len || b[other - name.len - 1] == ' '))
                return true;
        }
    }
    return false;
}

bool dmr_import_is_person(const demarche_import *im, const dmr_import_name *names,
                          size_t n_names, const dmr_import_code *codes, size_t n_codes)
{
    bool elite = false, in_office = false, other = false;
    for (size_t i = 0; i < n_codes; i++) {
        elite |= codes[i].who.person;
        in_office |= codes[i].dated && codes[i].who.office;
        other |= codes[i].who.bare || codes[i].who.firm;
    }
    if (has_body_word(im, names[0].text))
        return false;
    return elite || (!other && ((in_office && is_shaped_as_person(im, names[0].text)) ||
                                has_titled_name(im, names, n_names)));
}
