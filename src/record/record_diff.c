/* What changed between two states of a record: through both of them, document by document. */
#include "record/record_diff.h"

#include <stdio.h>
#include <stdlib.h>

#include "record/answer.h"

enum { BEFORE = 0, AFTER = 1 };

/* A row: an event of one side, or two that belong together. */
typedef struct row {
    demarche_diff_reason reason;
    uint32_t fields;
    const dmr_diff_event *event[2]; /* NULL: that side has none */
} row;

enum {
    REASON,
    DOC,
    FIELDS,
    LINE_BEFORE,
    LINE_AFTER,
    RULE_BEFORE,
    RULE_AFTER,
    SENTENCE,
    ID_BEFORE,
    ID_AFTER,
    COLUMNS
};

typedef struct diff {
    dmr_diff_side side[2];
    uint32_t wanted; /* reasons, as bits */
    uint64_t limit, given;
    demarche_diff_counts counts;
    uint64_t documents_by[DEMARCHE_DIFF_REASONS];
    bool ahead;       /* each side stands at a document */
    int64_t *touched; /* codings whose corrections differ between the two */
    size_t n_touched;
    dmr_arena *arena; /* of the documents at hand */
    dmr_diff_events events[2];
    struct {
        row *at;
        size_t n, room;
    } rows;          /* of the documents at hand */
    size_t next;     /* row to be given */
    dmr_arena *line; /* of the row at hand */
    demarche_str cells[COLUMNS];
    int summary; /* reason at hand; -1: none yet */
    char number[2][24];
} diff;

/* -------------------------------------------------------------------------- one document */

static bool is_touched(const diff *d, int64_t coding)
{
    size_t low = 0, high = d->n_touched;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (d->touched[middle] < coding)
            low = middle + 1;
        else
            high = middle;
    }
    return low < d->n_touched && d->touched[low] == coding;
}

static demarche_status add_row(diff *d, demarche_diff_reason reason, uint32_t fields,
                               const dmr_diff_event *before, const dmr_diff_event *after,
                               demarche_error *err)
{
    if (!(d->wanted >> reason & 1))
        return DEMARCHE_OK;
    row *r = DMR_PUSH(d->arena, d->rows);
    if (!r)
        return dmr_error_memory(err);
    *r = (row){reason, fields, {before, after}};
    return DEMARCHE_OK;
}

/* A document that only one side has. */
static demarche_status one_side(diff *d, int which, demarche_error *err)
{
    demarche_diff_reason reason =
        which == AFTER ? DEMARCHE_DIFF_NEW_DOCUMENT : DEMARCHE_DIFF_DOCUMENT_GONE;
    if (which == AFTER)
        d->counts.new_documents++;
    else
        d->counts.documents_gone++;
    DMR_TRY(dmr_diff_events_load(&d->events[which], &d->side[which], d->arena, err));
    for (size_t i = 0; i < d->events[which].n; i++) {
        const dmr_diff_event *e = &d->events[which].at[i];
        DMR_TRY(add_row(d, reason, 0, which == BEFORE ? e : NULL,
                        which == AFTER ? e : NULL, err));
    }
    return DEMARCHE_OK;
}

/* What two versions of a document are told apart by. */
typedef struct versions {
    bool differ, same_coder;
    demarche_str text[2];
} versions;

static demarche_status look_at_versions(diff *d, versions *v, demarche_error *err)
{
    demarche_str coder[2];
    *v = (versions){.differ = strcmp(d->side[0].content, d->side[1].content) != 0};
    if (!v->differ)
        return DEMARCHE_OK;
    d->counts.new_texts++;
    for (int i = 0; i < 2; i++)
        DMR_TRY(dmr_diff_side_text(&d->side[i], &v->text[i], err));
    for (int i = 0; i < 2; i++) {
        DMR_TRY(dmr_diff_side_coder(&d->side[i], &coder[i], err));
        coder[i] = dmr_str_copy(d->arena, coder[i]);
        if (!coder[i].ptr)
            return dmr_error_memory(err);
    }
    v->same_coder = dmr_str_eq(coder[0], coder[1]);
    return DEMARCHE_OK;
}

