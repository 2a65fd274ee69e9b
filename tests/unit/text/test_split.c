/* Paragraphs, long sentences, hostile text, and agreement with the treebanks' style. */
#include "split_check.h"

static void a_paragraph_never_shares_a_sentence(void **state)
{
    (void)state;
    split_sample s;
    split_text(&s, "Relations\nThe talks began\nCountry Listing\n- one item");
    dmr_paragraph parts[] = {
        {0, 9, DMR_PARAGRAPH_HEADING, false},
        {10, 25, DMR_PARAGRAPH_PROSE, false},
        {26, 41, DMR_PARAGRAPH_NAVIGATION, false},
        {42, 52, DMR_PARAGRAPH_LIST, false},
    };
    s.source.paragraphs = parts;
    s.source.n_paragraphs = 4;
    assert_int_equal(dmr_text_split(&s.tokens, s.splitter, &s.source, s.arena, NULL), 0);
    split_check_spans(&s);
    assert_int_equal(s.tokens.n_sentences, 3);
    assert_int_equal(s.tokens.sentences[0].paragraph, 0);
    assert_int_equal(s.tokens.sentences[1].paragraph, 1);
    assert_int_equal(s.tokens.sentences[2].paragraph, 3);
    assert_int_equal(s.tokens.sentences[2].start, 42);
    split_close(&s);
}

static void an_empty_text_has_no_sentence(void **state)
{
    (void)state;
    split_is("", "");
    split_is(" \n\t ", "");
}

static void a_long_sentence_is_cut_at_a_semicolon_and_counted(void **state)
{
    (void)state;
    char text[8192];
    size_t n = 0;
    for (int i = 0; i < 600; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "word%s ",
                              i == 299   ? ";"
                              : i == 350 ? ","
                                         : "");
    split_sample s;
    split_text(&s, text);
    split_check_spans(&s);
    assert_int_equal(s.tokens.n_sentences, 2);
    assert_int_equal(s.tokens.sentences[0].n, 301); /* 300 words and the semicolon */
    assert_int_equal(s.tokens.n_long_sentences, 1);
    split_close(&s);
}

static void a_long_sentence_never_breaks_a_multi_word_token(void **state)
{
    (void)state;
    char text[8192];
    size_t n = 0;
    for (int i = 0; i < 500; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s", i ? " cannot" : "cannot");
    split_sample s;
    split_text(&s, text);
    split_check_spans(&s);
    assert_int_equal(s.tokens.n_tokens, 1000);
    for (size_t i = 0; i < s.tokens.n_sentences; i++)
        assert_int_equal(s.tokens.sentences[i].n % 2, 0);
    split_close(&s);
}

/* A megabyte without blanks each; quadratic code would not end within the time limit. */
static void hostile_paragraphs_are_cut_in_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        "a",
        "a-",
        "a'",
        "a.",
        ".",
        "(",
        "[",
        "()",
        "\"",
        "'",
        "a@",
        "A/",
        "1,",
        "1-",
        "A&",
        "www.",
        "U.",
        "Mr.",
        "\xC3\xA9\xE2\x80\x99s",
        "*#",
        ":)",
        "a. [1] ",
    };
    enum { SIZE = 1 << 20 };
    char *text = test_malloc(SIZE + 1);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t len = strlen(units[u]), n = 0;
        for (; n + len <= SIZE; n += len)
            memcpy(text + n, units[u], len);
        text[n] = '\0';
        split_sample s;
        split_text(&s, text);
        assert_true(s.tokens.n_tokens > 0);
        assert_true(s.tokens.sentences[s.tokens.n_sentences - 1].end <= n);
        split_close(&s);
    }
    test_free(text);
}

static void without_a_lexicon_it_knows_initials(void **state)
{
    (void)state;
    split_sample s;
    split_text(&s, "The U.S. envoy J. Brown left.");
    assert_int_equal(dmr_text_split(&s.tokens, NULL, &s.source, s.arena, NULL), 0);
    assert_int_equal(s.tokens.n_sentences, 1);
    assert_int_equal(s.tokens.n_tokens, 7);
    split_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_never_shares_a_sentence),
        cmocka_unit_test(an_empty_text_has_no_sentence),
        cmocka_unit_test(a_long_sentence_is_cut_at_a_semicolon_and_counted),
        cmocka_unit_test(a_long_sentence_never_breaks_a_multi_word_token),
        cmocka_unit_test(hostile_paragraphs_are_cut_in_linear_time),
        cmocka_unit_test(without_a_lexicon_it_knows_initials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
