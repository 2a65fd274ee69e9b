#include "read/line_kind.h"

#include "base/utf8.h"

enum {
    ROW_BYTES = 400,
    FIELD_BYTES = 80,
    FIELD_NAME = 24, /* bytes before the colon */
    PAGE_BYTES = 24,
};

/* ---------------------------------------------------------------------------- tables */

static bool is_gap(char c)
{
    return c == ' ' || c == '\t';
}

/* "42.5", "1,200", "(17)", "$5", "-", "n.a.", "..". */
static bool is_figure(demarche_str cell)
{
    size_t digits = 0;
    if (dmr_str_is(cell, "-") || dmr_str_is(cell, "..") || dmr_str_is(cell, "...") ||
        dmr_str_eq_nocase(cell, DMR_STR("n.a.")) || dmr_str_is(cell, "\xE2\x80\x94"))
        return true;
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.ptr[i];
        digits += dmr_is_digit(c);
        if (!dmr_is_digit(c) && !strchr(",.-%$()/+", c) && (unsigned char)c < 0x80)
            return false;
    }
    return digits > 0 && cell.ptr[cell.len - 1] != '.';
}

/* Cells parted by tabs or by two blanks and more. */
static bool is_columns(demarche_str line)
{
    size_t gaps = 0, wide = 0, tabs = 0, figures = 0, from = 0;
    bool last_is_figure = false;
    for (size_t i = 0; i <= line.len;) {
        size_t to = i;
        bool tab = false;
        while (to < line.len && is_gap(line.ptr[to]))
            tab |= line.ptr[to++] == '\t';
        if (i < line.len && to - i < 2 && !tab) {
            i = to > i ? to : i + 1;
            continue;
        }
        demarche_str cell = dmr_str(line.ptr + from, i - from);
        last_is_figure = cell.len > 0 && is_figure(cell);
        figures += last_is_figure;
        if (to >= line.len)
            break;
        gaps++;
        wide += to - i > 2 || tab;
        tabs += tab;
        from = i = to;
    }
    if (tabs > 1 || (gaps > 1 && wide == gaps))
        return true;
    return gaps > 0 && last_is_figure && (figures > 1 || wide > 0);
}

bool dmr_line_is_row(demarche_str line)
{
    line = dmr_str_trim(line);
    if (line.len == 0 || line.len > ROW_BYTES)
        return false;
    size_t bars = 0;
    for (size_t i = 0; i < line.len; i++)
        bars += line.ptr[i] == '|';
    return bars > 1 || is_columns(line);
}

