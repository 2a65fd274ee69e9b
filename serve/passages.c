#include "passages.h"

#include <string.h>

enum {
    CARD_BYTES = 125, /* of text beside which a coding stands, about */
    CARDS_LEAST = 3   /* that are shown beside however little text */
};

static bool is_same(const json_t *a, const json_t *b, const char *key)
{
    const char *x = json_string_value(json_object_get(a, key));
    const char *y = json_string_value(json_object_get(b, key));
    return x && y && strcmp(x, y) == 0;
}

/* ------------------------------------------------------------------------------ sentences */

/* From piece `at` on those that are one phrase: where the next begins. */
static size_t phrase_end(const json_t *pieces, size_t at)
{
    const json_t *first = json_array_get(pieces, at++), *next;
    if (!json_is_true(json_object_get(first, "trigger")))
        return at;
    while ((next = json_array_get(pieces, at)) &&
           json_is_true(json_object_get(next, "trigger")) && is_same(first, next, "card"))
        at++;
    return at;
}

/* Words that tell an event and are cut, as another part of it ends among them, are one link. */
static json_t *runs_of(const json_t *pieces)
{
    json_t *out = json_array();
    for (size_t i = 0, end; i < json_array_size(pieces); i = end) {
        json_t *first = json_array_get(pieces, i);
        end = phrase_end(pieces, i);
        if (end == i + 1) {
            json_array_append(out, first);
            continue;
        }
        room_text whole = {0};
        for (size_t k = i; k < end; k++) {
            const json_t *text = json_object_get(json_array_get(pieces, k), "text");
            room_put_markup(&whole, json_string_value(text), json_string_length(text));
        }
        json_t *run = json_copy(first);
        page_put(run, "text", page_text((demarche_str){whole.at, whole.n}));
        room_text_free(&whole);
        json_array_append_new(out, run);
    }
    return out;
}

static json_t *sentences_of(const json_t *block)
{
    json_t *out = json_array(), *sentence;
    const json_t *sentences = json_object_get(block, "sentences");
    size_t i;
    json_array_foreach((json_t *)(uintptr_t)sentences, i, sentence)
    {
        json_t *one = json_copy(sentence);
        page_put(one, "runs", runs_of(json_object_get(sentence, "pieces")));
        json_array_append_new(out, one);
    }
    return out;
}

static void put_words(room_text *out, const json_t *block)
{
    json_t *sentence, *piece;
    size_t i, k;
    json_array_foreach(json_object_get(block, "sentences"), i, sentence)
    {
        room_put(out, " ");
        json_array_foreach(json_object_get(sentence, "pieces"), k, piece)
        {
            const json_t *text = json_object_get(piece, "text");
            room_put_markup(out, json_string_value(text), json_string_length(text));
        }
    }
}

/* ---------------------------------------------------------------------------------- cards */

/* Those of the sentences up to `last`, from card *at on. */
static void take_cards(json_t *into, const json_t *rows, size_t *at, int64_t last)
{
    json_t *row;
    while ((row = json_array_get(rows, *at)) &&
           page_count(row, "sentence_number") <= last) {
        json_array_append(into, row);
        ++*at;
    }
}

/* As many as the text is long stay beside it; one alone is not worth to be opened. */
static void fold(json_t *passage, json_t *cards, size_t bytes)
{
    size_t n = json_array_size(cards), shown = bytes / CARD_BYTES;
    json_t *more = json_array();
    shown = shown < CARDS_LEAST ? CARDS_LEAST : shown;
    for (size_t i = shown; n > shown + 1 && i < n; i++)
        json_array_append(more, json_array_get(cards, i));
    size_t n_more = json_array_size(more);
    for (size_t i = 0; i < n_more; i++)
        json_array_remove(cards, n - 1 - i);
    page_put(passage, "any", json_boolean(n > 0));
    page_put(passage, "several", json_boolean(n_more > 0));
    page_put(passage, "n_more", json_integer((json_int_t)n_more));
    page_put(passage, "cards", cards);
    page_put(passage, "more", more);
}

/* ------------------------------------------------------------------------------- headings */

static const char *past_blanks(const char *at)
{
    return at + strspn(at, " \t\n\v\f\r");
}

/* The next character of words of which neither blanks nor large letters tell; 0 behind the last. */
static char next_of(const char **at)
{
    const char *behind = past_blanks(*at);
    bool blank = behind > *at && *behind;
    *at = behind;
    if (blank)
        return ' ';
    char c = **at;
    *at += c != '\0';
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_words(const char *a, const char *b)
{
    char c;
    a = past_blanks(a);
    b = past_blanks(b);
    while ((c = next_of(&a)) == next_of(&b)) {
        if (!c)
            return true;
    }
    return false;
}

static bool is_title(const page *p, const json_t *block)
{
    const char *title = json_string_value(json_object_get(p->model, "title"));
    room_text words = {0};
    if (!title || !json_is_true(json_object_get(block, "heading")))
        return false;
    put_words(&words, block);
    bool same = words.at && !words.failed && same_words(words.at, title);
    room_text_free(&words);
    return same;
}

void passages_put(page *p)
{
    json_t *passages = json_array(), *cards = json_array(), *block;
    const json_t *blocks = json_object_get(p->model, "blocks");
    const json_t *rows = json_object_get(p->model, "rows");
    size_t i, at = 0;
    json_array_foreach((json_t *)(uintptr_t)blocks, i, block)
    {
        json_t *passage = json_copy(block), *sentences = sentences_of(block);
        const json_t *last = json_array_get(sentences, json_array_size(sentences) - 1);
        room_text words = {0};
        put_words(&words, block);
        page_put(passage, "sentences", sentences);
        if (last)
            take_cards(cards, rows, &at, page_count(last, "number"));
        if (!i && json_array_size(blocks) > 1 && is_title(p, block)) {
            page_put(p->drawn, "heading", passage);
        } else {
            fold(passage, cards, words.n);
            cards = json_array();
            json_array_append_new(passages, passage);
        }
        room_text_free(&words);
    }
    json_decref(cards);
    page_put(p->drawn, "passages", passages);
}
