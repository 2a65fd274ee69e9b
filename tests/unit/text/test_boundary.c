/* Where sentences end and where they do not. */
#include "split_check.h"

static void stops_end_sentences(void **state)
{
    (void)state;
    split_is("He left. She came! Who? They did.",
             "He left . | She came ! | Who ? | They did .");
    split_is("He left.Then she came.", "He left . | Then she came .");
    split_is("Prices rose\nin 1988.\nExports fell.",
             "Prices rose in 1988 . | Exports fell .");
}

static void titles_and_initials_do_not(void **state)
{
    (void)state;
    split_is("Mr. Brown met Gen. Lee in St. Petersburg. They spoke.",
             "Mr. Brown met Gen. Lee in St. Petersburg . | They spoke .");
    split_is("H. Kissinger met Mr. V. I. Petrov.", "H. Kissinger met Mr. V. I. Petrov .");
    split_is("It was plan B. The end came.", "It was plan B . | The end came .");
    split_is("St.Petersburg and No.5", "St. Petersburg and No. 5");
}

static void abbreviations_that_can_end_do_so_before_a_word_like_the(void **state)
{
    (void)state;
    split_is("He works for Acme Inc. The firm sells to Lyons Corp. of Ohio.",
             "He works for Acme Inc. | The firm sells to Lyons Corp. of Ohio .");
    split_is("He was born in the U.S. He left.", "He was born in the U.S. | He left .");
    split_is("The U.S. Congress and the U.N. Security Council met.",
             "The U.S. Congress and the U.N. Security Council met .");
    split_is("They sell rice, etc. Others buy.", "They sell rice , etc . | Others buy .");
    split_is("They met at 10 p.m. Monday in Rome.",
             "They met at 10 p.m. Monday in Rome .");
    split_is("They met at 10 a.m. Egypt agreed.",
             "They met at 10 a.m . | Egypt agreed .");
    split_is("arms, e.g. tanks, i.e. France's", "arms , e.g. tanks , i.e. France~'s");
}

static void number_and_date_abbreviations_need_a_number(void **state)
{
    (void)state;
    split_is("No. 242 passed. He said no. Then he left.",
             "No. 242 passed . | He said no . | Then he left .");
    split_is("On Nov. 5 and Mar. 3 they met, p. 7, Art. 2, Vol. II and para. 9.",
             "On Nov. 5 and Mar. 3 they met , p. 7 , Art. 2 , Vol. II and para. 9 .");
    split_is("It fell to the sun. Rain came.", "It fell to the sun . | Rain came .");
}

static void quotes_stay_on_their_side(void **state)
{
    (void)state;
    split_is("He said \"no.\" Then he left.", "He said \" no . \" | Then he left .");
    split_is("\"Go!\" he cried. \"Why?\" Pak asked.",
             "\" Go ! \" he cried . | \" Why ? \" Pak asked .");
    split_is("He said: \u201cIt is so.\u201d \u201cNo.\u201d",
             "He said : \u201c It is so . \u201d | \u201c No . \u201d");
    split_is("''It is so.'' He left.", "'' It is so . '' | He left .");
    split_is("\u2018Yes\u2019, he said. \u2018No.\u2019 Then he left.",
             "\u2018 Yes \u2019 , he said . | \u2018 No . \u2019 | Then he left .");
}

static void brackets_hold_a_sentence_together(void **state)
{
    (void)state;
    split_is("He left (at 9. Perhaps later) by train. She stayed.",
             "He left ( at 9 . Perhaps later ) by train . | She stayed .");
    split_is("(He came back. He slept.) She left.",
             "( He came back . | He slept . ) | She left .");
}

static void dots_and_dashes_end_nothing_before_small_letters(void **state)
{
    (void)state;
    split_is("He waited... and waited. So... Then he left.",
             "He waited ... and waited . | So ... | Then he left .");
    split_is("He agreed -- at last -- to go.", "He agreed -- at last -- to go .");
    split_is("He agreed \u2014 at last.", "He agreed \u2014 at last .");
    split_is("What?! No... ?", "What ?! | No ... ?");
}

static void numbers_of_a_list_stay_with_its_item(void **state)
{
    (void)state;
    split_is("1. The text stands. 2. The map goes.",
             "1 . The text stands . | 2 . The map goes .");
    split_is("(a) the first; (iv) the fourth", "( a ) the first ; ( iv ) the fourth");
    split_is("IV. The treaty", "IV . The treaty");
    split_is("2\\. It was so.", "2 \\ . It was so .");
    split_is("Points: 1. The text.", "Points : 1 . The text .");
}

static void footnote_marks_belong_to_what_they_note(void **state)
{
    (void)state;
    split_is("It was agreed.[1] He left. [2] She came.",
             "It was agreed . [ 1 ] | He left . [ 2 ] | She came .");
    split_is("the text[3] says so", "the text [ 3 ] says so");
}

static void a_dateline_is_a_sentence_of_its_own(void **state)
{
    (void)state;
    split_is("SEOUL, Dec 3 -- South Korea agreed. It paid.",
             "SEOUL , Dec 3 -- | South Korea agreed . | It paid .");
}

