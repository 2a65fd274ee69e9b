/* The contents of works: the order in which people count, headings that say something, and no
 * document that is not listed. */
#include "room_ask.h"

#include "natural_order.h"

static void numbers_are_in_order_by_value(void **state)
{
    (void)state;
    static const char *const sorted[] = {"",
                                         "1-a",
                                         "01-b",
                                         "2",
                                         "10-a",
                                         "10-b",
                                         "a",
                                         "a1/9.txt",
                                         "a1/10.txt",
                                         "a9999999999999999999998",
                                         "a9999999999999999999999",
                                         "b"};
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        for (size_t k = 0; k < sizeof sorted / sizeof *sorted; k++) {
            int order = natural_compare(sorted[i], sorted[k]);
            if ((order > 0) - (order < 0) != (i > k) - (i < k))
                fail_msg("%s, %s: %d", sorted[i], sorted[k], order);
        }
    }
    assert_true(natural_compare("1", "01") != 0); /* different names are never the same */
    assert_int_equal(natural_compare(NULL, ""), 0);
}

/* Documents of one work, each in a section of its title, as a folder of files is read. */
static void add_files(record_sample *r, const char *const *names,
                      const char *const *titles)
{
    demarche_record *record = sample_begin(r);
    for (size_t i = 0; names[i]; i++) {
        demarche_document *doc = sample_document(names[i], titles[i]);
        demarche_error err = {0};
        bool added = false;
        doc->source.meta.path = dmr_str_c(names[i]);
        doc->source.meta.as_of = S("");
        ((demarche_str *)(uintptr_t)doc->source.meta.section)[1] = dmr_str_c(titles[i]);
        assert_int_equal(demarche_record_add(record, doc, &added, &err), DEMARCHE_OK);
        demarche_document_free(doc);
    }
    sample_end(record);
}

static void documents_are_counted_and_headings_say_something(void **state)
{
    record_sample *r = *state;
    static const char *const names[] = {"v/1-note.md", "v/10-cablegram.md",
                                        "v/2-cablegram.md", "v/3-note.md", NULL};
    static const char *const titles[] = {"A note", "CABLEGRAM", "CABLEGRAM", "A reply",
                                         NULL};
    add_files(r, names, titles);
    static const char *const order[] = {
        "<span class=\"number\">1.</span> <a href=\"/document/v~2F1-note.md\">A note</a>",
        ">2 July 1990</time>",
        "<span class=\"number\">2.</span> <a "
        "href=\"/document/v~2F2-cablegram.md\">CABLEGRAM</a>",
        ">A reply</a>",
        "<span class=\"number\">10.</span> <a "
        "href=\"/document/v~2F10-cablegram.md\">CABLEGRAM",
        NULL};
    ask_order(r, "/work/South_Korea", order);
    ask_lacks(r, "/work/South_Korea", "class=\"section");
    static const char *const table[] = {"v/1-note", "v/2-", "v/3-", "v/10-", NULL};
    ask_order(r, "/work/South_Korea.csv", table);
    /* and so a document leads to the next */
    static const char *const next[] = {"rel=\"prev\" href=\"/document/v~2F1-note.md\"",
                                       "rel=\"next\" href=\"/document/v~2F3-note.md\"",
                                       NULL};
    ask_order(r, "/document/v~2F2-cablegram.md", next);
    ask_lacks(r, "/document/v~2F10-cablegram.md", "rel=\"next\"");
    /* a heading that is called otherwise than what is below it stands */
    sample_execute(r, "UPDATE section SET name = 'Cables' WHERE name = 'CABLEGRAM'");
    ask_has(r, "/work/South_Korea",
            "<li class=\"section depth-0\">Cables</li>\n"
            "<li class=\"depth-1\"><span class=\"number\">2.</span>");
}

