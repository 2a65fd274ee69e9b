/* Plain text: paragraphs, titles, bylines, lists. */
#include "read_check.h"

#include "read/blocks.h"

#define TEXT DEMARCHE_FORMAT_TEXT

static void broken_lines_stay_one_paragraph(void **state)
{
    (void)state;
    dmr_source s = read_as(S("In July the two\nsides met in the\n1988. talks - as\nthey "
                             "were called - and\nagreed.\n \t\nThey met again."),
                           TEXT, "a.txt");
    assert_int_equal(s.n_paragraphs, 2);
    paragraph_is(&s, 1, DMR_PARAGRAPH_PROSE, "They met again.");
    is(s.meta.title, "");
}

static void a_short_first_line_without_stop_is_the_title(void **state)
{
    (void)state;
    dmr_source s = read_as(S("The Accord and Its Enemies\n\nBy Jane Q. Smith\n\nIt was "
                             "signed. He left."),
                           TEXT, NULL);
    is(s.meta.title, "The Accord and Its Enemies");
    paragraph_is(&s, 0, DMR_PARAGRAPH_HEADING, "The Accord and Its Enemies");
    paragraph_is(&s, 1, DMR_PARAGRAPH_BYLINE, "By Jane Q. Smith");
    paragraph_is(&s, 2, DMR_PARAGRAPH_PROSE, "It was signed. He left.");
}

static void a_title_may_stand_right_above_its_text(void **state)
{
    (void)state;
    dmr_source s =
        read_as(S("The Accord and Foreign Relations\nIn an exchange of letters "
                  "that came with the accord, he\ngave assurances."),
                TEXT, NULL);
    is(s.meta.title, "The Accord and Foreign Relations");
    assert_int_equal(s.n_paragraphs, 2);
    s = read_as(S("It gives me great pleasure to\nexpress my thanks to all of those who "
                  "came here."),
                TEXT, NULL);
    assert_int_equal(s.n_paragraphs, 1);
    is(s.meta.title, "");
}

static void datelines_are_bylines_and_date_the_document(void **state)
{
    (void)state;
    dmr_source s =
        read_as(S("Canberra, 15 October 1971\n\nThe minister spoke."), TEXT, NULL);
    paragraph_is(&s, 0, DMR_PARAGRAPH_BYLINE, "Canberra, 15 October 1971");
    is(s.meta.date, "1971-10-15");
}

static void long_lines_that_end_sentences_are_paragraphs(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'x', 300);
    memcpy(text + 300, ".\nThen more.", 12);
    dmr_source s = read_as(dmr_str(text, 312), TEXT, NULL);
    assert_int_equal(s.n_paragraphs, 2);
    is(words(&s, 1), "Then more.");
}

static void items_of_a_list_are_paragraphs_with_their_marks(void **state)
{
    (void)state;
    dmr_source s = read_as(
        S("He named these.\n- trade\n- aid\n\n1. The first talks began."), TEXT, NULL);
    assert_int_equal(s.n_paragraphs, 4);
    paragraph_is(&s, 1, DMR_PARAGRAPH_LIST, "- trade");
    paragraph_is(&s, 3, DMR_PARAGRAPH_LIST, "1. The first talks began.");
    assert_int_equal(dmr_blocks_marker(S("- x")), 2);
    assert_int_equal(dmr_blocks_marker(S("(iv)  x")), 6);
    assert_int_equal(dmr_blocks_marker(S("12) x")), 4);
    assert_int_equal(dmr_blocks_marker(S("A. Smith left")), 0);
    assert_int_equal(dmr_blocks_marker(S("1990. The")), 0);
    assert_int_equal(dmr_blocks_marker(S("--x")), 0);
    assert_int_equal(dmr_blocks_marker(S("-")), 0);
}

static void a_source_line_is_no_prose(void **state)
{
    (void)state;
    dmr_source s = read_as(S("# Source: http://x.org/a.html (Study of Iraq, 1988) | cut\n"
                             "The Gulf Countries\n\nThey met. They talked.\n"),
                           TEXT, "a.txt");
    paragraph_is(&s, 0, DMR_PARAGRAPH_NAVIGATION,
                 "# Source: http://x.org/a.html (Study of Iraq, 1988) | cut");
    is(s.meta.url, "http://x.org/a.html");
    is(s.meta.source, "Study of Iraq, 1988");
    is(s.meta.title, "The Gulf Countries");
    assert_int_equal(s.counts.navigation_lines, 1);
}

static void nothing_is_a_document_without_text(void **state)
{
    (void)state;
    dmr_source s = read_as(dmr_str(NULL, 0), DEMARCHE_FORMAT_AUTO, "e");
    assert_int_equal(s.text.len, 0);
    assert_int_equal(s.n_paragraphs, 0);
    is(s.meta.id, "e");
    s = read_as(S("\n \0\t \n"), DEMARCHE_FORMAT_AUTO, NULL);
    assert_int_equal(s.n_paragraphs, 0);
    assert_int_equal(s.counts.controls, 1);
}

