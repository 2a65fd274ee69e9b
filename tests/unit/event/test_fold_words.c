/* retellings.tsv: weights, words, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "event/fold.h"

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Load a lexicon with these rows (NULL: without the table) and two sectors. */
static demarche_status load(const dmr_fold_words **out, const char *rows,
                            dmr_arena *arena, demarche_error *err)
{
    char dir[] = "/tmp/demarche-retellings-XXXXXX", folder[64], sectors[96], table[96];
    char text[1024];
    assert_non_null(mkdtemp(dir));
    snprintf(folder, sizeof folder, "%s/ontology", dir);
    snprintf(sectors, sizeof sectors, "%s/sectors.tsv", folder);
    snprintf(table, sizeof table, "%s/retellings.tsv", dir);
    assert_int_equal(mkdir(folder, 0700), 0);
    write_file(sectors, "sector\tkind\tdefinition\nARMY\tstate\tx\nSHOP\tother\ty\n");
    snprintf(text, sizeof text, "kind\tword\tvalue\n%s", rows ? rows : "");
    if (rows)
        write_file(table, text);
    dmr_tables *tables;
    demarche_status status = dmr_tables_open(&tables, dir, arena, err);
    if (!status)
        status = dmr_fold_words_load(out, tables, arena, err);
    unlink(table);
    unlink(sectors);
    rmdir(folder);
    rmdir(dir);
    return status;
}

static void weights_and_words_are_taken(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_fold_words *w;
    assert_int_equal(load(&w,
                          "weight\tthreshold\t2.5\n"
                          "weight\tsame day\t4\n"
                          "anew\tagain\t\n"
                          "ordinal\tthird\t3\n"
                          "definite\tthat\t\n"
                          "indefinite\tthat\t\n",
                          arena, &err),
                     DEMARCHE_OK);
    assert_float_equal(w->threshold, 2.5, 0);
    assert_float_equal(w->weights[DMR_LIKE_DAY], 4, 0);
    assert_float_equal(w->weights[DMR_LIKE_PLACE], 0, 0); /* no row: counts nothing */
    assert_int_equal(dmr_map_get(w->words, DMR_STR("again"), 0), DMR_FOLD_ANEW);
    assert_int_equal(dmr_map_get(w->words, DMR_STR("third"), 0),
                     DMR_FOLD_ORDINAL | 3 << 8);
    assert_int_equal(dmr_map_get(w->words, DMR_STR("that"), 0),
                     DMR_FOLD_DEFINITE | DMR_FOLD_INDEFINITE);
    assert_int_equal(dmr_map_get(w->organs, DMR_STR("ARMY"), 0), 1);
    assert_int_equal(dmr_map_get(w->organs, DMR_STR("SHOP"), 0), 0);
    dmr_arena_free(arena);
}

static void a_lexicon_without_the_table_folds_nothing(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_fold_words *w;
    assert_int_equal(load(&w, NULL, arena, &err), DEMARCHE_OK);
    assert_null(w);
    dmr_arena_free(arena);
}

static void a_wrong_row_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "weight\tsame hour\t1\n",
        "weight\tsame day\tmuch\n",
        "weight\tthreshold\t\n",
        "ordinal\tthird\t0\n",
        "ordinal\tthird\tthree\n",
        "afresh\tagain\t\n",
        "anew\t\t\n",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        dmr_arena *arena = dmr_arena_new(0);
        demarche_error err = {0};
        const dmr_fold_words *w;
        assert_int_equal(load(&w, wrong[i], arena, &err), DEMARCHE_E_LEXICON);
        assert_non_null(strstr(err.message, "retellings.tsv:2:"));
        dmr_arena_free(arena);
    }
}

static void every_likeness_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < DMR_LIKE_COUNT; i++) {
        for (int k = 0; k < i; k++)
            assert_string_not_equal(dmr_likeness_name((dmr_likeness)i),
                                    dmr_likeness_name((dmr_likeness)k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_and_words_are_taken),
        cmocka_unit_test(a_lexicon_without_the_table_folds_nothing),
        cmocka_unit_test(a_wrong_row_is_refused_with_its_line),
        cmocka_unit_test(every_likeness_has_a_name_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
