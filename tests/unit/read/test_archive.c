/* Archives: what is streamed out of them, and how much memory a bomb takes. */
#include "read_check.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "read/archive.h"

/* One gzip'd file of n bytes, all the same. */
static demarche_str gzip_of(size_t n, char sign)
{
    enum { ROOM = 1 << 20, PIECE = 1 << 16 };
    char *out = dmr_arena_alloc(arena, ROOM), piece[PIECE];
    size_t used = 0;
    struct archive *a = archive_write_new();
    struct archive_entry *e = archive_entry_new();
    assert_true(out && a && e);
    memset(piece, sign, sizeof piece);
    archive_write_set_format_raw(a);
    archive_write_add_filter_gzip(a);
    assert_int_equal(archive_write_open_memory(a, out, ROOM, &used), ARCHIVE_OK);
    archive_entry_set_pathname(e, "x");
    archive_entry_set_filetype(e, AE_IFREG);
    archive_write_header(a, e);
    for (size_t left = n; left;) {
        size_t m = left < PIECE ? left : PIECE;
        archive_write_data(a, piece, m);
        left -= m;
    }
    archive_write_close(a);
    archive_entry_free(e);
    archive_write_free(a);
    return dmr_str(out, used);
}

static void a_bomb_is_refused_and_never_unpacked_whole(void **state)
{
    (void)state;
    enum { SIZE = 64 << 20, MAX = 1 << 20 };
    dmr_stream base = dmr_stream_of(gzip_of(SIZE, 'x')), *member;
    dmr_archive a;
    demarche_error err = {0};
    assert_int_equal(dmr_archive_open(&a, &base, "bomb.gz", &err), DEMARCHE_OK);
    assert_int_equal(dmr_archive_next(&a, &member, &err), DEMARCHE_OK);
    assert_non_null(member);
    assert_string_equal(dmr_archive_path(&a), "bomb.gz");
    assert_int_equal(dmr_stream_all(member, MAX, &err), DEMARCHE_E_LIMIT);
    dmr_feed *feed = member->from;
    assert_true(feed->room <= 4 * MAX);
    assert_int_equal(dmr_archive_next(&a, &member, &err), DEMARCHE_OK);
    assert_null(member);
    dmr_archive_close(&a);
}

static void an_input_that_is_no_archive_is_its_only_member(void **state)
{
    (void)state;
    dmr_stream base = dmr_stream_of(S("words")), *member;
    dmr_archive a;
    assert_int_equal(dmr_archive_open(&a, &base, "a.txt", NULL), DEMARCHE_OK);
    assert_int_equal(dmr_archive_next(&a, &member, NULL), DEMARCHE_OK);
    assert_ptr_equal(member, &base);
    assert_string_equal(dmr_archive_path(&a), "a.txt");
    assert_int_equal(dmr_archive_next(&a, &member, NULL), DEMARCHE_OK);
    assert_null(member);
    dmr_archive_close(&a);
}

/* A stream that breaks off with an error of its own. */
static demarche_status broken(void *user, char *into, size_t n, size_t *got,
                              demarche_error *err)
{
    demarche_str *rest = user;
    *got = rest->len < n ? rest->len : n;
    if (!*got) {
        if (err) {
            err->code = DEMARCHE_E_IO;
            memcpy(err->message, "disk", 5);
        }
        return DEMARCHE_E_IO;
    }
    memcpy(into, rest->ptr, *got);
    rest->len = 0;
    return DEMARCHE_OK;
}

static void what_the_disk_says_is_passed_on(void **state)
{
    (void)state;
    demarche_str some = gzip_of(1 << 20, 'y');
    some.len /= 2;
    dmr_feed disk;
    dmr_stream *member;
    dmr_archive a;
    demarche_error err = {0};
    dmr_feed_open(&disk, broken, &some);
    assert_int_equal(dmr_archive_open(&a, &disk.stream, "x.gz", &err), DEMARCHE_OK);
    demarche_status status = dmr_archive_next(&a, &member, &err);
    if (!status)
        status = dmr_stream_all(member, SIZE_MAX, &err);
    assert_int_equal(status, DEMARCHE_E_IO);
    assert_string_equal(err.message, "disk");
    dmr_archive_close(&a);
    dmr_feed_close(&disk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bomb_is_refused_and_never_unpacked_whole),
        cmocka_unit_test(an_input_that_is_no_archive_is_its_only_member),
        cmocka_unit_test(what_the_disk_says_is_passed_on),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
