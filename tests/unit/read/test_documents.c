/* Inputs with several documents, their ids, and bad ones among them. */
#include "read_check.h"

#include "read/format.h"

static demarche_format told(demarche_str bytes, const char *path)
{
    const dmr_format_kind *kind;
    assert_int_equal(dmr_format_tell(&kind, bytes, path, NULL), DEMARCHE_OK);
    return kind->format;
}

static void formats_are_told_by_content_then_by_name(void **state)
{
    (void)state;
    assert_int_equal(told(S("{\"text\":1}"), "a.txt"), DEMARCHE_FORMAT_JSONL);
    assert_int_equal(told(S("x"), "a.JSONL"), DEMARCHE_FORMAT_JSONL);
    assert_int_equal(told(S("{{{{"), "a"), DEMARCHE_FORMAT_TEXT);
    assert_int_equal(told(S("# id\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"), "a.txt"),
                     DEMARCHE_FORMAT_CONLLU);
    assert_int_equal(told(S("x"), "a.conllu"), DEMARCHE_FORMAT_CONLLU);
    assert_int_equal(told(S("---\ntitle: a\n---\n"), "a.txt"), DEMARCHE_FORMAT_MARKDOWN);
    assert_int_equal(told(S("x"), "a.md"), DEMARCHE_FORMAT_MARKDOWN);
    assert_int_equal(told(S("# Head\n\nx"), "-"), DEMARCHE_FORMAT_MARKDOWN);
    assert_int_equal(told(S("# Head\n\nx"), "a.txt"), DEMARCHE_FORMAT_TEXT);
    assert_int_equal(told(S("Country Listing\n\nx"), "-"), DEMARCHE_FORMAT_COUNTRY_STUDY);
    assert_int_equal(told(S(""), NULL), DEMARCHE_FORMAT_TEXT);
    const dmr_format_kind *kind;
    demarche_error err = {0};
    assert_int_equal(dmr_format_tell(&kind, S("{\\rtf1 x"), "a.txt", &err),
                     DEMARCHE_E_FORMAT);
    assert_non_null(strstr(err.message, "RTF"));
    assert_int_equal(told(S("%PDF-1.4"), "a.txt"), DEMARCHE_FORMAT_PDF);
    assert_int_equal(told(S("\n <!DOCTYPE HTML>\n"), "a"), DEMARCHE_FORMAT_HTML);
    assert_int_equal(told(S("<p>x"), "a.html"), DEMARCHE_FORMAT_HTML);
}

static void names_of_formats_go_both_ways(void **state)
{
    (void)state;
    for (int f = DEMARCHE_FORMAT_TEXT; f <= DEMARCHE_FORMAT_PETRARCH; f++) {
        const dmr_format_kind *kind = dmr_format_kind_of((demarche_format)f);
        assert_non_null(kind);
        assert_int_equal(demarche_format_by_name(kind->name), f);
    }
    assert_int_equal(demarche_format_by_name("auto"), DEMARCHE_FORMAT_AUTO);
    assert_int_equal(demarche_format_by_name("word"), -1);
    assert_int_equal(demarche_format_by_name(NULL), -1);
}

static void a_bad_line_is_told_and_the_rest_goes_on(void **state)
{
    (void)state;
    demarche_str bytes =
        S("{\"text\":\"One.\"}\nbroken\n\n{\"id\":\"x\",\"text\":\"Two.\"}\n"
          "{\"a\":1}\n{\"text\":\"Three\\u0000.\"}");
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.path = "f.jsonl";
    dmr_documents d;
    dmr_source s;
    bool got;
    demarche_error err = {0};
    assert_int_equal(dmr_documents_open(&d, bytes, &opts, &err), DEMARCHE_OK);
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_OK);
    is(s.meta.id, "f.jsonl#1");
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_E_FORMAT);
    assert_int_equal(err.offset, 16);
    assert_non_null(strstr(err.message, "line 2 (byte 16)"));
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_OK);
    is(s.meta.id, "x");
    is(s.text, "Two.");
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_E_FORMAT);
    assert_non_null(strstr(err.message, "line 5"));
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_OK);
    is(s.meta.id, "f.jsonl#5");
    is(s.text, "Three .");
    assert_int_equal(s.counts.controls, 1);
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_OK);
    assert_false(got);
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, &err), DEMARCHE_OK);
    assert_false(got);
    dmr_documents_close(&d);
}

static void fields_of_jsonl_have_settable_names(void **state)
{
    (void)state;
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.field_text = "body";
    opts.field_section = "path";
    opts.field_as_of = "known";
    dmr_documents d;
    dmr_source s;
    bool got;
    assert_int_equal(dmr_documents_open(&d,
                                        S("{\"body\":\"B.\",\"path\":[\"a\",2],\"known\":"
                                          "1990,\"text\":\"no\",\"title\":null}"),
                                        &opts, NULL),
                     DEMARCHE_OK);
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, NULL), DEMARCHE_OK);
    is(s.text, "B.");
    is(s.meta.as_of, "1990");
    assert_int_equal(s.meta.n_section, 2);
    is(s.meta.section[1], "2");
    is(s.meta.title, "");
    dmr_documents_close(&d);
}

/* Read "x" from a file of that name; its speaker and date. */
static void named(const char *path, const char *speaker, const char *date)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.path = path;
    dmr_documents d;
    dmr_source s;
    bool got;
    assert_int_equal(dmr_documents_open(&d, S("x"), &opts, NULL), DEMARCHE_OK);
    assert_int_equal(dmr_documents_next(&d, &s, &got, arena, NULL), DEMARCHE_OK);
    is(s.meta.speaker, speaker);
    is(s.meta.date, date);
    dmr_documents_close(&d);
}

static void a_speech_of_the_general_debate_is_told_by_its_file(void **state)
{
    (void)state;
    named("un/1989/AFG_44_1989.txt", "AFG", "1989");
    named("SUN_7_1952.txt", "SUN", "1952");
    named("AFG_44_1989.md", "", "");
    named("AFGH_44_1989.txt", "", "");
    named("AFG_444_1989.txt", "", "");
    named("AFG_44_89.txt", "", "");
    named("AFG__1989.txt", "", "");
    named("AFG_44_19891.txt", "", "");
    named("AFG_", "", "");
}

static void options_of_another_version_are_refused(void **state)
{
    (void)state;
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.version = 99;
    dmr_documents d;
    assert_int_equal(dmr_documents_open(&d, S("x"), &opts, NULL), DEMARCHE_E_ARGUMENT);
    dmr_documents_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_told_by_content_then_by_name),
        cmocka_unit_test(names_of_formats_go_both_ways),
        cmocka_unit_test(a_bad_line_is_told_and_the_rest_goes_on),
        cmocka_unit_test(fields_of_jsonl_have_settable_names),
        cmocka_unit_test(a_speech_of_the_general_debate_is_told_by_its_file),
        cmocka_unit_test(options_of_another_version_are_refused),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
