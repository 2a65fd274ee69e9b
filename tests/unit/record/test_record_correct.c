/* What persons say of events is kept beside the coding; joins and parts move deeds, at once
 * and for later runs. */
#include "deed_tales.h"

#define CORRECT(...)                                                                     \
    (demarche_correction)                                                                \
    {                                                                                    \
        .version = DEMARCHE_CORRECTION_VERSION, .by = "anna", __VA_ARGS__                \
    }

/* Say it, and see what comes of it; the message of a refusal is in `err`. */
static demarche_status say(record_sample *r, demarche_correction c, int64_t *id,
                           demarche_error *err)
{
    demarche_record *record;
    demarche_error other;
    assert_int_equal(
        demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &other), 0);
    demarche_status status = demarche_record_correct(record, &c, id, err);
    assert_int_equal(demarche_record_close(record, &other), 0);
    return status;
}

/* A verdict on events parted by blanks; gives its row. */
static int64_t judge(record_sample *r, const char *verdict, const char *events)
{
    char copy[256], *at = NULL;
    const char *list[16];
    size_t n = 0;
    int64_t id;
    demarche_error err = {0};
    snprintf(copy, sizeof copy, "%s", events);
    for (char *e = strtok_r(copy, " ", &at); e; e = strtok_r(NULL, " ", &at))
        list[n++] = e;
    if (say(r, CORRECT(.verdict = verdict, .events = list, .n_events = n), &id, &err))
        fail_msg("%s", err.message);
    return id;
}

static void withdraw(record_sample *r, int64_t id)
{
    demarche_error err = {0};
    if (say(r, CORRECT(.verdict = "withdraw", .withdraws = id), NULL, &err))
        fail_msg("%s", err.message);
}

static void recode(record_sample *r, const char *event, const char *field,
                   const char *value)
{
    demarche_error err = {0};
    if (say(r,
            CORRECT(.verdict = "recode", .events = &event, .n_events = 1,
                    .fields = &field, .values = &value, .n_fields = 1),
            NULL, &err))
        fail_msg("%s", err.message);
}

/* The treaty of another year, so that no rule puts it with others; of document `id`. */
static void add_other(record_sample *r, const char *id, const char *date)
{
    tale t = treaty;
    t.id = id;
    t.date = date;
    add_tale(r, t);
}

/* Three documents that tell of one deed by rule: a, b, c. */
static void add_three(record_sample *r)
{
    tale third = retold;
    third.id = "c";
    add_tale(r, treaty);
    add_tale(r, retold);
    add_tale(r, third);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0");
}

/* The same document by another lexicon, whose hash ends so. */
static void recoded(record_sample *r, char lexicon, tale t)
{
    r->engine.lexicon_hash[15] = lexicon;
    add_tale(r, t);
}

static void dyads_follow(const record_sample *r)
{
    sample_is(r,
              "SELECT count(*) FROM dyad x JOIN event e USING (event_key)"
              " WHERE x.deed <> e.deed",
              "0");
}

/* ------------------------------------------------------------------------------ joining */

static void joins_are_transitive_and_the_deed_is_the_first_event(void **state)
{
    record_sample *r = *state;
    add_other(r, "a", "1970");
    add_other(r, "b", "1975");
    add_other(r, "c", "1980");
    add_other(r, "d", "1985");
    int64_t cd = judge(r, "join", "d-0 c-0");
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|c-0\nd-0|c-0");
    judge(r, "join", "b-0 d-0 a-0");
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0\nd-0|a-0");
    dyads_follow(r);
    sample_is(r, "SELECT event_id, deed_by FROM event",
              "a-0|rule\nb-0|hand\nc-0|hand\nd-0|hand");
    withdraw(r, cd);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|c-0\nd-0|a-0");
    dyads_follow(r);
}

static void a_join_brings_all_of_both_deeds(void **state)
{
    record_sample *r = *state;
    tale again = treaty;
    add_three(r);
    add_other(r, "d", "1985");
    again.id = "e";
    again.date = "1985";
    add_tale(r, again);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0\nd-0|d-0\ne-0|d-0");
    int64_t id = judge(r, "join", "e-0 b-0");
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0\nd-0|a-0\ne-0|a-0");
    withdraw(r, id);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0\nd-0|d-0\ne-0|d-0");
    sample_is(r, "SELECT DISTINCT deed_by FROM event", "rule");
}

