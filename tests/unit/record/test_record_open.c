/* What is no record, or cannot be one, is refused in one clear line and left alone. */
#include <pthread.h>
#include <sys/wait.h>

#include "record_sample.h"

/* Opening fails with `status` and a message that has `words` in it. */
static void is_refused_for(demarche_record_mode mode, const char *path,
                           demarche_status status, const char *words)
{
    demarche_error err = {0};
    demarche_record *record = (demarche_record *)(uintptr_t)1;
    assert_int_equal(demarche_record_open(&record, path, mode, &err), status);
    assert_null(record);
    assert_int_equal(err.code, status);
    if (!strstr(err.message, words))
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    assert_null(strchr(err.message, '\n'));
}

static void is_refused(const char *path, demarche_status status, const char *words)
{
    is_refused_for(DEMARCHE_RECORD_WRITE, path, status, words);
    is_refused_for(DEMARCHE_RECORD_READ, path, status, words);
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void a_new_file_becomes_a_record(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    write_file(r->path, "", 0); /* as mktemp leaves it */
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, NULL),
                     0);
    assert_int_equal(demarche_record_close(record, NULL), 0);
    sample_is(r, "PRAGMA application_id", "1684894290");
    sample_is(r, "PRAGMA user_version", "7");
    sample_is(r, "SELECT count(*) FROM events_readable", "0");
    sample_is(r, "SELECT count(*) FROM run", "0");
}

static void a_reader_makes_nothing(void **state)
{
    record_sample *r = *state;
    is_refused_for(DEMARCHE_RECORD_READ, r->path, DEMARCHE_E_IO, "no such record");
    assert_int_not_equal(access(r->path, F_OK), 0);
    write_file(r->path, "", 0);
    is_refused_for(DEMARCHE_RECORD_READ, r->path, DEMARCHE_E_RECORD, "is empty");
}

