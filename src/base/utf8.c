#include "base/utf8.h"

#include <utf8proc.h>

#include "base/error.h"

/*
 * What may follow a lead byte: the number of continuation bytes and the range of the
 * first of them (Unicode 15, table 3-7). Too long forms, surrogates and what lies above
 * U+10FFFF are shut out by that range.
 */
typedef struct lead {
    int more;
    unsigned char low, high;
} lead;

static lead lead_of(unsigned char b)
{
    if (b >= 0xC2 && b <= 0xDF)
        return (lead){1, 0x80, 0xBF};
    if (b == 0xE0)
        return (lead){2, 0xA0, 0xBF};
    if (b == 0xED)
        return (lead){2, 0x80, 0x9F};
    if (b >= 0xE1 && b <= 0xEF)
        return (lead){2, 0x80, 0xBF};
    if (b == 0xF0)
        return (lead){3, 0x90, 0xBF};
    if (b >= 0xF1 && b <= 0xF3)
        return (lead){3, 0x80, 0xBF};
    if (b == 0xF4)
        return (lead){3, 0x80, 0x8F};
    return (lead){0, 0, 0};
}

size_t dmr_utf8_decode_checked(const char *p, size_t n, int32_t *c, bool *valid)
{
    const unsigned char *u = (const unsigned char *)p;
    *valid = true;
    if (u[0] < 0x80) {
        *c = u[0];
        return 1;
    }
    lead l = lead_of(u[0]);
    int32_t v = u[0] & (0x3F >> l.more);
    size_t took = 1;
    for (int i = 0; i < l.more; i++) {
        unsigned char low = i ? 0x80 : l.low, high = i ? 0xBF : l.high;
        if (took >= n || u[took] < low || u[took] > high) {
            l.more = 0;
            break;
        }
        v = v << 6 | (u[took] & 0x3F);
        took++;
    }
    if (l.more == 0) {
        *c = DMR_UTF8_REPLACEMENT;
        *valid = false;
        return took;
    }
    *c = v;
    return took;
}

size_t dmr_utf8_decode(const char *p, size_t n, int32_t *c)
{
    bool valid;
    return dmr_utf8_decode_checked(p, n, c, &valid);
}

