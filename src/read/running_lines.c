#include "read/running_lines.h"

#include "base/hash.h"
#include "read/line_kind.h"

enum { LINES = 3, LONGEST = 120 };

/* The next line at the front, or at the end, of what is left; blank ones are passed over. */
static bool take(demarche_str *left, bool front, demarche_str *line)
{
    *left = dmr_str_trim(*left);
    if (!left->len)
        return false;
    size_t n = 0;
    if (front) {
        while (n < left->len && left->ptr[n] != '\n')
            n++;
        *line = dmr_str(left->ptr, n);
        *left = dmr_str(left->ptr + n, left->len - n);
    } else {
        n = left->len;
        while (n && left->ptr[n - 1] != '\n')
            n--;
        *line = dmr_str(left->ptr + n, left->len - n);
        left->len = n;
    }
    *line = dmr_str_trim(*line);
    return true;
}

/* A line without its figures, so that "12 Relations" and "14 Relations" are one; with the
 * end at which it stands. Empty for a line too long to run along. */
static demarche_str shape(demarche_str line, bool front, dmr_arena *arena)
{
    char *out = line.len <= LONGEST ? dmr_arena_alloc(arena, line.len + 1) : NULL;
    size_t n = 0;
    if (!out)
        return dmr_str(NULL, 0);
    out[n++] = front ? 'h' : 'f';
    for (size_t i = 0; i < line.len; i++) {
        bool figure = dmr_is_digit(line.ptr[i]);
        if (!figure)
            out[n++] = line.ptr[i];
        else if (out[n - 1] != '#')
            out[n++] = '#';
    }
    return dmr_str(out, n);
}

static bool count(dmr_map *map, const dmr_page_lines *page, bool front, dmr_arena *arena)
{
    demarche_str left = page->text, line;
    for (int k = 0; k < LINES && take(&left, front, &line); k++) {
        demarche_str s = shape(line, front, arena);
        if (s.len && !dmr_map_set(map, s, dmr_map_get(map, s, 0) + 1))
            return false;
    }
    return true;
}

/* Bytes at that end that run along. */
static size_t running(const dmr_map *map, const dmr_page_lines *page, size_t n,
                      bool front, dmr_arena *arena)
{
    demarche_str left = page->text, line;
    size_t bytes = 0;
    for (int k = 0; k < LINES && take(&left, front, &line); k++) {
        demarche_str s = shape(line, front, arena);
        uint32_t times = s.len ? dmr_map_get(map, s, 0) : 0;
        bool number = dmr_line_page_mark(line) != DMR_PAGE_MARK_NONE && times * 2 > n;
        bool same = times >= 3 && times * 5 >= n;
        if (!number && !same)
            break;
        bytes = front ? (size_t)(line.ptr + line.len - page->text.ptr)
                      : (size_t)(page->text.ptr + page->text.len - line.ptr);
    }
    return bytes;
}

bool dmr_running_lines(dmr_page_lines *pages, size_t n, dmr_arena *scratch)
{
    dmr_map *map = dmr_map_new(scratch);
    for (size_t i = 0; map && i < n; i++) {
        if (!count(map, &pages[i], true, scratch) ||
            !count(map, &pages[i], false, scratch))
            return false;
    }
    for (size_t i = 0; map && i < n; i++) {
        pages[i].head = running(map, &pages[i], n, true, scratch);
        pages[i].foot = running(map, &pages[i], n, false, scratch);
        if (pages[i].head + pages[i].foot > pages[i].text.len)
            pages[i].foot = 0;
    }
    return map != NULL;
}
