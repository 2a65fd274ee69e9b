/* Events of a coding, with their parties, contexts, quantities, and every report. */
#include <math.h>

#include "record/record_db.h"

/* An event or one of its reports on its way in. */
typedef struct telling {
    const demarche_document *doc;
    int64_t event, reading;
    size_t report; /* which of the event's */
    bool own;      /* rows of the report's own, beside the event's */
} telling;

static demarche_status add_parties(demarche_record *r, const telling *t, const char *role,
                                   const demarche_entity *e, size_t n,
                                   demarche_error *err)
{
    DMR_RECORD_STATEMENT(
        s, r, t->own ? DMR_RECORD_ADD_REPORT_PARTY : DMR_RECORD_ADD_PARTY, err);
    for (size_t i = 0; i < n; i++) {
        const dmr_record_entity who = {
            e[i].identifier, e[i].code,   e[i].sector,
            e[i].office,     e[i].region, dmr_record_party_kind(t->doc, &e[i])};
        int64_t id;
        DMR_TRY(dmr_record_keep_entity(r, &who, &id, err));
        sqlite3_bind_int64(s, 1, t->event);
        dmr_record_bind_text(s, 2, role);
        dmr_record_bind_size(s, 3, i);
        sqlite3_bind_int64(s, 4, id);
        dmr_record_bind_str(s, 5, e[i].text);
        dmr_record_bind_size(s, 6, e[i].start);
        dmr_record_bind_size(s, 7, e[i].end);
        if (t->own)
            dmr_record_bind_size(s, 8, t->report);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_contexts(demarche_record *r, const telling *t,
                                    const demarche_event *e, demarche_error *err)
{
    DMR_RECORD_STATEMENT(
        s, r, t->own ? DMR_RECORD_ADD_REPORT_CONTEXT : DMR_RECORD_ADD_CONTEXT, err);
    for (size_t i = 0; i < e->n_context; i++) {
        sqlite3_bind_int64(s, 1, t->event);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_text(s, 3, e->context[i]);
        if (t->own)
            dmr_record_bind_size(s, 4, t->report);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_quantities(demarche_record *r, const telling *t,
                                      const demarche_event *e, demarche_error *err)
{
    DMR_RECORD_STATEMENT(
        s, r, t->own ? DMR_RECORD_ADD_REPORT_QUANTITY : DMR_RECORD_ADD_QUANTITY, err);
    for (size_t i = 0; i < e->n_quantities; i++) {
        const demarche_quantity *q = &e->quantities[i];
        sqlite3_bind_int64(s, 1, t->event);
        dmr_record_bind_size(s, 2, i);
        dmr_record_bind_str(s, 3, q->comparator);
        dmr_record_bind_real(s, 4, q->value);
        dmr_record_bind_str(s, 5, q->unit);
        dmr_record_bind_str(s, 6, q->text);
        dmr_record_bind_size(s, 7, q->start);
        dmr_record_bind_size(s, 8, q->end);
        if (t->own)
            dmr_record_bind_size(s, 9, t->report);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_parts(demarche_record *r, const telling *t,
                                 const demarche_event *e, demarche_error *err)
{
    DMR_TRY(add_parties(r, t, "actor", e->actors, e->n_actors, err));
    DMR_TRY(add_parties(r, t, "recipient", e->recipients, e->n_recipients, err));
    DMR_TRY(add_parties(r, t, "via", e->via, e->n_via, err));
    DMR_TRY(add_contexts(r, t, e, err));
    return add_quantities(r, t, e, err);
}

static demarche_status keep_place(demarche_record *r, const demarche_event *e,
                                  int64_t *id, demarche_error *err)
{
    const dmr_record_place place = {e->place_name, e->place_country, e->lat, e->lon,
                                    e->geonameid};
    return dmr_record_keep_place(r, &place, id, err);
}

/* The columns that events and reports share: 1 to 23. */
static demarche_status bind_telling(demarche_record *r, sqlite3_stmt *s, const telling *t,
                                    const demarche_event *e, demarche_error *err)
{
    int64_t place;
    DMR_TRY(keep_place(r, e, &place, err));
    sqlite3_bind_int64(s, 1, t->event);
    sqlite3_bind_int64(s, 2, dmr_record_id(t->reading, e->sentence));
    dmr_record_bind_text(s, 3, e->id);
    sqlite3_bind_text(s, 4, e->type, -1, SQLITE_STATIC); /* "": of a code without one */
    dmr_record_bind_text(s, 5, e->mode);
    dmr_record_bind_text(s, 6, e->cameo);
    dmr_record_bind_text(s, 7, e->track);
    dmr_record_bind_id(s, 8, e->quad);
    dmr_record_bind_real(s, 9, e->scale);
    sqlite3_bind_int(s, 10, e->mutual);
    dmr_record_bind_str(s, 11, e->text);
    dmr_record_bind_str(s, 12, e->date_edtf);
    dmr_record_bind_str(s, 13, e->place);
    dmr_record_bind_id(s, 14, place);
    dmr_record_bind_text(s, 15, e->modality);
    dmr_record_bind_real(s, 16, e->confidence);
    dmr_record_bind_text(s, 17, e->rule);
    dmr_record_bind_span(s, 18, e->trigger);
    dmr_record_bind_span(s, 20, e->date_span);
    dmr_record_bind_span(s, 22, e->place_span);
    return DEMARCHE_OK;
}

static demarche_status add_reasons(demarche_record *r, const telling *t,
                                   const demarche_event *e, demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_REASON, err);
    for (size_t i = 0; i < e->n_reasons; i++) {
        const demarche_reason *why = &e->reasons[i];
        sqlite3_bind_int64(s, 1, t->event);
        dmr_record_bind_size(s, 2, t->report);
        dmr_record_bind_size(s, 3, i);
        dmr_record_bind_text(s, 4, why->rule);
        dmr_record_bind_text(s, 5, why->event);
        dmr_record_bind_str(s, 6, why->text);
        dmr_record_bind_str(s, 7, why->why);
        dmr_record_bind_size(s, 8, why->start);
        dmr_record_bind_size(s, 9, why->end);
        DMR_TRY(dmr_record_run(r, s, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_reports(demarche_record *r, int64_t event, int64_t reading,
                                   const demarche_document *doc, const demarche_event *e,
                                   demarche_error *err)
{
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_REPORT, err);
    for (size_t i = 0; i < e->n_reports; i++) {
        const demarche_event *told = e->reports[i].told;
        const telling t = {doc, event, reading, i, true};
        DMR_TRY(bind_telling(r, s, &t, told, err));
        dmr_record_bind_size(s, 24, i);
        dmr_record_bind_real(s, 25, e->reports[i].likeness);
        DMR_TRY(dmr_record_run(r, s, err));
        DMR_TRY(add_reasons(r, &t, told, err));
        if (e->n_reports > 1)
            DMR_TRY(add_parts(r, &t, told, err));
    }
    return DEMARCHE_OK;
}

static demarche_status add_event(demarche_record *r, int64_t reading, int64_t key,
                                 const demarche_document *doc, size_t event,
                                 const dmr_record_before *before, demarche_error *err)
{
    size_t n;
    const demarche_event *e = demarche_document_events(doc, &n) + event;
    const telling t = {doc, key, reading, 0, false};
    dmr_record_deed deed;
    unsigned char gist[DMR_RECORD_GIST_BYTES];
    int64_t place;
    DMR_TRY(keep_place(r, e, &place, err));
    DMR_TRY(dmr_record_find_deed(r, doc, event, place, key, before, &deed, err));
    size_t n_gist = dmr_record_gist(dmr_record_sentence(doc, e->sentence), gist);
    DMR_RECORD_STATEMENT(s, r, DMR_RECORD_ADD_EVENT, err);
    DMR_TRY(bind_telling(r, s, &t, e, err));
    dmr_record_bind_text(s, 24, e->date);
    dmr_record_bind_text(s, 25, e->enddate);
    dmr_record_bind_size(s, 26, e->n_reports);
    sqlite3_bind_int64(s, 27, deed.deed);
    sqlite3_bind_double(s, 28, deed.likeness);
    dmr_record_bind_text(s, 29, deed.by_hand ? "hand" : "rule");
    if (n_gist)
        sqlite3_bind_blob(s, 30, gist, (int)n_gist, SQLITE_STATIC);
    else
        sqlite3_bind_null(s, 30);
    sqlite3_bind_int(s, 31, 1 + r->latest);
    sqlite3_bind_int64(s, 32, deed.same_key);
    dmr_record_bind_id(s, 33, deed.like);
    DMR_TRY(dmr_record_run(r, s, err));
    DMR_TRY(add_parts(r, &t, e, err));
    DMR_TRY(add_reports(r, key, reading, doc, e, err));
    return dmr_record_heed_hands(r, deed.same_key, deed.deed, err);
}

demarche_status dmr_record_add_events(demarche_record *record, int64_t coding,
                                      int64_t reading, const demarche_document *doc,
                                      demarche_error *err)
{
    size_t n;
    dmr_record_before *before;
    demarche_document_events(doc, &n);
    DMR_TRY(dmr_record_find_before(record, doc, coding, &before, err));
    for (size_t i = 0; i < n; i++)
        DMR_TRY(
            add_event(record, reading, dmr_record_id(coding, i), doc, i, before, err));
    return DEMARCHE_OK;
}
