/* The outputs of events: one function each, called for every event in turn. */
#ifndef DMR_WRITER_EVENTS_H
#define DMR_WRITER_EVENTS_H

#include "base/json.h"

/* One line of JSON: DESIGN's fields in DESIGN's order, left out where empty. */
void dmr_event_jsonl(dmr_json *j, const demarche_document *doc, const demarche_event *e);

/* The same as a value among others. */
void dmr_event_object(dmr_json *j, const demarche_document *doc, const demarche_event *e);

/* One line of TSV, and the line that names its columns. */
void dmr_event_tsv(dmr_json *j, const demarche_document *doc, const demarche_event *e);
void dmr_event_tsv_header(dmr_json *j);

/* A line of PETRARCH's for each pair of parties. */
void dmr_event_petrarch(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e);

#endif
