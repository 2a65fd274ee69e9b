/* Patterns as they are written, and the steps that they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "event/pattern.h"

typedef struct parsed {
    dmr_arena *arena;
    dmr_map *sets;
    dmr_pattern pattern;
    const char *why;
    bool good;
} parsed;

static parsed parse(const char *text)
{
    parsed p = {.arena = dmr_arena_new(0)};
    assert_non_null(p.arena);
    p.sets = dmr_map_new(p.arena);
    assert_true(dmr_map_set(p.sets, DMR_STR("SHIP"), 7));
    p.good = dmr_pattern_parse(&p.pattern, dmr_str_c(text), p.sets, p.arena, &p.why);
    return p;
}

static void done(parsed *p)
{
    dmr_arena_free(p->arena);
}

static void refuses(const char *text, const char *why)
{
    parsed p = parse(text);
    assert_false(p.good);
    assert_non_null(strstr(p.why, why));
    done(&p);
}

static void steps_go_outwards_from_the_verb(void **state)
{
    (void)state;
    parsed p = parse("WILL NOT * AT QUAY");
    assert_true(p.good);
    assert_int_equal(p.pattern.n_before, 2);
    assert_int_equal(p.pattern.n_behind, 2);
    assert_true(dmr_str_is(p.pattern.before[0].word, "NOT"));
    assert_true(dmr_str_is(p.pattern.before[1].word, "WILL"));
    assert_true(dmr_str_is(p.pattern.behind[0].word, "AT"));
    assert_true(dmr_str_is(p.pattern.behind[1].word, "QUAY"));
    done(&p);
}

static void an_underline_joins_to_the_word_nearer_to_the_verb(void **state)
{
    (void)state;
    parsed p = parse("BIG_RED_* AT_QUAY NOW");
    assert_true(p.good);
    assert_true(p.pattern.before[0].close);  /* RED to the verb */
    assert_true(p.pattern.before[1].close);  /* BIG to RED */
    assert_false(p.pattern.behind[0].close); /* AT */
    assert_true(p.pattern.behind[1].close);  /* QUAY to AT */
    assert_false(p.pattern.behind[2].close); /* NOW */
    done(&p);
    p = parse("RED_ * AT_ QUAY"); /* "_" and a blank: no stemming, once; not joined */
    assert_true(p.good);
    assert_false(p.pattern.before[0].close);
    assert_false(p.pattern.behind[1].close);
    done(&p);
}

static void marks_and_sets_are_steps(void **state)
{
    (void)state;
    parsed p = parse("$ ^ * &SHIP_+ %");
    assert_true(p.good);
    assert_int_equal(p.pattern.before[0].kind, DMR_STEP_SKIP);
    assert_int_equal(p.pattern.before[1].kind, DMR_STEP_SOURCE);
    assert_int_equal(p.pattern.behind[0].kind, DMR_STEP_SET);
    assert_int_equal(p.pattern.behind[0].set, 7);
    assert_int_equal(p.pattern.behind[1].kind, DMR_STEP_TARGET);
    assert_int_equal(p.pattern.behind[2].kind, DMR_STEP_BOTH);
    done(&p);
}

static void brackets_number_their_phrases(void **state)
{
    (void)state;
    parsed p = parse("* {DRY DOCK} ROPE (AT {OLD QUAY}) (BY)");
    static const int phrases[] = {1, 1, 0, 2, 2, 2, 3};
    assert_true(p.good);
    assert_int_equal(p.pattern.n_behind, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(p.pattern.behind[i].phrase, phrases[i]);
    done(&p);
}

static void what_is_no_pattern_is_refused(void **state)
{
    (void)state;
    refuses("AT QUAY", "no '*'");
    refuses("* AT *", "a second '*'");
    refuses("*", "nothing but the verb");
    refuses("", "no '*'");
    refuses("* {{A}", "'{' within '{'");
    refuses("* (A", "without its other half");
    refuses("* A)", "without its other half");
    refuses("* &NONE", "not defined");
    refuses("* A A A A A A A A A A A A A A A A A", "too many words");
    refuses("A A A A A A A A A A A A A A A A A A A A A A A A A A A A A A A A A A *",
            "too many words");
}

static void deeds_may_have_two_directions(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    dmr_deed deed;
    assert_null(dmr_deed_parse(&deed, DMR_STR("032:033"), arena));
    assert_string_equal(deed.code_c, "032");
    assert_string_equal(deed.back_c, "033");
    assert_null(dmr_deed_parse(&deed, DMR_STR(":173"), arena));
    assert_string_equal(deed.code_c, "");
    assert_string_equal(deed.back_c, "173");
    assert_null(dmr_deed_parse(&deed, DMR_STR("---"), arena));
    assert_int_equal(deed.code.len + deed.back.len, 0);
    assert_non_null(dmr_deed_parse(&deed, DMR_STR(""), arena));
    assert_non_null(dmr_deed_parse(&deed, DMR_STR(":"), arena));
    assert_non_null(dmr_deed_parse(&deed, DMR_STR("01 2"), arena));
    dmr_arena_free(arena);
}

static void changes_are_read(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    dmr_change c;
    assert_null(dmr_change_parse(&c, DMR_STR("a (b . ATTACK ) SAY = a b 112"), arena));
    assert_int_equal(c.subject, 'a');
    assert_int_equal(c.source, 'b');
    assert_int_equal(c.target, '.');
    assert_int_equal(c.by, 'a');
    assert_int_equal(c.to, 'b');
    assert_true(dmr_str_is(c.verbs[0], "SAY"));
    assert_true(dmr_str_is(c.verbs[1], "ATTACK"));
    assert_string_equal(c.deed.code_c, "112");
    assert_null(dmr_change_parse(&c, DMR_STR("a (a b Q) SAY = a b Q"), arena));
    assert_int_equal(c.deed.code.len, 0);
    static const char *const bad[] = {
        "",
        "a (a b ATTACK) SAY",
        "a (a b ATTACK) SAY = a b",
        "a (a b ATTACK) SAY = a b 015 x",
        "a (a b ATTACK) SAY = a c 015",
        "a a b ATTACK SAY = a b 015 ( )",
        ". (a b ATTACK) SAY = a b 015",
        "a (a b ATTACK) SAY = a . 015",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(dmr_change_parse(&c, dmr_str_c(bad[i]), arena));
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_go_outwards_from_the_verb),
        cmocka_unit_test(an_underline_joins_to_the_word_nearer_to_the_verb),
        cmocka_unit_test(marks_and_sets_are_steps),
        cmocka_unit_test(brackets_number_their_phrases),
        cmocka_unit_test(what_is_no_pattern_is_refused),
        cmocka_unit_test(changes_are_read),
        cmocka_unit_test(deeds_may_have_two_directions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
