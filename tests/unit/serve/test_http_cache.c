/* Pages are kept within bounds, the latest asked for longest, and never past their record. */
#include "http_cache.h"
#include "http_check.h"

static void keep(http_cache *cache, const char *address, size_t n, uint64_t epoch)
{
    http_page *page = check_page(n, epoch, address);
    http_cache_put(cache, address, page);
    http_page_drop(page);
}

static bool has(http_cache *cache, const char *address, uint64_t epoch)
{
    http_page *page = http_cache_get(cache, address, epoch);
    http_page_drop(page);
    return page;
}

static void a_page_is_found_by_all_of_its_address(void **state)
{
    (void)state;
    http_cache *cache = http_cache_new(1 << 20, 1);
    keep(cache, "/pair/KOR-SUN?when=1989", 100, 7);
    assert_true(has(cache, "/pair/KOR-SUN?when=1989", 7));
    assert_false(has(cache, "/pair/KOR-SUN", 7));
    assert_false(has(cache, "/pair/KOR-SUN?when=1990", 7));
    http_cache_free(cache);
}

static void a_page_of_an_earlier_record_is_let_go(void **state)
{
    (void)state;
    size_t bytes, pages;
    http_cache *cache = http_cache_new(1 << 20, 1);
    keep(cache, "/", 100, 7);
    assert_false(has(cache, "/", 8));
    http_cache_count(cache, &bytes, &pages);
    assert_int_equal(pages, 0);
    assert_int_equal(bytes, 0);
    keep(cache, "/", 100, 8);
    keep(cache, "/", 200, 9);
    http_cache_count(cache, &bytes, &pages);
    assert_int_equal(pages, 1);
    assert_true(has(cache, "/", 9));
    http_cache_free(cache);
}

static void what_was_asked_for_least_lately_goes_first(void **state)
{
    (void)state;
    size_t bytes, pages;
    char address[16];
    http_cache *cache = http_cache_new(200000, 1);
    for (int i = 0; i < 100; i++) {
        snprintf(address, sizeof address, "/%d", i);
        keep(cache, address, 10000, 7);
        assert_true(has(cache, "/0", 7)); /* asked for all the time */
        http_cache_count(cache, &bytes, &pages);
        assert_true(bytes <= 200000);
    }
    assert_in_range(pages, 12, 19);
    assert_true(has(cache, "/99", 7));
    assert_true(has(cache, "/90", 7));
    assert_false(has(cache, "/1", 7));
    http_cache_free(cache);
}

static void what_may_not_or_need_not_be_kept_is_not(void **state)
{
    (void)state;
    size_t bytes, pages;
    http_cache *cache = http_cache_new(80000, 1), *none = http_cache_new(0, 1);
    keep(cache, "/large", 20000, 7);
    keep(cache, "/unknown", 10, 0);
    keep(none, "/", 10, 7);
    room_response missing = {.status = 404, .type = "text/plain"};
    http_page *page = http_page_make(&missing, 7, "/missing");
    http_cache_put(cache, "/missing", page);
    http_page_drop(page);
    http_cache_count(cache, &bytes, &pages);
    assert_int_equal(pages, 0);
    assert_false(has(none, "/", 7));
    http_cache_free(cache);
    http_cache_free(none);
}

static void a_page_outlives_the_cache_for_who_holds_it(void **state)
{
    (void)state;
    http_cache *cache = http_cache_new(1 << 20, 1);
    keep(cache, "/", 5000, 7);
    http_page *held = http_cache_get(cache, "/", 7);
    http_cache_free(cache);
    assert_int_equal(held->n_plain, 5000);
    http_page_drop(held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_found_by_all_of_its_address),
        cmocka_unit_test(a_page_of_an_earlier_record_is_let_go),
        cmocka_unit_test(what_was_asked_for_least_lately_goes_first),
        cmocka_unit_test(what_may_not_or_need_not_be_kept_is_not),
        cmocka_unit_test(a_page_outlives_the_cache_for_who_holds_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
