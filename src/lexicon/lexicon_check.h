/*
 * Looking over a whole lexicon: every bad row, not only the first.
 *
 * The loaders say what they refuse (base/tables.h, complaints); the files check_*.c find
 * what no single row shows: codes and sources that are nowhere told, offices that overlap,
 * names that two rows claim on one day, what of an ontology nothing uses. docs/LEXICON.md has the rules.
 */
#ifndef DMR_LEXICON_LEXICON_CHECK_H
#define DMR_LEXICON_LEXICON_CHECK_H

#include "base/hash.h"
#include "base/tables.h"
#include "event/ontology.h"
#include "mention/mention.h"

typedef struct dmr_lexicon_check {
    dmr_tables *tables; /* with complaints */
    dmr_arena *arena;
    dmr_map *codes;   /* of states, regions and codes.tsv -> 1 */
    dmr_map *sources; /* keys of sources.tsv -> 1 */
    demarche_error *err;
} dmr_lexicon_check;

/*
 * Look over the tables; what is wrong is in *out, in order of file and line, each once.
 * Only rows of the layers from `first_layer` on are told. What lies in *out lies in the
 * arena. Fails for want of memory, and where a table that must be there is not (E_IO).
 */
demarche_status dmr_lexicon_check_all(dmr_complaints *out, dmr_tables *tables,
                                      uint32_t first_layer, dmr_arena *arena,
                                      demarche_error *err);

/* Keep a complaint of that row. E_MEMORY only. */
demarche_status dmr_check_complain(const dmr_lexicon_check *check,
                                   const dmr_table_row *row, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The tables whose rows have days, sources and codes; NULL ends. Loaders name the columns
 * in the same order. */
typedef struct dmr_check_table {
    const char *name;
    const char *columns[14];
    bool optional; /* a lexicon may lack it */
} dmr_check_table;
extern const dmr_check_table dmr_check_tables[];

/* The columns of states.tsv, actors.tsv and persons.tsv, as dmr_check_load gives them. */
enum { DMR_STATE_CODE, DMR_STATE_KIND, DMR_STATE_TEXT, DMR_STATE_FROM, DMR_STATE_UNTIL };
enum {
    DMR_ACTOR_NAME,
    DMR_ACTOR_NAMES,
    DMR_ACTOR_CODE,
    DMR_ACTOR_SECTOR,
    DMR_ACTOR_FROM,
    DMR_ACTOR_UNTIL
};
enum {
    DMR_PERSON_NAME,
    DMR_PERSON_NAMES,
    DMR_PERSON_STATE,
    DMR_PERSON_SECTOR,
    DMR_PERSON_OFFICE,
    DMR_PERSON_FROM,
    DMR_PERSON_UNTIL,
    DMR_PERSON_NOTE
};

/* Load one of dmr_check_tables by its name; no rows where an optional one is not there. */
demarche_status dmr_check_load(dmr_table *out, const dmr_lexicon_check *check,
                               const char *name);

/* The days on which a row surely holds: of "1950" to "1960" 1950-12-31 to 1960-01-01.
 * False where a date is none, or nothing is sure. */
typedef struct dmr_sure_days {
    dmr_day from, until;
} dmr_sure_days;
bool dmr_check_days(dmr_sure_days *out, demarche_str from, demarche_str until);

/* More than the day on which one hands over to the other. */
bool dmr_check_overlap(const dmr_sure_days *a, const dmr_sure_days *b);

/* Each adds its complaints. E_MEMORY, E_IO. */
demarche_status dmr_check_codes(dmr_lexicon_check *check);
demarche_status dmr_check_sources(dmr_lexicon_check *check);
demarche_status dmr_check_offices(dmr_lexicon_check *check);
demarche_status dmr_check_names(dmr_lexicon_check *check);
demarche_status dmr_check_ontology(dmr_lexicon_check *check, const dmr_ontology *o);

#endif
