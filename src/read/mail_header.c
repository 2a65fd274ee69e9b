#include "read/mail_header.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "read/mail_decode.h"

enum {
    MAX_FIELDS = 1000,
    MAX_VALUE = 64 * 1024, /* bytes of a field; what is behind is not read */
    MAX_PIECES = 100,      /* of a parameter that is in pieces */
    MAX_WORD = 2000,       /* bytes of an encoded word; RFC 2047 allows 75 */
};

/* ------------------------------------------------------------------------------ fields */

size_t dmr_mail_field_name(demarche_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] > ' ' && line.ptr[n] < 0x7F && line.ptr[n] != ':')
        n++;
    return n && n < line.len && line.ptr[n] == ':' ? n : 0;
}

/* The line at `at` without its break; *next is where the one behind it begins. */
static demarche_str line_at(demarche_str s, size_t at, size_t *next)
{
    const char *end = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
    size_t to = end ? (size_t)(end - s.ptr) : s.len;
    *next = to + (end != NULL);
    if (to > at && s.ptr[to - 1] == '\r')
        to--;
    return dmr_str(s.ptr + at, to - at);
}

/* On one line: breaks and the blanks that folded it are one blank. */
static demarche_str unfold(demarche_str s, dmr_arena *arena)
{
    s.len = s.len < MAX_VALUE ? s.len : MAX_VALUE;
    char *p = dmr_arena_alloc(arena, s.len + 1);
    size_t n = 0;
    if (!p)
        return dmr_str(NULL, 0);
    for (size_t i = 0; i < s.len; i++) {
        bool fold = s.ptr[i] == '\n' || s.ptr[i] == '\r';
        if (!fold)
            p[n++] = s.ptr[i];
        while (fold && i + 1 < s.len && dmr_is_blank(s.ptr[i + 1]))
            i++;
        if (fold)
            p[n++] = ' ';
    }
    return dmr_str_trim(dmr_str(p, n));
}

bool dmr_mail_header_read(dmr_mail_header *out, demarche_str s, dmr_arena *arena)
{
    size_t at = 0, next, behind;
    memset(out, 0, sizeof *out);
    while (at < s.len) {
        demarche_str line = line_at(s, at, &next);
        if (!line.len) {
            at = next;
            break;
        }
        size_t name = dmr_mail_field_name(line);
        if (dmr_str_starts(line, DMR_STR(">From ")) && !name) { /* an old mbox's */
            at = next;
            continue;
        }
        if (!name)
            break;
        demarche_str more;
        while (next < s.len && (more = line_at(s, next, &behind)).len &&
               (more.ptr[0] == ' ' || more.ptr[0] == '\t'))
            next = behind;
        if (out->fields.n < MAX_FIELDS) {
            dmr_mail_field *f = DMR_PUSH(arena, out->fields);
            if (!f)
                return false;
            f->name = dmr_str(line.ptr, name);
            f->value = unfold(dmr_str(line.ptr + name + 1, next - at - name - 1), arena);
            if (!f->value.ptr)
                return false;
        }
        at = next;
    }
    out->body = at;
    return true;
}

demarche_str dmr_mail_header_get(const dmr_mail_header *header, const char *name)
{
    for (size_t i = 0; i < header->fields.n; i++) {
        if (dmr_str_eq_nocase(header->fields.at[i].name, dmr_str_c(name)))
            return header->fields.at[i].value;
    }
    return dmr_str("", 0);
}

/* -------------------------------------------------------------------------- parameters */

demarche_str dmr_mail_value(demarche_str value)
{
    size_t end = dmr_str_find(value, DMR_STR(";"), 0);
    return dmr_str_trim(dmr_str(value.ptr, end == SIZE_MAX ? value.len : end));
}

/* The next "; name=value" of *rest; the value still with its quotes. */
static bool next_param(demarche_str *rest, demarche_str *name, demarche_str *value)
{
    size_t i = 0;
    while (i < rest->len && rest->ptr[i] != ';')
        i++;
    if (i >= rest->len)
        return false;
    size_t from = ++i;
    while (i < rest->len && rest->ptr[i] != '=' && rest->ptr[i] != ';')
        i++;
    *name = dmr_str_trim(dmr_str(rest->ptr + from, i - from));
    *value = dmr_str("", 0);
    if (i < rest->len && rest->ptr[i] == '=') {
        from = ++i;
        bool quoted = false;
        while (i < rest->len && (quoted || rest->ptr[i] != ';')) {
            if (rest->ptr[i] == '\\' && quoted && i + 1 < rest->len)
                i++;
            else if (rest->ptr[i] == '"')
                quoted = !quoted;
            i++;
        }
        *value = dmr_str_trim(dmr_str(rest->ptr + from, i - from));
    }
    *rest = dmr_str(rest->ptr + i, rest->len - i);
    return true;
}

