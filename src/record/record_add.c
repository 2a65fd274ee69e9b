/* Keeping a document: one transaction, all or nothing, and nothing twice. */
#include <stdio.h>

#include "base/hash.h"
#include "base/json.h"
#include "record/record_db.h"

/* Bytes: SQLite keeps no row of more than 1,000,000,000. */
enum { TEXT_MAX = 900 * 1000 * 1000 };

static uint64_t hash_field(uint64_t hash, demarche_str field)
{
    /* the length first, so that "a" + "bc" is not "ab" + "c" */
    unsigned char n[8];
    for (int i = 0; i < 8; i++)
        n[i] = (unsigned char)((uint64_t)field.len >> (8 * i));
    return dmr_hash(dmr_hash(hash, n, sizeof n), field.ptr, field.len);
}

void dmr_record_content_hash(const demarche_document *doc, char out[17])
{
    const demarche_meta *m = demarche_document_meta(doc);
    const demarche_str fields[] = {demarche_document_text(doc),
                                   m->title,
                                   m->date,
                                   m->as_of,
                                   m->source,
                                   m->url,
                                   m->language,
                                   m->format};
    uint64_t hash = DMR_HASH_SEED;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        hash = hash_field(hash, fields[i]);
    for (size_t i = 0; i < m->n_section; i++)
        hash = hash_field(hash, m->section[i]);
    dmr_hash_hex(hash, out);
}

/* What a coding is by: version, lexicon, model. A version that has filled gaps is another
 * one, "0.1.0+fill.0.8". */
static void bind_identity(const demarche_record *r, const demarche_document *doc,
                          sqlite3_stmt *s, int column)
{
    char version[64 + DMR_NUMBER_ROOM], fill[DMR_NUMBER_ROOM];
    bool filled = demarche_document_fill(doc) > 0;
    dmr_number_text(demarche_document_fill(doc), fill);
    snprintf(version, sizeof version, "%s%s%s", demarche_version(),
             filled ? "+fill." : "", filled ? fill : "");
    sqlite3_bind_text(s, column, version, -1, SQLITE_TRANSIENT);
    dmr_record_bind_text(s, column + 1, r->lexicon_hash);
    dmr_record_bind_text(s, column + 2, r->model_hash);
}

/* The row of the document with that content; made where it is not there. */
static demarche_status keep_document(demarche_record *r, const demarche_document *doc,
                                     int64_t *document, bool *is_new, demarche_error *err)
{
    const demarche_meta *m = demarche_document_meta(doc);
    char content[17];
    bool found;
    dmr_record_content_hash(doc, content);
    demarche_str id = m->id.len ? m->id : dmr_str_c(content); /* it has no name at all */
    sqlite3_stmt *s = r->statements[DMR_RECORD_FIND_DOCUMENT];
    dmr_record_bind_str(s, 1, id);
    dmr_record_bind_text(s, 2, content);
    DMR_TRY(dmr_record_number(r, DMR_RECORD_FIND_DOCUMENT, document, &found, err));
    *is_new = !found;
    if (found)
        return DEMARCHE_OK;

    demarche_str text = demarche_document_text(doc);
    const demarche_str fields[] = {m->path,   m->title, m->date,     m->as_of,
                                   m->source, m->url,   m->language, m->format};
    s = r->statements[DMR_RECORD_ADD_DOCUMENT];
    dmr_record_bind_str(s, 1, id);
    dmr_record_bind_text(s, 2, content);
    for (int i = 0; i < 8; i++)
        dmr_record_bind_str(s, 3 + i, fields[i]);
    sqlite3_bind_text64(s, 11, text.len ? text.ptr : "", text.len, SQLITE_STATIC,
                        SQLITE_UTF8);
    DMR_TRY(dmr_record_run(r, DMR_RECORD_ADD_DOCUMENT, err));
    *document = sqlite3_last_insert_rowid(r->db);

    s = r->statements[DMR_RECORD_ADD_SECTION];
    for (size_t i = 0; i < m->n_section; i++) {
        sqlite3_bind_int64(s, 1, *document);
        dmr_record_bind_size(s, 2, i);
        sqlite3_bind_text64(s, 3, m->section[i].len ? m->section[i].ptr : "",
                            m->section[i].len, SQLITE_STATIC, SQLITE_UTF8);
        DMR_TRY(dmr_record_run(r, DMR_RECORD_ADD_SECTION, err));
    }
    return DEMARCHE_OK;
}

/* The row of this run: made with the first document that is added, so that a run that
 * adds nothing leaves the file as it was. */
