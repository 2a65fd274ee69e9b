/*
 * Names told in several romanizations, within one document and against the gazetteer:
 * "Pak Ch'or-on ... Park Chul-un", "Gorbatschow". Asked after the exact names failed.
 */
#ifndef DMR_MENTION_NAME_SOUND_H
#define DMR_MENTION_NAME_SOUND_H

#include "mention/scene.h"

/* The person whom a name in normal form meant earlier in this document under another
 * spelling: mention + 1; 0: nobody, or one of several. Of a name of one word the surname
 * of somebody told in full. */
uint32_t dmr_name_sound_before(dmr_scene *scene, demarche_str norm);

/* Keep the name of the person `item` for dmr_name_sound_before. */
void dmr_name_sound_keep(dmr_scene *scene, demarche_str norm, uint32_t item);

/* "Park Chul-un", "Chul-un Park": the words first..last are a family name of a language
 * that has few of them and a given name of two syllables. */
bool dmr_name_sound_is_person(dmr_scene *scene, int32_t first, int32_t last);

/* The same of the word `first` and the one behind it, whatever the tree makes of them: "In
 * 1990 Park Chul-un met", "Young-sam Kim visited". */
bool dmr_name_sound_beside(dmr_scene *scene, int32_t first);

/* The gazetteer's key + 1 for the words first..last, which no exact name covers; 0: none.
 * `titled`: a title stands before them. */
uint32_t dmr_name_sound_key(dmr_scene *scene, demarche_str norm, bool titled);

#endif