/* Whether it is the text that an event of that side owes its difference to. */
static bool is_new_text(const versions *v, int which, const dmr_diff_event *e)
{
    return v->differ &&
           (v->same_coder ||
            dmr_str_find(v->text[!which], dmr_diff_sentence(e, v->text[which]), 0) ==
                SIZE_MAX);
}

static demarche_status add_pair(diff *d, const versions *v, const dmr_diff_event *a,
                                const dmr_diff_event *b, demarche_error *err)
{
    uint32_t fields = dmr_diff_fields(a, b);
    if (!fields)
        return DEMARCHE_OK;
    demarche_diff_reason reason = dmr_diff_reason_of(fields);
    if (dmr_diff_is_of_text(fields) &&
        (is_new_text(v, BEFORE, a) || is_new_text(v, AFTER, b)))
        reason = DEMARCHE_DIFF_NEW_TEXT;
    return add_row(d, reason, fields, a, b, err);
}

/* In the order of the text, whichever side is called before. */
static size_t place_of(const row *r)
{
    size_t a = r->event[0] ? r->event[0]->sentence.start : 0;
    size_t b = r->event[1] ? r->event[1]->sentence.start : 0;
    return a > b ? a : b;
}

static int by_place(const void *a, const void *b)
{
    const row *x = a, *y = b;
    size_t p = place_of(x), q = place_of(y);
    if (p != q)
        return p < q ? -1 : 1;
    if (x->reason != y->reason)
        return x->reason < y->reason ? -1 : 1;
    for (int i = 0; i < 2; i++) { /* of one reason both have an event, or neither */
        if (x->event[i] && y->event[i] && x->event[i] != y->event[i])
            return x->event[i] < y->event[i] ? -1 : 1;
    }
    return 0;
}

