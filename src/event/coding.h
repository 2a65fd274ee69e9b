/*
 * One document's coding under way: what the files of the coder share. coder.c decides,
 * used_words.c keeps a word from telling two events, sides.c finds the parties,
 * event_make.c writes the event.
 */
#ifndef DMR_EVENT_CODING_H
#define DMR_EVENT_CODING_H

#include "base/vec.h"
#include "event/coder.h"
#include "event/event_date.h"

typedef struct dmr_coding {
    const dmr_ontology *ontology;
    const dmr_reading *reading;
    const dmr_trace *trace;      /* NULL: nobody listens */
    const struct dmr_fill *fill; /* NULL: gaps stay */
    dmr_arena *arena;
    dmr_arena *scratch; /* where gaps are filled: of one sentence; else NULL */
    demarche_error *err;
    dmr_view view;    /* the sentence at hand */
    bool *used;       /* (longest sentence) words that are part of an event already */
    int32_t *used_by; /* (longest sentence) the word that tells it, where `used` */
    dmr_dates_told told;
    DMR_VEC(demarche_event) events;
    DMR_VEC(demarche_event) filled; /* apart: rules do not lean on what is guessed */
    size_t first_of_sentence;       /* in events */
    size_t n_rejected;
} dmr_coding;

/* Both sides of an event and who passed it on. */
typedef struct dmr_sides {
    dmr_side actor, recipient, via;
} dmr_sides;

/* Find them where the rule says. FIRED, or the side that nobody fills. */
dmr_trial dmr_sides_find(dmr_coding *c, const dmr_match *match, dmr_day day,
                         dmr_sides *out);

/* The words of a match that fired, and what its verb says of its complements. */
void dmr_used_match(dmr_coding *c, const dmr_match *match, const dmr_type *type);

/* Of a rule that holds but has no party: what is asked has not happened for that. */
void dmr_used_clauses(dmr_coding *c, const dmr_match *match, const dmr_type *type);

/* Append the event to c->events. E_MEMORY only. */
demarche_status dmr_event_make(dmr_coding *c, const dmr_match *match, const dmr_sides *s,
                               dmr_modality modality, const dmr_when *when);

/* Give the event its id, of its document, span, type, date and parties. False: no memory. */
bool dmr_event_set_id(dmr_coding *c, demarche_event *e);

/* The order of events, for qsort: sentence, trigger, rule, date, id. */
int dmr_event_order(const void *x, const void *y);

/* The parties of a side as they are given out, in the arena. False: no memory. */
bool dmr_event_side(dmr_coding *c, const dmr_side *side, const demarche_entity **out,
                    size_t *n);

#endif