/* ------------------------------------------------------------------------------ parting */

static void a_part_takes_one_out_and_leaves_the_others_together(void **state)
{
    static const char *const lasts[] = {"a-0", "b-0", "c-0"};
    static const char *const expected[] = {"a-0|a-0\nb-0|b-0\nc-0|b-0",
                                           "a-0|a-0\nb-0|b-0\nc-0|a-0",
                                           "a-0|a-0\nb-0|a-0\nc-0|c-0"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        record_sample *r;
        void *own = NULL;
        assert_int_equal(sample_open(&own), 0);
        r = own;
        add_three(r);
        int64_t id = judge(r, "part", lasts[i]);
        deeds_are(r, expected[i]);
        dyads_follow(r);
        sample_is(r, "SELECT count(*) FROM correction",
                  "2"); /* from each of the others */
        withdraw(r, id);
        deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0");
        sample_is(r, "SELECT DISTINCT deed_by FROM event", "rule");
        dyads_follow(r);
        sample_close(&own);
    }
}

static void the_later_of_join_and_part_counts(void **state)
{
    record_sample *r = *state;
    add_three(r);
    int64_t part = judge(r, "part", "b-0");
    int64_t join = judge(r, "join", "b-0 c-0");
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0"); /* the part is void as a whole */
    int64_t again = judge(r, "part", "a-0 b-0");
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|a-0");
    withdraw(r, join);
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|a-0");
    withdraw(r, again);
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|a-0"); /* the first part is no longer void */
    withdraw(r, part);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0");
}

static void a_report_that_comes_later_goes_where_it_is_most_like(void **state)
{
    record_sample *r = *state;
    tale third = retold, fourth = retold;
    add_tale(r, treaty);
    add_tale(r, retold);
    int64_t id = judge(r, "part", "b-0");
    third.id = "c"; /* the very words of b */
    add_tale(r, third);
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|b-0");
    fourth.id = "d";
    fourth.text = treaty.text;
    add_tale(r, fourth);
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|b-0\nd-0|a-0");
    withdraw(r, id);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0\nd-0|a-0");
    dyads_follow(r);
}

/* The words of hands give the same deeds in whatever order the documents come. */
static void the_rule_never_brings_two_of_one_document_together(void **state)
{
    record_sample *r = *state;
    tale twice[2] = {retold, retold};
    twice[1].text = treaty.text;
    add_tale(r, treaty);
    int64_t id;
    add_tales(r, twice, 2);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nb-1|b-1");
    id = judge(r, "join", "b-1 a-0"); /* a hand does */
    deeds_are(r, "a-0|a-0\nb-0|a-0\nb-1|a-0");
    judge(r, "part", "b-0");
    deeds_are(r, "a-0|a-0\nb-0|b-0\nb-1|a-0");
    withdraw(r, id);
    deeds_are(r, "a-0|a-0\nb-0|b-0\nb-1|b-1");
}

/* --------------------------------------------------------------------------- coded anew */

static void hands_are_heeded_when_a_rule_gives_another_type(void **state)
{
    record_sample *r = *state;
    tale other = retold;
    add_tale(r, treaty);
    add_tale(r, retold);
    judge(r, "part", "b-0");
    add_other(r, "c", "1990");
    judge(r, "join", "b-0 c-0");
    recode(r, "b-0", "place", "Rome");
    judge(r, "wrong", "b-0");
    /* its id is another then, as type and id go together */
    other.type = "SUPPORT";
    demarche_document *doc = tell(&other, 1);
    demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
    e->id = ((demarche_event *)(uintptr_t)e->reports[0].told)->id = "new-id";
    r->engine.lexicon_hash[15] = '7';
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    sample_is(
        r,
        "SELECT e.event_id, d.event_id, e.holds, f.event_id FROM event e JOIN event d"
        " ON d.event_key = e.deed JOIN event f ON f.event_key = e.same_key"
        " ORDER BY e.event_key",
        "a-0|a-0|2|a-0\nb-0|b-0|0|b-0\nc-0|b-0|2|c-0\nnew-id|b-0|2|b-0");
    dyads_follow(r);
    /* said of it now it is the same */
    judge(r, "part", "new-id");
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|c-0\nnew-id|b-0");
}

