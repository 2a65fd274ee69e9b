/*
 * Names that the gazetteer does not know: proper nouns that hang together. A body is told
 * by its head ("Chamber", "Party"), a person by a title before or behind, or by a given
 * name; acronyms by the brackets in which they stood once. Where none of that is there,
 * what the network takes the name for decides, if it knows.
 */
#include "base/error.h"
#include "mention/group.h"
#include "mention/name_norm.h"
#include "mention/name_sort.h"
#include "mention/name_sound.h"
#include "mention/person_office.h"
#include "mention/qualifier.h"
#include "mention/scene.h"

typedef struct span {
    int32_t first, last, head;
} span;

static bool is_name_word(const dmr_tree *tree, int32_t i)
{
    const dmr_word *w = &tree->words[i];
    return w->upos == DMR_UPOS_PROPN || dmr_str_starts(w->xpos, DMR_STR("NNP"));
}

static bool capital(const dmr_tree *tree, int32_t i)
{
    return dmr_name_case_of(tree->tokens[i].form) != DMR_CASE_LOWER;
}

static bool is_hyphen(const dmr_tree *tree, int32_t i)
{
    return i > 0 && dmr_str_is(tree->tokens[i].form, "-") &&
           !tree->tokens[i].space_after && !tree->tokens[i - 1].space_after;
}

static bool joins(uint8_t rel)
{
    return rel == DMR_REL_FLAT || rel == DMR_REL_COMPOUND || rel == DMR_REL_NMOD_DESC ||
           rel == DMR_REL_AMOD || rel == DMR_REL_NMOD_UNMARKED ||
           rel == DMR_REL_GOESWITH || rel == DMR_REL_NUMMOD || rel == DMR_REL_DEP;
}

/* True where word `next` belongs to the name that ends with `last`. */
static bool connected(const dmr_tree *tree, int32_t first, int32_t last, int32_t next)
{
    const dmr_word *n = &tree->words[next];
    if (n->head >= first && n->head <= last && joins(n->rel))
        return true;
    /* "Commissioner Maarten Vos", both names hung on the office. */
    if (n->rel == DMR_REL_FLAT && next == last + 1 && n->head == tree->words[last].head &&
        tree->words[last].rel == DMR_REL_APPOS)
        return true;
    for (int32_t i = first; i <= last; i++) {
        const dmr_word *w = &tree->words[i];
        if (w->head == next && joins(w->rel))
            return true;
        /* "Korean Trade Promotion Corporation": all hang on the last. */
        if (w->head > next && joins(w->rel) &&
            (n->head == w->head || w->head == n->head) && joins(n->rel))
            return true;
    }
    return false;
}

/* "on" in "Pak Ch'or-on": small, short, and behind two names; not "led" or "based". */
static bool second_syllable(const dmr_tree *tree, span s, int32_t i)
{
    if (i >= tree->n || s.last == s.first || tree->tokens[i].form.len > 5 ||
        dmr_name_case_of(tree->tokens[i].form) != DMR_CASE_LOWER ||
        !dmr_is_alpha(tree->tokens[i].form.ptr[0]))
        return false;
    uint8_t upos = tree->words[i].upos;
    return upos != DMR_UPOS_VERB && upos != DMR_UPOS_ADJ && upos != DMR_UPOS_AUX;
}

/* The run of proper nouns that begins at `first`. */
static span run_from(dmr_scene *scene, int32_t first)
{
    const dmr_tree *tree = scene->tree;
    span s = {first, first, first};
    for (int32_t i = first + 1; i < tree->n; i++) {
        if (is_hyphen(tree, i) && i + 1 < tree->n &&
            (is_name_word(tree, i + 1) || tree->words[i + 1].rel == DMR_REL_FLAT))
            continue;
        if (is_hyphen(tree, i) && second_syllable(tree, s, i + 1)) {
            s.last = ++i;
            continue;
        }
        bool name = is_name_word(tree, i) ||
                    (tree->words[i].rel == DMR_REL_FLAT && i + 1 < tree->n &&
                     (is_name_word(tree, i + 1) || capital(tree, i)));
        bool joined = name && connected(tree, s.first, s.last, i);
        if (!name ||
            (!joined && !(i == s.first + 1 && dmr_name_sound_beside(scene, s.first))))
            break;
        s.last = i;
        if (joined)
            continue;
        s.head = dmr_scene_role(tree, i) > dmr_scene_role(tree, s.first) ? i : s.first;
        return s;
    }
    s.head = dmr_scene_head(tree, s.first, s.last);
    return s;
}

