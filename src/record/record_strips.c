/*
 * Strips made of what a block of codings holds: whole blocks, at the commit, so that a block
 * is the same whatever came before and in whichever transactions.
 */
#include <math.h>
#include <stdlib.h>

#include "record/strip.h"

/* Growing bytes in an arena. */
typedef struct bytes {
    unsigned char *at;
    size_t n, room;
} bytes;

/* A row of strip on its way. */
typedef struct growing {
    uint32_t code, last_deed_at;
    bool any_deed;
    bytes deeds, events;
} growing;

typedef struct packer {
    demarche_record *record;
    int64_t first; /* coding */
    bool number;
    dmr_arena *arena;
    DMR_VEC(dmr_strip_event) events; /* in order, of all codes */
    DMR_VEC(int64_t) deeds;          /* of each of them */
    DMR_VEC(dmr_strip_report) reports;
    DMR_VEC(growing) rows;
    uint32_t *row_of; /* (n_codes) code -> index + 1 of `rows` */
    size_t n_codes;
    demarche_error *err;
} packer;

static unsigned char *reserve(packer *p, bytes *b, size_t n)
{
    if (b->room - b->n < n) {
        size_t want = b->room ? b->room * 2 : 4 * n;
        unsigned char *more = dmr_arena_grow(p->arena, b->at, b->n, want);
        if (!more)
            return NULL;
        b->at = more;
        b->room = want;
    }
    b->n += n;
    return b->at + b->n - n;
}

/* The row of a code, begun where there is none. NULL for want of memory. */
static growing *row_of(packer *p, uint32_t code)
{
    if (code >= p->n_codes) {
        size_t want = 2 * (size_t)code + 64;
        uint32_t *more = dmr_arena_grow(p->arena, p->row_of, p->n_codes * sizeof *more,
                                        want * sizeof *more);
        if (!more)
            return NULL;
        memset(more + p->n_codes, 0, (want - p->n_codes) * sizeof *more);
        p->row_of = more;
        p->n_codes = want;
    }
    if (p->row_of[code])
        return &p->rows.at[p->row_of[code] - 1];
    growing *row = DMR_PUSH(p->arena, p->rows);
    if (!row)
        return NULL;
    row->code = code;
    p->row_of[code] = (uint32_t)p->rows.n;
    return row;
}

static bool put_event(packer *p, uint32_t code, const dmr_strip_event *e, int64_t deed)
{
    growing *row = row_of(p, code);
    unsigned char *at = row ? reserve(p, &row->events, DMR_STRIP_EVENT_BYTES) : NULL;
    if (!at)
        return false;
    dmr_strip_put_event(at, e);
    if (deed == dmr_strip_key(p->first >> DMR_STRIP_BLOCK_BITS, e->at) ||
        (row->any_deed && row->last_deed_at == e->at))
        return true;
    row->any_deed = true;
    row->last_deed_at = e->at;
    at = reserve(p, &row->deeds, DMR_STRIP_DEED_BYTES);
    if (at)
        dmr_strip_put_deed(at, &(dmr_strip_deed){e->at, deed});
    return at != NULL;
}

static uint32_t at_of(const packer *p, int64_t event_key)
{
    return (uint32_t)(event_key - dmr_record_id(p->first, 0));
}

static demarche_status pack_event(packer *p, sqlite3_stmt *s)
{
    int64_t kind;
    const dmr_record_kind what = {
        dmr_record_column(s, 3),
        dmr_record_column(s, 4),
        dmr_record_column(s, 5),
        dmr_record_column(s, 8),
        dmr_record_column(s, 9),
        dmr_record_column(s, 13),
        sqlite3_column_int(s, 6),
        sqlite3_column_type(s, 7) == SQLITE_NULL ? NAN : sqlite3_column_double(s, 7)};
    DMR_TRY(dmr_record_keep_kind(p->record, &what, p->number, &kind, p->err));
    int64_t reports = sqlite3_column_int64(s, 11);
    dmr_strip_event *e = DMR_PUSH(p->arena, p->events);
    int64_t *deed = DMR_PUSH(p->arena, p->deeds);
    if (!e || !deed)
        return dmr_error_memory(p->err);
    *e = (dmr_strip_event){
        .at = at_of(p, sqlite3_column_int64(s, 0)),
        .first = dmr_strip_day(dmr_record_column(s, 1)),
        .last = dmr_strip_day(dmr_record_column(s, 2)),
        .kind = (uint32_t)kind,
        .sure = (uint32_t)llround(sqlite3_column_double(s, 10) * DMR_STRIP_SURE),
        .reports =
            (uint16_t)(reports > DMR_STRIP_REPORTS_MAX ? DMR_STRIP_REPORTS_MAX : reports),
        .roles = DMR_STRIP_ONCE};
    *deed = sqlite3_column_int64(s, 12);
    return put_event(p, 0, e, *deed) ? DEMARCHE_OK : dmr_error_memory(p->err);
}

