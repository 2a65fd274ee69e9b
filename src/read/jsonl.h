/*
 * JSONL: a JSON object a line, one document each. The names of the fields are settable.
 */
#ifndef DMR_READ_JSONL_H
#define DMR_READ_JSONL_H

#include "read/source.h"

/*
 * Read the document of one line into *source: text, meta and paragraphs. `number` is the
 * line's, from 1, and `offset` its first byte in the input, for messages. E_FORMAT where
 * it is no JSON object or has no text; E_LIMIT; E_MEMORY.
 */
demarche_status dmr_jsonl_line(dmr_source *source, demarche_str line, size_t number,
                               size_t offset, const demarche_read_options *opts,
                               dmr_arena *arena, demarche_error *err);

#endif
