/* The gazetteer as an image (base/image.h), for compiled lexicons. */
#include "base/image.h"
#include "mention/gazetteer.h"
#include "mention/place_find.h"
#include "mention/time_find.h"

/* Words that one takes in the image. */
enum { KEY_WORDS = 4, SENSE_WORDS = 16, AGENT_WORDS = 5, HELD_WORDS = 6 };

/* Bits of a key and of an agent. */
enum { ACRONYM = 1, PROPER = 2 };
enum { DOMESTIC = 1, POLITE = 2, RELATIVE = 4, GENERIC = 8, GOVERNS = 16, TITLE = 32 };

static void put_keys(dmr_image_writer *w, const dmr_gazetteer *g)
{
    dmr_image_put(w, (uint32_t)g->n_keys);
    for (size_t i = 0; i < g->n_keys; i++) {
        const dmr_key *k = &g->keys[i];
        dmr_image_put_str(w, k->text);
        dmr_image_put(w, k->first);
        dmr_image_put(w, (k->acronym ? ACRONYM : 0u) | (k->proper ? PROPER : 0u));
    }
}

static void put_senses(dmr_image_writer *w, const dmr_gazetteer *g)
{
    dmr_image_put(w, (uint32_t)g->n_senses);
    for (size_t i = 0; i < g->n_senses; i++) {
        const dmr_sense *s = &g->senses[i];
        dmr_image_put(w, s->kind | (uint32_t)s->name << 8);
        dmr_image_put_str(w, s->code);
        dmr_image_put_str(w, s->sector);
        dmr_image_put_str(w, s->canonical);
        dmr_image_put_str(w, s->office);
        dmr_image_put_str(w, s->region);
        dmr_image_put(w, (uint32_t)s->from);
        dmr_image_put(w, (uint32_t)s->until);
        dmr_image_put(w, s->subject);
        dmr_image_put(w, s->next);
        dmr_image_put(w, s->next_same);
    }
    dmr_image_put(w, (uint32_t)g->n_subjects);
    for (size_t i = 0; i < g->n_subjects; i++)
        dmr_image_put(w, g->subjects[i]);
}

static void put_agents(dmr_image_writer *w, const dmr_gazetteer *g)
{
    dmr_image_put(w, (uint32_t)g->n_agents);
    for (size_t i = 0; i < g->n_agents; i++) {
        const dmr_agent *a = &g->agents[i];
        dmr_image_put_str(w, a->text);
        dmr_image_put_str(w, a->sector);
        dmr_image_put(
            w, a->kind | ((a->domestic ? DOMESTIC : 0u) | (a->polite ? POLITE : 0u) |
                          (a->relative ? RELATIVE : 0u) | (a->generic ? GENERIC : 0u) |
                          (a->governs ? GOVERNS : 0u) | (a->title ? TITLE : 0u))
                             << 8);
    }
}

static void put_held(dmr_image_writer *w, const dmr_gazetteer *g)
{
    dmr_image_put(w, (uint32_t)g->n_held);
    for (size_t i = 0; i < g->n_held; i++) {
        dmr_image_put_str(w, g->held[i].today);
        dmr_image_put_str(w, g->held[i].holder);
        dmr_image_put(w, (uint32_t)g->held[i].from);
        dmr_image_put(w, (uint32_t)g->held[i].until);
    }
}

void dmr_gazetteer_put(dmr_image_writer *w, const dmr_gazetteer *g)
{
    put_keys(w, g);
    put_senses(w, g);
    put_agents(w, g);
    put_held(w, g);
    dmr_image_put_map(w, g->names);
    dmr_image_put_map(w, g->agent_map);
    dmr_image_put_map(w, g->org_words);
    dmr_image_put_map(w, g->state_code);
    dmr_roman_index_put(w, &g->full_sounds);
    dmr_roman_index_put(w, &g->short_sounds);
    dmr_time_lexicon_put(w, g->times);
    dmr_places_put(w, g->places);
}

/* ------------------------------------------------------------------------ reading */

static bool get_keys(dmr_image_reader *r, dmr_gazetteer *g, dmr_arena *arena)
{
    g->n_keys = dmr_image_get_count(r, KEY_WORDS);
    g->keys = DMR_NEW_ARRAY(arena, dmr_key, g->n_keys);
    for (size_t i = 0; g->keys && i < g->n_keys; i++) {
        dmr_key *k = &g->keys[i];
        k->text = dmr_image_get_str(r);
        k->first = dmr_image_get(r);
        uint32_t bits = dmr_image_get(r);
        k->acronym = (bits & ACRONYM) != 0;
        k->proper = (bits & PROPER) != 0;
    }
    return g->keys != NULL;
}

