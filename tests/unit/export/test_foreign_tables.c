/* The tables of others: their columns, a row for each pair, nothing in a column that is not
 * known. */
#include "table_kit.h"

#include "export/pairs.h"
#include "export/party_code.h"

static kit_files *exported(demarche_output output, const demarche_document *doc,
                           const demarche_event *e, size_t n, const demarche_deed *deed)
{
    kit_files *files = calloc(1, sizeof *files);
    assert_int_equal(kit_export(files, output, doc, e, n, deed, "2026-11-26T20:58:04Z"),
                     0);
    return files;
}

#define IS_CELL(table, line, column, wanted)                                             \
    assert_string_equal(kit_cell(table, line, column), wanted)

static void test_a_mutual_deed_is_a_row_each_way(void **state)
{
    (void)state;
    demarche_entity a[3], b[2];
    memset(a, 0, sizeof a);
    memset(b, 0, sizeof b);
    demarche_event e = {.actors = a, .n_actors = 3, .mutual = true};
    dmr_pair pair = {0};
    size_t n = 0;
    while (dmr_pair_next(&pair, &e)) {
        assert_true(pair.source != pair.target);
        assert_int_equal(pair.number, ++n);
    }
    assert_int_equal(n, 6);
    e = (demarche_event){.actors = a, .n_actors = 3, .recipients = b, .n_recipients = 2};
    for (n = 0, pair = (dmr_pair){0}; dmr_pair_next(&pair, &e); n++)
        ;
    assert_int_equal(n, 6);
    e.mutual = true;
    for (n = 0, pair = (dmr_pair){0}; dmr_pair_next(&pair, &e); n++) {
        bool from_a = pair.source >= a && pair.source < a + 3;
        assert_int_equal(from_a, n < 6);
    }
    assert_int_equal(n, 12);
}

static void test_who_is_not_told_leaves_a_row(void **state)
{
    (void)state;
    demarche_entity a;
    memset(&a, 0, sizeof a);
    demarche_event e = {.recipients = &a, .n_recipients = 1, .mutual = true};
    dmr_pair pair = {0};
    assert_true(dmr_pair_next(&pair, &e));
    assert_null(pair.source);
    assert_ptr_equal(pair.target, &a);
    assert_false(dmr_pair_next(&pair, &e));
    e.n_recipients = 0;
    pair = (dmr_pair){0};
    assert_true(dmr_pair_next(&pair, &e));
    assert_null(pair.target);
    assert_false(dmr_pair_next(&pair, &e));
}

static void is_party(const char *code, const char *sector, const char *full,
                     const char *country, const char *group, const char *role)
{
    demarche_entity party = kit_party(code, sector, "x");
    dmr_party_code out;
    dmr_party_code_of(&party, &out);
    assert_string_equal(out.full, full);
    assert_string_equal(out.country, country);
    assert_string_equal(out.group, group);
    assert_string_equal(out.roles[0], role);
}

static void test_parties_in_the_letters_of_cameo(void **state)
{
    (void)state;
    is_party("USA", "GOV", "USAGOV", "USA", "", "GOV");
    is_party("SUN", "JRN", "SUNMED", "SUN", "", "MED");
    is_party("ROU", "", "ROM", "ROM", "", "");
    is_party("UNO", "IGO", "IGOUNO", "", "UNO", "IGO");
    is_party("EUR", "IGO", "IGOEEC", "", "EEC", "IGO");
    is_party("IGO", "IGO", "IGO", "", "", "IGO");
    is_party("NGO", "NGO", "NGO", "", "", "NGO");
    is_party("", "BUS", "MNC", "", "", "MNC");
    is_party("", "UNK", "", "", "", "");
    is_party("", "", "", "", "", "");
    is_party("---", "", "", "", "", "");
    is_party("SYRREBISI", "", "SYRREBISI", "SYR", "", "REB"); /* of a dictionary */
    is_party("IGOUNO", "", "IGOUNO", "", "UNO", "IGO");
    demarche_entity region = {.region = S("145"), .sector = S("GOV")};
    dmr_party_code out;
    dmr_party_code_of(&region, &out);
    assert_string_equal(out.full, "MEAGOV");
    dmr_party_code_of(NULL, &out);
    assert_string_equal(out.full, "");
}

