/*
 * CSV and TSV: the first row names the columns, each other row is a document. What a table
 * says of itself nowhere is told by its head: the separator by the names in the first row,
 * whether a TSV is quoted or has escapes by its first rows.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "read/csv_cells.h"
#include "read/draft.h"
#include "read/format_kind.h"
#include "read/given.h"
#include "read/led_bytes.h"
#include "read/meta_field.h"
#include "read/plain_text.h"

enum {
    LOOKED_ROWS = 200, /* of a TSV, to tell how it is written */
    MAX_COLUMNS = 10000,
    NAME_ROOM = 64, /* of a character set */
};

typedef struct csv {
    dmr_cells cells;
    const demarche_read_options *opts;
    size_t row;              /* rows so far, the one with the names counted */
    size_t n_columns;        /* 0: the first row is not yet read */
    size_t text;             /* the column */
    dmr_field *fields;       /* (n_columns) what each column says */
    char charset[NAME_ROOM]; /* of the whole table; "": UTF-8 */
    bool tabs;               /* TSV: separator and quotes are told otherwise */
} csv;

/* ------------------------------------------------------------------- names of columns */

/* The names that one row of names may begin with. */
static demarche_str without_mark(demarche_str bytes)
{
    if (dmr_str_starts(bytes, DMR_STR("\xEF\xBB\xBF")))
        return dmr_str(bytes.ptr + 3, bytes.len - 3);
    return bytes;
}

static demarche_str name_of(const dmr_cells_how *how, const dmr_cells_row *row, size_t i,
                            dmr_arena *arena)
{
    return dmr_str_trim(dmr_cells_value(how, dmr_cells_raw(row, i), NULL, arena));
}

/* How well a line of names goes with a separator: columns that we know, the text first. */
static size_t known_names(demarche_str line, char sep, bool *text, size_t *n)
{
    demarche_str rest = line, cell;
    size_t known = 0;
    *text = false;
    *n = 0;
    while (dmr_str_split(&rest, sep, &cell)) {
        if (cell.len > 1 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"')
            cell = dmr_str(cell.ptr + 1, cell.len - 2);
        bool is_text = dmr_text_name_rank(cell) > 0;
        *text = *text || is_text;
        known += is_text || dmr_field_by_name(cell) != DMR_FIELD_NONE;
        ++*n;
    }
    return known;
}

static demarche_str first_line(demarche_str head)
{
    head = without_mark(head);
    const char *end = head.len ? memchr(head.ptr, '\n', head.len) : NULL;
    demarche_str line = dmr_str(head.ptr, end ? (size_t)(end - head.ptr) : head.len);
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    return line;
}

static bool is_table(demarche_str head, const char *separators)
{
    demarche_str line = first_line(head);
    for (; *separators; separators++) {
        bool text;
        size_t n, known = known_names(line, *separators, &text, &n);
        if (text && known >= 2)
            return true;
    }
    return false;
}

static bool is_csv(demarche_str head, const char *path)
{
    (void)path;
    return is_table(head, ",;|");
}

static bool is_tsv(demarche_str head, const char *path)
{
    (void)path;
    return is_table(head, "\t");
}

/* --------------------------------------------------------------------- how it is written */

static char told_separator(demarche_str line)
{
    static const char separators[] = ",;\t|";
    char best = ',';
    size_t best_score = 0;
    for (const char *s = separators; *s; s++) {
        bool text;
        size_t n, known = known_names(line, *s, &text, &n);
        size_t score = n < 2 ? 0 : n + (known + text) * line.len;
        if (score > best_score) {
            best_score = score;
            best = *s;
        }
    }
    return best;
}

/* A quote where the line begins, or behind a tab. */
static bool has_quoted_name(demarche_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '"' && (i == 0 || line.ptr[i - 1] == '\t'))
            return true;
    }
    return false;
}

/*
 * Whether a TSV is quoted, which it need not say: read so, its first rows are even, and some
 * cell needs its quotes, for a tab, a line break or a doubled quote within.
 */
