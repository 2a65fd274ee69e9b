#include "mention_kit.h"

/* Sentence (its beginning), word, the parties that it must stand for. The trees are gold:
 * parties.conllu. */
static const struct {
    const char *begin, *word, *parties;
    bool modifiers;
} rows[] = {
    {"Washington's envoy", "envoy", "USA GOV Washington's envoy", false},
    {"Washington's envoy", "troops", "FRA MIL French troops", false},
    {"A delegation", "delegation", "VNM GOV delegation", false},
    {"A delegation", "Beijing", "CHN GOV China", false},
    {"The two sides", "sides", "VNM  Vietnam; CHN  China", false},
    {"They agreed", "They", "VNM  Vietnam; CHN  China", false},
    {"The Foreign Minister of", "Minister", "POL GOV Krzysztof Skubiszewski", false},
    {"He met", "He", "POL GOV Krzysztof Skubiszewski", false},
    {"He met", "Gorbachev", "SUN GOV Mikhail Gorbachev", false},
    {"The Foreign Minister then", "Minister", "POL GOV Krzysztof Skubiszewski", false},
    {"Thousands of", "Thousands", "IRN  Thousands", false},
    {"Egyptian and", "forces", "EGY MIL Egypt; SYR MIL Syria", false},
    {"Egyptian and", "army", "ISR MIL its army", false},
    {"The North Korean", "ambassador", "PRK GOV Kwon Hui-gyong", false},
    {"The North Korean", "Kim", "KOR OPP Kim Young Sam", false},
    {"Kim thanked", "Kim", "KOR OPP Kim Young Sam", false},
    {"Kim thanked", "him", "PRK GOV Kwon Hui-gyong", false},
    {"The Ministry", "Ministry", "FIN GOV Ministry of Foreign Affairs of Finland", false},
    {"The MFA", "MFA", "FIN GOV Ministry of Foreign Affairs of Finland", false},
    {"The MFA", "officials", "FIN GOV its officials", false},
    {"Soviet-American", "talks", "USA  United States; SUN  Soviet Union", true},
    {"Soviet-American", "talks", "", false},
    {"President Reagan", "Reagan", "USA GOV Ronald Reagan", false},
    {"President Reagan", "Congress", "USA LEG US Congress", false},
    {"President Reagan", "Sandinistas", "NIC GOV Sandinistas", false},
    {"President Reagan", "Havana", "CUB GOV Cuba", false},
    {"The President asked", "President", "USA GOV Ronald Reagan", false},
    {"The President asked", "contras", "NIC REB Contras", false},
    {"Vladimir Golanov", "Vladimir", "SUN BUS Vladimir Golanov", false},
    {"Vladimir Golanov", "officials", "KOR BUS officials", false},
    {"KOTRA president", "Yi", "KOR BUS Yi Sun-gi", false},
    {"Baker urged", "Syria", "SYR  Syria;   its neighbours", false},
    {"In 1991 Margaret", "who", "POL GOV Lech Wałęsa", false},
    {"In 1991 Margaret", "her", "GBR ELI Margaret Thatcher", false},
    {"The Geneva Accords", "Accords", "", true},
    {"In 1978 Zaire", "Zaire", "ZAR  Zaire", false},
    {"In 1978 Zaire", "embassy", "ZAR GOV its embassy", false},
    {"Members of", "Members", "ESH REB Members", false},
    {"Soviet tourist", "ships", "SUN  Soviet tourist ships", false},
    {"Soviet tourist", "planes", "SUN BUS Aeroflot planes", false},
    {"The Roh", "administration", "KOR GOV Roh Tae Woo", false},
};

static void phrases_stand_for_their_parties(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/parties.conllu"), NULL);
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[2048];
        kit_parties(kit, rows[i].begin, rows[i].word, DMR_DAY_NONE, rows[i].modifiers,
                    got, sizeof got);
        if (strcmp(got, rows[i].parties) != 0) {
            print_error("%s ... %s: '%s', not '%s'\n", rows[i].begin, rows[i].word, got,
                        rows[i].parties);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void another_day_gives_another_code(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/parties.conllu"), NULL);
    char got[512];
    kit_parties(kit, "The Foreign Minister of", "Moscow", dmr_day_from_civil(1994, 1, 1),
                false, got, sizeof got);
    assert_true(dmr_str_starts(dmr_str_c(got), DMR_STR("RUS ")));
    kit_parties(kit, "Soviet tourist", "planes", dmr_day_from_civil(1995, 1, 1), false,
                got, sizeof got);
    assert_true(dmr_str_starts(dmr_str_c(got), DMR_STR("RUS ")));
}

static void text_of_a_party_is_a_slice_without_article(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/parties.conllu"), NULL);
    uint32_t sentence = 0;
    int32_t word = kit_word(kit, "KOTRA president", "Yi", &sentence);
    dmr_party p[DMR_PARTIES_MAX];
    assert_int_equal(
        dmr_party_find(&kit->reading, sentence, word, DMR_DAY_NONE, false, p), 1);
    assert_true(dmr_str_is(p[0].text, "KOTRA president Yi Sun-gi"));
    assert_true(p[0].text.ptr >= kit->source.text.ptr);
    word = kit_word(kit, "The Foreign Minister then", "Minister", &sentence);
    assert_int_equal(
        dmr_party_find(&kit->reading, sentence, word, DMR_DAY_NONE, false, p), 1);
    assert_true(dmr_str_is(p[0].text, "Foreign Minister"));
    assert_true(p[0].by_coreference);
}

static void mentions_are_in_order_and_indexed(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/parties.conllu"), NULL);
    const dmr_mentions *m = &kit->reading.mentions;
    assert_true(m->n > 50);
    assert_int_equal(m->first_of_sentence[kit->reading.tokens->n_sentences], m->n);
    for (size_t s = 0; s < kit->reading.tokens->n_sentences; s++)
        for (uint32_t i = m->first_of_sentence[s]; i < m->first_of_sentence[s + 1]; i++) {
            assert_int_equal(m->at[i].sentence, s);
            if (m->at[i].kind != DEMARCHE_MENTION_QUANTITY) /* counts a noun beside it */
                assert_in_range(m->at[i].head, m->at[i].first, m->at[i].last);
            assert_true(m->at[i].last < kit->reading.trees[s].n);
            if (i > m->first_of_sentence[s])
                assert_true(m->at[i - 1].first <= m->at[i].first);
            assert_true(m->word_mention[kit->reading.tokens->sentences[s].first +
                                        (uint32_t)m->at[i].head] != 0);
        }
}

static void a_word_outside_the_text_gives_no_party(void **state)
{
    mention_kit *kit = *state;
    kit_read(kit, kit_file(kit, TEST_DIR "/unit/mention/parties.conllu"), NULL);
    dmr_party p[DMR_PARTIES_MAX];
    assert_int_equal(dmr_party_find(&kit->reading, 0, -1, DMR_DAY_NONE, true, p), 0);
    assert_int_equal(dmr_party_find(&kit->reading, 0, 1000, DMR_DAY_NONE, true, p), 0);
    assert_int_equal(dmr_party_find(&kit->reading, 5000, 0, DMR_DAY_NONE, true, p), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_stand_for_their_parties),
        cmocka_unit_test(another_day_gives_another_code),
        cmocka_unit_test(text_of_a_party_is_a_slice_without_article),
        cmocka_unit_test(mentions_are_in_order_and_indexed),
        cmocka_unit_test(a_word_outside_the_text_gives_no_party),
    };
    return cmocka_run_group_tests(tests, kit_open, kit_close);
}
