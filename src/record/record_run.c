/* Runs: who codes from when to when, and what could not be read. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "record/record_db.h"
#include "record/strip_kinds.h"

/* A transaction of many documents is some ten times as fast as one for each; after a crash at
 * most these are coded again. */
enum { DOCUMENTS_MOST = 4000, BYTES_MOST = 16 * 1024 * 1024 };

/* Each commit writes every page that was touched, and in a large record these are many: so
 * the longer there is work, the longer transactions may be. Seconds, and a part of the time
 * since the first. */
#define SECONDS_LEAST 0.5
#define SECONDS_MOST 4.0
#define SECONDS_PART 0.1

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ------------------------------------------------------------------------ transactions */

demarche_status dmr_record_begin(demarche_record *record, demarche_error *err)
{
    if (record->in_transaction)
        return DEMARCHE_OK;
    DMR_TRY(dmr_record_do(record, DMR_RECORD_BEGIN, err));
    record->in_transaction = true;
    record->begun = now();
    if (!(record->at_work > 0))
        record->at_work = record->begun;
    record->added = record->bytes = 0;
    return DEMARCHE_OK;
}

void dmr_record_lose(demarche_record *record)
{
    dmr_record_words_forget(record);
    record->uncounted = record->counted_to = 0;
    record->n_touched = 0;
    dmr_kinds_forget(record);
    if (!sqlite3_get_autocommit(record->db))
        (void)dmr_record_do(record, DMR_RECORD_ROLLBACK, NULL);
    record->in_transaction = false;
    record->run = 0; /* its row may be gone */
    dmr_record_names_forget(record);
}

demarche_status demarche_record_commit(demarche_record *record, demarche_error *err)
{
    if (!record)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a record is needed");
    if (!record->in_transaction)
        return DEMARCHE_OK;
    demarche_status status = dmr_record_count_derived(record, err);
    if (!status)
        status = dmr_record_write_strips(record, err);
    if (!status)
        status = dmr_record_words_write(record, err);
    if (!status)
        status = dmr_record_do(record, DMR_RECORD_COMMIT, err);
    if (status)
        dmr_record_lose(record);
    record->in_transaction = false;
    return status;
}

demarche_status dmr_record_commit_if_due(demarche_record *record, demarche_error *err)
{
    double at = now(), may = SECONDS_PART * (at - record->at_work);
    may = may < SECONDS_LEAST ? SECONDS_LEAST : may > SECONDS_MOST ? SECONDS_MOST : may;
    size_t most = record->commit ? record->commit : DOCUMENTS_MOST;
    if (record->added < most && record->bytes < BYTES_MOST && at - record->begun < may)
        return DEMARCHE_OK;
    return demarche_record_commit(record, err);
}

/* --------------------------------------------------------------------------------- run */

void dmr_record_bind_coder(const demarche_record *record, sqlite3_stmt *s, int column)
{
    const dmr_record_coder *c = &record->coder;
    dmr_record_bind_text(s, column, c->version);
    dmr_record_bind_text(s, column + 1, c->lexicon_hash);
    dmr_record_bind_text(s, column + 2, c->model_hash);
    dmr_record_bind_real(s, column + 3, c->fill > 0 ? c->fill : NAN);
}

void dmr_record_coder_free(dmr_record_coder *coder)
{
    free(coder->options);
    free(coder->lexicon);
    *coder = (dmr_record_coder){0};
}

/* What the engine's lexicon says, as text; *out is to be freed. */
static demarche_status write_lexicon(char **out, const demarche_engine *engine,
                                     demarche_error *err)
{
    dmr_buffer text = {0};
    demarche_status status = demarche_lexicon_write(engine, dmr_buffer_write, &text, err);
    if (!status && dmr_buffer_write(&text, "", 1))
        status = dmr_error_memory(err);
    if (status)
        free(text.at);
    else
        *out = text.at;
    return status;
}

demarche_status demarche_record_begin(demarche_record *record,
                                      const demarche_engine *engine,
                                      const demarche_run_options *opts,
                                      demarche_error *err)
{
    static const demarche_run_options defaults = DEMARCHE_RUN_OPTIONS_INIT;
    if (!record || !record->writes || !engine)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a run needs a record that is open for writing, and an "
                             "engine");
    if (!opts)
        opts = &defaults;
    if (opts->version != DEMARCHE_RUN_OPTIONS_VERSION ||
        !(opts->fill >= 0 && opts->fill <= 1))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "run options of version %u, fill %g; this library knows "
                             "version %d, fill from 0 to 1",
                             (unsigned)opts->version, opts->fill,
                             DEMARCHE_RUN_OPTIONS_VERSION);
    if (!demarche_engine_folds(engine))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record keeps every telling as a report of its event; "
                             "open the engine without no_fold");
    DMR_TRY(demarche_record_commit(record, err));
    dmr_record_coder *c = &record->coder;
    dmr_record_coder_free(c);
    c->fill = opts->fill;
    c->options = strdup(opts->options ? opts->options : "{}");
    if (!c->options)
        return dmr_error_memory(err);
    DMR_TRY(write_lexicon(&c->lexicon, engine, err));
    snprintf(c->version, sizeof c->version, "%s", demarche_version());
    snprintf(c->lexicon_hash, sizeof c->lexicon_hash, "%s",
             demarche_engine_lexicon_hash(engine));
    snprintf(c->model_hash, sizeof c->model_hash, "%s",
             demarche_engine_model_hash(engine));
    snprintf(c->kernel, sizeof c->kernel, "%s", demarche_engine_kernel(engine));
    record->commit = opts->commit;
    record->run = 0;
    return DEMARCHE_OK;
}

