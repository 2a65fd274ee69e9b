/*
 * The document of one JSON object: what jsonl.c and json_documents.c share.
 */
#ifndef DMR_READ_JSONL_H
#define DMR_READ_JSONL_H

#include "read/source.h"

/*
 * Read the document that the bytes of an object are: text, meta, paragraphs, origin. They
 * begin in line `number`, from 1, at byte `at` of the input. E_FORMAT where it is no JSON
 * object or has no text; E_LIMIT; E_MEMORY.
 */
demarche_status dmr_jsonl_object(dmr_source *source, demarche_str raw, size_t number,
                                 size_t at, const demarche_read_options *opts,
                                 dmr_arena *arena, demarche_error *err);

#endif