/* Where the work numbers its sections, they stand in that order. */
static void places_come_before_names(void **state)
{
    record_sample *r = *state;
    static const char *const names[] = {"v/a.html", "v/b.html", "v/c.html", NULL};
    static const char *const titles[] = {"First", "Second", "Third", NULL};
    add_files(r, names, titles);
    sample_execute(r, "UPDATE section SET place = 4 - section_id");
    static const char *const order[] = {">Third</a>", ">Second</a>", ">First</a>", NULL};
    ask_order(r, "/work/South_Korea", order);
    ask_lacks(r, "/work/South_Korea", "class=\"section");
}

static void what_is_too_deep_or_too_much_comes_last(void **state)
{
    record_sample *r = *state;
    static const char *const names[] = {"v/1.html", "v/2.html", NULL};
    static const char *const titles[] = {"Deep", "Above", NULL};
    add_files(r, names, titles);
    sample_execute(
        r, "WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE"
           " i < 112) INSERT INTO section SELECT i, 1, iif(i = 100, NULL, i - 1),"
           " 'level ' || i, NULL FROM n");
    static const char last[] = "1 document of sections that are too many or too deep";
    sample_execute(r, "UPDATE document SET section_id = 112 WHERE doc = 'v/1.html'");
    ask_has(r, "/work/South_Korea", ">level 112</li>\n<li class=\"depth-13\">");
    ask_lacks(r, "/work/South_Korea", "too deep");
    sample_execute(r, "INSERT INTO section VALUES (113, 1, 112, 'level 113', NULL)");
    sample_execute(r, "UPDATE document SET section_id = 113 WHERE doc = 'v/1.html'");
    ask_order(r, "/work/South_Korea",
              (const char *const[]){">Above</a>", last, ">Deep</a>", NULL});
    /* and beyond the sections that are read */
    sample_execute(
        r, "WITH RECURSIVE n (i) AS (VALUES (1000) UNION ALL SELECT i + 1 FROM n WHERE"
           " i < 6100) INSERT INTO section SELECT i, 1, NULL, 'part ' || i, NULL FROM n");
    sample_execute(r, "UPDATE document SET section_id = 6100 WHERE doc = 'v/1.html'");
    ask_order(r, "/work/South_Korea",
              (const char *const[]){">Above</a>", last, ">Deep</a>", NULL});
}

/* Of many documents each stands on one page, and only under headings that have some of them. */
static void pages_part_a_long_work(void **state)
{
    record_sample *r = *state;
    static const char *const names[] = {"v/1.html", NULL}, *const titles[] = {"One",
                                                                              NULL};
    add_files(r, names, titles);
    sample_execute(
        r,
        "INSERT INTO section VALUES (10, 1, NULL, 'Much', 1), (11, 1, NULL, 'More', 2)");
    sample_execute(
        r, "WITH RECURSIVE n (i) AS (VALUES (2) UNION ALL SELECT i + 1 FROM n WHERE i < "
           "1500)"
           " INSERT INTO document (doc, content_hash, path, work_id, section_id, "
           "source_start,"
           " source_end, bytes, repaired, controls, version, known_from, latest, title)"
           " SELECT 'w/' || (3000 - i), i, 'w/' || i, 1, iif(i < 700, 10, 11), 0, 0, 0, "
           "0, 0, 1,"
           " '1990-07-02', 1, 'no. ' || i FROM n");
    ask_order(r, "/work/South_Korea",
              (const char *const[]){">Much</li>", ">no. 2</a>", ">no. 10</a>",
                                    ">no. 699</a>", ">More</li>", ">no. 1001</a>",
                                    "page=2", NULL});
    ask_lacks(r, "/work/South_Korea", ">no. 1002</a>");
    ask_order(r, "/work/South_Korea?page=2",
              (const char *const[]){">More</li>", ">no. 1002</a>", ">no. 1500</a>",
                                    ">One</a>", NULL});
    ask_lacks(r, "/work/South_Korea?page=2", ">Much</li>");
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_in_order_by_value),
        ROOM_TEST(documents_are_counted_and_headings_say_something),
        ROOM_TEST(places_come_before_names),
        ROOM_TEST(what_is_too_deep_or_too_much_comes_last),
        ROOM_TEST(pages_part_a_long_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