size_t dmr_utf8_encode(int32_t c, char out[4])
{
    if (c < 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = DMR_UTF8_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t dmr_utf8_before(demarche_str s, size_t at)
{
    size_t from = at > 4 ? at - 4 : 0;
    size_t i = at - 1;
    while (i > from && ((unsigned char)s.ptr[i] & 0xC0) == 0x80)
        i--;
    int32_t c;
    /* Stray continuation bytes are each a sequence of their own. */
    return i + dmr_utf8_decode(s.ptr + i, at - i, &c) == at ? i : at - 1;
}

int32_t dmr_utf8_first(demarche_str s)
{
    int32_t c = 0;
    if (s.len)
        dmr_utf8_decode(s.ptr, s.len, &c);
    return c;
}

int32_t dmr_utf8_last(demarche_str s)
{
    int32_t c = 0;
    if (s.len) {
        size_t i = dmr_utf8_before(s, s.len);
        dmr_utf8_decode(s.ptr + i, s.len - i, &c);
    }
    return c;
}

size_t dmr_utf8_invalid(demarche_str s, size_t from)
{
    for (size_t i = from; i < s.len;) {
        int32_t c;
        bool valid = true;
        size_t took = 1;
        uint64_t eight; /* at once, where all are ASCII */
        if (s.len - i >= sizeof eight) {
            memcpy(&eight, s.ptr + i, sizeof eight);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                i += sizeof eight;
                continue;
            }
        }
        if ((unsigned char)s.ptr[i] >= 0x80)
            took = dmr_utf8_decode_checked(s.ptr + i, s.len - i, &c, &valid);
        if (!valid)
            return i;
        i += took;
    }
    return SIZE_MAX;
}

size_t dmr_utf8_count(demarche_str s)
{
    size_t n = 0;
    int32_t c;
    for (size_t i = 0; i < s.len; n++)
        i += dmr_utf8_decode(s.ptr + i, s.len - i, &c);
    return n;
}

demarche_status dmr_utf8_repair(demarche_str *out, demarche_str in, dmr_arena *arena,
                                uint64_t *repaired, demarche_error *err)
{
    *out = in;
    size_t bad = dmr_utf8_invalid(in, 0);
    if (bad == SIZE_MAX)
        return DEMARCHE_OK;
    size_t count = 0, lost = 0;
    for (size_t at = bad; at != SIZE_MAX; count++) {
        int32_t c;
        size_t took = dmr_utf8_decode(in.ptr + at, in.len - at, &c);
        lost += took;
        at = dmr_utf8_invalid(in, at + took);
    }
    if (count > (SIZE_MAX - in.len) / 3)
        return dmr_error_memory(err);
    char *p = dmr_arena_alloc(arena, in.len - lost + 3 * count + 1);
    if (!p)
        return dmr_error_memory(err);
    size_t n = 0, from = 0;
    while (bad != SIZE_MAX) {
        int32_t c;
        memcpy(p + n, in.ptr + from, bad - from);
        n += bad - from;
        from = bad + dmr_utf8_decode(in.ptr + bad, in.len - bad, &c);
        n += dmr_utf8_encode(DMR_UTF8_REPLACEMENT, p + n);
        bad = dmr_utf8_invalid(in, from);
    }
    memcpy(p + n, in.ptr + from, in.len - from);
    n += in.len - from;
    p[n] = '\0';
    *repaired += count;
    *out = dmr_str(p, n);
    return DEMARCHE_OK;
}

static dmr_utf8_class ascii_class(int32_t c)
{
    if (dmr_is_lower((char)c))
        return DMR_UTF8_LOWER;
    if (dmr_is_upper((char)c))
        return DMR_UTF8_UPPER;
    if (dmr_is_digit((char)c))
        return DMR_UTF8_DIGIT;
    if (dmr_is_blank((char)c))
        return DMR_UTF8_BLANK;
    return c < 0x20 || c == 0x7F ? DMR_UTF8_CONTROL : DMR_UTF8_OTHER;
}

dmr_utf8_class dmr_utf8_class_of(int32_t c)
{
    if (c >= 0 && c < 0x80)
        return ascii_class(c);
    if (c == 0x85)
        return DMR_UTF8_BLANK;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return DMR_UTF8_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return DMR_UTF8_LOWER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return DMR_UTF8_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return DMR_UTF8_MARK;
    case UTF8PROC_CATEGORY_ND:
        return DMR_UTF8_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return DMR_UTF8_BLANK;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
        return DMR_UTF8_CONTROL;
    default:
        return DMR_UTF8_OTHER;
    }
}

bool dmr_utf8_is_apostrophe(int32_t c)
{
    switch (c) {
    case '\'':
    case '`':
    case 0xB4:
    case 0x2B9: /* modifier prime */
    case 0x2BB: /* turned comma: okina */
    case 0x2BC: /* modifier apostrophe */
    case 0x2BD:
    case 0x2BE: /* half rings: alif, ain */
    case 0x2BF:
    case 0x2C8:
    case 0x2CB:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2035:
    case 0xA78C:
    case 0xFF07:
        return true;
    default:
        return false;
    }
}

int32_t dmr_utf8_to_lower(int32_t c)
{
    if (c >= 0 && c < 0x80)
        return dmr_to_lower((char)c);
    return utf8proc_tolower(c);
}

int32_t dmr_utf8_to_upper(int32_t c)
{
    if (c >= 0 && c < 0x80)
        return dmr_is_lower((char)c) ? c - 32 : c;
    return utf8proc_toupper(c);
}

