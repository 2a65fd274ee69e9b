#include "lexicon/lexicon_rows.h"

#include "base/error.h"
#include "base/hash.h"
#include "event/rule_load.h"
#include "lexicon/lexicon_check.h"

typedef struct rows_writer {
    dmr_json *j;
    dmr_tables tables; /* those that were given, with another arena */
    dmr_map *written;  /* codes or rules that have their row */
    bool failed;       /* for want of memory */
    demarche_error *err;
} rows_writer;

/* Whether the row is the first of that name; its key is written then. */
static bool begin_row(rows_writer *w, demarche_str name)
{
    if (!name.len || dmr_map_get(w->written, name, 0))
        return false;
    const char *key = dmr_arena_copy(w->tables.arena, name.ptr, name.len);
    if (!key || !dmr_map_set(w->written, name, 1)) {
        w->failed = true;
        return false;
    }
    dmr_json_key(w->j, key);
    dmr_json_open(w->j, '{');
    return true;
}

static void put_state(rows_writer *w, const demarche_str *cells)
{
    demarche_str texts = cells[DMR_STATE_TEXT], name;
    if (!dmr_str_is(cells[DMR_STATE_KIND], "state") ||
        !begin_row(w, cells[DMR_STATE_CODE]))
        return;
    dmr_json_key_c(w->j, "kind", "state");
    if (dmr_str_split(&texts, '|', &name))
        dmr_json_key_str(w->j, "name", dmr_str_trim(name));
    dmr_json_key_some(w->j, "from", cells[DMR_STATE_FROM]);
    dmr_json_key_some(w->j, "until", cells[DMR_STATE_UNTIL]);
    dmr_json_close(w->j, '}');
}

static void put_organisation(rows_writer *w, const demarche_str *cells)
{
    if (!begin_row(w, cells[0]))
        return;
    dmr_json_key_c(w->j, "kind", "organisation");
    dmr_json_key_str(w->j, "name", cells[1]);
    dmr_json_key_some(w->j, "note", cells[2]);
    dmr_json_close(w->j, '}');
}

static void put_rule(rows_writer *w, const demarche_str *cells)
{
    static const char *const keys[] = {
        [DMR_RULE_NAME] = NULL,         [DMR_RULE_PATTERN] = "pattern",
        [DMR_RULE_PARTIES] = "parties", [DMR_RULE_TYPE] = "type",
        [DMR_RULE_MODE] = "mode",       [DMR_RULE_CAMEO] = "cameo",
        [DMR_RULE_CONTEXT] = "context", [DMR_RULE_EXAMPLE] = "example",
        [DMR_RULE_CODED] = "coded",     [DMR_RULE_NOT] = "not",
        [DMR_RULE_NOTE] = "note"};
    if (!begin_row(w, cells[DMR_RULE_NAME]))
        return;
    for (size_t i = 1; i < sizeof keys / sizeof *keys; i++)
        dmr_json_key_some(w->j, keys[i], cells[i]);
    dmr_json_close(w->j, '}');
}

/* Rows of that table of all layers; NULL: of all tables of rules. */
static demarche_status put_table(rows_writer *w, const char *name,
                                 const char *const *columns,
                                 void (*put)(rows_writer *, const demarche_str *))
{
    for (size_t i = 0; i < w->tables.files.n; i++) {
        dmr_tables_file file = w->tables.files.at[i]; /* others may read it too */
        dmr_table t;
        if (name ? strcmp(file.name, name) != 0 : !dmr_is_rules_file(file.name))
            continue;
        if (name)
            DMR_TRY(dmr_tables_load_file(&t, &w->tables, &file, columns, w->err));
        else
            DMR_TRY(dmr_rules_read(&t, &w->tables, &file, w->err));
        for (size_t k = 0; k < t.n_rows; k++)
            put(w, t.rows[k].cells);
    }
    return w->failed ? dmr_error_memory(w->err) : DEMARCHE_OK;
}

demarche_status dmr_lexicon_rows_write(dmr_json *j, const dmr_tables *tables,
                                       dmr_arena *arena, demarche_error *err)
{
    static const char *const state_columns[] = {
        "code", "kind", "text", "from", "until", "?sector", "?note", "?source", NULL};
    static const char *const code_columns[] = {"code", "title", "?note", "?source", NULL};
    rows_writer w = {.j = j, .tables = *tables, .err = err};
    w.tables.arena = arena;
    w.tables.complaints = NULL;
    w.written = dmr_map_new(arena);
    if (!w.written)
        return dmr_error_memory(err);
    dmr_json_open(j, '{');
    dmr_json_key(j, "codes");
    dmr_json_open(j, '{');
    DMR_TRY(put_table(&w, "states.tsv", state_columns, put_state));
    DMR_TRY(put_table(&w, "codes.tsv", code_columns, put_organisation));
    dmr_json_close(j, '}');
    w.written = dmr_map_new(arena);
    if (!w.written)
        return dmr_error_memory(err);
    dmr_json_key(j, "rules");
    dmr_json_open(j, '{');
    DMR_TRY(put_table(&w, NULL, NULL, put_rule));
    dmr_json_close(j, '}');
    dmr_json_close(j, '}');
    return DEMARCHE_OK;
}