/* Whether the event under the cursor holds, at or behind *n, where it then stands: of those
 * that do not, dyads and tellings are left out. */
static bool is_held(const packer *p, sqlite3_stmt *s, size_t *n)
{
    uint32_t at = at_of(p, sqlite3_column_int64(s, 0));
    while (*n < p->events.n && p->events.at[*n].at < at)
        ++*n;
    return *n < p->events.n && p->events.at[*n].at == at;
}

static demarche_status pack_report(packer *p, sqlite3_stmt *s, size_t *n)
{
    if (!is_held(p, s, n))
        return DEMARCHE_OK;
    dmr_strip_report *r = DMR_PUSH(p->arena, p->reports);
    if (!r)
        return dmr_error_memory(p->err);
    *r = (dmr_strip_report){sqlite3_column_int64(s, 1), p->events.at[*n].at};
    return DEMARCHE_OK;
}

/* A row of dyad. */
static demarche_status pack_dyad(packer *p, sqlite3_stmt *s, size_t *n)
{
    int64_t code, other = 0;
    if (!is_held(p, s, n))
        return DEMARCHE_OK;
    DMR_TRY(dmr_record_keep_code(p->record, dmr_record_column(s, 1), p->number, &code,
                                 p->err));
    demarche_str with = dmr_record_column(s, 2);
    if (with.len)
        DMR_TRY(dmr_record_keep_code(p->record, with, p->number, &other, p->err));
    if (code > DMR_STRIP_CODE_MAX || other > DMR_STRIP_CODE_MAX)
        return dmr_error_set(p->err, DEMARCHE_E_LIMIT, 0,
                             "%s: the record has more than %d codes of parties; begin "
                             "another one",
                             p->record->path, DMR_STRIP_CODE_MAX);
    dmr_strip_event e = p->events.at[*n];
    e.other = (uint32_t)other;
    e.side = (int8_t)sqlite3_column_int(s, 3);
    e.roles = (uint8_t)((sqlite3_column_int(s, 4) ? DMR_STRIP_ONCE : 0) |
                        (sqlite3_column_int(s, 5) & (DMR_STRIP_ONCE - 1)));
    return put_event(p, (uint32_t)code, &e, p->deeds.at[*n]) ? DEMARCHE_OK
                                                             : dmr_error_memory(p->err);
}

/* Rows of a statement on the block's codings; `n` is the packer's place in its events. */
static demarche_status pack_rows(packer *p, dmr_record_statement which,
                                 dmr_strip_block *out)
{
    bool row;
    size_t n = 0;
    DMR_RECORD_STATEMENT(s, p->record, which, p->err);
    sqlite3_bind_int64(s, 1, p->first);
    sqlite3_bind_int64(s, 2, p->first + DMR_STRIP_CODINGS);
    for (;;) {
        DMR_TRY(dmr_record_step(p->record, s, &row, p->err));
        if (!row)
            return DEMARCHE_OK;
        demarche_status status = DEMARCHE_OK;
        if (which == DMR_RECORD_STRIP_OF_EVENTS) {
            status = pack_event(p, s);
        } else if (which == DMR_RECORD_STRIP_OF_DYADS) {
            status = pack_dyad(p, s, &n);
        } else if (which == DMR_RECORD_STRIP_OF_REPORTS) {
            status = pack_report(p, s, &n);
        } else {
            size_t at = (size_t)(sqlite3_column_int64(s, 0) - p->first);
            const dmr_strip_coding coding = {dmr_strip_day(dmr_record_column(s, 1)),
                                             dmr_strip_day(dmr_record_column(s, 2)),
                                             (uint8_t)sqlite3_column_int(s, 3)};
            dmr_strip_put_coding(out->codings + at * DMR_STRIP_CODING_BYTES, &coding);
        }
        if (status) {
            sqlite3_reset(s);
            return status;
        }
    }
}

static int by_code(const void *a, const void *b)
{
    uint32_t x = ((const dmr_strip_row *)a)->code, y = ((const dmr_strip_row *)b)->code;
    return (x > y) - (x < y);
}

