/*
 * Numbers, times, dates, telephone numbers; addresses, file names and smileys.
 */
#include "text/cutter.h"

/* A shape: '9' is a digit, anything else itself. Its length where the text at `at` has it
 * and neither a digit nor a hyphen with a digit goes on; else 0. */
static size_t shape(const dmr_cutter *c, size_t at, const char *pattern)
{
    size_t i = at;
    for (const char *p = pattern; *p; p++, i++) {
        if (i >= c->chunk_end)
            return 0;
        if (*p == '9' ? !dmr_is_digit(c->text[i]) : c->text[i] != *p)
            return 0;
    }
    if (i < c->chunk_end && dmr_is_digit(c->text[i]))
        return 0;
    if (i + 1 < c->chunk_end && c->text[i] == '-' && dmr_is_digit(c->text[i + 1]))
        return 0;
    return i - at;
}

/* Telephone numbers, ZIP codes and dates with hyphens, which are one word. */
static size_t hyphened_number(const dmr_cutter *c)
{
    static const char *const shapes[] = {
        "999-9999",     "999-999-9999", "9-999-999-9999", "99999-9999",
        "999/999-9999", "999.999.9999", "99-99-9999",     "99-99-99",
        "9-99-99",      "9-9-99",       "9-9-9999",       "9-99-9999",
        "99-9-9999",    "9999-99-99",   "99-9-99",        NULL,
    };
    for (const char *const *s = shapes; *s; s++) {
        size_t n = shape(c, c->at, *s);
        if (n)
            return c->at + n;
    }
    return 0;
}

static size_t digits_end(const dmr_cutter *c, size_t at)
{
    size_t len;
    while (dmr_cutter_glyph(c, at, &len) == DMR_GLYPH_DIGIT)
        at += len;
    return at;
}

/* "1/2", "9/11", "28/10/2004"; not "2001/02". */
static size_t slashed_number(const dmr_cutter *c)
{
    size_t parts = 1, at = digits_end(c, c->at);
    size_t first = at - c->at;
    if (first > 2 || at >= c->chunk_end || c->text[at] != '/')
        return 0;
    while (parts < 3 && at + 1 < c->chunk_end && c->text[at] == '/' &&
           dmr_is_digit(c->text[at + 1])) {
        size_t next = digits_end(c, at + 1);
        if (next - at - 1 > 4)
            return 0;
        at = next;
        parts++;
    }
    if (parts == 1 || (at < c->chunk_end && c->text[at] == '/'))
        return 0;
    return at;
}

/* Digits with separators: 300,000  6.5  10:30  1.2.3 */
static size_t plain_number(const dmr_cutter *c)
{
    size_t at = c->at;
    if (c->text[at] == '+' || c->text[at] == '.')
        at++;
    at = digits_end(c, at);
    while (at + 1 < c->chunk_end &&
           (c->text[at] == ',' || c->text[at] == '.' || c->text[at] == ':') &&
           dmr_is_digit(c->text[at + 1])) {
        size_t next = digits_end(c, at + 1);
        if (c->text[at] == ',' && next - at != 4 &&
            !(next - at == 3 && next < c->chunk_end && c->text[next] == ','))
            break; /* "13,14" is a list; "1,20,000" is Indian */
        at = next;
    }
    return at;
}

/* The letters at the end of the number: its unit ("5km"), which is a word of its own. */
static bool has_unit(const dmr_cutter *c, size_t end, demarche_str letters)
{
    size_t len;
    if (dmr_glyph_is_alnum(dmr_cutter_glyph(c, end + letters.len, &len)))
        return false;
    if (dmr_affix_is(DMR_AFFIX_UNIT, letters) &&
        (letters.len > 1 || dmr_is_lower(letters.ptr[0]) || letters.ptr[0] == 'K'))
        return true;
    /* "$3M" but "86M" */
    return letters.len == 1 && (letters.ptr[0] == 'M' || letters.ptr[0] == 'B') &&
           c->out->n && c->at > c->begin && c->out->at[c->out->n - 1].end == c->at &&
           c->text[c->at - 1] == '$';
}

void dmr_cutter_number(dmr_cutter *c)
{
    size_t end = hyphened_number(c), len;
    if (!end)
        end = slashed_number(c);
    if (!end)
        end = plain_number(c);
    if (end == c->at) /* a digit of another script after a sign */
        end++;
    dmr_glyph g = dmr_cutter_glyph(c, end, &len);
    size_t name = g == DMR_GLYPH_STOP ? dmr_cutter_dotted_name(c, c->at, end) : 0;
    if (name) { /* "0308.doc" */
        dmr_cutter_put(c, name, DMR_PIECE_WORD);
        return;
    }
    if (dmr_glyph_is_letter(g)) {
        demarche_str letters = dmr_cutter_letters(c, end);
        if (!has_unit(c, end, letters)) {
            bool plain = true;
            for (size_t i = c->at; i < end; i++)
                plain &= dmr_is_digit(c->text[i]);
            if (plain) {
                dmr_cutter_word(c); /* "20th", "1980s", "4A" */
                if (c->out->n)
                    c->out->at[c->out->n - 1].first = DMR_GLYPH_DIGIT;
                return;
            }
        }
    } else if (g == DMR_GLYPH_APOS && dmr_is_digit(c->text[c->at])) {
        dmr_cutter_word(c); /* "1990's" */
        return;
    }
    dmr_cutter_put(c, end, DMR_PIECE_NUMBER);
}

static bool is_address_char(char ch)
{
    return dmr_is_alpha(ch) || dmr_is_digit(ch) || strchr("._%+-", ch) != NULL;
}