/* Write what a value says: without quotes, its "%20" read where it is `extended`. */
static size_t put_value(char *p, demarche_str value, bool extended)
{
    size_t n = 0;
    bool quoted = value.len > 1 && value.ptr[0] == '"';
    for (size_t i = quoted; i < value.len; i++) {
        char c = value.ptr[i];
        uint64_t digits[2];
        if (quoted && c == '"')
            break;
        if (quoted && c == '\\' && i + 1 < value.len) {
            c = value.ptr[++i];
        } else if (extended && c == '%' && i + 2 < value.len) {
            for (int k = 0; k < 2; k++) {
                char d = dmr_to_lower(value.ptr[i + 1 + (size_t)k]);
                digits[k] = dmr_is_digit(d)        ? (uint64_t)(d - '0')
                            : d >= 'a' && d <= 'f' ? (uint64_t)(d - 'a' + 10)
                                                   : 16;
            }
            if (digits[0] < 16 && digits[1] < 16) {
                c = (char)(digits[0] * 16 + digits[1]);
                i += 2;
            }
        }
        p[n++] = c;
    }
    return n;
}

demarche_str dmr_mail_param(demarche_str value, const char *name, dmr_arena *arena)
{
    char *out = dmr_arena_alloc(arena, value.len + 1);
    demarche_str wanted = dmr_str_c(name);
    size_t n = 0;
    if (!out)
        return dmr_str(NULL, 0);
    for (uint64_t piece = 0; piece < MAX_PIECES; piece++) {
        demarche_str rest = value, key, v;
        bool found = false;
        while (!found && next_param(&rest, &key, &v)) {
            bool extended = key.len && key.ptr[key.len - 1] == '*';
            demarche_str base = dmr_str(key.ptr, key.len - extended);
            uint64_t number = 0;
            bool whole = dmr_str_eq_nocase(base, wanted);
            bool in_pieces = base.len > wanted.len + 1 && base.ptr[wanted.len] == '*' &&
                             dmr_str_eq_nocase(dmr_str(base.ptr, wanted.len), wanted) &&
                             dmr_str_to_uint(dmr_str(base.ptr + wanted.len + 1,
                                                     base.len - wanted.len - 1),
                                             MAX_PIECES, &number);
            found = (whole && !piece) || (in_pieces && number == piece);
            if (!found)
                continue;
            size_t second = 0; /* utf-8'en'value: the second ' */
            if (extended && !piece) {
                second = dmr_str_find(v, DMR_STR("'"), 0);
                second =
                    second == SIZE_MAX ? 0 : dmr_str_find(v, DMR_STR("'"), second + 1);
                second = second == SIZE_MAX ? 0 : second + (second > 0);
            }
            n += put_value(out + n, dmr_str(v.ptr + second, v.len - second), extended);
            if (whole)
                return dmr_str(out, n);
        }
        if (!found)
            break;
    }
    return dmr_str(out, n);
}

/* ----------------------------------------------------------------------- encoded words */

typedef struct encoded_word {
    demarche_str charset, text;
    bool base64;
    size_t end; /* behind it */
} encoded_word;

/* =?charset*language?Q?text?= at i. */
static bool word_at(demarche_str s, size_t i, encoded_word *word)
{
    s.len = s.len - i < MAX_WORD ? s.len : i + MAX_WORD;
    if (i + 6 > s.len || s.ptr[i] != '=' || s.ptr[i + 1] != '?')
        return false;
    size_t kind = dmr_str_find(s, DMR_STR("?"), i + 2);
    if (kind == SIZE_MAX || kind + 3 >= s.len || s.ptr[kind + 2] != '?')
        return false;
    size_t end = dmr_str_find(s, DMR_STR("?="), kind + 3);
    char k = dmr_to_lower(s.ptr[kind + 1]);
    if (end == SIZE_MAX || (k != 'q' && k != 'b'))
        return false;
    word->charset = dmr_str(s.ptr + i + 2, kind - i - 2);
    size_t star = dmr_str_find(word->charset, DMR_STR("*"), 0);
    word->charset.len = star == SIZE_MAX ? word->charset.len : star;
    word->text = dmr_str(s.ptr + kind + 3, end - kind - 3);
    word->base64 = k == 'b';
    word->end = end + 2;
    return true;
}

