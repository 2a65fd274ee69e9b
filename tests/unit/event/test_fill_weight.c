/* What filling gaps has learned: its table, what it refuses, and how sure it is. */
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

#include "event/fill_weight.h"

/* Load a lexicon with these rows (NULL: without the table) into the arena. */
static demarche_status load(const dmr_fill_weights **out, const char *rows,
                            dmr_arena *arena, demarche_error *err)
{
    char dir[] = "/tmp/demarche-fills-XXXXXX", folder[64], path[96];
    assert_non_null(mkdtemp(dir));
    snprintf(folder, sizeof folder, "%s/ontology", dir);
    snprintf(path, sizeof path, "%s/fills.tsv", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    if (rows) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fprintf(f, "feature\tweight\n%s", rows);
        fclose(f);
    }
    dmr_tables *tables;
    demarche_status status = dmr_tables_open(&tables, dir, arena, err);
    if (!status)
        status = dmr_fill_weights_load(out, tables, arena, err);
    unlink(path);
    rmdir(folder);
    rmdir(dir);
    return status;
}

static void what_is_seen_is_summed_and_the_rest_passed_over(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_fill_weights *w;
    dmr_relation_features seen = {.n = 0};
    assert_int_equal(
        load(&w, "top VERB\t1.5\norder straight\t-0.25\ntop NOUN\t9\n", arena, &err),
        DEMARCHE_OK);
    assert_true(dmr_relation_feature_add(&seen, "top", DMR_STR("VERB"), arena));
    assert_true(dmr_relation_feature_add(&seen, "order", DMR_STR("straight"), arena));
    assert_true(dmr_relation_feature_add(&seen, "length", DMR_STR("more"), arena));
    assert_float_equal(dmr_fill_score(w, &seen), 1.25, 1e-9);
    dmr_arena_free(arena);
}

static void
sureness_grows_with_the_deed_and_the_type_and_stays_a_probability(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_fill_weights *w;
    assert_int_equal(
        load(&w, "sure any\t-0.5\nsure deed\t0.8\nsure type\t1.5\n", arena, &err),
        DEMARCHE_OK);
    assert_float_equal(dmr_fill_sure(w, 2, 1), 1 / (1 + 0.332871), 1e-5); /* exp(-1.1) */
    assert_true(dmr_fill_sure(w, 2, 0.5) < dmr_fill_sure(w, 2, 0.9));
    assert_true(dmr_fill_sure(w, 1, 0.5) < dmr_fill_sure(w, 2, 0.5));
    assert_true(dmr_fill_sure(w, 1e9, 1) <= 1 && dmr_fill_sure(w, -1e9, 0) >= 0);
    dmr_arena_free(arena);
}

static void a_lexicon_without_the_table_has_no_weights(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_fill_weights *w;
    assert_int_equal(load(&w, NULL, arena, &err), DEMARCHE_OK);
    assert_null(w);
    dmr_arena_free(arena);
}

static void a_weight_that_is_no_number_is_refused_with_its_line(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_fill_weights *w;
    assert_int_equal(load(&w, "top VERB\t1\ntop NOUN\tmuch\n", arena, &err),
                     DEMARCHE_E_LEXICON);
    assert_non_null(strstr(err.message, "fills.tsv:3:"));
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_seen_is_summed_and_the_rest_passed_over),
        cmocka_unit_test(
            sureness_grows_with_the_deed_and_the_type_and_stays_a_probability),
        cmocka_unit_test(a_lexicon_without_the_table_has_no_weights),
        cmocka_unit_test(a_weight_that_is_no_number_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
