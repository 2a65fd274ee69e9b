/* Points are where they are, and what has none is there too. */
#include "linked_kit.h"

static void longitude_comes_first_and_the_unlocated_are_counted(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_GEOJSON);
    kit_document(&kit, *state);
    kit_close(&kit);
    json_t *map = kit_json(kit_file(&kit, ""));
    assert_int_equal(json_array_size(json_object_get(map, "features")), 2);
    json_decref(map);
    const char *text = kit_file(&kit, "");
    kit_has(text, "\"geometry\":{\"type\":\"Point\",\"coordinates\":[12.5,41.9]}");
    kit_has(text, "\"id\":\"fedcba9876543210\",\"geometry\":null");
    kit_has(text, "\"bbox\":[12.5,41.9,12.5,41.9]");
    kit_has(text, "\"located\":1,\"unlocated\":1");
    kit_has(text, "\"actor\":[\"KOR\"],\"recipient\":[\"PRK\",\"He\"],\"via\":[\"FIN\"]");
    kit_free(&kit);
}

static void a_point_off_the_globe_is_none(void **state)
{
    demarche_document *doc = *state;
    export_kit kit;
    kit_own(doc, 0)->lat = 91;
    kit_open(&kit, DEMARCHE_OUTPUT_GEOJSON);
    kit_document(&kit, doc);
    kit_close(&kit);
    kit_own(doc, 0)->lat = 41.9;
    json_t *map = kit_json(kit_file(&kit, ""));
    assert_null(json_object_get(map, "bbox"));
    json_decref(map);
    kit_has(kit_file(&kit, ""), "\"located\":0,\"unlocated\":2");
    kit_free(&kit);
}

static void no_events_are_an_empty_collection(void **state)
{
    (void)state;
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_GEOJSON);
    kit_close(&kit);
    json_t *map = kit_json(kit_file(&kit, ""));
    assert_int_equal(json_array_size(json_object_get(map, "features")), 0);
    json_decref(map);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longitude_comes_first_and_the_unlocated_are_counted),
        cmocka_unit_test(a_point_off_the_globe_is_none),
        cmocka_unit_test(no_events_are_an_empty_collection),
    };
    return cmocka_run_group_tests(tests, kit_setup, kit_teardown);
}
