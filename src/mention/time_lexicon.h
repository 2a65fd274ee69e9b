/*
 * Dated happenings and reigns: rows of times.tsv, found by their words.
 */
#ifndef DMR_MENTION_TIME_LEXICON_H
#define DMR_MENTION_TIME_LEXICON_H

#include "mention/feast.h"
#include "mention/time_find.h"

typedef struct dmr_happening {
    demarche_str id, name; /* the first of its names */
    demarche_str edtf;     /* as in the table, without `?` */
    demarche_str kind;     /* war, crisis, games, reign, ... */
    dmr_day first, last;
    bool sure;       /* a date and not a happening ("Christmas Day 1979"): no `?` */
    dmr_feast feast; /* of a yearly one, "Christmas": first and last are not set */
    uint32_t layer;  /* of its row: of two of one name the upper is meant */
} dmr_happening;

const dmr_happening *dmr_time_lexicon_at(const dmr_time_lexicon *lexicon, int32_t row);

/*
 * The longest name that begins at word i of the tree: the word behind it and its row, or
 * i where none does. Case is folded, but a name written with capitals needs one in the
 * text. What began behind `as_of` (DMR_DAY_NONE: no limit) cannot be meant; of two of one
 * name ("the Gulf War") it is the later.
 */
int32_t dmr_time_lexicon_match(const dmr_time_lexicon *lexicon, const dmr_tree *tree,
                               int32_t i, dmr_day as_of, int32_t *row);

#endif