/* Words at the begin of the run that are a title: "Foreign Minister", "President". */
static int32_t title_length(dmr_scene *scene, span s)
{
    int32_t best = 0;
    for (int32_t n = 1; n <= 3 && s.first + n <= s.last; n++) {
        demarche_str norm = dmr_scene_norm(scene, s.first, s.first + n - 1), bare;
        const dmr_agent *a = dmr_gazetteer_agent(scene->g, norm);
        if (!a && dmr_str_ends(norm, DMR_STR("s"))) /* "Presidents Arce and Leyton" */
            a = dmr_gazetteer_agent(scene->g, dmr_str(norm.ptr, norm.len - 1));
        if (!a && dmr_qualifier_strip(scene->g->qualifiers, norm, &bare))
            a = dmr_gazetteer_agent(scene->g, bare); /* "Ex-President" */
        if (a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED))
            best = n;
    }
    return best;
}

static const dmr_agent *org_word(dmr_scene *scene, int32_t word)
{
    demarche_str norm = dmr_scene_norm(scene, word, word);
    return norm.len ? dmr_gazetteer_org_word(scene->g, norm) : NULL;
}

/* "of Commerce and Industry", "for Peaceful Reunification of the Fatherland": how far the
 * name of a body with head `head` goes on behind `last`. */
static int32_t body_end(const dmr_tree *tree, int32_t first, int32_t head, int32_t last)
{
    for (int32_t i = last + 1; i < tree->n;) {
        int32_t j = i;
        bool joined = false, conj = false;
        while (j < tree->n && j < i + 3) {
            demarche_str l = tree->words[j].lemma;
            if (dmr_str_is(l, "of") || dmr_str_is(l, "for") || dmr_str_is(l, "on"))
                joined = true;
            else if (dmr_str_is(l, "and") || dmr_str_is(l, "&"))
                joined = conj = true;
            else if (!(joined && (dmr_str_is(l, "the") || dmr_str_is(l, "its"))))
                break;
            j++;
        }
        if (!joined || j >= tree->n || !capital(tree, j) ||
            tree->words[j].upos == DMR_UPOS_VERB || tree->words[j].upos == DMR_UPOS_AUX)
            return last;
        int32_t k = j;
        while (k + 1 < tree->n && capital(tree, k + 1) &&
               tree->words[k + 1].upos != DMR_UPOS_PUNCT &&
               (is_name_word(tree, k + 1) || tree->words[k + 1].upos == DMR_UPOS_NOUN ||
                tree->words[k + 1].upos == DMR_UPOS_ADJ) &&
               connected(tree, j, k, k + 1))
            k++;
        int32_t top = dmr_scene_head(tree, j, k), over = tree->words[top].head;
        if (over < first || over > last)
            return last;
        /* "the Chamber of Commerce and Industry", but not "the Bank and the Ministry". */
        if (conj && over == head && (k > j || last == head || i != last + 1))
            return last;
        last = k;
        i = k + 1;
    }
    return last;
}

static void cover(dmr_scene *scene, uint32_t item, int32_t first, int32_t last)
{
    for (int32_t i = first; i <= last; i++) {
        uint32_t *at = &scene->cover_at[scene->base + (uint32_t)i];
        if (*at == 0)
            *at = item;
    }
}

static void name_set(dmr_scene *scene, dmr_map *map, demarche_str norm, uint32_t item)
{
    if (norm.len && !dmr_map_set(map, norm, item))
        scene->failed = true;
}

