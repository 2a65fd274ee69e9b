/* Trees of documents that come out of a record, which keeps none. */
#ifndef DMR_RECORD_TREES_H
#define DMR_RECORD_TREES_H

#include "handles.h"
#include "record/record_db.h"

/*
 * The document parsed again, stage PARSE; it points into `doc`, which must outlive it. *out is
 * NULL where its trees are not those that were coded: another model parsed it, it brought its
 * own, or its sentences are cut otherwise now. E_RECORD, E_MEMORY.
 */
demarche_status dmr_record_parse_again(demarche_document **out, demarche_record *record,
                                       int64_t coding, const demarche_document *doc,
                                       demarche_worker *worker, demarche_error *err);

#endif
