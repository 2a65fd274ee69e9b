/* A line of the log is one line, whatever was said. */
#include "http_check.h"
#include "http_log.h"

static void a_request_is_a_line_of_the_combined_format(void **state)
{
    (void)state;
    static http_client client = {.name = "192.0.2.1",
                                 .address = "/pair/KOR-SUN?when=1989",
                                 .method = "GET",
                                 .version = "HTTP/1.1",
                                 .status = 200,
                                 .n_sent = 5120,
                                 .agent = "a browser"};
    char line[HTTP_LOG_ROOM];
    size_t n = http_log_line(line, &client, 1795750767, 1234);
    assert_string_equal(line, "192.0.2.1 - - [27/Nov/2026:03:39:27 +0000] "
                              "\"GET /pair/KOR-SUN?when=1989 HTTP/1.1\" 200 5120 \"-\" "
                              "\"a browser\" 1.234\n");
    assert_int_equal(n, strlen(line));
}

static void what_could_break_a_line_or_a_quote_is_escaped(void **state)
{
    (void)state;
    static http_client client = {
        .address = "/\"\\\n\x1b[31m", .status = 400, .agent = "a\r\nb\x7f\xC3\xA9"};
    char line[HTTP_LOG_ROOM];
    http_log_line(line, &client, 0, 0);
    assert_string_equal(line, "- - - [01/Jan/1970:00:00:00 +0000] "
                              "\"- /\\\"\\\\\\x0a\\x1b[31m -\" 400 0 \"-\" "
                              "\"a\\x0d\\x0ab\\x7f\\xc3\\xa9\" 0.000\n");
}

static void the_longest_request_has_room(void **state)
{
    (void)state;
    static http_client client;
    char line[HTTP_LOG_ROOM];
    memset(client.address, '\x01', sizeof client.address - 1);
    memset(client.method, '\x01', sizeof client.method - 1);
    memset(client.version, '\x01', sizeof client.version - 1);
    memset(client.referer, '\x01', sizeof client.referer - 1);
    memset(client.agent, '\x01', sizeof client.agent - 1);
    memset(client.name, 'f', sizeof client.name - 1);
    client.status = 100000000;
    client.n_sent = SIZE_MAX;
    size_t n = http_log_line(line, &client, 253402300799, INT64_MAX);
    assert_true(n < HTTP_LOG_ROOM);
    assert_int_equal(n, strlen(line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_a_line_of_the_combined_format),
        cmocka_unit_test(what_could_break_a_line_or_a_quote_is_escaped),
        cmocka_unit_test(the_longest_request_has_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
