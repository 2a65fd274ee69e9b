#include "record/record_load.h"

#include <math.h>

#include "base/vec.h"
#include "mention/mention.h"
#include "read/source.h"
#include "record/record_origin.h"

typedef struct loader {
    demarche_record *record;
    dmr_arena *arena;
    dmr_record_contents *out;
    sqlite3_stmt *s; /* of the query at hand */
    demarche_error *err;
} loader;

static demarche_status damaged(const loader *l, const char *what)
{
    return dmr_error_set(
        l->err, DEMARCHE_E_RECORD, 0, "%s: %s %lld: %s; see `demarche record check`",
        l->record->path, l->out->coding ? "coding" : "document",
        (long long)(l->out->coding ? l->out->coding : l->out->document), what);
}

/* ------------------------------------------------------------------------------ queries */

/* Begin a query whose parameters ?1 and ?2 are these. */
static demarche_status ask(loader *l, const char *sql, int64_t a, int64_t b)
{
    int code = sqlite3_prepare_v2(l->record->db, sql, -1, &l->s, NULL);
    if (code != SQLITE_OK)
        return dmr_record_refuse(l->record, code, l->err);
    sqlite3_bind_int64(l->s, 1, a);
    if (sqlite3_bind_parameter_count(l->s) > 1)
        sqlite3_bind_int64(l->s, 2, b);
    return DEMARCHE_OK;
}

static void end(loader *l)
{
    sqlite3_finalize(l->s);
    l->s = NULL;
}

/* The next row; at the end, and after an error, the query is at its end. */
static demarche_status next(loader *l, bool *row)
{
    int code = sqlite3_step(l->s);
    *row = code == SQLITE_ROW;
    if (*row)
        return DEMARCHE_OK;
    end(l);
    return code == SQLITE_DONE ? DEMARCHE_OK : dmr_record_refuse(l->record, code, l->err);
}

static demarche_str str_at(loader *l, int column)
{
    demarche_str s = dmr_record_column(l->s, column);
    return s.len ? dmr_str_copy(l->arena, s) : dmr_str("", 0);
}

static const char *c_at(loader *l, int column)
{
    demarche_str s = str_at(l, column);
    return s.ptr ? s.ptr : "";
}

static double real_at(const loader *l, int column)
{
    return sqlite3_column_type(l->s, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(l->s, column);
}

static int64_t int_at(const loader *l, int column)
{
    return sqlite3_column_int64(l->s, column);
}

static size_t size_at(const loader *l, int column)
{
    int64_t v = sqlite3_column_int64(l->s, column);
    return v > 0 ? (size_t)v : 0;
}

static demarche_span span_at(const loader *l, int column)
{
    return (demarche_span){size_at(l, column), size_at(l, column + 1)};
}

/* A slice of the text where the words are those of the span; else a copy. */
static demarche_str words_at(loader *l, int column, size_t start, size_t stop)
{
    demarche_str words = dmr_record_column(l->s, column), text = l->out->text;
    if (stop <= text.len && start <= stop && words.len == stop - start &&
        (!words.len || memcmp(text.ptr + start, words.ptr, words.len) == 0))
        return dmr_str(text.ptr + start, words.len);
    return str_at(l, column);
}

static demarche_str slice(const loader *l, size_t start, size_t stop)
{
    demarche_str text = l->out->text;
    return start <= stop && stop <= text.len ? dmr_str(text.ptr + start, stop - start)
                                             : dmr_str("", 0);
}

/* Which of `n` a row with an id within something is of; n: none. */
static size_t number_at(const loader *l, int column, size_t n)
{
    int64_t number = int_at(l, column) & DMR_RECORD_NUMBER_MAX;
    return (size_t)number < n ? (size_t)number : n;
}

/* --------------------------------------------------------------------------- document */

static demarche_status load_section(loader *l, int64_t work, int64_t section)
{
    static const char sql[] =
        "WITH RECURSIVE up (id, parent, name, place, depth) AS ("
        " SELECT section_id, parent_id, name, place, 1 FROM section WHERE section_id = ?2"
        " UNION ALL SELECT s.section_id, s.parent_id, s.name, s.place, depth + 1"
        " FROM section s JOIN up ON s.section_id = up.parent WHERE depth < 10000)"
        " SELECT name, place FROM (SELECT name, place, depth FROM up"
        " UNION ALL SELECT name, place, 1000000 FROM work WHERE work_id = ?1)"
        " ORDER BY depth DESC";
    DMR_VEC(demarche_str) path = {0};
    DMR_VEC(uint32_t) places = {0};
    bool row, placed = false;
    DMR_TRY(ask(l, sql, work, section));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            break;
        demarche_str *name = DMR_PUSH(l->arena, path);
        uint32_t *place = DMR_PUSH(l->arena, places);
        if (!name || !place) {
            end(l);
            return dmr_error_memory(l->err);
        }
        *name = str_at(l, 0);
        *place = (uint32_t)int_at(l, 1);
        placed = placed || *place;
    }
    l->out->meta.section = path.at;
    l->out->meta.section_place = placed ? places.at : NULL;
    l->out->meta.n_section = path.n;
    return DEMARCHE_OK;
}