static bool is_quoted(demarche_str head, bool whole, dmr_arena *arena)
{
    dmr_stream stream = dmr_stream_of(head);
    dmr_cells cells = {.stream = &stream, .how = {'\t', true, false}, .max = head.len};
    size_t columns = 0;
    bool needed = false;
    for (int i = 0; i < LOOKED_ROWS; i++) {
        dmr_cells_row row;
        bool got;
        if (dmr_cells_next(&cells, &row, &got, arena,
                           NULL)) /* or cut by the head's end */
            return needed && !whole && i > 1;
        if (!got || (!whole && stream.window.len == row.took))
            break;
        dmr_cells_take(&cells, &row);
        if (row.loose || (columns && row.cells.n != columns && row.bytes.len))
            return false;
        columns = columns ? columns : row.cells.n;
        for (size_t k = 0; k < row.cells.n; k++) {
            demarche_str raw = dmr_cells_raw(&row, k);
            if (raw.len < 2 || raw.ptr[0] != '"')
                continue;
            raw = dmr_str(raw.ptr + 1, raw.len - 2);
            needed = needed || (raw.len && (memchr(raw.ptr, '\t', raw.len) ||
                                            memchr(raw.ptr, '\n', raw.len) ||
                                            memchr(raw.ptr, '"', raw.len)));
        }
    }
    return needed;
}

/* Each backslash of the head begins an escape that dumps of databases write. */
static bool has_escapes(demarche_str head)
{
    bool found = false;
    for (size_t i = 0; i + 1 < head.len; i++) {
        if (head.ptr[i] != '\\')
            continue;
        if (!strchr("tnr\\N", head.ptr[i + 1]) || !head.ptr[i + 1])
            return false;
        found = true;
        i++;
    }
    return found;
}

static demarche_status tell_charset(csv *c, demarche_str head, dmr_arena *arena,
                                    demarche_error *err)
{
    demarche_str name = dmr_str_c(c->opts->charset);
    if (!name.len)
        DMR_TRY(dmr_charset_tell(&name, head, arena, err));
    if (name.len > 5 && dmr_str_eq_nocase(dmr_str(name.ptr, 4), DMR_STR("utf-")) &&
        name.ptr[4] != '8')
        return dmr_error_set(err, DEMARCHE_E_FORMAT, 0,
                             "a table in %.*s; convert it to UTF-8", (int)name.len,
                             name.ptr);
    if (!dmr_str_eq_nocase(name, DMR_STR("UTF-8")) && name.len < NAME_ROOM)
        memcpy(c->charset, name.ptr, name.len);
    return DEMARCHE_OK;
}

static demarche_status tell_how(csv *c, dmr_arena *arena, demarche_error *err)
{
    dmr_stream *stream = c->cells.stream;
    DMR_TRY(dmr_stream_need(stream, DMR_FORMAT_HEAD, err));
    demarche_str w = stream->window;
    demarche_str head = dmr_str(w.ptr, w.len < DMR_FORMAT_HEAD ? w.len : DMR_FORMAT_HEAD);
    bool whole = stream->ended && head.len == w.len;
    DMR_TRY(tell_charset(c, head, arena, err));
    dmr_stream_take(stream, w.len - without_mark(w).len);
    head = without_mark(head);
    demarche_str line = first_line(head);
    if (!c->tabs) {
        c->cells.how = (dmr_cells_how){told_separator(line), true, false};
        return DEMARCHE_OK;
    }
    bool quotes = has_quoted_name(line) || is_quoted(head, whole, arena);
    c->cells.how = (dmr_cells_how){'\t', quotes, !quotes && has_escapes(head)};
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------ the first row */

/* What the columns are called, for a message: "a, b, c, ...". */
static void list_names(char *out, size_t room, const dmr_cells_how *how,
                       const dmr_cells_row *row, dmr_arena *arena)
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < row->cells.n && n + 8 < room; i++) {
        demarche_str name = name_of(how, row, i, arena);
        size_t left = room - n - 8;
        int len = (int)(name.len < left ? name.len : left);
        int wrote = snprintf(out + n, room - n, "%s%.*s", i ? ", " : "", len, name.ptr);
        n += wrote > 0 ? (size_t)wrote : 0;
        if (n + 8 >= room && i + 1 < row->cells.n)
            snprintf(out + room - 6, 6, ", ...");
    }
}

