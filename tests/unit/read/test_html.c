/* HTML: the article told from what leads around it, and what a page says of itself. */
#include <stdlib.h>

#include "html_check.h"

static const char news[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Ruritania and Strelsau sign fishing "
    "accord - The Zenda Courier</title>\n"
    "<meta property=\"og:site_name\" content=\"The Zenda Courier\">\n"
    "<meta property=\"article:modified_time\" content=\"1990-07-01\">\n"
    "<link rel=\"canonical\" href=\"https://courier.example/1990/accord\">\n"
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":"
    "\"1990-06-04T08:00:00Z\",\"dateModified\":\"1990-07-01\"}</script>\n"
    "<style>p { color: red }</style></head><body>\n"
    "<div class=\"cookie-consent\"><p>We use cookies to make this site better for you. "
    "By going on you agree to all of them, and to those of our friends.</p>"
    "<button>Accept all</button></div>\n"
    "<header><a href=\"/\">The Zenda Courier</a><nav><ul><li><a "
    "href=\"/w\">World</a></li>"
    "<li><a href=\"/b\">Business</a></li><li><a href=\"/s\">Sport</a></li></ul></nav>"
    "</header>\n"
    "<main><article><h1>Ruritania and Strelsau sign fishing accord</h1>\n"
    "<p class=\"byline\">By Ada Bell</p><time datetime=\"1990-06-03\">yesterday</time>\n"
    "<p>The foreign ministers of Ruritania and Strelsau signed an accord on fishing on "
    "Monday, after two years of talks in <a href=\"/zenda\">Zenda</a>.</p>\n"
    "<h2>A long quarrel</h2>\n"
    "<p>Ruritania had seized three Strelsau trawlers in 1988.</p>\n"
    "<p>\"We are glad,\" he said.</p>\n"
    "<div class=\"share-buttons\"><a href=\"#\">Share</a> <a href=\"#\">Tweet</a></div>\n"
    "<p>The accord lets each side&rsquo;s fleet take 4,000 tons a year; caf&eacute;s "
    "in the port stayed open&nbsp;late.</p>\n"
    "<aside><h3>Related</h3><ul><li><a href=\"/1\">Ruritania recalls its envoy</a></li>"
    "<li><a href=\"/2\">Strelsau to vote in May</a></li></ul></aside>\n"
    "</article>\n"
    "<div class=\"more\"><div><h3><a href=\"/3\">King opens parliament in "
    "Strelsau</a></h3>"
    "<p>The king opened the parliament and promised a new law on forests.</p></div>"
    "<div><h3><a href=\"/4\">Rail strike ends in Zenda</a></h3><p>Trains ran again after "
    "workers accepted an offer of the ministry.</p></div>"
    "<div><h3><a href=\"/5\">Fair closes with record</a></h3><p>More people than ever "
    "came "
    "to the fair of Hentzau this year.</p></div></div></main>\n"
    "<footer><p>Copyright 1990 The Zenda Courier. All rights reserved to the owners, who "
    "live in Zenda.</p></footer><script>var p = \"<p>no "
    "text</p>\";</script></body></html>";

static void the_article_is_prose_and_the_rest_navigation(void **state)
{
    (void)state;
    dmr_source s = read_html(S(news));
    kind_is(&s, "signed an accord", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "three Strelsau trawlers", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "We are glad", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "4,000 tons", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "A long quarrel", DMR_PARAGRAPH_HEADING);
    kind_is(&s, "sign fishing accord", DMR_PARAGRAPH_HEADING);
    kind_is(&s, "By Ada Bell", DMR_PARAGRAPH_BYLINE);
    static const char *const around[] = {
        "We use cookies", "Accept all",      "Business",           "Tweet",
        "Related",        "its envoy",       "law on forests",     "Rail strike",
        "Trains ran",     "fair of Hentzau", "All rights reserved"};
    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        kind_is(&s, around[i], DMR_PARAGRAPH_NAVIGATION);
    size_t navigation = 0;
    for (size_t i = 0; i < s.n_paragraphs; i++)
        navigation += s.paragraphs[i].kind == DMR_PARAGRAPH_NAVIGATION;
    assert_int_equal(s.counts.navigation_lines, navigation);
    kind_is(&s, "no text", -1);
    kind_is(&s, "color", -1);
}

static void a_page_says_what_it_is(void **state)
{
    (void)state;
    dmr_source s = read_html(S(news));
    is(s.meta.title, "Ruritania and Strelsau sign fishing accord");
    is(s.meta.date, "1990-06-04");
    is(s.meta.source, "The Zenda Courier");
    is(s.meta.url, "https://courier.example/1990/accord");
    is(s.meta.language, "en");
    assert_int_equal(s.meta.n_section, 0);
    s = read_html(S("<html><head><meta property=\"article:modified_time\" "
                    "content=\"1990-07-01\"><title>Notes</title></head><body><p>They met "
                    "in the capital and talked for an hour.</p></body></html>"));
    is(s.meta.date, "");
    is(s.meta.title, "Notes");
    s = read_html(S("<html><body><h1>Talks</h1><p>Zenda, 4 June 1990</p><p>They met in "
                    "the capital and talked for an hour.</p></body></html>"));
    is(s.meta.date, "1990-06-04");
    kind_is(&s, "Zenda, 4 June", DMR_PARAGRAPH_BYLINE);
    s = read_html(S("<html><body><p>Posted 4 June 1990 | Ada Bell</p><p>They met in "
                    "the capital and talked for an hour.</p></body></html>"));
    is(s.meta.date, "1990-06-04");
}

static void words_lead_back_to_their_bytes(void **state)
{
    (void)state;
    dmr_source s = read_html(S(news));
    leads_back(&s, S(news), "signed an accord on fishing");
    leads_back(&s, S(news), "s in the port stayed open");
    leads_back(&s, S(news), "fleet take");
    leads_back(&s, S(news), "late.");
    leads_back(&s, S(news), "Rail strike ends");
    size_t at = dmr_str_find(s.text, S("\xC3\xA9s in"), 0);
    assert_true(at != SIZE_MAX);
    size_t from = dmr_origin_find(&s.origin, 0, at);
    assert_memory_equal(news + from, "&eacute;s in", 12);
    kind_is(&s, "side\xE2\x80\x99s fleet", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "stayed open late.", DMR_PARAGRAPH_PROSE);
}

static void a_bare_page_of_1995_is_read_whole(void **state)
{
    (void)state;
    static const char page[] =
        "<HTML><HEAD><TITLE>Ruritania: envoys</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>"
        "<CENTER><FONT SIZE=5><B>Envoys of Ruritania</B></FONT></CENTER><HR>\n"
        "<FONT FACE=Times>Ruritania sent an envoy to Strelsau in\n1987. He stayed for "
        "two "
        "years.<P>In 1989 the\nenvoy was recalled.<BR><BR>Trade went on.<P>Both "
        "<I>sides</I>"
        " blamed the other.</FONT><HR><A HREF=index.html>Back</A> | "
        "<A HREF=next.html>Next</A></BODY></HTML>";
    dmr_source s = read_html(S(page));
    kind_is(&s, "Ruritania sent an envoy to Strelsau in 1987. He stayed for two years.",
            DMR_PARAGRAPH_PROSE);
    kind_is(&s, "In 1989 the envoy was recalled.", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "Trade went on.", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "Both sides blamed the other.", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "Back | Next", DMR_PARAGRAPH_NAVIGATION);
    assert_true(dmr_str_find(s.text, S("recalled.\n\nTrade"), 0) != SIZE_MAX);
}

static void inline_elements_break_no_word_and_breaks_part_lines(void **state)
{
    (void)state;
    dmr_source s = read_html(
        S("<html><body><p>The minis<b>ter</b> of Ruri\xC2\xADtania met<i> the</i> "
          "en&shy;voy "
          "of Stre\xE2\x80\x8Blsau in Zen&#173;da.<br>He left.</p></body></html>"));
    kind_is(&s, "The minister of Ruritania met the envoy of Strelsau in Zenda.\nHe left.",
            DMR_PARAGRAPH_PROSE);
}

static void tables_of_data_are_rows_and_tables_of_layout_are_not(void **state)
{
    (void)state;
    dmr_source s = read_html(
        S("<html><body><table border=0><tr><td width=100><a href=a>Home</a></td><td>"
          "<p>The two states traded more each year, as the table below shows for all of "
          "the years.</p><table>\n<tr><th>Year</th><th>Exports</th></tr>\n"
          "<tr><td> 1988 </td> <td><p>US$<b>12</b> million</p></td></tr></table>\n"
          "<p>Ruritania bought machines from Strelsau, and sold fish and wool to it in "
          "return for them.</p></td></tr></table></body></html>"));
    kind_is(&s, "Year\tExports", DMR_PARAGRAPH_LIST);
    kind_is(&s, "1988\tUS$12 million", DMR_PARAGRAPH_LIST);
    kind_is(&s, "The two states traded", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "Home", DMR_PARAGRAPH_NAVIGATION);
}

static void notes_are_taken_out_of_their_sentences(void **state)
{
    (void)state;
    dmr_source s = read_html(
        S("<html><body><p>Ruritania paid the debt<sup><a href=\"#fn1\" "
          "id=\"r1\">1</a></sup>"
          " in 1988, which Strelsau<a href=\"#fn2\"><sup>[2]</sup></a> denied for a long "
          "time.</p><ol><li id=\"fn1\"><p>So the bank says. <a "
          "href=\"#r1\">\xE2\x86\xA9</a>"
          "</p></li></ol><p><a name=fn2></a>Strelsau never said why it did so.</p>"
          "<p>H<sub>2</sub>O is sold by <a href=\"#z\">5</a> firms in both of the "
          "states.</p></body></html>"));
    kind_is(&s, "paid the debt in 1988, which Strelsau denied", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "So the bank says.", DMR_PARAGRAPH_NOTE);
    kind_is(&s, "Strelsau never said why", DMR_PARAGRAPH_NOTE);
    kind_is(&s, "H2O is sold by 5 firms", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "\xE2\x86\xA9", -1);
}

static void hidden_words_are_left_out_and_pre_keeps_its_lines(void **state)
{
    (void)state;
    dmr_source s = read_html(
        S("<html><body><p hidden>Secret one.</p><p style=\"color:red; display : "
          "none\">Secret "
          "two.</p><noscript>Secret three.</noscript><template><p>Secret four.</p>"
          "</template>\n<pre>CABLE 12\nThe envoy met\nthe   minister &amp; the king.\n\n"
          "He left on Monday.</pre></body></html>"));
    kind_is(&s, "Secret", -1);
    kind_is(&s, "CABLE 12\nThe envoy met\nthe   minister & the king.",
            DMR_PARAGRAPH_PROSE);
    kind_is(&s, "He left on Monday.", DMR_PARAGRAPH_PROSE);
}

static void broken_nesting_loses_nothing(void **state)
{
    (void)state;
    static const char page[] = "<p>One <b>two <i>three</b> four</i> five of the "
                               "ministers <div>came to the city</p>"
                               "and left <table><tr>fostered words <td>cell</table> & so "
                               "on &copy &unknown; &lt;b"
                               "</nothing> last &#x41;&#66; words";
    dmr_source s = read_html(S(page));
    static const char *const parts[] = {"One two three four five",
                                        "came to the city",
                                        "and left",
                                        "fostered words",
                                        "cell",
                                        "& so on \xC2\xA9 &unknown; <b",
                                        "last AB words"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_true(kind_of(&s, parts[i]) >= 0);
    leads_back(&s, S(page), "fostered words");
    leads_back(&s, S(page), "&unknown;");
    leads_back(&s, S(page), " last ");
}

static void a_monster_is_read_in_bounded_time_and_space(void **state)
{
    (void)state;
    enum { N = 200000 };
    static const char *const parts[] = {
        "<div>",    "<b><p>", "<table>", "<font size=\"1\">x", "<a b c d e f g h i j k>",
        "<ul><li>", "&amp;"};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        size_t n = strlen(parts[k]);
        char *page = malloc(n * N + 6);
        assert_non_null(page);
        for (size_t i = 0; i < N; i++)
            memcpy(page + i * n, parts[k], n);
        memcpy(page + n * N, "<p>end", 6);
        demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
        demarche_error err = {0};
        dmr_source source = {0};
        demarche_status status =
            dmr_format_html.whole(&source, dmr_str(page, n * N + 6), &opts, arena, &err);
        if (!status)
            assert_true(dmr_str_ends(source.text, S("end")));
        else
            assert_int_equal(status, DEMARCHE_E_MEMORY);
        free(page);
    }
}

static void what_html_is_shows_in_its_head(void **state)
{
    (void)state;
    assert_true(
        dmr_format_html.is(S("\xEF\xBB\xBF\n <!-- x --><!DOCTYPE HTML>\n"), NULL));
    assert_true(
        dmr_format_html.is(S("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"), NULL));
    assert_true(dmr_format_html.is(S("<HTML><body>"), NULL));
    assert_false(dmr_format_html.is(S("<?xml version=\"1.0\"?><TEI>"), NULL));
    assert_false(dmr_format_html.is(S("<htmlx>"), NULL));
    assert_false(dmr_format_html.is(S("He wrote <html> here"), NULL));
    assert_false(dmr_format_html.is(S(""), NULL));
}

static void a_page_of_a_country_study_tells_its_place(void **state)
{
    (void)state;
    dmr_source s = read_html(
        S("<html><head><title>Ruritania - Relations with Strelsau</title></head><body>"
          "<center><a href=\"../index.html\">Country Listing</a><p>"
          "<a href=\"toc.html\">Ruritania Table of Contents</a></center>"
          "<h1>Ruritania</h1><h2>Foreign Relations</h2><h3>Relations with Strelsau</h3>"
          "<p>The two states exchanged envoys in 1987.</p><p>They fell out in 1988.</p>"
          "<p>Data as of July 1989</p><hr>"
          "<a href=\"../index.html\">Country Listing</a> "
          "<a href=\"toc.html\">Ruritania Table of Contents</a></body></html>"));
    is(s.meta.as_of, "1989-07");
    is(s.meta.title, "Relations with Strelsau");
    assert_int_equal(s.meta.n_section, 3);
    is(s.meta.section[0], "Ruritania");
    is(s.meta.section[1], "Foreign Relations");
    is(s.meta.section[2], "Relations with Strelsau");
    kind_is(&s, "exchanged envoys", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "They fell out", DMR_PARAGRAPH_PROSE);
    kind_is(&s, "Data as of", DMR_PARAGRAPH_NAVIGATION);
    kind_is(&s, "Country Listing", DMR_PARAGRAPH_NAVIGATION);
}

static void the_character_set_is_the_callers_the_pages_or_told(void **state)
{
    (void)state;
    static const char said[] =
        "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=KOI8-R\">"
        "</head><body><p>\xED\xC9\xCE\xC9\xD3\xD4\xD2 met the envoy of Strelsau in "
        "Zenda.</p></body></html>";
    dmr_source s = read_html(S(said));
    kind_is(&s, "\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80 met",
            DMR_PARAGRAPH_PROSE);
    is(s.meta.charset, "KOI8-R");
    leads_back(&s, S(said), " met the envoy");
    static const char none[] =
        "\xEF\xBB\xBF<html><body><p>A caf\xC3\xA9 opened in Zenda on "
        "Monday.</p></body></html>";
    s = read_html(S(none));
    kind_is(&s, "A caf\xC3\xA9 opened", DMR_PARAGRAPH_PROSE);
    leads_back(&s, S(none), "A caf\xC3\xA9 opened");
    is(s.meta.charset, "");
    static const char west[] =
        "<html><head><meta charset=\"iso-8859-1\"></head><body><p>The "
        "\x93"
        "caf\xE9\x94 &eacute; opened in Zenda on Monday.</p>"
        "</body></html>";
    s = read_html(S(west));
    kind_is(&s,
            "The \xE2\x80\x9C"
            "caf\xC3\xA9\xE2\x80\x9D \xC3\xA9 opened",
            DMR_PARAGRAPH_PROSE);
    leads_back(&s, S(west), " opened in Zenda");
    leads_back(&s, S(west), "caf");
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    dmr_source asked = {0};
    opts.charset = "windows-1251";
    assert_int_equal(dmr_format_html.whole(&asked, S(said), &opts, arena, NULL), 0);
    is(asked.meta.charset, "windows-1251");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_article_is_prose_and_the_rest_navigation),
        cmocka_unit_test(a_page_says_what_it_is),
        cmocka_unit_test(words_lead_back_to_their_bytes),
        cmocka_unit_test(a_bare_page_of_1995_is_read_whole),
        cmocka_unit_test(inline_elements_break_no_word_and_breaks_part_lines),
        cmocka_unit_test(tables_of_data_are_rows_and_tables_of_layout_are_not),
        cmocka_unit_test(notes_are_taken_out_of_their_sentences),
        cmocka_unit_test(hidden_words_are_left_out_and_pre_keeps_its_lines),
        cmocka_unit_test(broken_nesting_loses_nothing),
        cmocka_unit_test(a_monster_is_read_in_bounded_time_and_space),
        cmocka_unit_test(what_html_is_shows_in_its_head),
        cmocka_unit_test(the_character_set_is_the_callers_the_pages_or_told),
        cmocka_unit_test(a_page_of_a_country_study_tells_its_place),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