demarche_str dmr_utf8_lower(dmr_arena *arena, demarche_str s)
{
    size_t i = 0, took;
    int32_t c;
    for (; i < s.len; i += took) {
        took = dmr_utf8_decode(s.ptr + i, s.len - i, &c);
        if (dmr_utf8_to_lower(c) != c)
            break;
    }
    if (i == s.len)
        return s;
    /* A lower case form may take one byte more (U+023A) but never over 3 for 2. */
    if (s.len > (SIZE_MAX - 8) / 2)
        return dmr_str(NULL, 0);
    char *p = dmr_arena_alloc(arena, s.len * 2 + 4);
    if (!p)
        return dmr_str(NULL, 0);
    memcpy(p, s.ptr, i);
    size_t n = i;
    for (; i < s.len; i += took) {
        bool valid;
        took = dmr_utf8_decode_checked(s.ptr + i, s.len - i, &c, &valid);
        if (valid) {
            n += dmr_utf8_encode(dmr_utf8_to_lower(c), p + n);
        } else {
            memcpy(p + n, s.ptr + i, took);
            n += took;
        }
    }
    return dmr_str(p, n);
}

/* Letters whose stroke or ligature is no combining mark, so that decomposition leaves
 * them. */
static const char *plain_letters(int32_t c)
{
    switch (c) {
    case 0xE6:
        return "ae";
    case 0xF0:
    case 0x111:
        return "d";
    case 0xF8:
        return "o";
    case 0xFE:
        return "th";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x153:
        return "oe";
    case 0x167:
        return "t";
    case 0x180:
        return "b";
    case 0x1A1:
        return "o";
    case 0x1B0:
        return "u";
    case 0x268:
        return "i";
    default:
        return NULL;
    }
}

static bool is_hyphen(int32_t c)
{
    return c == 0xAD || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 ||
           c == 0xFF0D;
}

/* Fold one code point into `out`; gives the bytes written, at most FOLD_MOST. */
enum { FOLD_PARTS = 18, FOLD_MOST = FOLD_PARTS * 4 };

static size_t fold_one(int32_t c, char out[FOLD_MOST])
{
    if (dmr_utf8_is_apostrophe(c))
        return 0;
    if (c < 0x80) {
        out[0] = dmr_is_blank((char)c) ? ' ' : dmr_to_lower((char)c);
        return 1;
    }
    if (is_hyphen(c)) {
        out[0] = '-';
        return 1;
    }
    if (dmr_utf8_class_of(c) == DMR_UTF8_BLANK) {
        out[0] = ' ';
        return 1;
    }
    utf8proc_int32_t parts[FOLD_PARTS];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        c, parts, FOLD_PARTS, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
        &boundary);
    if (n < 0 || n > FOLD_PARTS)
        return dmr_utf8_encode(c, out);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        const char *plain = plain_letters(parts[i]);
        if (dmr_utf8_is_apostrophe(parts[i]))
            continue;
        if (plain) {
            for (; *plain; plain++)
                out[len++] = *plain;
        } else {
            len += dmr_utf8_encode(parts[i], out + len);
        }
    }
    return len;
}

demarche_str dmr_utf8_fold(dmr_arena *arena, demarche_str s)
{
    size_t i = 0, took;
    int32_t c;
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80 && s.ptr[i] != '\'' &&
           s.ptr[i] != '`' && !dmr_is_upper(s.ptr[i]) &&
           (s.ptr[i] == ' ' || !dmr_is_blank(s.ptr[i])))
        i++;
    if (i == s.len)
        return s;
    /* No folding known is longer than 3 bytes for 2; the bound below is checked. */
    if (s.len > (SIZE_MAX - FOLD_MOST) / 3)
        return dmr_str(NULL, 0);
    size_t room = s.len * 3 + FOLD_MOST, n = i;
    char *p = dmr_arena_alloc(arena, room);
    if (!p)
        return dmr_str(NULL, 0);
    memcpy(p, s.ptr, i);
    for (; i < s.len && room - n >= FOLD_MOST; i += took) {
        took = dmr_utf8_decode(s.ptr + i, s.len - i, &c);
        n += fold_one(c, p + n);
    }
    return dmr_str(n ? p : NULL, n);
}
