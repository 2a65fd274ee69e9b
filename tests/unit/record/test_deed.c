/* Reports of one deed in several documents are events of one deed, and others are not. */
#include "deed_tales.h"

static const char apart[] = "a-0|a-0\nb-0|b-0", together[] = "a-0|a-0\nb-0|a-0";

/* ------------------------------------------------------------------------------ by rule */

static void told_again_elsewhere_it_is_one_deed(void **state)
{
    record_sample *r = *state;
    add_tale(r, treaty);
    add_tale(r, retold);
    deeds_are(r, together);
    sample_is(
        r, "SELECT event_id, deed_by, deed_likeness = 1, deed_likeness >= 0.5 FROM event",
        "a-0|rule|1|1\nb-0|rule|0|1");
    tale third = retold;
    third.id = "c";
    third.text = "Italy had signed the treaty on fishing with France on 3 May.";
    add_tale(r, third);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0");
    sample_is(r, "SELECT count(DISTINCT deed), count(*) FROM event_now", "1|3");
    sample_is(r, "SELECT DISTINCT deed = 16777216 FROM dyad", "1");
}

static void another_day_pair_type_or_way_round_is_another_deed(void **state)
{
    for (int i = 0; i < 7; i++) {
        record_sample *r;
        void *own = NULL;
        assert_int_equal(sample_open(&own), 0);
        r = own;
        tale other = retold;
        other.text = treaty.text; /* however alike the words are */
        switch (i) {
        case 0:
            other.date = "1982-05-04";
            break;
        case 1:
            other.to = "ESP";
            break;
        case 2:
            other.type = "CONSULT";
            break;
        case 3:
            other.from = "ITA";
            other.to = "FRA";
            break;
        case 4:
            other.modality = "negated";
            break;
        case 5:
            other.modality = "hypothetical";
            break;
        default:
            other.date = "1983";
            break;
        }
        add_tale(r, treaty);
        add_tale(r, other);
        deeds_are(r, apart);
        sample_close(&own);
    }
    (void)state;
}

static void another_mode_person_or_number_is_another_deed(void **state)
{
    (void)state;
    static const tale first = {.id = "a",
                               .text = "President Smith gave 300 trucks to the Congo.",
                               .date = "1982-05-03",
                               .from = "USA",
                               .to = "COD",
                               .type = "AID",
                               .mode = "material",
                               .person = "John Smith",
                               .modality = "asserted"};
    for (int i = 0; i < 4; i++) {
        record_sample *r;
        void *own = NULL;
        assert_int_equal(sample_open(&own), 0);
        r = own;
        tale other = first;
        other.id = "b";
        other.text = "The Congo was given 300 lorries by the visitor.";
        switch (i) {
        case 0:
            break;
        case 1:
            other.mode = "military";
            other.person = NULL;
            break;
        case 2:
            other.person = "Mary Jones";
            break;
        default:
            other.person = NULL;
            other.text = "The Congo was given 20 lorries by the visitor.";
            break;
        }
        add_tale(r, first);
        add_tale(r, other);
        deeds_are(r, i ? apart : together);
        sample_close(&own);
    }
}

static void a_day_lies_within_its_month(void **state)
{
    record_sample *r = *state;
    tale month = retold, year = treaty;
    month.date = "1982-05";
    month.text = "In May France signed the treaty on fishing with Italy.";
    add_tale(r, treaty);
    add_tale(r, month);
    deeds_are(r, together);
    /* of a year, with the same words, too */
    year.id = "c";
    year.date = "1982";
    add_tale(r, year);
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|a-0");
}

static void a_month_is_found_from_its_day(void **state)
{
    record_sample *r = *state;
    tale month = treaty;
    month.date = "1982-05";
    tale day = retold;
    day.text = "France signed the treaty on fishing with Italy on 3 May.";
    add_tale(r, month);
    add_tale(r, day);
    deeds_are(r, together);
}

static void without_a_date_the_words_and_the_time_of_the_document_count(void **state)
{
    record_sample *r = *state;
    tale a = treaty, b = treaty, c = treaty, d = retold;
    a.date = b.date = c.date = d.date = "";
    b.id = "b";
    b.as_of = "1984-02";
    c.id = "c";
    c.as_of = "1999";
    d.id = "d";
    add_tale(r, a);
    add_tale(r, b); /* the same words, a year later */
    add_tale(r, c); /* the same words, sixteen years later */
    add_tale(r, d); /* other words */
    deeds_are(r, "a-0|a-0\nb-0|a-0\nc-0|c-0\nd-0|d-0");
}

static void each_does_it_to_the_other_either_way_round(void **state)
{
    record_sample *r = *state;
    tale a = treaty, b = retold;
    a.mutual = b.mutual = true;
    b.from = "ITA";
    b.to = "FRA";
    add_tale(r, a);
    add_tale(r, b);
    deeds_are(r, together);
}

