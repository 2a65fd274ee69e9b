/* Mentions and events of a dumped document, back. */
#ifndef DMR_DUMP_FOUND_H
#define DMR_DUMP_FOUND_H

#include "document_dump.h"
#include "dump_value.h"

/* Into *c, whose text and sentences are there; in the line's arena. E_FORMAT, E_MEMORY. */
demarche_status dmr_dump_mentions(const dmr_dump_at *line, dmr_record_contents *c);
demarche_status dmr_dump_events(const dmr_dump_at *line, dmr_record_contents *c);

#endif
