/* Rows of an answer on standard output: as a table for people, CSV, TSV or JSONL. */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "demarche.h"

typedef enum cli_rows_format {
    CLI_ROWS_TABLE = 0,
    CLI_ROWS_CSV,
    CLI_ROWS_TSV,
    CLI_ROWS_JSONL,
} cli_rows_format;

/* The format of that name ("table", "csv", "tsv", "jsonl"); -1 if there is none. */
int cli_rows_by_name(const char *name);

/*
 * Write all rows; *n is their number. A table has the columns named in `columns` (NULL ends
 * them; NULL: all), as wide as the terminal or 80; the other formats have all.
 */
demarche_status cli_rows_write(demarche_answer *answer, cli_rows_format format,
                               const char *const *columns, uint64_t *n,
                               demarche_error *err);

/* The same; in JSONL each row begins with "part": `part` (NULL: it does not). */
demarche_status cli_rows_write_as(demarche_answer *answer, cli_rows_format format,
                                  const char *const *columns, const char *part,
                                  uint64_t *n, demarche_error *err);

#endif
