/*
 * What changed between two states of a record, in steps: which document has which coding in a
 * state (diff_state.c), the events of a coding (diff_events.c), which of them is which
 * (diff_match.c), what differs and why (diff_reason.c); record_diff.c goes through both
 * states, document by document.
 */
#ifndef DMR_RECORD_RECORD_DIFF_H
#define DMR_RECORD_RECORD_DIFF_H

#include "base/json.h"
#include "base/vec.h"
#include "record/record_db.h"

/* ------------------------------------------------------------------------------ states */

typedef enum dmr_diff_kind {
    DMR_DIFF_NOW = 0,
    DMR_DIFF_RUN,
    DMR_DIFF_KNOWN,
    DMR_DIFF_TIME,
    DMR_DIFF_CODER,
} dmr_diff_kind;

typedef struct dmr_diff_state {
    dmr_diff_kind kind;
    int64_t run;   /* after it; of a coder: one of its runs */
    char upto[32]; /* the last day known, or the last instant */
    char made[32]; /* corrections up to then count; "~": all */
} dmr_diff_state;

/* Read "run:3", "known:1990", ... E_ARGUMENT. */
demarche_status dmr_diff_state_read(dmr_diff_state *out, demarche_record *record,
                                    const char *text, demarche_error *err);

/* One of the two: a state of a record, and the document that is at hand. */
typedef struct dmr_diff_side {
    demarche_record *record;
    dmr_diff_state state;
    const dmr_diff_state *beside; /* of a coder: the other; what it has not coded is left
                                     out. NULL: none is */
    sqlite3_stmt *documents, *events, *text, *same_coder;
    bool row, ended; /* `documents` stands at a row that was not taken; at its end */
    dmr_buffer doc;  /* name of the document at hand */
    bool has;        /* there is one */
    int64_t document, coding, run;
    char content[17];
} dmr_diff_side;

/* Prepare the statements; `document` as in demarche_diff_query. */
demarche_status dmr_diff_side_open(dmr_diff_side *side, const char *document,
                                   demarche_error *err);
void dmr_diff_side_close(dmr_diff_side *side);

/* Go to the next document, in bytewise order of names: its latest version in the state. */
demarche_status dmr_diff_side_next(dmr_diff_side *side, demarche_error *err);

/* The text of the document at hand, good until the next one. */
demarche_status dmr_diff_side_text(dmr_diff_side *side, demarche_str *text,
                                   demarche_error *err);

/* Who coded the document at hand, in one line. */
demarche_status dmr_diff_side_coder(dmr_diff_side *side, demarche_str *coder,
                                    demarche_error *err);

/* Documents that the state leaves out, as demarche_diff_counts has them. */
demarche_status dmr_diff_left_out(const dmr_diff_side *side, const char *document,
                                  uint64_t *n, demarche_error *err);

/* ------------------------------------------------------------------------------ events */

/* What is compared; in the order in which fields are named. */
typedef enum dmr_diff_field {
    DMR_DIFF_ACTOR = 0,
    DMR_DIFF_TYPE,
    DMR_DIFF_MODE,
    DMR_DIFF_RECIPIENT,
    DMR_DIFF_DATE,
    DMR_DIFF_ON_LINE, /* those before are always told, those from here on where they differ */
    DMR_DIFF_VIA = DMR_DIFF_ON_LINE,
    DMR_DIFF_MUTUAL,
    DMR_DIFF_RULE,
    DMR_DIFF_MODALITY,
    DMR_DIFF_CONFIDENCE,
    DMR_DIFF_CONTEXT,
    DMR_DIFF_CAMEO,
    DMR_DIFF_TRACK,
    DMR_DIFF_QUAD,
    DMR_DIFF_SCALE,
    DMR_DIFF_PLACE,
    DMR_DIFF_DEED,
    DMR_DIFF_HAND,
    DMR_DIFF_WORDS,
    DMR_DIFF_QUANTITY,
    DMR_DIFF_REPORTS,
    DMR_DIFF_FIELDS,
} dmr_diff_field;

const char *dmr_diff_field_name(dmr_diff_field field);

#define DMR_DIFF_NONE SIZE_MAX

typedef struct dmr_diff_event {
    demarche_str id;
    demarche_span sentence;              /* bytes of the document's text */
    demarche_span trigger;               /* bytes of the sentence; {0, 0}: none */
    uint64_t key;                        /* alike where the sentence is the same */
    size_t pair;                         /* the event of the other side; DMR_DIFF_NONE */
    demarche_str field[DMR_DIFF_FIELDS]; /* "": nothing is known */
} dmr_diff_event;

typedef struct dmr_diff_events {
    dmr_diff_event *at;
    size_t n, room;
} dmr_diff_events;

/* The events of the document at hand, in the arena. */
demarche_status dmr_diff_events_load(dmr_diff_events *out, dmr_diff_side *side,
                                     dmr_arena *arena, demarche_error *err);

/*
 * Which sentence each event is of: by its place (text NULL), or by its words where two
 * versions of a document are held against each other.
 */
void dmr_diff_set_keys(dmr_diff_events *events, const demarche_str *text);

/* The words of the event's sentence. */
demarche_str dmr_diff_sentence(const dmr_diff_event *event, demarche_str text);

/* Pair events that have keys: one with one, and the same pairs with the sides exchanged.
 * False for want of memory. */
bool dmr_diff_match(dmr_diff_events *a, dmr_diff_events *b, dmr_arena *arena);

/* ----------------------------------------------------------------------------- reasons */

/* Bits of the fields in which two events differ. */
uint32_t dmr_diff_fields(const dmr_diff_event *a, const dmr_diff_event *b);

/* Why two events that differ in these do so, in one version of the document. */
demarche_diff_reason dmr_diff_reason_of(uint32_t fields);

/* Whether fields differ that a text decides: not by deed or hand alone. */
bool dmr_diff_is_of_text(uint32_t fields);

/* "FRA CONSULT ITA, 1988; rule meet.with": an event in one line, with what differs. In the
 * arena; {NULL, 0} for want of memory. */
demarche_str dmr_diff_line(const dmr_diff_event *event, uint32_t fields,
                           dmr_arena *arena);

/* The reasons named in a list, as bits; all for NULL. E_ARGUMENT. */
demarche_status dmr_diff_reasons_read(uint32_t *out, const char *list,
                                      demarche_error *err);

#endif
