#include "record/record_pick.h"

#include <math.h>
#include <stdlib.h>

#include "mention/mention.h"
#include "record/query_sql.h"

struct dmr_record_picker {
    demarche_record *record;
    dmr_arena *arena; /* of the statements' values */
    sqlite3_stmt *rows;
    sqlite3_stmt *tellings, *deed, *recoded, *sides; /* made when first needed */
    const demarche_query *query;
};

/* ---------------------------------------------------------------------------- picking */

/* Whether anything is asked of events, or only documents are named. */
static bool asks_for_events(const demarche_query *q)
{
    const char *const fields[] = {q->pair,    q->actor, q->role,     q->type,    q->mode,
                                  q->context, q->track, q->modality, q->rule,    q->quad,
                                  q->place,   q->when,  q->text,     q->as_known};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i] && *fields[i])
            return true;
    }
    return q->confidence > DEMARCHE_CONFIDENCE || q->confidence < DEMARCHE_CONFIDENCE ||
           q->box || q->at_run > 0 || q->corrected || q->limit > 0 || q->offset > 0;
}

/* Rows of (event_key, deed) `page`, of `hit`. */
static void put_page(dmr_query_sql *sql, const demarche_query *q)
{
    dmr_query_put(sql, ", told AS (SELECT event_key, deed, nullif(first_day, '') AS "
                       "first_day, confidence AS sure, row_number() OVER (PARTITION BY "
                       "deed ORDER BY confidence DESC, event_key) AS nth FROM hit), page "
                       "AS MATERIALIZED (SELECT event_key, deed FROM told WHERE nth = 1");
    if (q->limit > 0 || q->offset > 0)
        dmr_query_put_order(sql, q->order);
    dmr_query_put_limit(sql, q);
    dmr_query_put(sql, ")");
}

static const char *const selects[] = {
    [DMR_RECORD_PICK_EVENTS] =
        " SELECT c.coding_id, p.event_key & 16777215, p.deed FROM page p"
        " JOIN coding c ON c.coding_id = p.event_key >> 24"
        " ORDER BY c.document_id, p.event_key",
    [DMR_RECORD_PICK_DOCUMENTS] = " SELECT c.coding_id, 0, 0 FROM coding c"
                                  " WHERE coding_id IN (SELECT event_key >> 24 FROM page)"
                                  " ORDER BY c.document_id, c.coding_id",
    [DMR_RECORD_PICK_CODINGS] = " SELECT k.coding_id, 0, max(k.run_id) FROM coded k"
                                " WHERE k.coding_id IN (SELECT event_key >> 24 FROM page)"
                                " GROUP BY k.coding_id ORDER BY k.document_id",
    [DMR_RECORD_PICK_ALL_CODINGS] =
        ", named (doc) AS (SELECT w.doc FROM coding wc JOIN document w USING "
        "(document_id)"
        " WHERE wc.coding_id IN (SELECT event_key >> 24 FROM page)) ",
};

/*
 * All codings of the documents `named`, in the order in which they came to be: that is how they
 * are added again. A version that was put on top of the others and not coded anew then comes
 * once more at the end, and so do the others of its document, in their order.
 */
static const char all_codings[] =
    " SELECT coding_id, 0, run_id FROM ("
    "SELECT 0 AS again, k.recorded_from AS first, k.run_id AS second, k.coding_id, "
    "k.run_id"
    " FROM coded k JOIN document d USING (document_id) WHERE d.doc IN named"
    " UNION ALL SELECT 1, d.doc, d.version, k.coding_id, k.run_id"
    " FROM coded k JOIN document d USING (document_id) WHERE d.doc IN named"
    " AND k.recorded_until IS NULL AND EXISTS (SELECT 1 FROM document a"
    "  JOIN document b ON b.doc = a.doc AND b.version > a.version WHERE a.doc = d.doc"
    "  AND (SELECT max(recorded_from) FROM coded x WHERE x.document_id = a.document_id) >"
    "  (SELECT max(recorded_from) FROM coded x WHERE x.document_id = b.document_id)))"
    " ORDER BY again, first, second, coding_id";

/* Of documents, when nothing is asked of their events. */
static void put_documents(dmr_query_sql *sql, const demarche_query *q, bool all)
{
    dmr_query_put(sql,
                  all ? "WITH named (doc) AS (SELECT d.doc FROM document d WHERE true"
                      : "SELECT k.coding_id, 0, k.run_id FROM coded k"
                        " JOIN document d USING (document_id)"
                        " WHERE k.recorded_until IS NULL AND d.latest");
    dmr_query_put_document(sql, q);
    dmr_query_put(sql, all ? ")" : " ORDER BY k.document_id");
    if (all)
        dmr_query_put(sql, all_codings);
}

