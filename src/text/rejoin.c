#include "text/rejoin.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/affix.h"

enum { LONGEST = 24 }; /* bytes of a part of a word that are looked at */

/* What the end of a line did to the word before it. */
typedef enum mend {
    LEAVE = 0, /* nothing: the break is a blank */
    GLUE,      /* it came behind the word's own hyphen: "Soviet-\nbacked" */
    JOIN,      /* it brought the hyphen: "govern-\nments" */
} mend;

typedef struct rejoin {
    demarche_str text;
    char *out;
    size_t n;
    DMR_VEC(dmr_rejoin_cut) cuts;
    dmr_arena *arena;
    bool failed;
} rejoin;

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_word_byte(char c)
{
    return dmr_is_alpha(c) || dmr_is_digit(c) || (unsigned char)c >= 0x80;
}

/* Bytes of the hyphen that ends at `end`: "-", or what scanners make of one (U+00AC,
 * U+00AD, U+2010); 0 where there is none. */
static size_t hyphen_before(demarche_str text, size_t from, size_t end)
{
    const char *p = text.ptr + end;
    if (end > from && p[-1] == '-')
        return 1;
    if (end - from >= 2 && p[-2] == '\xC2' && (p[-1] == '\xAC' || p[-1] == '\xAD'))
        return 2;
    return end - from >= 3 && p[-3] == '\xE2' && p[-2] == '\x80' && p[-1] == '\x90' ? 3
                                                                                    : 0;
}

static demarche_str part_before(demarche_str text, size_t from, size_t end)
{
    size_t start = end;
    while (start > from && end - start < LONGEST && is_word_byte(text.ptr[start - 1]))
        start--;
    return dmr_str(text.ptr + start, end - start);
}

static demarche_str part_behind(demarche_str text, size_t from, size_t end)
{
    size_t to = from;
    while (to < end && to - from < LONGEST && is_word_byte(text.ptr[to]))
        to++;
    return dmr_str(text.ptr + from, to - from);
}

/* A letter ends the one and begins the other: else they are no halves of a word. */
static bool are_halves(demarche_str left, demarche_str right)
{
    int32_t last;
    size_t at = dmr_utf8_before(left, left.len);
    dmr_utf8_decode(left.ptr + at, left.len - at, &last);
    return dmr_utf8_is_letter(last) && dmr_utf8_is_letter(dmr_utf8_first(right));
}

static bool is_shouted(demarche_str s)
{
    size_t upper = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (dmr_is_lower(s.ptr[i]))
            return false;
        upper += dmr_is_upper(s.ptr[i]);
    }
    return upper > 1;
}

static bool has_digit(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (dmr_is_digit(s.ptr[i]))
            return true;
    }
    return false;
}

/* "Choe Ho-\njung": the hyphen of a given name behind a family name. */
static bool is_given_name(demarche_str text, size_t from, demarche_str left,
                          demarche_str right)
{
    size_t end = (size_t)(left.ptr - text.ptr);
    while (end > from && dmr_is_blank(text.ptr[end - 1]))
        end--;
    return dmr_is_upper(left.ptr[0]) && dmr_affix_is_syllable(left) &&
           dmr_affix_is_syllable(right) &&
           dmr_affix_is(DMR_AFFIX_SURNAME, part_before(text, from, end));
}

static bool is_all_of_its_line(demarche_str text, size_t from, demarche_str left)
{
    size_t start = (size_t)(left.ptr - text.ptr);
    while (start > from && is_space(text.ptr[start - 1]))
        start--;
    return start == from || text.ptr[start - 1] == '\n';
}

/* Whether the two parts are words with a hyphen of their own between. */
static bool is_compound(demarche_str left, demarche_str right)
{
    if (dmr_affix_is(DMR_AFFIX_NATION, left))
        return true;
    if (dmr_affix_is(DMR_AFFIX_COMPOUND, right)) /* but "re-\narmed", "de-\nbased" */
        return left.len > 3 || (!dmr_affix_is(DMR_AFFIX_PREFIX, left) && left.len > 2);
    if (dmr_is_upper(left.ptr[0]) && dmr_str_eq_nocase(right, DMR_STR("led")))
        return true;
    return dmr_affix_is(DMR_AFFIX_FIRST_PART, left) && right.len > 3 &&
           !dmr_affix_is(DMR_AFFIX_FRAGMENT, right);
}

/* What is to be done about the hyphen text[at, at + len) with the line's end behind it.
 * `next` is the first byte of the next line, `end` that of the paragraph. */
