/* TEI: a document each, with what its markup says of it, and nothing of the markup in it. */
#include "documents_check.h"

#define HEAD                                                                             \
    "<?xml version='1.0' encoding='UTF-8'?>\n<TEI xmlns='http://www.tei-c.org/ns/1.0' "  \
    "xmlns:frus='http://history.state.gov/frus/ns/1.0' xml:id='vol3'><teiHeader>"        \
    "<fileDesc><titleStmt><title type='series'>Letters</title><title "                   \
    "type='complete'>Letters, Volume\n 3</title></titleStmt><publicationStmt>"           \
    "<publisher>Quay Press</publisher><date type='content-date' notBefore='1969' "       \
    "notAfter='1976'>x</date><date type='publication-date'>2006</date>"                  \
    "</publicationStmt></fileDesc></teiHeader><text>"
#define TAIL "</text></TEI>"

static kind_read tei(const char *xml)
{
    return read_kind(&dmr_format_tei, dmr_str_c(xml), 0);
}

/* The text of a document that holds this, one paragraph a line, with its kind. */
static void text_is(const char *inside, const char *want)
{
    demarche_str xml = dmr_str_format(
        arena, HEAD "<body><div type='document' xml:id='d1'>%s</div></body>" TAIL,
        inside);
    kind_read r = read_kind(&dmr_format_tei, xml, 0);
    if (r.n != 1 || r.n_errors)
        fail_msg("%zu documents, %s", r.n, r.err.message);
    demarche_str got = DMR_STR("");
    for (size_t i = 0; i < r.sources[0].n_paragraphs; i++) {
        demarche_str w = words(&r.sources[0], i);
        got = dmr_str_format(arena, "%.*s%s%s|%.*s", (int)got.len, got.ptr, i ? "\n" : "",
                             dmr_paragraph_kind_name(r.sources[0].paragraphs[i].kind),
                             (int)w.len, w.ptr);
    }
    is(got, want);
}

static void a_volume_is_documents_with_their_place_in_it(void **state)
{
    (void)state;
    kind_read r = tei(
        HEAD
        "<front><div xml:id='preface'><head>Preface</head><p>One.</p><p>Two.</p></div>"
        "</front><body><div type='compilation'><head>China<note>n</note></head>"
        "<div type='chapter'><head>The\n Opening</head>"
        "<div type='document' xml:id='d1' "
        "frus:doc-dateTime-min='1969-01-21T00:00:00-05:00'"
        " frus:doc-dateTime-max='1969-01-21T23:59:59-05:00'><head>1. Letter<note n='1' "
        "type='source'>Source: National Archives, Vol. 2, Box 1022. Secret. Sent "
        "late.</note></head><opener><dateline><placeName>Quay <hi>City</hi></placeName>, "
        "<date when='1969-01-20'>January 20</date>.</dateline></opener><p>Text.</p></div>"
        "</div><div type='chapter'><head>After</head><p>Intro.</p>"
        "<div type='document' subtype='editorial-note' xml:id='d2' "
        "frus:doc-dateTime-min='1969-01-01' frus:doc-dateTime-max='1976-12-31'>"
        "<head>2. Editorial Note</head><p>Text.</p></div></div></div></body>"
        "<back><div type='index'><head>Index</head><list><item>a</item><item>b</item>"
        "</list></div></back>" TAIL);
    assert_int_equal(r.n_errors, 0);
    assert_int_equal(r.n, 2);
    const demarche_meta *m = &r.sources[0].meta;
    is(m->id, "vol3/d1");
    is(m->title, "1. Letter");
    is(m->date, "1969-01-21");
    is(m->as_of, "1969-01-21");
    is(m->place, "Quay City");
    is(m->source, "National Archives, Vol. 2, Box 1022");
    assert_int_equal(m->n_section, 4);
    is(m->section[0], "Letters, Volume 3");
    is(m->section[1], "China");
    is(m->section[2], "The Opening");
    is(m->section[3], "1. Letter");
    assert_int_equal(r.sources[0].n_paragraphs, 4);
    paragraph_is(&r.sources[0], 1, DMR_PARAGRAPH_NOTE,
                 "Source: National Archives, Vol. 2, Box 1022. Secret. Sent late.");
    paragraph_is(&r.sources[0], 2, DMR_PARAGRAPH_BYLINE, "Quay City, January 20.");
    m = &r.sources[1].meta;
    is(m->id, "vol3/d2");
    is(m->date, ""); /* the span of the attributes is the volume's */
    is(m->as_of, "2006");
    is(m->source, "Quay Press");
    is(m->section[2], "After");
    /* What was left out is counted: before the first, between, behind the last. */
    assert_int_equal(r.sources[0].counts.navigation_lines, 3 + 3 + 2);
    assert_int_equal(r.sources[1].counts.navigation_lines, 3);
}

