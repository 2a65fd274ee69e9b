#include "read/pages.h"

#include "base/utf8.h"
#include "read/blocks.h"
#include "read/line_kind.h"

static demarche_str words_of(const dmr_paragraph *p, demarche_str text)
{
    return dmr_str(text.ptr + p->start, p->end - p->start);
}

/* "in", "the": no heading ends with such a word. */
static bool ends_open(demarche_str s)
{
    static const char *const words[] = {
        "a",    "an",   "the", "of",   "in",   "to", "at", "by",  "for", "on", "and",
        "with", "from", "its", "that", "into", "or", "as", "was", "had", NULL};
    size_t n = 0;
    while (n < s.len && dmr_is_alpha(s.ptr[s.len - 1 - n]))
        n++;
    demarche_str last = dmr_str(s.ptr + s.len - n, n);
    for (const char *const *w = words; *w; w++) {
        if (dmr_str_is(last, *w))
            return n < s.len;
    }
    return false;
}

/* Whether the sentence that is open at the end of `p` goes on at the front of `next`. */
static bool goes_on(const dmr_paragraph *p, const dmr_paragraph *next, demarche_str text,
                    bool sure)
{
    demarche_str above = words_of(p, text), below = words_of(next, text);
    if ((p->kind != DMR_PARAGRAPH_PROSE && p->kind != DMR_PARAGRAPH_HEADING &&
         p->kind != DMR_PARAGRAPH_LIST) ||
        dmr_blocks_ends_sentence(above) || dmr_blocks_marker(below) ||
        dmr_line_is_row(above) || dmr_line_is_row(below))
        return false;
    switch (dmr_utf8_class_of(dmr_utf8_first(below))) {
    case DMR_UTF8_LOWER:
        return true;
    case DMR_UTF8_UPPER: /* "the", "- 12 -", "United States": not behind a heading */
        return sure && dmr_is_lower(above.ptr[above.len - 1]) &&
               (p->kind == DMR_PARAGRAPH_PROSE || ends_open(above));
    default:
        return false;
    }
}

static void join(dmr_paragraph *above, dmr_paragraph *below)
{
    above->goes_on = true;
    if (above->kind == DMR_PARAGRAPH_HEADING)
        above->kind = DMR_PARAGRAPH_PROSE;
    below->kind = DMR_PARAGRAPH_PROSE;
}

bool dmr_pages_join_at(dmr_paragraph *above, dmr_paragraph *below, demarche_str text)
{
    bool does = goes_on(above, below, text, true);
    if (does)
        join(above, below);
    return does;
}

size_t dmr_pages_join(dmr_paragraph *paragraphs, size_t n, demarche_str text)
{
    size_t found = 0;
    for (size_t i = 1; i + 1 < n; i++) {
        dmr_page_mark mark = dmr_line_page_mark(words_of(&paragraphs[i], text));
        dmr_paragraph *above = &paragraphs[i - 1], *below = &paragraphs[i + 1];
        if (mark == DMR_PAGE_MARK_NONE ||
            !goes_on(above, below, text, mark == DMR_PAGE_MARK_SURE))
            continue;
        paragraphs[i].kind = DMR_PARAGRAPH_NAVIGATION;
        join(above, below);
        found++;
    }
    return found;
}
