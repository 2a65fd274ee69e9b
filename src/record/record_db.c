/* Statements, binding and errors: all that knows SQLite's ways but not what is kept. */
#include "record/record_db.h"

#include <math.h>

const char *dmr_record_sql(dmr_record_statement which)
{
    static const char *const sql[DMR_RECORD_STATEMENTS] = {
        [DMR_RECORD_BEGIN] = "BEGIN IMMEDIATE",
        [DMR_RECORD_COMMIT] = "COMMIT",
        [DMR_RECORD_ROLLBACK] = "ROLLBACK",
        [DMR_RECORD_FIND_DOCUMENT] =
            "SELECT document_id FROM document WHERE doc = ?1 AND content_hash = ?2",
        [DMR_RECORD_FIND_CODING] = "SELECT coding_id FROM coding WHERE document_id = ?1"
                                   " AND version = ?2 AND lexicon_hash = ?3"
                                   " AND model_hash = ?4",
        [DMR_RECORD_ADD_RUN] =
            "INSERT INTO run (version, lexicon_hash, model_hash, kernel, options, "
            "started)"
            " VALUES (?1, ?2, ?3, ?4, ?5, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
        [DMR_RECORD_COUNT_RUN] =
            "UPDATE run SET documents = documents + 1, sentences = sentences + ?2,"
            " mentions = mentions + ?3, events = events + ?4 WHERE run_id = ?1",
        [DMR_RECORD_ADD_DOCUMENT] = "INSERT INTO document (doc, content_hash, path, "
                                    "title, date, as_of, source, url,"
                                    " language, format, text) VALUES (?1, ?2, ?3, ?4, "
                                    "?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        [DMR_RECORD_ADD_SECTION] = "INSERT INTO document_section (document_id, position, "
                                   "name) VALUES (?1, ?2, ?3)",
        [DMR_RECORD_ADD_CODING] =
            "INSERT INTO coding (document_id, run_id, version, lexicon_hash, model_hash,"
            " coded, bytes, repaired, controls, navigation_lines, paragraphs, sentences,"
            " tokens, long_sentences, mentions, unresolved, events, rejected,"
            " sentences_uncoded, sentences_discarded, folded) VALUES (?1, ?2, ?3, ?4, ?5,"
            " strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
            " ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        [DMR_RECORD_ADD_PARAGRAPH] =
            "INSERT INTO paragraph (coding_id, number, kind, start_byte, end_byte)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
        [DMR_RECORD_ADD_SENTENCE] =
            "INSERT INTO sentence (coding_id, number, paragraph, start_byte, end_byte,"
            " tokens, events, text, discard, reports)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        [DMR_RECORD_ADD_MENTION] =
            "INSERT INTO mention (coding_id, number, kind, sentence, start_byte, "
            "end_byte,"
            " cluster, text, code, sector, name, office, timex_type, timex_value, edtf,"
            " comparator, value, unit, lat, lon, geonameid) VALUES (?1, ?2, ?3, ?4, ?5, "
            "?6,"
            " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        [DMR_RECORD_ADD_EVENT] =
            "INSERT INTO event (coding_id, number, event_id, type, mode, cameo, track, "
            "quad,"
            " scale, date_edtf, first_day, last_day, place, place_name, place_country, "
            "lat,"
            " lon, geonameid, modality, confidence, rule, text, sentence, trigger_start,"
            " trigger_end, date_start, date_end, place_start, place_end) VALUES (?1, ?2, "
            "?3,"
            " ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
            "?20,"
            " ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
        [DMR_RECORD_ADD_PARTY] =
            "INSERT INTO event_party (event_key, role, position, text, identifier, code,"
            " sector, office, region, start_byte, end_byte)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        [DMR_RECORD_ADD_CONTEXT] = "INSERT INTO event_context (event_key, position, "
                                   "context) VALUES (?1, ?2, ?3)",
        [DMR_RECORD_ADD_QUANTITY] =
            "INSERT INTO event_quantity (event_key, position, comparator, value, unit, "
            "text,"
            " start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        [DMR_RECORD_ADD_REPORT] =
            "INSERT INTO event_report (event_key, position, coding_id, sentence, "
            "report_id,"
            " text, date_edtf, date_text, place, modality, confidence, rule, likeness,"
            " trigger_start, trigger_end, date_start, date_end, place_start, place_end)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
            " ?16, ?17, ?18, ?19)",
        [DMR_RECORD_ADD_REPORT_PARTY] =
            "INSERT INTO report_party (event_key, role, position, text, identifier, code,"
            " sector, office, region, start_byte, end_byte, report)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        [DMR_RECORD_ADD_REASON] =
            "INSERT INTO event_reason (event_key, report, position, rule, type, text, "
            "why,"
            " start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    };
    return sql[which];
}

demarche_status dmr_record_refuse(const demarche_record *record, int code,
                                  demarche_error *err)
{
    const char *path = record->path;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return dmr_error_memory(err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: another program is writing to the record; try again when "
            "it has ended",
            path);
    case SQLITE_FULL:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the disk is full; make room and run again (what was kept "
            "stays)",
            path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the record may not be written to; check the permissions "
            "of the file and its folder",
            path);
    case SQLITE_NOTADB:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the file is no record (not an SQLite file); choose another "
            "name",
            path);
    case SQLITE_CORRUPT:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the record is damaged; restore it from a copy, or code into "
            "a new one",
            path);
    case SQLITE_CANTOPEN:
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s: cannot be opened; check the name, the folder and their "
                             "permissions",
                             path);
    case SQLITE_TOOBIG:
        return dmr_error_set(err, DEMARCHE_E_LIMIT, 0,
                             "%s: the document is larger than a record can keep (900 MB)",
                             path);
    default:
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0, "%s: the record refused: %s", path,
            record->db ? sqlite3_errmsg(record->db) : sqlite3_errstr(code));
    }
}

