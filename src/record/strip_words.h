/* The events whose tellings have words in their sentences. */
#ifndef DMR_RECORD_STRIP_WORDS_H
#define DMR_RECORD_STRIP_WORDS_H

#include "record/event_keys.h"
#include "record/record_db.h"

/* Of an FTS5 query; their keys sorted, in the arena. E_ARGUMENT where the query is none.
 * Events that hold no more may be among them. */
demarche_status dmr_strip_words(dmr_event_keys *out, demarche_record *record,
                                const char *words, dmr_arena *arena, demarche_error *err);

/* The SQL function that it needs. E_MEMORY. */
demarche_status dmr_strip_words_sql(sqlite3 *db);

#endif