static void dates_are_spans_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *attributes, *inside, *date, *as_of;
    } cases[] = {
        {"frus:doc-dateTime-min='1971-02-01T00:00:00Z' "
         "frus:doc-dateTime-max='1971-02-09T23:59:59Z'",
         "", "1971-02-01/1971-02-09", "1971-02-09"},
        {"", "<dateline><date from='1970-03-01' to='1970-03-04'/></dateline>",
         "1970-03-01/1970-03-04", "1970-03-04"},
        {"", "<dateline><date notAfter='1970-03-04'>x</date></dateline>", "../1970-03-04",
         "1970-03-04"},
        {"", "<dateline>On <date>March 4, 1970</date></dateline>", "1970-03-04",
         "1970-03-04"},
        {"", "<dateline><date when='soon'>soon</date></dateline>", "", ""},
        {"", "<p>On <date when='1950-01-01'>that day</date></p>", "", ""},
        {"", "<attachment><dateline><date when='1950-01-01'/></dateline></attachment>",
         "", ""},
        {"subtype='editorial-note'",
         "<dateline><date when='1950-01-01'>x</date></dateline>", "1950-01-01", "2006"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        demarche_str xml = dmr_str_format(
            arena, HEAD "<body><div type='document' %s>%s<p>T.</p></div></body>" TAIL,
            cases[i].attributes, cases[i].inside);
        kind_read r = read_kind(&dmr_format_tei, xml, 0);
        assert_int_equal(r.n, 1);
        is(r.sources[0].meta.date, cases[i].date);
        is(r.sources[0].meta.as_of, cases[i].as_of);
        is(r.sources[0].meta.id, ""); /* no xml:id: named by its number */
    }
}

static void notes_and_page_breaks_leave_no_trace_in_a_sentence(void **state)
{
    (void)state;
    text_is(
        "<p>He met<note n='1'>Not <hi>seen</hi>.</note> the prime min<pb n='4'/>ister "
        "<pb/>today.</p>",
        "prose|He met the prime minister today.\nnote|Not seen.");
    text_is("<p>One.<note><p>First.</p><p>Second.<note>Inner.</note></p></note> Two.</p>"
            "<note>Apart.</note><p>Three.</p>",
            "prose|One. Two.\nnote|First.\nnote|Second.\nnote|Inner.\nnote|Apart.\n"
            "prose|Three.");
    text_is("<p>Line<lb/>  two, un<lb break='no'/>broken.</p>",
            "prose|Line\ntwo, unbroken.");
}

static void marks_on_words_leave_the_words(void **state)
{
    (void)state;
    text_is(
        "<p>The <gloss target='#t_IDEA'>idea</gloss> of <hi rend='italic'>"
        "<persName corresp='#p_X'>Mr. Reed</persName></hi>, <supplied>then</supplied> "
        "in <placeName>Quay</placeName>, <unknown>see <ref target='#d2'>Document 2"
        "</ref></unknown>.</p>",
        "prose|The idea of Mr. Reed, then in Quay, see Document 2.");
    text_is("<p>A <del>bad</del><add>good</add> <choice><sic>teh</sic><corr>the</corr>"
            "</choice> <choice><expan>Doctor</expan><abbr>Dr.</abbr></choice> "
            "<choice><orig>ye</orig><reg>you</reg></choice> <abbr>U.S.</abbr> "
            "<sic>alone</sic> <choice><seg>x</seg><seg>y</seg></choice></p>",
            "prose|A good the Doctor you U.S. alone x");
    text_is("<p>Paid <gap reason='illegible'><desc>two words</desc></gap> in "
            "Quay&#x2014;AT&amp;T &lt;all&gt; caf&#233;.</p>",
            "prose|Paid … in Quay—AT&T <all> café.");
}

