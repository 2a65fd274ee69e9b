/* Which documents a state of a record has, and in which coding. */
#include <stdio.h>
#include <stdlib.h>

#include "mention/day.h"
#include "record/record_diff.h"

/* Behind every time and day. */
#define ALWAYS "~"

/* ------------------------------------------------------------------------- reading one */

static demarche_status no_state(const char *text, demarche_error *err)
{
    return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                         "%.60s: no state; one is now, run:3, known:1990-06, "
                         "time:2026-01-31T12:00 or coder:3",
                         text);
}

static demarche_status read_known(dmr_diff_state *out, const char *text,
                                  demarche_error *err)
{
    dmr_day first, last;
    char day[11];
    if (!dmr_edtf_bounds(dmr_str_c(text), &first, &last))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "known:%.60s: no date; it is EDTF, as 1990 or 1990-06",
                             text);
    dmr_day_text(day, last);
    snprintf(out->upto, sizeof out->upto, "%s", day[0] ? day : ALWAYS);
    return DEMARCHE_OK;
}

/* A time to the year, month, day, hour, minute, second or thousandth: its end. */
static demarche_status read_time(dmr_diff_state *out, const char *text,
                                 demarche_error *err)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd.dddZ";
    static const char end[] = "9999-12-31T23:59:59.999Z";
    static const size_t lengths[] = {4, 7, 10, 13, 16, 19, 23, 24};
    size_t n = strlen(text);
    bool ok = false;
    if (n && text[n - 1] == 'Z' && n < sizeof shape - 1)
        n--; /* "2026-01-31T12:00Z" */
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        ok = ok || n == lengths[i];
    for (size_t i = 0; ok && i < n; i++)
        ok = shape[i] == 'd' ? dmr_is_digit(text[i]) : text[i] == shape[i];
    if (!ok)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "time:%.60s: no time; it is UTC, as 2026-01-31 or "
                             "2026-01-31T12:00",
                             text);
    snprintf(out->upto, sizeof out->upto, "%.*s%s", (int)n, text, end + n);
    snprintf(out->made, sizeof out->made, "%s", out->upto);
    return DEMARCHE_OK;
}

static demarche_status ask(demarche_record *record, const char *sql, sqlite3_stmt **s,
                           demarche_error *err)
{
    int code = sqlite3_prepare_v2(record->db, sql, -1, s, NULL);
    return code == SQLITE_OK ? DEMARCHE_OK : dmr_record_refuse(record, code, err);
}

/* *found: there is that run; then corrections up to its end count. */
static demarche_status find_run(dmr_diff_state *out, demarche_record *record, int64_t run,
                                bool *found, demarche_error *err)
{
    sqlite3_stmt *s;
    DMR_TRY(ask(record,
                "SELECT coalesce(finished, (SELECT min(started) FROM run n WHERE n.run_id"
                " > r.run_id), '" ALWAYS "') FROM run r WHERE run_id = ?1",
                &s, err));
    sqlite3_bind_int64(s, 1, run);
    demarche_status status = dmr_record_step(record, s, found, err);
    if (!status && *found) {
        out->run = run;
        demarche_str made = dmr_record_column(s, 0);
        snprintf(out->made, sizeof out->made, "%.*s",
                 (int)(made.len < 31 ? made.len : 31), made.ptr);
    }
    sqlite3_finalize(s);
    return status;
}

static demarche_status read_run(dmr_diff_state *out, demarche_record *record,
                                const char *text, demarche_error *err)
{
    uint64_t run;
    bool found = false;
    if (!dmr_str_to_uint(dmr_str_c(text), INT64_MAX, &run))
        return no_state(text, err);
    DMR_TRY(find_run(out, record, (int64_t)run, &found, err));
    if (!found)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "run:%.20s: %s has no such run",
                             text, record->path);
    return DEMARCHE_OK;
}

/* A run of the only coder whose lexicon, model or version is called so. */
static demarche_status find_coder(dmr_diff_state *out, demarche_record *record,
                                  const char *text, demarche_error *err)
{
    sqlite3_stmt *s;
    bool first, second = false;
    DMR_TRY(ask(record,
                "SELECT max(run_id) FROM run WHERE version = ?1 OR (length(?1) >= 4 AND"
                " (substr(lexicon_hash, 1, length(?1)) = ?1"
                " OR substr(model_hash, 1, length(?1)) = ?1))"
                " GROUP BY version, lexicon_hash, model_hash, fill ORDER BY 1",
                &s, err));
    dmr_record_bind_text(s, 1, text);
    demarche_status status = dmr_record_step(record, s, &first, err);
    if (!status && first) {
        out->run = sqlite3_column_int64(s, 0);
        status = dmr_record_step(record, s, &second, err);
    }
    if (!status && !first)
        status = dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                               "coder:%.60s: nobody in %s has such a lexicon, model or "
                               "version (four digits of a hash are needed), nor is it a "
                               "run of it",
                               text, record->path);
    if (!status && second)
        status = dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                               "coder:%.60s: several coders are called so; name one by "
                               "its run: coder:%lld, coder:%lld, ...",
                               text, (long long)out->run,
                               (long long)sqlite3_column_int64(s, 0));
    sqlite3_finalize(s);
    return status;
}

