/* The text stays as it is, and each of its times is marked. */
#include "linked_kit.h"

/* A document of these words, with times at the given words. */
typedef struct marked {
    const char *words, *type, *value;
} marked;

static demarche_document *document(const char *text, const marked *times, size_t n)
{
    demarche_document *doc = dmr_document_new();
    assert_non_null(doc);
    doc->stage = DEMARCHE_STAGE_EVENT;
    doc->source.text = dmr_str_c(text);
    doc->source.meta.id = S("d & 1");
    demarche_mention *m = calloc(n, sizeof *m); /* freed with the document */
    for (size_t i = 0; i < n; i++) {
        const char *at = strstr(text, times[i].words);
        assert_non_null(at);
        m[i].kind = DEMARCHE_MENTION_TIME;
        m[i].start = (size_t)(at - text);
        m[i].end = m[i].start + strlen(times[i].words);
        m[i].type = dmr_str_c(times[i].type);
        m[i].value = dmr_str_c(times[i].value);
    }
    doc->mentions.at = m;
    doc->mentions.n = n;
    return doc;
}

static void one_document_is_one_timeml(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_TIMEX3);
    kit_document(&kit, *state);
    kit_close(&kit);
    assert_string_equal(
        kit_file(&kit, ""),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<TimeML>\n<DOCID>page-1</DOCID>\n"
        "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"1990-07-02\" "
        "functionInDocument=\"CREATION_TIME\" temporalFunction=\"false\">1990-07-02"
        "</TIMEX3></DCT>\n<TITLE>Relations</TITLE>\n"
        "<TEXT>In <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1988\">1988</TIMEX3> KOTRA "
        "president Yi Sun-gi gave P\u2019yongyang some 300 trucks in Rome through "
        "Finland. "
        "He left.</TEXT>\n</TimeML>\n");
    kit_free(&kit);
}

static void several_documents_have_one_root_and_numbers_of_their_own(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_TIMEX3);
    for (size_t i = 0; i < 3; i++)
        kit_document(&kit, *state);
    kit_close(&kit);
    const char *text = kit_file(&kit, "");
    kit_has(text, "?>\n<TimeMLDocuments>\n<TimeML>\n<DOCID>");
    kit_has(text, "</TimeML>\n</TimeMLDocuments>\n");
    assert_int_equal(kit_count(text, "<TimeML>"), 3);
    assert_int_equal(kit_count(text, "tid=\"t"), 6);
    assert_int_equal(kit_count(text, "tid=\"t5\""), 1);
    kit_free(&kit);
}

static void the_ends_of_a_range_are_marked_and_then_the_range(void **state)
{
    (void)state;
    static const marked times[] = {{"from 1979 to 1981", "DATE", "1979/1981"},
                                   {"1979", "DATE", "1979"},
                                   {"1981", "DATE", "1981"},
                                   {"in May", "DATE", "1982-05"},
                                   {"May 1982", "DATE", "1982-05"}};
    demarche_document *doc = document("War from 1979 to 1981, in May 1982.", times, 5);
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_TIMEX3);
    kit_document(&kit, doc);
    kit_close(&kit);
    kit_has(kit_file(&kit, ""),
            "<DCT/>\n<TEXT>War from <TIMEX3 tid=\"t0\" type=\"DATE\" value=\"1979\">1979"
            "</TIMEX3> to <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1981\">1981</TIMEX3>"
            "<TIMEX3 tid=\"t2\" type=\"DURATION\" value=\"PXD\" beginPoint=\"t0\" "
            "endPoint=\"t1\" temporalFunction=\"true\"/>, "
            "<TIMEX3 tid=\"t3\" type=\"DATE\" value=\"1982-05\">in May</TIMEX3>"
            "<TIMEX3 tid=\"t4\" type=\"DATE\" value=\"1982-05\"/> 1982.</TEXT>");
    kit_free(&kit);
    demarche_document_free(doc);
}

static void hostile_text_stays_text(void **state)
{
    (void)state;
    static const marked times[] = {{"</TEXT>", "DATE", "\"/><x y=\""}};
    demarche_document *doc = document("a & b </TEXT> ]]> \xEF\xBF\xBF", times, 1);
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_TIMEX3);
    kit_document(&kit, doc);
    kit_close(&kit);
    kit_has(kit_file(&kit, ""), "<DOCID>d &amp; 1</DOCID>");
    kit_has(kit_file(&kit, ""),
            "<TEXT>a &amp; b <TIMEX3 tid=\"t0\" type=\"DATE\" "
            "value=\"&quot;/&gt;&lt;x y=&quot;\">&lt;/TEXT&gt;</TIMEX3> ]]&gt; \uFFFD"
            "</TEXT>");
    kit_free(&kit);
    demarche_document_free(doc);
}

static void no_documents_are_xml_too(void **state)
{
    (void)state;
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_TIMEX3);
    kit_close(&kit);
    kit_has(kit_file(&kit, ""), "?>\n<TimeMLDocuments/>\n");
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_document_is_one_timeml),
        cmocka_unit_test(several_documents_have_one_root_and_numbers_of_their_own),
        cmocka_unit_test(the_ends_of_a_range_are_marked_and_then_the_range),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(no_documents_are_xml_too),
    };
    return cmocka_run_group_tests(tests, kit_setup, kit_teardown);
}
