/* Tables, feeds and downloads of the reading room: nothing is cut off in silence, and what leads
 * on leads to the same thing in the same format. */
#include "../record/record_sample.h"

#include "room.h"

static room *open_room(const record_sample *r, bool still, bool data)
{
    room *out;
    demarche_error err = {0};
    const room_options options = {.record = r->path, .still = still, .data = data};
    if (room_open(&out, &options, &err))
        fail_msg("%s", err.message);
    return out;
}

static room_response ask(room *r, const char *path, const char *query, int status)
{
    room_response out;
    room_answer(&out, r, &(room_request){path, query, NULL});
    if (out.status != status || !out.body.at)
        fail_msg("%s?%s: %d\n%.2000s", path, query ? query : "", out.status,
                 out.body.at ? out.body.at : "");
    return out;
}

/* Has `has` and not `has_not` (NULL: anything will do). */
static void answers(room *r, const char *path, const char *query, int status,
                    const char *has, const char *has_not)
{
    room_response out = ask(r, path, query, status);
    if ((has && !strstr(out.body.at, has)) || (has_not && strstr(out.body.at, has_not)))
        fail_msg("%s?%s: has not %s, or has %s:\n%.4000s", path, query ? query : "",
                 has ? has : "", has_not ? has_not : "", out.body.at);
    room_response_free(&out);
}

static size_t lines_of(const room_response *out)
{
    size_t n = 0;
    for (const char *at = out->body.at; (at = strstr(at, "\r\n")); at += 2)
        n++;
    return n;
}

static void is_text(const room_text *t, const char *words)
{
    assert_string_equal(t->at ? t->at : "", words);
}

#define NUMBERS(n)                                                                       \
    "WITH RECURSIVE c (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM c WHERE i < " #n ") "

static void add_failures(const record_sample *r)
{
    sample_execute(r, NUMBERS(10501) "INSERT INTO failure (run_id, path, byte, reason,"
                                     " message) SELECT 1, printf('in/%05d.txt', i), 0,"
                                     " 'format', 'not text' FROM c");
}

/* A run with more failures than a page shows, and more than a table for programs. */
static void long_tables_go_on(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    add_failures(r);
    room *one = open_room(r, false, false);
    answers(one, "/run/1", NULL, 200, "href=\"/run/1?page=2\"", "in/00501.txt");
    answers(one, "/run/1", "page=2", 200, "in/00501.txt", "in/00500.txt");
    answers(one, "/run/1", "page=2", 200, "href=\"/run/1.csv\"", "/run/1.csv?page=2");
    answers(one, "/run/1", "page=22", 200, "in/10501.txt", "rel=\"next\"");
    room_response out = ask(one, "/run/1.csv", NULL, 200);
    assert_int_equal(lines_of(&out), 1 + 10000);
    is_text(&out.next, "/run/1.csv?page=2");
    is_text(&out.file_name, "demarche-run-1.csv");
    assert_false(out.shown);
    room_response_free(&out);
    out = ask(one, "/run/1.csv", "page=2", 200);
    assert_int_equal(lines_of(&out), 1 + 501);
    is_text(&out.next, "");
    room_response_free(&out);
    out = ask(one, "/run/1.json", NULL, 200);
    is_text(&out.file_name, "demarche-run-1.json");
    assert_true(out.shown);
    room_response_free(&out);
    sample_execute(r, NUMBERS(230) "INSERT INTO run (run_id, version, lexicon_hash,"
                                   " model_hash, kernel, options, started) SELECT 100 +"
                                   " i, '1', '1', '1', 'plain', '{}', '2020-01-01' FROM"
                                   " c");
    answers(one, "/run", NULL, 200, "href=\"/run?page=2\"", "href=\"/run/1\"");
    answers(one, "/run", "page=2", 200, "href=\"/run/1\"", "href=\"/run/330\"");
    room_close(one);
}

static void differences_turn_their_pages(void **state)
{
    record_sample *r = *state;
    char id[24];
    assert_true(sample_add(r, r->doc));
    for (int i = 0; i < 110; i++) { /* two rows of each */
        snprintf(id, sizeof id, "more-%03d", i);
        demarche_document *doc = sample_document(id, "More");
        assert_true(sample_add(r, doc));
        demarche_document_free(doc);
    }
    room *one = open_room(r, false, false);
    answers(one, "/compare", "before=known:1980", 200,
            "href=\"/compare?before=known%3A1980&amp;page=2\"", "/document/page-1\"");
    answers(one, "/compare", "before=known:1980&page=2", 200, "/document/page-1\"",
            "/document/more-000\"");
    room_response out = ask(one, "/compare.csv", "before=known:1980", 200);
    assert_int_equal(lines_of(&out), 1 + 2 * 111);
    room_response_free(&out);
    out = ask(one, "/compare.csv", "before=now", 200); /* nothing differs: a head alone */
    assert_int_equal(lines_of(&out), 1);
    assert_int_equal(strncmp(out.body.at, "reason,doc,", 11), 0);
    room_response_free(&out);
    room_close(one);
}

static void tables_have_their_columns(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_execute(r, "UPDATE entity SET name = '=cmd()' WHERE name = 'Yi Sun-gi'");
    room *one = open_room(r, false, false);
    answers(one, "/pair/KOR-PRK.csv", NULL, 200, ",false", NULL); /* "unsure" */
    answers(one, "/pair/KOR-PRK.csv", "when=1700", 200, "date,first_day,", "AID");
    answers(one, "/actor/=cmd().csv", NULL, 200, "date,", ",=cmd");
    room_response out = ask(one, "/actor/%D0%98_b.json", NULL, 404);
    is_text(&out.file_name, "");
    room_response_free(&out);
    out = ask(one, "/listing.csv", NULL, 200);
    is_text(&out.file_name, "demarche-listing.csv");
    room_response_free(&out);
    room_close(one);
}