static demarche_status build(dmr_query_sql *sql, dmr_query_sql *where,
                             const demarche_query *q, dmr_record_pick_what what,
                             demarche_error *err)
{
    bool of_codings =
        what == DMR_RECORD_PICK_CODINGS || what == DMR_RECORD_PICK_ALL_CODINGS;
    if ((unsigned)q->order > DEMARCHE_ORDER_DOCUMENT || (q->count_by && *q->count_by))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "an export is of events, in an order that there is; counts "
                             "are for a query");
    if (of_codings && !asks_for_events(q)) {
        put_documents(sql, q, what == DMR_RECORD_PICK_ALL_CODINGS);
        return DEMARCHE_OK;
    }
    bool by_dyad = dmr_query_goes_by_dyad(q);
    DMR_TRY(dmr_query_filters(where, q, by_dyad, err));
    dmr_query_put_hits(sql, where, by_dyad, q->events || what != DMR_RECORD_PICK_EVENTS,
                       q->corrected);
    sql->values.at = where->values.at;
    sql->values.n = where->values.n;
    sql->values.room = where->values.room;
    put_page(sql, q);
    dmr_query_put(sql, selects[what]);
    if (what == DMR_RECORD_PICK_ALL_CODINGS)
        dmr_query_put(sql, all_codings);
    return DEMARCHE_OK;
}

/* Build a statement by `q` and make it. */
static demarche_status make(dmr_record_picker *p, sqlite3_stmt **out,
                            const demarche_query *q, dmr_record_pick_what what,
                            demarche_error *err)
{
    dmr_query_sql sql = {.arena = p->arena}, where = {.arena = p->arena};
    demarche_status status = dmr_query_is_filled(p->record, &sql.filled, err);
    where.filled = sql.filled;
    if (!status)
        status = build(&sql, &where, q, what, err);
    if (dmr_buffer_write(&sql.text, "", 1) || sql.failed || where.failed)
        status = status ? status : dmr_error_memory(err);
    if (!status)
        status = dmr_query_prepare(out, p->record, &sql, err);
    free(sql.text.at);
    free(where.text.at);
    return status;
}

demarche_status dmr_record_pick_open(dmr_record_picker **out, demarche_record *record,
                                     const demarche_query *query,
                                     dmr_record_pick_what what, demarche_error *err)
{
    static const demarche_query everything = DEMARCHE_QUERY_INIT;
    *out = NULL;
    if (!query)
        query = &everything;
    if (query->version != DEMARCHE_QUERY_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a query of version %u; this library knows %d",
                             (unsigned)query->version, DEMARCHE_QUERY_VERSION);
    dmr_record_picker *p = calloc(1, sizeof *p);
    if (!p)
        return dmr_error_memory(err);
    p->record = record;
    p->query = query;
    p->arena = dmr_arena_new(0);
    demarche_status status =
        p->arena ? make(p, &p->rows, query, what, err) : dmr_error_memory(err);
    if (status) {
        dmr_record_pick_close(p);
        return status;
    }
    *out = p;
    return DEMARCHE_OK;
}

demarche_status dmr_record_pick_next(dmr_record_picker *p, dmr_record_picked *out,
                                     bool *got, demarche_error *err)
{
    DMR_TRY(dmr_record_step(p->record, p->rows, got, err));
    if (*got)
        *out = (dmr_record_picked){sqlite3_column_int64(p->rows, 0),
                                   (size_t)sqlite3_column_int64(p->rows, 1),
                                   sqlite3_column_int64(p->rows, 2)};
    return DEMARCHE_OK;
}

void dmr_record_pick_close(dmr_record_picker *p)
{
    if (!p)
        return;
    sqlite3_finalize(p->rows);
    sqlite3_finalize(p->tellings);
    sqlite3_finalize(p->deed);
    sqlite3_finalize(p->recoded);
    sqlite3_finalize(p->sides);
    dmr_arena_free(p->arena);
    free(p);
}

/* -------------------------------------------------------------------------------- deed */

