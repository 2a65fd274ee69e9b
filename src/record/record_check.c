/* Looking over a record: SQLite's own checks, keys, counts; the rest in record_check_*.c. */
#include "record/record_check.h"

#include <stdio.h>

enum { LINES_MOST = DEMARCHE_RECORD_COMPLAINTS };

const char dmr_record_check_restore[] =
    "restore the record from a copy, or code its documents into a new one";

/* -------------------------------------------------------------------------- telling */

static void tell(dmr_record_check *c, const char *line, int n)
{
    if (c->write_failed || c->written >= LINES_MOST)
        return;
    c->written++;
    c->write_failed = c->write(c->user, line, (size_t)n) != 0;
}

void dmr_record_check_bad(dmr_record_check *c, const char *what, const char *where,
                          const char *todo)
{
    char line[1024];
    int n = snprintf(line, sizeof line, "%s; %s; %s", what, where, todo);
    if (n < 0)
        n = 0;
    if (n > (int)sizeof line - 2)
        n = (int)sizeof line - 2;
    for (int i = 0; i < n; i++) { /* whatever a damaged file says is one line */
        if ((unsigned char)line[i] < 0x20)
            line[i] = ' ';
    }
    line[n] = '\n';
    tell(c, line, n + 1);
    c->out->bad++;
}

void dmr_record_check_mended(dmr_record_check *c, const char *what, int64_t n)
{
    char line[256];
    int len = snprintf(line, sizeof line, "%s; %lld row%s; mended\n", what, (long long)n,
                       n == 1 ? "" : "s");
    if (len > 0 && len < (int)sizeof line)
        tell(c, line, len);
    c->out->mended += (uint64_t)n;
}

/* True where SQLite's code says that the file is damaged, and not that we cannot go on. */
static bool is_damage(int code)
{
    code &= 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_ERROR || code == SQLITE_CONSTRAINT ||
           code == SQLITE_MISMATCH || code == SQLITE_NOTADB;
}