static void stop_ends_sentences_in_cables_only(void **state)
{
    (void)state;
    split_is("REFERENCE YOUR TELEGRAM STOP HE SPOKE AT 10 A.M. IN TOKYO STOP ENDS",
             "REFERENCE YOUR TELEGRAM STOP | HE SPOKE AT 10 A.M. IN TOKYO STOP | ENDS");
    split_is("They said STOP and he did STOP at once.",
             "They said STOP and he did STOP at once .");
    split_is("PERU ACCEPTED MEDIATION STOP", "PERU ACCEPTED MEDIATION STOP");
    split_is("He left STOP She stayed STOP", "He left STOP | She stayed STOP");
    split_is("CHAD AGREED TO STOP SALES STOP LIBYA WILL NOT STOP THEM STOP",
             "CHAD AGREED TO STOP SALES STOP | LIBYA WILL NOT STOP THEM STOP");
}

/* The looks of the words, "-" where it is the form. */
static void looks_are(const char *text, const char *expected)
{
    split_sample s;
    split_text(&s, text);
    demarche_str got = dmr_str("", 0);
    for (size_t i = 0; i < s.tokens.n_tokens; i++) {
        demarche_str look = s.tokens.tokens[i].look;
        got = dmr_str_format(s.arena, "%.*s%s%.*s", (int)got.len, got.ptr, i ? " " : "",
                             look.len ? (int)look.len : 1, look.len ? look.ptr : "-");
    }
    got = dmr_str_copy(s.arena, got);
    assert_string_equal(got.ptr, expected);
    split_close(&s);
}

static void a_telegrams_stop_and_comma_look_like_their_signs(void **state)
{
    (void)state;
    looks_are("ENVOY CAME COMMA SAW COMMA LEFT STOP", "- - , - , - .");
    looks_are("CHAD AGREED TO STOP SALES STOP", "- - - - - .");
    looks_are("They said STOP and COMMA.", "- - - - - -");
    looks_are("STOP", "-");
}

static void footnote_marks_end_nothing_and_are_no_numbers(void **state)
{
    (void)state;
    split_is("They agreed.\u00b2 He left.\u2020 She stayed.* It rained.",
             "They agreed . \u00b2 | He left . \u2020 | She stayed . * | It rained .");
    looks_are("They agreed.12 The pact,2 which", "- - - * - - - * -");
    looks_are("It sold 1,200 in No.5 on 3.12 and Nov.28", "- - - - - - - - - - -");
}

static void datelines_are_sentences_of_their_own(void **state)
{
    (void)state;
    split_is("LIMA (AP) _ Peru and Chile met on Tuesday.",
             "LIMA ( AP ) _ | Peru and Chile met on Tuesday .");
    split_is("GENEVA, March 20. -- The League rejected it today.",
             "GENEVA , March 20 . -- | The League rejected it today .");
    split_is("Peking, September 9 (Hsinhua) -- Albania's minister left here.",
             "Peking , September 9 ( Hsinhua ) -- | Albania~'s minister left here .");
    split_is("MEXICO CITY\u2014Mexico broke relations in 1959.",
             "MEXICO CITY \u2014 | Mexico broke relations in 1959 .");
    split_is("Peru, Chile -- They met in Lima on Monday.",
             "Peru , Chile -- They met in Lima on Monday .");
    split_is("NATO\u2014Canada too\u2014sent ten ships there.",
             "NATO \u2014 Canada too \u2014 sent ten ships there .");
}

static void tables_and_figures_keep_their_number(void **state)
{
    (void)state;
    split_is("Table 3. Deliveries to Guinea", "Table 3 . Deliveries to Guinea");
    split_is("They sat at table 3. He left.", "They sat at table 3 . | He left .");
}

static void a_writer_may_do_without_capitals(void **state)
{
    (void)state;
    split_is("i asked the envoy. he said no! they left.",
             "i asked the envoy . | he said no ! | they left .");
    split_is("they met in lima. talks went well. nobody signed.",
             "they met in lima . | talks went well . | nobody signed .");
    /* one small letter behind a stop is an abbreviation that no list has */
    split_is("The island has nine sqm. miles of sand. Peru claims it. Chile does too.",
             "The island has nine sqm . miles of sand . | Peru claims it . | "
             "Chile does too .");
    split_is("\"Why?\" he asked. \"When?\" she asked.",
             "\" Why ? \" he asked . | \" When ? \" she asked .");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_end_sentences),
        cmocka_unit_test(titles_and_initials_do_not),
        cmocka_unit_test(abbreviations_that_can_end_do_so_before_a_word_like_the),
        cmocka_unit_test(number_and_date_abbreviations_need_a_number),
        cmocka_unit_test(quotes_stay_on_their_side),
        cmocka_unit_test(brackets_hold_a_sentence_together),
        cmocka_unit_test(dots_and_dashes_end_nothing_before_small_letters),
        cmocka_unit_test(numbers_of_a_list_stay_with_its_item),
        cmocka_unit_test(footnote_marks_belong_to_what_they_note),
        cmocka_unit_test(a_dateline_is_a_sentence_of_its_own),
        cmocka_unit_test(stop_ends_sentences_in_cables_only),
        cmocka_unit_test(a_telegrams_stop_and_comma_look_like_their_signs),
        cmocka_unit_test(footnote_marks_end_nothing_and_are_no_numbers),
        cmocka_unit_test(datelines_are_sentences_of_their_own),
        cmocka_unit_test(tables_and_figures_keep_their_number),
        cmocka_unit_test(a_writer_may_do_without_capitals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
