/* Numbers, money, times, dates and what is cut off them. */
#include "split_check.h"

static void money_and_percent_are_cut_off(void **state)
{
    (void)state;
    split_is("$5, \u00a33m, US$5 and 10%", "$ 5 , \u00a3 3 m , US$ 5 and 10 %");
    split_is("$3M of \u20ac5bn", "$ 3 M of \u20ac 5 bn");
}

static void separators_stay_inside(void **state)
{
    (void)state;
    split_is("300,000 or 6.5 or 1,20,000 or .04", "300,000 or 6.5 or 1,20,000 or .04");
    split_is("items 13,14", "items 13 , 14");
    split_is("at 10:30", "at 10:30");
}

static void units_are_words(void **state)
{
    (void)state;
    split_is("5km, 35mm and 5pm", "5 km , 35 mm and 5 pm");
    split_is("the 20th in the 1980s", "the 20th in the 1980s");
    split_is("a 4A in the 1990's", "a 4A in the 1990's");
    split_is("in '72 and the '60s", "in '72 and the '60s");
}

static void ranges_are_cut_and_telephone_numbers_are_not(void **state)
{
    (void)state;
    split_is("1969-1970, 5:00-8:30", "1969 - 1970 , 5:00 - 8:30");
    split_is("call 713-853-3989 or 345-9945", "call 713-853-3989 or 345-9945");
    split_is("1969\u20131970", "1969 \u2013 1970");
    split_is("11-20-2000 or 2000-11-20", "11-20-2000 or 2000-11-20");
}

static void dates_and_fractions_keep_their_slash(void **state)
{
    (void)state;
    split_is("9/11, 28/10/2004 and 1/2", "9/11 , 28/10/2004 and 1/2");
    split_is("in 2001/02", "in 2001 / 02");
    split_is("call +1990's or +44", "call +1990 ' s or +44");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_and_percent_are_cut_off),
        cmocka_unit_test(separators_stay_inside),
        cmocka_unit_test(units_are_words),
        cmocka_unit_test(ranges_are_cut_and_telephone_numbers_are_not),
        cmocka_unit_test(dates_and_fractions_keep_their_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
