/*
 * What codes and rules are in the words of a lexicon, for those who keep what was coded by it:
 * a record that is read in ten years says then still what KOR is, and what a rule asks for.
 */
#ifndef DMR_LEXICON_ROWS_H
#define DMR_LEXICON_ROWS_H

#include "base/json.h"
#include "base/tables.h"

/*
 * Write an object of two: `codes` has for each code of a state or an organisation what it is
 * (`kind`, `name`, and of a state the days `from` and `until`), `rules` for each rule its row
 * (columns of docs/RULES.md, none that is empty). Of several rows for one thing the first
 * holds. The tables were loaded before and are not changed; the arena is for what is read.
 * E_LEXICON for a bad row, E_MEMORY; E_IO is told by dmr_json_finish.
 */
demarche_status dmr_lexicon_rows_write(dmr_json *j, const dmr_tables *tables,
                                       dmr_arena *arena, demarche_error *err);

#endif
