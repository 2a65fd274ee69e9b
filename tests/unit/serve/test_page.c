/* What goes from a record into the model of a page is whole, or is said not to be. */
#include "../record/record_sample.h"

#include "page.h"

static size_t until_none; /* allocations that still succeed */

static void *give(size_t n)
{
    return until_none ? until_none--, malloc(n) : NULL;
}

static bool is_text(demarche_str text, const char *expected)
{
    json_t *made = page_text(text);
    bool same = json_is_string(made) && strcmp(json_string_value(made), expected) == 0;
    json_decref(made);
    return same;
}

static void only_what_is_no_character_is_replaced(void **state)
{
    (void)state;
    assert_true(
        is_text(S("P\xE2\x80\x99yongyang \xC3\xA9"), "P\xE2\x80\x99yongyang \xC3\xA9"));
    assert_true(is_text(S("\xC3\xA9\xFFt\xC3\xA9\xE2\x80"),
                        "\xC3\xA9\xEF\xBF\xBDt\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD"));
    assert_true(is_text(S("a\0\xFF"), "a\xEF\xBF\xBD\xEF\xBF\xBD"));
    assert_true(is_text(S(""), ""));
}

static demarche_record *open_to_read(const record_sample *r)
{
    demarche_record *record = NULL;
    demarche_error err = {0};
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    return record;
}

/* Each allocation fails once: rows are all there, or there are none. */
static void want_of_memory_is_not_the_end_of_a_list(void **state)
{
    record_sample *r = *state;
    static const char sql[] = "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y' UNION ALL"
                              " SELECT 3, 1.5 UNION ALL SELECT 4, NULL";
    assert_true(sample_add(r, r->doc));
    page p = {.record = open_to_read(r)};
    size_t most = 0;
    bool whole = false;
    for (; !whole && most < 200; most++) {
        json_t *rows = NULL;
        until_none = most;
        json_set_alloc_funcs(give, free);
        demarche_status status = page_rows(&p, &rows, sql, NULL, 0);
        json_set_alloc_funcs(malloc, free);
        whole = !status;
        if (status) {
            assert_int_equal(status, DEMARCHE_E_MEMORY);
            assert_null(rows);
            continue;
        }
        assert_int_equal(json_array_size(rows), 4);
        const json_t *last = json_array_get(rows, 2);
        assert_true(json_real_value(json_object_get(last, "b")) == 1.5);
        json_decref(rows);
    }
    assert_true(whole);
    assert_true(most > 10);
    json_decref(p.taken);
    demarche_record_close(p.record, NULL);
}

static void what_is_wrong_with_our_statements_is_wrong_with_the_record(void **state)
{
    record_sample *r = *state;
    json_t *rows = NULL;
    assert_true(sample_add(r, r->doc));
    page p = {.record = open_to_read(r)};
    assert_int_equal(page_rows(&p, &rows, "SELECT * FROM nothing", NULL, 0),
                     DEMARCHE_E_RECORD);
    assert_null(rows);
    assert_int_equal(p.err.code, DEMARCHE_E_RECORD);
    assert_non_null(strstr(p.err.message, "nothing"));
    json_decref(p.taken);
    demarche_record_close(p.record, NULL);
}

#define PAGE_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_no_character_is_replaced),
        PAGE_TEST(want_of_memory_is_not_the_end_of_a_list),
        PAGE_TEST(what_is_wrong_with_our_statements_is_wrong_with_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
