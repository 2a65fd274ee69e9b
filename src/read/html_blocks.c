#include "read/html_blocks.h"

#include "read/blocks.h"
#include "read/html_marks.h"

/* What holds inside an element that is open. */
typedef struct scope {
    uint32_t node, end;
    dmr_paragraph_kind kind;
    bool breaks; /* it is a block: the text around it is another's */
    bool link, verbatim, note, level_one;
    bool data; /* a table of data, whose rows are blocks */
    bool row;
} scope;

typedef struct walk {
    dmr_html_page *page;
    dmr_html_marks marks;
    DMR_VEC(scope) open;
    bool is_open; /* the last block takes more */
    bool in_word; /* the last piece ended inside a word */
    bool cell;    /* a cell has ended in the open row */
    bool failed;
} walk;

bool dmr_html_is_shown(const dmr_html_node *node)
{
    switch (node->tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_NOEMBED:
        return false;
    case GUMBO_TAG_LAST:
        return true;
    default:
        break;
    }
    if (node->node->v.element.attributes.length == 0)
        return true;
    demarche_str style = dmr_html_attribute(node, "style");
    bool hidden = dmr_html_has_attribute(node, "hidden");
    for (size_t i = 0; i + 4 <= style.len && !hidden; i++) {
        demarche_str rest = dmr_str(style.ptr + i, style.len - i), value;
        if (dmr_str_starts(rest, DMR_STR("display")))
            value = dmr_str(rest.ptr + 7, rest.len - 7);
        else if (dmr_str_starts(rest, DMR_STR("visibility")))
            value = dmr_str(rest.ptr + 10, rest.len - 10);
        else
            continue;
        value = dmr_str_trim(value);
        if (value.len == 0 || value.ptr[0] != ':')
            continue;
        value = dmr_str_trim(dmr_str(value.ptr + 1, value.len - 1));
        hidden = dmr_str_starts(value, DMR_STR("none")) ||
                 dmr_str_starts(value, DMR_STR("hidden"));
    }
    return !hidden;
}

static bool is_heading(GumboTag tag)
{
    return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 ||
           tag == GUMBO_TAG_H4 || tag == GUMBO_TAG_H5 || tag == GUMBO_TAG_H6;
}

static bool is_block(GumboTag tag)
{
    static const GumboTag tags[] = {
        GUMBO_TAG_ADDRESS,  GUMBO_TAG_ARTICLE,   GUMBO_TAG_ASIDE,    GUMBO_TAG_BLOCKQUOTE,
        GUMBO_TAG_BODY,     GUMBO_TAG_BUTTON,    GUMBO_TAG_CAPTION,  GUMBO_TAG_CENTER,
        GUMBO_TAG_DD,       GUMBO_TAG_DETAILS,   GUMBO_TAG_DIR,      GUMBO_TAG_DIV,
        GUMBO_TAG_DL,       GUMBO_TAG_DT,        GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION,
        GUMBO_TAG_FIGURE,   GUMBO_TAG_FOOTER,    GUMBO_TAG_FORM,     GUMBO_TAG_HEADER,
        GUMBO_TAG_HR,       GUMBO_TAG_LEGEND,    GUMBO_TAG_LI,       GUMBO_TAG_LISTING,
        GUMBO_TAG_MAIN,     GUMBO_TAG_MENU,      GUMBO_TAG_NAV,      GUMBO_TAG_OL,
        GUMBO_TAG_OPTION,   GUMBO_TAG_P,         GUMBO_TAG_PRE,      GUMBO_TAG_SECTION,
        GUMBO_TAG_SELECT,   GUMBO_TAG_SUMMARY,   GUMBO_TAG_TABLE,    GUMBO_TAG_TD,
        GUMBO_TAG_TEXTAREA, GUMBO_TAG_TH,        GUMBO_TAG_TR,       GUMBO_TAG_UL,
        GUMBO_TAG_XMP,      GUMBO_TAG_PLAINTEXT,
    };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (tags[i] == tag)
            return true;
    }
    return is_heading(tag);
}

static bool is_cell(GumboTag tag)
{
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
}

