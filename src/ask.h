/* Questions about one sentence, with what the answer was weighed by; for training. */
#ifndef DMR_ASK_H
#define DMR_ASK_H

#include "event/relate.h"
#include "handles.h"

/* As demarche_relate. *doc holds what *out points at; free it. NULL after an error. */
demarche_status dmr_ask_relation(dmr_related *out, demarche_document **doc,
                                 demarche_worker *worker, demarche_str sentence,
                                 demarche_str source, demarche_str target,
                                 demarche_error *err) DEMARCHE_MUST_CHECK;

#endif
