/* Documents out of a record and into another: nothing is lost, and nothing that cannot be is
 * taken. */
#include "record_sample.h"

typedef struct written {
    char at[65536];
    size_t n;
} written;

static int take(void *user, const char *bytes, size_t n)
{
    written *w = user;
    assert_true(w->n + n < sizeof w->at);
    memcpy(w->at + w->n, bytes, n);
    w->n += n;
    w->at[w->n] = '\0';
    return 0;
}

static demarche_record *in_memory(void)
{
    demarche_record *record;
    demarche_error err = {0};
    if (demarche_record_open(&record, ":memory:", DEMARCHE_RECORD_WRITE, &err))
        fail_msg("%s", err.message);
    return record;
}

static uint64_t dump(demarche_record *record, bool all_versions, written *w)
{
    demarche_dump_options opts = DEMARCHE_DUMP_OPTIONS_INIT;
    demarche_exported totals = {0};
    demarche_error err = {0};
    opts.all_versions = all_versions;
    w->n = 0;
    w->at[0] = '\0';
    if (demarche_record_dump(&totals, record, NULL, &opts, take, w, &err))
        fail_msg("%s", err.message);
    return totals.documents;
}

static uint64_t dump_file(const record_sample *r, bool all_versions, written *w)
{
    demarche_error err = {0};
    demarche_record *record;
    if (demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err))
        fail_msg("%s", err.message);
    uint64_t n = dump(record, all_versions, w);
    assert_int_equal(demarche_record_close(record, &err), 0);
    return n;
}

/* Gives how many lines were new. */
static int import_all(demarche_record *record, const written *w)
{
    int n = 0;
    for (const char *at = w->at; *at; at = strchr(at, '\n') + 1) {
        demarche_error err = {0};
        bool added = false;
        if (demarche_record_import(record,
                                   (demarche_str){at, (size_t)(strchr(at, '\n') - at)},
                                   &added, &err))
            fail_msg("%s", err.message);
        n += added;
    }
    return n;
}

static int64_t number_in(demarche_record *record, const char *sql)
{
    demarche_answer *a = NULL;
    bool got = false;
    demarche_error err = {0};
    if (demarche_ask_sql(&a, record, sql, &err) || demarche_answer_next(a, &got, &err))
        fail_msg("%s", err.message);
    assert_true(got);
    int64_t n = demarche_answer_cell(a, 0).number;
    demarche_answer_free(a);
    return n;
}

static void every_field_goes_out_and_in(void **state)
{
    static written first, second;
    static const uint32_t places[] = {1, 3};
    record_sample *r = *state;
    r->doc->source.meta.section_place = places;
    r->doc->source.meta.place = S("Seoul");
    assert_true(dmr_origin_add(&r->doc->source.origin, 0, 1000, 1, 1, r->doc->arena) &&
                dmr_origin_add(&r->doc->source.origin, 40, 1050, 2, 1, r->doc->arena));
    assert_true(sample_add(r, r->doc));
    assert_int_equal(dump_file(r, false, &first), 1);
    /* of each part something that only it has */
    static const char *const parts[] = {"\"section\":[\"South Korea\",\"Relations\"]",
                                        "\"speaker\":\"Yi Sun-gi\"",
                                        "\"lexicon_hash\":\"1111111111111111\"",
                                        "\"discard\":\"left\"",
                                        "\"members\":[",
                                        "\"office\":\"president of KOTRA\"",
                                        "\"region\":\"151\"",
                                        "\"via\":[",
                                        "\"comparator\":\"~\"",
                                        "\"likeness\":0.75",
                                        "\"why\":\"no recipient in obj\"",
                                        "\"geonameid\":3169070",
                                        "\"times_missed\":14",
                                        "\"section_place\":[1,3]",
                                        "\"place\":\"Seoul\"",
                                        "\"charset\":\"KOI8-R\"",
                                        "\"persons\":[{\"name\":",
                                        "\"origin\":[[0,1000,1,1],[40,1050,2,1]]",
                                        "\"source_bytes\":[1000,1101]"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!strstr(first.at, parts[i]))
            fail_msg("%s is not in %s", parts[i], first.at);
    }
    demarche_record *other = in_memory();
    assert_int_equal(import_all(other, &first), 1);
    assert_int_equal(dump(other, false, &second), 1);
    assert_string_equal(first.at, second.at);
    assert_int_equal(import_all(other, &first), 0); /* once is enough */
    assert_int_equal(number_in(other, "SELECT count(*) FROM document"), 1);
    assert_int_equal(number_in(other, "SELECT count(*) FROM run"), 1);
    assert_int_equal(number_in(other, "SELECT count(*) FROM event_report"), 3);
    assert_int_equal(demarche_record_close(other, NULL), 0);
}

