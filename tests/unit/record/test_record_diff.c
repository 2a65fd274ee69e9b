/* What changed between two states of a record: each reason, and what holds for all diffs. */
#include "record_sample.h"

/* The rows of a diff, sorted: reason doc fields | before | after; one a line. */
static char rows_of[16384];

static int by_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void cell(demarche_answer *a, const char *name, char *out, size_t size)
{
    for (size_t c = 0; c < demarche_answer_columns(a); c++) {
        demarche_cell cell = demarche_answer_cell(a, c);
        if (strcmp(demarche_answer_name(a, c), name) == 0)
            snprintf(out, size, "%.*s", (int)cell.text.len,
                     cell.kind == DEMARCHE_CELL_NULL ? "" : cell.text.ptr);
    }
}

static demarche_diff_counts go_through(demarche_record *record,
                                       const demarche_diff_query *q, bool exchanged)
{
    demarche_error err = {0};
    demarche_answer *a;
    char *lines[64], line[3072], part[5][512];
    size_t n = 0;
    bool got;
    if (demarche_record_diff(&a, record, q, &err))
        fail_msg("%s", err.message);
    for (;;) {
        if (demarche_answer_next(a, &got, &err))
            fail_msg("%s", err.message);
        if (!got)
            break;
        assert_true(n < 64);
        static const char *const names[] = {"reason", "doc", "fields", "before", "after"};
        for (int i = 0; i < 5; i++)
            cell(a, names[i], part[i], sizeof part[i]);
        snprintf(line, sizeof line, "%.500s %.500s %.500s | %.500s | %.500s\n", part[0],
                 part[1], part[2], part[exchanged ? 4 : 3], part[exchanged ? 3 : 4]);
        lines[n++] = strdup(line);
    }
    demarche_diff_counts counts = demarche_answer_diff(a);
    demarche_answer_free(a);
    qsort(lines, n, sizeof *lines, by_words);
    rows_of[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        assert_true(strlen(rows_of) + strlen(lines[i]) < sizeof rows_of);
        strcat(rows_of, lines[i]);
        free(lines[i]);
    }
    return counts;
}

/* Reasons are named as they are before the sides are exchanged. */
static void exchange_reasons(char *rows)
{
    static const char *const names[][2] = {{"new-document", "document-gone"},
                                           {"found", "lost"}};
    char out[sizeof rows_of] = "", *lines[64];
    size_t n = 0;
    for (char *line = strtok(rows, "\n"); line; line = strtok(NULL, "\n")) {
        char made[3072];
        snprintf(made, sizeof made, "%s\n", line);
        for (int i = 0; i < 2; i++) {
            for (int k = 0; k < 2; k++) {
                size_t len = strlen(names[i][k]);
                if (strncmp(line, names[i][k], len) == 0 && line[len] == ' ')
                    snprintf(made, sizeof made, "%s%s\n", names[i][!k], line + len);
            }
        }
        lines[n++] = strdup(made);
    }
    qsort(lines, n, sizeof *lines, by_words);
    for (size_t i = 0; i < n; i++) {
        strcat(out, lines[i]);
        free(lines[i]);
    }
    strcpy(rows, out);
}

/*
 * The diff of two states has these rows; the other way round it has the same with before and
 * after exchanged; and a state has no difference to itself.
 */
static demarche_diff_counts differ(const record_sample *r, const char *before,
                                   const char *after, const char *rows)
{
    demarche_error err = {0};
    demarche_record *record;
    char forth[sizeof rows_of];
    demarche_diff_query q = DEMARCHE_DIFF_QUERY_INIT;
    if (demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err))
        fail_msg("%s", err.message);
    q.before = q.after = before;
    go_through(record, &q, false);
    assert_string_equal(rows_of, "");
    q.before = q.after = after;
    go_through(record, &q, false);
    assert_string_equal(rows_of, "");
    q.before = before;
    demarche_diff_counts counts = go_through(record, &q, false);
    assert_string_equal(rows_of, rows);
    strcpy(forth, rows_of);
    q.before = after;
    q.after = before;
    go_through(record, &q, true);
    exchange_reasons(rows_of);
    assert_string_equal(rows_of, forth);
    demarche_record_close(record, NULL);
    return counts;
}

