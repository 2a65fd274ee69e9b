#include "read/blocks.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/date_line.h"
#include "read/line_kind.h"
#include "read/line_width.h"
#include "read/pages.h"

enum {
    HEADING_BYTES = 120, /* a longer line is no heading */
    HEADING_WORDS = 14,
    BYLINE_WORDS = 10,
    WRAP_BYTES = 160, /* lines broken to a width are shorter */
    HEAD = 4,         /* paragraphs among which a byline may stand */
};

bool dmr_blocks_line(demarche_str *rest, demarche_str *line)
{
    return rest->len > 0 && dmr_str_split(rest, '\n', line);
}

bool dmr_blocks_add(dmr_blocks *blocks, demarche_str text, size_t start, size_t end,
                    dmr_paragraph_kind kind)
{
    while (start < end && dmr_is_blank(text.ptr[start]))
        start++;
    while (end > start && dmr_is_blank(text.ptr[end - 1]))
        end--;
    if (start == end)
        return true;
    dmr_paragraph *p = DMR_PUSH(blocks->arena, blocks->list);
    if (p)
        *p = (dmr_paragraph){.start = start, .end = end, .kind = kind};
    return p != NULL;
}

/* -------------------------------------------------------------------------- shapes */

static size_t count_words(demarche_str s, size_t most)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n <= most;) {
        while (i < s.len && dmr_is_blank(s.ptr[i]))
            i++;
        n += i < s.len;
        while (i < s.len && !dmr_is_blank(s.ptr[i]))
            i++;
    }
    return n;
}

/* The last code point that is no quote, bracket or blank. */
static int32_t last_sign(demarche_str s)
{
    while (s.len) {
        size_t at = dmr_utf8_before(s, s.len);
        int32_t c;
        dmr_utf8_decode(s.ptr + at, s.len - at, &c);
        if (c != ' ' && c != '"' && c != '\'' && c != ')' && c != ']' && c != 0x201D &&
            c != 0x2019 && c != 0xBB)
            return c;
        s.len = at;
    }
    return 0;
}

bool dmr_blocks_ends_sentence(demarche_str s)
{
    int32_t c = last_sign(s);
    return c == '.' || c == '?' || c == '!' || c == ':' || c == ';' || c == 0x2026;
}

bool dmr_blocks_is_heading(demarche_str line)
{
    line = dmr_str_trim(line);
    if (line.len == 0 || line.len > HEADING_BYTES || memchr(line.ptr, '\n', line.len) ||
        count_words(line, HEADING_WORDS) > HEADING_WORDS)
        return false;
    int32_t end = last_sign(line);
    if (dmr_blocks_ends_sentence(line) || end == ',' || end == '-' || end == 0x2014)
        return false;
    int32_t c = dmr_utf8_first(line);
    if (c == '"' || c == '\'' || c == 0x201C || c == 0x2018)
        dmr_utf8_decode(line.ptr + (c < 0x80 ? 1 : 3), line.len - (c < 0x80 ? 1 : 3), &c);
    dmr_utf8_class k = dmr_utf8_class_of(c);
    if (k == DMR_UTF8_UPPER || k == DMR_UTF8_LETTER)
        return true;
    /* "1. Background", "1990: a year of change": a number, and a letter somewhere. */
    if (k != DMR_UTF8_DIGIT)
        return false;
    for (size_t i = 0; i < line.len; i++) {
        if (dmr_is_upper(line.ptr[i]))
            return true;
    }
    return false;
}

size_t dmr_blocks_marker(demarche_str line)
{
    static const char *const bullets[] = {
        "-", "*", "+", "\xE2\x80\xA2", "\xE2\x96\xAA", "\xC2\xB7"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets && !n; i++) {
        if (dmr_str_starts(line, dmr_str_c(bullets[i])))
            n = strlen(bullets[i]);
    }
    if (!n && line.len) {
        /* "1." "12)" "(3)" "(iv)" "a)" "a.": but "A." is an initial and "1990." a year. */
        bool open = line.ptr[0] == '(';
        size_t from = open, i = from;
        while (i < line.len && i - from < 4 &&
               (dmr_is_digit(line.ptr[i]) || dmr_is_lower(line.ptr[i])))
            i++;
        bool number = i > from && dmr_is_digit(line.ptr[from]) && i - from <= 3;
        bool letter = i > from && dmr_is_lower(line.ptr[from]) &&
                      (i - from == 1 || (open && i - from <= 4));
        if ((number || letter) && i < line.len &&
            (line.ptr[i] == ')' || (line.ptr[i] == '.' && !open)))
            n = i + 1;
    }
    if (!n || n >= line.len || !dmr_is_blank(line.ptr[n]))
        return 0;
    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t'))
        n++;
    return n;
}

