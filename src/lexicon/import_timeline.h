/*
 * Whom a name means when: the codes of an entry, laid out in time without overlaps. As in
 * PETRARCH, of several codes that hold on a day the first counts, and codes without days
 * hold when no other does.
 */
#ifndef DMR_LEXICON_IMPORT_TIMELINE_H
#define DMR_LEXICON_IMPORT_TIMELINE_H

#include "lexicon/import.h"

/* One code of an entry. */
typedef struct dmr_import_code {
    demarche_str text; /* CAMEO's, upper case */
    dmr_import_who who;
    dmr_day from, until;
    bool dated;
    size_t line;
    demarche_str comment;
} dmr_import_code;

typedef struct dmr_import_span {
    dmr_day from, until;
    uint32_t code; /* index */
} dmr_import_span;

/*
 * The spans in order of time, in the arena; neighbours that say the same are one. A code
 * that never holds gets no span. E_MEMORY.
 */
demarche_status dmr_import_timeline(dmr_import_span **out, size_t *n_out,
                                    dmr_import_code *codes, size_t n, dmr_arena *arena,
                                    demarche_error *err);

#endif
