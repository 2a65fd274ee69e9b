/* The way from an event back to its words, and who went it. */
#include "linked_kit.h"

/* The relation of that section with these two ends is there. */
static void relates(json_t *prov, const char *section, const char *first_key,
                    const char *first, const char *second_key, const char *second)
{
    const char *key;
    json_t *relation;
    json_object_foreach(json_object_get(prov, section), key, relation)
    {
        const char *a = json_string_value(json_object_get(relation, first_key));
        const char *b = json_string_value(json_object_get(relation, second_key));
        assert_non_null(a);
        assert_non_null(b);
        if (strcmp(a, first) == 0 && strcmp(b, second) == 0)
            return;
    }
    fail_msg("%s: no %s, %s", section, first, second);
}

static json_t *exported(export_kit *kit, const demarche_document *doc,
                        const demarche_deed *deed)
{
    kit_open(kit, DEMARCHE_OUTPUT_PROV);
    kit_event(kit, doc, 0, deed);
    kit_event(kit, doc, 1, NULL);
    kit_event(kit, doc, 0, deed); /* again: a key may come but once */
    kit_close(kit);
    return kit_json(kit_file(kit, ""));
}

static void events_lead_to_their_sentence_document_and_coder(void **state)
{
    export_kit kit;
    json_t *prov = exported(&kit, *state, NULL);
    const char *key, *sentence = NULL, *document = NULL;
    json_t *entity;
    json_object_foreach(json_object_get(prov, "entity"), key, entity)
    {
        const char *value = json_string_value(json_object_get(entity, "prov:value"));
        if (value && strcmp(value, "He left.") == 0)
            sentence = key;
        if (strncmp(key, "dm:document-", 12) == 0)
            document = key;
    }
    assert_non_null(sentence);
    assert_non_null(document);
    relates(prov, "wasDerivedFrom", "prov:generatedEntity", "dm:event-fedcba9876543210",
            "prov:usedEntity", sentence);
    relates(prov, "wasDerivedFrom", "prov:generatedEntity", sentence, "prov:usedEntity",
            document);
    relates(prov, "wasGeneratedBy", "prov:entity", "dm:event-fedcba9876543210",
            "prov:activity", "dm:coding");
    relates(prov, "used", "prov:activity", "dm:coding", "prov:entity", document);
    relates(prov, "used", "prov:activity", "dm:coding", "prov:entity", "dm:lexicon");
    relates(prov, "used", "prov:activity", "dm:coding", "prov:entity", "dm:model");
    relates(prov, "wasAssociatedWith", "prov:activity", "dm:coding", "prov:agent",
            "dm:software");
    relates(prov, "wasAttributedTo", "prov:entity", "dm:event-fedcba9876543210",
            "prov:agent", "dm:software");
    relates(prov, "specializationOf", "prov:specificEntity", "dm:report-00112233aabbccdd",
            "prov:generalEntity", "dm:event-0123456789abcdef");
    json_t *coding = json_object_get(json_object_get(prov, "activity"), "dm:coding");
    assert_int_equal(json_integer_value(json_object_get(coding, "dm:events")), 2);
    assert_int_equal(json_integer_value(json_object_get(coding, "dm:repeated")), 1);
    json_decref(prov);
    kit_free(&kit);
}

static void a_deed_has_the_documents_that_tell_of_it(void **state)
{
    export_kit kit;
    json_t *prov = exported(&kit, *state, kit_deed());
    relates(prov, "specializationOf", "prov:specificEntity", "dm:event-0123456789abcdef",
            "prov:generalEntity", "dm:deed-deed-7");
    const char *text = kit_file(&kit, "");
    kit_has(text, "\"prov:label\":\"Another page\",\"dm:id\":\"page 2\"");
    kit_has(text, "\"prov:label\":\"A paper\"");
    kit_has(text, "\"dm:start\":100,\"dm:end\":150");
    json_decref(prov);
    kit_free(&kit);
}

/* First as a telling of page 1's deed, then with an event of its own. */
static void a_document_named_before_it_came_was_used_too(void **state)
{
    demarche_document *doc = *state;
    demarche_document *other = sample_document("page 2", "Another page");
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_PROV);
    kit_event(&kit, doc, 0, kit_deed());
    kit_own(other, 1)->id = "9999999999999999";
    kit_event(&kit, other, 1, NULL);
    kit_close(&kit);
    json_t *prov = kit_json(kit_file(&kit, ""));
    /* the lexicon, the model and two documents */
    assert_int_equal(json_object_size(json_object_get(prov, "used")), 4);
    json_decref(prov);
    kit_free(&kit);
    demarche_document_free(other);
}

static void nothing_exported_is_a_document_too(void **state)
{
    (void)state;
    export_kit kit;
    kit_open(&kit, DEMARCHE_OUTPUT_PROV);
    kit_close(&kit);
    json_t *prov = kit_json(kit_file(&kit, ""));
    assert_int_equal(json_object_size(json_object_get(prov, "entity")), 2);
    json_decref(prov);
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_lead_to_their_sentence_document_and_coder),
        cmocka_unit_test(a_deed_has_the_documents_that_tell_of_it),
        cmocka_unit_test(a_document_named_before_it_came_was_used_too),
        cmocka_unit_test(nothing_exported_is_a_document_too),
    };
    return cmocka_run_group_tests(tests, kit_setup, kit_teardown);
}
