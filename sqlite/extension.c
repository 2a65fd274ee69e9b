/* Where SQLite enters: everything is given to the connection that loads us. */
#include "extension.h"

#include "table_function.h"

SQLITE_EXTENSION_INIT1

static void release(void *at)
{
    ext_connection *connection = at;
    if (--connection->users > 0)
        return;
    demarche_worker_free(connection->worker);
    sqlite3_free(connection);
}

static int add_tables(sqlite3 *db)
{
    const ext_table *const tables[] = {&ext_code_table, &ext_parse_table,
                                       &ext_mentions_table};
    ext_connection *connection = sqlite3_malloc64(sizeof *connection);
    if (!connection)
        return SQLITE_NOMEM;
    *connection = (ext_connection){.db = db, .users = 1};
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && code == SQLITE_OK; i++) {
        connection->users++; /* released also where it fails */
        code = ext_add_table(connection, tables[i], release);
    }
    release(connection);
    return code;
}

static int start(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
    SQLITE_EXTENSION_INIT2(api);
    if (sqlite3_libversion_number() < 3031000) { /* has all that is called here */
        *message = sqlite3_mprintf("demarche needs SQLite 3.31 or newer; this is %s",
                                   sqlite3_libversion());
        return SQLITE_ERROR;
    }
    int code = ext_add_functions(db);
    if (code == SQLITE_OK)
        code = add_tables(db);
    /* the engine stays when this connection closes, and so must its code */
    return code == SQLITE_OK ? SQLITE_OK_LOAD_PERMANENTLY : code;
}

/* By the name of the file: what SQLite looks for in demarche_sqlite.so. */
DEMARCHE_API int sqlite3_demarchesqlite_init(sqlite3 *db, char **message,
                                             const sqlite3_api_routines *api);
/* By our name, where several extensions are linked into one program. */
DEMARCHE_API int sqlite3_demarche_init(sqlite3 *db, char **message,
                                       const sqlite3_api_routines *api);

int sqlite3_demarchesqlite_init(sqlite3 *db, char **message,
                                const sqlite3_api_routines *api)
{
    return start(db, message, api);
}

int sqlite3_demarche_init(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
    return start(db, message, api);
}