static void of_a_revised_text_the_same_sentence_is_found(void **state)
{
    record_sample *r = *state;
    tale both[2] = {treaty, retold};
    both[0].id = both[1].id = "b";
    both[0].date = "1950";
    both[0].text = "Spain was silent about the affair.";
    add_tale(r, treaty);
    add_tale(r, retold);
    judge(r, "part", "b-0");
    /* a sentence is put before it: the bytes and so the ids are others */
    demarche_document *doc = tell(both, 2);
    demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
    e[0].id = ((demarche_event *)(uintptr_t)e[0].reports[0].told)->id = "x-0";
    e[1].id = ((demarche_event *)(uintptr_t)e[1].reports[0].told)->id = "x-1";
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    sample_is(r,
              "SELECT e.event_key >> 24, e.event_id, e.same_key >> 24, e.deed >> 24"
              " FROM event e ORDER BY e.event_key",
              "1|a-0|1|1\n2|b-0|2|2\n3|x-0|3|3\n3|x-1|2|2");
}

/* ------------------------------------------------------------------------------- keeping */

static void who_and_when_are_kept_and_nothing_else_moves(void **state)
{
    record_sample *r = *state;
    static const char rows[] = "SELECT event_key, event_id, type, date_edtf, rule, deed,"
                               " deed_by, holds FROM event";
    char before[1024];
    add_three(r);
    sample_ask(r, rows, before, sizeof before);
    judge(r, "right", "a-0");
    judge(r, "wrong", "16777216"); /* by its key */
    recode(r, "b-0", "type", "CONSULT");
    recode(r, "b-0", "mode", "");
    sample_is(r, rows, before);
    sample_is(r,
              "SELECT correction_id, who, verdict, event_id, field, value, first_id,"
              " made LIKE '20__-__-__T__:__:__.___Z' FROM correction",
              "1|anna|right|a-0|~|~|~|1\n2|anna|wrong|a-0|~|~|~|1\n"
              "3|anna|recode|b-0|type|CONSULT|~|1\n4|anna|recode|b-0|mode||~|1");
}

static void what_cannot_be_said_changes_nothing(void **state)
{
    record_sample *r = *state;
    const char *one[] = {"a-0"}, *none[] = {"a-0", "zz"}, *same[] = {"a-0", "a-0"};
    const char *fields[] = {"type", "quad"}, *values[] = {"AID", "5"};
    const char *actor[] = {"actor"}, *code[] = {"Korea; FRA"}, *date[] = {"date"};
    const struct {
        demarche_correction c;
        const char *what;
    } wrong[] = {
        {CORRECT(.verdict = "good", .events = one, .n_events = 1), "a verdict is"},
        {CORRECT(.verdict = "right", .events = none, .n_events = 2), "takes one event"},
        {CORRECT(.verdict = "join", .events = none, .n_events = 2), "no event zz"},
        {CORRECT(.verdict = "join", .events = same, .n_events = 2), "two events or more"},
        {CORRECT(.verdict = "part", .events = one, .n_events = 1), "alone in its deed"},
        {CORRECT(.verdict = "note", .events = one, .n_events = 1), "needs its words"},
        {CORRECT(.verdict = "right", .events = one, .n_events = 1, .note = "a\nb"),
         "control character"},
        {CORRECT(.verdict = "right", .events = one, .n_events = 1, .made = "today"),
         "UTC"},
        {{.version = DEMARCHE_CORRECTION_VERSION,
          .verdict = "right",
          .events = one,
          .n_events = 1,
          .by = " "},
         "the name"},
        {{.version = DEMARCHE_CORRECTION_VERSION,
          .verdict = "right",
          .events = one,
          .n_events = 1,
          .by = "\xff"},
         "not UTF-8"},
        {CORRECT(.verdict = "recode", .events = one, .n_events = 1), "a field"},
        {CORRECT(.verdict = "recode", .events = one, .n_events = 1, .fields = fields,
                 .values = values, .n_fields = 2),
         "1, 2, 3 or 4"}, /* nor is the first of the two fields kept */
        {CORRECT(.verdict = "recode", .events = one, .n_events = 1, .fields = actor,
                 .values = code, .n_fields = 1),
         "a code"},
        {CORRECT(.verdict = "recode", .events = one, .n_events = 1, .fields = date,
                 .values = code, .n_fields = 1),
         "EDTF"},
        {CORRECT(.verdict = "withdraw", .withdraws = 7), "no correction 7"},
    };
    add_tale(r, treaty);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        demarche_error err = {0};
        assert_int_equal(say(r, wrong[i].c, NULL, &err), DEMARCHE_E_ARGUMENT);
        if (!strstr(err.message, wrong[i].what) || strchr(err.message, '\n'))
            fail_msg("%zu: %s", i, err.message);
    }
    sample_is(r, "SELECT count(*) FROM correction", "0");
}

