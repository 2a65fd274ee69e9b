#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "talk.h"

int cli_rows_by_name(const char *name)
{
    static const char *const names[] = {"table", "csv", "tsv", "jsonl"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(name, names[i]) == 0)
            return i;
    }
    return -1;
}

static void put(const char *s)
{
    cli_write(NULL, s, strlen(s));
}

static void put_str(demarche_str s)
{
    if (s.len)
        cli_write(NULL, s.ptr, s.len);
}

/* ---------------------------------------------------------------------- for programs */

/* RFC 4180: quoted where it has to be, quotes doubled. */
static void put_csv(demarche_str s)
{
    bool quote = false;
    for (size_t i = 0; i < s.len; i++)
        quote = quote || strchr(",\"\r\n", s.ptr[i]);
    if (!quote) {
        put_str(s);
        return;
    }
    put("\"");
    for (size_t i = 0; i < s.len; i++)
        cli_write(NULL, s.ptr[i] == '"' ? "\"\"" : &s.ptr[i], s.ptr[i] == '"' ? 2 : 1);
    put("\"");
}

static void put_tsv(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++)
        cli_write(NULL, strchr("\t\r\n", s.ptr[i]) && s.ptr[i] ? " " : &s.ptr[i], 1);
}

static void put_json_str(demarche_str s)
{
    char escape[8];
    put("\"");
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\') {
            snprintf(escape, sizeof escape, "\\%c", c);
            put(escape);
        } else if (c == '\n' || c == '\t') {
            put(c == '\n' ? "\\n" : "\\t");
        } else if (c < 0x20) {
            snprintf(escape, sizeof escape, "\\u%04x", c);
            put(escape);
        } else {
            cli_write(NULL, &s.ptr[i], 1);
        }
    }
    put("\"");
}

static demarche_str str_of(const char *s)
{
    return (demarche_str){s, strlen(s)};
}

static void put_json_row(demarche_answer *answer, const char *part)
{
    put("{");
    if (part) {
        put("\"part\":");
        put_json_str(str_of(part));
        put(demarche_answer_columns(answer) ? "," : "");
    }
    for (size_t c = 0; c < demarche_answer_columns(answer); c++) {
        demarche_cell cell = demarche_answer_cell(answer, c);
        put(c ? "," : "");
        put_json_str(str_of(demarche_answer_name(answer, c)));
        put(":");
        if (cell.kind == DEMARCHE_CELL_NULL)
            put("null");
        else if (cell.kind == DEMARCHE_CELL_TEXT)
            put_json_str(cell.text);
        else
            put_str(cell.text);
    }
    put("}\n");
}

static void put_cells(demarche_answer *answer, cli_rows_format format, bool names)
{
    for (size_t c = 0; c < demarche_answer_columns(answer); c++) {
        demarche_str s = names ? str_of(demarche_answer_name(answer, c))
                               : demarche_answer_cell(answer, c).text;
        put(c ? (format == CLI_ROWS_CSV ? "," : "\t") : "");
        if (format == CLI_ROWS_CSV)
            put_csv(s);
        else
            put_tsv(s);
    }
    put(format == CLI_ROWS_CSV ? "\r\n" : "\n");
}

/* ------------------------------------------------------------------------ for people */

enum { COLUMNS_MOST = 64, SAMPLE = 200, CELL_MOST = 400 };

typedef struct table {
    size_t columns[COLUMNS_MOST], width[COLUMNS_MOST], n;
    bool right[COLUMNS_MOST]; /* numbers */
    size_t width_most;
    char *rows[SAMPLE]; /* (n_rows) cells parted by NUL, by which widths are told */
    size_t n_rows;
} table;

static size_t terminal_width(void)
{
    struct winsize w;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 &&
        w.ws_col > 20)
        return w.ws_col;
    return 80;
}

