/*
 * Looking over a record: what the files that do it share. Each bad thing is a line "what;
 * where; what to do".
 */
#ifndef DMR_RECORD_RECORD_CHECK_H
#define DMR_RECORD_RECORD_CHECK_H

#include "record/record_db.h"

typedef struct dmr_record_check {
    demarche_record *record;
    bool repair;
    demarche_write_fn write;
    void *user;
    bool write_failed;
    uint64_t written; /* lines */
    demarche_record_checked *out;
    dmr_arena *arena; /* of one document */
    demarche_error *err;
} dmr_record_check;

/* Count and tell a bad thing. */
void dmr_record_check_bad(dmr_record_check *c, const char *what, const char *where,
                          const char *todo);

/* Count and tell what was made right: `n` rows. */
void dmr_record_check_mended(dmr_record_check *c, const char *what, int64_t n);

/* What to do about what is lost. */
extern const char dmr_record_check_restore[];

/* Run statements. What the file's damage refuses is told as bad and is no error; *good (may be
 * NULL) says whether they ran. */
demarche_status dmr_record_check_do(dmr_record_check *c, const char *sql, bool *good);

/* A question whose rows are bad things, each named by its first column. Where they can be mended
 * (`mend` is a statement; NULL: none) and it is asked for, they are. */
demarche_status dmr_record_check_rows(dmr_record_check *c, const char *what,
                                      const char *todo, const char *sql,
                                      const char *mend);

/* A question made ready; told as bad where the file's damage refuses it, then *s is NULL. */
demarche_status dmr_record_check_prepare(dmr_record_check *c, const char *sql,
                                         sqlite3_stmt **s);

/* The next row of a question: true; false at its end, after damage (told), after an error (in
 * *status). */
bool dmr_record_check_step(dmr_record_check *c, sqlite3_stmt *s, demarche_status *status);

/* Each document's hash, spans and words. */
demarche_status dmr_record_check_texts(dmr_record_check *c);

/* What is derived: versions, dyads, counts, boxes. */
demarche_status dmr_record_check_derived(dmr_record_check *c);

/* Search; its tables are read and written, so the record must be open for writing and in a
 * transaction. */
demarche_status dmr_record_check_search(dmr_record_check *c);

/* Which rows search lacks or has too many; reads alone. */
demarche_status dmr_record_check_search_rows(dmr_record_check *c);

#endif