/* ------------------------------------------------------------------------- binding */
/* A bind fails only for want of memory or size; the step that follows then reports it,
 * since a NOT NULL or the counts would not hold. Bound bytes outlive the step. */

void dmr_record_bind_str(sqlite3_stmt *s, int column, demarche_str value)
{
    if (value.len)
        sqlite3_bind_text64(s, column, value.ptr, value.len, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(s, column);
}

void dmr_record_bind_text(sqlite3_stmt *s, int column, const char *value)
{
    dmr_record_bind_str(s, column, dmr_str_c(value));
}

void dmr_record_bind_real(sqlite3_stmt *s, int column, double value)
{
    if (isnan(value))
        sqlite3_bind_null(s, column);
    else
        sqlite3_bind_double(s, column, value);
}

void dmr_record_bind_id(sqlite3_stmt *s, int column, int64_t value)
{
    if (value)
        sqlite3_bind_int64(s, column, value);
    else
        sqlite3_bind_null(s, column);
}

void dmr_record_bind_size(sqlite3_stmt *s, int column, uint64_t value)
{
    sqlite3_bind_int64(s, column, value > INT64_MAX ? INT64_MAX : (int64_t)value);
}

void dmr_record_bind_span(sqlite3_stmt *s, int column, demarche_span span)
{
    if (span.end) {
        dmr_record_bind_size(s, column, span.start);
        dmr_record_bind_size(s, column + 1, span.end);
    } else {
        sqlite3_bind_null(s, column);
        sqlite3_bind_null(s, column + 1);
    }
}

/* ------------------------------------------------------------------------- running */

demarche_status dmr_record_run(demarche_record *record, dmr_record_statement which,
                               demarche_error *err)
{
    sqlite3_stmt *s = record->statements[which];
    int code = sqlite3_step(s);
    demarche_status status = DEMARCHE_OK;
    if (code != SQLITE_DONE)
        status = dmr_record_refuse(record, code, err);
    sqlite3_reset(s); /* gives the same code again */
    return status;
}

demarche_status dmr_record_number(demarche_record *record, dmr_record_statement which,
                                  int64_t *value, bool *found, demarche_error *err)
{
    sqlite3_stmt *s = record->statements[which];
    int code = sqlite3_step(s);
    demarche_status status = DEMARCHE_OK;
    *found = code == SQLITE_ROW;
    if (*found)
        *value = sqlite3_column_int64(s, 0);
    else if (code != SQLITE_DONE)
        status = dmr_record_refuse(record, code, err);
    sqlite3_reset(s);
    return status;
}