/* Code points, near enough to places on a line. */
static size_t places(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

/* Names of columns as a table has room for them. */
static const char *label(const char *name)
{
    static const char *const labels[][2] = {{"verbal_cooperation", "coop v."},
                                            {"material_cooperation", "coop m."},
                                            {"verbal_conflict", "confl v."},
                                            {"material_conflict", "confl m."},
                                            {"mean_scale", "scale"}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (strcmp(name, labels[i][0]) == 0)
            return labels[i][1];
    }
    return name;
}

static void choose_columns(table *t, demarche_answer *answer, const char *const *names)
{
    size_t n = demarche_answer_columns(answer);
    for (size_t c = 0; c < n && t->n < COLUMNS_MOST; c++) {
        bool wanted = !names;
        for (size_t i = 0; names && names[i] && !wanted; i++)
            wanted = strcmp(names[i], demarche_answer_name(answer, c)) == 0;
        if (wanted)
            t->columns[t->n++] = c;
    }
}

/* Bytes of a cell that a table shows: of a time of writing, up to its minute. */
static size_t shown_of(demarche_str s)
{
    if (s.len == 24 && s.ptr[10] == 'T' && s.ptr[23] == 'Z' && s.ptr[4] == '-')
        return 16;
    return s.len < CELL_MOST ? s.len : CELL_MOST;
}

/* The row at hand as cells of one line each. NULL for want of memory. */
static char *copy_row(table *t, demarche_answer *answer)
{
    size_t size = 0;
    for (size_t i = 0; i < t->n; i++) {
        size += shown_of(demarche_answer_cell(answer, t->columns[i]).text) + 1;
    }
    char *row = malloc(size ? size : 1), *at = row;
    for (size_t i = 0; row && i < t->n; i++) {
        demarche_cell cell = demarche_answer_cell(answer, t->columns[i]);
        size_t len = shown_of(cell.text);
        while (len < cell.text.len && len &&
               ((unsigned char)cell.text.ptr[len] & 0xC0) == 0x80)
            len--;
        for (size_t k = 0; k < len; k++)
            *at++ = (unsigned char)cell.text.ptr[k] < 0x20 ? ' ' : cell.text.ptr[k];
        *at++ = '\0';
        t->right[i] = t->right[i] && cell.kind != DEMARCHE_CELL_TEXT;
    }
    return row;
}

/* As wide as the widest cell; where that is too much the widest columns give way. */
static void set_widths(table *t, demarche_answer *answer)
{
    size_t sum = t->n ? 2 * (t->n - 1) : 0;
    for (size_t i = 0; i < t->n; i++)
        t->width[i] = places(label(demarche_answer_name(answer, t->columns[i])));
    for (size_t r = 0; r < t->n_rows; r++) {
        const char *cell = t->rows[r];
        for (size_t i = 0; i < t->n; i++, cell += strlen(cell) + 1) {
            size_t n = places(cell);
            t->width[i] = n > t->width[i] ? n : t->width[i];
        }
    }
    for (size_t i = 0; i < t->n; i++)
        sum += t->width[i];
    while (sum > t->width_most) {
        size_t widest = 0;
        for (size_t i = 1; i < t->n; i++) {
            if (t->width[i] > t->width[widest])
                widest = i;
        }
        if (t->width[widest] <= 4)
            break;
        t->width[widest]--;
        sum--;
    }
}

/* A cell in its width: cut with "~" at the end where it is longer. */
static void put_cell(const char *cell, size_t width, bool right, bool last)
{
    size_t n = places(cell), shown = n > width ? width - 1 : n, bytes = 0;
    for (size_t k = 0; k < shown; k++) {
        bytes++;
        while (((unsigned char)cell[bytes] & 0xC0) == 0x80)
            bytes++;
    }
    for (size_t k = n; right && k < width; k++)
        put(" ");
    cli_write(NULL, cell, bytes);
    put(n > width ? "~" : "");
    for (size_t k = n; !right && !last && k < width; k++)
        put(" ");
    put(last ? "\n" : "  ");
}

static void put_row(const table *t, const char *row)
{
    for (size_t i = 0; i < t->n; i++, row += strlen(row) + 1)
        put_cell(row, t->width[i], t->right[i], i + 1 == t->n);
}

static void begin_table(table *t, demarche_answer *answer)
{
    set_widths(t, answer);
    for (size_t i = 0; i < t->n; i++)
        put_cell(label(demarche_answer_name(answer, t->columns[i])), t->width[i],
                 t->right[i], i + 1 == t->n);
    for (size_t r = 0; r < t->n_rows; r++) {
        put_row(t, t->rows[r]);
        free(t->rows[r]);
    }
    t->n_rows = 0;
}

static demarche_status no_memory(demarche_error *err)
{
    err->code = DEMARCHE_E_MEMORY;
    snprintf(err->message, sizeof err->message, "not enough memory to show the answer");
    return DEMARCHE_E_MEMORY;
}

static demarche_status write_table(demarche_answer *answer, const char *const *names,
                                   uint64_t *n, demarche_error *err)
{
    table t = {.width_most = terminal_width()};
    demarche_status status = DEMARCHE_OK;
    bool begun = false, got = true;
    choose_columns(&t, answer, names);
    for (size_t i = 0; i < t.n; i++)
        t.right[i] = true;
    while (!status && !cli_write_failed()) {
        status = demarche_answer_next(answer, &got, err);
        if (status || !got)
            break;
        char *row = copy_row(&t, answer);
        if (!row) {
            status = no_memory(err);
            break;
        }
        ++*n;
        if (!begun && t.n_rows < SAMPLE) {
            t.rows[t.n_rows++] = row;
            continue;
        }
        if (!begun)
            begin_table(&t, answer);
        begun = true;
        put_row(&t, row);
        free(row);
    }
    if (!begun && *n && !status)
        begin_table(&t, answer);
    for (size_t r = 0; r < t.n_rows; r++)
        free(t.rows[r]);
    return status;
}

demarche_status cli_rows_write(demarche_answer *answer, cli_rows_format format,
                               const char *const *columns, uint64_t *n,
                               demarche_error *err)
{
    return cli_rows_write_as(answer, format, columns, NULL, n, err);
}

demarche_status cli_rows_write_as(demarche_answer *answer, cli_rows_format format,
                                  const char *const *columns, const char *part,
                                  uint64_t *n, demarche_error *err)
{
    bool got = true;
    *n = 0;
    if (format == CLI_ROWS_TABLE)
        return write_table(answer, columns, n, err);
    if (format != CLI_ROWS_JSONL)
        put_cells(answer, format, true);
    while (!cli_write_failed()) {
        demarche_status status = demarche_answer_next(answer, &got, err);
        if (status || !got)
            return status;
        ++*n;
        if (format == CLI_ROWS_JSONL)
            put_json_row(answer, part);
        else
            put_cells(answer, format, false);
    }
    return DEMARCHE_OK;
}
