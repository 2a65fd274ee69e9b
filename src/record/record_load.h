/*
 * A coding back out of the record, as it was put in: what a document is made of again.
 */
#ifndef DMR_RECORD_RECORD_LOAD_H
#define DMR_RECORD_RECORD_LOAD_H

#include "record/record_db.h"

/* All of it lies in the arena it was loaded into. Arrays as the public header has them. */
typedef struct dmr_record_contents {
    int64_t document, reading, coding;
    demarche_str text;
    dmr_origin origin; /* where its bytes came from */
    demarche_meta meta;
    demarche_counts counts;
    demarche_named *named;
    size_t n_named;
    demarche_paragraph *paragraphs;
    size_t n_paragraphs;
    demarche_sentence *sentences; /* with their events and reports counted */
    size_t n_sentences;
    demarche_mention *mentions;
    size_t n_mentions;
    demarche_event *events;
    size_t n_events;
    const char *recorded; /* UTC, when the coding was first recorded */
} dmr_record_contents;

/* E_RECORD where there is no such coding, or its rows do not hold together; E_MEMORY. */
demarche_status dmr_record_load(dmr_record_contents *out, demarche_record *record,
                                int64_t coding, dmr_arena *arena, demarche_error *err);

/* The text of a document and what it says of itself, alone. */
demarche_status dmr_record_load_source(dmr_record_contents *out, demarche_record *record,
                                       int64_t document, dmr_arena *arena,
                                       demarche_error *err);

/* Mentions and events alone, for comparing. */
demarche_status dmr_record_load_found(dmr_record_contents *out, demarche_record *record,
                                      int64_t coding, dmr_arena *arena,
                                      demarche_error *err);

#endif
