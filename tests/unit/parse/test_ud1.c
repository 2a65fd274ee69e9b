/* Trees of Universal Dependencies 1 become trees of 2; those of 2 stay. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "parse/conllu.h"
#include "parse/ud1.h"

/* What "HEAD RELATION" of each word is afterwards, with blanks between. */
static void renewed(const char *rows, const char *want)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    dmr_tree *tree;
    demarche_str got = DMR_STR("");
    assert_int_equal(dmr_conllu_read(&file, dmr_str_c(rows), arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_trees(&tree, &file, arena, NULL), DEMARCHE_OK);
    dmr_ud1_renew(tree);
    for (int32_t i = 0; i < tree->n; i++)
        got = dmr_str_format(arena, "%.*s%s%d %s", (int)got.len, got.ptr, i ? " " : "",
                             (int)tree->words[i].head + 1,
                             dmr_rel_name((dmr_rel)tree->words[i].rel));
    assert_string_equal(got.ptr, want);
    dmr_arena_free(arena);
}

#define ROW(id, form, upos, head, rel)                                                   \
    id "\t" form "\t" form "\t" upos "\t_\t_\t" head "\t" rel "\t_\t_\n"

static void phrases_of_verbs_are_oblique(void **state)
{
    (void)state;
    renewed(ROW("1", "Ships", "NOUN", "3", "nsubjpass") ROW("2", "were", "VERB", "3",
                                                            "auxpass")
                ROW("3", "seized", "VERB", "0", "root") ROW("4", "by", "ADP", "5", "case")
                    ROW("5", "rebels", "NOUN", "3", "nmod")
                        ROW("6", "near", "ADP", "7", "case")
                            ROW("7", "Aden", "PROPN", "3", "nmod")
                                ROW("8", "Friday", "PROPN", "3", "nmod:tmod"),
            "3 nsubj:pass 3 aux:pass 0 root 5 case 3 obl:agent 7 case 3 obl "
            "3 obl:unmarked");
}

static void conjunctions_hang_on_what_follows(void **state)
{
    (void)state;
    renewed(
        ROW("1", "Chile", "PROPN", "4", "nsubj") ROW("2", "and", "CONJ", "1", "cc")
            ROW("3", "Peru", "PROPN", "1", "conj") ROW("4", "signed", "VERB", "0", "root")
                ROW("5", "no", "DET", "6", "neg") ROW("6", "pact", "NOUN", "4", "dobj")
                    ROW("7", "of", "ADP", "8", "case")
                        ROW("8", "peace", "NOUN", "6", "nmod"),
        "4 nsubj 3 cc 1 conj 0 root 6 det 4 obj 8 case 6 nmod");
}

static void trees_of_the_second_version_stay(void **state)
{
    (void)state;
    renewed(
        ROW("1", "Chile", "PROPN", "4", "nsubj") ROW("2", "and", "CCONJ", "3", "cc")
            ROW("3", "Peru", "PROPN", "1", "conj") ROW("4", "met", "VERB", "0", "root")
                ROW("5", "in", "ADP", "6", "case") ROW("6", "Lima", "PROPN", "4", "obl"),
        "4 nsubj 3 cc 1 conj 0 root 6 case 4 obl");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_of_verbs_are_oblique),
        cmocka_unit_test(conjunctions_hang_on_what_follows),
        cmocka_unit_test(trees_of_the_second_version_stay),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
