#include "mention/place_find.h"

#include <math.h>

#include "base/error.h"
#include "mention/name_norm.h"
#include "mention/place_table.h"

enum { NAME_WORDS_MAX = 6, CONTEXT_MAX = 32, CONTEXT_REACH = 200 };

typedef struct place_search {
    const dmr_places *places;
    const dmr_tree *tree;
    uint32_t sentence;
    size_t from, known; /* the sentence's mentions that were there before */
    dmr_mention_list *list;
    dmr_arena *arena;
} place_search;

static bool form_in(const dmr_tree *tree, int32_t i, const char *const *list)
{
    for (; i >= 0 && i < tree->n && *list; list++)
        if (dmr_str_eq_nocase(tree->tokens[i].form, dmr_str_c(*list)))
            return true;
    return false;
}

static bool behind_preposition(const dmr_tree *tree, int32_t i)
{
    static const char *const where[] = {
        "in",      "at",      "near",    "to",      "from",    "into", "via",
        "outside", "around",  "through", "toward",  "towards", "of",   "for",
        "off",     "between", "visit",   "visited", NULL};
    static const char *const the[] = {"the", NULL};
    return form_in(tree, i - 1, where) ||
           (form_in(tree, i - 1, the) && form_in(tree, i - 2, where));
}

/* ------------------------------------------------------------------ what is known */

static dmr_mention *overlap(const place_search *s, int32_t first, int32_t last,
                            unsigned kinds)
{
    for (size_t k = s->from; k < s->known; k++) {
        dmr_mention *m = &s->list->at[k];
        if (m->sentence == s->sentence && (kinds >> m->kind & 1) && m->first <= last &&
            first <= m->last)
            return m;
    }
    return NULL;
}

/* The states and countries that the text named lately, for names that several places
 * share. Only the last mentions count, so that long texts stay linear. */
static size_t context_of(const place_search *s, demarche_str *out)
{
    size_t n = 0;
    size_t stop = s->list->n > CONTEXT_REACH ? s->list->n - CONTEXT_REACH : 0;
    for (size_t k = s->list->n; k-- > stop && n < CONTEXT_MAX;) {
        const dmr_mention *m = &s->list->at[k];
        bool seen = m->code.len == 0 || (m->kind != DEMARCHE_MENTION_STATE &&
                                         m->kind != DEMARCHE_MENTION_PLACE);
        for (size_t c = 0; c < n && !seen; c++)
            seen = dmr_str_eq(out[c], m->code);
        if (!seen)
            out[n++] = m->code;
    }
    return n;
}

static const dmr_place *choose(const place_search *s, uint32_t first)
{
    const dmr_place_name *name = &s->places->names.at[first - 1];
    demarche_str context[CONTEXT_MAX];
    if (!name->next)
        return &s->places->rows.at[name->place];
    return dmr_places_choose(s->places, first, context, context_of(s, context));
}

/* ---------------------------------------------------------------------- matching */

/* The longest name that begins at word i: the word behind it and the name + 1, or i. */
static int32_t match(const place_search *s, int32_t i, uint32_t *found)
{
    char buf[DMR_PLACE_KEY_MAX];
    size_t n = 0;
    int32_t best = i;
    if (dmr_name_case_of(s->tree->tokens[i].form) == DMR_CASE_LOWER)
        return i;
    for (int32_t j = i; j < s->tree->n && j < i + NAME_WORDS_MAX; j++) {
        size_t blank = n > 0;
        if (n + blank >= sizeof buf)
            break;
        size_t add = dmr_name_norm(buf + n + blank, sizeof buf - n - blank,
                                   s->tree->tokens[j].form);
        if (add == SIZE_MAX)
            break;
        if (add == 0) { /* a hyphen or apostrophe between words */
            if (j == i)
                break;
            continue;
        }
        if (blank)
            buf[n] = ' ';
        n += blank + add;
        uint32_t name = dmr_map_get(s->places->by_key, dmr_str(buf, n), 0);
        /* "Washington state" is written so too */
        demarche_str form = s->tree->tokens[j].form;
        if (name && (dmr_name_case_of(form) != DMR_CASE_LOWER ||
                     (j > i && dmr_str_is(form, "state")))) {
            best = j + 1;
            *found = name;
        }
        if (j == i && !dmr_map_get(s->places->first_words, dmr_str(buf, n), 0))
            break;
    }
    return best;
}

