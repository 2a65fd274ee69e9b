/* Kin: words that no rule is of, and the words of rules that they are taken for. */
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

#include "event/kin.h"
#include "event/rule_load.h"

typedef struct sample {
    dmr_arena *arena;
    dmr_type types[2];
    dmr_ontology ontology;
    dmr_token tokens[1];
    dmr_word words[1];
    dmr_tree tree;
    demarche_str lemma[1];
    dmr_view view;
} sample;

static void put(const char *dir, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void away(const char *dir, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    remove(path);
}

/* An ontology with two rules and these rows of kin. */
static demarche_status load(sample *s, const char *rows, demarche_error *err)
{
    static const char rules[] =
        "rule\tpattern\tparties\ttype\tmode\tcameo\tcontext\texample\tcoded\tnot\tnote\n"
        "hail\thail/V\tsubj > obj\tPRAISE\t\t051\t\tx\tx\t\t\n"
        "scold\tscold/V\tsubj > obj\tBLAME\t\t111\t\tx\tx\t\t\n";
    static const char *const folders[] = {"ontology", "rules", NULL};
    char dir[] = "/tmp/demarche-kin-XXXXXX", path[64], text[1024];
    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; folders[i]; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    snprintf(text, sizeof text, "word\tpos\tlike\tkin\n%s", rows);
    put(dir, "ontology/kin.tsv", text);
    put(dir, "rules/rules.tsv", rules);
    put(dir, "rules/classes.tsv", "class\twords\tnote\n");
    *s = (sample){.arena = dmr_arena_new(0)};
    s->types[0].name = "PRAISE";
    s->types[1].name = "BLAME";
    s->ontology = (dmr_ontology){.types = s->types, .n_types = 2};
    dmr_tables *tables;
    demarche_status status = dmr_tables_open(&tables, dir, s->arena, err);
    if (!status)
        status = dmr_rules_load(&s->ontology, tables, s->arena, err);
    if (!status)
        status = dmr_kin_load(&s->ontology.kin, tables, s->arena, err);
    away(dir, "ontology/kin.tsv");
    away(dir, "rules/rules.tsv");
    away(dir, "rules/classes.tsv");
    away(dir, "ontology");
    away(dir, "rules");
    rmdir(dir);
    return status;
}

/* A sentence of one verb. */
static void say(sample *s, const char *verb)
{
    s->words[0] = (dmr_word){.head = -1,
                             .upos = DMR_UPOS_VERB,
                             .rel = DMR_REL_ROOT,
                             .first_child = -1,
                             .next_sibling = -1};
    s->lemma[0] = dmr_str_c(verb);
    s->tree = (dmr_tree){.tokens = s->tokens, .words = s->words, .n = 1};
    s->view = (dmr_view){.ontology = &s->ontology, .tree = &s->tree, .lemma = s->lemma};
}

static void a_word_is_taken_for_its_kin_in_their_shares(void **state)
{
    (void)state;
    sample s;
    demarche_error err = {0};
    double share[2];
    size_t which;
    assert_int_equal(
        load(&s, "berate\tV\t0.8\tscold:0.75 hail:0.20 vanished:0.05\n", &err), 0);
    say(&s, "berate");
    const dmr_kin_row *kin = dmr_kin_of(&s.view, 0);
    assert_non_null(kin);
    assert_float_equal(kin->like, 0.8, 1e-9);
    dmr_kin_types(kin, &s.view, 0, share); /* a kin of no rule any more counts nothing */
    assert_float_equal(share[0], 0.20 / 0.95, 1e-9);
    assert_float_equal(share[1], 0.75 / 0.95, 1e-9);
    assert_string_equal(dmr_kin_rule(kin, &s.view, 0, &s.types[1], &which)->name,
                        "scold");
    assert_int_equal(which, 0);
    dmr_arena_free(s.arena);
}

static void a_word_that_a_rule_is_of_has_no_kin(void **state)
{
    (void)state;
    sample s;
    demarche_error err = {0};
    assert_int_equal(load(&s, "hail\tV\t0.8\tscold:1\nrain\tN\t0.6\thail:1\n", &err), 0);
    say(&s, "hail"); /* a rule has come since the table was made */
    assert_null(dmr_kin_of(&s.view, 0));
    say(&s, "rain"); /* the noun alone has kin */
    assert_null(dmr_kin_of(&s.view, 0));
    say(&s, "sleep");
    assert_null(dmr_kin_of(&s.view, 0));
    dmr_arena_free(s.arena);
}

static void a_wrong_row_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "berate\tX\t0.8\tscold:1\n", "berate\tV\tmuch\tscold:1\n",
        "berate\tV\t0.8\tscold\n", "berate\tV\t0.8\ta:1 b:1 c:1 d:1 e:1 f:1\n"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        sample s;
        demarche_error err = {0};
        assert_int_equal(load(&s, wrong[i], &err), DEMARCHE_E_LEXICON);
        assert_non_null(strstr(err.message, "kin.tsv:2:"));
        dmr_arena_free(s.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_taken_for_its_kin_in_their_shares),
        cmocka_unit_test(a_word_that_a_rule_is_of_has_no_kin),
        cmocka_unit_test(a_wrong_row_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
