/* What comes out of a record: deeds with all that tells of them, in order, as it was asked. */
#include "record_sample.h"

typedef struct written {
    char at[65536];
    size_t n;
} written;

static int take(void *user, const char *file, const char *bytes, size_t n)
{
    written *w = user;
    if (strcmp(file, "mentions.CSV") == 0)
        return 0;
    assert_true(w->n + n < sizeof w->at);
    memcpy(w->at + w->n, bytes, n);
    w->n += n;
    w->at[w->n] = '\0';
    return 0;
}

/* Three documents of which two are of one source, all of one deed; the third has another
 * event, surer than those. */
static void fill(record_sample *r)
{
    static const char *const names[] = {"c", "b", "a"};
    demarche_record *record = sample_begin(r);
    for (int i = 0; i < 3; i++) {
        demarche_document *doc = sample_document(names[i], names[i]);
        demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
        char id[17];
        if (i == 1)
            doc->source.meta.source = S("Another");
        e[0].confidence = i == 1 ? 0.9 : 0.75;
        /* each has ids of its own */
        snprintf(id, sizeof id, "%016x", i + 1);
        e[0].id = dmr_str_copy(doc->arena, dmr_str_c(id)).ptr;
        demarche_error err = {0};
        bool added;
        if (demarche_record_add(record, doc, &added, &err))
            fail_msg("%s", err.message);
        assert_true(added);
        demarche_document_free(doc);
    }
    sample_end(record);
}

