/* How often, by whom and in how many documents a deed is told. */
#ifndef DMR_EXPORT_TOLD_TIMES_H
#define DMR_EXPORT_TOLD_TIMES_H

#include "export/export.h"

typedef struct dmr_times {
    size_t tellings, sources, documents; /* 1 or more */
} dmr_times;

dmr_times dmr_told_times(const dmr_told *told);

/* The telling of that number, from 0. `event` is the report that it is, where it is one of
 * the event's own document, else NULL. */
typedef struct dmr_one_telling {
    demarche_telling telling;
    const demarche_event *event;
} dmr_one_telling;

dmr_one_telling dmr_told_telling(const dmr_told *told, size_t number);

/* True where its sentence stands in the first paragraph of prose. */
bool dmr_told_first(const dmr_told *told);

#endif