/* "the island of Sahkalin", "in Wladivostok": one letter off, where a place is meant. */
static const dmr_place *near_name(const place_search *s, int32_t i)
{
    static const char *const where[] = {"in", "near", "at", "off", "around", NULL};
    static const char *const sorts[] = {
        "island", "city",    "port",      "town", "village", "province", "region",
        "isle",   "capital", "peninsula", "bay",  "gulf",    "district", NULL};
    static const char *const of[] = {"of", NULL};
    const dmr_tree *tree = s->tree;
    if (tree->words[i].upos != DMR_UPOS_PROPN ||
        dmr_name_case_of(tree->tokens[i].form) != DMR_CASE_TITLE ||
        (i + 1 < tree->n && tree->words[i + 1].upos == DMR_UPOS_PROPN &&
         tree->tokens[i].space_after))
        return NULL;
    if (!form_in(tree, i - 1, where) &&
        !(form_in(tree, i - 1, of) && form_in(tree, i - 2, sorts)))
        return NULL;
    demarche_str context[CONTEXT_MAX];
    const dmr_place *place = dmr_places_by_sound(s->places, tree->tokens[i].form, context,
                                                 context_of(s, context));
    return place ? place : dmr_places_by_near_name(s->places, tree->tokens[i].form);
}

static int32_t head_of(const dmr_tree *tree, int32_t first, int32_t last)
{
    for (int32_t i = last; i >= first; i--) {
        int32_t h = tree->words[i].head;
        if ((h < first || h > last) && tree->words[i].upos != DMR_UPOS_PUNCT)
            return i;
    }
    return last;
}

/* A STATE or PLACE within words first to last, and shorter: "Wales" in "New South Wales",
 * "West" in "West Virginia". */
static dmr_mention *inside(const place_search *s, int32_t first, int32_t last)
{
    for (size_t k = s->from; k < s->known; k++) {
        dmr_mention *m = &s->list->at[k];
        if (m->sentence == s->sentence && m->first >= first && m->last <= last &&
            m->last - m->first < last - first &&
            (m->kind == DEMARCHE_MENTION_STATE || m->kind == DEMARCHE_MENTION_PLACE))
            return m;
    }
    return NULL;
}

/* "England" is a part of its state, "Moscow" its seat: either tells where. */
static void locate(dmr_mention *state, const dmr_place *place, int32_t first,
                   int32_t last)
{
    bool city = dmr_str_is(place->kind, "capital") || dmr_str_is(place->kind, "city");
    if (city && state->first <= first && state->last >= last && !state->geonameid) {
        state->geonameid = place->geonameid;
        state->lat = place->lat;
        state->lon = place->lon;
    } else if (state->first == first && state->last == last && !isfinite(state->lat) &&
               dmr_place_in(place, state->code)) {
        state->lat = place->lat;
        state->lon = place->lon;
    }
}

/*
 * "Georgia" of the Caucasus or of the United States: the latter where the text names other
 * places of that country and nothing of the state's own, neither its capital nor its people.
 */
static bool is_namesake(const place_search *s, const dmr_mention *state,
                        const dmr_place *place)
{
    bool there = false;
    if (!dmr_str_is(place->kind, "region") || dmr_place_in(place, state->code))
        return false;
    size_t stop = s->list->n > CONTEXT_REACH ? s->list->n - CONTEXT_REACH : 0;
    for (size_t k = s->list->n; k-- > stop;) {
        const dmr_mention *m = &s->list->at[k];
        bool place_or_state =
            m->kind == DEMARCHE_MENTION_PLACE || m->kind == DEMARCHE_MENTION_STATE;
        if (place_or_state && dmr_str_eq(m->code, state->code) &&
            (m->kind == DEMARCHE_MENTION_PLACE || m->geonameid || m->is_list_name))
            return false;
        there |= m->kind == DEMARCHE_MENTION_PLACE && dmr_str_eq(m->code, place->country);
    }
    return there;
}

static void lies_at(dmr_mention *m, const dmr_place *place)
{
    m->code = place->country;
    m->geonameid = place->geonameid;
    m->lat = place->lat;
    m->lon = place->lon;
}