static void a_reader_sees_all_of_a_call_or_nothing(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    const char *list[] = {"b-0"};
    static const char deeds[] = "SELECT count(DISTINCT deed), (SELECT count(*) FROM"
                                " correction) FROM event";
    add_three(r);
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err),
                     0);
    demarche_correction c = CORRECT(.verdict = "part", .events = list, .n_events = 1);
    assert_int_equal(demarche_record_correct(record, &c, NULL, &err), 0);
    sample_is(r, deeds, "1|0");
    assert_int_equal(demarche_record_commit(record, &err), 0);
    sample_is(r, deeds, "2|2");
    assert_int_equal(demarche_record_close(record, &err), 0);
}

/* --------------------------------------------------------------------------------- asking */

static void ask(record_sample *r, demarche_query q, const char *column,
                const char *expected)
{
    demarche_record *record;
    demarche_answer *a;
    demarche_error err = {0};
    char got[512] = "";
    bool more;
    assert_int_equal(demarche_record_open(&record, r->path, DEMARCHE_RECORD_READ, &err),
                     0);
    if (demarche_ask(&a, record, &q, &err))
        fail_msg("%s", err.message);
    while (!demarche_answer_next(a, &more, &err) && more) {
        for (size_t c = 0; c < demarche_answer_columns(a); c++) {
            demarche_str s = demarche_answer_cell(a, c).text;
            if (strcmp(demarche_answer_name(a, c), column) == 0)
                snprintf(got + strlen(got), sizeof got - strlen(got), "%.*s;", (int)s.len,
                         s.ptr ? s.ptr : "");
        }
    }
    demarche_answer_free(a);
    demarche_record_close(record, NULL);
    assert_string_equal(got, expected);
}

#define QUERY(...)                                                                       \
    (demarche_query)                                                                     \
    {                                                                                    \
        .version = DEMARCHE_QUERY_VERSION, .events = true, __VA_ARGS__                   \
    }

