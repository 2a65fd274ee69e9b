/* Looking over each document: that it says what its hash says, that spans lie inside of its
 * text, in order, and that words are those of their bytes. */
#include <stdio.h>

#include "record/record_check.h"
#include "record/record_load.h"

/* Spans of a document, a row each: which, start, end, words (NULL where it has none). */
static const struct spans {
    const char *what, *sql; /* ids from ?1 to before ?2 */
    bool of_coding;         /* ids of its codings, else of its readings */
    bool in_order;          /* each begins where the one before does, or behind */
} spans[] = {
    {"a paragraph",
     "SELECT 'paragraph ' || number || ' of reading ' || reading_id, start_byte, "
     "end_byte,"
     " NULL FROM paragraph WHERE reading_id = ?1 >> 24 AND ?2 ORDER BY number",
     false, true},
    {"a person's name",
     "SELECT 'document ' || document_id || ', person ' || position, start_byte, end_byte,"
     " NULL FROM document_person WHERE document_id ="
     " (SELECT document_id FROM reading WHERE reading_id = ?1 >> 24) AND ?2",
     false, false},
    {"a sentence",
     "SELECT 'sentence ' || sentence_id, start_byte, end_byte, NULL FROM sentence"
     " WHERE sentence_id >= ?1 AND sentence_id < ?2 ORDER BY sentence_id",
     false, true},
    {"a mention",
     "SELECT 'mention ' || mention_id, start_byte, end_byte, NULL FROM mention"
     " WHERE mention_id >= ?1 AND mention_id < ?2",
     true, false},
    {"a party",
     "SELECT 'event ' || event_key || ', ' || role || ' ' || position, start_byte,"
     " end_byte, text FROM event_party WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
    {"a quantity",
     "SELECT 'event ' || event_key || ', quantity ' || position, start_byte, end_byte,"
     " text FROM event_quantity WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
    {"a party",
     "SELECT 'event ' || event_key || ', report ' || report || ', ' || role || ' ' ||"
     " position, start_byte, end_byte, text FROM report_party"
     " WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
    {"a quantity",
     "SELECT 'event ' || event_key || ', report ' || report || ', quantity ' || position,"
     " start_byte, end_byte, text FROM report_quantity"
     " WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
    {"a reason",
     "SELECT 'event ' || event_key || ', report ' || report || ', reason ' || position,"
     " start_byte, end_byte, text FROM event_reason"
     " WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
    {"a trigger, a date or a place",
     "SELECT 'event ' || event_key, trigger_start, trigger_end, NULL FROM event"
     " WHERE event_key >= ?1 AND event_key < ?2 UNION ALL"
     " SELECT 'event ' || event_key, date_start, date_end, NULL FROM event"
     " WHERE event_key >= ?1 AND event_key < ?2 UNION ALL"
     " SELECT 'event ' || event_key, place_start, place_end, NULL FROM event"
     " WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
    {"a trigger, a date or a place",
     "SELECT 'report ' || position || ' of event ' || event_key, trigger_start,"
     " trigger_end, NULL FROM event_report WHERE event_key >= ?1 AND event_key < ?2"
     " UNION ALL SELECT 'report ' || position || ' of event ' || event_key, date_start,"
     " date_end, NULL FROM event_report WHERE event_key >= ?1 AND event_key < ?2"
     " UNION ALL SELECT 'report ' || position || ' of event ' || event_key, place_start,"
     " place_end, NULL FROM event_report WHERE event_key >= ?1 AND event_key < ?2",
     true, false},
};

enum { SPANS = sizeof spans / sizeof *spans };

typedef struct looker {
    dmr_record_check *check;
    sqlite3_stmt *documents, *readings, *codings, *known, *of[SPANS];
    demarche_str text;
    int64_t known_wrong;
} looker;

static void tell(looker *l, const char *whose, const char *what, sqlite3_stmt *s)
{
    char whole[160];
    const char *where = (const char *)sqlite3_column_text(s, 0);
    snprintf(whole, sizeof whole, "%s %s", whose, what);
    dmr_record_check_bad(l->check, whole, where ? where : "?", dmr_record_check_restore);
}

static demarche_status check_spans(looker *l, size_t which, int64_t of)
{
    sqlite3_stmt *s = l->of[which];
    demarche_status status = DEMARCHE_OK;
    int64_t last = 0, len = (int64_t)l->text.len;
    if (!s)
        return DEMARCHE_OK;
    sqlite3_bind_int64(s, 1, dmr_record_id(of, 0));
    sqlite3_bind_int64(s, 2, dmr_record_id(of + 1, 0));
    while (dmr_record_check_step(l->check, s, &status)) {
        int64_t start = sqlite3_column_int64(s, 1), end = sqlite3_column_int64(s, 2);
        demarche_str words = dmr_record_column(s, 3);
        if (start < 0 || end < start || end > len)
            tell(l, spans[which].what, "lies outside of its text", s);
        else if (words.len &&
                 !dmr_str_eq(words, dmr_str(l->text.ptr + start, (size_t)(end - start))))
            tell(l, spans[which].what, "has other words than its bytes", s);
        else if (spans[which].in_order && start < last)
            tell(l, spans[which].what, "stands before the one that it follows", s);
        last = start;
    }
    return status;
}

/* The spans of each reading, or of each coding, of a document. */
static demarche_status check_each(looker *l, bool of_coding, int64_t document)
{
    sqlite3_stmt *s = of_coding ? l->codings : l->readings;
    demarche_status status = DEMARCHE_OK;
    if (!s)
        return DEMARCHE_OK;
    sqlite3_bind_int64(s, 1, document);
    while (dmr_record_check_step(l->check, s, &status)) {
        int64_t of = sqlite3_column_int64(s, 0);
        for (size_t i = 0; i < SPANS && !status; i++) {
            if (spans[i].of_coding == of_coding)
                status = check_spans(l, i, of);
        }
        if (status) {
            sqlite3_reset(s);
            return status;
        }
    }
    return status;
}

/* Up to when it knows follows from what it says of itself. */
static demarche_status check_known(looker *l, int64_t document, const demarche_meta *meta)
{
    char known[11] = "", where[64];
    demarche_status status;
    dmr_record_known(meta, known);
    if (dmr_str_is(dmr_record_column(l->documents, 2), known))
        return DEMARCHE_OK;
    if (!l->check->repair) {
        snprintf(where, sizeof where, "document %lld", (long long)document);
        dmr_record_check_bad(l->check, "known_from is not the last day that it knows",
                             where, "record check --repair mends it");
        return DEMARCHE_OK;
    }
    if (!l->known)
        return DEMARCHE_OK;
    sqlite3_bind_int64(l->known, 1, document);
    dmr_record_bind_text(l->known, 2, known);
    (void)dmr_record_check_step(l->check, l->known, &status);
    l->known_wrong++;
    return status;
}

static demarche_status check_document(looker *l, int64_t document)
{
    dmr_record_contents contents;
    demarche_error err = {0};
    char hash[17], where[300];
    demarche_str doc = dmr_record_column(l->documents, 1);
    snprintf(where, sizeof where, "document %lld (%.*s)", (long long)document,
             (int)(doc.len > 200 ? 200 : doc.len), doc.ptr ? doc.ptr : "");
    dmr_arena_reset(l->check->arena);
    demarche_status status = dmr_record_load_source(&contents, l->check->record, document,
                                                    l->check->arena, &err);
    if (status == DEMARCHE_E_RECORD) {
        dmr_record_check_bad(l->check, "a document cannot be read", where,
                             dmr_record_check_restore);
        return DEMARCHE_OK;
    }
    if (status) {
        if (l->check->err)
            *l->check->err = err;
        return status;
    }
    l->text = contents.text;
    dmr_record_content_hash(contents.text, &contents.meta, hash);
    if (!dmr_str_is(dmr_record_column(l->documents, 3), hash))
        dmr_record_check_bad(l->check, "a document is not what its content_hash says",
                             where, dmr_record_check_restore);
    DMR_TRY(check_known(l, document, &contents.meta));
    DMR_TRY(check_each(l, false, document));
    return check_each(l, true, document);
}

static demarche_status check_documents(looker *l)
{
    dmr_record_check *c = l->check;
    demarche_status status = DEMARCHE_OK;
    DMR_TRY(dmr_record_check_prepare(
        c, "SELECT document_id, doc, ifnull(known_from, ''), content_hash FROM document",
        &l->documents));
    DMR_TRY(dmr_record_check_prepare(
        c, "SELECT reading_id FROM reading WHERE document_id = ?1", &l->readings));
    DMR_TRY(dmr_record_check_prepare(
        c, "SELECT coding_id FROM coding WHERE document_id = ?1", &l->codings));
    DMR_TRY(dmr_record_check_prepare(
        c, "UPDATE document SET known_from = ?2 WHERE document_id = ?1", &l->known));
    for (size_t i = 0; i < SPANS; i++)
        DMR_TRY(dmr_record_check_prepare(c, spans[i].sql, &l->of[i]));
    while (l->documents && dmr_record_check_step(c, l->documents, &status))
        DMR_TRY(check_document(l, sqlite3_column_int64(l->documents, 0)));
    if (!status && l->known_wrong)
        dmr_record_check_mended(c, "known_from is not the last day that it knows",
                                l->known_wrong);
    return status;
}

demarche_status dmr_record_check_texts(dmr_record_check *c)
{
    looker l = {.check = c};
    demarche_status status = check_documents(&l);
    sqlite3_stmt *const all[] = {l.documents, l.readings, l.codings, l.known};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sqlite3_finalize(all[i]);
    for (size_t i = 0; i < SPANS; i++)
        sqlite3_finalize(l.of[i]);
    return status;
}