static demarche_status read_coder(dmr_diff_state *out, demarche_record *record,
                                  const char *text, demarche_error *err)
{
    uint64_t run;
    bool found = false;
    if (dmr_str_to_uint(dmr_str_c(text), INT64_MAX, &run))
        DMR_TRY(find_run(out, record, (int64_t)run, &found, err));
    snprintf(out->made, sizeof out->made, ALWAYS);
    return found ? DEMARCHE_OK : find_coder(out, record, text, err);
}

demarche_status dmr_diff_state_read(dmr_diff_state *out, demarche_record *record,
                                    const char *text, demarche_error *err)
{
    static const struct {
        const char *name;
        dmr_diff_kind kind;
    } kinds[] = {{"run:", DMR_DIFF_RUN},
                 {"known:", DMR_DIFF_KNOWN},
                 {"time:", DMR_DIFF_TIME},
                 {"coder:", DMR_DIFF_CODER}};
    *out = (dmr_diff_state){.made = ALWAYS};
    if (!text || strcmp(text, "now") == 0)
        return DEMARCHE_OK;
    const char *value = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(text, kinds[i].name, strlen(kinds[i].name)) == 0) {
            out->kind = kinds[i].kind;
            value = text + strlen(kinds[i].name);
        }
    }
    if (!value && dmr_is_digit(*text)) {
        out->kind = DMR_DIFF_RUN;
        value = text;
    }
    if (!value || !*value)
        return no_state(text, err);
    switch (out->kind) {
    case DMR_DIFF_KNOWN:
        return read_known(out, value, err);
    case DMR_DIFF_TIME:
        return read_time(out, value, err);
    case DMR_DIFF_CODER:
        return read_coder(out, record, value, err);
    default:
        return read_run(out, record, value, err);
    }
}

/* --------------------------------------------------------------------------- documents */

/* Runs of the coder that run ?n is of. */
#define RUNS_OF(n)                                                                       \
    "(SELECT b.run_id FROM run a JOIN run b ON b.version = a.version"                    \
    " AND b.lexicon_hash = a.lexicon_hash AND b.model_hash = a.model_hash"               \
    " AND b.fill IS a.fill WHERE a.run_id = " n ")"

/* ?1: run; ?2: day or time; ?3: run of the other coder; ?4: document. */
static const char *condition_of(const dmr_diff_side *side)
{
    switch (side->state.kind) {
    case DMR_DIFF_RUN:
        return "c.run_id = (SELECT max(x.run_id) FROM coded x WHERE x.document_id ="
               " d.document_id AND x.run_id <= ?1)";
    case DMR_DIFF_KNOWN:
        return "c.recorded_until IS NULL AND d.known_from <= ?2"
               " AND (d.known_until IS NULL OR d.known_until > ?2)";
    case DMR_DIFF_TIME:
        return "c.recorded_from <= ?2"
               " AND (c.recorded_until IS NULL OR c.recorded_until > ?2)";
    case DMR_DIFF_CODER:
        return side->beside
                   ? "c.run_id = (SELECT max(x.run_id) FROM coded x WHERE"
                     " x.document_id = d.document_id AND x.run_id IN " RUNS_OF(
                         "?1") ") AND EXISTS (SELECT 1 FROM coded o WHERE"
                               " o.document_id = d.document_id AND o.run_id "
                               "IN " RUNS_OF("?3") ")"
                   : "c.run_id = (SELECT max(x.run_id) FROM coded x WHERE"
                     " x.document_id = d.document_id AND x.run_id IN " RUNS_OF("?1") ")";
    default:
        return "c.recorded_until IS NULL";
    }
}

/* A statement may lack some of the parameters. */
static void bind(sqlite3_stmt *s, const dmr_diff_side *side, const char *document)
{
    demarche_str doc = dmr_str_c(document);
    if (doc.len && doc.ptr[doc.len - 1] == '*')
        doc.len--;
    int n = sqlite3_bind_parameter_count(s);
    if (n >= 1)
        sqlite3_bind_int64(s, 1, side->state.run);
    if (n >= 2)
        sqlite3_bind_text(s, 2, side->state.upto, -1, SQLITE_TRANSIENT);
    if (n >= 3)
        sqlite3_bind_int64(s, 3, side->beside ? side->beside->run : 0);
    if (n >= 4)
        sqlite3_bind_text64(s, 4, doc.len ? doc.ptr : "", doc.len, SQLITE_TRANSIENT,
                            SQLITE_UTF8);
}

/* Of document `d`. */
static const char *named(const char *document)
{
    size_t n = document ? strlen(document) : 0;
    if (n && document[n - 1] == '*')
        return " AND d.doc >= ?4 AND substr(d.doc, 1, length(?4)) = ?4";
    return n ? " AND d.doc = ?4" : "";
}

