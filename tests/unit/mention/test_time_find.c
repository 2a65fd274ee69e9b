#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/table.h"
#include "mention/time_find.h"
#include "words_tree.h"

typedef struct kit {
    dmr_arena *arena;
    dmr_time_lexicon *lexicon;
    words_tree tree;
} kit;

typedef struct row {
    const char *words; /* of the sentence */
    const char
        *times; /* "words = EDTF", parted by "; "; TIMEX3 value where EDTF is empty,
                          written with '#' */
} row;

/* The times of a sentence as one line. */
static void render(kit *k, const dmr_mention_list *list, char *out, size_t room)
{
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < list->n && n < room - 1; i++) {
        char span[512];
        const dmr_mention *m = &list->at[i];
        bool edtf = m->time.edtf.len > 0;
        demarche_str value = edtf ? m->time.edtf : m->time.timex_value;
        n += (size_t)snprintf(out + n, room - n, "%s%s = %s%.*s", i ? "; " : "",
                              words_tree_span(&k->tree.tree, m->first, m->last, span),
                              edtf ? "" : "#", (int)value.len, value.ptr);
    }
}

static void check_told(kit *k, const char *date, const char *as_of, const row *rows,
                       size_t n)
{
    dmr_time_state told;
    demarche_meta meta = {0};
    meta.date = dmr_str_c(date);
    meta.as_of = dmr_str_c(as_of);
    dmr_time_state_init(&told, &meta);
    for (size_t i = 0; i < n; i++) {
        dmr_mention_list list = {0};
        char got[2048];
        const dmr_tree *tree = words_tree_of(&k->tree, rows[i].words);
        assert_int_equal(
            dmr_time_find(k->lexicon, tree, (uint32_t)i, &told, &list, k->arena, NULL),
            DEMARCHE_OK);
        render(k, &list, got, sizeof got);
        if (strcmp(got, rows[i].times) != 0)
            fail_msg("\"%s\"\n  gives \"%s\"\n  not   \"%s\"", rows[i].words, got,
                     rows[i].times);
    }
}

/* Sentences that have nothing to do with each other, in a study known up to June 1990. */
static void check_each(kit *k, const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_told(k, "", "1990-06", &rows[i], 1);
}

#define EACH(rows) check_each(*state, rows, sizeof(rows) / sizeof *(rows))
#define TOLD(date, as_of, rows)                                                          \
    check_told(*state, date, as_of, rows, sizeof(rows) / sizeof *(rows))

static void dates_are_as_exact_as_the_text(void **state)
{
    static const row rows[] = {
        {"It opened in July 1989 .", "July 1989 = 1989-07"},
        {"They met on June 2 , 1989 .", "June 2 , 1989 = 1989-06-02"},
        {"They met on 2 June 1989 .", "2 June 1989 = 1989-06-02"},
        {"They met on the 2nd of June , 1989 .", "the 2nd of June , 1989 = 1989-06-02"},
        {"They met on Friday , June 2 , 1989 .", "Friday , June 2 , 1989 = 1989-06-02"},
        {"They traded directly in 1988 .", "1988 = 1988"},
        {"As early as May 1979 they met .", "May 1979 = 1979-05"},
        {"It began in the 1980s .", "the 1980s = 198X"},
        {"It began in the nineteenth century .", "the nineteenth century = 18XX"},
        {"It began in the 19th _- _century .", "the 19th - century = 18XX"},
        {"The 1988 elections/NOUN came .", "1988 = 1988"},
        {"His July 1986 Vladivostok and August 1988 Krasnoyarsk speeches/NOUN .",
         "July 1986 = 1986-07; August 1988 = 1988-08"},
        {"They met in Sept. 1988 and on Dec. 3 , 1988 .",
         "Sept. 1988 = 1988-09; Dec. 3 , 1988 = 1988-12-03"},
        {"Spring 1968 was warm .", "Spring 1968 = 1968-21"},
        {"In the summer of 1968 they met .", "the summer of 1968 = 1968-22"},
        {"In the third quarter of 1989 it grew .", "the third quarter of 1989 = 1989-35"},
    };
    EACH(rows);
}

