#include "table_function.h"

#include <math.h>
#include <string.h>

SQLITE_EXTENSION_INIT3

/* What a function is given, in the order of its arguments. */
enum { TEXT = 0, DATE, OPTIONS, N_GIVEN };

/* What SQLite hands over for each table of a connection. */
typedef struct module_context {
    const ext_table *table;
    ext_connection *connection;
    void (*release)(void *connection);
} module_context;

typedef struct virtual_table {
    sqlite3_vtab base;
    const ext_table *table;
    ext_connection *connection;
} virtual_table;

/* Lines of JSON of a document, one for each row that is asked for. */
typedef struct lines {
    char *at;
    size_t n, room;
    size_t line, start; /* where the line with that number begins */
} lines;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    sqlite3_value *given[N_GIVEN]; /* copies; NULL: not given */
    ext_options options;
    sqlite3_stmt *options_reader; /* kept from row to row of a join */
    demarche_reader *reader;
    demarche_document *doc; /* NULL: at the end */
    size_t row, n_rows;     /* of the document */
    size_t n_wanted;        /* rows of the document that were given before this */
    sqlite3_int64 rowid;
    lines json; /* written when it is first asked for */
} cursor;

/* ---------------------------------------------------------------------- results */

void ext_give(sqlite3_context *context, demarche_str s)
{
    if (s.len)
        sqlite3_result_text64(context, s.ptr, s.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

void ext_give_c(sqlite3_context *context, const char *s)
{
    if (s && *s)
        sqlite3_result_text(context, s, -1, SQLITE_TRANSIENT);
}

void ext_give_number(sqlite3_context *context, double number)
{
    if (!isnan(number))
        sqlite3_result_double(context, number);
}

void ext_give_slice(sqlite3_context *context, const demarche_document *doc, size_t start,
                    size_t end)
{
    demarche_str text = demarche_document_text(doc);
    if (start <= end && end <= text.len)
        ext_give(context, (demarche_str){text.ptr + start, end - start});
}

void ext_join(ext_joined *joined, demarche_str s)
{
    if (!joined->to)
        joined->to = sqlite3_str_new(NULL);
    if (joined->n++)
        sqlite3_str_appendchar(joined->to, 1, '|');
    if (s.len && s.len <= INT32_MAX)
        sqlite3_str_append(joined->to, s.ptr, (int)s.len);
}

void ext_give_joined(sqlite3_context *context, ext_joined *joined)
{
    if (!joined->to)
        return;
    int code = sqlite3_str_errcode(joined->to), n = sqlite3_str_length(joined->to);
    char *s = sqlite3_str_finish(joined->to);
    if (code)
        sqlite3_result_error_code(context, code);
    else if (n)
        sqlite3_result_text(context, s, n, SQLITE_TRANSIENT);
    sqlite3_free(s);
}

/* ----------------------------------------------------------------------- errors */

/* `message` is taken over; NULL: no memory for it. */
static int refuse(sqlite3_vtab *base, char *message)
{
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = message;
    return message ? SQLITE_ERROR : SQLITE_NOMEM;
}

static int fail(sqlite3_vtab *base, const demarche_error *err)
{
    const ext_table *table = ((const virtual_table *)base)->table;
    return refuse(base, sqlite3_mprintf("%s: %s", table->name, err->message));
}

/* --------------------------------------------------------------------- planning */

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv,
                   sqlite3_vtab **out, char **message)
{
    (void)argc;
    (void)argv;
    (void)message;
    const module_context *context = aux;
    int code = sqlite3_declare_vtab(db, context->table->schema);
    virtual_table *t = code ? NULL : sqlite3_malloc64(sizeof *t);
    if (!t)
        return code ? code : SQLITE_NOMEM;
    *t = (virtual_table){.table = context->table, .connection = context->connection};
    *out = &t->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

/* Which of what is given the column is; -1: it is no hidden one. */
static int given_by_column(const ext_table *table, int column)
{
    int i = column - table->n_columns;
    if (i > 0 && !table->has_date)
        i++;
    return i < N_GIVEN ? i : -1;
}

/* idxNum has a bit for each thing that is given; they come in order. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const ext_table *table = ((const virtual_table *)base)->table;
    int where[N_GIVEN] = {-1, -1, -1};
    for (int i = 0; i < info->nConstraint; i++) {
        int given = given_by_column(table, info->aConstraint[i].iColumn);
        if (given < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        /* It comes from a table that this plan reads later: no such plan. */
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        if (where[given] < 0)
            where[given] = i;
    }
    if (where[TEXT] < 0)
        return refuse(base,
                      sqlite3_mprintf("%s: which text? Call it as %s(text), or FROM "
                                      "article, %s(article.body)",
                                      table->name, table->name, table->name));
    int n = 0;
    for (int given = 0; given < N_GIVEN; given++) {
        if (where[given] < 0)
            continue;
        info->aConstraintUsage[where[given]].argvIndex = ++n;
        info->aConstraintUsage[where[given]].omit = 1;
        info->idxNum |= 1 << given;
    }
    info->estimatedCost = 1e5; /* a row of an ordinary table costs 1 */
    info->estimatedRows = 25;
    return SQLITE_OK;
}