static void a_document_has_one_event_of_a_deed(void **state)
{
    record_sample *r = *state;
    tale twice[2] = {retold, retold};
    twice[1].text = treaty.text;
    add_tale(r, treaty);
    add_tales(r, twice, 2);
    /* it tells them apart, however like both are to the first; the first that fits has it */
    deeds_are(r, "a-0|a-0\nb-0|a-0\nb-1|b-1");
}

static void coded_anew_it_stays_of_its_deed(void **state)
{
    record_sample *r = *state;
    add_tale(r, treaty);
    add_tale(r, retold);
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    tale other = retold;
    other.mode = "sign"; /* the result differs, the event's own id is the same */
    other.text = retold.text;
    add_tale(r, other);
    sample_is(r,
              "SELECT event_id, coding_id, deed = 16777216, holds FROM event"
              " ORDER BY event_key",
              "a-0|1|1|2\nb-0|2|1|0\nb-0|3|1|2");
}

/* ------------------------------------------------------------------------------ by hand */

static void say(record_sample *r, const char *verdict, const char *one, const char *other)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO correction (made, who, verdict, event_id, other_id)"
             " VALUES ('2026-01-31T12:00:00.000Z', 'anna', '%s', '%s', '%s')",
             verdict, one, other);
    sample_execute(r, sql);
}

static void what_a_hand_has_parted_stays_apart(void **state)
{
    record_sample *r = *state;
    add_tale(r, treaty);
    say(r, "part", "b-0", "a-0");
    add_tale(r, retold);
    deeds_are(r, apart);
    sample_is(r, "SELECT event_id, deed_by FROM event", "a-0|rule\nb-0|hand");
}

static void what_a_hand_has_joined_stays_together(void **state)
{
    record_sample *r = *state;
    tale other = retold;
    other.date = "1985-01-01";
    add_tale(r, treaty);
    say(r, "join", "a-0", "b-0"); /* either way round */
    add_tale(r, other);
    deeds_are(r, together);
    sample_is(r, "SELECT event_id, deed_by, deed_likeness FROM event",
              "a-0|rule|1.0\nb-0|hand|1.0");
}

static void the_later_word_counts(void **state)
{
    record_sample *r = *state;
    tale third = retold;
    third.id = "c";
    add_tale(r, treaty);
    say(r, "join", "b-0", "a-0");
    say(r, "part", "a-0", "b-0");
    add_tale(r, retold);
    deeds_are(r, apart);
    say(r, "part", "c-0", "a-0");
    say(r, "part", "c-0", "b-0");
    say(r, "join", "c-0", "a-0");
    add_tale(r, third);
    deeds_are(r, "a-0|a-0\nb-0|b-0\nc-0|a-0");
}

static void a_word_taken_back_is_none(void **state)
{
    record_sample *r = *state;
    add_tale(r, treaty);
    say(r, "part", "b-0", "a-0");
    sample_execute(r, "INSERT INTO correction (made, who, verdict, event_id, withdraws)"
                      " VALUES ('2026-02-01T12:00:00.000Z', 'anna', 'withdraw', 'b-0',"
                      " 1)");
    add_tale(r, retold);
    deeds_are(r, together);
}

static void the_hand_wins_over_a_later_run(void **state)
{
    record_sample *r = *state;
    add_tale(r, treaty);
    add_tale(r, retold);
    deeds_are(r, together);
    say(r, "part", "b-0", "a-0");
    snprintf(r->engine.lexicon_hash, 17, "3333333333333333");
    tale other = retold;
    other.mode = "sign";
    add_tale(r, other);
    sample_is(
        r, "SELECT deed = event_key, deed = 33554432, deed_by FROM event WHERE holds = 2",
        "1|0|rule\n0|1|hand");
}

#define RECORD_TEST(f) cmocka_unit_test_setup_teardown(f, sample_open, sample_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RECORD_TEST(told_again_elsewhere_it_is_one_deed),
        cmocka_unit_test(another_day_pair_type_or_way_round_is_another_deed),
        cmocka_unit_test(another_mode_person_or_number_is_another_deed),
        RECORD_TEST(a_day_lies_within_its_month),
        RECORD_TEST(a_month_is_found_from_its_day),
        RECORD_TEST(without_a_date_the_words_and_the_time_of_the_document_count),
        RECORD_TEST(each_does_it_to_the_other_either_way_round),
        RECORD_TEST(a_document_has_one_event_of_a_deed),
        RECORD_TEST(coded_anew_it_stays_of_its_deed),
        RECORD_TEST(what_a_hand_has_parted_stays_apart),
        RECORD_TEST(what_a_hand_has_joined_stays_together),
        RECORD_TEST(the_later_word_counts),
        RECORD_TEST(a_word_taken_back_is_none),
        RECORD_TEST(the_hand_wins_over_a_later_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
