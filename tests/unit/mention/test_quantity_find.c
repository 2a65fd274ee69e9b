#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mention/quantity_find.h"
#include "words_tree.h"

typedef struct row {
    const char *words, *quantities; /* "span: sign value unit", parted by "; " */
} row;

static void check(dmr_arena *arena, const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        words_tree kit;
        dmr_mention_list list = {0};
        char got[1024] = "";
        size_t at = 0;
        const dmr_tree *tree = words_tree_of(&kit, rows[i].words);
        assert_int_equal(dmr_quantity_find(tree, 0, 0, &list, arena, NULL), DEMARCHE_OK);
        for (size_t k = 0; k < list.n; k++) {
            char span[512];
            const dmr_mention *m = &list.at[k];
            at += (size_t)snprintf(got + at, sizeof got - at, "%s%s: %.*s %.15g %.*s",
                                   k ? "; " : "",
                                   words_tree_span(tree, m->first, m->last, span),
                                   (int)m->comparator.len, m->comparator.ptr, m->number,
                                   (int)m->unit.len, m->unit.len ? m->unit.ptr : "");
        }
        if (strcmp(got, rows[i].quantities) != 0)
            fail_msg("\"%s\"\n  gives \"%s\"\n  not   \"%s\"", rows[i].words, got,
                     rows[i].quantities);
    }
}

#define EACH(rows) check(*state, rows, sizeof(rows) / sizeof *(rows))

static void comparators_are_read(void **state)
{
    static const row rows[] = {
        {"sent more than 6,000 men/NOUN=man", "more than 6,000: > 6000 man"},
        {"some 300,000 people/NOUN", "some 300,000: ~ 300000 person"},
        {"at least 20 tanks/NOUN=tank", "at least 20: >= 20 tank"},
        {"up to 20 tanks/NOUN=tank", "up to 20: <= 20 tank"},
        {"fewer than 20 tanks/NOUN=tank", "fewer than 20: < 20 tank"},
        {"no fewer than 20 tanks/NOUN=tank", "no fewer than 20: >= 20 tank"},
        {"no more than 20 tanks/NOUN=tank", "no more than 20: <= 20 tank"},
        {"nearly 20 tanks/NOUN=tank", "nearly 20: ~ 20 tank"},
        {"20 or more tanks/NOUN=tank", "20 or more: >= 20 tank"},
        {"between 20 and 30 tanks/NOUN=tank",
         "between 20 and 30: >= 20 tank; between 20 and 30: <= 30 tank"},
        {"20 to 30 tanks/NOUN=tank", "20 to 30: >= 20 tank; 20 to 30: <= 30 tank"},
        {"20 to 30 million tons/NOUN=ton",
         "20 to 30 million: >= 20000000 ton; 20 to 30 million: <= 30000000 ton"},
    };
    EACH(rows);
}

static void words_are_numbers_too(void **state)
{
    static const row rows[] = {
        {"thirty/NUM _- _six/NUM buses/NOUN=bus", "thirty - six: = 36 bus"},
        {"thirty-six/NUM buses/NOUN=bus", "thirty-six: = 36 bus"},
        {"two/NUM hundred/NUM and fifty/NUM thousand/NUM men/NOUN=man",
         "two hundred and fifty thousand: = 250000 man"},
        {"a dozen ships/NOUN=ship", "a dozen: = 12 ship"},
        {"half a million tons/NOUN=ton", "half a million: = 500000 ton"},
        {"2.5 million tons/NOUN=ton", "2.5 million: = 2500000 ton"},
        {"two/NUM and a half million/NUM tons/NOUN=ton",
         "two and a half million: = 2500000 ton"},
        {"hundreds/NOUN of soldiers/NOUN=soldier", "hundreds: >= 200 soldier"},
        {"tens/NOUN of thousands/NOUN of people/NOUN=people",
         "tens of thousands: >= 20000 person"},
        {"one/NUM copy/NOUN<2:compound machine/NOUN=machine", "one: = 1 copy machine"},
    };
    EACH(rows);
}

static void money_and_shares_have_their_units(void **state)
{
    static const row rows[] = {
        {"lent $ 5 million to them", "$ 5 million: = 5000000 USD"},
        {"lent more than $ 5 million", "more than $ 5 million: > 5000000 USD"},
        {"lent 3 billion dollars/NOUN=dollar", "3 billion dollars: = 3000000000 USD"},
        {"lent 50 million rubles/NOUN=ruble", "50 million rubles: = 50000000 RUB"},
        {"lent 5 million Canadian/ADJ dollars/NOUN=dollar",
         "5 million Canadian dollars: = 5000000 CAD"},
        {"grew 20 percent", "20 percent: = 20 percent"},
        {"grew 2.5 _%", "2.5 %: = 2.5 percent"},
    };
    EACH(rows);
}

static void names_and_ordinals_are_no_quantities(void **state)
{
    static const row rows[] = {
        {"Resolution 242 was passed", ""}, {"the F _- _16 fell", ""},
        {"the third ship/NOUN", ""},       {"one/PRON of the ships/NOUN", ""},
        {"they met in Article 5", ""},     {"nobody came", ""},
    };
    EACH(rows);
}

static void words_of_a_time_are_passed_over(void **state)
{
    dmr_arena *arena = *state;
    words_tree kit;
    dmr_mention_list list = {0};
    const dmr_tree *tree = words_tree_of(&kit, "for three/NUM years/NOUN=year");
    assert_non_null(
        dmr_mention_list_add(&list, arena, DEMARCHE_MENTION_TIME, 0, 1, 2, 2));
    assert_int_equal(dmr_quantity_find(tree, 0, 0, &list, arena, NULL), DEMARCHE_OK);
    assert_int_equal(list.n, 1);
}

static void a_people_counts_persons(void **state)
{
    dmr_arena *arena = *state;
    words_tree kit;
    dmr_mention_list list = {0};
    const dmr_tree *tree = words_tree_of(&kit, "sent 6,000 Soviets/PROPN=Soviet");
    dmr_mention *people =
        dmr_mention_list_add(&list, arena, DEMARCHE_MENTION_STATE, 0, 2, 2, 2);
    assert_non_null(people);
    people->is_list_name = true;
    assert_int_equal(dmr_quantity_find(tree, 0, 0, &list, arena, NULL), DEMARCHE_OK);
    assert_int_equal(list.n, 2);
    assert_true(dmr_str_is(list.at[1].unit, "person"));
}

static int set_up(void **state)
{
    *state = dmr_arena_new(0);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    dmr_arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparators_are_read),
        cmocka_unit_test(words_are_numbers_too),
        cmocka_unit_test(money_and_shares_have_their_units),
        cmocka_unit_test(names_and_ordinals_are_no_quantities),
        cmocka_unit_test(words_of_a_time_are_passed_over),
        cmocka_unit_test(a_people_counts_persons),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
