/*
 * The inside of a record: one SQLite connection with its statements, and what all files of
 * this stage share.
 */
#ifndef DMR_RECORD_DB_H
#define DMR_RECORD_DB_H

#include <sqlite3.h>

#include "base/error.h"
#include "base/str.h"
#include "record/schema.h"

typedef enum dmr_record_statement {
    DMR_RECORD_BEGIN = 0,
    DMR_RECORD_COMMIT,
    DMR_RECORD_ROLLBACK,
    DMR_RECORD_FIND_DOCUMENT,
    DMR_RECORD_FIND_CODING,
    DMR_RECORD_ADD_RUN,
    DMR_RECORD_COUNT_RUN,
    DMR_RECORD_ADD_DOCUMENT,
    DMR_RECORD_ADD_SECTION,
    DMR_RECORD_ADD_CODING,
    DMR_RECORD_ADD_PARAGRAPH,
    DMR_RECORD_ADD_SENTENCE,
    DMR_RECORD_ADD_MENTION,
    DMR_RECORD_ADD_EVENT,
    DMR_RECORD_ADD_PARTY,
    DMR_RECORD_ADD_CONTEXT,
    DMR_RECORD_ADD_QUANTITY,
    DMR_RECORD_ADD_REPORT,
    DMR_RECORD_ADD_REPORT_PARTY,
    DMR_RECORD_ADD_REASON,
    DMR_RECORD_STATEMENTS
} dmr_record_statement;

struct demarche_record {
    sqlite3 *db;
    char *path; /* for messages */
    sqlite3_stmt *statements[DMR_RECORD_STATEMENTS];
    /* who codes: the identity of what is added */
    char lexicon_hash[17], model_hash[17], kernel[16];
    int64_t run; /* row of this run, 0 before the first document is added */
};

/* The SQL of a statement; static. */
const char *dmr_record_sql(dmr_record_statement which);

/* Fill *err from the connection's last error: one line, what, where, what to do. */
demarche_status dmr_record_refuse(const demarche_record *record, int code,
                                  demarche_error *err);

/* Bind: the empty string, NaN and (for ..._id) 0 become NULL. */
void dmr_record_bind_str(sqlite3_stmt *s, int column, demarche_str value);
void dmr_record_bind_text(sqlite3_stmt *s, int column, const char *value);
void dmr_record_bind_real(sqlite3_stmt *s, int column, double value);
void dmr_record_bind_id(sqlite3_stmt *s, int column, int64_t value);
void dmr_record_bind_size(sqlite3_stmt *s, int column, uint64_t value);

/* Bind a span to two columns; NULL and NULL where there is none. */
void dmr_record_bind_span(sqlite3_stmt *s, int column, demarche_span span);

/* Run a statement that gives no row, and make it ready for the next. */
demarche_status dmr_record_run(demarche_record *record, dmr_record_statement which,
                               demarche_error *err);

/* Run a statement that gives one number or none; *found says which. */
demarche_status dmr_record_number(demarche_record *record, dmr_record_statement which,
                                  int64_t *value, bool *found, demarche_error *err);

/* Rows of one document, under a coding that is there already. */
demarche_status dmr_record_add_text(demarche_record *record, int64_t coding,
                                    const demarche_document *doc, demarche_error *err);
demarche_status dmr_record_add_mentions(demarche_record *record, int64_t coding,
                                        const demarche_document *doc,
                                        demarche_error *err);
demarche_status dmr_record_add_events(demarche_record *record, int64_t coding,
                                      const demarche_document *doc, demarche_error *err);

/* 16 hexadecimal digits over a document's text and what it says of itself. */
void dmr_record_content_hash(const demarche_document *doc, char out[17]);

#endif
