/* Compiled lexicons: the same gazetteer comes out; foreign bytes are refused or harmless. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/gazetteer.h"
#include "mention/place_find.h"
#include "mention/time_find.h"
#include "tiny_lexicon.h"

static dmr_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    dmr_arena_free(arena);
    return 0;
}

static void what_was_loaded_comes_out_again(void **state)
{
    (void)state;
    dmr_gazetteer *loaded;
    dmr_compiled c;
    demarche_error err = {0};
    demarche_str bytes = tiny_compiled(arena);
    assert_true(bytes.len > 0);
    assert_int_equal(dmr_gazetteer_load(&loaded, tiny_tables(arena), arena, &err), 0);
    if (dmr_compiled_read(&c, "tiny.lex", bytes, true, arena, &err))
        fail_msg("%s", err.message);
    assert_int_equal(c.tables->hash, 42);
    assert_int_equal(c.gazetteer->n_keys, loaded->n_keys);
    assert_int_equal(c.gazetteer->n_senses, loaded->n_senses);
    assert_int_equal(c.gazetteer->n_subjects, loaded->n_subjects);
    assert_int_equal(c.gazetteer->n_agents, loaded->n_agents);
    assert_true(loaded->full_sounds.n > 0 && loaded->short_sounds.n > 0);
    assert_int_equal(c.gazetteer->full_sounds.n, loaded->full_sounds.n);
    assert_int_equal(c.gazetteer->short_sounds.n, loaded->short_sounds.n);
    assert_int_equal(dmr_places_count(c.gazetteer->places),
                     dmr_places_count(loaded->places));
    assert_int_equal(dmr_time_lexicon_count(c.gazetteer->times),
                     dmr_time_lexicon_count(loaded->times));
    for (size_t i = 0; i < loaded->n_keys; i++) {
        demarche_str text = loaded->keys[i].text;
        uint32_t key = dmr_gazetteer_key(c.gazetteer, text);
        assert_int_equal(key, dmr_gazetteer_key(loaded, text));
        assert_int_equal(c.gazetteer->keys[i].proper, loaded->keys[i].proper);
        for (int year = 1900; year < 2000; year += 3) {
            dmr_day day = dmr_day_from_civil(year, 1, 1);
            const dmr_sense *a = dmr_gazetteer_sense(c.gazetteer, key, day, NULL, NULL);
            const dmr_sense *b = dmr_gazetteer_sense(loaded, key, day, NULL, NULL);
            assert_true(dmr_str_eq(a->code, b->code));
            assert_true(dmr_str_eq(a->canonical, b->canonical));
            assert_true(a->kind == b->kind && a->name == b->name && a->from == b->from);
        }
    }
    demarche_str today = DMR_STR("DZA");
    assert_true(dmr_str_is(
        dmr_gazetteer_holder(c.gazetteer, today, dmr_day_from_civil(1950, 1, 1)), "FRA"));
    assert_non_null(dmr_gazetteer_agent(c.gazetteer, DMR_STR("troop")));
    assert_non_null(dmr_gazetteer_org_word(c.gazetteer, DMR_STR("front")));
    assert_null(dmr_gazetteer_agent(c.gazetteer, DMR_STR("nobody")));
    const dmr_place *p = dmr_places_by_name(c.gazetteer->places, DMR_STR("Nizza"));
    assert_non_null(p);
    assert_true(dmr_str_is(p->name, "Nice") && p->geonameid == 2990440 && p->lat > 43);
    assert_int_equal(tiny_read(c.gazetteer, arena), tiny_read(loaded, arena));
    assert_true(tiny_read(loaded, arena) > 8);
}

static void its_tables_can_be_loaded_with_others_over_them(void **state)
{
    (void)state;
    dmr_compiled c;
    dmr_table t;
    demarche_error err = {0};
    static const char *const columns[] = {"code", "lat", "lon", NULL};
    assert_int_equal(
        dmr_compiled_read(&c, "tiny.lex", tiny_compiled(arena), false, arena, &err), 0);
    assert_null(c.gazetteer);
    assert_int_equal(dmr_tables_load(&t, c.tables, "middles.tsv", columns, &err), 0);
    assert_int_equal(t.n_rows, 2);
    assert_string_equal(t.rows[0].path, "tiny.lex/middles.tsv");
    dmr_gazetteer *g;
    assert_int_equal(dmr_gazetteer_load(&g, c.tables, arena, &err), 0);
    assert_true(g->n_keys > 5);
}

/* `bytes` as a file: refused with one line, or read and used. */
static bool try_bytes(const char *bytes, size_t n)
{
    dmr_arena *own = dmr_arena_new(0);
    dmr_compiled c;
    demarche_error err = {0};
    demarche_status status =
        dmr_compiled_read(&c, "bent.lex", dmr_str(bytes, n), true, own, &err);
    if (!status)
        assert_true(tiny_read(c.gazetteer, own) < 100);
    else if (status != DEMARCHE_E_LEXICON || strncmp(err.message, "bent.lex", 8) != 0)
        fail_msg("status %d: %s", (int)status, err.message);
    dmr_arena_free(own);
    return status == DEMARCHE_OK;
}

