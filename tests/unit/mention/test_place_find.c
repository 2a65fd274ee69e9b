#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/name_norm.h"
#include "mention/place_find.h"
#include "mention/place_table.h"
#include "mention/toponym.h"
#include "words_tree.h"

typedef struct kit {
    dmr_arena *arena;
    dmr_places *places;
} kit;

static const dmr_place *by_name(const kit *k, const char *name)
{
    return dmr_places_by_name(k->places, dmr_str_c(name));
}

/* The places of one sentence, where hits are its states' names. */
static demarche_status find(const kit *k, const dmr_tree *tree, const dmr_state_hit *hits,
                            size_t n_hits, dmr_mention_list *list)
{
    dmr_toponyms *t = DMR_NEW(k->arena, dmr_toponyms);
    assert_non_null(t);
    assert_int_equal(
        dmr_toponyms_read(t, k->places, tree, 1, hits, n_hits, k->arena, NULL),
        DEMARCHE_OK);
    return dmr_place_find(t, 0, 0, list, k->arena, NULL);
}

static void names_old_and_odd_lead_to_the_place(void **state)
{
    static const char *const rows[][3] = {
        {"Vladivostok", "Vladivostok", "RUS"},
        {"Inch'on", "Incheon", "KOR"},
        {"Inch\xe2\x80\x99on", "Incheon", "KOR"},
        {"Pusan", "Busan", "KOR"},
        {"P'yongyang", "Pyongyang", "PRK"},
        {"Peking", "Beijing", "CHN"},
        {"Leningrad", "Saint Petersburg", "RUS"},
        {"Saigon", "Ho Chi Minh City", "VNM"},
        {"Panmunjom", "Panmunjom", ""},
        {"Camp David", "Camp David", "USA"},
        {"Reykjavik", "Reykjavik", "ISL"},
        {"Yalta", "Yalta", "UKR"},
        {"Potsdam", "Potsdam", "DEU"},
        {"Helsinki", "Helsinki", "FIN"},
        {"Rambouillet", "Rambouillet", "FRA"},
        {"Bandung", "Bandung", "IDN"},
        {"Geneva", "Geneva", "CHE"},
        {"Oslo", "Oslo", "NOR"},
        {"Strait of Hormuz", "Strait of Hormuz", ""},
        {"Kyiv", "Kyiv", "UKR"},
        {"Kiev", "Kyiv", "UKR"},
        {"San Francisco", "San Francisco", "USA"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const dmr_place *p = by_name(*state, rows[i][0]);
        if (!p)
            fail_msg("%s is not found", rows[i][0]);
        assert_true(dmr_str_is(p->name, rows[i][1]));
        assert_true(dmr_str_is(p->country, rows[i][2]));
    }
    assert_null(by_name(*state, "Erewhon"));
    assert_null(by_name(*state, ""));
}

static void places_lie_where_they_should(void **state)
{
    kit *k = *state;
    const dmr_place *p = by_name(k, "Moscow");
    assert_int_equal(p->geonameid, 524901);
    assert_true(p->lat > 55 && p->lat < 56.5 && p->lon > 37 && p->lon < 38.5);
    p = by_name(k, "San Francisco");
    assert_true(p->lon < -120);
    for (size_t i = 0; i < dmr_places_count(k->places); i++) {
        p = dmr_places_at(k->places, i);
        assert_true(p->lat >= -90 && p->lat <= 90 && p->lon >= -180 && p->lon <= 180);
        assert_true(p->name.len && (p->country.len == 3 || p->country.len == 0));
    }
    assert_in_range(dmr_places_count(k->places), 1000, 20000);
}

/* The country of the place that `name` means in a document that speaks of `country`. */
static demarche_str chosen(const kit *k, const char *name, const char *country)
{
    static dmr_place at[DMR_CANDIDATES_MAX];
    size_t n = 0;
    dmr_place_country there = {.code = dmr_str_c(country), .share = 1};
    dmr_place_clues clues = {.countries = &there, .n_countries = *country ? 1 : 0};
    assert_int_equal(dmr_places_candidates(k->places, dmr_str_c(name), at, &n, NULL),
                     DEMARCHE_OK);
    assert_true(n > 0);
    return at[dmr_place_best(at, n, &clues, NULL)].country;
}

static void the_countries_around_choose_between_namesakes(void **state)
{
    static const char *const rows[][3] = {
        {"tripoli", "", "LBY"},      {"tripoli", "LBN", "LBN"}, {"tripoli", "LBY", "LBY"},
        {"brest", "SUN", "BLR"},     {"brest", "FRA", "FRA"},   {"santa ana", "", "SLV"},
        {"santa ana", "USA", "USA"}, {"paris", "USA", "FRA"},   {"moscow", "USA", "RUS"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!dmr_str_is(chosen(*state, rows[i][0], rows[i][1]), rows[i][2]))
            fail_msg("%s near %s is of %.3s", rows[i][0], rows[i][1],
                     chosen(*state, rows[i][0], rows[i][1]).ptr);
}

static void one_letter_off_is_found_where_it_is_clear(void **state)
{
    kit *k = *state;
    const dmr_place *p = dmr_places_by_near_name(k->places, DMR_STR("Sahkalin"));
    assert_non_null(p);
    assert_true(dmr_str_is(p->name, "Sakhalin"));
    assert_true(
        dmr_str_is(dmr_places_by_near_name(k->places, DMR_STR("Vladivostock"))->name,
                   "Vladivostok"));
    assert_null(dmr_places_by_near_name(k->places, DMR_STR("Seul"))); /* too short */
    assert_null(dmr_places_by_near_name(k->places, DMR_STR("Xyzzyville")));
}

static void sentences_give_their_places(void **state)
{
    kit *k = *state;
    static const char *const rows[][2] = {
        {"using facilities near Vladivostok and Pusan", "Vladivostok; Busan"},
        {"on the island/NOUN of Sahkalin since", "Sakhalin"},
        {"abundant in the Soviet Far East", "Soviet Far East"},
        {"He said it was nice/ADJ", ""},
        {"They met in Nice", "Nice"},
        {"Mr. Nice left", ""},
        {"in Ho Chi Minh City they met", "Ho Chi Minh City"},
        {"at Camp David", "Camp David"},
        {"the Sahkalin report/NOUN", ""},
        {"through the Strait of Hormuz", "Strait of Hormuz"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        words_tree t;
        dmr_mention_list list = {0};
        char got[512] = "";
        size_t at = 0;
        const dmr_tree *tree = words_tree_of(&t, rows[i][0]);
        assert_int_equal(find(k, tree, NULL, 0, &list), DEMARCHE_OK);
        for (size_t m = 0; m < list.n; m++)
            at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s", m ? "; " : "",
                                   (int)list.at[m].name.len, list.at[m].name.ptr);
        if (strcmp(got, rows[i][1]) != 0)
            fail_msg("\"%s\" gives \"%s\"", rows[i][0], got);
    }
}

static void a_capital_that_is_a_state_gets_its_coordinates(void **state)
{
    kit *k = *state;
    words_tree t;
    dmr_mention_list list = {0};
    const dmr_tree *tree = words_tree_of(&t, "Moscow sent guests to Seoul");
    const dmr_state_hit hit = {0, 0, 0, DMR_STR("SUN"), DMR_NAME_CAPITAL, false};
    dmr_mention *moscow =
        dmr_mention_list_add(&list, k->arena, DEMARCHE_MENTION_STATE, 0, 0, 0, 0);
    assert_non_null(moscow);
    moscow->code = hit.code;
    assert_int_equal(find(k, tree, &hit, 1, &list), DEMARCHE_OK);
    assert_int_equal(list.n, 2);
    assert_int_equal(list.at[0].geonameid, 524901);
    assert_true(list.at[0].lat > 55);
    assert_int_equal(list.at[1].kind, DEMARCHE_MENTION_PLACE);
    assert_int_equal(list.at[1].first, 4);
}

static void persons_are_no_places(void **state)
{
    kit *k = *state;
    words_tree t;
    dmr_mention_list list = {0};
    const dmr_tree *tree = words_tree_of(&t, "Jack London came");
    assert_non_null(
        dmr_mention_list_add(&list, k->arena, DEMARCHE_MENTION_PERSON, 0, 0, 1, 1));
    assert_int_equal(find(k, tree, NULL, 0, &list), DEMARCHE_OK);
    assert_int_equal(list.n, 1);
}

static void a_bad_table_is_refused_with_its_line(void **state)
{
    kit *k = *state;
    static const char *const rows[] = {
        "1\tX\t\tRUS\tcity\t95\t0\t\t\t", "1\tX\t\tRU\tcity\t5\t0\t\t\t",
        "a\tX\t\tRUS\tcity\t5\t0\t\t\t",  "1\tX\t\tRUS\ttown\t5\t0\t\t\t",
        "1\t\t\tRUS\tcity\t5\t0\t\t\t",   "1\tX\t\tRUS\tcity\t5\t0\t\tof\t"};
    char dir[] = "/tmp/demarche-places-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/places.tsv", dir);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fprintf(
            f,
            "geonameid\tname\taliases\tcountry\tkind\tlat\tlon\tpopulation\tonly\tnote\n"
            "%s\n",
            rows[i]);
        fclose(f);
        dmr_places *places;
        dmr_tables *tables;
        demarche_error err = {0};
        assert_int_equal(dmr_tables_open(&tables, dir, k->arena, &err), DEMARCHE_OK);
        assert_int_equal(dmr_places_load(&places, tables, k->arena, &err),
                         DEMARCHE_E_LEXICON);
        assert_int_equal(err.offset, 2);
        assert_non_null(strstr(err.message, "places.tsv:2"));
    }
    remove(path);
    demarche_error err = {0};
    dmr_places *places;
    dmr_tables *tables;
    assert_int_equal(dmr_tables_open(&tables, dir, k->arena, &err), DEMARCHE_OK);
    assert_int_equal(dmr_places_load(&places, tables, k->arena, &err), DEMARCHE_E_IO);
    remove(dir);
}

