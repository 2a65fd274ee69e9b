#include "read/markdown_inline.h"

/* Links longer than this are text: it keeps the search for their ends linear. */
enum { LINK_TEXT_MAX = 1000, LINK_TARGET_MAX = 2000, TAG_MAX = 300, ENTITY_MAX = 10 };

static bool is_word(char c)
{
    return dmr_is_alpha(c) || dmr_is_digit(c) || (c & 0x80);
}

static bool blank_at(demarche_str s, size_t i)
{
    return i >= s.len || dmr_is_blank(s.ptr[i]);
}

/* A run of * or _ that marks emphasis: not between blanks, and _ not within a word. */
static bool is_emphasis(demarche_str s, size_t from, size_t to)
{
    bool blank_before = from == 0 || dmr_is_blank(s.ptr[from - 1]);
    if (blank_before && blank_at(s, to) && to - from < 2)
        return false;
    if (s.ptr[from] == '_' && from > 0 && is_word(s.ptr[from - 1]) && to < s.len &&
        is_word(s.ptr[to]))
        return false;
    return true;
}

static size_t find_within(demarche_str s, size_t from, size_t most, char c)
{
    size_t n = s.len - from < most ? s.len - from : most;
    const char *p = n ? memchr(s.ptr + from, c, n) : NULL;
    return p ? (size_t)(p - s.ptr) : SIZE_MAX;
}

/* Whether a link only leads to a note: "[1](#f1)", "[^1]". */
static bool is_note(demarche_str words, demarche_str target)
{
    if (words.len && words.ptr[0] == '^')
        return true;
    if (!target.len || target.ptr[0] != '#' || !words.len)
        return false;
    for (size_t i = 0; i < words.len; i++) {
        if (!dmr_is_digit(words.ptr[i]) && words.ptr[i] != '*')
            return false;
    }
    return true;
}

/*
 * "[words](target)" or "[^note]" at `at`: *words is what is shown, the result the offset
 * behind it; 0 where no link stands there.
 */
static size_t link_at(demarche_str s, size_t at, demarche_str *words)
{
    size_t close = find_within(s, at + 1, LINK_TEXT_MAX, ']');
    if (close == SIZE_MAX)
        return 0;
    *words = dmr_str(s.ptr + at + 1, close - at - 1);
    if (words->len && words->ptr[0] == '^') {
        words->len = 0;
        return close + 1;
    }
    if (close + 1 >= s.len || s.ptr[close + 1] != '(')
        return 0;
    size_t end = find_within(s, close + 2, LINK_TARGET_MAX, ')');
    if (end == SIZE_MAX)
        return 0;
    if (is_note(*words, dmr_str(s.ptr + close + 2, end - close - 2)))
        words->len = 0;
    return end + 1;
}

/* "<br>", "</p>", "<!-- remark -->", "<https://...>" (which is shown): bytes it takes, 0
 * where none stands there. */
static size_t tag_at(demarche_str s, size_t at, demarche_str *shown)
{
    *shown = dmr_str(NULL, 0);
    if (at + 1 >= s.len ||
        !(dmr_is_alpha(s.ptr[at + 1]) || s.ptr[at + 1] == '/' || s.ptr[at + 1] == '!'))
        return 0;
    size_t end = find_within(s, at + 1, TAG_MAX, '>');
    if (end == SIZE_MAX)
        return 0;
    demarche_str inside = dmr_str(s.ptr + at + 1, end - at - 1);
    if (dmr_str_starts(inside, DMR_STR("http")) || memchr(inside.ptr, '@', inside.len))
        *shown = inside;
    else if (dmr_str_starts(inside, DMR_STR("br")))
        *shown = DMR_STR(" ");
    return end + 1 - at;
}

static size_t entity_at(demarche_str s, size_t at, const char **shown)
{
    static const struct {
        const char *name, *text;
    } entities[] = {
        {"&amp;", "&"},   {"&lt;", "<"},     {"&gt;", ">"},   {"&quot;", "\""},
        {"&nbsp;", " "},  {"&#39;", "'"},    {"&apos;", "'"}, {"&#160;", " "},
        {"&ndash;", "-"}, {"&mdash;", "--"},
    };
    demarche_str rest = dmr_str(s.ptr + at, s.len - at);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (dmr_str_starts(rest, dmr_str_c(entities[i].name))) {
            *shown = entities[i].text;
            return strlen(entities[i].name);
        }
    }
    return 0;
}

