#include "read/mail_charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/error.h"

enum {
    NAME = 64,      /* bytes of a character set's name */
    LONGEST = 16,   /* bytes that one sign takes, with what shifts to its alphabet */
    SIGN_ROOM = 32, /* and of it in UTF-8 */
};

static bool begins(demarche_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && dmr_str_eq_nocase(dmr_str(s.ptr, n), dmr_str_c(prefix));
}

/* Its name as iconv has it. False where there is nothing to convert. */
static bool name_of(demarche_str charset, char name[NAME])
{
    charset = dmr_str_trim(charset);
    if (!charset.len || charset.len >= NAME || memchr(charset.ptr, '/', charset.len) ||
        begins(charset, "utf-8") || begins(charset, "utf8") ||
        begins(charset, "us-ascii"))
        return false;
    /* Who says Latin-1 means what Windows makes of it: so HTML's standard has it. */
    if (dmr_str_eq_nocase(charset, DMR_STR("iso-8859-1")) ||
        dmr_str_eq_nocase(charset, DMR_STR("latin1")))
        charset = DMR_STR("windows-1252");
    memcpy(name, charset.ptr, charset.len);
    name[charset.len] = '\0';
    return true;
}

/* Whether bytes below 128 are ASCII wherever they stand behind a whole sign. */
static bool has_ascii(const char *name)
{
    demarche_str s = dmr_str_c(name);
    return !begins(s, "iso-2022") && !begins(s, "utf-7") && !begins(s, "utf-16") &&
           !begins(s, "utf-32") && !begins(s, "ucs") && !begins(s, "hz");
}

/* The sign at the front of `left`; the bytes that it takes. */
static size_t put_sign(dmr_led_writer *out, iconv_t set, demarche_str left, size_t at)
{
    for (size_t take = 1; take <= LONGEST && take <= left.len; take++) {
        char sign[SIGN_ROOM], *to = sign;
        char *from = (char *)(uintptr_t)left.ptr; /* iconv does not write there */
        size_t in = take, room = SIGN_ROOM;
        size_t done = iconv(set, &from, &in, &to, &room);
        size_t n = SIGN_ROOM - room;
        if (done == (size_t)-1 && errno == EINVAL && !n && in == take)
            continue; /* not yet whole */
        if (done == (size_t)-1 && !n)
            break;
        dmr_led_put(out, dmr_str(sign, n), at, (uint32_t)n, (uint32_t)(take - in));
        return take - in ? take - in : 1;
    }
    dmr_led_put(out, dmr_str(left.ptr, 1), at, 1, 1);
    return 1;
}

demarche_status dmr_mail_charset(dmr_led_bytes *out, const dmr_led_bytes *in,
                                 demarche_str charset, dmr_arena *arena,
                                 demarche_error *err)
{
    char name[NAME];
    *out = *in;
    if (!name_of(charset, name))
        return DEMARCHE_OK;
    iconv_t set = iconv_open("UTF-8", name);
    if (set == (iconv_t)-1)
        return DEMARCHE_OK;
    dmr_led_writer w = {.arena = arena};
    bool ascii = has_ascii(name);
    demarche_str s = in->bytes;
    for (size_t i = 0; i < s.len;) {
        size_t plain = i;
        while (ascii && i < s.len && !(s.ptr[i] & 0x80))
            i++;
        if (i > plain)
            dmr_led_put(&w, dmr_str(s.ptr + plain, i - plain), plain, 1, 1);
        else
            i += put_sign(&w, set, dmr_str(s.ptr + i, s.len - i), i);
    }
    iconv_close(set);
    return dmr_led_finish(&w, out, in, 0, err);
}