static void next_coder(record_sample *r)
{
    r->engine.lexicon_hash[0]++;
}

/* Events are made by hand here, and may be changed. */
static demarche_event *events_of(demarche_document *doc)
{
    return (demarche_event *)(uintptr_t)doc->events.at;
}

/* The sample coded by the first coder; then its events are yours to change. */
static demarche_event *first_run(record_sample *r)
{
    sample_add(r, r->doc);
    next_coder(r);
    return events_of(r->doc);
}

#define AID_LINE "KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1988"

/* ------------------------------------------------------------------------------- reasons */

static void another_rule_between_the_same_parties(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    e->type = "COOPERATE";
    e->rule = "send.thing";
    e->id = "00000000000000aa"; /* ids go with the type; the trigger is the same */
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "rule page-1 type, rule | " AID_LINE "; rule give.thing | KOR BUS Yi Sun-gi "
           "COOPERATE-material PRK GOV + He, 1988; rule send.thing\n");
}

static void a_rule_whose_words_are_more(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    e->rule = "give.party.thing";
    e->id = "00000000000000aa";
    e->trigger.end += 4; /* what fired goes on behind the verb */
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "rule page-1 rule | " AID_LINE "; rule give.thing | " AID_LINE
           "; rule give.party.thing\n");
}

static void less_sure_is_told_as_the_rule(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    e->confidence = 0.5;
    e->modality = "alleged";
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "rule page-1 modality, confidence | " AID_LINE
           "; modality asserted; confidence 0.75 | " AID_LINE
           "; modality alleged; confidence 0.5\n");
}

static void another_actor_with_all_that_differs(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    demarche_entity *actor = (demarche_entity *)(uintptr_t)e->actors;
    actor->code = S("PRK");
    e->rule = "send.thing";
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "actor page-1 actor, rule | " AID_LINE "; rule give.thing | PRK BUS Yi Sun-gi "
           "AID-material PRK GOV + He, 1988; rule send.thing\n");
}

static void another_date_and_another_place(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    e->date_edtf = S("1987");
    strcpy(e->date, "1987-01-01");
    strcpy(e->enddate, "1987-12-31");
    sample_add(r, r->doc);
    next_coder(r);
    e->place_name = S("Milan");
    e->lat = 45.5;
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "date page-1 date | " AID_LINE
           " | KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1987\n");
    differ(
        r, "2", "3",
        "place page-1 place | KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1987; place "
        "Rome ITA | KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1987; place Milan "
        "ITA\n");
    differ(r, "1", "3",
           "date page-1 date, place | " AID_LINE
           "; place Rome ITA | KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1987; place "
           "Milan ITA\n");
}

static void found_and_lost_in_a_sentence_that_stays(void **state)
{
    record_sample *r = *state;
    first_run(r);
    r->doc->events.n = 1;
    sample_add(r, r->doc);
    differ(r, "1", "2", "lost page-1  | PRK GOV + He CONSULT | \n");
    differ(r, "2", "1", "found page-1  |  | PRK GOV + He CONSULT\n");
}

static void other_quantities_are_a_detail(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    e->n_quantities = 0;
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "detail page-1 quantity | " AID_LINE "; quantity some 300 trucks | " AID_LINE
           "; quantity -\n");
}

