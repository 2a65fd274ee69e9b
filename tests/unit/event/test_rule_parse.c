/* What rules may look like, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "event/rule.h"

static dmr_arena *arena;
static dmr_classes classes;

static int set_up(void **state)
{
    (void)state;
    arena = dmr_arena_new(0);
    static const dmr_map *sets[1];
    dmr_map *arms = dmr_map_new(arena);
    dmr_map_set(arms, DMR_STR("rifle"), 1);
    sets[0] = arms;
    classes.index = dmr_map_new(arena);
    dmr_map_set(classes.index, DMR_STR("arms"), 0);
    classes.set = sets;
    classes.n = 1;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    dmr_arena_free(arena);
    return 0;
}

static bool parse(dmr_rule *rule, const char *pattern, const char *parties)
{
    demarche_str why;
    *rule = (dmr_rule){0};
    bool ok = dmr_rule_parse(rule, dmr_str_c(pattern), dmr_str_c(parties), &classes,
                             arena, &why);
    assert_true(ok || why.len > 0);
    return ok;
}

static void a_whole_row_is_understood(void **state)
{
    (void)state;
    dmr_rule r;
    assert_true(parse(&r, "send|ship/V obj:{arms} to|for:<party> with:!gift",
                      "subj > to|for via through"));
    assert_int_equal(r.pos, DMR_TRIGGER_VERB);
    assert_int_equal(r.n_triggers, 2);
    assert_int_equal(r.n_tests, 3);
    assert_int_equal(r.tests[1].slots.n, 2);
    assert_int_equal(r.tests[1].want, DMR_WANT_PARTY);
    assert_true(r.tests[2].negated);
    assert_int_equal(dmr_map_get(r.tests[0].words, DMR_STR("rifle"), 0), 1);
    assert_false(r.mutual);
    assert_int_equal(r.via.n, 1);
    assert_true(dmr_str_is(r.via.at[0].prep, "through"));
}

static void words_around_the_trigger_are_kept_on_their_side(void **state)
{
    (void)state;
    dmr_rule r;
    assert_true(parse(&r, "break_off/V", "subj > with"));
    assert_true(dmr_str_is(r.triggers[0].key, "break"));
    assert_true(dmr_str_is(r.triggers[0].after[0], "off"));
    assert_true(parse(&r, "air_strike/N", "subj > on"));
    assert_true(dmr_str_is(r.triggers[0].key, "strike"));
    assert_true(dmr_str_is(r.triggers[0].before[0], "air"));
    assert_true(parse(&r, "declaration_of_war/N", "poss > on"));
    assert_true(dmr_str_is(r.triggers[0].key, "declaration"));
    assert_int_equal(r.triggers[0].n_after, 2);
}

static void special_rules_outweigh_general_ones(void **state)
{
    (void)state;
    dmr_rule general, party, special;
    assert_true(parse(&general, "meet/V", "subj + with"));
    assert_true(parse(&party, "meet/V with:<party>", "subj + with"));
    assert_true(parse(&special, "meet/V obj:need", "subj > for"));
    assert_true(party.weight > general.weight);
    assert_true(special.weight > party.weight);
}

static void sides_may_lack_where_they_say_so(void **state)
{
    (void)state;
    dmr_rule r;
    assert_true(parse(&r, "resign/V", "subj > ?"));
    assert_true(r.recipient_may_lack);
    assert_false(r.actor_may_lack);
    assert_true(parse(&r, "trade/V", "subj + with"));
    assert_true(r.mutual);
}

static void what_is_wrong_is_refused(void **state)
{
    (void)state;
    dmr_rule r;
    assert_false(parse(&r, "", "subj > obj"));
    assert_false(parse(&r, "send", "subj > obj"));
    assert_false(parse(&r, "send/X", "subj > obj"));
    assert_false(parse(&r, "a_b_c_d_e/V", "subj > obj"));
    assert_false(parse(&r, "send/V obj", "subj > obj"));
    assert_false(parse(&r, "send/V obj:", "subj > obj"));
    assert_false(parse(&r, "send/V obj:{nosuch}", "subj > obj"));
    assert_false(parse(&r, "send/V obj:<nosuch>", "subj > obj"));
    assert_false(parse(&r, "send/V OBJ:arms", "subj > obj"));
    assert_false(parse(&r, "send/V", "subj obj"));
    assert_false(parse(&r, "send/V", "SUBJ > obj"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_row_is_understood),
        cmocka_unit_test(words_around_the_trigger_are_kept_on_their_side),
        cmocka_unit_test(special_rules_outweigh_general_ones),
        cmocka_unit_test(sides_may_lack_where_they_say_so),
        cmocka_unit_test(what_is_wrong_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
