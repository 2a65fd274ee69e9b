/*
 * Which word qualifies an office: "former" in "the former Soviet foreign minister", "then"
 * in "then the Dutch minister of trade", "elect" in "President-elect". What stands in
 * between is seen by the words rather than by the tree, which hangs them on many things.
 */
#include "mention/name_norm.h"
#include "mention/qualifier.h"

enum { BACK_MAX = 8, WORDS_MAX = 3, FORM_MAX = 96 };

static bool is_hyphen(const dmr_tree *tree, int32_t i)
{
    return i >= 0 && i < tree->n && dmr_str_is(tree->tokens[i].form, "-");
}

/* Words from..to in normal form, in `buf`; empty where they are too long. */
static demarche_str norm_of(const dmr_tree *tree, int32_t from, int32_t to, char *buf)
{
    size_t n = 0;
    for (int32_t i = from; i <= to; i++) {
        demarche_str form = tree->tokens[i].form;
        if (is_hyphen(tree, i))
            continue;
        if (form.len > FORM_MAX / 6 || n + form.len * 2 + 2 > FORM_MAX)
            return (demarche_str){"", 0};
        if (n)
            buf[n++] = ' ';
        size_t k = dmr_name_norm(buf + n, FORM_MAX - n, form);
        if (k == SIZE_MAX || k == 0)
            return (demarche_str){"", 0};
        n += k;
    }
    return dmr_str(buf, n);
}

/* The row of the words that end at `last`, the longest first. */
static uint32_t ending_at(const dmr_scene *scene, dmr_qualifier_place place, int32_t last)
{
    char buf[FORM_MAX];
    for (int32_t n = WORDS_MAX; n >= 1; n--) {
        if (last - n + 1 < 0)
            continue;
        uint32_t row = dmr_qualifier_word(scene->g->qualifiers, place,
                                          norm_of(scene->tree, last - n + 1, last, buf));
        if (row)
            return row;
    }
    return 0;
}

/* "Ex" in the one word "ex-president", "elect" in "president-elect". */
static uint32_t inside(const dmr_scene *scene, int32_t word, bool prefix)
{
    char buf[FORM_MAX];
    demarche_str form = scene->tree->tokens[word].form;
    if (!memchr(form.ptr, '-', form.len))
        return 0;
    demarche_str norm = norm_of(scene->tree, word, word, buf);
    size_t cut = prefix ? dmr_str_find(norm, DMR_STR(" "), 0) : norm.len;
    if (!prefix)
        while (cut > 0 && norm.ptr[cut - 1] != ' ')
            cut--;
    if (cut == SIZE_MAX || cut == 0)
        return 0;
    return prefix ? dmr_qualifier_word(scene->g->qualifiers, DMR_PLACE_BEFORE,
                                       dmr_str(norm.ptr, cut))
                  : dmr_qualifier_word(scene->g->qualifiers, DMR_PLACE_BEHIND,
                                       dmr_str(norm.ptr + cut, norm.len - cut));
}

/* "-elect", "designate" behind the office. */
static uint32_t behind(const dmr_scene *scene, int32_t word)
{
    int32_t next = word + 1;
    char buf[FORM_MAX];
    if (is_hyphen(scene->tree, next))
        next++;
    if (next >= scene->tree->n)
        return 0;
    return dmr_qualifier_word(scene->g->qualifiers, DMR_PLACE_BEHIND,
                              norm_of(scene->tree, next, next, buf));
}

bool dmr_qualifier_behind(const dmr_scene *scene, int32_t word)
{
    return behind(scene, word) != 0;
}

/* May stand between the qualifier and the office: adjectives, names, "'s". */
static bool passes(const dmr_scene *scene, int32_t i, int32_t word)
{
    const dmr_word *w = &scene->tree->words[i];
    if (is_hyphen(scene->tree, i))
        return true;
    if (scene->cover_at[scene->base + (uint32_t)i])
        return true;
    return (w->upos == DMR_UPOS_ADJ || w->upos == DMR_UPOS_NOUN ||
            w->upos == DMR_UPOS_PROPN) &&
           w->head >= i && w->head <= word;
}

/* "The former Soviet Union": the state is former, not who is of it. */
static bool of_the_state(const dmr_scene *scene, int32_t i)
{
    uint32_t at =
        i + 1 < scene->tree->n ? scene->cover_at[scene->base + (uint32_t)i + 1] : 0;
    return at && scene->list.at[at - 1].kind == DEMARCHE_MENTION_STATE &&
           !scene->list.at[at - 1].is_list_name;
}

/* As dmr_qualifier_find; *under: what stands between, of no effect of its own: "under" in
 * "former under secretary". */
