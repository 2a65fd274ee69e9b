/* Citations: what a page has to say of itself, and forms that no title breaks. */
#include "room_ask.h"

static void a_page_says_what_narrows_it_and_where_it_is(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_execute(r, "UPDATE run SET finished = '2026-11-27T01:02:03.000Z'");
    static const char *const order[] = {
        "<p class=\"cited\">“South Korea – North Korea”, demarche "
        "record r.db. State r1-",
        "; deeds of June 1988; as known on 1990; as after run 1; "
        "made by demarche 0.",
        ", last run 27 November 2026; at "
        "/pair/KOR-PRK?when=1988-06&amp;known=1990&amp;at=1.</p>",
        NULL};
    ask_order(r, "/pair/KOR-PRK?when=1988-06&known=1990&at=1", order);
    ask_has(r, "/search?q=trucks", "; q trucks; made by");
    ask_has(r, "/pair/KOR-PRK.json", "\"cite\": {");
    ask_has(r, "/pair/KOR-PRK.json", "\"container-title\": \"demarche record r.db\"");
    ask_lacks(r, "/pair/KOR-PRK.json", "\"bibtex\"");
    ask_lacks(r, "/pair/KOR-PRK", "The document itself");
}

static void a_document_is_cited_by_itself_too(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    ask_has(r, "/document/page-1",
            "Yi Sun-gi. “Relations”, An archive, 2 July 1990. http://example.org/1</p>");
    static const char *const bib[] = {
        "@misc{demarche-document-page-1-r1-", "title = {{Relations}}",
        "at /document/page-1}\n}\n@misc{demarche-source-page-1,\n",
        "  author = {{Yi Sun-gi}},\n  title = {{Relations}},\n"
        "  howpublished = {An archive},\n  year = {1990},\n"
        "  date = {1990-07-02},\n  url = {http://example.org/1}\n}\n",
        NULL};
    ask_order(r, "/document/page-1.bib", bib);
    static const char *const ris[] = {
        "TY  - ELEC\r\nTI  - Relations\r\nT2  - demarche record r.db\r\n", "ER  - \r\n",
        "TY  - ELEC\r\nAU  - Yi Sun-gi\r\nTI  - Relations\r\nT2  - An archive\r\nPY  - "
        "1990\r\n"
        "DA  - 1990/07/02/\r\nUR  - http://example.org/1\r\nER  - \r\n",
        NULL};
    ask_order(r, "/document/page-1.ris", ris);
    static const char *const csl[] = {"\"cite_source\": {",
                                      "\"literal\": \"Yi Sun-gi\"",
                                      "1990,",
                                      "7,",
                                      "2",
                                      "\"URL\": \"http://example.org/1\"",
                                      NULL};
    ask_order(r, "/document/page-1.json", csl);
    sample_execute(r,
                   "UPDATE document SET date = '1990-07?', url = 'javascript:alert(1)'");
    ask_has(r, "/document/page-1.json", "\"literal\": \"July 1990, not sure\"");
    ask_has(r, "/document/page-1.ris", "DA  - 1990/07//\r\n");
    ask_lacks(r, "/document/page-1.bib", "javascript");
}

static void a_file_has_a_name(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    room *one = ask_open(r);
    room_response out;
    room_answer(&out, one, &(room_request){"/pair/KOR-PRK.bib", "when=1988", NULL});
    assert_int_equal(out.status, 200);
    assert_string_equal(out.type, "application/x-bibtex; charset=utf-8");
    assert_string_equal(out.file_name.at, "demarche-pair-KOR-PRK.bib");
    assert_non_null(strstr(out.body.at, "at /pair/KOR-PRK?when=1988}"));
    room_response_free(&out);
    static const char *const none[] = {"/nothing.bib", "/document/page-9.ris",
                                       "/review.bib"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        room_answer(&out, one, &(room_request){none[i], NULL, NULL});
        assert_int_equal(out.status, 404);
        assert_int_equal(strncmp(out.type, "text/html", 9), 0);
        assert_int_equal(out.file_name.n, 0);
        room_response_free(&out);
    }
    room_close(one);
}

/* Of BibTeX: as many entries as there are to be, each with braces that close, each field on a line
 * of its own, and no sign of TeX that is not escaped. */
