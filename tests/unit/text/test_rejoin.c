/* Words broken at the end of a line, sentences broken at the end of a page. */
#include "split_check.h"

#include "text/rejoin.h"

static void a_word_broken_at_a_lines_end_is_whole(void **state)
{
    (void)state;
    split_is("The two govern-\nments signed a trade agree-\n  ment in Lima.",
             "The two governments signed a trade agreement in Lima .");
    split_is("THE SOVIET DELE-\nGATION LEFT", "THE SOVIET DELEGATION LEFT");
    split_is("He met Pres\u00ac\nident Tito on 3 Janu\u00ad\nary.",
             "He met President Tito on 3 January .");
    split_is("by the Coun-\ncil's members", "by the Council~'s members");
}

static void a_hyphen_of_the_words_own_stays(void **state)
{
    (void)state;
    split_is("new Soviet-\nbacked forces", "new Soviet - backed forces");
    split_is("the Franco-\nGerman pact", "the Franco - German pact");
    split_is("the FRANCO-\nGERMAN pact", "the FRANCO - GERMAN pact");
    split_is("a UN-\nled force for a long-\nterm loan",
             "a UN - led force for a long - term loan");
    split_is("but short-\nening the day-to-\nday talks",
             "but shortening the day - to - day talks");
    split_is("Minister Choe Ho-\njung came", "Minister Choe Ho-jung came");
    split_is("between 1960-\n61 and now", "between 1960 - 61 and now");
    split_is("a German U-\nboat", "a German U - boat");
}

static void what_is_no_broken_word_is_left_alone(void **state)
{
    (void)state;
    split_is("Joe-\na few things", "Joe - a few things");
    split_is("the pre-\nand post-war years", "the pre- and post-war years");
    split_is("They agreed -\nat last -\nto go.", "They agreed - at last - to go .");
    split_is("They came to re-", "They came to re-");
}

static void a_whole_word_lies_where_its_parts_do(void **state)
{
    (void)state;
    const char *text = "The govern-\n ments agreed.";
    split_sample s;
    split_text(&s, text);
    const dmr_token *t = s.tokens.tokens;
    assert_int_equal(s.tokens.n_tokens, 4);
    assert_int_equal(t[1].start, 4);
    assert_int_equal(t[1].end, 18);
    assert_int_equal(t[2].start, 19);
    assert_ptr_equal(t[2].form.ptr, text + 19);
    assert_int_equal(s.tokens.sentences[0].end, strlen(text));
    split_close(&s);
}

static void no_byte_is_lost_between_the_parts(void **state)
{
    (void)state;
    /* no letter behind the hyphen: it is a word of its own */
    split_is("the gov-\n\u201cments\u201d", "the gov - \u201c ments \u201d");
    /* the whole word is two tokens */
    const char *text = "We can-\nnot go.";
    split_sample s;
    split_text(&s, text);
    const dmr_token *t = s.tokens.tokens;
    assert_int_equal(s.tokens.n_tokens, 5);
    assert_int_equal(t[1].end, t[2].start);
    assert_int_equal(t[2].end, strlen("We can-\nnot"));
    split_close(&s);
}

static void a_sentence_goes_on_over_what_a_page_put_between(void **state)
{
    (void)state;
    const char *text =
        "They asked the govern-\n\n- 12 -\n\nment to go on\n\n13\n\nand on.";
    dmr_paragraph parts[] = {
        {0, 22, DMR_PARAGRAPH_PROSE, true},   {24, 30, DMR_PARAGRAPH_NAVIGATION, false},
        {32, 45, DMR_PARAGRAPH_PROSE, true},  {47, 49, DMR_PARAGRAPH_NAVIGATION, false},
        {51, 58, DMR_PARAGRAPH_PROSE, false},
    };
    split_sample s;
    split_text(&s, text);
    s.source.paragraphs = parts;
    s.source.n_paragraphs = 5;
    assert_int_equal(dmr_text_split(&s.tokens, s.splitter, &s.source, s.arena, NULL), 0);
    assert_int_equal(s.tokens.n_sentences, 1);
    assert_int_equal(s.tokens.n_tokens, 10);
    const dmr_token *t = s.tokens.tokens;
    assert_true(dmr_str_is(t[3].form, "government"));
    assert_int_equal(t[3].start, 15);
    assert_int_equal(t[3].end, 36);
    assert_true(dmr_str_is(t[7].form, "and"));
    assert_int_equal(t[7].start, 51);
    assert_int_equal(s.tokens.sentences[0].end, 58);
    split_close(&s);
}

static void a_paragraph_that_goes_on_into_nothing_ends(void **state)
{
    (void)state;
    dmr_paragraph parts[] = {
        {0, 9, DMR_PARAGRAPH_PROSE, true},
        {10, 12, DMR_PARAGRAPH_NAVIGATION, false},
    };
    split_sample s;
    split_text(&s, "They met\n\n12");
    parts[0].end = 8;
    s.source.paragraphs = parts;
    s.source.n_paragraphs = 2;
    assert_int_equal(dmr_text_split(&s.tokens, s.splitter, &s.source, s.arena, NULL), 0);
    assert_int_equal(s.tokens.n_sentences, 1);
    assert_int_equal(s.tokens.n_tokens, 2);
    split_close(&s);
}

static void nothing_is_copied_where_nothing_is_broken(void **state)
{
    (void)state;
    demarche_str text = dmr_str_c("They met\nin Lima - late.");
    dmr_paragraph all = {0, text.len, DMR_PARAGRAPH_PROSE, false};
    dmr_arena *arena = dmr_arena_new(0);
    dmr_rejoined mended;
    assert_true(dmr_rejoin(&mended, text, &all, 1, arena));
    assert_int_equal(mended.n_cuts, 0);
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_broken_at_a_lines_end_is_whole),
        cmocka_unit_test(a_hyphen_of_the_words_own_stays),
        cmocka_unit_test(what_is_no_broken_word_is_left_alone),
        cmocka_unit_test(a_whole_word_lies_where_its_parts_do),
        cmocka_unit_test(no_byte_is_lost_between_the_parts),
        cmocka_unit_test(a_sentence_goes_on_over_what_a_page_put_between),
        cmocka_unit_test(a_paragraph_that_goes_on_into_nothing_ends),
        cmocka_unit_test(nothing_is_copied_where_nothing_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
