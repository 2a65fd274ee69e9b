#include "mention/toponym.h"

#include <math.h>

#include "base/error.h"
#include "mention/name_norm.h"
#include "mention/place_find.h"
#include "mention/place_noun.h"
#include "mention/toponym_within.h"

enum { POINTS_MAX = 64, COUNTRIES_MAX = 48, TOWN_WORDS_MAX = 4, GUESSED_MIN = 5 };

typedef struct reader {
    dmr_toponyms *t;
    dmr_arena *arena;
    demarche_error *err;
    dmr_place candidates[DMR_CANDIDATES_MAX];
    size_t n_candidates;
} reader;

const dmr_place *dmr_toponym_place(const dmr_toponyms *t, const dmr_toponym *item)
{
    return item->place ? &t->chosen.at[item->place - 1] : NULL;
}

static bool is_kind(const dmr_place *p, const char *kind)
{
    return dmr_str_is(p->kind, kind);
}

static bool is_adjective(const dmr_toponym *t)
{
    return t->code.len && (t->how == DMR_NAME_ADJECTIVE || t->how == DMR_NAME_PEOPLE);
}

/* ---------------------------------------------------------------------- collecting */

/* Normal form of words first .. end - 1; empty where it is too long. */
static size_t norm_of(const dmr_tree *tree, int32_t first, int32_t end,
                      char buf[DMR_PLACE_KEY_MAX])
{
    size_t n = 0;
    for (int32_t i = first; i < end; i++) {
        size_t blank = n > 0;
        if (n + blank >= DMR_PLACE_KEY_MAX)
            return 0;
        size_t add = dmr_name_norm(buf + n + blank, DMR_PLACE_KEY_MAX - n - blank,
                                   tree->tokens[i].form);
        if (add == SIZE_MAX)
            return 0;
        if (add && blank)
            buf[n] = ' ';
        n += add ? blank + add : 0;
    }
    return n;
}

static demarche_status set_key(reader *r, dmr_toponym *item, const dmr_tree *tree)
{
    char buf[DMR_PLACE_KEY_MAX];
    size_t n = norm_of(tree, item->first, item->last + 1, buf);
    item->key = dmr_str_copy(r->arena, dmr_str(buf, n));
    return item->key.ptr ? DEMARCHE_OK : dmr_error_memory(r->err);
}

/* "Newport Beach": a town of towns.tsv has the longer name. The word behind it, or i. */
static demarche_status longer_town(reader *r, const dmr_tree *tree, int32_t i,
                                   int32_t end, int32_t *out)
{
    char buf[DMR_PLACE_KEY_MAX];
    *out = end;
    for (int32_t j = end; j < tree->n && j < i + TOWN_WORDS_MAX; j++) {
        int32_t head = tree->words[j].head;
        bool joined = (head >= i && head < j) ||
                      (tree->words[j - 1].head == j || tree->words[i].head == j);
        if (tree->words[j].upos != DMR_UPOS_PROPN || !joined ||
            dmr_name_case_of(tree->tokens[j].form) == DMR_CASE_LOWER)
            break;
        size_t n = norm_of(tree, i, j + 1, buf), found = 0;
        dmr_place one;
        if (!n)
            break;
        DMR_TRY(dmr_towns_find(r->t->places, dmr_str(buf, n), &one, 1, &found, r->err));
        if (found)
            *out = j + 1;
    }
    return DEMARCHE_OK;
}

/* "Kamloops", which towns.tsv alone has, where the network takes it for a place: the word
 * behind the name, or i. */
static demarche_status town_at(reader *r, const dmr_tree *tree, int32_t i, int32_t *end)
{
    *end = i;
    int32_t last = i;
    while (last < tree->n && last < i + TOWN_WORDS_MAX &&
           tree->words[last].upos == DMR_UPOS_PROPN &&
           dmr_name_case_of(tree->tokens[last].form) == DMR_CASE_TITLE)
        last++;
    for (; last > i; last--) {
        char buf[DMR_PLACE_KEY_MAX];
        size_t n = norm_of(tree, i, last, buf), found = 0;
        dmr_place one;
        if (!n || tree->words[last - 1].ent != DMR_ENT_PLACE)
            continue;
        DMR_TRY(dmr_towns_find(r->t->places, dmr_str(buf, n), &one, 1, &found, r->err));
        if (found) {
            *end = last;
            break;
        }
    }
    return DEMARCHE_OK;
}

