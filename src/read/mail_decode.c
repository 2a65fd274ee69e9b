#include "read/mail_decode.h"

#include "base/error.h"

dmr_mail_encoding dmr_mail_encoding_of(demarche_str name)
{
    static const struct {
        const char *name;
        dmr_mail_encoding encoding;
    } known[] = {
        {"", DMR_MAIL_PLAIN},
        {"7bit", DMR_MAIL_PLAIN},
        {"8bit", DMR_MAIL_PLAIN},
        {"binary", DMR_MAIL_PLAIN},
        {"quoted-printable", DMR_MAIL_QUOTED},
        {"base64", DMR_MAIL_BASE64},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (dmr_str_eq_nocase(name, dmr_str_c(known[i].name)))
            return known[i].encoding;
    }
    return DMR_MAIL_UNKNOWN;
}

/* ------------------------------------------------------------------ transfer encodings */

static int hex(char c)
{
    char l = dmr_to_lower(c);
    return dmr_is_digit(c) ? c - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

/* Behind blanks and a line break at i, where only blanks stand before one; else i. */
static size_t line_end(demarche_str s, size_t i)
{
    size_t from = i;
    while (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '\t'))
        i++;
    if (i + 1 < s.len && s.ptr[i] == '\r' && s.ptr[i + 1] == '\n')
        return i + 2;
    return i < s.len && s.ptr[i] == '\n' ? i + 1 : i == s.len ? i : from;
}

static void put_quoted(dmr_led_writer *out, demarche_str s, size_t at, bool q)
{
    for (size_t i = 0; i < s.len;) {
        size_t plain = i;
        while (i < s.len && s.ptr[i] != '=' && !(q && s.ptr[i] == '_'))
            i++;
        dmr_led_put(out, dmr_str(s.ptr + plain, i - plain), at + plain, 1, 1);
        if (i == s.len)
            break;
        int high = i + 2 < s.len ? hex(s.ptr[i + 1]) : -1;
        int low = i + 2 < s.len ? hex(s.ptr[i + 2]) : -1;
        size_t soft = line_end(s, i + 1);
        if (s.ptr[i] == '_') {
            dmr_led_put(out, DMR_STR(" "), at + i, 1, 1);
            i++;
        } else if (high >= 0 && low >= 0) {
            char byte = (char)(high * 16 + low);
            dmr_led_put(out, dmr_str(&byte, 1), at + i, 1, 3);
            i += 3;
        } else if (!q && soft > i + 1) {
            i = soft;
        } else { /* a sign that stands for itself, against the rules */
            dmr_led_put(out, DMR_STR("="), at + i, 1, 1);
            i++;
        }
    }
}

void dmr_mail_put_quoted(dmr_led_writer *out, demarche_str raw, bool q)
{
    /* The last two digits need the three bytes that put_quoted looks at. */
    put_quoted(out, raw, 0, q);
}

static int sextet(char c)
{
    return dmr_is_upper(c)   ? c - 'A'
           : dmr_is_lower(c) ? c - 'a' + 26
           : dmr_is_digit(c) ? c - '0' + 52
           : c == '+'        ? 62
           : c == '/'        ? 63
                             : -1;
}

static void put_base64(dmr_led_writer *out, demarche_str s, size_t at)
{
    unsigned bits = 0;
    size_t have = 0, from = 0;
    for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
        int v = sextet(s.ptr[i]);
        if (v < 0)
            continue;
        if (have == 0)
            from = i;
        bits = bits << 6 | (unsigned)v;
        if (++have < 4)
            continue;
        const char three[3] = {(char)(bits >> 16 & 0xFF), (char)(bits >> 8 & 0xFF),
                               (char)(bits & 0xFF)};
        dmr_led_put(out, dmr_str(three, 3), at + from, 3, (uint32_t)(i + 1 - from));
        have = 0;
        bits = 0;
    }
    if (have > 1) {
        bits <<= 6 * (4 - have);
        const char left[2] = {(char)(bits >> 16 & 0xFF), (char)(bits >> 8 & 0xFF)};
        dmr_led_put(out, dmr_str(left, have - 1), at + from, (uint32_t)(have - 1), 4);
    }
}