static demarche_status both_sides(diff *d, demarche_error *err)
{
    versions v;
    dmr_diff_events *a = &d->events[BEFORE], *b = &d->events[AFTER];
    if (d->side[0].record == d->side[1].record &&
        d->side[0].coding == d->side[1].coding && !is_touched(d, d->side[0].coding))
        return DEMARCHE_OK;
    DMR_TRY(look_at_versions(d, &v, err));
    for (int i = 0; i < 2; i++) {
        DMR_TRY(dmr_diff_events_load(&d->events[i], &d->side[i], d->arena, err));
        dmr_diff_set_keys(&d->events[i], v.differ ? &v.text[i] : NULL);
    }
    if (!dmr_diff_match(a, b, d->arena))
        return dmr_error_memory(err);
    for (size_t i = 0; i < a->n; i++) {
        const dmr_diff_event *e = &a->at[i];
        if (e->pair != DMR_DIFF_NONE)
            DMR_TRY(add_pair(d, &v, e, &b->at[e->pair], err));
        else
            DMR_TRY(add_row(d,
                            is_new_text(&v, BEFORE, e) ? DEMARCHE_DIFF_NEW_TEXT
                                                       : DEMARCHE_DIFF_LOST,
                            0, e, NULL, err));
    }
    for (size_t i = 0; i < b->n; i++) {
        const dmr_diff_event *e = &b->at[i];
        if (e->pair == DMR_DIFF_NONE)
            DMR_TRY(add_row(d,
                            is_new_text(&v, AFTER, e) ? DEMARCHE_DIFF_NEW_TEXT
                                                      : DEMARCHE_DIFF_FOUND,
                            0, NULL, e, err));
    }
    if (d->rows.n)
        qsort(d->rows.at, d->rows.n, sizeof *d->rows.at, by_place);
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- all of them */

/* Which side's document comes first: -1 before's alone, 1 after's alone, 0 both have it. */
static int first_of(const diff *d)
{
    const dmr_diff_side *a = &d->side[BEFORE], *b = &d->side[AFTER];
    if (!a->has || !b->has)
        return a->has ? -1 : 1;
    return dmr_str_compare(dmr_str(a->doc.at, a->doc.n), dmr_str(b->doc.at, b->doc.n));
}

static void count_reasons(diff *d)
{
    uint32_t met = 0;
    for (size_t i = 0; i < d->rows.n; i++)
        met |= UINT32_C(1) << d->rows.at[i].reason;
    for (int i = 0; i < DEMARCHE_DIFF_REASONS; i++)
        d->documents_by[i] += met >> i & 1;
    d->counts.changed += met != 0;
}

/* Rows of the next document; *got is false where there is none left. */
static demarche_status next_document(diff *d, bool *got, demarche_error *err)
{
    if (d->ahead) { /* the documents at hand are done */
        int first = first_of(d);
        if (first <= 0)
            DMR_TRY(dmr_diff_side_next(&d->side[BEFORE], err));
        if (first >= 0)
            DMR_TRY(dmr_diff_side_next(&d->side[AFTER], err));
    } else {
        DMR_TRY(dmr_diff_side_next(&d->side[BEFORE], err));
        DMR_TRY(dmr_diff_side_next(&d->side[AFTER], err));
        d->ahead = true;
    }
    dmr_arena_reset(d->arena);
    memset(&d->rows, 0, sizeof d->rows);
    memset(d->events, 0, sizeof d->events);
    d->next = 0;
    *got = d->side[BEFORE].has || d->side[AFTER].has;
    if (!*got)
        return DEMARCHE_OK;
    int first = first_of(d);
    d->counts.documents++;
    if (first == 0)
        DMR_TRY(both_sides(d, err));
    else
        DMR_TRY(one_side(d, first < 0 ? BEFORE : AFTER, err));
    count_reasons(d);
    return DEMARCHE_OK;
}

/* -------------------------------------------------------------------------------- cells */

static bool put_fields(diff *d, uint32_t fields)
{
    char names[512] = "";
    size_t n = 0;
    for (int f = 0; f < DMR_DIFF_FIELDS; f++) {
        if ((fields >> f & 1) && n < sizeof names)
            n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", n ? ", " : "",
                                  dmr_diff_field_name((dmr_diff_field)f));
    }
    if (!n)
        return true;
    d->cells[FIELDS] = dmr_str_copy(d->line, dmr_str_c(names));
    return d->cells[FIELDS].ptr != NULL;
}

static demarche_status put_row(diff *d, const row *r, demarche_error *err)
{
    int shown = r->event[AFTER] ? AFTER : BEFORE;
    const dmr_buffer *doc = &d->side[shown].doc;
    demarche_str text;
    dmr_arena_reset(d->line);
    memset(d->cells, 0, sizeof d->cells);
    d->cells[REASON] = dmr_str_c(demarche_diff_reason_name(r->reason));
    d->cells[DOC] = dmr_str(doc->at, doc->n);
    if (!put_fields(d, r->fields))
        return dmr_error_memory(err);
    for (int i = 0; i < 2; i++) {
        if (!r->event[i])
            continue;
        d->cells[LINE_BEFORE + i] = dmr_diff_line(r->event[i], r->fields, d->line);
        if (!d->cells[LINE_BEFORE + i].ptr)
            return dmr_error_memory(err);
        d->cells[RULE_BEFORE + i] = r->event[i]->field[DMR_DIFF_RULE];
        d->cells[ID_BEFORE + i] = r->event[i]->id;
    }
    DMR_TRY(dmr_diff_side_text(&d->side[shown], &text, err));
    d->cells[SENTENCE] = dmr_diff_sentence(r->event[shown], text);
    return DEMARCHE_OK;
}

