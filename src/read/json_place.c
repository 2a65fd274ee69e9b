#include "read/json_place.h"

#include "base/utf8.h"

static void skip_blanks(demarche_str s, size_t *i)
{
    while (*i < s.len && dmr_is_blank(s.ptr[*i]))
        ++*i;
}

/* Behind the string that begins at *i with its quotation mark; *raw is what it holds. */
static bool pass_string(demarche_str s, size_t *i, demarche_str *raw)
{
    if (*i >= s.len || s.ptr[*i] != '"')
        return false;
    size_t from = ++*i;
    while (*i < s.len && s.ptr[*i] != '"')
        *i += s.ptr[*i] == '\\' ? 2 : 1;
    if (*i >= s.len)
        return false;
    *raw = dmr_str(s.ptr + from, *i - from);
    ++*i;
    return true;
}

/* Behind any value but a string. */
static void pass_value(demarche_str s, size_t *i)
{
    size_t depth = 0;
    demarche_str raw;
    while (*i < s.len) {
        char c = s.ptr[*i];
        if (c == '"') {
            if (!pass_string(s, i, &raw))
                return;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return;
        if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
        ++*i;
    }
}

static int32_t hex4(const char *p)
{
    int32_t n = 0;
    for (int i = 0; i < 4; i++) {
        char c = dmr_to_lower(p[i]);
        n = n * 16 + (dmr_is_digit(c)        ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                             : 0);
    }
    return n;
}

/* One sign of a string's bytes at `at`: the bytes that it takes, and as UTF-8. */
static size_t sign_at(demarche_str raw, size_t at, char utf8[4], size_t *n_utf8)
{
    static const char plain[] = "b\bf\fn\nr\rt\t";
    if (raw.ptr[at] != '\\' || at + 1 >= raw.len) {
        utf8[0] = raw.ptr[at];
        *n_utf8 = 1;
        return 1;
    }
    char c = raw.ptr[at + 1];
    if (c != 'u' || raw.len - at < 6) {
        utf8[0] = c;
        for (size_t i = 0; i + 1 < sizeof plain; i += 2)
            utf8[0] = c == plain[i] ? plain[i + 1] : utf8[0];
        *n_utf8 = 1;
        return 2;
    }
    int32_t high = hex4(raw.ptr + at + 2);
    if (high >= 0xD800 && high <= 0xDBFF && raw.len - at >= 12) {
        int32_t low = hex4(raw.ptr + at + 8);
        *n_utf8 =
            dmr_utf8_encode(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), utf8);
        return 12;
    }
    *n_utf8 = high ? dmr_utf8_encode(high, utf8) : 1; /* a NUL is one byte of the text */
    if (!high)
        utf8[0] = '\0';
    return 6;
}

/* Whether a string's bytes stand for `name`. */
static bool stands_for(demarche_str raw, demarche_str name)
{
    size_t at = 0, k = 0, n;
    char utf8[4];
    while (at < raw.len) {
        at += sign_at(raw, at, utf8, &n);
        if (name.len - k < n || memcmp(name.ptr + k, utf8, n) != 0)
            return false;
        k += n;
    }
    return k == name.len;
}

bool dmr_json_member(demarche_str object, demarche_str name, demarche_str *raw,
                     size_t *at)
{
    size_t i = 0;
    bool found = false;
    demarche_str key, value;
    skip_blanks(object, &i);
    for (i++; i < object.len; i++) { /* behind the bracket, or a comma */
        skip_blanks(object, &i);
        if (!pass_string(object, &i, &key))
            break;
        bool is_it = stands_for(key, name);
        skip_blanks(object, &i);
        i++; /* the colon */
        skip_blanks(object, &i);
        if (pass_string(object, &i, &value)) {
            if (is_it) {
                *raw = value;
                *at = (size_t)(value.ptr - object.ptr);
            }
            found = is_it || found;
        } else {
            pass_value(object, &i);
            found = found && !is_it;
        }
        skip_blanks(object, &i);
        if (i >= object.len || object.ptr[i] != ',')
            break;
    }
    return found;
}

bool dmr_json_origin(dmr_origin *origin, demarche_str raw, size_t at, dmr_arena *arena)
{
    size_t text = 0, n;
    char utf8[4];
    bool good = dmr_origin_add(origin, 0, at, 1, 1, arena);
    for (size_t i = 0; i < raw.len && good;) {
        const char *escape = memchr(raw.ptr + i, '\\', raw.len - i);
        size_t plain = escape ? (size_t)(escape - raw.ptr) - i : raw.len - i;
        if (plain)
            good = dmr_origin_add(origin, text, at + i, 1, 1, arena);
        text += plain;
        i += plain;
        if (!escape || !good)
            break;
        size_t took = sign_at(raw, i, utf8, &n);
        good = dmr_origin_add(origin, text, at + i, (uint32_t)n, (uint32_t)took, arena);
        text += n;
        i += took;
    }
    return good;
}
