/* Which event of one coding is which of another: on drawn events, whichever comes first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "record/record_diff.h"

enum { MOST = 12, DRAWS = 3000 };

static uint32_t seed;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static demarche_str letter(char first, uint32_t of)
{
    static char letters[26][2];
    char c = (char)(first + (int)draw(of));
    letters[c - 'a'][0] = c;
    return dmr_str(letters[c - 'a'], 1);
}

/* Few values of everything, so that much is alike. */
static void draw_events(dmr_diff_events *events, dmr_diff_event *at)
{
    events->at = at;
    events->n = events->room = draw(MOST + 1);
    for (size_t i = 0; i < events->n; i++) {
        size_t start = draw(4);
        at[i] = (dmr_diff_event){.pair = DMR_DIFF_NONE, .id = letter('a', 20)};
        at[i].sentence = (demarche_span){draw(3) * 100, 1000};
        if (draw(4))
            at[i].trigger = (demarche_span){start, start + 1 + draw(3)};
        at[i].field[DMR_DIFF_TYPE] = letter('a', 2);
        at[i].field[DMR_DIFF_ACTOR] = letter('a', 3);
    }
    dmr_diff_set_keys(events, NULL);
}

static bool in_one_sentence(const dmr_diff_event *a, const dmr_diff_event *b)
{
    return a->sentence.start == b->sentence.start;
}

/* Two that nothing pairs, though they are of one kind: one of them must have a pair. */
static void nothing_alike_is_left(const dmr_diff_events *a, const dmr_diff_events *b)
{
    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < b->n; k++) {
            const dmr_diff_event *x = &a->at[i], *y = &b->at[k];
            if (x->pair != DMR_DIFF_NONE || y->pair != DMR_DIFF_NONE)
                continue;
            assert_false(dmr_str_eq(x->id, y->id));
            assert_false(in_one_sentence(x, y) && x->trigger.end &&
                         x->trigger.start == y->trigger.start &&
                         x->trigger.end == y->trigger.end);
        }
    }
}

static void pairs_are_the_same_with_the_sides_exchanged(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    dmr_diff_event one[MOST], two[MOST], three[MOST], four[MOST];
    size_t paired = 0, apart = 0;
    for (seed = 1; seed <= DRAWS; seed++) {
        uint32_t at = seed;
        dmr_diff_events a, b;
        draw_events(&a, one);
        draw_events(&b, two);
        memcpy(three, one, sizeof one);
        memcpy(four, two, sizeof two);
        dmr_diff_events a2 = {three, a.n, a.n}, b2 = {four, b.n, b.n};
        assert_true(dmr_diff_match(&a, &b, arena) && dmr_diff_match(&b2, &a2, arena));
        for (size_t i = 0; i < a.n; i++) {
            assert_int_equal(a.at[i].pair, a2.at[i].pair);
            if (a.at[i].pair == DMR_DIFF_NONE) {
                apart++;
                continue;
            }
            paired++;
            assert_true(a.at[i].pair < b.n);
            assert_int_equal(b.at[a.at[i].pair].pair, i); /* one with one */
            assert_true(dmr_str_eq(a.at[i].id, b.at[a.at[i].pair].id) ||
                        in_one_sentence(&a.at[i], &b.at[a.at[i].pair]));
        }
        nothing_alike_is_left(&a, &b);
        dmr_arena_reset(arena);
        seed = at;
    }
    assert_true(paired > DRAWS && apart > DRAWS / 2); /* the draws say something */
    dmr_arena_free(arena);
}

/* Two versions: the sentence is known by its words, wherever it stands. */
static void sentences_of_two_versions_are_known_by_their_words(void **state)
{
    (void)state;
    dmr_arena *arena = dmr_arena_new(0);
    demarche_str before = DMR_STR("He came. He left."),
                 after = DMR_STR("He left. He ran.");
    dmr_diff_event x = {.pair = DMR_DIFF_NONE, .id = DMR_STR("x"), .sentence = {9, 17}};
    dmr_diff_event y = {.pair = DMR_DIFF_NONE, .id = DMR_STR("y"), .sentence = {0, 8}};
    x.trigger = y.trigger = (demarche_span){3, 7};
    dmr_diff_events a = {&x, 1, 1}, b = {&y, 1, 1};
    dmr_diff_set_keys(&a, NULL);
    dmr_diff_set_keys(&b, NULL);
    assert_true(dmr_diff_match(&a, &b, arena));
    assert_true(x.pair == DMR_DIFF_NONE);
    dmr_diff_set_keys(&a, &before);
    dmr_diff_set_keys(&b, &after);
    assert_true(dmr_diff_match(&a, &b, arena));
    assert_int_equal(x.pair, 0);
    x.sentence = (demarche_span){12, SIZE_MAX}; /* beyond the text of a damaged record */
    assert_string_equal(dmr_diff_sentence(&x, before).ptr, "left.");
    assert_int_equal(dmr_diff_sentence(&x, before).len, 5);
    dmr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_the_same_with_the_sides_exchanged),
        cmocka_unit_test(sentences_of_two_versions_are_known_by_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
