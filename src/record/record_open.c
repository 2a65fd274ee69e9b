/* Opening, making and closing a record. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/edtf_sql.h"
#include "record/record_db.h"
#include "record/strip_kinds.h"
#include "record/strip_words.h"

#define NOT_A_RECORD "%s: the file is no record (not an SQLite file); choose another name"

/* How long to wait for another writer. */
enum { BUSY_MILLISECONDS = 10000 };

/* ------------------------------------------------------------------- before SQLite */

/* What SQLite would say less clearly: folders, missing folders, permissions. */
static demarche_status check_path(const char *path, bool writes, demarche_error *err)
{
    struct stat st;
    if (!path || !*path)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "a record needs a file name, such as record.db");
    if (stat(path, &st) == 0) {
        if (S_ISDIR(st.st_mode))
            return dmr_error_set(err, DEMARCHE_E_IO, 0,
                                 "%s: is a folder; name a file, such as %s/record.db",
                                 path, path);
        if (!S_ISREG(st.st_mode))
            return dmr_error_set(err, DEMARCHE_E_IO, 0,
                                 "%s: is no regular file; name another", path);
        if (access(path, writes ? R_OK | W_OK : R_OK))
            return dmr_error_set(
                err, DEMARCHE_E_RECORD, 0,
                "%s: the record may not be %s; check the permissions of the "
                "file",
                path, access(path, R_OK) ? "read" : "written to");
        /* SQLite would take a file of one byte for an empty one, and write to it */
        if (st.st_size > 0 && st.st_size < 16)
            return dmr_error_set(err, DEMARCHE_E_RECORD, 0, NOT_A_RECORD, path);
        return DEMARCHE_OK;
    }
    if (errno != ENOENT)
        return dmr_error_set(err, DEMARCHE_E_IO, 0, "%s: %s", path, strerror(errno));
    if (!writes)
        return dmr_error_set(err, DEMARCHE_E_IO, 0,
                             "%s: there is no such record; check the name, or make it "
                             "with `demarche record add`",
                             path);
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return DEMARCHE_OK;
    char *folder = strndup(path, (size_t)(slash - path));
    if (!folder)
        return dmr_error_memory(err);
    demarche_status status = DEMARCHE_OK;
    if (stat(folder, &st))
        status = dmr_error_set(err, DEMARCHE_E_IO, 0,
                               "%s: there is no folder %s; make it first", path, folder);
    free(folder);
    return status;
}

/* Whether there is a log beside the file from which it may be filled up. */
static bool has_log(const char *path)
{
    static const char *const logs[] = {"-wal", "-journal"};
    struct stat st;
    bool found = false;
    size_t room = strlen(path) + 9;
    char *log = malloc(room);
    for (size_t i = 0; log && i < 2; i++) {
        snprintf(log, room, "%s%s", path, logs[i]);
        found = found || (stat(log, &st) == 0 && st.st_size > 0);
    }
    free(log);
    return found || !log;
}

/* Whether files may be made beside it. */
static bool may_make_files(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return access(".", W_OK) == 0;
    char *folder = strndup(path, slash == path ? 1 : (size_t)(slash - path));
    bool may = !folder || access(folder, W_OK) == 0;
    free(folder);
    return may;
}

/* True where the file is shorter than its own header says and no log could fill it up. It is
 * read through the connection: to close a file of our own would let go of the locks that this
 * whole process has on it (https://sqlite.org/howtocorrupt.html, 2.2). */
static bool is_truncated(sqlite3 *db, const char *path)
{
    unsigned char head[100] = {0};
    sqlite3_file *f = NULL;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &f) != SQLITE_OK ||
        !f || !f->pMethods || f->pMethods->xFileSize(f, &size) != SQLITE_OK || size < 16)
        return false;
    int n = size < (sqlite3_int64)sizeof head ? (int)size : (int)sizeof head;
    if (f->pMethods->xRead(f, head, n, 0) != SQLITE_OK ||
        memcmp(head, "SQLite format 3", 16) != 0)
        return false;
    int64_t page = 0, pages = 1; /* no page is smaller than 512 bytes */
    if (n == (int)sizeof head) {
        page = (int64_t)head[16] << 8 | head[17];
        pages = (int64_t)head[28] << 24 | (int64_t)head[29] << 16 |
                (int64_t)head[30] << 8 | head[31];
    }
    if (page < 512)
        page = page == 1 ? 65536 : 512;
    return size < page * pages && !has_log(path);
}

/* --------------------------------------------------------------------------- inside */

