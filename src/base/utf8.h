/*
 * UTF-8: decoding, checking, repair, and the little that demarche asks of Unicode. A code
 * point is an int32_t; anything that is not one decodes as U+FFFD. All functions are pure
 * but those that take an arena. Classes and folding rest on libutf8proc, with a short way
 * for ASCII.
 */
#ifndef DMR_BASE_UTF8_H
#define DMR_BASE_UTF8_H

#include "base/str.h"

#define DMR_UTF8_REPLACEMENT 0xFFFD

/*
 * Decode the code point at p (n bytes to the end, n > 0) into *c; gives the bytes it took.
 * Of an invalid sequence it takes the maximal subpart (Unicode 15, 3.9, table 3-8), never
 * less than 1 byte, and *c is U+FFFD. (A true U+FFFD takes 3.)
 */
size_t dmr_utf8_decode(const char *p, size_t n, int32_t *c);

/* As decode, and *valid says whether the bytes were a code point. */
size_t dmr_utf8_decode_checked(const char *p, size_t n, int32_t *c, bool *valid);

/* Write c as 1 to 4 bytes, without NUL; gives their number. No code point: U+FFFD. */
size_t dmr_utf8_encode(int32_t c, char out[4]);

/* Byte offset of the code point that ends right before `at` (0 < at <= s.len). */
size_t dmr_utf8_before(demarche_str s, size_t at);

/* The first and last code point of s; 0 where s is empty. */
int32_t dmr_utf8_first(demarche_str s);
int32_t dmr_utf8_last(demarche_str s);

/* Offset of the first invalid sequence, or SIZE_MAX where all of s is valid. */
size_t dmr_utf8_invalid(demarche_str s, size_t from);

/* Number of code points. */
size_t dmr_utf8_count(demarche_str s);

/*
 * Valid UTF-8 of `in`: each invalid sequence becomes U+FFFD and is counted in *repaired
 * (which is added to). Gives `in` itself where nothing is to be done, else a copy in the
 * arena. E_MEMORY only.
 */
demarche_status dmr_utf8_repair(demarche_str *out, demarche_str in, dmr_arena *arena,
                                uint64_t *repaired, demarche_error *err);

typedef enum dmr_utf8_class {
    DMR_UTF8_OTHER = 0, /* punctuation, symbols, unassigned, U+FFFD */
    DMR_UTF8_UPPER,     /* upper and title case letter */
    DMR_UTF8_LOWER,     /* lower case letter */
    DMR_UTF8_LETTER,    /* letter without case, modifier letters too */
    DMR_UTF8_MARK,      /* combining mark: belongs to the letter before it */
    DMR_UTF8_DIGIT,     /* decimal digit of any script */
    DMR_UTF8_BLANK,     /* white space, line breaks, no-break space */
    DMR_UTF8_CONTROL,   /* control, format (U+200B, U+FEFF), surrogate, private */
} dmr_utf8_class;

dmr_utf8_class dmr_utf8_class_of(int32_t c);

static inline bool dmr_utf8_is_letter(int32_t c)
{
    dmr_utf8_class k = dmr_utf8_class_of(c);
    return k == DMR_UTF8_UPPER || k == DMR_UTF8_LOWER || k == DMR_UTF8_LETTER;
}

/* ' and what is typed or printed for it: U+2018, U+2019, U+02BC, U+02BB, ` and so on. */
bool dmr_utf8_is_apostrophe(int32_t c);

/* Simple lower and upper case of one code point. */
int32_t dmr_utf8_to_lower(int32_t c);
int32_t dmr_utf8_to_upper(int32_t c);

/* Lower case of s in the arena; s itself where nothing changes; {NULL, 0} for want of
 * memory (only where s is not empty). */
demarche_str dmr_utf8_lower(dmr_arena *arena, demarche_str s);

/*
 * For looking names up: lower case, without diacritics ("Pérez" -> "perez", "Łódź" ->
 * "lodz"), without any apostrophe ("P'yongyang", "P’yŏngyang" -> "pyongyang"), each
 * kind of hyphen as "-", each blank as " ". Folding twice changes nothing. In the arena;
 * s itself where nothing changes; {NULL, 0} for want of memory or where nothing is left.
 */
demarche_str dmr_utf8_fold(dmr_arena *arena, demarche_str s);

#endif
