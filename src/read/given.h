/*
 * What is known of documents from elsewhere: date, as_of, title and speaker of the read
 * options. A document's own metadata win over it; it wins over what a plain text only looks
 * like (a dateline, a heading).
 */
#ifndef DMR_READ_GIVEN_H
#define DMR_READ_GIVEN_H

#include "base/arena.h"
#include "demarche.h"

/* A date that is given must be one: left out in silence, it would date everything wrongly.
 * E_ARGUMENT, E_MEMORY. */
demarche_status dmr_given_check(const demarche_read_options *opts, demarche_error *err);

/* Set what is given and not there yet. A second call changes nothing. E_MEMORY. */
demarche_status dmr_given_take(demarche_meta *meta, const demarche_read_options *opts,
                               dmr_arena *arena, demarche_error *err);

#endif
