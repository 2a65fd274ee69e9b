/*
 * A function that gives a table: `FROM article, demarche_code(article.body, article.date)`.
 * For SQLite it is a virtual table whose hidden columns are what the function is given.
 */
#ifndef DMR_SQLITE_TABLE_FUNCTION_H
#define DMR_SQLITE_TABLE_FUNCTION_H

#include "extension.h"
#include "sql_options.h"

/* What the functions differ in. */
typedef struct ext_table {
    const char *name;
    /* CREATE TABLE x(...): the hidden columns last: text, date (where it has one), options */
    const char *schema;
    int n_columns;   /* that are not hidden */
    int json_column; /* the line of JSON; -1: none */
    bool has_date;
    unsigned options; /* bits of those that it takes: 1u << EXT_OPTION_... */
    demarche_stage stage;
    size_t (*count)(const demarche_document *doc); /* of its rows */
    /* Whether a row is asked for; NULL: all are. */
    bool (*is_wanted)(const demarche_document *doc, size_t row,
                      const demarche_wanted *wanted);
    /* Give a column that is neither hidden nor the JSON. */
    void (*column)(sqlite3_context *context, const demarche_document *doc, size_t row,
                   int column);
    /* A line of JSON for each row that is asked for, in order. */
    demarche_status (*write)(const demarche_document *doc, const demarche_wanted *wanted,
                             demarche_write_fn write, void *user, demarche_error *err);
} ext_table;

extern const ext_table ext_code_table, ext_parse_table, ext_mentions_table;

/* Give a table to the connection; `release` is called with it when the table goes, and
 * where it cannot be given. An SQLite code. */
int ext_add_table(ext_connection *connection, const ext_table *table,
                  void (*release)(void *connection));

/* Results: NULL where there is nothing. */
void ext_give(sqlite3_context *context, demarche_str s);
void ext_give_c(sqlite3_context *context, const char *s);
void ext_give_number(sqlite3_context *context, double number);
void ext_give_slice(sqlite3_context *context, const demarche_document *doc, size_t start,
                    size_t end);

/* Several values in one, parted by '|', as in TSV. */
typedef struct ext_joined {
    sqlite3_str *to;
    int n;
} ext_joined;

void ext_join(ext_joined *joined, demarche_str s);
void ext_give_joined(sqlite3_context *context, ext_joined *joined);

#endif