/* The field that a column is for: as the options name it, else by its own name. */
static dmr_field field_of(const demarche_read_options *o, demarche_str name)
{
    const struct {
        const char *given;
        dmr_field field;
    } asked[] = {
        {o->field_id, DMR_FIELD_ID},
        {o->field_title, DMR_FIELD_TITLE},
        {o->field_date, DMR_FIELD_DATE},
        {o->field_as_of, DMR_FIELD_AS_OF},
        {o->field_source, DMR_FIELD_SOURCE},
        {o->field_url, DMR_FIELD_URL},
        {o->field_language, DMR_FIELD_LANGUAGE},
        {o->field_section, DMR_FIELD_SECTION},
        {o->field_speaker, DMR_FIELD_SPEAKER},
    };
    dmr_field own = dmr_field_by_name(name);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (asked[i].given && dmr_str_eq_nocase(name, dmr_str_c(asked[i].given)))
            return asked[i].field;
    }
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (asked[i].given && asked[i].field == own)
            return DMR_FIELD_NONE; /* another column is that */
    }
    return own;
}

static demarche_status take_names(csv *c, const dmr_cells_row *row, dmr_arena *arena,
                                  demarche_error *err)
{
    const char *asked = c->opts->field_text;
    size_t best = 0;
    char names[160];
    if (row->cells.n > MAX_COLUMNS)
        return dmr_error_set(err, DEMARCHE_E_LIMIT, (size_t)row->at,
                             "line %zu: %zu columns, and no more than %d are read",
                             row->line, row->cells.n, (int)MAX_COLUMNS);
    c->fields = calloc(row->cells.n, sizeof *c->fields);
    if (!c->fields)
        return dmr_error_memory(err);
    for (size_t i = 0; i < row->cells.n; i++) {
        demarche_str name = name_of(&c->cells.how, row, i, arena);
        size_t rank =
            asked ? dmr_str_eq_nocase(name, dmr_str_c(asked)) : dmr_text_name_rank(name);
        c->fields[i] = field_of(c->opts, name);
        if (rank > best) {
            best = rank;
            c->text = i;
        }
    }
    if (!best) {
        list_names(names, sizeof names, &c->cells.how, row, arena);
        return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)row->at,
                             "no column is the text, of %s; name it (--field-text)",
                             names);
    }
    c->fields[c->text] = DMR_FIELD_NONE;
    c->n_columns = row->cells.n;
    return DEMARCHE_OK;
}

/* --------------------------------------------------------------------------- documents */

static demarche_status csv_begin(void **state, dmr_stream *stream,
                                 const demarche_read_options *opts, bool tabs,
                                 demarche_error *err)
{
    csv *c = calloc(1, sizeof *c);
    *state = c;
    if (!c)
        return dmr_error_memory(err);
    c->cells.stream = stream;
    c->cells.line = 1;
    c->cells.max = opts->max_bytes;
    c->opts = opts;
    c->tabs = tabs;
    return DEMARCHE_OK;
}

static demarche_status csv_open(void **state, dmr_stream *stream,
                                const demarche_read_options *opts, demarche_error *err)
{
    return csv_begin(state, stream, opts, false, err);
}

static demarche_status tsv_open(void **state, dmr_stream *stream,
                                const demarche_read_options *opts, demarche_error *err)
{
    return csv_begin(state, stream, opts, true, err);
}

static void csv_close(void *state)
{
    csv *c = state;
    if (c)
        free(c->fields);
    free(c);
}

static bool is_empty(const dmr_cells_row *row)
{
    return row->cells.n == 1 && dmr_str_trim(row->bytes).len == 0;
}

/* The next row that is not empty. */
static demarche_status next_row(csv *c, dmr_cells_row *row, bool *got, bool *goes_on,
                                dmr_arena *arena, demarche_error *err)
{
    for (;;) {
        demarche_error first = {0};
        demarche_status status = dmr_cells_next(&c->cells, row, got, arena, &first);
        if (status == DEMARCHE_E_FORMAT || status == DEMARCHE_E_LIMIT) {
            DMR_TRY(dmr_cells_skip(&c->cells, err));
            c->row++;
            *goes_on = c->n_columns > 0;
            return dmr_error_set(err, status, first.offset, "row %zu, %s", c->row,
                                 first.message);
        }
        if (status)
            return dmr_error_set(err, status, first.offset, "%s", first.message);
        if (!*got)
            return DEMARCHE_OK;
        if (!is_empty(row))
            break;
        dmr_cells_take(&c->cells, row);
    }
    c->row++;
    return DEMARCHE_OK;
}

