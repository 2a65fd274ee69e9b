/* An address gets what it may have, neither more nor less, and not at another's cost. */
#include "http_check.h"
#include "http_rate.h"

static int taken(http_rate *rate, uint32_t address, int tries, int64_t now)
{
    int n = 0;
    for (int i = 0; i < tries; i++)
        n += http_rate_take(rate, &address, sizeof address, now);
    return n;
}

static void ten_seconds_may_be_taken_at_once_and_then_so_many_a_second(void **state)
{
    (void)state;
    http_rate *rate = http_rate_new(5, 1);
    assert_int_equal(taken(rate, 1, 1000, 1000), 50);
    assert_int_equal(taken(rate, 1, 10, 1100), 0);
    assert_int_equal(taken(rate, 1, 10, 1200), 1);
    assert_int_equal(taken(rate, 1, 10, 2200), 5);
    assert_int_equal(taken(rate, 1, 1000, 1000000), 50);
    http_rate_free(rate);
}

static void small_steps_of_time_are_not_lost(void **state)
{
    (void)state;
    http_rate *rate = http_rate_new(3, 1);
    taken(rate, 1, 30, 0);
    int n = 0;
    for (int64_t now = 1; now <= 10000; now++)
        n += taken(rate, 1, 1, now);
    assert_int_equal(n, 30);
    http_rate_free(rate);
}

static void addresses_do_not_share(void **state)
{
    (void)state;
    http_rate *rate = http_rate_new(1, 1);
    assert_int_equal(taken(rate, 1, 100, 0), 10);
    for (uint32_t address = 2; address < 500; address++)
        assert_int_equal(taken(rate, address, 100, 0), 10);
    assert_int_equal(taken(rate, 1, 100, 0), 0);
    http_rate_free(rate);
}

static void a_clock_that_goes_back_gives_nothing(void **state)
{
    (void)state;
    http_rate *rate = http_rate_new(1, 1);
    assert_int_equal(taken(rate, 1, 100, 50000), 10);
    assert_int_equal(taken(rate, 1, 100, 10), 0);
    assert_int_equal(taken(rate, 1, 100, 51000), 1);
    http_rate_free(rate);
}

static void more_addresses_than_there_is_room_for_are_all_served(void **state)
{
    (void)state;
    http_rate *rate = http_rate_new(1, 1);
    for (uint32_t address = 0; address < 100000; address++)
        assert_int_equal(taken(rate, address, 1, address), 1);
    http_rate_free(rate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_seconds_may_be_taken_at_once_and_then_so_many_a_second),
        cmocka_unit_test(small_steps_of_time_are_not_lost),
        cmocka_unit_test(addresses_do_not_share),
        cmocka_unit_test(a_clock_that_goes_back_gives_nothing),
        cmocka_unit_test(more_addresses_than_there_is_room_for_are_all_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