static demarche_status refuse(dmr_record_check *c, int code)
{
    if (!is_damage(code))
        return dmr_record_refuse(c->record, code, c->err);
    char where[300];
    snprintf(where, sizeof where, "%.100s: %.180s", c->record->path,
             sqlite3_errmsg(c->record->db));
    dmr_record_check_bad(c, "the file is damaged, so that not all could be looked at",
                         where, dmr_record_check_restore);
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- asking */

demarche_status dmr_record_check_do(dmr_record_check *c, const char *sql, bool *good)
{
    int code = sqlite3_exec(c->record->db, sql, NULL, NULL, NULL);
    if (good)
        *good = code == SQLITE_OK;
    return code == SQLITE_OK ? DEMARCHE_OK : refuse(c, code);
}

demarche_status dmr_record_check_prepare(dmr_record_check *c, const char *sql,
                                         sqlite3_stmt **s)
{
    int code = sqlite3_prepare_v2(c->record->db, sql, -1, s, NULL);
    return code == SQLITE_OK ? DEMARCHE_OK : refuse(c, code);
}

bool dmr_record_check_step(dmr_record_check *c, sqlite3_stmt *s, demarche_status *status)
{
    int code = sqlite3_step(s);
    *status = DEMARCHE_OK;
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        *status = refuse(c, code);
    sqlite3_reset(s);
    return false;
}

demarche_status dmr_record_check_rows(dmr_record_check *c, const char *what,
                                      const char *todo, const char *sql, const char *mend)
{
    sqlite3_stmt *s = NULL;
    demarche_status status;
    int64_t n = 0;
    bool good, mending = c->repair && mend;
    DMR_TRY(dmr_record_check_prepare(c, sql, &s));
    while (s && dmr_record_check_step(c, s, &status)) {
        n++;
        if (!mending) {
            const char *where = (const char *)sqlite3_column_text(s, 0);
            dmr_record_check_bad(c, what, where ? where : "?", todo);
        }
    }
    sqlite3_finalize(s);
    if (!s || status || !n || !mending)
        return s ? status : DEMARCHE_OK;
    DMR_TRY(dmr_record_check_do(c, mend, &good));
    if (good)
        dmr_record_check_mended(c, what, n);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ SQLite's own */

static const char mendable[] = "record check --repair mends it";

/* Rows that an index lacks can be put in it again; other damage cannot be undone. */
static demarche_status check_pages(dmr_record_check *c)
{
    sqlite3_stmt *s = NULL;
    demarche_status status = DEMARCHE_OK;
    int64_t index_rows = 0;
    bool good = false;
    DMR_TRY(dmr_record_check_prepare(c, "PRAGMA integrity_check(1000)", &s));
    while (s && dmr_record_check_step(c, s, &status)) {
        demarche_str said = dmr_record_column(s, 0);
        if (dmr_str_is(said, "ok") || !said.len)
            continue;
        bool of_index =
            dmr_str_find(said, DMR_STR("missing from index"), 0) != SIZE_MAX ||
            dmr_str_find(said, DMR_STR("entries in index"), 0) != SIZE_MAX;
        index_rows += of_index;
        if (!of_index)
            dmr_record_check_bad(c, "a page of the file is damaged", said.ptr,
                                 dmr_record_check_restore);
        else if (!c->repair)
            dmr_record_check_bad(c, "an index is not that of its table", said.ptr,
                                 mendable);
    }
    sqlite3_finalize(s);
    if (status || !index_rows || !c->repair)
        return status;
    DMR_TRY(dmr_record_check_do(c, "REINDEX", &good));
    if (good)
        dmr_record_check_mended(c, "an index is not that of its table", index_rows);
    return DEMARCHE_OK;
}

/* Of derived tables the rows are made anew; of the others something is lost. */
static demarche_status check_keys(dmr_record_check *c)
{
    static const char sql[] =
        "SELECT 'table ' || \"table\" || ', row ' || ifnull(rowid, '?') || ': there is no"
        " such row of ' || parent FROM pragma_foreign_key_check"
        " WHERE \"table\" NOT IN ('dyad', 'code_document')";
    return dmr_record_check_rows(c, "what a row belongs to is missing",
                                 dmr_record_check_restore, sql, NULL);
}

/* ----------------------------------------------------------------------------- rows */

#define WITHIN(key, id) key " >= " id " << 24 AND " key " < (" id " + 1) << 24"
#define HOW_MANY(table, key, id)                                                         \
    "(SELECT count(*) FROM " table " WHERE " WITHIN(key, id) ")"
/* 0 where numbers go from 0 up without a gap. */
#define GAPS(table, key, id)                                                             \
    "(SELECT ifnull(max(" key ") - (" id " << 24) + 1, 0) - count(*) FROM " table        \
    " WHERE " WITHIN(key, id) ")"

/* Every count of what a run did, over the codings that it came to. */
#define RUN_COUNTS                                                                       \
    "(documents, same, bytes, sentences, tokens, mentions, unresolved, events, reports," \
    " rejected, sentences_uncoded, sentences_discarded, failures)"
#define RUN_SHOULD                                                                       \
    "(SELECT count(*), ifnull(sum(EXISTS (SELECT 1 FROM coded x WHERE x.coding_id ="     \
    " c.coding_id AND x.run_id < c.run_id)), 0), ifnull(sum(d.bytes), 0),"               \
    " ifnull(sum(g.sentences), 0), ifnull(sum(g.tokens), 0), ifnull(sum(o.mentions), "   \
    "0),"                                                                                \
    " ifnull(sum(o.unresolved), 0), ifnull(sum(o.events), 0), ifnull(sum(o.reports), "   \
    "0),"                                                                                \
    " ifnull(sum(o.rejected), 0), ifnull(sum(o.sentences_uncoded), 0),"                  \
    " ifnull(sum(o.sentences_discarded), 0),"                                            \
    " (SELECT count(*) FROM failure f WHERE f.run_id = run.run_id)"                      \
    " FROM coded c JOIN document d USING (document_id) JOIN coding o USING (coding_id)"  \
    " JOIN reading g ON g.reading_id = o.reading_id WHERE c.run_id = run.run_id)"

/* Things that are bad where a question has rows. */
static const struct thing {
    const char *what, *sql, *mend;
} things[] = {
    {"sentences or paragraphs are missing",
     "SELECT 'reading ' || reading_id || ' of document ' || document_id FROM reading r"
     " WHERE sentences <> " HOW_MANY(
         "sentence", "sentence_id",
         "r.reading_id") " OR 0 <> " GAPS("sentence", "sentence_id",
                                          "r.reading_id") " OR paragraphs <> (SELECT "
                                                          "count(*) FROM paragraph p "
                                                          "WHERE p.reading_id ="
                                                          " r.reading_id)",
     NULL},
    {"words of sentences are not as many as were counted",
     "SELECT 'reading ' || reading_id || ' of document ' || document_id FROM reading r"
     " WHERE tokens <> (SELECT ifnull(sum(tokens), 0) FROM sentence"
     " WHERE " WITHIN("sentence_id", "r.reading_id") ")",
     NULL},
    {"mentions, events or reports are missing",
     "SELECT 'coding ' || coding_id || ' of document ' || document_id FROM coding c"
     " WHERE mentions <> " HOW_MANY(
         "mention", "mention_id",
         "c.coding_id") " OR 0 <> " GAPS("mention", "mention_id",
                                         "c.coding_id") " OR events <> " HOW_MANY("event",
                                                                                  "event_"
                                                                                  "key",
                                                                                  "c."
                                                                                  "coding"
                                                                                  "_id") " OR 0 <> " GAPS("event",
                                                                                                          "event_key",
                                                                                                          "c.coding_id") " OR reports <> " HOW_MANY("event_report",
                                                                                                                                                    "event_key",
                                                                                                                                                    "c.coding_id"),
     NULL},
    {"an event has not as many reports as it says, or none",
     "SELECT 'event ' || event_id || ' (' || event_key || ')' FROM event e"
     " WHERE reports < 1 OR reports <> (SELECT count(*) FROM event_report p"
     " WHERE p.event_key = e.event_key)",
     NULL},
    {"a coding is of another document than its reading",
     "SELECT 'coding ' || coding_id FROM coding c JOIN reading r USING (reading_id)"
     " WHERE c.document_id <> r.document_id",
     NULL},
    {"a run came to the coding of another document",
     "SELECT 'document ' || d.document_id || ', run ' || run_id FROM coded d"
     " JOIN coding c USING (coding_id) WHERE c.document_id <> d.document_id",
     NULL},
    {"a mention stands in a sentence of another reading",
     "SELECT 'mention ' || mention_id FROM mention m JOIN coding c ON c.coding_id ="
     " mention_id >> 24 WHERE sentence_id >> 24 <> reading_id",
     NULL},
    {"an event stands in a sentence of another reading",
     "SELECT 'event ' || event_id || ' (' || event_key || ')' FROM event e JOIN coding c"
     " ON c.coding_id = event_key >> 24 WHERE sentence_id >> 24 <> reading_id",
     NULL},
    {"a report stands in a sentence of another reading",
     "SELECT 'report ' || report_id || ' of event ' || event_key FROM event_report"
     " JOIN coding c ON c.coding_id = event_key >> 24"
     " WHERE sentence_id >> 24 <> reading_id",
     NULL},
    {"an event is of a deed whose first event is missing",
     "SELECT 'event ' || event_id || ' (' || event_key || ')' FROM event e"
     " WHERE NOT EXISTS (SELECT 1 FROM event d WHERE d.event_key = e.deed)",
     NULL},
    {"no coding of a document holds",
     "SELECT 'document ' || document_id || ' (' || doc || ')' FROM document d"
     " WHERE NOT EXISTS (SELECT 1 FROM coded c WHERE c.document_id = d.document_id"
     " AND c.recorded_until IS NULL)",
     NULL},
    {"a coding ended before it began, or was ended by no run",
     "SELECT 'document ' || document_id || ', run ' || run_id FROM coded"
     " WHERE (recorded_until IS NULL) <> (until_run IS NULL)"
     " OR recorded_until < recorded_from",
     NULL},
    {"a run's counts are not those of what it coded",
     "SELECT 'run ' || run_id FROM run WHERE " RUN_COUNTS " IS NOT " RUN_SHOULD,
     "UPDATE run SET " RUN_COUNTS " = " RUN_SHOULD},
};

static demarche_status check_things(dmr_record_check *c)
{
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        const struct thing *t = &things[i];
        DMR_TRY(dmr_record_check_rows(
            c, t->what, t->mend ? mendable : dmr_record_check_restore, t->sql, t->mend));
    }
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ all */

static demarche_status count_rows(dmr_record_check *c)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM event)";
    sqlite3_stmt *s = NULL;
    demarche_status status = DEMARCHE_OK;
    DMR_TRY(dmr_record_check_prepare(c, sql, &s));
    if (s && dmr_record_check_step(c, s, &status)) {
        c->out->documents = (uint64_t)sqlite3_column_int64(s, 0);
        c->out->events = (uint64_t)sqlite3_column_int64(s, 1);
    }
    sqlite3_finalize(s);
    return status;
}

