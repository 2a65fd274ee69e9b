/* The rows of one coding: paragraphs, sentences, mentions, events. */
#include <math.h>

#include "mention/mention.h"
#include "record/record_db.h"

demarche_status dmr_record_add_text(demarche_record *record, int64_t coding,
                                    const demarche_document *doc, demarche_error *err)
{
    size_t n_paragraphs, n_sentences;
    const demarche_paragraph *p = demarche_document_paragraphs(doc, &n_paragraphs);
    const demarche_sentence *t = demarche_document_sentences(doc, &n_sentences);
    demarche_str text = demarche_document_text(doc);

    sqlite3_stmt *s = record->statements[DMR_RECORD_ADD_PARAGRAPH];
    for (size_t i = 0; i < n_paragraphs; i++) {
        sqlite3_bind_int64(s, 1, coding);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_text(s, 3, p[i].kind);
        dmr_record_bind_size(s, 4, p[i].start);
        dmr_record_bind_size(s, 5, p[i].end);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_PARAGRAPH, err));
    }
    s = record->statements[DMR_RECORD_ADD_SENTENCE];
    for (size_t i = 0; i < n_sentences; i++) {
        if (t[i].end < t[i].start || t[i].end > text.len)
            return dmr_error_set(err, DEMARCHE_E_ARGUMENT, t[i].start,
                                 "%s: sentence %zu lies outside of its text",
                                 record->path, i);
        sqlite3_bind_int64(s, 1, coding);
        dmr_record_bind_size(s, 2, i);
        if (t[i].paragraph < n_paragraphs) /* CoNLL-U may have none */
            dmr_record_bind_size(s, 3, t[i].paragraph);
        else
            sqlite3_bind_null(s, 3);
        dmr_record_bind_size(s, 4, t[i].start);
        dmr_record_bind_size(s, 5, t[i].end);
        dmr_record_bind_size(s, 6, t[i].n_tokens);
        dmr_record_bind_size(s, 7, t[i].n_events);
        sqlite3_bind_text64(s, 8, text.ptr + t[i].start, t[i].end - t[i].start,
                            SQLITE_STATIC, SQLITE_UTF8);
        dmr_record_bind_str(s, 9, t[i].discard);
        dmr_record_bind_size(s, 10, t[i].n_reports);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_SENTENCE, err));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_add_mentions(demarche_record *record, int64_t coding,
                                        const demarche_document *doc, demarche_error *err)
{
    size_t n;
    const demarche_mention *m = demarche_document_mentions(doc, &n);
    sqlite3_stmt *s = record->statements[DMR_RECORD_ADD_MENTION];
    for (size_t i = 0; i < n; i++) {
        const demarche_str texts[] = {m[i].text,  m[i].code,   m[i].sector,
                                      m[i].name,  m[i].office, m[i].type,
                                      m[i].value, m[i].edtf,   m[i].comparator};
        sqlite3_bind_int64(s, 1, coding);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_text(s, 3, dmr_mention_kind_name(m[i].kind));
        dmr_record_bind_size(s, 4, m[i].sentence);
        dmr_record_bind_size(s, 5, m[i].start);
        dmr_record_bind_size(s, 6, m[i].end);
        dmr_record_bind_id(s, 7, m[i].cluster);
        for (int k = 0; k < 9; k++)
            dmr_record_bind_str(s, 8 + k, texts[k]);
        if (m[i].kind == DEMARCHE_MENTION_QUANTITY)
            dmr_record_bind_real(s, 17, m[i].number);
        else
            sqlite3_bind_null(s, 17);
        dmr_record_bind_str(s, 18, m[i].unit);
        dmr_record_bind_real(s, 19, m[i].lat);
        dmr_record_bind_real(s, 20, m[i].lon);
        dmr_record_bind_id(s, 21, m[i].geonameid);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_MENTION, err));
    }
    return DEMARCHE_OK;
}

