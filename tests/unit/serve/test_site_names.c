/* Names of a site's files: one for each address, none that a file system lacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "site_names.h"

static void an_address_has_one_name(void **state)
{
    (void)state;
    static const char *const files[][2] = {
        {"/", "index.html"},
        {"/listing.json", "listing.json"},
        {"/?page=2", "index--page-2.html"},
        {"/pair/KOR-SUN?when=1989&page=2", "pair/KOR-SUN--when-1989--page-2.html"},
        {"/pair/KOR-SUN.csv?page=2", "pair/KOR-SUN--page-2.csv"},
        {"/static/style-0123.css", "static/style-0123.css"},
        {"/place/%D0%BC~3F", "place/\xD0\xBC~3F.html"},
        {"/document/nul", "document/nul~.html"},
        {"/document/Com1.x.md", "document/Com1~.x.md.html"},
        {"/document/console", "document/console.html"},
        {"/document/end.", "document/end..html"},
        {"/document/end./2", "document/end.~/2.html"},
        {"/document/a.HTML/2", "document/a.HTML~/2.html"},
    };
    site_names *names = site_names_new();
    for (int twice = 0; twice < 2; twice++) {
        for (size_t i = 0; i < sizeof files / sizeof *files; i++)
            assert_string_equal(site_names_of(names, files[i][0]), files[i][1]);
    }
    site_names_free(names);
}

/* "X--when-1988" of a name, and of a year; names that a file system takes for the same. */
static void no_two_have_the_same(void **state)
{
    (void)state;
    static const char *const alike[][2] = {
        {"/actor/X--when-1988", "/actor/X?when=1988"},
        {"/actor/Heads_of_State", "/actor/Heads_of_state"},
        {"/actor/%C3%84rger", "/actor/%C3%A4rger"}, /* Ä, ä */
        {"/actor/b%C3%A4r", "/actor/ba%CC%88r"},    /* ä; a and its mark */
        {"/actor/%D0%91%D0%BE%D0%B9",
         "/actor/%D0%B1%D0%BE%D0%B8%CC%86"}, /* Бой; бои, mark */
        {"/actor/%ED%95%9C",
         "/actor/%E1%84%92%E1%85%A1%E1%86%AB"}, /* a Korean syllable; letters */
        {"/actor/a?when=1+2", "/actor/a?when=1/2"},
    };
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        site_names *names = site_names_new();
        const char *one = site_names_of(names, alike[i][0]);
        const char *other = site_names_of(names, alike[i][1]);
        size_t n = strlen(other);
        if (n < 22 || other[n - 22] != '~')
            fail_msg("%s and %s: %s and %s", alike[i][0], alike[i][1], one, other);
        assert_string_equal(site_names_of(names, alike[i][0]), one);
        site_names_free(names);
    }
    site_names *names =
        site_names_new(); /* and words that only look a little alike have none */
    site_names_of(names, "/actor/%D0%9C%D0%B8%D1%80");
    assert_string_equal(site_names_of(names, "/actor/%D0%9F%D0%B8%D1%80"),
                        "actor/\xD0\x9F\xD0\xB8\xD1\x80.html");
    site_names_free(names);
}

static void put_times(room_text *t, const char *s, int n)
{
    for (int i = 0; i < n; i++)
        room_put_markup(t, s, strlen(s));
}

/* Parts are cut at whole characters, each by itself; what fits decoded is not cut. */
static void each_part_is_short_enough(void **state)
{
    (void)state;
    static const char *const letters[] = {"x", "%D0%9F", "%E2%82%AC", "%F0%9F%93%84"};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        site_names *names = site_names_new();
        room_text address = {0}, link = {0};
        put_times(&address, "/document/y", 1);
        put_times(&address, letters[i], 240);
        put_times(&address, "/2?version=", 1);
        put_times(&address, "7", 300);
        const char *file = site_names_of(names, address.at), *part = file;
        for (const char *end; part; part = *end ? end + 1 : NULL) {
            end = part + strcspn(part, "/");
            assert_in_range(end - part, 1, 255);
        }
        assert_true(room_is_utf8(file));
        site_names_put_link(&link, file);
        assert_null(strpbrk(link.at, "\"<>&?# "));
        room_text_free(&address);
        room_text_free(&link);
        site_names_free(names);
    }
    room_text address = {0};
    site_names *names = site_names_new();
    put_times(&address, "/document/", 1);
    put_times(&address, "%D0%9F", 60);
    assert_int_equal(strlen(site_names_of(names, address.at)),
                     strlen("document/.html") + 2 * 60);
    room_text_free(&address);
    site_names_free(names);
}

static void a_link_leads_to_the_file(void **state)
{
    (void)state;
    room_text link = {0};
    site_names_put_link(&link, "a b/\xD0\x9F~2F%.html");
    assert_string_equal(link.at, "a%20b/%D0%9F~2F%25.html");
    room_text_free(&link);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_one_name),
        cmocka_unit_test(no_two_have_the_same),
        cmocka_unit_test(each_part_is_short_enough),
        cmocka_unit_test(a_link_leads_to_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
