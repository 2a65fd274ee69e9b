/* The frame of the outputs. */
#include "table_kit.h"

enum { LAST_OUTPUT = DEMARCHE_OUTPUT_GEXF };

static void test_a_failed_write_is_told_wherever_it_comes(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e[40];
    for (size_t i = 0; i < 40; i++)
        e[i] = kit_event(doc);
    for (int output = 0; output <= LAST_OUTPUT; output++) {
        if (!demarche_output_file((demarche_output)output, 0) ||
            demarche_output_is_of_documents((demarche_output)output))
            continue;
        kit_files *all = calloc(1, sizeof *all);
        assert_int_equal(kit_export(all, (demarche_output)output, doc, e, 40, NULL, NULL),
                         0);
        assert_true(all->writes >= 1);
        for (size_t k = 1; k <= all->writes; k++) {
            kit_files *files = calloc(1, sizeof *files);
            files->fails_at = k;
            assert_int_equal(
                kit_export(files, (demarche_output)output, doc, e, 40, NULL, NULL),
                DEMARCHE_E_IO);
            free(files);
        }
        free(all);
    }
    demarche_document_free(doc);
}

static void test_every_output_has_a_name_and_the_name_leads_back(void **state)
{
    (void)state;
    static const char *const names[] = {
        "jsonl",        "tsv",     "petrarch",   "icews",  "polecat",
        "phoenix",      "gdelt1",  "gdelt2",     "plover", "csv",
        "conllu",       "timex3",  "annotation", "prov",   "ftm",
        "frictionless", "geojson", "graphml",    "gexf"};
    assert_int_equal(sizeof names / sizeof *names, LAST_OUTPUT + 1);
    for (int i = 0; i <= LAST_OUTPUT; i++) {
        if (demarche_output_file((demarche_output)i, 0))
            assert_int_equal(demarche_output_by_name(names[i]), i);
    }
    assert_int_equal(demarche_output_by_name("gdelt"), DEMARCHE_OUTPUT_GDELT2);
    assert_int_equal(demarche_output_by_name("excel"), -1);
    assert_int_equal(demarche_output_by_name(NULL), -1);
}

static void test_files_of_several_come_by_their_names(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    kit_files *files = calloc(1, sizeof *files);
    assert_int_equal(kit_export(files, DEMARCHE_OUTPUT_GDELT2, doc, &e, 1, NULL, NULL),
                     0);
    assert_int_equal(files->n, 2);
    assert_int_equal(kit_lines(kit_file(files, "export.CSV")), 2);
    assert_int_equal(kit_lines(kit_file(files, "mentions.CSV")), 2);
    assert_string_equal(demarche_output_file(DEMARCHE_OUTPUT_GDELT2, 1), "mentions.CSV");
    assert_null(demarche_output_file(DEMARCHE_OUTPUT_GDELT2, 2));
    assert_string_equal(demarche_output_file(DEMARCHE_OUTPUT_JSONL, 0), "");
    assert_null(demarche_output_file(DEMARCHE_OUTPUT_JSONL, 1));
    free(files);
    demarche_document_free(doc);
}

static int append(void *user, const char *bytes, size_t n)
{
    return kit_write(user, "", bytes, n);
}

/* What threads write apart is what an export writes in one go. */
static void test_outputs_of_lines_need_no_export(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event event = kit_event(doc);
    doc->events.at = &event;
    doc->events.n = 1;
    demarche_error err;
    for (int output = 0; output <= LAST_OUTPUT; output++) {
        kit_files *apart = calloc(1, sizeof *apart), *whole = calloc(1, sizeof *whole);
        demarche_output o = (demarche_output)output;
        if (demarche_output_is_of_lines(o) && !demarche_output_is_of_documents(o)) {
            assert_int_equal(demarche_write_header(o, append, apart, &err), 0);
            assert_int_equal(demarche_write_events(doc, o, NULL, append, apart, &err), 0);
            assert_int_equal(
                kit_export(whole, o, doc, doc->events.at, 1, NULL, "2026-01-01"), 0);
            assert_string_equal(kit_file(apart, ""), kit_file(whole, ""));
            assert_true(apart->at[0].n > 100);
        } else if (!demarche_output_is_of_lines(o)) {
            assert_int_equal(demarche_write_events(doc, o, NULL, append, apart, &err),
                             DEMARCHE_E_ARGUMENT);
            assert_int_equal(demarche_write_header(o, append, apart, &err),
                             DEMARCHE_E_ARGUMENT);
            assert_int_equal(apart->writes, 0);
        }
        free(apart);
        free(whole);
    }
    demarche_document_free(doc);
}

static void test_what_was_not_done_is_in_no_table_of_deeds(void **state)
{
    (void)state;
    static const demarche_output outputs[] = {
        DEMARCHE_OUTPUT_ICEWS,  DEMARCHE_OUTPUT_POLECAT, DEMARCHE_OUTPUT_PHOENIX,
        DEMARCHE_OUTPUT_GDELT1, DEMARCHE_OUTPUT_GDELT2,  DEMARCHE_OUTPUT_PLOVER};
    demarche_document *doc = kit_document();
    demarche_event e[2] = {kit_event(doc), kit_event(doc)};
    e[0].modality = "negated";
    e[1].modality = "hypothetical";
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        kit_files *none = calloc(1, sizeof *none), *header = calloc(1, sizeof *header);
        assert_false(demarche_output_tells_undone(outputs[i]));
        assert_int_equal(kit_export(none, outputs[i], doc, e, 2, NULL, NULL), 0);
        assert_int_equal(kit_export(header, outputs[i], doc, e, 0, NULL, NULL), 0);
        assert_string_equal(none->at[0].bytes, header->at[0].bytes);
        free(none);
        free(header);
    }
    assert_true(demarche_output_tells_undone(DEMARCHE_OUTPUT_JSONL));
    demarche_document_free(doc);
}

static void test_wrong_calls_are_refused(void **state)
{
    (void)state;
    demarche_export *x;
    demarche_error err;
    demarche_export_options opts = DEMARCHE_EXPORT_OPTIONS_INIT;
    assert_int_equal(demarche_export_open(&x, &opts, NULL, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    opts.output = (demarche_output)99;
    assert_int_equal(demarche_export_open(&x, &opts, kit_write, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_null(x);
    opts.output = DEMARCHE_OUTPUT_JSONL;
    opts.version = 99;
    assert_int_equal(demarche_export_open(&x, &opts, kit_write, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_export_event(NULL, NULL, NULL, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_export_document(NULL, NULL, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_export_close(NULL, &err), DEMARCHE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_failed_write_is_told_wherever_it_comes),
        cmocka_unit_test(test_every_output_has_a_name_and_the_name_leads_back),
        cmocka_unit_test(test_files_of_several_come_by_their_names),
        cmocka_unit_test(test_outputs_of_lines_need_no_export),
        cmocka_unit_test(test_what_was_not_done_is_in_no_table_of_deeds),
        cmocka_unit_test(test_wrong_calls_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