/* The statement that lists what tells of a deed, as of when the query asks. */
static demarche_status make_tellings(dmr_record_picker *p, demarche_error *err)
{
    demarche_query held = DEMARCHE_QUERY_INIT;
    held.as_known = p->query->as_known;
    held.at_run = p->query->at_run;
    held.all = true;
    held.confidence = 0;
    dmr_query_sql sql = {.arena = p->arena};
    dmr_query_put(&sql,
                  "SELECT d.doc, d.title, d.url, d.source, d.date, r.sentence_id & "
                  "16777215, s.start_byte, s.end_byte, r.confidence, d.document_id"
                  " FROM event e JOIN event_report r USING (event_key)"
                  " JOIN sentence s ON s.sentence_id = r.sentence_id"
                  " JOIN coding dc ON dc.coding_id = e.event_key >> 24"
                  " JOIN document d ON d.document_id = dc.document_id WHERE e.deed = ");
    dmr_query_bind(&sql, DMR_STR(""));
    demarche_status status = dmr_query_filters(&sql, &held, false, err);
    dmr_query_put(&sql, " ORDER BY d.document_id, e.event_key, r.position");
    if (dmr_buffer_write(&sql.text, "", 1) || sql.failed)
        status = status ? status : dmr_error_memory(err);
    if (!status)
        status = dmr_query_prepare(&p->tellings, p->record, &sql, err);
    free(sql.text.at);
    return status;
}

static demarche_status take_telling(sqlite3_stmt *s, demarche_telling *t,
                                    dmr_arena *arena, demarche_error *err)
{
    demarche_str *const fields[] = {&t->doc, &t->title, &t->url, &t->source, &t->date};
    for (int i = 0; i < 5; i++) {
        demarche_str value = dmr_record_column(s, i);
        *fields[i] = value.len ? dmr_str_copy(arena, value) : dmr_str("", 0);
        if (!fields[i]->ptr)
            return dmr_error_memory(err);
    }
    t->sentence = (uint32_t)sqlite3_column_int64(s, 5);
    t->start = (size_t)sqlite3_column_int64(s, 6);
    t->end = (size_t)sqlite3_column_int64(s, 7);
    t->confidence = sqlite3_column_double(s, 8);
    return DEMARCHE_OK;
}

static demarche_status list_tellings(dmr_record_picker *p, int64_t deed,
                                     demarche_deed *out, dmr_arena *arena,
                                     demarche_error *err)
{
    DMR_VEC(demarche_telling) list = {0};
    int64_t document = 0;
    bool row;
    if (!p->tellings)
        DMR_TRY(make_tellings(p, err));
    sqlite3_bind_int64(p->tellings, 1, deed);
    for (;;) {
        DMR_TRY(dmr_record_step(p->record, p->tellings, &row, err));
        if (!row)
            break;
        demarche_telling *t = DMR_PUSH(arena, list);
        demarche_status status =
            t ? take_telling(p->tellings, t, arena, err) : dmr_error_memory(err);
        if (status) {
            sqlite3_reset(p->tellings);
            return status;
        }
        out->n_documents += sqlite3_column_int64(p->tellings, 9) != document;
        document = sqlite3_column_int64(p->tellings, 9);
    }
    out->tellings = list.at;
    out->n_tellings = list.n;
    return DEMARCHE_OK;
}

static const char *copy_c(dmr_arena *arena, sqlite3_stmt *s, int column)
{
    return dmr_str_copy(arena, dmr_record_column(s, column)).ptr;
}

demarche_status dmr_record_pick_deed(dmr_record_picker *p, int64_t deed,
                                     demarche_deed *out, dmr_arena *arena,
                                     demarche_error *err)
{
    static const char sql[] =
        "SELECT (SELECT event_id FROM event WHERE event_key = ?1), min(c.recorded_from)"
        " FROM event e JOIN coded c ON c.coding_id = e.event_key >> 24 WHERE e.deed = ?1";
    bool row;
    *out = (demarche_deed){0};
    DMR_TRY(list_tellings(p, deed, out, arena, err));
    if (!p->deed) {
        int code = sqlite3_prepare_v2(p->record->db, sql, -1, &p->deed, NULL);
        if (code != SQLITE_OK)
            return dmr_record_refuse(p->record, code, err);
    }
    sqlite3_bind_int64(p->deed, 1, deed);
    DMR_TRY(dmr_record_step(p->record, p->deed, &row, err));
    if (!row)
        return DEMARCHE_OK;
    out->id = copy_c(arena, p->deed, 0);
    out->recorded = copy_c(arena, p->deed, 1);
    sqlite3_reset(p->deed);
    return out->id && out->recorded ? DEMARCHE_OK : dmr_error_memory(err);
}

/* ------------------------------------------------------------------------------ by hand */

