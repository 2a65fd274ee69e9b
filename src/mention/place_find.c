#include "mention/place_find.h"

#include <math.h>

#include "base/error.h"
#include "mention/name_norm.h"
#include "mention/place_noun.h"
#include "mention/place_table.h"
#include "mention/toponym.h"

enum { NAME_WORDS_MAX = 6, NAMESAKE_REACH = 200 };

typedef struct place_search {
    const dmr_toponyms *toponyms;
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

/* ---------------------------------------------------------------------- matching */

int32_t dmr_place_match(const dmr_places *places, const dmr_tree *tree, int32_t i,
                        uint32_t *found)
{
    char buf[DMR_PLACE_KEY_MAX];
    size_t n = 0;
    int32_t best = i;
    if (dmr_name_case_of(tree->tokens[i].form) == DMR_CASE_LOWER)
        return i;
    for (int32_t j = i; j < tree->n && j < i + NAME_WORDS_MAX; j++) {
        size_t blank = n > 0;
        if (n + blank >= sizeof buf)
            break;
        size_t add =
            dmr_name_norm(buf + n + blank, sizeof buf - n - blank, tree->tokens[j].form);
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
        uint32_t name = dmr_map_get(places->by_key, dmr_str(buf, n), 0);
        /* "Washington state" is written so too */
        demarche_str form = tree->tokens[j].form;
        if (name && (dmr_name_case_of(form) != DMR_CASE_LOWER ||
                     (j > i && dmr_str_is(form, "state")))) {
            best = j + 1;
            *found = name;
        }
        if (j == i && !dmr_map_get(places->first_words, dmr_str(buf, n), 0))
            break;
    }
    return best;
}

/* In another romanization, by preference in a country of which the document speaks. */
static const dmr_place *by_sound(const dmr_toponyms *t, demarche_str name)
{
    enum { MOST = 16 };
    demarche_str countries[MOST];
    size_t n = 0;
    for (size_t i = 0; i < t->countries.n && n < MOST; i++)
        countries[n++] = t->countries.at[i].code;
    return dmr_places_by_sound(t->places, name, countries, n);
}

/* "the island of Sahkalin", "in Wladivostok": one letter off, where a place is meant. */
static const dmr_place *near_name(const place_search *s, int32_t i)
{
    static const char *const where[] = {"in", "near", "at", "off", "around", NULL};
    static const char *const of[] = {"of", NULL};
    const dmr_tree *tree = s->tree;
    if (tree->words[i].upos != DMR_UPOS_PROPN ||
        dmr_name_case_of(tree->tokens[i].form) != DMR_CASE_TITLE ||
        (i + 1 < tree->n && tree->words[i + 1].upos == DMR_UPOS_PROPN &&
         tree->tokens[i].space_after))
        return NULL;
    if (!form_in(tree, i - 1, where) &&
        !(form_in(tree, i - 1, of) && i > 1 &&
          dmr_place_noun_is(s->places, tree->tokens[i - 2].form, DMR_PLACE_NOUN_SPELT)))
        return NULL;
    const dmr_place *place = by_sound(s->toponyms, tree->tokens[i].form);
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
    bool shared = !state->code.len && !place->country.len; /* "Scandinavia" */
    if (!shared && !dmr_place_in(place, state->code))
        return;
    if (city && state->first <= first && state->last >= last && !state->geonameid) {
        state->geonameid = place->geonameid;
        state->place = place->name;
        state->lat = place->lat;
        state->lon = place->lon;
    } else if (state->first == first && state->last == last && !isfinite(state->lat)) {
        state->lat = place->lat;
        state->lon = place->lon;
    }
}

/*
 * "Georgia" of the Caucasus or of the United States: the latter where the text names other
 * places of that country and nothing of the state's own, neither its capital nor its people.
 */
static bool speaks_of_country(const dmr_toponyms *t, size_t at, demarche_str state,
                              demarche_str country)
{
    bool there = false;
    const dmr_toponym *item = &t->at.at[at];
    size_t from = at > NAMESAKE_REACH ? at - NAMESAKE_REACH : 0;
    size_t to = at + NAMESAKE_REACH < t->at.n ? at + NAMESAKE_REACH : t->at.n;
    for (size_t i = from; i < to; i++) {
        const dmr_toponym *other = &t->at.at[i];
        const dmr_place *p = dmr_toponym_place(t, other);
        if (dmr_str_eq(other->key, item->key))
            continue;
        if (dmr_str_eq(other->code, state) || (p && dmr_place_in(p, state)))
            return false;
        there |= p && !other->code.len && dmr_str_eq(p->country, country);
    }
    return there;
}

/* Does the name of this state mean a place elsewhere here, or the province of its name? */
static bool is_namesake(const place_search *s, const dmr_mention *state,
                        const dmr_toponym *item, const dmr_place *place)
{
    bool region = dmr_str_is(place->kind, "region"),
         own = dmr_place_in(place, state->code);
    if (item->told || item->how == DMR_NAME_CAPITAL)
        return item->code.len && (!own || (region && item->how == DMR_NAME_CAPITAL));
    if (item->past && !own) /* "the Gold Coast" of our days */
        return true;
    return region && !own &&
           speaks_of_country(s->toponyms, (size_t)(item - s->toponyms->at.at),
                             state->code, place->country);
}

static void lies_at(dmr_mention *m, const dmr_place *place)
{
    m->code = place->held.len ? place->held : place->country;
    m->geonameid = place->geonameid;
    m->lat = place->lat;
    m->lon = place->lon;
}

static demarche_status add(place_search *s, int32_t first, int32_t last,
                           const dmr_place *place, const dmr_toponym *item,
                           demarche_error *err)
{
    const unsigned bodies = 1u << DEMARCHE_MENTION_PERSON | 1u << DEMARCHE_MENTION_ORG;
    dmr_mention *m = inside(s, first, last);
    if (overlap(s, first, last, bodies) ||
        (!m && overlap(s, first, last, 1u << DEMARCHE_MENTION_PLACE)))
        return DEMARCHE_OK;
    dmr_mention *state = m ? NULL : overlap(s, first, last, 1u << DEMARCHE_MENTION_STATE);
    if (state && item && state->first == first && state->last == last &&
        is_namesake(s, state, item, place)) {
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
static bool is_no_place(const place_search *s, const dmr_toponym *item)
{
    if (is_person(s, item->first, item->last))
        return true;
    const dmr_word *head = &s->tree->words[head_of(s->tree, item->first, item->last)];
    if (!item->name) /* of towns.tsv */
        return !item->code.len && head->ent != DMR_ENT_PLACE && head->ent != DMR_ENT_NONE;
    return !item->code.len && s->places->names.at[item->name - 1].only_in &&
           (s->tree->words[item->first].upos != DMR_UPOS_PROPN ||
            !(behind_preposition(s->tree, item->first) || head->ent == DMR_ENT_PLACE));
}

demarche_status dmr_place_find(const dmr_toponyms *t, uint32_t sentence, size_t from,
                               dmr_mention_list *list, dmr_arena *arena,
                               demarche_error *err)
{
    const dmr_tree *tree = &t->trees[sentence];
    place_search s = {t, t->places, tree, sentence, from, list->n, list, arena};
    const unsigned any = ~0u;
    size_t at = t->first_of_sentence[sentence], to = t->first_of_sentence[sentence + 1];
    for (int32_t i = 0; i < tree->n;) {
        const dmr_toponym *item =
            at < to && t->at.at[at].first == i ? &t->at.at[at++] : NULL;
        const dmr_place *place = NULL;
        /* "Key West": a guess, but better than the West */
        bool guess = item && item->guessed && !inside(&s, item->first, item->last);
        if (item && !guess && !is_no_place(&s, item))
            place = dmr_toponym_place(t, item);
        else if (!item && !overlap(&s, i, i, any) &&
                 (tree->words[i].ent == DMR_ENT_PLACE ||
                  tree->words[i].ent == DMR_ENT_NONE))
            place = near_name(&s, i);
        if (place)
            DMR_TRY(add(&s, i, item ? item->last : i, place, item, err));
        i = item ? item->last + 1 : i + 1;
    }
    return DEMARCHE_OK;
}

demarche_status dmr_place_find_town(dmr_toponyms *t, dmr_mention_list *list, size_t item,
                                    bool sure, bool *found, dmr_arena *arena,
                                    demarche_error *err)
{
    dmr_mention *m = &list->at[item];
    dmr_place place;
    DMR_TRY(dmr_toponym_find(t, m->sentence, m->first, m->last, m->name, sure, &place,
                             found, arena, err));
    if (*found)
        lies_at(m, &place);
    const dmr_place *heard = *found || sure ? NULL : by_sound(t, m->name);
    if (heard) {
        lies_at(m, heard);
        m->name = heard->name;
        *found = true;
    }
    return DEMARCHE_OK;
}