/* Rows of cells with short text: data. Tables that hold tables, headings, lists or whole
 * paragraphs, or have one column, only lay out the page. */
static bool is_data(const dmr_html_tree *t, size_t table)
{
    enum { LONGEST = 400 }; /* bytes of a cell */
    bool several = false;
    size_t cells = 0, cell = 0, bytes = 0;
    if (dmr_str_is(dmr_html_attribute(&t->at[table], "role"), "presentation"))
        return false;
    for (size_t i = table + 1; i < t->at[table].end; i++) {
        GumboTag tag = t->at[i].tag;
        if (tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL ||
            tag == GUMBO_TAG_HR || tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_BLOCKQUOTE ||
            tag == GUMBO_TAG_PRE || is_heading(tag))
            return false;
        if (tag == GUMBO_TAG_TR) {
            cells = 0;
        } else if (is_cell(tag)) {
            several = several || ++cells > 1;
            cell = t->at[i].end;
            bytes = 0;
        } else if (i < cell && (bytes += dmr_html_text(&t->at[i]).len) > LONGEST) {
            return false;
        }
    }
    return several;
}

static dmr_html_block *last(walk *w)
{
    return &w->page->blocks.at[w->page->blocks.n - 1];
}

static void close_block(walk *w)
{
    w->is_open = w->in_word = w->cell = false;
}

static void add_piece(walk *w, dmr_html_piece_kind kind, size_t node)
{
    dmr_html_piece *p = DMR_PUSH(w->page->arena, w->page->pieces);
    w->failed = w->failed || !p;
    if (p) {
        *p = (dmr_html_piece){kind, (uint32_t)node};
        last(w)->n++;
    }
}

static const scope *inner(const walk *w)
{
    static const scope none = {0};
    return w->open.n ? &w->open.at[w->open.n - 1] : &none;
}

static bool open_block(walk *w)
{
    const scope *s = inner(w);
    dmr_html_block *b = DMR_PUSH(w->page->arena, w->page->blocks);
    w->failed = w->failed || !b;
    if (!b)
        return false;
    *b = (dmr_html_block){.first = (uint32_t)w->page->pieces.n,
                          .node = s->node,
                          .kind = s->note ? DMR_PARAGRAPH_NOTE : s->kind,
                          .verbatim = s->verbatim,
                          .row = s->row,
                          .level_one = s->level_one};
    /* The element itself, not what is inline in it. */
    for (size_t i = w->open.n; i > 0; i--) {
        if (w->open.at[i - 1].breaks) {
            b->node = w->open.at[i - 1].node;
            break;
        }
    }
    w->is_open = true;
    return true;
}

static bool only_blanks(demarche_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!dmr_is_blank(s.ptr[i]) &&
            !(s.ptr[i] == '\xC2' && i + 1 < s.len && s.ptr[++i] == '\xA0'))
            return false;
    }
    return true;
}

static void count_words(walk *w, demarche_str s, bool link)
{
    dmr_html_block *b = last(w);
    size_t figures = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        figures = dmr_is_digit(c) ? figures + 1 : 0;
        b->dated = b->dated || figures == 4;
        bool letter = dmr_is_alpha(c) || dmr_is_digit(c) || (unsigned char)c >= 0xC3;
        if (letter && !w->in_word) {
            b->words++;
            b->link_words += link;
        }
        w->in_word = letter || (w->in_word && !dmr_is_blank(c));
    }
    demarche_str t = dmr_str_trim(s);
    if (t.len)
        b->stops = dmr_blocks_ends_sentence(t);
}

static void take_text(walk *w, size_t i)
{
    demarche_str s = dmr_html_text(&w->page->tree.at[i]);
    if (only_blanks(s)) {
        w->in_word = false;
        if (w->is_open)
            add_piece(w, DMR_HTML_WORDS, i);
        return;
    }
    if (!w->is_open && !open_block(w))
        return;
    if (w->cell) {
        add_piece(w, DMR_HTML_CELL, i);
        w->cell = w->in_word = false;
    }
    add_piece(w, DMR_HTML_WORDS, i);
    count_words(w, s, inner(w)->link);
}

