#include <unistd.h>

#include "mention_kit.h"

static const struct {
    const char *file, *good;
} files[] = {
    {"states.tsv", "code\tkind\ttext\tfrom\tuntil\tsector\tnote\n"
                   "FRA\tstate\tFrance\t\t\t\t\n"
                   "FRA\tcapital\tParis\t\t\t\t\n"},
    {"actors.tsv", "name\tnames\tcode\tsector\tfrom\tuntil\tnote\n"
                   "Renault\t\tFRA\tBUS\t\t\t\n"},
    {"persons.tsv", "name\tnames\tstate\tsector\toffice\tfrom\tuntil\tnote\n"
                    "Guy Mollet\tMollet\tFRA\tGOV\tprime minister\t1956\t1957\t\n"},
    {"offices.tsv", "noun\tsector\tkind\tnote\nminister\tGOV\trole,domestic\t\n"},
    {"agents.tsv", "noun\tsector\tkind\tnote\ntroop|troops\tMIL\tgroup,domestic\t\n"},
    {"qualifiers.tsv", "word\tplace\teffect\toffice\tsector\tother\n"
                       "former|ex\tbefore\tpast\tformer\tELI\tCVL\n"},
    {"romanizations.tsv", "system\tways\tkind\tspelling\tsounds\texample\tnote\n"
                          "fr\t\tstates\tFRA\t\t\t\n"
                          "fr\t\town\tpress\t\t\t\n"
                          "fr\t\tany\ta|b\t=\t\t\n"},
};

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    fclose(f);
}

static void copy_file(const char *dir, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, TEST_DIR "/../lexicon/%s", name);
    FILE *from = fopen(path, "rb");
    assert_non_null(from);
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *to = fopen(path, "wb");
    assert_non_null(to);
    char buf[4096];
    for (size_t n; (n = fread(buf, 1, sizeof buf, from)) > 0;)
        assert_int_equal(fwrite(buf, 1, n, to), n);
    fclose(from);
    fclose(to);
}

static void remove_all(const char *dir)
{
    static const char *const names[] = {
        "states.tsv",        "actors.tsv",    "persons.tsv", "offices.tsv",
        "romanizations.tsv", "agents.tsv",    "times.tsv",   "places.tsv",
        "middles.tsv",       "towns.tsv",     "genders.tsv", "nouns.tsv",
        "coreference.tsv",   "qualifiers.tsv"};
    char path[512];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
    rmdir(dir);
}

static demarche_status load_with(const char *file, const char *row, demarche_error *err)
{
    char dir[] = "/tmp/demarche-lexicon-XXXXXX", text[1024];
    assert_non_null(mkdtemp(dir));
    copy_file(dir, "times.tsv");
    copy_file(dir, "places.tsv");
    copy_file(dir, "middles.tsv");
    copy_file(dir, "genders.tsv");
    copy_file(dir, "nouns.tsv");
    copy_file(dir, "coreference.tsv");
    copy_file(dir, "towns.tsv");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        bool here = strcmp(files[i].file, file) == 0;
        snprintf(text, sizeof text, "%s%s%s", files[i].good, here ? row : "",
                 here ? "\n" : "");
        write_file(dir, files[i].file, text);
    }
    dmr_arena *arena = dmr_arena_new(0);
    dmr_gazetteer *g;
    dmr_tables *tables;
    assert_int_equal(dmr_tables_open(&tables, dir, arena, err), DEMARCHE_OK);
    demarche_status status = dmr_gazetteer_load(&g, tables, arena, err);
    dmr_arena_free(arena);
    remove_all(dir);
    return status;
}

static void good_rows_load(void **state)
{
    demarche_error err = {0};
    (void)state;
    if (load_with("", "", &err))
        fail_msg("%s", err.message);
}