static void blocks_are_paragraphs_of_their_kind(void **state)
{
    (void)state;
    text_is("<head>T</head><opener><salute>Dear Sir:</salute></opener><p>One\n two.</p>"
            "<list><head>L</head><item>a</item>\n<item><p>b</p><p>c</p></item>"
            "<label>1.</label> <item>d</item></list>"
            "<lg><l>v1</l>\n<l>v2</l></lg><closer>Yours<signed>Reed</signed></closer>",
            "heading|T\nbyline|Dear Sir:\nprose|One two.\nheading|L\nlist|a\nlist|b\n"
            "list|c\nlist|1. d\nprose|v1\nv2\nbyline|Yours\nbyline|Reed");
    text_is(
        "<table>\n<row>\n<cell> A </cell>\n<cell>b<note>n</note> c</cell><cell/>"
        "<cell><p>d</p> <p>e</p></cell></row> <row><cell/><cell>f</cell></row></table>",
        "list|A\tb c\t\td e\nnote|n\nlist|f");
    text_is("<p>He said: <quote>no</quote>. <list><item>x</item></list> Then "
            "<floatingText><body><p>y</p></body></floatingText>z.</p><quote>q</quote>"
            "<frus:attachment><head>Tab A</head><p>w</p></frus:attachment>"
            "<figure><head>Map</head><figDesc>a map</figDesc></figure>",
            "prose|He said: no.\nlist|x\nprose|Then\nprose|y\nprose|z.\nprose|q\n"
            "heading|Tab A\nprose|w\nheading|Map");
}

static void persons_of_the_list_are_named_where_they_stand(void **state)
{
    (void)state;
    kind_read r = tei(
        HEAD "<front><div xml:id='persons'><list type='persons'><item><hi><persName "
             "xml:id='p_R'>Reed, Ann\n B.</persName></hi>, Harbour  Master</item>"
             "<item><persName xml:id='p_S'>Stone, Max</persName></item></list></div>"
             "</front><body><div type='document'><head>By <persName corresp='#p_R'>"
             "Reed<note>not <persName ref='#p_S'>M&#225;x</persName></note></persName>"
             "</head><p>Saw <persName corresp='#p_S'> St&#246;n&#233; </persName> and "
             "<persName corresp='#p_X'>X</persName>.</p></div></body>" TAIL);
    assert_int_equal(r.n, 1);
    const dmr_source *s = &r.sources[0];
    static const struct {
        const char *words, *name, *note;
    } want[] = {{"Reed", "Reed, Ann B.", "Harbour Master"},
                {"Máx", "Stone, Max", ""},
                {"Stöné", "Stone, Max", ""}};
    assert_int_equal(s->n_named, 3);
    for (size_t i = 0; i < 3; i++) {
        const demarche_named *n = &s->named[i];
        is(dmr_str(s->text.ptr + n->start, n->end - n->start), want[i].words);
        is(n->name, want[i].name);
        is(n->note, want[i].note);
    }
}

