#include "read/csv_cells.h"

#include "base/error.h"

/* Where a scan of a row stands. */
typedef struct scan {
    size_t i;          /* byte looked at */
    size_t cell;       /* where the cell begins */
    size_t lines;      /* line breaks so far */
    size_t cell_lines; /* of them in the cell */
    bool quoted;       /* in a quoted cell */
    bool loose;        /* a quote in this cell was not doubled: it ends in its line */
    const char *wrong;
} scan;

static bool ends_line(demarche_str w, size_t i)
{
    return i >= w.len || w.ptr[i] == '\n' ||
           (w.ptr[i] == '\r' && (i + 1 >= w.len || w.ptr[i + 1] == '\n'));
}

static bool end_cell(dmr_cells_row *row, scan *s, size_t end, dmr_arena *arena)
{
    dmr_cells_cell *cell = DMR_PUSH(arena, row->cells);
    if (cell)
        *cell = (dmr_cells_cell){s->cell, end};
    s->quoted = s->loose = false;
    s->cell_lines = 0;
    return cell != NULL;
}

/* At a byte of a quoted cell. */
static void step_quoted(const dmr_cells *cells, dmr_cells_row *row, scan *s,
                        demarche_str w)
{
    char c = w.ptr[s->i];
    if (c == '\n') {
        s->lines++;
        s->cell_lines++;
        if (s->loose)
            s->wrong = "a quote in a quoted cell that is not doubled";
    } else if (c == '"') {
        size_t next = s->i + 1;
        if (next < w.len && w.ptr[next] == '"') {
            s->i++;
        } else if (ends_line(w, next) || w.ptr[next] == cells->how.sep) {
            s->quoted = s->loose = false;
        } else if (s->cell_lines) {
            s->wrong = "a quote is left open, or one in a quoted cell is not doubled";
        } else {
            s->loose = row->loose = true;
        }
    }
    s->i++;
}

/* Look at what is in the window; *done at the end of the row. False for want of memory. */
static bool look(const dmr_cells *cells, dmr_cells_row *row, scan *s, dmr_arena *arena,
                 bool *done)
{
    demarche_str w = cells->stream->window;
    /* Quotes and line breaks are told by the two bytes behind them. */
    size_t end = cells->stream->ended ? w.len : w.len > 2 ? w.len - 2 : 0;
    while (s->i < end && s->i <= cells->max && !s->wrong) {
        char c = w.ptr[s->i];
        if (s->quoted) {
            step_quoted(cells, row, s, w);
        } else if (c == '"' && cells->how.quotes && s->i == s->cell) {
            s->quoted = true;
            s->i++;
        } else if (c == cells->how.sep) {
            if (!end_cell(row, s, s->i, arena))
                return false;
            s->cell = ++s->i;
        } else if (c == '\n' || (c == '\r' && ends_line(w, s->i))) {
            *done = true;
            break;
        } else {
            s->i++;
        }
    }
    if (cells->stream->ended && s->i >= w.len)
        *done = true;
    return true;
}

static demarche_status wrong_row(const dmr_cells *cells, demarche_error *err,
                                 const char *why)
{
    return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)cells->stream->at,
                         "line %zu (byte %llu): %s; mend the row", cells->line,
                         (unsigned long long)cells->stream->at, why);
}

