/* What events of the record may be, to choose from in forms: types, modes, fields, classes. */
#ifndef DEMARCHE_SERVE_KIND_CHOICES_H
#define DEMARCHE_SERVE_KIND_CHOICES_H

#include "page.h"

/* Lists of {value, label, selected} become `types`, `modes`, `tracks` and `quads` of the form;
 * selected is what the address has of `type`, `mode`, `track`, `quad`, also where that is
 * several, parted by commas. *unknown: a sentence on what the address asks for that there is
 * nothing of; null: there is all of it. It is the caller's. */
demarche_status choices_put(page *p, json_t *form, json_t **unknown);

/* The types that an event may be recoded to: PLOVER's, and those of the record; the caller's. */
demarche_status choices_of_types(page *p, json_t **out);

#endif
