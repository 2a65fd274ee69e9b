/* Words: clitics, hyphens, apostrophes, stops inside. */
#include "split_check.h"

static void clitics_are_words_of_a_multi_word_token(void **state)
{
    (void)state;
    split_is("They don't, can't and won't.", "They do~n't , ca~n't and wo~n't .");
    split_is("Seoul's offer", "Seoul~'s offer");
    split_is("Seoul\u2019s offer", "Seoul~\u2019s offer");
    split_is("I'm sure we've said they'd go and she'll stay; you're late.",
             "I~'m sure we~'ve said they~'d go and she~'ll stay ; you~'re late .");
    split_is("It shouldn't've failed.", "It should~n't~'ve failed .");
    split_is("the U.S.'s ally", "the U.S.~'s ally");
    split_is("DON'T", "DO~N'T");
}

static void words_that_english_writes_as_one_are_cut(void **state)
{
    (void)state;
    split_is("We cannot; he's gonna; they dunno.",
             "We can~not ; he~'s gon~na ; they du~n~no .");
    split_is("dont", "do~nt");
    split_is("its cantor", "its cantor");
}

static void a_final_apostrophe_is_a_possessive_where_no_quote_is_open(void **state)
{
    (void)state;
    split_is("their nations' recent histories", "their nations~' recent histories");
    split_is("the states\u2019 trade", "the states~\u2019 trade");
    split_is("'the nations' he named", "' the nations ' he named");
    split_is("the Workers' Party.", "the Workers~' Party .");
}

static void apostrophes_inside_names_stay(void **state)
{
    (void)state;
    split_is("from P'yongyang to Inch'on", "from P'yongyang to Inch'on");
    split_is("P\u2019yongyang", "P\u2019yongyang");
    split_is("O'Rourke, d'Alembert, Qur'an and Xi'an at five o'clock",
             "O'Rourke , d'Alembert , Qur'an and Xi'an at five o'clock");
    split_is("P'yongyang's envoy", "P'yongyang~'s envoy");
}

static void compounds_are_cut_at_their_hyphens(void **state)
{
    (void)state;
    split_is("a well-known, state-of-the-art plan",
             "a well - known , state - of - the - art plan");
    split_is("Seoul-Moscow relations", "Seoul - Moscow relations");
    split_is("the U.S.-led force", "the U.S. - led force");
    split_is("thirty-six sets", "thirty - six sets");
    split_is("UN-sponsored talks", "UN - sponsored talks");
}

static void prefixes_keep_their_hyphen(void **state)
{
    (void)state;
    split_is("non-aligned, anti-American, ex-members, co-operation, re-election",
             "non-aligned , anti-American , ex-members , co-operation , re-election");
    split_is("NON-ALIGNED states in mid-1988", "NON-ALIGNED states in mid-1988");
    split_is("pre- and post-war trade", "pre- and post-war trade");
    split_is("an e-mail", "an e-mail");
}

static void given_names_of_two_syllables_stay_whole(void **state)
{
    (void)state;
    split_is("Yi Sun-gi, Kong No-myong and Kwon Hui-gyong",
             "Yi Sun-gi , Kong No-myong and Kwon Hui-gyong");
    split_is("Pak Ch'or-on's trip", "Pak Ch'or-on~'s trip");
    split_is("Kim Il-song, Kim Yong-sun, Ch'oe Nak-ch'ol",
             "Kim Il-song , Kim Yong-sun , Ch'oe Nak-ch'ol");
    split_is("Chou En-lai and Lee Teng-hui", "Chou En-lai and Lee Teng-hui");
    split_is("Roh Tae-woo's visit", "Roh Tae-woo~'s visit");
    split_is("the Run-up", "the Run - up");
    split_is("Man-made goods", "Man - made goods");
}

static void initials_and_letters_with_stops_are_one_word(void **state)
{
    (void)state;
    split_is("J. M. Keynes met A.N. Kosygin.", "J. M. Keynes met A.N. Kosygin .");
    split_is("the U.S. and the U.S.S.R. agreed", "the U.S. and the U.S.S.R. agreed");
    split_is("a Ph.D. from Yale", "a Ph.D. from Yale");
    split_is("M. S. Gorbachev, J.F.K. and the G.D.R. too",
             "M. S. Gorbachev , J.F.K. and the G.D.R. too");
    split_is("the U.S Senate", "the U.S Senate");
}

static void slashes_and_ampersands(void **state)
{
    (void)state;
    split_is("and/or he/she", "and / or he / she");
    split_is("AT&T and R&D", "AT&T and R&D");
    split_is("resolution A/RES/43/1 and document S/1988/12",
             "resolution A/RES/43/1 and document S/1988/12");
    split_is("A/43/PV.6", "A/43/PV.6");
}

static void addresses_are_one_word(void **state)
{
    (void)state;
    split_is("See http://www.un.org/a?b=c, www.state.gov/x. Write to a.b@c.org.",
             "See http://www.un.org/a?b=c , www.state.gov/x . | Write to a.b@c.org .");
    split_is("(https://example.org/a_(b))", "( https://example.org/a_(b) )");
    split_is("the file report.pdf at example.org/a",
             "the file report.pdf at example.org/a");
    split_is("Thanks! :-) Good.", "Thanks ! :-) | Good .");
    split_is("#peace @un", "#peace @un");
}

static void a_footnotes_number_is_cut_off_small_letters(void **state)
{
    (void)state;
    split_is("The agreement3 and treaties12.", "The agreement 3 and treaties 12 .");
    split_is("F16 jets, MP3, Boeing747, abc3, report2024, area51x",
             "F16 jets , MP3 , Boeing747 , abc3 , report2024 , area51x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clitics_are_words_of_a_multi_word_token),
        cmocka_unit_test(words_that_english_writes_as_one_are_cut),
        cmocka_unit_test(a_final_apostrophe_is_a_possessive_where_no_quote_is_open),
        cmocka_unit_test(apostrophes_inside_names_stay),
        cmocka_unit_test(compounds_are_cut_at_their_hyphens),
        cmocka_unit_test(prefixes_keep_their_hyphen),
        cmocka_unit_test(given_names_of_two_syllables_stay_whole),
        cmocka_unit_test(initials_and_letters_with_stops_are_one_word),
        cmocka_unit_test(slashes_and_ampersands),
        cmocka_unit_test(addresses_are_one_word),
        cmocka_unit_test(a_footnotes_number_is_cut_off_small_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
