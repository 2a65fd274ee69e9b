#include "read/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/charset_guess.h"

enum { LONGEST_NAME = 64 };

/* ------------------------------------------------------------------------------ names */

/* Names that pages and mails give, and what is meant by them: as browsers have it. */
static const char *const aliases[][2] = {
    {"utf8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"iso_8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"latin-1", "WINDOWS-1252"},
    {"l1", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"us-ascii", "WINDOWS-1252"},
    {"ansi_x3.4-1968", "WINDOWS-1252"},
    {"cp819", "WINDOWS-1252"},
    {"x-cp1252", "WINDOWS-1252"},
    {"x-cp1250", "WINDOWS-1250"},
    {"x-cp1251", "WINDOWS-1251"},
    {"iso-8859-9", "WINDOWS-1254"},
    {"latin5", "WINDOWS-1254"},
    {"iso-8859-11", "WINDOWS-874"},
    {"tis-620", "WINDOWS-874"},
    {"koi8", "KOI8-R"},
    {"koi", "KOI8-R"},
    {"x-mac-roman", "MACINTOSH"},
    {"mac", "MACINTOSH"},
    {"macroman", "MACINTOSH"},
    {"mac-roman", "MACINTOSH"},
    {"x-mac-cyrillic", "MAC-CYRILLIC"},
    {"mac-centraleurope", "MAC-CENTRALEUROPE"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"x-sjis", "CP932"},
    {"sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"x-gbk", "GB18030"},
    {"gbk", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"ksc5601", "CP949"},
    {"unicode", "UTF-16"},
    {"ucs-2", "UTF-16"},
};

/* The name that iconv has for it, with a NUL behind; false where no such name can be. */
static bool name_of(demarche_str name, char out[LONGEST_NAME])
{
    name = dmr_str_trim(name);
    if (!name.len || name.len >= LONGEST_NAME || memchr(name.ptr, '/', name.len) ||
        memchr(name.ptr, '\0', name.len))
        return false; /* "//TRANSLIT" is no part of a name */
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (dmr_str_eq_nocase(name, dmr_str_c(aliases[i][0])))
            name = dmr_str_c(aliases[i][1]);
    }
    memcpy(out, name.ptr, name.len);
    out[name.len] = '\0';
    return true;
}

static bool is_name(const char *name, const char *other)
{
    return dmr_str_eq_nocase(dmr_str_c(name), dmr_str_c(other));
}

bool dmr_charset_is_known(demarche_str name)
{
    char n[LONGEST_NAME];
    if (!name_of(name, n))
        return false;
    iconv_t cd = iconv_open("UTF-8", n);
    if (cd == (iconv_t)-1)
        return false;
    iconv_close(cd);
    return true;
}

/* ------------------------------------------------------------------------------ marks */

static const struct {
    const char *bytes;
    size_t n;
    const char *name;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},    {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\xFE\xFF", 2, "UTF-16BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},
};

/* The byte order mark that the bytes begin with; *n are its bytes. NULL: none. */
static const char *mark_of(demarche_str bytes, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (dmr_str_starts(bytes, dmr_str(marks[i].bytes, marks[i].n))) {
            *n = marks[i].n;
            return marks[i].name;
        }
    }
    return NULL;
}

demarche_status dmr_charset_tell(demarche_str *out, demarche_str bytes, dmr_arena *arena,
                                 demarche_error *err)
{
    size_t n;
    const char *name = mark_of(bytes, &n);
    *out = dmr_str_c(name);
    return name ? DEMARCHE_OK : dmr_charset_guess(out, bytes, arena, err);
}

/* --------------------------------------------------------------------------- decoding */

typedef struct decoder {
    iconv_t cd;
    demarche_str in;
    size_t at;
    size_t unit; /* bytes of which every sign has a multiple */
    size_t base; /* of `in` in the bytes that the origin leads to */
    char *out;
    size_t n, room;
    dmr_origin *origin;
    demarche_counts *counts;
    dmr_arena *arena;
} decoder;

static bool make_room(decoder *d, size_t more)
{
    if (d->room - d->n >= more)
        return true;
    if (d->room > SIZE_MAX / 4)
        return false;
    size_t room = d->room * 2 + more;
    char *p = dmr_arena_grow(d->arena, d->out, d->n, room);
    if (!p)
        return false;
    d->out = p;
    d->room = room;
    return true;
}

/* One sign, which `took` bytes stand for. */
static bool put(decoder *d, const char *utf8, size_t n, size_t took)
{
    if (!dmr_origin_add(d->origin, d->n, d->base + d->at, (uint32_t)n, (uint32_t)took,
                        d->arena) ||
        !make_room(d, n))
        return false;
    memcpy(d->out + d->n, utf8, n);
    d->n += n;
    return true;
}

/* A unit that stands for nothing. */
static bool put_bad(decoder *d)
{
    size_t left = d->in.len - d->at, took = d->unit < left ? d->unit : left;
    bool good = put(d, "\xEF\xBF\xBD", 3, took);
    d->counts->repaired++;
    d->at += took;
    return good;
}

/* What the next bytes stand for: as few as iconv takes. False for want of memory. */
static bool next_sign(decoder *d)
{
    enum { LONGEST = 8, ROOM = 64 };
    char utf8[ROOM];
    for (size_t want = 1; want <= LONGEST && want <= d->in.len - d->at; want++) {
        char *in = (char *)(uintptr_t)d->in.ptr + d->at, *out = utf8;
        size_t n_in = want, n_out = sizeof utf8;
        size_t done = iconv(d->cd, &in, &n_in, &out, &n_out);
        size_t took = want - n_in, n = sizeof utf8 - n_out;
        if (done == (size_t)-1 && errno == EINVAL && !took && !n)
            continue; /* the first bytes of a sign */
        if (done == (size_t)-1 && !took)
            return put_bad(d);
        bool good = n == 0 || put(d, utf8, n, took);
        d->at += took;
        return good;
    }
    /* A sign that does not end: its first byte is none. */
    iconv(d->cd, NULL, NULL, NULL, NULL);
    return put_bad(d);
}

