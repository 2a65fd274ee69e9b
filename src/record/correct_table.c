/* Corrections from a table: as `record corrections --format tsv` writes them. */
#include "base/vec.h"
#include "record/record_db.h"

typedef enum column {
    C_EVENT = 0,
    C_VERDICT,
    C_FIELD,
    C_VALUE,
    C_NOTE,
    C_BY,
    C_MADE,
    C_WITHDRAWN,
    C_COUNT,
} column;

static const char *const names[C_COUNT] = {"event", "verdict", "field", "value",
                                           "note",  "by",      "made",  "withdrawn"};

enum { CELLS_MOST = 256, EVENTS_MOST = 10000, LINE_MOST = 1024 * 1024 };

typedef struct reader {
    demarche_record *record;
    size_t place[C_COUNT]; /* which cell of a line; CELLS_MOST: none */
    const char *by;
    dmr_arena *arena; /* of a line */
    demarche_error *err;
} reader;

/* The next line without its end. False behind the last. */
static bool next_line(demarche_str *rest, demarche_str *line)
{
    if (!dmr_str_split(rest, '\n', line))
        return false;
    if (!rest->ptr && !line->len) /* behind the last line break */
        return false;
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

static demarche_status read_names(reader *r, demarche_str line, demarche_error *err)
{
    demarche_str rest = line, cell;
    for (int c = 0; c < C_COUNT; c++)
        r->place[c] = CELLS_MOST;
    for (size_t i = 0; i < CELLS_MOST && dmr_str_split(&rest, '\t', &cell); i++) {
        for (int c = 0; c < C_COUNT; c++) {
            if (dmr_str_is(dmr_str_trim(cell), names[c]) && r->place[c] == CELLS_MOST)
                r->place[c] = i;
        }
    }
    for (int c = C_EVENT; c <= C_VERDICT; c++) {
        if (r->place[c] == CELLS_MOST)
            return dmr_error_set(
                err, DEMARCHE_E_FORMAT, 0,
                "no column \"%s\" in the first line; a table of "
                "corrections has event, verdict, field, value, note, by, "
                "made, parted by tabs",
                names[c]);
    }
    return DEMARCHE_OK;
}

/* The cells of a line, trimmed, each with a NUL behind it. */
static demarche_status read_cells(const reader *r, demarche_str line,
                                  demarche_str cells[C_COUNT], demarche_error *err)
{
    demarche_str rest = line, cell;
    if (line.len > LINE_MOST || memchr(line.ptr, 0, line.len))
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0, "%s",
                             line.len > LINE_MOST ? "the line is over 1 MiB long"
                                                  : "the line has a NUL in it");
    for (int c = 0; c < C_COUNT; c++)
        cells[c] = DMR_STR("");
    for (size_t i = 0; i < CELLS_MOST && dmr_str_split(&rest, '\t', &cell); i++) {
        for (int c = 0; c < C_COUNT; c++) {
            if (r->place[c] != i)
                continue;
            cells[c] = dmr_str_copy(r->arena, dmr_str_trim(cell));
            if (!cells[c].ptr)
                return dmr_error_memory(err);
        }
    }
    return DEMARCHE_OK;
}

typedef DMR_VEC(const char *) names_list;

static demarche_status push(const reader *r, names_list *list, const char *name,
                            demarche_error *err)
{
    const char **at = DMR_PUSH(r->arena, *list);
    if (!at)
        return dmr_error_memory(err);
    *at = name;
    return DEMARCHE_OK;
}

/* Of a join the event and those of `value`; of a part those, and the event last. */
static demarche_status list_events(const reader *r, const demarche_str cells[C_COUNT],
                                   names_list *list, demarche_error *err)
{
    bool parts = dmr_str_is(cells[C_VERDICT], "part");
    demarche_str rest = cells[C_VALUE], id;
    if (!parts)
        DMR_TRY(push(r, list, cells[C_EVENT].ptr, err));
    if (parts || dmr_str_is(cells[C_VERDICT], "join")) {
        while (list->n < EVENTS_MOST && dmr_str_split(&rest, ' ', &id)) {
            demarche_str copy = dmr_str_copy(r->arena, id);
            if (!copy.ptr)
                return dmr_error_memory(err);
            if (id.len)
                DMR_TRY(push(r, list, copy.ptr, err));
        }
    }
    return parts ? push(r, list, cells[C_EVENT].ptr, err) : DEMARCHE_OK;
}

