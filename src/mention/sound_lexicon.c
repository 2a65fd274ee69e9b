#include "mention/sound_lexicon.h"

#include "base/error.h"

/* Letters of a name in full and of a surname; a surname of fewer than SHORT_SURE letters
 * needs a sign of its language, or a title. */
enum { KEYS_MAX = 16, FULL_LEAST = 4, SHORT_LEAST = 5, SHORT_SURE = 7 };

static bool one_word(demarche_str norm)
{
    return memchr(norm.ptr, ' ', norm.len) == NULL;
}

/* Systems of the states of the persons with that key. */
static uint32_t systems_of(const dmr_gazetteer *g, const dmr_key *key)
{
    uint32_t systems = 0;
    for (uint32_t i = key->first; i; i = g->senses[i - 1].next)
        if (g->senses[i - 1].kind == DMR_SENSE_PERSON)
            systems |= dmr_roman_systems(g->roman, g->senses[i - 1].code);
    return systems;
}

demarche_status dmr_sound_lexicon(dmr_gazetteer *g, dmr_arena *arena, demarche_error *err)
{
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    if (!dmr_roman_index_open(&g->full_sounds, arena) ||
        !dmr_roman_index_open(&g->short_sounds, arena))
        return dmr_error_memory(err);
    for (size_t k = 0; k < g->n_keys; k++) {
        demarche_str text = g->keys[k].text;
        uint32_t systems = systems_of(g, &g->keys[k]);
        if (!systems || text.len == 0)
            continue;
        dmr_roman_index *index = one_word(text) ? &g->short_sounds : &g->full_sounds;
        size_t n = dmr_roman_read(g->roman, text, systems, DMR_ROMAN_OWN, readings);
        for (size_t i = 0; i < n; i++)
            if (!dmr_roman_index_add(index, g->roman, &readings[i], (uint32_t)k + 1,
                                     arena))
                return dmr_error_memory(err);
    }
    return DEMARCHE_OK;
}

/* The person of that key who is nearest to the day; with `in_office` only on it. */
static const dmr_sense *person_of(const dmr_gazetteer *g, uint32_t key, dmr_day day,
                                  bool in_office, bool *doubt)
{
    const dmr_sense *best = NULL;
    for (uint32_t i = g->keys[key - 1].first; i; i = g->senses[i - 1].next) {
        const dmr_sense *s = &g->senses[i - 1];
        if (s->kind != DMR_SENSE_PERSON ||
            (in_office && day != DMR_DAY_NONE && dmr_sense_distance(s, day) > 0))
            continue;
        if (best && best->subject != s->subject) {
            if (in_office || !dmr_str_eq(best->code, s->code))
                *doubt = true;
            if (dmr_sense_distance(s, day) >= dmr_sense_distance(best, day))
                continue;
        }
        best = s;
    }
    return best;
}

/* Of the keys that a name may be, the one person's; in full names two rows of one state
 * are taken for one person, the nearer in time. */
static uint32_t settle(const dmr_gazetteer *g, const uint32_t *keys, size_t n,
                       dmr_day day, bool alone)
{
    const dmr_sense *best = NULL;
    uint32_t best_key = 0;
    bool doubt = false;
    for (size_t i = 0; i < n; i++) {
        const dmr_sense *s = person_of(g, keys[i], day, alone, &doubt);
        if (!s)
            continue;
        if (best && best->subject != s->subject &&
            (alone || !dmr_str_eq(best->code, s->code)))
            doubt = true;
        if (best && dmr_sense_distance(s, day) >= dmr_sense_distance(best, day))
            continue;
        best = s;
        best_key = keys[i];
    }
    return doubt ? 0 : best_key;
}

uint32_t dmr_sound_key(const dmr_gazetteer *g, demarche_str norm, dmr_day day,
                       bool titled)
{
    uint32_t keys[KEYS_MAX];
    size_t n = 0;
    if (norm.len < FULL_LEAST)
        return 0;
    if (!one_word(norm)) {
        if (!dmr_roman_index_find_name(&g->full_sounds, g->roman, norm, 0, keys, &n,
                                       KEYS_MAX))
            return 0;
        return settle(g, keys, n, day, false);
    }
    if (norm.len < SHORT_LEAST && !titled)
        return 0;
    unsigned flags = titled || norm.len >= SHORT_SURE ? 0 : DMR_ROMAN_SIGN;
    if (!dmr_roman_index_find_name(&g->short_sounds, g->roman, norm, flags, keys, &n,
                                   KEYS_MAX))
        return 0;
    return settle(g, keys, n, day, true);
}
