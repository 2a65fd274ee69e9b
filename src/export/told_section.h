/*
 * Parts of JSON that all lines of ours have alike: where a document stands, and spans.
 */
#ifndef DMR_EXPORT_TOLD_SECTION_H
#define DMR_EXPORT_TOLD_SECTION_H

#include "base/json.h"

/* "section": the steps to the document; nothing where there are none. */
void dmr_json_put_section(dmr_json *j, const demarche_meta *meta);

/* "start" and "end" in bytes. */
void dmr_json_put_span(dmr_json *j, size_t start, size_t end);

#endif
