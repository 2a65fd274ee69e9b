#include "read/html_text.h"

#include "base/utf8.h"

typedef struct writer {
    dmr_draft *draft;
    const dmr_html_page *page;
    dmr_paragraph_kind kind;
    bool verbatim;
} writer;

/* Put a sign that came from `n` bytes at `at`; no-break spaces are blanks, soft hyphens and
 * signs without width are nothing. */
static void put_sign(dmr_draft *draft, demarche_str sign, size_t at, size_t n)
{
    int32_t c;
    dmr_utf8_decode(sign.ptr, sign.len, &c);
    if (c == 0xA0 || c == 0x2007 || c == 0x202F)
        dmr_draft_space(draft);
    else if (c != 0xAD && c != 0x200B && c != 0x2060 && c != 0xFEFF)
        dmr_draft_sign(draft, sign, at, n);
}

static bool is_odd(int32_t c)
{
    return c == 0xA0 || c == 0x2007 || c == 0x202F || c == 0xAD || c == 0x200B ||
           c == 0x2060 || c == 0xFEFF;
}

/* Lines of <pre> as they are; a blank line parts paragraphs. */
static void put_lines(const writer *w, demarche_str s, size_t at)
{
    for (size_t i = 0; i <= s.len;) {
        const char *end = memchr(s.ptr + i, '\n', s.len - i);
        size_t n = end ? (size_t)(end - s.ptr) - i : s.len - i;
        demarche_str line = dmr_str(s.ptr + i, n), words = dmr_draft_words(w->draft);
        bool fresh = !words.len || words.ptr[words.len - 1] == '\n';
        bool empty = fresh && dmr_str_trim(line).len == 0;
        if (!empty && n)
            dmr_draft_verbatim(w->draft, line, at + i);
        if (end && empty)
            dmr_draft_open(w->draft, w->kind);
        else if (end)
            dmr_draft_break(w->draft);
        i += n + 1;
    }
}

/* Bytes that stand in the page as they are. */
static void put_plain(const writer *w, demarche_str s, size_t at)
{
    dmr_draft *draft = w->draft;
    if (w->verbatim) {
        put_lines(w, s, at);
        return;
    }
    size_t from = 0, i = 0;
    while (i < s.len) {
        int32_t c = (unsigned char)s.ptr[i];
        size_t n = 1;
        if (c >= 0xC2)
            n = dmr_utf8_decode(s.ptr + i, s.len - i, &c);
        if (is_odd(c)) {
            dmr_draft_flow(draft, dmr_str(s.ptr + from, i - from), at + from);
            put_sign(draft, dmr_str(s.ptr + i, n), at + i, n);
            from = i + n;
        }
        i += n;
    }
    dmr_draft_flow(draft, dmr_str(s.ptr + from, s.len - from), at + from);
}

/* Bytes that "&eacute;", "&#233;" or "&eacute" take at the front of `from`, where they became
 * the sign at the front of `text`; *signs are its bytes. 0: it is no reference. */
static size_t reference(demarche_str from, demarche_str text, size_t *signs)
{
    size_t run = 1;
    while (run < from.len && run < 40 &&
           (dmr_is_alpha(from.ptr[run]) || dmr_is_digit(from.ptr[run]) ||
            from.ptr[run] == '#'))
        run++;
    int32_t c;
    *signs = dmr_utf8_decode(text.ptr, text.len, &c);
    if (run < from.len && from.ptr[run] == ';' && run > 1 &&
        (c != '&' || (run == 4 && dmr_str_starts(from, DMR_STR("&amp"))) ||
         from.ptr[1] == '#' || dmr_str_starts(from, DMR_STR("&AMP;")))) {
        /* A few names stand for two signs. */
        char next = run + 1 < from.len ? from.ptr[run + 1] : '\0';
        if (*signs < text.len && next && next != '&' && next != '\r' &&
            (unsigned char)next < 0x80 && text.ptr[*signs] != next &&
            (unsigned char)text.ptr[*signs] >= 0x80)
            *signs += dmr_utf8_decode(text.ptr + *signs, text.len - *signs, &c);
        return run + 1;
    }
    if (c == '&' && !dmr_str_starts(from, DMR_STR("&amp")))
        return 0;
    /* Without its semicolon: as long as what follows fits. */
    for (size_t n = run; n > 1; n--) {
        demarche_str rest = dmr_str(from.ptr + n, run - n);
        if (dmr_str_starts(dmr_str(text.ptr + *signs, text.len - *signs), rest))
            return n;
    }
    return 0;
}