/* What every single byte stands for, where each stands for one sign; else false. */
static bool single_bytes(iconv_t cd, char table[256][4], unsigned char n[256])
{
    for (int b = 0; b < 256; b++) {
        char byte = (char)b, *in = &byte, *out = table[b];
        size_t n_in = 1, n_out = 4;
        size_t done = iconv(cd, &in, &n_in, &out, &n_out);
        int cause = errno;
        n[b] = (unsigned char)(4 - n_out);
        iconv(cd, NULL, NULL, NULL, NULL);
        if (done == (size_t)-1 ? cause != EILSEQ : n[b] == 0)
            return false;
    }
    return true;
}

static bool decode_all(decoder *d)
{
    char table[256][4];
    unsigned char n[256];
    if (!single_bytes(d->cd, table, n)) {
        while (d->at < d->in.len) {
            if (!next_sign(d))
                return false;
        }
        return true;
    }
    while (d->at < d->in.len) {
        unsigned char b = (unsigned char)d->in.ptr[d->at];
        if (!(n[b] ? put(d, table[b], n[b], 1) : put_bad(d)))
            return false;
        d->at += n[b] != 0;
    }
    return true;
}

static demarche_status decode_by(demarche_str *out, dmr_origin *origin, const char *name,
                                 demarche_str in, size_t base, demarche_counts *counts,
                                 dmr_arena *arena, demarche_error *err)
{
    decoder d = {
        .in = in, .base = base, .origin = origin, .counts = counts, .arena = arena};
    d.cd = iconv_open("UTF-8", name);
    if (d.cd == (iconv_t)-1)
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "no character set of the name %s here", name);
    d.unit = dmr_str_starts(dmr_str_c(name), DMR_STR("UTF-16"))   ? 2
             : dmr_str_starts(dmr_str_c(name), DMR_STR("UTF-32")) ? 4
                                                                  : 1;
    d.room = in.len + 16;
    d.out = dmr_arena_alloc(arena, d.room);
    bool good = d.out && decode_all(&d);
    iconv_close(d.cd);
    *out = dmr_str(d.out, d.n);
    return good ? DEMARCHE_OK : dmr_error_memory(err);
}

static demarche_status decode_utf8(demarche_str *out, dmr_origin *origin, demarche_str in,
                                   size_t base, demarche_counts *counts, dmr_arena *arena,
                                   demarche_error *err)
{
    DMR_TRY(dmr_utf8_repair(out, in, arena, &counts->repaired, err));
    if (out->ptr == in.ptr && !base)
        return DEMARCHE_OK;
    bool good = dmr_origin_add(origin, 0, base, 1, 1, arena);
    if (out->ptr == in.ptr)
        return good ? DEMARCHE_OK : dmr_error_memory(err);
    size_t text = 0, from = 0, bad; /* `text` bytes are made of `from` bytes */
    while (good && (bad = dmr_utf8_invalid(in, from)) != SIZE_MAX) {
        int32_t c;
        size_t took = dmr_utf8_decode(in.ptr + bad, in.len - bad, &c);
        text += bad - from;
        good = dmr_origin_add(origin, text, base + bad, 3, (uint32_t)took, arena) &&
               dmr_origin_add(origin, text + 3, base + bad + took, 1, 1, arena);
        text += 3;
        from = bad + took;
    }
    return good ? DEMARCHE_OK : dmr_error_memory(err);
}

demarche_status dmr_charset_decode(demarche_str *out, dmr_origin *origin,
                                   demarche_str bytes, demarche_str charset,
                                   demarche_counts *counts, dmr_arena *arena,
                                   demarche_error *err)
{
    size_t mark;
    char name[LONGEST_NAME];
    const char *marked = mark_of(bytes, &mark);
    demarche_str told = dmr_str_c(marked);
    *origin = (dmr_origin){0};
    if (!marked && dmr_charset_is_known(charset))
        told = charset;
    else if (!marked)
        DMR_TRY(dmr_charset_guess(&told, bytes, arena, err));
    if (!name_of(told, name))
        return dmr_error_set(err, DEMARCHE_E_ARGUMENT, 0,
                             "no character set of that name");
    demarche_str in = dmr_str(bytes.ptr + mark, bytes.len - mark);
    if (bytes.len == mark)
        in = dmr_str("", 0);
    if (is_name(name, "UTF-8"))
        return decode_utf8(out, origin, in, mark, counts, arena, err);
    /* Names come in any case, and `unit` goes by them. */
    if (is_name(name, "UTF-16") ||
        is_name(name, "UTF-16LE")) /* without a mark, or it would be told by that */
        return decode_by(out, origin, "UTF-16LE", in, mark, counts, arena, err);
    if (is_name(name, "UTF-16BE"))
        return decode_by(out, origin, "UTF-16BE", in, mark, counts, arena, err);
    if (is_name(name, "UTF-32") || is_name(name, "UTF-32LE"))
        return decode_by(out, origin, "UTF-32LE", in, mark, counts, arena, err);
    return decode_by(out, origin, is_name(name, "UTF-32BE") ? "UTF-32BE" : name, in, mark,
                     counts, arena, err);
}

bool demarche_charset_is_known(const char *name)
{
    return dmr_charset_is_known(dmr_str_c(name));
}