/* The paragraphs of `text` with " | " between them, line breaks as "/". */
static void paragraphs_are(const char *text, const char *want)
{
    dmr_source s = read_as(dmr_str_c(text), TEXT, NULL);
    demarche_str got = dmr_str("", 0);
    for (size_t i = 0; i < s.n_paragraphs; i++) {
        demarche_str w = words(&s, i);
        got = dmr_str_format(arena, "%.*s%s%.*s", (int)got.len, got.ptr, i ? " | " : "",
                             (int)w.len, w.ptr);
    }
    char *line = (char *)(uintptr_t)dmr_str_copy(arena, got).ptr;
    for (char *c = line; *c; c++)
        if (*c == '\n')
            *c = '/';
    assert_string_equal(line, want);
}

static void a_line_that_left_room_is_a_paragraph(void **state)
{
    (void)state;
    paragraphs_are(
        "Dear Sir,\nOur minister will come to Lima on Monday and stay a week.\n"
        "He brings the treaty.\nYours,\nThe ambassador",
        "Dear Sir, | Our minister will come to Lima on Monday and stay a week. | "
        "He brings the treaty. | Yours, | The ambassador");
}

static void the_head_of_a_cable_is_a_paragraph_a_line(void **state)
{
    (void)state;
    paragraphs_are("SECRET\nFROM: ACCRA\nTO: LONDON\n\nThey met.\nHe left.",
                   "SECRET | FROM: ACCRA | TO: LONDON | They met./He left.");
    paragraphs_are("FM EMBASSY LIMA\nTO STATE\n", "FM EMBASSY LIMA | TO STATE");
    paragraphs_are("Two things mattered there\nabove all: trade\nand aid",
                   "Two things mattered there/above all: trade/and aid");
}

static void items_follow_each_other_by_their_marks(void **state)
{
    (void)state;
    paragraphs_are("(a) Spain leaves;\n(b) Morocco stays; and\n(c) both meet.",
                   "(a) Spain leaves; | (b) Morocco stays; and | (c) both meet.");
    paragraphs_are("a. One opens.\nb. Two closes.", "a. One opens. | b. Two closes.");
    paragraphs_are("They counted\n3. times and\n(c) stayed",
                   "They counted/3. times and/(c) stayed");
}

static void capitals_and_bylines_head_what_is_below(void **state)
{
    (void)state;
    paragraphs_are("It rained.\n\nTALKS WITH JAPAN\nMr Arai came\nand left.",
                   "It rained. | TALKS WITH JAPAN | Mr Arai came/and left.");
    paragraphs_are(
        "Ghana Closes Border\nBy Ama Darko\nACCRA, May 2 -- Ghana closed it.",
        "Ghana Closes Border | By Ama Darko | ACCRA, May 2 -- Ghana closed it.");
    paragraphs_are("PRESIDENT RECEIVED ME THIS\nMORNING IN LOME",
                   "PRESIDENT RECEIVED ME THIS/MORNING IN LOME");
}

static void rows_of_a_table_are_paragraphs(void **state)
{
    (void)state;
    paragraphs_are(
        "Aid rose.\nIndia   42.5   51.0\nChina   17.1    9.8\nIt fell\nlater.",
        "Aid rose. | India   42.5   51.0 | China   17.1    9.8 | It fell/later.");
    paragraphs_are("A | B | C\n--------\n1 | 2 | 3", "A | B | C | -------- | 1 | 2 | 3");
}

static void a_sentence_goes_on_over_a_pages_number(void **state)
{
    (void)state;
    dmr_source s = read_as(S("The Shah asked\nthem to\n\n- 12 -\n\nsell him jets.\n"
                             "\n- 13 -\n\nThey did."),
                           TEXT, NULL);
    assert_int_equal(s.n_paragraphs, 5);
    paragraph_is(&s, 0, DMR_PARAGRAPH_PROSE, "The Shah asked\nthem to");
    paragraph_is(&s, 1, DMR_PARAGRAPH_NAVIGATION, "- 12 -");
    assert_true(s.paragraphs[0].goes_on);
    assert_false(s.paragraphs[2].goes_on);
    assert_int_not_equal(s.paragraphs[3].kind, DMR_PARAGRAPH_NAVIGATION);
    assert_int_equal(s.counts.navigation_lines, 1);
    s = read_as(S("Foreign Relations\n\n1988\n\nThey met."), TEXT, NULL);
    assert_false(s.paragraphs[0].goes_on);
    assert_int_equal(s.counts.navigation_lines, 0);
    s = read_as(S("It reached Kabul in\n[page 88]\nSeptember."), TEXT, NULL);
    assert_true(s.paragraphs[0].goes_on);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_lines_stay_one_paragraph),
        cmocka_unit_test(a_short_first_line_without_stop_is_the_title),
        cmocka_unit_test(a_title_may_stand_right_above_its_text),
        cmocka_unit_test(datelines_are_bylines_and_date_the_document),
        cmocka_unit_test(long_lines_that_end_sentences_are_paragraphs),
        cmocka_unit_test(items_of_a_list_are_paragraphs_with_their_marks),
        cmocka_unit_test(a_source_line_is_no_prose),
        cmocka_unit_test(nothing_is_a_document_without_text),
        cmocka_unit_test(a_line_that_left_room_is_a_paragraph),
        cmocka_unit_test(the_head_of_a_cable_is_a_paragraph_a_line),
        cmocka_unit_test(items_follow_each_other_by_their_marks),
        cmocka_unit_test(capitals_and_bylines_head_what_is_below),
        cmocka_unit_test(rows_of_a_table_are_paragraphs),
        cmocka_unit_test(a_sentence_goes_on_over_a_pages_number),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