void dmr_mail_put_base64(dmr_led_writer *out, demarche_str raw)
{
    put_base64(out, raw, 0);
}

/* Whether the line is one that mbox quoted: ">From ", ">>From ". */
static bool is_from_quoted(demarche_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '>')
        n++;
    return n && dmr_str_starts(dmr_str(line.ptr + n, line.len - n), DMR_STR("From "));
}

demarche_status dmr_mail_decode(dmr_led_bytes *out, demarche_str raw, size_t at,
                                dmr_mail_encoding encoding, bool from_quoted,
                                dmr_arena *arena, demarche_error *err)
{
    dmr_led_writer w = {.arena = arena};
    if (encoding == DMR_MAIL_BASE64)
        put_base64(&w, raw, 0);
    bool lines = encoding != DMR_MAIL_BASE64;
    for (size_t i = 0; lines && i < raw.len;) {
        const char *end = memchr(raw.ptr + i, '\n', raw.len - i);
        size_t to = end ? (size_t)(end - raw.ptr) + 1 : raw.len;
        demarche_str line = dmr_str(raw.ptr + i, to - i);
        if (from_quoted && is_from_quoted(line))
            i++;
        line = dmr_str(raw.ptr + i, to - i);
        if (encoding == DMR_MAIL_QUOTED)
            put_quoted(&w, line, i, false);
        else
            dmr_led_put(&w, line, i, 1, 1);
        i = to;
    }
    return dmr_led_finish(&w, out, NULL, at, err);
}

/* ------------------------------------------------------------------------- flowing lines */

typedef struct flow_line {
    size_t from, to; /* without its line break */
    size_t next;
    size_t quotes; /* '>' at its front */
    bool stuffed;  /* a blank behind them that is none of the text */
    bool flows, signature;
} flow_line;

static bool next_flow_line(demarche_str s, size_t at, flow_line *line)
{
    if (at >= s.len)
        return false;
    const char *end = memchr(s.ptr + at, '\n', s.len - at);
    *line = (flow_line){.from = at, .to = end ? (size_t)(end - s.ptr) : s.len};
    line->next = line->to + (end != NULL);
    if (line->to > at && s.ptr[line->to - 1] == '\r')
        line->to--;
    size_t i = at;
    while (i < line->to && s.ptr[i] == '>')
        i++;
    line->quotes = i - at;
    line->stuffed = i < line->to && s.ptr[i] == ' ';
    size_t words = i + (line->stuffed && line->quotes);
    demarche_str rest = dmr_str(s.ptr + words, line->to - words);
    line->signature = dmr_str_is(rest, "-- ");
    line->flows = !line->signature && line->to > i && s.ptr[line->to - 1] == ' ';
    return true;
}

demarche_status dmr_mail_flow(dmr_led_bytes *out, const dmr_led_bytes *in, bool delsp,
                              dmr_arena *arena, demarche_error *err)
{
    dmr_led_writer w = {.arena = arena};
    demarche_str s = in->bytes;
    flow_line line, before = {0};
    bool first = true;
    for (size_t at = 0; next_flow_line(s, at, &line); at = line.next) {
        bool joins =
            !first && before.flows && before.quotes == line.quotes && !line.signature;
        if (!first && !joins)
            dmr_led_put(&w, DMR_STR("\n"), before.next - 1, 1, 1);
        if (line.quotes && !joins)
            dmr_led_put(&w, dmr_str(s.ptr + line.from, line.quotes), line.from, 1, 1);
        size_t from = line.from + line.quotes;
        if (line.stuffed && (joins || !line.quotes))
            from++;
        size_t to = line.to - (delsp && line.flows && line.to > from);
        if (to > from)
            dmr_led_put(&w, dmr_str(s.ptr + from, to - from), from, 1, 1);
        before = line;
        first = false;
    }
    return dmr_led_finish(&w, out, in, 0, err);
}
