#include "mention/name_sound.h"

#include "mention/sound_lexicon.h"

/* Shorter names sound like too many others. */
enum { FULL_LEAST = 6, SHORT_LEAST = 3, FORM_MAX = 40, FOUND_MAX = 16 };

static bool one_word(demarche_str norm)
{
    return memchr(norm.ptr, ' ', norm.len) == NULL;
}

uint32_t dmr_name_sound_before(dmr_scene *scene, demarche_str norm)
{
    const dmr_roman *roman = scene->g->roman;
    uint32_t found[FOUND_MAX], last = 0;
    size_t n = 0;
    bool alone = one_word(norm);
    if (norm.len < (alone ? SHORT_LEAST : FULL_LEAST) ||
        !dmr_roman_index_find_name(alone ? &scene->short_sounds : &scene->full_sounds,
                                   roman, norm, DMR_ROMAN_SIGN, found, &n, FOUND_MAX))
        return 0;
    for (size_t i = 0; i < n; i++) {
        const dmr_mention *m = dmr_scene_mention(scene, found[i]);
        if (last && m->cluster != dmr_scene_mention(scene, last)->cluster)
            return 0;
        if (found[i] > last)
            last = found[i];
    }
    return last;
}

/* The word of a name in full that may stand for it: the family name, first or last. */
static void keep_surname(dmr_scene *scene, demarche_str word, uint32_t item)
{
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    size_t n =
        dmr_roman_read(scene->g->roman, word, UINT32_MAX, DMR_ROMAN_SIGN, readings);
    for (size_t i = 0; i < n; i++)
        if (!dmr_roman_index_add(&scene->short_sounds, scene->g->roman, &readings[i],
                                 item, scene->arena))
            scene->failed = true;
}

void dmr_name_sound_keep(dmr_scene *scene, demarche_str norm, uint32_t item)
{
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    if (one_word(norm) || norm.len < FULL_LEAST ||
        !dmr_scene_mention(scene, item)->cluster)
        return;
    size_t n =
        dmr_roman_read(scene->g->roman, norm, UINT32_MAX, DMR_ROMAN_SIGN, readings);
    bool first_is_family = false;
    for (size_t i = 0; i < n; i++) {
        if (!dmr_roman_index_add(&scene->full_sounds, scene->g->roman, &readings[i], item,
                                 scene->arena))
            scene->failed = true;
        first_is_family |= readings[i].family_first;
    }
    if (n == 0)
        return;
    size_t first = 0, last = norm.len;
    while (norm.ptr[first] != ' ')
        first++;
    while (norm.ptr[last - 1] != ' ')
        last--;
    keep_surname(scene,
                 first_is_family ? dmr_str(norm.ptr, first)
                                 : dmr_str(norm.ptr + last, norm.len - last),
                 item);
}

/* "Young-sam": a small letter behind a hyphen. */
static bool has_syllable(demarche_str form)
{
    for (size_t i = 1; i + 1 < form.len; i++)
        if (form.ptr[i] == '-' && dmr_is_lower(form.ptr[i + 1]))
            return true;
    return false;
}

bool dmr_name_sound_is_person(dmr_scene *scene, int32_t first, int32_t last)
{
    dmr_roman_reading readings[DMR_ROMAN_READINGS_MAX];
    demarche_str text = dmr_scene_text(scene, first, last);
    if (text.len > FORM_MAX || !memchr(text.ptr, ' ', text.len) || !has_syllable(text))
        return false;
    demarche_str norm = dmr_scene_norm(scene, first, last);
    size_t n =
        dmr_roman_read(scene->g->roman, norm, UINT32_MAX, DMR_ROMAN_SIGN, readings);
    for (size_t i = 0; i < n; i++)
        if (readings[i].family)
            return true;
    return false;
}

bool dmr_name_sound_beside(dmr_scene *scene, int32_t first)
{
    const dmr_tree *tree = scene->tree;
    return first >= 0 && first + 1 < tree->n &&
           has_syllable(tree->tokens[first].form) !=
               has_syllable(tree->tokens[first + 1].form) &&
           tree->words[first].upos == DMR_UPOS_PROPN &&
           tree->words[first + 1].upos == DMR_UPOS_PROPN &&
           dmr_name_sound_is_person(scene, first, first + 1);
}

uint32_t dmr_name_sound_key(dmr_scene *scene, demarche_str norm, bool titled)
{
    const dmr_focus focus = {scene->g, scene->state_weight};
    uint32_t key = dmr_sound_key(scene->g, norm, scene->day, titled);
    bool weak = one_word(norm) ? scene->day == DMR_DAY_NONE
                               : dmr_roman_is_common(scene->g->roman, norm);
    if (!key || !weak)
        return key;
    /* A surname without a day, or a name that many bear, is somebody's of whose state the
     * document speaks. */
    const dmr_sense *s =
        dmr_gazetteer_sense(scene->g, key, scene->day, dmr_focus_prefer, &focus);
    return s && dmr_focus_prefer(&focus, s) > 0 ? key : 0;
}