static demarche_status add(place_search *s, int32_t first, int32_t last,
                           const dmr_place *place, demarche_error *err)
{
    const unsigned bodies = 1u << DEMARCHE_MENTION_PERSON | 1u << DEMARCHE_MENTION_ORG;
    dmr_mention *m = inside(s, first, last);
    if (overlap(s, first, last, bodies) ||
        (!m && overlap(s, first, last, 1u << DEMARCHE_MENTION_PLACE)))
        return DEMARCHE_OK;
    dmr_mention *state = m ? NULL : overlap(s, first, last, 1u << DEMARCHE_MENTION_STATE);
    if (state && state->first == first && state->last == last &&
        is_namesake(s, state, place)) {
        m = state;
    } else if (state) {
        locate(state, place, first, last);
        if (state->last - state->first >= last - first)
            return DEMARCHE_OK;
    }
    int32_t head = head_of(s->tree, first, last);
    if (m) {
        m->kind = DEMARCHE_MENTION_PLACE;
        m->first = first;
        m->last = last;
        m->head = head;
        m->entity = 0;
        m->can_act = m->is_list_name = false;
    } else {
        m = dmr_mention_list_add(s->list, s->arena, DEMARCHE_MENTION_PLACE, s->sentence,
                                 first, last, head);
    }
    if (!m)
        return dmr_error_memory(err);
    m->name = place->name;
    lies_at(m, place);
    return DEMARCHE_OK;
}

/* "Hamilton met him": a person called like a town. Towns seldom do anything, so that the
 * network is believed of subjects alone. */
static bool is_person(const place_search *s, int32_t first, int32_t last)
{
    int32_t head = head_of(s->tree, first, last);
    uint8_t rel = s->tree->words[head].rel;
    int32_t over = s->tree->words[head].head;
    if (rel == DMR_REL_FLAT && over == first - 1 &&
        s->tree->words[over].ent == DMR_ENT_PERSON &&
        !overlap(s, first, last, 1u << DEMARCHE_MENTION_STATE))
        return true; /* "Carlos Medina" */
    return first == last && s->tree->words[head].ent == DMR_ENT_PERSON &&
           (rel == DMR_REL_NSUBJ || rel == DMR_REL_OBL_AGENT) &&
           !behind_preposition(s->tree, first) &&
           !overlap(s, first, last, 1u << DEMARCHE_MENTION_STATE);
}

/* A name that is a word too ("Reading") is a place behind a preposition, or where the
 * network takes it for one. */
static bool is_no_place(const place_search *s, const dmr_place_name *name, int32_t first,
                        int32_t last)
{
    if (is_person(s, first, last))
        return true;
    return name->only_in &&
           (s->tree->words[first].upos != DMR_UPOS_PROPN ||
            !(behind_preposition(s->tree, first) ||
              s->tree->words[head_of(s->tree, first, last)].ent == DMR_ENT_PLACE));
}

demarche_status dmr_place_find(const dmr_places *places, const dmr_tree *tree,
                               uint32_t sentence, size_t from, dmr_mention_list *list,
                               dmr_arena *arena, demarche_error *err)
{
    place_search s = {places, tree, sentence, from, list->n, list, arena};
    const unsigned any = ~0u;
    for (int32_t i = 0; i < tree->n;) {
        uint32_t name = 0;
        int32_t end = match(&s, i, &name);
        const dmr_place *place = NULL;
        if (end > i && !is_no_place(&s, &places->names.at[name - 1], i, end - 1))
            place = choose(&s, name);
        else if (end == i && !overlap(&s, i, i, any) &&
                 (tree->words[i].ent == DMR_ENT_PLACE ||
                  tree->words[i].ent == DMR_ENT_NONE))
            place = near_name(&s, i);
        if (place)
            DMR_TRY(add(&s, i, end > i ? end - 1 : i, place, err));
        i = end > i ? end : i + 1;
    }
    return DEMARCHE_OK;
}

bool dmr_place_find_town(const dmr_places *places, dmr_mention_list *list, size_t item)
{
    char key[DMR_PLACE_KEY_MAX];
    dmr_mention *m = &list->at[item];
    size_t n = dmr_name_norm(key, sizeof key, m->name);
    uint32_t first =
        n && n != SIZE_MAX ? dmr_map_get(places->by_town, dmr_str(key, n), 0) : 0;
    place_search s = {.places = places, .list = list};
    demarche_str context[CONTEXT_MAX];
    const dmr_place *place =
        first ? choose(&s, first)
              : dmr_places_by_sound(places, m->name, context, context_of(&s, context));
    if (!place)
        return false;
    lies_at(m, place);
    if (!first)
        m->name = place->name;
    return true;
}
