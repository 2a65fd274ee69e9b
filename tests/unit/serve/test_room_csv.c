/* Tables as CSV: no cell, column or row is lost, and none is run by a spreadsheet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "room_csv.h"

static void gives(const char *rows, const char *columns, const char *csv)
{
    json_t *table = json_loads(rows, 0, NULL);
    json_t *names = columns ? json_loads(columns, 0, NULL) : NULL;
    room_text out = {0};
    assert_non_null(table);
    room_csv_put(&out, table, names, NULL);
    assert_false(out.failed);
    assert_string_equal(out.at ? out.at : "", csv);
    room_text_free(&out);
    json_decref(table);
    json_decref(names);
}

static void every_kind_of_cell_is_there(void **state)
{
    (void)state;
    gives("[{\"a\": true, \"b\": false, \"c\": null, \"d\": -3, \"e\": -0.25, \"f\": "
          "\"\"}]",
          NULL, "a,b,c,d,e,f\r\ntrue,false,,-3,-0.25,\r\n");
    gives("[{\"a\": \"x, \\\"y\\\"\\r\\nz\"}]", NULL, "a\r\n\"x, \"\"y\"\"\r\nz\"\r\n");
}

static void columns_are_those_of_all_rows(void **state)
{
    (void)state;
    gives("[{\"a\": 1, \"l\": []}, {\"b\": 2, \"a\": 3}, {\"c\": {}, \"l\": 4}]", NULL,
          "a,b,l\r\n1,,\r\n3,2,\r\n,,4\r\n");
}

static void an_empty_table_has_the_head_that_is_known(void **state)
{
    (void)state;
    gives("[]", "[\"date\", \"actor\"]", "date,actor\r\n");
    gives("[]", NULL, "");
    gives("[{\"a\": 1}]", "[\"date\", \"actor\"]", "a\r\n1\r\n");
}

static void text_is_never_a_formula(void **state)
{
    (void)state;
    gives("[{\"a\": \"=1+1\", \"b\": \"+1\", \"c\": \"-1\", \"d\": \"@A1\", \"e\": "
          "\"\\t=1\","
          " \"f\": \"a=1\"}]",
          NULL, "a,b,c,d,e,f\r\n'=1+1,'+1,'-1,'@A1,'\t=1,a=1\r\n");
    gives("[{\"a\": \"\\r=1\", \"b\": \"=\\\"x\\\"\"}]", NULL,
          "a,b\r\n\"'\r=1\",\"'=\"\"x\"\"\"\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_cell_is_there),
        cmocka_unit_test(columns_are_those_of_all_rows),
        cmocka_unit_test(an_empty_table_has_the_head_that_is_known),
        cmocka_unit_test(text_is_never_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
