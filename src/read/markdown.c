#include "read/markdown.h"

#include "base/error.h"
#include "base/str.h"
#include "read/blocks.h"
#include "read/markdown_inline.h"
#include "read/plain_text.h"

/* The text being written. It is never longer than what it is made from, but for the blank
 * line between paragraphs. */
typedef struct writer {
    char *out;
    size_t n;
    dmr_blocks blocks;
    size_t open; /* where the open paragraph begins */
    bool is_open;
    dmr_paragraph_kind kind; /* of the open paragraph */
    bool marked;             /* by a marker, so that its shape does not matter */
    bool bold;               /* its first line is all emphasis */
    bool in_code, in_remark;
    demarche_str title;
} writer;

static bool close_paragraph(writer *w)
{
    if (!w->is_open)
        return true;
    w->is_open = false;
    size_t start = w->open;
    while (w->n > start && dmr_is_blank(w->out[w->n - 1]))
        w->n--;
    while (start < w->n && dmr_is_blank(w->out[start]))
        start++;
    if (start == w->n) {
        w->n = w->open;
        return true;
    }
    demarche_str words = dmr_str(w->out + start, w->n - start);
    size_t marker = 0;
    if (!w->marked) {
        w->kind = w->bold && dmr_blocks_is_heading(words)
                      ? DMR_PARAGRAPH_HEADING
                      : dmr_blocks_kind(words, w->blocks.list.n < 4);
        marker = dmr_blocks_marker(words);
    }
    if (w->kind == DMR_PARAGRAPH_HEADING && w->marked && !w->title.len)
        w->title = words;
    bool done =
        dmr_blocks_add(&w->blocks, dmr_str(w->out, w->n), start + marker, w->n, w->kind);
    w->out[w->n++] = '\n';
    w->out[w->n++] = '\n';
    return done;
}

static void open_paragraph(writer *w, dmr_paragraph_kind kind, bool marked)
{
    w->is_open = true;
    w->open = w->n;
    w->kind = kind;
    w->marked = marked;
    w->bold = false;
}

static void add_words(writer *w, demarche_str line)
{
    if (w->n > w->open)
        w->out[w->n++] = '\n';
    demarche_str t = dmr_str_trim(line);
    if (w->n == w->open)
        w->bold = t.len > 4 && dmr_str_starts(t, DMR_STR("**")) &&
                  dmr_str_ends(t, DMR_STR("**"));
    w->n += dmr_markdown_inline(line, w->out + w->n);
}

/* "# Heading" in *line, marker and closing marks taken off. */
static bool take_heading(demarche_str *line)
{
    size_t n = 0;
    while (n < line->len && line->ptr[n] == '#')
        n++;
    if (n < 1 || n > 6 || (n < line->len && !dmr_is_blank(line->ptr[n])))
        return false;
    demarche_str s = dmr_str_trim(dmr_str(line->ptr + n, line->len - n));
    while (s.len && s.ptr[s.len - 1] == '#')
        s.len--;
    *line = dmr_str_trim(s);
    return true;
}

/* A line of three or more of one sign and nothing else: rule or underline. */
static bool is_ruled(demarche_str line, const char *signs)
{
    size_t n = 0;
    if (!line.len || !strchr(signs, line.ptr[0]) || line.ptr[0] == '\0')
        return false;
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == line.ptr[0])
            n++;
        else if (!dmr_is_blank(line.ptr[i]))
            return false;
    }
    return n >= 3;
}

/* A row of a table: its bars become blanks; the row that draws the line has no words. */
static bool add_row(writer *w, demarche_str line)
{
    bool words = false;
    for (size_t i = 0; i < line.len; i++)
        words = words || !strchr("|-: \t", line.ptr[i]) || line.ptr[i] == '\0';
    if (!close_paragraph(w) || !words)
        return words ? false : true;
    open_paragraph(w, DMR_PARAGRAPH_LIST, true);
    size_t from = w->n;
    add_words(w, line);
    for (size_t i = from; i < w->n; i++) {
        if (w->out[i] == '|')
            w->out[i] = ' ';
    }
    return close_paragraph(w);
}