bool dmr_line_is_rule(demarche_str line)
{
    enum { LEAST = 4 };
    line = dmr_str_trim(line);
    if (line.len < LEAST)
        return false;
    for (size_t i = 0; i < line.len;) {
        int32_t c;
        i += dmr_utf8_decode(line.ptr + i, line.len - i, &c);
        dmr_utf8_class k = dmr_utf8_class_of(c);
        if (k == DMR_UTF8_UPPER || k == DMR_UTF8_LOWER || k == DMR_UTF8_LETTER ||
            k == DMR_UTF8_DIGIT)
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------------------- fields */

bool dmr_line_is_shouted(demarche_str line)
{
    enum { LEAST = 4 };
    size_t upper = 0;
    for (size_t i = 0; i < line.len;) {
        int32_t c;
        i += dmr_utf8_decode(line.ptr + i, line.len - i, &c);
        dmr_utf8_class k = dmr_utf8_class_of(c);
        if (k == DMR_UTF8_LOWER)
            return false;
        upper += k == DMR_UTF8_UPPER;
    }
    return upper >= LEAST;
}

bool dmr_line_is_field(demarche_str line)
{
    static const char *const wire[] = {"FM ", "TO ", "INFO ", "FROM ", "REF ", "SUBJ "};
    line = dmr_str_trim(line);
    if (line.len < 4 || line.len > FIELD_BYTES)
        return false;
    for (size_t i = 0; i < sizeof wire / sizeof *wire; i++) {
        if (dmr_str_starts(line, dmr_str_c(wire[i])))
            return dmr_line_is_shouted(line);
    }
    size_t colon = dmr_str_find(line, DMR_STR(":"), 0);
    if (colon == SIZE_MAX || colon == 0 || colon > FIELD_NAME ||
        (colon + 1 < line.len && line.ptr[colon + 1] != ' '))
        return false;
    for (size_t i = 0; i < colon; i++) {
        char c = line.ptr[i];
        if (i == 0 ? !dmr_is_upper(c)
                   : !dmr_is_alpha(c) && c != ' ' && c != '.' && c != '/')
            return false;
    }
    return true;
}

/* ----------------------------------------------------------------------------- pages */

static size_t digits_of(demarche_str s)
{
    size_t n = 0;
    while (n < s.len && dmr_is_digit(s.ptr[n]))
        n++;
    return n;
}

static demarche_str without(demarche_str s, size_t n)
{
    return dmr_str_trim(dmr_str(s.ptr + n, s.len - n));
}

/* Take a word off the front of *s. */
static bool take(demarche_str *s, const char *word)
{
    demarche_str w = dmr_str_c(word);
    if (s->len < w.len || !dmr_str_eq_nocase(dmr_str(s->ptr, w.len), w))
        return false;
    *s = without(*s, w.len);
    return true;
}

/* Take brackets or dashes off both ends; true where there were any. */
static bool take_frame(demarche_str *s)
{
    static const char *const frames[][2] = {
        {"[", "]"},
        {"(", ")"},
        {"-", "-"},
        {"\xE2\x80\x93", "\xE2\x80\x93"},
        {"\xE2\x80\x94", "\xE2\x80\x94"},
    };
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        demarche_str open = dmr_str_c(frames[i][0]), close = dmr_str_c(frames[i][1]);
        if (s->len > open.len + close.len && dmr_str_starts(*s, open) &&
            dmr_str_ends(*s, close)) {
            *s = without(dmr_str(s->ptr, s->len - close.len), open.len);
            return true;
        }
    }
    return false;
}

dmr_page_mark dmr_line_page_mark(demarche_str line)
{
    enum { DIGITS = 4 };
    line = dmr_str_trim(line);
    if (line.len == 0 || line.len > PAGE_BYTES)
        return DMR_PAGE_MARK_NONE;
    if (dmr_str_is(line, "/...") || dmr_str_is(line, "/\xE2\x80\xA6"))
        return DMR_PAGE_MARK_SURE;
    bool dashes = line.ptr[0] == '-' || line.ptr[0] == '\xE2';
    bool framed = take_frame(&line);
    bool page = take(&line, "page") || take(&line, "p.") || take(&line, "pg.");
    size_t n = digits_of(line);
    if (n == 0 || n > DIGITS)
        return DMR_PAGE_MARK_NONE;
    line = without(line, n);
    if (page && (take(&line, "of") || take(&line, "/"))) {
        n = digits_of(line);
        line = without(line, n);
    }
    if (line.len)
        return DMR_PAGE_MARK_NONE;
    return page || (framed && dashes) ? DMR_PAGE_MARK_SURE : DMR_PAGE_MARK_MAYBE;
}

/* ----------------------------------------------------------------------------- lists */

typedef struct list_mark {
    bool open; /* "(" before it */
    char close;
    uint64_t number;
    char letter;
    int roman; /* 0: none */
} list_mark;

static int roman_of(demarche_str s)
{
    static const char *const romans[] = {"i",   "ii",   "iii", "iv", "v",  "vi",
                                         "vii", "viii", "ix",  "x",  "xi", "xii"};
    for (size_t i = 0; i < sizeof romans / sizeof *romans; i++) {
        if (dmr_str_is(s, romans[i]))
            return (int)i + 1;
    }
    return 0;
}

static bool list_mark_of(demarche_str line, list_mark *mark)
{
    enum { LONGEST = 4 };
    line = dmr_str_trim(line);
    *mark = (list_mark){.open = line.len > 0 && line.ptr[0] == '('};
    size_t from = mark->open, n = 0;
    while (from + n < line.len && n < LONGEST &&
           (dmr_is_digit(line.ptr[from + n]) || dmr_is_lower(line.ptr[from + n])))
        n++;
    if (n == 0 || from + n >= line.len)
        return false;
    demarche_str word = dmr_str(line.ptr + from, n);
    mark->close = line.ptr[from + n];
    mark->letter = n == 1 && dmr_is_lower(word.ptr[0]) ? word.ptr[0] : '\0';
    mark->roman = roman_of(word);
    if (!dmr_str_to_uint(word, 9999, &mark->number))
        mark->number = 0;
    return mark->close == ')' || mark->close == '.';
}

bool dmr_line_mark_follows(demarche_str line, demarche_str next)
{
    list_mark a, b;
    if (!list_mark_of(line, &a) || !list_mark_of(next, &b) || a.open != b.open ||
        a.close != b.close)
        return false;
    return (a.number && b.number == a.number + 1) ||
           (a.letter && b.letter == a.letter + 1) || (a.roman && b.roman == a.roman + 1);
}
