#include "site_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "fnv.h"
#include "percent.h"

enum { PART_MOST = 200 }; /* bytes of one part: file systems allow 255, with an ending */

struct site_names {
    json_t *files; /* address -> file */
    json_t *taken; /* files, folded */
};

site_names *site_names_new(void)
{
    site_names *names = calloc(1, sizeof *names);
    if (!names)
        return NULL;
    names->files = json_object();
    names->taken = json_object();
    if (names->files && names->taken)
        return names;
    site_names_free(names);
    return NULL;
}

void site_names_free(site_names *names)
{
    if (!names)
        return;
    json_decref(names->files);
    json_decref(names->taken);
    free(names);
}

/* ---------------------------------------------------------------------------- folding */

/* The character at `p`, of `n` bytes, and how many it has; a byte that is no UTF-8 is itself. */
static uint32_t character(const unsigned char *p, size_t n, size_t *bytes)
{
    size_t more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC0 ? 1 : 0;
    *bytes = 1;
    if (!more || more >= n)
        return p[0];
    uint32_t c = p[0] & (0x3Fu >> more);
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return p[0];
        c = c << 6 | (p[i] & 0x3F);
    }
    *bytes = more + 1;
    return c;
}

static bool is_in(uint32_t c, uint32_t from, uint32_t to)
{
    return c >= from && c <= to;
}

static bool is_mark(uint32_t c)
{
    return is_in(c, 0x300, 0x36F) || is_in(c, 0x3099, 0x309A);
}

/* Cyrillic letters that are one of others and a mark: Ѐ Ё Ѓ Ї Ќ Ѝ Ў Й, as small ones. */
static uint32_t without_mark(uint32_t c)
{
    static const uint16_t pairs[][2] = {{0x450, 0x435}, {0x451, 0x435}, {0x453, 0x433},
                                        {0x457, 0x456}, {0x45C, 0x43A}, {0x45D, 0x438},
                                        {0x45E, 0x443}, {0x439, 0x438}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i][0] == c)
            return pairs[i][1];
    }
    return c;
}

enum { MARKED = 1 }; /* any Latin or Greek letter with marks, or beyond ASCII */

/* One for all that some file system may take for the same; too many rather than too few, as a
 * name that looks taken only has a hash more. */
static uint32_t folded(uint32_t c)
{
    if (is_in(c, 'A', 'Z') || is_in(c, 0x410, 0x42F) || is_in(c, 0x391, 0x3A9) ||
        is_in(c, 0xFF21, 0xFF3A))
        c += 0x20;
    else if (is_in(c, 0x400, 0x40F))
        c += 0x50;
    else if (is_in(c, 0x531, 0x556))
        c += 0x30;
    else if (is_in(c, 0x1C90, 0x1CBF))
        c -= 0xBC0;
    if (is_in(c, 0x430, 0x45F))
        return without_mark(c);
    if (is_in(c, 0x460, 0x52F))
        return is_in(c, 0x4C0, 0x4CF) ? MARKED : c | 1;
    if (c == 0x3C2)
        return 0x3C3;
    bool latin = is_in(c, 0xC0, 0x24F) || is_in(c, 0x1E00, 0x1FFF);
    bool greek = is_in(c, 0x370, 0x3FF) && !is_in(c, 0x3B1, 0x3C9);
    return latin || greek ? MARKED : c;
}

static void put_character(room_text *out, uint32_t c)
{
    char bytes[12];
    int n = c < 0x80 ? snprintf(bytes, sizeof bytes, "%c", (char)(c ? c : 2))
                     : snprintf(bytes, sizeof bytes, "\\%x;", c);
    room_put_markup(out, bytes, (size_t)n);
}

/* Syllables of Korean, which some file systems keep as letters, as letters. */
static void put_syllable(room_text *out, uint32_t c)
{
    uint32_t number = c - 0xAC00;
    put_character(out, 0x1100 + number / 588);
    put_character(out, 0x1161 + number % 588 / 28);
    if (number % 28)
        put_character(out, 0x11A7 + number % 28);
}

static void put_folded(room_text *out, const char *file)
{
    const unsigned char *p = (const unsigned char *)file;
    size_t n = strlen(file), bytes, next;
    for (size_t i = 0; i < n; i += bytes) {
        uint32_t c = character(p + i, n - i, &bytes);
        bool marked = false;
        while (i + bytes < n && is_mark(character(p + i + bytes, n - i - bytes, &next))) {
            marked = true;
            bytes += next;
        }
        if (is_in(c, 0xAC00, 0xD7A3))
            put_syllable(out, c);
        else if (marked && (c < 0x80 || is_in(c, 0x370, 0x3FF)))
            put_character(out, MARKED);
        else if (!is_mark(c))
            put_character(out, folded(c));
    }
}

/* ------------------------------------------------------------------------------ a name */

const char *site_names_ending(const char *path, size_t n)
{
    static const char *const ends[] = {".json", ".csv"};
    for (size_t i = 0; i < 2; i++) {
        size_t k = strlen(ends[i]);
        if (n > k && memcmp(path + n - k, ends[i], k) == 0)
            return ends[i];
    }
    return NULL;
}