/* "(KOTRA)" behind a body: its other name from now on. */
static void bracketed(dmr_scene *scene, uint32_t item, int32_t last)
{
    const dmr_tree *tree = scene->tree;
    if (last + 3 >= tree->n || !dmr_str_is(tree->tokens[last + 1].form, "(") ||
        !dmr_str_is(tree->tokens[last + 3].form, ")"))
        return;
    demarche_str form = tree->tokens[last + 2].form;
    if (form.len < 2 || form.len > 12 || dmr_name_case_of(form) != DMR_CASE_UPPER)
        return;
    name_set(scene, scene->names, dmr_scene_norm(scene, last + 2, last + 2), item);
}

/* Give the body its sector, its earlier self, its state's place in the sentence. */
static void make_body(dmr_scene *scene, span s, const dmr_agent *kind)
{
    const dmr_tree *tree = scene->tree;
    int32_t end = body_end(tree, s.first, s.head, s.last);
    while (s.first > 0) { /* "Soviet" before "Chamber", where it is an adjective */
        int32_t b = s.first - 1;
        if (is_hyphen(tree, b) && b > 0)
            b--;
        if (!capital(tree, b) || tree->words[b].head != s.head ||
            (tree->words[b].rel != DMR_REL_AMOD &&
             tree->words[b].rel != DMR_REL_COMPOUND))
            break;
        s.first = b;
    }
    demarche_str norm = dmr_scene_norm(scene, s.first, end);
    uint32_t before = dmr_map_get(scene->names, norm, 0);
    uint32_t item = dmr_scene_add(scene, DEMARCHE_MENTION_ORG, s.first, end, s.head);
    if (!item)
        return;
    cover(scene, item, s.first, end);
    for (int32_t i = s.first; i <= end; i++) { /* nested states keep their words */
        uint32_t at = scene->cover_at[scene->base + (uint32_t)i];
        if (at && at != item &&
            dmr_scene_mention(scene, at)->kind != DEMARCHE_MENTION_STATE)
            scene->cover_at[scene->base + (uint32_t)i] = item;
    }
    if (before) {
        dmr_scene_refer(scene, item, before);
    } else {
        dmr_mention *m = dmr_scene_mention(scene, item);
        m->name = dmr_scene_text(scene, s.first, end);
        m->sector = kind ? kind->sector : (demarche_str){"", 0};
        m->cluster = ++scene->n_clusters;
        dmr_scene_link(scene, item)->unresolved = true;
        dmr_scene_link(scene, item)->agent = DMR_AGENT_BODY + 1;
        name_set(scene, scene->names, norm, item);
    }
    bracketed(scene, item, end);
}

/* Whether a person with that canonical name may be written so. A canonical name of one
 * word says nothing of the given name. */
static bool name_fits(dmr_scene *scene, demarche_str canonical, demarche_str norm)
{
    demarche_str known = dmr_name_norm_copy(scene->arena, canonical);
    if (!known.ptr || memchr(known.ptr, ' ', known.len) == NULL)
        return known.ptr != NULL;
    demarche_str rest = norm, part;
    while (dmr_str_split(&rest, ' ', &part)) {
        demarche_str r = known, p;
        bool found = false;
        while (dmr_str_split(&r, ' ', &p))
            found |= dmr_str_eq(p, part) || (part.len == 1 && p.ptr[0] == part.ptr[0]);
        if (!found)
            return false;
    }
    return true;
}

/* A leader of that surname in office on the day, where the given name does not forbid; *as:
 * the key by which he is known. */
static const dmr_sense *leader(dmr_scene *scene, demarche_str norm, uint32_t *as)
{
    size_t last = norm.len, first = 0;
    while (last > 0 && norm.ptr[last - 1] != ' ')
        last--;
    while (first < norm.len && norm.ptr[first] != ' ')
        first++;
    demarche_str words[2] = {dmr_str(norm.ptr + last, norm.len - last),
                             dmr_str(norm.ptr, first)};
    for (int i = 0; i < 2; i++) {
        uint32_t key = dmr_gazetteer_key(scene->g, words[i]);
        for (uint32_t k = key ? scene->g->keys[key - 1].first : 0; k;
             k = scene->g->senses[k - 1].next) {
            const dmr_sense *s = &scene->g->senses[k - 1];
            if (s->name != DMR_NAME_SHORT ||
                dmr_sense_distance(s, scene->day) > (i == 0 ? 366 : 0))
                continue;
            bool one_name = memchr(s->canonical.ptr, ' ', s->canonical.len) == NULL;
            if (!(i == 1 && one_name) && name_fits(scene, s->canonical, norm)) {
                *as = key;
                return s;
            }
        }
    }
    return NULL;
}

