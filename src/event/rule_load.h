/*
 * Loading of lexicon/rules/: word classes, rules, and the index from trigger to rules.
 */
#ifndef DMR_EVENT_RULE_LOAD_H
#define DMR_EVENT_RULE_LOAD_H

#include "event/ontology.h"

/* Columns of a table of rules. */
enum {
    DMR_RULE_NAME,
    DMR_RULE_PATTERN,
    DMR_RULE_PARTIES,
    DMR_RULE_TYPE,
    DMR_RULE_MODE,
    DMR_RULE_CAMEO,
    DMR_RULE_CONTEXT,
    DMR_RULE_EXAMPLE,
    DMR_RULE_CODED,
    DMR_RULE_NOT,
    DMR_RULE_NOTE,
};

/* Whether that is a table of rules and not of classes: "rules/aid.tsv". */
bool dmr_is_rules_file(const char *name);

/* Its rows, as they stand there. As dmr_tables_load_file. */
demarche_status dmr_rules_read(dmr_table *out, const dmr_tables *tables,
                               dmr_tables_file *file, demarche_error *err);

/*
 * Read every rules/ *.tsv (classes*.tsv first) into *o, whose types, modes and contexts
 * are there already. A class or rule of an upper layer takes the place of one of the same
 * name below it. E_LEXICON with file and line for a bad row.
 */
demarche_status dmr_rules_load(dmr_ontology *o, dmr_tables *tables, dmr_arena *arena,
                               demarche_error *err);

#endif
