/* Streams: the same lines and bytes, however small the pieces in which they come. */
#include "read_check.h"

#include "read/stream.h"

typedef struct dropper {
    demarche_str rest;
    size_t piece;
} dropper;

static demarche_status drop(void *user, char *into, size_t n, size_t *got,
                            demarche_error *err)
{
    dropper *d = user;
    (void)err;
    *got = d->rest.len < n ? d->rest.len : n;
    *got = *got < d->piece ? *got : d->piece;
    if (*got)
        memcpy(into, d->rest.ptr, *got);
    d->rest = dmr_str(d->rest.ptr + *got, d->rest.len - *got);
    return DEMARCHE_OK;
}

static void next_line(dmr_stream *s, const char *want)
{
    demarche_str line;
    size_t took;
    bool got;
    assert_int_equal(dmr_stream_line(s, 100, &line, &took, &got, NULL), DEMARCHE_OK);
    if (want)
        is(got ? line : S("(the end)"), want);
    else
        assert_false(got);
    dmr_stream_take(s, took);
}

static void lines_come_whole_from_any_pieces(void **state)
{
    (void)state;
    for (size_t piece = 1; piece < 20; piece++) {
        dropper d = {S("one\n\ntwo and more\nlast"), piece};
        dmr_feed f;
        dmr_feed_open(&f, drop, &d);
        next_line(&f.stream, "one");
        next_line(&f.stream, "");
        assert_int_equal(f.stream.at, 5);
        next_line(&f.stream, "two and more");
        next_line(&f.stream, "last");
        next_line(&f.stream, NULL);
        assert_int_equal(f.stream.at, 22);
        dmr_feed_close(&f);
    }
}

static void a_line_too_long_is_told_and_can_be_passed(void **state)
{
    (void)state;
    enum { N = 300000 };
    char *bytes = dmr_arena_alloc(arena, N);
    assert_non_null(bytes);
    memset(bytes, 'x', N);
    memcpy(bytes + N - 6, "\nlast\n", 6);
    dropper d = {dmr_str(bytes, N), 70000};
    dmr_feed f;
    dmr_feed_open(&f, drop, &d);
    demarche_str line;
    size_t took;
    bool got;
    demarche_error err = {0};
    assert_int_equal(dmr_stream_line(&f.stream, 1000, &line, &took, &got, &err),
                     DEMARCHE_E_LIMIT);
    assert_non_null(strstr(err.message, "1000 bytes"));
    assert_int_equal(dmr_stream_skip_line(&f.stream, NULL), DEMARCHE_OK);
    assert_true(f.room < N / 2); /* it was never here whole */
    next_line(&f.stream, "last");
    next_line(&f.stream, NULL);
    dmr_feed_close(&f);
}

static void what_goes_on_is_seen_and_not_taken(void **state)
{
    (void)state;
    bool goes_on;
    dmr_stream s = dmr_stream_of(S(" \n\t"));
    assert_int_equal(dmr_stream_goes_on(&s, &goes_on, NULL), DEMARCHE_OK);
    assert_false(goes_on);
    dropper d = {S("  \n x"), 1};
    dmr_feed f;
    dmr_feed_open(&f, drop, &d);
    assert_int_equal(dmr_stream_goes_on(&f.stream, &goes_on, NULL), DEMARCHE_OK);
    assert_true(goes_on);
    assert_int_equal(f.stream.at, 0);
    dmr_feed_close(&f);
}

static void all_of_it_has_a_bound(void **state)
{
    (void)state;
    dropper d = {S("abcdef"), 2};
    dmr_feed f;
    dmr_feed_open(&f, drop, &d);
    assert_int_equal(dmr_stream_all(&f.stream, 6, NULL), DEMARCHE_OK);
    is(f.stream.window, "abcdef");
    assert_int_equal(dmr_stream_all(&f.stream, 5, NULL), DEMARCHE_E_LIMIT);
    dmr_feed_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_whole_from_any_pieces),
        cmocka_unit_test(a_line_too_long_is_told_and_can_be_passed),
        cmocka_unit_test(what_goes_on_is_seen_and_not_taken),
        cmocka_unit_test(all_of_it_has_a_bound),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