static void counted_to_another_deed(void **state)
{
    record_sample *r = *state;
    char two[128];
    demarche_error err = {0};
    demarche_record *a = NULL, *b = NULL;
    sample_add(r, r->doc);
    snprintf(two, sizeof two, "%s/two.db", r->folder);
    char one[sizeof r->path];
    strcpy(one, r->path);
    strcpy(r->path, two);
    sample_add(r, r->doc);
    strcpy(r->path, two);
    sample_execute(r, "UPDATE event SET deed = (SELECT max(event_key) FROM event),"
                      " deed_by = 'hand' WHERE number = 0");
    demarche_diff_query q = DEMARCHE_DIFF_QUERY_INIT;
    if (demarche_record_open(&a, one, DEMARCHE_RECORD_READ, &err) ||
        demarche_record_open(&b, two, DEMARCHE_RECORD_READ, &err))
        fail_msg("%s", err.message);
    q.other = b;
    go_through(a, &q, false);
    assert_string_equal(rows_of, "deed page-1 deed | " AID_LINE "; deed - | " AID_LINE
                                 "; deed fedcba9876543210\n");
    demarche_record_close(a, NULL);
    demarche_record_close(b, NULL);
    unlink(two);
    strcpy(r->path, one);
}

static void corrections_by_hand_after_a_run(void **state)
{
    record_sample *r = *state;
    sample_add(r, r->doc);
    sample_execute(
        r, "INSERT INTO correction (made, who, verdict, event_id, field, value) VALUES"
           " ('2999-01-01T00:00:00.000Z', 'Ann', 'recode', '0123456789abcdef', 'type',"
           " 'PROVIDE'), ('2999-01-02T00:00:00.000Z', 'Bo', 'wrong', '0123456789abcdef',"
           " NULL, NULL), ('2999-01-03T00:00:00.000Z', 'Bo', 'withdraw',"
           " '0123456789abcdef', NULL, NULL);"
           " UPDATE correction SET withdraws = 2 WHERE verdict = 'withdraw'");
    /* the coding is the same row: it is not passed by for that */
    differ(r, "1", "now",
           "hand page-1 hand | " AID_LINE "; hand - | " AID_LINE
           "; hand recode type PROVIDE by Ann\n");
    differ(r, "time:2999-01-01", "time:2999-01-02",
           "hand page-1 hand | " AID_LINE "; hand recode type PROVIDE by Ann | " AID_LINE
           "; hand recode type PROVIDE by Ann + wrong by Bo\n");
}

/* ----------------------------------------------------------------------------- documents */

/* The sample with another title and, where `words` are given, another text. */
static demarche_document *version(const char *title, const char *words)
{
    demarche_document *doc = sample_document("page-1", title);
    if (words)
        doc->source.text = dmr_str_c(words);
    return doc;
}

static void documents_come_in_the_order_of_their_names(void **state)
{
    record_sample *r = *state;
    demarche_document *other = sample_document("a-page", "A");
    sample_add(r, r->doc);
    next_coder(r);
    sample_add(r, other);
    demarche_diff_counts n = differ(r, "1", "2",
                                    "new-document a-page  |  | " AID_LINE "\n"
                                    "new-document a-page  |  | PRK GOV + He CONSULT\n");
    assert_int_equal(n.documents, 2);
    assert_int_equal(n.new_documents, 1);
    assert_int_equal(n.changed, 1);
    assert_int_equal(n.rows[DEMARCHE_DIFF_NEW_DOCUMENT], 2);
    demarche_document_free(other);
}

static void a_new_text_by_the_same_coder(void **state)
{
    record_sample *r = *state;
    demarche_document *doc = version("Revised", NULL);
    sample_add(r, r->doc);
    doc->source.meta.as_of = S("1991");
    events_of(doc)[0].date_edtf = S("1989");
    sample_add(r, doc);
    static const char row[] = "new-text page-1 date | " AID_LINE
                              " | KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1989\n";
    demarche_diff_counts n = differ(r, "known:1990", "known:1991", row);
    assert_int_equal(n.new_texts, 1);
    differ(r, "known:1990-06-30", "now", row);
    differ(r, "known:1989", "known:1990",
           "new-document page-1  |  | " AID_LINE "\n"
           "new-document page-1  |  | PRK GOV + He CONSULT\n");
    demarche_document_free(doc);
}

