/* Looking over search: that each row is in it, and with its own words; else it is made anew. */
#include "record/record_check.h"
#include "record/record_load.h"

static const char mendable[] = "record check --repair mends it";

#define ROWS(content, id, fts)                                                           \
    "SELECT '" content " ' || id FROM (SELECT " id " AS id FROM " content                \
    " EXCEPT SELECT id FROM " fts "_docsize) UNION ALL"                                  \
    " SELECT '" content " ' || id FROM (SELECT id FROM " fts                             \
    "_docsize EXCEPT SELECT " id " FROM " content ")"

/* The third command holds the words against those of the rows as well. */
static const struct index {
    const char *name, *what, *rows, *inside, *words, *empty, *fill;
} indexes[] = {
    {"sentence_fts", "sentences that search lacks or has too many",
     ROWS("sentence", "sentence_id", "sentence_fts"),
     "INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('integrity-check', 0)",
     "INSERT INTO sentence_fts (sentence_fts, rank) VALUES ('integrity-check', 1)",
     "INSERT INTO sentence_fts (sentence_fts) VALUES ('delete-all')", NULL},
    {"entity_fts", "entities that search lacks or has too many",
     ROWS("entity", "entity_id", "entity_fts"),
     "INSERT INTO entity_fts (entity_fts, rank) VALUES ('integrity-check', 0)",
     "INSERT INTO entity_fts (entity_fts, rank) VALUES ('integrity-check', 1)",
     "INSERT INTO entity_fts (entity_fts) VALUES ('delete-all')",
     "INSERT INTO entity_fts (entity_fts) VALUES ('rebuild')"},
    {"document_fts", "documents that search lacks or has too many",
     ROWS("document", "document_id", "document_fts"),
     "INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 0)",
     "INSERT INTO document_fts (document_fts, rank) VALUES ('integrity-check', 1)",
     "INSERT INTO document_fts (document_fts) VALUES ('delete-all')",
     "INSERT INTO document_fts (document_fts) VALUES ('rebuild')"},
};

enum { INDEXES = sizeof indexes / sizeof *indexes };

demarche_status dmr_record_check_search_rows(dmr_record_check *c)
{
    if (c->repair) /* a wrong one is made anew as a whole */
        return DEMARCHE_OK;
    for (size_t i = 0; i < INDEXES; i++)
        DMR_TRY(
            dmr_record_check_rows(c, indexes[i].what, mendable, indexes[i].rows, NULL));
    return DEMARCHE_OK;
}

/* Into the index go the sentences of a document after the other, so that each text is read
 * once. */
static demarche_status fill_document(dmr_record_check *c, sqlite3_stmt *sentences,
                                     int64_t document)
{
    dmr_record_contents contents;
    demarche_status status;
    dmr_arena_reset(c->arena);
    status = dmr_record_load_source(&contents, c->record, document, c->arena, c->err);
    if (status) /* a text that is lost was told */
        return status == DEMARCHE_E_RECORD ? DEMARCHE_OK : status;
    DMR_RECORD_STATEMENT(add, c->record, DMR_RECORD_INDEX_SENTENCE, c->err);
    sqlite3_bind_int64(sentences, 1, document);
    while (dmr_record_check_step(c, sentences, &status)) {
        int64_t start = sqlite3_column_int64(sentences, 1),
                end = sqlite3_column_int64(sentences, 2);
        if (start < 0 || end < start || end > (int64_t)contents.text.len)
            start = end = 0;
        sqlite3_bind_int64(add, 1, sqlite3_column_int64(sentences, 0));
        sqlite3_bind_text64(add, 2, contents.text.ptr + start,
                            (sqlite3_uint64)(end - start), SQLITE_STATIC, SQLITE_UTF8);
        status = dmr_record_run(c->record, add, c->err);
        if (status) {
            sqlite3_reset(sentences);
            return status;
        }
    }
    return status;
}

static demarche_status fill_sentences(dmr_record_check *c)
{
    sqlite3_stmt *documents = NULL, *sentences = NULL;
    demarche_status status = dmr_record_check_prepare(
        c, "SELECT document_id FROM document ORDER BY document_id", &documents);
    if (!status)
        status = dmr_record_check_prepare(
            c,
            "SELECT sentence_id, start_byte, end_byte FROM reading r JOIN sentence s"
            " ON s.sentence_id >= r.reading_id << 24"
            " AND s.sentence_id < (r.reading_id + 1) << 24"
            " WHERE r.document_id = ?1 ORDER BY sentence_id",
            &sentences);
    while (!status && documents && sentences &&
           dmr_record_check_step(c, documents, &status))
        status = fill_document(c, sentences, sqlite3_column_int64(documents, 0));
    sqlite3_finalize(documents);
    sqlite3_finalize(sentences);
    return status;
}

/* The words of a sentence are cut out of the whole text of its document: of long texts with many
 * sentences that would take hours, so that only their rows are looked at. */
static demarche_status may_compare(dmr_record_check *c, bool *may)
{
    sqlite3_stmt *s = NULL;
    demarche_status status = DEMARCHE_OK;
    *may = false;
    DMR_TRY(dmr_record_check_prepare(
        c,
        "SELECT total(r.sentences * length(t.text)) < 2e11 FROM reading r"
        " JOIN document_text t USING (document_id)",
        &s));
    if (s && dmr_record_check_step(c, s, &status))
        *may = sqlite3_column_int(s, 0) != 0;
    sqlite3_finalize(s);
    return status;
}

/* *sound is false where FTS5 finds the index damaged, or where rows are missing. */
static demarche_status is_sound(dmr_record_check *c, const struct index *index,
                                bool compares, bool *sound)
{
    sqlite3_stmt *s = NULL;
    demarche_status status = DEMARCHE_OK;
    int code = sqlite3_exec(c->record->db, compares ? index->words : index->inside, NULL,
                            NULL, NULL);
    *sound = code == SQLITE_OK;
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_CORRUPT &&
        (code & 0xff) != SQLITE_ERROR)
        return dmr_record_refuse(c->record, code, c->err);
    if (!*sound || !c->repair)
        return DEMARCHE_OK;
    DMR_TRY(dmr_record_check_prepare(c, index->rows, &s));
    if (s && dmr_record_check_step(c, s, &status))
        *sound = false;
    sqlite3_finalize(s);
    return status;
}

demarche_status dmr_record_check_search(dmr_record_check *c)
{
    bool compares, sound, good;
    DMR_TRY(may_compare(c, &compares));
    for (size_t i = 0; i < INDEXES; i++) {
        DMR_TRY(is_sound(c, &indexes[i], compares || i > 0, &sound));
        if (sound)
            continue;
        if (!c->repair) {
            dmr_record_check_bad(c, "search does not have the words that are there",
                                 indexes[i].name, mendable);
            continue;
        }
        DMR_TRY(dmr_record_check_do(c, indexes[i].empty, &good));
        if (good && indexes[i].fill)
            DMR_TRY(dmr_record_check_do(c, indexes[i].fill, &good));
        else if (good)
            DMR_TRY(fill_sentences(c));
        if (good)
            dmr_record_check_mended(c, "search does not have the words that are there",
                                    1);
    }
    return DEMARCHE_OK;
}
