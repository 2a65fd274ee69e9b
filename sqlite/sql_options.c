#include "sql_options.h"

#include <string.h>

SQLITE_EXTENSION_INIT3

typedef enum kind { YES_NO, SHARE, WORD } kind;

static const struct {
    const char *name;
    kind kind;
    const char *takes; /* for messages */
} known[EXT_N_OPTIONS] = {
    [EXT_OPTION_ALL] = {"all", YES_NO, "true or false"},
    [EXT_OPTION_CONFIDENCE] = {"confidence", SHARE, "a number from 0 to 1"},
    [EXT_OPTION_FILL] = {"fill", SHARE, "a number from 0 to 1"},
    [EXT_OPTION_FORMAT] = {"format", WORD, "a format (text, auto, html, ...)"},
    [EXT_OPTION_ID] = {"id", WORD, "a text or a number"},
    [EXT_OPTION_AS_OF] = {"as_of", WORD, "a date"},
    [EXT_OPTION_TITLE] = {"title", WORD, "a text"},
    [EXT_OPTION_SPEAKER] = {"speaker", WORD, "a text"},
};

/* "no option "x"; there are: all, confidence" */
static char *unknown(const char *function, const char *name, unsigned taken)
{
    sqlite3_str *s = sqlite3_str_new(NULL);
    sqlite3_str_appendf(s, "%s: no option \"%.40s\"; there are:", function, name);
    for (int i = 0, n = 0; i < EXT_N_OPTIONS; i++)
        if (taken & 1u << i)
            sqlite3_str_appendf(s, "%s %s", n++ ? "," : "", known[i].name);
    return sqlite3_str_finish(s);
}

static bool is_number(const char *type)
{
    return strcmp(type, "integer") == 0 || strcmp(type, "real") == 0;
}

/* One option; `row` has key, type and atom. False where its value is none for it. */
static bool take(ext_options *out, int option, const char *type, sqlite3_stmt *row)
{
    double number = sqlite3_column_double(row, 2);
    const char *word = (const char *)sqlite3_column_text(row, 2);
    switch (known[option].kind) {
    case YES_NO:
        out->wanted.all = strcmp(type, "true") == 0;
        return out->wanted.all || strcmp(type, "false") == 0;
    case SHARE:
        *(option == EXT_OPTION_FILL ? &out->fill : &out->wanted.confidence) = number;
        return is_number(type) && number >= 0 && number <= 1;
    case WORD:
        break;
    }
    if (strcmp(type, "text") != 0 && !is_number(type))
        return false;
    if (option == EXT_OPTION_FORMAT) {
        int format = demarche_format_by_name(word);
        out->format = (demarche_format)format;
        return format >= 0;
    }
    sqlite3_free(out->text[option]);
    out->text[option] = sqlite3_mprintf("%s", word);
    return out->text[option] != NULL;
}

static bool take_row(ext_options *out, sqlite3_stmt *row, unsigned taken,
                     const char *function, char **message)
{
    const char *name = (const char *)sqlite3_column_text(row, 0);
    const char *type = (const char *)sqlite3_column_text(row, 1);
    if (!name || !type)
        return false;
    int option = 0;
    while (option < EXT_N_OPTIONS &&
           (!(taken & 1u << option) || strcmp(known[option].name, name) != 0))
        option++;
    if (option == EXT_N_OPTIONS) {
        *message = unknown(function, name, taken);
        return false;
    }
    /* null is as if it were not there: json_object('id', id) of a row without one */
    if (strcmp(type, "null") == 0 || take(out, option, type, row))
        return true;
    *message = sqlite3_mprintf("%s: option \"%s\" takes %s", function, name,
                               known[option].takes);
    return false;
}

/* The rows of the object, by SQLite's own reader of JSON. An array has no names, a number no
 * rows: each gives one row without a name. */
static int prepare(sqlite3_stmt **reader, sqlite3 *db)
{
    static const char sql[] = "SELECT key, type, atom FROM json_each(?1) "
                              "WHERE json_type(?1) = 'object' "
                              "UNION ALL SELECT NULL, NULL, NULL "
                              "WHERE json_type(?1) <> 'object'";
    return *reader ? SQLITE_OK : sqlite3_prepare_v2(db, sql, -1, reader, NULL);
}

bool ext_options_read(ext_options *out, sqlite3 *db, sqlite3_stmt **reader,
                      sqlite3_value *json, unsigned taken, const char *function,
                      char **message)
{
    *out = (ext_options){.wanted = DEMARCHE_WANTED_INIT, .format = DEMARCHE_FORMAT_TEXT};
    *message = NULL;
    if (!json || sqlite3_value_type(json) == SQLITE_NULL)
        return true;
    bool good = true;
    int code = prepare(reader, db);
    if (code == SQLITE_OK)
        code = sqlite3_bind_value(*reader, 1, json);
    if (code == SQLITE_OK)
        while (good && (code = sqlite3_step(*reader)) == SQLITE_ROW)
            good = sqlite3_column_type(*reader, 0) != SQLITE_NULL &&
                   take_row(out, *reader, taken, function, message);
    if (code != SQLITE_DONE && code != SQLITE_NOMEM && !*message)
        *message = sqlite3_mprintf(
            "%s: options are an object of JSON, such as "
            "'{\"confidence\": 0.7}' (%s)",
            function, code == SQLITE_ROW ? "this is another value" : sqlite3_errmsg(db));
    if (*reader) { /* it holds a copy of what was bound */
        sqlite3_reset(*reader);
        sqlite3_clear_bindings(*reader);
    }
    return good && code == SQLITE_DONE;
}

void ext_options_free(ext_options *options)
{
    for (int i = 0; i < EXT_N_OPTIONS; i++)
        sqlite3_free(options->text[i]);
    *options = (ext_options){0};
}
