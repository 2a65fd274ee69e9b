/*
 * How sure the coder is of an event: the probability that a careful second reader would
 * leave it in the record. Learned of events that people have checked (train/sureness.py);
 * the weights stand in ontology/sureness.tsv. A lexicon without that table knows none, and
 * event_make.c's rule of thumb has the word.
 */
#ifndef DMR_EVENT_SURENESS_H
#define DMR_EVENT_SURENESS_H

#include "base/hash.h"
#include "base/tables.h"
#include "event/match.h"
#include "event/modality.h"

enum { DMR_SURENESS_SEEN_MAX = 128 };

/* What is seen of an event: "rule visit.noun", "recipient any". Each once; what is more
 * than there is room for is left out. */
typedef struct dmr_sureness_seen {
    demarche_str at[DMR_SURENESS_SEEN_MAX];
    size_t n;
} dmr_sureness_seen;

/* Load the table into the arena; *out is NULL where the lexicon has none. E_LEXICON with
 * file and line for a weight that is no number. */
demarche_status dmr_sureness_load(const dmr_sureness_weights **out, dmr_tables *tables,
                                  dmr_arena *arena,
                                  demarche_error *err) DEMARCHE_MUST_CHECK;

/* What there is to see of a match with its parties. `type`: what it is coded as. False for
 * want of memory. */
bool dmr_sureness_see(dmr_sureness_seen *out, const dmr_view *view,
                      const dmr_match *match, const dmr_side *actor,
                      const dmr_side *recipient, dmr_modality modality, const char *type,
                      dmr_arena *arena);

/* Probability, 0 to 1: logistic function of the sum of the weights. */
double dmr_sureness(const dmr_sureness_weights *weights, const dmr_sureness_seen *seen);

#endif