/* "Osei was little known. Kwabena Osei ...": the surname before is his. */
static void told_short(dmr_scene *scene, uint32_t item, demarche_str norm)
{
    size_t last = norm.len;
    while (last > 0 && norm.ptr[last - 1] != ' ')
        last--;
    uint32_t at = dmr_map_get(scene->names, dmr_str(norm.ptr + last, norm.len - last), 0);
    if (!at || at == item)
        return;
    dmr_mention *m = dmr_scene_mention(scene, at);
    if (m->kind != DEMARCHE_MENTION_PERSON || m->first != m->last || m->entity ||
        dmr_scene_link(scene, at)->listed || m->code.len || m->office.len)
        return;
    m->name = dmr_scene_mention(scene, item)->name;
    dmr_scene_mention(scene, item)->cluster = m->cluster;
    dmr_scene_link(scene, item)->back = at;
}

static void make_person(dmr_scene *scene, span s, span whole)
{
    demarche_str norm = dmr_scene_norm(scene, s.first, s.last);
    if (norm.len == 0)
        return;
    bool single = memchr(norm.ptr, ' ', norm.len) == NULL;
    uint32_t before = dmr_map_get(scene->names, norm, 0);
    if (!before && single)
        before = dmr_map_get(scene->short_names, norm, 0);
    bool told = before != 0;
    if (!before)
        before = dmr_name_sound_before(scene, norm);
    uint32_t item =
        dmr_scene_add(scene, DEMARCHE_MENTION_PERSON, s.first, s.last, whole.head);
    if (!item)
        return;
    for (int32_t i = s.first; i <= s.last; i++)
        scene->cover_at[scene->base + (uint32_t)i] = item;
    dmr_scene_link(scene, item)->text_first = whole.first;
    uint32_t key = 0;
    const dmr_sense *known = before ? NULL : leader(scene, norm, &key);
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    if (before && dmr_scene_mention(scene, before)->kind == DEMARCHE_MENTION_PERSON) {
        dmr_scene_refer(scene, item, before);
        dmr_person_as_of(scene, item);
    } else {
        m->name = dmr_scene_text(scene, s.first, s.last);
        m->cluster = ++scene->n_clusters;
        l->unresolved = true;
        if (known && !single) {
            m->code = known->code;
            m->sector = known->sector;
            m->office = known->office;
            l->subject = known->subject + 1;
            l->unresolved = false;
            l->listed = true;
            m->entity = key;
            l->name = known->name; /* of him a surname is known: it may be another's */
            if (dmr_str_find(known->canonical, DMR_STR(" "), 0) != SIZE_MAX)
                l->name = DMR_NAME_NAME;
            dmr_person_as_of(scene, item);
        }
    }
    name_set(scene, scene->names, norm, item);
    if (!before && !single)
        told_short(scene, item, norm);
    if (!told)
        dmr_name_sound_keep(scene, norm, item);
    demarche_str rest = norm, part;
    while (dmr_str_split(&rest, ' ', &part))
        if (part.len > 1)
            name_set(scene, scene->short_names, part, item);
}

/* Some other name: a body or person told before, an acronym, what the network takes for
 * an organisation or a place, or nobody we know. */
