#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/place_find.h"
#include "mention/toponym.h"
#include "mention/toponym_within.h"
#include "words_tree.h"

typedef struct kit {
    dmr_arena *arena;
    dmr_places *places;
} kit;

/* The toponyms of one sentence; `state` names its last word where it is not empty. */
static const dmr_toponyms *read(const kit *k, words_tree *t, const char *text,
                                const char *state, dmr_name_kind how)
{
    dmr_toponyms *out = DMR_NEW(k->arena, dmr_toponyms);
    const dmr_tree *tree = words_tree_of(t, text);
    assert_non_null(out);
    for (int32_t i = 0; i < tree->n; i++) /* all that begins with a capital is a place */
        if (tree->words[i].upos == DMR_UPOS_PROPN)
            t->words[i].ent = DMR_ENT_PLACE;
    const dmr_state_hit hit = {0, tree->n - 1, tree->n - 1, dmr_str_c(state), how, false};
    assert_int_equal(
        dmr_toponyms_read(out, k->places, tree, 1, &hit, *state ? 1 : 0, k->arena, NULL),
        DEMARCHE_OK);
    return out;
}

static void words_around_a_name_say_what_it_lies_in(void **state)
{
    /* the first name, and the last where it contains it */
    static const struct {
        const char *text;
        bool within;
    } rows[] = {
        {"Kars , Ontario", true},
        {"Kars ( Ontario", true},
        {"Kars in Ontario", true},
        {"Kars in northern/ADJ Ontario", true},
        {"Kars district/NOUN of Ontario", true},
        {"Kars , a/DET suburb/NOUN of Ontario", true},
        {"Kars and Ontario", false},
        {"Kars praised/VERB Ontario", false},
        {"Kars , said/VERB Ontario", false},
        {"Kars for/ADP Ontario", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        words_tree t;
        const dmr_toponyms *found = read(*state, &t, rows[i].text, "", DMR_NAME_NAME);
        assert_int_equal(found->at.n, 2);
        size_t c = dmr_toponym_within(found, 0, 0, 0);
        if ((c == 1) != rows[i].within)
            fail_msg("'%s': %zu", rows[i].text, c);
    }
}

static void one_name_in_two_countries_is_told_by_its_words(void **state)
{
    static const struct {
        const char *text, *state; /* alpha-3 of the last word */
        double lat, lon;          /* of the first name, rounded */
    } rows[] = {
        {"London , Ontario", "", 43, -81},        {"London , England", "GBR", 52, 0},
        {"Birmingham , Alabama", "", 34, -87},    {"Birmingham , England", "GBR", 52, -2},
        {"Odessa in Texas", "", 32, -102},        {"Odessa in Ukraine", "UKR", 46, 31},
        {"Tripoli ( Lebanon", "LBN", 34, 36},     {"Tripoli ( Libya", "LBY", 33, 13},
        {"Valencia , Venezuela", "VEN", 10, -68}, {"Valencia , Spain", "ESP", 39, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        words_tree t;
        const dmr_toponyms *found =
            read(*state, &t, rows[i].text, rows[i].state, DMR_NAME_NAME);
        const dmr_place *p = dmr_toponym_place(found, &found->at.at[0]);
        assert_non_null(p);
        if (p->lat < rows[i].lat - 1 || p->lat > rows[i].lat + 1 ||
            p->lon < rows[i].lon - 1 || p->lon > rows[i].lon + 1)
            fail_msg("'%s' lies at %f %f", rows[i].text, p->lat, p->lon);
    }
}

static void a_region_beside_its_like_is_no_city(void **state)
{
    static const struct {
        const char *text;
        size_t item;
        const char *kind;
    } rows[] = {
        {"Ohio , New York and Utah", 1, "region"},
        {"London , New York and Tokyo", 1, "city"},
        {"upstate/ADJ New York", 0, "region"},
        {"Buffalo , New York", 1, "region"},
        {"Brooklyn , New York", 1, "city"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        words_tree t;
        const dmr_toponyms *found = read(*state, &t, rows[i].text, "", DMR_NAME_NAME);
        assert_true(found->at.n > rows[i].item);
        const dmr_place *p = dmr_toponym_place(found, &found->at.at[rows[i].item]);
        if (!p || !dmr_str_is(p->kind, rows[i].kind))
            fail_msg("'%s': %.*s", rows[i].text, p ? (int)p->kind.len : 0,
                     p ? p->kind.ptr : "");
    }
}

static void a_name_of_no_table_lies_where_its_words_say(void **state)
{
    kit *k = *state;
    words_tree t;
    dmr_place p;
    bool found;
    dmr_toponyms *in = (dmr_toponyms *)read(k, &t, "Zzyzxton , Kentucky", "", 0);
    assert_int_equal(dmr_toponym_find(in, 0, 0, 0, DMR_STR("Zzyzxton"), true, &p, &found,
                                      k->arena, NULL),
                     DEMARCHE_OK);
    assert_true(found && p.geonameid == 0 && p.lat > 36 && p.lat < 39);
    in = (dmr_toponyms *)read(k, &t, "Zzyzxton and Kentucky", "", 0);
    assert_int_equal(dmr_toponym_find(in, 0, 0, 0, DMR_STR("Zzyzxton"), false, &p, &found,
                                      k->arena, NULL),
                     DEMARCHE_OK);
    assert_false(found);
}

static void a_village_without_a_clue_is_left_alone(void **state)
{
    kit *k = *state;
    words_tree t;
    dmr_place p;
    bool found;
    /* a village of Denmark that no other place has the name of */
    dmr_toponyms *in = (dmr_toponyms *)read(k, &t, "Hammel won/VERB", "", 0);
    assert_int_equal(dmr_toponym_find(in, 0, 0, 0, DMR_STR("Hammel"), false, &p, &found,
                                      k->arena, NULL),
                     DEMARCHE_OK);
    assert_false(found);
    in = (dmr_toponyms *)read(k, &t, "Hammel beat/VERB Denmark", "DNK", DMR_NAME_NAME);
    assert_int_equal(dmr_toponym_find(in, 0, 0, 0, DMR_STR("Hammel"), false, &p, &found,
                                      k->arena, NULL),
                     DEMARCHE_OK);
    assert_true(found && dmr_str_is(p.country, "DNK"));
}

static int set_up(void **state)
{
    kit *k = calloc(1, sizeof *k);
    if (!k || !(k->arena = dmr_arena_new(0)))
        return -1;
    *state = k;
    dmr_tables *tables;
    return dmr_tables_open(&tables, "lexicon", k->arena, NULL) ||
                   dmr_places_load(&k->places, tables, k->arena, NULL)
               ? -1
               : 0;
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
        cmocka_unit_test(words_around_a_name_say_what_it_lies_in),
        cmocka_unit_test(one_name_in_two_countries_is_told_by_its_words),
        cmocka_unit_test(a_region_beside_its_like_is_no_city),
        cmocka_unit_test(a_name_of_no_table_lies_where_its_words_say),
        cmocka_unit_test(a_village_without_a_clue_is_left_alone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