static bool get_senses(dmr_image_reader *r, dmr_gazetteer *g, dmr_arena *arena)
{
    g->n_senses = dmr_image_get_count(r, SENSE_WORDS);
    g->senses = DMR_NEW_ARRAY(arena, dmr_sense, g->n_senses);
    for (size_t i = 0; g->senses && i < g->n_senses; i++) {
        dmr_sense *s = &g->senses[i];
        uint32_t kinds = dmr_image_get(r);
        s->kind = kinds & 0xFF;
        s->name = (uint8_t)(kinds >> 8);
        r->bad |= s->kind > DMR_SENSE_PERSON || kinds >> 8 > DMR_NAME_SHORT;
        s->code = dmr_image_get_str(r);
        s->sector = dmr_image_get_str(r);
        s->canonical = dmr_image_get_str(r);
        s->office = dmr_image_get_str(r);
        s->region = dmr_image_get_str(r);
        s->from = (dmr_day)dmr_image_get(r);
        s->until = (dmr_day)dmr_image_get(r);
        s->subject = dmr_image_get(r);
        s->next = dmr_image_get(r);
        s->next_same = dmr_image_get(r);
    }
    g->n_subjects = dmr_image_get_count(r, 1);
    g->subjects = DMR_NEW_ARRAY(arena, uint32_t, g->n_subjects);
    for (size_t i = 0; g->subjects && i < g->n_subjects; i++)
        g->subjects[i] = dmr_image_get(r);
    return g->senses && g->subjects;
}

static bool get_agents(dmr_image_reader *r, dmr_gazetteer *g, dmr_arena *arena)
{
    g->n_agents = dmr_image_get_count(r, AGENT_WORDS);
    g->agents = DMR_NEW_ARRAY(arena, dmr_agent, g->n_agents);
    for (size_t i = 0; g->agents && i < g->n_agents; i++) {
        dmr_agent *a = &g->agents[i];
        a->text = dmr_image_get_str(r);
        a->sector = dmr_image_get_str(r);
        uint32_t word = dmr_image_get(r), bits = word >> 8;
        a->kind = word & 0xFF;
        r->bad |= a->kind > DMR_AGENT_THING;
        a->domestic = (bits & DOMESTIC) != 0;
        a->polite = (bits & POLITE) != 0;
        a->relative = (bits & RELATIVE) != 0;
        a->generic = (bits & GENERIC) != 0;
        a->governs = (bits & GOVERNS) != 0;
        a->title = (bits & TITLE) != 0;
    }
    return g->agents != NULL;
}

static bool get_held(dmr_image_reader *r, dmr_gazetteer *g, dmr_arena *arena)
{
    g->n_held = dmr_image_get_count(r, HELD_WORDS);
    dmr_held *held = DMR_NEW_ARRAY(arena, dmr_held, g->n_held);
    for (size_t i = 0; held && i < g->n_held; i++) {
        held[i].today = dmr_image_get_str(r);
        held[i].holder = dmr_image_get_str(r);
        held[i].from = (dmr_day)dmr_image_get(r);
        held[i].until = (dmr_day)dmr_image_get(r);
    }
    g->held = held;
    return held != NULL;
}

/*
 * Walk the chain that begins with sense `id` (+ 1): it is not empty, stays among the
 * senses and comes to none that a chain of its sort (bit `mark`) has seen.
 */
static bool walk(const dmr_gazetteer *g, uint32_t id, bool by_key, uint8_t *seen)
{
    const uint8_t mark = by_key ? 1 : 2;
    if (!id)
        return false;
    while (id) {
        if (id > g->n_senses || (seen[id - 1] & mark))
            return false;
        seen[id - 1] |= mark;
        id = by_key ? g->senses[id - 1].next : g->senses[id - 1].next_same;
    }
    return true;
}

static bool chains_ok(const dmr_gazetteer *g, dmr_arena *arena)
{
    uint8_t *seen = DMR_NEW_ARRAY(arena, uint8_t, g->n_senses + 1);
    if (!seen)
        return false;
    for (size_t i = 0; i < g->n_keys; i++)
        if (!walk(g, g->keys[i].first, true, seen))
            return false;
    for (size_t i = 0; i < g->n_subjects; i++)
        if (!walk(g, g->subjects[i], false, seen))
            return false;
    for (size_t i = 0; i < g->n_senses; i++)
        if (g->senses[i].subject >= g->n_subjects ||
            g->senses[i].from > g->senses[i].until)
            return false;
    return true;
}

dmr_gazetteer *dmr_gazetteer_get(dmr_image_reader *r, dmr_arena *arena)
{
    dmr_gazetteer *g = DMR_NEW(arena, dmr_gazetteer);
    if (!g || !get_keys(r, g, arena) || !get_senses(r, g, arena) ||
        !get_agents(r, g, arena) || !get_held(r, g, arena) || r->bad)
        return NULL;
    r->bad = !chains_ok(g, arena) || !g->n_agents || !g->n_subjects;
    if (r->bad)
        return NULL;
    g->names = dmr_image_get_map(r, 0, (uint32_t)g->n_keys, arena);
    g->agent_map = dmr_image_get_map(r, 0, (uint32_t)g->n_agents - 1, arena);
    g->org_words = dmr_image_get_map(r, 0, (uint32_t)g->n_agents - 1, arena);
    g->state_code = dmr_image_get_map(r, 0, (uint32_t)g->n_subjects - 1, arena);
    if (r->bad || !dmr_roman_index_get(r, &g->full_sounds, (uint32_t)g->n_keys, arena) ||
        !dmr_roman_index_get(r, &g->short_sounds, (uint32_t)g->n_keys, arena))
        return NULL;
    g->times = dmr_time_lexicon_get(r, arena);
    g->places = r->bad ? NULL : dmr_places_get(r, arena);
    return g->times && g->places && !r->bad ? g : NULL;
}