static void ranges_are_one_mention(void **state)
{
    static const row rows[] = {
        {"He visited from June 2 to June 10 , 1989 , with approval .",
         "from June 2 to June 10 , 1989 = 1989-06-02/1989-06-10"},
        {"It grew between 1980 and 1988 .", "between 1980 and 1988 = 1980/1988"},
        {"It lasted from 1939 to 1945 .", "from 1939 to 1945 = 1939/1945"},
        {"In 1990 _- _91 it fell .", "1990 - 91 = 1990/1991"},
        {"The war of 1939 _– _45 .", "1939 – 45 = 1939/1945"},
        {"On June 2 _- _10 , 1989 , they met .",
         "June 2 - 10 , 1989 = 1989-06-02/1989-06-10"},
        {"From 2 to 10 June 1989 they met .",
         "From 2 to 10 June 1989 = 1989-06-02/1989-06-10"},
        {"From December to February 1989 they met .",
         "From December to February 1989 = 1988-12/1989-02"},
        {"June _- _July 1989 was hot .", "June - July 1989 = 1989-06/1989-07"},
        {"On June 2 and 3 , 1989 , they met .",
         "June 2 and 3 , 1989 = {1989-06-02,1989-06-03}"},
    };
    EACH(rows);
}

static void two_dates_are_two_mentions(void **state)
{
    static const row rows[] = {
        {"They met in 1986 and 1988 .", "1986 = 1986; 1988 = 1988"},
        {"They met in July and August 1988 .", "July = 1988-07; August 1988 = 1988-08"},
        {"It fell in 1988 , 1989 and 1990 .", "1988 = 1988; 1989 = 1989; 1990 = 1990"},
    };
    EACH(rows);
}

static void the_governing_word_opens_the_interval(void **state)
{
    static const row rows[] = {
        {"They traded since 1975 .", "1975 = 1975/.."},
        {"They traded until 1991 .", "1991 = ../1991"},
        {"They traded before 1985 .", "1985 = ../1985"},
        {"By 1985 it had grown .", "1985 = ../1985"},
        {"After June 1985 it grew .", "June 1985 = 1985-06/.."},
        {"It grew prior to 1985 .", "1985 = ../1985"},
        {"It grew from 1985 on .", "1985 = 1985/.."},
        {"No later than June 1985 it grew .", "June 1985 = ../1985-06"},
        {"Since the early 1980s it grew .", "the early 1980s = 1980~/.."},
        {"It came about 1985 .", "1985 = 1985~"},
        {"In post-1945 Europe it grew .", "post-1945 = 1945/.."},
        {"Before the Seoul Olympics they met .", "the Seoul Olympics = ../1988-09-17?"},
        {"After the Seoul Olympics they met .", "the Seoul Olympics = 1988-10-02?/.."},
        {"Since World War II they met .", "World War II = 1945-09-02?/.."},
        {"Until the early 1980s they met .", "the early 1980s = ../1983~"},
    };
    EACH(rows);
}

static void parts_of_times_are_approximate_intervals(void **state)
{
    static const row rows[] = {
        {"In early 1988 they met .", "early 1988 = 1988-01~/1988-04~"},
        {"In the late 1970s they met .", "the late 1970s = 1977~/1979~"},
        {"In mid _- _June 1987 they met .", "mid - June 1987 = 1987-06-11~/1987-06-20~"},
        {"In mid-June 1987 they met .", "mid-June 1987 = 1987-06-11~/1987-06-20~"},
        {"At the end of 1985 they met .", "the end of 1985 = 1985-09~/1985-12~"},
        {"In the first half of 1990 it grew .",
         "the first half of 1990 = 1990-01/1990-06"},
        {"In the second half of the 1980s it grew .",
         "the second half of the 1980s = 1987~/1989~"},
    };
    EACH(rows);
}

static void happenings_give_uncertain_dates(void **state)
{
    static const row rows[] = {
        {"The Seoul Olympics was a catalyst .",
         "The Seoul Olympics = 1988-09-17?/1988-10-02?"},
        {"It was so even before Gorbachev came to power .",
         "Gorbachev came to power = ../1985-03-11?"},
        {"They were there since the end of World War II .",
         "the end of World War II = 1945-09-02?/.."},
        {"During the Suez crisis they met .",
         "the Suez crisis = 1956-10-29?/1956-11-07?"},
        {"On Christmas Day 1979 it came .", "Christmas Day 1979 = 1979-12-25"},
        {"On Good Friday 1998 they met .", "Good Friday 1998 = 1998-04-10"},
        {"During Ramadan in 1973 they fought .",
         "Ramadan in 1973 = 1973-09-28~/1973-10-27~"},
        {"During the Six _- _Day War they met .",
         "the Six - Day War = 1967-06-05?/1967-06-10?"},
        {"Before Mikhail Gorbachev came to power it was so .",
         "Gorbachev came to power = ../1985-03-11?"},
        {"They discussed the olympics .", ""},
    };
    EACH(rows);
}