static void towns_are_found_by_their_key(void **state)
{
    kit *k = *state;
    dmr_place at[4];
    size_t n = 0;
    assert_int_equal(dmr_towns_find(k->places, DMR_STR("randers"), at, 4, &n, NULL),
                     DEMARCHE_OK);
    assert_int_equal(n, 1);
    assert_true(dmr_str_is(at[0].country, "DNK") && at[0].geonameid == 2615006);
    assert_int_equal(dmr_towns_find(k->places, DMR_STR("erewhon"), at, 4, &n, NULL),
                     DEMARCHE_OK);
    assert_int_equal(n, 0);
    /* a town that no other table has is no name by itself */
    assert_null(dmr_places_by_name(k->places, DMR_STR("Randers")));
}

/* tools/town_table has its own normal form: it must be that of name_norm.h. */
static void each_town_stands_under_its_name(void **state)
{
    kit *k = *state;
    const dmr_towns *towns = &k->places->towns.at[0];
    demarche_str rest = dmr_str(towns->text.ptr + towns->first,
                                towns->text.len - towns->first),
                 line;
    size_t n = 0;
    while (dmr_str_split(&rest, '\n', &line) && line.len) {
        demarche_str key, id, name = {"", 0};
        char buf[256];
        assert_true(dmr_str_split(&line, '\t', &key) && dmr_str_split(&line, '\t', &id) &&
                    dmr_str_split(&line, '\t', &name));
        size_t len = dmr_name_norm(buf, sizeof buf, name);
        if (!dmr_str_eq(dmr_str(buf, len), key))
            fail_msg("'%.*s' stands under '%.*s'", (int)name.len, name.ptr, (int)key.len,
                     key.ptr);
        n++;
    }
    assert_true(n > 100000);
}