/* Parties of an event, or by the other statement of the report `report` of it. */
static demarche_status add_parties(demarche_record *record, dmr_record_statement which,
                                   int64_t event, size_t report, const char *role,
                                   const demarche_entity *e, size_t n,
                                   demarche_error *err)
{
    sqlite3_stmt *s = record->statements[which];
    for (size_t i = 0; i < n; i++) {
        const demarche_str texts[] = {e[i].text,   e[i].identifier, e[i].code,
                                      e[i].sector, e[i].office,     e[i].region};
        sqlite3_bind_int64(s, 1, event);
        dmr_record_bind_text(s, 2, role);
        dmr_record_bind_size(s, 3, i);
        for (int k = 0; k < 6; k++)
            dmr_record_bind_str(s, 4 + k, texts[k]);
        dmr_record_bind_size(s, 10, e[i].start);
        dmr_record_bind_size(s, 11, e[i].end);
        if (which == DMR_RECORD_ADD_REPORT_PARTY)
            dmr_record_bind_size(s, 12, report);
        DMR_TRY(dmr_record_run(record, which, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_sides(demarche_record *record, dmr_record_statement which,
                                 int64_t event, size_t report, const demarche_event *e,
                                 demarche_error *err)
{
    DMR_TRY(
        add_parties(record, which, event, report, "actor", e->actors, e->n_actors, err));
    DMR_TRY(add_parties(record, which, event, report, "recipient", e->recipients,
                        e->n_recipients, err));
    return add_parties(record, which, event, report, "via", e->via, e->n_via, err);
}

static demarche_status add_parts(demarche_record *record, int64_t event,
                                 const demarche_event *e, demarche_error *err)
{
    DMR_TRY(add_sides(record, DMR_RECORD_ADD_PARTY, event, 0, e, err));
    sqlite3_stmt *s = record->statements[DMR_RECORD_ADD_CONTEXT];
    for (size_t i = 0; i < e->n_context; i++) {
        sqlite3_bind_int64(s, 1, event);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_text(s, 3, e->context[i]);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_CONTEXT, err));
    }
    s = record->statements[DMR_RECORD_ADD_QUANTITY];
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        sqlite3_bind_int64(s, 1, event);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_str(s, 3, q->comparator);
        dmr_record_bind_real(s, 4, q->value);
        dmr_record_bind_str(s, 5, q->unit);
        dmr_record_bind_str(s, 6, q->text);
        dmr_record_bind_size(s, 7, q->start);
        dmr_record_bind_size(s, 8, q->end);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_QUANTITY, err));
    }
    return DEMARCHE_OK;
}

static void bind_event(sqlite3_stmt *s, const demarche_event *e)
{
    dmr_record_bind_text(s, 3, e->id);
    sqlite3_bind_text(s, 4, e->type, -1, SQLITE_STATIC); /* "": of a code without one */
    dmr_record_bind_text(s, 5, e->mode);
    dmr_record_bind_text(s, 6, e->cameo);
    dmr_record_bind_text(s, 7, e->track);
    sqlite3_bind_int(s, 8, e->quad);
    dmr_record_bind_real(s, 9, isnan(e->scale) ? 0 : e->scale);
    dmr_record_bind_str(s, 10, e->date_edtf);
    dmr_record_bind_text(s, 11, e->date);
    dmr_record_bind_text(s, 12, e->enddate);
    dmr_record_bind_str(s, 13, e->place);
    dmr_record_bind_str(s, 14, e->place_name);
    dmr_record_bind_str(s, 15, e->place_country);
    dmr_record_bind_real(s, 16, e->lat);
    dmr_record_bind_real(s, 17, e->lon);
    dmr_record_bind_id(s, 18, e->geonameid);
    dmr_record_bind_text(s, 19, e->modality);
    dmr_record_bind_real(s, 20, e->confidence);
    dmr_record_bind_text(s, 21, e->rule);
    dmr_record_bind_str(s, 22, e->text);
    dmr_record_bind_size(s, 23, e->sentence);
    dmr_record_bind_span(s, 24, e->trigger);
    dmr_record_bind_span(s, 26, e->date_span);
    dmr_record_bind_span(s, 28, e->place_span);
}

