/* Names that only the network knows: what it takes them for decides where neither the
 * lexicon nor a title does, and without it all is as if there were no such layer. */
#include "mention_kit.h"

/* Sentence (its beginning), word; then kind, code, sector and name of the mention that
 * covers the word: with what the network says, and without. The trees are gold and lie in
 * named.conllu. */
static const struct {
    const char *begin, *word, *told, *untold;
} rows[] = {
    {"Kariakin arrived", "Kariakin", "person   Kariakin", "organisation   Kariakin"},
    {"Kariakin arrived", "Sovgavan", "place   Sovgavan", "organisation   Sovgavan"},
    {"He praised", "He", "person   Kariakin", "organisation   Kariakin"},
    {"He praised", "Sovcomflot", "organisation   Sovcomflot",
     "organisation   Sovcomflot"},
    /* a company, a president, long out of office */
    {"In 2004 Ford", "Ford", "organisation   Ford", "person USA ELI Gerald Ford"},
    /* a town's name, a place's that is a word too */
    {"Benguela resigned", "Benguela", "person   Benguela", "place AGO  Benguela"},
    {"Hamilton protested", "Hamilton", "place NZL  Hamilton", "organisation   Hamilton"},
    /* what looks like given name and surname */
    {"Harakat Zidam", "Harakat", "organisation   Harakat Zidam",
     "person   Harakat Zidam"},
    /* two of three say that Dlamini is a person */
    {"Dlamini met", "Dlamini", "person   Dlamini", "organisation   Dlamini"},
    {"Dlamini left", "Dlamini", "person   Dlamini", "organisation   Dlamini"},
    /* a people is no person; "it" is nobody whom the network alone knows */
    {"The Kurmals", "Kurmals", "organisation   Kurmals", "organisation   Kurmals"},
    {"Japan wrote", "it", "state JPN  Japan", "state JPN  Japan"},
    /* people whom no list has */
    {"Iraqi beekeepers", "beekeepers", "group IRQ CVL Iraqi beekeepers", ""},
    {"Iraqi beekeepers", "consulate", "group FRA GOV French consulate",
     "group FRA GOV French consulate"},
    /* a time that the finder does not read is no body */
    {"During Rajab", "Rajab", "", "organisation   Rajab"},
};

static void read_named(mention_kit *kit, bool told)
{
    demarche_str text = kit_file(kit, TEST_DIR "/unit/mention/named.conllu");
    char *bytes = dmr_arena_copy(kit->arena, text.ptr, text.len);
    if (!told) /* an entry that means nothing, of the same length */
        for (char *at = bytes; (at = strstr(at, "EntityHead=")) != NULL;)
            *at = 'X';
    kit_read(kit, dmr_str(bytes, text.len), NULL);
}

static void mention_at(const mention_kit *kit, const char *begin, const char *form,
                       char *out, size_t room)
{
    uint32_t sentence = 0;
    int32_t word = kit_word(kit, begin, form, &sentence);
    uint32_t item = kit->reading.mentions
                        .word_mention[kit->reading.tokens->sentences[sentence].first +
                                      (uint32_t)word];
    out[0] = '\0';
    if (!item)
        return;
    const dmr_mention *m = &kit->reading.mentions.at[item - 1];
    snprintf(out, room, "%s %.*s %.*s %.*s", dmr_mention_kind_name(m->kind),
             (int)m->code.len, m->code.ptr, (int)m->sector.len, m->sector.ptr,
             (int)m->name.len, m->name.ptr);
}

static void compare(mention_kit *kit, bool told)
{
    size_t wrong = 0;
    read_named(kit, told);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[512];
        const char *expected = told ? rows[i].told : rows[i].untold;
        mention_at(kit, rows[i].begin, rows[i].word, got, sizeof got);
        if (strcmp(got, expected) != 0) {
            print_error("%s / %s: '%s', not '%s'\n", rows[i].begin, rows[i].word, got,
                        expected);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void the_network_tells_names_that_nothing_else_does(void **state)
{
    compare(*state, true);
}

static void without_it_shape_and_lexicon_decide(void **state)
{
    compare(*state, false);
}

static void times_that_were_not_read_are_counted(void **state)
{
    mention_kit *kit = *state;
    read_named(kit, true);
    assert_int_equal(kit->reading.mentions.n_times_missed, 1);
    read_named(kit, false);
    assert_int_equal(kit->reading.mentions.n_times_missed, 0);
}

static void a_place_that_the_network_alone_knows_is_no_party(void **state)
{
    mention_kit *kit = *state;
    char got[256];
    read_named(kit, true);
    kit_parties(kit, "Kariakin arrived", "Sovgavan", DMR_DAY_NONE, true, got, sizeof got);
    assert_string_equal(got, "");
    kit_parties(kit, "He praised", "He", DMR_DAY_NONE, true, got, sizeof got);
    assert_string_equal(got, "  Kariakin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_network_tells_names_that_nothing_else_does),
        cmocka_unit_test(without_it_shape_and_lexicon_decide),
        cmocka_unit_test(times_that_were_not_read_are_counted),
        cmocka_unit_test(a_place_that_the_network_alone_knows_is_no_party),
    };
    return cmocka_run_group_tests_name("name_sort", tests, kit_open, kit_close);
}