static void a_bad_town_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *rows;
        bool opens; /* told when it is looked up */
    } bad[] = {
        {"b\t1\tB\tFRA\t1\t1\t1\na\t1\tA\tFRA\t1\t1\t1\n", false},
        {"a\t1\tA\tFRA\t1\t1\t1\n\t1\tA\tFRA\t1\t1\t1\n", false},
        {"a\t1\tA\tFRA\t1\t1\t1\nc\t1\tC\tFR\t1\t1\t1\n", true},
        {"a\t1\tA\tFRA\t1\t1\t1\nc\t1\tC\tFRA\t91\t1\t1\n", true},
        {"a\t1\tA\tFRA\t1\t1\t1\nc\tx\tC\tFRA\t1\t1\t1\n", true},
        {"a\t1\tA\tFRA\t1\t1\t1\nc\t1\tC\tFRA\t1\t1\n", true},
    };
    kit *k = *state;
    char dir[] = "/tmp/demarche-towns-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/towns.tsv", dir);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fprintf(f, "key\tgeonameid\tname\tcountry\tlat\tlon\tpopulation\n%s",
                bad[i].rows);
        fclose(f);
        struct dmr_places places = {0};
        demarche_error err = {0};
        dmr_tables *tables;
        assert_int_equal(dmr_tables_open(&tables, dir, k->arena, &err), DEMARCHE_OK);
        demarche_status status = dmr_towns_load(&places, tables, k->arena, &err);
        if (bad[i].opens) {
            dmr_place at[2];
            size_t n;
            assert_int_equal(status, DEMARCHE_OK);
            assert_int_equal(dmr_towns_find(&places, DMR_STR("a"), at, 2, &n, &err),
                             DEMARCHE_OK);
            assert_int_equal(n, 1);
            status = dmr_towns_find(&places, DMR_STR("c"), at, 2, &n, &err);
        }
        assert_int_equal(status, DEMARCHE_E_LEXICON);
        assert_int_equal(err.offset, 3);
        assert_non_null(strstr(err.message, "towns.tsv:3"));
    }
    remove(path);
    remove(dir);
}

