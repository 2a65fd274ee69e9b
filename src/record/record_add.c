/* Keeping a document: all of it or nothing, and nothing twice. */
#include "record/record_db.h"

#include <stdlib.h>

#include "base/json.h"

/* Bytes: SQLite keeps no row of more than 1,000,000,000. */
enum { TEXT_MAX = 900 * 1000 * 1000 };

static size_t count_reports(const demarche_document *doc)
{
    size_t n, reports = 0;
    const demarche_event *e = demarche_document_events(doc, &n);
    for (size_t i = 0; i < n; i++)
        reports += e[i].n_reports;
    return reports;
}

/* The counts that a coding has, from that column on. */
static void bind_counts(sqlite3_stmt *s, int column, const demarche_document *doc)
{
    const demarche_counts *n = demarche_document_counts(doc);
    size_t mentions, events;
    demarche_document_mentions(doc, &mentions);
    demarche_document_events(doc, &events);
    const uint64_t counts[] = {
        mentions,        events,      count_reports(doc),   n->unresolved,
        n->times_missed, n->rejected, n->sentences_uncoded, n->sentences_discarded};
    for (int i = 0; i < (int)(sizeof counts / sizeof *counts); i++)
        dmr_record_bind_size(s, column + i, counts[i]);
}

/* A coding of the document with this very result; 0: there is none. */
static demarche_status find_same(demarche_record *r, const demarche_document *doc,
                                 int64_t document, int64_t reading, int64_t *coding,
                                 demarche_error *err)
{
    bool row, same = false;
    *coding = 0;
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_LIST_CODINGS, err);
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, reading);
    bind_counts(s, 3, doc);
    for (;;) {
        DMR_TRY(dmr_record_step(r, s, &row, err));
        if (!row)
            return DEMARCHE_OK;
        int64_t candidate = sqlite3_column_int64(s, 0);
        demarche_status status = dmr_record_is_same(r, candidate, doc, &same, err);
        if (status || same)
            sqlite3_reset(s);
        if (same)
            *coding = candidate;
        if (status || same)
            return status;
    }
}

static demarche_status add_discarded(demarche_record *r, int64_t coding, int64_t reading,
                                     const demarche_document *doc, demarche_error *err)
{
    size_t n;
    const demarche_sentence *t = demarche_document_sentences(doc, &n);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_DISCARDED, err);
    for (size_t i = 0; i < n; i++) {
        if (!t[i].discard.len)
            continue;
        sqlite3_bind_int64(s, 1, coding);
        sqlite3_bind_int64(s, 2, dmr_record_id(reading, i));
        dmr_record_bind_str(s, 3, t[i].discard);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_coding(demarche_record *r, const demarche_document *doc,
                                  int64_t document, int64_t reading, int64_t *coding,
                                  demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_CODING, err);
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, reading);
    bind_counts(s, 3, doc);
    DMR_TRY(dmr_record_run(r, s, err));
    *coding = sqlite3_last_insert_rowid(r->db);
    DMR_TRY(add_discarded(r, *coding, reading, doc, err));
    DMR_TRY(dmr_record_add_mentions(r, *coding, reading, doc, err));
    return dmr_record_add_events(r, *coding, reading, doc, err);
}

/* The run has come to that result; what held before holds no more. */
static demarche_status put_coding(demarche_record *r, int64_t document, int64_t coding,
                                  int64_t before, demarche_error *err)
{
    bool given = r->coder.recorded[0] != '\0';
    if (before) {
        DMR_RECORD_STATEMENT(end, r,
                             given ? DMR_RECORD_END_CODED_AS : DMR_RECORD_END_CODED, err);
        sqlite3_bind_int64(end, 1, document);
        sqlite3_bind_int64(end, 2, r->run);
        if (given)
            dmr_record_bind_text(end, 3, r->coder.recorded);
        DMR_TRY(dmr_record_run(r, end, err));
    }
    DMR_RECORD_STATEMENT(s, r, given ? DMR_RECORD_ADD_CODED_AS : DMR_RECORD_ADD_CODED,
                         err);
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, r->run);
    sqlite3_bind_int64(s, 3, coding);
    if (given)
        dmr_record_bind_text(s, 4, r->coder.recorded);
    return dmr_record_run(r, s, err);
}