static demarche_status next_row(void *self, bool *got, demarche_error *err)
{
    diff *d = self;
    *got = false;
    if (d->limit && d->given >= d->limit)
        return DEMARCHE_OK;
    while (d->next >= d->rows.n) {
        bool more;
        if (d->ahead && !d->side[BEFORE].has && !d->side[AFTER].has)
            return DEMARCHE_OK;
        DMR_TRY(next_document(d, &more, err));
        if (!more)
            return DEMARCHE_OK;
    }
    const row *r = &d->rows.at[d->next++];
    DMR_TRY(put_row(d, r, err));
    d->counts.rows[r->reason]++;
    d->given++;
    *got = true;
    return DEMARCHE_OK;
}

static demarche_cell cell_of(void *self, size_t column)
{
    diff *d = self;
    demarche_cell cell = {.text = d->cells[column]};
    if (cell.text.ptr)
        cell.kind = DEMARCHE_CELL_TEXT;
    return cell;
}

/* ------------------------------------------------------------------------------ summary */

/* At the first row all of the diff is gone through. */
static demarche_status next_reason(void *self, bool *got, demarche_error *err)
{
    diff *d = self;
    bool more = d->summary < 0;
    while (more) {
        DMR_TRY(next_document(d, &more, err));
        for (size_t i = 0; more && i < d->rows.n; i++)
            d->counts.rows[d->rows.at[i].reason]++;
    }
    do
        d->summary++;
    while (d->summary < DEMARCHE_DIFF_REASONS && !d->counts.rows[d->summary]);
    *got = d->summary < DEMARCHE_DIFF_REASONS && (!d->limit || d->given++ < d->limit);
    return DEMARCHE_OK;
}

static demarche_cell summary_cell(void *self, size_t column)
{
    diff *d = self;
    if (d->summary < 0 || d->summary >= DEMARCHE_DIFF_REASONS)
        return (demarche_cell){0}; /* no row is at hand */
    demarche_diff_reason reason = (demarche_diff_reason)d->summary;
    if (column == 0)
        return (demarche_cell){.kind = DEMARCHE_CELL_TEXT,
                               .text = dmr_str_c(demarche_diff_reason_name(reason))};
    uint64_t n = column == 1 ? d->counts.rows[reason] : d->documents_by[reason];
    char *number = d->number[column - 1];
    snprintf(number, sizeof d->number[0], "%llu", (unsigned long long)n);
    return (demarche_cell){.kind = DEMARCHE_CELL_INT,
                           .number = (int64_t)n,
                           .real = (double)n,
                           .text = dmr_str_c(number)};
}

/* ------------------------------------------------------------------------ begin and end */

static void free_diff(void *self)
{
    diff *d = self;
    for (int i = 0; i < 2; i++)
        dmr_diff_side_close(&d->side[i]);
    free(d->touched);
    dmr_arena_free(d->arena);
    dmr_arena_free(d->line);
    free(d);
}

/* Codings with corrections that count on one side alone. */
static demarche_status find_touched(diff *d, demarche_error *err)
{
    demarche_record *r = d->side[BEFORE].record;
    const char *a = d->side[BEFORE].state.made, *b = d->side[AFTER].state.made;
    sqlite3_stmt *s;
    size_t room = 0;
    if (r != d->side[AFTER].record || strcmp(a, b) == 0)
        return DEMARCHE_OK;
    int code = sqlite3_prepare_v2(
        r->db,
        "SELECT DISTINCT e.event_key >> 24 FROM correction c JOIN event y"
        " ON y.event_id = c.event_id JOIN event e ON e.same_key = y.same_key WHERE "
        "c.made > ?1 AND c.made <= ?2 ORDER BY 1",
        -1, &s, NULL);
    if (code != SQLITE_OK)
        return dmr_record_refuse(r, code, err);
    bool in_order = strcmp(a, b) < 0, more = true;
    sqlite3_bind_text(s, 1, in_order ? a : b, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, in_order ? b : a, -1, SQLITE_STATIC);
    demarche_status status = dmr_record_step(r, s, &more, err);
    while (!status && more) {
        if (d->n_touched == room) {
            size_t want = room ? room * 2 : 64;
            int64_t *grown = realloc(d->touched, want * sizeof *grown);
            if (!grown) {
                status = dmr_error_memory(err);
                break;
            }
            d->touched = grown;
            room = want;
        }
        d->touched[d->n_touched++] = sqlite3_column_int64(s, 0);
        status = dmr_record_step(r, s, &more, err);
    }
    sqlite3_finalize(s);
    return status;
}