/* What was known on a day goes by the documents' time and not by that of their coming in (FIELD
 * complaint 19): the edition of 1990 is put in behind that of 1991. */
static void an_older_edition_that_comes_in_later(void **state)
{
    record_sample *r = *state;
    demarche_document *doc = version("Revised", NULL);
    doc->source.meta.as_of = S("1991");
    events_of(doc)[0].date_edtf = S("1989");
    sample_add(r, doc);
    sample_add(r, r->doc);
    differ(r, "known:1990", "known:1991",
           "new-text page-1 date | " AID_LINE
           " | KOR BUS Yi Sun-gi AID-material PRK GOV + He, 1989\n");
    differ(r, "known:1991", "now", "");
    demarche_document_free(doc);
}

/* One sentence is rewritten, the other stays; and the coder is another. */
static void a_new_text_by_another_coder(void **state)
{
    record_sample *r = *state;
    static char words[sizeof sample_text];
    strcpy(words, sample_text);
    memcpy(strstr(words, "left."), "fled.", 5);
    demarche_document *doc = version("Relations", words);
    first_run(r);
    events_of(doc)[0].rule = "send.thing";
    events_of(doc)[1].type = "RETREAT";
    sample_add(r, doc);
    demarche_diff_counts n =
        differ(r, "coder:1", "coder:2", ""); /* they coded no version in common */
    assert_int_equal(n.left_out, 2);
    sample_is(r, "SELECT count(*) FROM run", "2");
    demarche_error err = {0};
    demarche_record *record;
    if (demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err))
        fail_msg("%s", err.message);
    demarche_diff_query q = DEMARCHE_DIFF_QUERY_INIT;
    q.before = "run:1";
    go_through(record, &q, false);
    assert_string_equal(rows_of,
                        "new-text page-1 type | PRK GOV + He CONSULT | PRK GOV + He "
                        "RETREAT\n"
                        "rule page-1 rule | " AID_LINE "; rule give.thing | " AID_LINE
                        "; rule send.thing\n");
    q.reason = "rule, found";
    q.document = "page*";
    demarche_diff_counts narrowed = go_through(record, &q, false);
    assert_int_equal(narrowed.rows[DEMARCHE_DIFF_RULE], 1);
    assert_int_equal(narrowed.rows[DEMARCHE_DIFF_NEW_TEXT], 0);
    q.document = "pages*";
    assert_int_equal(go_through(record, &q, false).documents, 0);
    q.document = NULL;
    q.reason = NULL;
    q.limit = 1;
    assert_int_equal(go_through(record, &q, false).changed, 1);
    demarche_record_close(record, NULL);
    demarche_document_free(doc);
}

static void two_coders_by_their_hashes(void **state)
{
    record_sample *r = *state;
    demarche_event *e = first_run(r);
    e->rule = "send.thing";
    sample_add(r, r->doc);
    static const char row[] = "rule page-1 rule | " AID_LINE
                              "; rule give.thing | " AID_LINE "; rule send.thing\n";
    differ(r, "coder:1111111111111111", "coder:2111", row);
    differ(r, "coder:1", "coder:2", row);
    differ(r, "coder:1", "now", row);
}

/* ------------------------------------------------------------------------------- matching */

/* Events of one trigger are told apart by who and what; those left over by where they stand;
 * whichever side is first. */