/* Two breaks in a row end a paragraph: so did pages that do without <p>. */
static void take_break(walk *w, size_t i)
{
    w->in_word = false;
    if (!w->is_open)
        return;
    const dmr_html_tree *t = &w->page->tree;
    for (size_t k = w->page->pieces.n; k > last(w)->first; k--) {
        const dmr_html_piece *p = &w->page->pieces.at[k - 1];
        if (p->kind == DMR_HTML_BREAK && !inner(w)->row) {
            close_block(w);
            return;
        }
        if (!only_blanks(dmr_html_text(&t->at[p->node])))
            break;
    }
    add_piece(w, DMR_HTML_BREAK, i);
}

static void set_kind(scope *s, GumboTag tag)
{
    if (is_heading(tag)) {
        s->kind = DMR_PARAGRAPH_HEADING;
        s->level_one = tag == GUMBO_TAG_H1;
    } else if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD ||
               tag == GUMBO_TAG_OPTION) {
        s->kind = DMR_PARAGRAPH_LIST;
    } else if (tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_FIGCAPTION ||
               tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_TD ||
               tag == GUMBO_TAG_ARTICLE) {
        s->kind = DMR_PARAGRAPH_PROSE;
    }
    s->verbatim = s->verbatim || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_XMP ||
                  tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_PLAINTEXT;
}

static void take_element(walk *w, size_t i)
{
    const dmr_html_node *n = &w->page->tree.at[i];
    scope s = *inner(w);
    bool in_row = s.row;
    s.node = (uint32_t)i;
    s.end = n->end;
    s.breaks = is_block(n->tag) && !in_row;
    s.link = s.link || (n->tag == GUMBO_TAG_A && dmr_html_has_attribute(n, "href"));
    if (n->tag == GUMBO_TAG_TABLE)
        s.data = is_data(&w->page->tree, i);
    if (n->tag == GUMBO_TAG_TR && s.data) {
        s.row = true;
        s.kind = DMR_PARAGRAPH_LIST;
    }
    if (!in_row)
        set_kind(&s, n->tag);
    else if (is_cell(n->tag))
        w->cell = w->is_open;
    if (dmr_html_is_note(&w->marks, i)) {
        s.note = true;
        if (!s.breaks && w->is_open)
            last(w)->kind = DMR_PARAGRAPH_NOTE;
        /* An anchor before the words of its note: all of the block is the note. */
        for (size_t k = w->open.n; k > 0 && !s.breaks && !w->is_open; k--) {
            scope *outer = &w->open.at[k - 1];
            if (outer->breaks) {
                GumboTag tag = w->page->tree.at[outer->node].tag;
                outer->note = tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI ||
                              tag == GUMBO_TAG_DD || tag == GUMBO_TAG_TD;
                break;
            }
        }
    }
    if (s.breaks)
        close_block(w);
    scope *pushed = DMR_PUSH(w->page->arena, w->open);
    w->failed = w->failed || !pushed;
    if (pushed)
        *pushed = s;
}

static void close_scopes(walk *w, size_t i)
{
    while (w->open.n && w->open.at[w->open.n - 1].end <= i) {
        if (w->open.at[--w->open.n].breaks)
            close_block(w);
    }
}

bool dmr_html_blocks(dmr_html_page *page)
{
    walk w = {.page = page};
    page->arena = page->tree.own;
    if (!dmr_html_marks_find(&w.marks, &page->tree, page->arena))
        return false;
    for (size_t i = 0; i < page->tree.n && !w.failed; i++) {
        const dmr_html_node *n = &page->tree.at[i];
        close_scopes(&w, i);
        if (n->tag == GUMBO_TAG_LAST) {
            if (dmr_html_text(n).len)
                take_text(&w, i);
            continue;
        }
        if (!dmr_html_is_shown(n) || dmr_html_is_mark(&w.marks, i)) {
            i = n->end - 1;
            continue;
        }
        if (n->tag == GUMBO_TAG_BR)
            take_break(&w, i);
        else
            take_element(&w, i);
    }
    return !w.failed;
}
