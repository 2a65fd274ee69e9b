/* A text as its page sets it: codings beside their paragraph, a phrase as one link, the title once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "passages.h"

/* Of a model with that title, blocks and codings. */
static json_t *set(const char *title, const char *blocks, json_t *rows)
{
    page p = {.model = json_object(), .drawn = json_object()};
    page_set_string(&p, "title", title);
    page_set(&p, "blocks", json_loads(blocks, 0, NULL));
    page_set(&p, "rows", rows);
    assert_true(json_is_array(json_object_get(p.model, "blocks")));
    passages_put(&p);
    json_decref(p.model);
    return p.drawn;
}

/* Codings told by these sentences. */
static json_t *told_by(const int *sentences, size_t n)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            rows, json_pack("{s:I}", "sentence_number", (json_int_t)sentences[i]));
    return rows;
}

/* "1 1 2": the sentences of a list of codings. */
static void are(const json_t *cards, const char *wanted)
{
    char have[200] = "";
    for (size_t i = 0; i < json_array_size(cards); i++)
        snprintf(have + strlen(have), sizeof have - strlen(have), "%s%d", i ? " " : "",
                 (int)json_integer_value(
                     json_object_get(json_array_get(cards, i), "sentence_number")));
    assert_string_equal(have, wanted);
}

static const json_t *cards_of(const json_t *drawn, size_t passage, const char *key)
{
    return json_object_get(json_array_get(json_object_get(drawn, "passages"), passage),
                           key);
}

#define WORDS(number, text)                                                              \
    "{\"number\":" number ",\"pieces\":[{\"text\":\"" text "\",\"trigger\":false}]}"
#define BLOCK(heading, sentences)                                                        \
    "{\"heading\":" heading ",\"sentences\":[" sentences "]}"

static void codings_stand_beside_the_paragraph_that_tells_them(void **state)
{
    (void)state;
    static const int by[] = {0, 2, 2, 3, 7};
    json_t *drawn =
        set("T",
            "[" BLOCK("false", WORDS("0", "A.") "," WORDS("1", "B.")) "," BLOCK(
                "false", WORDS("2", "C.")) "," BLOCK("false", WORDS("3", "D.")) "]",
            told_by(by, 5));
    are(cards_of(drawn, 0, "cards"), "0");
    are(cards_of(drawn, 1, "cards"), "2 2");
    are(cards_of(drawn, 2, "cards"), "3");
    assert_true(json_is_true(cards_of(drawn, 0, "any")));
    assert_true(json_is_false(cards_of(drawn, 0, "several")));
    json_decref(drawn);
}

static void more_than_the_text_is_long_are_folded_but_not_one_alone(void **state)
{
    (void)state;
    static const int by[] = {0, 0, 0, 0, 1, 1, 1, 1, 1};
    json_t *drawn =
        set("T",
            "[" BLOCK("false", WORDS("0", "A.")) "," BLOCK("false", WORDS("1", "B.")) "]",
            told_by(by, 9));
    are(cards_of(drawn, 0, "cards"), "0 0 0 0");
    are(cards_of(drawn, 0, "more"), "");
    are(cards_of(drawn, 1, "cards"), "1 1 1");
    are(cards_of(drawn, 1, "more"), "1 1");
    assert_true(json_is_true(cards_of(drawn, 1, "several")));
    assert_int_equal(json_integer_value(cards_of(drawn, 1, "n_more")), 2);
    json_decref(drawn);
}

static void a_heading_that_is_the_title_is_said_once(void **state)
{
    (void)state;
    static const int by[] = {0, 1};
#define TEXT                                                                             \
    "[" BLOCK("true", WORDS("0", "The  BEAGLE\\tChannel ")) "," BLOCK(                   \
        "false", WORDS("1", "B.")) "]"
    json_t *drawn = set("The Beagle Channel", TEXT, told_by(by, 2));
    assert_non_null(json_object_get(drawn, "heading"));
    assert_int_equal(json_array_size(json_object_get(drawn, "passages")), 1);
    are(cards_of(drawn, 0, "cards"), "0 1"); /* none is lost */
    json_decref(drawn);
    static const char *const others[] = {"The Beagle Channels", "The Beagle", "",
                                         "TheBeagle Channel", "The Beagle Channe l"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        drawn = set(others[i], TEXT, told_by(by, 2));
        assert_null(json_object_get(drawn, "heading"));
        assert_int_equal(json_array_size(json_object_get(drawn, "passages")), 2);
        are(cards_of(drawn, 0, "cards"), "0");
        json_decref(drawn);
    }
    /* A document that is nothing but its title keeps it. */
    drawn = set("T", "[" BLOCK("true", WORDS("0", "T")) "]", told_by(by, 1));
    assert_null(json_object_get(drawn, "heading"));
    are(cards_of(drawn, 0, "cards"), "0");
    json_decref(drawn);
}

static void a_phrase_that_is_cut_is_one_link(void **state)
{
    (void)state;
#define PIECE(text, trigger, card)                                                       \
    "{\"text\":\"" text "\",\"trigger\":" trigger ",\"card\":\"" card "\"}"
    json_t *drawn = set(
        "T",
        "[{\"heading\":false,\"sentences\":[{\"number\":0,\"pieces\":[" PIECE(
            "gave ", "true",
            "a") "," PIECE("trucks", "true",
                           "a") "," PIECE(" sent", "true",
                                          "b") "," PIECE(" to", "false",
                                                         "b") "," PIECE(" Paju", "false",
                                                                        "b") "]}]}]",
        json_array());
    const json_t *sentence = json_array_get(cards_of(drawn, 0, "sentences"), 0);
    const json_t *runs = json_object_get(sentence, "runs");
    static const char *const wanted[] = {"gave trucks", " sent", " to", " Paju"};
    assert_int_equal(json_array_size(runs), 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(
            json_string_value(json_object_get(json_array_get(runs, i), "text")),
            wanted[i]);
    /* What programs are given is cut as it was. */
    assert_int_equal(json_array_size(json_object_get(sentence, "pieces")), 5);
    json_decref(drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codings_stand_beside_the_paragraph_that_tells_them),
        cmocka_unit_test(more_than_the_text_is_long_are_folded_but_not_one_alone),
        cmocka_unit_test(a_heading_that_is_the_title_is_said_once),
        cmocka_unit_test(a_phrase_that_is_cut_is_one_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
