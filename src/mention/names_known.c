/*
 * Names that the gazetteer knows: which of its senses is meant here, and the mention.
 */
#include "base/error.h"
#include "mention/name_sort.h"
#include "mention/name_sound.h"
#include "mention/person_office.h"
#include "mention/scene.h"

/* A state's name that is part of a person's: "George Washington", "Jordan Smith". */
static bool inside_person(const dmr_tree *tree, const dmr_name_hit *hit, int32_t head)
{
    if (tree->words[head].rel == DMR_REL_FLAT &&
        tree->words[tree->words[head].head].upos == DMR_UPOS_PROPN)
        return true;
    if (tree->words[head].rel == DMR_REL_NMOD && tree->words[head].ent == DMR_ENT_PLACE &&
        dmr_tree_child(tree, head, DMR_REL_CASE) >= 0)
        return false; /* "ambassador to Uzbekistan Colin Murdoch" */
    for (int32_t c = tree->words[head].first_child; c >= 0;
         c = tree->words[c].next_sibling)
        if (tree->words[c].rel == DMR_REL_FLAT && c > hit->last &&
            tree->words[c].upos == DMR_UPOS_PROPN)
            return true;
    return false;
}

/* Given name before it or further names behind it: the shape tells more. */
static bool inside_name(const dmr_tree *tree, const dmr_name_hit *hit, int32_t head)
{
    if (inside_person(tree, hit, head))
        return true;
    int32_t before = hit->first - 1;
    return before >= 0 && tree->words[before].upos == DMR_UPOS_PROPN &&
           tree->words[before].head >= hit->first &&
           tree->words[before].head <= hit->last &&
           tree->words[before].rel == DMR_REL_COMPOUND;
}

/* "The Congress of the Philippines", "the African Congress": its short name is another
 * body's here, of which the words around say whose. */
static bool is_namesake(const dmr_tree *tree, const dmr_name_hit *hit, int32_t head)
{
    demarche_str form = tree->tokens[hit->first].form;
    if (hit->first != hit->last || form.len < 2 || dmr_is_upper(form.ptr[1]))
        return false;
    for (int32_t c = tree->words[head].first_child; c >= 0;
         c = tree->words[c].next_sibling) {
        uint8_t rel = tree->words[c].rel;
        int32_t preposition = dmr_tree_child(tree, c, DMR_REL_CASE);
        bool before = c < head && (rel == DMR_REL_AMOD || rel == DMR_REL_COMPOUND);
        bool of = rel == DMR_REL_NMOD && preposition >= 0 &&
                  dmr_str_is(tree->words[preposition].lemma, "of") &&
                  tree->words[c].upos == DMR_UPOS_PROPN;
        if (of || (before && dmr_is_upper(tree->tokens[c].form.ptr[0])))
            return true;
    }
    return false;
}

/* Known by given name and surname, not only as some leader of that surname. */
static bool well_known(const dmr_sense *s)
{
    return memchr(s->canonical.ptr, ' ', s->canonical.len) != NULL;
}

/* Of those in office on the day, the one that is better known than those of other states;
 * NULL where several are. */
