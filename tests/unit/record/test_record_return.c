/* A document comes out of the record as it was put in: byte for byte of all that is written of
 * it, whatever it was coded from. */
#include <dirent.h>

#include "record_sample.h"

#ifndef DMR_SOURCE_DIR
#define DMR_SOURCE_DIR "."
#endif

/* ------------------------------------------------------------------------------ writing */

typedef struct written {
    char *at;
    size_t n, room;
} written;

static int take(void *user, const char *bytes, size_t n)
{
    written *w = user;
    if (w->n + n > w->room) {
        w->room = 2 * (w->n + n);
        w->at = realloc(w->at, w->room);
        assert_non_null(w->at);
    }
    memcpy(w->at + w->n, bytes, n);
    w->n += n;
    return 0;
}

/* All that writers say of it. */
static written write_all(const demarche_document *doc)
{
    static const demarche_wanted all = {true, 0};
    written w = {0};
    demarche_error err = {0};
    if (demarche_write_structure(doc, take, &w, &err) ||
        demarche_write_mentions(doc, ~0u, take, &w, &err) ||
        demarche_write_events(doc, DEMARCHE_OUTPUT_JSONL, &all, take, &w, &err) ||
        demarche_write_events(doc, DEMARCHE_OUTPUT_TSV, &all, take, &w, &err))
        fail_msg("%s", err.message);
    return w;
}

static void are_equal(const written *a, const written *b)
{
    size_t i = 0;
    while (i < a->n && i < b->n && a->at[i] == b->at[i])
        i++;
    if (i == a->n && i == b->n)
        return;
    size_t from = i > 200 ? i - 200 : 0;
    fail_msg("byte %zu of %zu, %zu:\n%.*s\n%.*s", i, a->n, b->n,
             (int)(a->n - from > 400 ? 400 : a->n - from), a->at + from,
             (int)(b->n - from > 400 ? 400 : b->n - from), b->at + from);
}

static void sentences_are_equal(const demarche_document *a, const demarche_document *b)
{
    size_t n, n_back;
    const demarche_sentence *s = demarche_document_sentences(a, &n);
    const demarche_sentence *t = demarche_document_sentences(b, &n_back);
    assert_int_equal(n, n_back);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(s[i].start, t[i].start);
        assert_int_equal(s[i].end, t[i].end);
        assert_int_equal(s[i].paragraph, t[i].paragraph);
        assert_int_equal(s[i].n_tokens, t[i].n_tokens);
        assert_int_equal(s[i].first_token, t[i].first_token);
        assert_int_equal(s[i].n_events, t[i].n_events);
        if (s[i].n_events)
            assert_int_equal(s[i].first_event, t[i].first_event);
        assert_int_equal(s[i].n_reports, t[i].n_reports);
        assert_true(dmr_str_eq(s[i].discard, t[i].discard));
    }
}

/* The coding of the document, out of the record. */
static void comes_back(demarche_record *record, int64_t coding,
                       const demarche_document *doc)
{
    demarche_document *back = NULL;
    demarche_error err = {0};
    if (demarche_record_document(&back, record, coding, &err))
        fail_msg("%s", err.message);
    demarche_str text = demarche_document_text(doc);
    assert_true(dmr_str_eq(text, demarche_document_text(back)));
    written a = write_all(doc), b = write_all(back);
    are_equal(&a, &b);
    free(a.at);
    free(b.at);
    sentences_are_equal(doc, back);
    for (size_t i = 0; i <= text.len; i += i < 4000 ? 1 : 97)
        assert_int_equal(demarche_document_source_byte(doc, i),
                         demarche_document_source_byte(back, i));
    demarche_document_free(back);
}

/* --------------------------------------------------------------------------- the sample */

static void the_sample_comes_back(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    demarche_document *none;
    sample_add(r, r->doc);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    comes_back(record, 1, r->doc);
    assert_int_equal(demarche_record_document(&none, record, 2, &err), DEMARCHE_E_RECORD);
    assert_null(none);
    assert_int_equal(demarche_record_close(record, &err), 0);
}

