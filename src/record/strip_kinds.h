/*
 * Kinds of events (event_kind) as counts want them: numbers by which to add up, and the
 * words of these. A record remembers those that it has read.
 */
#ifndef DMR_RECORD_STRIP_KINDS_H
#define DMR_RECORD_STRIP_KINDS_H

#include "record/record_db.h"

/* What each kind has as a word. */
typedef enum dmr_kind_word {
    DMR_KIND_TYPE,
    DMR_KIND_MODE, /* with its type: CONSULT-visit */
    DMR_KIND_TRACK,
    DMR_KIND_MODALITY,
    DMR_KIND_RULE,
    DMR_KIND_WORDS
} dmr_kind_word;

typedef struct dmr_kind {
    uint32_t words[DMR_KIND_WORDS]; /* indexes of `words` */
    demarche_str mode;              /* alone */
    demarche_str contexts;          /* parted by commas */
    int32_t scale;                  /* in millionths */
    bool scaled, is_undone;         /* negated or hypothetical */
    int8_t quad;                    /* 0: none */
} dmr_kind;

struct dmr_kinds {
    dmr_arena *arena;
    dmr_map *met; /* word -> index + 1 */
    DMR_VEC(demarche_str) words;
    dmr_kind *at; /* (n) by kind_id; one that is not there has no type */
    size_t n;
};

/* All kinds that the record has now. They are the record's, until it is written to. */
demarche_status dmr_kinds_read(demarche_record *record, const dmr_kinds **out,
                               demarche_error *err);
void dmr_kinds_forget(demarche_record *record);

#endif