static demarche_status open_diff(diff *d, demarche_record *record,
                                 const demarche_diff_query *q, demarche_error *err)
{
    dmr_diff_side *a = &d->side[BEFORE], *b = &d->side[AFTER];
    a->record = record;
    b->record = q->other ? q->other : record;
    d->limit = q->limit > 0 ? (uint64_t)q->limit : 0;
    d->summary = -1;
    DMR_TRY(dmr_diff_reasons_read(&d->wanted, q->reason, err));
    DMR_TRY(dmr_diff_state_read(&a->state, a->record, q->before, err));
    DMR_TRY(dmr_diff_state_read(&b->state, b->record, q->after, err));
    if (a->record == b->record && a->state.kind == DMR_DIFF_CODER &&
        b->state.kind == DMR_DIFF_CODER) {
        a->beside = &b->state;
        b->beside = &a->state;
    }
    for (int i = 0; i < 2; i++)
        DMR_TRY(dmr_diff_side_open(&d->side[i], q->document, err));
    DMR_TRY(find_touched(d, err));
    uint64_t left_out[2];
    for (int i = 0; i < 2; i++)
        DMR_TRY(dmr_diff_left_out(&d->side[i], q->document, &left_out[i], err));
    d->counts.left_out = left_out[0] > left_out[1] ? left_out[0] : left_out[1];
    return DEMARCHE_OK;
}

demarche_status demarche_record_diff(demarche_answer **out, demarche_record *record,
                                     const demarche_diff_query *query,
                                     demarche_error *err)
{
    static const demarche_diff_query nothing = DEMARCHE_DIFF_QUERY_INIT;
    static const char *const columns[COLUMNS] = {
        "reason",      "doc",        "fields",   "before",       "after",
        "rule_before", "rule_after", "sentence", "event_before", "event_after"};
    static const char *const sums[] = {"reason", "rows", "documents"};
    static const dmr_answer_rows rows = {columns, COLUMNS, next_row, cell_of, free_diff},
                                 summary = {sums, 3, next_reason, summary_cell,
                                            free_diff};
    if (!out || !record)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "a record is needed");
    *out = NULL;
    if (!query)
        query = &nothing;
    if (query->version != DEMARCHE_DIFF_QUERY_VERSION)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a diff's query of version %u; this library knows %d",
                             (unsigned)query->version, DEMARCHE_DIFF_QUERY_VERSION);
    demarche_answer *answer = calloc(1, sizeof *answer);
    diff *d = calloc(1, sizeof *d);
    demarche_status status = DEMARCHE_OK;
    if (!answer || !d || !(d->arena = dmr_arena_new(0)) || !(d->line = dmr_arena_new(0)))
        status = dmr_error_memory(err);
    if (!status)
        status = open_diff(d, record, query, err);
    if (status) {
        if (d)
            free_diff(d);
        free(answer);
        return status;
    }
    answer->record = record;
    answer->rows = query->summary ? &summary : &rows;
    answer->self = d;
    *out = answer;
    return DEMARCHE_OK;
}

demarche_diff_counts demarche_answer_diff(const demarche_answer *answer)
{
    demarche_diff_counts none = {{0}, 0, 0, 0, 0, 0, 0};
    if (!answer || !answer->rows)
        return none;
    return ((const diff *)answer->self)->counts;
}
