#include "lexicon/lexicon_stats.h"

#include "base/error.h"
#include "base/hash.h"
#include "lexicon/lexicon_check.h"
#include "mention/edtf.h"

typedef struct counter {
    dmr_figures *out;
    dmr_map *index[DMR_FIGURE_KINDS]; /* key -> place in out + 1 */
    dmr_lexicon_check tables;         /* for its loader alone */
    dmr_arena *arena;
    demarche_error *err;
} counter;

/* The figure of that key, made where it is new; NULL for want of memory. */
static dmr_figure *figure(counter *c, dmr_figure_kind kind, demarche_str key)
{
    uint32_t at = dmr_map_get(c->index[kind], key, 0);
    if (at)
        return &c->out->list.at[at - 1];
    dmr_figure *f = DMR_PUSH(c->arena, c->out->list);
    if (!f || !dmr_map_set(c->index[kind], key, (uint32_t)c->out->list.n))
        return NULL;
    f->kind = kind;
    f->key = key;
    return f;
}

static demarche_status count(counter *c, dmr_figure_kind kind, demarche_str key,
                             size_t rows, size_t names)
{
    dmr_figure *f = figure(c, kind, key);
    if (!f)
        return dmr_error_memory(c->err);
    f->rows += rows;
    f->names += names;
    return DEMARCHE_OK;
}

static size_t parts(demarche_str cell)
{
    size_t n = 0;
    demarche_str part;
    while (cell.len && dmr_str_split(&cell, '|', &part))
        n++;
    return n;
}

/* Rows of a file, whatever its columns are. */
static size_t rows_of(demarche_str bytes)
{
    size_t n = 0;
    demarche_str line;
    while (dmr_str_split(&bytes, '\n', &line))
        n += dmr_str_trim(line).len && line.ptr[0] != '#';
    return n ? n - 1 : 0; /* the header */
}

/* "rules/aid.tsv" counts to "rules/". */
static demarche_status count_files(counter *c)
{
    for (size_t i = 0; i < c->tables.tables->files.n; i++) {
        const dmr_tables_file *f = &c->tables.tables->files.at[i];
        demarche_str key = dmr_str_c(f->name);
        size_t slash = dmr_str_find(key, DMR_STR("/"), 0);
        if (slash != SIZE_MAX)
            key.len = slash + 1;
        DMR_TRY(count(c, DMR_FIGURE_TABLE, key, rows_of(f->file.bytes), 0));
    }
    return DEMARCHE_OK;
}

/* Columns of names, -1: none; of dmr_check_tables. */
static const struct {
    const char *table;
    int names[2];
} name_columns[] = {
    {"states.tsv", {DMR_STATE_TEXT, -1}},
    {"actors.tsv", {DMR_ACTOR_NAME, DMR_ACTOR_NAMES}},
    {"persons.tsv", {DMR_PERSON_NAME, DMR_PERSON_NAMES}},
    {"offices.tsv", {0, -1}},
    {"agents.tsv", {0, -1}},
    {"times.tsv", {1, -1}},
    {"places.tsv", {1, 2}},
    {"towns.tsv", {2, -1}},
};

static demarche_status count_names(counter *c, const char *name, const dmr_table *t)
{
    for (size_t k = 0; k < sizeof name_columns / sizeof *name_columns; k++) {
        if (strcmp(name, name_columns[k].table) != 0)
            continue;
        size_t n = 0;
        for (size_t i = 0; i < t->n_rows; i++)
            for (int j = 0; j < 2; j++)
                if (name_columns[k].names[j] >= 0)
                    n += parts(t->rows[i].cells[name_columns[k].names[j]]);
        DMR_TRY(count(c, DMR_FIGURE_TABLE, dmr_str_c(name), 0, n));
    }
    return DEMARCHE_OK;
}

