/* Which tellings are one deed, and what its event takes from them. Events and what is seen of
 * them are made by hand; how texts are folded is in tests/golden/retold*.txt. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "event/fold.h"

enum { MAX = 8 };

typedef struct tale {
    dmr_arena *arena;
    dmr_fold_words words;
    demarche_event events[MAX];
    dmr_telling tellings[MAX];
    size_t n;
    dmr_events folded;
} tale;

static int begin(void **state)
{
    tale *t = calloc(1, sizeof *t);
    t->arena = dmr_arena_new(0);
    t->words = (dmr_fold_words){
        .threshold = 1, .words = dmr_map_new(t->arena), .organs = dmr_map_new(t->arena)};
    t->words.weights[DMR_LIKE_WORDS] = 1; /* enough alone */
    t->words.weights[DMR_LIKE_ANEW] = -5;
    t->words.weights[DMR_LIKE_PERSON] = 0.5;
    assert_true(dmr_map_set(t->words.organs, DMR_STR("GOV"), 1));
    assert_true(dmr_map_set(t->words.organs, DMR_STR("MIL"), 1));
    *state = t;
    return 0;
}

static int end(void **state)
{
    tale *t = *state;
    dmr_arena_free(t->arena);
    free(t);
    return 0;
}

static demarche_entity *party(tale *t, const char *code)
{
    demarche_entity *e = DMR_NEW(t->arena, demarche_entity);
    e->text = e->code = e->identifier = dmr_str_c(code);
    return e;
}

/* One more telling, each in a sentence of its own: "A strikes B". */
static demarche_event *tell(tale *t, const char *actor, const char *recipient)
{
    size_t i = t->n++;
    assert_true(i < MAX);
    t->tellings[i] =
        (dmr_telling){.lemma = "strike", .first = DMR_DAY_NONE, .last = DMR_DAY_OPEN};
    t->events[i] = (demarche_event){.id = "x",
                                    .type = "DEED",
                                    .mode = "",
                                    .cameo = "19",
                                    .lat = NAN,
                                    .lon = NAN,
                                    .modality = "asserted",
                                    .confidence = 0.5,
                                    .rule = "strike.verb",
                                    .sentence = (uint32_t)i};
    t->events[i].actors = party(t, actor);
    t->events[i].n_actors = 1;
    if (recipient) {
        t->events[i].recipients = party(t, recipient);
        t->events[i].n_recipients = 1;
    }
    return &t->events[i];
}

static void date_last(tale *t, const char *edtf, dmr_day first, dmr_day last)
{
    t->events[t->n - 1].date_edtf = dmr_str_c(edtf);
    t->tellings[t->n - 1].first = first;
    t->tellings[t->n - 1].last = last;
    t->tellings[t->n - 1].own_date = true;
}

static void fold(tale *t)
{
    demarche_error err = {0};
    t->folded = (dmr_events){.at = t->events, .n = t->n};
    assert_int_equal(dmr_fold(&t->folded, t->tellings, &t->words, NULL, t->arena, &err),
                     DEMARCHE_OK);
    assert_int_equal(t->folded.n_told, t->n);
}

/* How many events come of two tellings of which the second one was changed. */
static void are(tale *t, size_t n)
{
    fold(t);
    assert_int_equal(t->folded.n, n);
    t->n = 0;
}

static void like_tellings_are_one_deed_with_its_reports_in_order(void **state)
{
    tale *t = *state;
    tell(t, "FRA", "ITA");
    tell(t, "PER", "CHL");
    tell(t, "FRA", "ITA");
    fold(t);
    assert_int_equal(t->folded.n, 2);
    const demarche_event *e = &t->folded.at[0];
    assert_int_equal(e->n_reports, 2);
    assert_ptr_equal(e->reports[0].told, &t->events[0]);
    assert_ptr_equal(e->reports[1].told, &t->events[2]);
    assert_float_equal(e->reports[0].likeness, 1, 0);
    assert_float_equal(e->reports[1].likeness, 0.5, 1e-9); /* just enough */
    assert_int_equal(t->folded.at[1].n_reports, 1);
    assert_int_equal(e->reports[0].told->n_reports, 0);
}

static void what_differs_in_kind_party_or_certainty_is_another_deed(void **state)
{
    tale *t = *state;
    tell(t, "FRA", "ITA");
    tell(t, "FRA", "ITA")->type = "OTHER";
    are(t, 2);
    tell(t, "FRA", "ITA");
    tell(t, "ITA", "FRA");
    are(t, 2);
    tell(t, "FRA", "ITA")->mode = "air";
    tell(t, "FRA", "ITA")->mode = "sea";
    are(t, 2);
    tell(t, "FRA", "ITA");
    tell(t, "FRA", "ITA")->modality = "negated";
    are(t, 2);
    tell(t, "FRA", "ITA");
    tell(t, "FRA", "ITA")->modality = "reported";
    are(t, 1);
    tell(t, "FRA", "ITA");
    tell(t, "FRA", "ITA")->sentence = 0; /* one sentence that tells of two */
    are(t, 2);
    tell(t, "FRA", "ITA");
    tell(t, "FRA", "ITA");
    t->tellings[1].anew = true; /* "again" */
    are(t, 2);
}

