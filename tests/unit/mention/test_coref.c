#include "mention_kit.h"

/* Sentence (its beginning), word, whom it stands for. The trees are gold:
 * several.conllu. */
static const struct {
    const char *begin, *word, *parties;
} rows[] = {
    /* a list of just so many, not the mediator */
    {"Henry Kissinger", "sides", "EGY  Egypt; ISR  Israel"},
    /* not the one that calls on them */
    {"The Security Council", "sides", "EGY  Egypt; ISR  Israel"},
    {"Begin had", "Begin", "ISR GOV Menachem Begin"},
    {"Carter invited", "men", "ISR GOV Menachem Begin; EGY GOV Anwar Sadat"},
    {"The three leaders", "leaders",
     "USA GOV Jimmy Carter; ISR GOV Menachem Begin; EGY GOV Anwar Sadat"},
    {"The members of", "members", "IGO IGO members"},
    {"The league", "league", "IGO IGO Arab League"},
    {"The league", "its", "IGO IGO Arab League"},
    /* the subject behind an opening phrase */
    {"In its statement", "its", "FRA  France"},
    {"Franco-German", "talks", "DEU  Germany; FRA  France"},
    {"Egypt received", "US$", ""},
    {"In New Mexico", "Mexico", "USA  New Mexico"},
    {"In New Mexico", "Union", "SUN  Soviet Union"},
    {"The People's Republic", "Republic", "CHN  China"},
    {"The People's Republic", "People", "CHN  China"},
};

static void roles_pronouns_and_pairs_find_their_bearers(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/several.conllu"), NULL);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[2048];
        kit_parties(kit, rows[i].begin, rows[i].word, DMR_DAY_NONE, true, got,
                    sizeof got);
        if (strcmp(got, rows[i].parties) != 0) {
            print_error("%s ... %s: '%s', not '%s'\n", rows[i].begin, rows[i].word, got,
                        rows[i].parties);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void mentions_of_one_entity_share_a_cluster(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/several.conllu"), NULL);
    dmr_party long_form[DMR_PARTIES_MAX], pronoun[DMR_PARTIES_MAX];
    uint32_t sentence = 0;
    int32_t word = kit_word(kit, "The members of", "League", &sentence);
    assert_int_equal(
        dmr_party_find(&kit->reading, sentence, word, DMR_DAY_NONE, false, long_form), 1);
    word = kit_word(kit, "The league", "its", &sentence);
    assert_int_equal(
        dmr_party_find(&kit->reading, sentence, word, DMR_DAY_NONE, false, pronoun), 1);
    assert_int_not_equal(long_form[0].cluster, 0);
    assert_int_equal(long_form[0].cluster, pronoun[0].cluster);
    assert_false(long_form[0].by_coreference);
    assert_true(pronoun[0].by_coreference);
}

static void an_empty_document_has_no_mentions(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, DMR_STR(""), NULL);
    assert_int_equal(kit->reading.mentions.n, 0);
    assert_int_equal(kit->reading.mentions.n_unresolved, 0);
}

static void names_without_a_state_are_counted(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit,
             DMR_STR("1\tGurbin\tGurbin\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_\n"
                     "2\tspoke\tspeak\tVERB\tVBD\t_\t0\troot\t_\t_\n"),
             NULL);
    assert_int_equal(kit->reading.mentions.n_unresolved, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_pronouns_and_pairs_find_their_bearers),
        cmocka_unit_test(mentions_of_one_entity_share_a_cluster),
        cmocka_unit_test(an_empty_document_has_no_mentions),
        cmocka_unit_test(names_without_a_state_are_counted),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