static demarche_status take_origin(loader *l, int column)
{
    const char *bytes = sqlite3_column_blob(l->s, column);
    size_t n = (size_t)sqlite3_column_bytes(l->s, column);
    bool whole = true,
         good = dmr_record_unpack_origin(&l->out->origin, dmr_str(bytes, bytes ? n : 0),
                                         l->arena, &whole);
    if (good && whole)
        return DEMARCHE_OK;
    end(l);
    return good ? damaged(l, "where its text came from is no list of runs")
                : dmr_error_memory(l->err);
}

static demarche_status load_document(loader *l)
{
    static const char sql[] =
        "SELECT d.doc, d.path, d.title, d.place, d.date, d.as_of, d.source, d.speaker,"
        " d.url, d.language, d.format, d.charset, d.work_id, d.section_id, d.bytes,"
        " d.repaired, d.controls, d.source_start, d.source_end, t.text, t.origin"
        " FROM document d"
        " JOIN document_text t USING (document_id) WHERE d.document_id = ?1";
    dmr_record_contents *out = l->out;
    demarche_meta *m = &out->meta;
    bool row;
    DMR_TRY(ask(l, sql, out->document, 0));
    DMR_TRY(next(l, &row));
    if (!row)
        return damaged(l, "its document or the text of it is missing");
    demarche_str *fields[] = {&m->id,   &m->path,     &m->title,  &m->place,
                              &m->date, &m->as_of,    &m->source, &m->speaker,
                              &m->url,  &m->language, &m->format, &m->charset};
    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++)
        *fields[i] = str_at(l, i);
    int64_t work = int_at(l, 12), section = int_at(l, 13);
    out->counts.bytes = size_at(l, 14);
    out->counts.repaired = size_at(l, 15);
    out->counts.controls = size_at(l, 16);
    m->source_start = size_at(l, 17);
    m->source_end = size_at(l, 18);
    out->text = str_at(l, 19);
    DMR_TRY(take_origin(l, 20));
    end(l);
    return load_section(l, work, section);
}

static demarche_status load_coding(loader *l)
{
    static const char sql[] =
        "SELECT document_id, reading_id, (SELECT min(recorded_from) FROM coded x"
        " WHERE x.coding_id = c.coding_id) FROM coding c WHERE coding_id = ?1";
    bool row;
    DMR_TRY(ask(l, sql, l->out->coding, 0));
    DMR_TRY(next(l, &row));
    if (!row)
        return damaged(l, "there is none");
    l->out->document = int_at(l, 0);
    l->out->reading = int_at(l, 1);
    l->out->recorded = c_at(l, 2);
    end(l);
    return load_document(l);
}

/* ---------------------------------------------------------------------------- reading */