/* ---------------------------------------------------------------------- cursors */

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    cursor *c = sqlite3_malloc64(sizeof *c);
    if (!c)
        return SQLITE_NOMEM;
    *c = (cursor){0};
    *out = &c->base;
    return SQLITE_OK;
}

static void drop_document(cursor *c)
{
    demarche_document_free(c->doc);
    c->doc = NULL;
    c->row = c->n_rows = c->n_wanted = 0;
    sqlite3_free(c->json.at);
    c->json = (lines){0};
}

static void empty(cursor *c)
{
    drop_document(c);
    demarche_reader_free(c->reader);
    c->reader = NULL;
    ext_options_free(&c->options);
    for (int i = 0; i < N_GIVEN; i++) {
        sqlite3_value_free(c->given[i]);
        c->given[i] = NULL;
    }
    c->rowid = 0;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    cursor *c = (cursor *)base;
    empty(c);
    sqlite3_finalize(c->options_reader);
    sqlite3_free(c);
    return SQLITE_OK;
}

static bool is_given(sqlite3_value *value)
{
    return value && sqlite3_value_type(value) != SQLITE_NULL;
}

/* The bytes of a value; those of a blob are read as they are. */
static demarche_str bytes_of(sqlite3_value *value)
{
    bool blob = sqlite3_value_type(value) == SQLITE_BLOB;
    const char *at =
        blob ? sqlite3_value_blob(value) : (const char *)sqlite3_value_text(value);
    return (demarche_str){at, at ? (size_t)sqlite3_value_bytes(value) : 0};
}

static demarche_status open_worker(ext_connection *connection, demarche_error *err)
{
    if (connection->worker)
        return DEMARCHE_OK;
    const demarche_engine *engine = ext_engine(err);
    if (!engine)
        return err->code;
    return demarche_worker_new(&connection->worker, engine, err);
}

static demarche_status open_reader(cursor *c, ext_connection *connection,
                                   demarche_error *err)
{
    demarche_read_options options = DEMARCHE_READ_OPTIONS_INIT;
    options.format = c->options.format;
    options.fill = c->options.fill;
    options.path = c->options.text[EXT_OPTION_ID];
    options.as_of = c->options.text[EXT_OPTION_AS_OF];
    options.title = c->options.text[EXT_OPTION_TITLE];
    options.speaker = c->options.text[EXT_OPTION_SPEAKER];
    if (is_given(c->given[DATE]))
        options.date = (const char *)sqlite3_value_text(c->given[DATE]);
    demarche_status status = open_worker(connection, err);
    if (status)
        return status;
    return demarche_reader_open(&c->reader, connection->worker, bytes_of(c->given[TEXT]),
                                &options, err);
}

/* The first row that is wanted from the present one on, in this document or the next. */
static int seek(cursor *c)
{
    const virtual_table *t = (const virtual_table *)c->base.pVtab;
    demarche_error err = {0};
    for (;;) {
        for (; c->row < c->n_rows; c->row++)
            if (!t->table->is_wanted ||
                t->table->is_wanted(c->doc, c->row, &c->options.wanted))
                return SQLITE_OK;
        drop_document(c);
        if (demarche_reader_next(c->reader, &c->doc, &err))
            return fail(c->base.pVtab, &err);
        if (!c->doc)
            return SQLITE_OK;
        if (demarche_document_run(c->doc, t->connection->worker, t->table->stage, &err)) {
            drop_document(c);
            return fail(c->base.pVtab, &err);
        }
        c->n_rows = t->table->count(c->doc);
    }
}