demarche_status dmr_record_keep_lexicon(demarche_record *record, demarche_error *err)
{
    static const dmr_record_statement which[] = {DMR_RECORD_ADD_CODES,
                                                 DMR_RECORD_ADD_RULES};
    for (int i = 0; i < 2 && record->coder.lexicon; i++) {
        DMR_RECORD_STATEMENT(s, record, which[i], err);
        sqlite3_bind_int64(s, 1, record->run);
        sqlite3_bind_text(s, 2, record->coder.lexicon, -1, SQLITE_STATIC);
        DMR_TRY(dmr_record_run(record, s, err));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_keep_run(demarche_record *record, demarche_error *err)
{
    const dmr_record_coder *c = &record->coder;
    bool found = record->run != 0, given = c->started[0] != '\0';
    if (found)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(find, record,
                         given ? DMR_RECORD_FIND_RUN_AS : DMR_RECORD_FIND_RUN, err);
    dmr_record_bind_coder(record, find, 1);
    if (given)
        dmr_record_bind_text(find, 5, c->started);
    DMR_TRY(dmr_record_number(record, find, &record->run, &found, err));
    if (found)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(s, record, given ? DMR_RECORD_ADD_RUN_AS : DMR_RECORD_ADD_RUN,
                         err);
    dmr_record_bind_coder(record, s, 1);
    dmr_record_bind_text(s, 5, c->kernel);
    dmr_record_bind_text(s, 6, c->options);
    if (given) {
        dmr_record_bind_text(s, 7, c->started);
        dmr_record_bind_text(s, 8, c->finished);
    }
    DMR_TRY(dmr_record_run(record, s, err));
    record->run = sqlite3_last_insert_rowid(record->db);
    return given ? DEMARCHE_OK : dmr_record_keep_lexicon(record, err);
}

demarche_status demarche_record_finish(demarche_record *record, demarche_error *err)
{
    if (!record || !record->coder.kernel[0])
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no run was begun");
    if (record->coder
            .started[0]) /* when it ended is known from elsewhere, or never was */
        return demarche_record_commit(record, err);
    DMR_TRY(dmr_record_begin(record, err));
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_END_RUN, err);
    dmr_record_bind_coder(record, s, 1);
    DMR_TRY(dmr_record_run(record, s, err));
    record->run = 0;
    return demarche_record_commit(record, err);
}

/* ---------------------------------------------------------------------------- failures */

static demarche_status keep_failure(demarche_record *record, const char *path,
                                    const demarche_error *what, demarche_error *err)
{
    DMR_TRY(dmr_record_keep_run(record, err));
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_ADD_FAILURE, err);
    sqlite3_bind_int64(s, 1, record->run);
    sqlite3_bind_text(s, 2, path, -1, SQLITE_STATIC);
    dmr_record_bind_size(s, 3, what->offset);
    dmr_record_bind_text(s, 4, demarche_status_name(what->code));
    sqlite3_bind_text(s, 5, what->message, -1, SQLITE_STATIC);
    DMR_TRY(dmr_record_run(record, s, err));
    if (sqlite3_changes(record->db) == 0)
        return DEMARCHE_OK; /* listed already */
    DMR_RECORD_STATEMENT(count, record, DMR_RECORD_COUNT_FAILURE, err);
    sqlite3_bind_int64(count, 1, record->run);
    return dmr_record_run(record, count, err);
}

demarche_status demarche_record_fail(demarche_record *record, const char *path,
                                     const demarche_error *what, demarche_error *err)
{
    if (!record || !record->coder.kernel[0] || !path || !what)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a failure needs a run, a path and an error");
    dmr_record_part part;
    DMR_TRY(dmr_record_begin_part(record, &part, err));
    demarche_status status = keep_failure(record, path, what, err);
    /* one that is listed already makes no run */
    bool kept = !status && (part.run || sqlite3_changes(record->db) > 0);
    return dmr_record_end_part(record, &part, kept, status, err);
}

demarche_status dmr_record_begin_part(demarche_record *record, dmr_record_part *part,
                                      demarche_error *err)
{
    *part = (dmr_record_part){record->run, record->uncounted, record->counted_to,
                              record->words.n};
    DMR_TRY(dmr_record_begin(record, err));
    return dmr_record_do(record, DMR_RECORD_SAVE, err);
}

demarche_status dmr_record_end_part(demarche_record *record, const dmr_record_part *part,
                                    bool keep, demarche_status status,
                                    demarche_error *err)
{
    if (sqlite3_get_autocommit(record->db)) { /* SQLite has rolled back all of it */
        dmr_record_lose(record);
        if (!status)
            status = dmr_record_refuse(record, SQLITE_FULL, err);
        return status;
    }
    if (!keep) {
        demarche_status undone =
            dmr_record_do(record, DMR_RECORD_UNDO, status ? NULL : err);
        record->run = part->run;
        record->words.n = part->words;
        record->uncounted = part->uncounted;
        record->counted_to = part->counted_to;
        dmr_record_names_forget(record);
        if (!status)
            status = undone;
    }
    demarche_status released =
        dmr_record_do(record, DMR_RECORD_RELEASE, status ? NULL : err);
    if (!status)
        status = released;
    return status ? status : dmr_record_commit_if_due(record, err);
}