static void a_file_cut_off_anywhere_is_refused(void **state)
{
    (void)state;
    demarche_str whole = tiny_compiled(arena);
    char *copy = malloc(whole.len);
    for (size_t n = 0; n < whole.len; n++) {
        memcpy(copy, whole.ptr, n);
        assert_false(try_bytes(copy, n));
        /* with a size and a checksum that fit */
        if (n < TINY_HEADER || n % 32)
            continue;
        uint64_t size = n;
        memcpy(copy + 24, &size, sizeof size);
        tiny_seal(copy, n);
        (void)try_bytes(copy, n);
        memcpy(copy, whole.ptr, TINY_HEADER);
    }
    free(copy);
}

static void a_changed_byte_is_seen(void **state)
{
    (void)state;
    demarche_str whole = tiny_compiled(arena);
    char *copy = malloc(whole.len);
    memcpy(copy, whole.ptr, whole.len);
    for (size_t i = 0; i < whole.len; i++) {
        copy[i] ^= 0x10;
        assert_false(try_bytes(copy, whole.len));
        copy[i] ^= 0x10;
    }
    assert_true(try_bytes(copy, whole.len));
    free(copy);
}

/* Whoever bends a file may make its checksum right: nothing of it is trusted. */
static void bytes_bent_under_a_right_checksum_do_no_harm(void **state)
{
    (void)state;
    static const uint32_t words[] = {0,          1,          2,          0x7FFFFFFF,
                                     0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 40};
    demarche_str whole = tiny_compiled(arena);
    size_t refused = 0, taken = 0;
    char *copy = malloc(whole.len);
    memcpy(copy, whole.ptr, whole.len);
    for (size_t i = 32; i + 4 <= whole.len; i += 4) {
        for (size_t k = 0; k < sizeof words / sizeof *words + 2; k++) {
            uint32_t word;
            memcpy(&word, whole.ptr + i, sizeof word);
            word = k < 8 ? words[k] : k == 8 ? word + 1 : word - 1;
            memcpy(copy + i, &word, sizeof word);
            tiny_seal(copy, whole.len);
            bool ok = try_bytes(copy, whole.len);
            taken += ok;
            refused += !ok;
        }
        memcpy(copy + i, whole.ptr + i, 4);
    }
    free(copy);
    assert_true(refused > 1000);
    assert_true(taken > 1000); /* a letter of a name may be any other */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_loaded_comes_out_again),
        cmocka_unit_test(its_tables_can_be_loaded_with_others_over_them),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(a_changed_byte_is_seen),
        cmocka_unit_test(bytes_bent_under_a_right_checksum_do_no_harm),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
