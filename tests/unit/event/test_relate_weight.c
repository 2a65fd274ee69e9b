/* What `relate` has learned: its table, and what it refuses. */
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

#include "event/relate_weight.h"

static const dmr_type types[] = {{.name = "PRAISE"}, {.name = "BLAME"}};
static const dmr_ontology ontology = {.types = types, .n_types = 2};

/* Load a lexicon with these rows (NULL: without the table) into the arena. */
static demarche_status load(const dmr_relation_weights **out, const char *rows,
                            dmr_arena *arena, demarche_error *err)
{
    char dir[] = "/tmp/demarche-relations-XXXXXX", folder[64], path[96];
    assert_non_null(mkdtemp(dir));
    snprintf(folder, sizeof folder, "%s/ontology", dir);
    snprintf(path, sizeof path, "%s/relations.tsv", folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    if (rows) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fprintf(f, "feature\ttype\tweight\n%s", rows);
        fclose(f);
    }
    dmr_tables *tables;
    demarche_status status = dmr_tables_open(&tables, dir, arena, err);
    if (!status)
        status = dmr_relation_weights_load(out, &ontology, tables, arena, err);
    unlink(path);
    rmdir(folder);
    rmdir(dir);
    return status;
}

static void features_that_the_table_knows_are_summed_for_each_type(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_relation_weights *w;
    dmr_relation_features seen = {.n = 0};
    assert_int_equal(load(&w,
                          "between hail\tPRAISE\t1.5\n"
                          "between hail\tBLAME\t-0.5\n"
                          "source court\tBLAME\t2\n",
                          arena, &err),
                     DEMARCHE_OK);
    assert_true(dmr_relation_feature_add(&seen, "between", DMR_STR("hail"), arena));
    assert_true(dmr_relation_feature_add(&seen, "between", DMR_STR("hail"), arena));
    assert_true(dmr_relation_feature_add(&seen, "target", DMR_STR("court"), arena));
    assert_int_equal(seen.n, 2); /* once, however often it is seen */
    assert_float_equal(dmr_relation_score(w, &seen, 0), 1.5, 1e-6);
    assert_float_equal(dmr_relation_score(w, &seen, 1), -0.5, 1e-6);
    dmr_arena_free(arena);
}

static void a_lexicon_without_the_table_has_no_weights(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_error err = {0};
    const dmr_relation_weights *w;
    assert_int_equal(load(&w, NULL, arena, &err), DEMARCHE_OK);
    assert_null(w);
    dmr_arena_free(arena);
}

static void a_wrong_row_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const wrong[] = {"between hail\tAPPLAUD\t1\n",
                                        "between hail\tPRAISE\tmuch\n"};
    for (size_t i = 0; i < 2; i++) {
        dmr_arena *arena = dmr_arena_new(0);
        demarche_error err = {0};
        const dmr_relation_weights *w;
        assert_int_equal(load(&w, wrong[i], arena, &err), DEMARCHE_E_LEXICON);
        assert_non_null(strstr(err.message, "relations.tsv:2:"));
        dmr_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_that_the_table_knows_are_summed_for_each_type),
        cmocka_unit_test(a_lexicon_without_the_table_has_no_weights),
        cmocka_unit_test(a_wrong_row_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
