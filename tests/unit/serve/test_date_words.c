/* Dates in words: what demarche writes is said in English, what is no EDTF is left to others, and
 * nothing that comes in makes words that are empty or too long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "date_words.h"

static demarche_str str_of(const char *s)
{
    return (demarche_str){s, strlen(s)};
}

static void says(const char *edtf, const char *expected)
{
    char words[DATE_WORDS_MAX];
    bool known = date_words(words, str_of(edtf));
    if (!known || strcmp(words, expected) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", edtf, words, expected);
}

static void one_date_is_said(void **state)
{
    (void)state;
    says("1989", "1989");
    says("1986-07", "July 1986");
    says("1990-06-04", "4 June 1990");
    says("2000-02-29", "29 February 2000");
    says("1990~", "about 1990");
    says("1990-06?", "June 1990, not sure");
    says("1990%", "about 1990, not sure");
    says("2004-06-XX", "some day in June 2004");
    says("2004-XX-XX", "some time in 2004");
    says("1985-04-12T23:20:30Z", "12 April 1985, 23:20 UTC");
    says("1985-04-12T23:20+02:00", "12 April 1985, 23:20 (UTC+02:00)");
    says("1985-04-12T23:20", "12 April 1985, 23:20");
}

static void parts_of_years_and_many_years_are_said(void **state)
{
    (void)state;
    says("1988-21", "spring 1988");
    says("1988-22", "summer 1988");
    says("1988-24", "winter 1988/89");
    says("1999-24", "winter 1999/00");
    says("1988-31", "autumn 1988 (southern)");
    says("1988-33", "first quarter of 1988");
    says("1988-39", "last third of 1988");
    says("1988-41", "second half of 1988");
    says("198X", "the 1980s");
    says("198X~", "about the 1980s");
    says("18XX", "19th century");
    says("20XX", "21st century");
    says("10XX", "11th century");
    says("1XXX", "2nd millennium");
    says("-0043", "44 BC");
    says("0000", "1 BC");
    says("-0043-03-15", "15 March 44 BC");
    says("-04XX", "5th century BC");
    says("-004X", "50 to 41 BC");
    says("-00XX", "1st century BC");
    says("0043", "AD 43");
    says("004X", "AD 40 to 49");
    says("Y17000000", "17000000");
    says("Y-17E6", "17000001 BC");
}

static void intervals_say_what_both_ends_share_once(void **state)
{
    (void)state;
    says("1945-02-04?/1945-02-11?", "4 to 11 February 1945, not sure");
    says("1945-02-04/1945-02-11", "4 to 11 February 1945");
    says("1945-02-04/1945-03-11", "4 February to 11 March 1945");
    says("1944-12-30/1945-01-02", "30 December 1944 to 2 January 1945");
    says("1975-03/1975-06", "March to June 1975");
    says("1975-03-04/1975-06", "4 March to June 1975");
    says("1980/1988", "1980 to 1988");
    says("1980~/1988", "about 1980 to 1988");
    says("1980?/1988", "1980 to 1988, the beginning not sure");
    says("1980/1988?", "1980 to 1988, the end not sure");
    says("198X/199X", "the 1980s to the 1990s");
    says("1988-21/1988-22", "spring 1988 to summer 1988");
    says("-0043/-0041", "44 to 42 BC");
    says("-0043/0014", "44 BC to AD 14");
    says("1979/..", "since 1979");
    says("1979?/..", "since 1979, not sure");
    says("../1985-03-11?", "by 11 March 1985, not sure");
    says("1985/", "from 1985, the end not known");
    says("/1985", "until 1985, the beginning not known");
}

static void sets_are_all_or_one_of_them(void **state)
{
    (void)state;
    says("{1961-06-03,1961-06-04}", "3 and 4 June 1961");
    says("[1961-06-03,1961-06-04]", "3 or 4 June 1961");
    says("{1961-06-03?,1961-06-04?}", "3 and 4 June 1961, not sure");
    says("{1961-06-03,1961-06-04?}", "3 and 4 June 1961 (not sure)");
    says("{1986-07,1988-08}", "July 1986 and August 1988");
    says("{1986-07,1986-08,1986-11}", "July, August and November 1986");
    says("{1986-07,1986-08-02,1987}", "July 1986, 2 August 1986 and 1987");
    says("[1986,1987]", "1986 or 1987");
    says("[..1984]", "1984 or earlier");
    says("[1984..]", "1984 or later");
    says("{1960,1970..1972}", "1960 and 1970 to 1972");
    says("{1986}", "1986");
}

static void what_is_no_edtf_has_no_words(void **state)
{
    (void)state;
    static const char *const none[] = {"",
                                       "soon",
                                       "86",
                                       "1986-13",
                                       "1990-02-30",
                                       "1900-02-29",
                                       "XXXX",
                                       "19X6",
                                       "198X-03",
                                       "1986-7",
                                       "../..",
                                       "/",
                                       "1985/1987/1989",
                                       "[]",
                                       "{1986,}",
                                       "{..}",
                                       "[1986}",
                                       "1986-XX-03",
                                       "1988-22-03",
                                       "1986?-07",
                                       "Y1985",
                                       "Y-",
                                       "Y99999999999",
                                       "-0000",
                                       "1985T10:00",
                                       "1985-04-12T25:00",
                                       "1985-04-12T10:00+2",
                                       "2004-06-",
                                       "<b>",
                                       "1986 ",
                                       "?",
                                       "T",
                                       "1986-07-04-05"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char words[DATE_WORDS_MAX] = "x";
        if (date_words(words, str_of(none[i])) || *words)
            fail_msg("%s: \"%s\"", none[i], words);
    }
}

static void a_machine_has_the_beginning(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"1986", "1986"},
                                           {"1986-07", "1986-07"},
                                           {"1990-06-04?", "1990-06-04"},
                                           {"1988-22", "1988"},
                                           {"198X", "1980"},
                                           {"0843-01", "0843-01"},
                                           {"1945-02-04?/1945-02-11?", "1945-02-04"},
                                           {"1979/..", "1979"},
                                           {"{1961-06-03,1961-06-04}", "1961-06-03"},
                                           {"[1960..1972]", "1960"},
                                           {"1985-04-12T23:20:30Z", "1985-04-12"},
                                           {"../1985", ""},
                                           {"[..1984]", ""},
                                           {"-0043", ""},
                                           {"Y17000000", ""},
                                           {"soon", ""},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char day[DATE_DAY_MAX];
        assert_int_equal(date_day(day, str_of(cases[i][0])), *cases[i][1] != '\0');
        assert_string_equal(day, cases[i][1]);
    }
}

/* Bytes as they come, most of them out of what dates are made of. */
static void no_bytes_make_empty_or_long_words(void **state)
{
    (void)state;
    static const char alphabet[] = "0123456789X-/.,?~%{}[]TZY:E+ \xff\0";
    uint32_t seed = 7;
    size_t said = 0;
    for (int round = 0; round < 200000; round++) {
        char bytes[600], words[DATE_WORDS_MAX], day[DATE_DAY_MAX];
        size_t n = 0, most = round % 500 == 0 ? sizeof bytes : 24;
        for (seed = seed * 1664525 + 1013904223; n < most && (seed >> 24) > 8; n++) {
            seed = seed * 1664525 + 1013904223;
            bytes[n] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        bool known = date_words(words, (demarche_str){bytes, n});
        assert_true(memchr(words, '\0', sizeof words) != NULL);
        assert_int_equal(known, words[0] != '\0');
        for (const char *c = words; *c; c++)
            assert_true(*c >= ' ' && *c <= '~');
        date_day(day, (demarche_str){bytes, n});
        assert_true(memchr(day, '\0', sizeof day) != NULL);
        said += known;
    }
    assert_true(said > 0);
    char many[600] = "{1986-07"; /* more members than are said */
    while (strlen(many) < 500)
        memcpy(many + strlen(many), ",1986-08", sizeof ",1986-08");
    memcpy(many + strlen(many), "}", 2);
    char words[DATE_WORDS_MAX];
    assert_false(date_words(words, str_of(many)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_date_is_said),
        cmocka_unit_test(parts_of_years_and_many_years_are_said),
        cmocka_unit_test(intervals_say_what_both_ends_share_once),
        cmocka_unit_test(sets_are_all_or_one_of_them),
        cmocka_unit_test(what_is_no_edtf_has_no_words),
        cmocka_unit_test(a_machine_has_the_beginning),
        cmocka_unit_test(no_bytes_make_empty_or_long_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
