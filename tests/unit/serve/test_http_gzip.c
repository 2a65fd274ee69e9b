/* What is packed unpacks to what it was; what gains nothing is left alone. */
#include <zlib.h>

#include "http_check.h"
#include "http_gzip.h"

static void check_round(const char *bytes, size_t n)
{
    size_t n_packed = 0;
    char *packed = http_gzip(bytes, n, &n_packed);
    assert_non_null(packed);
    assert_true(n_packed < n);
    char *back = malloc(n);
    z_stream z = {0};
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK); /* gzip's wrapping, nothing else */
    z.next_in = (Bytef *)packed;
    z.avail_in = (uInt)n_packed;
    z.next_out = (Bytef *)back;
    z.avail_out = (uInt)n;
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, n);
    assert_int_equal(z.avail_in, 0);
    assert_memory_equal(back, bytes, n);
    inflateEnd(&z);
    free(back);
    free(packed);
}

static void what_is_packed_unpacks_to_what_it_was(void **state)
{
    (void)state;
    enum { N = 3 << 20 };
    char *text = malloc(N);
    for (size_t i = 0; i < N; i++)
        text[i] = (char)(i % 251 * (i / 1000 % 7));
    check_round(text, 2000);
    check_round(text, 100000);
    check_round(text, N);
    free(text);
}

static void bytes_that_do_not_pack_are_left(void **state)
{
    (void)state;
    http_page *page = check_page(5000, 7, "/");
    assert_null(page->packed);
    http_page_drop(page);
}

static void texts_are_packed_where_they_are_long_enough(void **state)
{
    (void)state;
    assert_true(http_gzip_suits("text/html; charset=utf-8", HTTP_GZIP_LEAST));
    assert_true(http_gzip_suits("application/json", 5000));
    assert_true(http_gzip_suits("image/svg+xml", 5000));
    assert_true(http_gzip_suits("application/atom+xml", 5000));
    assert_false(http_gzip_suits("text/html; charset=utf-8", HTTP_GZIP_LEAST - 1));
    assert_false(http_gzip_suits("image/png", 5000));
    assert_false(http_gzip_suits("font/woff2", 5000));
    assert_false(http_gzip_suits(NULL, 5000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_packed_unpacks_to_what_it_was),
        cmocka_unit_test(bytes_that_do_not_pack_are_left),
        cmocka_unit_test(texts_are_packed_where_they_are_long_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