static demarche_status count_sources(counter *c, const dmr_check_table *table,
                                     const dmr_table *t)
{
    size_t column = 0;
    while (table->columns[column] && strcmp(table->columns[column], "?source") != 0)
        column++;
    for (size_t i = 0; table->columns[column] && i < t->n_rows; i++)
        DMR_TRY(count(c, DMR_FIGURE_SOURCE, t->rows[i].cells[column], 1, 0));
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------ states, persons */

static demarche_status add_lack(counter *c, dmr_figure *f, demarche_str code)
{
    f->rows++;
    f->list = f->list.len ? dmr_str_format(c->arena, "%.*s %.*s", (int)f->list.len,
                                           f->list.ptr, DMR_STR_ARG(code))
                          : code;
    return f->list.ptr ? DEMARCHE_OK : dmr_error_memory(c->err);
}

static demarche_status has_kinds(counter *c, const dmr_table *t, dmr_map *has,
                                 const char *kind, uint32_t bit)
{
    for (size_t i = 0; i < t->n_rows; i++) {
        const demarche_str *cells = t->rows[i].cells;
        demarche_str code = cells[DMR_STATE_CODE];
        if (dmr_str_is(cells[DMR_STATE_KIND], kind) &&
            !dmr_map_set(has, code, dmr_map_get(has, code, 0) | bit))
            return dmr_error_memory(c->err);
    }
    return DEMARCHE_OK;
}

static demarche_status count_states(counter *c)
{
    enum { CAPITAL = 1, PEOPLE = 2, STATE = 4 };
    static const struct {
        const char *key;
        uint32_t bit;
    } lacks[] = {{"without a capital", CAPITAL}, {"without a people's name", PEOPLE}};
    dmr_table t;
    dmr_map *has = dmr_map_new(c->arena);
    if (!has)
        return dmr_error_memory(c->err);
    DMR_TRY(dmr_check_load(&t, &c->tables, "states.tsv"));
    for (size_t i = 0; i < t.n_rows; i++)
        DMR_TRY(count(c, DMR_FIGURE_KIND, t.rows[i].cells[DMR_STATE_KIND], 1,
                      parts(t.rows[i].cells[DMR_STATE_TEXT])));
    DMR_TRY(has_kinds(c, &t, has, "capital", CAPITAL));
    DMR_TRY(has_kinds(c, &t, has, "people", PEOPLE));
    DMR_TRY(has_kinds(c, &t, has, "adjective", PEOPLE)); /* "the Japanese" */
    DMR_TRY(count(c, DMR_FIGURE_STATES, DMR_STR("states"), 0, 0));
    DMR_TRY(count(c, DMR_FIGURE_STATES, dmr_str_c(lacks[0].key), 0, 0));
    DMR_TRY(count(c, DMR_FIGURE_STATES, dmr_str_c(lacks[1].key), 0, 0));
    for (size_t i = 0; i < t.n_rows; i++) {
        demarche_str code = t.rows[i].cells[DMR_STATE_CODE];
        uint32_t bits = dmr_map_get(has, code, 0);
        if (!dmr_str_is(t.rows[i].cells[DMR_STATE_KIND], "state") || (bits & STATE))
            continue;
        if (!dmr_map_set(has, code, bits | STATE))
            return dmr_error_memory(c->err);
        DMR_TRY(count(c, DMR_FIGURE_STATES, DMR_STR("states"), 1, 0));
        for (int k = 0; k < 2; k++) {
            dmr_figure *f = figure(c, DMR_FIGURE_STATES, dmr_str_c(lacks[k].key));
            if (f && !(bits & lacks[k].bit))
                DMR_TRY(add_lack(c, f, code));
        }
    }
    return DEMARCHE_OK;
}

enum { FIRST_DECADE = 180, LAST_DECADE = 202, DECADES = LAST_DECADE - FIRST_DECADE + 1 };

static int decade_of(demarche_str date, int open)
{
    dmr_date d;
    int decade = date.len && dmr_edtf_read(date, &d) ? d.year / 10 : open;
    return decade < FIRST_DECADE ? FIRST_DECADE
                                 : (decade > LAST_DECADE ? LAST_DECADE : decade);
}

static demarche_status count_decades(counter *c)
{
    size_t rows[DECADES] = {0};
    dmr_table t;
    DMR_TRY(dmr_check_load(&t, &c->tables, "persons.tsv"));
    for (size_t i = 0; i < t.n_rows; i++) {
        const demarche_str *cells = t.rows[i].cells;
        int until = decade_of(cells[DMR_PERSON_UNTIL], LAST_DECADE);
        for (int d = decade_of(cells[DMR_PERSON_FROM], until); d <= until; d++)
            rows[d - FIRST_DECADE]++;
    }
    for (int d = 0; d < DECADES; d++) {
        demarche_str key = dmr_str_format(c->arena, "%d", (d + FIRST_DECADE) * 10);
        if (!key.ptr)
            return dmr_error_memory(c->err);
        if (rows[d])
            DMR_TRY(count(c, DMR_FIGURE_DECADE, key, rows[d], 0));
    }
    return DEMARCHE_OK;
}

demarche_status dmr_lexicon_stats(dmr_figures *out, dmr_tables *tables, dmr_arena *arena,
                                  demarche_error *err)
{
    counter c = {.out = out,
                 .tables = {.tables = tables, .arena = arena, .err = err},
                 .arena = arena,
                 .err = err};
    *out = (dmr_figures){0};
    for (int k = 0; k < DMR_FIGURE_KINDS; k++)
        if (!(c.index[k] = dmr_map_new(arena)))
            return dmr_error_memory(err);
    DMR_TRY(count_files(&c));
    for (const dmr_check_table *t = dmr_check_tables; t->name; t++) {
        dmr_table rows;
        DMR_TRY(dmr_check_load(&rows, &c.tables, t->name));
        DMR_TRY(count_names(&c, t->name, &rows));
    }
    DMR_TRY(count_states(&c));
    DMR_TRY(count_decades(&c));
    for (const dmr_check_table *t = dmr_check_tables; t->name; t++) {
        dmr_table rows;
        DMR_TRY(dmr_check_load(&rows, &c.tables, t->name));
        DMR_TRY(count_sources(&c, t, &rows));
    }
    return DEMARCHE_OK;
}
