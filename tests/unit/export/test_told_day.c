/* One day for each event. */
#include "table_kit.h"

#include "export/told_day.h"

static void is_day(const char *edtf, const char *wanted)
{
    char day[DMR_DAY_ROOM];
    assert_int_equal(dmr_first_day(dmr_str_c(edtf), day), *wanted != '\0');
    assert_string_equal(day, wanted);
}

static void test_the_first_day_of_a_date(void **state)
{
    (void)state;
    is_day("1990-07-02", "1990-07-02");
    is_day("1990-07", "1990-07-01");
    is_day("1990", "1990-01-01");
    is_day("1990?", "1990-01-01");
    is_day("1990-07-02/1990-08-01", "1990-07-02");
    is_day("1990-21", "1990-01-01"); /* spring */
    is_day("1990-07-99", "1990-07-01");
    is_day("-0044-03-15", "");
    is_day("0000", "");
    is_day("199", "");
    is_day("", "");
}

static void test_without_a_day_the_documents_is_taken(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    dmr_told told = {doc, demarche_document_meta(doc), &e, NULL, 1};
    char day[DMR_DAY_ROOM], digits[DMR_DAY_ROOM];
    assert_true(dmr_told_day(&told, day));
    assert_string_equal(day, "1990-06-01");
    e.date[0] = '\0';
    assert_false(dmr_told_day(&told, day));
    assert_string_equal(day, "1990-07-02");
    dmr_day_digits(day, digits);
    assert_string_equal(digits, "19900702");
    doc->source.meta.date = S("");
    assert_false(dmr_told_day(&told, day));
    assert_string_equal(day, "");
    dmr_day_digits(day, digits);
    assert_string_equal(digits, "");
    demarche_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_day_of_a_date),
        cmocka_unit_test(test_without_a_day_the_documents_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