static demarche_status add_item(reader *r, const dmr_tree *tree, int32_t first,
                                int32_t last, uint32_t name, const dmr_state_hit *state)
{
    dmr_toponym *item = DMR_PUSH(r->arena, r->t->at);
    if (!item)
        return dmr_error_memory(r->err);
    item->first = first;
    item->last = last;
    item->name = name;
    if (state) {
        item->code = state->code;
        item->how = state->how;
        item->past = state->past;
    }
    return is_adjective(item) ? DEMARCHE_OK : set_key(r, item, tree);
}

/* "Alexandria, Va.", "Reno, NV": the name + 1 of the state behind a comma, or 0. */
static uint32_t abbreviated(const reader *r, const dmr_tree *tree, int32_t i)
{
    static const char *const states[][3] = {
        {"ala", "AL", "alabama"},         {"alaska", "AK", "alaska"},
        {"ariz", "AZ", "arizona"},        {"ark", "AR", "arkansas"},
        {"calif", "CA", "california"},    {"colo", "CO", "colorado"},
        {"conn", "CT", "connecticut"},    {"del", "DE", "delaware"},
        {"fla", "FL", "florida"},         {"ga", "GA", "georgia"},
        {"hawaii", "HI", "hawaii"},       {"idaho", "ID", "idaho"},
        {"ill", "IL", "illinois"},        {"ind", "IN", "indiana"},
        {"iowa", "IA", "iowa"},           {"kan", "KS", "kansas"},
        {"ky", "KY", "kentucky"},         {"la", "LA", "louisiana"},
        {"maine", "ME", "maine"},         {"md", "MD", "maryland"},
        {"mass", "MA", "massachusetts"},  {"mich", "MI", "michigan"},
        {"minn", "MN", "minnesota"},      {"miss", "MS", "mississippi"},
        {"mo", "MO", "missouri"},         {"mont", "MT", "montana"},
        {"neb", "NE", "nebraska"},        {"nev", "NV", "nevada"},
        {"nh", "NH", "new hampshire"},    {"nj", "NJ", "new jersey"},
        {"nm", "NM", "new mexico"},       {"ny", "NY", "new york"},
        {"nc", "NC", "north carolina"},   {"nd", "ND", "north dakota"},
        {"ohio", "OH", "ohio"},           {"okla", "OK", "oklahoma"},
        {"ore", "OR", "oregon"},          {"pa", "PA", "pennsylvania"},
        {"ri", "RI", "rhode island"},     {"sc", "SC", "south carolina"},
        {"sd", "SD", "south dakota"},     {"tenn", "TN", "tennessee"},
        {"tex", "TX", "texas"},           {"utah", "UT", "utah"},
        {"vt", "VT", "vermont"},          {"va", "VA", "virginia"},
        {"wash", "WA", "washington"},     {"wva", "WV", "west virginia"},
        {"wis", "WI", "wisconsin"},       {"wyo", "WY", "wyoming"},
        {"ont", "ON", "ontario"},         {"que", "QC", "quebec"},
        {"bc", "BC", "british columbia"}, {"alta", "AB", "alberta"},
        {"sask", "SK", "saskatchewan"},   {"man", "MB", "manitoba"},
        {"ns", "NS", "nova scotia"},      {"nb", "NB", "new brunswick"},
        {"nsw", "NSW", "new south wales"}};
    demarche_str form = tree->tokens[i].form;
    char buf[8];
    if (i < 2 || form.len > 5 || !dmr_str_is(tree->tokens[i - 1].form, ",") ||
        tree->words[i - 2].upos != DMR_UPOS_PROPN)
        return 0;
    bool stop = dmr_str_ends(form, DMR_STR(".")) ||
                (i + 1 < tree->n && dmr_str_is(tree->tokens[i + 1].form, ".") &&
                 !tree->tokens[i].space_after);
    size_t n = dmr_name_norm(buf, sizeof buf, form);
    for (size_t k = 0; n != SIZE_MAX && k < sizeof states / sizeof *states; k++)
        if (dmr_str_is(form, states[k][1]) ||
            (stop && dmr_str_is(dmr_str(buf, n), states[k][0])))
            return dmr_map_get(r->t->places->by_key, dmr_str_c(states[k][2]), 0);
    return 0;
}