static void make_other(dmr_scene *scene, span s, dmr_entity_sort sort)
{
    demarche_str norm = dmr_scene_norm(scene, s.first, s.last);
    if (norm.len < 2 || dmr_is_digit(norm.ptr[norm.len - 1]))
        return; /* "A1838": the number of a file */
    uint32_t before = dmr_map_get(scene->names, norm, 0);
    if (!before)
        before = dmr_map_get(scene->short_names, norm, 0);
    if (!before && sort == DMR_SORT_TIME)
        return; /* "Ramadan" */
    demarche_mention_kind kind = before ? dmr_scene_mention(scene, before)->kind
                                 : sort == DMR_SORT_PLACE ? DEMARCHE_MENTION_PLACE
                                                          : DEMARCHE_MENTION_ORG;
    uint32_t item = dmr_scene_add(scene, kind, s.first, s.last, s.head);
    if (!item)
        return;
    cover(scene, item, s.first, s.last);
    dmr_scene_mention(scene, item)->can_act = kind != DEMARCHE_MENTION_PLACE;
    if (before) {
        dmr_scene_refer(scene, item, before);
        return;
    }
    dmr_scene_mention(scene, item)->name = dmr_scene_text(scene, s.first, s.last);
    dmr_scene_mention(scene, item)->cluster = ++scene->n_clusters;
    dmr_scene_link(scene, item)->unresolved = true;
    bool guessed = sort == DMR_SORT_ORG || sort == DMR_SORT_PLACE;
    dmr_scene_link(scene, item)->guessed = guessed;
    dmr_scene_link(scene, item)->vague = !guessed;
    name_set(scene, scene->names, norm, item);
}

/* "the North" where the text is about Korea, Vietnam or Yemen. */
static bool half_of_state(dmr_scene *scene, span s)
{
    static const struct {
        const char *word, *code, *key, *other;
    } halves[] = {
        {"north", "PRK", "north korea", "KOR"},
        {"south", "KOR", "south korea", "PRK"},
        {"north", "VDR", "north vietnam", "VNM"},
        {"south", "VNM", "south vietnam", "VDR"},
        {"north", "YEM", "north yemen", "YMD"},
        {"south", "YMD", "south yemen", "YEM"},
    };
    demarche_str norm = dmr_scene_norm(scene, s.first, s.last);
    if (s.first == 0 || !dmr_str_is(scene->tree->words[s.first - 1].lemma, "the"))
        return false;
    uint64_t all = 0;
    for (size_t i = 0; i < scene->g->n_subjects; i++)
        all += scene->state_weight[i];
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        uint32_t own =
            dmr_map_get(scene->g->state_code, dmr_str_c(halves[i].code), UINT32_MAX);
        uint32_t other =
            dmr_map_get(scene->g->state_code, dmr_str_c(halves[i].other), UINT32_MAX);
        uint32_t key = dmr_gazetteer_key(scene->g, dmr_str_c(halves[i].key));
        if (!dmr_str_is(norm, halves[i].word) || own == UINT32_MAX ||
            other == UINT32_MAX || !key ||
            scene->state_weight[own] + scene->state_weight[other] < 3 ||
            (scene->state_weight[own] + scene->state_weight[other]) * 5 < all)
            continue;
        const dmr_sense *sense =
            dmr_gazetteer_sense(scene->g, key, scene->day, NULL, NULL);
        if (!sense || !dmr_str_is(sense->code, halves[i].code) ||
            dmr_sense_distance(sense, scene->day) > 0)
            continue;
        uint32_t item =
            dmr_scene_add(scene, DEMARCHE_MENTION_STATE, s.first, s.last, s.head);
        if (!item)
            return true;
        cover(scene, item, s.first, s.last);
        dmr_mention *m = dmr_scene_mention(scene, item);
        m->code = sense->code;
        m->name = sense->canonical;
        m->entity = dmr_scene_link(scene, item)->key = key;
        demarche_str id = dmr_str_format(scene->arena, "S%s", halves[i].code);
        if (id.ptr)
            dmr_scene_mention(scene, item)->cluster = dmr_scene_cluster(scene, id);
        return true;
    }
    return false;
}

/* First word of what stands before the head of a body in capitals: "International" in
 * "International Development Agency". The first word of a sentence proves nothing. */
static int32_t body_start(const dmr_tree *tree, span s)
{
    int32_t first = s.first;
    while (first > 1 && capital(tree, first - 1) &&
           tree->words[first - 1].head == s.head &&
           (tree->words[first - 1].rel == DMR_REL_AMOD ||
            tree->words[first - 1].rel == DMR_REL_COMPOUND))
        first--;
    return first;
}

