/* Markdown: markers go, words stay; hostile marks cost no more than others. */
#include "read_check.h"

#include <stdlib.h>

#include "read/markdown_inline.h"

static void line_is(const char *in, const char *want)
{
    char *out = malloc(strlen(in) + 1);
    assert_non_null(out);
    dmr_copy copy = {.out = out, .from = in, .arena = arena};
    dmr_markdown_inline(dmr_str_c(in), &copy);
    is(dmr_str(out, copy.n), want);
    free(out);
}

static void marks_within_a_line_are_taken_out(void **state)
{
    (void)state;
    line_is("a **bold** and *thin* and __b__ _t_ word", "a bold and thin and b t word");
    line_is("2 * 3 and snake_case_name", "2 * 3 and snake_case_name");
    line_is("1\\. not \\*bold\\*", "1. not *bold*");
    line_is("see [the note](http://x.org/a_b_(c) now", "see the note now");
    line_is("see [*thin* words](u) now", "see thin words now");
    line_is("officer[1](#f1), line[^2] and [NAA: A1838] stay",
            "officer, line and [NAA: A1838] stay");
    line_is("![a picture](p.png)rest `code`", "rest code");
    line_is("a<br>b <em>c</em> 1 < 2 <http://x.org>", "a b c 1 < 2 http://x.org");
    line_is("AT&amp;T &lt;x&gt; &unknown; &", "AT&T <x> &unknown; &");
    line_is("****", "");
    line_is("\\", "");
    line_is("[open and [open](", "[open and [open](");
}

static void blocks_become_paragraphs_of_their_kind(void **state)
{
    (void)state;
    dmr_source s =
        read_as(S("# Title #\n\nSetext\n======\n\nProse one\ngoes on. It ends.\n"
                  "* item **one**\n  goes on\n* item two\n\n> quoted words.\n\n"
                  "---\n\n1\\. A number that is text.\n\n```\ncode *here*\n```\n"),
                DEMARCHE_FORMAT_MARKDOWN, NULL);
    paragraph_is(&s, 0, DMR_PARAGRAPH_HEADING, "Title");
    paragraph_is(&s, 1, DMR_PARAGRAPH_HEADING, "Setext");
    paragraph_is(&s, 2, DMR_PARAGRAPH_PROSE, "Prose one\ngoes on. It ends.");
    paragraph_is(&s, 3, DMR_PARAGRAPH_LIST, "item one\ngoes on");
    paragraph_is(&s, 4, DMR_PARAGRAPH_LIST, "item two");
    paragraph_is(&s, 5, DMR_PARAGRAPH_PROSE, "quoted words.");
    paragraph_is(&s, 6, DMR_PARAGRAPH_LIST, "A number that is text.");
    paragraph_is(&s, 7, DMR_PARAGRAPH_NAVIGATION, "code *here*");
    assert_int_equal(s.n_paragraphs, 8);
    is(s.meta.title, "Title");
}

static void bold_lines_are_headings(void **state)
{
    (void)state;
    dmr_source s = read_as(S("Paris, 2 May 1951\n\nCONFIDENTIAL\n\n **Technical "
                             "Assistance**\n\nI refer to it.\n\n ****\n"),
                           DEMARCHE_FORMAT_MARKDOWN, NULL);
    paragraph_is(&s, 0, DMR_PARAGRAPH_BYLINE, "Paris, 2 May 1951");
    paragraph_is(&s, 2, DMR_PARAGRAPH_HEADING, "Technical Assistance");
    assert_int_equal(s.n_paragraphs, 4);
    is(s.meta.date, "1951-05-02");
    is(s.meta.title, "");
}

/* A quadratic reader would take minutes. */
static void a_million_marks_are_read_in_no_time(void **state)
{
    static const char *const marks[] = {"[",   "![",    "*",     "a_",    "<a", "`",
                                        "&am", "\\[",   "[a](",  "|",     "> ", "- ",
                                        "#\n", "\n-\n", "```\n", "<!--\n"};
    enum { N = 1000000 };
    (void)state;
    char *text = malloc(N);
    assert_non_null(text);
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        for (size_t i = 0, n = strlen(marks[m]); i < N; i++)
            text[i] = marks[m][i % n];
        read_as(dmr_str(text, N), DEMARCHE_FORMAT_MARKDOWN, NULL);
        dmr_arena_reset(arena);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_within_a_line_are_taken_out),
        cmocka_unit_test(blocks_become_paragraphs_of_their_kind),
        cmocka_unit_test(bold_lines_are_headings),
        cmocka_unit_test(a_million_marks_are_read_in_no_time),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