static void a_tale_gives_what_its_dates_leave_out(void **state)
{
    static const row rows[] = {
        {"He visited from June 2 to June 10 , 1989 .",
         "from June 2 to June 10 , 1989 = 1989-06-02/1989-06-10"},
        {"He returned on June 12 .", "June 12 = 1989-06-12"},
        {"Three days later he spoke .", "Three days later = 1989-06-15"},
        {"The following month he left .", "The following month = 1989-07"},
        {"In October they met .", "October = 1989-10"},
        {"In January they met again .", "January = 1990-01"},
        {"Two months earlier he had come .", "Two months earlier = 1989-11"},
        {"Later that year he died .", "Later that year = 1989"},
        {"A year later all was over .", "A year later = 1990"},
    };
    TOLD("", "1991", rows);
}

static void news_count_from_their_day(void **state)
{
    static const row rows[] = {
        {"He said so on Tuesday .", "Tuesday = 2009-06-02"},
        {"He said so on Thursday .", "Thursday = 2009-06-04"},
        {"They will meet on Tuesday .", "Tuesday = 2009-06-09"},
        {"He said so yesterday .", "yesterday = 2009-06-03"},
        {"It will open tomorrow morning .", "tomorrow morning = 2009-06-05"},
        {"It fell last month .", "last month = 2009-05"},
        {"It fell last year .", "last year = 2008"},
        {"It fell three years ago .", "three years ago = 2006"},
        {"It will open next March .", "next March = 2010-03"},
        {"It came last Friday .", "last Friday = 2009-05-29"},
        {"It came last week .", "last week = 2009-05-25/2009-05-31"},
        {"It fell in March .", "March = 2009-03"},
        {"It fell in August .", "August = 2008-08"},
        {"It will fall in August .", "August = 2009-08"},
        {"It was dated 02/06/09 .", "02/06/09 = [2009-02-06,2009-06-02]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_told(*state, "2009-06-04", "", &rows[i], i == 14 ? 0 : 1);
    check_told(*state, "2009-06-04", "", &(row){"Of 02/06/09 .", "02/06/09 = 2009-06-02"},
               1);
    check_told(*state, "", "1999", &rows[14], 1);
}

static void lengths_and_repetitions_have_no_date(void **state)
{
    static const row rows[] = {
        {"During a six _- _day visit they met .", "six - day = #P6D"},
        {"It lasted for three years .", "three years = #P3Y"},
        {"It lasted two and a half years .", "two and a half years = #P2.5Y"},
        {"They meet every year .", "every year = #P1Y"},
        {"They meet annually .", "annually = #P1Y"},
        {"It lasted a decade .", "a decade = #P10Y"},
        {"It lasted several weeks .", "several weeks = #PXW"},
        {"The 33 _- _year _- _old man/NOUN left .", ""},
        {"At 1200Z and at 0900 hours it fell .",
         "1200Z = #XXXX-XX-XXT12:00Z; 0900 hours = #XXXX-XX-XXT09:00"},
        {"They met at 6:40 p.m. and at 12:30 a.m. .",
         "6:40 p.m. = #XXXX-XX-XXT18:40; 12:30 a.m. = #XXXX-XX-XXT00:30"},
        {"It fell at 18:05 UTC .", "18:05 UTC = #XXXX-XX-XXT18:05Z"},
        {"It fell at 6:05 pm GMT .", "6:05 pm GMT = #XXXX-XX-XXT18:05Z"},
    };
    EACH(rows);
}

static void cables_and_forms_are_read(void **state)
{
    static const row rows[] = {
        {"SENT 031200Z DEC 88 BY HIM .", "031200Z DEC 88 = 1988-12-03"},
        {"HE LEFT 3 DEC 88 .", "3 DEC 88 = 1988-12-03"},
        {"Dated 12.XI.1956 .", "12.XI.1956 = 1956-11-12"},
        {"Dated 1989-06-02 .", "1989-06-02 = 1989-06-02"},
        {"Dated 1989 _- _06 _- _02 .", "1989 - 06 - 02 = 1989-06-02"},
        {"Dated 02/06/89 .", "02/06/89 = [1989-02-06,1989-06-02]"},
        {"Dated 22/06/89 .", "22/06/89 = 1989-06-22"},
        {"In fiscal year 1988 it grew .", "fiscal year 1988 = 1988~"},
    };
    EACH(rows);
}

static void numbers_that_are_no_years_are_left_alone(void **state)
{
    static const row rows[] = {
        {"They sent 1,988 tons .", ""},
        {"They sent 1500 troops/NOUN .", ""},
        {"They cited article 1990 .", ""},
        {"They passed Resolution 1973 .", ""},
        {"It cost $ 1988 .", ""},
        {"Over 1900 people/NOUN came .", ""},
        {"Theresa May said so .", ""},
        {"It may march on .", ""},
        {"The fall/NOUN of Saigon .", "The fall of Saigon = 1975-04-30?"},
        {"The fall/NOUN of prices .", ""},
        {"In February 30 , 1989 .", ""},
    };
    EACH(rows);
}

static void every_example_of_the_lexicon_gives_its_date(void **state)
{
    kit *k = *state;
    static const char *const columns[] = {"id",    "names",    "edtf",    "kind",
                                          "?note", "?example", "?source", NULL};
    dmr_table table;
    size_t run = 0;
    assert_int_equal(dmr_table_load(&table, "lexicon/times.tsv", columns, k->arena, NULL),
                     DEMARCHE_OK);
    for (size_t i = 0; i < table.n_rows; i++) {
        const demarche_str *c = table.rows[i].cells;
        char line[600], date[12];
        size_t n = 0;
        /* the example, its signs set apart as the tokenizer does */
        for (size_t b = 0; b < c[5].len && n < sizeof line - 8; b++) {
            char ch = c[5].ptr[b];
            bool sign = ch == '-' || (ch == '.' && b + 1 == c[5].len) ||
                        (ch == '\'' && b + 1 < c[5].len && c[5].ptr[b + 1] == 's');
            if (sign)
                n += (size_t)snprintf(line + n, 4,
                                      ch == '-'   ? " _-"
                                      : ch == '.' ? " ."
                                                  : " _'");
            else
                line[n++] = ch;
            if (ch == '-')
                n += (size_t)snprintf(line + n, 3, " _");
        }
        line[n] = '\0';
        dmr_time_state told;
        dmr_mention_list list = {0};
        dmr_time_state_init(&told, &(demarche_meta){.as_of = DMR_STR("2024")});
        const dmr_tree *tree = words_tree_of(&k->tree, line);
        assert_int_equal(dmr_time_find(k->lexicon, tree, 0, &told, &list, k->arena, NULL),
                         DEMARCHE_OK);
        bool to_end = dmr_str_find(c[5], DMR_STR(" after "), 0) != SIZE_MAX;
        size_t slash = dmr_str_find(c[2], DMR_STR("/"), 0);
        demarche_str year = c[2];
        if (to_end && slash != SIZE_MAX)
            year = dmr_str(c[2].ptr + slash + 1, c[2].len - slash - 1);
        snprintf(date, sizeof date, "%.*s", (int)(year.len < 4 ? year.len : 4), year.ptr);
        bool found = false;
        for (size_t m = 0; m < list.n; m++) {
            demarche_str e = list.at[m].time.edtf;
            if (dmr_str_is(c[3], "holiday") && dmr_str_starts(c[2], DMR_STR("--")) &&
                c[2].len == 7)
                found |= dmr_str_find(e, dmr_str(c[2].ptr + 1, 6), 0) != SIZE_MAX;
            else if (dmr_str_is(c[3], "holiday"))
                found |= e.len > 0;
            else
                found |= dmr_str_find(e, DMR_STR("?"), 0) != SIZE_MAX &&
                         dmr_str_find(e, dmr_str_c(date), 0) != SIZE_MAX;
        }
        if (!found)
            fail_msg("times.tsv:%u: \"%s\" gives no date", table.rows[i].line, line);
        run++;
    }
    assert_in_range(run, 400, 5000);
}

static void pieces_of_text_are_dates(void **state)
{
    kit *k = *state;
    static const char *const rows[][2] = {
        {"June 2, 1989", "1989-06-02"},
        {"1988", "1988"},
        {"Data as of June 1990", "1990-06"},
        {"June 1990", "1990-06"},
        {"19890602", "1989-06-02"},
        {"1989-06", "1989-06"},
        {"2009-12-15T18:00Z", "2009-12-15"},
        {"Mon, 02 Jun 1989 12:00:00 GMT", "1989-06-02"},
        {"1989-06-02/1989-06-10", "1989-06-02/1989-06-10"},
        {"June 2-10, 1989", "1989-06-02/1989-06-10"},
        {"2 June 1989", "1989-06-02"},
        {"Spring 1968", "1968-21"},
        {"the 1980s", "198X"},
    };
    dmr_time t;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!dmr_time_from_text(&t, dmr_str_c(rows[i][0]), k->arena))
            fail_msg("%s is no date", rows[i][0]);
        if (!dmr_str_is(t.edtf, rows[i][1]))
            fail_msg("%s gives %.*s", rows[i][0], (int)t.edtf.len, t.edtf.ptr);
    }
    static const char *const bad[] = {"",   "Seoul",    "the Kremlin",
                                      "12", "tomorrow", "May"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (dmr_time_from_text(&t, dmr_str_c(bad[i]), k->arena))
            fail_msg("%s gives %.*s", bad[i], (int)t.edtf.len, t.edtf.ptr);
}

/* Whatever the words, mentions do not overlap, lie in the sentence, and have bounds in
 * order. */
static void any_words_give_sound_mentions(void **state)
{
    kit *k = *state;
    static const char *const words[] = {
        "from",  "to",       "June",       "May",   "1989",   "2",       "-",
        "_-",    "the",      "late",       "1980s", "of",     "and",     "between",
        "year",  "two",      "later",      "ago",   "since",  "century", "19th",
        ",",     "half",     "first",      "last",  "next",   "week",    "Tuesday",
        "10",    "88",       "spring",     "that",  "same",   "day",     "FY",
        "about", "World",    "War",        "II",    "before", "quarter", "end",
        "a",     "every",    "12/13/1989", "0000",  "9999",   "1000",    "'88",
        "31",    "February", "30"};
    uint32_t seed = 3;
    for (int i = 0; i < 30000; i++) {
        char line[512];
        size_t n = 0;
        int count = 1 + i % 14;
        for (int w = 0; w < count; w++) {
            seed = seed * 1664525u + 1013904223u;
            n += (size_t)snprintf(line + n, sizeof line - n, "%s ",
                                  words[(seed >> 16) % (sizeof words / sizeof *words)]);
        }
        dmr_time_state told;
        dmr_mention_list list = {0};
        dmr_time_state_init(&told, &(demarche_meta){.date = DMR_STR("1989-06-04")});
        const dmr_tree *tree = words_tree_of(&k->tree, line);
        assert_int_equal(dmr_time_find(k->lexicon, tree, 0, &told, &list, k->arena, NULL),
                         DEMARCHE_OK);
        int32_t behind = 0;
        for (size_t m = 0; m < list.n; m++) {
            const dmr_mention *x = &list.at[m];
            assert_true(x->first >= behind && x->last >= x->first && x->last < tree->n);
            assert_true(x->head >= x->first && x->head <= x->last);
            behind = x->last + 1;
            dmr_day a, b;
            if (x->time.edtf.len) {
                assert_true(dmr_edtf_bounds(x->time.edtf, &a, &b));
                assert_true(a <= b && a == x->time.first && b == x->time.last);
            }
        }
    }
}

static int set_up(void **state)
{
    kit *k = calloc(1, sizeof *k);
    if (!k || !(k->arena = dmr_arena_new(0)))
        return -1;
    *state = k;
    dmr_tables *tables;
    return dmr_tables_open(&tables, "lexicon", k->arena, NULL) == DEMARCHE_OK &&
                   dmr_time_lexicon_load(&k->lexicon, tables, k->arena, NULL) ==
                       DEMARCHE_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    kit *k = *state;
    dmr_arena_free(k->arena);
    free(k);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_as_exact_as_the_text),
        cmocka_unit_test(ranges_are_one_mention),
        cmocka_unit_test(two_dates_are_two_mentions),
        cmocka_unit_test(the_governing_word_opens_the_interval),
        cmocka_unit_test(parts_of_times_are_approximate_intervals),
        cmocka_unit_test(happenings_give_uncertain_dates),
        cmocka_unit_test(a_tale_gives_what_its_dates_leave_out),
        cmocka_unit_test(news_count_from_their_day),
        cmocka_unit_test(lengths_and_repetitions_have_no_date),
        cmocka_unit_test(cables_and_forms_are_read),
        cmocka_unit_test(numbers_that_are_no_years_are_left_alone),
        cmocka_unit_test(every_example_of_the_lexicon_gives_its_date),
        cmocka_unit_test(pieces_of_text_are_dates),
        cmocka_unit_test(any_words_give_sound_mentions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
