/*
 * Loading of lexicon/rules/: word classes, rules, and the index from trigger to rules.
 */
#ifndef DMR_EVENT_RULE_LOAD_H
#define DMR_EVENT_RULE_LOAD_H

#include "event/ontology.h"

/*
 * Read every rules/ *.tsv (classes*.tsv first) into *o, whose types, modes and contexts
 * are there already. A class or rule of an upper layer takes the place of one of the same
 * name below it. E_LEXICON with file and line for a bad row.
 */
demarche_status dmr_rules_load(dmr_ontology *o, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err);

#endif