static demarche_status execute(demarche_record *r, const char *sql, demarche_error *err)
{
    int code = sqlite3_exec(r->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? DEMARCHE_OK : dmr_record_refuse(r, code, err);
}

static demarche_status ask_number(demarche_record *r, const char *sql, int64_t *value,
                                  demarche_error *err)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(r->db, sql, -1, &s, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(s);
    demarche_status status = DEMARCHE_OK;
    if (code == SQLITE_ROW)
        *value = sqlite3_column_int64(s, 0);
    else
        status = dmr_record_refuse(r, code, err);
    sqlite3_finalize(s);
    return status;
}

/* *is_new for a file without anything in it; refuses what is not ours. */
static demarche_status identify(demarche_record *r, bool *is_new, demarche_error *err)
{
    int64_t application = 0, version = 0, tables = 0;
    DMR_TRY(ask_number(r, "PRAGMA application_id", &application, err));
    DMR_TRY(ask_number(r, "PRAGMA user_version", &version, err));
    DMR_TRY(ask_number(r, "SELECT count(*) FROM sqlite_schema", &tables, err));
    *is_new = !application && !version && !tables;
    if (*is_new)
        return DEMARCHE_OK;
    if (application != DMR_SCHEMA_APPLICATION_ID)
        return dmr_error_set(err, DEMARCHE_E_RECORD, 0,
                             "%s: the file is no record (it is another program's SQLite "
                             "file); choose another name",
                             r->path);
    if (version > DMR_SCHEMA_VERSION)
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the record was made by a newer demarche (schema %lld, this "
            "one knows %d); use that version",
            r->path, (long long)version, DMR_SCHEMA_VERSION);
    if (version < DMR_SCHEMA_VERSION)
        return dmr_error_set(
            err, DEMARCHE_E_RECORD, 0,
            "%s: the record is of schema %lld, which was used before any "
            "release (this one knows %d); code its documents into a new "
            "one",
            r->path, (long long)version, DMR_SCHEMA_VERSION);
    return DEMARCHE_OK;
}

static demarche_status make_tables(demarche_record *r, demarche_error *err)
{
    char pragma[128];
    snprintf(pragma, sizeof pragma,
             "PRAGMA application_id = %d; PRAGMA user_version = %d",
             DMR_SCHEMA_APPLICATION_ID, DMR_SCHEMA_VERSION);
    DMR_TRY(execute(r, pragma, err));
    DMR_TRY(execute(r, dmr_schema_sql, err));
    DMR_TRY(execute(r, dmr_views_sql, err));
    return execute(r, "COMMIT", err);
}

/* Make the tables in one transaction, in the plain journal: a file that is there is then
 * whole or empty. Somebody else may have made them while we waited. */
static demarche_status make_schema(demarche_record *r, demarche_error *err)
{
    bool is_new;
    DMR_TRY(execute(r, "BEGIN IMMEDIATE", err));
    demarche_status status = identify(r, &is_new, err);
    if (status == DEMARCHE_OK && is_new)
        status = make_tables(r, err);
    else if (status == DEMARCHE_OK)
        status = execute(r, "COMMIT", err);
    if (status != DEMARCHE_OK)
        sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* Identify within one reading transaction: somebody else may be making the tables, and the
 * file's size and its pages agree only while nobody commits. */
static demarche_status look_inside(demarche_record *r, bool *is_new, demarche_error *err)
{
    DMR_TRY(execute(r, "BEGIN", err));
    demarche_status status = identify(r, is_new, err);
    if (status == DEMARCHE_OK && is_truncated(r->db, r->path))
        status = dmr_record_refuse(r, SQLITE_CORRUPT, err);
    sqlite3_exec(r->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* What only a writer does: make the tables, and log ahead, so that readers never wait. It is
 * refused as long as somebody else has the file open in the other mode; the record works in
 * that one too. */
static demarche_status prepare_to_write(demarche_record *r, bool is_new,
                                        demarche_error *err)
{
    if (sqlite3_db_readonly(r->db, "main"))
        return dmr_record_refuse(r, SQLITE_READONLY, err);
    if (is_new)
        DMR_TRY(make_schema(r, err));
    int code = sqlite3_exec(r->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
        return dmr_record_refuse(r, code, err);
    /* Pages (64 MB): one that many commits touch is written to its place once for all of them. */
    return execute(r, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384",
                   err);
}

/* Not one that may be opened by name alone: signs of URIs are written as such. */
static char *uri_of(const char *path)
{
    static const char *const digits = "0123456789abcdef";
    size_t n = 0;
    char *uri = malloc(3 * strlen(path) + 32);
    if (!uri)
        return NULL;
    n += (size_t)snprintf(uri, 6, "file:");
    for (const char *p = path; *p; p++) {
        if (dmr_is_alpha(*p) || dmr_is_digit(*p) || strchr("/._-", *p)) {
            uri[n++] = *p;
        } else {
            uri[n++] = '%';
            uri[n++] = digits[(unsigned char)*p >> 4];
            uri[n++] = digits[(unsigned char)*p & 15];
        }
    }
    snprintf(uri + n, 16, "?immutable=1");
    return uri;
}

/* Open and set up the connection; `name` is a URI where the flags say so. */
static demarche_status connect(demarche_record *r, const char *name, int flags,
                               demarche_error *err)
{
    int code = sqlite3_open_v2(name, &r->db,
                               flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code != SQLITE_OK)
        return dmr_record_refuse(r, code, err);
    sqlite3_busy_timeout(r->db, BUSY_MILLISECONDS);
    /* the file may come from anywhere */
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
    DMR_TRY(execute(r, "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536", err));
    if (dmr_edtf_sql(r->db) || dmr_strip_words_sql(r->db))
        return dmr_record_refuse(r, sqlite3_errcode(r->db), err);
    return DEMARCHE_OK;
}

/* In a folder that may not be written to (a disk that is read only, another's files) SQLite
 * cannot make the file by which readers and a writer know of each other. Where there is no log
 * nobody writes, and the record is read as what does not change. */
static demarche_status connect_unchanging(demarche_record *r, demarche_error *err)
{
    char *uri = uri_of(r->path);
    if (!uri)
        return dmr_error_memory(err);
    sqlite3_close(r->db);
    r->db = NULL;
    demarche_status status = connect(r, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    free(uri);
    return status;
}

static demarche_status open_database(demarche_record *r, demarche_error *err)
{
    bool is_new = false;
    int flags =
        r->writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    demarche_status status = connect(r, r->path, flags, err);
    if (!status)
        status = look_inside(r, &is_new, err);
    if (status && !r->writes && !has_log(r->path) && !may_make_files(r->path)) {
        DMR_TRY(connect_unchanging(r, err));
        status = look_inside(r, &is_new, err);
    }
    if (status)
        return status;
    if (r->writes)
        return prepare_to_write(r, is_new, err);
    return is_new
               ? dmr_error_set(err, DEMARCHE_E_RECORD, 0,
                               "%s: the record is empty; `demarche record add` fills it",
                               r->path)
               : execute(r, "PRAGMA query_only = ON", err);
}

static void free_record(demarche_record *r)
{
    for (int i = 0; i < DMR_RECORD_STATEMENTS; i++)
        sqlite3_finalize(r->statements[i]);
    sqlite3_close_v2(r->db);
    dmr_record_names_free(r->names);
    dmr_record_words_free(r);
    dmr_kinds_forget(r);
    free(r->touched);
    dmr_arena_free(r->scratch);
    dmr_record_coder_free(&r->coder);
    free(r->path);
    free(r);
}

demarche_status demarche_record_open(demarche_record **out, const char *path,
                                     demarche_record_mode mode, demarche_error *err)
{
    if (!out)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0, "no place for the record");
    *out = NULL;
    DMR_TRY(check_path(path, mode == DEMARCHE_RECORD_WRITE, err));
    demarche_record *r = calloc(1, sizeof *r);
    if (!r || !(r->path = strdup(path)) || !(r->scratch = dmr_arena_new(0))) {
        if (r)
            free_record(r);
        return dmr_error_memory(err);
    }
    r->writes = mode == DEMARCHE_RECORD_WRITE;
    demarche_status status = open_database(r, err);
    if (status != DEMARCHE_OK) {
        free_record(r);
        return status;
    }
    *out = r;
    return DEMARCHE_OK;
}

demarche_status demarche_record_close(demarche_record *record, demarche_error *err)
{
    if (!record)
        return DEMARCHE_OK;
    demarche_status status = demarche_record_commit(record, err);
    /* planning statistics for those who ask; a small write that may fail without harm */
    if (record->writes && record->wrote)
        sqlite3_exec(record->db, "PRAGMA analysis_limit = 400; PRAGMA optimize", NULL,
                     NULL, NULL);
    for (int i = 0; i < DMR_RECORD_STATEMENTS; i++) {
        sqlite3_finalize(record->statements[i]);
        record->statements[i] = NULL;
    }
    int code = sqlite3_close(record->db);
    if (code == SQLITE_OK)
        record->db = NULL;
    else if (!status)
        status = dmr_record_refuse(record, code, err);
    free_record(record);
    return status;
}