demarche_str dmr_blocks_dateline(demarche_str line, dmr_arena *arena)
{
    line = dmr_str_trim(line);
    if (line.len == 0 || line.len > 80 || memchr(line.ptr, '\n', line.len))
        return dmr_str(NULL, 0);
    demarche_str date = dmr_date_line(line, arena);
    /* The place is before the first comma, or the second ("Tokyo, Japan, 2 May 1951"). */
    size_t from = 0;
    for (int commas = 0; !date.len && commas < 2; commas++) {
        size_t at = dmr_str_find(line, DMR_STR(","), from);
        if (at == SIZE_MAX || !dmr_is_alpha(line.ptr[0]))
            break;
        from = at + 1;
        date = dmr_date_line(dmr_str(line.ptr + from, line.len - from), arena);
        /* What is left of "June 2, 1989" is a year, not a dateline. */
        if (date.len == 4)
            date.len = 0;
    }
    return date;
}

static bool is_byline(demarche_str line)
{
    if (line.len < 5 || !dmr_str_eq_nocase(dmr_str(line.ptr, 3), DMR_STR("by ")) ||
        line.len > HEADING_BYTES || memchr(line.ptr, '\n', line.len) ||
        count_words(line, BYLINE_WORDS) > BYLINE_WORDS || dmr_blocks_ends_sentence(line))
        return false;
    int32_t c;
    dmr_utf8_decode(line.ptr + 3, line.len - 3, &c);
    return dmr_utf8_class_of(c) == DMR_UTF8_UPPER;
}

dmr_paragraph_kind dmr_blocks_kind(demarche_str paragraph, bool first)
{
    paragraph = dmr_str_trim(paragraph);
    if (dmr_blocks_marker(paragraph) ||
        (!memchr(paragraph.ptr, '\n', paragraph.len) && dmr_line_is_row(paragraph)))
        return DMR_PARAGRAPH_LIST;
    if (first && is_byline(paragraph))
        return DMR_PARAGRAPH_BYLINE;
    return dmr_blocks_is_heading(paragraph) ? DMR_PARAGRAPH_HEADING : DMR_PARAGRAPH_PROSE;
}

/* ----------------------------------------------------------------------- splitting */

static bool is_blank_line(demarche_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (!dmr_is_blank(line.ptr[i]))
            return false;
    }
    return true;
}

/* Most words begin with a capital, as in a title. */
static bool is_title_case(demarche_str line)
{
    size_t long_words = 0, capitals = 0;
    for (size_t i = 0; i < line.len;) {
        while (i < line.len && dmr_is_blank(line.ptr[i]))
            i++;
        size_t from = i;
        while (i < line.len && !dmr_is_blank(line.ptr[i]))
            i++;
        if (i - from >= 4) {
            int32_t c;
            dmr_utf8_decode(line.ptr + from, line.len - from, &c);
            long_words++;
            capitals += dmr_utf8_class_of(c) == DMR_UTF8_UPPER;
        }
    }
    return long_words > 0 && capitals == long_words;
}

static bool begins_upper(demarche_str line)
{
    return dmr_utf8_class_of(dmr_utf8_first(dmr_str_trim(line))) == DMR_UTF8_UPPER;
}

/* The lines between two blank ones, as far as they are read. */
typedef struct open_block {
    demarche_str first; /* line of the open paragraph */
    demarche_str above; /* its last line; empty where none is open */
    bool shouted;       /* all its lines are */
    bool head;          /* of a letter or cable: each line stands for itself */
    dmr_line_width width;
} open_block;

/*
 * The head of a cable: short lines without a sentence's end, one of them at least a field
 * ("FROM: ACCRA"). `rest` begins with its second line.
 */
static bool is_letterhead(demarche_str first, demarche_str rest)
{
    enum { LINES = 12 };
    demarche_str line = first;
    bool field = false;
    int n = 0;
    do {
        if (is_blank_line(line))
            break;
        demarche_str t = dmr_str_trim(line);
        if (!dmr_blocks_is_heading(t) || ++n > LINES)
            return false;
        field |= dmr_line_is_field(t);
    } while (dmr_blocks_line(&rest, &line));
    return field && n > 1;
}