static void
days_that_exclude_each_other_part_and_months_that_hold_them_do_not(void **state)
{
    tale *t = *state;
    tell(t, "FRA", "ITA");
    date_last(t, "1990-06", 7456, 7485);
    tell(t, "FRA", "ITA");
    date_last(t, "1990-06-12", 7467, 7467);
    are(t, 1);
    assert_true(dmr_str_is(t->folded.at[0].date_edtf, "1990-06-12"));
    tell(t, "FRA", "ITA");
    date_last(t, "1990-06", 7456, 7485);
    tell(t, "FRA", "ITA");
    date_last(t, "1990-07", 7486, 7516);
    are(t, 2);
    /* a date that the tale lends is no proof against */
    tell(t, "FRA", "ITA");
    date_last(t, "1990-06", 7456, 7485);
    tell(t, "FRA", "ITA");
    date_last(t, "1990-07", 7486, 7516);
    t->tellings[1].own_date = false;
    are(t, 1);
    assert_true(dmr_str_is(t->folded.at[0].date_edtf, "1990-06"));
}

static void army_and_state_agree_and_a_firm_does_not(void **state)
{
    tale *t = *state;
    tell(t, "FRA", "ITA");
    ((demarche_entity *)(uintptr_t)tell(t, "FRA", "ITA")->actors)->sector =
        DMR_STR("MIL");
    are(t, 1);
    assert_true(dmr_str_is(t->folded.at[0].actors[0].sector, "MIL"));
    tell(t, "FRA", "ITA");
    ((demarche_entity *)(uintptr_t)tell(t, "FRA", "ITA")->actors)->sector =
        DMR_STR("BUS");
    are(t, 2);
}

static void another_person_of_the_state_is_another_guest(void **state)
{
    tale *t = *state;
    static const char *const names[] = {"Richard Nixon", "Nixon", "Ford"};
    for (int i = 0; i < 3; i++) {
        demarche_event *e = tell(t, "USA", "CHN");
        ((demarche_entity *)(uintptr_t)e->actors)->identifier = dmr_str_c(names[i]);
        t->tellings[i].persons = 1;
    }
    fold(t);
    assert_int_equal(t->folded.n, 2);
    assert_int_equal(t->folded.at[0].n_reports, 2);
}

static void a_mutual_deed_is_the_same_in_either_order(void **state)
{
    tale *t = *state;
    tell(t, "FRA", "ITA")->mutual = true;
    tell(t, "ITA", "FRA")->mutual = true;
    are(t, 1);
}

static void a_side_that_one_does_not_tell_comes_from_the_other(void **state)
{
    tale *t = *state;
    tell(t, "FRA", NULL)->confidence = 0.9;
    tell(t, "FRA", "ITA");
    fold(t);
    assert_int_equal(t->folded.n, 1);
    assert_int_equal(t->folded.at[0].n_recipients, 1);
    assert_true(dmr_str_is(t->folded.at[0].recipients[0].code, "ITA"));
    assert_int_equal(t->folded.at[0].sentence, 0); /* still the fuller sentence */
    t->n = 0;
    tell(t, "FRA", "ITA");
    tell(t, "FRA", NULL);
    are(t, 1);
}

static void the_event_takes_what_the_fullest_telling_lacks(void **state)
{
    tale *t = *state;
    static const demarche_quantity men = {
        .comparator = {"=", 1}, .unit = {"man", 3}, .value = 9};
    static const demarche_quantity guns = {
        .comparator = {"=", 1}, .unit = {"gun", 3}, .value = 2};
    demarche_event *first = tell(t, "FRA", "ITA"), *second = tell(t, "FRA", "ITA");
    date_last(t, "1990-06-12", 7467, 7467); /* the second is the fullest */
    first->place = first->place_name = DMR_STR("Nice");
    first->lat = 43.7;
    first->lon = 7.3;
    first->confidence = 0.9;
    first->mode = "air";
    first->cameo = "195";
    first->quantities = &men;
    second->quantities = &guns;
    first->n_quantities = second->n_quantities = 1;
    second->modality = "reported";
    fold(t);
    const demarche_event *e = &t->folded.at[0];
    assert_int_equal(t->folded.n, 1);
    assert_int_equal(e->sentence, 1);
    assert_true(dmr_str_is(e->place_name, "Nice"));
    assert_float_equal(e->lat, 43.7, 1e-9);
    assert_true(dmr_str_is(e->date_edtf, "1990-06-12"));
    assert_string_equal(e->mode, "air");
    assert_string_equal(e->cameo, "195");
    assert_string_equal(e->modality, "asserted");
    assert_float_equal(e->confidence, 0.9, 1e-9);
    assert_int_equal(e->n_quantities, 2);
    /* the tellings stay as they were */
    assert_string_equal(e->reports[1].told->modality, "reported");
    assert_int_equal(e->reports[1].told->n_quantities, 1);
}