static demarche_status prepare_documents(dmr_diff_side *side, const char *document,
                                         demarche_error *err)
{
    char sql[1536];
    snprintf(sql, sizeof sql,
             "SELECT d.doc, d.document_id, d.content_hash, d.known_from, c.coding_id,"
             " c.run_id FROM document d CROSS JOIN coded c"
             " ON c.document_id = d.document_id WHERE %s%s ORDER BY d.doc, d.version",
             condition_of(side), named(document));
    DMR_TRY(ask(side->record, sql, &side->documents, err));
    bind(side->documents, side, document);
    return DEMARCHE_OK;
}

demarche_status dmr_diff_side_open(dmr_diff_side *side, const char *document,
                                   demarche_error *err)
{
    DMR_TRY(prepare_documents(side, document, err));
    DMR_TRY(ask(side->record, "SELECT text FROM document_text WHERE document_id = ?1",
                &side->text, err));
    return ask(side->record,
               "SELECT version || ' ' || lexicon_hash || ' ' || model_hash || ' ' ||"
               " ifnull(fill, '') FROM run WHERE run_id = ?1",
               &side->same_coder, err);
}

void dmr_diff_side_close(dmr_diff_side *side)
{
    sqlite3_finalize(side->documents);
    sqlite3_finalize(side->events);
    sqlite3_finalize(side->text);
    sqlite3_finalize(side->same_coder);
    free(side->doc.at);
}

/* Take the row that the statement stands at. */
static bool take(dmr_diff_side *side)
{
    sqlite3_stmt *s = side->documents;
    demarche_str doc = dmr_record_column(s, 0), content = dmr_record_column(s, 2);
    side->doc.n = 0;
    if (dmr_buffer_write(&side->doc, doc.len ? doc.ptr : "", doc.len))
        return false;
    side->document = sqlite3_column_int64(s, 1);
    snprintf(side->content, sizeof side->content, "%.*s",
             (int)(content.len < 16 ? content.len : 16), content.len ? content.ptr : "");
    side->coding = sqlite3_column_int64(s, 4);
    side->run = sqlite3_column_int64(s, 5);
    return true;
}

/* Of the versions the one that knows most; of those that know alike, or do not say, the one
 * that was put in last (docs/RECORD.md). */
demarche_status dmr_diff_side_next(dmr_diff_side *side, demarche_error *err)
{
    char most[32] = "";
    sqlite3_stmt *s = side->documents;
    sqlite3_reset(side->text);
    side->has = false;
    for (;; side->row = false) {
        if (!side->row && !side->ended) {
            DMR_TRY(dmr_record_step(side->record, s, &side->row, err));
            side->ended = !side->row;
        }
        if (!side->row)
            return DEMARCHE_OK;
        demarche_str doc = dmr_record_column(s, 0), known = dmr_record_column(s, 3);
        if (side->has && !dmr_str_eq(doc, dmr_str(side->doc.at, side->doc.n)))
            return DEMARCHE_OK;
        if (known.len && dmr_str_compare(known, dmr_str_c(most)) < 0)
            continue;
        if (known.len && known.len < sizeof most)
            snprintf(most, sizeof most, "%.*s", (int)known.len, known.ptr);
        side->has = true;
        if (!take(side))
            return dmr_error_memory(err);
    }
}

static demarche_status one_text(dmr_diff_side *side, sqlite3_stmt *s, int64_t of,
                                demarche_str *out, demarche_error *err)
{
    bool row;
    sqlite3_reset(s);
    sqlite3_bind_int64(s, 1, of);
    DMR_TRY(dmr_record_step(side->record, s, &row, err));
    *out = row ? dmr_record_column(s, 0) : dmr_str(NULL, 0);
    return DEMARCHE_OK;
}

demarche_status dmr_diff_side_text(dmr_diff_side *side, demarche_str *text,
                                   demarche_error *err)
{
    if (sqlite3_stmt_busy(side->text)) {
        *text = dmr_record_column(side->text, 0);
        return DEMARCHE_OK;
    }
    return one_text(side, side->text, side->document, text, err);
}

demarche_status dmr_diff_side_coder(dmr_diff_side *side, demarche_str *coder,
                                    demarche_error *err)
{
    return one_text(side, side->same_coder, side->run, coder, err);
}

demarche_status dmr_diff_left_out(const dmr_diff_side *side, const char *document,
                                  uint64_t *n, demarche_error *err)
{
    char sql[1536];
    sqlite3_stmt *s;
    bool row = false;
    *n = 0;
    if (side->beside)
        snprintf(
            sql, sizeof sql,
            "SELECT count(*) FROM (SELECT max(c.run_id IN " RUNS_OF(
                "?1") ") AS a, max(c.run_id IN " RUNS_OF("?3") ") AS b FROM coded c"
                                                               " JOIN document d USING "
                                                               "(document_id) WHERE "
                                                               "true%s"
                                                               " GROUP BY c.document_id) "
                                                               "WHERE a <> b",
            named(document));
    else if (side->state.kind == DMR_DIFF_KNOWN)
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM document d WHERE d.known_from IS NULL%s",
                 named(document));
    else
        return DEMARCHE_OK;
    DMR_TRY(ask(side->record, sql, &s, err));
    bind(s, side, document);
    demarche_status status = dmr_record_step(side->record, s, &row, err);
    if (!status && row)
        *n = (uint64_t)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return status;
}
