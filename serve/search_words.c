#include "search_words.h"

#include <string.h>

enum { DEPTH_MOST = 8 };

typedef enum kind {
    END,
    WORD,
    PHRASE,
    AND,
    OR,
    NOT,
    NEAR,
    OPEN,
    CLOSE,
    STAR,
    COMMA
} kind;

typedef struct reader {
    const char *at; /* what is not read yet */
    room_text *out;
    const char *wrong; /* the first thing that is */
    bool asks;         /* signs have a meaning */
    bool near;         /* commas too */
    bool joined;       /* an operator was met */
    size_t depth, signs;
    kind now; /* the piece at hand, */
    const char *from;
    size_t n; /* of so many bytes: of a phrase what is within its marks */
} reader;

static const char too_long[] = "Words to search for may have up to 200 characters.";
static const char too_many[] =
    "Up to 12 of AND, OR, NOT, NEAR, *, phrases and parentheses are taken at once.";
static const char no_word[] = "There is no word to search for: no letters, no digits.";
static const char open_mark[] = "A quotation mark is open: put one before a phrase and "
                                "one behind it, as in \"trade office\".";
static const char lone[] = "AND, OR and NOT stand between two words: trade NOT aid.";
static const char open_parenthesis[] = "A parenthesis is open, or has nothing in it, or "
                                       "closes none: (trade OR aid) AND Korea.";
static const char lone_star[] = "* stands at the end of a word that begins so: diplo*.";
static const char bad_near[] =
    "NEAR takes two words or more, and how far apart they may be: NEAR(trade office, 5).";

/* ------------------------------------------------------------------------------- pieces */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_sign(const reader *r, char c)
{
    return r->asks &&
           (c == '"' || c == '(' || c == ')' || c == '*' || (r->near && c == ','));
}

/* Something to search for is in it: a letter or digit, or what may be one beyond ASCII. */
static bool has_word(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') ||
            ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
            return true;
    }
    return false;
}

static kind kind_of_word(const reader *r)
{
    static const struct {
        const char *word;
        kind kind;
    } operators[] = {{"AND", AND}, {"OR", OR}, {"NOT", NOT}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (r->n == strlen(operators[i].word) &&
            memcmp(r->from, operators[i].word, r->n) == 0)
            return operators[i].kind;
    }
    return r->n == 4 && memcmp(r->from, "NEAR", 4) == 0 && *r->at == '(' ? NEAR : WORD;
}

static void take_phrase(reader *r)
{
    const char *end = strchr(r->at, '"');
    r->now = PHRASE;
    r->from = r->at;
    r->n = end ? (size_t)(end - r->at) : strlen(r->at);
    r->at += r->n + (end != NULL);
    if (!end && !r->wrong)
        r->wrong = open_mark;
}

/* NEAR by its parenthesis, and that by the one that opens. */
static void count(reader *r)
{
    bool is_sign = r->now != WORD && r->now != NEAR && r->now != CLOSE && r->now != COMMA;
    if (is_sign && ++r->signs > SEARCH_SIGNS_MOST && !r->wrong)
        r->wrong = too_many;
}

/* The next piece. Words that have nothing to search for in them, such as "-", are none. */
static void take(reader *r)
{
    do {
        while (is_blank(*r->at))
            r->at++;
        r->from = r->at;
        r->n = 0;
        char c = *r->at;
        if (!c || r->wrong) {
            r->now = END;
            return;
        }
        if (is_sign(r, c)) {
            r->at++;
            r->now = c == '(' ? OPEN : c == ')' ? CLOSE : c == ',' ? COMMA : STAR;
            if (c == '"')
                take_phrase(r);
            count(r);
            return;
        }
        while (r->at[r->n] && !is_blank(r->at[r->n]) && !is_sign(r, r->at[r->n]))
            r->n++;
        r->at += r->n;
        r->now = r->asks ? kind_of_word(r) : WORD;
        count(r);
    } while (r->now == WORD && !has_word(r->from, r->n));
}

/* ----------------------------------------------------------------------------- questions */

static void refuse(reader *r, const char *why)
{
    if (!r->wrong)
        r->wrong = why;
    r->now = END;
}