static demarche_status take_line(reader *r, demarche_str line, int64_t *id,
                                 demarche_error *err)
{
    demarche_correction c = DEMARCHE_CORRECTION_INIT;
    demarche_str cells[C_COUNT] = {{0}};
    names_list events = {0};
    DMR_TRY(read_cells(r, line, cells, err));
    if (!cells[C_EVENT].len)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "the line names no event");
    if (cells[C_WITHDRAWN].len)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "the correction was withdrawn where the table comes from");
    if (dmr_str_is(cells[C_VERDICT], "withdraw"))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "what to withdraw is a number of this record: say it with "
                             "demarche record withdraw");
    DMR_TRY(list_events(r, cells, &events, err));
    const char *field = cells[C_FIELD].ptr, *value = cells[C_VALUE].ptr;
    c.verdict = cells[C_VERDICT].ptr;
    c.events = events.at;
    c.n_events = events.n;
    c.fields = &field;
    c.values = &value;
    c.n_fields = cells[C_FIELD].len || strcmp(c.verdict, "recode") == 0;
    c.note = cells[C_NOTE].len ? cells[C_NOTE].ptr : NULL;
    c.by = cells[C_BY].len ? cells[C_BY].ptr : r->by;
    c.made = cells[C_MADE].len ? cells[C_MADE].ptr : NULL;
    return demarche_record_correct(r->record, &c, id, err);
}

/* What a line is refused for; anything else ends the table. */
static bool is_about_line(demarche_status status)
{
    return status == DEMARCHE_E_ARGUMENT || status == DEMARCHE_E_FORMAT ||
           status == DEMARCHE_E_LIMIT;
}

static demarche_status take_all(reader *r, demarche_str rest,
                                demarche_correction_report_fn report, void *user,
                                demarche_correction_counts *counts)
{
    demarche_str line;
    if (dmr_str_starts(rest, DMR_STR("\xEF\xBB\xBF"))) { /* as spreadsheets write it */
        rest.ptr += 3;
        rest.len -= 3;
    }
    if (!next_line(&rest, &line))
        line = dmr_str("", 0);
    DMR_TRY(read_names(r, line, r->err));
    for (size_t number = 2; next_line(&rest, &line); number++) {
        demarche_error why = {0};
        int64_t id = 0;
        if (!dmr_str_trim(line).len || line.ptr[0] == '#')
            continue;
        dmr_arena_reset(r->arena);
        demarche_status status = take_line(r, line, &id, &why);
        if (!status) {
            counts->kept += id != 0;
            counts->there += id == 0;
            continue;
        }
        if (!is_about_line(status)) {
            if (r->err)
                *r->err = why;
            return status;
        }
        counts->refused++;
        const demarche_correction_report bad = {number, why.message};
        if (report)
            report(user, &bad);
    }
    return DEMARCHE_OK;
}

demarche_status
demarche_record_correct_all(demarche_record *record, demarche_str table, const char *by,
                            demarche_correction_report_fn report, void *user,
                            demarche_correction_counts *counts, demarche_error *err)
{
    demarche_correction_counts own;
    if (!record || (table.len && !table.ptr))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record and a table are needed");
    if (!counts)
        counts = &own;
    *counts = (demarche_correction_counts){0};
    reader r = {.record = record, .by = by, .arena = dmr_arena_new(0), .err = err};
    if (!r.arena)
        return dmr_error_memory(err);
    demarche_status status = take_all(&r, table, report, user, counts);
    dmr_arena_free(r.arena);
    return status;
}