/* Words of which the page's bytes and the parser's text differ: walk both side by side. */
static void put_mixed(const writer *w, demarche_str from, demarche_str text, size_t at)
{
    dmr_draft *draft = w->draft;
    size_t i = 0, k = 0;
    while (i < from.len && k < text.len) {
        size_t n = 0;
        while (i + n < from.len && k + n < text.len && from.ptr[i + n] != '&' &&
               from.ptr[i + n] == text.ptr[k + n])
            n++;
        put_plain(w, dmr_str(text.ptr + k, n), at + i);
        i += n;
        k += n;
        if (i == from.len || k == text.len)
            break;
        size_t signs = 1;
        if (from.ptr[i] == '&') {
            n = reference(dmr_str(from.ptr + i, from.len - i),
                          dmr_str(text.ptr + k, text.len - k), &signs);
            put_sign(draft, dmr_str(text.ptr + k, signs), at + i, n ? n : 1);
            k += signs;
            i += n ? n : 1;
        } else if (from.ptr[i] == '\r' && text.ptr[k] == '\n') {
            i++;
            if (i == from.len || from.ptr[i] != '\n') {
                put_plain(w, DMR_STR("\n"), at + i - 1);
                k++;
            }
        } else if (text.ptr[k] == '\xEF' && (unsigned char)from.ptr[i] >= 0x80) {
            put_sign(draft, dmr_str(text.ptr + k, 3 > text.len - k ? text.len - k : 3),
                     at + i, 1);
            k += 3 > text.len - k ? text.len - k : 3;
            i++;
        } else {
            i++; /* a tag that the parser ignored, a byte that it left out */
        }
    }
    /* What the parser made of nothing stands where the words end. */
    while (k < text.len) {
        int32_t c;
        size_t n = dmr_utf8_decode(text.ptr + k, text.len - k, &c);
        put_sign(draft, dmr_str(text.ptr + k, n), at + (from.len ? from.len - 1 : 0), 1);
        k += n;
    }
}

/* The place of a node's words in the page; `false` where it has none. */
static bool place_of(const dmr_html_page *page, demarche_str original, size_t *at)
{
    const char *from = page->tree.bytes.ptr;
    if (!original.ptr || original.ptr < from ||
        original.ptr + original.len > from + page->tree.bytes.len)
        return false;
    *at = (size_t)(original.ptr - from);
    return true;
}

static void put_words(const writer *w, size_t node, bool trim)
{
    const dmr_html_page *page = w->page;
    demarche_str text = dmr_html_text(&page->tree.at[node]);
    demarche_str original = dmr_html_original(&page->tree.at[node]);
    size_t at = 0;
    if (!place_of(page, original, &at))
        original = dmr_str(NULL, 0);
    if (dmr_str_eq(original, text)) {
        while (trim && text.len && dmr_is_blank(text.ptr[text.len - 1]))
            text.len--;
        put_plain(w, text, at);
    } else {
        put_mixed(w, original, text, at);
    }
}

/* Whether a cell ends behind that piece: blanks before its tab are nothing. */
static bool ends_cell(const dmr_html_page *page, const dmr_html_block *b, size_t i)
{
    enum { FAR = 4 };
    for (size_t k = i + 1; k < b->n && k <= i + FAR; k++) {
        const dmr_html_piece *p = &page->pieces.at[b->first + k];
        if (p->kind == DMR_HTML_CELL)
            return true;
        if (p->kind == DMR_HTML_WORDS &&
            dmr_str_trim(dmr_html_text(&page->tree.at[p->node])).len)
            return false;
    }
    return false;
}

void dmr_html_put_block(dmr_draft *draft, const dmr_html_page *page,
                        const dmr_html_block *block, dmr_paragraph_kind kind)
{
    writer w = {draft, page, kind, block->verbatim};
    dmr_draft_open(draft, kind);
    for (size_t i = 0; i < block->n; i++) {
        const dmr_html_piece *p = &page->pieces.at[block->first + i];
        size_t at = 0;
        switch (p->kind) {
        case DMR_HTML_BREAK:
            if (block->row)
                dmr_draft_space(draft);
            else
                dmr_draft_break(draft);
            break;
        case DMR_HTML_CELL:
            place_of(page, dmr_html_original(&page->tree.at[p->node]), &at);
            dmr_draft_verbatim(draft, DMR_STR("\t"), at);
            break;
        case DMR_HTML_WORDS:
            put_words(&w, p->node, block->row && ends_cell(page, block, i));
            break;
        }
    }
    dmr_draft_close(draft);
}