static mend judge(demarche_str text, size_t from, size_t at, size_t len, size_t next,
                  size_t end)
{
    static const char *const whole[] = {"and", "or", "to", "but"};
    demarche_str left = part_before(text, from, at);
    demarche_str right = part_behind(text, next, end);
    if (!left.len || !right.len)
        return LEAVE;
    if (is_all_of_its_line(text, from, left)) /* "Joe-\na few things" greets */
        return LEAVE;
    if (len > 1)
        return are_halves(left, right) ? JOIN : LEAVE;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (dmr_str_is(right, whole[i])) /* "pre-\nand post-war" */
            return LEAVE;
    }
    char first = right.ptr[0];
    if (left.len == 1 || has_digit(left) || dmr_is_digit(first))
        return GLUE; /* "U-\nboat", "1960-\n61" */
    bool upper = dmr_is_upper(first);
    if (upper != is_shouted(left) || (upper && !is_shouted(right)))
        return GLUE; /* "Franco-\nGerman", "UN-\nled" */
    if (is_given_name(text, from, left, right) || is_compound(left, right))
        return GLUE;
    /* "day-to-\nday", "vis-\xC3\xA0-\nvis" */
    size_t start = (size_t)(left.ptr - text.ptr);
    if (start > from && text.ptr[start - 1] == '-' && left.len < 4)
        return GLUE;
    return are_halves(left, right) ? JOIN : LEAVE;
}

/* ------------------------------------------------------------------------- writing */

/* Append text[from, to). A cut is noted where it does not follow what came before. */
static void put(rejoin *r, size_t from, size_t to)
{
    size_t shift = from - r->n;
    if (from == to || r->failed)
        return;
    if (!r->cuts.n || r->cuts.at[r->cuts.n - 1].shift != shift) {
        dmr_rejoin_cut *cut = DMR_PUSH(r->arena, r->cuts);
        if (!cut) {
            r->failed = true;
            return;
        }
        *cut = (dmr_rejoin_cut){r->n, shift};
    }
    memcpy(r->out + r->n, r->text.ptr + from, to - from);
    r->n += to - from;
}

/* The next line's end in text[at, end) that stands behind a hyphen, told as the hyphen,
 * its length and the first byte of the line behind; false where there is none. */
static bool next_break(demarche_str text, size_t from, size_t at, size_t end,
                       size_t *hyphen, size_t *len, size_t *next)
{
    while (at < end) {
        const char *p = memchr(text.ptr + at, '\n', end - at);
        if (!p)
            return false;
        size_t line_end = (size_t)(p - text.ptr), to = line_end;
        at = line_end + 1;
        while (to > from && is_space(text.ptr[to - 1]))
            to--;
        *len = hyphen_before(text, from, to);
        if (!*len)
            continue;
        *hyphen = to - *len;
        *next = at;
        while (*next < end && dmr_is_blank(text.ptr[*next]))
            ++*next;
        return true;
    }
    return false;
}

/* Append text[at, end) with its broken words mended; the line's end behind it is judged
 * with the paragraph [behind, behind_end) that goes on. */
static void put_paragraph(rejoin *r, size_t at, size_t end, size_t behind,
                          size_t behind_end)
{
    size_t from = at, look = at, hyphen, len, next;
    while (next_break(r->text, from, look, end, &hyphen, &len, &next)) {
        mend how = judge(r->text, from, hyphen, len, next, end);
        if (how != LEAVE) {
            put(r, at, how == JOIN ? hyphen : hyphen + len);
            at = next;
        }
        look = next;
    }
    len = behind < behind_end ? hyphen_before(r->text, from, end) : 0;
    switch (len ? judge(r->text, from, end - len, len, behind, behind_end) : LEAVE) {
    case JOIN:
        put(r, at, end - len);
        break;
    case GLUE:
        put(r, at, end);
        break;
    default: /* the blank that ends the paragraph parts it from the next */
        put(r, at, behind < behind_end ? end + 1 : end);
        break;
    }
}

static bool needs_mending(demarche_str text, const dmr_paragraph *paragraphs, size_t n)
{
    size_t from = paragraphs[0].start, end = paragraphs[0].end, hyphen, len, next;
    return n > 1 || next_break(text, from, from, end, &hyphen, &len, &next);
}

bool dmr_rejoin(dmr_rejoined *out, demarche_str text, const dmr_paragraph *paragraphs,
                size_t n, dmr_arena *arena)
{
    *out = (dmr_rejoined){0};
    if (!n || !needs_mending(text, paragraphs, n))
        return true;
    rejoin r = {.text = text, .arena = arena};
    r.out = dmr_arena_alloc(arena, paragraphs[n - 1].end - paragraphs[0].start + 1);
    if (!r.out)
        return false;
    for (size_t i = 0; i < n;) {
        size_t next = i + 1;
        while (next < n && paragraphs[next].kind == DMR_PARAGRAPH_NAVIGATION)
            next++;
        put_paragraph(&r, paragraphs[i].start, paragraphs[i].end,
                      next < n ? paragraphs[next].start : 0,
                      next < n ? paragraphs[next].end : 0);
        i = next;
    }
    *out = (dmr_rejoined){dmr_str(r.out, r.n), r.cuts.at, r.cuts.n};
    return !r.failed;
}

size_t dmr_rejoin_origin(const dmr_rejoined *mended, size_t at, size_t *cut)
{
    while (*cut + 1 < mended->n_cuts && mended->cuts[*cut + 1].at <= at)
        ++*cut;
    return at + mended->cuts[*cut].shift;
}
