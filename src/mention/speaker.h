/*
 * Who speaks: whom "I" and "we" stand for. In a quotation or a clause of speech the one
 * who says it; in a speech whoever the document's metadata names.
 */
#ifndef DMR_MENTION_SPEAKER_H
#define DMR_MENTION_SPEAKER_H

#include "mention/scene.h"

/* Whom the metadata names, once for the document, from its code or name. */
void dmr_speaker_find(dmr_scene *scene);

/* True for I, me, my, we, us, our and their kin. */
bool dmr_speaker_is_first_person(const dmr_word *word);

/* "He congratulate them": scanned print that has "He" for the "We" of a speech. */
bool dmr_speaker_is_misread(const dmr_scene *scene, int32_t word);

/*
 * The mention + 1 for the pronoun of the first person at `word` of the sentence at hand,
 * made here; 0 where nobody knows who speaks. "I" is the speaker himself; "we" those for
 * whom he speaks: the state or body, with his sector.
 */
uint32_t dmr_speaker_mention(dmr_scene *scene, int32_t word);

#endif
