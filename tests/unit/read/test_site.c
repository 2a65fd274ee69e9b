/* A folder of pages as a work: whichever way its contents show their nesting. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read_check.h"

#include "base/file.h"
#include "read/site.h"
#include "read/site_links.h"

static void paths_come_in_normal_form(void **state)
{
    (void)state;
    is(dmr_site_path(S("a//b/./c.html"), arena), "a/b/c.html");
    is(dmr_site_path(S("./a/x/../b.html"), arena), "a/b.html");
    is(dmr_site_path(S("../a/../../b"), arena), "../../b");
    is(dmr_site_path(S("/a/../b/"), arena), "/b");
    is(dmr_site_path(S("/../b"), arena), "/b");
}

static void a_glance_tells_pages_of_links(void **state)
{
    (void)state;
    assert_true(dmr_site_may_lead(S(
        "<title>A long title of the page</title><ul><li><a href=a>Trade</a><li><a href=b>"
        "Aid</a></ul><script>var long_names_that_are_no_text = 1;</script>")));
    assert_false(dmr_site_may_lead(
        S("<a href=a>Trade</a> <a href=b>Aid</a><p>The two states met in the capital.")));
    assert_false(dmr_site_may_lead(S("<a")));
    assert_false(dmr_site_may_lead(S("")));
}

static dmr_site_lines lines_of(demarche_str html)
{
    dmr_site_lines lines;
    demarche_error err = {0};
    if (dmr_site_lines_read(&lines, html, S("w/toc.html"), arena, &err))
        fail_msg("%s", err.message);
    return lines;
}

static void line_is(const dmr_site_lines *lines, size_t i, const char *title,
                    const char *to, uint32_t up)
{
    assert_true(i < lines->list.n);
    is(lines->list.at[i].title, title);
    is(lines->list.at[i].to, to);
    assert_int_equal(lines->list.at[i].up, up);
}

static void nesting_shows_in_lists_headings_and_blanks(void **state)
{
    (void)state;
    dmr_site_lines l = lines_of(S(
        "<title>Strelsau Table of Contents</title><ul><li>Chapter 1. History<ul><li>"
        "<a href=\"1.html#top\">The War of 1902</a></ul><li><a href='../x%20y.html'>IV - "
        "Trade</a> (map)<ul><li><a href=t/>Tolls</a></ul></ul><a href=/up>Country "
        "Listing</a>"));
    is(l.name, "Strelsau");
    assert_int_equal(l.list.n, 4);
    line_is(&l, 0, "History", "", 0);
    line_is(&l, 1, "The War of 1902", "w/1.html", 1);
    line_is(&l, 2, "Trade", "x y.html", 0);
    line_is(&l, 3, "Tolls", "w/t/index.html", 3);
    l = lines_of(
        S("<h1>Strelsau</h1><h2>Part 2 - Trade</h2><p><a href=a>Fish</a></p>"
          "<h3>Aid</h3><p><a href=b>Loans</a></p><h2>War</h2><a href=c>1902</a>"));
    is(l.name, "Strelsau");
    line_is(&l, 0, "Trade", "", 0);
    line_is(&l, 1, "Fish", "w/a", 1);
    line_is(&l, 2, "Aid", "", 1);
    line_is(&l, 3, "Loans", "w/b", 3);
    line_is(&l, 4, "War", "", 0);
    line_is(&l, 5, "1902", "w/c", 5);
    l = lines_of(S("<p><a href=a>History</a><br>&nbsp;&nbsp;<a href=b>War</a><br>"
                   "&nbsp;&nbsp;&nbsp;&nbsp;<a href=c>1902</a><br>&nbsp;&nbsp;<a href=d>"
                   "Peace</a><br><a href=http://x/>Out</a><br><a href=e>Trade</a></p>"));
    line_is(&l, 1, "War", "w/b", 1);
    line_is(&l, 2, "1902", "w/c", 2);
    line_is(&l, 3, "Peace", "w/d", 1);
    line_is(&l, 4, "Out", "", 0);
    line_is(&l, 5, "Trade", "w/e", 0);
}

static void write_page(const char *dir, const char *name, const char *html)
{
    demarche_error err;
    if (dmr_file_write(dmr_file_join(arena, dir, name), dmr_str_c(html), &err))
        fail_msg("%s", err.message);
}

static void a_site_knows_its_pages_and_a_folder_of_articles_is_none(void **state)
{
    (void)state;
    char dir[] = "/tmp/demarche-site-XXXXXX";
    assert_non_null(mkdtemp(dir));
    demarche_site *site = NULL;
    demarche_error err;
    write_page(dir, "a.html",
               "<p>The king met the envoy, and both went <a href=b.html>home"
               "</a> again on the next day.");
    write_page(dir, "b.html", "<p>The envoy sailed on Monday.");
    write_page(dir, "c.html", "<p>The envoy sailed on Tuesday.");
    assert_int_equal(demarche_site_open(&site, dir, &err), DEMARCHE_OK);
    assert_null(site);
    /* Of a work of which not all is there, places are still the contents'. */
    write_page(
        dir, "toc.html",
        "<h1>Strelsau</h1><ol><li><a href=z.html>Lost</a></li><li>Deeds<ol><li>"
        "<a href=./c.html>Third</a></li><li><a href=b.html>Second</a></li><li>"
        "<a href=toc.html#x>Self</a></li></ol></li><li><a href=a.html>First</a></ol>");
    assert_int_equal(demarche_site_open(&site, dir, &err), DEMARCHE_OK);
    assert_non_null(site);
    const dmr_site_page *p =
        dmr_site_find(site, dmr_str_format(arena, "%s//./b.html", dir), arena);
    assert_non_null(p);
    assert_int_equal(p->n_section, 3);
    is(p->section[0], "Strelsau");
    is(p->section[1], "Deeds");
    is(p->section[2], "Second");
    assert_int_equal(p->place[0], 1);
    assert_int_equal(p->place[1], 2);
    assert_int_equal(p->place[2], 2);
    assert_false(p->leads);
    p = dmr_site_find(site, dmr_str_format(arena, "%s/a.html", dir), arena);
    assert_int_equal(p->n_section, 2);
    assert_int_equal(p->place[1], 3);
    p = dmr_site_find(site, dmr_str_format(arena, "%s/toc.html", dir), arena);
    assert_true(p->leads);
    assert_null(dmr_site_find(site, S("elsewhere.html"), arena));
    demarche_site_free(site);
    assert_int_equal(demarche_site_open(&site, "/no/such/folder", &err), DEMARCHE_E_IO);
    static const char *const names[] = {"a.html", "b.html", "c.html", "toc.html"};
    for (size_t i = 0; i < 4; i++)
        unlink(dmr_file_join(arena, dir, names[i]));
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_come_in_normal_form),
        cmocka_unit_test(a_glance_tells_pages_of_links),
        cmocka_unit_test(nesting_shows_in_lists_headings_and_blanks),
        cmocka_unit_test(a_site_knows_its_pages_and_a_folder_of_articles_is_none),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
