#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/time_find.h"
#include "mention/time_for.h"
#include "words_tree.h"

enum { SENTENCES = 3 };

/* A document of up to three sentences with trees by hand. */
typedef struct kit {
    dmr_arena *arena;
    dmr_time_lexicon *lexicon;
    words_tree words[SENTENCES];
    dmr_tree trees[SENTENCES];
    dmr_sentence sentences[SENTENCES];
    uint32_t first_of[SENTENCES + 1], word_mention[SENTENCES * WORDS_MAX];
    dmr_tokens tokens;
    dmr_reading reading;
} kit;

static void read(kit *k, const char *const *lines, size_t n)
{
    dmr_time_state told;
    dmr_mention_list list = {0};
    uint32_t base = 0;
    dmr_time_state_init(&told, &(demarche_meta){.as_of = DMR_STR("1990-06")});
    memset(k->word_mention, 0, sizeof k->word_mention);
    for (size_t i = 0; i < n; i++) {
        k->trees[i] = *words_tree_of(&k->words[i], lines[i]);
        k->sentences[i] = (dmr_sentence){.first = base, .n = (uint32_t)k->trees[i].n};
        k->trees[i].sentence = &k->sentences[i];
        k->first_of[i] = (uint32_t)list.n;
        assert_int_equal(dmr_time_find(k->lexicon, &k->trees[i], (uint32_t)i, &told,
                                       &list, k->arena, NULL),
                         DEMARCHE_OK);
        for (uint32_t m = k->first_of[i]; m < list.n; m++)
            for (int32_t w = list.at[m].first; w <= list.at[m].last; w++)
                k->word_mention[base + (uint32_t)w] = m + 1;
        base += (uint32_t)k->trees[i].n;
    }
    k->first_of[n] = (uint32_t)list.n;
    k->tokens =
        (dmr_tokens){.sentences = k->sentences, .n_sentences = n, .n_tokens = base};
    k->reading = (dmr_reading){.tokens = &k->tokens, .trees = k->trees};
    k->reading.mentions =
        (dmr_mentions){list.at, list.n, k->first_of, k->word_mention, 0, 0};
}

static int32_t word(const kit *k, uint32_t sentence, const char *form)
{
    for (int32_t i = 0; i < k->trees[sentence].n; i++)
        if (dmr_str_is(k->trees[sentence].tokens[i].form, form))
            return i;
    fail_msg("no word %s", form);
    return -1;
}

/* The time of a word as text: "1979-05", "1986-07 1988-08", "" for none. */
static void governs(const kit *k, uint32_t sentence, const char *form, dmr_time_how how,
                    const char *want)
{
    char got[200] = "";
    size_t n = 0;
    dmr_time_found f = dmr_time_for(&k->reading, sentence, word(k, sentence, form));
    for (size_t i = 0; i < f.n; i++) {
        demarche_str e = k->reading.mentions.at[f.mention[i]].time.edtf;
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", i ? " " : "", (int)e.len,
                              e.ptr);
    }
    if (strcmp(got, want) != 0 || f.how != how)
        fail_msg("%s has \"%s\" (%d), not \"%s\" (%d)", form, got, f.how, want, how);
}

#define READ(k, ...)                                                                     \
    do {                                                                                 \
        static const char *const lines_[] = {__VA_ARGS__};                               \
        read((k), lines_, sizeof lines_ / sizeof *lines_);                               \
    } while (0)

static void a_time_belongs_to_the_verb_it_hangs_on(void **state)
{
    kit *k = *state;
    READ(k, "Kim<1:nsubj visited/VERB<-1:root Moscow<1:obj in/ADP<4:case May<1:obl "
            "1979<4:nmod .<1:punct");
    governs(k, 0, "visited", DMR_TIME_OWN, "1979-05");
}

static void a_phrase_bound_to_the_object_may_date_the_verb(void **state)
{
    kit *k = *state;
    READ(k, "He/PRON<1:nsubj signed/VERB<-1:root an/DET<3:det agreement/NOUN<1:obj "
            "in/ADP<5:case May<3:nmod 1979<5:nmod .<1:punct");
    governs(k, 0, "signed", DMR_TIME_OWN, "1979-05");
    governs(k, 0, "agreement", DMR_TIME_OWN, "1979-05");
}