static void a_redirect_keeps_format_and_query(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r, false, false);
    room_response out;
    room_answer(
        &out, one,
        &(room_request){"/pair/PRK-KOR.json", "when=1989&known=1991&page=2", NULL});
    assert_int_equal(out.status, 301);
    is_text(&out.location, "/pair/KOR-PRK.json?when=1989&known=1991&page=2");
    room_response_free(&out);
    room_close(one);
}

/* Links of a static site lead to nothing that it has not. */
static void a_still_room_has_what_there_are_files_of(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = open_room(r, true, false), *two = open_room(r, true, true);
    answers(one, "/pair/KOR-PRK", NULL, 200, "</html>", ".json\"");
    answers(one, "/pair/KOR-PRK", NULL, 200, "</html>", ".csv\"");
    answers(one, "/pair/KOR-PRK", NULL, 200, "</html>", "/search");
    answers(two, "/pair/KOR-PRK", NULL, 200, "href=\"/pair/KOR-PRK.json\"", "/search");
    answers(two, "/pair/KOR-PRK", NULL, 200, "href=\"/pair/KOR-PRK.csv\"", ".atom");
    room_close(one);
    room_close(two);
}

/* ------------------------------------------------------------------------------ feeds */

static void add_again(record_sample *r, const char *id, const char *as_of)
{
    demarche_document *doc = sample_document(id, "Again");
    doc->source.meta.as_of = dmr_str_c(as_of);
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
}

/* Old versions are not in it, and a document that is coded again comes up again. */
static void a_feed_has_what_was_recorded_last(void **state)
{
    record_sample *r = *state;
    add_again(r, "first", "1980");
    add_again(r, "second/?\xC3\xA4", "1985");
    sample_execute(r, "UPDATE coded SET recorded_from = '2021-01-01T00:00:00.000Z'");
    sample_execute(r, "UPDATE coded SET recorded_from = '2022-01-01T00:00:00.000Z' WHERE"
                      " document_id = 1");
    room *one = open_room(r, false, false);
    room_response out = ask(one, "/listing.atom", NULL, 200);
    const char *first = strstr(out.body.at, ":document:first</id>");
    const char *second = strstr(out.body.at, ":document:second%2F%3F%C3%A4</id>");
    assert_non_null(first);
    assert_non_null(second);
    assert_true(first < second);
    assert_non_null(strstr(out.body.at, "<updated>2022-01-01T00:00:00.000Z</updated>"
                                        "<link rel=\"self\" type=\"application/atom+xml\""
                                        " href=\"/listing.atom\"/>"));
    room_response_free(&out);
    /* as known in 1983 the second was not there */
    answers(one, "/listing.atom", "known=1983", 200, ":document:first</id>",
            "document:second");
    answers(one, "/listing.atom", "known=1983", 200, "href=\"/listing.atom?known=1983\"",
            NULL);
    answers(one, "/listing.atom", "known=1983", 200,
            "href=\"/document/first?known=1983\"", NULL);
    answers(one, "/", "known=1983", 200, "href=\"/listing.atom?known=1983\"", NULL);
    answers(one, "/country/KOR.atom", "known=1970", 200, "</feed>", "<entry>");
    answers(one, "/country/KOR.atom", "known=1983", 200, "<entry>", NULL);
    sample_execute(r, "UPDATE document SET latest = 0, known_until = '1984-01-01' WHERE"
                      " document_id = 1");
    answers(one, "/listing.atom", NULL, 200, "document:second", ":document:first</id>");
    answers(one, "/listing.atom", "known=1983", 200, ":document:first</id>", NULL);
    room_close(one);
}

static void a_feed_that_fails_says_so(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_execute(r, "ALTER TABLE run RENAME COLUMN started TO began");
    room *one = open_room(r, false, false);
    answers(one, "/country/KOR.atom", NULL, 500, "started", "no feed");
    answers(one, "/country/KOR.atom", NULL, 500, "page-missing", "KOR.atom");
    answers(one, "/codebook.atom", NULL, 404, "no feed", NULL);
    room_close(one);
}

/* ------------------------------------------------------------------------ old versions */

static void an_old_version_goes_on_with_itself(void **state)
{
    record_sample *r = *state;
    add_again(r, "v", "1980");
    sample_execute(r, "UPDATE reading SET sentences = 450");
    room *one = open_room(r, false, false);
    answers(one, "/document/v/2", "version=1&known=1990", 200,
            "href=\"/document/v/3?known=1990&amp;version=1\"", "href=\"/document/v/3\"");
    answers(one, "/document/v/2", "version=1", 200, "href=\"/document/v?version=1\"",
            NULL);
    answers(one, "/document/v/2", NULL, 200, "href=\"/document/v/3\"", "version=");
    room_close(one);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(long_tables_go_on),
        ROOM_TEST(differences_turn_their_pages),
        ROOM_TEST(tables_have_their_columns),
        ROOM_TEST(a_redirect_keeps_format_and_query),
        ROOM_TEST(a_still_room_has_what_there_are_files_of),
        ROOM_TEST(a_feed_has_what_was_recorded_last),
        ROOM_TEST(a_feed_that_fails_says_so),
        ROOM_TEST(an_old_version_goes_on_with_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