/* Its bytes are those that the document has, whatever file it came in this time. */
static demarche_status count_run(demarche_record *r, const demarche_document *doc,
                                 int64_t document, bool same, demarche_error *err)
{
    const demarche_counts *n = demarche_document_counts(doc);
    size_t mentions, events;
    demarche_document_mentions(doc, &mentions);
    demarche_document_events(doc, &events);
    const uint64_t counts[] = {same,
                               (uint64_t)document,
                               n->sentences,
                               n->tokens,
                               mentions,
                               n->unresolved,
                               events,
                               count_reports(doc),
                               n->rejected,
                               n->sentences_uncoded,
                               n->sentences_discarded};
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_COUNT_RUN, err);
    sqlite3_bind_int64(s, 1, r->run);
    for (int i = 0; i < (int)(sizeof counts / sizeof *counts); i++)
        dmr_record_bind_size(s, 2 + i, counts[i]);
    return dmr_record_run(r, s, err);
}

/* The coding that holds now of a document, and whether it is by a run like ours. */
static demarche_status find_now(demarche_record *r, int64_t document, int64_t *coding,
                                bool *ours, demarche_error *err)
{
    bool row;
    *coding = 0;
    *ours = false;
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_FIND_NOW, err);
    sqlite3_bind_int64(s, 1, document);
    dmr_record_bind_coder(r, s, 2);
    DMR_TRY(dmr_record_step(r, s, &row, err));
    if (row) {
        *coding = sqlite3_column_int64(s, 0);
        *ours = sqlite3_column_int(s, 1) != 0;
        sqlite3_reset(s);
    }
    return DEMARCHE_OK;
}

/* Whether this very run has coded the document, whatever holds now. */
static demarche_status is_by_run(demarche_record *r, int64_t document, bool *found,
                                 demarche_error *err)
{
    int64_t one;
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_FIND_CODED_BY, err);
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, r->run);
    return dmr_record_number(r, s, &one, found, err);
}

static demarche_status keep(demarche_record *r, const demarche_document *doc, bool *added,
                            demarche_error *err)
{
    int64_t document, reading, coding = 0, before = 0;
    bool is_new, ours = false;
    size_t n_events;
    *added = false;
    DMR_TRY(dmr_record_keep_document(r, doc, &document, &is_new, err));
    if (!is_new)
        DMR_TRY(find_now(r, document, &before, &ours, err));
    if (ours)
        return DEMARCHE_OK;
    DMR_TRY(dmr_record_keep_run(r, err));
    if (before && r->coder.started[0]) { /* a run that was elsewhere may be here by now */
        DMR_TRY(is_by_run(r, document, &ours, err));
        if (ours)
            return DEMARCHE_OK;
    }
    if (r->coder.started[0]) /* which tells with each document what its own names are */
        DMR_TRY(dmr_record_keep_lexicon(r, err));
    DMR_TRY(dmr_record_keep_reading(r, doc, document, &reading, err));
    if (!is_new)
        DMR_TRY(find_same(r, doc, document, reading, &coding, err));
    bool same = coding != 0;
    if (coding != before && before)
        DMR_TRY(dmr_record_underive(r, document, before, err));
    if (!same)
        DMR_TRY(add_coding(r, doc, document, reading, &coding, err));
    DMR_TRY(put_coding(r, document, coding, before, err));
    (void)demarche_document_events(doc, &n_events);
    if (coding != before && n_events)
        DMR_TRY(dmr_record_derive(r, document, coding, same, err));
    DMR_TRY(count_run(r, doc, document, same, err));
    *added = true;
    return DEMARCHE_OK;
}

demarche_status demarche_record_add(demarche_record *record, const demarche_document *doc,
                                    bool *added, demarche_error *err)
{
    bool new_coding = false;
    if (added)
        *added = false;
    if (!record || !doc || !record->coder.kernel[0])
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "adding to a record needs a run and a document");
    double fill = demarche_document_fill(doc), ours = record->coder.fill;
    if (fill < ours || fill > ours)
        return dmr_error_set(
            err, DEMARCHE_E_ARGUMENT, 0,
            "the document was read with fill %g, and the run is one of %g", fill, ours);
    if (demarche_document_text(doc).len > TEXT_MAX)
        return dmr_record_refuse(record, SQLITE_TOOBIG, err);
    dmr_record_part part;
    dmr_arena_reset(record->scratch);
    DMR_TRY(dmr_record_begin_part(record, &part, err));
    demarche_status status = keep(record, doc, &new_coding, err);
    record->added++;
    record->bytes += demarche_document_text(doc).len;
    DMR_TRY(dmr_record_end_part(record, &part, !status, status, err));
    record->wrote |= new_coding;
    if (added)
        *added = new_coding;
    return DEMARCHE_OK;
}
