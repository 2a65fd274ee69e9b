/*
 * Which events, deeds and documents of a record a query asks for, document by document; and
 * all that tells of a deed. What an export is made of.
 */
#ifndef DMR_RECORD_RECORD_PICK_H
#define DMR_RECORD_RECORD_PICK_H

#include "record/record_db.h"

/* One event or document that is asked for. */
typedef struct dmr_record_picked {
    int64_t coding;
    size_t event; /* its number in the coding; of documents 0 */
    int64_t deed; /* key of the deed's first event; of documents the run */
} dmr_record_picked;

typedef struct dmr_record_picker dmr_record_picker;

typedef enum dmr_record_pick_what {
    DMR_RECORD_PICK_EVENTS =
        0, /* one row for each deed, or with query.events each event */
    DMR_RECORD_PICK_DOCUMENTS, /* documents that have such events */
    /* Documents that have such events, or all where only documents are asked for. */
    DMR_RECORD_PICK_CODINGS,
    DMR_RECORD_PICK_ALL_CODINGS, /* every version of these, every coding, every run of it */
} dmr_record_pick_what;

/*
 * Pick in order of the documents, as they came into the record, and in order of the text; all
 * codings in the order in which they came to be. Of a deed
 * the event of which the coder is surest, of several such the first. E_ARGUMENT for what
 * cannot be asked; E_RECORD, E_MEMORY. Free it before the record.
 */
demarche_status dmr_record_pick_open(dmr_record_picker **out, demarche_record *record,
                                     const demarche_query *query,
                                     dmr_record_pick_what what, demarche_error *err);

demarche_status dmr_record_pick_next(dmr_record_picker *picker, dmr_record_picked *out,
                                     bool *got, demarche_error *err);

/* The deed with all its tellings in all documents that hold, as the query asks; in the arena. */
demarche_status dmr_record_pick_deed(dmr_record_picker *picker, int64_t deed,
                                     demarche_deed *out, dmr_arena *arena,
                                     demarche_error *err);

/* The event as hands have recoded it, as a query with `corrected` has it. In the arena. */
demarche_status dmr_record_pick_recoded(dmr_record_picker *picker,
                                        const dmr_record_picked *picked,
                                        demarche_event *event, dmr_arena *arena,
                                        demarche_error *err);

void dmr_record_pick_close(dmr_record_picker *picker);

/* Who coded: of a run, and of that coding by it. Strings in the arena; "" where not known. */
typedef struct dmr_record_by {
    demarche_coder coder;
    const char *recorded; /* UTC, when that coding came to be that run's */
} dmr_record_by;

demarche_status dmr_record_pick_coder(demarche_record *record,
                                      const dmr_record_picked *picked, dmr_record_by *out,
                                      dmr_arena *arena, demarche_error *err);

/* What the whole record says of itself: when the last coding that holds was finished and by
 * which lexicon and model; the name of its work, where it has but one. In the arena. */
typedef struct dmr_record_whole {
    const char *title, *made, *lexicon_hash, *model_hash; /* NULL: not known */
} dmr_record_whole;

demarche_status dmr_record_pick_whole(demarche_record *record, dmr_record_whole *out,
                                      dmr_arena *arena, demarche_error *err);

#endif
