/*
 * What documents say of themselves, field by field: one place that knows which names a
 * field goes by ("doc_date", "created", "pubdate") and how its value is read.
 */
#ifndef DMR_READ_META_FIELD_H
#define DMR_READ_META_FIELD_H

#include "base/str.h"
#include "base/vec.h"

typedef enum dmr_field {
    DMR_FIELD_NONE = 0,
    DMR_FIELD_ID,
    DMR_FIELD_TITLE,
    DMR_FIELD_DATE,
    DMR_FIELD_AS_OF,
    DMR_FIELD_SOURCE,
    DMR_FIELD_URL,
    DMR_FIELD_LANGUAGE,
    DMR_FIELD_SECTION,
    DMR_FIELD_SPEAKER, /* of a speech: who, or for which state */
    DMR_FIELD_PLACE,   /* where it was written */
    DMR_FIELD_VOLUME,  /* the work that the document is part of: first of its section */
} dmr_field;

/* Meta under construction. */
typedef struct dmr_meta {
    demarche_meta *out;
    dmr_arena *arena;
    demarche_str volume;
    DMR_VEC(demarche_str) section;
} dmr_meta;

/* The field that goes by `name` in front matter; NONE where we know none. */
dmr_field dmr_field_by_name(demarche_str name);

/* How surely a column or member of that name holds the text ("text" before "body"); 0: it
 * does not. */
size_t dmr_text_name_rank(demarche_str name);

/*
 * Set a field to a copy of `value`, cleaned of control characters. Of several values the
 * first one counts, but each SECTION adds a step to the path; a date that is none leaves
 * the field empty. False for want of memory.
 */
bool dmr_meta_set(dmr_meta *meta, dmr_field field, demarche_str value);

/* Put the section path together: its own, or volume and title. False for want of memory. */
bool dmr_meta_finish(dmr_meta *meta);

#endif
