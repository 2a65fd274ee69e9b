/* Events of what patterns found. */
#ifndef DMR_EVENT_PATTERN_EVENT_H
#define DMR_EVENT_PATTERN_EVENT_H

#include "event/coding.h"
#include "event/pattern_found.h"

/* Add the events of what was found, with its sides, to c->events; none where a side that
 * must be there is not. */
demarche_status dmr_pattern_event_add(dmr_coding *c, const dmr_pattern_view *v,
                                      const dmr_pattern_found *f);

#endif
