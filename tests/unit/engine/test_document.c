/* The public functions from bytes to events: stages, spans, errors, ownership. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "demarche.h"

#define S(literal) DMR_STR(literal)

static demarche_engine *engine;
static demarche_worker *worker;

static int open_engine(void **state)
{
    (void)state;
    demarche_error err = {0};
    if (demarche_engine_open(&engine, NULL, &err) ||
        demarche_worker_new(&worker, engine, &err)) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int close_engine(void **state)
{
    (void)state;
    demarche_worker_free(worker);
    demarche_engine_free(engine);
    return 0;
}

static demarche_document *first_of(demarche_str bytes)
{
    demarche_error err = {0};
    demarche_reader *reader = NULL;
    demarche_document *doc = NULL;
    if (demarche_reader_open(&reader, worker, bytes, NULL, &err) ||
        demarche_reader_next(reader, &doc, &err))
        fail_msg("%s", err.message);
    demarche_reader_free(reader); /* the document does not need it */
    return doc;
}

static void each_stage_adds_its_results_and_a_second_call_goes_on(void **state)
{
    (void)state;
    demarche_document *doc =
        first_of(S("France signed a treaty with Italy in June 1990."));
    demarche_error err = {0};
    size_t n;
    demarche_document_paragraphs(doc, &n);
    assert_int_equal(n, 1);
    demarche_document_sentences(doc, &n);
    assert_int_equal(n, 0);
    assert_int_equal(demarche_document_run(doc, worker, DEMARCHE_STAGE_TEXT, &err), 0);
    demarche_document_sentences(doc, &n);
    assert_int_equal(n, 1);
    demarche_document_tokens(doc, &n);
    assert_int_equal(n, 0);
    assert_int_equal(demarche_document_run(doc, worker, DEMARCHE_STAGE_PARSE, &err), 0);
    demarche_document_tokens(doc, &n);
    assert_int_equal(n, 10);
    demarche_document_mentions(doc, &n);
    assert_int_equal(n, 0);
    assert_int_equal(demarche_document_run(doc, worker, DEMARCHE_STAGE_EVENT, &err), 0);
    demarche_document_mentions(doc, &n);
    assert_true(n >= 3);
    const demarche_event *events = demarche_document_events(doc, &n);
    assert_int_equal(n, 1);
    const char *id = events[0].id;
    assert_int_equal(demarche_document_run(doc, worker, DEMARCHE_STAGE_READ, &err), 0);
    assert_int_equal(demarche_document_run(doc, worker, DEMARCHE_STAGE_EVENT, &err), 0);
    assert_ptr_equal(demarche_document_events(doc, &n)[0].id, id);
    assert_int_equal(demarche_document_counts(doc)->events, 1);
    demarche_document_free(doc);
}

static void every_span_lies_in_the_text_and_quotes_it(void **state)
{
    (void)state;
    demarche_document *doc = NULL;
    demarche_error err = {0};
    assert_int_equal(
        demarche_code(&doc, worker,
                      S("On June 2, 1989, Foreign Minister Choi Ho Joong of South Korea "
                        "met Soviet officials in Moscow.\n\nThey signed an agreement. "
                        "More than 6,000 people protested against Iran in Seoul."),
                      NULL, &err),
        DEMARCHE_OK);
    demarche_str text = demarche_document_text(doc);
    size_t n;
    const demarche_mention *m = demarche_document_mentions(doc, &n);
    for (size_t i = 0; i < n; i++)
        assert_true(
            dmr_str_eq(m[i].text, dmr_str(text.ptr + m[i].start, m[i].end - m[i].start)));
    const demarche_event *e = demarche_document_events(doc, &n);
    assert_true(n >= 1);
    for (size_t i = 0; i < n; i++) {
        assert_true(e[i].trigger.start < e[i].trigger.end &&
                    e[i].trigger.end <= text.len);
        for (size_t a = 0; a < e[i].n_actors; a++)
            assert_true(dmr_str_eq(e[i].actors[a].text,
                                   dmr_str(text.ptr + e[i].actors[a].start,
                                           e[i].actors[a].end - e[i].actors[a].start)));
    }
    size_t n_sentences;
    const demarche_sentence *s = demarche_document_sentences(doc, &n_sentences);
    size_t seen = 0;
    for (size_t i = 0; i < n_sentences; i++) {
        assert_int_equal(s[i].first_event, seen);
        for (uint32_t k = 0; k < s[i].n_events; k++)
            assert_int_equal(e[seen++].sentence, i);
    }
    assert_int_equal(seen, n);
    demarche_document_free(doc);
}

