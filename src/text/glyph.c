#include "text/glyph.h"

enum {
    B = DMR_GLYPH_BLANK,
    U = DMR_GLYPH_UPPER,
    L = DMR_GLYPH_LOWER,
    D = DMR_GLYPH_DIGIT
};

#define ONE(c, glyph) [c] = DMR_GLYPH_##glyph

/* Blanks, digits and letters by their place; read has made control characters blanks. */
const unsigned char dmr_glyph_ascii[128] = {
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    B,
    [' '] = B,
    ['0'] = D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    D,
    ['A'] = U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    U,
    ['a'] = L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    L,
    ONE('_', LOWER),
    ONE('.', STOP),
    ONE('!', MARK),
    ONE('?', MARK),
    ONE(',', COMMA),
    ONE(';', SEMI),
    ONE(':', COLON),
    ONE('-', HYPHEN),
    ONE('\'', APOS),
    ONE('`', APOS),
    ONE('"', QUOTE),
    ONE('(', OPEN),
    ONE('[', OPEN),
    ONE('{', OPEN),
    ONE(')', CLOSE),
    ONE(']', CLOSE),
    ONE('}', CLOSE),
    ONE('$', MONEY),
    ONE('*', RUN),
    ONE('=', RUN),
    ONE('+', RUN),
    ONE('~', RUN),
    ONE('#', RUN),
    ONE('<', RUN),
    ONE('>', RUN),
    ONE('|', RUN),
    ONE('\\', RUN),
    ONE('/', SLASH),
    ONE('&', AMP),
    ONE('@', AT),
};

/* Punctuation outside ASCII that prose is written with, by code point. */
static dmr_glyph wide_punctuation(int32_t c)
{
    switch (c) {
    case 0x2010: /* hyphen */
    case 0x2011: /* the same, not to be broken */
        return DMR_GLYPH_HYPHEN;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: /* minus */
        return DMR_GLYPH_DASH;
    case 0x2019:
    case 0x02BC:
    case 0x02BB:
    case 0x2032:
    case 0x00B4:
        return DMR_GLYPH_APOS;
    case 0x2018:
    case 0x201A:
    case 0x201B:
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x2039:
    case 0x300C:
    case 0x300E:
        return DMR_GLYPH_LQUOTE;
    case 0x201D:
    case 0x00BB:
    case 0x203A:
    case 0x300D:
    case 0x300F:
        return DMR_GLYPH_RQUOTE;
    case 0x2033:
        return DMR_GLYPH_QUOTE;
    case 0x2026:
        return DMR_GLYPH_DOTS;
    case 0x3002:
        return DMR_GLYPH_STOP;
    case 0xFF01:
    case 0xFF1F:
    case 0x203D:
        return DMR_GLYPH_MARK;
    case 0x00A2:
    case 0x00A3:
    case 0x00A4:
    case 0x00A5:
        return DMR_GLYPH_MONEY;
    case 0x00BA: /* a letter to Unicode, a degree to whoever types it */
        return DMR_GLYPH_MONEY;
    case 0x200B: /* zero width space */
    case 0xFEFF:
        return DMR_GLYPH_BLANK;
    default:
        return c >= 0x20A0 && c <= 0x20CF ? DMR_GLYPH_MONEY : DMR_GLYPH_OTHER;
    }
}

dmr_glyph dmr_glyph_wide(const char *p, size_t n, size_t *len)
{
    int32_t c;
    *len = dmr_utf8_decode(p, n, &c);
    dmr_glyph known = wide_punctuation(c);
    if (known != DMR_GLYPH_OTHER)
        return known;
    switch (dmr_utf8_class_of(c)) {
    case DMR_UTF8_UPPER:
        return DMR_GLYPH_UPPER;
    case DMR_UTF8_LOWER:
    case DMR_UTF8_LETTER:
    case DMR_UTF8_MARK:
        return DMR_GLYPH_LOWER;
    case DMR_UTF8_DIGIT:
        return DMR_GLYPH_DIGIT;
    case DMR_UTF8_BLANK:
        return DMR_GLYPH_BLANK;
    case DMR_UTF8_CONTROL:
        return DMR_GLYPH_LOWER; /* soft hyphens and joiners are part of their word */
    case DMR_UTF8_OTHER:
        break;
    }
    return DMR_GLYPH_OTHER;
}
