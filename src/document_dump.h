/*
 * A coded document as a line of JSON, with all that a record keeps of it, and back. The shape
 * is in docs/RECORD.md.
 */
#ifndef DMR_DOCUMENT_DUMP_H
#define DMR_DOCUMENT_DUMP_H

#include "base/json.h"
#include "handles.h"
#include "record/record_load.h"
#include "record/record_pick.h"

enum { DMR_DUMP_VERSION = 1 };
#define DMR_DUMP_MARK "demarche_document"

/* What is counted of a document, by these names. */
enum { DMR_DUMP_COUNTS = 11 };
extern const char *const dmr_dump_count_names[DMR_DUMP_COUNTS + 1]; /* NULL at the end */
void dmr_dump_counts(const demarche_counts *counts, uint64_t out[DMR_DUMP_COUNTS]);

/* The line, with its end. */
void dmr_dump_document(dmr_json *j, const demarche_document *doc,
                       const dmr_record_by *by);

/*
 * The document that a line holds, which anybody may have written: every span lies in its
 * text, at whole characters, every number is what it counts. Free *doc; by's strings lie in
 * its arena. E_FORMAT with what is wrong and where ("events[3].actors[0].end: ..."); E_LIMIT,
 * E_MEMORY.
 */
demarche_status dmr_dump_read(demarche_document **doc, dmr_record_by *by,
                              demarche_str line, demarche_error *err);

/* A document of what a record has, or a dump; stage EVENT. (recorded.c) */
demarche_status dmr_document_fill(demarche_document *doc, dmr_record_contents *contents,
                                  demarche_error *err);

#endif