static void no_text_is_a_result(void **state)
{
    (void)state;
    demarche_document *doc = NULL;
    demarche_error err = {0};
    size_t n;
    assert_int_equal(demarche_code(&doc, worker, dmr_str(NULL, 0), NULL, &err), 0);
    demarche_document_events(doc, &n);
    assert_int_equal(n, 0);
    demarche_document_free(doc);
    demarche_read_options jsonl = DEMARCHE_READ_OPTIONS_INIT;
    jsonl.format = DEMARCHE_FORMAT_JSONL;
    assert_int_equal(demarche_code(&doc, worker, S("\n\n"), &jsonl, &err), 0);
    assert_int_equal(demarche_document_text(doc).len, 0);
    demarche_document_free(doc);
}

static void wrong_arguments_are_told(void **state)
{
    (void)state;
    demarche_error err = {0};
    demarche_document *doc = NULL;
    demarche_engine *other = NULL;
    demarche_engine_options options = DEMARCHE_ENGINE_OPTIONS_INIT;
    options.version = 7;
    assert_int_equal(demarche_engine_open(&other, &options, &err), DEMARCHE_E_ARGUMENT);
    options = (demarche_engine_options)DEMARCHE_ENGINE_OPTIONS_INIT;
    options.kernel = "gpu";
    assert_int_equal(demarche_engine_open(&other, &options, &err), DEMARCHE_E_ARGUMENT);
    options = (demarche_engine_options)DEMARCHE_ENGINE_OPTIONS_INIT;
    options.lexicon_dir = "/nosuch";
    assert_int_equal(demarche_engine_open(&other, &options, &err), DEMARCHE_E_IO);
    assert_null(other);
    assert_non_null(strstr(err.message, "/nosuch"));
    options = (demarche_engine_options)DEMARCHE_ENGINE_OPTIONS_INIT;
    options.ontology_dir = "/noscheme";
    assert_int_equal(demarche_engine_open(&other, &options, &err), DEMARCHE_E_IO);
    assert_null(other);
    assert_non_null(strstr(err.message, "/noscheme: no folder of an ontology"));
    assert_int_equal(demarche_lexicon_try(NULL, NULL, NULL, NULL, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_code(&doc, NULL, S("x"), NULL, NULL), DEMARCHE_E_ARGUMENT);
    demarche_read_options small = DEMARCHE_READ_OPTIONS_INIT;
    small.max_bytes = 2;
    assert_int_equal(demarche_code(&doc, worker, S("too long"), &small, &err),
                     DEMARCHE_E_LIMIT);
    assert_null(doc);
    demarche_document_free(NULL);
    demarche_worker_free(NULL);
    demarche_engine_free(NULL);
    demarche_reader_free(NULL);
}

static void gaps_are_filled_only_when_asked_and_with_reasons(void **state)
{
    (void)state;
    /* "Hector" is a word of no rule; what it does to Kuwait is anybody's guess. */
    demarche_str text = S("Iraq hectored Kuwait in May 1990.");
    demarche_document *doc = NULL;
    demarche_error err = {0};
    size_t n;
    assert_int_equal(demarche_code(&doc, worker, text, NULL, &err), 0);
    demarche_document_events(doc, &n);
    assert_int_equal(n, 0);
    assert_float_equal(demarche_document_fill(doc), 0, 0);
    demarche_document_free(doc);
    demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
    read.fill = 0.01;
    assert_int_equal(demarche_code(&doc, worker, text, &read, &err), 0);
    const demarche_event *e = demarche_document_events(doc, &n);
    assert_int_equal(n, 1);
    assert_string_equal(e->rule, "model");
    assert_true(dmr_str_is(e->actors[0].code, "IRQ"));
    assert_true(dmr_str_is(e->recipients[0].code, "KWT"));
    assert_true(e->confidence >= 0.01 && e->confidence < 1);
    assert_true(dmr_str_is(e->date_edtf, "1990-05"));
    assert_true(dmr_str_is(e->text, "hectored"));
    assert_true(e->n_reasons > 0 && e->reasons[0].why.len);
    assert_true(dmr_str_is(e->reasons[0].text, "hectored"));
    demarche_document_free(doc);
}

static void a_gap_is_none_where_the_rules_have_told_of_the_two(void **state)
{
    (void)state;
    demarche_document *doc = NULL;
    demarche_error err = {0};
    demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
    size_t n;
    read.fill = 0.01;
    assert_int_equal(demarche_code(&doc, worker,
                                   S("France signed a treaty with Italy in 1990."), &read,
                                   &err),
                     0);
    const demarche_event *e = demarche_document_events(doc, &n);
    assert_int_equal(n, 1);
    assert_string_equal(e->rule, "sign.agreement");
    assert_int_equal(e->n_reasons, 0);
    demarche_document_free(doc);
}

static void sureness_out_of_range_is_refused(void **state)
{
    (void)state;
    static const double wrong[] = {-0.1, 1.01, NAN};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        demarche_document *doc = NULL;
        demarche_error err = {0};
        demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
        read.fill = wrong[i];
        assert_int_equal(demarche_code(&doc, worker, S("x"), &read, &err),
                         DEMARCHE_E_ARGUMENT);
        assert_null(doc);
    }
}

