/*
 * Persons of the gazetteer under spellings that no row lists, by how they sound: each is
 * kept under the readings (roman.h) of its names in the languages of its states.
 */
#ifndef DMR_MENTION_SOUND_LEXICON_H
#define DMR_MENTION_SOUND_LEXICON_H

#include "mention/gazetteer.h"

/* Fill full_sounds and short_sounds; keys, senses and roman are there. */
demarche_status dmr_sound_lexicon(dmr_gazetteer *gazetteer, dmr_arena *arena,
                                  demarche_error *err);

/*
 * The one key + 1 whose person, as of `day`, a name in normal form may be in another
 * romanization; 0 where there is none, or where several persons are possible. A name of
 * one word is a surname: somebody in office on that day must bear it. `titled`: it stands
 * behind a title; without, a short surname of a language with few of them (Pak, Chou) may
 * be anybody's.
 */
uint32_t dmr_sound_key(const dmr_gazetteer *gazetteer, demarche_str norm, dmr_day day,
                       bool titled);

#endif
