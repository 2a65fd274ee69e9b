#include "room_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void room_text_free(room_text *t)
{
    free(t->at);
    *t = (room_text){0};
}

/* Room for `n` more and a NUL. */
static bool reserve(room_text *t, size_t n)
{
    if (t->failed)
        return false;
    if (n < t->room - t->n && t->room > t->n)
        return true;
    size_t want = t->room ? t->room : 1024;
    while (want - t->n <= n && want <= ROOM_TEXT_MOST)
        want *= 2;
    char *more = want <= ROOM_TEXT_MOST ? realloc(t->at, want) : NULL;
    if (!more) {
        t->failed = true;
        return false;
    }
    t->at = more;
    t->room = want;
    return true;
}

void room_put_markup(room_text *t, const char *markup, size_t n)
{
    if (n > ROOM_TEXT_MOST || !reserve(t, n)) {
        t->failed = true;
        return;
    }
    memcpy(t->at + t->n, markup, n);
    t->n += n;
    t->at[t->n] = '\0';
}

size_t room_character(const char *bytes, size_t n)
{
    const unsigned char *p = (const unsigned char *)bytes;
    if (p[0] < 0x80)
        return 1;
    size_t more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : 1;
    if (p[0] < 0xC2 || p[0] > 0xF4 || more >= n)
        return 0;
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    }
    if (p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE)
        return 0;
    bool bad = (p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
               (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F);
    return bad ? 0 : more + 1;
}

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
        return NULL;
    default:
        return c < 0x20 || c == 0x7F ? "" : NULL;
    }
}

void room_put_words(room_text *t, demarche_str words)
{
    const unsigned char *p = (const unsigned char *)words.ptr;
    size_t from = 0, i = 0;
    while (i < words.len) {
        size_t n = room_character(words.ptr + i, words.len - i);
        const char *instead = n == 0 ? "\xEF\xBF\xBD" : n == 1 ? escape_of(p[i]) : NULL;
        if (instead) {
            room_put_markup(t, words.ptr + from, i - from);
            room_put_markup(t, instead, strlen(instead));
            from = i + 1;
        }
        i += n ? n : 1;
    }
    if (i > from)
        room_put_markup(t, words.ptr + from, i - from);
}

void room_put_string(room_text *t, const char *words)
{
    if (words)
        room_put_words(t, (demarche_str){words, strlen(words)});
}

bool room_is_utf8(const char *words)
{
    size_t left = strlen(words);
    for (size_t n; left; words += n, left -= n) {
        n = room_character(words, left);
        if (!n)
            return false;
    }
    return true;
}

void room_put_int(room_text *t, int64_t number)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)number);
    room_put_markup(t, digits, (size_t)n);
}

void room_put_real(room_text *t, double number, int digits)
{
    static const double scale[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    digits = digits < 0 ? 0 : digits > 6 ? 6 : digits;
    if (!isfinite(number) || fabs(number) > 1e12)
        number = 0;
    int64_t whole = llround(fabs(number) * scale[digits]);
    int64_t unit = (int64_t)scale[digits], rest = whole % unit;
    if (number < 0 && whole)
        room_put(t, "-");
    room_put_int(t, whole / unit);
    if (!rest)
        return;
    room_put(t, ".");
    for (unit /= 10; rest; rest %= unit, unit /= 10) {
        char digit = (char)('0' + rest / unit);
        room_put_markup(t, &digit, 1);
        if (unit == 1)
            break;
    }
}

void room_put_text(room_text *t, const room_text *other)
{
    if (other->failed)
        t->failed = true;
    else if (other->n)
        room_put_markup(t, other->at, other->n);
}