/* Words from the one at hand on, as long as they are of one character set: a sign may begin
 * in one and end in the next. *i is moved behind them. */
static bool put_words(dmr_led_writer *out, demarche_str s, size_t *i, encoded_word word)
{
    dmr_led_writer raw = {.arena = out->arena};
    dmr_led_bytes bytes = {0}, text = {0};
    demarche_str charset = word.charset;
    for (;;) {
        if (word.base64)
            dmr_mail_put_base64(&raw, word.text);
        else
            dmr_mail_put_quoted(&raw, word.text, true);
        *i = word.end;
        size_t next = word.end;
        while (next < s.len && dmr_is_blank(s.ptr[next]))
            next++;
        if (!word_at(s, next, &word))
            break;
        *i = next; /* blanks between encoded words are none of the text */
        if (!dmr_str_eq_nocase(word.charset, charset))
            break;
    }
    demarche_counts counts = {0};
    if (dmr_led_finish(&raw, &bytes, NULL, 0, NULL) ||
        dmr_led_decode(&text, &bytes, charset, &counts, out->arena, NULL))
        return false;
    dmr_led_put(out, text.bytes, 0, 1, 0);
    return true;
}

demarche_str dmr_mail_words(demarche_str s, dmr_arena *arena)
{
    dmr_led_writer out = {.arena = arena};
    dmr_led_bytes done = {0};
    bool failed = false;
    for (size_t i = 0; i < s.len && !failed;) {
        encoded_word word;
        size_t plain = i;
        while (i < s.len && !word_at(s, i, &word))
            i++;
        dmr_led_put(&out, dmr_str(s.ptr + plain, i - plain), 0, 1, 0);
        if (i < s.len)
            failed = !put_words(&out, s, &i, word);
    }
    uint64_t repaired = 0;
    demarche_str sound;
    if (dmr_led_finish(&out, &done, NULL, 0, NULL) || failed ||
        dmr_utf8_repair(&sound, done.bytes, arena, &repaired, NULL))
        return dmr_str(NULL, 0);
    return sound;
}

/* -------------------------------------------------------------------------- what they say */

/* The next word of letters or of digits. */
static demarche_str atom(demarche_str *rest)
{
    size_t i = 0;
    while (i < rest->len && !dmr_is_alpha(rest->ptr[i]) && !dmr_is_digit(rest->ptr[i]))
        i++;
    size_t from = i;
    bool digits = i < rest->len && dmr_is_digit(rest->ptr[i]);
    while (i < rest->len &&
           (digits ? dmr_is_digit(rest->ptr[i]) : dmr_is_alpha(rest->ptr[i])))
        i++;
    demarche_str word = dmr_str(rest->ptr + from, i - from);
    *rest = dmr_str(rest->ptr + i, rest->len - i);
    return word;
}

static unsigned month_of(demarche_str word)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (unsigned m = 0; word.len >= 3 && m < 12; m++) {
        if (dmr_str_eq_nocase(dmr_str(word.ptr, 3), dmr_str(months + (size_t)m * 3, 3)))
            return m + 1;
    }
    return 0;
}

demarche_str dmr_mail_day(demarche_str value, dmr_arena *arena)
{
    demarche_str first = atom(&value);
    if (first.len && dmr_is_alpha(first.ptr[0]))
        first = atom(&value); /* behind the day of the week */
    demarche_str second = atom(&value), third = atom(&value);
    uint64_t day, year;
    unsigned month = month_of(second);
    if (!month || !dmr_str_to_uint(first, 31, &day) || !day || third.len < 2 ||
        !dmr_str_to_uint(third, 9999, &year))
        return dmr_str("", 0);
    if (third.len == 2) /* RFC 5322, 4.3 */
        year += year < 50 ? 2000 : 1900;
    else if (third.len == 3)
        year += 1900;
    return dmr_str_format(arena, "%04u-%02u-%02u", (unsigned)year, month, (unsigned)day);
}

demarche_str dmr_mail_angle(demarche_str value)
{
    size_t from = value.len, end;
    while (from && value.ptr[from - 1] != '<')
        from--;
    if (!from)
        return dmr_str_trim(value);
    end = dmr_str_find(value, DMR_STR(">"), from);
    end = end == SIZE_MAX ? value.len : end;
    return dmr_str_trim(dmr_str(value.ptr + from, end - from));
}