/* Comments that take whole lines: from "<!--" until "-->". */
static bool is_remark(writer *w, demarche_str line)
{
    if (!w->in_remark && !dmr_str_starts(line, DMR_STR("<!--")))
        return false;
    w->in_remark = dmr_str_find(line, DMR_STR("-->"), 0) == SIZE_MAX;
    return true;
}

static bool is_fence(demarche_str line)
{
    return dmr_str_starts(line, DMR_STR("```")) || dmr_str_starts(line, DMR_STR("~~~"));
}

static bool take_code(writer *w, demarche_str line)
{
    if (is_fence(line)) {
        w->in_code = !w->in_code;
        if (!close_paragraph(w))
            return false;
        if (w->in_code)
            open_paragraph(w, DMR_PARAGRAPH_NAVIGATION, true);
        return true;
    }
    if (w->n > w->open)
        w->out[w->n++] = '\n';
    memcpy(w->out + w->n, line.ptr, line.len);
    w->n += line.len;
    return true;
}

/* Whether a line begins an item: a bullet always, a number behind a blank line only. */
static size_t item_marker(const writer *w, demarche_str line)
{
    size_t n = dmr_blocks_marker(line);
    if (n && w->is_open && w->kind != DMR_PARAGRAPH_LIST && !strchr("-*+", line.ptr[0]))
        return 0;
    return n;
}

static bool take_line(writer *w, demarche_str line)
{
    demarche_str t = dmr_str_trim(line);
    if (w->in_code || is_fence(t))
        return take_code(w, t);
    if (is_remark(w, t))
        return true;
    while (t.len && t.ptr[0] == '>')
        t = dmr_str_trim(dmr_str(t.ptr + 1, t.len - 1));
    if (t.len == 0)
        return close_paragraph(w);
    if (take_heading(&t)) {
        if (!close_paragraph(w))
            return false;
        open_paragraph(w, DMR_PARAGRAPH_HEADING, true);
        add_words(w, t);
        return close_paragraph(w);
    }
    if (w->is_open && is_ruled(t, "=-") && !w->marked) {
        w->kind = DMR_PARAGRAPH_HEADING;
        w->marked = true;
        return close_paragraph(w);
    }
    if (is_ruled(t, "-*_"))
        return close_paragraph(w);
    if (t.ptr[0] == '|')
        return add_row(w, t);
    size_t marker = item_marker(w, t);
    if (marker) {
        if (!close_paragraph(w))
            return false;
        open_paragraph(w, DMR_PARAGRAPH_LIST, true);
        t = dmr_str(t.ptr + marker, t.len - marker);
    } else if (!w->is_open) {
        open_paragraph(w, DMR_PARAGRAPH_PROSE, false);
    }
    add_words(w, t);
    return true;
}

demarche_status dmr_markdown(dmr_source *source, dmr_arena *arena, demarche_error *err)
{
    demarche_str in = source->text, rest = in, line;
    /* Each line may close one paragraph (2 bytes) besides its own break. */
    size_t lines = 1;
    for (size_t i = 0; i < in.len; i++)
        lines += in.ptr[i] == '\n';
    if (in.len > (SIZE_MAX - 16) / 4)
        return dmr_error_memory(err);
    writer w = {.blocks = {.arena = arena}};
    w.out = dmr_arena_alloc(arena, in.len + 2 * lines + 16);
    if (!w.out)
        return dmr_error_memory(err);
    bool done = true;
    while (done && dmr_blocks_line(&rest, &line))
        done = take_line(&w, line);
    if (!done || !close_paragraph(&w))
        return dmr_error_memory(err);
    while (w.n && w.out[w.n - 1] == '\n')
        w.n--;
    source->text = dmr_str(w.out, w.n);
    source->paragraphs = w.blocks.list.at;
    source->n_paragraphs = w.blocks.list.n;
    if (!source->meta.title.len)
        source->meta.title = w.title;
    dmr_plain_datelines(source, w.blocks.list.at, arena);
    return DEMARCHE_OK;
}
