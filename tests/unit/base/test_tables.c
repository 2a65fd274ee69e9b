/* The tables of a lexicon: folders over one another, what is refused, and all of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/tables.h"

static const char *const columns[] = {"code", "?source", NULL};

typedef struct room {
    dmr_arena *arena;
    char dir[64];
} room;

static int set_up(void **state)
{
    static room r;
    r = (room){dmr_arena_new(0), "/tmp/demarche-tables-XXXXXX"};
    *state = &r;
    return r.arena && mkdtemp(r.dir) ? 0 : -1;
}

static int tear_down(void **state)
{
    room *r = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", r->dir);
    dmr_arena_free(r->arena);
    return system(command);
}

static const char *path_of(room *r, const char *name)
{
    return dmr_str_format(r->arena, "%s/%s", r->dir, name).ptr;
}

static void put(room *r, const char *dir, const char *name, const char *text)
{
    mkdir(path_of(r, dir), 0700);
    FILE *f = fopen(dmr_str_format(r->arena, "%s/%s/%s", r->dir, dir, name).ptr, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void an_ontology_takes_the_place_of_another(void **state)
{
    room *r = *state;
    put(r, "lex", "persons.tsv", "code\nP\n");
    put(r, "lex/ontology", "types.tsv", "code\nA\n");
    put(r, "lex/ontology", "modes.tsv", "code\nB\n");
    put(r, "lex/ontology", "sectors.tsv", "code\nS\n");
    put(r, "lex/rules", "a.tsv", "code\nC\n");
    mkdir(path_of(r, "other"), 0700);
    put(r, "other/ontology", "types.tsv", "code\nD\n");
    dmr_tables *tables, *over;
    dmr_table t;
    demarche_error err = {0};
    const char *other = path_of(r, "other");
    assert_int_equal(dmr_tables_open(&tables, path_of(r, "lex"), r->arena, &err), 0);
    assert_int_equal(dmr_tables_replace_ontology(tables, other, &err), DEMARCHE_E_IO);
    assert_non_null(strstr(err.message, "other: no rules/*.tsv in it"));

    put(r, "other/rules", "z.tsv", "code\nE\n");
    assert_int_equal(dmr_tables_open(&tables, path_of(r, "lex"), r->arena, &err), 0);
    assert_int_equal(dmr_tables_open(&over, path_of(r, "lex"), r->arena, &err), 0);
    assert_int_equal(dmr_tables_replace_ontology(tables, other, &err), 0);
    assert_int_equal(dmr_tables_add(over, other, &err), 0);
    assert_int_equal(dmr_tables_load(&t, tables, "ontology/types.tsv", columns, &err), 0);
    assert_int_equal(t.n_rows, 1);
    assert_true(dmr_str_is(t.rows[0].cells[0], "D"));
    assert_int_equal(t.rows[0].layer, 1);
    assert_false(dmr_tables_has(tables, "ontology/modes.tsv"));
    assert_false(dmr_tables_has(tables, "rules/a.tsv"));
    assert_true(dmr_tables_has(tables, "rules/z.tsv"));
    assert_true(dmr_tables_has(tables, "persons.tsv"));
    assert_true(dmr_tables_has(tables, "ontology/sectors.tsv"));
    assert_non_null(
        strstr(dmr_tables_path(tables, "ontology/types.tsv"), "other/ontology/"));
    assert_true(tables->hash != over->hash); /* other results, other hash */
}