static int filter(sqlite3_vtab_cursor *base, int given, const char *plan, int argc,
                  sqlite3_value **argv)
{
    (void)plan;
    cursor *c = (cursor *)base;
    const virtual_table *t = (const virtual_table *)base->pVtab;
    empty(c);
    for (int i = 0, n = 0; i < N_GIVEN && n < argc; i++) {
        if (!(given & 1 << i))
            continue;
        c->given[i] = sqlite3_value_dup(argv[n++]);
        if (!c->given[i])
            return SQLITE_NOMEM;
    }
    char *message;
    if (!ext_options_read(&c->options, t->connection->db, &c->options_reader,
                          c->given[OPTIONS], t->table->options, t->table->name, &message))
        return refuse(base->pVtab, message);
    if (!is_given(c->given[TEXT]))
        return SQLITE_OK;
    demarche_error err = {0};
    if (open_reader(c, t->connection, &err))
        return fail(base->pVtab, &err);
    return seek(c);
}

static int next(sqlite3_vtab_cursor *base)
{
    cursor *c = (cursor *)base;
    c->row++;
    c->n_wanted++;
    c->rowid++;
    return seek(c);
}

static int at_end(sqlite3_vtab_cursor *base)
{
    return !((const cursor *)base)->doc;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = ((const cursor *)base)->rowid;
    return SQLITE_OK;
}

/* ---------------------------------------------------------------------- columns */

static int keep_bytes(void *user, const char *bytes, size_t n)
{
    lines *to = user;
    if (n > to->room - to->n) {
        size_t room = 2 * (to->n + n) + 1024;
        char *at = sqlite3_realloc64(to->at, room);
        if (!at)
            return 1;
        to->at = at;
        to->room = room;
    }
    memcpy(to->at + to->n, bytes, n);
    to->n += n;
    return 0;
}

/* The end of the line that begins there. */
static size_t line_end(const lines *of, size_t start)
{
    const char *end = start < of->n ? memchr(of->at + start, '\n', of->n - start) : NULL;
    return end ? (size_t)(end - of->at) : of->n;
}

/* The lines of a document are written once, and read in order. */
static int give_json(cursor *c, sqlite3_context *context)
{
    const ext_table *table = ((const virtual_table *)c->base.pVtab)->table;
    demarche_error err = {0};
    lines *json = &c->json;
    if (!json->at && table->write(c->doc, &c->options.wanted, keep_bytes, json, &err))
        return fail(c->base.pVtab, &err);
    for (; json->line < c->n_wanted; json->line++) {
        size_t end = line_end(json, json->start);
        json->start = end < json->n ? end + 1 : end;
    }
    size_t end = line_end(json, json->start);
    if (end > json->start)
        ext_give(context, (demarche_str){json->at + json->start, end - json->start});
    return SQLITE_OK;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int number)
{
    cursor *c = (cursor *)base;
    const ext_table *table = ((const virtual_table *)base->pVtab)->table;
    if (number >= table->n_columns) {
        int given = given_by_column(table, number);
        if (given >= 0 && c->given[given])
            sqlite3_result_value(context, c->given[given]);
        return SQLITE_OK;
    }
    if (number == table->json_column)
        return give_json(c, context);
    table->column(context, c->doc, c->row, number);
    return SQLITE_OK;
}

/* ----------------------------------------------------------------------- adding */

static void free_context(void *at)
{
    module_context *context = at;
    context->release(context->connection);
    sqlite3_free(context);
}

int ext_add_table(ext_connection *connection, const ext_table *table,
                  void (*release)(void *connection))
{
    /* Without xCreate it is there in every schema, and there only (eponymous). It is marked
     * neither INNOCUOUS nor DIRECTONLY: views of one's own may use it, those of a file that
     * is not trusted may not (PRAGMA trusted_schema = OFF), as it costs time and memory. */
    static const sqlite3_module module = {
        .iVersion = 0,
        .xConnect = connect,
        .xBestIndex = best_index,
        .xDisconnect = disconnect,
        .xOpen = open_cursor,
        .xClose = close_cursor,
        .xFilter = filter,
        .xNext = next,
        .xEof = at_end,
        .xColumn = column,
        .xRowid = rowid,
    };
    module_context *context = sqlite3_malloc64(sizeof *context);
    if (!context) {
        release(connection);
        return SQLITE_NOMEM;
    }
    *context = (module_context){table, connection, release};
    return sqlite3_create_module_v2(connection->db, table->name, &module, context,
                                    free_context);
}
