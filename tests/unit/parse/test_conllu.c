/* CoNLL-U: what is read comes back, new analyses replace old ones, nonsense is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/json.h"
#include "parse/conllu.h"

static const char FILE_TEXT[] =
    "# newdoc id = d1\n"
    "# text = They don't go. x\n"
    "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tA=b\n"
    "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\tB=c\n"
    "4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "4.1\tgo\tgo\tVERB\t_\t_\t_\t_\t0:root\t_\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "1\t10 000\t10000\tNUM\tCD\t_\t0\troot\t_\tX=1|SpaceAfter=No|Y\n"
    "\n";

static demarche_status read_text(const char *text, dmr_conllu *file, dmr_arena *arena,
                                 demarche_error *err)
{
    return dmr_conllu_read(file, dmr_str_c(text), arena, err);
}

static void words_spans_and_spaces_are_read(void **state)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    const dmr_token *t;

    (void)state;
    assert_int_equal(read_text(FILE_TEXT, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(file.tokens.n_sentences, 2);
    assert_int_equal(file.tokens.n_tokens, 6);
    assert_true(dmr_str_is(file.text, "They don't go.\n10 000\n"));
    t = file.tokens.tokens;
    assert_true(t[0].space_after && !t[0].joins_next);
    assert_true(!t[1].space_after && t[1].joins_next);
    assert_true(t[2].space_after && !t[2].joins_next);
    assert_true(!t[3].space_after);
    assert_false(t[5].space_after);
    for (size_t i = 0; i < 6; i++) {
        demarche_str slice = dmr_str(file.text.ptr + t[i].start, t[i].end - t[i].start);
        assert_true(dmr_str_eq(slice, t[i].form));
    }
    assert_int_equal(file.tokens.sentences[0].paragraph, 0);
    assert_int_equal(file.tokens.sentences[1].paragraph, 1);
    assert_int_equal(file.tokens.sentences[0].end, 14);
    dmr_arena_free(arena);
}

static void a_file_written_with_its_own_trees_is_the_same(void **state)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    dmr_tree *trees;
    dmr_buffer out = {0};

    (void)state;
    assert_int_equal(read_text(FILE_TEXT, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_trees(&trees, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(trees[0].root, 3);
    assert_int_equal(trees[0].words[3].first_child, 0);
    assert_int_equal(dmr_conllu_write(&file, trees, dmr_buffer_write, &out, NULL),
                     DEMARCHE_OK);
    assert_true(dmr_str_is(dmr_str(out.at, out.n), FILE_TEXT));
    free(out.at);
    dmr_arena_free(arena);
}

static void a_text_is_written_with_ranges_and_spaces(void **state)
{
    static const char want[] = "# newdoc id = doc\n"
                               "# newpar\n"
                               "# sent_id = 1\n"
                               "# text = They don't go.\n"
                               "1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n"
                               "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                               "2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_\n"
                               "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
                               "4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t"
                               "SpaceAfter=No\n"
                               "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
                               "\n"
                               "# newpar\n"
                               "# sent_id = 2\n"
                               "# text = 10 000\n"
                               "1\t10 000\t10000\tNUM\tCD\t_\t0\troot\t_\tSpaceAfter=No\n"
                               "\n";
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    dmr_tree *trees;
    dmr_buffer out = {0};

    (void)state;
    assert_int_equal(read_text(FILE_TEXT, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_trees(&trees, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_write_text(DMR_STR("doc"), &file.tokens, trees,
                                           dmr_buffer_write, &out, NULL),
                     DEMARCHE_OK);
    assert_true(dmr_str_is(dmr_str(out.at, out.n), want));
    free(out.at);
    dmr_arena_free(arena);
}

static void what_a_word_heads_stands_in_misc(void **state)
{
    static const char text[] =
        "1\tRoh\tRoh\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntityHead=person|X=1\n"
        "2\twent\tgo\tVERB\tVBD\t_\t0\troot\t_\tEntityHead=thing\n"
        "3\tthere\tthere\tADV\tRB\t_\t2\tadvmod\t_\tEntityHead=-\n\n";
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    dmr_tree *tree;
    dmr_buffer out = {0};

    (void)state;
    assert_int_equal(read_text(text, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_conllu_trees(&tree, &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(tree->words[0].ent, DMR_ENT_PERSON);
    assert_int_equal(tree->words[1].ent, DMR_ENT_NONE);
    tree->words[2].ent = DMR_ENT_PLACE;
    assert_int_equal(dmr_conllu_write(&file, tree, dmr_buffer_write, &out, NULL),
                     DEMARCHE_OK);
    demarche_str got = dmr_str(out.at, out.n);
    assert_true(dmr_str_find(got, DMR_STR("EntityHead=person|X=1\n"), 0) != SIZE_MAX);
    assert_true(dmr_str_find(got, DMR_STR("EntityHead=place"), 0) != SIZE_MAX);
    assert_true(dmr_str_find(got, DMR_STR("EntityHead=thing"), 0) == SIZE_MAX);
    free(out.at);
    dmr_arena_free(arena);
}

static void odd_ends_of_files_are_fine(void **state)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;

    (void)state;
    assert_int_equal(read_text("", &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(file.tokens.n_sentences, 0);
    assert_int_equal(read_text("\n\n# only a comment", &file, arena, NULL), DEMARCHE_OK);
    assert_int_equal(file.tokens.n_sentences, 0);
    assert_int_equal(
        read_text("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n1\tb\t_\t_\t_\t_\t_\t_\t_\t_",
                  &file, arena, NULL),
        DEMARCHE_OK);
    assert_int_equal(file.tokens.n_sentences, 2);
    assert_true(dmr_str_is(file.text, "a\nb\n"));
    dmr_arena_free(arena);
}

static void refused(const char *text, const char *why, size_t line)
{
    dmr_arena *arena = dmr_arena_new(0);
    dmr_conllu file;
    demarche_error err = {0};

    assert_int_equal(read_text(text, &file, arena, &err), DEMARCHE_E_FORMAT);
    if (!strstr(err.message, why))
        fail_msg("%s", err.message);
    assert_int_equal(err.offset, line);
    dmr_arena_free(arena);
}

#define TAIL "\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"

static void what_is_no_conllu_is_refused_with_its_line(void **state)
{
    (void)state;
    refused("Plain prose.\n", "1 columns, ten wanted", 1);
    refused("1" TAIL "2\ta\t_\n", "3 columns, ten wanted", 2);
    refused("2" TAIL, "ids do not count", 1);
    refused("1" TAIL "1" TAIL, "ids do not count", 2);
    refused("x" TAIL, "ids do not count", 1);
    refused("99999999999999999999" TAIL, "ids do not count", 1);
    refused("2-3" TAIL, "range of words", 1);
    refused("1-3" TAIL "1" TAIL "2-3" TAIL, "range of words", 3);
    refused("1-2" TAIL "1" TAIL "\n", "within a range", 3);
    refused("3.1" TAIL, "empty node", 1);
    refused("1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", "no form", 1);
}

static void heads_that_are_no_tree_are_no_gold_trees(void **state)
{
    static const char *const bad[] = {
        "1\ta\ta\tX\t_\t_\t1\tdep\t_\t_\n",
        "1\ta\ta\tX\t_\t_\t_\t_\t_\t_\n",
        "1\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n",
        "1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\ta\ta\tX\t_\t_\t0\troot\t_\t_\n",
        ("1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n2\ta\ta\tX\t_\t_\t3\tdep\t_\t_\n"
         "3\ta\ta\tX\t_\t_\t2\tdep\t_\t_\n"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        dmr_arena *arena = dmr_arena_new(0);
        dmr_conllu file;
        dmr_tree *trees;

        assert_int_equal(read_text(bad[i], &file, arena, NULL), DEMARCHE_OK);
        assert_int_equal(dmr_conllu_trees(&trees, &file, arena, NULL), DEMARCHE_E_FORMAT);
        dmr_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_spans_and_spaces_are_read),
        cmocka_unit_test(a_file_written_with_its_own_trees_is_the_same),
        cmocka_unit_test(a_text_is_written_with_ranges_and_spaces),
        cmocka_unit_test(what_a_word_heads_stands_in_misc),
        cmocka_unit_test(odd_ends_of_files_are_fine),
        cmocka_unit_test(what_is_no_conllu_is_refused_with_its_line),
        cmocka_unit_test(heads_that_are_no_tree_are_no_gold_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
