/* Entities in MISC: spans are written from what words head, numbered through each document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/json.h"
#include "parse/conllu.h"

static const char PLAIN[] =
    "# newdoc id = d1\n"
    "# global.Entity = eid-etype-other\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(e9-person-x(e8-place-y)\n"
    "2\tenvoy\tenvoy\tNOUN\tNN\t_\t5\tnsubj\t_\tEntityHead=person|X=1\n"
    "3\tof\tof\tADP\tIN\t_\t4\tcase\t_\tEntity=e9)\n"
    "4\tSpain\tSpain\tPROPN\tNNP\t_\t2\tnmod\t_\tEntityHead=place\n"
    "5\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
    "\n"
    "1\tGood\tgood\tADJ\tJJ\t_\t0\troot\t_\t_\n"
    "\n"
    "1\tOslo\tOslo\tPROPN\tNNP\t_\t0\troot\t_\tEntityHead=place\n"
    "\n";

static const char LAYERED[] =
    "# newdoc id = d1\n"
    "# global.Entity = GRP-etype\n"
    "1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person\n"
    "2\tenvoy\tenvoy\tNOUN\tNN\t_\t5\tnsubj\t_\tEntityHead=person|X=1\n"
    "3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_\n"
    "4\tSpain\tSpain\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place)1)|EntityHead=place\n"
    "5\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
    "\n"
    "1\tGood\tgood\tADJ\tJJ\t_\t0\troot\t_\t_\n"
    "\n"
    "1\tOslo\tOslo\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(3-place)|EntityHead=place\n"
    "\n";

static void written(const char *text, const char *expected)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    dmr_tree *trees;
    dmr_buffer out = {0};
    assert_int_equal(dmr_conllu_read(&file, dmr_str_c(text), arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_trees(&trees, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_write(&file, trees, dmr_buffer_write, &out, NULL),
                     DEMARCHE_OK);
    assert_int_equal(out.n, strlen(expected));
    assert_memory_equal(out.at, expected, out.n);
    free(out.at);
    dmr_arena_free(arena);
}

static void spans_replace_those_that_the_file_came_with(void **state)
{
    (void)state;
    written(PLAIN, LAYERED);
}

static void what_was_written_is_written_again(void **state)
{
    (void)state;
    written(LAYERED, LAYERED);
}

static void each_document_is_numbered_from_1(void **state)
{
    static const char two[] =
        "# newdoc id = a\n"
        "# global.Entity = GRP-etype\n"
        "1\tOslo\tOslo\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-place)|EntityHead=place\n"
        "\n"
        "# newdoc id = b\n"
        "1\tGood\tgood\tADJ\tJJ\t_\t0\troot\t_\t_\n"
        "\n"
        "# newdoc id = c\n"
        "# global.Entity = GRP-etype\n"
        "1\tRome\tRome\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-place)|EntityHead=place\n"
        "\n";
    (void)state;
    written(two, two);
}

static void without_heads_the_file_keeps_its_own_spans(void **state)
{
    static const char own[] =
        "# global.Entity = eid-etype\n"
        "1\tOslo\tOslo\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(e1-place)\n"
        "\n";
    (void)state;
    written(own, own);
}

/* "c" hangs on "a" and "d" on "b": neither span lies within the other. */
static void spans_that_cross_can_be_told_apart(void **state)
{
    static const char odd[] = "1\ta\ta\tNOUN\tNN\t_\t0\troot\t_\tEntityHead=event\n"
                              "2\tb\tb\tNOUN\tNN\t_\t1\tdep\t_\tEntityHead=place\n"
                              "3\tc\tc\tNOUN\tNN\t_\t1\tnmod\t_\tEntityHead=time\n"
                              "4\td\td\tNOUN\tNN\t_\t2\tnmod\t_\t_\n"
                              "5\te\te\tNOUN\tNN\t_\t3\tnmod\t_\t_\n"
                              "\n";
    static const char crossed[] =
        "# global.Entity = GRP-etype\n"
        "1\ta\ta\tNOUN\tNN\t_\t0\troot\t_\tEntity=(1-event)|EntityHead=event\n"
        "2\tb\tb\tNOUN\tNN\t_\t1\tdep\t_\tEntity=(2-place|EntityHead=place\n"
        "3\tc\tc\tNOUN\tNN\t_\t1\tnmod\t_\tEntity=(3-time|EntityHead=time\n"
        "4\td\td\tNOUN\tNN\t_\t2\tnmod\t_\tEntity=2)\n"
        "5\te\te\tNOUN\tNN\t_\t3\tnmod\t_\tEntity=3)\n"
        "\n";
    (void)state;
    written(odd, crossed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_replace_those_that_the_file_came_with),
        cmocka_unit_test(what_was_written_is_written_again),
        cmocka_unit_test(each_document_is_numbered_from_1),
        cmocka_unit_test(without_heads_the_file_keeps_its_own_spans),
        cmocka_unit_test(spans_that_cross_can_be_told_apart),
    };
    return cmocka_run_group_tests_name("entity_layer", tests, NULL, NULL);
}