/* Names of devices, which Windows has in every folder, with any ending. */
static bool is_device(const char *name, size_t n)
{
    static const char *const devices[] = {"con", "prn",    "aux",
                                          "nul", "conin$", "conout$"};
    for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
        if (n == strlen(devices[i]) && strncasecmp(name, devices[i], n) == 0)
            return true;
    }
    return n == 4 &&
           (strncasecmp(name, "com", 3) == 0 || strncasecmp(name, "lpt", 3) == 0) &&
           name[3] >= '0' && name[3] <= '9';
}

/* Whether a folder's name is none for Windows, or would be that of a page. */
static bool ends_badly(const char *name, size_t n)
{
    static const char *const ends[] = {".html", ".json", ".csv"};
    if (n && (name[n - 1] == '.' || name[n - 1] == ' '))
        return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t k = strlen(ends[i]);
        if (n >= k && strncasecmp(name + n - k, ends[i], k) == 0)
            return true;
    }
    return false;
}

/* A part of the file's path: `part`, emptied, as a name that every file system has. The hash tells
 * it from others that begin alike. */
static void put_part(room_text *out, room_text *part, uint64_t told_apart_by, bool folder,
                     bool again)
{
    char tag[24] = "";
    out->failed = out->failed || part->failed;
    size_t n = part->at ? part->n : 0;
    if (n > PART_MOST || again) {
        snprintf(tag, sizeof tag, "~%016llx", (unsigned long long)told_apart_by);
        n = n > PART_MOST ? PART_MOST / 2 : n;
        while (n && n < part->n && ((unsigned char)part->at[n] & 0xC0) == 0x80)
            n--; /* no half of a character */
    }
    const char *dot = n ? memchr(part->at, '.', n) : NULL;
    size_t stem = dot ? (size_t)(dot - part->at) : n;
    bool device = n && is_device(part->at, stem);
    room_put_markup(out, n ? part->at : "", stem);
    room_put_markup(out, "~", device);
    room_put_markup(out, dot ? dot : "", n - stem);
    room_put_markup(out, tag, strlen(tag));
    room_put_markup(out, "~", folder && !*tag && n && ends_badly(part->at, n));
    room_text_free(part);
}

/* "--when-1989" of "when=1989" */
static void put_query(room_text *out, const char *query)
{
    for (const char *q = query; *q; q++) {
        char c = *q;
        if (q == query || c == '&')
            room_put(out, "--");
        if (c == '=')
            c = '-';
        else if (strchr("%/+", c))
            c = '~';
        if (c != '&')
            room_put_markup(out, &c, 1);
    }
}

/* `again`: it needs a name that no other address can have. */
static void put_file(room_text *out, const char *address, bool again)
{
    size_t n = strcspn(address, "?");
    if (strncmp(address, "/static/", 8) == 0) {
        room_put_markup(out, address + 1, n - 1);
        return;
    }
    const char *end = site_names_ending(address, n), *query = address + n;
    size_t stem = end ? n - strlen(end) : n;
    room_text part = {0};
    if (n == 1)
        room_put(&part, "index");
    for (size_t i = 1; i < stem; i++) {
        char c = address[i];
        if (c == '/') {
            put_part(out, &part, fnv(FNV_START, address, i), true, false);
            room_put(out, "/");
            continue;
        }
        int byte = c == '%' ? percent_byte(address + i + 1, address + stem) : -1;
        if (byte >= 0) {
            c = (char)byte;
            i += 2;
        }
        room_put_markup(&part, &c, 1);
    }
    put_query(&part, *query ? query + 1 : "");
    /* one for the page and its other formats */
    put_part(out, &part, fnv(fnv(FNV_START, address, stem), query, strlen(query)), false,
             again);
    end = end ? end : ".html";
    room_put_markup(out, end, strlen(end));
}

const char *site_names_of(site_names *names, const char *address)
{
    const char *known = json_string_value(json_object_get(names->files, address));
    bool good = false;
    for (int again = 0; !known && !good && again < 2; again++) {
        room_text file = {0}, fold = {0};
        put_file(&file, address, again);
        put_folded(&fold, file.at ? file.at : "");
        if (file.failed || fold.failed || !fold.n)
            again = 2;
        else if (!json_object_get(names->taken, fold.at))
            good = json_object_set_new(names->taken, fold.at, json_true()) == 0 &&
                   json_object_set_new_nocheck(
                       names->files, address, json_stringn_nocheck(file.at, file.n)) == 0;
        room_text_free(&file);
        room_text_free(&fold);
    }
    return known ? known : json_string_value(json_object_get(names->files, address));
}

void site_names_put_link(room_text *out, const char *file)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *file; file++) {
        unsigned char c = (unsigned char)*file;
        const char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                     (c >= 'a' && c <= 'z') || strchr("-._~/", c);
        room_put_markup(out, plain ? (const char *)&c : escape, plain ? 1 : 3);
    }
}
