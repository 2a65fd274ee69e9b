/* The Reuters collections: a story each, its lines made paragraphs again. */
#include "documents_check.h"

static const char STORY[] =
    "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n"
    "<REUTERS TOPICS=\"YES\" OLDID=\"5544\" NEWID=\"1\">\n<DATE>26-FEB-1987 15:01:01.79"
    "</DATE>\n<PLACES><D>quayland</D></PLACES>\n<UNKNOWN> \n&#5;&#5;C T\n</UNKNOWN>\n"
    "<TEXT>&#2;\n<TITLE>QUAY &lt;QUA> SELLS BOATS</TITLE>\n<AUTHOR>    By Ann Reed, "
    "Reuters"
    "</AUTHOR>\n<DATELINE>    QUAY CITY, Feb 26 - </DATELINE><BODY>Quayland sold boats "
    "to\nIsleria &amp; others.\n    Prices rose. They may\nfall.\n    Year     Boats\n"
    "    1986     12\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n";

static kind_read reuters(demarche_str bytes)
{
    return read_kind(&dmr_format_reuters, bytes, 0);
}

static void a_story_has_its_date_title_and_paragraphs(void **state)
{
    (void)state;
    kind_read r = reuters(S(STORY));
    assert_int_equal(r.n, 1);
    assert_int_equal(r.n_errors, 0);
    const dmr_source *s = &r.sources[0];
    is(s->meta.id, "1");
    is(s->meta.title, "QUAY <QUA> SELLS BOATS");
    is(s->meta.date, "1987-02-26");
    is(s->meta.source, "Reuters");
    is(s->meta.place, "QUAY CITY");
    assert_int_equal(s->n_paragraphs, 8);
    paragraph_is(s, 0, DMR_PARAGRAPH_HEADING, "QUAY <QUA> SELLS BOATS");
    paragraph_is(s, 1, DMR_PARAGRAPH_BYLINE, "By Ann Reed, Reuters");
    paragraph_is(s, 2, DMR_PARAGRAPH_BYLINE, "QUAY CITY, Feb 26 -");
    paragraph_is(s, 3, DMR_PARAGRAPH_PROSE, "Quayland sold boats to Isleria & others.");
    paragraph_is(s, 4, DMR_PARAGRAPH_PROSE, "Prices rose. They may fall.");
    paragraph_is(s, 5, DMR_PARAGRAPH_LIST, "Year Boats");
    paragraph_is(s, 6, DMR_PARAGRAPH_LIST, "1986 12");
    paragraph_is(s, 7, DMR_PARAGRAPH_NAVIGATION, "Reuter");
    assert_int_equal(s->counts.navigation_lines, 1);
    assert_int_equal(s->counts.controls, 1);
    assert_int_equal(s->source_start, dmr_str_find(S(STORY), S("<REUTERS"), 0));
}

static void brief_and_unprocessed_stories_are_read(void **state)
{
    (void)state;
    kind_read r = reuters(S(
        "<REUTERS NEWID=\"2\"><DATE> 3-MAR-1987 09:00:00</DATE><TEXT "
        "TYPE=\"BRIEF\">&#2;\n"
        "******<TITLE>QUAY BUYS ROPE</TITLE>Blah.\n&#3;</TEXT></REUTERS>\n"
        "<REUTERS NEWID=\"3\"><DATE>32-MAR-1987</DATE><TEXT TYPE=\"UNPROC\">&#2;\nRates "
        "are at\n5 pct & rising &#x; &bogus; 3 < 4.\n\nEnd.&#3;</TEXT></REUTERS>"));
    assert_int_equal(r.n, 2);
    is(r.sources[0].text, "QUAY BUYS ROPE\n\nBlah.");
    assert_int_equal(r.sources[0].counts.navigation_lines, 1);
    is(r.sources[0].meta.date, "1987-03-03");
    is(r.sources[1].text, "Rates are at 5 pct & rising &#x; &bogus; 3 < 4.\n\nEnd.");
    is(r.sources[1].meta.date, "");
    is(r.sources[1].meta.id, "3");
}

static void a_story_that_breaks_off_is_told_and_the_next_is_read(void **state)
{
    (void)state;
    kind_read r =
        reuters(S("<REUTERS NEWID=\"1\"><TEXT><BODY>Half a\n"
                  "<REUTERS NEWID=\"2\"><TEXT><BODY>All.</BODY></TEXT></REUTERS>"
                  "<REUTERS NEWID=\"3\"><TEXT>"));
    assert_int_equal(r.n, 1);
    is(r.sources[0].meta.id, "2");
    assert_int_equal(r.n_errors, 2);
    assert_int_equal(r.status, DEMARCHE_E_FORMAT);
    assert_non_null(strstr(r.err.message, "without its end"));
    r = reuters(S("no story"));
    assert_int_equal(r.n_errors, 1);
    assert_non_null(strstr(r.err.message, "no <REUTERS>"));
    r = read_kind(&dmr_format_reuters,
                  S("<REUTERS NEWID=\"1\"><TEXT>A long text.</TEXT></REUTERS><REUTERS "
                    "NEWID=\"2\"><TEXT>Short</TEXT></REUTERS>"),
                  8);
    assert_int_equal(r.n, 1);
    assert_int_equal(r.status, DEMARCHE_E_LIMIT);
}

static void stories_in_xml_are_read_too(void **state)
{
    (void)state;
    kind_read r = reuters(
        S("<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?>\n<newsitem itemid=\"2286\" "
          "id=\"root\" date=\"1996-08-20\" xml:lang=\"en\">\n<title>QUAYLAND: "
          "Boats.</title>"
          "\n<headline>Boats sold.</headline>\n<byline>Ann Reed</byline>\n<dateline>QUAY "
          "1996-08-20</dateline>\n<text>\n<p>Quayland sold caf\xE9s.</p>\n<p>Two &amp; "
          "three.</p>\n</text>\n<copyright>(c)</copyright><metadata><p>x</p></metadata>"
          "</newsitem>"));
    assert_int_equal(r.n, 1);
    assert_int_equal(r.n_errors, 0);
    const dmr_source *s = &r.sources[0];
    is(s->meta.id, "2286");
    is(s->meta.date, "1996-08-20");
    is(s->meta.title, "Boats sold.");
    is(s->meta.language, "en");
    is(s->text, "Boats sold.\n\nAnn Reed\n\nQUAY 1996-08-20\n\nQuayland sold cafés.\n\n"
                "Two & three.");
    r = reuters(S("<newsitem><text><p>A</text>"));
    assert_int_equal(r.n_errors, 1);
}

static void it_is_told_by_its_first_element(void **state)
{
    (void)state;
    assert_true(dmr_format_reuters.is(S(STORY), NULL));
    assert_true(dmr_format_reuters.is(S("<?xml version='1.0'?><newsitem a='b'>"), NULL));
    assert_false(dmr_format_reuters.is(S("<REUTERSX>"), NULL));
    assert_false(dmr_format_reuters.is(S("Reuters said <REUTERS>"), NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_story_has_its_date_title_and_paragraphs),
        cmocka_unit_test(brief_and_unprocessed_stories_are_read),
        cmocka_unit_test(a_story_that_breaks_off_is_told_and_the_next_is_read),
        cmocka_unit_test(stories_in_xml_are_read_too),
        cmocka_unit_test(it_is_told_by_its_first_element),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
