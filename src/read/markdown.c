/*
 * Markdown to text: markers are taken out (headings, emphasis, links, escapes, tables,
 * comments), so that what is left is what a reader sees. Paragraphs of the text given out
 * are parted by a blank line; its offsets count in that text; its origin leads to the file.
 */
#include "base/error.h"
#include "base/str.h"
#include "read/blocks.h"
#include "read/clean_text.h"
#include "read/format_kind.h"
#include "read/front_matter.h"
#include "read/markdown_inline.h"
#include "read/plain_text.h"

/* The text being written. It is never longer than what it is made from, but for the blank
 * line between paragraphs. */
typedef struct writer {
    dmr_copy to;
    const char *line_end; /* of the last line that went in */
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
    while (w->to.n > start && dmr_is_blank(w->to.out[w->to.n - 1]))
        w->to.n--;
    while (start < w->to.n && dmr_is_blank(w->to.out[start]))
        start++;
    if (start == w->to.n) {
        w->to.n = w->open;
        return true;
    }
    demarche_str words = dmr_str(w->to.out + start, w->to.n - start);
    size_t marker = 0;
    if (!w->marked) {
        w->kind = w->bold && dmr_blocks_is_heading(words)
                      ? DMR_PARAGRAPH_HEADING
                      : dmr_blocks_kind(words, w->blocks.list.n < 4);
        marker = dmr_blocks_marker(words);
    }
    if (w->kind == DMR_PARAGRAPH_HEADING && w->marked && !w->title.len)
        w->title = words;
    bool done = dmr_blocks_add(&w->blocks, dmr_str(w->to.out, w->to.n), start + marker,
                               w->to.n, w->kind);
    dmr_copy_sign(&w->to, DMR_STR("\n\n"), w->line_end, 0);
    return done && !w->to.failed;
}

static void open_paragraph(writer *w, dmr_paragraph_kind kind, bool marked)
{
    w->is_open = true;
    w->open = w->to.n;
    w->kind = kind;
    w->marked = marked;
    w->bold = false;
}

/* The line break between two lines of a paragraph; its own where it stands there. */
static void add_break(writer *w)
{
    if (w->to.n > w->open)
        dmr_copy_sign(&w->to, DMR_STR("\n"), w->line_end, 1);
}

static void add_words(writer *w, demarche_str line)
{
    add_break(w);
    demarche_str t = dmr_str_trim(line);
    if (w->to.n == w->open)
        w->bold = t.len > 4 && dmr_str_starts(t, DMR_STR("**")) &&
                  dmr_str_ends(t, DMR_STR("**"));
    dmr_markdown_inline(line, &w->to);
    if (line.len)
        w->line_end = line.ptr + line.len;
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
    size_t from = w->to.n;
    add_words(w, line);
    for (size_t i = from; i < w->to.n; i++) {
        if (w->to.out[i] == '|')
            w->to.out[i] = ' ';
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
    add_break(w);
    dmr_copy_put(&w->to, line);
    if (line.len)
        w->line_end = line.ptr + line.len;
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

/*
 * Replace source->text (clean, without front matter) by the text it shows, which *shown leads
 * back to it; fill the paragraphs; title from the first heading and date from a dateline
 * where meta has none. Code blocks are no prose: NAVIGATION.
 */
static demarche_status read_text(dmr_source *source, dmr_origin *shown, dmr_arena *arena,
                                 demarche_error *err)
{
    demarche_str in = source->text, rest = in, line;
    /* Each line may close one paragraph (2 bytes) besides its own break. */
    size_t lines = 1;
    for (size_t i = 0; i < in.len; i++)
        lines += in.ptr[i] == '\n';
    if (in.len > (SIZE_MAX - 16) / 4)
        return dmr_error_memory(err);
    writer w = {.to = {.from = in.ptr, .arena = arena},
                .line_end = in.ptr,
                .blocks = {.arena = arena}};
    w.to.out = dmr_arena_alloc(arena, in.len + 2 * lines + 16);
    if (!w.to.out)
        return dmr_error_memory(err);
    bool done = true;
    while (done && dmr_blocks_line(&rest, &line))
        done = take_line(&w, line);
    if (!done || !close_paragraph(&w))
        return dmr_error_memory(err);
    while (w.to.n && w.to.out[w.to.n - 1] == '\n')
        w.to.n--;
    source->text = dmr_str(w.to.out, w.to.n);
    source->paragraphs = w.blocks.list.at;
    source->n_paragraphs = w.blocks.list.n;
    if (!source->meta.title.len)
        source->meta.title = w.title;
    dmr_plain_datelines(source, w.blocks.list.at, arena);
    *shown = w.to.origin;
    return DEMARCHE_OK;
}

/* ------------------------------------------------------------------------------ kind */

static demarche_status whole(dmr_source *source, demarche_str bytes,
                             const demarche_read_options *opts, dmr_arena *arena,
                             demarche_error *err)
{
    demarche_str yaml;
    dmr_origin shown = {0};
    dmr_meta meta = {.out = &source->meta, .arena = arena};
    DMR_TRY(dmr_clean_input(source, bytes, opts, arena, err));
    size_t head = dmr_front_matter_find(source->text, &yaml);
    if (head) {
        DMR_TRY(dmr_front_matter_read(&meta, yaml, err));
        source->text = dmr_str(source->text.ptr + head, source->text.len - head);
    }
    DMR_TRY(read_text(source, &shown, arena, err));
    for (size_t i = 0; i < shown.runs.n; i++)
        shown.runs.at[i].source += head;
    const dmr_origin cleaned = source->origin;
    bool good = dmr_origin_chain(&source->origin, &cleaned, &shown, head,
                                 source->text.len, arena) &&
                dmr_meta_finish(&meta);
    return good ? DEMARCHE_OK : dmr_error_memory(err);
}

static bool is_markdown(demarche_str head, const char *path)
{
    (void)path;
    return dmr_front_matter_find(head, NULL) > 0;
}

/* A heading on the first line. */
static bool seems_markdown(demarche_str head)
{
    demarche_str line = {NULL, 0};
    while (dmr_blocks_line(&head, &line) && dmr_str_trim(line).len == 0)
        ;
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '#')
        n++;
    return n >= 1 && n <= 6 && n < line.len && line.ptr[n] == ' ' &&
           !dmr_str_starts(line, DMR_STR("# Source:"));
}

static const char *const suffixes[] = {".md", ".markdown", NULL};

const dmr_format_kind dmr_format_markdown = {
    .format = DEMARCHE_FORMAT_MARKDOWN,
    .name = "markdown",
    .suffixes = suffixes,
    .is = is_markdown,
    .seems = seems_markdown,
    .whole = whole,
};