static void test_icews(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    kit_files *f = exported(DEMARCHE_OUTPUT_ICEWS, doc, &e, 1, NULL);
    const char *t = kit_file(f, "");
    assert_int_equal(kit_lines(t), 3);
    assert_int_equal(kit_columns(t), 20);
    assert_int_equal(kit_columns(strchr(t, '\n') + 1), 20);
    IS_CELL(t, 0, 0, "Event ID");
    IS_CELL(t, 0, 19, "Longitude");
    IS_CELL(t, 1, 1, "1990-06-01");
    IS_CELL(t, 1, 2, "France");
    IS_CELL(t, 1, 3, "Government");
    IS_CELL(t, 1, 4, "France");
    IS_CELL(t, 1, 5, "Consult");
    IS_CELL(t, 1, 6, "040");
    IS_CELL(t, 1, 7, "1.0");
    IS_CELL(t, 1, 8, "'Italy'"); /* a quotation mark would open a quoted cell in R */
    IS_CELL(t, 2, 2, "'Italy'");
    IS_CELL(t, 2, 8, "France");
    IS_CELL(t, 1, 12, "1");
    IS_CELL(t, 1, 13, "A 'wire' service");
    IS_CELL(t, 1, 14, "Rome");
    IS_CELL(t, 1, 17, "Italy");
    IS_CELL(t, 1, 18, "41.9");
    char first[1024];
    snprintf(first, sizeof first, "%s", kit_cell(t, 1, 0));
    assert_string_not_equal(first, kit_cell(t, 2, 0));
    free(f);
    demarche_document_free(doc);
}

/* FIELD's complaints 4 and 15: no failure is another code, no row is missing. */
static void test_what_cannot_be_put_is_empty_and_the_row_stands(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    e.type = "BARTER"; /* of an ontology of one's own */
    e.cameo = "";
    e.quad = 0;
    e.scale = e.lat = e.lon = NAN;
    e.date[0] = '\0';
    e.geonameid = 0;
    e.place = e.place_name = e.place_country = S("");
    e.n_actors = e.n_recipients = 0;
    doc->source.meta =
        (demarche_meta){.id = S("x"), .format = S("text")}; /* says nothing */
    kit_files *f = exported(DEMARCHE_OUTPUT_ICEWS, doc, &e, 1, NULL);
    const char *t = kit_file(f, "");
    assert_int_equal(kit_lines(t), 2);
    IS_CELL(t, 1, 1, "");
    IS_CELL(t, 1, 2, "");
    IS_CELL(t, 1, 5, "BARTER");
    IS_CELL(t, 1, 6, "");
    IS_CELL(t, 1, 7, "");
    IS_CELL(t, 1, 18, "");
    free(f);
    f = exported(DEMARCHE_OUTPUT_GDELT1, doc, &e, 1, NULL);
    t = kit_file(f, "");
    assert_int_equal(kit_lines(t), 1);
    assert_int_equal(kit_columns(t), 58);
    for (size_t column = 1; column < 25; column++)
        IS_CELL(t, 0, column, "");
    IS_CELL(t, 0, 26, ""); /* EventCode */
    IS_CELL(t, 0, 29, ""); /* QuadClass */
    free(f);
    f = exported(DEMARCHE_OUTPUT_PHOENIX, doc, &e, 1, NULL);
    t = kit_file(f, "");
    assert_int_equal(kit_columns(t), 26);
    IS_CELL(t, 0, 13, "");
    IS_CELL(t, 0, 14, "");
    IS_CELL(t, 0, 15, "");
    free(f);
    f = exported(DEMARCHE_OUTPUT_POLECAT, doc, &e, 1, NULL);
    t = kit_file(f, "");
    assert_int_equal(kit_columns(strchr(t, '\n') + 1), 40);
    IS_CELL(t, 1, 2, "BARTER");
    IS_CELL(t, 1, 4, "");
    free(f);
    demarche_document_free(doc);
}