static void a_bad_row_is_refused_with_file_and_line(void **state)
{
    static const struct {
        const char *file, *row;
        size_t line;
    } rows[] = {
        {"states.tsv", "FR\tname\tGaul\t\t\t\t", 4},
        {"states.tsv", "ITA\tname\tItaly\t\t\t\t", 4}, /* no row of kind state */
        {"states.tsv", "FRA\tnickname\tHexagon\t\t\t\t", 4},
        {"states.tsv", "FRA\tname\tGaul\t1940-13-01\t\t\t", 4},
        {"states.tsv", "FRA\tname\tGaul\t1945\t1940\t\t", 4},
        {"states.tsv", "FRA\tname\t--\t\t\t\t", 4},
        {"states.tsv", "FRA\tseat\tElysee\t\t\tGOVT\t", 4},
        {"states.tsv", "15\tregion\tEurope\t\t\t\t", 4},
        {"states.tsv", "FRA\theld\tAlgeria\t\t\t\t", 4},
        {"states.tsv", "FRA\theld\tDZA Erewhon\t\t\t\t", 4},
        {"states.tsv", "FRA\theld\tLeipzig DEU\t\t\t\t", 4},
        {"actors.tsv", "Dassault\t\tFrance\tBUS\t\t\t", 3},
        {"actors.tsv", "Dassault\t\tFRA\tFIRM\t\t\t", 3},
        {"persons.tsv", "Jean Monnet\tMonnet\tFRA\tGOV\t\tlong ago\t\t", 3},
        {"offices.tsv", "minister\tGOV\toffice\t", 3},
        {"agents.tsv", "soldier\tMIL\tgroup,tame\t", 3},
        {"agents.tsv", "soldier\tMIL", 3},
        {"qualifiers.tsv", "late\tabove\tlate\tlate\tELI\tCVL", 3},
        {"qualifiers.tsv", "late\tbefore\tdead\tlate\tELI\tCVL", 3},
        {"qualifiers.tsv", "late\tbefore\tlate\tlate\tELITE\tCVL", 3},
        {"qualifiers.tsv", "ex\tbefore\tpast\tex\tELI\tCVL", 3}, /* told twice */
        {"qualifiers.tsv", "--\tbefore\tlate\tlate\tELI\tCVL", 3},
        {"romanizations.tsv", "fr\tletter\tany\tc\tk\t\t", 5}, /* a way without row */
        {"romanizations.tsv", "fr\t\twhere\tc\tk\t\t", 5},
        {"romanizations.tsv", "fr\t\tany\t2\tk\t\t", 5},
        {"romanizations.tsv", "fr\t\tany\tc\t\t\t", 5}, /* no sounds */
        {"romanizations.tsv", "fr\t\tany\tc\tk!\t\t", 5},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        demarche_error err = {0};
        demarche_status status = load_with(rows[i].file, rows[i].row, &err);
        if (status != DEMARCHE_E_LEXICON || err.offset != rows[i].line ||
            !strstr(err.message, rows[i].file))
            fail_msg("row '%s': status %d, line %zu, '%s'", rows[i].row, (int)status,
                     err.offset, err.message);
    }
}

static void a_missing_file_is_told(void **state)
{
    char dir[] = "/tmp/demarche-lexicon-XXXXXX";
    dmr_arena *arena = dmr_arena_new(0);
    dmr_gazetteer *g;
    dmr_tables *tables;
    demarche_error err = {0};
    (void)state;
    assert_non_null(mkdtemp(dir));
    assert_int_equal(dmr_tables_open(&tables, dir, arena, &err), DEMARCHE_OK);
    rmdir(dir);
    assert_int_equal(dmr_gazetteer_load(&g, tables, arena, &err), DEMARCHE_E_IO);
    assert_non_null(strstr(err.message, "states.tsv"));
    dmr_arena_free(arena);
}

static void write_layer(const char *dir, const char *persons)
{
    char text[1024];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        bool here = strcmp(files[i].file, "persons.tsv") == 0;
        snprintf(text, sizeof text, "%s%s", files[i].good, here ? persons : "");
        write_file(dir, files[i].file, text);
    }
    copy_file(dir, "times.tsv");
    copy_file(dir, "places.tsv");
    copy_file(dir, "middles.tsv");
    copy_file(dir, "towns.tsv");
    copy_file(dir, "genders.tsv");
    copy_file(dir, "nouns.tsv");
    copy_file(dir, "coreference.tsv");
}

