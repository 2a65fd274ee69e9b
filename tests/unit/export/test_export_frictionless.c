/* Tables that refer to each other, each row once, as many as the descriptor says. */
#include "linked_kit.h"

static json_int_t rows_of(json_t *package, const char *name)
{
    json_t *resource;
    size_t i;
    json_array_foreach(json_object_get(package, "resources"), i, resource)
    {
        if (strcmp(json_string_value(json_object_get(resource, "name")), name) == 0)
            return json_integer_value(json_object_get(resource, "rows"));
    }
    return -1;
}

static void each_table_has_its_rows(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_FRICTIONLESS);
    kit_document(&kit, *state);
    kit_close(&kit);
    json_t *package = kit_json(kit_file(&kit, "datapackage.json"));
    assert_int_equal(rows_of(package, "events"), 2);
    assert_int_equal(rows_of(package, "parties"), 6);
    assert_int_equal(rows_of(package, "reports"), 3);
    assert_int_equal(rows_of(package, "quantities"), 1);
    assert_int_equal(rows_of(package, "documents"), 1);
    json_decref(package);
    kit_has(kit_file(&kit, "events.csv"),
            "\r\n\"0123456789abcdef\",\"1988-01-01\",\"1988-12-31\",\"1988\",\"AID\","
            "\"material\",\"071\",2,7.5,\"aid\",\"economic|trade\",\"asserted\",0.75,"
            "\"give.thing\",\"false\",\"Rome\",\"Rome\",\"ITA\",41.9,12.5,3169070,"
            "\"gave P\u2019yongyang some 300 trucks\",\"page-1\",1,2\r\n");
    kit_has(kit_file(&kit, "events.csv"),
            "\r\n\"fedcba9876543210\",,,,\"CONSULT\",,\"040\",1,1.0,\"political\",,"
            "\"negated\",0.5,\"leave.place\",\"false\",,,,,,,,\"page-1\",2,1\r\n");
    kit_has(kit_file(&kit, "parties.csv"),
            "\r\n\"0123456789abcdef\",\"recipient\",2,\"He\",,,,,\"151\",93,95\r\n");
    kit_has(
        kit_file(&kit, "quantities.csv"),
        "\r\n\"0123456789abcdef\",1,\"~\",300.0,\"truck\",\"some 300 trucks\",52,67\r\n");
    kit_has(kit_file(&kit, "reports.csv"),
            "\r\n\"0123456789abcdef\",2,\"page-1\",2,93,101,\"He "
            "left.\",,\"reported\",0.5,\"model\",0.75\r\n");
    kit_has(kit_file(&kit, "documents.csv"),
            "\r\n\"page-1\",\"papers/page.txt\",\"Relations\",\"1990-07-02\",\"1990-06\","
            "\"An archive\",\"Yi Sun-gi\",\"http://example.org/1\",\"en\",\"South "
            "Korea|Relations\"\r\n");
    kit_free(&kit);
}

static void what_comes_again_is_counted_and_has_one_row(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_FRICTIONLESS);
    kit_document(&kit, *state);
    kit_document(&kit, *state);
    kit_close(&kit);
    json_t *package = kit_json(kit_file(&kit, "datapackage.json"));
    assert_int_equal(rows_of(package, "events"), 2);
    assert_int_equal(rows_of(package, "documents"), 1);
    assert_int_equal(json_integer_value(json_object_get(package, "repeated")), 2);
    json_decref(package);
    kit_free(&kit);
}

static void reports_of_other_documents_have_theirs(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_FRICTIONLESS);
    kit_event(&kit, *state, 0, kit_deed());
    kit_close(&kit);
    kit_has(kit_file(&kit, "reports.csv"),
            "\r\n\"0123456789abcdef\",3,\"page 2\",5,100,150,,,,0.5,,\r\n");
    kit_has(kit_file(&kit, "documents.csv"),
            "\r\n\"page 2\",,\"Another page\",\"1989-01-03\",,\"A "
            "paper\",,\"http://example.org/2\",,\r\n");
    kit_has(kit_file(&kit, "events.csv"), ",\"page-1\",1,3\r\n");
    kit_free(&kit);
}

static void cells_that_would_break_a_row_are_quoted(void **state)
{
    demarche_document *doc = *state;
    demarche_event *event = kit_own(doc, 0);
    demarche_str text = event->text;
    export_kit kit;
    event->text = DMR_STR("gave \"it\",\nand left");
    kit_open(&kit, DEMARCHE_OUTPUT_FRICTIONLESS);
    kit_event(&kit, doc, 0, NULL);
    kit_close(&kit);
    kit_has(kit_file(&kit, "events.csv"), ",\"gave \"\"it\"\",\nand left\",\"page-1\",");
    kit_free(&kit);
    event->text = text;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_table_has_its_rows),
        cmocka_unit_test(what_comes_again_is_counted_and_has_one_row),
        cmocka_unit_test(reports_of_other_documents_have_theirs),
        cmocka_unit_test(cells_that_would_break_a_row_are_quoted),
    };
    return cmocka_run_group_tests(tests, kit_setup, kit_teardown);
}