static void test_polecat_is_a_row_an_event(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    demarche_entity three[3] = {kit_party("FRA", "", "France"),
                                kit_party("DEU", "MIL", "A; B"),
                                kit_party("UNO", "IGO", "United Nations")};
    e.recipients = three;
    e.n_recipients = 3;
    kit_files *f = exported(DEMARCHE_OUTPUT_POLECAT, doc, &e, 1, NULL);
    const char *t = kit_file(f, "");
    assert_int_equal(kit_lines(t), 2);
    assert_int_equal(kit_columns(t), 40);
    IS_CELL(t, 0, 22, "Wikipedia Recipient ID");
    IS_CELL(t, 0, 39, "Version");
    IS_CELL(t, 1, 5, "VERBAL COOPERATION");
    IS_CELL(t, 1, 7, "France;'Italy'");
    IS_CELL(t, 1, 9, "FRN;ITA");
    IS_CELL(t, 1, 11, "Government;"); /* the nth of each list is of the nth party */
    IS_CELL(t, 1, 15, "France;A, B;United Nations");
    IS_CELL(t, 1, 16, "FRA;DEU;");
    IS_CELL(t, 1, 17, "FRN;GFR;"); /* in June 1990 */
    IS_CELL(t, 1, 18, "Military");
    IS_CELL(t, 1, 20, "");
    IS_CELL(t, 1, 27, "ITA");
    IS_CELL(t, 1, 30, "3169070");
    IS_CELL(t, 1, 34, "1990-07-02");
    free(f);
    demarche_document_free(doc);
}

static void test_gdelt_events(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    kit_files *f = exported(DEMARCHE_OUTPUT_GDELT2, doc, &e, 1, NULL);
    const char *t = kit_file(f, "export.CSV");
    assert_int_equal(kit_lines(t), 2);
    assert_int_equal(kit_columns(t), 61);
    IS_CELL(t, 0, 1, "19900601");
    IS_CELL(t, 0, 2, "199006");
    IS_CELL(t, 0, 3, "1990");
    IS_CELL(t, 0, 4, "1990.4136"); /* (5 * 30 + 1) / 365 */
    IS_CELL(t, 0, 5, "FRAGOV");
    IS_CELL(t, 0, 6, "FRANCE");
    IS_CELL(t, 0, 12, "GOV");
    IS_CELL(t, 0, 15, "ITA");
    IS_CELL(t, 0, 25, "1");
    IS_CELL(t, 0, 26, "040");
    IS_CELL(t, 0, 28, "04");
    IS_CELL(t, 0, 29, "1");
    IS_CELL(t, 0, 34, ""); /* tone */
    IS_CELL(t, 0, 51, "4");
    IS_CELL(t, 0, 52, "Rome, Italy");
    IS_CELL(t, 0, 53, "IT");
    IS_CELL(t, 0, 59, "20261126205804");
    IS_CELL(t, 0, 60, "http://example.org/1");
    e.sentence = 1; /* in the second paragraph of prose */
    free(f);
    f = exported(DEMARCHE_OUTPUT_GDELT1, doc, &e, 1, NULL);
    t = kit_file(f, "");
    assert_int_equal(kit_columns(t), 58);
    IS_CELL(t, 0, 25, "0");
    IS_CELL(t, 0, 56, "20261126");
    free(f);
    demarche_document_free(doc);
}