static void where_bytes_came_from_comes_back(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    dmr_origin *origin = &r->doc->source.origin;
    assert_true(dmr_origin_add(origin, 0, 1000, 1, 1, r->doc->arena));
    assert_true(dmr_origin_add(origin, 40, 70000, 3, 1, r->doc->arena));
    assert_true(dmr_origin_add(origin, 46, 69990, 1, 0, r->doc->arena)); /* back */
    assert_true(dmr_origin_add(origin, 60, (size_t)1 << 40, 1, 300, r->doc->arena));
    sample_add(r, r->doc);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    comes_back(record, 1, r->doc);
    assert_int_equal(demarche_record_close(record, &err), 0);
    /* what is no list of runs is refused */
    static const char *const broken[] = {"x'00'",
                                         "x'000000'",
                                         "x'01000101'",
                                         "x'0000010100000101'",
                                         "x'ffffffffffffffffffff'",
                                         "x'00030101'",
                                         "x'00000001'"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        char sql[128];
        demarche_document *none;
        snprintf(sql, sizeof sql, "UPDATE document_text SET origin = %s", broken[i]);
        sample_execute(r, sql);
        assert_int_equal(
            demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err), 0);
        assert_int_equal(demarche_record_document(&none, record, 1, &err),
                         DEMARCHE_E_RECORD);
        assert_non_null(strstr(err.message, "no list of runs"));
        assert_int_equal(demarche_record_close(record, &err), 0);
    }
}

/* ------------------------------------------------------------------------- what is coded */

typedef struct press {
    record_sample *sample;
    demarche_engine *engine;
    demarche_worker *worker;
    demarche_record *record;
    size_t documents, events;
} press;

/* Code what a file holds, put it in, and take it out again. */
static void code_file(press *p, const char *path)
{
    demarche_reader *reader;
    demarche_error err = {0};
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    if (demarche_reader_open_path(&reader, p->worker, path, &opts, &err))
        fail_msg("%s", err.message);
    for (;;) {
        demarche_document *doc;
        bool added = false;
        size_t n;
        if (demarche_reader_next(reader, &doc, &err))
            continue;
        if (!doc)
            break;
        if (demarche_document_run(doc, p->worker, DEMARCHE_STAGE_EVENT, &err) ||
            demarche_record_add(p->record, doc, &added, &err))
            fail_msg("%s", err.message);
        assert_true(added);
        comes_back(p->record, (int64_t)++p->documents, doc);
        (void)demarche_document_events(doc, &n);
        p->events += n;
        /* what comes back is the same as what would be coded again */
        assert_int_equal(demarche_record_add(p->record, doc, &added, &err), 0);
        assert_false(added);
        demarche_document_free(doc);
    }
    demarche_reader_free(reader);
}

static press begin(record_sample *r)
{
    press p = {.sample = r};
    demarche_error err = {0};
    if (demarche_engine_open(&p.engine, NULL, &err) ||
        demarche_worker_new(&p.worker, p.engine, &err) ||
        demarche_record_open(&p.record, r->path, DEMARCHE_RECORD_WRITE, &err) ||
        demarche_record_begin(p.record, p.engine, NULL, &err))
        fail_msg("%s", err.message);
    return p;
}

static void end(press *p)
{
    demarche_error err = {0};
    if (demarche_record_close(p->record, &err))
        fail_msg("%s", err.message);
    demarche_worker_free(p->worker);
    demarche_engine_free(p->engine);
}

/* The files below a folder, at most `most` of them, in whatever order. */
static void code_folder(press *p, const char *path, size_t most)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    while (folder && p->documents < most && (entry = readdir(folder))) {
        char below[1024];
        struct stat st;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || stat(below, &st))
            continue;
        if (S_ISDIR(st.st_mode))
            code_folder(p, below, most);
        else if (st.st_size < 100000)
            code_file(p, below);
    }
    if (folder)
        closedir(folder);
}

static void what_was_coded_comes_back(void **state)
{
    press p = begin(*state);
    static const char *const paths[] = {
        "samples/beagle-channel.md", "samples/chronicle.jsonl",
        "samples/egypt-relations-with-israel.txt", "tests/unit/record/mixed.jsonl"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", DMR_SOURCE_DIR, paths[i]);
        code_file(&p, path);
    }
    assert_true(p.events > 40);
    end(&p);
    sample_is(*state, "SELECT count(*) > 0 FROM event WHERE reports > 1", "1");
    sample_is(*state, "SELECT count(*) > 2 FROM mention_member", "1");
    sample_is(*state, "PRAGMA foreign_key_check", "");
}

static void real_texts_come_back(void **state)
{
    const char *named = getenv("DEMARCHE_SHARED");
    char path[512];
    snprintf(path, sizeof path, "%s/corpora",
             named ? named : DMR_SOURCE_DIR "/../shared");
    if (access(path, R_OK)) {
        print_message("skipped: no %s\n", path);
        skip();
    }
    press p = begin(*state);
    code_folder(&p, path, 60);
    assert_true(p.documents >= 60 && p.events > 200);
    end(&p);
    sample_is(*state, "PRAGMA foreign_key_check", "");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(the_sample_comes_back),
        RECORD_TEST(where_bytes_came_from_comes_back),
        RECORD_TEST(what_was_coded_comes_back),
        RECORD_TEST(real_texts_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