static demarche_status load_counts(loader *l)
{
    static const char sql[] =
        "SELECT r.paragraphs, r.navigation_lines, r.sentences, r.long_sentences, "
        "r.tokens,"
        " c.unresolved, c.times_missed, c.rejected, c.sentences_uncoded,"
        " c.sentences_discarded, c.mentions, c.events, c.reports"
        " FROM coding c JOIN reading r USING (reading_id) WHERE c.coding_id = ?1";
    demarche_counts *n = &l->out->counts;
    uint64_t *const counts[] = {
        &n->paragraphs,          &n->navigation_lines, &n->sentences,
        &n->long_sentences,      &n->tokens,           &n->unresolved,
        &n->times_missed,        &n->rejected,         &n->sentences_uncoded,
        &n->sentences_discarded, &n->mentions,         &n->events};
    bool row;
    DMR_TRY(ask(l, sql, l->out->coding, 0));
    DMR_TRY(next(l, &row));
    if (!row)
        return damaged(l, "its reading is missing");
    for (int i = 0; i < (int)(sizeof counts / sizeof *counts); i++)
        *counts[i] = size_at(l, i);
    n->folded = size_at(l, 12) - n->events;
    end(l);
    l->out->n_paragraphs = n->paragraphs;
    l->out->n_sentences = n->sentences;
    l->out->n_mentions = n->mentions;
    l->out->n_events = n->events;
    return DEMARCHE_OK;
}

/* Static names, as a document that is read has them. */
static const char *paragraph_kind(const char *name)
{
    for (int k = 0; k <= DMR_PARAGRAPH_NOTE; k++) {
        const char *known = dmr_paragraph_kind_name((dmr_paragraph_kind)k);
        if (strcmp(name, known) == 0)
            return known;
    }
    return name;
}

static demarche_status load_paragraphs(loader *l)
{
    size_t n = l->out->n_paragraphs;
    bool row;
    l->out->paragraphs = DMR_NEW_ARRAY(l->arena, demarche_paragraph, n);
    if (!l->out->paragraphs)
        return dmr_error_memory(l->err);
    DMR_TRY(ask(l,
                "SELECT number, kind, start_byte, end_byte FROM paragraph"
                " WHERE reading_id = ?1 ORDER BY number",
                l->out->reading, 0));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return DEMARCHE_OK;
        size_t at = number_at(l, 0, n);
        if (at < n)
            l->out->paragraphs[at] = (demarche_paragraph){size_at(l, 2), size_at(l, 3),
                                                          paragraph_kind(c_at(l, 1))};
    }
}

static demarche_status load_named(loader *l)
{
    size_t room = 0;
    bool row;
    DMR_TRY(ask(l,
                "SELECT name, note, start_byte, end_byte FROM document_person"
                " WHERE document_id = ?1 ORDER BY position",
                l->out->document, 0));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return DEMARCHE_OK;
        demarche_named *who = dmr_vec_push(l->arena, (void **)&l->out->named,
                                           &l->out->n_named, &room, sizeof *who);
        if (!who) {
            end(l);
            return dmr_error_memory(l->err);
        }
        *who = (demarche_named){str_at(l, 0), str_at(l, 1), size_at(l, 2), size_at(l, 3)};
    }
}

static demarche_status load_sentences(loader *l)
{
    size_t n = l->out->n_sentences, at;
    uint32_t first = 0;
    bool row;
    l->out->sentences = DMR_NEW_ARRAY(l->arena, demarche_sentence, n);
    if (!l->out->sentences)
        return dmr_error_memory(l->err);
    DMR_TRY(ask(l,
                "SELECT sentence_id, start_byte, end_byte, ifnull(paragraph, 4294967295),"
                " tokens FROM sentence WHERE sentence_id >= ?1 AND sentence_id < ?2"
                " ORDER BY 1",
                dmr_record_id(l->out->reading, 0),
                dmr_record_id(l->out->reading + 1, 0)));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            break;
        if ((at = number_at(l, 0, n)) == n)
            continue;
        demarche_sentence *s = &l->out->sentences[at];
        *s = (demarche_sentence){.start = size_at(l, 1),
                                 .end = size_at(l, 2),
                                 .paragraph = (uint32_t)int_at(l, 3),
                                 .first_token = first,
                                 .n_tokens = (uint32_t)int_at(l, 4),
                                 .discard = dmr_str(NULL, 0)};
        first += s->n_tokens;
    }
    DMR_TRY(ask(l, "SELECT sentence_id, phrase FROM discarded WHERE coding_id = ?1",
                l->out->coding, 0));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return DEMARCHE_OK;
        if ((at = number_at(l, 0, n)) < n)
            l->out->sentences[at].discard = str_at(l, 1);
    }
}