static demarche_status keep_run(demarche_record *r, const demarche_document *doc,
                                int64_t *run, demarche_error *err)
{
    *run = r->run;
    if (*run)
        return DEMARCHE_OK;
    sqlite3_stmt *s = r->statements[DMR_RECORD_ADD_RUN];
    bind_identity(r, doc, s, 1);
    dmr_record_bind_text(s, 4, r->kernel);
    sqlite3_bind_text(s, 5, "{}", -1, SQLITE_STATIC);
    DMR_TRY(dmr_record_run(r, DMR_RECORD_ADD_RUN, err));
    *run = sqlite3_last_insert_rowid(r->db);
    return DEMARCHE_OK;
}

static demarche_status keep_coding(demarche_record *r, const demarche_document *doc,
                                   int64_t document, int64_t run, int64_t *coding,
                                   demarche_error *err)
{
    const demarche_counts *n = demarche_document_counts(doc);
    const uint64_t counts[] = {
        n->bytes,
        n->repaired,
        n->controls,
        n->navigation_lines,
        n->paragraphs,
        n->sentences,
        n->tokens,
        n->long_sentences,
        n->mentions,
        n->unresolved,
        n->events,
        n->rejected,
        n->sentences_uncoded,
        n->sentences_discarded,
        n->folded,
    };
    sqlite3_stmt *s = r->statements[DMR_RECORD_ADD_CODING];
    sqlite3_bind_int64(s, 1, document);
    sqlite3_bind_int64(s, 2, run);
    bind_identity(r, doc, s, 3);
    for (int i = 0; i < (int)(sizeof counts / sizeof *counts); i++)
        dmr_record_bind_size(s, 6 + i, counts[i]);
    DMR_TRY(dmr_record_run(r, DMR_RECORD_ADD_CODING, err));
    *coding = sqlite3_last_insert_rowid(r->db);
    return DEMARCHE_OK;
}

static demarche_status count_run(demarche_record *r, const demarche_document *doc,
                                 int64_t run, demarche_error *err)
{
    size_t sentences, mentions, events;
    demarche_document_sentences(doc, &sentences);
    demarche_document_mentions(doc, &mentions);
    demarche_document_events(doc, &events);
    sqlite3_stmt *s = r->statements[DMR_RECORD_COUNT_RUN];
    sqlite3_bind_int64(s, 1, run);
    dmr_record_bind_size(s, 2, sentences);
    dmr_record_bind_size(s, 3, mentions);
    dmr_record_bind_size(s, 4, events);
    return dmr_record_run(r, DMR_RECORD_COUNT_RUN, err);
}

/* Inside of the transaction. *run is the run's row where something was added. */
static demarche_status keep(demarche_record *r, const demarche_document *doc,
                            int64_t *run, bool *added, demarche_error *err)
{
    int64_t document = 0, coding = 0;
    bool is_new, found = false;
    DMR_TRY(keep_document(r, doc, &document, &is_new, err));
    if (!is_new) {
        sqlite3_stmt *s = r->statements[DMR_RECORD_FIND_CODING];
        sqlite3_bind_int64(s, 1, document);
        bind_identity(r, doc, s, 2);
        DMR_TRY(dmr_record_number(r, DMR_RECORD_FIND_CODING, &coding, &found, err));
    }
    if (found)
        return DEMARCHE_OK;
    DMR_TRY(keep_run(r, doc, run, err));
    DMR_TRY(keep_coding(r, doc, document, *run, &coding, err));
    DMR_TRY(dmr_record_add_text(r, coding, doc, err));
    DMR_TRY(dmr_record_add_mentions(r, coding, doc, err));
    DMR_TRY(dmr_record_add_events(r, coding, doc, err));
    DMR_TRY(count_run(r, doc, *run, err));
    *added = true;
    return DEMARCHE_OK;
}

demarche_status demarche_record_add(demarche_record *record, const demarche_document *doc,
                                    bool *added, demarche_error *err)
{
    bool new_coding = false;
    int64_t run = 0;
    if (added)
        *added = false;
    if (!record || !doc)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "adding to a record needs the record and a document");
    if (demarche_document_text(doc).len > TEXT_MAX)
        return dmr_record_refuse(record, SQLITE_TOOBIG, err);
    DMR_TRY(dmr_record_run(record, DMR_RECORD_BEGIN, err));
    demarche_status status = keep(record, doc, &run, &new_coding, err);
    if (status == DEMARCHE_OK)
        status = dmr_record_run(record, DMR_RECORD_COMMIT, err);
    if (status != DEMARCHE_OK) {
        /* SQLite has rolled back some failures itself */
        if (!sqlite3_get_autocommit(record->db))
            dmr_record_run(record, DMR_RECORD_ROLLBACK, NULL);
        return status;
    }
    if (new_coding)
        record->run = run;
    if (added)
        *added = new_coding;
    return DEMARCHE_OK;
}