static void rows_of_added_folders_come_first(void **state)
{
    room *r = *state;
    put(r, "base", "t.tsv", "# source: all\ncode\nA\nB\n");
    put(r, "one", "t.tsv", "code\tsource\nC\tmine\nD\t\n");
    put(r, "two", "t.tsv", "code\nE\n");
    put(r, "two", "u.tsv", "code\nF\n");
    dmr_tables *tables;
    dmr_table t;
    demarche_error err = {0};
    assert_int_equal(dmr_tables_open(&tables, path_of(r, "base"), r->arena, &err), 0);
    assert_int_equal(dmr_tables_add(tables, path_of(r, "one"), &err), 0);
    assert_int_equal(dmr_tables_add(tables, path_of(r, "two/"), &err), 0);
    assert_int_equal(dmr_tables_load(&t, tables, "t.tsv", columns, &err), 0);
    static const char *const want[] = {"E", "C", "D", "A", "B"};
    static const uint32_t layers[] = {2, 1, 1, 0, 0}, lines[] = {2, 2, 3, 3, 4};
    assert_int_equal(t.n_rows, 5);
    for (size_t i = 0; i < t.n_rows; i++) {
        assert_true(dmr_str_is(t.rows[i].cells[0], want[i]));
        assert_int_equal(t.rows[i].layer, layers[i]);
        assert_int_equal(t.rows[i].line, lines[i]);
    }
    assert_non_null(strstr(t.rows[1].path, "one/t.tsv"));
    assert_true(dmr_str_is(t.rows[1].cells[1], "mine"));
    assert_int_equal(t.rows[2].cells[1].len, 0);
    assert_true(dmr_str_is(t.rows[3].cells[1], "all"));
    assert_true(dmr_tables_has(tables, "u.tsv"));
    /* nobody asked for u.tsv: it would be lost in silence */
    assert_int_equal(dmr_tables_all_known(tables, &err), DEMARCHE_E_LEXICON);
    assert_non_null(strstr(err.message, "two/u.tsv:1: "));
    assert_int_equal(dmr_tables_load(&t, tables, "v.tsv", columns, &err), DEMARCHE_E_IO);
    assert_non_null(strstr(err.message, "base/v.tsv"));
}

static void the_hash_is_of_the_tables_wherever_they_lie(void **state)
{
    room *r = *state;
    put(r, "here", "t.tsv", "code\nA\n");
    put(r, "there", "t.tsv", "code\nA\n");
    put(r, "other", "t.tsv", "code\nB\n");
    dmr_tables *here, *there, *other;
    assert_int_equal(dmr_tables_open(&here, path_of(r, "here"), r->arena, NULL), 0);
    assert_int_equal(dmr_tables_open(&there, path_of(r, "there/"), r->arena, NULL), 0);
    assert_int_equal(dmr_tables_open(&other, path_of(r, "other"), r->arena, NULL), 0);
    assert_true(here->hash == there->hash);
    assert_true(here->hash != other->hash);
    /* what is added counts, and in which order */
    assert_int_equal(dmr_tables_add(here, path_of(r, "other"), NULL), 0);
    assert_int_equal(dmr_tables_add(other, path_of(r, "here"), NULL), 0);
    assert_true(here->hash != there->hash);
    assert_true(here->hash != other->hash);
}

static void every_bad_row_is_kept_where_all_are_wanted(void **state)
{
    room *r = *state;
    put(r, "base", "t.tsv", "code\tsource\nA\nB\t\nC\t\t\n\xff\t\nD\tx\n");
    put(r, "base", "odd.tsv", "code\n");
    dmr_tables *tables;
    dmr_table t;
    demarche_error err = {0};
    assert_int_equal(dmr_tables_open(&tables, path_of(r, "base"), r->arena, &err), 0);
    assert_int_equal(dmr_tables_load(&t, tables, "t.tsv", columns, &err),
                     DEMARCHE_E_LEXICON);
    assert_int_equal(err.offset, 2);
    dmr_complaints complaints = {.arena = r->arena};
    tables->complaints = &complaints;
    assert_int_equal(dmr_tables_load(&t, tables, "t.tsv", columns, &err), 0);
    assert_int_equal(t.n_rows, 2);
    assert_int_equal(dmr_tables_all_known(tables, &err), 0);
    assert_int_equal(complaints.list.n, 4);
    static const size_t lines[] = {2, 4, 5, 1};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(complaints.list.at[i].line, lines[i]);
    assert_non_null(strstr(complaints.list.at[2].message, "t.tsv:5: not UTF-8"));
    assert_non_null(strstr(complaints.list.at[3].message, "odd.tsv:1: "));
    /* want of memory and the like is no bad row */
    assert_int_equal(dmr_tables_row(tables, &t.rows[0], DEMARCHE_E_MEMORY, &err),
                     DEMARCHE_E_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_ontology_takes_the_place_of_another, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(rows_of_added_folders_come_first, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_hash_is_of_the_tables_wherever_they_lie,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_bad_row_is_kept_where_all_are_wanted,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