static int put_bytes(void *user, const char *bytes, size_t n)
{
    demarche_str *out = user;
    assert_true(out->len + n < 4096);
    memcpy((char *)(uintptr_t)out->ptr + out->len, bytes, n);
    out->len += n;
    return 0;
}

static void a_trace_is_kept_only_when_asked(void **state)
{
    (void)state;
    demarche_str text = S("Iran attacked Iraq in 1980. It rained.");
    char room[4096];
    for (int traced = 0; traced < 2; traced++) {
        demarche_document *doc = NULL;
        demarche_error err = {0};
        demarche_read_options read = DEMARCHE_READ_OPTIONS_INIT;
        demarche_str out = {room, 0};
        read.trace = traced;
        assert_int_equal(demarche_code(&doc, worker, text, &read, &err), 0);
        assert_int_equal(demarche_write_trace(doc, put_bytes, &out, &err), 0);
        size_t lines = 0;
        for (size_t i = 0; i < out.len; i++)
            lines += out.ptr[i] == '\n';
        assert_int_equal(lines, traced ? 2 : 0); /* a line a sentence */
        bool fired = dmr_str_find(out, S("\"outcome\":\"fired\""), 0) != SIZE_MAX;
        assert_int_equal(fired, traced);
        demarche_document_free(doc);
    }
}

static int refuse(void *user, const char *bytes, size_t n)
{
    (void)user;
    (void)bytes;
    (void)n;
    return 1;
}