static demarche_status check_all(dmr_record_check *c)
{
    DMR_TRY(count_rows(c));
    DMR_TRY(check_pages(c));
    DMR_TRY(check_keys(c));
    DMR_TRY(check_things(c));
    DMR_TRY(dmr_record_check_texts(c));
    DMR_TRY(dmr_record_check_derived(c));
    DMR_TRY(dmr_record_check_search_rows(c));
    return c->repair ? dmr_record_check_search(c) : DEMARCHE_OK;
}

/* One transaction, so that all is of one moment; a repair is whole or none. The commands of
 * FTS5 count as writing, so that without a repair they have one of their own. */
static demarche_status check_within(dmr_record_check *c)
{
    sqlite3 *db = c->record->db;
    int code =
        sqlite3_exec(db, c->repair ? "BEGIN IMMEDIATE" : "BEGIN", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return dmr_record_refuse(c->record, code, c->err);
    demarche_status status = check_all(c);
    if (!status && c->repair && c->out->mended) {
        code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
        if (code != SQLITE_OK)
            status = dmr_record_refuse(c->record, code, c->err);
    }
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    if (status || c->repair || !c->record->writes)
        return status;
    code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return dmr_record_refuse(c->record, code, c->err);
    status = dmr_record_check_search(c);
    if (!sqlite3_get_autocommit(db))
        sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

demarche_status demarche_record_check(demarche_record *record, bool repair,
                                      demarche_write_fn write, void *user,
                                      demarche_record_checked *out, demarche_error *err)
{
    if (!record || !write || !out || (repair && !record->writes))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "looking over a record needs it, a place for what is found, "
                             "and to repair it one that is open for writing");
    *out = (demarche_record_checked){0};
    DMR_TRY(demarche_record_commit(record, err));
    dmr_record_check c = {.record = record,
                          .repair = repair,
                          .write = write,
                          .user = user,
                          .out = out,
                          .arena = dmr_arena_new(0),
                          .err = err};
    if (!c.arena)
        return dmr_error_memory(err);
    demarche_status status = check_within(&c);
    dmr_arena_free(c.arena);
    if (status)
        return status;
    if (c.write_failed)
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "what was found could not be written");
    return DEMARCHE_OK;
}
