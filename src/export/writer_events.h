/* The outputs of events: one function each, called for every event in turn. */
#ifndef DMR_WRITER_EVENTS_H
#define DMR_WRITER_EVENTS_H

#include "base/json.h"

/* One line of JSON: DESIGN's fields in DESIGN's order, left out where empty; and the deed (may
 * be NULL) where several documents tell it. */
void dmr_event_jsonl(dmr_json *j, const demarche_document *doc, const demarche_event *e,
                     const demarche_deed *deed);

/* The same with the fields of PLOVER 2.0 alone. */
void dmr_event_plover(dmr_json *j, const demarche_document *doc, const demarche_event *e);

/* The same as a value among others. */
void dmr_event_object(dmr_json *j, const demarche_document *doc, const demarche_event *e);

/* A line of PETRARCH's for each pair of parties. */
void dmr_event_petrarch(dmr_json *j, const demarche_document *doc,
                        const demarche_event *e);

#endif