static demarche_str code_on(const dmr_gazetteer *g, const char *key, int year)
{
    uint32_t k = dmr_gazetteer_key(g, dmr_str_c(key));
    assert_true(k != 0);
    const dmr_sense *s =
        dmr_gazetteer_sense(g, k, dmr_day_from_civil(year, 6, 1), NULL, NULL);
    assert_non_null(s);
    return s->code;
}

/* The days of an added row are its own; before and behind them our row holds. */
static void an_added_row_takes_its_days_from_ours(void **state)
{
    char base[] = "/tmp/demarche-lexicon-XXXXXX", mine[] = "/tmp/demarche-mine-XXXXXX";
    (void)state;
    assert_non_null(mkdtemp(base));
    assert_non_null(mkdtemp(mine));
    write_layer(base, "Jean Long\tLong\tFRA\tGOV\tminister\t1950\t1980\t\n"
                      "Paul Petit\tPetit\tFRA\tGOV\tminister\t1962\t1964\t\n");
    write_file(mine, "persons.tsv",
               "name\tnames\tstate\tsector\toffice\tfrom\tuntil\n"
               "Jean Long\tLong|Petit\tITA\tCVL\twriter\t1960\t1970\n"
               "Guy Mollet\tTroops\tBEL\tCVL\twriter\t\t\n");
    dmr_arena *arena = dmr_arena_new(0);
    dmr_tables *tables;
    dmr_gazetteer *g = NULL;
    demarche_error err = {0};
    if (dmr_tables_open(&tables, base, arena, &err) ||
        dmr_tables_add(tables, mine, &err) || dmr_gazetteer_load(&g, tables, arena, &err))
        fail_msg("%s", err.message);
    assert_true(dmr_str_is(code_on(g, "jean long", 1955), "FRA"));
    assert_true(dmr_str_is(code_on(g, "jean long", 1965), "ITA"));
    assert_true(dmr_str_is(code_on(g, "long", 1965), "ITA"));
    assert_true(dmr_str_is(code_on(g, "jean long", 1975), "FRA"));
    assert_true(dmr_str_is(code_on(g, "guy mollet", 1956), "BEL"));
    assert_true(dmr_str_is(code_on(g, "mollet", 1956), "FRA")); /* not named there */
    /* a surname is of all who bear it */
    uint32_t n = 0, key = dmr_gazetteer_key(g, DMR_STR("petit"));
    for (uint32_t s = g->keys[key - 1].first; s; s = g->senses[s - 1].next)
        n++;
    assert_int_equal(n, 2);
    assert_true(dmr_str_is(code_on(g, "petit", 1963), "ITA"));
    dmr_arena_free(arena);
    remove_all(base);
    remove_all(mine);
}

static void the_project_s_lexicon_loads_whole(void **state)
{
    void *kit_state = NULL;
    (void)state;
    assert_int_equal(kit_open(&kit_state), 0);
    const mention_kit *kit = kit_state;
    assert_true(kit->gazetteer->n_keys > 5000);
    assert_true(kit->gazetteer->n_agents > 700);
    /* Each sense is reached from a key and from its subject. */
    size_t by_key = 0, by_subject = 0;
    for (size_t i = 0; i < kit->gazetteer->n_keys; i++)
        for (uint32_t s = kit->gazetteer->keys[i].first; s;
             s = kit->gazetteer->senses[s - 1].next)
            by_key++;
    for (size_t i = 0; i < kit->gazetteer->n_subjects; i++)
        for (uint32_t s = kit->gazetteer->subjects[i]; s;
             s = kit->gazetteer->senses[s - 1].next_same)
            by_subject++;
    assert_int_equal(by_key, kit->gazetteer->n_senses);
    assert_int_equal(by_subject, kit->gazetteer->n_senses);
    kit_close(&kit_state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_rows_load),
        cmocka_unit_test(a_bad_row_is_refused_with_file_and_line),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(an_added_row_takes_its_days_from_ours),
        cmocka_unit_test(the_project_s_lexicon_loads_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
