/* Files: whole, mapped, listed; and what cannot be opened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static dmr_arena *arena;
static char room[] = "/tmp/dmr-file-XXXXXX";

static const char *in_room(const char *name)
{
    return dmr_file_join(arena, room, name);
}

static void put(const char *name, const char *text)
{
    FILE *f = fopen(in_room(name), "wb");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int open_room(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    return arena && mkdtemp(room) ? 0 : -1;
}

static int close_room(void **state)
{
    static const char *const names[] = {"d/b.tsv", "d/a.txt", "d",    "c.tsv", "a.tsv",
                                        ".hidden", "link",    "loop", "empty"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(in_room(names[i]));
    rmdir(room);
    dmr_arena_free(arena);
    return 0;
}

static void a_file_is_read_whole_with_a_nul_behind(void **state)
{
    (void)state;
    put("a.tsv", "hello");
    dmr_file file;
    assert_int_equal(dmr_file_read(&file, in_room("a.tsv"), 0, NULL), DEMARCHE_OK);
    assert_true(dmr_str_is(file.bytes, "hello"));
    assert_int_equal(file.bytes.ptr[5], '\0');
    dmr_file_close(&file);
    assert_int_equal(dmr_file_map(&file, in_room("a.tsv"), NULL), DEMARCHE_OK);
    assert_true(dmr_str_is(file.bytes, "hello"));
    dmr_file_close(&file);
    assert_null(file.bytes.ptr);
    put("empty", "");
    assert_int_equal(dmr_file_map(&file, in_room("empty"), NULL), DEMARCHE_OK);
    assert_int_equal(file.bytes.len, 0);
    dmr_file_close(&file);
}

static void refused(const char *path, size_t max, demarche_status code, const char *words)
{
    dmr_file file;
    demarche_error err = {0};
    assert_int_equal(dmr_file_read(&file, path, max, &err), code);
    if (!strstr(err.message, words) || !strchr(err.message, ';'))
        fail_msg("%s", err.message);
    assert_null(file.bytes.ptr);
}

static void what_is_no_readable_file_is_named(void **state)
{
    (void)state;
    put("a.tsv", "hello");
    assert_int_equal(symlink("loop", in_room("loop")), 0);
    refused(in_room("nosuch"), 0, DEMARCHE_E_IO, "no such file");
    refused(room, 0, DEMARCHE_E_IO, "is a folder");
    refused(in_room("loop"), 0, DEMARCHE_E_IO, "circles");
    refused(in_room("a.tsv/x"), 0, DEMARCHE_E_IO, "no such file");
    refused(in_room("a.tsv"), 4, DEMARCHE_E_LIMIT, "larger than 4 bytes");
}

static void a_folder_is_listed_in_bytewise_order(void **state)
{
    (void)state;
    put("a.tsv", "");
    put("c.tsv", "");
    put(".hidden", "");
    assert_int_equal(mkdir(in_room("d"), 0755), 0);
    put("d/b.tsv", "");
    put("d/a.txt", "");
    assert_int_equal(symlink(".", in_room("link")), 0); /* must not be followed */
    dmr_file_list list;
    demarche_error err = {0};
    assert_int_equal(dmr_file_list_folder(&list, room, ".tsv", 3, arena, &err),
                     DEMARCHE_OK);
    assert_int_equal(list.n, 3);
    assert_string_equal(list.paths[0], in_room("a.tsv"));
    assert_string_equal(list.paths[1], in_room("c.tsv"));
    assert_string_equal(list.paths[2], in_room("d/b.tsv"));
    assert_int_equal(dmr_file_list_folder(&list, room, ".tsv", 0, arena, &err),
                     DEMARCHE_OK);
    assert_int_equal(list.n, 2);
    assert_int_equal(dmr_file_list_folder(&list, in_room("a.tsv"), NULL, 0, arena, &err),
                     DEMARCHE_E_IO);
    assert_int_equal(dmr_file_list_folder(&list, in_room("nosuch"), NULL, 0, arena, &err),
                     DEMARCHE_E_IO);
}

static void joining_puts_one_slash(void **state)
{
    (void)state;
    assert_string_equal(dmr_file_join(arena, "a/", "b"), "a/b");
    assert_string_equal(dmr_file_join(arena, "a", "b"), "a/b");
    assert_string_equal(dmr_file_join(arena, "/", "b"), "/b");
}

static void a_file_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    demarche_error err = {0};
    dmr_file file;
    dmr_file_list before, after;
    put("a.tsv", "old and longer");
    assert_int_equal(dmr_file_list_folder(&before, room, NULL, 0, arena, &err), 0);
    assert_int_equal(dmr_file_write(in_room("a.tsv"), DMR_STR("new"), &err), DEMARCHE_OK);
    assert_int_equal(dmr_file_read(&file, in_room("a.tsv"), 0, &err), DEMARCHE_OK);
    assert_true(dmr_str_is(file.bytes, "new"));
    dmr_file_close(&file);
    /* a folder in its place, and no folder to be in: told, and nothing is left behind */
    mkdir(in_room("d"), 0700);
    assert_int_equal(dmr_file_write(in_room("d"), DMR_STR("new"), &err), DEMARCHE_E_IO);
    assert_non_null(strstr(err.message, in_room("d")));
    assert_int_equal(dmr_file_write(in_room("nosuch/x"), DMR_STR("new"), &err),
                     DEMARCHE_E_IO);
    assert_int_equal(dmr_file_list_folder(&after, room, NULL, 0, arena, &err), 0);
    assert_int_equal(after.n, before.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_whole_with_a_nul_behind),
        cmocka_unit_test(what_is_no_readable_file_is_named),
        cmocka_unit_test(a_folder_is_listed_in_bytewise_order),
        cmocka_unit_test(joining_puts_one_slash),
        cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
