/* Dates of metadata: forms with one meaning become EDTF, others nothing. */
#include "read_check.h"

#include "read/date_line.h"

static void forms_with_one_meaning_become_edtf(void **state)
{
    static const char *const rows[][2] = {
        {"June 1990", "1990-06"},
        {"12 June 1990", "1990-06-12"},
        {"2nd October, 1951", "1951-10-02"},
        {"17th May, 1956", "1956-05-17"},
        {"June 2, 1989", "1989-06-02"},
        {"Jun. 2 1989", "1989-06-02"},
        {"Sept. 1989", "1989-09"},
        {"Monday, 5 June 1989", "1989-06-05"},
        {"Mon, 05 Jun 1989 10:00:00 GMT", "1989-06-05"},
        {"the 3rd of March 1921", "1921-03-03"},
        {"1951-10-02T09:30:00Z", "1951-10-02"},
        {"1951-10-02 09:30", "1951-10-02"},
        {"19511002", "1951-10-02"},
        {"1988", "1988"},
        {"1980s", "198X"},
        {"circa 1950", "1950~"},
        {"25/12/1989", "1989-12-25"},
        {"12/25/1989", "1989-12-25"},
        {"5.6.1989", "1989-06-05"},
        {"29 February 1988", "1988-02-29"},
        {"1988-07", "1988-07"},
        {"198X", "198X"},
        {"1986-07/1988-08", "1986-07/1988-08"},
        {"../1988", "../1988"},
        {"{1986-07,1988-08}", "{1986-07,1988-08}"},
        {"1950~", "1950~"},
        {"  1990-06  ", "1990-06"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        is(dmr_date_line(dmr_str_c(rows[i][0]), arena), rows[i][1]);
        assert_true(dmr_date_is_edtf(dmr_str_c(rows[i][1])));
    }
}

static void doubtful_and_wrong_ones_become_nothing(void **state)
{
    static const char *const rows[] = {
        "",
        "May-50",
        "5/6/1989",
        "5/6/89",
        "31 June 1990",
        "29 February 1989",
        "1990-13",
        "1990-02-30",
        "Mr. Smith",
        "June",
        "12 June",
        "1988 1989",
        "June July 1990",
        "988",
        "3456 June",
        "1990-6-1",
        "32 May 1990",
        "2 2 May 1990",
        "../..",
        "1988-07-01x",
        "on the way to the talks of June 1990 that were held there",
        "40 June 1990",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        is(dmr_date_line(dmr_str_c(rows[i]), arena), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_with_one_meaning_become_edtf),
        cmocka_unit_test(doubtful_and_wrong_ones_become_nothing),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