/* Names that are no mention here: "the President" is a role, "the Geneva Accords" act for
 * nobody. */
static bool no_name(dmr_scene *scene, span s)
{
    const dmr_agent *head = org_word(scene, s.head);
    const dmr_agent *last = org_word(scene, s.last);
    if ((head && head->kind == DMR_AGENT_THING) ||
        (last && last->kind == DMR_AGENT_THING))
        return true;
    int32_t first, end;
    const dmr_agent *a = dmr_group_agent(scene, s.head, &first, &end);
    if (!a)
        return false;
    if (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED)
        return true;
    if (!head && a->kind != DMR_AGENT_BODY)
        return true; /* "Persian Gulf Countries" */
    if (first > s.first)
        return false;
    if (!head || body_end(scene->tree, s.first, s.head, s.last) == s.last)
        for (int32_t i = body_start(scene->tree, s); i < first; i++) {
            uint32_t at = scene->cover_at[scene->base + (uint32_t)i];
            if (!at || dmr_scene_mention(scene, at)->kind != DEMARCHE_MENTION_STATE)
                return !head; /* "International Development Agency" */
        }
    else
        return false; /* "Department for International Development" */
    return true;
}

static bool has_flat(const dmr_tree *tree, span s)
{
    for (int32_t i = s.first; i <= s.last; i++)
        if (tree->words[i].rel == DMR_REL_FLAT && tree->words[i].head >= s.first &&
            tree->words[i].head <= s.last)
            return true;
    return false;
}

static bool has_title(dmr_scene *scene, int32_t head)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t c = tree->words[head].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        if (tree->words[c].rel == DMR_REL_NMOD_DESC)
            return true;
        if (tree->words[c].rel != DMR_REL_COMPOUND && tree->words[c].rel != DMR_REL_APPOS)
            continue;
        const dmr_agent *a = dmr_gazetteer_agent(scene->g, tree->words[c].lemma);
        if (a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED))
            return true;
    }
    return false;
}

/* "Parliament Speaker Aguila Saleh": the last word of the title inside the run, or -1.
 * What is a surname as well does not count. */
static int32_t inner_title(dmr_scene *scene, span s)
{
    static const char *const surnames[] = {
        "king",     "prince", "bishop", "pope",   "marshal", "count",  "earl", "baron",
        "cardinal", "judge",  "major",  "priest", "guest",   "friend", "duke"};
    for (int32_t i = s.last - 1; i > s.first; i--) {
        demarche_str norm = dmr_scene_norm(scene, i, i);
        const dmr_agent *a = dmr_gazetteer_agent(scene->g, norm);
        if (!a || (a->kind != DMR_AGENT_ROLE && a->kind != DMR_AGENT_POSTED) ||
            dmr_gazetteer_org_word(scene->g, norm))
            continue;
        for (size_t k = 0; k < sizeof surnames / sizeof *surnames; k++)
            if (dmr_str_is(norm, surnames[k]))
                return -1;
        return i;
    }
    return -1;
}

static bool is_role(dmr_scene *scene, int32_t first, int32_t last)
{
    const dmr_agent *a =
        dmr_gazetteer_agent(scene->g, dmr_scene_norm(scene, first, last));
    return a && (a->kind == DMR_AGENT_ROLE || a->kind == DMR_AGENT_POSTED);
}

/* "President-elect Hartono": the office and what a hyphen joins to it before the name. */
static bool title_joined(dmr_scene *scene, int32_t first)
{
    int32_t word = dmr_qualifier_back(scene, first) - 1;
    return word >= 0 && word < first - 1 && is_role(scene, word, word);
}

/* "Commissioner Maarten Vos" with the name hung on the office; one of a list of persons. */
static bool person_by_place(dmr_scene *scene, span s)
{
    const dmr_tree *tree = scene->tree;
    int32_t over = tree->words[s.head].head;
    if (over < 0 || s.first == s.last)
        return false;
    if (tree->words[s.head].rel == DMR_REL_APPOS && over == s.first - 1)
        return tree->words[over].upos == DMR_UPOS_NOUN && is_role(scene, over, over);
    if (tree->words[s.head].rel != DMR_REL_FLAT &&
        dmr_person_role_above(scene, s.head, s.first) >= 0)
        return true;
    uint32_t at = dmr_scene_at(scene, over);
    return tree->words[s.head].rel == DMR_REL_CONJ && at && over < s.first &&
           dmr_scene_mention(scene, at)->kind == DEMARCHE_MENTION_PERSON;
}