/* Names of places and of states, in order of the text; of two that overlap the longer. */
static demarche_status collect(reader *r, uint32_t sentence, const dmr_state_hit *hits,
                               size_t n)
{
    const dmr_tree *tree = &r->t->trees[sentence];
    size_t h = 0;
    for (int32_t i = 0; i < tree->n;) {
        uint32_t name = 0;
        int32_t end = dmr_place_match(r->t->places, tree, i, &name), longer;
        if (end == i && (name = abbreviated(r, tree, i)) != 0)
            end = i + 1;
        while (h < n && hits[h].first < i)
            h++;
        const dmr_state_hit *state = h < n && hits[h].first == i ? &hits[h] : NULL;
        bool guessed = false;
        if (end == i && !state) {
            DMR_TRY(town_at(r, tree, i, &end));
            guessed = end > i;
        }
        if (end > i && !guessed) {
            DMR_TRY(longer_town(r, tree, i, end, &longer));
            if (longer > end) {
                end = longer;
                name = 0;
            }
        }
        if (state && state->last >= end - 1) {
            bool same = state->last == end - 1 && end > i;
            end = state->last + 1;
            DMR_TRY(add_item(r, tree, i, end - 1, same ? name : 0, state));
        } else if (end > i) {
            DMR_TRY(add_item(r, tree, i, end - 1, name, NULL));
            r->t->at.at[r->t->at.n - 1].guessed = guessed;
        }
        i = end > i ? end : i + 1;
    }
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------- clues */

static demarche_status name_country(reader *r, demarche_str code, demarche_str key)
{
    dmr_toponyms *t = r->t;
    if (!code.len)
        return DEMARCHE_OK;
    t->n_named += 1;
    for (size_t i = 0; i < t->countries.n; i++)
        if (dmr_str_eq(t->countries.at[i].code, code)) {
            t->countries.at[i].share += 1;
            if (!dmr_str_eq(t->countries.at[i].key, key))
                t->countries.at[i].key = (demarche_str){"", 0};
            return DEMARCHE_OK;
        }
    if (t->countries.n == COUNTRIES_MAX)
        return DEMARCHE_OK;
    dmr_place_country *c = DMR_PUSH(r->arena, t->countries);
    if (!c)
        return dmr_error_memory(r->err);
    *c = (dmr_place_country){code, 1, key};
    return DEMARCHE_OK;
}

static demarche_status sure_place(reader *r, const dmr_place *p, demarche_str key)
{
    dmr_toponyms *t = r->t;
    DMR_TRY(name_country(r, p->country, key));
    if (t->points.n == POINTS_MAX || !p->country.len)
        return DEMARCHE_OK;
    for (size_t i = 0; i < t->points.n; i++)
        if (t->points.at[i].lat == p->lat && t->points.at[i].lon == p->lon)
            return DEMARCHE_OK;
    dmr_place_point *q = DMR_PUSH(r->arena, t->points);
    if (!q)
        return dmr_error_memory(r->err);
    *q = (dmr_place_point){p->lat, p->lon, is_kind(p, "region") ? 400 : 100, key};
    return DEMARCHE_OK;
}

static dmr_place_clues clues_of(const dmr_toponyms *t, demarche_str key)
{
    return (dmr_place_clues){t->countries.at, t->countries.n, t->points.at, t->points.n,
                             key};
}

/* ----------------------------------------------------------------------- choosing */

static demarche_status choose(reader *r, dmr_toponym *item, const dmr_place *p, bool told)
{
    dmr_place *kept = DMR_PUSH(r->arena, r->t->chosen);
    if (!kept)
        return dmr_error_memory(r->err);
    *kept = *p;
    item->place = (uint32_t)r->t->chosen.n;
    item->told = told;
    if ((told || !dmr_map_get(r->t->by_key, item->key, 0)) && item->key.len &&
        !dmr_map_set(r->t->by_key, item->key, item->place))
        return dmr_error_memory(r->err);
    return DEMARCHE_OK;
}

static demarche_status find_candidates(reader *r, demarche_str key)
{
    return dmr_places_candidates(r->t->places, key, r->candidates, &r->n_candidates,
                                 r->err);
}

/* What a toponym is as one that others lie in: its state, and the places of its name. */
static dmr_place_within as_container(const dmr_toponyms *t, const dmr_toponym *item,
                                     dmr_place rows[static 8])
{
    /* "Yakima, Washington" does not lie in the capital's state at large */
    bool capital = item->how == DMR_NAME_CAPITAL;
    dmr_place_within w = {capital ? (demarche_str){"", 0} : item->code, rows, 0};
    for (uint32_t k = item->name; k && w.n_places < 8;
         k = t->places->names.at[k - 1].next)
        rows[w.n_places++] = t->places->rows.at[t->places->names.at[k - 1].place];
    return w;
}

static bool has_region(const dmr_place_within *w, demarche_str country)
{
    for (size_t i = 0; i < w->n_places; i++)
        if (is_kind(&w->places[i], "region") && dmr_str_eq(w->places[i].country, country))
            return true;
    return false;
}

/* "Jordan, Minnesota": the container of what else is a state must be a province. */
static bool may_contain(const dmr_toponym *item, const dmr_place_within *own,
                        const dmr_toponym *container, const dmr_place_within *w)
{
    if (container->code.len && container->how == DMR_NAME_CAPITAL && w->n_places == 0)
        return false;
    /* "Kansas, Illinois and Ohio" is a list; "Norfolk, England" is none */
    bool state = container->code.len && container->how != DMR_NAME_CAPITAL;
    for (size_t i = 0; i < w->n_places && !state; i++)
        if (is_kind(&w->places[i], "region") && has_region(own, w->places[i].country))
            return false;
    if (!item->code.len || item->how == DMR_NAME_CAPITAL)
        return true;
    for (size_t i = 0; i < w->n_places; i++)
        if (is_kind(&w->places[i], "region"))
            return true;
    return false;
}

/* "Brooklyn, New York": it lies in the city of that name, or beside it. */
static bool in_city(const dmr_toponyms *t, const dmr_toponym *item, const dmr_place *p)
{
    for (uint32_t k = item->name; k; k = t->places->names.at[k - 1].next) {
        const dmr_place *city = &t->places->rows.at[t->places->names.at[k - 1].place];
        if (is_kind(city, "city") &&
            dmr_place_distance(city->lat, city->lon, p->lat, p->lon) < 40)
            return true;
    }
    return false;
}

/* Each state of the United States has its own Jackson County: few of them are listed, and
 * none tells by itself where the document is. */
static bool is_county(demarche_str key)
{
    return dmr_str_ends(key, DMR_STR(" county")) || dmr_str_ends(key, DMR_STR(" parish"));
}

/* Nothing of its name lies in the region that it is said to lie in: the region's point. */
static demarche_status choose_around(reader *r, dmr_toponym *item,
                                     const dmr_place_within *w)
{
    for (size_t i = 0; i < w->n_places; i++)
        if (is_kind(&w->places[i], "region")) {
            dmr_place around = w->places[i];
            around.geonameid = 0;
            around.name = r->candidates[0].name;
            return choose(r, item, &around, true);
        }
    return DEMARCHE_OK;
}

/* What its words say it lies in decides, where a place of its name lies there. */
static demarche_status settle_told(reader *r, uint32_t sentence, size_t at)
{
    dmr_toponyms *t = r->t;
    dmr_toponym *item = &t->at.at[at];
    size_t c = is_adjective(item)
                   ? SIZE_MAX
                   : dmr_toponym_within(t, sentence, item->first, item->last);
    if (c == SIZE_MAX)
        return DEMARCHE_OK;
    dmr_place rows[8], own_rows[8];
    dmr_place_within w = as_container(t, &t->at.at[c], rows);
    dmr_place_within own = as_container(t, item, own_rows);
    if (!may_contain(item, &own, &t->at.at[c], &w))
        return DEMARCHE_OK;
    DMR_TRY(find_candidates(r, item->key));
    const dmr_place_clues none = {0};
    if (!r->n_candidates)
        return DEMARCHE_OK;
    const dmr_place *best =
        &r->candidates[dmr_place_best(r->candidates, r->n_candidates, &none, &w)];
    if (dmr_place_fit(best, &w) == 0)
        return is_county(item->key) ? choose_around(r, item, &w) : DEMARCHE_OK;
    DMR_TRY(choose(r, item, best, true));
    /* and of a container with two meanings the one that holds it: "Blakely, Georgia" */
    item = &t->at.at[c];
    for (size_t i = 0; i < w.n_places && !item->told; i++) {
        dmr_place_within one = {.places = &rows[i], .n_places = 1};
        if (is_kind(&rows[i], "region") && !dmr_place_in(best, item->code) &&
            !in_city(t, item, best) && dmr_place_fit(best, &one) > 0)
            DMR_TRY(choose(r, item, &rows[i], true));
    }
    return DEMARCHE_OK;
}

/* The region of that name which lies in `country` (empty: any); NULL if there is none. */
static const dmr_place *region_of(const dmr_toponyms *t, const dmr_toponym *item,
                                  demarche_str country)
{
    for (uint32_t k = item->name; k; k = t->places->names.at[k - 1].next) {
        const dmr_place *p = &t->places->rows.at[t->places->names.at[k - 1].place];
        if (is_kind(p, "region") && (!country.len || dmr_str_eq(p->country, country)))
            return p;
    }
    return NULL;
}

/* The towns of the name that ends before a comma: "Tustin" in "Tustin, New York". */
static demarche_status town_before(reader *r, const dmr_tree *tree, int32_t comma)
{
    r->n_candidates = 0;
    if (comma < 1 || !dmr_str_is(tree->tokens[comma].form, ","))
        return DEMARCHE_OK;
    for (int32_t i = comma - 1; i >= 0 && i > comma - TOWN_WORDS_MAX; i--) {
        char buf[DMR_PLACE_KEY_MAX];
        size_t n = norm_of(tree, i, comma, buf);
        if (tree->words[i].upos != DMR_UPOS_PROPN || !n)
            break;
        size_t before = r->n_candidates;
        DMR_TRY(find_candidates(r, dmr_str(buf, n)));
        if (!r->n_candidates && before)
            r->n_candidates = 0;
    }
    return DEMARCHE_OK;
}

/* A name that a region shares with a city of its country or with a state: "New York",
 * "Washington", "Georgia". The region, where its words or its neighbours say so. */
static demarche_status settle_region(reader *r, uint32_t sentence, size_t at)
{
    dmr_toponyms *t = r->t;
    dmr_toponym *item = &t->at.at[at];
    const dmr_tree *tree = &t->trees[sentence];
    const dmr_place *region =
        item->name && !item->told ? region_of(t, item, (demarche_str){"", 0}) : NULL;
    if (!region)
        return DEMARCHE_OK;
    bool told = item->how != DMR_NAME_NAME || !item->code.len
                    ? dmr_toponym_rules_itself(tree, item->first, item->last)
                    : false;
    for (size_t k = at ? at - 1 : 0; k <= at + 1 && k < t->at.n && !told; k++) {
        const dmr_toponym *other = &t->at.at[k];
        if (k == at || k < t->first_of_sentence[sentence] ||
            k >= t->first_of_sentence[sentence + 1] ||
            !dmr_toponym_beside(tree, item, other))
            continue;
        /* one that is a region of that country and nothing else */
        told = other->name && !other->code.len &&
               !t->places->names.at[other->name - 1].next &&
               region_of(t, other, region->country);
    }
    if (!told && item->first > 1) {
        demarche_str own =
            item->how == DMR_NAME_NAME ? item->code : (demarche_str){"", 0};
        dmr_place_within w = {.places = region, .n_places = 1};
        DMR_TRY(town_before(r, tree, item->first - 1));
        bool city = false;
        for (size_t i = 0; i < r->n_candidates; i++)
            city |= in_city(t, item, &r->candidates[i]);
        for (size_t i = 0; i < r->n_candidates && !told && !city; i++)
            told = !dmr_place_in(&r->candidates[i], own) &&
                   dmr_place_fit(&r->candidates[i], &w) > 0;
    }
    if (!told)
        return DEMARCHE_OK;
    demarche_str key = item->key;
    if (item->how != DMR_NAME_NAME || !item->code.len)
        item->key = (demarche_str){"", 0}; /* elsewhere in the text it may be the city */
    DMR_TRY(choose(r, item, region, true));
    t->at.at[at].key = key;
    return DEMARCHE_OK;
}

/* The place that the name means by itself: the only one, or one that is thirty times as
 * well known as the next ("Boston", "Indiana"); NULL. */
static const dmr_place *clear_one(const reader *r)
{
    const dmr_place *best = NULL;
    double first = 0, second = -2;
    for (size_t i = 0; i < r->n_candidates; i++) {
        double size = dmr_place_size(&r->candidates[i]);
        if (!best || size > first) {
            second = best ? first : second;
            first = size;
            best = &r->candidates[i];
        } else if (size > second) {
            second = size;
        }
    }
    return best && first - second > 1.5 ? best : NULL;
}

/* "Tripoli" says nothing of Libya where it may be Lebanon's. */
static bool is_shared(const reader *r)
{
    return r->n_candidates > 1 && !is_kind(&r->candidates[1], "town") &&
           !dmr_str_eq(r->candidates[0].country, r->candidates[1].country);
}

/* Of one meaning only: it tells where the document is. */
static demarche_status settle_alone(reader *r, const dmr_tree *tree, dmr_toponym *item)
{
    if (item->told)
        return sure_place(r, dmr_toponym_place(r->t, item), item->key);
    if (is_adjective(item) || (item->code.len && item->how != DMR_NAME_CAPITAL))
        return name_country(r, item->code, item->key);
    bool region = item->name && region_of(r->t, item, (demarche_str){"", 0});
    if ((tree->words[item->last].ent == DMR_ENT_PERSON && !region) ||
        (item->name && r->t->places->names.at[item->name - 1].only_in))
        return DEMARCHE_OK;
    DMR_TRY(find_candidates(r, item->key));
    if (item->code.len)
        return is_shared(r) ? DEMARCHE_OK : name_country(r, item->code, item->key);
    const dmr_place *clear = is_county(item->key) ? NULL : clear_one(r);
    if (!clear || (item->guessed && clear->population < GUESSED_MIN))
        return DEMARCHE_OK;
    DMR_TRY(sure_place(r, clear, item->key));
    return r->n_candidates == 1 && !item->guessed ? choose(r, item, clear, false)
                                                  : DEMARCHE_OK;
}

/* "New York" is the city where nothing says that it is the state: its millions are meant
 * more often than the land around them. */
static size_t city_first(const reader *r, size_t best)
{
    enum { MILLION = 1000 };
    const dmr_place *region = &r->candidates[best];
    for (size_t i = 0; i < r->n_candidates && is_kind(region, "region"); i++)
        if (is_kind(&r->candidates[i], "city") &&
            r->candidates[i].population >= MILLION &&
            dmr_str_eq(r->candidates[i].country, region->country))
            return i;
    return best;
}

static demarche_status settle_rest(reader *r, dmr_toponym *item)
{
    bool guess = item->guessed && item->first == item->last;
    if (item->place || guess || is_adjective(item) || !item->key.len)
        return DEMARCHE_OK;
    item->place = dmr_map_get(r->t->by_key, item->key, 0);
    if (item->place || (item->code.len && !item->name))
        return DEMARCHE_OK;
    DMR_TRY(find_candidates(r, item->key));
    if (!r->n_candidates)
        return DEMARCHE_OK;
    dmr_place_clues clues = clues_of(r->t, item->key);
    size_t best = dmr_place_best(r->candidates, r->n_candidates, &clues, NULL);
    return choose(r, item, &r->candidates[city_first(r, best)], false);
}

demarche_status dmr_toponyms_read(dmr_toponyms *out, const dmr_places *places,
                                  const dmr_tree *trees, size_t n_sentences,
                                  const dmr_state_hit *hits, size_t n_hits,
                                  dmr_arena *arena, demarche_error *err)
{
    reader r = {.t = out, .arena = arena, .err = err};
    *out = (dmr_toponyms){.places = places, .trees = trees};
    out->first_of_sentence = DMR_NEW_ARRAY(arena, uint32_t, n_sentences + 1);
    out->by_key = dmr_map_new(arena);
    if (!out->first_of_sentence || !out->by_key)
        return dmr_error_memory(err);
    size_t h = 0;
    for (uint32_t s = 0; s < n_sentences; s++) {
        size_t from = h;
        while (h < n_hits && hits[h].sentence == s)
            h++;
        out->first_of_sentence[s] = (uint32_t)out->at.n;
        DMR_TRY(collect(&r, s, n_hits ? hits + from : NULL, h - from));
    }
    out->first_of_sentence[n_sentences] = (uint32_t)out->at.n;
    for (uint32_t s = 0; s < n_sentences; s++)
        for (size_t i = out->first_of_sentence[s]; i < out->first_of_sentence[s + 1];
             i++) {
            DMR_TRY(settle_told(&r, s, i));
            DMR_TRY(settle_region(&r, s, i));
        }
    for (uint32_t s = 0; s < n_sentences; s++)
        for (size_t i = out->first_of_sentence[s]; i < out->first_of_sentence[s + 1]; i++)
            DMR_TRY(settle_alone(&r, &trees[s], &out->at.at[i]));
    for (size_t i = 0; i < out->countries.n; i++)
        out->countries.at[i].share /= out->n_named;
    for (size_t i = 0; i < out->at.n; i++)
        DMR_TRY(settle_rest(&r, &out->at.at[i]));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------ names of no other table */

/* The point of what the name lies in, where that is smaller than a state. */
static bool lies_within(const dmr_toponyms *t, const dmr_toponym *container,
                        dmr_place *out)
{
    const dmr_place *p = dmr_toponym_place(t, container);
    if (!p ||
        (container->code.len && !container->told && container->how != DMR_NAME_CAPITAL))
        return false;
    if (!is_kind(p, "region") && !is_kind(p, "city") && !is_kind(p, "capital") &&
        !is_kind(p, "town") && !is_kind(p, "island"))
        return false;
    *out =
        (dmr_place){.kind = p->kind, .country = p->country, .lat = p->lat, .lon = p->lon};
    return true;
}

/* "Akita Prefecture", "Goma town": the name without what it is. */
static demarche_str without_sort(const dmr_toponyms *t, demarche_str key)
{
    size_t at = key.len;
    while (at > 0 && key.ptr[at - 1] != ' ')
        at--;
    bool sort =
        at > 0 && dmr_place_noun_is(t->places, dmr_str(key.ptr + at, key.len - at),
                                    DMR_PLACE_NOUN_BEHIND);
    return sort ? dmr_str(key.ptr, at - 1) : key;
}

demarche_status dmr_toponym_find(dmr_toponyms *t, uint32_t sentence, int32_t first,
                                 int32_t last, demarche_str name, bool sure,
                                 dmr_place *out, bool *found, dmr_arena *arena,
                                 demarche_error *err)
{
    reader r = {.t = t, .arena = arena, .err = err};
    dmr_place rows[8];
    dmr_place_within w = {{"", 0}, rows, 0};
    demarche_str key = dmr_name_norm_copy(arena, name);
    *found = false;
    if (!key.ptr)
        return dmr_error_memory(err);
    size_t c = dmr_toponym_within(t, sentence, first, last);
    if (sure && c == SIZE_MAX)
        return DEMARCHE_OK;
    if (c != SIZE_MAX)
        w = as_container(t, &t->at.at[c], rows);
    DMR_TRY(find_candidates(&r, key));
    if (!r.n_candidates)
        DMR_TRY(find_candidates(&r, without_sort(t, key)));
    dmr_place_clues clues = clues_of(t, key);
    size_t best =
        r.n_candidates ? dmr_place_best(r.candidates, r.n_candidates, &clues, &w) : 0;
    bool fits = r.n_candidates && dmr_place_fit(&r.candidates[best], &w) > 0;
    uint32_t kept = dmr_map_get(t->by_key, key, 0);
    dmr_place around;
    bool known = c != SIZE_MAX && lies_within(t, &t->at.at[c], &around);
    bool usable = r.n_candidates && !dmr_place_is_stray(&r.candidates[best], &clues) &&
                  (!known || dmr_str_eq(r.candidates[best].country, around.country));
    if (!fits && kept) {
        *out = t->chosen.at[kept - 1];
        *found = !sure;
    } else if (fits || usable) {
        *out = r.candidates[best];
        *found = fits || !sure;
    } else if (known) {
        *out = around;
        *found = true;
    }
    if (*found && sure && !kept) {
        dmr_toponym item = {.key = key};
        DMR_TRY(choose(&r, &item, out, true));
    }
    return DEMARCHE_OK;
}
