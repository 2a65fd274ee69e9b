/* Who deals with whom: each deed counts once, and what was not done does not. */
#include "linked_kit.h"

static void edges_sum_what_was_done(void **state)
{
    demarche_document *doc = *state;
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_GRAPHML);
    kit_document(&kit, doc); /* the second event is negated */
    kit_own(doc, 0)->scale = 2.5;
    kit_own(doc, 0)->quad = 3;
    memcpy(kit_own(doc, 0)->date, "1987-05-01", 11);
    memcpy(kit_own(doc, 0)->enddate, "1987-05-02", 11);
    kit_event(&kit, doc, 0, NULL);
    kit_close(&kit);
    const char *text = kit_file(&kit, "");
    kit_has(text, "<node id=\"n0\"><data key=\"v0\">KOR</data><data key=\"v1\">KOR</data>"
                  "<data key=\"v2\">BUS</data><data key=\"v3\">2</data>"
                  "<data key=\"v4\">0</data></node>");
    /* a party without a code is called by its name */
    kit_has(text, "<node id=\"n2\"><data key=\"v0\">He</data><data key=\"v3\">0</data>");
    kit_has(text,
            "<edge id=\"e0\" source=\"n0\" target=\"n1\"><data key=\"w0\">2.0</data>"
            "<data key=\"w1\">2</data><data key=\"w2\">0</data>"
            "<data key=\"w3\">1</data><data key=\"w4\">1</data>"
            "<data key=\"w5\">0</data><data key=\"w6\">0</data>"
            "<data key=\"w7\">5.0</data><data key=\"w8\">2</data>"
            "<data key=\"w9\">1987-05-01</data><data key=\"w10\">1988-12-31</data>"
            "<data key=\"w11\">FIN</data></edge>");
    assert_int_equal(kit_count(text, "<edge "), 2);
    kit_has(text, "<data key=\"g5\">1</data>"); /* negated */
    kit_free(&kit);
}

static void parties_of_one_state_are_one_node_and_one_deed(void **state)
{
    demarche_document *doc = *state;
    export_kit kit;
    demarche_entity both[2] = {doc->events.at[0].recipients[0],
                               doc->events.at[0].recipients[0]};
    both[1].sector = S("MIL");
    kit_own(doc, 0)->recipients = both;
    kit_open(&kit, DEMARCHE_OUTPUT_GRAPHML);
    kit_event(&kit, doc, 0, NULL);
    kit_close(&kit);
    const char *text = kit_file(&kit, "");
    assert_int_equal(kit_count(text, "<edge "), 1);
    assert_int_equal(kit_count(text, "<node "), 2);
    kit_has(text, "<data key=\"v2\">GOV|MIL</data><data key=\"v3\">0</data>"
                  "<data key=\"v4\">1</data>");
    kit_has(text, "<data key=\"w0\">1.0</data>");
    kit_free(&kit);
}

static void what_is_mutual_goes_both_ways_and_one_side_alone_is_counted(void **state)
{
    demarche_document *doc = *state;
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_GEXF);
    kit_own(doc, 1)->modality = "asserted";
    kit_event(&kit, doc, 1, NULL);
    kit_own(doc, 1)->mutual = true;
    kit_event(&kit, doc, 1, NULL);
    kit_close(&kit);
    const char *text = kit_file(&kit, "");
    kit_has(text, "<edge id=\"e0\" source=\"n0\" target=\"n1\" type=\"directed\" "
                  "weight=\"1.0\"><attvalues>");
    kit_has(text, "<edge id=\"e1\" source=\"n1\" target=\"n0\"");
    kit_has(text, "1 events; without edges: 1 of one side, 0 negated");
    kit_free(&kit);
}

static void edges_live_from_the_first_day_to_the_last(void **state)
{
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_GEXF);
    kit_event(&kit, *state, 0, NULL);
    kit_close(&kit);
    kit_has(kit_file(&kit, ""), "start=\"1988-01-01\" end=\"1988-12-31\"");
    kit_has(kit_file(&kit, ""), "<meta lastmodifieddate=\"2026-11-26\">");
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(edges_sum_what_was_done, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(parties_of_one_state_are_one_node_and_one_deed,
                                        kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(
            what_is_mutual_goes_both_ways_and_one_side_alone_is_counted, kit_setup,
            kit_teardown),
        cmocka_unit_test_setup_teardown(edges_live_from_the_first_day_to_the_last,
                                        kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