/* FIELD's complaint 16: 366 "kidnappings" were one. Reports and events are counted apart. */
static void test_all_tellings_of_a_deed_are_counted_and_listed(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    demarche_telling t[3] = {{.doc = S("page-1"),
                              .url = S("http://example.org/1"),
                              .source = S("wire"),
                              .date = S("1990-07-02"),
                              .sentence = 0,
                              .confidence = 0.75},
                             {.doc = S("page-2"),
                              .source = S("wire"),
                              .date = S("1990-07-03"),
                              .sentence = 4,
                              .confidence = 0.04},
                             {.doc = S("page-3"), .source = S("gazette"), .sentence = 7}};
    demarche_deed deed = {"d", t, 3, 3, "2026-11-26T00:00:00Z"};
    kit_files *f = exported(DEMARCHE_OUTPUT_GDELT2, doc, &e, 1, &deed);
    const char *events = kit_file(f, "export.CSV"), *m = kit_file(f, "mentions.CSV");
    IS_CELL(events, 0, 31, "3");
    IS_CELL(events, 0, 32, "2");
    IS_CELL(events, 0, 33, "3");
    assert_int_equal(kit_lines(m), 6); /* each of both rows */
    assert_int_equal(kit_columns(m), 16);
    char id[1024];
    snprintf(id, sizeof id, "%s", kit_cell(events, 0, 0));
    IS_CELL(m, 0, 0, id);
    IS_CELL(m, 2, 0, id);
    IS_CELL(m, 0, 3, "1");
    IS_CELL(m, 0, 5, "http://example.org/1");
    IS_CELL(m, 0, 7, "0");
    IS_CELL(m, 0, 9, "19");
    IS_CELL(m, 0, 11, "80");
    IS_CELL(m, 0, 12, "44");
    IS_CELL(m, 1, 2, "19900703000000");
    IS_CELL(m, 1, 3, "2");
    IS_CELL(m, 1, 5, "page-2");
    IS_CELL(m, 1, 6, "5");
    IS_CELL(m, 1, 9, "-1"); /* in a document that is not at hand */
    IS_CELL(m, 1, 11, "10");
    IS_CELL(m, 1, 12, "");
    IS_CELL(m, 2, 2, "");
    free(f);
    f = exported(DEMARCHE_OUTPUT_PHOENIX, doc, &e, 1, &deed);
    events = kit_file(f, "");
    IS_CELL(events, 0, 23, "page-1_1;page-2_5;page-3_8");
    IS_CELL(events, 0, 24, "http://example.org/1;;");
    IS_CELL(events, 0, 25, "wire;wire;gazette");
    free(f);
    demarche_document_free(doc);
}

/* Complaint 14 again: the same event twice is two rows with two numbers. */
static void test_event_ids_are_unique_in_every_table(void **state)
{
    (void)state;
    static const demarche_output outputs[] = {
        DEMARCHE_OUTPUT_ICEWS, DEMARCHE_OUTPUT_POLECAT, DEMARCHE_OUTPUT_PHOENIX,
        DEMARCHE_OUTPUT_GDELT1};
    demarche_document *doc = kit_document();
    demarche_event e[2] = {kit_event(doc), kit_event(doc)};
    for (size_t i = 0; i < 4; i++) {
        kit_files *f = exported(outputs[i], doc, e, 2, NULL);
        const char *t = kit_file(f, "");
        size_t n = kit_lines(t), first = i < 2; /* behind the header */
        for (size_t a = first; a < n; a++) {
            char id[1024];
            snprintf(id, sizeof id, "%s", kit_cell(t, a, 0));
            for (size_t b = a + 1; b < n; b++)
                assert_string_not_equal(id, kit_cell(t, b, 0));
        }
        free(f);
    }
    demarche_document_free(doc);
}

static void test_csv_is_quoted_and_keeps_its_text(void **state)
{
    (void)state;
    demarche_document *doc = kit_document();
    demarche_event e = kit_event(doc);
    kit_files *f = exported(DEMARCHE_OUTPUT_CSV, doc, &e, 1, NULL);
    const char *t = kit_file(f, "");
    assert_non_null(strstr(t, "\"id\",\"date\""));
    assert_non_null(strstr(t, "\r\n\"0123456789abcdef\",\"1990-06-01\""));
    assert_non_null(strstr(t, "\"France and \"\"Italy\"\" met\tin Rome.\""));
    assert_non_null(strstr(t, ",1,2.5,")); /* numbers bare */
    assert_non_null(strstr(t, ",,"));      /* what is empty too */
    free(f);
    demarche_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_mutual_deed_is_a_row_each_way),
        cmocka_unit_test(test_who_is_not_told_leaves_a_row),
        cmocka_unit_test(test_parties_in_the_letters_of_cameo),
        cmocka_unit_test(test_icews),
        cmocka_unit_test(test_what_cannot_be_put_is_empty_and_the_row_stands),
        cmocka_unit_test(test_polecat_is_a_row_an_event),
        cmocka_unit_test(test_gdelt_events),
        cmocka_unit_test(test_all_tellings_of_a_deed_are_counted_and_listed),
        cmocka_unit_test(test_event_ids_are_unique_in_every_table),
        cmocka_unit_test(test_csv_is_quoted_and_keeps_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