/* A word or phrase, in quotes, where nothing in it has a meaning; "*" may stand behind it. */
static void put_phrase(reader *r)
{
    if (!has_word(r->from, r->n))
        refuse(r, no_word);
    room_put(r->out, "\"");
    room_put_markup(r->out, r->from, r->n);
    room_put(r->out, "\"");
    bool glued = *r->at == '*';
    take(r);
    if (r->now == STAR && glued) {
        room_put(r->out, "*");
        take(r);
    }
    room_put(r->out, " ");
}

/* "NEAR" is at hand, and "(" behind it. How far apart stands behind a comma, or is left out. */
static void put_near(reader *r)
{
    size_t phrases = 0;
    r->near = true;
    take(r);
    take(r);
    room_put(r->out, "NEAR(");
    for (; r->now == WORD || r->now == PHRASE; phrases++)
        put_phrase(r);
    if (r->now == COMMA) {
        take(r);
        bool is_number = r->now == WORD && r->n <= 3;
        for (size_t i = 0; i < r->n; i++)
            is_number = is_number && r->from[i] >= '0' && r->from[i] <= '9';
        room_put(r->out, ",");
        room_put_markup(r->out, r->from, r->n);
        if (is_number)
            take(r);
        else
            refuse(r, bad_near);
    }
    if (r->now != CLOSE || phrases < 2)
        refuse(r, bad_near);
    r->near = false;
    room_put(r->out, ") ");
    take(r);
}

static void put_either(reader *r);

static void put_group(reader *r)
{
    if (++r->depth > DEPTH_MOST)
        refuse(r, too_many);
    take(r);
    room_put(r->out, "(");
    put_either(r);
    if (r->now != CLOSE)
        refuse(r, open_parenthesis);
    room_put(r->out, ") ");
    r->depth--;
    take(r);
}

/* Words side by side must all be there. FTS5 has that without a word, but not beside groups. */
static void put_together(reader *r)
{
    kind before = END;
    while (!r->wrong) {
        kind now = r->now;
        bool is_one = now == WORD || now == PHRASE || now == NEAR || now == OPEN;
        if (!is_one)
            break;
        if (before == OPEN || (before != END && now == OPEN))
            room_put(r->out, "AND ");
        if (now == NEAR)
            put_near(r);
        else if (now == OPEN)
            put_group(r);
        else
            put_phrase(r);
        before = now;
    }
    if (before == END)
        refuse(r, r->now == STAR                  ? lone_star
                  : r->now == CLOSE && !r->joined ? open_parenthesis
                  : r->now == END && !r->joined   ? no_word
                                                  : lone);
}

/* What binds closest first: NOT, AND, OR. */
static void put_without(reader *r)
{
    put_together(r);
    while (r->now == NOT) {
        r->joined = true;
        room_put(r->out, "NOT ");
        take(r);
        put_together(r);
    }
}

static void put_both(reader *r)
{
    put_without(r);
    while (r->now == AND) {
        r->joined = true;
        room_put(r->out, "AND ");
        take(r);
        put_without(r);
    }
}

static void put_either(reader *r)
{
    put_both(r);
    while (r->now == OR) {
        r->joined = true;
        room_put(r->out, "OR ");
        take(r);
        put_both(r);
    }
}

/* ----------------------------------------------------------------------------------- all */

static size_t characters(const char *words)
{
    size_t n = 0;
    for (; *words; words++)
        n += ((unsigned char)*words & 0xC0) != 0x80;
    return n;
}

/* Whether it is a question: it has a sign that nobody writes for its own sake. */
static bool asks(const char *words)
{
    reader r = {.at = words, .asks = true};
    do {
        take(&r);
        if (r.now != WORD && r.now != OPEN && r.now != CLOSE && r.now != END)
            return true;
    } while (r.now != END);
    return r.wrong != NULL;
}

const char *search_words(room_text *out, const char *words)
{
    if (characters(words) > SEARCH_CHARACTERS_MOST)
        return too_long;
    reader r = {.at = words, .out = out, .asks = asks(words)};
    take(&r);
    put_either(&r);
    if (!r.wrong && r.now != END)
        r.wrong = r.now == STAR ? lone_star : open_parenthesis;
    return r.wrong;
}