static void bibtex_is_whole(const char *bib, int entries)
{
    int depth = 0, found = 0;
    for (const char *c = bib; *c; c++) {
        bool escaped = c > bib && c[-1] == '\\';
        found += *c == '@' && depth == 0;
        depth += (*c == '{') - (*c == '}');
        assert_true(depth >= 0);
        if (depth == 0 && *c == '}')
            assert_int_equal(c[1], '\n');
        if (depth >= 2 && strchr("%$#_&", *c) && !escaped && !strstr(bib, "url = {"))
            fail_msg("%c is not escaped: %s", *c, bib);
        if (*c == '\n' && depth >= 2)
            fail_msg("a field of two lines: %s", bib);
        assert_true(*c == '\n' || (unsigned char)*c >= ' ');
    }
    assert_int_equal(depth, 0);
    assert_int_equal(found, entries);
}

/* Of RIS: lines of a tag each, and nothing else. */
static void ris_is_whole(const char *ris, int entries)
{
    int found = 0;
    for (const char *line = ris; *line;) {
        const char *end = strstr(line, "\r\n");
        assert_non_null(end);
        assert_true(end - line >= 6 && line[0] >= 'A' && line[0] <= 'Z');
        assert_int_equal(strncmp(line + 2, "  - ", 4), 0);
        for (const char *c = line; c < end; c++)
            assert_true((unsigned char)*c >= ' ');
        found += strncmp(line, "ER", 2) == 0;
        line = end + 2;
    }
    assert_int_equal(found, entries);
}

static void no_title_breaks_a_form(void **state)
{
    record_sample *r = *state;
    static const char *const titles[] = {"100% of $5 & #1_a^b~c \\input{/etc/passwd}",
                                         "}}\n}\n@misc{evil, title = {x",
                                         "{{{{",
                                         "\\",
                                         "a\r\nER  - \r\nTY  - BOOK\r\nTI  - b",
                                         "\x01\x02 tab\there\x7f",
                                         "<script>alert(1)</script>\"'",
                                         "“Ångström”, Пак"};
    demarche_document *doc = sample_document("page-1", "x");
    doc->source.meta.url = S("");
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        sqlite3 *db;
        assert_int_equal(sqlite3_open(r->path, &db), 0);
        char *sql =
            sqlite3_mprintf("UPDATE document SET title = %Q, speaker = %Q, source = %Q",
                            titles[i], titles[i], titles[i]);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), 0);
        sqlite3_free(sql);
        sqlite3_close(db);
        char *bib = ask_page(r, "/document/page-1.bib"),
             *ris = ask_page(r, "/document/page-1.ris");
        bibtex_is_whole(bib, 2);
        ris_is_whole(ris, 2);
        free(bib);
        free(ris);
        ask_lacks(r, "/document/page-1", "<script>alert");
    }
    sample_execute(r, "UPDATE document SET title = '50% {a}'");
    ask_has(r, "/document/page-1.bib",
            "title = {{50\\% {\\textbraceleft}a{\\textbraceright}}}");
    sample_execute(r, "UPDATE document SET url = 'http://e.org/a_b?c=%20{d} e\\'");
    ask_has(r, "/document/page-1.bib", "url = {http://e.org/a_b?c=%20%7Bd%7D%20e%5C}");
}

/* Addresses that people make up are in the citation, on one line. */
static void no_query_breaks_a_form(void **state)
{
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    static const char path[] = "?q=trucks&place=%7D%7D%0A%7D%0A@misc%7Bx%0D%0AER%20%20-%"
                               "20&x%0Ay=%5C&actor=%3Cscript%3E";
    char bib[256], ris[256];
    snprintf(bib, sizeof bib, "/search.bib%s", path);
    snprintf(ris, sizeof ris, "/search.ris%s", path);
    char *as_bib = ask_page(r, bib), *as_ris = ask_page(r, ris);
    bibtex_is_whole(as_bib, 1);
    ris_is_whole(as_ris, 1);
    free(as_bib);
    free(as_ris);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(a_page_says_what_narrows_it_and_where_it_is),
        ROOM_TEST(a_document_is_cited_by_itself_too),
        ROOM_TEST(a_file_has_a_name),
        ROOM_TEST(no_title_breaks_a_form),
        ROOM_TEST(no_query_breaks_a_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
