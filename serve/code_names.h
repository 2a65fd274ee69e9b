/*
 * What codes of parties are called: as the lexicon of the record's last run had it, which the
 * record keeps. Codes that it does not know are called by themselves.
 */
#ifndef DEMARCHE_SERVE_CODE_NAMES_H
#define DEMARCHE_SERVE_CODE_NAMES_H

#include <stdbool.h>

#include "demarche.h"

typedef struct code_names code_names;

/* Days are EDTF, "1922-12-30"; NULL: open. */
typedef struct code_name {
    const char *name, *from, *until;
    bool organisation;
} code_name;

/* Read those of a record; *out is to be freed. E_RECORD, E_MEMORY. */
demarche_status code_names_read(code_names **out, demarche_record *record,
                                demarche_error *err);

/* NULL is fine. */
void code_names_free(code_names *names);

/* NULL: nobody has that code. `names` may be NULL: nobody has any. */
const code_name *code_names_find(const code_names *names, const char *code);

#endif