static void the_year_of_a_treaty_dates_the_treaty_alone(void **state)
{
    kit *k = *state;
    READ(k, "They/PRON<1:nsubj broke/VERB<-1:root the/DET<3:det treaty/NOUN<1:obj "
            "of/ADP<5:case 1944<3:nmod .<1:punct");
    governs(k, 0, "treaty", DMR_TIME_OWN, "1944");
    governs(k, 0, "broke", DMR_TIME_NONE, "");
}

static void what_was_said_is_not_dated_by_the_saying(void **state)
{
    kit *k = *state;
    READ(k, "It/PRON<1:nsubj announced/VERB<-1:root in/ADP<3:case May<1:obl 1989<3:nmod "
            "that/SCONJ<8:mark it/PRON<8:nsubj had/AUX<8:aux opened/VERB<1:ccomp "
            "an/DET<10:det office/NOUN<8:obj in/ADP<12:case June<8:obl 1988<12:nmod "
            "and/CCONJ<15:cc closed/VERB<8:conj it/PRON<15:obj .<1:punct");
    governs(k, 0, "announced", DMR_TIME_OWN, "1989-05");
    governs(k, 0, "opened", DMR_TIME_OWN, "1988-06");
    READ(k, "It/PRON<1:nsubj said/VERB<-1:root in/ADP<3:case May<1:obl 1989<3:nmod "
            "that/SCONJ<8:mark it/PRON<8:nsubj had/AUX<8:aux opened/VERB<1:ccomp "
            "an/DET<10:det office/NOUN<8:obj");
    governs(k, 0, "opened", DMR_TIME_NONE, "");
}

static void a_promise_happens_when_it_is_made(void **state)
{
    kit *k = *state;
    READ(k, "It/PRON<1:nsubj announced/VERB<-1:root in/ADP<3:case May<1:obl 1989<3:nmod "
            "that/SCONJ<8:mark it/PRON<8:nsubj would/AUX<8:aux open/VERB<1:ccomp "
            "an/DET<10:det office/NOUN<8:obj");
    governs(k, 0, "open", DMR_TIME_HOST, "1989-05");
}

static void a_participle_takes_the_time_of_its_clause(void **state)
{
    kit *k = *state;
    READ(k,
         "They/PRON<1:nsubj exchanged/VERB<-1:root a/DET<3:det memorandum/NOUN<1:obj "
         "in/ADP<5:case 1988<1:obl pledging/VERB<3:acl help/NOUN<6:obj in/SCONJ<9:mark "
         "opening/VERB<6:advcl offices/NOUN<9:obj in/ADP<12:case 1989<9:obl .<1:punct");
    governs(k, 0, "exchanged", DMR_TIME_OWN, "1988");
    governs(k, 0, "pledging", DMR_TIME_HOST, "1988");
    governs(k, 0, "opening", DMR_TIME_OWN, "1989");
}

static void both_of_two_dates_are_given(void **state)
{
    kit *k = *state;
    READ(k, "They/PRON<1:nsubj met/VERB<-1:root in/ADP<3:case 1986<1:obl and/CCONJ<5:cc "
            "1988<3:conj .<1:punct");
    governs(k, 0, "met", DMR_TIME_OWN, "1986 1988");
}

static void each_of_two_clauses_keeps_its_date(void **state)
{
    kit *k = *state;
    READ(k, "One/NOUN<1:nsubj opened/VERB<-1:root in/ADP<3:case July<1:obl 1989<3:nmod "
            ";<8:punct another/NOUN<7:nsubj closed/VERB<1:parataxis in/ADP<9:case "
            "April<7:obl 1989<9:nmod .<1:punct");
    governs(k, 0, "opened", DMR_TIME_OWN, "1989-07");
    governs(k, 0, "closed", DMR_TIME_OWN, "1989-04");
}