static uint32_t find(dmr_scene *scene, int32_t first, int32_t word, uint32_t *under)
{
    const dmr_tree *tree = scene->tree;
    uint32_t row = inside(scene, first, true);
    if (!row)
        row = inside(scene, word, false);
    if (!row)
        row = behind(scene, word);
    *under = 0;
    bool article = false;
    for (int32_t i = first - 1; i >= 0 && i >= first - BACK_MAX; i--) {
        uint32_t at = 0;
        /* "The army ousted President Duval" */
        bool verb =
            tree->words[i].upos == DMR_UPOS_VERB && tree->words[i].rel != DMR_REL_AMOD;
        if (!article && !verb && !is_hyphen(tree, i) &&
            tree->words[i].upos != DMR_UPOS_ADP) {
            at = ending_at(scene, DMR_PLACE_BEFORE, i);
            if (at && of_the_state(scene, i))
                break;
        }
        if (!at && tree->words[word].rel == DMR_REL_APPOS)
            at = ending_at(scene, DMR_PLACE_ASIDE, i);
        bool plain = row && dmr_qualifier_at(scene, row)->effect == DMR_EFFECT_PLAIN &&
                     dmr_qualifier_at(scene, row)->place == DMR_PLACE_BEFORE;
        if (at && at != row && plain && !*under &&
            dmr_qualifier_at(scene, at)->effect != DMR_EFFECT_PLAIN)
            *under = row;
        if (at && (!row || *under))
            row = at;
        if (*under)
            break;
        if (tree->words[i].upos == DMR_UPOS_DET && !article)
            article = true;
        else if (article || !(at || passes(scene, i, word)))
            break;
    }
    return row;
}

uint32_t dmr_qualifier_find(dmr_scene *scene, int32_t first, int32_t word)
{
    uint32_t under;
    return find(scene, first, word, &under);
}

int32_t dmr_qualifier_back(const dmr_scene *scene, int32_t first)
{
    char buf[FORM_MAX];
    int32_t i = first - 1;
    if (i < 1 || !dmr_qualifier_word(scene->g->qualifiers, DMR_PLACE_BEHIND,
                                     norm_of(scene->tree, i, i, buf)))
        return first;
    return is_hyphen(scene->tree, i - 1) ? i - 1 : i;
}

demarche_str dmr_qualifier_sector(const dmr_qualifier *q, demarche_str sector,
                                  bool of_state)
{
    static const char *const speak[] = {"GOV", "MIL", "LEG", "JUD", "SPY",
                                        "COP", "PTY", "OPP", "IGO", "PRM"};
    bool state = sector.len == 0 && of_state;
    for (size_t i = 0; i < sizeof speak / sizeof *speak; i++)
        state |= dmr_str_is(sector, speak[i]);
    demarche_str to = state ? q->sector : q->other;
    return to.len && (sector.len || state) ? to : sector;
}

/* "Minister of trade" of "ex-minister of trade". */
static demarche_str without_prefix(const dmr_scene *scene, demarche_str office)
{
    char buf[FORM_MAX];
    size_t cut = dmr_str_find(office, DMR_STR("-"), 0);
    if (cut == SIZE_MAX || cut == 0 || cut > FORM_MAX / 6)
        return office;
    size_t n = dmr_name_norm(buf, sizeof buf, dmr_str(office.ptr, cut));
    if (n == SIZE_MAX ||
        !dmr_qualifier_word(scene->g->qualifiers, DMR_PLACE_BEFORE, dmr_str(buf, n)))
        return office;
    return dmr_str(office.ptr + cut + 1, office.len - cut - 1);
}

demarche_str dmr_qualifier_office(dmr_scene *scene, const dmr_qualifier *q,
                                  demarche_str office)
{
    if (q->place == DMR_PLACE_BEFORE)
        office = without_prefix(scene, office);
    if (q->office.len == 0 || office.len == 0 || office.len > 1000 || q->office.len > 100)
        return office;
    demarche_str full = dmr_str_format(scene->arena, "%.*s %.*s", (int)q->office.len,
                                       q->office.ptr, (int)office.len, office.ptr);
    if (!full.ptr) {
        scene->failed = true;
        return office;
    }
    return full;
}

void dmr_qualify(dmr_scene *scene, uint32_t item, int32_t first, int32_t word,
                 bool of_state)
{
    uint32_t under, row = find(scene, first, word, &under);
    const dmr_qualifier *q = dmr_qualifier_at(scene, row);
    if (!q)
        return;
    if (under)
        dmr_scene_mention(scene, item)->office =
            dmr_qualifier_office(scene, dmr_qualifier_at(scene, under),
                                 dmr_scene_mention(scene, item)->office);
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_scene_link(scene, item)->qualifier = row;
    m->sector = dmr_qualifier_sector(q, m->sector, of_state);
    if (m->office.len == 0)
        return;
    if (q->place == DMR_PLACE_BEHIND && behind(scene, word))
        m->office = dmr_scene_text(
            scene, first, is_hyphen(scene->tree, word + 1) ? word + 2 : word + 1);
    else
        m->office = dmr_qualifier_office(scene, q, m->office);
}