static int by_sentence(const void *a, const void *b)
{
    const dmr_strip_report *x = a, *y = b;
    if (x->sentence != y->sentence)
        return x->sentence < y->sentence ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* In the order of sentences; an event that a sentence tells twice is told once. */
static bool put_reports(packer *p, demarche_str *out)
{
    bytes all = {0};
    if (p->reports.n)
        qsort(p->reports.at, p->reports.n, sizeof *p->reports.at, by_sentence);
    for (size_t i = 0; i < p->reports.n; i++) {
        if (i && by_sentence(&p->reports.at[i - 1], &p->reports.at[i]) == 0)
            continue;
        unsigned char *at = reserve(p, &all, DMR_STRIP_REPORT_BYTES);
        if (!at)
            return false;
        dmr_strip_put_report(at, &p->reports.at[i]);
    }
    *out = dmr_str((char *)all.at, all.n);
    return true;
}

demarche_status dmr_strip_pack(dmr_strip_block *out, demarche_record *record,
                               int64_t block, bool number, dmr_arena *arena,
                               demarche_error *err)
{
    packer p = {.record = record,
                .first = block << DMR_STRIP_BLOCK_BITS,
                .number = number,
                .arena = arena,
                .err = err};
    out->n_rows = 0;
    for (size_t i = 0; i < DMR_STRIP_CODINGS; i++)
        dmr_strip_put_coding(out->codings + i * DMR_STRIP_CODING_BYTES,
                             &(dmr_strip_coding){DMR_STRIP_NO_DAY, DMR_STRIP_NO_DAY, 0});
    DMR_TRY(pack_rows(&p, DMR_RECORD_STRIP_OF_CODINGS, out));
    DMR_TRY(pack_rows(&p, DMR_RECORD_STRIP_OF_EVENTS, out));
    DMR_TRY(pack_rows(&p, DMR_RECORD_STRIP_OF_DYADS, out));
    DMR_TRY(pack_rows(&p, DMR_RECORD_STRIP_OF_REPORTS, out));
    out->rows = DMR_NEW_ARRAY(arena, dmr_strip_row, p.rows.n);
    if (!out->rows || !put_reports(&p, &out->reports))
        return dmr_error_memory(err);
    for (size_t i = 0; i < p.rows.n; i++) {
        const growing *row = &p.rows.at[i];
        out->rows[out->n_rows++] =
            (dmr_strip_row){row->code, dmr_str((char *)row->deeds.at, row->deeds.n),
                            dmr_str((char *)row->events.at, row->events.n)};
    }
    if (out->n_rows)
        qsort(out->rows, out->n_rows, sizeof *out->rows, by_code);
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------- keeping */

static void bind_bytes(sqlite3_stmt *s, int column, demarche_str value)
{
    sqlite3_bind_blob64(s, column, value.len ? value.ptr : "", value.len, SQLITE_STATIC);
}

demarche_status dmr_strip_keep(demarche_record *record, int64_t block,
                               const dmr_strip_block *packed, demarche_error *err)
{
    DMR_RECORD_STATEMENT(drop, record, DMR_RECORD_DROP_STRIPS, err);
    sqlite3_bind_int64(drop, 1, block);
    DMR_TRY(dmr_record_run(record, drop, err));
    DMR_RECORD_STATEMENT(codings, record, DMR_RECORD_DROP_STRIP_CODINGS, err);
    sqlite3_bind_int64(codings, 1, block);
    DMR_TRY(dmr_record_run(record, codings, err));
    if (!packed->n_rows)
        return DEMARCHE_OK;
    DMR_RECORD_STATEMENT(add, record, DMR_RECORD_ADD_STRIP, err);
    for (size_t i = 0; i < packed->n_rows; i++) {
        const dmr_strip_row *row = &packed->rows[i];
        sqlite3_bind_int64(add, 1, (int64_t)row->code << DMR_STRIP_CODE_BITS | block);
        bind_bytes(add, 2, row->deeds);
        bind_bytes(add, 3, row->events);
        DMR_TRY(dmr_record_run(record, add, err));
    }
    DMR_RECORD_STATEMENT(s, record, DMR_RECORD_ADD_STRIP_CODINGS, err);
    sqlite3_bind_int64(s, 1, block);
    sqlite3_bind_blob(s, 2, packed->codings, sizeof packed->codings, SQLITE_STATIC);
    bind_bytes(s, 3, packed->reports);
    return dmr_record_run(record, s, err);
}

demarche_status dmr_record_touch_strip(demarche_record *record, int64_t coding,
                                       demarche_error *err)
{
    int64_t block = coding >> DMR_STRIP_BLOCK_BITS;
    size_t at = record->n_touched;
    while (at && record->touched[at - 1] > block)
        at--;
    if (at && record->touched[at - 1] == block)
        return DEMARCHE_OK;
    if (record->n_touched == record->touched_room) {
        size_t room = record->touched_room ? record->touched_room * 2 : 64;
        int64_t *more = realloc(record->touched, room * sizeof *more);
        if (!more)
            return dmr_error_memory(err);
        record->touched = more;
        record->touched_room = room;
    }
    memmove(record->touched + at + 1, record->touched + at,
            (record->n_touched - at) * sizeof *record->touched);
    record->touched[at] = block;
    record->n_touched++;
    return DEMARCHE_OK;
}

demarche_status dmr_record_write_strips(demarche_record *record, demarche_error *err)
{
    for (size_t i = 0; i < record->n_touched; i++) {
        dmr_strip_block packed;
        dmr_arena_reset(record->scratch);
        DMR_TRY(dmr_strip_pack(&packed, record, record->touched[i], true, record->scratch,
                               err));
        DMR_TRY(dmr_strip_keep(record, record->touched[i], &packed, err));
    }
    record->n_touched = 0;
    return DEMARCHE_OK;
}
