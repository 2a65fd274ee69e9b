/* What is no record, or cannot be one, is refused in one clear line and left alone. */
#include <pthread.h>
#include <sys/wait.h>

#include "record_sample.h"

/* Opening fails with `status` and a message that has `words` in it. */
static void is_refused(record_sample *r, const char *path, demarche_status status,
                       const char *words)
{
    demarche_error err = {0};
    demarche_record *record = (demarche_record *)(uintptr_t)1;
    assert_int_equal(demarche_record_open(&record, path, &r->engine, &err), status);
    assert_null(record);
    assert_int_equal(err.code, status);
    if (!strstr(err.message, words))
        fail_msg("\"%s\" does not say \"%s\"", err.message, words);
    assert_null(strchr(err.message, '\n'));
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void execute(const record_sample *r, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r->path, &db), 0);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void a_new_file_becomes_a_record(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    write_file(r->path, "", 0); /* as mktemp leaves it */
    assert_int_equal(demarche_record_open(&record, r->path, &r->engine, NULL), 0);
    assert_int_equal(demarche_record_close(record, NULL), 0);
    sample_is(r, "PRAGMA application_id", "1684894290");
    sample_is(r, "SELECT count(*) FROM events_readable", "0");
    sample_is(r, "SELECT count(*) FROM run", "0");
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
    is_refused(r, NULL, DEMARCHE_E_ARGUMENT, "file name");
    is_refused(r, "", DEMARCHE_E_ARGUMENT, "file name");
    assert_int_equal(demarche_record_open(&record, r->path, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_open(NULL, r->path, &r->engine, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_add(NULL, r->doc, NULL, &err), DEMARCHE_E_ARGUMENT);
}

static void folders_and_missing_folders_are_said(void **state)
{
    record_sample *r = *state;
    is_refused(r, r->folder, DEMARCHE_E_IO, "is a folder");
    is_refused(r, "/nowhere/at/all/r.db", DEMARCHE_E_IO, "no folder /nowhere/at/all");
    is_refused(r, "/dev/null", DEMARCHE_E_IO, "no regular file");
}

static void a_file_of_something_else_is_left_alone(void **state)
{
    record_sample *r = *state;
    static const char page[] = "Relations with the Soviet Union\n";
    write_file(r->path, page, sizeof page - 1);
    is_refused(r, r->path, DEMARCHE_E_RECORD, "no record");
    char back[64] = "";
    FILE *f = fopen(r->path, "rb");
    assert_int_equal(fread(back, 1, sizeof back, f), sizeof page - 1);
    fclose(f);
    assert_string_equal(back, page);
}

static void another_programs_database_is_left_alone(void **state)
{
    record_sample *r = *state;
    execute(r, "CREATE TABLE mine (a); INSERT INTO mine VALUES (1)");
    is_refused(r, r->path, DEMARCHE_E_RECORD, "another program's SQLite file");
    sample_is(r, "SELECT name FROM sqlite_schema", "mine");
    sample_is(r, "PRAGMA journal_mode", "delete");
}

static void a_newer_schema_is_refused(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    execute(r, "PRAGMA user_version = 5");
    is_refused(r, r->path, DEMARCHE_E_RECORD, "newer demarche (schema 5");
}

static void a_record_without_reasons_is_brought_up(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    sample_add(r, r->doc);
    execute(r, "DROP TABLE event_reason");
    execute(r, "PRAGMA user_version = 3");
    assert_int_equal(demarche_record_open(&record, r->path, &r->engine, NULL), 0);
    assert_int_equal(demarche_record_close(record, NULL), 0);
    sample_is(r, "PRAGMA user_version", "4");
    sample_is(r, "SELECT count(*) FROM event_reason", "0");
    sample_is(r, "SELECT count(*) FROM event_report", "3");
    sample_is(r, "PRAGMA integrity_check", "ok");
}

static void an_older_record_is_brought_up(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    sample_add(r, r->doc);
    execute(r, "ALTER TABLE coding DROP COLUMN sentences_discarded");
    execute(r, "ALTER TABLE sentence DROP COLUMN discard");
    execute(r, "DROP TABLE event_reason");
    execute(r, "ALTER TABLE coding DROP COLUMN folded");
    execute(r, "ALTER TABLE sentence DROP COLUMN reports");
    execute(r, "DROP TABLE report_party");
    execute(r, "DROP TABLE event_report");
    execute(r, "PRAGMA user_version = 1");
    assert_int_equal(demarche_record_open(&record, r->path, &r->engine, NULL), 0);
    assert_int_equal(demarche_record_close(record, NULL), 0);
    sample_is(r, "PRAGMA user_version", "4");
    sample_is(r, "SELECT count(*) FROM event_reason", "0");
    sample_is(r, "SELECT sentences_discarded FROM coding", "0");
    sample_is(r, "SELECT discard FROM sentence WHERE discard IS NOT NULL", "");
    sample_is(r, "SELECT folded FROM coding", "0");
    sample_is(r, "SELECT number, reports FROM sentence", "0|1\n1|1");
    sample_is(r,
              "SELECT number, position, p.sentence, report_id, p.rule, likeness"
              " FROM event_report p JOIN event USING (event_key) ORDER BY number",
              "0|0|0|0123456789abcdef|give.thing|1.0\n"
              "1|0|1|fedcba9876543210|leave.place|1.0");
    sample_is(r, "PRAGMA integrity_check", "ok");
}

static void an_engine_that_does_not_fold_is_refused(void **state)
{
    record_sample *r = *state;
    r->engine.no_fold = true;
    is_refused(r, r->path, DEMARCHE_E_ARGUMENT, "without no_fold");
    assert_int_not_equal(access(r->path, F_OK), 0);
}

static void a_missing_table_is_refused(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    execute(r, "DROP TABLE event_quantity");
    is_refused(r, r->path, DEMARCHE_E_RECORD, "damaged");
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
        assert_int_equal(demarche_record_open(&record, r->path, &r->engine, &err),
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
        demarche_status status = demarche_record_open(&record, r->path, &r->engine, &err);
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
        demarche_status status = demarche_record_open(&record, r->path, &r->engine, &err);
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
    demarche_record *record;
    demarche_error err = {0};
    assert_int_equal(demarche_record_open(&record, r->path, &r->engine, &err), 0);
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
    if (demarche_record_open(&record, w->sample->path, &w->sample->engine, &err)) {
        w->failed = 1;
        return NULL;
    }
    for (int i = 0; i < 20; i++) {
        char id[32];
        bool added;
        snprintf(id, sizeof id, "w%d-%d", w->number, i);
        demarche_document *doc = sample_document(id, "Relations");
        if (demarche_record_add(record, doc, &added, &err) || !added)
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
    sample_is(r, "SELECT sum(documents), count(*) FROM run", "40|2");
    sample_is(r, "PRAGMA integrity_check", "ok");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(a_new_file_becomes_a_record),
        RECORD_TEST(closing_nothing_is_fine),
        RECORD_TEST(wrong_arguments_are_said),
        RECORD_TEST(folders_and_missing_folders_are_said),
        RECORD_TEST(a_file_of_something_else_is_left_alone),
        RECORD_TEST(another_programs_database_is_left_alone),
        RECORD_TEST(a_newer_schema_is_refused),
        RECORD_TEST(an_older_record_is_brought_up),
        RECORD_TEST(a_record_without_reasons_is_brought_up),
        RECORD_TEST(an_engine_that_does_not_fold_is_refused),
        RECORD_TEST(a_missing_table_is_refused),
        RECORD_TEST(a_truncated_file_is_refused),
        RECORD_TEST(a_file_that_may_not_be_written_is_refused),
        RECORD_TEST(a_folder_that_may_not_be_written_is_refused),
        RECORD_TEST(a_full_disk_is_said_and_what_was_kept_stays),
        RECORD_TEST(two_writers_wait_for_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
