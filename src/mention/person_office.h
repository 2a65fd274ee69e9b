/*
 * The office of a person: what the lexicon's rows say of the day, what the text says, and
 * which of them holds. lexicon/qualifiers.tsv tells what each word does.
 */
#ifndef DMR_MENTION_PERSON_OFFICE_H
#define DMR_MENTION_PERSON_OFFICE_H

#include "mention/scene.h"

/*
 * Set state, sector and office of the person `item` that the lexicon knows to what its
 * rows say of the day of the sentence, else of the document's. Out of office: "former" and
 * the last office held, as an elite; before the first: neither office nor sector.
 */
void dmr_person_as_of(dmr_scene *scene, uint32_t item);

/* What the sense of a key says, to the mention `item`: state, sector, name, office,
 * cluster. (names_known.c) */
void dmr_person_fill(dmr_scene *scene, uint32_t item, const dmr_sense *sense,
                     uint32_t key);

/* Of several listed persons of one name he is of that state: "King Abdullah of Jordan". */
void dmr_person_of_state(dmr_scene *scene, uint32_t item, demarche_str code);

/* The text gives the person `item` the role (a GROUP): its state, sector and office, where
 * they hold against what is known. */
void dmr_person_take(dmr_scene *scene, uint32_t item, uint32_t role);

/* As dmr_person_take for what stands at `word`, a role, or a body or state to which the
 * person belongs; they are of one cluster from here on. (names_titled.c) */
void dmr_person_from(dmr_scene *scene, uint32_t item, int32_t word);

/* The role on which a name with that head and first word hangs, though the tree may say on
 * what the role is of: "the king of Buganda, Kato Ssali", "envoy to Geneva, Ri Chol-min";
 * or -1. (names_titled.c) */
int32_t dmr_person_role_above(dmr_scene *scene, int32_t head, int32_t begin);

/* Earlier mentions of the same name that were told neither state nor office get them now.
 * (names_titled.c) */
void dmr_person_give_back(dmr_scene *scene, uint32_t item);

/* The word of the text that says that the person's office is over or was to come, without
 * the office: "the late Anwar Sadat". `row`: of the qualifiers. */
void dmr_person_qualify(dmr_scene *scene, uint32_t item, uint32_t row);

#endif
