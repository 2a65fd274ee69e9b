/* The examples of the rules coded: whether each rule says of its own sentences what its row
 * says it does. */
#include "base/error.h"
#include "event/rule_load.h"
#include "handles.h"

typedef struct trying {
    demarche_worker *worker;
    dmr_map *seen; /* names of rules: an upper layer's holds */
    dmr_arena *arena;
    demarche_write_fn write;
    void *user;
    demarche_lexicon_trial *counts;
    demarche_error *err;
} trying;

/* A side as the column `coded` has it: "FRA", "FRA,ITA/BUS", "-" or "?". */
typedef struct wanted_sides {
    demarche_str left, right;
    bool mutual; /* "+" */
} wanted_sides;

static bool read_coded(demarche_str cell, wanted_sides *out)
{
    const char *mark = cell.len ? memchr(cell.ptr, '>', cell.len) : NULL;
    out->mutual = !mark;
    if (!mark)
        mark = cell.len ? memchr(cell.ptr, '+', cell.len) : NULL;
    if (!mark)
        return false;
    size_t at = (size_t)(mark - cell.ptr);
    out->left = dmr_str_trim(dmr_str(cell.ptr, at));
    out->right = dmr_str_trim(dmr_str(mark + 1, cell.len - at - 1));
    return out->left.len && out->right.len;
}

static bool has_party(const demarche_entity *side, size_t n, demarche_str code,
                      demarche_str sector)
{
    for (size_t i = 0; i < n; i++) {
        if (dmr_str_eq(side[i].code, code) &&
            (!sector.len || dmr_str_eq(side[i].sector, sector)))
            return true;
    }
    return false;
}

/* All that are wanted are there; of a mutual deed on whichever side. */
static bool holds(demarche_str want, const demarche_event *e, bool left, bool right)
{
    demarche_str one;
    if (dmr_str_is(want, "-") || dmr_str_is(want, "?"))
        return true;
    while (dmr_str_split(&want, ',', &one)) {
        demarche_str sector = dmr_str(NULL, 0);
        one = dmr_str_trim(one);
        const char *slash = one.len ? memchr(one.ptr, '/', one.len) : NULL;
        if (slash) {
            size_t at = (size_t)(slash - one.ptr);
            sector = dmr_str(slash + 1, one.len - at - 1);
            one.len = at;
        }
        if (!(left && has_party(e->actors, e->n_actors, one, sector)) &&
            !(right && has_party(e->recipients, e->n_recipients, one, sector)))
            return false;
    }
    return true;
}

static bool fits(const wanted_sides *want, const demarche_event *e)
{
    return holds(want->left, e, true, want->mutual) &&
           holds(want->right, e, want->mutual, true);
}

static demarche_str show_side(const trying *t, const demarche_entity *side, size_t n)
{
    demarche_str shown = DMR_STR("-");
    for (size_t i = 0; i < n && shown.ptr; i++) {
        demarche_str name = side[i].code.len ? side[i].code : side[i].identifier;
        shown = i ? dmr_str_format(t->arena, "%.*s,%.*s", DMR_STR_ARG(shown),
                                   DMR_STR_ARG(name))
                  : name;
    }
    return shown;
}

/* "FRA > ITA CONSULT by visit.place" */
static demarche_str show(const trying *t, const demarche_event *e)
{
    demarche_str left = show_side(t, e->actors, e->n_actors);
    demarche_str right = show_side(t, e->recipients, e->n_recipients);
    return dmr_str_format(t->arena, "%.*s %s %.*s %s by %s", DMR_STR_ARG(left),
                          e->mutual ? "+" : ">", DMR_STR_ARG(right), e->type, e->rule);
}

static demarche_status tell(trying *t, const dmr_table_row *row, const char *what,
                            const demarche_event *came, demarche_str sentence)
{
    demarche_str event = came ? show(t, came) : DMR_STR("nothing");
    demarche_str line =
        dmr_str_format(t->arena, "%s:%u: %.*s: %s (came: %.*s): %.*s\n", row->path,
                       (unsigned)row->line, DMR_STR_ARG(row->cells[DMR_RULE_NAME]), what,
                       DMR_STR_ARG(event), DMR_STR_ARG(sentence));
    if (!event.ptr || !line.ptr)
        return dmr_error_memory(t->err);
    t->counts->wrong++;
    if (t->write(t->user, line.ptr, line.len))
        return dmr_error_set(t->err, DEMARCHE_E_IO, 0, "the report could not be written");
    return DEMARCHE_OK;
}

