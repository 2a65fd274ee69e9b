/* The table of abbreviations: its rows, their examples, and what it refuses. */
#include <stdlib.h>
#include <unistd.h>

#include "base/table.h"
#include "split_check.h"
#include "text/abbrev.h"

static demarche_status load(const char *rows, demarche_error *err)
{
    char dir[] = "/tmp/demarche-abbrev-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/abbreviations.tsv", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(rows, f);
    fclose(f);
    dmr_arena *arena = dmr_arena_new(0);
    dmr_splitter *splitter;
    dmr_tables *tables;
    assert_int_equal(dmr_tables_open(&tables, dir, arena, err), DEMARCHE_OK);
    demarche_status status = dmr_splitter_load(&splitter, tables, arena, err);
    dmr_arena_free(arena);
    unlink(path);
    rmdir(dir);
    return status;
}

static void a_bad_row_is_refused_with_its_line(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "abbreviation\tkind\nGen.\tgeneral\n",
        "abbreviation\tkind\nGen\ttitle\n",
        "abbreviation\tkind\n.\ttitle\n",
        "abbreviation\tkind\nAbcdefghijklmnopq.\ttitle\n",
        "abbreviation\tkind\nGen.\ttitle\nGen.\tplain\n",
        "abbreviation\tkind\nGen.\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        demarche_error err = {0};
        assert_int_equal(load(bad[i], &err), DEMARCHE_E_LEXICON);
        assert_int_equal(err.offset, i == 4 ? 3 : 2);
        assert_non_null(strstr(err.message, "abbreviations.tsv"));
    }
    demarche_error err = {0};
    assert_int_equal(load("abbreviation\tkind\nGen.\ttitle\n", &err), 0);
}

static void a_missing_table_is_named(void **state)
{
    (void)state;
    demarche_error err = {0};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_splitter *splitter;
    dmr_tables *tables;
    char dir[] = "/tmp/demarche-abbrev-XXXXXX";
    assert_non_null(mkdtemp(dir));
    assert_int_equal(dmr_tables_open(&tables, dir, arena, &err), DEMARCHE_OK);
    rmdir(dir);
    assert_int_equal(dmr_splitter_load(&splitter, tables, arena, &err), DEMARCHE_E_IO);
    assert_non_null(strstr(err.message, dir));
    assert_non_null(strstr(err.message, "/abbreviations.tsv"));
    assert_null(splitter);
    dmr_arena_free(arena);
}

static void capitals_find_their_row(void **state)
{
    (void)state;
    split_sample s;
    split_text(&s, "");
    assert_int_equal(dmr_abbrev_find(s.splitter, DMR_STR("Gen")), DMR_ABBREV_TITLE);
    assert_int_equal(dmr_abbrev_find(s.splitter, DMR_STR("GEN")), DMR_ABBREV_TITLE);
    assert_int_equal(dmr_abbrev_find(s.splitter, DMR_STR("gen")), DMR_ABBREV_NONE);
    assert_int_equal(dmr_abbrev_find(s.splitter, DMR_STR("APPROX")), DMR_ABBREV_PLAIN);
    assert_int_equal(dmr_abbrev_find(s.splitter, DMR_STR("Approx")), DMR_ABBREV_PLAIN);
    assert_int_equal(dmr_abbrev_find(NULL, DMR_STR("Gen")), DMR_ABBREV_NONE);
    split_close(&s);
}

/* In each example the abbreviation is one word, and there is one sentence. */
static void every_example_holds(void **state)
{
    (void)state;
    static const char *const columns[] = {"abbreviation", "kind", "?example", "?note",
                                          NULL};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_table table;
    demarche_error err = {0};
    if (dmr_table_load(&table, DMR_SOURCE_DIR "/lexicon/abbreviations.tsv", columns,
                       arena, &err))
        fail_msg("%s", err.message);
    size_t examples = 0;
    for (size_t i = 0; i < table.n_rows; i++) {
        demarche_str word = table.rows[i].cells[0];
        demarche_str example = dmr_str_copy(arena, table.rows[i].cells[2]);
        if (!example.len)
            continue;
        examples++;
        split_sample s;
        split_text(&s, example.ptr);
        bool found = false;
        for (size_t k = 0; k < s.tokens.n_tokens; k++) {
            demarche_str form = s.tokens.tokens[k].form;
            /* at the end of its sentence the stop is cut off: "etc" "." */
            if (dmr_str_is(table.rows[i].cells[1], "end") && !dmr_str_ends(form, word))
                form.len += k + 2 == s.tokens.n_tokens && form.len + 1 == word.len;
            found |= dmr_str_eq(form, word);
        }
        if (!found || s.tokens.n_sentences != 1)
            fail_msg("line %u: \"%s\"", table.rows[i].line, example.ptr);
        split_close(&s);
    }
    assert_int_equal(examples, table.n_rows);
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_row_is_refused_with_its_line),
        cmocka_unit_test(a_missing_table_is_named),
        cmocka_unit_test(capitals_find_their_row),
        cmocka_unit_test(every_example_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