static void a_bad_middle_is_refused_with_its_line(void **state)
{
    kit *k = *state;
    static const char *const rows[] = {
        "PER\t-10\t-76\nPER\t0\t0", "PER\t-10\t-76\nPERU\t0\t0", "PER\t-10\t-76\n1\t0\t0",
        "PER\t-10\t-76\nCHL\tx\t0", "PER\t-10\t-76\nCHL\t0\t181"};
    char dir[] = "/tmp/demarche-middles-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/middles.tsv", dir);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fprintf(f, "code\tlat\tlon\n%s\n", rows[i]);
        fclose(f);
        struct dmr_places places = {0};
        demarche_error err = {0};
        dmr_tables *tables;
        assert_int_equal(dmr_tables_open(&tables, dir, k->arena, &err), DEMARCHE_OK);
        assert_int_equal(dmr_middles_load(&places, tables, k->arena, &err),
                         DEMARCHE_E_LEXICON);
        assert_int_equal(err.offset, 3);
        double lat, lon;
        assert_true(dmr_places_middle(&places, DMR_STR("PER"), &lat, &lon));
        assert_true(lat == -10 && lon == -76);
        assert_false(dmr_places_middle(&places, DMR_STR("SUN"), &lat, &lon));
    }
    remove(path);
    remove(dir);
}

static int set_up(void **state)
{
    kit *k = calloc(1, sizeof *k);
    if (!k || !(k->arena = dmr_arena_new(0)))
        return -1;
    *state = k;
    dmr_tables *tables;
    return dmr_tables_open(&tables, "lexicon", k->arena, NULL) == DEMARCHE_OK &&
                   dmr_places_load(&k->places, tables, k->arena, NULL) == DEMARCHE_OK
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
        cmocka_unit_test(names_old_and_odd_lead_to_the_place),
        cmocka_unit_test(places_lie_where_they_should),
        cmocka_unit_test(the_countries_around_choose_between_namesakes),
        cmocka_unit_test(one_letter_off_is_found_where_it_is_clear),
        cmocka_unit_test(sentences_give_their_places),
        cmocka_unit_test(a_capital_that_is_a_state_gets_its_coordinates),
        cmocka_unit_test(persons_are_no_places),
        cmocka_unit_test(a_bad_table_is_refused_with_its_line),
        cmocka_unit_test(towns_are_found_by_their_key),
        cmocka_unit_test(each_town_stands_under_its_name),
        cmocka_unit_test(a_bad_town_is_refused_with_its_line),
        cmocka_unit_test(a_bad_middle_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