static const dmr_sense *in_office(const dmr_gazetteer *g, uint32_t key, dmr_day day)
{
    const dmr_sense *best = NULL;
    bool doubt = false;
    for (uint32_t i = g->keys[key - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        if (dmr_sense_distance(s, day) > 0)
            continue;
        if (!best || (well_known(s) && !well_known(best))) {
            best = s;
            doubt = false;
        } else if (well_known(s) == well_known(best) &&
                   !dmr_str_eq(s->code, best->code)) {
            doubt = true;
        }
    }
    return doubt ? NULL : best;
}

static bool is_full_name(const dmr_sense *s)
{
    return dmr_str_find(s->canonical, DMR_STR(" "), 0) != SIZE_MAX;
}

/* A surname that was not told in full before: whoever bore it on that day, or nearly.
 * Where several did, they must be of one state, or of one that the document speaks of. */
static const dmr_sense *surname_sense(const dmr_scene *scene, uint32_t key, dmr_day day)
{
    enum { YEAR = 366 };
    const dmr_gazetteer *g = scene->g;
    const dmr_focus focus = {g, scene->state_weight};
    const dmr_sense *best = dmr_gazetteer_sense(g, key, day, dmr_focus_prefer, &focus);
    if (!best)
        return NULL;
    uint32_t distance = dmr_sense_distance(best, day);
    bool one_code = true, alone = true;
    for (uint32_t i = g->keys[key - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        bool same = dmr_str_eq(s->code, best->code);
        one_code &= same;
        if (!same && dmr_sense_distance(s, day) < distance + 5 * YEAR)
            alone = false;
    }
    bool liked = dmr_focus_prefer(&focus, best) > 0;
    if (day == DMR_DAY_NONE)
        return one_code || liked ? best : NULL;
    if (distance == 0)
        return one_code || liked ? best : in_office(g, key, day);
    /* Of one state, all of them. One whose given name we do not hold is hardly known
     * out of office. */
    if (one_code)
        return distance < (is_full_name(best) ? 40 : 2) * YEAR ? best : NULL;
    return (alone && distance < 10 * YEAR) || (liked && distance < 2 * YEAR) ? best
                                                                             : NULL;
}

void dmr_person_fill(dmr_scene *scene, uint32_t item, const dmr_sense *s, uint32_t key)
{
    dmr_mention *m = dmr_scene_mention(scene, item);
    dmr_link *l = dmr_scene_link(scene, item);
    m->entity = key;
    m->code = s->code;
    m->sector = s->sector;
    m->name = s->canonical;
    m->office = s->office;
    l->name = s->name;
    char id[16];
    if (s->kind == DMR_SENSE_STATE) {
        l->key = key;
        m->is_list_name = s->name == DMR_NAME_ADJECTIVE || s->name == DMR_NAME_PEOPLE;
        demarche_str text =
            dmr_str_format(scene->arena, "S%.*s", (int)s->code.len, s->code.ptr);
        if (text.ptr)
            m->cluster = dmr_scene_cluster(scene, text);
    } else {
        l->subject = s->subject + 1;
        l->is_region = s->kind == DMR_SENSE_REGION;
        l->region = s->region;
        id[0] = 'K';
        for (int i = 0; i < 8; i++)
            id[1 + i] = (char)('a' + ((s->subject >> (4 * i)) & 15));
        m->cluster = dmr_scene_cluster(scene, dmr_str(id, 9));
    }
    if (s->name == DMR_NAME_PEOPLE)
        l->plural = true;
    l->listed = s->kind == DMR_SENSE_PERSON;
    dmr_person_as_of(scene, item);
}

/* Remember the words of a person's name for later short mentions. */
static void remember(dmr_scene *scene, uint32_t item, const dmr_sense *s,
                     const dmr_name_hit *hit)
{
    demarche_str norm = dmr_scene_norm(scene, hit->first, hit->last);
    bool told = norm.len && dmr_map_get(scene->names, norm, 0);
    if (norm.len && !dmr_map_set(scene->names, norm, item))
        scene->failed = true;
    if (s->kind != DMR_SENSE_PERSON)
        return;
    if (!told)
        dmr_name_sound_keep(scene, norm, item);
    demarche_str rest = norm, part;
    while (norm.len && dmr_str_split(&rest, ' ', &part))
        if (part.len > 1 && !dmr_map_set(scene->short_names, part, item))
            scene->failed = true;
}

static demarche_mention_kind kind_of(const dmr_sense *s)
{
    switch (s->kind) {
    case DMR_SENSE_STATE:
        return DEMARCHE_MENTION_STATE;
    case DMR_SENSE_REGION:
        return DEMARCHE_MENTION_PLACE;
    case DMR_SENSE_PERSON:
        return DEMARCHE_MENTION_PERSON;
    default:
        return DEMARCHE_MENTION_ORG;
    }
}

static void cover(dmr_scene *scene, uint32_t item, int32_t first, int32_t last)
{
    for (int32_t i = first; i <= last; i++)
        scene->cover_at[scene->base + (uint32_t)i] = item;
}

/* The network takes the words for a body's or a place's name. */
static bool is_other(const dmr_scene *scene, const dmr_name_hit *hit, int32_t head)
{
    dmr_entity_sort sort = dmr_name_sort(scene, hit->first, hit->last, head);
    return sort == DMR_SORT_ORG || sort == DMR_SORT_PLACE;
}

/* Somebody in office needs no other spelling. */
static bool on_the_day(const dmr_scene *scene, const dmr_sense *s)
{
    return s && dmr_sense_distance(s, scene->day) == 0;
}

/* A surname that is a company's or a town's here ("Ford closed its plant"), and nobody of
 * that name is in office. */
static bool names_other(const dmr_scene *scene, const dmr_name_hit *hit, int32_t head,
                        const dmr_sense *known)
{
    enum { YEAR = 366 };
    if (!is_other(scene, hit, head))
        return false;
    return !known || scene->day == DMR_DAY_NONE ||
           dmr_sense_distance(known, scene->day) > YEAR;
}

/* A name in full that the text gave an office before keeps it. */
static void as_told_before(dmr_scene *scene, uint32_t item, const dmr_name_hit *hit)
{
    demarche_str norm = dmr_scene_norm(scene, hit->first, hit->last);
    uint32_t before = norm.len ? dmr_map_get(scene->names, norm, 0) : 0;
    if (!before || dmr_scene_mention(scene, before)->kind != DEMARCHE_MENTION_PERSON ||
        !dmr_scene_link(scene, before)->told)
        return;
    dmr_scene_refer(scene, item, before);
    dmr_person_as_of(scene, item);
}

/* The mention of one hit. */
static void one_hit(dmr_scene *scene, const dmr_name_hit *hit, int32_t head)
{
    const dmr_tree *tree = scene->tree;
    const dmr_gazetteer *g = scene->g;
    const dmr_sense *first = &g->senses[g->keys[hit->key - 1].first - 1];
    if (first->name == DMR_NAME_SHORT) {
        /* The month of May is no prime minister. */
        if ((scene->time_at[scene->base + (uint32_t)hit->first] &&
             hit->last - hit->first == 0 && scene->g->keys[hit->key - 1].text.len <= 6) ||
            inside_name(tree, hit, head) || dmr_name_sound_beside(scene, hit->last) ||
            dmr_name_sound_beside(scene, hit->first - 1))
            return;
        demarche_str norm = g->keys[hit->key - 1].text;
        uint32_t before = dmr_map_get(scene->short_names, norm, 0);
        const dmr_sense *s = before ? NULL : surname_sense(scene, hit->key, scene->day);
        if (!before && !on_the_day(scene, s) && !is_other(scene, hit, head))
            before = dmr_name_sound_before(scene, norm);
        if (!before && names_other(scene, hit, head, s))
            return;
        uint32_t item =
            dmr_scene_add(scene, DEMARCHE_MENTION_PERSON, hit->first, hit->last, head);
        if (!item)
            return;
        cover(scene, item, hit->first, hit->last);
        if (before) {
            dmr_scene_refer(scene, item, before);
            dmr_person_as_of(scene, item);
        } else if (s) {
            dmr_person_fill(scene, item, s, hit->key);
            remember(scene, item, s, hit);
        } else {
            dmr_scene_mention(scene, item)->name =
                dmr_scene_text(scene, hit->first, hit->last);
            dmr_scene_link(scene, item)->unresolved = true;
            dmr_scene_link(scene, item)->maybe = hit->key;
        }
        return;
    }
    if (hit->first == hit->last && first->kind == DMR_SENSE_STATE &&
        (inside_person(tree, hit, head) ||
         (hit->first > 0 && dmr_str_is(tree->tokens[hit->first - 1].form, "New"))))
        return; /* "George Washington", "New Mexico" */
    if (first->kind == DMR_SENSE_REGION &&
        scene->time_at[scene->base + (uint32_t)hit->first])
        return; /* "World War II" */
    const dmr_focus focus = {g, scene->state_weight};
    const dmr_sense *s =
        dmr_gazetteer_sense(g, hit->key, scene->day, dmr_focus_prefer, &focus);
    if (!s ||
        (s->kind == DMR_SENSE_ORG && is_full_name(s) && is_namesake(tree, hit, head)))
        return;
    uint32_t item = dmr_scene_add(scene, kind_of(s), hit->first, hit->last, head);
    if (!item)
        return;
    dmr_person_fill(scene, item, s, hit->key);
    cover(scene, item, hit->first, hit->last);
    if (s->kind == DMR_SENSE_PERSON)
        as_told_before(scene, item, hit);
    if (s->kind == DMR_SENSE_PERSON || s->kind == DMR_SENSE_ORG)
        remember(scene, item, s, hit);
}

uint32_t dmr_names_known_as(dmr_scene *scene, int32_t first, int32_t last, int32_t head,
                            uint32_t key)
{
    size_t n = scene->list.n;
    const dmr_name_hit hit = {scene->sentence, first, last, key};
    one_hit(scene, &hit, head);
    return scene->list.n > n ? (uint32_t)scene->list.n : 0;
}

demarche_status dmr_names_known(dmr_scene *scene, const dmr_name_hit *hits, size_t n,
                                demarche_error *err)
{
    for (size_t i = 0; i < n; i++)
        one_hit(scene, &hits[i],
                dmr_scene_head(scene->tree, hits[i].first, hits[i].last));
    return scene->failed ? dmr_error_memory(err) : DEMARCHE_OK;
}