static void who_coded_and_when_stays(void **state)
{
    static written first;
    char times[128], want[160];
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    sample_ask(r, "SELECT started, finished, recorded_from FROM run JOIN coded", times,
               sizeof times);
    dump_file(r, false, &first);
    usleep(2000);
    demarche_record *other = in_memory();
    import_all(other, &first);
    demarche_answer *a;
    bool got;
    assert_int_equal(demarche_ask_sql(&a, other,
                                      "SELECT started || '|' || finished || '|' || "
                                      "recorded_from FROM run JOIN coded USING (run_id)"
                                      " WHERE lexicon_hash = '1111111111111111'",
                                      NULL),
                     0);
    assert_int_equal(demarche_answer_next(a, &got, NULL), 0);
    assert_true(got);
    demarche_str s = demarche_answer_cell(a, 0).text;
    snprintf(want, sizeof want, "%.*s", (int)s.len, s.ptr);
    assert_string_equal(want, times);
    demarche_answer_free(a);
    assert_int_equal(demarche_record_close(other, NULL), 0);
}

static void versions_and_codings_keep_their_order(void **state)
{
    static written first, second, now;
    record_sample *r = *state;
    demarche_document *later = sample_document("page-1", "A later edition");
    assert_true(sample_add(r, r->doc));
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    assert_true(sample_add(r, r->doc)); /* the same again, by another lexicon */
    assert_true(sample_add(r, later));
    demarche_document_free(later);
    assert_int_equal(dump_file(r, true, &first), 3);
    assert_int_equal(dump_file(r, false, &now), 1);
    assert_non_null(strstr(now.at, "A later edition"));
    demarche_record *other = in_memory();
    assert_int_equal(import_all(other, &first), 3);
    assert_int_equal(import_all(other, &first), 0);
    assert_int_equal(dump(other, true, &second), 3);
    assert_string_equal(first.at, second.at);
    assert_int_equal(dump(other, false, &second), 1);
    assert_string_equal(now.at, second.at);
    assert_int_equal(number_in(other, "SELECT count(*) FROM run"), 3);
    assert_int_equal(demarche_record_close(other, NULL), 0);
}

static void a_record_goes_on_being_coded_behind_an_import(void **state)
{
    static written first;
    record_sample *r = *state;
    demarche_error err = {0};
    bool added, has = false;
    assert_true(sample_add(r, r->doc));
    dump_file(r, false, &first);
    demarche_record *other = in_memory();
    import_all(other, &first);
    assert_int_equal(demarche_record_begin(other, &r->engine, NULL, &err), 0);
    assert_int_equal(demarche_record_has(other, r->doc, &has, &err), 0);
    assert_true(has); /* coded elsewhere by the same: not again */
    demarche_document *more = sample_document("page-2", "More");
    assert_int_equal(demarche_record_add(other, more, &added, &err), 0);
    assert_true(added);
    demarche_document_free(more);
    assert_int_equal(demarche_record_finish(other, &err), 0);
    assert_int_equal(number_in(other, "SELECT count(*) FROM run WHERE finished > ''"), 2);
    assert_int_equal(demarche_record_close(other, NULL), 0);
}

