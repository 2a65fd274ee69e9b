/* Features of chains by name and number, their table, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "mention/chain_weight.h"

static void every_feature_has_a_name_that_finds_it(void **state)
{
    (void)state;
    uint32_t n = dmr_chain_feature_count();
    assert_true(n > 10000);
    for (uint32_t i = 0; i < n; i++) {
        const char *name;
        char written[128];
        assert_true(dmr_chain_feature_name(i, &name, written, sizeof written));
        dmr_chain_template t = dmr_chain_template_by_name(dmr_str_c(name));
        assert_true(t < DMR_CHAIN_TEMPLATE_COUNT);
        uint32_t values[4] = {0};
        demarche_str rest = dmr_str_c(written), part;
        for (size_t k = 0; rest.len && dmr_str_split(&rest, ' ', &part); k++) {
            assert_true(k < 4);
            values[k] = dmr_chain_value_by_name(t, k, part);
        }
        assert_int_equal(dmr_chain_feature_index(t, values), i);
    }
    const char *name;
    char written[128];
    assert_false(dmr_chain_feature_name(n, &name, written, sizeof written));
}

static void a_value_out_of_its_domain_is_no_feature(void **state)
{
    (void)state;
    const uint32_t far[4] = {DMR_NOMINAL_COUNT, 0, 0, 0};
    assert_int_equal(dmr_chain_feature_index(DMR_CHAIN_T_PAIR, far), UINT32_MAX);
    assert_int_equal(dmr_chain_value_by_name(DMR_CHAIN_T_PAIR, 0, DMR_STR("nobody")),
                     UINT32_MAX);
}

/* Load a table of that one row; the status, and the message in err. */
static demarche_status load(const char *row, float *weight, demarche_error *err)
{
    char dir[] = "/tmp/demarche-chain-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/coreference.tsv", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "feature\tvalues\tweight\n%s\n", row);
    fclose(f);
    dmr_arena *arena = dmr_arena_new(0);
    const dmr_chain_weights *weights = NULL;
    dmr_tables *tables;
    demarche_status status = dmr_tables_open(&tables, dir, arena, err);
    if (!status)
        status = dmr_chain_weights_load(&weights, tables, arena, err);
    if (!status && weight) {
        const uint32_t he_name[4] = {DMR_NOMINAL_HE, DMR_NOMINAL_NAME, 0, 0};
        dmr_chain_features one = {
            .at = {dmr_chain_feature_index(DMR_CHAIN_T_PAIR, he_name)}, .n = 1};
        *weight = dmr_chain_score(weights, &one);
    }
    dmr_arena_free(arena);
    unlink(path);
    rmdir(dir);
    return status;
}

static void a_row_weighs_and_a_wrong_one_is_refused_with_its_line(void **state)
{
    (void)state;
    demarche_error err = {0};
    float weight = 0;
    assert_int_equal(load("pair\the name\t-1.25", &weight, &err), DEMARCHE_OK);
    assert_true(weight == -1.25F);
    static const char *const wrong[] = {"pairs\the name\t1",
                                        "pair\the nobody\t1",
                                        "pair\the name it\t1",
                                        "pair\the name\tmuch",
                                        "far\the 9\t1",
                                        "pair\the\t1",
                                        "pair\t\t1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(load(wrong[i], NULL, &err), DEMARCHE_E_LEXICON);
        assert_non_null(strstr(err.message, "coreference.tsv:2:"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_feature_has_a_name_that_finds_it),
        cmocka_unit_test(a_value_out_of_its_domain_is_no_feature),
        cmocka_unit_test(a_row_weighs_and_a_wrong_one_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