/* "(b) ..." below "(a) ...", or any mark behind the end of a sentence. */
static bool begins_item(const open_block *open, demarche_str below)
{
    /* A number may stand at the head of a wrapped line; a bullet does not. */
    char c = below.ptr[0];
    if (!dmr_is_digit(c) && !dmr_is_lower(c) && c != '(')
        return true;
    return dmr_blocks_ends_sentence(open->above) ||
           dmr_line_mark_follows(open->first, below);
}

/* A heading or byline with what it heads on the next line. `near_top`: a byline may stand
 * here. */
static bool heads_below(const open_block *open, demarche_str below, bool at_top,
                        bool near_top)
{
    demarche_str above = dmr_str_trim(open->above);
    bool first = open->above.ptr == open->first.ptr, upper = begins_upper(below);
    if (open->shouted && upper && dmr_blocks_is_heading(above) &&
        !dmr_line_is_shouted(below))
        return true;
    if (!first)
        return false;
    if (near_top && ((is_byline(above) && upper) ||
                     (is_byline(below) && dmr_blocks_is_heading(above))))
        return true;
    /* A title right above its text. */
    return at_top && dmr_blocks_is_heading(open->above) && is_title_case(above) &&
           upper && below.len > open->above.len;
}

static bool stands_alone(demarche_str line)
{
    return dmr_line_is_row(line) || dmr_line_is_rule(line) ||
           dmr_line_page_mark(line) == DMR_PAGE_MARK_SURE;
}

/* Whether a paragraph ends between two lines that no blank line parts. */
static bool breaks_between(const open_block *open, demarche_str below, bool at_top,
                           bool near_top)
{
    below = dmr_str_trim(below);
    if (open->head || stands_alone(open->above) || stands_alone(below))
        return true;
    if (dmr_blocks_marker(below))
        return begins_item(open, below);
    if (dmr_line_width_ends(&open->width, open->above, below))
        return true;
    if (open->above.len > WRAP_BYTES)
        return dmr_blocks_ends_sentence(open->above);
    return heads_below(open, below, at_top, near_top);
}

static demarche_status add_split(dmr_blocks *blocks, demarche_str text, size_t start,
                                 size_t end, demarche_error *err)
{
    demarche_str paragraph = dmr_str_trim(dmr_str(text.ptr + start, end - start));
    if (paragraph.len == 0)
        return DEMARCHE_OK;
    start = (size_t)(paragraph.ptr - text.ptr);
    dmr_paragraph_kind kind =
        dmr_blocks_kind(paragraph, blocks->list.n < blocks->top + HEAD);
    if (!dmr_blocks_add(blocks, text, start, start + paragraph.len, kind))
        return dmr_error_memory(err);
    return DEMARCHE_OK;
}

/* Begin a paragraph with `line`; `rest` are the lines below it, `all` it and them. */
static void open_paragraph(open_block *open, demarche_str line, demarche_str rest,
                           demarche_str all, bool behind_blank)
{
    if (behind_blank) {
        open->head = is_letterhead(line, rest);
        open->width = dmr_line_width_of(all);
    }
    open->first = line;
    open->shouted = dmr_line_is_shouted(line);
}

demarche_status dmr_blocks_split(dmr_blocks *blocks, demarche_str text, size_t start,
                                 size_t end, demarche_error *err)
{
    demarche_str rest = dmr_str(text.ptr + start, end - start), line;
    open_block open = {0};
    size_t from = start, before = blocks->list.n;
    bool behind_blank = true;
    while (dmr_blocks_line(&rest, &line)) {
        size_t at = (size_t)(line.ptr - text.ptr);
        bool blank = is_blank_line(line), near_top = blocks->list.n < blocks->top + HEAD;
        if (open.above.len &&
            (blank ||
             breaks_between(&open, line, blocks->list.n == blocks->top, near_top))) {
            DMR_TRY(add_split(blocks, text, from, at, err));
            open.above.len = 0;
        }
        if (blank) {
            behind_blank = true;
            continue;
        }
        if (!open.above.len) {
            from = at;
            open_paragraph(&open, line, rest, dmr_str(line.ptr, end - at), behind_blank);
        }
        open.shouted = open.shouted && dmr_line_is_shouted(line);
        open.above = line;
        behind_blank = false;
    }
    if (open.above.len)
        DMR_TRY(add_split(blocks, text, from, end, err));
    if (blocks->list.n > before)
        blocks->navigation +=
            dmr_pages_join(blocks->list.at + before, blocks->list.n - before, text);
    return DEMARCHE_OK;
}