/* --------------------------------------------------------------------------- mentions */

static demarche_mention_kind mention_kind(const char *name)
{
    for (int k = 0; k <= DEMARCHE_MENTION_QUANTITY; k++) {
        if (strcmp(name, dmr_mention_kind_name((demarche_mention_kind)k)) == 0)
            return (demarche_mention_kind)k;
    }
    return DEMARCHE_MENTION_GROUP;
}

static void take_mention(loader *l, demarche_mention *m)
{
    *m = (demarche_mention){.kind = mention_kind(c_at(l, 1)),
                            .start = size_at(l, 3),
                            .end = size_at(l, 4),
                            .sentence = (uint32_t)(int_at(l, 2) & DMR_RECORD_NUMBER_MAX),
                            .cluster = (uint32_t)int_at(l, 5),
                            .text = slice(l, size_at(l, 3), size_at(l, 4)),
                            .toponym = int_at(l, 6) != 0,
                            .lat = real_at(l, 13),
                            .lon = real_at(l, 14),
                            .geonameid = int_at(l, 15),
                            .number = sqlite3_column_double(l->s, 12)};
    demarche_str *const fields[] = {&m->place, &m->type, &m->value, &m->edtf,
                                    &m->comparator};
    for (int i = 0; i < 5; i++)
        *fields[i] = str_at(l, 7 + i);
    demarche_str *const who[] = {&m->unit, &m->name, &m->code, &m->sector, &m->office};
    for (int i = 0; i < 5; i++)
        *who[i] = str_at(l, 16 + i);
}

static demarche_status load_members(loader *l)
{
    static const char sql[] =
        "SELECT m.mention_id, n.code, n.sector, n.name FROM mention_member m"
        " JOIN entity n USING (entity_id) WHERE m.mention_id >= ?1 AND m.mention_id < ?2"
        " ORDER BY m.mention_id, m.position";
    size_t n = l->out->n_mentions, last = n, room = 0;
    bool row;
    DMR_TRY(ask(l, sql, dmr_record_id(l->out->coding, 0),
                dmr_record_id(l->out->coding + 1, 0)));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return DEMARCHE_OK;
        size_t at = number_at(l, 0, n);
        if (at == n)
            continue;
        demarche_mention *m = &l->out->mentions[at];
        room = at == last ? room : 0;
        last = at;
        demarche_member *members = (demarche_member *)(uintptr_t)m->members;
        demarche_member *who = dmr_vec_push(l->arena, (void **)&members, &m->n_members,
                                            &room, sizeof *members);
        m->members = members;
        if (!who) {
            end(l);
            return dmr_error_memory(l->err);
        }
        *who = (demarche_member){str_at(l, 1), str_at(l, 2), str_at(l, 3)};
    }
}

static demarche_status load_mentions(loader *l)
{
    static const char sql[] =
        "SELECT m.mention_id, m.kind, m.sentence_id, m.start_byte, m.end_byte, m.cluster,"
        " m.toponym, m.stands_for, m.timex_type, m.timex_value, m.edtf, m.comparator,"
        " m.value, p.lat, p.lon, p.geonameid, m.unit, n.name, n.code, n.sector, n.office"
        " FROM mention m LEFT JOIN entity n USING (entity_id)"
        " LEFT JOIN place p USING (place_id)"
        " WHERE m.mention_id >= ?1 AND m.mention_id < ?2 ORDER BY 1";
    size_t n = l->out->n_mentions;
    bool row;
    l->out->mentions = DMR_NEW_ARRAY(l->arena, demarche_mention, n);
    if (!l->out->mentions)
        return dmr_error_memory(l->err);
    DMR_TRY(ask(l, sql, dmr_record_id(l->out->coding, 0),
                dmr_record_id(l->out->coding + 1, 0)));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return load_members(l);
        size_t at = number_at(l, 0, n);
        if (at < n)
            take_mention(l, &l->out->mentions[at]);
    }
}