static void the_occasion_dates_what_was_done_on_it(void **state)
{
    kit *k = *state;
    READ(k, "They/PRON<1:nsubj agreed/VERB<-1:root at/ADP<6:case the/DET<6:det "
            "June<6:compound 1988<4:nummod summit/NOUN<1:obl .<1:punct");
    governs(k, 0, "agreed", DMR_TIME_OWN, "1988-06");
    governs(k, 0, "summit", DMR_TIME_OWN, "1988-06");
    READ(k, "They/PRON<1:nsubj discussed/VERB<-1:root the/DET<5:det June<5:compound "
            "1988<3:nummod summit/NOUN<1:obj .<1:punct");
    governs(k, 0, "discussed", DMR_TIME_NONE, "");
}

static void an_as_clause_dates_the_deed_it_reports(void **state)
{
    kit *k = *state;
    READ(k,
         "He/PRON<1:nsubj signaled/VERB<-1:root interest/NOUN<1:obj ,<6:punct "
         "as/SCONJ<6:mark "
         "was/AUX<6:aux:pass spelled/VERB<1:advcl out/ADP<6:compound:prt in/ADP<15:case "
         "his/PRON<15:nmod:poss July<15:compound 1986<10:nummod and/CCONJ<13:cc "
         "August<10:conj 1988<13:nummod speeches/NOUN<6:obl .<1:punct");
    governs(k, 0, "signaled", DMR_TIME_HOST, "1986-07 1988-08");
}

static void since_dates_its_own_clause_alone(void **state)
{
    kit *k = *state;
    READ(k, "It/PRON<2:nsubj would/AUX<2:aux free/VERB<-1:root people/NOUN<2:obj "
            "held/VERB<3:acl since/ADP<6:case 1945<4:obl .<2:punct");
    governs(k, 0, "free", DMR_TIME_NONE, "");
    governs(k, 0, "held", DMR_TIME_OWN, "1945/..");
}

static void happenings_count_only_as_adverbials(void **state)
{
    kit *k = *state;
    READ(k, "They/PRON<1:nsubj discussed/VERB<-1:root the/DET<4:det Suez<4:compound "
            "crisis/NOUN<1:obj .<1:punct");
    governs(k, 0, "discussed", DMR_TIME_NONE, "");
    READ(k, "They/PRON<1:nsubj met/VERB<-1:root during/ADP<5:case the/DET<5:det "
            "Suez<5:compound crisis/NOUN<1:obl .<1:punct");
    governs(k, 0, "met", DMR_TIME_OWN, "1956-10-29?/1956-11-07?");
}

static void the_opening_adverbial_dates_the_sentence(void **state)
{
    kit *k = *state;
    /* the parser hung the time on the wrong word */
    READ(k, "In/ADP<1:case 1988<6:obl ,<7:punct the/DET<4:det envoy/NOUN<7:nsubj "
            "who/PRON<6:nsubj resigned/VERB<4:acl:relcl left/VERB<-1:root .<7:punct");
    governs(k, 0, "left", DMR_TIME_SENTENCE, "1988");
}

static void an_infinitive_lends_its_time_but_to_what_looks_ahead(void **state)
{
    kit *k = *state;
    READ(k,
         "Burma<1:nsubj refused/VERB=refuse<-1:root to/PART<3:mark receive/VERB<1:xcomp "
         "him/PRON<3:obj in/ADP<6:case 1962<3:obl .<1:punct");
    governs(k, 0, "refused", DMR_TIME_HOST, "1962");
    READ(k,
         "They/PRON<1:nsubj agreed/VERB=agree<-1:root to/PART<3:mark meet/VERB<1:xcomp "
         "in/ADP<5:case June<3:obl 1989<5:nmod .<1:punct");
    governs(k, 0, "agreed", DMR_TIME_NONE, "");
    governs(k, 0, "meet", DMR_TIME_OWN, "1989-06");
}

static void later_and_ago_need_no_preposition(void **state)
{
    kit *k = *state;
    READ(k,
         "They/PRON<1:nsubj met/VERB<-1:root in/ADP<3:case May<1:obl 1975<3:nmod "
         ".<1:punct",
         "A/DET<1:det year/NOUN<2:obl later/ADV<3:amod Indonesia<4:nsubj "
         "annexed/VERB<-1:root "
         "Timor<4:obj .<4:punct");
    governs(k, 1, "annexed", DMR_TIME_OWN, "1976");
}

