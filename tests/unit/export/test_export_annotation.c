/* Each annotation leads to its words, by position and by quotation. */
#include "linked_kit.h"

#include "base/utf8.h"

static const char *string_of(json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    if (!s)
        fail_msg("there is no %s", key);
    return s;
}

/* Characters [start, end) of the sample's text. */
static demarche_str chars(json_int_t start, json_int_t end)
{
    size_t from = SIZE_MAX, to = SIZE_MAX, n = sizeof sample_text - 1;
    json_int_t c = 0;
    for (size_t at = 0; at <= n; c++) {
        int32_t ignored;
        from = c == start ? at : from;
        to = c == end ? at : to;
        if (at == n)
            break;
        at += dmr_utf8_decode(sample_text + at, n - at, &ignored);
    }
    assert_true(from < to && to <= n);
    return dmr_str(sample_text + from, to - from);
}

/* Role and words of each target, in lines; checks both selectors. */
static void targets_of(json_t *annotation, char *out, size_t size)
{
    json_t *target;
    size_t i, n = 0;
    json_array_foreach(json_object_get(annotation, "target"), i, target)
    {
        json_t *selectors = json_object_get(target, "selector");
        assert_int_equal(json_array_size(selectors), 2);
        json_t *position = json_array_get(selectors, 0);
        json_t *quote = json_array_get(selectors, 1);
        const char *exact = string_of(quote, "exact");
        assert_true(
            dmr_str_is(chars(json_integer_value(json_object_get(position, "start")),
                             json_integer_value(json_object_get(position, "end"))),
                       exact));
        char whole[512];
        snprintf(whole, sizeof whole, "%s%s%s", string_of(quote, "prefix"), exact,
                 string_of(quote, "suffix"));
        kit_has(sample_text, whole);
        n += (size_t)snprintf(out + n, size - n, "%s: %s\n", string_of(target, "role"),
                              exact);
        assert_true(n < size);
    }
}

static void every_span_is_a_target_by_characters(void **state)
{
    export_kit kit;
    char got[2048];
    kit_open(&kit, DEMARCHE_OUTPUT_ANNOTATION);
    kit_event(&kit, *state, 0, NULL);
    kit_close(&kit);
    json_t *a = kit_json(kit_file(&kit, ""));
    targets_of(a, got, sizeof got);
    assert_string_equal(
        got, "sentence: In 1988 KOTRA president Yi Sun-gi gave P\u2019yongyang some 300 "
             "trucks in Rome through Finland.\n"
             "trigger: gave\n"
             "actor: KOTRA president Yi Sun-gi\n"
             "recipient: P\u2019yongyang\n"
             "recipient: He\n"
             "via: Finland\n"
             "date: In 1988\n"
             "place: in Rome\n"
             "quantity: some 300 trucks\n"
             "report: He left.\n");
    assert_string_equal(string_of(a, "id"), "urn:demarche:event:0123456789abcdef");
    assert_string_equal(string_of(a, "motivation"), "classifying");
    assert_string_equal(
        string_of(json_array_get(json_object_get(a, "target"), 0), "source"),
        "http://example.org/1");
    json_t *body = json_object_get(a, "body");
    assert_string_equal(string_of(json_array_get(body, 0), "value"), "AID");
    json_t *coding =
        json_object_get(json_array_get(body, json_array_size(body) - 1), "coding");
    assert_string_equal(string_of(coding, "id"), "0123456789abcdef");
    json_decref(a);
    kit_free(&kit);
}

static void other_documents_that_tell_of_it_are_targets(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_ANNOTATION);
    kit_event(&kit, *state, 0, kit_deed());
    kit_close(&kit);
    const char *line = kit_file(&kit, "");
    kit_has(line, "{\"type\":\"SpecificResource\",\"source\":\"http://example.org/2\","
                  "\"role\":\"report\"}");
    kit_has(line, "\"created\":\"2026-01-02T03:04:05Z\"");
    kit_free(&kit);
}

/* What an importer rebuilds (id, words, positions) it can write again, and finds equal. */
static void a_second_export_of_the_same_is_the_same(void **state)
{
    export_kit kit[2];
    for (size_t i = 0; i < 2; i++) {
        kit_open(&kit[i], DEMARCHE_OUTPUT_ANNOTATION);
        kit_document(&kit[i], *state);
        kit_close(&kit[i]);
    }
    assert_string_equal(kit_file(&kit[0], ""), kit_file(&kit[1], ""));
    assert_int_equal(kit_count(kit_file(&kit[0], ""), "\n"), 2);
    kit_free(&kit[0]);
    kit_free(&kit[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_span_is_a_target_by_characters),
        cmocka_unit_test(other_documents_that_tell_of_it_are_targets),
        cmocka_unit_test(a_second_export_of_the_same_is_the_same),
    };
    return cmocka_run_group_tests(tests, kit_setup, kit_teardown);
}