/* "AMB BARKER": the title heads the name, and its word stands for the person. */
static void office_from_title(dmr_scene *scene, span whole, int32_t name)
{
    uint32_t item = scene->cover_at[scene->base + (uint32_t)name];
    int32_t first, last, word = dmr_qualifier_back(scene, name) - 1;
    if (!item || word < 0 || whole.head >= name || dmr_scene_link(scene, item)->listed)
        return;
    const dmr_agent *a = dmr_group_agent(scene, word, &first, &last);
    dmr_mention *m = dmr_scene_mention(scene, item);
    if (!a || m->office.len || (a->kind != DMR_AGENT_ROLE && a->kind != DMR_AGENT_POSTED))
        return;
    bool sovereign = a->domestic && a->sector.len == 0;
    m->office = dmr_scene_text(scene, first, word);
    m->sector = a->sector;
    dmr_scene_link(scene, item)->sovereign = sovereign;
    dmr_qualify(scene, item, first, word, sovereign);
}

/* A person of the gazetteer under a spelling that it does not list: "Gorbatschow". */
static bool known_by_sound(dmr_scene *scene, span s, span whole, bool titled)
{
    bool single = s.first == s.last;
    if (!capital(scene->tree, s.first) ||
        (single && !titled &&
         dmr_name_sort(scene, s.first, s.last, s.head) != DMR_SORT_PERSON))
        return false;
    demarche_str norm = dmr_scene_norm(scene, s.first, s.last);
    if (norm.len == 0 || dmr_map_get(scene->names, norm, 0) ||
        (single && dmr_map_get(scene->short_names, norm, 0)))
        return false;
    uint32_t key = dmr_name_sound_key(scene, norm, titled);
    uint32_t item = key ? dmr_names_known_as(scene, s.first, s.last, s.head, key) : 0;
    if (item && titled)
        dmr_scene_link(scene, item)->text_first = whole.first;
    return item != 0;
}

