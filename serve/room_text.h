/*
 * A page under construction. Two kinds of words go into it by two kinds of functions: ours,
 * string literals, as they are; and those of documents, records and addresses, which are
 * always escaped. There is no function that takes a stranger's words as markup.
 */
#ifndef DEMARCHE_SERVE_ROOM_TEXT_H
#define DEMARCHE_SERVE_ROOM_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "demarche.h"

/* On the heap; {0} is empty; free with room_text_free. */
typedef struct room_text {
    char *at; /* (n of room), a NUL behind the last */
    size_t n, room;
    bool failed; /* no memory, or beyond ROOM_TEXT_MOST: what it has is not whole */
} room_text;

enum { ROOM_TEXT_MOST = 64 << 20 };

void room_text_free(room_text *t);

/* Markup of ours. The empty string before it lets only literals through. */
#define room_put(t, literal) room_put_markup((t), "" literal, sizeof(literal) - 1)
void room_put_markup(room_text *t, const char *markup, size_t n);

/* Anybody's words, as text of an element or value of an attribute in quotes: & < > " ' are
 * escaped, control characters but tab and line feed left out, bytes that are no UTF-8 become
 * U+FFFD. */
void room_put_words(room_text *t, demarche_str words);

/* The words of a NUL-terminated string; NULL is empty. */
void room_put_string(room_text *t, const char *words);

void room_put_int(room_text *t, int64_t number);

/* With at most so many digits behind the point (0 to 6), none that say nothing: "12.5"; what is
 * not finite is "0". Never by the locale. */
void room_put_real(room_text *t, double number, int digits);

/* How many of the n bytes (1 or more) at `bytes` are one character of UTF-8 (RFC 3629; U+FFFE
 * and U+FFFF, which no XML may hold, are none); 0: none are. */
size_t room_character(const char *bytes, size_t n);

/* Whether all of a string is characters: nothing of it would be replaced in a page. */
bool room_is_utf8(const char *words);

/* All of another text, as it is: it was made by these functions. */
void room_put_text(room_text *t, const room_text *other);

#endif
