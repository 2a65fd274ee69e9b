/* Lexicon tables: what is read, and what is refused with file, line and advice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/table.h"

#define S(literal) DMR_STR(literal)

static const char *const columns[] = {"code", "name", "?note", NULL};
enum { CODE, NAME, NOTE };

static dmr_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    dmr_arena_free(arena);
    return 0;
}

static void cells_come_in_the_order_the_loader_asked_for(void **state)
{
    (void)state;
    dmr_table t;
    demarche_error err = {0};
    demarche_str bytes = S("\xEF\xBB\xBF# remark\n\nname\tcode\r\nFrance\t FRA \n"
                           "#\tx\n\nItaly\tITA");
    assert_int_equal(dmr_table_parse(&t, "t.tsv", bytes, columns, arena, &err),
                     DEMARCHE_OK);
    assert_int_equal(t.n_rows, 2);
    assert_true(dmr_str_is(t.rows[0].cells[CODE], "FRA"));
    assert_true(dmr_str_is(t.rows[0].cells[NAME], "France"));
    assert_int_equal(t.rows[0].cells[NOTE].len, 0);
    assert_int_equal(t.rows[0].line, 4);
    assert_int_equal(t.rows[1].line, 7);
    assert_true(dmr_str_is(t.rows[1].cells[CODE], "ITA"));
}

static void refused(demarche_str bytes, size_t line, const char *words)
{
    dmr_table t;
    demarche_error err = {0};
    assert_int_equal(dmr_table_parse(&t, "lex/t.tsv", bytes, columns, arena, &err),
                     DEMARCHE_E_LEXICON);
    assert_int_equal(err.offset, line);
    if (!strstr(err.message, words) || strncmp(err.message, "lex/t.tsv:", 10) ||
        !strchr(err.message, ';'))
        fail_msg("%s", err.message);
}

static void bad_tables_are_refused_with_file_line_and_advice(void **state)
{
    (void)state;
    refused(S(""), 1, "no header");
    refused(S("# only\n\n"), 1, "no header");
    refused(S("code\tnote\n"), 1, "'name' is missing");
    refused(S("code\tname\tcolour\n"), 1, "'colour'");
    refused(S("\ncode\tname\tcode\n"), 2, "twice");
    refused(S("code\tname\nFRA\n"), 2, "1 cells where the header has 2");
    refused(S("code\tname\nFRA\tFrance\tx\n"), 2, "3 cells");
    refused(S("code\tname\nFRA\tFran\xE7\x61is\n"), 2, "UTF-8");
}

static void a_row_is_refused_in_the_loaders_words(void **state)
{
    (void)state;
    dmr_table t;
    demarche_error err = {0};
    assert_int_equal(
        dmr_table_parse(&t, "t.tsv", S("code\tname\nFR\tFrance\n"), columns, arena, &err),
        DEMARCHE_OK);
    assert_int_equal(dmr_table_refuse(&t.rows[0], &err, "code '%.*s'; write three",
                                      DMR_STR_ARG(t.rows[0].cells[CODE])),
                     DEMARCHE_E_LEXICON);
    assert_string_equal(err.message, "t.tsv:2: code 'FR'; write three");
    assert_int_equal(err.offset, 2);
}

static void a_missing_file_is_an_io_error(void **state)
{
    (void)state;
    dmr_table t;
    demarche_error err = {0};
    assert_int_equal(dmr_table_load(&t, "/nosuch/t.tsv", columns, arena, &err),
                     DEMARCHE_E_IO);
    assert_non_null(strstr(err.message, "/nosuch/t.tsv: no such file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_in_the_order_the_loader_asked_for),
        cmocka_unit_test(bad_tables_are_refused_with_file_line_and_advice),
        cmocka_unit_test(a_row_is_refused_in_the_loaders_words),
        cmocka_unit_test(a_missing_file_is_an_io_error),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
