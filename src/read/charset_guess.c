#include "read/charset_guess.h"

#include <uchardet.h>

#include "base/error.h"
#include "base/utf8.h"

static const char *const latin = "WINDOWS-1252";

enum { LOOK = 256 * 1024 }; /* bytes that are enough to know */

/*
 * UTF-16 without a mark: one byte of each pair is mostly one of two values, and one of them is
 * zero (blanks and figures are ASCII in every script). A text with stray NULs has no such
 * halves.
 */
static bool is_halved(demarche_str s, size_t first)
{
    enum { LEAST = 16 };
    size_t counts[256] = {0}, units = (s.len < LOOK ? s.len : LOOK) / 2, most = 0;
    size_t others = 0; /* zeros in the other half */
    if (units < LEAST)
        return false;
    for (size_t i = 0; i < units; i++) {
        counts[(unsigned char)s.ptr[2 * i + first]]++;
        others += !s.ptr[2 * i + 1 - first];
    }
    for (size_t i = 1; i < 256; i++)
        most = counts[i] > most ? counts[i] : most;
    return others * 8 < units && counts[0] * 8 >= units &&
           (counts[0] + most) * 5 >= units * 4;
}

/* Signs of UTF-8 of several bytes, and sequences that are none. */
static void count_utf8(demarche_str s, size_t *signs, size_t *bad)
{
    *signs = *bad = 0;
    for (size_t i = 0; i < s.len;) {
        if (!((unsigned char)s.ptr[i] & 0x80)) {
            i++;
            continue;
        }
        int32_t c;
        bool valid;
        i += dmr_utf8_decode_checked(s.ptr + i, s.len - i, &c, &valid);
        *signs += valid;
        *bad += !valid;
    }
}

/* The part of the bytes from which to tell: from the first that is no ASCII on. */
static demarche_str telling_part(demarche_str s)
{
    size_t i = 0;
    while (i < s.len && !((unsigned char)s.ptr[i] & 0x80) && s.ptr[i] != '\x1B')
        i++;
    size_t before = i < 1024 ? i : 1024, n = s.len - (i - before);
    return dmr_str(s.ptr + i - before, n < LOOK ? n : LOOK);
}

static demarche_status ask_uchardet(demarche_str *out, demarche_str s, dmr_arena *arena,
                                    demarche_error *err)
{
    uchardet_t u = uchardet_new();
    if (!u)
        return dmr_error_memory(err);
    *out = dmr_str(NULL, 0);
    bool bad = uchardet_handle_data(u, s.ptr, s.len) != 0;
    if (!bad) {
        uchardet_data_end(u);
        demarche_str name = dmr_str_c(uchardet_get_charset(u));
        *out = dmr_str_copy(arena, name);
        bad = !out->ptr;
    }
    uchardet_delete(u);
    return bad ? dmr_error_memory(err) : DEMARCHE_OK;
}

/* How the bytes that are no ASCII stand in the text. */
typedef struct shares {
    size_t letters, high, c1; /* ASCII letters; bytes from 0x80 on; of them below 0xA0 */
} shares;

static shares look_at(demarche_str s)
{
    shares n = {0};
    for (size_t i = 0; i < s.len; i++) {
        unsigned char b = (unsigned char)s.ptr[i];
        n.letters += dmr_is_alpha(s.ptr[i]);
        n.high += b >= 0x80;
        n.c1 += b >= 0x80 && b < 0xA0;
    }
    return n;
}

static bool is_one_of(demarche_str name, const char *const *names)
{
    for (; *names; names++) {
        if (dmr_str_eq_nocase(name, dmr_str_c(*names)))
            return true;
    }
    return false;
}

/* Whether what uchardet says can be: it is sure of too much where there is little to see. */
static bool is_likely(demarche_str name, shares n)
{
    /* Its sets for Latin letters; the differences show only in a long text. */
    static const char *const latins[] = {"ISO-8859-2",
                                         "ISO-8859-3",
                                         "ISO-8859-4",
                                         "ISO-8859-9",
                                         "ISO-8859-10",
                                         "ISO-8859-13",
                                         "ISO-8859-14",
                                         "ISO-8859-15",
                                         "ISO-8859-16",
                                         "WINDOWS-1250",
                                         "WINDOWS-1257",
                                         "WINDOWS-1258",
                                         "WINDOWS-1254",
                                         "IBM852",
                                         "VISCII",
                                         "MAC-CENTRALEUROPE",
                                         NULL};
    /* In which the bytes below 0xA0 are no signs. */
    static const char *const without_c1[] = {
        "ISO-8859-2",  "ISO-8859-3",  "ISO-8859-4",  "ISO-8859-9",  "ISO-8859-10",
        "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", NULL};
    /* Western ones, which Windows-1252 reads as well or better. */
    static const char *const western[] = {"ISO-8859-1", "ISO-8859-15", "ASCII",
                                          "WINDOWS-1252", NULL};
    enum { FEW = 12 };
    if (!name.len || is_one_of(name, western))
        return false;
    if (is_one_of(name, latins))
        return n.high >= FEW && !(n.c1 && is_one_of(name, without_c1));
    /* Other scripts: at least as many of their bytes as ASCII letters in every fourth word
     * or so, or it is English with some quotation marks. */
    return n.high * 8 >= n.letters;
}

demarche_status dmr_charset_guess(demarche_str *out, demarche_str bytes, dmr_arena *arena,
                                  demarche_error *err)
{
    size_t signs, bad;
    *out = DMR_STR("UTF-8");
    if (is_halved(bytes, 1) || is_halved(bytes, 0)) {
        *out = is_halved(bytes, 1) ? DMR_STR("UTF-16LE") : DMR_STR("UTF-16BE");
        return DEMARCHE_OK;
    }
    count_utf8(bytes, &signs, &bad);
    bool shifts = dmr_str_find(bytes, DMR_STR("\x1B$"), 0) != SIZE_MAX;
    if (bad * 4 <= signs && !shifts)
        return DEMARCHE_OK;
    demarche_str part = telling_part(bytes), name;
    DMR_TRY(ask_uchardet(&name, part, arena, err));
    if (bad == 0) { /* in ASCII; only ISO-2022 is not what it seems */
        if (dmr_str_starts(name, DMR_STR("ISO-2022")))
            *out = name;
        return DEMARCHE_OK;
    }
    *out = is_likely(name, look_at(part)) ? name : dmr_str_c(latin);
    return DEMARCHE_OK;
}
