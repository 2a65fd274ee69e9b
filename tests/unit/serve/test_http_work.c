/* Who asks for a page is told once, whatever happens meanwhile. */
#include <pthread.h>
#include <unistd.h>

#include "http_check.h"
#include "http_clock.h"
#include "http_work.h"
#include "room_stand_in.c"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int n_told;

static void told(http_wait *wait)
{
    (void)wait;
    pthread_mutex_lock(&lock);
    n_told++;
    pthread_mutex_unlock(&lock);
}

static bool wait_for(int n)
{
    int64_t until = http_clock_ms() + 10000;
    bool there = false;
    while (!there && http_clock_ms() < until) {
        usleep(1000);
        pthread_mutex_lock(&lock);
        there = n_told >= n;
        pthread_mutex_unlock(&lock);
    }
    return there;
}

typedef struct bench {
    char record[64];
    http_state *state;
    http_cache *cache;
    http_work *work;
} bench;

static void write_record(const bench *b, const char *word)
{
    FILE *f = fopen(b->record, "wb");
    assert_non_null(f);
    fputs(word, f);
    fclose(f);
}

static void open_bench(bench *b, int threads)
{
    demarche_error err;
    snprintf(b->record, sizeof b->record, "/tmp/demarche-test-work-%d", (int)getpid());
    write_record(b, "s1");
    n_told = 0;
    atomic_store(&stand_in_made, 0);
    assert_int_equal(http_state_open(&b->state, b->record, 1, &err), DEMARCHE_OK);
    b->cache = http_cache_new(1 << 20, 1);
    const http_work_options options = {.record = b->record,
                                       .threads = threads,
                                       .cache = b->cache,
                                       .state = b->state,
                                       .told = told};
    assert_int_equal(http_work_open(&b->work, &options, &err), DEMARCHE_OK);
}

static void close_bench(bench *b)
{
    http_work_close(b->work);
    http_cache_free(b->cache);
    http_state_close(b->state);
    unlink(b->record);
}

static void one_address_asked_for_often_is_made_once(void **state)
{
    (void)state;
    bench b;
    http_wait waits[20] = {0};
    open_bench(&b, 1);
    uint64_t epoch = http_state_epoch(b.state);
    for (size_t i = 0; i < 20; i++)
        assert_true(http_work_ask(b.work, "/slow/100", epoch, &waits[i]));
    assert_true(wait_for(20));
    for (size_t i = 0; i < 20; i++) {
        assert_int_equal(waits[i].page->status, 200);
        http_page_drop(waits[i].page);
    }
    /* the first may have been begun before it was known of which record */
    assert_in_range(atomic_load(&stand_in_made), 1, 2);
    http_page *kept = http_cache_get(b.cache, "/slow/100", epoch);
    assert_non_null(kept);
    http_page_drop(kept);
    close_bench(&b);
}

static void a_page_during_which_the_record_changes_is_sent_but_not_kept(void **state)
{
    (void)state;
    bench b;
    http_wait wait = {0};
    size_t bytes, pages;
    open_bench(&b, 1);
    assert_true(http_work_ask(b.work, "/slow/200", http_state_epoch(b.state), &wait));
    usleep(50000);
    write_record(&b, "s2");
    assert_true(wait_for(1));
    assert_int_equal(wait.page->status, 200);
    assert_string_equal(wait.page->etag, "");
    http_page_drop(wait.page);
    http_cache_count(b.cache, &bytes, &pages);
    assert_int_equal(pages, 0);
    close_bench(&b);
}

static void who_waits_at_the_end_is_told(void **state)
{
    (void)state;
    bench b;
    http_wait begun = {0}, waiting = {0}, late = {0};
    open_bench(&b, 1);
    uint64_t epoch = http_state_epoch(b.state);
    assert_true(http_work_ask(b.work, "/slow/300", epoch, &begun));
    usleep(50000);
    assert_true(http_work_ask(b.work, "/", epoch, &waiting));
    http_work_refuse(b.work);
    assert_true(wait_for(1));
    assert_int_equal(waiting.page->status, 503);
    assert_false(http_work_ask(b.work, "/", epoch, &late));
    assert_true(http_work_busy(b.work));
    http_work_abandon(b.work);
    assert_true(wait_for(2));
    assert_int_equal(begun.page->status, 503);
    http_page_drop(begun.page);
    http_page_drop(waiting.page);
    close_bench(&b);
    assert_int_equal(n_told, 2);
}

static void more_than_can_wait_is_refused_at_once(void **state)
{
    (void)state;
    bench b;
    static http_wait waits[400];
    char address[32];
    int taken = 0;
    open_bench(&b, 1);
    for (int i = 0; i < 400; i++) {
        snprintf(address, sizeof address, "/slow/30?%d", i);
        taken += http_work_ask(b.work, address, http_state_epoch(b.state), &waits[i]);
    }
    assert_in_range(taken, 256, 260);
    http_work_refuse(b.work);
    assert_true(wait_for(taken));
    for (int i = 0; i < 400; i++)
        http_page_drop(waits[i].page);
    close_bench(&b);
}

static void a_record_that_cannot_be_read_is_said_at_once(void **state)
{
    (void)state;
    demarche_error err = {0};
    http_state *s = NULL;
    assert_int_not_equal(http_state_open(&s, "/nonexistent/r.db", 1, &err), DEMARCHE_OK);
    assert_null(s);
    assert_non_null(strstr(err.message, "/nonexistent/r.db"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_address_asked_for_often_is_made_once),
        cmocka_unit_test(a_page_during_which_the_record_changes_is_sent_but_not_kept),
        cmocka_unit_test(who_waits_at_the_end_is_told),
        cmocka_unit_test(more_than_can_wait_is_refused_at_once),
        cmocka_unit_test(a_record_that_cannot_be_read_is_said_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
