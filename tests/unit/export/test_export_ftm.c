/* Entities that Aleph can join: each party once, dates no more exact than they are. */
#include "linked_kit.h"

static void parties_events_and_links_are_entities(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_FTM);
    kit_event(&kit, *state, 0, NULL);
    kit_event(&kit, *state, 0, NULL);
    kit_close(&kit);
    const char *text = kit_file(&kit, "");
    kit_has(text, "\"schema\":\"Person\",\"properties\":{\"name\":[\"Yi Sun-gi\"],"
                  "\"country\":[\"kr\"],\"classification\":[\"KOR BUS\"],"
                  "\"position\":[\"president of KOTRA\"]}");
    kit_has(text, "\"schema\":\"PublicBody\",\"properties\":{\"name\":[\"North Korea\"],"
                  "\"country\":[\"kp\"],\"classification\":[\"PRK\"]}");
    kit_has(text, "\"name\":[\"AID material: Yi Sun-gi > North Korea, He\"],"
                  "\"date\":[\"1988\"],\"startDate\":[\"1988-01-01\"],"
                  "\"endDate\":[\"1988-12-31\"]");
    kit_has(text, "\"location\":[\"Rome\"],\"country\":[\"it\"]");
    /* four parties and a document once; the event and two pairs as often as they come */
    assert_int_equal(kit_count(text, "\n"), 5 + 2 * 3);
    assert_int_equal(kit_count(text, "\"schema\":\"UnknownLink\""), 4);
    assert_int_equal(kit_count(text, "\"name\":[\"Yi Sun-gi\"]"), 1);
    kit_free(&kit);
}

static void what_was_not_done_links_nobody(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_FTM);
    kit_event(&kit, *state, 1, NULL);
    kit_close(&kit);
    kit_has(kit_file(&kit, ""), "\"name\":[\"[negated] CONSULT: North Korea, He\"]");
    kit_has_not(kit_file(&kit, ""), "UnknownLink");
    kit_has_not(kit_file(&kit, ""), "startDate");
    kit_free(&kit);
}

static void each_document_that_tells_of_it_is_a_proof(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_FTM);
    kit_event(&kit, *state, 0, kit_deed());
    kit_close(&kit);
    const char *text = kit_file(&kit, "");
    const char *proof = strstr(text, "\"proof\":[");
    assert_non_null(proof);
    assert_non_null(strchr(proof, ','));
    assert_true(strchr(proof, ',') < strchr(proof, ']'));
    kit_has(text, "\"fileName\":[\"page 2\"],\"title\":[\"Another page\"],"
                  "\"date\":[\"1989-01-03\"],\"publisher\":[\"A paper\"],"
                  "\"sourceUrl\":[\"http://example.org/2\"]");
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_events_and_links_are_entities),
        cmocka_unit_test(what_was_not_done_links_nobody),
        cmocka_unit_test(each_document_that_tells_of_it_is_a_proof),
    };
    return cmocka_run_group_tests(tests, kit_setup, kit_teardown);
}