static void who_codes_elsewhere_can_be_named(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    bool added = false;
    demarche_coder coder = {.version = DEMARCHE_CODER_VERSION,
                            .program = "0.0.9",
                            .lexicon_hash = "4444444444444444",
                            .model_hash = "5555555555555555",
                            .kernel = "plain",
                            .started = "2020-02-03T04:05:06.789Z",
                            .finished = "2020-02-03T05:00:00Z"};
    demarche_record *record = in_memory();
    assert_int_equal(demarche_record_begin_as(record, &coder, &err), 0);
    assert_int_equal(demarche_record_add(record, r->doc, &added, &err), 0);
    assert_true(added);
    assert_int_equal(demarche_record_finish(record, &err), 0);
    assert_int_equal(number_in(record, "SELECT count(*) FROM run WHERE version = '0.0.9'"
                                       " AND started = '2020-02-03T04:05:06.789Z'"
                                       " AND finished = '2020-02-03T05:00:00Z'"),
                     1);
    /* a later day of the same run goes on with it, behind other runs too */
    assert_int_equal(demarche_record_begin(record, &r->engine, NULL, &err), 0);
    assert_int_equal(demarche_record_add(record, r->doc, &added, &err), 0);
    demarche_document *more = sample_document("page-2", "More");
    assert_int_equal(demarche_record_begin_as(record, &coder, &err), 0);
    assert_int_equal(demarche_record_add(record, more, &added, &err), 0);
    demarche_document_free(more);
    assert_int_equal(number_in(record, "SELECT count(*) FROM run"), 2);
    /* it may say what its codes and rules were */
    coder.lexicon = "{\"codes\": {\"SUN\": {\"kind\": \"state\", \"name\": \"USSR\"}}}";
    demarche_document *third = sample_document("page-3", "Still more");
    assert_int_equal(demarche_record_begin_as(record, &coder, &err), 0);
    assert_int_equal(demarche_record_add(record, third, &added, &err), 0);
    demarche_document_free(third);
    assert_int_equal(number_in(record, "SELECT count(*) FROM lexicon_code WHERE code ="
                                       " 'SUN' AND name = 'USSR' AND run_id = 1"),
                     1);
    coder.lexicon = "{\"codes\": {\"SUN\": 7}}";
    assert_int_equal(demarche_record_begin_as(record, &coder, &err), DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "lexicon"));
    coder.lexicon = NULL;
    coder.started = "yesterday";
    assert_int_equal(demarche_record_begin_as(record, &coder, &err), DEMARCHE_E_ARGUMENT);
    assert_int_equal(err.code, DEMARCHE_E_ARGUMENT);
    assert_non_null(strstr(err.message, "started"));
    assert_int_equal(demarche_record_close(record, NULL), 0);
}

/* The line with the first `from` in it made `to`, or the text that it is if `from` is NULL. */
static void is_refused(const written *w, const char *from, const char *to,
                       const char *why)
{
    static char line[65536];
    demarche_error err = {0};
    demarche_record *record = in_memory();
    const char *at = from ? strstr(w->at, from) : NULL;
    if (from && !at)
        fail_msg("%s is not there", from);
    if (from)
        snprintf(line, sizeof line, "%.*s%s%s", (int)(at - w->at), w->at, to,
                 at + strlen(from));
    else
        snprintf(line, sizeof line, "%s", to);
    bool added = true;
    assert_int_equal(
        demarche_record_import(record, (demarche_str){line, strlen(line)}, &added, &err),
        DEMARCHE_E_FORMAT);
    assert_false(added);
    if (!strstr(err.message, why))
        fail_msg("\"%s\" and not \"%s\"", err.message, why);
    assert_int_equal(number_in(record, "SELECT count(*) FROM document"), 0);
    assert_int_equal(demarche_record_close(record, NULL), 0);
}