/* Punctuation at the end of an address belongs to the sentence. */
static size_t without_tail(const dmr_cutter *c, size_t start, size_t end)
{
    ptrdiff_t open = 0; /* brackets opened and not closed inside */
    for (size_t i = start; i < end; i++)
        open += (c->text[i] == '(') - (c->text[i] == ')');
    while (end > start && strchr(".,;:!?'\"])}>", c->text[end - 1])) {
        if (c->text[end - 1] == ')') {
            if (open >= 0)
                break;
            open++;
        }
        end--;
    }
    return end;
}

static size_t url_end(const dmr_cutter *c)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www.", NULL};
    demarche_str rest = dmr_str(c->text + c->at, c->chunk_end - c->at);
    for (const char *const *s = schemes; *s; s++) {
        size_t n = strlen(*s);
        if (rest.len <= n || !dmr_str_eq_nocase(dmr_str(rest.ptr, n), dmr_str_c(*s)))
            continue;
        size_t end = c->at + n;
        while (end < c->chunk_end && !strchr("<>\"", c->text[end]))
            end++;
        end = without_tail(c, c->at, end);
        return end > c->at + n ? end : 0;
    }
    return 0;
}

static size_t mail_end(const dmr_cutter *c)
{
    size_t n = c->chunk_end - c->at;
    if (n > DMR_CUTTER_LOOK)
        n = DMR_CUTTER_LOOK;
    const char *sign = memchr(c->text + c->at, '@', n);
    if (!sign || sign == c->text + c->at)
        return 0;
    size_t at = (size_t)(sign - c->text);
    for (size_t i = c->at; i < at; i++)
        if (!is_address_char(c->text[i]) && !(c->text[i] == ':' && at - i > 1))
            return 0;
    size_t end = at + 1;
    while (end < c->chunk_end && is_address_char(c->text[end]))
        end++;
    end = without_tail(c, c->at, end);
    return end > at + 1 ? end : 0;
}

bool dmr_cutter_address(dmr_cutter *c)
{
    char first = c->text[c->at];
    if (!dmr_is_alpha(first) && !dmr_is_digit(first))
        return false;
    size_t end = 0;
    char low = dmr_to_lower(first);
    if (low == 'h' || low == 'f' || low == 'w')
        end = url_end(c);
    if (!end)
        end = mail_end(c);
    if (!end)
        return false;
    dmr_cutter_put(c, end, DMR_PIECE_WORD);
    return true;
}

size_t dmr_cutter_dotted_name(const dmr_cutter *c, size_t start, size_t stop)
{
    size_t end = stop, last = 0;
    size_t limit =
        c->chunk_end - start > DMR_CUTTER_LOOK ? start + DMR_CUTTER_LOOK : c->chunk_end;
    while (end < limit && (is_address_char(c->text[end]))) {
        if (c->text[end] == '.' && end + 1 < limit && dmr_is_alpha(c->text[end + 1]))
            last = end;
        end++;
    }
    while (end > start && strchr(".-_", c->text[end - 1]))
        end--;
    if (!last || last >= end)
        return 0;
    size_t dots = 0, shortest = end - last - 1, from = start;
    bool lower = true;
    for (size_t i = start; i < end; i++) {
        lower &= dmr_is_lower(c->text[i]) || c->text[i] == '.';
        if (c->text[i] == '.') {
            dots++;
            if (i - from < shortest)
                shortest = i - from;
            from = i + 1;
        }
    }
    /* "comp.sources.unix" */
    if (!(lower && dots >= 2 && shortest >= 3) &&
        !dmr_affix_is(DMR_AFFIX_ENDING, dmr_str(c->text + last + 1, end - last - 1)))
        return 0;
    /* "said.It" has no such ending, "land.De" might: an ending is of one case */
    if (dmr_is_upper(c->text[last + 1]) && dmr_is_lower(c->text[end - 1]))
        return 0;
    if (end < c->chunk_end && c->text[end] == '/') { /* "example.org/page" */
        size_t to = end;
        while (to < c->chunk_end && !strchr("<>\"", c->text[to]))
            to++;
        end = without_tail(c, start, to);
    }
    return end;
}

bool dmr_cutter_smiley(dmr_cutter *c)
{
    static const char *const smileys[] = {
        ":-)", ":)",  ";-)", ";)", ":-(", ":(",    ":-D", ":D",  ":-P", ":P",
        ":p",  ":-/", "=)",  "=(", "^_^", "-_-",   "<3",  ":'(", ":]",  ":[",
        ";D",  ":O",  ":o",  ":3", ":-o", "[...]", "(:",  NULL,
    };
    char first = c->text[c->at];
    if (!strchr(":;=^-<[(", first))
        return false;
    bool begins = !c->out->n || c->out->at[c->out->n - 1].space_after ||
                  c->out->at[c->out->n - 1].kind == DMR_PIECE_STOP ||
                  c->out->at[c->out->n - 1].kind == DMR_PIECE_MARK ||
                  c->out->at[c->out->n - 1].kind == DMR_PIECE_DOTS || first == '[';
    if (!begins)
        return false;
    for (const char *const *s = smileys; *s; s++) {
        size_t n = strlen(*s), end = c->at + n;
        if (n > c->chunk_end - c->at || memcmp(c->text + c->at, *s, n) != 0)
            continue;
        if (end < c->chunk_end && !strchr(".,!?", c->text[end]))
            continue;
        dmr_cutter_put(c, end, first == '[' ? DMR_PIECE_OTHER : DMR_PIECE_SMILEY);
        return true;
    }
    return false;
}
