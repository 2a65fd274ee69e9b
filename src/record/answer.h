/*
 * The inside of an answer: rows of a statement, or rows that are worked out here (a diff).
 */
#ifndef DMR_RECORD_ANSWER_H
#define DMR_RECORD_ANSWER_H

#include <sqlite3.h>

#include "demarche.h"

/* Rows that no statement gives: their columns, and how to come by them. */
typedef struct dmr_answer_rows {
    const char *const *names;
    size_t n_names;
    demarche_status (*next)(void *self, bool *got, demarche_error *err);
    demarche_cell (*cell)(void *self, size_t column); /* column < n_names */
    void (*free)(void *self);
} dmr_answer_rows;

struct demarche_answer {
    demarche_record *record;
    sqlite3_stmt *s;             /* NULL: of `rows` */
    const dmr_answer_rows *rows; /* NULL: of `s` */
    void *self;                  /* what `rows` work on */
    uint64_t unknown;
    bool in_sql; /* the question was */
};

#endif