static void many_events_of_one_trigger(void **state)
{
    record_sample *r = *state;
    demarche_event *e = DMR_NEW_ARRAY(r->doc->arena, demarche_event, 4);
    demarche_report *reports = DMR_NEW_ARRAY(r->doc->arena, demarche_report, 4);
    static const char *const ids[2][4] = {{"a0", "a1", "a2", "a3"},
                                          {"b0", "b1", "b2", "b3"}};
    static const char *const types[2][4] = {{"AID", "AID", "AID", "YIELD"},
                                            {"AID", "YIELD", "COERCE", "AID"}};
    demarche_event one = r->doc->events.at[1];
    for (int run = 0; run < 2; run++) {
        for (int i = 0; i < 4; i++) {
            demarche_entity *actor = DMR_NEW(r->doc->arena, demarche_entity);
            *actor = sample_party("He");
            actor->code = run == 0 && i == 1 ? S("SDN") : S("FRA");
            e[i] = one;
            e[i].id = ids[run][i];
            e[i].type = types[run][i];
            e[i].actors = actor;
            e[i].n_actors = 1;
            demarche_event *told = DMR_NEW(r->doc->arena, demarche_event);
            *told = e[i];
            reports[i] = (demarche_report){told, 1};
            e[i].reports = &reports[i];
        }
        r->doc->events.at = e;
        r->doc->events.n = 4;
        sample_add(r, r->doc);
        next_coder(r);
    }
    differ(r, "1", "2", "actor page-1 actor, type | SDN AID | FRA COERCE\n");
}

/* Ids that a coder of another kind gave twice (FIELD complaint 14): the first is held against
 * the first, the second against the second, and none is lost. */
static void events_of_one_id(void **state)
{
    record_sample *r = *state;
    demarche_event *e = events_of(r->doc);
    e[1].id = e[0].id;
    ((demarche_event *)(uintptr_t)e[1].reports[0].told)->id = e[0].id;
    first_run(r);
    e[1].rule = "depart.place";
    sample_add(r, r->doc);
    differ(r, "1", "2",
           "rule page-1 rule | PRK GOV + He CONSULT; rule leave.place | PRK GOV + He "
           "CONSULT; rule depart.place\n");
}

/* ---------------------------------------------------------------------------- wrong use */

static void what_is_no_state_is_refused(void **state)
{
    record_sample *r = *state;
    demarche_error err = {0};
    demarche_record *record;
    demarche_answer *a;
    static const char *const wrong[] = {
        "",       "run:",   "run:2",       "run:x",
        "2",      "known:", "known:x",     "time:199",
        "time:x", "coder:", "coder:111",   "coder:abcd",
        "run:-1", "then",   "time:2026-1", "time:2026-01-31 12:00"};
    sample_add(r, r->doc);
    if (demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err))
        fail_msg("%s", err.message);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        demarche_diff_query q = DEMARCHE_DIFF_QUERY_INIT;
        q.after = wrong[i];
        err = (demarche_error){0};
        assert_int_equal(demarche_record_diff(&a, record, &q, &err), DEMARCHE_E_ARGUMENT);
        assert_null(a);
        assert_true(err.message[0]);
    }
    demarche_diff_query q = DEMARCHE_DIFF_QUERY_INIT;
    q.reason = "rule,weather";
    assert_int_equal(demarche_record_diff(&a, record, &q, &err), DEMARCHE_E_ARGUMENT);
    assert_string_equal(demarche_diff_reason_name(DEMARCHE_DIFF_LOST), "lost");
    demarche_record_close(record, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(another_rule_between_the_same_parties,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(a_rule_whose_words_are_more, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(less_sure_is_told_as_the_rule, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(another_actor_with_all_that_differs, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(another_date_and_another_place, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(found_and_lost_in_a_sentence_that_stays,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(other_quantities_are_a_detail, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(counted_to_another_deed, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(corrections_by_hand_after_a_run, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(documents_come_in_the_order_of_their_names,
                                        sample_open, sample_close),
        cmocka_unit_test_setup_teardown(a_new_text_by_the_same_coder, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(an_older_edition_that_comes_in_later, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(events_of_one_id, sample_open, sample_close),
        cmocka_unit_test_setup_teardown(a_new_text_by_another_coder, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(two_coders_by_their_hashes, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(many_events_of_one_trigger, sample_open,
                                        sample_close),
        cmocka_unit_test_setup_teardown(what_is_no_state_is_refused, sample_open,
                                        sample_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