static void one_run(dmr_scene *scene, span whole)
{
    const dmr_tree *tree = scene->tree;
    span s = whole;
    /* Leading names of states are modifiers, and titles are titles. */
    int32_t title = 0;
    for (;;) {
        uint32_t at = scene->cover_at[scene->base + (uint32_t)s.first];
        int32_t t = title_length(scene, s);
        if (at && dmr_scene_mention(scene, at)->kind == DEMARCHE_MENTION_STATE &&
            dmr_scene_mention(scene, at)->last < s.last)
            s.first = dmr_scene_mention(scene, at)->last + 1;
        else if (t > 0) {
            s.first += t;
            title += t;
        } else
            break;
        while (s.first < s.last && is_hyphen(tree, s.first))
            s.first++;
    }
    const dmr_agent *thing =
        title ? dmr_gazetteer_agent(scene->g,
                                    dmr_scene_norm(scene, whole.first, whole.last))
              : NULL;
    if (thing && thing->kind == DMR_AGENT_THING)
        return; /* "Aide Memoire" */
    int32_t inner = inner_title(scene, s);
    if (inner >= 0) {
        title++;
        s.first = inner + 1;
    }
    for (int32_t i = s.first; i <= s.last; i++) {
        uint32_t at = scene->cover_at[scene->base + (uint32_t)i];
        demarche_mention_kind k =
            at ? dmr_scene_mention(scene, at)->kind : DEMARCHE_MENTION_TIME;
        if (k == DEMARCHE_MENTION_PERSON || k == DEMARCHE_MENTION_ORG) {
            if (title && i == s.first)
                dmr_scene_link(scene, at)->text_first = whole.first;
            return;
        }
        if ((k == DEMARCHE_MENTION_STATE || k == DEMARCHE_MENTION_PLACE) &&
            dmr_scene_mention(scene, at)->last >= s.last)
            return;
    }
    if (s.first != whole.first)
        s.head = dmr_scene_head(tree, s.first, s.last);
    if (known_by_sound(scene, s, whole, title > 0))
        return;
    const dmr_agent *body = org_word(scene, s.head);
    if (!body)
        body = org_word(scene, s.last);
    bool flat = has_flat(tree, s);
    bool by_sound = !title && dmr_name_sound_is_person(scene, s.first, s.last);
    if (!title && !flat && !by_sound && no_name(scene, s))
        return;
    if (!title && s.first == s.last && half_of_state(scene, s))
        return;
    if (body && title == 0 && !flat && !by_sound) {
        make_body(scene, s, body);
        return;
    }
    if (title && is_role(scene, s.first, s.last))
        return; /* "Mr. President", "Deputy Prime Minister" */
    dmr_entity_sort sort = dmr_name_sort(scene, s.first, s.last, s.head);
    bool person = title > 0 || by_sound || has_title(scene, whole.head) ||
                  title_joined(scene, s.first);
    if (!person && flat) /* names of persons are, some of others too: "Boko Haram" */
        person = sort != DMR_SORT_ORG && sort != DMR_SORT_PLACE;
    else if (!person)
        person = sort == DMR_SORT_PERSON && dmr_name_may_be_person(tree, s.head);
    if (!person)
        person = person_by_place(scene, s);
    if (person) {
        /* "Uzbekistan Colin Murdoch": the state before him is its own. */
        uint32_t own = scene->cover_at[scene->base + (uint32_t)whole.head];
        if (own && dmr_scene_mention(scene, own)->kind == DEMARCHE_MENTION_STATE)
            whole = s;
        make_person(scene, s, whole);
        if (title && s.first > whole.first)
            office_from_title(scene, whole, s.first);
    } else
        make_other(scene, s, sort);
}

demarche_status dmr_names_shaped(dmr_scene *scene, demarche_error *err)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t i = 0; i < tree->n;) {
        if (tree->words[i].upos != DMR_UPOS_PROPN ||
            scene->time_at[scene->base + (uint32_t)i]) {
            i++;
            continue;
        }
        span s = run_from(scene, i);
        one_run(scene, s);
        i = s.last + 1;
    }
    /* A surname at the begin, where it looks like a verb: "Begin returned the visit". */
    if (tree->n > 1 && !scene->cover_at[scene->base] &&
        tree->words[0].upos != DMR_UPOS_PROPN && capital(tree, 0) &&
        (tree->words[1].upos == DMR_UPOS_VERB || tree->words[1].upos == DMR_UPOS_AUX)) {
        demarche_str norm = dmr_scene_norm(scene, 0, 0);
        uint32_t told = norm.len ? dmr_map_get(scene->short_names, norm, 0) : 0;
        if (told && dmr_scene_mention(scene, told)->kind == DEMARCHE_MENTION_PERSON)
            make_person(scene, (span){0, 0, 0}, (span){0, 0, 0});
    }
    /* Acronyms told before, also where the tree does not see a name. */
    for (int32_t i = 0; i < tree->n; i++) {
        uint32_t at = scene->base + (uint32_t)i;
        if (scene->cover_at[at] || scene->head_at[at] || scene->time_at[at] ||
            tree->tokens[i].form.len < 2 || tree->tokens[i].form.len > 12 ||
            dmr_name_case_of(tree->tokens[i].form) != DMR_CASE_UPPER)
            continue;
        demarche_str norm = dmr_scene_norm(scene, i, i);
        if (norm.len && dmr_map_get(scene->names, norm, 0))
            make_other(scene, (span){i, i, i}, DMR_SORT_NONE);
    }
    /* Brackets behind bodies that the gazetteer knows. */
    for (int32_t i = 0; i + 3 < tree->n; i++) {
        uint32_t at = scene->cover_at[scene->base + (uint32_t)i];
        if (at && dmr_scene_mention(scene, at)->last == i &&
            dmr_scene_mention(scene, at)->kind == DEMARCHE_MENTION_ORG)
            bracketed(scene, at, i);
    }
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}