/* ----------------------------------------------------------------------------- events */

/* Columns that events and reports share: from 2 on. */
static void take_telling(loader *l, demarche_event *e)
{
    dmr_day first, last;
    *e = (demarche_event){.sentence = (uint32_t)(int_at(l, 2) & DMR_RECORD_NUMBER_MAX),
                          .id = c_at(l, 3),
                          .type = c_at(l, 4),
                          .mode = c_at(l, 5),
                          .cameo = c_at(l, 6),
                          .track = c_at(l, 7),
                          .quad = (int)int_at(l, 8),
                          .scale = real_at(l, 9),
                          .mutual = int_at(l, 10) != 0,
                          .text = str_at(l, 11),
                          .date_edtf = str_at(l, 12),
                          .place = str_at(l, 13),
                          .modality = c_at(l, 14),
                          .confidence = sqlite3_column_double(l->s, 15),
                          .rule = c_at(l, 16),
                          .trigger = span_at(l, 17),
                          .date_span = span_at(l, 19),
                          .place_span = span_at(l, 21),
                          .place_name = str_at(l, 23),
                          .place_country = str_at(l, 24),
                          .lat = real_at(l, 25),
                          .lon = real_at(l, 26),
                          .geonameid = int_at(l, 27)};
    if (e->date_edtf.len && dmr_edtf_bounds(e->date_edtf, &first, &last)) {
        dmr_day_text(e->date, first);
        dmr_day_text(e->enddate, last);
    }
}

#define TELLING_COLUMNS                                                                  \
    "e.type, e.mode, e.cameo, e.track, e.quad, e.scale, e.mutual, e.text, e.date_edtf,"  \
    " e.place_text, e.modality, e.confidence, e.rule, e.trigger_start, e.trigger_end,"   \
    " e.date_start, e.date_end, e.place_start, e.place_end, p.name, p.country, p.lat,"   \
    " p.lon, p.geonameid"

/* A query over the events of the coding. */
static demarche_status ask_events(loader *l, const char *sql)
{
    return ask(l, sql, dmr_record_id(l->out->coding, 0),
               dmr_record_id(l->out->coding + 1, 0));
}

static demarche_status load_reports(loader *l)
{
    static const char sql[] =
        "SELECT e.event_key, e.likeness, e.sentence_id, e.report_id, " TELLING_COLUMNS
        " FROM event_report e LEFT JOIN place p USING (place_id)"
        " WHERE e.event_key >= ?1 AND e.event_key < ?2 ORDER BY e.event_key, e.position";
    size_t n = l->out->n_events, last = n, room = 0;
    bool row;
    DMR_TRY(ask_events(l, sql));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return DEMARCHE_OK;
        size_t at = number_at(l, 0, n);
        if (at == n)
            continue;
        demarche_event *e = &l->out->events[at],
                       *told = DMR_NEW(l->arena, demarche_event);
        room = at == last ? room : 0;
        last = at;
        demarche_report *reports = (demarche_report *)(uintptr_t)e->reports;
        demarche_report *report = dmr_vec_push(l->arena, (void **)&reports, &e->n_reports,
                                               &room, sizeof *reports);
        e->reports = reports;
        if (!told || !report) {
            end(l);
            return dmr_error_memory(l->err);
        }
        take_telling(l, told);
        *report = (demarche_report){told, sqlite3_column_double(l->s, 1)};
        if (told->sentence < l->out->n_sentences)
            l->out->sentences[told->sentence].n_reports++;
    }
}

/* Of a row of a part: the event or, where it has a column `report` above -1, its report. */
static demarche_event *owner(loader *l)
{
    size_t at = number_at(l, 0, l->out->n_events);
    if (at == l->out->n_events || !l->out->events)
        return NULL;
    demarche_event *e = &l->out->events[at];
    int64_t report = int_at(l, 1);
    if (report < 0)
        return e;
    return (size_t)report < e->n_reports
               ? (demarche_event *)(uintptr_t)e->reports[report].told
               : NULL;
}

