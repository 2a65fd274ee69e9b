#include "address.h"

#include <string.h>

#include "percent.h"

/* ------------------------------------------------------------------------------ reading */

/* To *to, which moves on; false for what is malformed. */
static bool decode(char **to, const char *from, size_t n, bool plus)
{
    char *end = percent_decode(*to, from, n, plus);
    if (end)
        *to = end;
    return end;
}

/* A part in place: "_" and "~XX" become what they stand for. */
static bool decode_part(char *part)
{
    char *to = part;
    const char *end = part + strlen(part);
    for (const char *p = part; p < end; p++) {
        int c = (unsigned char)*p;
        if (c == '~') {
            c = percent_byte(p + 1, end);
            p += 2;
        } else if (c == '_') {
            c = ' ';
        }
        if (c < 0)
            return false;
        *to++ = (char)c;
    }
    *to = '\0';
    return true;
}

const char *const address_ends[] = {".json", ".csv", ".atom", ".html",
                                    ".bib",  ".ris", NULL};

/* Cut the format off the end of the path. */
static address_format cut_format(char *path)
{
    static const address_format formats[] = {ADDRESS_JSON, ADDRESS_CSV, ADDRESS_ATOM,
                                             ADDRESS_HTML, ADDRESS_BIB, ADDRESS_RIS};
    size_t n = strlen(path);
    for (size_t i = 0; address_ends[i]; i++) {
        size_t k = strlen(address_ends[i]);
        if (n > k + 1 && path[n - k - 1] != '/' &&
            strcmp(path + n - k, address_ends[i]) == 0) {
            path[n - k] = '\0';
            return formats[i];
        }
    }
    return ADDRESS_HTML;
}

static bool read_path(address *out, char **memory, const char *path)
{
    char *at = *memory;
    if (path[0] != '/' || !decode(memory, path, strlen(path), false) || !room_is_utf8(at))
        return false;
    out->format = cut_format(at);
    for (char *part = at + 1, *end; part && *part; part = end) {
        end = strchr(part, '/');
        if (end)
            *end++ = '\0';
        if (!*part || out->n_parts == ADDRESS_PARTS || !decode_part(part) ||
            !room_is_utf8(part))
            return false;
        out->parts[out->n_parts++] = part;
    }
    return true;
}

size_t address_values(const char *query)
{
    size_t n = 0;
    while (query && *query) {
        size_t length = strcspn(query, "&");
        n += length > 0;
        query += length + (query[length] == '&');
    }
    return n;
}

/* There are no more than ADDRESS_VALUES of them. */
static bool read_query(address *out, char **memory, const char *query)
{
    for (const char *q = query, *end; q && *q; q = *end ? end + 1 : end) {
        end = q + strcspn(q, "&");
        const char *equal = memchr(q, '=', (size_t)(end - q));
        size_t n_name = equal ? (size_t)(equal - q) : (size_t)(end - q);
        if (end == q)
            continue;
        struct address_value *v = &out->values[out->n_values++];
        v->name = *memory;
        if (!decode(memory, q, n_name, true))
            return false;
        v->value = *memory;
        if (!decode(memory, equal ? equal + 1 : end,
                    equal ? (size_t)(end - equal) - 1 : 0, true))
            return false;
        if (!room_is_utf8(v->name) || !room_is_utf8(v->value))
            return false;
    }
    return true;
}

int address_read(address *out, const room_request *request)
{
    char *memory = out->memory;
    out->n_parts = out->n_values = 0;
    out->format = ADDRESS_HTML;
    size_t n = request->path ? strlen(request->path) : 0;
    size_t n_query = request->query ? strlen(request->query) : 0;
    if (n + n_query > ROOM_ADDRESS_MOST ||
        address_values(request->query) > ADDRESS_VALUES)
        return 414;
    if (n && read_path(out, &memory, request->path) &&
        read_query(out, &memory, request->query))
        return 200;
    out->n_parts = out->n_values = 0; /* the last of them may be half read */
    return 400;
}

const char *address_value_of(const address *a, const char *name)
{
    for (size_t i = 0; i < a->n_values; i++) {
        if (strcmp(a->values[i].name, name) == 0)
            return a->values[i].value[0] ? a->values[i].value : NULL;
    }
    return NULL;
}

/* ------------------------------------------------------------------------------- writing */

static bool is_plain(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '-' || c == '.';
}

static void put_escape(room_text *out, char sign, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    const char escape[3] = {sign, digits[c >> 4], digits[c & 15]};
    room_put_markup(out, escape, 3);
}

/* Whether the last "." of the word would be read as the beginning of a format. */
static size_t format_dot(demarche_str word)
{
    for (size_t i = 0; address_ends[i]; i++) {
        size_t k = strlen(address_ends[i]);
        if (word.len >= k && memcmp(word.ptr + word.len - k, address_ends[i], k) == 0)
            return word.len - k;
    }
    return SIZE_MAX;
}

void address_put_part(room_text *out, demarche_str word)
{
    size_t dot = format_dot(word);
    bool dots = true; /* "." and ".." are places, not names */
    for (size_t i = 0; i < word.len; i++)
        dots = dots && word.ptr[i] == '.';
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        if (c == ' ')
            room_put(out, "_");
        else if (c >= 0x80)
            put_escape(out, '%', c);
        else if (is_plain(c) && i != dot && !dots)
            room_put_markup(out, (const char *)&c, 1);
        else
            put_escape(out, '~', c);
    }
}

void address_put_value(room_text *out, demarche_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (is_plain(c) || c == '_' || c == ',')
            room_put_markup(out, (const char *)&c, 1);
        else if (c == ' ')
            room_put(out, "+");
        else
            put_escape(out, '%', c);
    }
}