/* What the example gives by its own rule; *why where it is not what the row says. */
static const demarche_event *judge(const demarche_event *events, size_t n,
                                   const dmr_table_row *row, const char **why)
{
    const demarche_event *own = NULL;
    wanted_sides want;
    *why = NULL;
    if (!read_coded(row->cells[DMR_RULE_CODED], &want)) {
        *why = "coded is not \"A > B\" or \"A + B\"";
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if (!dmr_str_is(row->cells[DMR_RULE_NAME], events[i].rule))
            continue;
        own = &events[i];
        bool of_type = dmr_str_is(row->cells[DMR_RULE_TYPE], own->type);
        if (of_type && fits(&want, own)) {
            *why = NULL;
            return own;
        }
        *why = of_type ? "the parties of its example are others"
                       : "its example has another type";
    }
    if (!own)
        *why = "its example is not coded by it";
    return own ? own : n ? &events[0] : NULL;
}

static demarche_status try_example(trying *t, const dmr_table_row *row)
{
    demarche_document *doc = NULL;
    demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
    read.format = DEMARCHE_FORMAT_TEXT;
    demarche_str text = row->cells[DMR_RULE_EXAMPLE];
    DMR_TRY(demarche_code(&doc, t->worker, text, &read, t->err));
    size_t n;
    const char *why;
    const demarche_event *events = demarche_document_events(doc, &n);
    const demarche_event *came = judge(events, n, row, &why);
    t->counts->examples++;
    demarche_status status = why ? tell(t, row, why, came, text) : DEMARCHE_OK;
    demarche_document_free(doc);
    return status;
}

static bool is_told(const demarche_event *e)
{
    return strcmp(e->modality, "negated") != 0 &&
           strcmp(e->modality, "hypothetical") != 0;
}

static demarche_status try_counterexample(trying *t, const dmr_table_row *row)
{
    demarche_document *doc = NULL;
    demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
    read.format = DEMARCHE_FORMAT_TEXT;
    demarche_str text = row->cells[DMR_RULE_NOT];
    if (!text.len)
        return DEMARCHE_OK;
    DMR_TRY(demarche_code(&doc, t->worker, text, &read, t->err));
    size_t n;
    const demarche_event *events = demarche_document_events(doc, &n);
    demarche_status status = DEMARCHE_OK;
    t->counts->counterexamples++;
    for (size_t i = 0; i < n && !status; i++) {
        if (!dmr_str_is(row->cells[DMR_RULE_NAME], events[i].rule) ||
            !is_told(&events[i]))
            continue;
        status = tell(t, row, "it codes what it must not", &events[i], text);
        break;
    }
    demarche_document_free(doc);
    return status;
}

static demarche_status try_rows(trying *t, const dmr_table *rows)
{
    for (size_t i = 0; i < rows->n_rows; i++) {
        const dmr_table_row *row = &rows->rows[i];
        if (dmr_map_get(t->seen, row->cells[DMR_RULE_NAME], 0))
            continue;
        if (!dmr_map_set(t->seen, row->cells[DMR_RULE_NAME], 1))
            return dmr_error_memory(t->err);
        DMR_TRY(try_example(t, row));
        DMR_TRY(try_counterexample(t, row));
    }
    return DEMARCHE_OK;
}

static demarche_status try_all(trying *t, const demarche_engine_options *opts)
{
    dmr_compiled lexicon;
    dmr_file file;
    demarche_status status =
        dmr_engine_lexicon(&lexicon, &file, opts, false, t->arena, t->err);
    for (size_t i = 0; !status && i < lexicon.tables->files.n; i++) {
        dmr_tables_file *f = &lexicon.tables->files.at[i];
        dmr_table rows;
        if (f->file.layer < dmr_engine_first_told(&lexicon) ||
            !dmr_is_rules_file(f->name))
            continue;
        status = dmr_rules_read(&rows, lexicon.tables, f, t->err);
        if (!status)
            status = try_rows(t, &rows);
    }
    dmr_file_close(&file);
    return status;
}

demarche_status demarche_lexicon_try(demarche_lexicon_trial *out,
                                     const demarche_engine_options *opts,
                                     demarche_write_fn write, void *user,
                                     demarche_error *err)
{
    if (!out || !write)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no place for the report");
    *out = (demarche_lexicon_trial){0};
    demarche_engine *engine = NULL;
    trying t = {.write = write, .user = user, .counts = out, .err = err};
    DMR_TRY(demarche_engine_open(&engine, opts, err));
    demarche_status status = demarche_worker_new(&t.worker, engine, err);
    t.arena = dmr_arena_new(0);
    t.seen = t.arena ? dmr_map_new(t.arena) : NULL;
    if (!status)
        status = t.seen ? try_all(&t, opts) : dmr_error_memory(err);
    dmr_arena_free(t.arena);
    demarche_worker_free(t.worker);
    demarche_engine_free(engine);
    return status;
}
