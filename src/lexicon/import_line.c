/* Dictionaries as lines: comments off, brackets apart. */
#include "lexicon/import.h"

static bool is_comment_mark(char c)
{
    return c == '#' || c == ';';
}

/* Cut XML comments off the line, over several lines too. PETRARCH has "<! -- ... -->" as
 * well. Gives false where nothing is left of it. */
static bool cut_markup(dmr_import_lines *lines, demarche_str *line)
{
    if (lines->in_comment) {
        size_t end = dmr_str_find(*line, DMR_STR("-->"), 0);
        if (end == SIZE_MAX)
            return false;
        lines->in_comment = false;
        *line = dmr_str(line->ptr + end + 3, line->len - end - 3);
        return dmr_str_trim(*line).len > 0;
    }
    size_t start = dmr_str_find(*line, DMR_STR("<!"), 0);
    if (start == SIZE_MAX)
        return true;
    size_t end = dmr_str_find(*line, DMR_STR("-->"), start);
    lines->in_comment = end == SIZE_MAX;
    *line = dmr_str(line->ptr, start);
    return dmr_str_trim(*line).len > 0;
}

/* The first mark of a comment that stands in no bracket. */
static size_t comment_start(demarche_str s)
{
    bool inside = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '[')
            inside = memchr(s.ptr + i, ']', s.len - i) != NULL;
        else if (s.ptr[i] == ']')
            inside = false;
        else if (is_comment_mark(s.ptr[i]) && !inside)
            return i;
    }
    return s.len;
}

static void cut_brackets(dmr_import_line *out, demarche_str s)
{
    const char *open = s.len ? memchr(s.ptr, '[', s.len) : NULL;
    size_t at = open ? (size_t)(open - s.ptr) : s.len;
    out->head = dmr_str_trim(dmr_str(s.ptr, at));
    if (out->head.len && memchr(out->head.ptr, ']', out->head.len))
        out->wrong = "']' without '[' before it; write [CODE]";
    while (at < s.len && !out->wrong) {
        const char *close = memchr(s.ptr + at, ']', s.len - at);
        if (!close) {
            out->wrong = "'[' without ']' behind it; write [CODE]";
            return;
        }
        size_t end = (size_t)(close - s.ptr);
        if (out->n_brackets == DMR_IMPORT_BRACKETS_MAX) {
            out->wrong = "too many codes in one line; put each on a line of its own";
            return;
        }
        demarche_str inside = dmr_str(s.ptr + at + 1, end - at - 1);
        if (inside.len && memchr(inside.ptr, '[', inside.len))
            out->wrong = "'[' within '['; write [CODE]";
        out->brackets[out->n_brackets++] = dmr_str_trim(inside);
        const char *next = memchr(close, '[', s.len - end);
        size_t until = next ? (size_t)(next - s.ptr) : s.len;
        demarche_str between = dmr_str_trim(dmr_str(close + 1, until - end - 1));
        if (between.len && memchr(between.ptr, ']', between.len))
            out->wrong = "']' without '[' before it; write [CODE]";
        if (between.len && !out->tail.len)
            out->tail = between;
        at = until;
    }
}

bool dmr_import_next(dmr_import_lines *lines, dmr_import_line *out)
{
    demarche_str line;
    while (dmr_str_split(&lines->rest, '\n', &line)) {
        lines->number++;
        if (lines->number == 1 && dmr_str_starts(line, DMR_STR("\xEF\xBB\xBF")))
            line = dmr_str(line.ptr + 3, line.len - 3);
        demarche_str whole = dmr_str_trim(line);
        if (whole.len == 0 && !lines->in_comment) {
            *out = (dmr_import_line){.number = lines->number};
            return true;
        }
        if (!cut_markup(lines, &line))
            continue;
        size_t mark = comment_start(line);
        demarche_str body = dmr_str_trim(dmr_str(line.ptr, mark));
        if (body.len == 0)
            continue;
        *out = (dmr_import_line){.number = lines->number,
                                 .whole = whole,
                                 .indented = dmr_is_blank(line.ptr[0])};
        while (mark < line.len && is_comment_mark(line.ptr[mark]))
            mark++;
        out->comment = dmr_str_trim(dmr_str(line.ptr + mark, line.len - mark));
        cut_brackets(out, body);
        return true;
    }
    return false;
}
