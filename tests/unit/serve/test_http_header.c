/* What clients say is taken as the standards have it, or not at all. */
#include "http_check.h"
#include "http_header.h"

static void gzip_is_taken_where_it_is_named_or_all_is(void **state)
{
    (void)state;
    assert_true(http_accepts_gzip("gzip"));
    assert_true(http_accepts_gzip("deflate, GZIP;q=0.5"));
    assert_true(http_accepts_gzip("br;q=1.0, gzip;q=0.001"));
    assert_true(http_accepts_gzip("x-gzip"));
    assert_true(http_accepts_gzip("*"));
    assert_true(http_accepts_gzip("identity, *;q=0.1"));
    assert_true(http_accepts_gzip(",, ,gzip"));
}

static void gzip_is_not_taken_where_it_is_refused_or_not_named(void **state)
{
    (void)state;
    assert_false(http_accepts_gzip(NULL));
    assert_false(http_accepts_gzip(""));
    assert_false(http_accepts_gzip("gzip;q=0"));
    assert_false(http_accepts_gzip("gzip;q=0.000, *"));
    assert_false(http_accepts_gzip("gzip ; q=0.0"));
    assert_false(http_accepts_gzip("gzipped, ungzip"));
    assert_false(http_accepts_gzip("deflate, br"));
    assert_false(http_accepts_gzip("*;q=0"));
}

static void a_tag_is_found_in_a_list(void **state)
{
    (void)state;
    assert_true(http_etag_matches("\"a1\"", "\"a1\""));
    assert_true(http_etag_matches("\"b\", W/\"a1\" , \"c\"", "\"a1\""));
    assert_true(http_etag_matches(" * ", "\"a1\""));
    assert_true(http_etag_matches("\"with, comma\", \"a1\"", "\"a1\""));
    assert_true(http_etag_matches(", ,\"b\",, \"a1\",", "\"a1\""));
}

static void what_is_no_list_of_tags_matches_nothing(void **state)
{
    (void)state;
    assert_false(http_etag_matches(NULL, "\"a1\""));
    assert_false(http_etag_matches("", "\"a1\""));
    assert_false(http_etag_matches("a1", "\"a1\""));
    assert_false(http_etag_matches("\"a1", "\"a1\""));
    assert_false(http_etag_matches("\"a1-gz\"", "\"a1\""));
    assert_false(http_etag_matches("\"b\" \"a1\"", "\"a1\""));
    assert_false(http_etag_matches("*, \"a1\"", "\"b\""));
    assert_false(http_etag_matches("\"", "\"a1\""));
    assert_false(http_etag_matches(",, ,", "\"a1\""));
}

static void on_loopback_only_its_own_names_are_ours(void **state)
{
    (void)state;
    static const char *const ours[] = {"localhost",  "LocalHost:8080", "127.0.0.1:1",
                                       "[::1]:8080", "[::1]",          "localhost:"};
    static const char *const others[] = {"evil.example", "localhost.evil.example",
                                         "127.0.0.2", "127.0.0.1.evil.example:80",
                                         "xlocalhost"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        assert_int_equal(http_host_check(ours[i], true, NULL, 0), HTTP_HOST_OURS);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(http_host_check(others[i], true, NULL, 0), HTTP_HOST_OTHER);
}

static void names_that_are_allowed_are_ours_too(void **state)
{
    (void)state;
    static const char *const names[] = {"room.example", "[2001:db8::1]"};
    assert_int_equal(http_host_check("ROOM.example:443", true, names, 2), HTTP_HOST_OURS);
    assert_int_equal(http_host_check("[2001:DB8::1]:80", true, names, 2), HTTP_HOST_OURS);
    assert_int_equal(http_host_check("localhost", true, names, 2), HTTP_HOST_OURS);
    assert_int_equal(http_host_check("localhost", false, names, 2), HTTP_HOST_OTHER);
    assert_int_equal(http_host_check("other.example", false, names, 2), HTTP_HOST_OTHER);
    assert_int_equal(http_host_check("other.example", false, NULL, 0), HTTP_HOST_OURS);
}

static void a_host_that_is_none_is_bad_everywhere(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "a b",
                                      "user@localhost",
                                      "localhost:80:80",
                                      "localhost/x",
                                      "[::1",
                                      "[]",
                                      "[x]",
                                      "localhost:x",
                                      ":80",
                                      "localhost,evil",
                                      "loc\"alhost",
                                      "localhost\t",
                                      "\xC3\xA9.example"};
    assert_int_equal(http_host_check(NULL, false, NULL, 0), HTTP_HOST_BAD);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(http_host_check(bad[i], true, NULL, 0), HTTP_HOST_BAD);
        assert_int_equal(http_host_check(bad[i], false, NULL, 0), HTTP_HOST_BAD);
    }
}

static void is_absolute(const char *target, const char *of, const char *path)
{
    const char *authority = NULL;
    size_t n = 0;
    assert_true(http_target_is_absolute(target, &authority, &n));
    assert_int_equal(n, strlen(of));
    assert_memory_equal(authority, of, n);
    assert_string_equal(authority + n, path);
}

static void targets_may_name_a_host(void **state)
{
    (void)state;
    static const char *const others[] = {"/",          "*",        "",     "http:/a",
                                         "https://a/", "ftp://a/", "a:80", "/http://a/"};
    const char *authority;
    size_t n;
    is_absolute("http://localhost:8191/run?x", "localhost:8191", "/run?x");
    is_absolute("HTTP://[::1]?x=/", "[::1]", "?x=/");
    is_absolute("http://a", "a", "");
    is_absolute("http:///", "", "/");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(http_target_is_absolute(others[i], &authority, &n));
}

static void only_paths_of_ours_are_sent_to(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",  "//evil.example", "/\\evil.example",     "http://evil.example/",
        "x", "/a b",           "/a\r\nSet-Cookie: x", "/\xC3\xA9"};
    assert_true(http_is_own_path("/"));
    assert_true(http_is_own_path("/pair/KOR-SUN?when=1985/1990"));
    assert_true(http_is_own_path("/a//b"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(http_is_own_path(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_is_taken_where_it_is_named_or_all_is),
        cmocka_unit_test(gzip_is_not_taken_where_it_is_refused_or_not_named),
        cmocka_unit_test(a_tag_is_found_in_a_list),
        cmocka_unit_test(what_is_no_list_of_tags_matches_nothing),
        cmocka_unit_test(on_loopback_only_its_own_names_are_ours),
        cmocka_unit_test(names_that_are_allowed_are_ours_too),
        cmocka_unit_test(a_host_that_is_none_is_bad_everywhere),
        cmocka_unit_test(targets_may_name_a_host),
        cmocka_unit_test(only_paths_of_ours_are_sent_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
