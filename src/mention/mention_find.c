/*
 * The driver of the stage: each sentence in order, each finder in its turn, then the list
 * is put in the order of the text.
 */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "mention/chain.h"
#include "mention/house.h"
#include "mention/name_sort.h"
#include "mention/place_find.h"
#include "mention/place_noun.h"
#include "mention/quantity_find.h"
#include "mention/scene.h"
#include "mention/speaker.h"
#include "mention/time_find.h"
#include "mention/toponym.h"

/* ------------------------------------------------------- what the document is about */

/* The one code that a key has on that day; empty where it might be several. */
static demarche_str sure_code(const dmr_gazetteer *g, uint32_t key, dmr_day day)
{
    const dmr_sense *best = dmr_gazetteer_sense(g, key, day, NULL, NULL);
    if (!best || best->name == DMR_NAME_SHORT)
        return (demarche_str){"", 0};
    for (uint32_t i = g->keys[key - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        bool possible = day == DMR_DAY_NONE || dmr_sense_distance(s, day) == 0;
        if (possible && !dmr_str_eq(s->code, best->code))
            return (demarche_str){"", 0};
    }
    return best->code;
}

static void weigh(dmr_scene *scene, uint32_t key, dmr_day day, uint32_t weight)
{
    demarche_str code = sure_code(scene->g, key, day);
    uint32_t subject = dmr_map_get(scene->g->state_code, code, UINT32_MAX);
    if (subject != UINT32_MAX && scene->state_weight[subject] < UINT32_MAX / 2)
        scene->state_weight[subject] += weight;
}

static void focus_from(dmr_scene *scene, demarche_str text, dmr_day day, bool take_first)
{
    uint32_t keys[8];
    size_t n = dmr_name_match_text(scene->g, text, keys, 8);
    for (size_t i = 0; i < n; i++) {
        weigh(scene, keys[i], day, 5);
        const dmr_sense *s = &scene->g->senses[scene->g->keys[keys[i] - 1].first - 1];
        if (!scene->focus && s->kind == DMR_SENSE_STATE && (take_first || n == 1)) {
            scene->focus = s->subject + 1;
            scene->focus_key = keys[i];
        }
    }
}

/* Title and section tell it; else the state that is named most. */
static void find_focus(dmr_scene *scene, const dmr_name_hits *hits, dmr_day day)
{
    const demarche_meta *meta = &scene->reading->source->meta;
    for (size_t i = 0; i < meta->n_section; i++)
        focus_from(scene, meta->section[i], day, i == 0);
    /* "Relations with Israel" is about somebody else. */
    bool with = dmr_str_find(meta->title, DMR_STR(" with "), 0) != SIZE_MAX;
    uint32_t before = scene->focus;
    focus_from(scene, meta->title, day, false);
    if (with)
        scene->focus = before;
    for (size_t i = 0; i < hits->n; i++)
        weigh(scene, hits->at[i].key, day, 1);
    if (scene->focus)
        return;
    uint32_t best = 1, all = 0;
    for (size_t i = 0; i < scene->g->n_subjects; i++)
        all += scene->state_weight[i];
    for (size_t i = 0; i < hits->n; i++) {
        const dmr_sense *s =
            &scene->g->senses[scene->g->keys[hits->at[i].key - 1].first - 1];
        if (s->kind == DMR_SENSE_STATE && scene->state_weight[s->subject] > best) {
            best = scene->state_weight[s->subject];
            scene->focus = s->subject + 1;
            scene->focus_key = hits->at[i].key;
        }
    }
    if (best < all / 2 || all < 4) /* of two alike, or of too few, none */
        scene->focus = 0;
}

/* The states' names in the document, for telling its places apart. */
static demarche_status read_toponyms(dmr_scene *scene, const dmr_name_hits *hits,
                                     dmr_day day, demarche_error *err)
{
    const dmr_reading *r = scene->reading;
    dmr_state_hit *states = DMR_NEW_ARRAY(scene->arena, dmr_state_hit, hits->n + 1);
    scene->toponyms = DMR_NEW(scene->arena, dmr_toponyms);
    if (!states || !scene->toponyms)
        return dmr_error_memory(err);
    size_t n = 0;
    for (size_t i = 0; i < hits->n; i++) {
        const dmr_name_hit *h = &hits->at[i];
        const dmr_sense *s = dmr_gazetteer_sense(scene->g, h->key, day, NULL, NULL);
        if (s && s->kind == DMR_SENSE_STATE)
            states[n++] =
                (dmr_state_hit){h->sentence, h->first, h->last,
                                s->code,     s->name,  dmr_sense_distance(s, day) > 0};
    }
    return dmr_toponyms_read(scene->toponyms, scene->g->places, r->trees,
                             r->tokens->n_sentences, states, n, scene->arena, err);
}

/* --------------------------------------------------------------------- one sentence */

static demarche_status pad_links(dmr_scene *scene, demarche_error *err)
{
    while (scene->links.n < scene->list.n) {
        dmr_link *l = DMR_PUSH(scene->arena, scene->links);
        if (!l)
            return dmr_error_memory(err);
        const dmr_mention *m = &scene->list.at[scene->links.n - 1];
        l->text_first = m->first;
        l->text_last = m->last;
        if (m->kind == DEMARCHE_MENTION_PLACE) {
            l->today = m->code;
            l->role = dmr_scene_role(scene->tree, m->head);
        }
    }
    return DEMARCHE_OK;
}

static void mark_times(dmr_scene *scene)
{
    for (size_t i = scene->first_at[scene->sentence]; i < scene->list.n; i++) {
        const dmr_mention *m = &scene->list.at[i];
        for (int32_t w = m->first; w <= m->last; w++)
            scene->time_at[scene->base + (uint32_t)w] = 1;
    }
}

/* True where the sentence has a time of its own. */
static bool tells_time(const dmr_scene *scene)
{
    for (size_t i = scene->first_at[scene->sentence]; i < scene->list.n; i++)
        if (scene->list.at[i].kind == DEMARCHE_MENTION_TIME &&
            scene->list.at[i].time.edtf.len > 0)
            return true;
    return false;
}

/* "The same week", "Ramadan": times to the network that the finder did not read. */
static void count_missed_times(dmr_scene *scene)
{
    const dmr_tree *tree = scene->tree;
    for (int32_t i = 0; i < tree->n; i++)
        scene->n_times_missed += tree->words[i].ent == DMR_ENT_TIME &&
                                 tree->words[i].upos != DMR_UPOS_PRON &&
                                 tree->words[i].upos != DMR_UPOS_ADV &&
                                 !scene->time_at[scene->base + (uint32_t)i];
}

/* Places behind the names: as of the day, and known by their head. Those before `fresh`
 * were states or regions until a longer name was found: "Wales" in "New South Wales". */
static void settle_places(dmr_scene *scene, size_t from, size_t fresh)
{
    for (size_t i = from; i < scene->list.n; i++) {
        dmr_mention *m = &scene->list.at[i];
        if (m->kind != DEMARCHE_MENTION_PLACE || (i < fresh && m->code.len == 0))
            continue;
        if (i < fresh)
            *dmr_scene_link(scene, (uint32_t)i + 1) =
                (dmr_link){.text_first = m->first,
                           .text_last = m->last,
                           .today = m->code,
                           .role = dmr_scene_role(scene->tree, m->head)};
        m->code = dmr_gazetteer_holder(scene->g, m->code, scene->day);
        uint32_t *at = &scene->head_at[scene->base + (uint32_t)m->head];
        if (*at == 0)
            *at = (uint32_t)i + 1;
        for (int32_t w = m->first; w <= m->last; w++) {
            at = &scene->cover_at[scene->base + (uint32_t)w];
            if (*at == 0)
                *at = (uint32_t)i + 1;
        }
    }
}

/* "West Nile virus", "Rift Valley fever", "Minamata disease": called after a place, and
 * nothing is said of it. */
static bool names_illness(const dmr_tree *tree, int32_t last)
{
    static const char *const illnesses[] = {
        "virus", "viruses", "fever", "disease", "syndrome", "encephalitis", NULL};
    if (last + 1 >= tree->n || tree->words[last].head <= last)
        return false; /* "in Haiti disease spread" */
    for (const char *const *p = illnesses; *p; p++)
        if (dmr_str_eq_nocase(tree->tokens[last + 1].form, dmr_str_c(*p)))
            return true;
    return false;
}

/* "Centers", "Village": what is left of a longer name, and says only of what sort it is. */
static bool is_bare_sort(const dmr_scene *scene, const dmr_mention *m)
{
    return m->first == m->last &&
           dmr_place_noun_is(scene->g->places, scene->tree->tokens[m->first].form,
                             DMR_PLACE_NOUN_BARE);
}

/* A name of a place, not an adjective of one or what stands for it. */
static bool is_toponym(const dmr_scene *scene, const dmr_mention *m, const dmr_link *l)
{
    /* "Baltic" of "Baltic Sea" has grown to a place with a point of its own */
    bool adjective = l->is_region && !isfinite(m->lat) &&
                     (l->name == DMR_NAME_ADJECTIVE || l->name == DMR_NAME_PEOPLE);
    return !names_illness(scene->tree, m->last) && !adjective &&
           !(l->unresolved && is_bare_sort(scene, m)) &&
           (m->kind == DEMARCHE_MENTION_STATE || m->kind == DEMARCHE_MENTION_PLACE) &&
           !m->is_list_name && !l->pronoun && l->n_members == 0 &&
           !dmr_str_is(l->region, "001");
}

static void find_middles(dmr_scene *scene, size_t from)
{
    for (size_t i = from; i < scene->list.n; i++) {
        dmr_mention *m = &scene->list.at[i];
        const dmr_link *l = dmr_scene_link(scene, (uint32_t)i + 1);
        if (m->is_toponym && !isfinite(m->lat))
            dmr_places_middle(scene->g->places, m->code.len ? m->code : l->region,
                              &m->lat, &m->lon);
    }
}

/* "In 1979" is no more its first day than its last. */
static dmr_day middle_of(dmr_day first, dmr_day last)
{
    if (first == DMR_DAY_NONE || last == DMR_DAY_OPEN || last < first)
        return first;
    return first + (last - first) / 2;
}

/*
 * Names that the network takes for places and no list has: first those of which their own
 * words say where they lie, which helps with the rest.
 */
static demarche_status find_towns(dmr_scene *scene, bool sure, demarche_error *err)
{
    for (size_t i = 0; i < scene->list.n; i++) {
        dmr_mention *m = &scene->list.at[i];
        dmr_link *l = dmr_scene_link(scene, (uint32_t)i + 1);
        bool found;
        if (!m->is_toponym || !l->unresolved || m->kind != DEMARCHE_MENTION_PLACE ||
            m->code.len || isfinite(m->lat))
            continue;
        DMR_TRY(dmr_place_find_town(scene->toponyms, &scene->list, i, sure, &found,
                                    scene->arena, err));
        if (found) {
            l->today = m->code;
            m->code = dmr_gazetteer_holder(scene->g, m->code, scene->document_day);
            l->unresolved = m->code.len == 0;
        }
    }
    return DEMARCHE_OK;
}

/* "Salo" after "Pekka Salo" is the man and not the town, but "in Salo". */
static void leave_surnames(dmr_scene *scene)
{
    static const char *const where[] = {"in", "at", "near", "from", "to"};
    dmr_toponyms *t = scene->toponyms;
    size_t end = t->first_of_sentence[scene->sentence + 1];
    for (size_t i = t->first_of_sentence[scene->sentence]; i < end; i++) {
        dmr_toponym *item = &t->at.at[i];
        if (item->first != item->last || item->told || item->code.len)
            continue;
        uint32_t told = dmr_map_get(scene->short_names, item->key, 0);
        bool there = false;
        for (size_t k = 0; k < sizeof where / sizeof *where && item->first > 0; k++)
            there |= dmr_str_is(scene->tree->words[item->first - 1].lemma, where[k]);
        if (told && !there &&
            dmr_scene_mention(scene, told)->kind == DEMARCHE_MENTION_PERSON)
            item->place = 0;
    }
}

static demarche_status one_sentence(dmr_scene *scene, const dmr_name_hit *hits, size_t n,
                                    dmr_time_state *time, demarche_error *err)
{
    const dmr_gazetteer *g = scene->g;
    DMR_TRY(dmr_time_find(g->times, scene->tree, scene->sentence, time, &scene->list,
                          scene->arena, err));
    DMR_TRY(pad_links(scene, err));
    mark_times(scene);
    count_missed_times(scene);
    if (time->has_last)
        scene->day = middle_of(time->last_first, time->last_last);
    scene->day_last = time->has_last ? time->last_last : scene->day;
    scene->day_told = tells_time(scene);
    scene->day_near = time->has_last && time->last_paragraph == time->paragraph;
    if (scene->focus) {
        const dmr_sense *s =
            dmr_gazetteer_sense(g, scene->focus_key, scene->day, NULL, NULL);
        scene->focus_code = s ? s->code : (demarche_str){"", 0};
    }
    DMR_TRY(dmr_names_known(scene, hits, n, err));
    size_t from = scene->first_at[scene->sentence];
    size_t before = scene->list.n;
    leave_surnames(scene);
    DMR_TRY(dmr_place_find(scene->toponyms, scene->sentence, from, &scene->list,
                           scene->arena, err));
    DMR_TRY(pad_links(scene, err));
    settle_places(scene, from, before);
    DMR_TRY(dmr_names_shaped(scene, err));
    DMR_TRY(dmr_names_titled(scene, err));
    DMR_TRY(dmr_coref_former_latter(scene, err));
    DMR_TRY(dmr_chains_sentence(scene->chains, scene, err));
    DMR_TRY(dmr_groups(scene, err));
    DMR_TRY(dmr_names_told(scene, err));
    DMR_TRY(dmr_quantity_find(scene->tree, scene->sentence, from, &scene->list,
                              scene->arena, err));
    DMR_TRY(pad_links(scene, err));
    for (size_t i = from; i < scene->list.n; i++)
        scene->list.at[i].is_toponym =
            is_toponym(scene, &scene->list.at[i], dmr_scene_link(scene, (uint32_t)i + 1));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------- in text order */

typedef struct place_in_text {
    int32_t first, last;
    uint32_t item; /* index */
} place_in_text;

static int compare_places(const void *a, const void *b)
{
    const place_in_text *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static bool better_head(const dmr_mention *m, const dmr_mention *than)
{
    bool a = m->kind <= DEMARCHE_MENTION_GROUP, b = than->kind <= DEMARCHE_MENTION_GROUP;
    if (a != b)
        return a;
    return m->kind == DEMARCHE_MENTION_PLACE && than->kind > DEMARCHE_MENTION_PLACE;
}

/* A cluster of one is none. */
static demarche_status drop_lone_clusters(dmr_scene *scene, demarche_error *err)
{
    uint32_t *size = DMR_NEW_ARRAY(scene->arena, uint32_t, (size_t)scene->n_clusters + 1);
    if (!size)
        return dmr_error_memory(err);
    for (size_t i = 0; i < scene->list.n; i++)
        size[scene->list.at[i].cluster]++;
    for (size_t i = 0; i < scene->list.n; i++)
        if (size[scene->list.at[i].cluster] < 2)
            scene->list.at[i].cluster = 0;
    return DEMARCHE_OK;
}

/* All mentions by sentence and place; first_at is then of that order. */
static void sort_places(dmr_scene *scene, place_in_text *order)
{
    size_t n = scene->list.n, n_sentences = scene->reading->tokens->n_sentences;
    uint32_t *first = scene->first_at;
    for (size_t s = 0; s <= n_sentences; s++)
        first[s] = 0;
    for (size_t i = 0; i < n; i++)
        first[scene->list.at[i].sentence]++;
    uint32_t end = 0;
    for (size_t s = 0; s <= n_sentences; s++)
        first[s] = end += first[s];
    for (size_t i = n; i-- > 0;) {
        const dmr_mention *m = &scene->list.at[i];
        order[--first[m->sentence]] = (place_in_text){m->first, m->last, (uint32_t)i};
    }
    for (size_t s = 0; s < n_sentences; s++)
        qsort(order + first[s], first[s + 1] - first[s], sizeof *order, compare_places);
}

static demarche_status in_order(dmr_scene *scene, dmr_reading *out, demarche_error *err)
{
    dmr_arena *arena = scene->arena;
    size_t n = scene->list.n, n_tokens = scene->reading->tokens->n_tokens;
    place_in_text *order = DMR_NEW_ARRAY(arena, place_in_text, n + 1);
    dmr_mention *at = DMR_NEW_ARRAY(arena, dmr_mention, n + 1);
    dmr_link *links = DMR_NEW_ARRAY(arena, dmr_link, n + 1);
    uint32_t *new_of = DMR_NEW_ARRAY(arena, uint32_t, n + 1);
    uint32_t *word_mention = DMR_NEW_ARRAY(arena, uint32_t, n_tokens + 1);
    uint32_t *heads = DMR_NEW_ARRAY(arena, uint32_t, n_tokens + 1);
    dmr_links *out_links = DMR_NEW(arena, dmr_links);
    if (!order || !at || !links || !new_of || !word_mention || !heads || !out_links)
        return dmr_error_memory(err);
    DMR_TRY(drop_lone_clusters(scene, err));
    sort_places(scene, order);
    for (size_t i = 0; i < n; i++)
        new_of[order[i].item] = (uint32_t)i + 1;
    for (size_t i = 0; i < n; i++) {
        at[i] = scene->list.at[order[i].item];
        links[i] = scene->links.at[order[i].item];
        if (links[i].like)
            links[i].like = new_of[links[i].like - 1];
        if (links[i].bystander)
            continue;
        uint32_t base = scene->reading->tokens->sentences[at[i].sentence].first;
        for (int32_t w = at[i].first; w <= at[i].last; w++)
            word_mention[base + (uint32_t)w] = (uint32_t)i + 1;
        uint32_t *head = &heads[base + (uint32_t)at[i].head];
        if (*head == 0 || better_head(&at[i], &at[*head - 1]))
            *head = (uint32_t)i + 1;
        if ((at[i].kind == DEMARCHE_MENTION_PERSON ||
             at[i].kind == DEMARCHE_MENTION_ORG ||
             (at[i].kind == DEMARCHE_MENTION_PLACE && links[i].unresolved)) &&
            at[i].code.len == 0 && !links[i].is_region && !links[i].pronoun)
            out->mentions.n_unresolved++;
    }
    for (size_t i = 0; i < scene->members.n; i++)
        scene->members.at[i] = new_of[scene->members.at[i] - 1];
    *out_links = (dmr_links){links, scene->members.at, heads, scene->state_weight};
    out->mentions.at = at;
    out->mentions.n = n;
    out->mentions.n_times_missed = scene->n_times_missed;
    out->mentions.first_of_sentence = scene->first_at;
    out->mentions.word_mention = word_mention;
    out->links = out_links;
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ the whole */

static demarche_status scene_open(dmr_scene *scene, const dmr_reading *reading,
                                  dmr_arena *arena, demarche_error *err)
{
    size_t n_tokens = reading->tokens->n_tokens;
    *scene = (dmr_scene){.g = reading->gazetteer, .reading = reading, .arena = arena};
    scene->head_at = DMR_NEW_ARRAY(arena, uint32_t, n_tokens + 1);
    scene->cover_at = DMR_NEW_ARRAY(arena, uint32_t, n_tokens + 1);
    scene->seen_at = DMR_NEW_ARRAY(arena, uint8_t, n_tokens + 1);
    scene->time_at = DMR_NEW_ARRAY(arena, uint8_t, n_tokens + 1);
    scene->first_at = DMR_NEW_ARRAY(arena, uint32_t, reading->tokens->n_sentences + 1);
    scene->state_weight = DMR_NEW_ARRAY(arena, uint32_t, scene->g->n_subjects + 1);
    scene->names = dmr_map_new(arena);
    scene->short_names = dmr_map_new(arena);
    scene->clusters = dmr_map_new(arena);
    scene->chains = dmr_chains_new(reading, arena);
    if (!scene->head_at || !scene->cover_at || !scene->seen_at || !scene->time_at ||
        !scene->first_at || !scene->state_weight || !scene->names ||
        !scene->short_names || !scene->clusters || !scene->chains ||
        !dmr_roman_index_open(&scene->full_sounds, arena) ||
        !dmr_roman_index_open(&scene->short_sounds, arena))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

demarche_status dmr_mention_find(dmr_reading *out, dmr_arena *arena, demarche_error *err)
{
    dmr_scene scene;
    size_t n_sentences = out->tokens->n_sentences;
    out->mentions = (dmr_mentions){0};
    DMR_TRY(scene_open(&scene, out, arena, err));
    dmr_time_state time;
    dmr_time_state_init(&time, &out->source->meta);
    out->as_of = time.as_of != DMR_DAY_NONE ? time.as_of : time.published;
    dmr_day document_day = time.published != DMR_DAY_NONE ? time.published : time.as_of;
    dmr_name_hits hits = {0};
    for (size_t s = 0; s < n_sentences; s++)
        DMR_TRY(dmr_name_match(&hits, out->gazetteer, &out->trees[s], (uint32_t)s, arena,
                               err));
    find_focus(&scene, &hits, document_day);
    scene.day = document_day;
    dmr_speaker_find(&scene);
    dmr_house_find(&scene, hits.at, hits.n);
    scene.document_day = document_day;
    DMR_TRY(dmr_name_sorts_count(&scene, err));
    DMR_TRY(read_toponyms(&scene, &hits, document_day, err));
    size_t hit = 0;
    for (size_t s = 0; s < n_sentences; s++) {
        size_t first = hit;
        while (hit < hits.n && hits.at[hit].sentence == s)
            hit++;
        scene.sentence = (uint32_t)s;
        scene.tree = &out->trees[s];
        scene.base = out->tokens->sentences[s].first;
        scene.day = document_day;
        scene.first_at[s] = (uint32_t)scene.list.n;
        /* not NULL + 0 where nothing was found: that is undefined too */
        const dmr_name_hit *at = hits.n ? hits.at + first : NULL;
        DMR_TRY(one_sentence(&scene, at, hit - first, &time, err));
        if (scene.list.n > UINT32_MAX / 4)
            return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                                 "more mentions than a document "
                                 "may have");
    }
    DMR_TRY(find_towns(&scene, true, err));
    DMR_TRY(find_towns(&scene, false, err));
    find_middles(&scene, 0);
    DMR_TRY(dmr_chains_settle(scene.chains, &scene, err));
    return in_order(&scene, out, err);
}
