/* PETRARCH's XML: a sentence is a document, and what is odd is told. */
#include "read_check.h"

#include "read/format.h"

static const char *const ROWS = "1\tIran\tIran\tPROPN\tNNP\t_\t0\troot\t_\t_";

static dmr_documents open_xml(demarche_str bytes, size_t max_bytes)
{
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    dmr_documents d;
    opts.format = DEMARCHE_FORMAT_PETRARCH;
    opts.path = "p.xml";
    opts.max_bytes = max_bytes;
    assert_int_equal(dmr_documents_open(&d, bytes, &opts, NULL), DEMARCHE_OK);
    return d;
}

static dmr_source next(dmr_documents *d)
{
    demarche_error err = {0};
    dmr_source s;
    bool got = false;
    if (dmr_documents_next(d, &s, &got, arena, &err))
        fail_msg("%s", err.message);
    assert_true(got);
    return s;
}

static void refused(dmr_documents *d, demarche_status status, const char *what)
{
    demarche_error err = {0};
    dmr_source s;
    bool got = false;
    assert_int_equal(dmr_documents_next(d, &s, &got, arena, &err), status);
    assert_false(got);
    if (!strstr(err.message, what))
        fail_msg("\"%s\" lacks \"%s\"", err.message, what);
}

static void at_end(dmr_documents *d)
{
    dmr_source s;
    bool got = true;
    assert_int_equal(dmr_documents_next(d, &s, &got, arena, NULL), DEMARCHE_OK);
    assert_false(got);
}

static void a_sentence_is_a_document_with_what_its_tag_says(void **state)
{
    (void)state;
    dmr_documents d = open_xml(
        S("<?xml version='1.0'?><Sentences><Note><Text>no</Text></Note>"
          "<Sentence date=\"19950103\" id=\"a_1\" source=\"AFP\" url=\"http://e.org\">"
          "<EventCoding/><Text>\n Iran &amp; Iraq\nmet. \n</Text></Sentence>"
          "<Sentence><Text>Two.</Text></Sentence></Sentences>"),
        0);
    dmr_source s = next(&d);
    is(s.meta.id, "a_1");
    is(s.meta.date, "1995-01-03");
    is(s.meta.source, "AFP");
    is(s.meta.url, "http://e.org");
    is(s.meta.format, "petrarch");
    is(s.text, "Iran & Iraq\nmet.");
    assert_int_equal(s.n_paragraphs, 1);
    assert_int_equal(s.paragraphs[0].end, s.text.len);
    assert_int_equal(s.paragraphs[0].kind, DMR_PARAGRAPH_PROSE);
    s = next(&d);
    is(s.meta.id, "p.xml#2");
    is(s.text, "Two.");
    at_end(&d);
    dmr_documents_close(&d);
}

static void parses_in_columns_are_given_on_and_those_in_brackets_are_not(void **state)
{
    (void)state;
    demarche_str xml = dmr_str_format(
        arena,
        "<Sentences><Sentence><Text>Iran</Text><Parse>\n%s\n</Parse></Sentence>"
        "<Sentence><Text>Iran.</Text><Parse>(ROOT (NNP Iran))</Parse></Sentence>"
        "<Sentence><Parse>(ROOT (S (NP (NNP Iran)) (VP (VBD left)\n(NP (-NONE- *))) "
        "(-LRB- -LRB-)(. .)))</Parse></Sentence>"
        "<Sentence><Text>Last.</Text></Sentence></Sentences>",
        ROWS);
    dmr_documents d = open_xml(xml, 0);
    dmr_source s = next(&d);
    is(s.parse, ROWS);
    s = next(&d);
    is(s.parse, "");
    is(s.text, "Iran.");
    s = next(&d);
    is(s.text, "Iran left ( ."); /* no text: the words of the tree */
    s = next(&d);
    is(s.text, "Last.");
    at_end(&d);
    dmr_documents_close(&d);
}

static void stories_have_paragraphs(void **state)
{
    (void)state;
    dmr_documents d = open_xml(S("<Sentence sentence=\"False\"><Text>\nIran attacked "
                                 "Iraq.\n\nIraq answered.\n</Text></Sentence>"),
                               0);
    dmr_source s = next(&d);
    assert_int_equal(s.n_paragraphs, 2);
    dmr_documents_close(&d);
}

static void what_is_no_such_file_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *why;
    } cases[] = {
        {"<Sentences>\n<Sentence><Text>a</Sentence>", "line 2: not XML"},
        {"", "not XML"},
        {"<html/>", "no <Sentence>"},
        {"<!DOCTYPE a [<!ENTITY x \"y\">]><Sentence><Text>&x;</Text></Sentence>",
         "DOCTYPE"},
        {"<Sentence><Text>&x;</Text></Sentence>", "not XML"},
        {"<Sentence><Text>\xFF</Text></Sentence>", "not XML"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dmr_documents d = open_xml(dmr_str_c(cases[i].xml), 0);
        refused(&d, DEMARCHE_E_FORMAT, cases[i].why);
        at_end(&d);
        dmr_documents_close(&d);
    }
    dmr_documents d = open_xml(S("<Sentence><Text>abcdef</Text></Sentence>"), 5);
    refused(&d, DEMARCHE_E_LIMIT, "split it");
    at_end(&d);
    dmr_documents_close(&d);
}

static void long_files_are_read_as_they_come(void **state)
{
    (void)state;
    enum { N = 3000 };
    static const char one[] =
        "<Sentence id=\"n\"><Text>Iran attacked Iraq.</Text></Sentence>\n";
    size_t len = sizeof one - 1, n = 0;
    char *bytes = dmr_arena_alloc(arena, N * len + 64);
    assert_non_null(bytes);
    memcpy(bytes, "<Sentences>", 11);
    n = 11;
    for (int i = 0; i < N; i++, n += len)
        memcpy(bytes + n, one, len);
    memcpy(bytes + n, "</Sentences>", 12);
    dmr_documents d = open_xml(dmr_str(bytes, n + 12), 0);
    for (size_t i = 1; i <= N; i++) {
        dmr_source s = next(&d);
        is(s.text, "Iran attacked Iraq.");
        assert_int_equal(dmr_documents_offset(&d), 11 + i * len - 1);
    }
    at_end(&d);
    assert_int_equal(dmr_documents_offset(&d), n + 12);
    dmr_documents_close(&d);
}

static void it_is_told_by_its_first_element(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a -->\n<Sentences>", true},
        {"<Validation>", true},
        {"<Sentence date=\"1\">", true},
        {"<SentencesX>", false},
        {"<?xml version='1.0'?><TEI>", false},
        {"<!-- never closed", false},
        {"Sentences", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (dmr_format_petrarch.is(dmr_str_c(cases[i].text), NULL) != cases[i].is)
            fail_msg("wrong of \"%s\"", cases[i].text);
    }
    const dmr_format_kind *kind;
    assert_int_equal(dmr_format_tell(&kind, S("<?xml?><Sentences>"), "a.xml", NULL),
                     DEMARCHE_OK);
    assert_ptr_equal(kind, &dmr_format_petrarch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_a_document_with_what_its_tag_says),
        cmocka_unit_test(parses_in_columns_are_given_on_and_those_in_brackets_are_not),
        cmocka_unit_test(stories_have_paragraphs),
        cmocka_unit_test(what_is_no_such_file_is_told),
        cmocka_unit_test(long_files_are_read_as_they_come),
        cmocka_unit_test(it_is_told_by_its_first_element),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
