/*
 * The tables of a lexicon: a folder, and folders laid over it.
 *
 * Layer 0 is the base; each folder that is added makes a layer above all before it. The
 * rows of a table come from the top layer down to the base, so that "the first row holds"
 * means that an added row wins; loaders look at a row's layer where order alone does not
 * say so. Every file is read once, when the tables are opened.
 */
#ifndef DMR_BASE_TABLES_H
#define DMR_BASE_TABLES_H

#include "base/table.h"

typedef struct dmr_tables_file {
    const char *name; /* below its folder: "rules/aid.tsv" */
    dmr_table_file file;
    bool known; /* a loader asked for it */
} dmr_tables_file;

typedef struct dmr_tables {
    dmr_arena *arena;
    const char *base;               /* path of the base, for messages */
    DMR_VEC(dmr_tables_file) files; /* the top layer first, each in order of the names */
    uint32_t n_layers;
    uint64_t hash;              /* over names and bytes of all files, layer by layer */
    dmr_complaints *complaints; /* NULL: the first bad row ends the loading */
} dmr_tables;

/*
 * Read all tables (*.tsv) of the folder `base`. Everything in *out lies in the arena.
 * E_IO, E_LIMIT, E_MEMORY.
 */
demarche_status dmr_tables_open(dmr_tables **out, const char *base, dmr_arena *arena,
                                demarche_error *err);

/* Lay the folder `dir` over what is there. E_IO, E_LIMIT, E_MEMORY. */
demarche_status dmr_tables_add(dmr_tables *tables, const char *dir, demarche_error *err);

/*
 * Take the event side of what is there away (ontology/, rules/ and patterns, but not the
 * sectors, which say what parties are), and lay the folder `dir` over the rest: an ontology
 * instead of the one before. It must have ontology/types.tsv, and a table in rules/ or
 * patterns.tsv. E_IO, E_LIMIT, E_MEMORY.
 */
demarche_status dmr_tables_replace_ontology(dmr_tables *tables, const char *dir,
                                            demarche_error *err);

/* The table `name` of all layers. E_IO where no layer has it; else as dmr_table_parse. */
demarche_status dmr_tables_load(dmr_table *out, dmr_tables *tables, const char *name,
                                const char *const *columns, demarche_error *err);

/* One file of it alone. */
demarche_status dmr_tables_load_file(dmr_table *out, const dmr_tables *tables,
                                     dmr_tables_file *file, const char *const *columns,
                                     demarche_error *err);

bool dmr_tables_has(const dmr_tables *tables, const char *name);

/* Where the uppermost layer has that table, for messages; `name` where none has. */
const char *dmr_tables_path(const dmr_tables *tables, const char *name);

/* See dmr_complaints_take: what becomes of `row`, whose loading gave `status`. */
demarche_status dmr_tables_row(const dmr_tables *tables, const dmr_table_row *row,
                               demarche_status status, demarche_error *err);

/*
 * A file that no loader asked for (persons.csv saved as "person.tsv") would be lost in
 * silence: E_LEXICON names the first one of the layers above the base; with complaints
 * every one, of all layers. Call it when all is loaded.
 */
demarche_status dmr_tables_all_known(const dmr_tables *tables, demarche_error *err);

#endif