static void what_cannot_be_is_refused_and_said_where(void **state)
{
    static written w;
    record_sample *r = *state;
    assert_true(sample_add(r, r->doc));
    dump_file(r, false, &w);
    is_refused(&w, "\"trigger\":[", "\"trigger\":[999,", "events[0].trigger: has not");
    is_refused(&w, "\"via\":[{\"code\":\"FIN\",\"start\":", "\"via\":[{\"start\":9",
               "events[0].via[0].end: begins behind its end");
    is_refused(&w, "\"date_span\":[0,", "\"date_span\":[0,99", "lies behind the end");
    is_refused(&w, "\"sentence\":1,\"type\"", "\"sentence\":2,\"type\"",
               "events[0].reports[1].sentence: is none");
    is_refused(&w, "\"kind\":\"prose\"", "\"kind\":\"verse\"", "paragraphs[0].kind: ");
    is_refused(&w, "\"kind\":\"person\"", "\"kind\":\"god\"", "].kind: is none");
    is_refused(&w, "\"confidence\":0.75", "\"confidence\":1.5",
               "events[0].confidence: is no number from 0 to 1");
    is_refused(&w, "\"lat\":41.9", "\"lat\":1e999", "not JSON");
    is_refused(&w, "\"recipients\"", "\"recipient\"", "events[0].recipient: there is no");
    is_refused(&w, "\"date\":\"1988\"", "\"date\":\"in 1988\"", "date: is no EDTF");
    is_refused(&w, "\"tokens\":18", "\"tokens\":-18", "sentences[0].tokens: is no whole");
    is_refused(&w, "\"bytes\":101", "\"bytes\":\"101\"", "counts.bytes: is no whole");
    is_refused(&w, "\"1111111111111111\"", "\"111\"", "coder.lexicon_hash: is not 16");
    is_refused(&w, "\"started\":\"2", "\"started\":\"x", "coder.started: is no time");
    is_refused(&w, "\"recorded\":\"2", "\"recorded\":\"x", "recorded: is no time");
    is_refused(&w, "\"options\":\"{}\"", "\"options\":\"[]\"", "options: is no JSON");
    is_refused(&w, "\"doc\":\"page-1\"", "\"doc\":\"\"", "doc: is empty");
    is_refused(&w, "\"doc\":\"page-1\"", "\"doc\":\"a\",\"doc\":\"b\"", "not JSON");
    is_refused(&w, "\"demarche_document\":1", "\"demarche_document\":7",
               "a version not known");
    is_refused(&w, "\"id\":\"0123456789abcdef\"", "\"id\":\"\"",
               "events[0].id: is empty");
    is_refused(NULL, NULL,
               "{\"id\":\"x\",\"actor\":[],\"event\":[\"AID\"],\"text\":\"t\"}",
               "events alone have no texts");
    is_refused(NULL, NULL, "{\"id\":\"x\",\"text\":\"t\"}", "record add");
    is_refused(NULL, NULL, "[1]", "is no document that");
    is_refused(NULL, NULL, "{", "not JSON");
}

static void a_span_that_cuts_a_character_is_refused(void **state)
{
    static written w;
    record_sample *r = *state;
    char from[64], to[64];
    assert_true(sample_add(r, r->doc));
    dump_file(r, false, &w);
    demarche_span p = sample_find("P\xE2\x80\x99yongyang");
    snprintf(from, sizeof from, "\"start\":%zu,\"end\":%zu", p.start, p.end);
    snprintf(to, sizeof to, "\"start\":%zu,\"end\":%zu", p.start, p.start + 2);
    is_refused(&w, from, to, "cuts a character in two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_field_goes_out_and_in, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(who_coded_and_when_stays, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(versions_and_codings_keep_their_order,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(a_record_goes_on_being_coded_behind_an_import,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(who_codes_elsewhere_can_be_named, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused_and_said_where,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(a_span_that_cuts_a_character_is_refused,
                                        sample_open, sample_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