static demarche_status take_text(csv *c, const dmr_cells_row *row, dmr_source *source,
                                 dmr_arena *arena, demarche_error *err)
{
    demarche_str raw = dmr_cells_raw(row, c->text);
    dmr_led_bytes cell = {0}, signs;
    dmr_draft draft;
    cell.bytes = dmr_cells_value(&c->cells.how, raw, &cell.origin, arena);
    if (!cell.bytes.ptr)
        return dmr_error_memory(err);
    size_t at = (size_t)row->at + row->cells.at[c->text].start;
    for (size_t i = 0; i < cell.origin.runs.n; i++)
        cell.origin.runs.at[i].source += at;
    if (!cell.origin.runs.n && !dmr_origin_add(&cell.origin, 0, at, 1, 1, arena))
        return dmr_error_memory(err);
    signs = cell;
    if (c->charset[0])
        DMR_TRY(dmr_led_decode(&signs, &cell, dmr_str_c(c->charset), &source->counts,
                               arena, err));
    dmr_draft_begin(&draft, c->cells.max, arena);
    dmr_draft_verbatim(&draft, signs.bytes, 0);
    DMR_TRY(dmr_draft_finish(&draft, source, err));
    dmr_origin clean = source->origin;
    if (!dmr_origin_chain(&source->origin, &signs.origin, &clean, 0, source->text.len,
                          arena))
        return dmr_error_memory(err);
    DMR_TRY(dmr_given_take(&source->meta, c->opts, arena, err));
    return dmr_plain_text(source, arena, err);
}

static demarche_status take_row(csv *c, const dmr_cells_row *row, dmr_source *source,
                                dmr_arena *arena, demarche_error *err)
{
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    if (row->cells.n != c->n_columns)
        return dmr_error_set(err, DEMARCHE_E_FORMAT, (size_t)row->at,
                             "row %zu, line %zu (byte %llu): %zu cells, and there are "
                             "%zu columns; mend the row",
                             c->row, row->line, (unsigned long long)row->at, row->cells.n,
                             c->n_columns);
    for (size_t i = 0; i < row->cells.n; i++) {
        if (c->fields[i] == DMR_FIELD_NONE)
            continue;
        demarche_str value =
            dmr_cells_value(&c->cells.how, dmr_cells_raw(row, i), NULL, arena);
        dmr_origin unwanted = {0};
        if (value.len && c->charset[0])
            DMR_TRY(dmr_charset_decode(&value, &unwanted, value, dmr_str_c(c->charset),
                                       &source->counts, arena, err));
        if (!value.ptr || !dmr_meta_set(&meta, c->fields[i], dmr_str_trim(value)))
            return dmr_error_memory(err);
    }
    if (c->charset[0])
        source->meta.charset = dmr_str_copy(arena, dmr_str_c(c->charset));
    if (!dmr_meta_finish(&meta))
        return dmr_error_memory(err);
    source->source_start = (size_t)row->at;
    source->source_end = (size_t)row->at + row->bytes.len;
    source->counts.bytes = row->took;
    return take_text(c, row, source, arena, err);
}

static demarche_status csv_next(void *state, dmr_source *source, bool *got, bool *goes_on,
                                dmr_arena *arena, demarche_error *err)
{
    csv *c = state;
    dmr_cells_row row;
    *got = *goes_on = false;
    if (!c->n_columns) {
        DMR_TRY(tell_how(c, arena, err));
        DMR_TRY(next_row(c, &row, got, goes_on, arena, err));
        if (!*got)
            return DEMARCHE_OK;
        *got = false;
        DMR_TRY(take_names(c, &row, arena, err));
        dmr_cells_take(&c->cells, &row);
    }
    DMR_TRY(next_row(c, &row, got, goes_on, arena, err));
    if (!*got)
        return DEMARCHE_OK;
    demarche_status status = take_row(c, &row, source, arena, err);
    dmr_cells_take(&c->cells, &row);
    *got = status == DEMARCHE_OK;
    *goes_on = true;
    return status;
}

static const char *const csv_suffixes[] = {".csv", NULL};
static const char *const tsv_suffixes[] = {".tsv", ".tab", NULL};

const dmr_format_kind dmr_format_csv = {
    .format = DEMARCHE_FORMAT_CSV,
    .name = "csv",
    .suffixes = csv_suffixes,
    .is = is_csv,
    .open = csv_open,
    .next = csv_next,
    .close = csv_close,
    .numbered = true,
};

const dmr_format_kind dmr_format_tsv = {
    .format = DEMARCHE_FORMAT_TSV,
    .name = "tsv",
    .suffixes = tsv_suffixes,
    .is = is_tsv,
    .open = tsv_open,
    .next = csv_next,
    .close = csv_close,
    .numbered = true,
};