/* One more of `size` bytes in an array of `*n`: parts are few. NULL for want of memory. */
static void *one_more(loader *l, const void **at, size_t *n, size_t size)
{
    char *more =
        dmr_arena_grow(l->arena, (void *)(uintptr_t)*at, *n * size, (*n + 1) * size);
    if (!more)
        return NULL;
    *at = more;
    return more + (*n)++ * size;
}

static bool take_party(loader *l, demarche_event *e)
{
    const char *role = c_at(l, 2);
    const demarche_entity **side = role[0] == 'a'   ? &e->actors
                                   : role[0] == 'r' ? &e->recipients
                                                    : &e->via;
    size_t *n = role[0] == 'a'   ? &e->n_actors
                : role[0] == 'r' ? &e->n_recipients
                                 : &e->n_via;
    demarche_entity *who = one_more(l, (const void **)side, n, sizeof *who);
    if (!who)
        return false;
    size_t start = size_at(l, 4), stop = size_at(l, 5);
    *who = (demarche_entity){.text = words_at(l, 3, start, stop),
                             .identifier = str_at(l, 6),
                             .code = str_at(l, 7),
                             .sector = str_at(l, 8),
                             .office = str_at(l, 9),
                             .region = str_at(l, 10),
                             .start = start,
                             .end = stop};
    return true;
}

static bool take_context(loader *l, demarche_event *e)
{
    const char **name =
        one_more(l, (const void **)&e->context, &e->n_context, sizeof *name);
    if (name)
        *name = c_at(l, 2);
    return name != NULL;
}

static bool take_quantity(loader *l, demarche_event *e)
{
    demarche_quantity *q =
        one_more(l, (const void **)&e->quantities, &e->n_quantities, sizeof *q);
    if (!q)
        return false;
    *q = (demarche_quantity){.comparator = str_at(l, 2),
                             .value = real_at(l, 3),
                             .unit = str_at(l, 4),
                             .start = size_at(l, 6),
                             .end = size_at(l, 7)};
    q->text = words_at(l, 5, q->start, q->end);
    return true;
}

static bool take_reason(loader *l, demarche_event *e)
{
    demarche_reason *why =
        one_more(l, (const void **)&e->reasons, &e->n_reasons, sizeof *why);
    if (!why)
        return false;
    *why = (demarche_reason){.rule = c_at(l, 2),
                             .event = c_at(l, 3),
                             .start = size_at(l, 6),
                             .end = size_at(l, 7),
                             .why = str_at(l, 5)};
    why->text = words_at(l, 4, why->start, why->end);
    return true;
}

/* Each part of the events and reports, in order. */
static const struct part {
    const char *sql;
    bool (*take)(loader *l, demarche_event *e);
} parts[] = {
    {"SELECT x.event_key, -1, x.role, x.text, x.start_byte, x.end_byte, n.name, n.code,"
     " n.sector, n.office, n.region FROM event_party x JOIN entity n USING (entity_id)"
     " WHERE x.event_key >= ?1 AND x.event_key < ?2 ORDER BY 1, x.role, x.position",
     take_party},
    {"SELECT x.event_key, x.report, x.role, x.text, x.start_byte, x.end_byte, n.name,"
     " n.code, n.sector, n.office, n.region FROM report_party x"
     " JOIN entity n USING (entity_id)"
     " WHERE x.event_key >= ?1 AND x.event_key < ?2 ORDER BY 1, 2, x.role, x.position",
     take_party},
    {"SELECT event_key, -1, context FROM event_context"
     " WHERE event_key >= ?1 AND event_key < ?2 ORDER BY 1, position",
     take_context},
    {"SELECT event_key, report, context FROM report_context"
     " WHERE event_key >= ?1 AND event_key < ?2 ORDER BY 1, 2, position",
     take_context},
    {"SELECT event_key, -1, comparator, value, unit, text, start_byte, end_byte"
     " FROM event_quantity WHERE event_key >= ?1 AND event_key < ?2 ORDER BY 1, position",
     take_quantity},
    {"SELECT event_key, report, comparator, value, unit, text, start_byte, end_byte"
     " FROM report_quantity WHERE event_key >= ?1 AND event_key < ?2"
     " ORDER BY 1, 2, position",
     take_quantity},
    {"SELECT event_key, report, rule, type, text, why, start_byte, end_byte"
     " FROM event_reason WHERE event_key >= ?1 AND event_key < ?2 ORDER BY 1, 2, "
     "position",
     take_reason},
};