static demarche_exported export_as(const record_sample *r, demarche_output output,
                                   const demarche_query *query, written *w)
{
    demarche_record_export_options opts = DEMARCHE_RECORD_EXPORT_OPTIONS_INIT;
    demarche_exported totals = {0};
    demarche_error err = {0};
    demarche_record *record;
    opts.output = output;
    w->n = 0;
    w->at[0] = '\0';
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    if (demarche_record_export(&totals, record, query, &opts, take, w, &err))
        fail_msg("%s", err.message);
    assert_int_equal(demarche_record_close(record, &err), 0);
    return totals;
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

/* The nth cell of the first row. */
static void cell(const written *w, int nth, char out[64])
{
    const char *at = w->at;
    for (int i = 0; i < nth; i++)
        at = strchr(at, '\t') + 1;
    snprintf(out, 64, "%.*s", (int)strcspn(at, "\t\n"), at);
}

static void a_deed_is_one_row_by_its_surest_event_with_all_its_tellings(void **state)
{
    static written w;
    fill(*state);
    demarche_exported totals = export_as(*state, DEMARCHE_OUTPUT_JSONL, NULL, &w);
    assert_int_equal(totals.events, 1);
    assert_int_equal(totals.documents, 1);
    assert_int_equal(totals.tellings, 6);
    assert_int_equal(count(w.at, "\n"), 1);
    assert_non_null(
        strstr(w.at, "\"deed\":{\"id\":\"0000000000000001\",\"documents\":3,"));
    assert_non_null(strstr(w.at, "\"id\":\"0000000000000002\""));
    assert_int_equal(count(w.at, "\"sequence\":1,\"start\":0"), 5); /* text_info twice */
}

static void events_by_themselves_come_in_order_of_the_documents(void **state)
{
    static written w;
    demarche_query q = DEMARCHE_QUERY_INIT;
    fill(*state);
    q.events = true;
    demarche_exported totals = export_as(*state, DEMARCHE_OUTPUT_JSONL, &q, &w);
    assert_int_equal(totals.events, 3);
    assert_int_equal(totals.documents, 3);
    assert_int_equal(count(w.at, "\"deed\":"), 0);
    const char *c = strstr(w.at, "\"doc\":\"c\",\"section\""),
               *b = strstr(w.at, "\"doc\":\"b\",\"section\""),
               *a = strstr(w.at, "\"doc\":\"a\",\"section\"");
    assert_true(c && b && a && c < b && b < a);
    q.all = true;
    totals = export_as(*state, DEMARCHE_OUTPUT_JSONL, &q, &w);
    assert_int_equal(totals.events, 6);
    q.document = "b";
    totals = export_as(*state, DEMARCHE_OUTPUT_JSONL, &q, &w);
    assert_int_equal(totals.events, 2);
    q.limit = 1;
    totals = export_as(*state, DEMARCHE_OUTPUT_JSONL, &q, &w);
    assert_int_equal(totals.events, 1);
}

static void gdelt_and_phoenix_count_what_all_documents_tell(void **state)
{
    static written w;
    char got[64];
    fill(*state);
    export_as(*state, DEMARCHE_OUTPUT_GDELT2, NULL, &w);
    cell(&w, 31, got); /* NumMentions */
    assert_string_equal(got, "6");
    cell(&w, 32, got); /* NumSources */
    assert_string_equal(got, "2");
    cell(&w, 33, got); /* NumArticles */
    assert_string_equal(got, "3");
    export_as(*state, DEMARCHE_OUTPUT_PHOENIX, NULL, &w);
    cell(&w, 23, got);
    assert_string_equal(got, "c_1;c_2;b_1;b_2;a_1;a_2");
    cell(&w, 25, got);
    assert_string_equal(got,
                        "An archive;An archive;Another;Another;An archive;An archive");
}

static void only_what_holds_tells(void **state)
{
    static written w;
    char got[64];
    record_sample *r = *state;
    fill(r);
    /* a later version of "a" in which nothing is told */
    demarche_document *doc = sample_document("a", "Another title");
    doc->events.n = 0;
    doc->source.counts.events = 0;
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    export_as(r, DEMARCHE_OUTPUT_GDELT2, NULL, &w);
    cell(&w, 31, got);
    assert_string_equal(got, "4");
    /* as the record was after its first run, it told of it still */
    demarche_query q = DEMARCHE_QUERY_INIT;
    q.at_run = 1;
    export_as(r, DEMARCHE_OUTPUT_GDELT2, &q, &w);
    cell(&w, 31, got);
    assert_string_equal(got, "6");
}

static void the_same_record_gives_the_same_bytes(void **state)
{
    static written first, second;
    fill(*state);
    for (int output = 0; output <= DEMARCHE_OUTPUT_GEXF; output++) {
        if (output == DEMARCHE_OUTPUT_CONLLU)
            continue;
        export_as(*state, (demarche_output)output, NULL, &first);
        usleep(1500);
        export_as(*state, (demarche_output)output, NULL, &second);
        assert_true(first.n > 0);
        assert_string_equal(first.at, second.at);
    }
}

static void made_is_when_the_coding_was_finished(void **state)
{
    static written w;
    char finished[64], want[96];
    fill(*state);
    sample_ask(*state, "SELECT finished FROM run", finished, sizeof finished);
    export_as(*state, DEMARCHE_OUTPUT_GEOJSON, NULL, &w);
    snprintf(want, sizeof want, "\"made\":\"%s\"", finished);
    assert_non_null(strstr(w.at, want));
    export_as(*state, DEMARCHE_OUTPUT_PROV, NULL, &w);
    assert_non_null(strstr(w.at, "1111111111111111"));
}

static void corrected_ones_are_as_they_were_recoded(void **state)
{
    static written w;
    record_sample *r = *state;
    demarche_query q = DEMARCHE_QUERY_INIT;
    fill(r);
    sample_execute(r,
                   "INSERT INTO correction (made, who, verdict, event_id, field, value) "
                   "VALUES ('t', 'me', 'recode', '0000000000000002', 'mode', 'grant'),"
                   " ('t', 'me', 'recode', '0000000000000002', 'type', 'PROTEST'),"
                   " ('t', 'me', 'recode', '0000000000000002', 'actor', 'PRK:MIL; KOR'),"
                   " ('t', 'me', 'recode', '0000000000000002', 'recipient', ''),"
                   " ('t', 'me', 'recode', '0000000000000002', 'date', '1989-02-03')");
    export_as(r, DEMARCHE_OUTPUT_JSONL, &q, &w);
    assert_non_null(strstr(w.at, "\"event\":[\"AID\"],\"mode\":[\"material\"]"));
    q.corrected = true;
    export_as(r, DEMARCHE_OUTPUT_JSONL, &q, &w);
    assert_non_null(strstr(w.at, "\"event\":[\"PROTEST\"],\"mode\":[\"grant\"]"));
    assert_non_null(strstr(w.at, "\"date\":\"1989-02-03\",\"enddate\":\"1989-02-03\""));
    assert_non_null(strstr(w.at, "\"quad_code\":4")); /* PLOVER's of that type */
    assert_null(strstr(w.at, "\"event_scale\""));
    assert_null(strstr(w.at, "\"cameo\":\"071\""));
    /* who was there keeps his words */
    assert_non_null(strstr(w.at, "\"actor\":[{\"entity_text\":\"\",\"code\":\"PRK\","
                                 "\"sector\":\"MIL\",\"start\":0,\"end\":0},"
                                 "{\"entity_text\":\"KOTRA president Yi Sun-gi\","));
    assert_non_null(strstr(w.at, "\"recipient\":[],"));
    for (int output = 0; output <= DEMARCHE_OUTPUT_GEXF; output++) {
        if (output != DEMARCHE_OUTPUT_CONLLU)
            assert_true(export_as(r, (demarche_output)output, &q, &w).documents > 0);
    }
}

static void trees_need_a_worker_and_times_are_of_whole_documents(void **state)
{
    static written w;
    demarche_record_export_options opts = DEMARCHE_RECORD_EXPORT_OPTIONS_INIT;
    demarche_query q = DEMARCHE_QUERY_INIT;
    demarche_error err = {0};
    demarche_record *record;
    record_sample *r = *state;
    fill(r);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    opts.output = DEMARCHE_OUTPUT_CONLLU;
    assert_int_equal(demarche_record_export(NULL, record, NULL, &opts, take, &w, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "keeps no trees"));
    opts.output = DEMARCHE_OUTPUT_JSONL;
    q.count_by = "year";
    assert_int_equal(demarche_record_export(NULL, record, &q, &opts, take, &w, &err),
                     DEMARCHE_E_ARGUMENT);
    assert_int_equal(demarche_record_close(record, NULL), 0);
    q.count_by = NULL;
    q.document = "b*";
    demarche_exported totals = export_as(r, DEMARCHE_OUTPUT_TIMEX3, &q, &w);
    assert_int_equal(totals.documents, 1);
    assert_int_equal(count(w.at, "<TIMEX3"), 2); /* its day, and the year in it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_deed_is_one_row_by_its_surest_event_with_all_its_tellings, sample_open,
            sample_close),
        cmocka_unit_test_setup_teardown(
            events_by_themselves_come_in_order_of_the_documents, sample_open,
            sample_close),
        cmocka_unit_test_setup_teardown(gdelt_and_phoenix_count_what_all_documents_tell,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(only_what_holds_tells, sample_open, sample_close),
        cmocka_unit_test_setup_teardown(the_same_record_gives_the_same_bytes, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(made_is_when_the_coding_was_finished, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(corrected_ones_are_as_they_were_recoded,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(
            trees_need_a_worker_and_times_are_of_whole_documents, sample_open,
            sample_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