static void other_tei_is_one_document(void **state)
{
    (void)state;
    kind_read r = tei(
        "<!DOCTYPE TEI>\n<TEI><teiHeader><fileDesc><titleStmt><title>Diary</title>"
        "</titleStmt><publicationStmt><publisher>Press</publisher><date "
        "when='2001-02-03'/></publicationStmt></fileDesc></teiHeader><text><front>"
        "<titlePage><docTitle>Diary</docTitle></titlePage></front><body><div><head>May"
        "</head><p>Rain.</p></div></body></text></TEI>");
    assert_int_equal(r.n, 1);
    is(r.sources[0].meta.id, "box/vol3.xml");
    is(r.sources[0].meta.title, "Diary");
    is(r.sources[0].meta.date, "2001-02-03");
    is(r.sources[0].meta.source, "Press");
    is(r.sources[0].text, "May\n\nRain.");
    assert_int_equal(r.sources[0].meta.n_section, 1);
    assert_int_equal(r.sources[0].counts.navigation_lines, 1);
    /* Of a corpus each. */
    r = tei(
        "<tei:teiCorpus xmlns:tei='u'><tei:TEI xml:id='a'><tei:text><tei:body><tei:p>A."
        "</tei:p></tei:body></tei:text></tei:TEI><tei:TEI xml:id='b'><tei:text>"
        "<tei:body><tei:p>B.</tei:p></tei:body></tei:text></tei:TEI></tei:teiCorpus>");
    assert_int_equal(r.n, 2);
    is(r.sources[0].meta.id, "a");
    is(r.sources[1].meta.id, "b");
    is(r.sources[1].text, "B.");
    /* Where the volume has no id its file name stands for it. */
    r = tei("<TEI><text><body><div type='document' xml:id='d1'><p>A.</p></div></body>"
            "</text></TEI>");
    is(r.sources[0].meta.id, "vol3/d1");
    assert_int_equal(tei("<TEI><text><body/></text></TEI>").n, 0);
}

static void encodings_lead_back_too(void **state)
{
    (void)state;
    static const char latin[] =
        "<?xml version='1.0' encoding='iso-8859-1'?><TEI><text><body><p>caf\xE9 of "
        "\xC9lan"
        "</p></body></text></TEI>";
    kind_read r = read_kind(&dmr_format_tei, S(latin), 0);
    is(r.sources[0].text, "café of Élan");
    size_t n = dmr_str_find(S(latin), S("lan<"), 0);
    assert_int_equal(dmr_origin_find(&r.sources[0].origin, 0, 11), n);
}