static demarche_status load_part(loader *l, const struct part *part)
{
    bool row;
    DMR_TRY(ask_events(l, part->sql));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            return DEMARCHE_OK;
        demarche_event *e = owner(l);
        if (e && !part->take(l, e)) {
            end(l);
            return dmr_error_memory(l->err);
        }
    }
}

/* What is not there twice in the file: the one report of an event is the event, and an
 * event's reasons are those of the report whose words it has. */
static void complete(demarche_event *e)
{
    for (size_t i = 0; i < e->n_reports; i++) {
        demarche_event *told = (demarche_event *)(uintptr_t)e->reports[i].told;
        if (e->n_reports == 1) {
            const demarche_reason *reasons = told->reasons;
            size_t n = told->n_reasons;
            *told = *e;
            told->reports = NULL;
            told->n_reports = 0;
            told->reasons = reasons;
            told->n_reasons = n;
        }
        if (told->n_reasons && told->sentence == e->sentence &&
            told->trigger.start == e->trigger.start) {
            e->reasons = told->reasons;
            e->n_reasons = told->n_reasons;
        }
    }
}

static demarche_status load_events(loader *l)
{
    static const char sql[] =
        "SELECT e.event_key, 0, e.sentence_id, e.event_id, " TELLING_COLUMNS
        " FROM event e LEFT JOIN place p USING (place_id)"
        " WHERE e.event_key >= ?1 AND e.event_key < ?2 ORDER BY 1";
    size_t n = l->out->n_events;
    bool row;
    l->out->events = DMR_NEW_ARRAY(l->arena, demarche_event, n);
    if (!l->out->events)
        return dmr_error_memory(l->err);
    DMR_TRY(ask_events(l, sql));
    for (;;) {
        DMR_TRY(next(l, &row));
        if (!row)
            break;
        size_t at = number_at(l, 0, n);
        if (at < n)
            take_telling(l, &l->out->events[at]);
    }
    DMR_TRY(load_reports(l));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        DMR_TRY(load_part(l, &parts[i]));
    for (size_t i = 0; i < n; i++) {
        if (!l->out->events[i].id)
            return damaged(l, "events are missing");
        complete(&l->out->events[i]);
    }
    return DEMARCHE_OK;
}

static void count_events(dmr_record_contents *out)
{
    size_t e = 0;
    for (size_t s = 0; s < out->n_sentences; s++) {
        out->sentences[s].first_event = (uint32_t)e;
        while (e < out->n_events && out->events[e].sentence == s)
            e++;
        out->sentences[s].n_events = (uint32_t)e - out->sentences[s].first_event;
    }
}

/* ------------------------------------------------------------------------------ all */

demarche_status dmr_record_load_found(dmr_record_contents *out, demarche_record *record,
                                      int64_t coding, dmr_arena *arena,
                                      demarche_error *err)
{
    *out = (dmr_record_contents){.coding = coding};
    loader l = {record, arena, out, NULL, err};
    DMR_TRY(load_coding(&l));
    DMR_TRY(load_counts(&l));
    DMR_TRY(load_sentences(&l));
    DMR_TRY(load_mentions(&l));
    return load_events(&l);
}

demarche_status dmr_record_load_source(dmr_record_contents *out, demarche_record *record,
                                       int64_t document, dmr_arena *arena,
                                       demarche_error *err)
{
    *out = (dmr_record_contents){.document = document};
    loader l = {record, arena, out, NULL, err};
    return load_document(&l);
}

demarche_status dmr_record_load(dmr_record_contents *out, demarche_record *record,
                                int64_t coding, dmr_arena *arena, demarche_error *err)
{
    loader l = {record, arena, out, NULL, err};
    DMR_TRY(dmr_record_load_found(out, record, coding, arena, err));
    DMR_TRY(load_named(&l));
    DMR_TRY(load_paragraphs(&l));
    count_events(out);
    return DEMARCHE_OK;
}
