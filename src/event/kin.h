/*
 * Kin: for words that no rule is of, the words of rules that are used most like them
 * ("castigate": "condemn", "deplore"). Rows of ontology/kin.tsv, which train/kin.py makes from
 * the model's word vectors. A lexicon without that table knows none. Only where gaps are filled
 * they count.
 */
#ifndef DMR_EVENT_KIN_H
#define DMR_EVENT_KIN_H

#include "event/match.h"

enum { DMR_KIN_MAX = 5 };

typedef struct dmr_kin_row {
    double like; /* 0..1: how much the nearest is */
    struct {
        demarche_str lemma;
        double share; /* of the word's sense; all of a row make 1 */
    } at[DMR_KIN_MAX];
    size_t n;
} dmr_kin_row;

struct dmr_kin {
    const dmr_map *rows; /* "castigate/V" -> index into `at` */
    const dmr_kin_row *at;
};

/* Load the table into the arena; *out is NULL where the lexicon has none. E_LEXICON with file
 * and line for a row that is not as it should be. */
demarche_status dmr_kin_load(const dmr_kin **out, dmr_tables *tables, dmr_arena *arena,
                             demarche_error *err) DEMARCHE_MUST_CHECK;

/* The kin of a word of the sentence; NULL where it has none, or a rule is of it. */
const dmr_kin_row *dmr_kin_of(const dmr_view *view, int32_t word);

/* How far each type of the ontology is that of the rules of a word's kin: `share` (n_types),
 * which add up to 1 or are 0. */
void dmr_kin_types(const dmr_kin_row *kin, const dmr_view *view, int32_t word,
                   double *share);

/* The first rule of that type of a kin of the word, whose number goes into *which; NULL: there
 * is none. */
const dmr_rule *dmr_kin_rule(const dmr_kin_row *kin, const dmr_view *view, int32_t word,
                             const dmr_type *type, size_t *which);

#endif