static void bad_xml_keeps_what_stands_before_it(void **state)
{
    (void)state;
    static const struct {
        const char *xml;
        size_t n;
        const char *why;
    } cases[] = {
        {"<TEI><text><body>\n<div type='document'><p>A.</p></div>\n<div type='document'>"
         "<p>B</div></body></text></TEI>",
         1, "line 3 (byte "},
        {"<TEI><text><body><div type='document'><p>A.</p></div><p>", 1, "not XML"},
        {"<TEI><text><body><p>&nbsp;</p></body></text></TEI>", 0, "not XML"},
        {"<!DOCTYPE TEI SYSTEM "
         "'tei.dtd'><TEI><text><body><p>&nbsp;</p></body></text></TEI>",
         0, "not XML's own"},
        {"<!DOCTYPE TEI [<!ENTITY a "
         "'b'>]><TEI><text><body><p>&a;</p></body></text></TEI>",
         0, "a DOCTYPE with declarations"},
        {"<html><p>A.</p></html>", 0, "not TEI"},
        {"<TEI><teiHeader/></TEI>", 0, "no <text>"},
        {"", 0, "not XML"},
        {"<TEI><text><body><p>\xFF</p></body></text></TEI>", 0, "not XML"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kind_read r = tei(cases[i].xml);
        if (r.n != cases[i].n || r.n_errors != 1 || r.status != DEMARCHE_E_FORMAT ||
            !strstr(r.err.message, cases[i].why))
            fail_msg("%zu: %zu documents, \"%s\"", i, r.n, r.err.message);
    }
    enum { DEEP = 5000 };
    char *deep = dmr_arena_alloc(arena, DEEP * 3 + 64);
    assert_non_null(deep);
    memcpy(deep, "<TEI><text><body>", 17);
    for (size_t i = 0; i < DEEP; i++)
        memcpy(deep + 17 + 3 * i, "<p>", 3);
    kind_read r = read_kind(&dmr_format_tei, dmr_str(deep, 17 + 3 * DEEP), 0);
    assert_int_equal(r.status, DEMARCHE_E_FORMAT);
    assert_non_null(strstr(r.err.message, "200 deep"));
}

static void a_document_too_long_is_told_and_the_next_is_read(void **state)
{
    (void)state;
    kind_read r = read_kind(
        &dmr_format_tei,
        S("<TEI><text><body><div type='document' xml:id='a'><p>abcdefgh</p></div>"
          "<div type='document' xml:id='b'><p>abc</p></div></body></text></TEI>"),
        6);
    assert_int_equal(r.n, 1);
    assert_int_equal(r.n_errors, 1);
    assert_int_equal(r.status, DEMARCHE_E_LIMIT);
    assert_non_null(strstr(r.err.message, "document vol3/a (byte 17)"));
    is(r.sources[0].meta.id, "vol3/b");
}

/* Trees of any elements in any order, as no author of TEI would write them. */
static uint32_t drawn = 1;

static uint32_t draw(uint32_t n)
{
    drawn = drawn * 1664525 + 1013904223;
    return (drawn >> 8) % n;
}

static demarche_str grow(demarche_str xml, const char *piece)
{
    return dmr_str_format(arena, "%.*s%s", (int)xml.len, xml.ptr, piece);
}

static demarche_str grow_tree(demarche_str xml, int depth)
{
    static const char *const names[] = {
        "p",        "note",      "list",      "item",         "label",  "row",
        "cell",     "choice",    "sic",       "corr",         "head",   "quote",
        "lb",       "gap",       "del",       "floatingText", "body",   "div",
        "dateline", "date",      "placeName", "persName",     "opener", "l",
        "figDesc",  "teiHeader", "text",      "table",        "hi",     "pb",
    };
    static const char *const words[] = {
        " ", "Iran", "met ", " Iraq.", "caf\xC3\xA9 ", "&amp; ", "&#233;", "\n\t"};
    for (uint32_t n = draw(7); n; n--) {
        if (!depth || draw(2)) {
            xml = grow(xml, words[draw(sizeof words / sizeof *words)]);
            continue;
        }
        const char *name = names[draw(sizeof names / sizeof *names)];
        const char *attributes = strcmp(name, "div") == 0 && draw(2) ? " type='document'"
                                 : strcmp(name, "persName") == 0     ? " ref='#p'"
                                 : strcmp(name, "note") == 0         ? " type='source'"
                                                                     : "";
        xml = grow(xml, dmr_str_format(arena, "<%s%s>", name, attributes).ptr);
        xml = grow_tree(xml, depth - 1);
        xml = grow(xml, dmr_str_format(arena, "</%s>", name).ptr);
    }
    return xml;
}

static void any_tree_of_elements_leads_back_to_its_bytes(void **state)
{
    (void)state;
    size_t documents = 0, named = 0;
    for (int i = 0; i < 1500; i++) {
        demarche_str xml = S("<TEI><text><front><p><list><item><persName xml:id='p'>Reed"
                             "</persName></item></list></p></front><body>");
        xml = grow(grow_tree(xml, 7), "</body></text></TEI>");
        kind_read r = read_kind(&dmr_format_tei, xml, 0);
        assert_int_equal(r.n_errors, 0);
        documents += r.n;
        for (size_t k = 0; k < r.n; k++)
            named += r.sources[k].n_named;
        dmr_arena_reset(arena);
    }
    assert_true(documents > 500 && named > 50);
}

/* A volume of a thousand documents that comes out of nowhere, a piece at a time. */
enum { VOLUME = 1000, WORDS = 3600 };

typedef struct press {
    size_t n; /* documents so far */
    char room[160 * 1024];
} press;

static size_t print_document(char *to)
{
    static const char begin[] = "<div type='document' xml:id='d'><p>",
                      end[] = "<note>So.</note></p></div>\n";
    memcpy(to, begin, sizeof begin - 1);
    to += sizeof begin - 1;
    for (size_t i = 0; i < WORDS; i += 4)
        memcpy(to + i, "red ", 4);
    memcpy(to + WORDS, end, sizeof end - 1);
    return sizeof begin - 1 + WORDS + sizeof end - 1;
}

static demarche_status press_more(dmr_stream *stream, size_t want, demarche_error *err)
{
    press *p = stream->from;
    size_t have = stream->window.len;
    (void)err;
    memmove(p->room, stream->window.ptr, have);
    if (p->n == 0) {
        memcpy(p->room, "<TEI><text><body>", 17);
        have = 17;
    }
    while (have < want && p->n < VOLUME) {
        assert_true(have + WORDS + 256 < sizeof p->room);
        have += print_document(p->room + have);
        p->n++;
    }
    if (p->n == VOLUME) {
        memcpy(p->room + have, "</body></text></TEI>", 20);
        have += 20;
        stream->ended = true;
    }
    stream->window = dmr_str(p->room, have);
    return DEMARCHE_OK;
}

static void a_long_volume_takes_the_memory_of_its_largest_document(void **state)
{
    (void)state;
    enum { AHEAD = 2 * 64 * 1024 / WORDS + 3 }; /* what the parser asks for at once */
    static press p;
    demarche_read_options opts = DEMARCHE_READ_OPTIONS_INIT;
    opts.max_bytes = 4096;
    dmr_stream stream = {.window = {p.room, 0}, .more = press_more, .from = &p};
    void *tei = NULL;
    size_t n = 0;
    bool got = true, goes_on;
    dmr_arena *small = dmr_arena_new(256 * 1024);
    assert_int_equal(dmr_format_tei.open(&tei, &stream, &opts, NULL), DEMARCHE_OK);
    for (;; n++) {
        dmr_source source = {0};
        assert_int_equal(dmr_format_tei.next(tei, &source, &got, &goes_on, small, NULL),
                         DEMARCHE_OK);
        if (!got)
            break;
        assert_int_equal(source.text.len, WORDS - 1 + 2 + 3);
        assert_true(p.n <= n + AHEAD); /* the input is taken as documents are */
        dmr_arena_reset(small);
    }
    assert_int_equal(n, VOLUME);
    dmr_format_tei.close(tei);
    dmr_arena_free(small);
}

static void it_is_told_by_its_first_element(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool is;
    } cases[] = {
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<?xml-model href='a'?><!-- b --> <TEI ",
         true},
        {"<!DOCTYPE TEI SYSTEM 'a' [<!ENTITY b '>'>]>\n<TEI>", true},
        {"<tei:TEI\n", true},
        {"<teiCorpus>", true},
        {"<TEIX>", false},
        {"<TEI", false},
        {"<Sentences>", false},
        {"TEI", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (dmr_format_tei.is(dmr_str_c(cases[i].head), NULL) != cases[i].is)
            fail_msg("wrong of \"%s\"", cases[i].head);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_volume_is_documents_with_their_place_in_it),
        cmocka_unit_test(dates_are_spans_where_they_are),
        cmocka_unit_test(notes_and_page_breaks_leave_no_trace_in_a_sentence),
        cmocka_unit_test(marks_on_words_leave_the_words),
        cmocka_unit_test(blocks_are_paragraphs_of_their_kind),
        cmocka_unit_test(persons_of_the_list_are_named_where_they_stand),
        cmocka_unit_test(other_tei_is_one_document),
        cmocka_unit_test(encodings_lead_back_too),
        cmocka_unit_test(bad_xml_keeps_what_stands_before_it),
        cmocka_unit_test(a_document_too_long_is_told_and_the_next_is_read),
        cmocka_unit_test(any_tree_of_elements_leads_back_to_its_bytes),
        cmocka_unit_test(a_long_volume_takes_the_memory_of_its_largest_document),
        cmocka_unit_test(it_is_told_by_its_first_element),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