static void a_refused_write_is_an_error_of_every_writer(void **state)
{
    (void)state;
    demarche_document *doc = NULL;
    demarche_error err = {0};
    assert_int_equal(demarche_code(&doc, worker, S("Iran attacked Iraq."), NULL, &err),
                     0);
    assert_int_equal(
        demarche_write_events(doc, DEMARCHE_OUTPUT_JSONL, NULL, refuse, NULL, &err),
        DEMARCHE_E_IO);
    assert_int_equal(
        demarche_write_events(doc, DEMARCHE_OUTPUT_TSV, NULL, refuse, NULL, &err),
        DEMARCHE_E_IO);
    assert_int_equal(
        demarche_write_events(doc, DEMARCHE_OUTPUT_PETRARCH, NULL, refuse, NULL, &err),
        DEMARCHE_E_IO);
    assert_int_equal(demarche_write_header(DEMARCHE_OUTPUT_TSV, refuse, NULL, &err),
                     DEMARCHE_E_IO);
    assert_int_equal(demarche_write_structure(doc, refuse, NULL, &err), DEMARCHE_E_IO);
    assert_int_equal(demarche_write_conllu(doc, refuse, NULL, &err), DEMARCHE_E_IO);
    assert_int_equal(demarche_write_mentions(doc, ~0u, refuse, NULL, &err),
                     DEMARCHE_E_IO);
    demarche_document_free(doc);
}

static void versions_and_names_agree(void **state)
{
    (void)state;
    assert_string_equal(demarche_version(), DEMARCHE_VERSION);
    char parts[32];
    snprintf(parts, sizeof parts, "%d.%d.%d", DEMARCHE_VERSION_MAJOR,
             DEMARCHE_VERSION_MINOR, DEMARCHE_VERSION_PATCH);
    assert_string_equal(parts, DEMARCHE_VERSION);
    assert_string_equal(demarche_status_name(DEMARCHE_E_LEXICON), "lexicon");
    assert_int_equal(strlen(demarche_engine_lexicon_hash(engine)), 16);
    assert_int_equal(strlen(demarche_engine_model_hash(engine)), 16);
    assert_int_equal(demarche_output_by_name("tsv"), DEMARCHE_OUTPUT_TSV);
    assert_int_equal(demarche_output_by_name("petrarch"), DEMARCHE_OUTPUT_PETRARCH);
    assert_int_equal(demarche_output_by_name("xml"), -1);
}

static void words_of_conllu_lead_back_to_their_rows(void **state)
{
    (void)state;
    demarche_str rows = S("\xEF\xBB\xBF# newpar\n1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n"
                          "1\tde\tde\tADP\t_\t_\t3\tcase\t_\t_\n"
                          "2\tle\tle\tDET\t_\t_\t3\tdet\t_\t_\n"
                          "3\tpays7\tpays\tNOUN\t_\t_\t0\troot\t_\tSpaceAfter=No\n"
                          "4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n");
    demarche_document *doc = first_of(rows);
    demarche_str text = demarche_document_text(doc);
    assert_true(text.len > 8);
    for (size_t i = 0; i < text.len; i++) {
        size_t at = demarche_document_source_byte(doc, i);
        assert_true(at < rows.len);
        if (text.ptr[i] > ' ')
            assert_int_equal(rows.ptr[at], text.ptr[i]);
    }
    assert_int_equal(demarche_document_source_byte(doc, text.len + 5), rows.len);
    demarche_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_conllu_lead_back_to_their_rows),
        cmocka_unit_test(each_stage_adds_its_results_and_a_second_call_goes_on),
        cmocka_unit_test(every_span_lies_in_the_text_and_quotes_it),
        cmocka_unit_test(no_text_is_a_result),
        cmocka_unit_test(wrong_arguments_are_told),
        cmocka_unit_test(gaps_are_filled_only_when_asked_and_with_reasons),
        cmocka_unit_test(a_gap_is_none_where_the_rules_have_told_of_the_two),
        cmocka_unit_test(sureness_out_of_range_is_refused),
        cmocka_unit_test(a_trace_is_kept_only_when_asked),
        cmocka_unit_test(a_refused_write_is_an_error_of_every_writer),
        cmocka_unit_test(versions_and_names_agree),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