static void a_reader_does_not_write(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    sample_add(r, r->doc);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    assert_int_equal(demarche_record_begin(record, &r->engine, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_add(record, r->doc, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_finish(record, &err), DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_close(record, &err), 0);
}

static void closing_nothing_is_fine(void **state)
{
    (void)state;
    assert_int_equal(demarche_record_close(NULL, NULL), 0);
}

static void wrong_arguments_are_said(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    bool has;
    is_refused(NULL, DEMARCHE_E_ARGUMENT, "file name");
    is_refused("", DEMARCHE_E_ARGUMENT, "file name");
    assert_int_equal(demarche_record_open(NULL, r->path, DEMARCHE_RECORD_WRITE, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_begin(NULL, &r->engine, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_add(NULL, r->doc, NULL, &err), DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
                     0);
    assert_int_equal(demarche_record_begin(record, NULL, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    /* no run was begun */
    assert_int_equal(demarche_record_add(record, r->doc, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_has(record, r->doc, &has, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_fail(record, "a", &err, &err), DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_finish(record, &err), DEMARCHE_E_ARGUMENT);
    demarche_run_options opts = DEMARCHE_RUN_OPTIONS_INIT;
    opts.fill = 1.5;
    assert_int_equal(demarche_record_begin(record, &r->engine, &opts, &err),
                     DEMARCHE_E_ARGUMENT);
    opts.fill = 0;
    opts.version = 99;
    assert_int_equal(demarche_record_begin(record, &r->engine, &opts, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "version 99"));
    assert_int_equal(demarche_record_close(record, &err), 0);
}

static void folders_and_missing_folders_are_said(void **state)
{
    record_sample *r = *state;
    is_refused(r->folder, DEMARCHE_E_IO, "is a folder");
    is_refused_for(DEMARCHE_RECORD_WRITE, "/nowhere/at/all/r.db", DEMARCHE_E_IO,
                   "no folder /nowhere/at/all");
    is_refused("/dev/null", DEMARCHE_E_IO, "no regular file");
}

static void a_file_of_something_else_is_left_alone(void **state)
{
    record_sample *r = *state;
    static const char page[] = "Relations with the Soviet Union\n";
    write_file(r->path, page, sizeof page - 1);
    is_refused(r->path, DEMARCHE_E_RECORD, "no record");
    char back[64] = "";
    FILE *f = fopen(r->path, "rb");
    assert_int_equal(fread(back, 1, sizeof back, f), sizeof page - 1);
    fclose(f);
    assert_string_equal(back, page);
}

static void another_programs_database_is_left_alone(void **state)
{
    record_sample *r = *state;
    sample_execute(r, "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    is_refused(r->path, DEMARCHE_E_RECORD, "another program's SQLite file");
    sample_is(r, "SELECT name FROM sqlite_schema", "mine");
    sample_is(r, "PRAGMA journal_mode", "delete");
}

static void a_newer_schema_is_refused(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_execute(r, "PRAGMA user_version = 8");
    is_refused(r->path, DEMARCHE_E_RECORD, "newer demarche (schema 8");
}

/* Another process that comes and goes must see that this one has the file open, however often
 * it was opened here: else it takes the log away, and what is written then is lost. */
static void locks_stay_when_it_is_opened_again(void **state)
{
    record_sample *r = *state;
    demarche_record *one, *two;
    demarche_error err = {0};
    char log[sizeof r->path + 8], go = 'x';
    int status = -1, ends[2];
    sample_add(r, r->doc);
    assert_int_equal(pipe(ends), 0);
    pid_t child =
        fork(); /* before anything is open: what SQLite knows of its files goes along */
    if (child == 0) {
        sqlite3 *db;
        bool good =
            read(ends[0], &go, 1) == 1 &&
            sqlite3_open_v2(r->path, &db, SQLITE_OPEN_READWRITE, NULL) == 0 &&
            sqlite3_exec(db, "SELECT count(*) FROM event", NULL, NULL, NULL) == 0 &&
            sqlite3_close(db) == 0;
        _exit(good ? 0 : 1);
    }
    assert_int_equal(demarche_record_open(&one, r->path, DEMARCHE_RECORD_READ, &err), 0);
    assert_int_equal(demarche_record_open(&two, r->path, DEMARCHE_RECORD_READ, &err), 0);
    assert_int_equal(write(ends[1], &go, 1), 1);
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    snprintf(log, sizeof log, "%s-wal", r->path);
    assert_int_equal(access(log, F_OK), 0);
    close(ends[0]);
    close(ends[1]);
    demarche_record_close(two, NULL);
    demarche_record_close(one, NULL);
}

static void an_older_schema_is_refused(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    for (int version = 0; version < 7; version++) {
        char sql[64];
        snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
        sample_execute(r, sql);
        is_refused(r->path, DEMARCHE_E_RECORD, "code its documents into a new one");
    }
    sample_execute(r, "PRAGMA user_version = 7");
    assert_false(sample_add(r, r->doc));
}

static void an_engine_that_does_not_fold_is_refused(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    r->engine.no_fold = true;
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
                     0);
    assert_int_equal(demarche_record_begin(record, &r->engine, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "without no_fold"));
    assert_int_equal(demarche_record_close(record, &err), 0);
}

static void a_missing_table_is_said(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    demarche_document *other = sample_document("page-2", "Relations");
    sample_add(r, r->doc);
    sample_execute(r, "DROP TABLE event_quantity");
    demarche_record *record = sample_begin(r);
    assert_int_equal(demarche_record_add(record, other, NULL, &err), DEMARCHE_E_RECORD);
    assert_non_null(strstr(err.message, "damaged"));
    assert_int_equal(demarche_record_close(record, &err), 0);
    demarche_document_free(other);
    sample_is(r, "SELECT doc FROM document", "page-1");
}

static void a_truncated_file_is_refused(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    struct stat st;
    assert_int_equal(stat(r->path, &st), 0);
    for (off_t n = st.st_size - 1; n > 0; n = n * 2 / 3) {
        assert_int_equal(truncate(r->path, n), 0);
        demarche_error err = {0};
        demarche_record *record = NULL;
        assert_int_equal(
            demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
            DEMARCHE_E_RECORD);
        assert_null(record);
        assert_true(err.message[0]);
    }
}

/* Root may write everywhere, so the child becomes nobody. */
static void a_file_that_may_not_be_written_is_refused(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    assert_int_equal(chmod(r->path, 0444), 0);
    assert_int_equal(chmod(r->folder, 0755), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        demarche_error err = {0};
        demarche_record *record = NULL;
        if (geteuid() == 0 && seteuid(65534))
            _exit(9);
        demarche_status status =
            demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err);
        _exit(status == DEMARCHE_E_RECORD && !record &&
                      strstr(err.message, "may not be written to")
                  ? 0
                  : 1);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
}

static void a_folder_that_may_not_be_written_is_refused(void **state)
{
    record_sample *r = *state;
    assert_int_equal(chmod(r->folder, 0555), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        demarche_error err = {0};
        demarche_record *record = NULL;
        if (geteuid() == 0 && seteuid(65534))
            _exit(9);
        demarche_status status =
            demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err);
        _exit(status && !record && strstr(err.message, r->path) ? 0 : 1);
    }
    int how;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_int_equal(WEXITSTATUS(how), 0);
    assert_int_equal(chmod(r->folder, 0755), 0);
}

static void a_full_disk_is_said_and_what_was_kept_stays(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    demarche_error err = {0};
    demarche_record *record = sample_begin(r);
    sqlite3 *db = *(sqlite3 **)record; /* its first member */
    assert_int_equal(sqlite3_exec(db, "PRAGMA max_page_count = 1", NULL, NULL, NULL), 0);
    /* no page can be added: SQLite says that the disk is full */
    demarche_document *more = sample_document("more", "More");
    static char large[1 << 20];
    memset(large, 'a', sizeof large);
    more->source.text = dmr_str(large, sizeof large);
    assert_int_equal(demarche_record_add(record, more, NULL, &err), DEMARCHE_E_RECORD);
    assert_non_null(strstr(err.message, "disk is full"));
    demarche_document_free(more);
    assert_int_equal(demarche_record_close(record, &err), 0);
    sample_is(r, "SELECT doc FROM document", "page-1");
    sample_is(r, "PRAGMA integrity_check", "ok");
}

typedef struct writer {
    record_sample *sample;
    int number, failed;
} writer;

static void *write_some(void *arg)
{
    writer *w = arg;
    demarche_record *record;
    demarche_error err = {0};
    if (demarche_record_open(&record, w->sample->path, DEMARCHE_RECORD_WRITE, &err) ||
        demarche_record_begin(record, &w->sample->engine, NULL, &err)) {
        w->failed = 1;
        return NULL;
    }
    for (int i = 0; i < 20; i++) {
        char id[32];
        bool added;
        snprintf(id, sizeof id, "w%d-%d", w->number, i);
        demarche_document *doc = sample_document(id, "Relations");
        if (demarche_record_add(record, doc, &added, &err) || !added ||
            demarche_record_commit(record, &err))
            w->failed = 1;
        demarche_document_free(doc);
    }
    if (demarche_record_close(record, &err))
        w->failed = 1;
    return NULL;
}

static void two_writers_wait_for_each_other(void **state)
{
    record_sample *r = *state;
    writer w[2] = {{r, 0, 0}, {r, 1, 0}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_some, &w[i]), 0);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(w[0].failed + w[1].failed, 0);
    sample_is(r, "SELECT count(*) FROM document", "40");
    sample_is(r, "SELECT sum(documents) FROM run", "40");
    sample_is(r, "PRAGMA integrity_check", "ok");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(a_new_file_becomes_a_record),
        RECORD_TEST(a_reader_makes_nothing),
        RECORD_TEST(a_reader_does_not_write),
        RECORD_TEST(closing_nothing_is_fine),
        RECORD_TEST(wrong_arguments_are_said),
        RECORD_TEST(folders_and_missing_folders_are_said),
        RECORD_TEST(a_file_of_something_else_is_left_alone),
        RECORD_TEST(another_programs_database_is_left_alone),
        RECORD_TEST(a_newer_schema_is_refused),
        RECORD_TEST(an_older_schema_is_refused),
        RECORD_TEST(locks_stay_when_it_is_opened_again),
        RECORD_TEST(an_engine_that_does_not_fold_is_refused),
        RECORD_TEST(a_missing_table_is_said),
        RECORD_TEST(a_truncated_file_is_refused),
        RECORD_TEST(a_file_that_may_not_be_written_is_refused),
        RECORD_TEST(a_folder_that_may_not_be_written_is_refused),
        RECORD_TEST(a_full_disk_is_said_and_what_was_kept_stays),
        RECORD_TEST(two_writers_wait_for_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