static void a_rule_stands_before_what_was_learned(void **state)
{
    tale *t = *state;
    tell(t, "ITA", "FRA")->rule = "model";
    date_last(t, "1990-06-12", 7467, 7467); /* the fullest, but for that */
    t->events[0].confidence = 0.9;
    tell(t, "ITA", "FRA");
    fold(t);
    assert_int_equal(t->folded.n, 1);
    const demarche_event *e = &t->folded.at[0];
    assert_string_equal(e->rule, "strike.verb");
    assert_int_equal(e->sentence, 1);
    assert_true(dmr_str_is(e->date_edtf, "1990-06-12"));
    assert_int_equal(e->n_reports, 2);
}

static void other_places_and_other_quantities_part(void **state)
{
    tale *t = *state;
    static const demarche_quantity men[] = {
        {.comparator = {"=", 1}, .unit = {"man", 3}, .value = 9},
        {.comparator = {"=", 1}, .unit = {"man", 3}, .value = 8}};
    for (int i = 0; i < 2; i++) {
        demarche_event *e = tell(t, "FRA", "ITA");
        e->quantities = &men[i];
        e->n_quantities = 1;
    }
    are(t, 2);
    tell(t, "FRA", "ITA")->place = DMR_STR("Nice");
    t->events[0].place_name = DMR_STR("Nice");
    tell(t, "FRA", "ITA")->place = DMR_STR("Turin");
    t->events[1].place_name = DMR_STR("Turin");
    are(t, 2);
    /* a state holds its towns */
    tell(t, "FRA", "ITA")->place = DMR_STR("Italy");
    t->events[0].place_country = DMR_STR("ITA");
    t->tellings[0].wide_place = true;
    tell(t, "FRA", "ITA")->place = DMR_STR("Turin");
    t->events[1].place_country = DMR_STR("ITA");
    are(t, 1);
    assert_true(dmr_str_is(t->folded.at[0].place, "Turin"));
}

static void without_words_each_telling_is_an_event(void **state)
{
    tale *t = *state;
    demarche_error err = {0};
    tell(t, "FRA", "ITA");
    tell(t, "FRA", "ITA");
    t->folded = (dmr_events){.at = t->events, .n = t->n};
    assert_int_equal(dmr_fold(&t->folded, t->tellings, NULL, NULL, t->arena, &err),
                     DEMARCHE_OK);
    assert_int_equal(t->folded.n, 2);
    assert_int_equal(t->folded.at[1].n_reports, 1);
    assert_ptr_equal(t->folded.at[1].reports[0].told, &t->events[1]);
}

/* Were each telling compared with all before it, this would take minutes. */
static void thousands_of_like_tellings_stay_cheap(void **state)
{
    tale *t = *state;
    enum { MANY = 60000 };
    demarche_error err = {0};
    demarche_event *events = DMR_NEW_ARRAY(t->arena, demarche_event, MANY);
    dmr_telling *tellings = DMR_NEW_ARRAY(t->arena, dmr_telling, MANY);
    tell(t, "FRA", "ITA");
    for (int like = 0; like < 2; like++) {
        for (uint32_t i = 0; i < MANY; i++) {
            events[i] = t->events[0];
            events[i].sentence = i;
            tellings[i] = t->tellings[0];
            if (!like) /* each of a day of its own */
                tellings[i].first = tellings[i].last = (dmr_day)i;
            tellings[i].own_date = !like;
            events[i].date_edtf = DMR_STR("1990");
        }
        dmr_events folded = {.at = events, .n = MANY};
        assert_int_equal(dmr_fold(&folded, tellings, &t->words, NULL, t->arena, &err),
                         DEMARCHE_OK);
        assert_int_equal(folded.n, like ? 1 : MANY);
    }
}

#define FOLD_TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLD_TEST(like_tellings_are_one_deed_with_its_reports_in_order),
        FOLD_TEST(what_differs_in_kind_party_or_certainty_is_another_deed),
        FOLD_TEST(days_that_exclude_each_other_part_and_months_that_hold_them_do_not),
        FOLD_TEST(army_and_state_agree_and_a_firm_does_not),
        FOLD_TEST(another_person_of_the_state_is_another_guest),
        FOLD_TEST(a_mutual_deed_is_the_same_in_either_order),
        FOLD_TEST(a_side_that_one_does_not_tell_comes_from_the_other),
        FOLD_TEST(the_event_takes_what_the_fullest_telling_lacks),
        FOLD_TEST(a_rule_stands_before_what_was_learned),
        FOLD_TEST(other_places_and_other_quantities_part),
        FOLD_TEST(without_words_each_telling_is_an_event),
        FOLD_TEST(thousands_of_like_tellings_stay_cheap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