void dmr_copy_put(dmr_copy *copy, demarche_str words)
{
    if (!words.len)
        return;
    copy->failed = copy->failed ||
                   !dmr_origin_add(&copy->origin, copy->n,
                                   (size_t)(words.ptr - copy->from), 1, 1, copy->arena);
    memcpy(copy->out + copy->n, words.ptr, words.len);
    copy->n += words.len;
}

void dmr_copy_sign(dmr_copy *copy, demarche_str shown, const char *at, size_t took)
{
    if (!shown.len)
        return;
    copy->failed =
        copy->failed || !dmr_origin_add(&copy->origin, copy->n, (size_t)(at - copy->from),
                                        (uint32_t)shown.len, (uint32_t)took, copy->arena);
    memcpy(copy->out + copy->n, shown.ptr, shown.len);
    copy->n += shown.len;
}

/*
 * One sign of the line at *at that may be a marker; what it shows goes to `out`. Links'
 * words may hold emphasis: they are shown by going on inside, with the target skipped
 * once `skip_from` is reached.
 */
typedef struct cursor {
    demarche_str line;
    size_t at;
    size_t skip_from, skip_to; /* "](target)" of the link we are in; 0: in none */
    dmr_copy *out;
} cursor;

static bool take_link(cursor *c)
{
    bool image = c->line.ptr[c->at] == '!';
    size_t open = c->at + image;
    if (c->skip_to || open >= c->line.len || c->line.ptr[open] != '[')
        return false;
    demarche_str words;
    size_t end = link_at(c->line, open, &words);
    if (!end)
        return false;
    if (image || !words.len) {
        c->at = end;
    } else {
        c->at = open + 1;
        c->skip_from = open + 1 + words.len;
        c->skip_to = end;
    }
    return true;
}

static bool take_marker(cursor *c)
{
    demarche_str s = c->line, shown;
    char b = s.ptr[c->at];
    size_t took = 0;
    const char *entity = "";
    switch (b) {
    case '\\':
        if (c->at + 1 >= s.len || is_word(s.ptr[c->at + 1]) ||
            dmr_is_blank(s.ptr[c->at + 1]))
            return c->at + 1 >= s.len && (c->at++, true);
        dmr_copy_put(c->out, dmr_str(s.ptr + c->at + 1, 1));
        c->at += 2;
        return true;
    case '*':
    case '_':
        while (c->at + took < s.len && s.ptr[c->at + took] == b)
            took++;
        if (!is_emphasis(s, c->at, c->at + took))
            dmr_copy_put(c->out, dmr_str(s.ptr + c->at, took));
        c->at += took;
        return true;
    case '`':
        c->at++;
        return true;
    case '!':
    case '[':
        return take_link(c);
    case '<':
        took = tag_at(s, c->at, &shown);
        if (dmr_str_is(shown, " "))
            dmr_copy_sign(c->out, shown, s.ptr + c->at, took);
        else
            dmr_copy_put(c->out, shown);
        c->at += took;
        return took > 0;
    case '&':
        took = entity_at(s, c->at, &entity);
        dmr_copy_sign(c->out, dmr_str_c(entity), s.ptr + c->at, took);
        c->at += took;
        return took > 0;
    default:
        return false;
    }
}

void dmr_markdown_inline(demarche_str line, dmr_copy *out)
{
    cursor c = {.line = line, .out = out};
    while (c.at < line.len) {
        if (c.skip_to && c.at >= c.skip_from) {
            c.at = c.skip_to > c.at ? c.skip_to : c.at;
            c.skip_to = c.skip_from = 0;
            continue;
        }
        if (!take_marker(&c))
            dmr_copy_put(out, dmr_str(line.ptr + c.at++, 1));
    }
}
