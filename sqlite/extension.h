/*
 * The loadable extension: coding in the SQL of any program that uses SQLite. How to use it
 * is docs/SQLITE.md.
 *
 * One engine for the process, opened at the first call and shared; a worker for each
 * connection. SQLite lets one thread at a time into a connection.
 */
#ifndef DMR_SQLITE_EXTENSION_H
#define DMR_SQLITE_EXTENSION_H

#include <sqlite3ext.h>

#include "demarche.h"

/* What the modules of one connection share; freed when the last of them goes. */
typedef struct ext_connection {
    sqlite3 *db;
    demarche_worker *worker; /* made at the first call */
    int users;
} ext_connection;

/* The process's engine: opened now if it is not yet; a failure is tried again next time.
 * NULL with *err filled. Never freed. Any thread. */
const demarche_engine *ext_engine(demarche_error *err);

/* edtf_valid, edtf_first, edtf_last, edtf_overlaps and demarche_version. An SQLite code. */
int ext_add_functions(sqlite3 *db);

#endif
