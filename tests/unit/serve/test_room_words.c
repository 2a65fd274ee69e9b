/* What readers see where the record has codes: dates in words, titles for documents without one,
 * and one deed, not "1 deeds". Programs get what the record has. */
#include "room_ask.h"

#include "document_title.h"

static void pages_say_dates_and_tables_keep_them(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    static const char june[] =
        "<time datetime=\"1990-06\" title=\"1990-06\">June 1990</time>";
    ask_has(r, "/pair/KOR-PRK",
            "<td class=\"date\"><time datetime=\"1988\">1988</time></td>");
    sample_execute(r, "UPDATE event SET date_edtf = '1988-06-01?/1988-06-09?'");
    sample_execute(r, "UPDATE event_report SET date_edtf = '[1988-06-01,1988-06-02]'");
    static const char span[] = "<time datetime=\"1988-06-01\" "
                               "title=\"1988-06-01?/1988-06-09?\">1 to 9 June 1988, not "
                               "sure</time>";
    ask_has(r, "/pair/KOR-PRK", span);
    ask_has(r, "/pair/KOR-PRK", "<title>1 to 9 June 1988, not sure: AID");
    ask_has(r, "/document/page-1", span);
    ask_has(r, "/document/page-1", "Data as of <time datetime=\"1990-06\"");
    ask_has(r, "/event/0123456789abcdef", ">1 or 2 June 1988</time>");
    ask_has(r, "/event/0123456789abcdef", june);
    ask_has(r, "/", june);
    ask_has(r, "/country/KOR", june);
    ask_has(r, "/search?q=trucks", june);
    ask_has(r, "/pair/KOR-PRK.atom", ", 1 to 9 June 1988, not sure</title>");
    ask_has(r, "/pair/KOR-PRK.json", "\"date_words\": \"1 to 9 June 1988, not sure\"");
    ask_has(r, "/pair/KOR-PRK.json", "\"date\": \"1988-06-01?/1988-06-09?\"");
    ask_has(r, "/pair/KOR-PRK.csv", "1988-06-01?/1988-06-09?");
    ask_lacks(r, "/pair/KOR-PRK.csv", "_words,as_of");
    ask_lacks(r, "/pair/KOR-PRK.csv", "June");
}

static void what_is_no_date_is_shown_as_it_is(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_execute(r, "UPDATE event SET date_edtf = 'soon <b>'");
    ask_has(r, "/pair/KOR-PRK", "<span class=\"when\">soon &lt;b&gt;</span>");
    ask_has(r, "/pair/KOR-PRK.json", "\"date_words\": \"soon <b>\"");
    sample_execute(r, "UPDATE event SET date_edtf = '-0043'");
    ask_has(r, "/pair/KOR-PRK", "<span class=\"when\" title=\"-0043\">44 BC</span>");
}

static void a_document_without_title_has_one(void **state)
{
    record_sample *r = *state;
    demarche_document *doc =
        sample_document("/srv/debates/1991/SUN_46_1991.txt", "Speech");
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    static const char own[] = "/document/~2Fsrv~2Fdebates~2F1991~2FSUN~5F46~5F1991.txt";
    static const struct {
        const char *sql, *title;
    } cases[] = {
        {"UPDATE document SET title = ' '", "Yi Sun-gi, An archive, 2 July 1990"},
        {"UPDATE document SET title = NULL, speaker = 'SUN', source = NULL, date = "
         "'1991'",
         "Soviet Union, 1991"},
        {"UPDATE document SET source = 'UNO', date = NULL",
         "Soviet Union, United Nations"},
        {"UPDATE document SET source = NULL, speaker = NULL, date = '1991'",
         "SUN_46_1991"}};
    static const char *const paths[] = {"/country/KOR",
                                        "/pair/KOR-PRK",
                                        "/search?q=trucks",
                                        "/work/South_Korea",
                                        "/listing.atom",
                                        "/event/0123456789abcdef",
                                        "/compare?before=known:1980"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[80];
        sample_execute(r, cases[i].sql);
        snprintf(words, sizeof words, ">%s<", cases[i].title);
        for (size_t k = 0; k < sizeof paths / sizeof *paths; k++)
            ask_has(r, paths[k], words);
        snprintf(words, sizeof words, "<h1>%s</h1>", cases[i].title);
        ask_has(r, own, words);
    }
    sample_execute(r, "UPDATE document SET title = 'Speech'");
    ask_has(r, own, "<h1>Speech</h1>");
    ask_has(r, "/country/KOR", ">Speech<");
}

static void files_are_named_without_their_folders(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"/a/b/MLI_46_1991.txt", "MLI_46_1991"},
                                           {"b/index.html", "index"},
                                           {"page.htm", "page"},
                                           {"page-1", "page-1"},
                                           {"No. 7", "No. 7"},
                                           {"v1.25", "v1.25"},
                                           {"a/b.warc#3", "b.warc#3"},
                                           {"a/.txt", ".txt"},
                                           {"a/b/", "b/"},
                                           {"/", "/"},
                                           {"http://example.org/", "http://example.org/"},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *doc = cases[i][0], *name = cases[i][1];
        demarche_str found = document_file_name((demarche_str){doc, strlen(doc)});
        if (found.len != strlen(name) || memcmp(found.ptr, name, found.len) != 0)
            fail_msg("%s: %.*s, not %s", doc, (int)found.len, found.ptr, name);
    }
}

static void one_is_not_many_and_a_time_has_words(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    ask_has(r, "/place/Rome", "1 deed took place here.");
    ask_has(r, "/actor/Yi_Sun-gi", "1 deed, told ");
    ask_has(r, "/place/Rome?when=1988-06", "Deeds, June 1988</h2>");
    ask_has(r, "/listing.atom", "<summary>Data as of June 1990. 2 events.</summary>");
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(pages_say_dates_and_tables_keep_them),
        ROOM_TEST(what_is_no_date_is_shown_as_it_is),
        ROOM_TEST(a_document_without_title_has_one),
        cmocka_unit_test(files_are_named_without_their_folders),
        ROOM_TEST(one_is_not_many_and_a_time_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