/* A statement over the record as hands have it; ?1 is an event's key. */
static demarche_status make_recoded(dmr_record_picker *p, sqlite3_stmt **out,
                                    const char *select, demarche_error *err)
{
    dmr_query_sql sql = {.arena = p->arena};
    demarche_status status = DEMARCHE_OK;
    dmr_query_put_corrected(&sql);
    dmr_query_put(&sql, "one AS (SELECT 1) ");
    dmr_query_put(&sql, select);
    if (dmr_buffer_write(&sql.text, "", 1) || sql.failed)
        status = dmr_error_memory(err);
    if (!status)
        status = dmr_query_prepare(out, p->record, &sql, err);
    free(sql.text.at);
    return status;
}

static double real_or_nan(sqlite3_stmt *s, int column)
{
    return sqlite3_column_type(s, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(s, column);
}

/* What it is, when and where; spans of words that are not the event's any more fall. */
static bool take_recoded(sqlite3_stmt *s, demarche_event *e, dmr_arena *arena)
{
    const char **const names[] = {&e->type, &e->mode, &e->cameo, &e->track, &e->modality};
    demarche_str place = dmr_str_copy(arena, dmr_record_column(s, 8));
    demarche_str date = dmr_str_copy(arena, dmr_record_column(s, 7));
    dmr_day first, last;
    bool good = place.ptr && date.ptr;
    for (int i = 0; good && i < 5; i++)
        good = (*names[i] = copy_c(arena, s, i)) != NULL;
    e->quad = sqlite3_column_int(s, 5);
    e->scale = real_or_nan(s, 6);
    if (good && !dmr_str_eq(date, e->date_edtf)) {
        e->date_edtf = date;
        e->date_span = (demarche_span){0, 0};
        e->date[0] = e->enddate[0] = '\0';
        if (date.len && dmr_edtf_bounds(date, &first, &last)) {
            dmr_day_text(e->date, first);
            dmr_day_text(e->enddate, last);
        }
    }
    if (!good || dmr_str_eq(place, e->place))
        return good;
    e->place = place;
    e->place_span = (demarche_span){0, 0};
    e->place_name = dmr_str_copy(arena, dmr_record_column(s, 9));
    e->place_country = dmr_str_copy(arena, dmr_record_column(s, 10));
    e->lat = real_or_nan(s, 11);
    e->lon = real_or_nan(s, 12);
    e->geonameid = sqlite3_column_int64(s, 13);
    return e->place_name.ptr && e->place_country.ptr;
}

/* A party that a hand has put there: with the words of one that it was, if it is the same. */
static bool add_side(sqlite3_stmt *s, const demarche_event *was, demarche_event *e,
                     dmr_arena *arena)
{
    bool actor = dmr_str_is(dmr_record_column(s, 0), "actor");
    const demarche_entity **side = actor ? &e->actors : &e->recipients;
    const demarche_entity *old = actor ? was->actors : was->recipients;
    size_t *n = actor ? &e->n_actors : &e->n_recipients;
    size_t n_old = actor ? was->n_actors : was->n_recipients;
    demarche_str who = dmr_str_copy(arena, dmr_record_column(s, 2));
    demarche_str code = dmr_str_copy(arena, dmr_record_column(s, 1));
    bool coded = code.len && dmr_str_starts(who, code);
    demarche_str sector =
        coded && who.len > 4 ? dmr_str(who.ptr + 4, who.len - 4) : dmr_str("", 0);
    demarche_entity *more = DMR_NEW_ARRAY(arena, demarche_entity, *n + 1);
    if (!more || !who.ptr || !code.ptr)
        return false;
    if (*n)
        memcpy(more, *side, *n * sizeof *more);
    *side = more;
    more += (*n)++;
    *more = (demarche_entity){.text = dmr_str("", 0),
                              .identifier = coded ? dmr_str("", 0) : who,
                              .code = code,
                              .sector = sector,
                              .office = dmr_str("", 0),
                              .region = dmr_str("", 0)};
    for (size_t i = 0; i < n_old; i++) {
        bool same = coded ? dmr_str_eq(old[i].code, code) &&
                                (!sector.len || dmr_str_eq(old[i].sector, sector))
                          : dmr_str_eq(old[i].identifier, who);
        if (same) {
            *more = old[i];
            break;
        }
    }
    return true;
}

static demarche_status take_sides(dmr_record_picker *p, int64_t key, demarche_event *e,
                                  dmr_arena *arena, demarche_error *err)
{
    static const char select[] =
        "SELECT r.field, s.code, s.who FROM recoding r LEFT JOIN side s"
        " ON s.event_key = r.event_key AND s.role = r.field WHERE r.event_key = ?1"
        " AND r.field IN ('actor', 'recipient') ORDER BY r.field, s.position";
    const demarche_event was = *e;
    bool row, seen[2] = {false, false};
    if (!p->sides)
        DMR_TRY(make_recoded(p, &p->sides, select, err));
    sqlite3_bind_int64(p->sides, 1, key);
    for (;;) {
        DMR_TRY(dmr_record_step(p->record, p->sides, &row, err));
        if (!row)
            return DEMARCHE_OK;
        bool actor = dmr_str_is(dmr_record_column(p->sides, 0), "actor");
        if (!seen[actor] && actor)
            e->n_actors = 0;
        else if (!seen[actor])
            e->n_recipients = 0;
        seen[actor] = true;
        if (sqlite3_column_type(p->sides, 2) != SQLITE_NULL &&
            !add_side(p->sides, &was, e, arena)) {
            sqlite3_reset(p->sides);
            return dmr_error_memory(err);
        }
    }
}

demarche_status dmr_record_pick_recoded(dmr_record_picker *p,
                                        const dmr_record_picked *picked,
                                        demarche_event *event, dmr_arena *arena,
                                        demarche_error *err)
{
    static const char select[] =
        "SELECT e.type, e.mode, e.cameo, e.track, e.modality, e.quad, e.scale,"
        " e.date_edtf, e.place_text, p.name, p.country, p.lat, p.lon, p.geonameid"
        " FROM event e LEFT JOIN place p USING (place_id) WHERE e.event_key = ?1";
    bool row;
    if (!p->recoded)
        DMR_TRY(make_recoded(p, &p->recoded, select, err));
    sqlite3_bind_int64(p->recoded, 1, dmr_record_id(picked->coding, picked->event));
    DMR_TRY(dmr_record_step(p->record, p->recoded, &row, err));
    bool good = !row || take_recoded(p->recoded, event, arena);
    sqlite3_reset(p->recoded);
    if (!good)
        return dmr_error_memory(err);
    return take_sides(p, dmr_record_id(picked->coding, picked->event), event, arena, err);
}

/* ------------------------------------------------------------------------ who and when */

/* The one row of a question with up to two numbers; *s is to be finalized. */
static demarche_status one_row(demarche_record *record, const char *sql, int64_t a,
                               int64_t b, sqlite3_stmt **s, bool *row,
                               demarche_error *err)
{
    int code = sqlite3_prepare_v2(record->db, sql, -1, s, NULL);
    if (code != SQLITE_OK)
        return dmr_record_refuse(record, code, err);
    if (sqlite3_bind_parameter_count(*s) > 0)
        sqlite3_bind_int64(*s, 1, a);
    if (sqlite3_bind_parameter_count(*s) > 1)
        sqlite3_bind_int64(*s, 2, b);
    code = sqlite3_step(*s);
    *row = code == SQLITE_ROW;
    if (*row || code == SQLITE_DONE)
        return DEMARCHE_OK;
    demarche_status status = dmr_record_refuse(record, code, err);
    sqlite3_finalize(*s);
    *s = NULL;
    return status;
}

/* What the codes and rules of that coding were, as the run's lexicon has it; NULL where the
 * record does not know. */
static demarche_status pick_lexicon(demarche_record *record, int64_t coding, int64_t run,
                                    const char **out, dmr_arena *arena,
                                    demarche_error *err)
{
    static const char sql[] =
        "WITH its (first, behind) AS (VALUES (?1 << 24, (?1 + 1) << 24)),"
        " codes AS ("
        "  SELECT code FROM its JOIN event_party ON event_key >= first"
        "   AND event_key < behind JOIN entity USING (entity_id)"
        "  UNION SELECT code FROM its JOIN report_party ON event_key >= first"
        "   AND event_key < behind JOIN entity USING (entity_id)"
        "  UNION SELECT code FROM its JOIN mention ON mention_id >= first"
        "   AND mention_id < behind JOIN entity USING (entity_id)"
        "  UNION SELECT code FROM its JOIN mention_member ON mention_id >= first"
        "   AND mention_id < behind JOIN entity USING (entity_id)"
        "  UNION SELECT country FROM its JOIN mention ON mention_id >= first"
        "   AND mention_id < behind JOIN place USING (place_id)),"
        " rules AS ("
        "  SELECT rule FROM its JOIN event_report ON event_key >= first"
        "   AND event_key < behind"
        "  UNION SELECT rule FROM its JOIN event_reason ON event_key >= first"
        "   AND event_key < behind)"
        /* a patch takes out what is null */
        " SELECT json_object("
        "  'codes', (SELECT json_group_object(code, json_patch('{}', json_object("
        "    'kind', kind, 'name', name, 'from', first_day, 'until', last_day,"
        "    'note', note))) FROM codes JOIN lexicon_code o USING (code)"
        "   WHERE run_id = (SELECT max(run_id) FROM lexicon_code x WHERE x.code = o.code"
        "    AND x.run_id <= ?2)),"
        "  'rules', (SELECT json_group_object(rule, json_patch('{}', json_object("
        "    'pattern', pattern, 'parties', parties, 'type', type, 'mode', mode,"
        "    'cameo', cameo, 'context', context, 'example', example, 'coded', coded,"
        "    'not', counterexample, 'note', note))) FROM rules"
        "   JOIN lexicon_rule o USING (rule)"
        "   WHERE run_id = (SELECT max(run_id) FROM lexicon_rule x WHERE x.rule = o.rule"
        "    AND x.run_id <= ?2)))"
        " WHERE EXISTS (SELECT 1 FROM lexicon_code WHERE run_id <= ?2)"
        " OR EXISTS (SELECT 1 FROM lexicon_rule WHERE run_id <= ?2)";
    sqlite3_stmt *s = NULL;
    bool row = false;
    *out = NULL;
    DMR_TRY(one_row(record, sql, coding, run, &s, &row, err));
    bool good = !row || (*out = copy_c(arena, s, 0)) != NULL;
    sqlite3_finalize(s);
    return good ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_record_pick_coder(demarche_record *record,
                                      const dmr_record_picked *picked, dmr_record_by *out,
                                      dmr_arena *arena, demarche_error *err)
{
    static const char sql[] =
        "SELECT r.version, r.lexicon_hash, r.model_hash, r.kernel, r.options, r.started,"
        " r.finished, c.recorded_from, r.fill FROM coded c JOIN run r USING (run_id)"
        " WHERE c.coding_id = ?1 AND c.run_id = ?2";
    demarche_coder *c = &out->coder;
    const char **const fields[] = {&c->program,  &c->lexicon_hash, &c->model_hash,
                                   &c->kernel,   &c->options,      &c->started,
                                   &c->finished, &out->recorded};
    sqlite3_stmt *s = NULL;
    bool row = false, good = true;
    *out = (dmr_record_by){0};
    DMR_TRY(one_row(record, sql, picked->coding, picked->deed, &s, &row, err));
    for (int i = 0; row && i < 8; i++)
        good = good && (*fields[i] = copy_c(arena, s, i)) != NULL;
    c->version = DEMARCHE_CODER_VERSION;
    if (row)
        c->fill = sqlite3_column_double(s, 8);
    sqlite3_finalize(s);
    if (!row)
        return dmr_error_set(err, DEMARCHE_E_RECORD, 0,
                             "%s: coding %lld has no run; see `demarche record check`",
                             record->path, (long long)picked->coding);
    if (!good)
        return dmr_error_memory(err);
    return pick_lexicon(record, picked->coding, picked->deed, &c->lexicon, arena, err);
}

demarche_status dmr_record_pick_whole(demarche_record *record, dmr_record_whole *out,
                                      dmr_arena *arena, demarche_error *err)
{
    static const char made[] =
        "SELECT ifnull(r.finished, c.recorded_from) AS made, r.lexicon_hash, r.model_hash"
        " FROM coded c JOIN run r USING (run_id) WHERE c.recorded_until IS NULL"
        " ORDER BY 1 DESC, r.run_id DESC LIMIT 1";
    static const char title[] =
        "SELECT max(name), count(*) FROM work HAVING count(*) = 1";
    sqlite3_stmt *s = NULL;
    bool row = false;
    *out = (dmr_record_whole){0};
    DMR_TRY(one_row(record, made, 0, 0, &s, &row, err));
    if (row) {
        out->made = copy_c(arena, s, 0);
        out->lexicon_hash = copy_c(arena, s, 1);
        out->model_hash = copy_c(arena, s, 2);
    }
    sqlite3_finalize(s);
    DMR_TRY(one_row(record, title, 0, 0, &s, &row, err));
    if (row)
        out->title = copy_c(arena, s, 0);
    sqlite3_finalize(s);
    return DEMARCHE_OK;
}