/* The words of a date, which may be the tale's. */
static demarche_str date_words(const demarche_document *doc, const demarche_event *e)
{
    demarche_str text = demarche_document_text(doc);
    if (e->date_span.end > text.len || e->date_span.start > e->date_span.end)
        return dmr_str(NULL, 0);
    return dmr_str(text.ptr + e->date_span.start, e->date_span.end - e->date_span.start);
}

static demarche_status add_reasons(demarche_record *record, int64_t event, size_t report,
                                   const demarche_event *told, demarche_error *err)
{
    sqlite3_stmt *s = record->statements[DMR_RECORD_ADD_REASON];
    for (size_t i = 0; i < told->n_reasons; i++) {
        const demarche_reason *r = &told->reasons[i];
        sqlite3_bind_int64(s, 1, event);
        dmr_record_bind_size(s, 2, report);
        dmr_record_bind_size(s, 3, i);
        dmr_record_bind_text(s, 4, r->rule);
        dmr_record_bind_text(s, 5, r->event);
        dmr_record_bind_str(s, 6, r->text);
        dmr_record_bind_str(s, 7, r->why);
        dmr_record_bind_size(s, 8, r->start);
        dmr_record_bind_size(s, 9, r->end);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_REASON, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_reports(demarche_record *record, int64_t coding, int64_t event,
                                   const demarche_document *doc, const demarche_event *e,
                                   demarche_error *err)
{
    sqlite3_stmt *s = record->statements[DMR_RECORD_ADD_REPORT];
    for (size_t i = 0; i < e->n_reports; i++) {
        const demarche_event *told = e->reports[i].told;
        sqlite3_bind_int64(s, 1, event);
        dmr_record_bind_size(s, 2, i);
        sqlite3_bind_int64(s, 3, coding);
        dmr_record_bind_size(s, 4, told->sentence);
        dmr_record_bind_text(s, 5, told->id);
        dmr_record_bind_str(s, 6, told->text);
        dmr_record_bind_str(s, 7, told->date_edtf);
        dmr_record_bind_str(s, 8, date_words(doc, told));
        dmr_record_bind_str(s, 9, told->place);
        dmr_record_bind_text(s, 10, told->modality);
        dmr_record_bind_real(s, 11, told->confidence);
        dmr_record_bind_text(s, 12, told->rule);
        dmr_record_bind_real(s, 13, e->reports[i].likeness);
        dmr_record_bind_span(s, 14, told->trigger);
        dmr_record_bind_span(s, 16, told->date_span);
        dmr_record_bind_span(s, 18, told->place_span);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_REPORT, err));
        DMR_TRY(add_reasons(record, event, i, told, err));
        if (e->n_reports > 1)
            DMR_TRY(add_sides(record, DMR_RECORD_ADD_REPORT_PARTY, event, i, told, err));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_record_add_events(demarche_record *record, int64_t coding,
                                      const demarche_document *doc, demarche_error *err)
{
    size_t n;
    const demarche_event *e = demarche_document_events(doc, &n);
    sqlite3_stmt *s = record->statements[DMR_RECORD_ADD_EVENT];
    for (size_t i = 0; i < n; i++) {
        sqlite3_bind_int64(s, 1, coding);
        dmr_record_bind_size(s, 2, i);
        bind_event(s, &e[i]);
        DMR_TRY(dmr_record_run(record, DMR_RECORD_ADD_EVENT, err));
        int64_t event = sqlite3_last_insert_rowid(record->db);
        DMR_TRY(add_parts(record, event, &e[i], err));
        DMR_TRY(add_reports(record, coding, event, doc, &e[i], err));
    }
    return DEMARCHE_OK;
}