static void a_corrected_query_finds_what_was_recoded_alone(void **state)
{
    const struct {
        const char *field, *value, *column, *then;
        demarche_query finds, loses;
    } cases[] = {
        {"type", "CONSULT", "type", "CONSULT;", QUERY(.type = "CONSULT"),
         QUERY(.type = "COOPERATE")},
        {"mode", "visit", "mode", "visit;", QUERY(.mode = "visit"), QUERY(.mode = "x")},
        {"track", "trade", "track", "trade;", QUERY(.track = "trade"),
         QUERY(.track = "aid")},
        {"modality", "reported", "modality", "reported;", QUERY(.modality = "reported"),
         QUERY(.modality = "asserted")},
        {"quad", "4", "quad", "4;", QUERY(.quad = "4"), QUERY(.quad = "1")},
        {"date", "1999-05", "date", "1999-05;", QUERY(.when = "1999"),
         QUERY(.when = "1982")},
        {"place", "Rome", "place", "Rome;", QUERY(.place = "Rome"),
         QUERY(.place = "Paris")},
        {"actor", "ESP MIL; PRT", "actor", "ESP MIL; PRT;", QUERY(.pair = "PRT>ITA"),
         QUERY(.pair = "FRA,ITA")},
        {"recipient", "ESP", "recipient", "ESP;", QUERY(.pair = "FRA,ESP"),
         QUERY(.actor = "ITA")},
        {"recipient", "", "actor", "FRA;", QUERY(.actor = "FRA"), QUERY(.actor = "ITA")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        record_sample *r;
        void *own = NULL;
        assert_int_equal(sample_open(&own), 0);
        r = own;
        add_tale(r, treaty);
        recode(r, "a-0", cases[i].field, cases[i].value);
        demarche_query q = cases[i].finds;
        q.corrected = true;
        ask(r, q, cases[i].column, cases[i].then);
        q = cases[i].loses;
        q.corrected = true;
        ask(r, q, "event_id", "");
        sample_close(&own);
    }
}

static void wrong_holds_as_long_as_the_same_is_said(void **state)
{
    record_sample *r = *state;
    tale other = retold;
    add_tale(r, retold);
    judge(r, "wrong", "b-0");
    ask(r, QUERY(.corrected = true), "type", "");
    ask(r, QUERY(.corrected = false), "type", "COOPERATE;");
    other.mode = "sign"; /* coded anew, it says the same */
    recoded(r, '7', other);
    ask(r, QUERY(.corrected = true), "type", "");
    other.type = "SUPPORT"; /* now it says something else */
    demarche_document *doc = tell(&other, 1);
    demarche_event *e = (demarche_event *)(uintptr_t)doc->events.at;
    e->id = ((demarche_event *)(uintptr_t)e->reports[0].told)->id = "new-id";
    r->engine.lexicon_hash[15] = '8';
    assert_true(sample_add(r, doc));
    demarche_document_free(doc);
    ask(r, QUERY(.corrected = true), "type", "SUPPORT;");
    judge(r, "wrong", "new-id");
    ask(r, QUERY(.corrected = true), "type", "");
    judge(r, "right", "new-id");
    ask(r, QUERY(.corrected = true), "type", "SUPPORT;");
}

/* ----------------------------------------------------------------------------- from a table */

static void note_line(void *user, const demarche_correction_report *bad)
{
    char *lines = user;
    snprintf(lines + strlen(lines), 256 - strlen(lines), "%zu;", bad->line);
}

static void bad_lines_of_a_table_are_named_and_the_others_kept(void **state)
{
    record_sample *r = *state;
    demarche_record *record;
    demarche_error err = {0};
    demarche_correction_counts n;
    char lines[256] = "";
    static const char table[] =
        "\xEF\xBB\xBFverdict\tmade\tevent\tvalue\tother\tfield\tby\r\n"
        "right\t2026-01-01T10:00:00.000Z\ta-0\t\t\t\tben\r\n"
        "\r\n"
        "# a remark\n"
        "right\t\tnone\n"
        "recode\t\ta-0\tCONSULT\tx\ttype\n"
        "recode\t\ta-0\tNO\tx\ttype\n"
        "part\t2026-01-01T10:00:01.000Z\tb-0\ta-0 c-0\n"
        "right\n"
        "withdraw\t\ta-0\n"
        "join\t\tb-0\tc-0";
    add_three(r);
    for (int again = 0; again < 2; again++) {
        lines[0] = '\0';
        assert_int_equal(
            demarche_record_open(&record, r->path, DEMARCHE_RECORD_WRITE, &err), 0);
        if (demarche_record_correct_all(record, S(table), "anna", note_line, lines, &n,
                                        &err))
            fail_msg("%s", err.message);
        assert_int_equal(demarche_record_close(record, &err), 0);
        assert_string_equal(lines, "5;7;9;10;");
        assert_int_equal(n.refused, 4);
        assert_int_equal(n.kept, again ? 2 : 4);
        assert_int_equal(n.there, again ? 2 : 0); /* what says when it was made */
    }
    sample_is(r,
              "SELECT correction_id, verdict, who, event_id, other_id FROM correction"
              " WHERE correction_id < 6",
              "1|right|ben|a-0|~\n2|recode|anna|a-0|~\n3|part|anna|b-0|a-0\n"
              "4|part|anna|b-0|c-0\n5|join|anna|b-0|c-0");
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(joins_are_transitive_and_the_deed_is_the_first_event),
        RECORD_TEST(a_join_brings_all_of_both_deeds),
        cmocka_unit_test(a_part_takes_one_out_and_leaves_the_others_together),
        RECORD_TEST(the_later_of_join_and_part_counts),
        RECORD_TEST(a_report_that_comes_later_goes_where_it_is_most_like),
        RECORD_TEST(the_rule_never_brings_two_of_one_document_together),
        RECORD_TEST(hands_are_heeded_when_a_rule_gives_another_type),
        RECORD_TEST(of_a_revised_text_the_same_sentence_is_found),
        RECORD_TEST(who_and_when_are_kept_and_nothing_else_moves),
        RECORD_TEST(what_cannot_be_said_changes_nothing),
        RECORD_TEST(a_reader_sees_all_of_a_call_or_nothing),
        cmocka_unit_test(a_corrected_query_finds_what_was_recoded_alone),
        RECORD_TEST(wrong_holds_as_long_as_the_same_is_said),
        RECORD_TEST(bad_lines_of_a_table_are_named_and_the_others_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
