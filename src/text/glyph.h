/*
 * What one character is to the tokenizer. ASCII by table; the rest by the punctuation that
 * prose uses, then by utf8.h.
 */
#ifndef DMR_TEXT_GLYPH_H
#define DMR_TEXT_GLYPH_H

#include "base/utf8.h"

typedef enum dmr_glyph {
    DMR_GLYPH_OTHER = 0, /* symbol or punctuation that stands alone */
    DMR_GLYPH_BLANK,
    DMR_GLYPH_UPPER,
    DMR_GLYPH_LOWER, /* lower case, letters without case, marks, "_" */
    DMR_GLYPH_DIGIT,
    DMR_GLYPH_STOP,   /* . */
    DMR_GLYPH_MARK,   /* ! ? and their full-width kin */
    DMR_GLYPH_COMMA,  /* , */
    DMR_GLYPH_SEMI,   /* ; */
    DMR_GLYPH_COLON,  /* : */
    DMR_GLYPH_HYPHEN, /* - U+2010 U+2011 */
    DMR_GLYPH_DASH,   /* en, em and longer */
    DMR_GLYPH_APOS,   /* ' U+2019 U+02BC ` U+00B4 */
    DMR_GLYPH_QUOTE,  /* " : opens or closes */
    DMR_GLYPH_LQUOTE, /* opening quote of any kind */
    DMR_GLYPH_RQUOTE, /* closing quote but U+2019 */
    DMR_GLYPH_OPEN,   /* ( [ { */
    DMR_GLYPH_CLOSE,  /* ) ] } */
    DMR_GLYPH_MONEY,  /* currency sign */
    DMR_GLYPH_DOTS,   /* U+2026 */
    DMR_GLYPH_RUN,    /* * = _ + ~ # < > | \ : alike ones stand together */
    DMR_GLYPH_SLASH,
    DMR_GLYPH_AMP,
    DMR_GLYPH_AT,
} dmr_glyph;

/* The class of the character at p (n > 0 bytes to the end); *len is its bytes. */
dmr_glyph dmr_glyph_wide(const char *p, size_t n, size_t *len);

extern const unsigned char dmr_glyph_ascii[128];

static inline dmr_glyph dmr_glyph_at(const char *p, size_t n, size_t *len)
{
    unsigned char c = (unsigned char)*p;
    if (c < 128) {
        *len = 1;
        return (dmr_glyph)dmr_glyph_ascii[c];
    }
    return dmr_glyph_wide(p, n, len);
}

static inline bool dmr_glyph_is_letter(dmr_glyph g)
{
    return g == DMR_GLYPH_UPPER || g == DMR_GLYPH_LOWER;
}

static inline bool dmr_glyph_is_alnum(dmr_glyph g)
{
    return g == DMR_GLYPH_UPPER || g == DMR_GLYPH_LOWER || g == DMR_GLYPH_DIGIT;
}

#endif
