/* Coding a sentence by patterns, in place of rules. */
#ifndef DMR_EVENT_PATTERN_CODE_H
#define DMR_EVENT_PATTERN_CODE_H

#include "event/coding.h"

/* Add the events of the sentence of c->view. */
demarche_status dmr_pattern_code(dmr_coding *c);

#endif
