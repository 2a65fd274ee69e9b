/*
 * Search gives sentences in the order of their numbers. The events of a few are looked up; of
 * many the tellings of all events are read, which blocks of strips have in the same order.
 */
#include "record/strip_words.h"

#include "record/query_sql.h"
#include "record/strip.h"
#include "record/strip_party.h"

enum { FEW = 8 }; /* sentences for each block */

static demarche_status prepare(sqlite3_stmt **out, demarche_record *record,
                               const char *sql, demarche_error *err)
{
    int code = sqlite3_prepare_v2(record->db, sql, -1, out, NULL);
    return code == SQLITE_OK ? DEMARCHE_OK : dmr_query_refuse(record, code, err);
}

/* Sentences on their way. */
typedef struct gathering {
    dmr_event_keys *out;
    dmr_arena *arena;
    bool failed;
} gathering;

static const char gathering_type[] = "dmr_gathering";

/* dmr_gather(number, gathering): SQLite goes through half a million rows in half the time that
 * it takes where each is stepped to. */
static void gather(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)context;
    (void)n;
    gathering *g = sqlite3_value_pointer(values[1], gathering_type);
    int64_t *number = g && !g->failed ? DMR_PUSH(g->arena, *g->out) : NULL;
    if (number)
        *number = sqlite3_value_int64(values[0]);
    else if (g)
        g->failed = true;
}

static void gathered(sqlite3_context *context)
{
    (void)context;
}

demarche_status dmr_strip_words_sql(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "dmr_gather", 2, SQLITE_UTF8, NULL, NULL,
                                      gather, gathered, NULL)
               ? DEMARCHE_E_MEMORY
               : DEMARCHE_OK;
}

static demarche_status list_sentences(dmr_event_keys *out, demarche_record *record,
                                      const char *words, dmr_arena *arena,
                                      demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    gathering g = {out, arena, false};
    demarche_status status = prepare(&s, record,
                                     "SELECT dmr_gather(rowid, ?2) FROM sentence_fts"
                                     " WHERE sentence_fts MATCH ?1",
                                     err);
    if (!status) {
        sqlite3_bind_text(s, 1, words, -1, SQLITE_STATIC);
        sqlite3_bind_pointer(s, 2, &g, gathering_type, NULL);
        int code = sqlite3_step(s);
        if (code != SQLITE_ROW)
            status = dmr_query_refuse(record, code, err);
        else if (g.failed || !dmr_event_keys_sort(out, arena))
            status = dmr_error_memory(err);
    }
    sqlite3_finalize(s);
    return status;
}

static demarche_status look_up(dmr_event_keys *out, demarche_record *record,
                               const dmr_event_keys *sentences, dmr_arena *arena,
                               demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    demarche_status status = prepare(
        &s, record, "SELECT event_key FROM event_report WHERE sentence_id = ?1", err);
    for (size_t i = 0; !status && i < sentences->n; i++) {
        sqlite3_bind_int64(s, 1, sentences->at[i]);
        status = dmr_strip_list(out, s, record, arena, err);
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
    return status;
}

/* The first place from `at` on that has `sentence` or one behind it: by steps that double,
 * then by halves. */
static size_t find(const dmr_event_keys *sentences, size_t at, int64_t sentence)
{
    size_t step = 1, end = at;
    while (end < sentences->n && sentences->at[end] < sentence) {
        at = end + 1;
        end += step;
        step *= 2;
    }
    end = end < sentences->n ? end : sentences->n;
    while (at < end) {
        size_t middle = at + (end - at) / 2;
        if (sentences->at[middle] < sentence)
            at = middle + 1;
        else
            end = middle;
    }
    return at;
}

/* The events of a block that are told in these sentences; *at: where the last block ended. */
static bool match_block(dmr_event_keys *out, int64_t block, const unsigned char *reports,
                        size_t n, const dmr_event_keys *sentences, size_t *at,
                        dmr_arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        dmr_strip_report r = dmr_strip_report_at(reports + i * DMR_STRIP_REPORT_BYTES);
        if (*at && sentences->at[*at - 1] >= r.sentence)
            *at = 0; /* a document that was read before those of the last block */
        *at = find(sentences, *at, r.sentence);
        if (*at == sentences->n || sentences->at[*at] != r.sentence)
            continue;
        int64_t *key = DMR_PUSH(arena, *out);
        if (!key)
            return false;
        *key = dmr_strip_key(block, r.at);
    }
    return true;
}

static demarche_status match_all(dmr_event_keys *out, demarche_record *record,
                                 const dmr_event_keys *sentences, dmr_arena *arena,
                                 demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    demarche_status status = prepare(
        &s, record, "SELECT block, reports FROM strip_coding ORDER BY block", err);
    size_t at = 0;
    int code = SQLITE_OK;
    while (!status && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const unsigned char *reports = sqlite3_column_blob(s, 1);
        size_t n = (size_t)sqlite3_column_bytes(s, 1);
        if (n % DMR_STRIP_REPORT_BYTES || (n && !reports))
            status = dmr_record_refuse(record, SQLITE_CORRUPT, err);
        else if (!match_block(out, sqlite3_column_int64(s, 0), reports,
                              n / DMR_STRIP_REPORT_BYTES, sentences, &at, arena))
            status = dmr_error_memory(err);
    }
    if (!status && code != SQLITE_DONE)
        status = dmr_query_refuse(record, code, err);
    sqlite3_finalize(s);
    return status;
}

static demarche_status count_blocks(size_t *out, demarche_record *record,
                                    demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    DMR_TRY(prepare(&s, record, "SELECT count(*) FROM strip_coding", err));
    int code = sqlite3_step(s);
    *out = code == SQLITE_ROW ? (size_t)sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return code == SQLITE_ROW ? DEMARCHE_OK : dmr_query_refuse(record, code, err);
}

demarche_status dmr_strip_words(dmr_event_keys *out, demarche_record *record,
                                const char *words, dmr_arena *arena, demarche_error *err)
{
    dmr_event_keys sentences = {0};
    size_t blocks;
    *out = (dmr_event_keys){0};
    if (!dmr_event_keys_reserve(&sentences, arena) || !dmr_event_keys_reserve(out, arena))
        return dmr_error_memory(err);
    DMR_TRY(list_sentences(&sentences, record, words, arena, err));
    DMR_TRY(count_blocks(&blocks, record, err));
    if (sentences.n / FEW < blocks)
        DMR_TRY(look_up(out, record, &sentences, arena, err));
    else
        DMR_TRY(match_all(out, record, &sentences, arena, err));
    return dmr_event_keys_sort(out, arena) ? DEMARCHE_OK : dmr_error_memory(err);
}