static void the_day_of_a_speech_dates_what_was_said_in_it(void **state)
{
    kit *k = *state;
    READ(
        k,
        "In/ADP<2:case a/DET<2:det speech/NOUN<10:obl delivered/VERB<2:acl on/ADP<5:case "
        "October<3:obl 18<5:nummod ,<5:punct 1988<5:nmod Roh<10:nsubj "
        "proposed/VERB<-1:root talks/NOUN<10:obj .<10:punct");
    governs(k, 0, "proposed", DMR_TIME_OWN, "1988-10-18");
    governs(k, 0, "speech", DMR_TIME_OWN, "1988-10-18");
}

static void a_row_of_years_is_given_whole(void **state)
{
    kit *k = *state;
    READ(k, "He/PRON<1:nsubj traveled/VERB<-1:root in/ADP<3:case 1963<1:obl ,<5:punct "
            "1964<3:list ,<9:punct and/CCONJ<9:cc in/ADP<9:case 1972<3:conj .<1:punct");
    governs(k, 0, "traveled", DMR_TIME_OWN, "1963 1964 1972");
}

static void a_stay_told_before_gives_its_date(void **state)
{
    kit *k = *state;
    READ(k,
         "Kim<1:nsubj visited/VERB<-1:root Moscow<1:obj from/ADP<4:case June<1:obl "
         "2<4:nummod "
         "to/ADP<7:case June<4:nmod 10<7:nummod ,<10:punct 1989<4:nmod .<1:punct",
         "He/PRON<1:nsubj rested/VERB<-1:root .<1:punct",
         "While/SCONJ<4:mark Kim<4:nsubj was/AUX<4:cop in/ADP<4:case Moscow<7:advcl "
         "the/DET<6:det Kremlin<7:nsubj announced/VERB<-1:root that/SCONJ<11:mark "
         "it/PRON<11:nsubj would/AUX<11:aux allow/VERB<7:ccomp trade/NOUN<11:obj "
         ".<7:punct");
    governs(k, 2, "announced", DMR_TIME_STAY, "1989-06-02/1989-06-10");
    governs(k, 2, "allow", DMR_TIME_STAY, "1989-06-02/1989-06-10");
    governs(k, 1, "rested", DMR_TIME_NONE, "");
    dmr_time_running told = dmr_time_context(&k->reading, 2);
    assert_true(told.found && told.same_paragraph);
    assert_int_equal(told.distance, 2);
    assert_false(dmr_time_context(&k->reading, 0).found);
}

static int set_up(void **state)
{
    kit *k = calloc(1, sizeof *k);
    if (!k || !(k->arena = dmr_arena_new(0)))
        return -1;
    *state = k;
    dmr_tables *tables;
    return dmr_tables_open(&tables, "lexicon", k->arena, NULL) == DEMARCHE_OK &&
                   dmr_time_lexicon_load(&k->lexicon, tables, k->arena, NULL) ==
                       DEMARCHE_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    kit *k = *state;
    dmr_arena_free(k->arena);
    free(k);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_belongs_to_the_verb_it_hangs_on),
        cmocka_unit_test(a_phrase_bound_to_the_object_may_date_the_verb),
        cmocka_unit_test(the_year_of_a_treaty_dates_the_treaty_alone),
        cmocka_unit_test(what_was_said_is_not_dated_by_the_saying),
        cmocka_unit_test(a_promise_happens_when_it_is_made),
        cmocka_unit_test(a_participle_takes_the_time_of_its_clause),
        cmocka_unit_test(both_of_two_dates_are_given),
        cmocka_unit_test(each_of_two_clauses_keeps_its_date),
        cmocka_unit_test(the_occasion_dates_what_was_done_on_it),
        cmocka_unit_test(an_as_clause_dates_the_deed_it_reports),
        cmocka_unit_test(since_dates_its_own_clause_alone),
        cmocka_unit_test(happenings_count_only_as_adverbials),
        cmocka_unit_test(the_opening_adverbial_dates_the_sentence),
        cmocka_unit_test(an_infinitive_lends_its_time_but_to_what_looks_ahead),
        cmocka_unit_test(later_and_ago_need_no_preposition),
        cmocka_unit_test(the_day_of_a_speech_dates_what_was_said_in_it),
        cmocka_unit_test(a_row_of_years_is_given_whole),
        cmocka_unit_test(a_stay_told_before_gives_its_date),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
