/* Where an event was, and how often it is told, in the terms of other systems. */
#ifndef DMR_EXPORT_TOLD_PLACE_H
#define DMR_EXPORT_TOLD_PLACE_H

#include "export/export.h"
#include "export/state_code.h"

typedef struct dmr_place {
    demarche_str name;           /* as resolved, else the words; may be empty */
    demarche_str city;           /* the name, where it is a place within a state */
    const dmr_state_code *state; /* in which it lies; NULL where none is known */
} dmr_place;

void dmr_told_place(const dmr_told *told, dmr_place *out);

#endif