demarche_status dmr_cells_next(dmr_cells *cells, dmr_cells_row *row, bool *got,
                               dmr_arena *arena, demarche_error *err)
{
    enum { STEP = 64 * 1024 };
    scan s = {0};
    bool done = false;
    *got = false;
    *row = (dmr_cells_row){.at = cells->stream->at, .line = cells->line};
    while (!done && !s.wrong) {
        if (!look(cells, row, &s, arena, &done))
            return dmr_error_memory(err);
        if (s.i > cells->max)
            return dmr_error_set(err, DEMARCHE_E_LIMIT, (size_t)row->at,
                                 "line %zu (byte %llu): a row of over %zu bytes, and no "
                                 "more are allowed; close its quotes or split it",
                                 cells->line, (unsigned long long)row->at, cells->max);
        size_t have = cells->stream->window.len;
        if (!done && !s.wrong)
            DMR_TRY(
                dmr_stream_need(cells->stream, have + (have > STEP ? have : STEP), err));
    }
    demarche_str w = cells->stream->window;
    if (s.wrong || s.quoted)
        return wrong_row(cells, err,
                         s.wrong ? s.wrong : "a quoted cell that does not end");
    size_t end = s.i < w.len ? s.i : w.len;
    if (!end_cell(row, &s, end, arena))
        return dmr_error_memory(err);
    row->took = end;
    if (row->took < w.len && w.ptr[row->took] == '\r')
        row->took++;
    if (row->took < w.len && w.ptr[row->took] == '\n') {
        row->took++;
        s.lines++;
    }
    row->lines = s.lines;
    row->bytes = dmr_str(w.ptr, end);
    *got = row->took > 0;
    return DEMARCHE_OK;
}

void dmr_cells_take(dmr_cells *cells, const dmr_cells_row *row)
{
    dmr_stream_take(cells->stream, row->took);
    cells->line += row->lines;
}

demarche_status dmr_cells_skip(dmr_cells *cells, demarche_error *err)
{
    enum { STEP = 64 * 1024 };
    dmr_stream *stream = cells->stream;
    for (;;) {
        DMR_TRY(dmr_stream_need(stream, STEP, err));
        demarche_str w = stream->window;
        const char *end = w.len ? memchr(w.ptr, '\n', w.len) : NULL;
        dmr_stream_take(stream, end ? (size_t)(end - w.ptr) + 1 : w.len);
        if (end)
            cells->line++;
        if (end || (stream->ended && !stream->window.len))
            return DEMARCHE_OK;
    }
}

/* ---------------------------------------------------------------------------- cells */

demarche_str dmr_cells_raw(const dmr_cells_row *row, size_t i)
{
    const dmr_cells_cell *c = &row->cells.at[i];
    return dmr_str(row->bytes.ptr ? row->bytes.ptr + c->start : "", c->end - c->start);
}

/* What the escape `\c` stands for; 0 where it is none. */
static char escaped(char c)
{
    return c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == '\\' ? '\\' : '\0';
}

demarche_str dmr_cells_value(const dmr_cells_how *how, demarche_str raw,
                             dmr_origin *origin, dmr_arena *arena)
{
    bool quoted = how->quotes && raw.len && raw.ptr[0] == '"';
    bool escapes = how->escapes && raw.len && memchr(raw.ptr, '\\', raw.len);
    if (!quoted && !escapes)
        return raw;
    if (escapes && dmr_str_is(raw, "\\N"))
        return dmr_str("", 0);
    char *out = dmr_arena_alloc(arena, raw.len + 1);
    if (!out)
        return dmr_str(NULL, 0);
    size_t n = 0, i = quoted, end = raw.len;
    bool begins = true; /* a run does: here, or behind a pair */
    if (quoted && end > 1 && raw.ptr[end - 1] == '"')
        end--;
    while (i < end) {
        bool two = i + 1 < end;
        bool doubled = two && quoted && raw.ptr[i] == '"' && raw.ptr[i + 1] == '"';
        bool escape = two && escapes && raw.ptr[i] == '\\' && escaped(raw.ptr[i + 1]);
        size_t took = doubled || escape ? 2 : 1;
        if (origin && (begins || took == 2) &&
            !dmr_origin_add(origin, n, i, 1, (uint32_t)took, arena))
            return dmr_str(NULL, 0);
        out[n++] = escape ? escaped(raw.ptr[i + 1]) : raw.ptr[i];
        begins = took == 2;
        i += took;
    }
    return dmr_str(out, n);
}
